"""What `cleanscrape clean` does: read, clean, write, report, one document after the other."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path

from cleanscrape.api import Cleaner
from cleanscrape.cli.inputs import STDIN, Source
from cleanscrape.cli.main import DONE, FAILED, tell
from cleanscrape.cli.targets import Plan, plan
from cleanscrape.cli.writing import Draft, put, show, write
from cleanscrape.errors import CleanscrapeError, OptionError
from cleanscrape.log import CleanResult
from cleanscrape.report.diff import diff, notes
from cleanscrape.report.summary import Summary
from cleanscrape.report.terminal import harmless, wants_colour
from cleanscrape.sources.html import extract
from cleanscrape.sources.text import TextFile, decode, read_bytes, read_stdin

_MANY = 1000
"""Documents from which on compiling all rules first pays."""


@dataclass
class Job:
    """What all documents of one run share."""

    args: Namespace
    plan: Plan
    cleaner: Cleaner
    log: Draft | None
    summary: Summary

    def run(self) -> int:
        """Do every document; the exit code."""
        try:
            return self._all()
        finally:
            if self.log:
                self.log.drop()

    def _all(self) -> int:
        for source, target in self.plan.documents:
            try:
                self._one(source, target)
            except OSError:  # the output's: reading and writing files raise errors of our own
                raise
            except Exception as error:
                self.summary.failed += 1
                tell(harmless(_told(source, error)))
        if self.args.summary:
            show(self.summary.table())
        if self.log:
            self.log.keep()
        if self.summary.failed and len(self.plan.documents) > 1:
            tell(f"{self.summary.failed:,} of {len(self.plan.documents):,} inputs failed")
        return FAILED if self.summary.failed else DONE

    def _one(self, source: Source, target: Path | None) -> None:
        file, title = _read(source)
        result = self.cleaner.clean(file.text, title=self.args.title or title)
        if target:
            write(target, file.encode(result.text))
        elif self.plan.to_stdout:
            put(file.encode(result.text))
        self._report(source, file, result)

    def _report(self, source: Source, file: TextFile, result: CleanResult) -> None:
        if self.log or self.args.json:
            record = _record(source, file, result)
            if self.log:
                self.log.write(record)
            if self.args.json:
                put(record)
        if self.args.diff:
            show(diff(source.name, result, colour=wants_colour(sys.stdout)) + "\n")
        else:
            for note in notes(result):
                tell(f"{harmless(source.name)}: {note}")
        self.summary.add(result)


def start(args: Namespace) -> Job:
    """Decide what to do. Raises `OptionError` before anything is read or written."""
    plan_ = plan(args)
    cleaner = _cleaner(args, many=len(plan_.documents) >= _MANY)
    return Job(args, plan_, cleaner, Draft(plan_.log) if plan_.log else None, Summary())


def _cleaner(args: Namespace, *, many: bool) -> Cleaner:
    cleaner = (Cleaner if many else Cleaner.on_demand)(
        kind=args.kind,
        metadata=args.metadata,
        level=args.level,
        languages=args.languages,
        budget=args.budget,
    )
    if "metadata" in (args.only or ()) and args.metadata == "keep":
        raise OptionError("--only metadata needs --metadata drop: metadata is kept by default")
    names = [step.name for step in cleaner.filters]
    wanted = [
        name for name in names
        if name in (args.only or names) and name not in (args.without or ())
    ]  # fmt: skip
    return cleaner if wanted == names else cleaner.only(*wanted)


def _read(source: Source) -> tuple[TextFile, str | None]:
    """The document's text, and its title where it has one."""
    if source.problem:
        raise source.problem
    if source.name == STDIN:
        return read_stdin(), None
    data = read_bytes(Path(source.name))
    if not source.is_html:
        return decode(data, source.name), None
    _quiet_trafilatura()
    page = extract(data)
    return TextFile(page.text, "utf-8"), page.title


def _quiet_trafilatura() -> None:
    import logging

    log = logging.getLogger("trafilatura")
    if not log.handlers:
        log.addHandler(logging.NullHandler())  # we report in our words


def _record(source: Source, file: TextFile, result: CleanResult) -> bytes:
    """A line of the log. HTML has no encoding of its own here: its source is the extraction."""
    encoding = None if source.is_html else file.encoding
    record = {"path": source.name, "encoding": encoding, **result.to_dict()}
    return json.dumps(record).encode("ascii") + b"\n"


def _told(source: Source, error: Exception) -> str:
    """An error in one line that begins with the document's name."""
    name = "standard input" if source.name == STDIN else source.name
    text = str(error)
    if not isinstance(error, CleanscrapeError | MemoryError):
        import traceback

        at = traceback.extract_tb(error.__traceback__)[-1]
        text = f"internal error, please report it: {error!r} ({at.name}, line {at.lineno})"
    if isinstance(error, MemoryError):
        text = "too large for this machine's memory; split it"
    return text if text.startswith(name) else f"{name}: {text}"
