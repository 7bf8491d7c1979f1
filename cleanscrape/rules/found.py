"""What rules find in a line, and which of several findings names it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cleanscrape.document import Line
from cleanscrape.log import Proposal
from cleanscrape.matching.markup import Visible
from cleanscrape.rules.model import Rule
from cleanscrape.tongue import EVERYWHERE

_ORDER = {"sure": 0, "likely": 1, "note": 2}


class Found(NamedTuple):
    """A rule that holds for ``[start, end)`` of a line; `trigger` is the phrase that led there."""

    start: int
    end: int
    rule: Rule
    trigger: str


def best(found: list[Found]) -> list[Found]:
    """One finding for each span and language: the surest, then the first; English ones lead."""
    if len(found) < 2:
        return found
    chosen: dict[tuple[int, int, str], Found] = {}
    for item in found:
        key = item.start, item.end, item.rule.language
        there = chosen.get(key)
        if there is None or _ORDER[item.rule.tier] < _ORDER[there.rule.tier]:
            chosen[key] = item
    return sorted(chosen.values(), key=_place)


def _place(item: Found) -> tuple[int, int, bool]:
    return item.start, item.end, item.rule.language not in EVERYWHERE


def least_sure(rules: list[Rule]) -> list[Rule]:
    """Of the rules for one label, those that may decide: a word is as ambiguous as in any language.

    "Copyright" is a label in Danish, and an English article's subject; nobody can tell the language
    of one word.
    """
    if len(rules) < 2:
        return rules
    doubtful = {rule.language for rule in rules if rule.tier != "sure"} - {"any"}
    if not doubtful or len({rule.language for rule in rules}) == 1:
        return rules
    return [rule for rule in rules if rule.tier != "sure" or rule.language in (*doubtful, "any")]


def in_raw(found: list[Found], shown: Visible | None, text: str) -> list[Found]:
    """Translate findings from what is seen to what is written."""
    if shown is None:
        return found
    raw = []
    for item in found:
        whole = item.start == 0 and item.end == len(shown.text)
        span = (0, len(text)) if whole else shown.to_raw(item.start, item.end)
        if span:
            raw.append(Found(*span, item.rule, item.trigger))
    return raw


def proposals(line: Line, found: Iterable[Found]) -> Iterable[Proposal]:
    """What findings in a line propose."""
    for start, end, rule, trigger in found:
        yield Proposal(
            line[1] + start,
            line[1] + end,
            rule.category,
            rule.category,
            rule.id,
            rule.why,
            rule.tier,
            (f"trigger: {trigger}",) if trigger else (f"{rule.kind}",),
            None,
            rule.about,
        )
