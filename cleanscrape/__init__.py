"""Clean boilerplate out of scraped news text, log every cut, undo any of them."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # typing itself would take a third of the time
if TYPE_CHECKING:
    from cleanscrape.api import Cleaner, annotate, clean, clean_html
    from cleanscrape.document import Document, Line
    from cleanscrape.errors import (
        CleanscrapeError,
        ConfigError,
        FilterError,
        InputError,
        LogError,
        LogHasNoText,
        MissingExtra,
        ModelError,
        OptionError,
        PackError,
        PluginError,
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

_HOMES = {
    "api": ("Cleaner", "annotate", "clean", "clean_html"),
    "document": ("Document", "Line"),
    "errors": (
        "CleanscrapeError",
        "ConfigError",
        "FilterError",
        "InputError",
        "LogError",
        "LogHasNoText",
        "MissingExtra",
        "ModelError",
        "OptionError",
        "PackError",
        "PluginError",
    ),
    "filters.base": ("as_filter",),
    "log": (
        "CATEGORIES",
        "CleanResult",
        "Language",
        "Proposal",
        "Removal",
        "Skipped",
        "Spared",
        "replay",
        "restore",
    ),
    "pipeline": ("Filter",),
}
"""Where each public name lives; it is imported when first asked for, so that starting is cheap."""
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "CATEGORIES",
    "CleanResult",
    "Cleaner",
    "CleanscrapeError",
    "ConfigError",
    "Document",
    "Filter",
    "FilterError",
    "InputError",
    "Language",
    "Line",
    "LogError",
    "LogHasNoText",
    "MissingExtra",
    "ModelError",
    "OptionError",
    "PackError",
    "PluginError",
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


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'cleanscrape' has no attribute {name!r}")
    value: object = getattr(import_module(f"cleanscrape.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
