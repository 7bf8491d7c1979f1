"""What two cleanings of the same texts cut differently."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from cleanscrape.document import looks_like_sentence
from cleanscrape.log import ANNOTATED, CleanResult, Removal
from cleanscrape.offsets import Span, subtract
from cleanscrape.report.context import MOST, above, below
from cleanscrape.report.diff import source_of
from cleanscrape.report.lines import numbered

Side = Literal["cut", "kept"]
By = tuple[str, str]
"""A category and a rule."""
_TEXT = 4000
"""Characters of a changed text that are held; its `length` tells how many there are."""
_NAMED = 20
"""Documents of a kind that are named; all are counted."""


@dataclass(slots=True)
class Change:
    """A text that one of two cleanings cut and the other kept.

    Attributes
    ----------
    side:
        ``cut``: only the new one cuts it; ``kept``: only the old one did.
    line, last_line:
        As an editor counts.
    category, filter, rule, reason:
        Of the cleaning that cuts it.
    text, length:
        Its beginning, without white space around it; its length.
    before, after:
        The line before it; where there is none, the line after it.
    spared:
        The guard and its reason, if the other cleaning spared it.
    times:
        How often the same text changes for the same reason.
    """

    side: Side
    document: str
    line: int
    last_line: int
    start: int
    end: int
    category: str
    filter: str
    rule: str
    reason: str
    confidence: float
    text: str
    length: int
    before: str
    after: str
    spared: str
    times: int = 1

    @property
    def reads_like_text(self) -> bool:
        """Whether it may be a sentence of an article."""
        return looks_like_sentence(self.text)

    @property
    def rank(self) -> tuple[float, int]:
        """Worst first: new cuts in sentences, the longest on top; then what went most surely."""
        if self.side == "cut":
            return (not self.reads_like_text, -self.length)
        return (-self.confidence, -self.length)

    def to_dict(self) -> dict[str, Any]:
        """As plain JSON values."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return {**values, "reads_like_text": self.reads_like_text}


def changes(name: str, old: CleanResult, new: CleanResult) -> Iterator[Change]:
    r"""What two results of one text cut differently, in their order.

    >>> from cleanscrape import Cleaner
    >>> text = "It rained.\nAdvertisement\nThe river rose."
    >>> old = Cleaner.on_demand().without("advertisement").clean(text)
    >>> [(c.side, c.line, c.text) for c in changes("a.txt", old, Cleaner.on_demand().clean(text))]
    [('cut', 2, 'Advertisement')]
    """
    if old.removals == new.removals:
        return
    source = source_of(new)
    starts = [start for start, _ in numbered(source)]
    for side, one, other in (("cut", new, old), ("kept", old, new)):
        spared = sorted(other.spared, key=lambda s: s.start)
        places = [s.start for s in spared]
        for start, end, removal in _only(source, one.removals, other.removals):
            near = spared[max(0, (at := bisect_right(places, end - 1)) - 8) : at]
            guards = [f"{s.guard}: {s.reason}" for s in near if s.end > start]
            text = source[start:end]
            before = above(source[max(0, start - MOST) : start])
            after = [] if before else below(source[end : end + MOST])
            yield Change(
                side,  # type: ignore[arg-type]  # mypy widens the tuple of literals
                name, bisect_right(starts, start), bisect_right(starts, end - 1), start, end,
                removal.category, removal.filter, removal.rule, removal.reason,
                removal.confidence, text[:_TEXT], len(text), "".join(before), "".join(after),
                guards[0] if guards else "",
            )  # fmt: skip


def moves(source: str, old: CleanResult, new: CleanResult) -> Iterator[tuple[By, By]]:
    """The texts that both cut, by other rules: the old and the new category and rule of each."""
    before, at = old.removals, 0
    for removal in new.removals:
        while at < len(before) and before[at].end <= removal.start:
            at += 1
        i = at
        while i < len(before) and before[i].start < removal.end:
            start, end = max(before[i].start, removal.start), min(before[i].end, removal.end)
            was, now = _by(before[i]), _by(removal)
            if was != now and not source[start:end].isspace():
                yield was, now
            i += 1


def _by(removal: Removal) -> By:
    return removal.category, removal.rule


def _only(
    source: str, mine: Sequence[Removal], others: Sequence[Removal]
) -> Iterator[tuple[int, int, Removal]]:
    """What is in `mine` alone, without white space at its ends, with its removal."""
    pieces: list[Span] = subtract(
        [(r.start, r.end) for r in mine], [(r.start, r.end) for r in others]
    )
    at = 0
    for start, end in pieces:
        while mine[at].end <= start:
            at += 1
        text = source[start:end]
        if body := text.strip():
            first = start + len(text) - len(text.lstrip())
            yield first, first + len(body), mine[at]


