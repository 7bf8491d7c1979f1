"""Records of JSON lines: read strictly, changed in one place, every other byte left as it is.

A record is not written anew: a JSON library would turn 1.10 into 1.1, shorten large integers, drop
one of two equal keys. The new value takes the old one's place in the record's own bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Any, NamedTuple

from cleanscrape.errors import InputError

_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_BLANK = re.compile(rb"[ \t\r\n]*+")
_SCALAR = re.compile(rb"[^,\]}\s]++")
_MARK = re.compile(rb'["\[\]{}]')
_DEEPEST = 500
"""Levels of nesting that any library takes; no record of a text needs more."""
_AT_ONCE = 1 << 20
"""Characters of a text that are written at once."""


class Field(NamedTuple):
    """A field of a record: its name, and where its value stands."""

    name: str
    start: int
    end: int


def parse(line: bytes) -> dict[str, Any]:
    """The record that a line holds. Raises `InputError`, saying why it holds none.

    >>> parse(b'{"id": 7, "text": "It rained."}')
    {'id': 7, 'text': 'It rained.'}
    """
    try:
        record = _loads(line)
    except UnicodeDecodeError as error:
        raise InputError(
            f"not UTF-8 (byte 0x{line[error.start]:02x} at offset {error.start} of the record); "
            "convert the file, for example with iconv -t utf-8"
        ) from None
    except RecursionError:
        raise InputError("not JSON that can be read: nested too deeply") from None
    except ValueError as error:
        raise InputError(f"not JSON: {error}") from None
    if not isinstance(record, dict):
        raise InputError(f"a JSON {_kind(record)}, not an object; give each text a field")
    return record


def fields(line: bytes) -> list[Field]:
    """The fields of a record that `parse` accepts, in their order, with all repeated ones.

    >>> fields(b'{"id": 7, "text": "It rained."}')
    [Field(name='id', start=7, end=8), Field(name='text', start=18, end=30)]
    """
    at = _blank(line, line.index(b"{") + 1)
    found = []
    while line[at] != 0x7D:  # }
        key = _end(line, at)
        name = json.loads(line[at:key])
        start = _blank(line, _blank(line, key) + 1)
        end = _end(line, start)
        found.append(Field(name, start, end))
        at = _blank(line, end)
        if line[at] == 0x2C:  # a comma
            at = _blank(line, at + 1)
    return found


def splice(line: bytes, name: str, text: str) -> bytes:
    r"""A record with another text in a field, all other bytes as they were.

    Raises `InputError` if the field occurs twice: readers disagree on which one counts.

    >>> splice(b'{"score": 1.10, "text": "It rained.\\nAdvertisement"}', "text", "It rained.")
    b'{"score": 1.10, "text": "It rained."}'
    """
    places = [field for field in fields(line) if field.name == name]
    if len(places) != 1:
        raise InputError(f"the field {name!r} occurs {len(places)} times; keep one")
    start, end = places[0].start, places[0].end
    said, view = _pieces(text, ascii=line[start:end].isascii()), memoryview(line)
    return b"".join([view[:start], *said, view[end:]])


def extend(line: bytes, values: dict[str, bytes]) -> bytes:
    """A record with more fields at its end, their values JSON already.

    Raises `InputError` if it has one of them.

    >>> extend(b'{"id": 7}\\r\\n', {"clean": b'"It rained."'})
    b'{"id": 7, "clean": "It rained."}\\r\\n'
    """
    have = {field.name for field in fields(line)}
    for name in values:
        if name in have:
            raise InputError(f"has a field {name!r} already; name another one")
    end = line.rindex(b"}")
    more = b", ".join(b"%b: %b" % (written(name), value) for name, value in values.items())
    return b"%b%b%b%b" % (line[:end], b", " if have else b"", more, line[end:])


def written(text: str, *, ascii: bool = False) -> bytes:
    """A text as JSON: in UTF-8, in ASCII on demand, or if it holds lone surrogates.

    >>> written("é"), written("é", ascii=True)
    (b'"\\xc3\\xa9"', b'"\\\\u00e9"')
    """
    return b"".join(_pieces(text, ascii=ascii))


def _pieces(text: str, *, ascii: bool) -> list[bytes]:
    """`written` in pieces: of a long text there is no room for it as text, bytes and record."""
    starts = range(0, len(text), _AT_ONCE)

    def told(encode: Callable[[str], str]) -> list[bytes]:
        parts = (text[at : at + _AT_ONCE] for at in starts)
        return [b'"', *(encode(part)[1:-1].encode() for part in parts), b'"']

    if not ascii or text.isascii():
        try:
            return told(encode_basestring)
        except UnicodeEncodeError:
            pass
    return told(encode_basestring_ascii)


def dumped_line(value: Any) -> bytes:
    """`dumps` with a line feed behind it; of a long text another copy would cost its size again.

    >>> dumped_line({"a": 1})
    b'{"a":1}\\n'
    """
    if _orjson is not None:
        try:
            found: bytes = _orjson.dumps(value, option=_orjson.OPT_APPEND_NEWLINE)
            return found
        except TypeError:  # a lone surrogate
            pass
    return dumps(value) + b"\n"


def dumps(value: Any) -> bytes:
    """Compact JSON in UTF-8, or ASCII if it holds lone surrogates.

    The same with and without orjson for texts, whole numbers and short fractions.

    >>> dumps({"a": [1, 0.95, "é"]})
    b'{"a":[1,0.95,"\\xc3\\xa9"]}'
    """
    if _orjson is not None:
        try:
            found: bytes = _orjson.dumps(value)
            return found
        except TypeError:  # a lone surrogate
            pass
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode()


def _load_orjson() -> Any:
    try:
        import orjson
    except ImportError:
        return None
    return orjson


_orjson = _load_orjson()


def _loads(line: bytes) -> Any:
    """What orjson and json both take; what only one takes is decided by the latter."""
    if _too_deep(line):
        raise RecursionError
    if _orjson is not None:
        try:
            return _orjson.loads(line)
        except ValueError:
            pass
    return json.loads(line.decode("utf-8"))


def _too_deep(line: bytes) -> bool:
    """Whether a record is nested too deeply; few have as many brackets as that takes."""
    if line.count(b"[") + line.count(b"{") <= _DEEPEST:
        return False
    depth = 0
    for mark in re.finditer(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{}]', line, re.DOTALL):
        depth += {b"[": 1, b"{": 1, b"]": -1, b"}": -1}.get(mark[0], 0)
        if depth > _DEEPEST:
            return True
    return False


def _blank(line: bytes, at: int) -> int:
    found = _BLANK.match(line, at)
    assert found is not None, "it matches nothing, too"
    return found.end()


def _end(line: bytes, at: int) -> int:
    """Where the value that begins here ends."""
    first = line[at : at + 1]
    if first == b'"':
        return _match(_STRING, line, at)
    if first not in (b"[", b"{"):
        return _match(_SCALAR, line, at)
    depth = 0
    while True:
        at = _search(line, at)
        mark = line[at : at + 1]
        if mark == b'"':
            at = _match(_STRING, line, at)
            continue
        depth += 1 if mark in (b"[", b"{") else -1
        at += 1
        if not depth:
            return at


def _match(pattern: re.Pattern[bytes], line: bytes, at: int) -> int:
    found = pattern.match(line, at)
    assert found is not None, "the record was parsed"
    return found.end()


def _search(line: bytes, at: int) -> int:
    found = _MARK.search(line, at)
    assert found is not None, "the record was parsed"
    return found.start()


def _kind(value: Any) -> str:
    names = {list: "array", str: "string", bool: "boolean", int: "number", float: "number"}
    return names.get(type(value), "null")
