"""What a person said of sampled cuts and near misses, line by line in a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, cast, get_args

from cleanscrape.errors import LogError
from cleanscrape.evaluation.sampling import Kind, Stratum

VERSION = 1
Said = Literal["right", "wrong", "unsure"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said of a text, and which text it was.

    Attributes
    ----------
    case:
        The identity of the text within its rule.
    document, source_sha256, line, start, end, text_sha256:
        Where it was met first.
    occurrences:
        How often it is in the log.
    verdict:
        Whether it was right to cut it, or, of a near miss, to keep it.
    """

    case: str
    document: str
    source_sha256: str
    kind: Kind
    filter: str
    category: str
    rule: str
    guard: str
    line: int
    start: int
    end: int
    text_sha256: str
    occurrences: int
    verdict: Said

    def to_line(self) -> bytes:
        """The line of the file."""
        return json.dumps(asdict(self)).encode("ascii") + b"\n"


@dataclass(frozen=True)
class Population:
    """What a sample was drawn from.

    Attributes
    ----------
    log:
        The name of the log.
    digest:
        A hash of all that could have been drawn.
    occurrences:
        How much there is of each stratum and rule.
    """

    log: str
    seed: int
    digest: str
    occurrences: Mapping[tuple[Stratum, str], int]

    def to_line(self) -> bytes:
        """The first line of the file."""
        counted = [
            {"kind": kind, "filter": name, "rule": rule, "occurrences": count}
            for ((kind, name), rule), count in sorted(self.occurrences.items())
        ]
        head = {"audit": VERSION, "log": self.log, "seed": self.seed, "digest": self.digest}
        return json.dumps({**head, "occurrences": counted}).encode("ascii") + b"\n"


@dataclass
class Verdicts:
    """A file of verdicts; of two on one text the later holds."""

    population: Population
    said: dict[str, Verdict] = field(default_factory=dict)
    skipped: int = 0


def read_verdicts(
    name: str, lines: Iterable[tuple[int, bytes]], tell: Callable[[str], None]
) -> Verdicts | None:
    """Read a file of verdicts; None if it is empty.

    A line that is none, such as one that a killed session left half-written, is told and
    skipped. Raises `LogError` for another file.

    >>> head = Population("log.jsonl", 0, "d", {(Stratum("cut", "share"), "r"): 2}).to_line()
    >>> found = read_verdicts("v.jsonl", [(1, head), (2, b"{")], print)
    v.jsonl: line 2 is no verdict, and was skipped
    >>> found.population.occurrences, found.skipped
    ({(Stratum(kind='cut', filter='share'), 'r'): 2}, 1)
    """
    found: Verdicts | None = None
    for number, line in lines:
        record = _object(line)
        if found is None:
            found = Verdicts(_population(name, record))
        elif (verdict := _verdict(record)) is None:
            found.skipped += 1
            tell(f"{name}: line {number} is no verdict, and was skipped")
        else:
            found.said[verdict.case] = verdict
    return found


def _object(line: bytes) -> Mapping[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) else {}


def _population(name: str, record: Mapping[str, Any]) -> Population:
    wrong = LogError(f"{name}: holds no verdicts; give the file of cleanscrape audit -o")
    if "audit" not in record:
        raise wrong
    if record["audit"] != VERSION:
        raise LogError(f"{name}: verdicts of version {record['audit']!r}, not {VERSION}")
    try:
        occurrences = {
            (Stratum(_kind(one["kind"]), str(one["filter"])), str(one["rule"])): max(
                1, int(one["occurrences"])
            )
            for one in record["occurrences"]
        }
        return Population(str(record["log"]), int(record["seed"]), record["digest"], occurrences)
    except (KeyError, TypeError, ValueError):
        raise wrong from None


def _verdict(record: Mapping[str, Any]) -> Verdict | None:
    try:
        values = {name: record[name] for name in Verdict.__slots__}
    except KeyError:
        return None
    numbers = ("line", "start", "end", "occurrences")
    for name, value in values.items():
        if type(value) is not (int if name in numbers else str):
            return None
    if values["verdict"] not in get_args(Said) or values["kind"] not in get_args(Kind):
        return None
    return Verdict(**values) if values["occurrences"] > 0 else None


def _kind(value: Any) -> Kind:
    if value not in get_args(Kind):
        raise ValueError(value)
    return cast("Kind", value)
