"""Records of CSV: found by the standard library's reader, changed in one field, else untouched."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from cleanscrape.errors import InputError
from cleanscrape.sources.packing import Stream

_DELIMITERS = (",", ";", "\t", "|")
_BLOCK = 1 << 20


class Place(NamedTuple):
    """Where a field stands in a record, and whether it is quoted."""

    start: int
    end: int
    quoted: bool


def delimiter(header: str) -> str:
    r"""What parts the fields of a header: the sign that is most often in it.

    >>> delimiter("id;text;n"), delimiter("id\ttext"), delimiter("text")
    (';', '\t', ',')
    """
    return max(_DELIMITERS, key=header.count)


class TooLong(NamedTuple):
    """Stands for a record that has more bytes than it may."""

    size: int


class _Over(Exception):
    """The record that is being read has grown too long."""


class Records:
    """The records of a stream, each as its own bytes; of one that is too long its size alone.

    Parameters
    ----------
    stream:
        The file, at a record's beginning.
    parted:
        What parts fields; None finds it in the first line.
    most:
        Bytes that a record may have.

    Attributes
    ----------
    problem:
        What ended the records too soon, if anything did.
    unclosed:
        Whether that was a quote that nothing closes.
    """

    def __init__(self, stream: Stream, parted: str | None, most: int) -> None:
        self.problem: str | None = None
        self.unclosed = False
        self._stream = stream
        self._parted = parted
        self._most = most
        self._lines = self._cut()
        self._raw: list[bytes] = []
        self._size = 0

    def __iter__(self) -> Iterator[bytes | TooLong]:
        csv.field_size_limit(max(csv.field_size_limit(), self._most + 1))
        first = next(self._lines, b"")
        if not first:
            self.problem = self._stream.problem
            return
        self._lines = chain((first,), self._lines)
        parted = self._parted or delimiter(first.decode("latin-1"))
        reader = None
        while True:
            reader = reader or csv.reader(self._seen(), delimiter=parted)
            try:
                if next(reader, None) is None:
                    break
            except csv.Error:
                pass  # the record is told when it is read again
            except _Over:
                if not self._passed_over():
                    break
                yield TooLong(self._size)
                reader, self._raw, self._size = None, [], 0
                continue
            yield b"".join(self._raw)
            self._raw, self._size = [], 0
        self.problem = self.problem or self._stream.problem

    def _cut(self) -> Iterator[bytes]:
        """The lines of the stream; one that is longer than a record may be comes in pieces."""
        rest = b""
        while data := self._stream.read(_BLOCK):
            *whole, rest = io.BytesIO(rest + data).readlines() or [b""]
            if rest.endswith(b"\n") or len(rest) > self._most:
                whole, rest = [*whole, rest], b""
            yield from whole
        if rest:
            yield rest

    def _seen(self) -> Iterator[str]:
        """Lines of which each byte is a character: only the signs of CSV, all ASCII, matter."""
        for line in self._lines:
            self._raw.append(line)
            self._size += len(line)
            if self._size > self._most:
                raise _Over
            yield line.decode("latin-1")

    def _passed_over(self) -> bool:
        """Read to the end of a record that is too long; whether it has one.

        It ends with the first line behind which all quotes are closed.
        """
        quotes = sum(piece.count(b'"') for piece in self._raw)
        last = self._raw[-1]
        self._raw = []
        while quotes % 2 or not last.endswith(b"\n"):
            piece = next(self._lines, None)
            if piece is None:
                if quotes % 2:
                    self.unclosed = True
                    self.problem = "a quote is left open"
                    return False
                break
            last = piece
            quotes += piece.count(b'"')
            self._size += len(piece)
        return True


def fields(record: str, parted: str) -> list[str]:
    """The values of a record. Raises `InputError` for what is none.

    >>> fields('a,"b; c",', ",")
    ['a', 'b; c', '']
    """
    try:
        rows = list(csv.reader(io.StringIO(record, newline=""), delimiter=parted, strict=True))
    except csv.Error as error:
        raise InputError(f"not CSV: {error} (is a quote left open?)") from None
    if len(rows) != 1:
        raise InputError("not CSV: is a quote left open?")
    return rows[0]


def places(record: str, parted: str) -> list[Place]:
    """Where the fields of a record stand.

    >>> places('a,"b"', ",")
    [Place(start=0, end=1, quoted=False), Place(start=2, end=5, quoted=True)]
    """
    sign = re.escape(parted)
    field = re.compile(rf'("(?:[^"]++|"")*+")?[^{sign}\r\n]*+')
    found, at = [], 0
    while True:
        match = field.match(record, at)
        assert match is not None, "it matches nothing, too"
        found.append(Place(at, match.end(), match[1] is not None))
        at = match.end()
        if record[at : at + 1] != parted:
            return found
        at += 1


def splice(record: str, parted: str, column: int, text: str) -> str:
    """A record with another value in a column, all else as it was.

    >>> splice('1.10,"It rained. Share",x\\r\\n', ",", 1, "It rained.")
    '1.10,"It rained.",x\\r\\n'
    """
    place = places(record, parted)[column]
    new = written(text, parted, quoted=place.quoted)
    return record[: place.start] + new + record[place.end :]


def extend(record: str, parted: str, values: list[str]) -> str:
    """A record with more fields at its end.

    >>> extend("a,b\\r\\n", ",", ["c,d"])
    'a,b,"c,d"\\r\\n'
    """
    body = record.rstrip("\r\n")
    more = "".join(parted + written(value, parted) for value in values)
    return body + more + record[len(body) :]


def written(text: str, parted: str, *, quoted: bool = False) -> str:
    """A value, in quotes if it needs or had them."""
    if quoted or any(sign in text for sign in (parted, '"', "\r", "\n")):
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text
