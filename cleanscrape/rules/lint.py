"""Refuse regular expressions that could run long on hostile text.

`re` and `regex` hang beyond ten seconds on 100 KB for patterns as plain as ``a+$``. Patterns here
see at most a bounded window, and must be bounded themselves: no ``*``, ``+`` or ``{n,}``, and no
repeated group that holds a repetition.
"""

from __future__ import annotations

import regex

_TOKEN = regex.compile(
    r"\\.|\[(?:\\.|[^\]\\])[^\]\\]*+(?:\\.[^\]\\]*+)*+\]"
    r"|\((?:\?(?:[:=!>]|<[=!]|P?<\w{1,30}>))?|\)"
    r"|\{\d{0,5}(?:,\d{0,5})?\}[?+]?|[*+][?+]?|\?|.",
    regex.DOTALL,
)
_BOUNDED = regex.compile(r"\{(\d{1,5})(,\d{1,5})?\}[?+]?")
_MOST = 200


def lint(pattern: str) -> str | None:
    """What is wrong with a pattern, with its remedy; None if it is fit to run.

    >>> lint("sign up (?:now|today)") is None
    True
    >>> lint("a+$")
    'unbounded repetition "+"; write a bound, such as {1,40}'
    """
    try:
        regex.compile(pattern)
    except regex.error as error:
        return f"not a regular expression ({error}); mend it"
    groups = [False]
    """For each open group: whether it holds a repetition so far."""
    closed: bool | None = None
    """Whether the group that has just been closed holds a repetition."""
    for token in _TOKEN.findall(pattern):
        repeats = token[0] in "*+{" and (token[0] != "{" or len(token) > 1)
        if repeats:
            problem = _repetition(token, closed)
            if problem:
                return problem
            groups[-1] = True
        held = None
        if token[0] == "(":
            groups.append(False)
        elif token == ")" and len(groups) > 1:
            held = groups.pop()
            groups[-1] = groups[-1] or held
        closed = held
    return None


def _repetition(token: str, closed: bool | None) -> str | None:
    bounded = _BOUNDED.fullmatch(token)
    if not bounded:
        return f'unbounded repetition "{token}"; write a bound, such as {{1,40}}'
    if int((bounded[2] or "," + bounded[1])[1:]) > _MOST:
        return f'repetition "{token}" is longer than {_MOST}; write a smaller bound'
    if closed:
        return f'repetition "{token}" of a group that repeats something itself; unnest it'
    return None
