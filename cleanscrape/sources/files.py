"""The bytes of files and of standard input, or an error that names them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cleanscrape.errors import InputError


def read_bytes(path: Path) -> bytes:
    """Read a file whole. Raises `InputError`, naming the file and a remedy."""
    with naming(path):
        return path.read_bytes()


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Turn what goes wrong when a file is read into an `InputError` that names it."""
    try:
        yield
    except IsADirectoryError:
        raise InputError(f"{path}: is a folder; give a file") from None
    except FileNotFoundError:
        raise InputError(f"{path}: no such file or folder; check the name") from None
    except PermissionError:
        raise InputError(f"{path}: may not be read; check its permissions") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:  # a NUL in the name
        raise InputError(f"{path}: not a file name: {error}") from None


def stdin_bytes() -> bytes:
    """Read standard input whole. Raises `InputError`."""
    if sys.stdin is None:
        raise InputError("standard input is closed; give a file instead of -")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise InputError(f"standard input cannot be read: {error.strerror or error}") from error
