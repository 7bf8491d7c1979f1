"""One document from its bytes to everything that a run may want of it; many at once, in order."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from cleanscrape.api import Cleaner
from cleanscrape.cli.inputs import Source
from cleanscrape.cli.parallel import spread
from cleanscrape.cli.reading import Read, read, told
from cleanscrape.log import CleanResult, form
from cleanscrape.report.diff import diff, notes
from cleanscrape.report.summary import Summary


class Wants(NamedTuple):
    """What a run wants of each document beside its clean text.

    Attributes
    ----------
    cleaners:
        The cleaners of this run; each task names one by its place.
    title, url, encoding:
        What the command line says of its one document.
    record, diff, colour:
        Whether the log's record is wanted; the diff; the diff in colour.
    """

    cleaners: Sequence[Cleaner]
    title: str | None = None
    url: str | None = None
    encoding: str | None = None
    record: bool = False
    diff: bool = False
    colour: bool = False


class Task(NamedTuple):
    """A document, where its clean text will go, and the place of its cleaner."""

    source: Source
    target: Path | None
    cleaner: int = 0


@dataclass(slots=True)
class Done:
    """What became of a document: its clean text as bytes, or why there is none."""

    task: Task
    data: bytes = b""
    stamp: tuple[int, int] | None = None
    """The input's size and time of change when it was read."""
    record: bytes = b""
    diff: str = ""
    notes: tuple[str, ...] = ()
    removals: int = 0
    counts: Summary = field(default_factory=Summary)
    error: str | None = None


def work(task: Task, wants: Wants) -> Done:
    """Read and clean one document. Nothing is raised: what went wrong is in the result."""
    try:
        found = read(task.source, wants.encoding, digest=wants.record)
        cleaner = wants.cleaners[task.cleaner]
        title = wants.title or found.title
        result = cleaner.clean(found.file.text, title=title, url=wants.url or found.url)
        return _done(task, wants, found, result)
    except Exception as error:
        return Done(task, error=told(task.source, error), counts=Summary(failed=1))


def _done(task: Task, wants: Wants, found: Read, result: CleanResult) -> Done:
    data = found.file.encode(result.text)
    done = Done(task, data, found.stamp, removals=len(result.removals))
    if wants.record:
        done.record = _record(task, found, data, result)
    if wants.diff:
        done.diff = diff(task.source.name, result, colour=wants.colour)
    else:
        done.notes = tuple(notes(result))
    done.counts.add(result)
    return done


def _record(task: Task, found: Read, data: bytes, result: CleanResult) -> bytes:
    """A line of the log. HTML has no encoding of its own here: its source is the extraction."""
    import hashlib  # a run without a log does not need it

    html = task.source.is_html
    record = {
        "path": task.source.name,
        "output": None if task.target is None else str(task.target),
        "encoding": None if html else found.file.encoding,
        "bom": found.file.bom,
        "errors": found.file.errors,
        "bytes_sha256": found.sha256,
        "output_sha256": hashlib.sha256(data).hexdigest(),
        **result.record(),
    }
    line = BytesIO()  # of a long text there is no room for its log twice
    for piece in form.pieces(record):
        line.write(piece.encode("ascii"))
    line.write(b"\n")
    return line.getvalue()


def in_order(tasks: Sequence[Task], wants: Wants, jobs: int) -> Generator[Done]:
    """Do all tasks, in `jobs` processes, and give the results in the order of the tasks.

    Raises `CleanscrapeError` if a process is killed, as systems do when memory runs out.
    """
    yield from spread(tasks, partial(work, wants=wants), jobs)
