"""Every error that cleanscrape raises on purpose; all derive from `CleanscrapeError`."""

from __future__ import annotations


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


class LogError(CleanscrapeError):
    """A log does not fit the text that it is applied to, or is not a log."""


class LogHasNoText(LogError):
    """Restoring needs the removed text, but the log was made with ``log="spans"``."""


class FilterError(CleanscrapeError):
    """A filter proposed something impossible; the message names the filter and the span."""


class MissingExtra(CleanscrapeError, ImportError):
    """An optional dependency is not installed; the message holds the install line."""
