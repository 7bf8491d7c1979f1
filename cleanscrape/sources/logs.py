"""Logs of `cleanscrape clean --log`, read line by line, plain or gzip."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from cleanscrape.errors import LogError, LogHasNoText
from cleanscrape.log import SCHEMA, CleanResult
from cleanscrape.sources.files import naming

Tell = Callable[[str], None]
"""Takes what is wrong with a line that is skipped."""
_GZIP = b"\x1f\x8b"


class Entry(NamedTuple):
    """A record of a log, and where it stands."""

    path: Path
    number: int
    record: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What the record calls its document: `path`, else `id`, else its line.

        >>> Entry(Path("log.jsonl"), 3, {"id": "a7"}).name, Entry(Path("log.jsonl"), 3, {}).name
        ('a7', 'line 3')
        """
        named = self.record.get("path", self.record.get("id"))
        return f"line {self.number}" if named is None else str(named)

    @property
    def key(self) -> tuple[str | None, str]:
        """What tells documents apart: the name, if there is one, and the hash of the source."""
        named = self.record.get("path", self.record.get("id"))
        return None if named is None else str(named), str(self.record.get("source_sha256"))

    @property
    def at(self) -> str:
        """File and line, to begin a message with."""
        return f"{self.path}: line {self.number}"


def entries(path: Path, tell: Tell) -> Iterator[Entry]:
    """The records of a log, one at a time.

    A line that is none, such as one that a killed run left half-written, is told and skipped.
    Raises `InputError`, naming the file.
    """
    for number, line in lines(path, tell):
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            record = None
        if isinstance(record, dict):
            yield Entry(path, number, record)
        else:
            tell(f"{path}: line {number} is no record, and was skipped")


def cleanings(path: Path, tell: Tell) -> Iterator[Entry]:
    """The records of a log that are of this schema; the others are told and skipped.

    Raises `InputError`, and `LogError`, naming file and line, for another schema and for a file
    without any record.
    """
    found = False
    for entry in entries(path, tell):
        schema = entry.record.get("schema")
        if schema is None or not isinstance(entry.record.get("source_sha256"), str):
            tell(f"{entry.at} is no record of a cleaning, and was skipped")
            continue
        if schema != SCHEMA:
            raise LogError(
                f"{entry.at}: log schema {schema!r} is not {SCHEMA}; clean again with this version"
            )
        found = True
        yield entry
    if not found:
        raise LogError(f"{path}: holds no record of a cleaning; give the file of clean --log")


def lines(path: Path, tell: Tell) -> Iterator[tuple[int, bytes]]:
    """The lines of a file that are not blank, with their numbers; gzip is unpacked.

    What is broken inside gzip ends the file, and is told. Raises `InputError`, naming the file.
    """
    number = 0
    with naming(path), path.open("rb") as file:
        packed = file.peek(2)[:2] == _GZIP
        unpacked = cast("IO[bytes]", gzip.GzipFile(fileobj=file)) if packed else file
        try:
            for line in unpacked:
                number += 1
                if line.strip():
                    yield number, line
        except (EOFError, zlib.error, gzip.BadGzipFile):
            tell(f"{path}: the gzip data breaks off after line {number}; what follows is lost")


def result_of(entry: Entry) -> CleanResult:
    """The result that a record holds, with its source text, checked.

    Raises `LogHasNoText` for a log of spans, `LogError` for a record that is none or was edited;
    each names file and line.
    """
    try:
        result = CleanResult.from_dict(entry.record)
        source = _source(result)
    except LogHasNoText:
        raise LogHasNoText(
            f'{entry.at}: the log holds spans without text; clean again with log = "full"'
        ) from None
    except (LogError, TypeError, ValueError, AttributeError) as error:
        raise LogError(f"{entry.at}: {error}") from error
    told = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
    if told != entry.record["source_sha256"]:
        raise LogError(f"{entry.at}: gives back another text than was cleaned; was it edited?")
    return replace(result, source=source)


def _source(result: CleanResult) -> str:
    if any(removal.text is None for removal in result.removals):
        raise LogHasNoText
    return result.restore()
