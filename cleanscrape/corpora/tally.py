"""What became of the records of a run, beside what a summary counts."""

from __future__ import annotations

from dataclasses import dataclass, field

_SHOWN = 5
"""Rejected records that are told one by one; the file has all."""


@dataclass(slots=True)
class Tally:
    """Counts that grow.

    Attributes
    ----------
    records:
        All records seen.
    rejected:
        Those that went to the rejects file.
    passed:
        Those that hold no text and were passed on as they are, or left out, by what they are.
    told:
        What is told of the first rejected ones.
    """

    records: int = 0
    rejected: int = 0
    passed: dict[str, int] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def reject(self, what: str) -> None:
        """Count a rejected record, and remember what to tell of it."""
        self.rejected += 1
        if len(self.told) < _SHOWN:
            self.told.append(what)

    def passing(self, what: str, count: int = 1) -> None:
        """Count records without text."""
        self.passed[what] = self.passed.get(what, 0) + count
        self.records += count

    def merge(self, other: Tally) -> list[str]:
        """Count what another tally counted; what is new to tell."""
        new = other.told[: _SHOWN - len(self.told)]
        self.told += new
        self.records += other.records
        self.rejected += other.rejected
        for what, count in other.passed.items():
            self.passed[what] = self.passed.get(what, 0) + count
        return new

    def line(self) -> str:
        """What became of the records that were not cleaned; empty if all were.

        >>> Tally(records=9, rejected=2, passed={"warcinfo": 1}).line()
        '2 of 9 records rejected; 1 warcinfo record without text'
        """
        parts = [f"{self.rejected:,} of {self.records:,} records rejected"] * bool(self.rejected)
        for what, count in sorted(self.passed.items()):
            parts.append(f"{count:,} {what} record{'s' * (count != 1)} without text")
        return "; ".join(parts)
