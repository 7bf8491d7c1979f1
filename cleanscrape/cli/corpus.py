"""`cleanscrape clean` on files of many texts: one run, and how it ends."""

from __future__ import annotations

import hashlib
import json
from argparse import Namespace
from functools import partial
from typing import Any

from cleanscrape import __version__
from cleanscrape.cli.cleaners import Cleaners
from cleanscrape.cli.corpus_plan import corpus_plan
from cleanscrape.cli.corpus_watch import CorpusWatch
from cleanscrape.cli.inputs import Source, status
from cleanscrape.cli.main import DONE, FAILED, REJECTED, tell
from cleanscrape.cli.parallel import processes, spread
from cleanscrape.cli.reading import quieten
from cleanscrape.cli.writing import show
from cleanscrape.config import KEYS
from cleanscrape.corpora import formats
from cleanscrape.corpora.chunk import CHUNK, Fields
from cleanscrape.corpora.job import Run, Worker
from cleanscrape.corpora.journal import Journal
from cleanscrape.engines.rows import MOST
from cleanscrape.errors import CleanscrapeError, OptionError
from cleanscrape.report.terminal import harmless

_EVERY = 8 * CHUNK
"""Bytes of input between two savings of progress."""
_EVERY_PARTS = 128 * CHUNK
"""The same where Parquet is written, of which a part is closed each time."""
_MANY = 2_000_000
"""Bytes of input from which compiling all rules at once saves more time than it takes."""
_NOT_HERE = {
    "in_place": "--in-place", "diff": "--diff", "json": "--json", "check": "--check",
    "title": "--title", "url": "--url", "encoding": "--encoding",
}  # fmt: skip


class CorpusJob:
    """One run over files of many texts; made when the command line is right."""

    def __init__(self, args: Namespace) -> None:
        _check(args)
        quieten()
        self._args = args
        self._plan = corpus_plan(args)
        self._names = [each.name for each in self._plan.inputs]
        self._fields = Fields(
            text=args.text_field or "text", id=args.id_field or "id", url=args.url_field,
            title=args.title_field, into=args.into, log=args.log_field,
        )  # fmt: skip
        self._most: int = args.max_doc or MOST
        self._cleaners = Cleaners(args, ready=sum(_stamp(n)[1] for n in self._names) > _MANY)
        self._run = self._made()

    def run(self) -> int:
        """Clean everything; the exit code."""
        run, args = self._run, self._args
        watch = CorpusWatch(self._names, hide=args.quiet)
        jobs = args.jobs or processes(self._names)
        try:
            with watch:
                state = run.run(partial(spread, jobs=jobs, prepare=quieten, at_once=1), watch)
        except (KeyboardInterrupt, CleanscrapeError):
            watch.stopped(run.state, resumable=run.journal is not None and run.journal.written)
            raise
        if args.summary:
            show(state.summary.table())
        if not args.quiet:
            tell("; ".join(filter(None, (state.summary.line(), state.tally.line()))))
        if state.tally.rejected:
            tell(harmless(f"the rejected records are in {self._plan.rejects}"))
        if state.failed:
            return FAILED
        return REJECTED if state.tally.rejected else DONE

    def _made(self) -> Run:
        plan = self._plan
        places = range(len(plan.inputs))
        made = [
            formats.make(each.kind, each.name, plan.kind(place), self._most)
            for place, each in enumerate(plan.inputs)
        ]
        worker = Worker(
            made,
            self._cleaners.made,
            [self._cleaners.place(Source(each.name, each.inner)) for each in plan.inputs],
            self._fields,
            [plan.wanted(place) for place in places],
            self._most,
        )
        if (self._fields.into or self._fields.log) and "wet" in map(plan.kind, places):
            raise OptionError("WET has no fields for --into and --log-field: give -o NAME.jsonl")
        own = [plan.own(place) for place in places]
        shared = plan.shared()
        parts = any(plan.kind(place) == "parquet" for place in places) or (
            plan.log is not None and formats.kind_of(plan.log.name) == "parquet"
        )
        every = _EVERY_PARTS if parts else _EVERY
        return Run(worker, own, shared, self._journal(every), every)

    def _journal(self, every: int) -> Journal | None:
        path = self._plan.journal
        if path is None:
            return None
        journal = Journal(path, self._fingerprint(every))
        if self._args.restart:
            journal.drop()
        return journal

    def _fingerprint(self, every: int) -> str:
        """What tells this run from another: another version, input, option or place."""
        plan = self._plan
        configs = [
            self._cleaners.config(Source(each.name, each.inner)).values for each in plan.inputs
        ]
        told: list[Any] = [__version__, CHUNK, every, self._most, repr(self._fields)]
        told += [[values[key] for key in KEYS] for values in configs]
        told += [[each.kind, *_stamp(each.name)] for each in plan.inputs]
        told += [{name: str(path) for name, path in own.items()} for own in plan.targets]
        told += [str(plan.log), str(plan.rejects)]
        return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()


def _check(args: Namespace) -> None:
    wrong = [told for name, told in _NOT_HERE.items() if getattr(args, name)]
    if wrong:
        raise OptionError(f"{wrong[0]} is for files of one text each, not for files of many")
    if args.output is None and not args.log and not args.dolma and not args.summary:
        raise OptionError(
            "say where the clean texts go: -o FILE, -o FOLDER/, or -o - for standard output"
        )
    if args.into and args.into == args.log_field:
        raise OptionError("--into and --log-field name the same field")


def _stamp(name: str) -> tuple[str, int, int]:
    found = status(name)
    return (name, found.st_size, found.st_mtime_ns) if found else (name, 0, 0)
