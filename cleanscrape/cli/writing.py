"""Writing: files appear whole or not at all; standard output gets exact bytes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cleanscrape.errors import CleanscrapeError


class Draft:
    """A file that takes the place of `path` when it is kept, and leaves no trace when dropped.

    Missing folders are made, a link stays a link, permissions stay. What is no regular file, such
    as a pipe or /dev/null, is written to as it is. Each method raises `CleanscrapeError`, naming
    the file, if the disk says no.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._naming_errors():
            self._target = path.resolve()
            special = self._target.exists() and not self._target.is_file()
            if not special:
                self._target.parent.mkdir(parents=True, exist_ok=True)
            unique = f".cleanscrape-{os.urandom(8).hex()}.tmp"
            self._draft = None if special else self._target.parent / unique
            self._file = self._draft.open("xb") if self._draft else self._target.open("wb")

    def write(self, data: bytes) -> None:
        """Add bytes."""
        with self._naming_errors():
            self._file.write(data)

    def keep(self) -> None:
        """Put the file in its place."""
        with self._naming_errors():
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
    def _naming_errors(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            raise
        except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
            reason = getattr(error, "strerror", None) or error
            raise CleanscrapeError(f"{self.path}: cannot be written: {reason}") from error


def write(path: Path, data: bytes) -> None:
    """Write a whole file, or raise `CleanscrapeError` and leave what was there."""
    draft = Draft(path)
    try:
        draft.write(data)
        draft.keep()
    finally:
        draft.drop()


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
