"""From what was measured on each page to the figures of sets, tools, languages and categories.

A class here whose name ends in `Row` is an object of the JSON report, its attributes the keys.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cleanscrape.evaluation import bootstrap
from cleanscrape.evaluation.bootstrap import Interval, f1_difference, ratio, scaled
from cleanscrape.evaluation.measure import OURS, Cut, Harm, Measured, Outcome
from cleanscrape.evaluation.metrics import Score, mean_score
from cleanscrape.evaluation.peers import PEERS
from cleanscrape.evaluation.wilson import counted

ALL, OTHERS, UNKNOWN = "all", "others", "unknown"
LEAST_PAGES = 10
"""Pages from which a language is a group of its own."""
LEAST_REMOVALS = 60
"""Removals from which a precision says something: of 60, all right, the interval begins at 0.94."""

_Bounds = tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class TextRow:
    """A cleaner on the texts of one set, language and tool.

    Attributes
    ----------
    texts, scored:
        How many there are; how many of them have a gold body.
    before, after:
        Mean precision and recall, and their F1; None without gold.
    difference:
        F1 after less F1 before, with its interval.
    must_have, kept:
        Labelled strings in the inputs; how many of them are in the outputs.
    must_not, surviving:
        Labelled junk that a cleaner can own; how much of it is in the outputs; `surviving_interval`
        is that of the share.
    flags, spared:
        Texts by flag; what guards spared.
    """

    set: str
    language: str
    tool: str
    cleaner: str
    texts: int
    scored: int
    before: dict[str, float] | None
    after: dict[str, float] | None
    difference: float | None
    difference_interval: _Bounds
    must_have: int
    kept: int
    must_not: int
    surviving: int
    surviving_interval: _Bounds
    flags: dict[str, int]
    spared: int


@dataclass(frozen=True, slots=True)
class HarmRow:
    """What a cleaner cuts out of the gold bodies of one set and language, as a share."""

    set: str
    language: str
    cleaner: str
    pages: int
    characters: int
    gross: float
    gross_interval: _Bounds
    net: float
    net_interval: _Bounds


@dataclass(frozen=True, slots=True)
class CutRow:
    """How many of the distinct removals of a category or rule were right.

    `proven` tells whether there are at least `LEAST_REMOVALS`.
    """

    set: str
    language: str
    cleaner: str
    category: str
    rule: str
    removals: int
    wrong: int
    precision: float
    interval: Interval
    proven: bool


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A removal that alignment calls wrong."""

    set: str
    id: str
    category: str
    rule: str
    text: str


@dataclass
class Figures:
    """What was measured, added up.

    Parameters
    ----------
    seed:
        Of the resampling.
    """

    seed: int = bootstrap.SEED
    pages: list[Measured] = field(default_factory=list)

    def add(self, measured: Measured) -> None:
        """Count one page."""
        self.pages.append(measured)

    def texts(self) -> list[TextRow]:
        """A row for each set, language, tool and cleaner."""
        found: defaultdict[tuple[str, str, str, str], list[Outcome]] = defaultdict(list)
        for set_, language, pages in self._groups():
            for page in pages:
                for outcome in page.outcomes:
                    found[set_, language, outcome.tool, outcome.method].append(outcome)
        return [self._text_row(*key, outcomes) for key, outcomes in found.items()]

    def harm(self) -> list[HarmRow]:
        """A row for each set, language and cleaner."""
        found: defaultdict[tuple[str, str, str], list[Harm]] = defaultdict(list)
        for set_, language, pages in self._groups():
            for page in pages:
                for harm in page.harm:
                    found[set_, language, harm.method].append(harm)
        return [self._harm_row(*key, harms) for key, harms in found.items()]

    def cuts(self) -> list[CutRow]:
        """A row for each cleaner and category: of all, by set, by language; by rule of all."""
        rows = list(_cut_rows(ALL, ALL, self.pages, by_rule=True))
        sets = _by(self.pages, lambda page: page.set)
        if len(sets) > 1:
            for name, pages in sets.items():
                rows += _cut_rows(name, ALL, pages)
        for language, pages in languages(self.pages)[1:]:
            rows += _cut_rows(ALL, language, pages)
        return rows

    def wrong(self) -> list[WrongRow]:
        """Every removal of cleanscrape's own that alignment calls wrong."""
        return [
            WrongRow(page.set, page.id, cut.category, cut.rule, cut.text)
            for page in self.pages for cut in page.cuts if cut.wrong and cut.method == OURS
        ]  # fmt: skip

    def _groups(self) -> Iterator[tuple[str, str, list[Measured]]]:
        for set_, pages in _by(self.pages, lambda page: page.set).items():
            for language, group in languages(pages):
                yield set_, language, group

    def _text_row(
        self, set_: str, language: str, tool: str, method: str, found: list[Outcome]
    ) -> TextRow:
        scores = [(o.before, o.after) for o in found if o.before and o.after]
        before, after = (mean_score(pair[i] for pair in scores) for i in (0, 1))
        columns = [scaled(b.precision, b.recall, a.precision, a.recall, 1) for b, a in scores]
        junk = [(outcome.left, outcome.junk) for outcome in found]
        return TextRow(
            set_, language, tool, method, len(found), len(scores),
            _told(before) if scores else None,
            _told(after) if scores else None,
            round(after.f1 - before.f1, 6) if scores else None,
            self._interval(columns, f1_difference),
            sum(o.have for o in found), sum(o.kept for o in found),
            sum(o.junk for o in found), sum(o.left for o in found),
            self._interval(junk, ratio) if any(of for _, of in junk) else None,
            dict(sorted(Counter(flag for o in found for flag in o.flags).items())),
            sum(o.spared for o in found),
        )  # fmt: skip

    def _harm_row(self, set_: str, language: str, method: str, found: list[Harm]) -> HarmRow:
        gross = [(harm.gross, harm.characters) for harm in found]
        net = [(harm.net, harm.characters) for harm in found]
        return HarmRow(
            set_, language, method, len(found), sum(of for _, of in gross),
            _share(gross), self._interval(gross, ratio), _share(net), self._interval(net, ratio),
        )  # fmt: skip

    def _interval(self, rows: Sequence[tuple[int, ...]], statistic: bootstrap.Statistic) -> _Bounds:
        found = bootstrap.interval(rows, statistic, seed=self.seed)
        return None if found is None else (round(found[0], 6), round(found[1], 6))


