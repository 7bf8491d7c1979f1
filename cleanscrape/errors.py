"""Every error that cleanscrape raises on purpose; all derive from `CleanscrapeError`."""

from __future__ import annotations

TYPE_CHECKING = False  # typing takes a fifth of the time in which `--help` has to answer
if TYPE_CHECKING:
    from collections.abc import Iterable


class CleanscrapeError(Exception):
    """Base of all errors raised on purpose: one `except` catches them."""


class InputError(CleanscrapeError):
    """An input cannot be read as text; the message names it and a remedy."""


class OptionError(CleanscrapeError, ValueError):
    """An option has a value that it cannot have; the message lists those that it can."""


class ConfigError(CleanscrapeError):
    """A configuration file is wrong; the message lists all that is, with file and remedy."""


class PackError(CleanscrapeError):
    """A rule pack is wrong; the message names file, rule and remedy."""


class PluginError(CleanscrapeError):
    """An installed pack or filter cannot be loaded; the message names entry point and package."""


class ModelError(CleanscrapeError):
    """A line model cannot be loaded or trained; the message names the file and a remedy."""


class LogError(CleanscrapeError):
    """A log does not fit the text that it is applied to, or is not a log."""


class LogHasNoText(LogError):
    """Restoring needs the removed text, but the log was made with ``log="spans"``."""


class FilterError(CleanscrapeError):
    """A filter proposed something impossible; the message names the filter and the span."""


class MissingExtra(CleanscrapeError, ImportError):
    """An optional dependency is not installed; the message holds the install line."""


def meant(name: str, known: Iterable[str], most: int = 1) -> str:
    """What to add to a message about an unknown name: the known names that are nearest to it.

    >>> meant("advertising", ["advertisement", "share"])
    ' (did you mean advertisement?)'
    >>> meant("zebra", ["advertisement", "share"])
    ''
    """
    from difflib import get_close_matches  # only when something is wrong

    near = get_close_matches(name[:200], sorted(known), n=most, cutoff=0.6)
    return f" (did you mean {' or '.join(near)}?)" if near else ""
