"""What `cleanscrape evaluate` does: read labelled pages, measure each, tell the figures."""

from __future__ import annotations

import heapq
import json
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from cleanscrape import __version__
from cleanscrape.api import Cleaner
from cleanscrape.cli.cleaners import Cleaners
from cleanscrape.cli.inputs import Source
from cleanscrape.cli.main import DONE, FAILED, tell
from cleanscrape.cli.parallel import processes, spread
from cleanscrape.cli.progress import Progress
from cleanscrape.cli.reading import quieten
from cleanscrape.cli.writing import show, write
from cleanscrape.config import Config
from cleanscrape.errors import CleanscrapeError, OptionError
from cleanscrape.evaluation import peers
from cleanscrape.evaluation.data import RESIDUE, Page, Problem, Residue, pages
from cleanscrape.evaluation.figures import Figures
from cleanscrape.evaluation.measure import Measured, Measurer
from cleanscrape.evaluation.report import Report
from cleanscrape.report.terminal import harmless


class Task(NamedTuple):
    """A page, the furniture in its gold, and the place of its cleaner."""

    page: Page
    residue: frozenset[str]
    cleaner: int


@dataclass(frozen=True)
class Work:
    """What a process does with each page."""

    measurers: list[Measurer]

    def __call__(self, task: Task) -> Measured:
        """Measure one page."""
        return self.measurers[task.cleaner].measure(task.page, task.residue)


@dataclass
class Job:
    """One evaluation.

    Parameters
    ----------
    files:
        Each file of data with the place of its cleaner.
    residue:
        Files of furniture inside the gold.
    """

    args: Namespace
    files: list[tuple[Path, int]]
    residue: list[Path]
    work: Work
    about: dict[str, Any]
    problems: list[str] = field(default_factory=list)
    tools: set[str] = field(default_factory=set)
    sets: set[str] = field(default_factory=set)

    def run(self) -> int:
        """Measure all pages; the exit code. Raises `CleanscrapeError` if there is none."""
        figures = Figures(seed=self.args.seed)
        with ExitStack() as stack:
            tasks = self._tasks()
            bar = stack.enter_context(Progress(len(tasks), hide=self.args.quiet))
            jobs = self.args.jobs or processes([str(path) for path, _ in self.files])
            results = spread(tasks, self.work, min(jobs, len(tasks)), prepare=quieten)
            stack.callback(results.close)
            for measured in results:
                figures.add(measured)
                bar.step()
        self._write(Report(figures, self.about, self.problems))
        return FAILED if self.problems else DONE

    def _tasks(self) -> list[Task]:
        found = Residue()
        for path in self.residue:
            for problem in found.read(path):
                self._complain(problem.message)
        tasks = [
            Task(page, found.of(page), place) for page, place in sampled(
                self._pages(), self.args.sample, self.args.seed
            )
        ]  # fmt: skip
        self._missing()
        if not tasks:
            raise CleanscrapeError("no page to measure")
        return tasks

    def _pages(self) -> Iterator[tuple[Page, int]]:
        """Every page that is asked for, with the texts that are asked for."""
        for path, place in self.files:
            for page in pages(path):
                if isinstance(page, Problem):
                    self._complain(page.message)
                    continue
                self.sets.add(page.set)
                if not self.args.sets or page.set in self.args.sets:
                    self.tools.update(page.texts)
                    yield replace(page, texts=self._chosen(page.texts)), place

    def _chosen(self, texts: dict[str, str]) -> dict[str, str]:
        globs = self.args.tools or ["*"]
        return {t: x for t, x in texts.items() if any(fnmatchcase(t, glob) for glob in globs)}

    def _missing(self) -> None:
        """Complain of sets and tools that are asked for and nowhere."""
        for name in self.args.sets:
            if name not in self.sets:
                self._complain(f"--sets: no page of {name}; there are {_listed(self.sets)}")
        for glob in self.args.tools:
            if not any(fnmatchcase(tool, glob) for tool in self.tools):
                self._complain(f"--tools: no text of {glob}; there are {_listed(self.tools)}")

    def _complain(self, message: str) -> None:
        self.problems.append(harmless(message))
        tell(harmless(message))

    def _write(self, report: Report) -> None:
        text = report.markdown(full=self.args.full)
        if self.args.json is not None:
            data = json.dumps(report.data(), indent=1, default=str)
            write(Path(self.args.json), data.encode("ascii") + b"\n")
        if self.args.output is not None:
            write(Path(self.args.output), text.encode("utf-8", "backslashreplace"))
        elif self.args.json is None:
            show(text)


def sampled(
    found: Iterable[tuple[Page, int]], size: int | None, seed: int
) -> list[tuple[Page, int]]:
    """At most `size` pages of each set, in their order; the same for the same seed and pages.

    A page is drawn by what a hash says of its name: adding pages to a set changes few of those
    drawn.
    """
    if size is None:
        return list(found)
    drawn: dict[str, list[tuple[int, int, tuple[Page, int]]]] = {}
    for order, item in enumerate(found):
        heap = drawn.setdefault(item[0].set, [])
        entry = (-_lot(item[0], seed), -order, item)
        (heapq.heappush if len(heap) < size else heapq.heappushpop)(heap, entry)
    entries = (entry for heap in drawn.values() for entry in heap)
    return [item for *_, item in sorted(entries, key=lambda entry: -entry[1])]


def _lot(page: Page, seed: int) -> int:
    name = "\0".join((str(seed), page.set, page.id)).encode("utf-8", "surrogatepass")
    return int.from_bytes(sha256(name).digest()[:8])


def start(args: Namespace) -> Job:
    """Decide what to do. Raises `OptionError` or `ConfigError` before any page is read."""
    quieten()
    chosen = peers.chosen(args.peers)
    data = [Path(name) for name in args.inputs if Path(name).name != RESIDUE]
    if not data:
        raise OptionError(f"no input: {RESIDUE} is no data; give DATA.jsonl")
    cleaners = Cleaners(args)
    files = [(path, cleaners.place(Source(str(path), Path(path.name)))) for path in data]
    settings = [cleaners.config(Source(str(path), Path(path.name))) for path in data]
    given = _given(settings)
    defaults = Cleaner() if given else None
    work = Work([Measurer(cleaner, defaults, chosen) for cleaner in cleaners.made])
    about = {
        "version": __version__, "options": given, "inputs": [path.name for path in data],
        "tools": args.tools, "sets": args.sets, "sample": args.sample, "seed": args.seed,
        "peers": chosen,
    }  # fmt: skip
    return Job(args, files, _residue(args, data), work, about)


def _given(settings: Iterable[Config]) -> dict[str, Any]:
    """The options that are not the defaults, of all files."""
    usual = Config().values
    return {
        name: value for config in settings for name, value in config.values.items()
        if value != usual[name]
    }  # fmt: skip


def _residue(args: Namespace, data: list[Path]) -> list[Path]:
    """The files of furniture: those named, else those beside the data, each once."""
    if args.residue:
        return [Path(name) for name in args.residue]
    beside = [path.with_name(RESIDUE) for path in data]
    return list(dict.fromkeys(path for path in beside if path.exists()))


def _listed(found: set[str]) -> str:
    return ", ".join(sorted(found)) or "none"
