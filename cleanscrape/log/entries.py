"""What a log is made of: proposals, removals, what was spared or skipped, the language.

Spans are half-open and count Unicode code points of the source text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tier = Literal["sure", "likely", "note"]

CATEGORIES = (
    "navigation",
    "newsletter",
    "donation",
    "cookie",
    "paywall",
    "advertisement",
    "share",
    "related",
    "legal",
    "media",
    "comments",
    "site",
    "metadata",
    "residue",
)
"""What kinds of boilerplate the built-in filters know, in the order in which they propose."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A filter's wish to remove ``[start, end)`` of the living text.

    `tier`: ``sure`` cuts, ``likely`` cuts when its neighbours or `level` agree, ``note`` only logs.
    """

    start: int
    end: int
    category: str
    filter: str
    rule: str
    reason: str
    tier: Tier = "sure"
    evidence: tuple[str, ...] = ()
    confidence: float | None = None
    """0 to 1; by default 0.95 for ``sure``, 0.7 for ``likely``, 0.3 for ``note``."""
    about: str = ""
    """The guarded topic, if the rule names one: an article about it vetoes the proposal."""
    apart: bool = False
    """Whether the span stands beside the article, so that the budget does not count it."""

    @property
    def score(self) -> float:
        """`confidence`, or the tier's default, rounded as it is logged."""
        default = {"sure": 0.95, "likely": 0.7, "note": 0.3}[self.tier]
        return round(default if self.confidence is None else self.confidence, 3)


@dataclass(frozen=True, slots=True)
class Removal:
    """A span that went: ``original[start:end] == text`` (`text` is None in a span-only log)."""

    start: int
    end: int
    text: str | None
    category: str
    filter: str
    rule: str
    reason: str
    confidence: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spared:
    """A span that a rule wanted and that stayed, with the guard that spared it."""

    start: int
    end: int
    text: str | None
    category: str
    filter: str
    rule: str
    guard: str
    reason: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A filter that could not run, and why."""

    filter: str
    reason: str


@dataclass(frozen=True, slots=True)
class Flag:
    """What a filter says of the whole text, for the `flags` of the result."""

    name: str


@dataclass(frozen=True, slots=True)
class Language:
    """The language of a text: ISO 639-1 `code` (None: undecided), and how it was decided."""

    code: str | None
    method: Literal["script", "vote", "langdetect", "none"]
    confidence: float
