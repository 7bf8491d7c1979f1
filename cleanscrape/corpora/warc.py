"""Web archives: WET records of text, and WARC responses, of which the article is extracted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cleanscrape.corpora.chunk import CHUNK, Chunk, Place, broken_off, too_large
from cleanscrape.corpora.desk import Desk
from cleanscrape.engines.rows import compact
from cleanscrape.errors import CleanscrapeError, InputError, MissingExtra
from cleanscrape.log import CleanResult
from cleanscrape.sources import jsonl
from cleanscrape.sources.html import extract
from cleanscrape.sources.lines import stream_from
from cleanscrape.sources.warc import Framed, conversion, http, records, rewritten

_PAGES = ("text/html", "application/xhtml+xml")


class _Text(NamedTuple):
    text: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class WebArchive:
    """A file of WARC or WET records.

    Every record is cleaned, rejected with a reason, or counted as one without text; in WET, the
    latter stay where they are.

    Parameters
    ----------
    name:
        The file; ``-`` is standard input.
    into:
        ``wet`` or ``jsonl``: what becomes of it.
    most:
        Bytes that a record's content may have.
    """

    name: str
    into: str
    most: int

    def chunks(self, source: int, after: Place, first: int) -> Iterator[Chunk]:
        """The file in chunks of whole records. Raises `InputError` if it cannot be read at all."""
        place = after or 0
        with stream_from(self.name, place) as stream:
            found: list[Framed] = []
            size = 0
            for record in records(stream, self.most):
                found.append(record)
                size += record.length
                if size >= CHUNK:
                    place += size
                    yield Chunk(source, first, first + len(found), found, place, size, stream.taken)
                    first, found, size = first + len(found), [], 0
            place += size
            behind = first + len(found)
            problem = stream.problem and broken_off(stream.problem, behind - 1)
            yield Chunk(source, first, behind, found, place, size, stream.taken, problem, last=True)

    def work(self, chunk: Chunk, desk: Desk) -> None:
        """Clean a chunk."""
        for number, record in enumerate(chunk.data, chunk.first):
            name = record.get("WARC-Record-ID")
            if record.content is None:
                desk.reject(number, too_large(record.size, self.most), None, name)
                continue
            try:
                self._record(record, number, name, desk)
            except MissingExtra:
                raise
            except CleanscrapeError as error:
                desk.reject(number, str(error), record.header + record.content, name)

    def _record(self, record: Framed, number: int, name: str, desk: Desk) -> None:
        kind = record.get("WARC-Type").lower() or "untyped"
        found = _text_of(record, kind)
        if found is None:
            desk.tally.passing(kind)
            if self.into == "wet" and kind not in ("response", "request", "revisit", "resource"):
                desk.put("out", record.header + (record.content or b"") + b"\r\n\r\n")
            return
        result = desk.clean(found.text, record.get("WARC-Target-URI"), found.title)
        if self.into == "jsonl":
            data = _as_json(record, name, found, result, desk)
        elif kind == "conversion":
            data = rewritten(record, result.text.encode())
        else:
            data = conversion(record, result.text.encode())
        desk.keep(result, data, number, name)


def _text_of(record: Framed, kind: str) -> _Text | None:
    """A record's text; None if it holds none. Raises `InputError` for text that cannot be read."""
    content = record.content or b""
    declared = record.get("Content-Type").lower()
    if kind in ("conversion", "resource") and declared.startswith("text/plain"):
        try:
            return _Text(content.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise InputError(f"not UTF-8: {error}") from None
    if kind == "resource" and declared.startswith(_PAGES):
        return _article(content, record)
    if kind == "response" and declared.startswith("application/http"):
        response = http(record)
        if response.content_type.lower().startswith(_PAGES):
            return _article(_decoded(response.body, response.charset), record)
    return None


def _article(html: str | bytes, record: Framed) -> _Text:
    page = extract(html, record.get("WARC-Target-URI") or None)
    return _Text(page.text, page.title)


def _decoded(body: bytes, charset: str | None) -> str | bytes:
    """The page as the server declares it, if it is that; else trafilatura finds it out."""
    if charset:
        try:
            return body.decode(charset)
        except (UnicodeDecodeError, LookupError):
            pass
    return body


def _as_json(record: Framed, name: str, found: _Text, result: CleanResult, desk: Desk) -> bytes:
    into = desk.fields.into
    told: dict[str, object] = {
        "id": name,
        "url": record.get("WARC-Target-URI"),
        "date": record.get("WARC-Date"),
        "title": found.title,
        desk.fields.text: result.text if into is None else found.text,
    }
    if into is not None:
        told[into] = result.text
    if desk.fields.log is not None:
        told[desk.fields.log] = compact(result, text=False)
    return jsonl.dumped_line(told)
