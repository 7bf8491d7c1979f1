"""What `cleanscrape restore` does: find each clean text in the log, and undo its cuts."""

from __future__ import annotations

import hashlib
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cleanscrape.cli.inputs import is_folder, status
from cleanscrape.cli.main import DONE, FAILED, tell
from cleanscrape.cli.writing import UNDO_SUFFIX, append, put, undo_log, write
from cleanscrape.errors import CleanscrapeError, InputError, LogError, OptionError, meant
from cleanscrape.log import CleanResult, form
from cleanscrape.report.terminal import harmless
from cleanscrape.sources.encoding import TextFile
from cleanscrape.sources.files import read_bytes
from cleanscrape.sources.logs import entries

Record = Mapping[str, Any]


def undo(args: Namespace) -> int:
    """Restore one text or a folder of them; the exit code.

    Raises `OptionError` for a command line that would lose something, `CleanscrapeError` for a
    log or a text that does not fit.
    """
    clean = Path(args.clean)
    folder = is_folder(clean)
    _check_targets(args, clean, folder)
    log = None if args.log is None else Log.read(Path(args.log))
    if not folder:
        log = log or Log.read(undo_log(clean))
        _check_names(args, [log.of(clean, read_bytes(clean))])
        _one(clean, log, args, args.output and Path(args.output))
        return DONE
    if log:
        _check_names(args, [record for found in log.records.values() for record in found])
    return _all(clean, log, args)


def _all(folder: Path, log: Log | None, args: Namespace) -> int:
    done = failed = original = 0
    for path in _texts(folder, log):
        target = Path(args.output) / path.relative_to(folder) if args.output else None
        try:
            own = log or Log.read(undo_log(path))
            if own.holds_original(path):
                original += 1
                if target:
                    write(target, read_bytes(path))
                continue
            _one(path, own, args, target)
            done += 1
        except CleanscrapeError as error:
            failed += 1
            tell(harmless(str(error)))
    if not done and not failed and not original:
        raise InputError(f"{folder}: holds no text with an undo log beside it; give the LOG")
    told = [f"{done:,} text{'s' * (done != 1)} restored"]
    told += [f"{original:,} already what was cleaned"] * bool(original)
    told += [f"{failed:,} failed"] * bool(failed)
    tell(", ".join(told))
    return FAILED if failed else DONE


def _one(path: Path, log: Log, args: Namespace, target: Path | None) -> None:
    data = read_bytes(path)
    found = log.of(path, data)
    result = _result(found, data, path)
    file = _file(found)
    if args.category is None and args.rule is None:
        original = _original(found, result, path)
    else:
        result = _rest(result, args.category or (), args.rule or ())
        original = file.encode(result.text)
        if args.in_place:  # what is still cut must stay restorable
            append(log.path, _record(found, result, original))
    if args.in_place:
        write(path, original)
    elif target:
        write(target, original)
    else:
        put(original)


def _check_targets(args: Namespace, clean: Path, folder: bool) -> None:
    if status(clean) is None:
        raise InputError(f"{clean}: no such file or folder; check the name")
    if folder and not args.in_place and args.output is None:
        raise OptionError("a folder: say where the restored texts go with -o FOLDER, or --in-place")
    if args.output is None:
        return
    output = Path(args.output)
    if folder and status(output) and not is_folder(output):
        raise OptionError(f"{output} is a file: a folder needs -o FOLDER")
    if not folder and is_folder(output):
        raise OptionError(f"{output} is a folder: give the name of a file")
    if status(output) and output.resolve() in (clean.resolve(), Path(args.log or "").resolve()):
        raise OptionError(f"{output} is an input: give another place, or --in-place")


