"""What `cleanscrape audit` does: draw, ask, keep each verdict, and tell what they add up to."""

from __future__ import annotations

import hashlib
import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cleanscrape.cli.keys import Read, keys
from cleanscrape.cli.main import DONE, FAILED, tell
from cleanscrape.cli.narrow import Narrow
from cleanscrape.cli.writing import add_line, put, show
from cleanscrape.errors import InputError, LogError, LogHasNoText, OptionError
from cleanscrape.evaluation.precision import as_json, as_markdown
from cleanscrape.evaluation.sampling import Drawn, Sampler, Stratum
from cleanscrape.evaluation.verdicts import (
    Population,
    Said,
    Verdict,
    Verdicts,
    read_verdicts,
)
from cleanscrape.report.audit import Case, asked, candidates
from cleanscrape.report.terminal import harmless, harmless_lines, paint, wants_colour
from cleanscrape.sources.logs import cleanings, lines, result_of

_SAID: dict[str, Said] = {"y": "right", "n": "wrong", "s": "unsure", " ": "unsure"}
_QUESTIONS = {"cut": "right to cut", "spared": "right to keep"}
_CONTEXT, _MORE = 2, 12
"""Lines of context on either side, at first and when more is asked for."""


def audit(args: Namespace) -> int:
    """Ask about a sample of a log, and report; the exit code.

    Raises `OptionError` for a file of verdicts on another sample, `CleanscrapeError` for what
    cannot be read or written.
    """
    path = Path(args.log)
    target = verdict_file(path) if args.output is None else Path(args.output)
    drawn = Drawing(path, Sampler(args.sample, args.seed), Narrow(args.category, args.rule))
    population = drawn.run()
    known = _continued(target, population)
    cases = drawn.sampler.draw()
    if not cases:
        tell(f"{harmless(str(path))}: nothing to judge: nothing was cut, and nothing spared")
        return FAILED if drawn.skipped else DONE
    session = Session(cases, known or Verdicts(population), target, not args.json)
    with keys() as read:
        if known is None:
            add_line(target, population.to_line())
        session.run(read)
    done = sum(one.identity in session.verdicts.said for one in cases)
    more = "" if done == len(cases) else "; the same command goes on"
    tell(harmless(f"{done:,} of {len(cases):,} judged, in {target}{more}"))
    _show(session.verdicts, args.json)
    return FAILED if drawn.skipped or session.verdicts.skipped else DONE


def report(args: Namespace) -> int:
    """Tell what verdicts add up to; the exit code."""
    path = Path(args.report)
    found = _read(path)
    if found is None:
        raise InputError(f"{path}: is empty; give the file of cleanscrape audit -o")
    _show(found, args.json)
    return FAILED if found.skipped else DONE


def verdict_file(log: Path) -> Path:
    """Where verdicts on a log go if no place is named.

    >>> verdict_file(Path("logs/new.jsonl.gz")).as_posix()
    'logs/new.verdicts.jsonl'
    """
    return log.with_name(log.name.removesuffix(".gz").removesuffix(".jsonl") + ".verdicts.jsonl")


@dataclass
class Drawing:
    """A log while a sample is drawn from it."""

    path: Path
    sampler: Sampler[Case]
    narrow: Narrow
    skipped: int = 0

    def run(self) -> Population:
        """Read the log; what the sample is drawn from."""
        digest = hashlib.sha256()
        seen: set[tuple[str, str]] = set()
        for entry in cleanings(self.path, self._skip):
            try:
                result = result_of(entry)
            except LogHasNoText:
                raise
            except LogError as error:
                self._skip(str(error))
                continue
            for one in candidates(entry.name, result):
                seen.add((one.of.category, one.of.rule))
                if self.narrow(one.of.category, one.of.rule):
                    stratum = Stratum(one.kind, one.of.filter)
                    place = (*stratum, one.of.rule, one.of.start, result.source_hash)
                    digest.update(json.dumps(place).encode())
                    self.sampler.offer(stratum, one.of.rule, one.text, one.case)
        self.narrow.check(seen)
        return Population(
            str(self.path), self.sampler.seed, digest.hexdigest(), dict(self.sampler.occurrences)
        )

    def _skip(self, message: str) -> None:
        self.skipped += 1
        tell(harmless(message))


