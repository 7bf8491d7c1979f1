"""One document's lines, with what is proposed for each and what is decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cleanscrape.document import Document, Line
from cleanscrape.log import Proposal
from cleanscrape.matching.fold import reading
from cleanscrape.matching.lexicon import Words

RESIDUE = "residue"
"""The category of what only a learned model objects to: whatever names a line takes its place."""
_QUOTING = frozenset('"“”„«»')


@dataclass
class Block:
    """The lines of a document that are proposed, whole or in part, and what becomes of them."""

    words: Words
    document: Document
    proposals: Sequence[Proposal]
    cut: dict[int, Proposal] = field(default_factory=dict)
    """Lines that go whole, by index."""
    maybe: dict[int, Proposal] = field(default_factory=dict)
    """Whole lines that are likely, by index."""
    parts: dict[int, list[Proposal]] = field(default_factory=dict)
    """Proposals for a part of a line, by index of the line."""

    def place(self) -> None:
        """Sort proposals by the line that they lie in."""
        lines = self.document.lines
        at = 0
        for item in sorted(self.proposals, key=lambda p: (p.start, -p.end)):
            while at + 1 < len(lines) and lines[at].end <= item.start:
                at += 1
            if item.start <= lines[at].start and item.end >= lines[at].end:
                goes = self.goes(item)
                if item.end > lines[at].end:
                    self.parts.setdefault(at, []).append(item)
                elif goes and at not in self.cut:
                    self.cut[at] = item
                elif not goes:
                    self.maybe.setdefault(at, item)
            else:
                self.parts.setdefault(at, []).append(item)
        for index, item in self.cut.items():
            if item.category == RESIDUE and (named := self._name(index)):
                evidence = (*named.evidence, "a learned model agrees")
                self.cut[index] = replace(named, start=item.start, end=item.end, evidence=evidence)

    def _name(self, index: int) -> Proposal | None:
        """What names a line that goes without a name: a likely rule, or one that cuts a part."""
        sure = (item for item in self.parts.get(index, ()) if self.goes(item))
        return self.maybe.get(index) or next(sure, None)

    def unnamed(self, index: int) -> bool:
        """Whether the line stays, or goes for no reason that has a name."""
        return not self.gone(index) or (index in self.cut and self.cut[index].category == RESIDUE)

    def goes(self, item: Proposal) -> bool:
        level = self.document.options.level
        return item.tier == "sure" or (item.tier == "likely" and level == "eager")

    def gone(self, index: int) -> bool:
        """Whether the line goes whole; an end of the text is no cut."""
        if index in self.cut:
            return True
        if index not in self.parts:
            return False
        line = self.document.lines[index]
        at = line.start
        for item in self.parts[index]:
            if not self.goes(item) or item.start - at > 3:
                return False
            at = max(at, item.end)
        return line.end - at <= 3

    def owner(self, index: int) -> Proposal:
        if index in self.cut:
            return self.cut[index]
        return self.parts[index][0] if index in self.parts else self.maybe[index]

    def pitches(self, text: str, owner: Proposal, *, worded: bool = False) -> bool:
        """Whether a line or sentence speaks like an appeal: in its words, or at least as "we"."""
        said = reading(text)
        words = self.words.of(owner.rule)
        if not _QUOTING.isdisjoint(text) or words.reports(said):
            return False
        return words.pitches(said) or (not worded and words.addresses(said))

    def take(
        self, line: Line, owner: Proposal, evidence: str, why: str, *, apart: bool = False
    ) -> None:
        if not self.unnamed(line.index):
            return
        self.cut[line.index] = Proposal(
            line.start,
            line.end,
            owner.category,
            owner.filter,
            owner.rule,
            why,
            "likely",
            (evidence,),
            0.8,
            apart=apart,
        )
