"""Writing: files appear whole or not at all; standard output gets exact bytes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from cleanscrape.errors import CleanscrapeError


class Draft:
    """A file that takes the place of `path` when it is kept, and leaves no trace when dropped.

    Missing folders are made, a link stays a link, permissions stay. What is no regular file, such
    as a pipe or /dev/null, is written to as it is. Each method raises `CleanscrapeError`, naming
    the file, if the disk says no.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with naming_errors(self.path):
            self._target = path.resolve()
            special = self._target.exists() and not self._target.is_file()
            if not special:
                self._target.parent.mkdir(parents=True, exist_ok=True)
            unique = f".cleanscrape-{os.urandom(8).hex()}.tmp"
            self._draft = None if special else self._target.parent / unique
            self._file = self._draft.open("xb") if self._draft else self._target.open("wb")

    def write(self, data: bytes) -> None:
        """Add bytes."""
        with naming_errors(self.path):
            self._file.write(data)

    def keep(self) -> None:
        """Put the file in its place."""
        with naming_errors(self.path):
            if self._draft:  # on the disk before it takes a name that stands for other data
                self._file.flush()
                os.fsync(self._file.fileno())
            self._file.close()
            if self._draft:
                if self._target.exists():
                    from shutil import copymode

                    copymode(self._target, self._draft)
                self._draft.replace(self._target)

    def drop(self) -> None:
        """Forget the file, unless it was kept."""
        with suppress(OSError):
            self._file.close()
        if self._draft:
            self._draft.unlink(missing_ok=True)


@contextmanager
def naming_errors(path: Path) -> Iterator[None]:
    """Turn what the disk says into a `CleanscrapeError` that names the file."""
    try:
        yield
    except BrokenPipeError:
        raise
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
        reason = getattr(error, "strerror", None) or error
        raise CleanscrapeError(f"{path}: cannot be written: {reason}") from error


class UndoLog:
    """A log that is on the disk, record by record, before what it can undo is done.

    It grows at its end: records of earlier runs stay, for they may be the only way back. A record
    that a killed run left half-written is closed by a line end. Raises `CleanscrapeError`, naming
    the file, if it holds anything but a log or the disk says no.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with naming_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("a+b")
            self._file.seek(0)
            first = self._file.readline()
            if first and not is_record(first):
                self._file.close()
                raise CleanscrapeError(
                    f"{path}: is no cleanscrape log, and was left alone; give another file"
                )
            _end_line(self._file)

    def write(self, record: bytes) -> None:
        """Add a record, and wait until the disk holds it."""
        with naming_errors(self.path):
            _write_through(self._file, record)

    def keep(self) -> None:
        """Close the file."""
        with naming_errors(self.path):
            self._file.close()

    def drop(self) -> None:
        """Close the file; what it holds may be needed."""
        with suppress(OSError):
            self._file.close()


UNDO_SUFFIX = ".cleanscrape.jsonl"


def undo_log(path: Path) -> Path:
    """Where the log that can undo `--in-place` goes if no other place is named.

    >>> undo_log(Path("news/rain.txt")).name
    'rain.txt.cleanscrape.jsonl'
    """
    return path.with_name(path.name + UNDO_SUFFIX)


def append(path: Path, record: bytes) -> None:
    """Add one record to a log, on the disk."""
    _write_all(UndoLog(path), record)


def add_line(path: Path, line: bytes) -> None:
    """Add a line to a file, on the disk; one that was left half-written is ended first."""
    with naming_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file:
            _end_line(file)
            _write_through(file, line)


def _write_through(file: IO[bytes], data: bytes) -> None:
    """Add bytes, and wait until the disk holds them."""
    file.write(data)
    file.flush()
    os.fsync(file.fileno())


def _end_line(file: IO[bytes]) -> None:
    file.seek(max(0, file.seek(0, os.SEEK_END) - 1))
    if file.read(1) not in (b"", b"\n"):
        file.write(b"\n")


def is_record(line: bytes) -> bool:
    """Whether a line may be a record of a log: a JSON object that states its schema."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and "schema" in record


def write(path: Path, data: bytes) -> None:
    """Write a whole file, or raise `CleanscrapeError` and leave what was there."""
    _write_all(Draft(path), data)


def _write_all(file: Draft | UndoLog, data: bytes) -> None:
    try:
        file.write(data)
        file.keep()
    finally:
        file.drop()


def put(data: bytes) -> None:
    """Write bytes to standard output, as they are."""
    if sys.stdout is None:
        raise OSError("standard output is closed")
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def show(text: str) -> None:
    """Write a report to standard output, in an encoding that can say all of it."""
    terminal = sys.stdout is not None and sys.stdout.isatty()
    put(text.encode(sys.stdout.encoding if terminal else "utf-8", "backslashreplace"))
