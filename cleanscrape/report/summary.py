"""How much of what went, over many documents."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from cleanscrape.log import ANNOTATED, CATEGORIES, CleanResult
from cleanscrape.report.diff import source_of
from cleanscrape.report.terminal import harmless

_Row = tuple[str, str, str, str, str]


@dataclass
class Summary:
    """Counts that grow with every result and are shown as a table.

    >>> from cleanscrape import clean
    >>> summary = Summary()
    >>> summary.add(clean("It rained.\\nAdvertisement\\nThe river rose."))
    >>> print(summary.table())
    category       removals  documents  characters   share
    advertisement         1          1          14  35.0 %
    all                   1          1          14  35.0 %
    1 document, 1 changed
    <BLANKLINE>
    """

    removals: Counter[str] = field(default_factory=Counter)
    documents: Counter[str] = field(default_factory=Counter)
    characters: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    seen: int = 0
    changed: int = 0
    failed: int = 0
    length: int = 0

    def add(self, result: CleanResult) -> None:
        """Count one document."""
        self.seen += 1
        self.changed += bool(result.removals)
        self.length += len(source_of(result))
        self.flags.update(flag for flag in result.flags if flag != ANNOTATED)
        self.skipped.update({skip.filter for skip in result.skipped})
        self.documents.update({removal.category for removal in result.removals})
        for removal in result.removals:
            self.removals[removal.category] += 1
            self.characters[removal.category] += removal.end - removal.start

    def merge(self, other: Summary) -> None:
        """Count what another summary counted."""
        for name in ("removals", "documents", "characters", "flags", "skipped"):
            getattr(self, name).update(getattr(other, name))
        for name in ("seen", "changed", "failed", "length"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def line(self) -> str:
        """Everything in one line.

        >>> Summary(seen=2, failed=1).line()
        '2 documents, 0 changed, 1 failed; 0 removals, 0.0 % of the characters'
        """
        count, share = self.removals.total(), self._row("", 0, 0, self.characters.total())[4]
        removals = f"{count:,} removal{'s' * (count != 1)}"
        return f"{self._closing()}; {removals}, {share} of the characters"

    def table(self) -> str:
        """A row for each category that occurs, their total, and what became of the documents."""
        rows = [("category", "removals", "documents", "characters", "share")]
        rows += [
            self._row(name, self.removals[name], self.documents[name], self.characters[name])
            for name in sorted(self.removals, key=_order)
        ]
        rows.append(self._row("all", self.removals.total(), self.changed, self.characters.total()))
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = [
            "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])])
            for row in rows
        ]
        return "\n".join([*lines, self._closing()]) + "\n"

    def _row(self, name: str, removals: int, documents: int, characters: int) -> _Row:
        share = characters / self.length if self.length else 0.0
        percent = f"{share * 100:.1f} %"
        return harmless(name), f"{removals:,}", f"{documents:,}", f"{characters:,}", percent

    def _closing(self) -> str:
        parts = [f"{self.seen:,} document{'s' * (self.seen != 1)}", f"{self.changed:,} changed"]
        parts += [
            harmless(f"{count:,} flagged {flag}") for flag, count in sorted(self.flags.items())
        ]
        parts += [
            harmless(f"filter {name} did not run on {count:,}")
            for name, count in sorted(self.skipped.items())
        ]
        parts += [f"{self.failed:,} failed"] * bool(self.failed)
        return ", ".join(parts)


def _order(category: str) -> tuple[int, str]:
    """The filters' order; categories of others' filters follow by name."""
    known = category in CATEGORIES
    return CATEGORIES.index(category) if known else len(CATEGORIES), category
