"""Which rules come close to a line without holding for it, and what is missing, in words.

This explains; nothing here decides. `RuleSet.read_line` says what holds; every rule that has a
trigger in the line, or a label much like it, and is not among those, is told here with the first
of its conditions that fails.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from cleanscrape.matching.markup import Visible, has_markup, visible, without_returns
from cleanscrape.matching.scanner import Scanner
from cleanscrape.matching.sentences import sentences
from cleanscrape.matching.shapes import NAMES
from cleanscrape.offsets import Span
from cleanscrape.rules.conditions import Failure, fails, likeness, quoted
from cleanscrape.rules.found import Found
from cleanscrape.rules.keys import label_key
from cleanscrape.rules.lines import SHORT
from cleanscrape.rules.model import Rule
from cleanscrape.rules.ruleset import RuleSet

_WINDOW = 1_000
"""Longest line, in characters, that is read as one; of a longer one the sentences are."""
_ALIKE = 0.85
"""How much of a label and a line must be the same; below that, likeness is chance."""
_AFFIX = 3
"""Characters at either end of a label by which labels much like a line are looked up."""
_CANDIDATES = 60
"""Most labels that a line is compared with letter by letter: a bound on time."""


class Close(NamedTuple):
    """A rule that came close to ``[start, end)``.

    Attributes
    ----------
    start, end:
        The sentence or line that it looked at.
    rule:
        The rule.
    triggers:
        Its triggers that stand there; none for a label.
    rank:
        0 for a rule that holds, up to 5 for one of which nothing but a trigger is there.
    why:
        What is missing, in words.
    """

    start: int
    end: int
    rule: Rule
    triggers: tuple[str, ...]
    rank: int
    why: str


class RuleSpans:
    """Which rule is known to touch which part of a line or text.

    >>> RuleSpans([("x", 4, 9)]).touch("x", 8, 20)
    True
    """

    def __init__(self, entries: Iterable[tuple[str, int, int]]) -> None:
        self._spans: dict[str, list[Span]] = {}
        for name, start, end in sorted(entries):
            self._spans.setdefault(name, []).append((start, end))

    def touch(self, name: str, start: int, end: int) -> bool:
        """Whether a span of this rule overlaps ``[start, end)``."""
        spans = self._spans.get(name, [])
        # the spans of one rule are lines or sentences, so they do not overlap each other
        at = bisect_right(spans, start, key=itemgetter(1))
        return at < len(spans) and spans[at][0] < end


class Diagnosis:
    """Tells what came close, for any number of lines.

    Parameters
    ----------
    rules:
        The rules that decide.

    >>> from cleanscrape import Cleaner
    >>> close = Diagnosis(Cleaner.on_demand().rules).read("Newsleter")[0]
    >>> close.why[:28]
    'nearly its label "newsletter'
    """

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self._triggered: dict[str, list[Rule]] = {}
        self._labels: dict[str, list[Rule]] = {}
        for rule in (rule for pack in rules.packs for rule in pack.rules):
            for trigger in rule.triggers:
                self._triggered.setdefault(trigger, []).append(rule)
            if rule.kind == "label":
                for pattern in rule.patterns:
                    self._labels.setdefault(label_key(pattern), []).append(rule)
        self._scanner = Scanner(self._triggered)
        self._affixes: dict[tuple[str, str], list[str]] = {}
        for label in self._labels:
            for affix in _affixes(label):
                self._affixes.setdefault(affix, []).append(label)

    def holding(self, text: str) -> list[Found]:
        """The rules that hold for a line or its sentences, each in offsets of the line."""
        return self.rules.read_line(text) if text else []

    def read(self, text: str) -> list[Close]:
        """The rules that come close to a line, the closest first, in offsets of the line."""
        said, shown = _said(text)
        if not said:
            return []
        held = self.holding(text)
        told = RuleSpans((item.rule.id, item.start, item.end) for item in held)
        names = {(item.start, item.end): item.rule.id for item in held}
        close = []
        for found in (*self._triggers(said), *self._like(said)):
            span = _raw(found, shown, text)
            if span is None:
                span = (0, len(text))
                if not found.rank:
                    found = found._replace(why="it holds, but the cut would halve a link")
            found = found._replace(start=span[0], end=span[1])
            # a rule may hold for a part of what is looked at here: long lines are read otherwise
            if not told.touch(found.rule.id, found.start, found.end):
                close.append(_beside(found, names))
        return sorted(close, key=lambda item: (item.rank, item.start, item.rule.id))

    def _triggers(self, said: str) -> Iterator[Close]:
        """Each rule once for each line or sentence in which its triggers stand."""
        spans = sentences(said)
        rules: dict[tuple[Span, str], tuple[Rule, list[str]]] = {}
        at = 0
        for start, end, trigger in self._scanner.find(said):
            while at + 1 < len(spans) and spans[at][1] <= start:
                at += 1
            for rule in self._triggered[trigger]:
                whole = rule.kind != "sentence" and len(said) <= _WINDOW
                span = (0, len(said)) if whole else spans[at]
                if end > span[1]:  # it runs over the end of its sentence
                    continue
                triggers = rules.setdefault((span, rule.id), (rule, []))[1]
                if trigger not in triggers:
                    triggers.append(trigger)
        for ((low, high), _), (rule, triggers) in rules.items():
            failure = _failure(rule, said[low:high], high - low == len(said))
            yield Close(low, high, rule, tuple(triggers), failure.rank, failure.why)

    def _like(self, said: str) -> Iterator[Close]:
        """Rules of which a label is the line, or differs from it by little."""
        if len(said) > SHORT + SHORT // 2:
            return
        key = label_key(said)
        if key in self._labels:
            rank, why, labels = 0, "it holds", [key]
        else:
            rank, why, labels = 3, "nearly its label", self._alike(key)
        told: set[str] = set()
        for label in labels:
            for rule in self._labels[label]:
                if rule.id not in told:
                    told.add(rule.id)
                    words = f"{why} {quoted(label)}" if rank else _alone(len(said))
                    yield Close(0, len(said), rule, (), rank, words)

    def _alike(self, key: str) -> list[str]:
        """The labels most like a key, up to three."""
        near = {label for affix in _affixes(key) for label in self._affixes.get(affix, ())}
        slack = max(2, len(key) // 4)
        near = {label for label in near if abs(len(label) - len(key)) <= slack}
        nearest = sorted(near, key=lambda label: (abs(len(label) - len(key)), label))
        scored = [(likeness(label, key), label) for label in nearest[:_CANDIDATES]]
        best = sorted(((-score, label) for score, label in scored if score >= _ALIKE))
        return [label for _, label in best[:3]]


@lru_cache(maxsize=4)
def diagnosis(rules: RuleSet) -> Diagnosis:
    """The diagnosis over a rule set, made once."""
    return Diagnosis(rules)


def _said(text: str) -> tuple[str, Visible | None]:
    """What a reader sees of a line, in one line, and where it stands: as `read_line` reads it."""
    shown = visible(text) if text and has_markup(text) else None
    if shown is None and "\r\n" in text:
        shown = without_returns(text)
    said = text if shown is None else shown.text
    return said.replace("\n", " ").replace("\r", " "), shown


def _raw(found: Close, shown: Visible | None, text: str) -> Span | None:
    if shown is None:
        return found.start, found.end
    if found.start == 0 and found.end == len(shown.text):
        return 0, len(text)
    return shown.to_raw(found.start, found.end)


def _failure(rule: Rule, said: str, whole: bool) -> Failure:
    """What is missing; of a rule that holds, why it may still not be asked."""
    if rule.kind == "shape":
        shape = rule.shape.replace("_", " ")
        holds = len(said) <= _WINDOW and NAMES[rule.shape](said)
        return Failure(0, _alone(len(said))) if holds else Failure(5, f"no {shape} by its shape")
    if len(said) > _WINDOW:
        return Failure(2, f"it is {len(said):,} characters long, too long to be looked at")
    failure = fails(rule, said)
    if failure:
        return failure
    if rule.kind == "line" and not whole:
        return Failure(2, "the rule wants a line of its own, and this is part of one")
    return Failure(0, _alone(len(said)))


def _alone(length: int) -> str:
    return f"it holds, but {length:,} characters are more than such a rule may cut"


def _beside(close: Close, names: Mapping[Span, str]) -> Close:
    """A rule that holds and does not name the cut: another one does."""
    name = names.get((close.start, close.end))
    if close.rank or name is None:
        return close
    return close._replace(why=f"it holds, too; rule {name} is surer or comes first")


def _affixes(label: str) -> tuple[tuple[str, str], ...]:
    """By what a label is looked up: a slip of the pen leaves one of its ends alone."""
    return ("begins", label[:_AFFIX]), ("ends", re.sub(r"\W+\Z", "", label)[-_AFFIX:])
