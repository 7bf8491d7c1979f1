"""What `cleanscrape clean` does: read, clean, write, report, one document after the other."""

from __future__ import annotations

import json
import logging
import sys
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path

from cleanscrape.api import Cleaner
from cleanscrape.cli.cleaners import cleaner_for
from cleanscrape.cli.inputs import Source
from cleanscrape.cli.main import DONE, FAILED, tell
from cleanscrape.cli.reading import read, told
from cleanscrape.cli.targets import Plan, plan
from cleanscrape.cli.writing import Draft, put, show, write
from cleanscrape.log import CleanResult
from cleanscrape.report.diff import diff, notes
from cleanscrape.report.summary import Summary
from cleanscrape.report.terminal import harmless, wants_colour
from cleanscrape.sources.text import TextFile


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
                tell(harmless(told(source, error)))
        if self.args.summary:
            show(self.summary.table())
        if self.log:
            self.log.keep()
        if self.summary.failed and len(self.plan.documents) > 1:
            tell(f"{self.summary.failed:,} of {len(self.plan.documents):,} inputs failed")
        return FAILED if self.summary.failed else DONE

    def _one(self, source: Source, target: Path | None) -> None:
        file, title = read(source)
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
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # we report in our words
    plan_ = plan(args)
    cleaner = cleaner_for(args)
    return Job(args, plan_, cleaner, Draft(plan_.log) if plan_.log else None, Summary())


def _record(source: Source, file: TextFile, result: CleanResult) -> bytes:
    """A line of the log. HTML has no encoding of its own here: its source is the extraction."""
    encoding = None if source.is_html else file.encoding
    record = {"path": source.name, "encoding": encoding, **result.to_dict()}
    return json.dumps(record).encode("ascii") + b"\n"
