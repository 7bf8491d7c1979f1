"""Outputs that grow beside their place, can be cut back to where a journal says, then take it."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Protocol

from cleanscrape.errors import CleanscrapeError
from cleanscrape.sources.packing import packed_nothing

PART = ".part"
_PATIENCE = 3.0
"""Seconds to wait for another run to let go of an output: one that was killed takes a moment."""


class Sink(Protocol):
    """An output of a run."""

    path: Path

    def open(self, state: Any) -> None:
        """Begin, or go on from a state that `save` gave."""

    def write(self, data: bytes) -> None:
        """Add bytes."""

    def save(self) -> Any:
        """Bring all to the disk; the state to go on from, as JSON."""

    def finish(self) -> None:
        """Take the place of what stood at `path`; again, if that was done before, nothing."""

    def drop(self) -> None:
        """Take back what was written; what stood at `path` stays."""

    def close(self) -> None:
        """Let go, and leave what is there."""


class Bytes:
    """A file of bytes: `path` with ``.part`` until it is finished.

    Parameters
    ----------
    path:
        Where it is to be.
    always:
        Whether it is to be there even if nothing was written to it.
    """

    def __init__(self, path: Path, *, always: bool = True) -> None:
        self.path = path
        self._part = path.with_name(path.name + PART)
        self._always = always or path.exists()
        self._file: IO[bytes] | None = None

    def open(self, state: Any) -> None:
        """Begin, or go on from a length. Raises `CleanscrapeError` if the disk says no."""
        with writing(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            file = self._part.open("ab")
            try:
                _lock(file, self.path)
            except CleanscrapeError:
                file.close()  # and leave alone what another run is writing
                raise
            self._file = file
            length = int(state or 0)
            if self._file.seek(0, os.SEEK_END) < length:
                raise CleanscrapeError(
                    f"{self._part}: is shorter than it was; start over with --restart"
                )
            self._file.truncate(length)
            self._file.seek(length)

    def write(self, data: bytes) -> None:
        """Add bytes."""
        assert self._file is not None, "open it first"
        with writing(self.path):
            self._file.write(data)

    def save(self) -> int:
        """The length, all of which the disk holds."""
        assert self._file is not None, "open it first"
        with writing(self.path):
            self._file.flush()
            os.fsync(self._file.fileno())
            return self._file.tell()

    def finish(self) -> None:
        """Take the place."""
        with writing(self.path):
            if self._file is not None:
                self._file.close()
                self._file = None
            if not self._part.exists():
                return
            size = self._part.stat().st_size
            if not size and self._always:
                self._part.write_bytes(packed_nothing(self.path.name))
            if self._always or size:
                if self.path.exists():
                    from shutil import copymode

                    copymode(self.path, self._part)
                self._part.replace(self.path)
            else:
                self._part.unlink()

    def drop(self) -> None:
        """Take back what was written."""
        self.close()
        self._part.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go; a part without a byte in it is of no use to anybody."""
        if self._file is not None:
            with suppress(OSError):
                self._file.flush()
                if not self._part.stat().st_size:
                    self._part.unlink()
            with suppress(OSError):
                self._file.close()


class Straight:
    """Standard output, a pipe, a device: written to as it is, and nothing can be taken back."""

    def __init__(self, path: Path | None) -> None:
        self.path = path or Path("standard output")
        self._named = path is not None
        self._file: IO[bytes] | None = None

    def open(self, state: Any) -> None:  # noqa: ARG002
        """Begin."""
        if not self._named:
            if sys.stdout is None:
                raise OSError("standard output is closed")
            self._file = sys.stdout.buffer
            return
        with writing(self.path):
            self._file = self.path.open("wb")

    def write(self, data: bytes) -> None:
        """Add bytes, at once."""
        assert self._file is not None, "open it first"
        with writing(self.path):
            self._file.write(data)
            self._file.flush()

    def save(self) -> None:
        """Nothing can be said of what was written."""

    def finish(self) -> None:
        """Nothing to do."""
        self.close()

    def drop(self) -> None:
        """Nothing can be taken back."""
        self.close()

    def close(self) -> None:
        """Let go."""
        if self._named and self._file is not None:
            with suppress(OSError):
                self._file.close()


def sink(path: Path | None, *, always: bool = True) -> Sink:
    """The sink for bytes that fits a path; None is standard output."""
    if path is None or is_special(path):
        return Straight(path)
    return Bytes(Path(os.path.realpath(path)), always=always)


def is_special(path: Path) -> bool:
    """Whether a path is a pipe or a device."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the disk says into a `CleanscrapeError` with the file and the remedy."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CleanscrapeError(
            f"{path}: cannot be written: {error.strerror or error}; mend that, and run the same "
            "command again: it goes on where it was"
        ) from error


def _lock(file: IO[bytes], path: Path) -> None:
    """Keep a second run from the same file; a lock of POSIX, which no child process inherits."""
    try:
        import fcntl
    except ImportError:  # Windows opens no file twice for replacing it
        return
    patience = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError:
            if time.monotonic() > patience:
                raise CleanscrapeError(
                    f"{path}: another run is writing it; wait for it, or give another place"
                ) from None
            time.sleep(0.05)
