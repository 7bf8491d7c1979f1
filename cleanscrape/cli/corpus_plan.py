"""Where the records of files of many texts go; what would lose data is refused before any is."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cleanscrape.cli.corpus_inputs import Input, inputs
from cleanscrape.cli.inputs import STDIN
from cleanscrape.corpora import formats
from cleanscrape.corpora.desk import ARROW, EACH
from cleanscrape.corpora.sinks import Sink, is_special, sink
from cleanscrape.errors import OptionError
from cleanscrape.sources.packing import packing

_SLASHES = tuple({"/", os.sep})
_HEAD = 1 << 16
Targets = Mapping[str, Path | None]
"""The places of an input's own outputs, by name; None is standard output."""


@dataclass(frozen=True)
class CorpusPlan:
    """What is read and where it goes.

    Attributes
    ----------
    inputs:
        The files, in order.
    targets:
        For each, its own outputs.
    log:
        The log of all, if there is one.
    rejects:
        The records of all that cannot be cleaned.
    """

    inputs: Sequence[Input]
    targets: Sequence[Targets]
    log: Path | None
    rejects: Path

    @property
    def journal(self) -> Path | None:
        """Where progress is saved; None if an input or output cannot be taken up again."""
        read = [None if each.name == STDIN else Path(each.name) for each in self.inputs]
        if any(path is None or is_special(path) for path in (*read, *self._places())):
            return None
        return self.rejects.with_name(self.rejects.name.removesuffix(".jsonl") + ".journal")

    def own(self, place: int) -> dict[str, Sink]:
        """The sinks of one input."""
        found: dict[str, Sink] = {}
        for name, path in self.targets[place].items():
            parts = name == "out" and self.kind(place) == "parquet"
            found[name] = _parts(path) if parts and path is not None else sink(path)
        return found

    def kind(self, place: int) -> str:
        """What an input becomes."""
        return formats.becomes(self.inputs[place].kind, self.targets[place].get("out"))

    def shared(self) -> dict[str, Sink]:
        """The sinks of the whole run."""
        found: dict[str, Sink] = {"rejects": sink(self.rejects, always=False)}
        if self.log:
            found["log"] = _parts(self.log) if _is_parquet(self.log) else sink(self.log)
        return found

    def wanted(self, place: int) -> dict[str, str]:
        """The outputs of an input, with their packing."""
        found = {
            name: packing(path.name) if path else ""
            for name, path in {**self.targets[place], "rejects": self.rejects}.items()
        }
        if found.get("out") == "gzip" and self.kind(place) == "wet":
            found["out"] = EACH
        if self.log:
            found["log"] = ARROW if _is_parquet(self.log) else packing(self.log.name)
        return found

    def check(self) -> None:
        """Raise `OptionError` where two outputs, or an output and an input, would be one file."""
        taken = {os.path.realpath(each.name): "an input" for each in self.inputs}
        for path in (*self._places(), self.rejects):
            if path is None or is_special(path):
                continue
            place = os.path.realpath(path)
            if place in taken:
                raise OptionError(f"{path} is {taken[place]}: give another place")
            taken[place] = "an output already"
        _refuse_other(self.rejects, "file of rejects", "reason")
        if self.log:
            _refuse_other(self.log, "cleanscrape log", "schema")

    def _places(self) -> Iterator[Path | None]:
        for own in self.targets:
            yield from own.values()
        if self.log:
            yield self.log


def corpus_plan(args: Namespace) -> CorpusPlan:
    """Match inputs with outputs. Raises `OptionError`, with a remedy, where they do not match."""
    found = inputs(args.inputs, args.format)
    folder = _is_folder(args.output, found)
    if len(found) > 1 and args.output == STDIN:
        raise OptionError("the records of several inputs need -o FOLDER, not -o -")
    if folder and Path(args.output).is_file():
        raise OptionError(f"{args.output} is a file: several inputs need -o FOLDER")
    targets = [_targets(args, each, folder) for each in found]
    log = Path(args.log) if args.log else None
    plan = CorpusPlan(found, targets, log, _rejects(args))
    plan.check()
    return plan


def _is_folder(output: str | None, found: Sequence[Input]) -> bool:
    """Whether the output is a folder of files, each as its input is called."""
    if output is None or output == STDIN:
        return False
    if len(found) > 1 or output.endswith(_SLASHES):
        return True
    if not Path(output).is_dir():
        return False
    return found[0].kind != "parquet" or not _is_parts(Path(output))


def _targets(args: Namespace, each: Input, folder: bool) -> dict[str, Path | None]:
    own: dict[str, Path | None] = {}
    if args.output is not None:
        own["out"] = None if args.output == STDIN else Path(args.output)
        if folder:
            own["out"] = Path(args.output) / formats.named(each.inner, each.kind)
    if args.dolma:
        own["dolma"] = Path(args.dolma) / formats.attributes(each.inner)
    return own


def _rejects(args: Namespace) -> Path:
    """Beside the output and not in its folder, where it would be taken for a part of the corpus."""
    if args.rejects:
        return Path(args.rejects)
    for given in (args.output, args.dolma, args.log):
        if given and given != STDIN:
            base = Path(given) if Path(given).name else Path(given).resolve()
            if is_special(base):
                break
            return base.with_name(f"{base.name}.rejects.jsonl")
    return Path("cleanscrape.rejects.jsonl")


def _refuse_other(path: Path, what: str, key: str) -> None:
    """Raise where a log or rejects would take the place of a file that holds something else."""
    if not path.is_file() or packing(path.name):
        return
    with suppress(OSError), path.open("rb") as file:
        first = file.readline(_HEAD)
        if first.strip() and b'"%b"' % key.encode() not in first:
            raise OptionError(f"{path} is no {what}, and was left alone; give another file")


def _is_parquet(path: Path) -> bool:
    return formats.kind_of(path.name) == "parquet"


def _is_parts(path: Path) -> bool:
    from cleanscrape.corpora.parquet import is_parts

    return is_parts(path)


def _parts(path: Path) -> Sink:
    from cleanscrape.corpora.parquet import Parts

    return Parts(path)
