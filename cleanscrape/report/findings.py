"""What is known about each line of a cleaned text: what went, what was spared, what came close."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeVar

from cleanscrape.api import Cleaner
from cleanscrape.document import Document, Line
from cleanscrape.log import CleanResult, Removal, Spared
from cleanscrape.offsets import Span, join, subtract
from cleanscrape.report.diff import source_of
from cleanscrape.report.lines import numbered
from cleanscrape.rules.diagnose import Close, Diagnosis, RuleSpans, diagnosis
from cleanscrape.rules.found import Found
from cleanscrape.rules.model import Rule
from cleanscrape.rules.ruleset import RuleSet

_Entry = TypeVar("_Entry", Removal, Spared)
Outcome = Literal["cut", "cut in part", "kept", "empty"]
_IGNORED = "it holds, but is ignored, as your settings say"


@dataclass(frozen=True, slots=True)
class Finding:
    """All that is known about one line, or one paragraph of a hard-wrapped text.

    Attributes
    ----------
    first, last:
        Its line numbers, from 1, as an editor counts.
    start, end:
        Its span in the source, without the white space around it.
    text:
        What stands there.
    removals, spared:
        The entries of the log that touch it.
    close:
        The rules that came close, in offsets of the source.
    """

    first: int
    last: int
    start: int
    end: int
    text: str
    removals: tuple[Removal, ...] = ()
    spared: tuple[Spared, ...] = ()
    close: tuple[Close, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """What became of it."""
        if not self.text:
            return "empty"
        if not self.removals:
            return "kept"
        gone = [(r.start - self.start, r.end - self.start) for r in self.removals]
        left = subtract([(0, len(self.text))], gone)
        return "cut in part" if join(self.text, left).strip() else "cut"

    @property
    def tells(self) -> bool:
        """Whether any rule or filter looked at it."""
        return bool(self.removals or self.spared or self.close)

    def to_dict(self) -> dict[str, Any]:
        """The finding as plain JSON values."""
        return {
            "line": self.first,
            "last_line": self.last,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "outcome": self.outcome,
            "removals": [
                asdict(removal) | {"evidence": list(removal.evidence)} for removal in self.removals
            ],
            "spared": [asdict(spared) for spared in self.spared],
            "close": [_close(close) for close in self.close],
        }


class Findings:
    r"""The findings of one document.

    Parameters
    ----------
    result:
        What `clean` or `annotate` gave.
    diagnosis:
        What tells which rules came close.
    filters:
        Names of the filters that ran; the rules of others hold in vain.
    ignored:
        Rules that would have decided, were they not ignored.

    >>> from cleanscrape import Cleaner
    >>> cleaner = Cleaner.on_demand()
    >>> result = cleaner.clean("It rained.\nAdvertisement\nThe river rose.")
    >>> found = Findings.of(result, cleaner)
    >>> [(item.first, item.outcome) for item in found.at(1, 2)]
    [(1, 'kept'), (2, 'cut')]
    """

    def __init__(
        self,
        result: CleanResult,
        diagnosis: Diagnosis,
        filters: Collection[str],
        ignored: RuleSet | None = None,
    ) -> None:
        self.result = result
        self.source = source_of(result)
        self.numbered = numbered(self.source)
        document = Document(self.source)
        self.wrapped = document.wrapped
        self._lines: Sequence[Line] = document.lines
        self._diagnosis = diagnosis
        self._filters = filters
        self._ignored = ignored
        self._starts = [start for start, _ in self.numbered]
        self._ends = [line.end for line in self._lines]
        self._cuts = [removal.end for removal in result.removals]
        self._removals = self._by_line(result.removals)
        self._spared = self._by_line(result.spared)

    @classmethod
    def of(cls, result: CleanResult, cleaner: Cleaner) -> Findings:
        """The findings about what `cleaner` made of a text."""
        names = [step.name for step in cleaner.filters]
        return cls(result, diagnosis(cleaner.rules), names, cleaner.ignored)

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The rules that decided, by id."""
        return self._diagnosis.rules.rules

    def at(self, first: int, last: int) -> Iterator[Finding]:
        """What is known about these lines, each paragraph once. They must exist."""
        at = -1
        for number in range(first, last + 1):
            start, end = self.numbered[number - 1]
            index = bisect_right(self._ends, start)
            if index >= len(self._lines) or self._lines[index].start >= end:
                yield self._empty(number, (start, end))
            while index < len(self._lines) and self._lines[index].start < end:
                if index > at:
                    yield self._of(self._lines[index])
                    at = index
                index += 1

    def all(self) -> Iterator[Finding]:
        """What is known about every line that is not empty."""
        return map(self._of, self._lines)

    def _of(self, line: Line) -> Finding:
        _, start, end, text = line
        removals = tuple(self._removals.get(line.index, ()))
        spared = tuple(self._spared.get(line.index, ()))
        held = (_moved(self._in_vain(item), start) for item in self._diagnosis.holding(text))
        entries: list[Removal | Spared] = [*removals, *spared]
        logged = RuleSpans((entry.rule, entry.start, entry.end) for entry in entries)
        vain = [item for item in held if not logged.touch(item.rule.id, item.start, item.end)]
        vain += [_moved(_holds(item, _IGNORED), start) for item in self._left_out(text)]
        close = (_moved(item, start) for item in self._diagnosis.read(text))
        first, last = bisect_right(self._starts, start), bisect_right(self._starts, end - 1)
        return Finding(first, last, start, end, text, removals, spared, (*vain, *close))

    def _left_out(self, text: str) -> list[Found]:
        return self._ignored.read_line(text) if self._ignored and self._ignored.packs else []

    def _empty(self, number: int, span: Span) -> Finding:
        at = bisect_right(self._cuts, span[0])
        near = self.result.removals[at : at + 1]
        return Finding(number, number, *span, "", tuple(r for r in near if r.start < span[1]))

    def _by_line(self, entries: Iterable[_Entry]) -> dict[int, list[_Entry]]:
        """Entries of the log by the index of each line that they touch."""
        grouped: dict[int, list[_Entry]] = {}
        for entry in entries:
            index = bisect_right(self._ends, entry.start)
            while index < len(self._lines) and self._lines[index].start < entry.end:
                grouped.setdefault(index, []).append(entry)
                index += 1
        return grouped

    def _in_vain(self, item: Found) -> Close:
        """A rule that holds for the line, if it is not in the log."""
        why = "it holds, but another rule covers it, or its surroundings changed"
        if not self._diagnosis.rules.reads(item.rule, self.source):
            spoken = self.result.language.code
            why = f"it holds, but the text is in another language ({spoken}) than the rule"
        if item.rule.category not in self._filters:
            why = f"it holds, but the filter {item.rule.category} is left out"
        return _holds(item, why)


def _holds(item: Found, why: str) -> Close:
    """A rule that holds as one that came close, for why it did not cut."""
    triggers = (item.trigger,) if item.trigger else ()
    return Close(item.start, item.end, item.rule, triggers, 0, why)


def _moved(close: Close, by: int) -> Close:
    return close._replace(start=close.start + by, end=close.end + by)


def _close(close: Close) -> dict[str, Any]:
    rule = close.rule
    return {
        "start": close.start,
        "end": close.end,
        "category": rule.category,
        "rule": rule.id,
        "tier": rule.tier,
        "triggers": list(close.triggers),
        "reason": close.why,
    }
