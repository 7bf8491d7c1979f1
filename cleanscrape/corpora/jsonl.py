"""JSON lines, plain, gzip or zstd."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from cleanscrape.corpora.chunk import CHUNK, Chunk, File, Place, broken_off, too_large
from cleanscrape.corpora.desk import Desk
from cleanscrape.engines.rows import compact
from cleanscrape.errors import CleanscrapeError, InputError
from cleanscrape.log import CleanResult
from cleanscrape.sources import jsonl
from cleanscrape.sources.lines import blocks

_MARK = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")


class JsonLines(File):
    """A file of JSON lines; blank lines stay as they are."""

    __slots__ = ()

    def chunks(self, source: int, after: Place, first: int) -> Iterator[Chunk]:
        """The file in chunks of whole lines. Raises `InputError` if it cannot be read at all."""
        place = after or 0
        for block in blocks(self.name, place, CHUNK, self.most):
            if block.start == 0 and block.data.startswith(_WIDE):
                raise InputError(f"{self.name}: is UTF-16; convert it: iconv -f utf-16 -t utf-8")
            place, number = block.after, first
            whole = first + block.data.count(b"\n")
            first = whole + (not block.data.endswith(b"\n") and bool(block.data))
            problem = block.problem and broken_off(block.problem, whole - 1)
            yield Chunk(
                source, number, first, b"" if block.too_long else block.data, place,
                len(block.data), block.taken, problem, too_long=block.too_long,
            )  # fmt: skip
        yield Chunk(source, first, first, b"", place, 0, 0, last=True)

    def work(self, chunk: Chunk, desk: Desk) -> None:
        """Clean a chunk."""
        if chunk.too_long:
            desk.reject(chunk.first, too_large(chunk.too_long, self.most), None)
            return
        # a lone record may be large, and a buffer would hold it twice
        alone = chunk.next - chunk.first == 1
        for number, line in enumerate([chunk.data] if alone else BytesIO(chunk.data), chunk.first):
            self._line(line, number, desk)

    def _line(self, line: bytes, number: int, desk: Desk) -> None:
        mark = _MARK if number == 1 and line.startswith(_MARK) else b""
        body = line[len(mark) :]
        if not body.strip():
            desk.put("out", line)
            return
        if len(line) > self.most:
            desk.reject(number, too_large(len(line), self.most), None)
            return
        name = None
        try:
            record = jsonl.parse(body)
            name = record.get(desk.fields.id)
            if desk.fields.text not in record:
                raise InputError(missing(desk.fields.text, record))
            result, line = _changed(body, record, desk)
            desk.keep(result, mark + line, number, name)
        except CleanscrapeError as error:
            desk.reject(number, str(error), body.rstrip(b"\r\n"), name)


def _changed(line: bytes, record: dict[str, object], desk: Desk) -> tuple[CleanResult, bytes]:
    names = desk.fields
    url, title = (record.get(name) if name else None for name in (names.url, names.title))
    text = record[names.text]
    result = desk.clean(text, url, title)
    more = {}
    if names.into is None:
        if result.text != text:
            line = jsonl.splice(line, names.text, result.text)
    else:
        more[names.into] = jsonl.written(result.text)
    if names.log is not None:
        more[names.log] = jsonl.dumps(compact(result, text=False))
    return result, jsonl.extend(line, more) if more else line


def missing(name: str, record: dict[str, object]) -> str:
    """What to tell of a record without its text."""
    has = ", ".join(map(str, list(record)[:20])) or "nothing"
    return f"no field {name!r}; it has {has}: name the text's with --text-field"
