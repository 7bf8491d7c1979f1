"""Reading one document that the command line names."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from cleanscrape.cli.inputs import STDIN, Source, status
from cleanscrape.errors import CleanscrapeError
from cleanscrape.sources.encoding import TextFile, decode
from cleanscrape.sources.files import read_bytes, stdin_bytes
from cleanscrape.sources.html import extract


class Read(NamedTuple):
    """A document's text, and what its file tells beside it.

    Attributes
    ----------
    file:
        The text; of a page, what was extracted.
    title, url:
        What a page says of itself.
    sha256:
        SHA-256 of the file's bytes, in hex, if asked for; None for a page of HTML.
    stamp:
        The file's size and time of change, taken before it was read.
    """

    file: TextFile
    title: str | None
    url: str | None
    sha256: str | None
    stamp: tuple[int, int] | None


def read(source: Source, encoding: str | None = None, *, digest: bool = False) -> Read:
    """Read a document, with a digest of its bytes on demand.

    Raises `InputError`, `MissingExtra` for HTML without trafilatura.
    """
    if source.problem:
        raise source.problem
    before = stamp(source.name)
    name = "standard input" if source.name == STDIN else source.name
    data = stdin_bytes() if source.name == STDIN else read_bytes(Path(source.name))
    if not source.is_html:
        sha256 = None
        if digest:
            import hashlib  # loads OpenSSL, which a run without a log does not need

            sha256 = hashlib.sha256(data).hexdigest()
        return Read(decode(data, name, encoding), None, None, sha256, before)
    quieten()
    page = extract(data)
    return Read(TextFile(page.text), page.title, page.url, None, before)


def stamp(name: str) -> tuple[int, int] | None:
    """A file's size and time of change, in nanoseconds; None for what is no file."""
    found = None if name == STDIN else status(name)
    return (found.st_size, found.st_mtime_ns) if found else None


def told(source: Source, error: Exception) -> str:
    """An error in one line that begins with the document's name."""
    name = "standard input" if source.name == STDIN else source.name
    text = str(error)
    if not isinstance(error, CleanscrapeError | MemoryError):
        import traceback  # what only a mistake of ours needs

        at = traceback.extract_tb(error.__traceback__)[-1]
        text = f"internal error, please report it: {error!r} ({at.name}, line {at.lineno})"
    if isinstance(error, MemoryError):
        text = "too large for this machine's memory; split it"
    return text if text.startswith(name) else f"{name}: {text}"


def quieten() -> None:
    """Keep libraries from writing to standard error: we report in our words."""
    import logging  # no text needs it

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