@dataclass
class Session:
    """The questions, and where a person is in them."""

    cases: Sequence[Drawn[Case]]
    verdicts: Verdicts
    target: Path
    to_output: bool
    colour: bool = field(init=False)

    def __post_init__(self) -> None:
        self.colour = wants_colour(sys.stdout if self.to_output else sys.stderr)

    def run(self, read: Read) -> None:
        """Ask until all is judged or the person stops."""
        at = self._open(0)
        while at < len(self.cases):
            key = self._ask(at, read)
            if key == "q":
                return
            if key == "b":
                at -= 1
            else:
                self._keep(self.cases[at], _SAID[key])
                at = self._open(at + 1)
                # the end was reached after a step back, or with gaps before it
                at = self._open(0) if at == len(self.cases) else at

    def _open(self, start: int) -> int:
        """The next question without a verdict."""
        said = self.verdicts.said
        rest = range(start, len(self.cases))
        return next((i for i in rest if self.cases[i].identity not in said), len(self.cases))

    def _ask(self, at: int, read: Read) -> str:
        """Show a case and wait for a key that means something."""
        self._show(at, _CONTEXT)
        while True:
            key = read().lower() or "q"
            if key.isspace() and key != " ":  # Enter, which nothing needs
                continue
            self._say(f"{harmless(key[:20])}\n")
            if key in _SAID or key == "q" or (key == "b" and at):
                return key
            if key == "?":
                self._show(at, _MORE)
            elif key == "b":
                self._say(f"this is the first\n{self._question(at)}")
            else:
                self._say(f"{_KEYS}\n{self._question(at)}")

    def _show(self, at: int, context: int) -> None:
        drawn = self.cases[at]
        told = asked(drawn.item, context, occurrences=drawn.occurrences, colour=self.colour)
        said = self.verdicts.said.get(drawn.identity)
        before = f", judged {said.verdict}" if said else ""
        what = "cut" if drawn.item.kind == "cut" else "near miss, kept"
        head = paint(f"{at + 1:,} of {len(self.cases):,}: {what}{before}", "bold", self.colour)
        self._say(f"\n{head}\n{told}{self._question(at)}")

    def _question(self, at: int) -> str:
        question = _QUESTIONS[self.cases[at].item.kind]
        return paint(f"{question}? [y n s b ? q] ", "warn", self.colour)

    def _keep(self, drawn: Drawn[Case], said: Said) -> None:
        verdict = _verdict(drawn, said)
        add_line(self.target, verdict.to_line())
        self.verdicts.said[drawn.identity] = verdict

    def _say(self, text: str) -> None:
        if self.to_output:
            show(text)
        elif sys.stderr is not None:
            encoding = sys.stderr.encoding or "utf-8"
            sys.stderr.write(text.encode(encoding, "backslashreplace").decode(encoding))
            sys.stderr.flush()


_KEYS = "y: right, n: wrong, s or space: unsure, b: back, ?: more around it, q: quit"


def _verdict(drawn: Drawn[Case], said: Said) -> Verdict:
    case = drawn.item
    text = hashlib.sha256(case.text.encode("utf-8", "surrogatepass")).hexdigest()
    return Verdict(
        drawn.identity, case.document, case.source_sha256, case.kind, case.filter, case.category,
        case.rule, case.guard, case.line, case.start, case.end, text, drawn.occurrences, said,
    )  # fmt: skip


def _read(path: Path) -> Verdicts | None:
    return read_verdicts(str(path), lines(path, _tell), _tell)


def _tell(message: str) -> None:
    tell(harmless(message))


def _continued(target: Path, population: Population) -> Verdicts | None:
    """What an earlier session left. Raises `OptionError` if it judged another sample."""
    if not target.exists():
        return None
    found = _read(target)
    if found is None:
        return None
    before = found.population
    if before.digest != population.digest:
        raise OptionError(
            f"{target}: holds verdicts on another log, or on other rules of it; give -o FILE"
        )
    if before.seed != population.seed:
        raise OptionError(
            f"{target}: holds verdicts with --seed {before.seed}; give that, or -o FILE"
        )
    return found


def _show(verdicts: Verdicts, as_object: bool) -> None:
    if as_object:
        put(json.dumps(as_json(verdicts), indent=1).encode("ascii") + b"\n")
    else:
        show("\n" + harmless_lines(as_markdown(verdicts)))
