"""Refuse regular expressions that could run long on hostile text.

`re` and `regex` hang beyond ten seconds on 100 KB for patterns as plain as ``a+$``. Patterns here
see at most a bounded window, and must be bounded themselves: no ``*``, ``+`` or ``{n,}``, and no
repeated group that holds a repetition. A repeated group that holds a choice may match in as many
ways as a power of its bound, so that bound is small; and repetitions with nothing between them that
must stand there may share a text in as many ways as the product of their bounds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import regex

_TOKEN = regex.compile(
    r"\\.|\[(?:\\.|[^\]\\])[^\]\\]*+(?:\\.[^\]\\]*+)*+\]"
    r"|\((?:\?(?:[:=!>]|<[=!]|P?<\w{1,30}>))?|\)"
    r"|\{\d*+(?:,\d*+)?\}[?+]?|[*+][?+]?|\?|.",
    regex.DOTALL,
)
_NO_WIDTH = (r"\b", r"\B", r"\A", r"\Z")
_BOUNDED = regex.compile(r"\{(\d{1,5})(,\d{1,5})?\}[?+]?")
_OPEN = regex.compile(r"\{(\d{1,5}),\}([?+]?)")
_MOST = 200
_MOST_CHOICES = 8
"""Most repetitions of a group with a choice in it: the ways to match are a power of them."""
_MOST_SHARED = 2_000_000
"""Most ways in which repetitions side by side may share a text: some seconds at the very worst."""


@dataclass(slots=True)
class _Group:
    repeats: bool = False
    chooses: bool = False


def lint(pattern: str) -> str | None:
    """What is wrong with a pattern, with its remedy; None if it is fit to run.

    >>> lint("sign up (?:now|today)") is None
    True
    >>> lint("a+$")
    'unbounded repetition "+"; write a bound, such as {1,40}'
    """
    try:
        re.compile(pattern)
    except re.error as error:
        return f"not a regular expression ({error}); mend it"
    groups = [_Group()]
    closed: _Group | None = None
    """The group that the token before closed."""
    before = ""
    tokens = _TOKEN.findall(pattern)
    for token in tokens:
        problem = _problem(token, before, closed)
        if problem:
            return problem
        inner = groups.pop() if token == ")" and len(groups) > 1 else None
        if token[0] == "(":
            groups.append(_Group())
        elif inner:
            groups[-1].repeats |= inner.repeats
            groups[-1].chooses |= inner.chooses
        groups[-1].repeats |= token[0] in "*+{"
        groups[-1].chooses |= token in "|?"
        closed, before = inner, token
    if _ways(tokens) > _MOST_SHARED:
        return "repetitions side by side, with nothing between them; join them, or bound them lower"
    return None


def bounded(pattern: str) -> str:
    """A pattern with every open repetition closed at 200, so that `lint` may find it fit.

    >>> bounded(r"[*+] \\+ a+? b{2,}")
    '[*+] \\\\+ a{1,200}? b{2,200}'
    """
    parts = []
    for token in _TOKEN.findall(pattern):
        if token[0] in "*+":
            token = f"{{{'01'[token[0] == '+']},{_MOST}}}{token[1:]}"
        elif found := _OPEN.fullmatch(token):
            token = f"{{{found[1]},{max(_MOST, int(found[1]))}}}{found[2]}"
        parts.append(token)
    return "".join(parts)


def _ways(tokens: list[str]) -> int:
    """In how many ways repetitions that nothing separates may share a text, at most."""
    ways = most = 1
    for token, after in pairwise([*tokens, ""]):
        bounded = _BOUNDED.fullmatch(token)
        if bounded and bounded[2]:
            ways *= int(bounded[2][1:]) - int(bounded[1]) + 1
        elif (
            token[0] not in "()|?{^$"
            and token not in ("\\b", "\\B")
            and after[:1] not in ("?", "{")
        ):
            ways = 1  # a sign that must stand there
        most = max(most, ways)
    return most


def _problem(token: str, before: str, closed: _Group | None) -> str | None:
    if before == "(" and token == "?":
        return 'a group "(?" of an unusual kind; write (?:...), or a lookaround'
    if token == "{":
        return 'a brace that is no repetition; write "\\{" for the character'
    if token[0] in "*+{":
        return _repetition(token, closed)
    return None


def _repetition(token: str, closed: _Group | None) -> str | None:
    bounded = _BOUNDED.fullmatch(token)
    if not bounded:
        return f'unbounded repetition "{token}"; write a bound, such as {{1,40}}'
    most = int((bounded[2] or "," + bounded[1])[1:])
    if most > _MOST:
        return f'repetition "{token}" is longer than {_MOST}; write a smaller bound'
    if closed and closed.repeats:
        return f'repetition "{token}" of a group that repeats something itself; unnest it'
    if closed and closed.chooses and most > _MOST_CHOICES:
        return (
            f'repetition "{token}" of a group that holds a choice ("|" or "?"); '
            f"repeat it {_MOST_CHOICES} times at most"
        )
    return None