def languages(pages: Sequence[Measured]) -> list[tuple[str, list[Measured]]]:
    """All pages, then those of each language that has enough, then the others.

    >>> page = lambda lang: Measured("s", "1", lang, True, [], [], [])
    >>> [name for name, _ in languages([page("en")] * 10 + [page("de"), page(None)])]
    ['all', 'en', 'others']
    """
    found = _by(pages, lambda page: page.lang or UNKNOWN)
    if len(found) < 2:
        return [(ALL, list(pages))]
    order = sorted(found, key=lambda name: (-len(found[name]), name))
    large = [name for name in order if len(found[name]) >= LEAST_PAGES]
    rest = [page for page in pages if (page.lang or UNKNOWN) not in large]
    groups = [(ALL, list(pages)), *((name, found[name]) for name in large)]
    return [*groups, (OTHERS, rest)] if rest else groups


def _by(pages: Iterable[Measured], key: Callable[[Measured], str]) -> dict[str, list[Measured]]:
    found: defaultdict[str, list[Measured]] = defaultdict(list)
    for page in pages:
        found[key(page)].append(page)
    return found


def _cut_rows(
    set_: str, language: str, pages: Iterable[Measured], by_rule: bool = False
) -> Iterator[CutRow]:
    found: defaultdict[tuple[str, str, str], list[Cut]] = defaultdict(list)
    for page in pages:
        for cut in page.cuts:
            found[cut.method, ALL, ALL].append(cut)
            if cut.category:
                found[cut.method, cut.category, ALL].append(cut)
            if cut.rule and by_rule:
                found[cut.method, cut.category, cut.rule].append(cut)
    for (method, category, rule), cuts in sorted(found.items(), key=lambda item: _order(item[0])):
        yield _cut_row(set_, language, method, category, rule, cuts)


def _order(key: tuple[str, str, str]) -> tuple[bool, int, str, str]:
    """All before each, our cleaner before peers, categories and rules by name."""
    method, category, rule = key
    peer = list(PEERS).index(method) if method in PEERS else -1
    return rule != ALL, peer, "" if category == ALL else category, rule


def _cut_row(
    set_: str, language: str, method: str, category: str, rule: str, cuts: Sequence[Cut]
) -> CutRow:
    wrong = sum(cut.wrong for cut in cuts)
    low, high = counted(len(cuts) - wrong, len(cuts))
    precision = round(1 - wrong / len(cuts), 6)
    bounds = round(low, 6), round(high, 6)
    proven = len(cuts) >= LEAST_REMOVALS
    return CutRow(
        set_, language, method, category, rule, len(cuts), wrong, precision, bounds, proven
    )


def _told(score: Score) -> dict[str, float]:
    return {name: round(getattr(score, name), 6) for name in ("precision", "recall", "f1")}


def _share(pairs: Iterable[tuple[int, int]]) -> float:
    sums = [sum(column) for column in zip(*pairs, strict=True)]
    return round(ratio(sums), 6)
