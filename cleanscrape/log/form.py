"""The JSON form of a log's entries and texts; `docs/log-format.md` describes it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from cleanscrape.log.entries import Removal, Skipped, Spared

SCHEMA = 1
UNIT = "code point"
_AT_ONCE = 1000
_CHARS = 1 << 20
"""Entries, and characters of a text, that are made JSON at once."""


def record_of(entry: Removal | Spared | Skipped) -> dict[str, Any]:
    """An entry as plain JSON values.

    >>> record_of(Skipped("mine", "no model"))
    {'filter': 'mine', 'reason': 'no model'}
    """
    record = {name: getattr(entry, name) for name in entry.__slots__}
    if "evidence" in record:
        record["evidence"] = list(record["evidence"])
    for key in ("text", "reason"):
        if isinstance(value := record.get(key), str):
            del record[key]
            record |= encoded(key, value)
    return record


def dumps(
    record: Mapping[str, Any], *, ascii: bool = True, compact: bool = False, end: str = ""
) -> str:
    """JSON text of a record of which some values are tuples of entries.

    >>> dumps({"skipped": (Skipped("mine", "no model"),), "flags": []}, compact=True)
    '{"skipped":[{"filter":"mine","reason":"no model"}],"flags":[]}'
    """
    return "".join([*pieces(record, ascii=ascii, compact=compact), end])


def pieces(
    record: Mapping[str, Any], *, ascii: bool = True, compact: bool = False
) -> Iterator[str]:
    """`dumps` piece by piece: the entries of a long text weigh more than it as plain values."""
    comma, colon = (",", ":") if compact else (", ", ": ")
    encoder = json.JSONEncoder(ensure_ascii=ascii, separators=(comma, colon))
    if not any(map(_is_long, record.values())):
        yield encoder.encode(plain(record))
        return
    before = "{"
    for key, value in record.items():
        yield f"{before}{encoder.encode(key)}{colon}"
        if not _is_long(value):
            yield encoder.encode(plain({key: value})[key])
        elif isinstance(value, str):
            yield '"'
            yield from (encoder.encode(part)[1:-1] for part in _parts(value, _CHARS))
            yield '"'
        else:
            mark = "["
            for part in _parts(value, _AT_ONCE):
                yield mark + encoder.encode([record_of(entry) for entry in part])[1:-1]
                mark = comma
            yield "]"
        before = comma
    yield "}"


def _is_long(value: Any) -> bool:
    """Whether a value is a long text, or many entries."""
    if isinstance(value, str):
        return len(value) > _CHARS
    return isinstance(value, tuple) and len(value) > _AT_ONCE


def _parts(value: Any, size: int) -> Iterator[Any]:
    return (value[at : at + size] for at in range(0, len(value), size))


def plain(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record of which some values are tuples of entries, as plain JSON values."""
    return {
        key: [record_of(entry) for entry in value] if isinstance(value, tuple) else value
        for key, value in record.items()
    }


def fields_of(kind: type[Removal | Spared | Skipped], record: Mapping[str, Any]) -> dict[str, Any]:
    """What makes the entry that `record_of` told. Raises `KeyError` for what it lacks.

    >>> Skipped(**fields_of(Skipped, record_of(Skipped("mine", "no model"))))
    Skipped(filter='mine', reason='no model')
    """
    fields = {name: decoded(name, record) for name in kind.__slots__}
    if "evidence" in fields:
        fields["evidence"] = tuple(fields["evidence"])
    return fields


def encoded(key: str, text: str) -> dict[str, str]:
    r"""`text` under `key`, or as base64 under a key that says so where JSON cannot hold it.

    >>> encoded("text", "rain"), encoded("text", "\ud83d")
    ({'text': 'rain'}, {'text_base64_utf8_surrogatepass': '7aC9'})
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        import base64

        raw = text.encode("utf-8", "surrogatepass")
        return {f"{key}_base64_utf8_surrogatepass": base64.b64encode(raw).decode()}
    return {key: text}


def decoded(key: str, record: Mapping[str, Any]) -> Any:
    """What stands in a record under `key` or in its base64 form. Raises `KeyError`, `ValueError`.

    >>> decoded("text", {"text": "rain"}), decoded("text", {"text": None})
    ('rain', None)
    """
    coded = record.get(f"{key}_base64_utf8_surrogatepass")
    if coded is not None:
        import base64

        return base64.b64decode(coded).decode("utf-8", "surrogatepass")
    return record[key]
