"""Clean boilerplate out of scraped news text, log every cut, undo any of them."""

from cleanscrape.api import Cleaner, annotate, clean, clean_html
from cleanscrape.document import Document, Line
from cleanscrape.errors import (
    CleanscrapeError,
    FilterError,
    InputError,
    LogError,
    LogHasNoText,
    MissingExtra,
    OptionError,
    PackError,
)
from cleanscrape.filters.base import as_filter
from cleanscrape.log import (
    CATEGORIES,
    CleanResult,
    Language,
    Proposal,
    Removal,
    Skipped,
    Spared,
    replay,
    restore,
)
from cleanscrape.pipeline import Filter

__version__ = "0.1.0"

__all__ = [
    "CATEGORIES",
    "CleanResult",
    "Cleaner",
    "CleanscrapeError",
    "Document",
    "Filter",
    "FilterError",
    "InputError",
    "Language",
    "Line",
    "LogError",
    "LogHasNoText",
    "MissingExtra",
    "OptionError",
    "PackError",
    "Proposal",
    "Removal",
    "Skipped",
    "Spared",
    "annotate",
    "as_filter",
    "clean",
    "clean_html",
    "replay",
    "restore",
]
