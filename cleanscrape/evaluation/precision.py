"""From verdicts on a sample to the precision of filters and rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import sqrt
from typing import Any

from cleanscrape.evaluation.sampling import Kind, Stratum
from cleanscrape.evaluation.verdicts import Said, Verdict, Verdicts
from cleanscrape.evaluation.wilson import wilson

_DONE = {"cut": "cut", "spared": "wanted"}
_SURE: tuple[Said, ...] = ("right", "wrong")
PROVEN = 60
"""Texts that must be judged before a share counts as proven."""
METHOD = f"""\
A text counts as often as it occurs in the log. Within the cuts (or near misses) of a filter each
distinct text of a rule was as likely to be drawn as any other; the filters are put together by
how much each cut. The 95 % interval is Wilson's, for the effective size of the weighted sample,
narrowed by the part of the population that was itself judged. Texts of which a person was unsure
are left out of the shares. Under {PROVEN} judged texts a share is unproven."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """The share of what was right, estimated from the texts judged.

    Attributes
    ----------
    population:
        How many cuts or near misses there are.
    judged, right, wrong, unsure:
        Distinct texts; those unsure are not among the judged.
    share, low, high:
        Of the population, with its 95 % interval; None where nothing was judged.
    """

    kind: Kind
    filter: str
    rule: str
    population: int
    judged: int
    right: int
    wrong: int
    unsure: int
    share: float | None
    low: float
    high: float

    @property
    def proven(self) -> bool:
        """Whether enough was judged."""
        return self.judged >= PROVEN


@dataclass(frozen=True)
class Precision:
    """All estimates of a kind: over everything, by filter, by rule."""

    kind: Kind
    all: Estimate
    filters: Sequence[Estimate]
    rules: Sequence[Estimate]


def precision(verdicts: Verdicts, kind: Kind) -> Precision:
    """Estimate how much was right to cut, or of the near misses, right to keep."""
    said = [verdict for verdict in verdicts.said.values() if verdict.kind == kind]
    totals = {key: n for key, n in verdicts.population.occurrences.items() if key[0].kind == kind}
    strata: dict[Stratum, int] = {}
    for (stratum, _), count in totals.items():
        strata[stratum] = strata.get(stratum, 0) + count
    scale = _scale(said, strata)
    return Precision(
        kind,
        _estimate(kind, "all", "", said, sum(strata.values()), scale),
        [
            _estimate(kind, name, "", [v for v in said if v.filter == name], count)
            for (_, name), count in sorted(strata.items())
        ],
        [
            _estimate(
                kind, stratum.filter, rule,
                [v for v in said if (v.filter, v.rule) == (stratum.filter, rule)], count,
            )
            for (stratum, rule), count in sorted(totals.items())
        ],
    )  # fmt: skip


def _scale(said: Iterable[Verdict], strata: Mapping[Stratum, int]) -> dict[str, float]:
    """By filter, how many occurrences one that was judged stands for."""
    known: dict[str, int] = {}
    for verdict in said:
        if verdict.verdict != "unsure":
            known[verdict.filter] = known.get(verdict.filter, 0) + verdict.occurrences
    return {name: count / known[name] for (_, name), count in strata.items() if name in known}


def _estimate(
    kind: Kind,
    name: str,
    rule: str,
    said: Sequence[Verdict],
    population: int,
    scale: Mapping[str, float] | None = None,
) -> Estimate:
    sure = [verdict for verdict in said if verdict.verdict != "unsure"]
    right = [verdict for verdict in sure if verdict.verdict == "right"]
    counts = (population, len(sure), len(right), len(sure) - len(right), len(said) - len(sure))
    if not sure:
        return Estimate(kind, name, rule, *counts, None, 0.0, 1.0)
    weights = [v.occurrences * (scale or {}).get(v.filter, 1.0) for v in sure]
    good = sum(w for v, w in zip(sure, weights, strict=True) if v.verdict == "right")
    total = sum(weights)
    share = good / total
    low, high = wilson(share, total**2 / sum(w * w for w in weights))
    # the population is finite: nothing is open where all was judged, and what was judged is known
    population = max(population, sum(v.occurrences for v in sure))
    known = {s: sum(v.occurrences for v in sure if v.verdict == s) / population for s in _SURE}
    open_part = sqrt(max(0.0, 1 - sum(known.values())))
    low = max(share - open_part * (share - low), known["right"])
    high = min(share + open_part * (high - share), 1 - known["wrong"])
    low, high = min(low, share), max(high, share)  # rounding
    return Estimate(kind, name, rule, *counts, round(share, 4), round(low, 4), round(high, 4))


def as_json(verdicts: Verdicts) -> dict[str, Any]:
    """All estimates as plain JSON values."""
    told: dict[str, Any] = {
        "log": verdicts.population.log,
        "seed": verdicts.population.seed,
        "method": " ".join(METHOD.split()),
    }
    for kind, name in (("cut", "cuts"), ("spared", "near_misses")):
        found = precision(verdicts, kind)  # type: ignore[arg-type]
        told[name] = {
            "all": _values(found.all),
            "filters": [_values(one) for one in found.filters],
            "rules": [_values(one) for one in found.rules if one.judged or one.unsure],
        }
    wrong = [asdict(verdict) for verdict in _wrong(verdicts)]
    return {**told, "wrong": wrong, "lines_not_read": verdicts.skipped}


def _values(estimate: Estimate) -> dict[str, Any]:
    return {**asdict(estimate), "proven": estimate.proven}


def as_markdown(verdicts: Verdicts) -> str:
    r"""All estimates as Markdown tables, and how they were made.

    >>> from cleanscrape.evaluation.verdicts import Population
    >>> some = {(Stratum("cut", "share"), "en.share.button"): 9}
    >>> print(as_markdown(Verdicts(Population("log.jsonl", 0, "", some))))  # doctest: +ELLIPSIS
    # Audit of log.jsonl
    <BLANKLINE>
    ## Cuts: how many were right
    <BLANKLINE>
    | filter | cuts | judged | wrong | unsure | right | 95 % interval |          |
    |:-------|-----:|-------:|------:|-------:|------:|--------------:|:---------|
    | share  |    9 |      0 |     0 |      0 |     - |             - | unproven |
    ...
    """
    parts = [f"# Audit of {_cell(verdicts.population.log)}"]
    for kind, title, what in (
        ("cut", "Cuts: how many were right", "cuts"),
        ("spared", "Near misses: how many were kept rightly", "near misses"),
    ):
        found = precision(verdicts, kind)  # type: ignore[arg-type]
        if not found.filters:
            continue
        filters = [*found.filters, *[found.all] * (len(found.filters) > 1)]
        rules = [one for one in found.rules if one.judged or one.unsure]
        parts += [f"## {title}", _table("filter", what, filters)]
        parts += [_table("rule", what, rules)] * bool(rules)
    if wrong := [
        f"- {_cell(one.document)}:{one.line}: {_DONE[one.kind]} by {_cell(one.rule)}"
        + f", {one.occurrences:,} times in the log" * (one.occurrences > 1)
        for one in _wrong(verdicts)
    ]:
        parts += ["## Judged wrong", "\n".join(wrong)]
    return "\n\n".join([*parts, METHOD]) + "\n"


def _wrong(verdicts: Verdicts) -> list[Verdict]:
    found = [one for one in verdicts.said.values() if one.verdict == "wrong"]
    return sorted(found, key=lambda one: (one.kind, one.rule, one.document, one.start))


def _table(head: str, what: str, estimates: Iterable[Estimate]) -> str:
    rows = [(head, what, "judged", "wrong", "unsure", "right", "95 % interval", "")]
    rows += [tuple(_row(estimate)) for estimate in estimates]  # type: ignore[misc]
    widths = [max(3, *map(len, column)) for column in zip(*rows, strict=True)]
    last = len(widths) - 1
    ruler = [
        ":" + "-" * (width + 1) if i in (0, last) else "-" * (width + 1) + ":"
        for i, width in enumerate(widths)
    ]
    told = [
        [cell.ljust(w) if i in (0, last) else cell.rjust(w)
         for i, (cell, w) in enumerate(zip(row, widths, strict=True))]
        for row in rows
    ]  # fmt: skip
    lines = ["| " + " | ".join(row) + " |" for row in told]
    return "\n".join([lines[0], "|" + "|".join(ruler) + "|", *lines[1:]])


def _row(one: Estimate) -> Iterator[str]:
    yield _cell(one.rule or one.filter)
    yield from (f"{n:,}" for n in (one.population, one.judged, one.wrong, one.unsure))
    if one.share is None:
        yield from ("-", "-")
    else:
        yield f"{100 * one.share:.1f} %"
        yield f"{100 * one.low:.1f}-{100 * one.high:.1f} %"
    yield "" if one.proven else "unproven"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
