"""Reading one document that the command line names."""

from __future__ import annotations

from pathlib import Path

from cleanscrape.cli.inputs import STDIN, Source
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
