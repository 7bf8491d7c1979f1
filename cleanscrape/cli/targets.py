"""Where each document's clean text goes; what would lose data is refused before any is written."""

from __future__ import annotations

import os
import stat
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cleanscrape.cli.inputs import STDIN, Source, find, is_folder, status
from cleanscrape.cli.writing import is_record
from cleanscrape.errors import InputError, OptionError

_SLASHES = tuple({"/", os.sep})


class Plan(NamedTuple):
    """What to do.

    Attributes
    ----------
    documents:
        Each document with the file for its clean text, if it goes to a file.
    to_stdout:
        Whether the clean text goes to standard output.
    log:
        The file for the log.
    in_place:
        Whether each clean text takes the place of its input.
    """

    documents: list[tuple[Source, Path | None]]
    to_stdout: bool
    log: Path | None
    in_place: bool = False


def plan(args: Namespace) -> Plan:
    """Match inputs with outputs. Raises `OptionError`, with a remedy, where they do not match."""
    log = None if args.log is None else Path(args.log)
    if args.in_place:
        return _in_place(args.inputs, log)
    many = len(args.inputs) > 1 or is_folder(args.inputs[0])
    reports = args.diff or args.summary or args.json or args.check
    if many:
        _check_many(args, reports)
    files = args.output is not None and args.output != STDIN
    folder = files and (many or args.output.endswith(_SLASHES) or is_folder(args.output))
    sources = list(find(args.inputs, Path(args.output) if folder and many else None))
    documents = [
        (source, _target(source, args.output, folder) if files else None) for source in sources
    ]
    _refuse_losses(documents, log)
    return Plan(documents, not files and not many and not reports, log)


def _in_place(inputs: Sequence[str], log: Path | None) -> Plan:
    if STDIN in inputs:
        raise OptionError("--in-place needs files; standard input has no place")
    documents: list[tuple[Source, Path | None]] = []
    seen = set()
    for source in find(inputs):
        place = os.path.realpath(source.name)
        if place in seen:  # a link to another input
            continue
        seen.add(place)
        problem = source.problem
        if source.is_html and not problem:
            problem = InputError(
                f"{source.name}: is HTML, and its clean text would take the page's place: it "
                "was left alone; use -o FOLDER for HTML"
            )
        documents.append((source._replace(problem=problem), Path(source.name)))
    _refuse_losses(documents, log, in_place=True)
    return Plan(documents, False, log, in_place=True)


def _check_many(args: Namespace, reports: bool) -> None:
    if args.title is not None:
        raise OptionError("--title is one document's: clean that one alone")
    if args.output is None and args.log is None and not reports:
        raise OptionError(
            "several inputs or a folder: say where the clean texts go with -o FOLDER, or ask for "
            "--diff, --summary, --json or --log FILE.jsonl"
        )
    if args.output == STDIN:
        raise OptionError("the texts of several inputs or a folder need -o FOLDER, not -o -")
    if args.output is not None and _is_file(args.output):
        raise OptionError(f"{args.output} is a file: several inputs or a folder need -o FOLDER")


def _target(source: Source, output: str, folder: bool) -> Path:
    return Path(output) / source.inner if folder else Path(output)


def _refuse_losses(
    documents: Sequence[tuple[Source, Path | None]], log: Path | None, *, in_place: bool = False
) -> None:
    """Raise where two texts, or a text and an input, would share one file."""
    sources = {
        identity: source.name for source, _ in documents if (identity := _identity(source.name))
    }
    taken: dict[str, str] = {}
    for target, owner in _targets(documents, log):
        found = status(target)
        if found and not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
            continue  # a pipe, a device: nothing is lost there
        place = os.path.realpath(target)
        if place in taken:
            raise OptionError(
                f"{taken[place]} and {owner} would both be written to {target}: give them "
                "different folders, or clean them one after the other"
            )
        taken[place] = owner
        if in_place and target is not log:
            continue
        if (identity := _identity(target)) in sources:
            raise OptionError(
                f"{target} is an input, and inputs are never overwritten: give another place"
            )
    _refuse_other_log(log)


def _targets(
    documents: Sequence[tuple[Source, Path | None]], log: Path | None
) -> Iterator[tuple[Path, str]]:
    """Each file that will be written, and what for."""
    for source, target in documents:
        if target and not source.problem:
            yield target, source.name
    if log:
        yield log, "the log"


def _refuse_other_log(log: Path | None) -> None:
    """Raise where a log would take the place of a file that is none."""
    if log is None or not _is_file(str(log)):
        return
    with suppress(OSError), log.open("rb") as file:
        first = file.readline()
        if first.strip() and not is_record(first):
            raise OptionError(f"{log} is no cleanscrape log, and was left alone; give another file")


def _identity(name: Path | str) -> tuple[int, int] | None:
    """Which regular file a name stands for, on which device."""
    try:
        found = os.fstat(sys.stdin.fileno()) if name == STDIN else status(name)
    except (OSError, ValueError, AttributeError):  # standard input is no file of the system
        return None
    return (found.st_dev, found.st_ino) if found and stat.S_ISREG(found.st_mode) else None


def _is_file(name: str) -> bool:
    found = status(name)
    return found is not None and stat.S_ISREG(found.st_mode)
