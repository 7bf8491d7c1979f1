"""What passes between the process that reads and writes and those that clean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from cleanscrape.corpora.tally import Tally
from cleanscrape.report.summary import Summary

Place = Any
"""Where reading can go on: whatever a format needs, as JSON."""
CHUNK = 1 << 20
"""Bytes of input that are cleaned, packed and passed at once."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Which fields of a record are what.

    Attributes
    ----------
    text:
        The text to clean.
    id:
        What the log and the errors call a record, where it has it.
    url, title:
        What `clean` is told of the text, if a field is named.
    into:
        A new field for the clean text; None: it takes the place of the text.
    log:
        A new field for the log, if any.
    """

    text: str = "text"
    id: str = "id"
    url: str | None = None
    title: str | None = None
    into: str | None = None
    log: str | None = None


class Chunk(NamedTuple):
    """Some records of an input, not yet cleaned.

    Attributes
    ----------
    source:
        The place of the input in the run.
    first:
        The number of the first record, from 1.
    next:
        The number of the first one behind.
    data:
        The records, as the input's format passes them.
    after:
        Where the next chunk begins.
    size:
        How much of the input that is: what decides when the work is saved.
    taken:
        How much of the file has been read, for a progress bar.
    problem:
        Why the input is broken behind these records, if it is.
    last:
        Whether the input ends here.
    too_long:
        The size of the one record, if it is larger than allowed.
    unread:
        Whether the input cannot be read at all, as `problem` says.
    """

    source: int
    first: int
    next: int
    data: Any
    after: Place
    size: int
    taken: int
    problem: str | None = None
    last: bool = False
    too_long: int = 0
    unread: bool = False


@dataclass(slots=True)
class Cleaned:
    """A chunk's outcome: what to append to which output, and what to count."""

    source: int
    next: int
    after: Place
    size: int
    taken: int
    problem: str | None
    last: bool
    unread: bool
    outputs: dict[str, bytes] = field(default_factory=dict)
    summary: Summary = field(default_factory=Summary)
    tally: Tally = field(default_factory=Tally)


def broken_off(problem: str, last: int) -> str:
    """What to tell of a file that is broken behind its last whole record.

    >>> broken_off("the gzip data breaks off", 54)
    'the gzip data breaks off after record 54; what follows was not read: get the file again'
    """
    return f"{problem} after record {last:,}; what follows was not read: get the file again"


def too_large(size: int, most: int) -> str:
    """What to tell of a record that is too large."""
    return f"has {size:,} bytes, more than --max-doc allows ({most:,}); allow more, or split it"


class Format(Protocol):
    """How a kind of file is read in chunks, and how a chunk is cleaned.

    Both sides get the same object, so it has to be small and picklable.
    """

    @property
    def name(self) -> str:
        """What errors call the input."""
        ...

    def chunks(self, source: int, after: Place, first: int) -> Iterator[Chunk]:
        """The input's chunks from a place on (None: its beginning); the last one says so."""
        ...

    def work(self, chunk: Chunk, desk: Any) -> None:
        """Clean a chunk at a desk."""
        ...


@dataclass(frozen=True, slots=True)
class File:
    """What a format is told of its input.

    Parameters
    ----------
    name:
        The file; ``-`` is standard input.
    most:
        Bytes that a record may have.
    """

    name: str
    most: int


Wanted = Mapping[str, str]
"""The outputs that a run writes, by name (`out`, `log`, `rejects`, `dolma`), with their packing."""
