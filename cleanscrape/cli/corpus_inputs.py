"""Which files of many texts the command line names, and whether it names any."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cleanscrape.cli.corpus_options import given
from cleanscrape.cli.inputs import STDIN, find, is_folder, status
from cleanscrape.cli.main import tell
from cleanscrape.corpora.formats import SUFFIXES, kind_of
from cleanscrape.errors import OptionError
from cleanscrape.report.terminal import harmless

_HIDDEN = (".", "_")
_HEAD = 1 << 16
_SCHEMA = b'"schema":1'
"""What the first record of every log says."""


class Input(NamedTuple):
    """A file of many texts: its name, its kind, and its place below an output folder."""

    name: str
    kind: str
    inner: Path


def is_corpus(args: Namespace) -> bool:
    """Whether the inputs are files of many texts.

    Raises `OptionError` if only some are, if options for such files are given without any, or if
    nobody tells what standard input is.
    """
    if args.format == "text":
        kinds = {False}
    elif args.format:
        kinds = {True}
    else:
        kinds = {_is_one(name) for name in args.inputs if name != STDIN} or {False}
    if len(kinds) > 1:
        raise OptionError(
            "some inputs are files of many texts, some hold one each: clean them one after the "
            "other, or say what all are with --format"
        )
    if not args.format and STDIN in args.inputs and kind_of(args.output or ""):
        raise OptionError(
            f"{args.output} is a file of many texts: say what standard input is with --format"
        )
    if kinds == {False} and (alone := given(args)):
        raise OptionError(
            f"{alone[0]} is for files of many texts ({', '.join(SUFFIXES)}, or with --format)"
        )
    return kinds == {True}


def _is_one(name: str) -> bool:
    if not is_folder(name):
        return any(kind_of(found) for found in _expanded(name))
    many = next((path for path in _found(Path(name), None) if not _is_own(path)), None)
    if many is None:
        return False
    if next(find([name])).problem:
        return True
    tell(
        harmless(
            f"{name} holds files of one text each, and others: {many.name}, say, is passed over; "
            f"clean such files with --format {kind_of(many.name)}"
        )
    )
    return False


def _is_own(path: Path) -> bool:
    """Whether a file is what an earlier run left beside the texts: a log, or rejects."""
    if path.name.endswith(".rejects.jsonl"):
        return True
    with suppress(OSError), path.open("rb") as file:
        return _SCHEMA in file.readline(_HEAD).replace(b" ", b"")
    return False


def inputs(names: Sequence[str], kind: str | None) -> list[Input]:
    """The files, in the order of the names; those of a folder, and of a pattern, by name.

    Raises `OptionError` for one whose kind nobody tells, or a folder without any.
    """
    found = list(_all(names, kind))
    seen: dict[Path, str] = {}
    for each in found:
        if each.inner in seen and each.name != STDIN:
            raise OptionError(
                f"{seen[each.inner]} and {each.name} have the same name below the output; clean "
                "them one after the other"
            )
        seen[each.inner] = each.name
    return found


def _all(names: Sequence[str], kind: str | None) -> Iterator[Input]:
    for name in names:
        if name == STDIN:
            if kind in (None, "parquet"):
                raise OptionError("standard input: say what it is with --format (not parquet)")
            yield Input(name, kind or "", Path("stdin"))
        elif is_folder(name) and kind_of(name) != "parquet":
            files = sorted(_found(Path(name), kind))
            if not files:
                raise OptionError(f"{name}: holds no {kind or 'such'} file; name files one by one")
            for path in files:
                yield Input(str(path), kind or kind_of(path.name) or "", path.relative_to(name))
        else:
            for one in _expanded(name):
                known = kind or kind_of(one)
                if known is None:
                    raise OptionError(f"{one}: say what it is with --format")
                yield Input(one, known, Path(Path(one).name))


def _found(folder: Path, kind: str | None) -> Iterator[Path]:
    """The files of many texts in a folder and below, as they come; no hidden ones."""
    for where, below, files in os.walk(folder):
        below[:] = [name for name in below if not name.startswith(_HIDDEN)]
        for name in files:
            known = kind_of(name)
            if known and not name.startswith(_HIDDEN) and kind in (None, known):
                path = Path(where, name)
                if path.is_file():
                    yield path


def _expanded(name: str) -> list[str]:
    """A pattern's files; shells expand patterns themselves, if there are not too many."""
    if status(name) is not None:
        return [name]
    import glob  # a file that is there is no pattern

    return sorted(glob.glob(name, recursive=True)) or [name]  # noqa: PTH207
