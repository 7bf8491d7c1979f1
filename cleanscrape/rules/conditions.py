"""The conditions of one rule, one by one, told in words when they fail."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from cleanscrape.matching.fold import reading
from cleanscrape.rules.keys import line_reading
from cleanscrape.rules.loader import shipped_packs
from cleanscrape.rules.model import Rule

_LONGEST = 100
"""Characters of a pattern or example that are shown; the pack has all."""


class Failure(NamedTuple):
    """What keeps a rule from holding, and how far it is from that: 0 holds, 5 is far away."""

    rank: int
    why: str


def fails(rule: Rule, said: str) -> Failure | None:
    """The condition of a `line` or `sentence` rule that fails first; None if all hold.

    Parameters
    ----------
    rule:
        A rule with triggers and patterns.
    said:
        The line or sentence as it is written; it must be short (bounded by the caller).

    >>> rule = Rule("x", "sentence", "sure", "share", "en", "asks to follow", ("^follow us",))
    >>> fails(rule, "Follow us!") is None
    True
    >>> fails(rule, "They follow us.").why
    'the sentence does not fit its wording (patterns); the first is ^follow us'
    """
    said = line_reading(said) if rule.kind == "line" else reading(said)
    words = said.count(" ") + 1
    failure = _every(rule, said) or _some(rule, said)
    if failure:
        return failure
    if words > rule.max_words:
        return Failure(2, f"it has {words:,} words, and the rule takes {rule.max_words} at most")
    for pattern in rule.unless:
        veto = re.search(pattern, said)
        if veto:
            return Failure(1, f"an exception of the rule (unless) holds: {quoted(veto.group())}")
    return None


def _every(rule: Rule, said: str) -> Failure | None:
    """Of the patterns under `all`, those that are missing."""
    missing = [pattern for pattern in rule.all if not re.search(pattern, said)]
    if not missing:
        return None
    if len(rule.all) == 1:
        return Failure(4, f"what it must say (all) is missing: {_shown(missing[0])}")
    verb = "is" if len(missing) == 1 else "are"
    count = f"of the {len(rule.all)} things that it must say (all), {len(missing)} {verb} missing"
    first = ": " if len(missing) == 1 else ", the first: "
    return Failure(3 if len(missing) < len(rule.all) else 4, count + first + _shown(missing[0]))


def _some(rule: Rule, said: str) -> Failure | None:
    """Of the patterns under `patterns`, one must hold: for a whole line, or in a sentence."""
    whole = rule.kind == "line"
    find = re.fullmatch if whole else re.search
    if not rule.patterns or any(find(pattern, said) for pattern in rule.patterns):
        return None
    told = "the line as a whole" if whole else "the sentence"
    if len(rule.patterns) == 1:
        told += " does not fit its wording (patterns)"
    else:
        told += f" fits none of its {len(rule.patterns)} wordings (patterns)"
    return Failure(3 if rule.all else 4, told + _example(rule, said))


def _example(rule: Rule, said: str) -> str:
    """An example of the rule, best one with a trigger that stands in what was said."""
    there = [trigger for trigger in rule.triggers if trigger in said]
    examples = rule.remove or shipped_examples().get(rule.id, ())
    fitting = [e for e in examples if any(trigger in e.lower() for trigger in there)]
    for example in (*fitting, *examples)[:1]:
        return f"; it cuts, for example, {quoted(example)}"
    return f"; the first is {_shown(rule.patterns[0])}"


@lru_cache(maxsize=1)
def shipped_examples() -> dict[str, tuple[str, ...]]:
    """What each shipped rule cuts, by its id: the form in which they load for cleaning lacks it."""
    return {rule.id: rule.remove for pack in shipped_packs() for rule in pack.rules}


def likeness(one: str, two: str) -> float:
    """How much of two short texts is the same, 0 to 1.

    >>> likeness("newsletter", "newsleter") > 0.9
    True
    """
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= 0.7 else 0.0


def quoted(text: str) -> str:
    """A short text in quotation marks, shortened if it is long."""
    return f'"{_shown(text)}"'


def _shown(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
