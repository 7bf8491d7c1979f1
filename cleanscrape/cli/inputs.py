"""Which documents the command line names, in which order, and where their clean text goes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from cleanscrape.errors import InputError

STDIN = "-"
_HTML = (".html", ".htm")
_SUFFIXES = (".txt", ".md", *_HTML)


class Source(NamedTuple):
    """One document to clean.

    Attributes
    ----------
    name:
        The path as the user would write it; ``-`` is standard input.
    inner:
        Where its clean text goes below an output folder.
    problem:
        Why it cannot be read, if that is known already.
    """

    name: str
    inner: Path
    problem: InputError | None = None

    @property
    def is_html(self) -> bool:
        """Whether it is read as HTML."""
        return self.name != STDIN and self.name.lower().endswith(_HTML)


def find(names: Iterable[str], skip: Path | None = None) -> Iterator[Source]:
    """The documents that `names` stand for; folders are walked in sorted order.

    `skip` is the output folder: standing inside an input folder, it is no input.
    """
    for name in names:
        if name == STDIN:
            yield Source(STDIN, Path("stdin.txt"))
        elif is_folder(name):
            yield from _walk(Path(name), skip)
        else:
            yield Source(str(Path(name)), _as_text(Path(Path(name).name)))


def status(name: Path | str) -> os.stat_result | None:
    """What the system knows of a file; None if it knows none, or does not tell."""
    try:
        return Path(name).stat()
    except (OSError, ValueError):
        return None


def is_folder(name: Path | str) -> bool:
    """Whether a name stands for a folder; `-` never does."""
    found = None if name == STDIN else status(name)
    return found is not None and stat.S_ISDIR(found.st_mode)


def _walk(folder: Path, skip: Path | None) -> Iterator[Source]:
    errors: list[OSError] = []
    found: list[Path] = []
    for where, below, files in os.walk(folder, onerror=errors.append):
        here = Path(where)
        below[:] = [name for name in below if skip is None or not _same(here / name, skip)]
        found += [here / name for name in files if _is_document(here / name)]
    for error in errors:
        problem = InputError(f"{error.filename}: cannot be read: {error.strerror}")
        yield Source(str(error.filename), Path(), problem)
    if not found and not errors:
        kinds = ", ".join(_SUFFIXES)
        problem = InputError(f"{folder}: holds no {kinds} file; name other files one by one")
        yield Source(str(folder), Path(), problem)
    for path in sorted(found):
        yield Source(str(path), _as_text(path.relative_to(folder)))


def _is_document(path: Path) -> bool:
    """Regular files, and links that lead nowhere, so that they are reported; no pipes."""
    if path.suffix.lower() not in _SUFFIXES:
        return False
    found = status(path)
    return found is None or stat.S_ISREG(found.st_mode)


def _same(one: Path, two: Path) -> bool:
    first, second = status(one), status(two)
    return first is not None and second is not None and os.path.samestat(first, second)


def _as_text(path: Path) -> Path:
    return path.with_suffix(".txt") if path.suffix.lower() in _HTML else path
