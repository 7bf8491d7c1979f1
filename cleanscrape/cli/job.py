"""What `cleanscrape clean` does with each document: write, log, report, in their order."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

from cleanscrape.cli.cleaners import Cleaners
from cleanscrape.cli.main import DONE, FAILED, tell
from cleanscrape.cli.parallel import processes
from cleanscrape.cli.progress import Progress
from cleanscrape.cli.reading import stamp
from cleanscrape.cli.targets import Plan, plan
from cleanscrape.cli.work import Done, Task, Wants, in_order
from cleanscrape.cli.writing import Draft, UndoLog, append, put, show, undo_log, write
from cleanscrape.errors import CleanscrapeError, InputError
from cleanscrape.report.summary import Summary
from cleanscrape.report.terminal import harmless, wants_colour


@dataclass
class Job:
    """What all documents of one run share."""

    args: Namespace
    plan: Plan
    tasks: Sequence[Task]
    wants: Wants
    log: Draft | UndoLog | None
    summary: Summary = field(default_factory=Summary)
    progress: Progress = field(default_factory=Progress)

    def run(self) -> int:
        """Do every document; the exit code."""
        try:
            self._all()
            if self.args.summary:
                show(self.summary.table())
            if self.log:
                self.log.keep()
        except (KeyboardInterrupt, OSError):  # standard output's: files raise errors of our own
            self._interrupted()
            raise
        finally:
            if self.log:
                self.log.drop()
        if len(self.tasks) > 1 and not self.args.quiet:
            tell(self.summary.line())
        found = self.args.check and self.summary.changed
        return FAILED if self.summary.failed or found else DONE

    def _interrupted(self) -> None:
        """Keep the log of what was done, for it may be the only way back, and tell how far."""
        done = self.summary.seen + self.summary.failed
        if not done or not (self.log or any(task.target for task in self.tasks)):
            return
        if self.log:
            with suppress(CleanscrapeError):
                self.log.keep()
        told = f"interrupted after {done:,} of {len(self.tasks):,} documents"
        tell(f"{told}; {self.log.path} tells of these" if self.log else told)

    def _all(self) -> None:
        with ExitStack() as stack:
            self.progress = stack.enter_context(Progress(len(self.tasks), hide=self.args.quiet))
            jobs = self.args.jobs or processes([task.source.name for task in self.tasks])
            results = in_order(self.tasks, self.wants, min(jobs, len(self.tasks)))
            stack.callback(results.close)
            for done in results:
                self._take(done)
                self.progress.step()

    def _take(self, done: Done) -> None:
        error = done.error
        if error is None:
            try:
                self._put(done)
            except CleanscrapeError as problem:  # this document's; standard output's are OSErrors
                error = str(problem)
                done.counts = Summary(failed=1)
        if error is not None:
            with self.progress.aside():
                tell(harmless(error))
        self.summary.merge(done.counts)

    def _put(self, done: Done) -> None:
        if self.plan.in_place:
            self._replace(done)
        elif done.task.target:
            write(done.task.target, done.data)
        elif self.plan.to_stdout:
            put(done.data)
        if self.log:
            self.log.write(done.record)
        if self.args.json:
            put(done.record)
        self._tell(done)

    def _replace(self, done: Done) -> None:
        """Overwrite an input, once the log that can undo it is on the disk."""
        name, target = done.task.source.name, done.task.target
        if not done.removals or target is None:
            return
        if stamp(name) != done.stamp:
            raise InputError(f"{name}: changed while it was being cleaned, and was left alone")
        if not self.log:
            append(undo_log(target), done.record)
        elif isinstance(self.log, UndoLog):
            self.log.write(done.record)
            done.record = b""
        write(target, done.data)

    def _tell(self, done: Done) -> None:
        name = harmless(done.task.source.name)
        if done.diff:
            with self.progress.aside():
                show(done.diff + "\n")
        elif self.args.check and done.removals and not self.args.summary and not self.args.json:
            with self.progress.aside():
                show(f"{name}: {done.removals:,} removal{'s' * (done.removals != 1)}\n")
        for note in done.notes:
            with self.progress.aside():
                tell(f"{name}: {note}")


def start(args: Namespace) -> Job:
    """Decide what to do. Raises `OptionError` or `ConfigError` before any document is read."""
    plan_ = plan(args)
    cleaners = Cleaners(args)
    tasks = [Task(source, target, cleaners.place(source)) for source, target in plan_.documents]
    wants = Wants(
        cleaners=cleaners.made,
        title=args.title,
        url=args.url,
        encoding=args.encoding,
        record=bool(plan_.log or args.json or plan_.in_place),
        diff=args.diff,
        colour=wants_colour(sys.stdout),
    )
    return Job(args, plan_, tasks, wants, _log(plan_.log, plan_.in_place))


def _log(path: Path | None, in_place: bool) -> Draft | UndoLog | None:
    if path is None:
        return None
    return UndoLog(path) if in_place else Draft(path)
