"""Everything that is measured on one page, small enough to be passed between processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cleanscrape.api import Cleaner
from cleanscrape.evaluation.alignment import Words, is_wrong, lines_gone
from cleanscrape.evaluation.data import Page, drop_lines
from cleanscrape.evaluation.metrics import Score, Shingles, page_score, shingles
from cleanscrape.evaluation.peers import peer
from cleanscrape.evaluation.residue import Spans, residue_spans, without
from cleanscrape.evaluation.strings import Strings, fold, shown, strings
from cleanscrape.log import CleanResult

OURS = "cleanscrape"
DEFAULTS = "cleanscrape, defaults"
"""What harm is measured with in any case; the options asked for, too, if they are others."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One text of a page after one cleaner (`method`), and before."""

    tool: str
    method: str
    before: Score | None
    after: Score | None
    have: int
    kept: int
    junk: int
    left: int
    flags: tuple[str, ...] = ()
    spared: int = 0


@dataclass(frozen=True, slots=True)
class Harm:
    """Characters (but for white space) of the gold body, and how many of them a cleaner cuts.

    `net` leaves out those of residue lines.
    """

    method: str
    characters: int
    gross: int
    net: int


@dataclass(frozen=True, slots=True)
class Cut:
    """Something that was cut out of a page's texts, counted once however many tools returned it."""

    method: str
    category: str
    rule: str
    text: str
    wrong: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found on one page."""

    set: str
    id: str
    lang: str | None
    labelled: bool
    outcomes: list[Outcome]
    harm: list[Harm]
    cuts: list[Cut]


@dataclass(frozen=True, slots=True)
class Labels:
    """What a page's annotators say, made ready once for all its texts."""

    page: Page
    residue: Spans
    shingles: Shingles | None
    words: Words | None

    @classmethod
    def of(cls, page: Page, residue: frozenset[str]) -> Labels:
        """Make the labels of a page ready; `residue` are the (folded) lines of furniture."""
        if page.gold is None:
            return cls(page, [], None, None)
        spans = residue_spans(page.gold, residue)
        words = Words(without(page.gold, spans), page.lang)
        return cls(page, spans, shingles(page.gold, page.lang), words)

    def score(self, text: str) -> Score | None:
        """Precision and recall of a text; None without gold."""
        if self.shingles is None:
            return None
        return page_score(shingles(text, self.page.lang), self.shingles)

    def seen(self, text: str, tool: str) -> str:
        """What of a text is scored: what is visible, less the optional lines."""
        return drop_lines(shown(text, tool), self.page.optional)


@dataclass
class Measurer:
    """Measures pages with a cleaner, for harm with default options, too, and with peers.

    Parameters
    ----------
    cleaner:
        The cleaner that is evaluated.
    defaults:
        The cleaner with default options, if that is another one.
    peers:
        Names of peers.
    """

    cleaner: Cleaner
    defaults: Cleaner | None = None
    peers: Sequence[str] = ()
    _cuts: dict[tuple[str, str], Cut] = field(default_factory=dict)

    def measure(self, page: Page, residue: frozenset[str] = frozenset()) -> Measured:
        """Measure one page."""
        labels = Labels.of(page, residue)
        self._cuts = {}
        outcomes = [
            outcome for tool, text in page.texts.items()
            for outcome in self._outcomes(labels, tool, text)
        ]  # fmt: skip
        harm = list(self._harm(labels))
        known = labels.words is not None
        return Measured(
            page.set, page.id, page.lang, known, outcomes, harm, list(self._cuts.values())
        )

    def _outcomes(self, labels: Labels, tool: str, text: str) -> Iterator[Outcome]:
        page = labels.page
        seen = labels.seen(text, tool)
        before = labels.score(seen)
        wanted = strings(page.must_have, page.must_not, seen, page.gold or "")
        result = self.cleaner.clean(text, title=page.title, url=page.url)
        output = seen if result.text == text else labels.seen(result.text, tool)
        yield _outcome(labels, tool, OURS, before, output, wanted, result.flags, len(result.spared))
        self._judge(labels, tool, result, output)
        for name in self.peers:
            left = labels.seen(peer(name)(text, page.lang), tool)
            yield _outcome(labels, tool, name, before, left, wanted)
            self._judge_lines(labels, name, seen, left)

    def _judge(self, labels: Labels, tool: str, result: CleanResult, output: str) -> None:
        if labels.words is None:
            return
        left = Words(output, labels.page.lang)
        for removal in result.removals:
            removed = labels.seen(removal.text or "", tool)
            if removed.strip():
                wrong = is_wrong(removed, labels.words, left)
                self._add(Cut(OURS, removal.category, removal.rule, removed.strip(), wrong))

    def _judge_lines(self, labels: Labels, name: str, text: str, output: str) -> None:
        if labels.words is None:
            return
        left = Words(output, labels.page.lang)
        for line in lines_gone(text, left):
            self._add(Cut(name, "", "", line, is_wrong(line, labels.words, left)))

    def _add(self, cut: Cut) -> None:
        """Count a cut, or, if it is there already, remember that it was wrong for one tool."""
        key = cut.method, fold(cut.text)
        if key not in self._cuts or cut.wrong > self._cuts[key].wrong:
            self._cuts[key] = cut

    def _harm(self, labels: Labels) -> Iterator[Harm]:
        page = labels.page
        if page.gold is None:
            return
        if self.defaults is not None:
            yield _own_harm(DEFAULTS, self.defaults.clean(page.gold), labels)
        result = self.cleaner.clean(page.gold, title=page.title, url=page.url)
        yield _own_harm(OURS, result, labels)
        for name in self.peers:
            yield _peer_harm(name, peer(name)(page.gold, page.lang), labels)


def _outcome(
    labels: Labels, tool: str, method: str, before: Score | None, output: str, wanted: Strings,
    flags: tuple[str, ...] = (), spared: int = 0,
) -> Outcome:  # fmt: skip
    kept, left = wanted.held(output)
    have, junk = len(wanted.have), len(wanted.junk)
    after = labels.score(output)
    return Outcome(tool, method, before, after, have, kept, junk, left, flags, spared)


def characters(text: str) -> int:
    """How many characters are no white space.

    >>> characters("It rained.\\n")
    9
    """
    return len("".join(text.split()))


def _own_harm(method: str, result: CleanResult, labels: Labels) -> Harm:
    """Of our cuts the log has the places, so that residue is left out to the character."""
    gold = labels.page.gold or ""
    gross = sum(characters(removal.text or "") for removal in result.removals)
    furniture = sum(
        characters(gold[max(removal.start, start) : min(removal.end, end)])
        for removal in result.removals
        for start, end in _merged(labels.residue)
        if start < removal.end and removal.start < end
    )
    return Harm(method, characters(gold), gross, gross - furniture)


def _peer_harm(method: str, output: str, labels: Labels) -> Harm:
    """Of a peer, only the text left is known: how much shorter it is, and which residue went."""
    gold = labels.page.gold or ""
    gross = max(0, characters(gold) - characters(output))
    folded = fold(output)
    residue = (gold[start:end] for start, end in _merged(labels.residue))
    furniture = sum(characters(line) for line in residue if fold(line) not in folded)
    return Harm(method, characters(gold), gross, max(0, gross - furniture))


def _merged(spans: Spans) -> Spans:
    """The spans without overlaps, so that nothing is left out twice."""
    merged: Spans = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
