"""CSV and TSV with a header, plain or packed."""

from __future__ import annotations

from collections.abc import Iterator

from cleanscrape.corpora.chunk import CHUNK, Chunk, File, Place, broken_off, too_large
from cleanscrape.corpora.desk import Desk
from cleanscrape.engines.rows import log_of
from cleanscrape.errors import CleanscrapeError, InputError
from cleanscrape.log import CleanResult
from cleanscrape.sources import csvs
from cleanscrape.sources.csvs import TooLong
from cleanscrape.sources.lines import stream_from
from cleanscrape.sources.packing import Stream

_MARK = "\ufeff"


class Csv(File):
    """A file of CSV, whose first record names the columns."""

    __slots__ = ()

    def chunks(self, source: int, after: Place, first: int) -> Iterator[Chunk]:
        """The file in chunks of whole records, each with the header before them.

        Raises `InputError` if it cannot be read at all, or is empty.
        """
        after = after or {"at": 0, "header": None}
        place, header = int(after["at"]), after["header"]
        with stream_from(self.name, place) as stream:
            parted = None if header is None else csvs.delimiter(header)
            rows = csvs.Records(stream, parted, self.most)
            found: list[bytes | TooLong] = []
            size = 0
            for row in rows:
                if header is None:
                    header = self._header(row)
                    first = 0  # the header is no record, and goes through with number 0
                found.append(row)
                size += row.size if isinstance(row, TooLong) else len(row)
                if size >= CHUNK:
                    place += size
                    yield self._chunk(source, first, found, place, size, stream, header)
                    first, found, size = first + len(found), [], 0
            if header is None and not rows.problem:
                raise InputError(f"{self.name}: is empty; it needs a header")
            problem = self._problem(rows, first + len(found))
            yield self._chunk(
                source, first, found, place + size, size, stream, header or "", problem, True
            )

    def _problem(self, rows: csvs.Records, behind: int) -> str | None:
        if rows.unclosed:
            return (
                f"record {behind:,} has more than {self.most:,} bytes, and nothing closes its last "
                "quote; what follows was not read: close it, or raise --max-doc"
            )
        return rows.problem and broken_off(rows.problem, max(0, behind - 1))

    def _header(self, row: bytes | TooLong) -> str:
        if isinstance(row, TooLong):
            raise InputError(f"{self.name}: the header {too_large(row.size, self.most)}")
        try:
            return row.decode("utf-8")
        except UnicodeDecodeError:
            raise InputError(
                f"{self.name}: the header is not UTF-8; convert it, as with iconv -t utf-8"
            ) from None

    def _chunk(
        self, source: int, first: int, rows: list[bytes | TooLong], at: int, size: int,
        stream: Stream, header: str, problem: str | None = None, last: bool = False,
    ) -> Chunk:  # fmt: skip
        place = {"at": at, "header": header}
        return Chunk(
            source, first, first + len(rows), (header, rows), place, size, stream.taken, problem,
            last,
        )  # fmt: skip

    def work(self, chunk: Chunk, desk: Desk) -> None:
        """Clean a chunk. Raises `InputError` if the columns are not what was named."""
        header, rows = chunk.data
        table = _Table(header, desk)
        for number, row in enumerate(rows, chunk.first):
            if isinstance(row, TooLong):
                desk.reject(number, too_large(row.size, self.most), None)
            elif number == 0:
                desk.put("out", table.header().encode())
            elif not row.strip():
                desk.put("out", row)
            else:
                table.record(row, number)


class _Table:
    """The columns of a file, and its records one by one."""

    def __init__(self, header: str, desk: Desk) -> None:
        self._desk = desk
        self._header = header
        self._parted = csvs.delimiter(header)
        self._names = csvs.fields(header.removeprefix(_MARK), self._parted) if header else []
        names = desk.fields
        for name, option in ((names.text, "text"), (names.url, "url"), (names.title, "title")):
            if name is not None and header and self._names.count(name) != 1:
                has = ", ".join(self._names)
                raise InputError(
                    f"{desk.name}: no column {name!r} (or several); it has {has}: name the "
                    f"{option}'s with --{option}-field"
                )
        self._more = [name for name in (names.into, names.log) if name is not None]
        for name in self._more:
            if name in self._names:
                raise InputError(f"{desk.name}: has a column {name!r} already; name another one")

    def header(self) -> str:
        return csvs.extend(self._header, self._parted, self._more) if self._more else self._header

    def record(self, data: bytes, number: int) -> None:
        name = None
        try:
            try:
                row = data.decode("utf-8")
            except UnicodeDecodeError as error:
                raise InputError(f"not UTF-8: {error}; convert the file") from None
            values = csvs.fields(row, self._parted)
            if len(values) != len(self._names):
                fields = f"{len(values)} field{'s' * (len(values) != 1)}"
                raise InputError(f"has {fields}, the header {len(self._names)}")
            name = self._value(values, self._desk.fields.id)
            result, row = self._changed(row, values)
            self._desk.keep(result, row.encode(), number, name)
        except CleanscrapeError as error:
            self._desk.reject(number, str(error), data, name)

    def _changed(self, row: str, values: list[str]) -> tuple[CleanResult, str]:
        names = self._desk.fields
        column = self._names.index(names.text)
        url, title = (self._value(values, name) for name in (names.url, names.title))
        result = self._desk.clean(values[column], url, title)
        more = []
        if names.into is not None:
            more.append(result.text)
        elif result.text != values[column]:
            row = csvs.splice(row, self._parted, column, result.text)
        if names.log is not None:
            more.append(log_of(result))
        return result, csvs.extend(row, self._parted, more) if more else row

    def _value(self, values: list[str], name: str | None) -> str | None:
        return values[self._names.index(name)] if name in self._names else None
