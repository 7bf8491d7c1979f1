"""What a cleaning did: proposals, removals, what was spared or skipped, and the result.

Spans are half-open and count Unicode code points of the source text. The JSON form is versioned
(`SCHEMA`); `docs/log-format.md` describes it.
"""

from cleanscrape.log.entries import (
    CATEGORIES,
    Flag,
    Language,
    Proposal,
    Removal,
    Skipped,
    Spared,
    Tier,
)
from cleanscrape.log.form import SCHEMA, UNIT
from cleanscrape.log.result import ANNOTATED, NO_ARTICLE, CleanResult
from cleanscrape.log.undoing import replay, restore

__all__ = [
    "ANNOTATED",
    "CATEGORIES",
    "NO_ARTICLE",
    "SCHEMA",
    "UNIT",
    "CleanResult",
    "Flag",
    "Language",
    "Proposal",
    "Removal",
    "Skipped",
    "Spared",
    "Tier",
    "replay",
    "restore",
]