@dataclass
class Names:
    """Documents of one kind: how many, and the first of them by name."""

    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, name: str) -> None:
        """Count one."""
        self.count += 1
        if len(self.first) < _NAMED:
            self.first.append(name)


def _any(_category: str, _rule: str) -> bool:
    return True


@dataclass
class Comparison:
    r"""Differences that grow with every document; only the worst are held, all are counted.

    Parameters
    ----------
    limit:
        How many changed texts of each side are held; 0: all.
    wanted:
        Tells of a category and a rule whether it is asked for.

    >>> from cleanscrape import Cleaner
    >>> text = "It rained.\nAdvertisement\nThe river rose."
    >>> found = Comparison()
    >>> found.add("a.txt", Cleaner().without("advertisement").clean(text), Cleaner().clean(text))
    >>> found.line()
    '1 newly cut, 0 of them like article text; 0 newly kept; 0 moved; 1 of 1 document differs'
    """

    limit: int = 0
    wanted: Callable[[str, str], bool] = _any
    documents: int = 0
    differing: int = 0
    sentences: int = 0
    cut: Counter[By] = field(default_factory=Counter)
    kept: Counter[By] = field(default_factory=Counter)
    moved: Counter[tuple[By, By]] = field(default_factory=Counter)
    seen: set[By] = field(default_factory=set)
    flags: dict[str, Names] = field(default_factory=dict)
    versions: set[tuple[str, str, str]] = field(default_factory=set)
    only_old: Names = field(default_factory=Names)
    only_new: Names = field(default_factory=Names)
    edited: Names = field(default_factory=Names)
    """Documents of one name with another text in each log."""
    unread: int = 0
    """Lines of the logs that could not be used."""
    _held: dict[Side, dict[tuple[str, ...], Change]] = field(
        default_factory=lambda: {"cut": {}, "kept": {}}
    )

    def add(self, name: str, old: CleanResult, new: CleanResult) -> None:
        """Count one document."""
        self.documents += 1
        self._describe(name, old, new)
        self.seen.update(_by(r) for result in (old, new) for r in result.removals)
        found = [c for c in changes(name, old, new) if self.wanted(c.category, c.rule)]
        moved = [m for m in moves(source_of(new), old, new) if any(self.wanted(*by) for by in m)]
        self.differing += bool(found or moved)
        self.moved.update(moved)
        for change in found:
            self._hold(change)

    def held(self, side: Side) -> list[Change]:
        """The worst changes of a side, worst first."""
        return sorted(self._held[side].values(), key=lambda c: c.rank)[: self.limit or None]

    @property
    def differs(self) -> bool:
        """Whether any cut differs."""
        return bool(self.cut or self.kept or self.moved)

    def line(self) -> str:
        """Everything in one line."""
        many = self.documents != 1
        parts = [
            f"{self.cut.total():,} newly cut, {self.sentences:,} of them like article text",
            f"{self.kept.total():,} newly kept",
            f"{self.moved.total():,} moved",
            f"{self.differing:,} of {self.documents:,} document{'s' * many} "
            f"differ{'s' * (self.differing == 1)}",
        ]
        aside = {
            "with another text": self.edited,
            "in the old log alone": self.only_old,
            "in the new log alone": self.only_new,
        }
        parts += [f"{names.count:,} {what}" for what, names in aside.items() if names.count]
        parts += [f"{self.unread:,} line{'s' * (self.unread != 1)} of the logs not read"] * bool(
            self.unread
        )
        return "; ".join(parts)

    def _hold(self, change: Change) -> None:
        counts = self.cut if change.side == "cut" else self.kept
        counts[change.category, change.rule] += 1
        self.sentences += change.side == "cut" and change.reads_like_text
        held = self._held[change.side]
        key = (change.category, change.rule, change.reason, change.text)
        if key in held:
            held[key].times += 1
            return
        held[key] = change
        if self.limit and len(held) > 4 * self.limit + 64:  # what falls out never comes back
            worst = sorted(held.items(), key=lambda item: item[1].rank)[: self.limit]
            self._held[change.side] = dict(worst)

    def _describe(self, name: str, old: CleanResult, new: CleanResult) -> None:
        for flag in {*old.flags, *new.flags} - {ANNOTATED}:
            if (flag in old.flags) != (flag in new.flags):
                told = f"{'now' if flag in new.flags else 'no longer'} {flag}"
                self.flags.setdefault(told, Names()).add(name)
        if old.versions != new.versions:
            for pack in {*old.versions, *new.versions}:
                was, now = old.versions.get(pack, "none"), new.versions.get(pack, "none")
                if was != now:
                    self.versions.add((pack, was, now))
