"""Reading one document that the command line names."""

from __future__ import annotations

import traceback
from pathlib import Path

from cleanscrape.cli.inputs import STDIN, Source
from cleanscrape.errors import CleanscrapeError
from cleanscrape.sources.html import extract
from cleanscrape.sources.text import TextFile, decode, read_bytes, read_stdin


def read(source: Source) -> tuple[TextFile, str | None]:
    """The document's text, and its title where it has one."""
    if source.problem:
        raise source.problem
    if source.name == STDIN:
        return read_stdin(), None
    data = read_bytes(Path(source.name))
    if not source.is_html:
        return decode(data, source.name), None
    page = extract(data)
    return TextFile(page.text, "utf-8"), page.title


def told(source: Source, error: Exception) -> str:
    """An error in one line that begins with the document's name."""
    name = "standard input" if source.name == STDIN else source.name
    text = str(error)
    if not isinstance(error, CleanscrapeError | MemoryError):
        at = traceback.extract_tb(error.__traceback__)[-1]
        text = f"internal error, please report it: {error!r} ({at.name}, line {at.lineno})"
    if isinstance(error, MemoryError):
        text = "too large for this machine's memory; split it"
    return text if text.startswith(name) else f"{name}: {text}"