def _texts(folder: Path, log: Log | None) -> Iterator[Path]:
    """The files of a folder that are clean texts: with a log, all; without, those with one."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.name.endswith(UNDO_SUFFIX):
            continue
        if log is None and not undo_log(path).is_file():
            continue
        if log is None or not (log.path.exists() and path.samefile(log.path)):
            yield path


@dataclass
class Log:
    """The records of a log, by the hash of the clean text."""

    path: Path
    records: dict[str, list[Record]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Log:
        """Read a log. Raises `InputError`, `LogError` if no line of the file is a record.

        A line that is none, such as one that a killed run left half-written, is told and skipped.
        """
        log = cls(path)
        for entry in entries(path, _say):
            try:
                log.records.setdefault(entry.record["output_sha256"], []).append(entry.record)
            except (KeyError, TypeError):
                _say(f"{entry.at} is no record, and was skipped")
        if not log.records:
            raise LogError(
                f"{path}: holds no record of a cleaning; give the file of clean --log, or of "
                "--in-place"
            )
        return log

    def holds_original(self, path: Path) -> bool:
        """Whether a file holds what was cleaned, not what cleaning left of it."""
        sha256 = hashlib.sha256(read_bytes(path)).hexdigest()
        every = (record for found in self.records.values() for record in found)
        return sha256 not in self.records and any(r.get("bytes_sha256") == sha256 for r in every)

    def of(self, path: Path, data: bytes) -> Record:
        """The record of a clean text: of several, the one that fits its name best, then the last.

        One that removed something comes first: cleaning a clean text leaves a record, too. Raises
        `LogError` if there is none.
        """
        found = self.records.get(hashlib.sha256(data).hexdigest())
        if not found and self.holds_original(path):
            raise LogError(f"{path}: is already what was cleaned; there is nothing to undo")
        if not found:
            raise LogError(
                f"{path}: is none of the clean texts in {self.path}; it was edited since, or "
                "cleaned with another log"
            )
        return max(enumerate(found), key=lambda one: (*_fit(path, one[1]), one[0]))[1]


def _say(message: str) -> None:
    tell(harmless(message))


def _fit(path: Path, record: Record) -> tuple[bool, int]:
    """Whether a cleaning removed something, and how much of its path a file's path shares."""
    parts = path.absolute().parts
    shared = 0
    for name in (record.get("output"), record.get("path")):
        own = Path(name or "").parts
        same = 0
        while same < min(len(own), len(parts)) and own[-1 - same] == parts[-1 - same]:
            same += 1
        shared = max(shared, same)
    return bool(record.get("removals")), shared


def _result(record: Record, data: bytes, path: Path) -> CleanResult:
    """The result that a record holds. Raises `LogError` if it is another text's."""
    result = CleanResult.from_dict(record)
    if _file(record).encode(result.text) != data:
        raise LogError(f"{path}: the log's text is another than this one's; was the log edited?")
    return result


def _file(record: Record) -> TextFile:
    try:
        return TextFile("", record["encoding"] or "utf-8", record["bom"], record["errors"])
    except KeyError as error:
        raise LogError(f"the log's record lacks {error}; clean again") from None


def _original(record: Record, result: CleanResult, path: Path) -> bytes:
    """The bytes that were cleaned. Raises `LogError` if the record gives back others."""
    original = _file(record).encode(result.restore())
    told = record.get("bytes_sha256")
    if told is not None and hashlib.sha256(original).hexdigest() != told:
        raise LogError(f"{path}: what the log gives back is not what was cleaned; was it edited?")
    return original


def _rest(result: CleanResult, categories: Sequence[str], rules: Sequence[str]) -> CleanResult:
    """The result without the cuts of these categories and rules."""
    return replace(
        result,
        text=result.restore(categories, rules),
        removals=tuple(
            r for r in result.removals if r.category not in categories and r.rule not in rules
        ),
    )


def _record(record: Record, result: CleanResult, data: bytes) -> bytes:
    sha256 = hashlib.sha256(data).hexdigest()
    return form.dumps({**record, "output_sha256": sha256, **result.record()}, end="\n").encode(
        "ascii"
    )


def _check_names(args: Namespace, records: Sequence[Record]) -> None:
    """Raise `OptionError` for a category or a rule that cut nothing: it may be misspelt."""
    for what, asked in (("category", args.category), ("rule", args.rule)):
        cut = {removal[what] for record in records for removal in record.get("removals", ())}
        for name in asked or ():
            if name not in cut:
                listed = ", ".join(sorted(cut)) or "none: nothing was cut"
                raise OptionError(
                    f"no cut by {what} {name!r}{meant(name, cut)}; there are {listed}"
                )
