"""What the wording model proposes: whole lines that speak like boilerplate."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from cleanscrape.document import Document, Line
from cleanscrape.log import Proposal
from cleanscrape.matching.markup import has_markup, visible
from cleanscrape.matching.sentences import sentences
from cleanscrape.tongue import tongue
from cleanscrape.wording.features import tokens
from cleanscrape.wording.model import Wording, load, probability

VERSION = "1"
"""The version of the shipped weights."""
MODEL = "wording model"
"""What the log calls the model among its versions."""
LIKELY = 100
"""Hundredths of log odds from which a line is likely boilerplate: it goes beside other cuts."""
SURE = 225
"""Those from which it goes wherever it stands. Cross-validated over domains, one line of 3,000 of
annotated bodies reaches it, and half of these are appeals that the annotators left in."""
_CAREFUL = 300
"""The same for those who ask for care."""
LONGEST = 400
"""Characters of the longest line that is judged; longer ones are paragraphs of articles."""
_AT_ONCE = 10_000
"""Lines that are looked at at once."""
_FEWEST = 3
"""Words of the shortest: labels are for rules, for words alone say too little."""
LEAST = -100
"""Those that each sentence of such a line has."""
NOT = -10_000
"""Log odds of a line that the model does not judge."""


class _Language(NamedTuple):
    """What differs by language: the rule's name, and words of an author, for a site says "we"."""

    rule: str
    author: frozenset[str]


LANGUAGES = {
    "en": _Language(
        "en.residue.wording", frozenset({"i", "i'm", "i've", "i'd", "i'll", "my", "me", "mine"})
    ),
}
_REASON = "speaks like boilerplate, and no rule names it"


def propose(document: Document, named: Container[int]) -> Iterator[Proposal]:
    """The lines of a document that speak like boilerplate in its language.

    The first line is left alone: headlines speak to readers, too. So is a line of which a rule cuts
    something in this round: what it leaves is judged in the next.

    Parameters
    ----------
    document:
        The text.
    named:
        The indexes of lines of which a rule is sure.
    """
    options = document.options
    language = tongue(document.text)
    if language not in LANGUAGES or language not in (options.languages or LANGUAGES):
        return
    model = load(language)
    sure = _CAREFUL if options.level == "careful" else SURE
    known: dict[str, int] = document.lasting.setdefault((MODEL, language), {})
    for line in _candidates(model, document.lines):
        if not line[0] or line[0] in named:
            continue
        text = line[3]
        odds = known.get(text)
        if odds is None:
            odds = known[text] = judge(model, text)
        if odds >= LIKELY:
            yield _proposal(line, model, odds, sure)


def _candidates(model: Wording, lines: Sequence[Line]) -> Iterator[Line]:
    """The lines that hold a cue; of long texts, some are looked at at once."""
    for at in range(0, len(lines), _AT_ONCE):
        some = lines[at : at + _AT_ONCE]
        for index in model.cues.lines_with([line[3] for line in some]):
            yield some[index]


def judge(model: Wording, text: str) -> int:
    """Hundredths of the log odds that a line is boilerplate; `NOT` if it is not judged at all."""
    said = visible(text).text if has_markup(text) else text
    if not judged(said) or model.glimpse(said) < 0:
        return NOT
    odds = model.odds(said)
    if odds < LIKELY:
        return odds
    if not LANGUAGES[model.language].author.isdisjoint(tokens(said)):
        return NOT
    # an honest sentence must not go with an appeal that stands behind it
    parts = [said[start:end] for start, end in sentences(said)]
    if any(judged(part) and model.odds(part) < LEAST for part in parts):
        return NOT
    return odds


def judged(said: str) -> bool:
    """Whether a line is one that the model is for: neither a label nor a long paragraph."""
    return len(said) <= LONGEST and said.count(" ") >= _FEWEST - 1


def _proposal(line: Line, model: Wording, odds: int, sure: int) -> Proposal:
    chance = probability(odds)
    loud = model.strongest(line.text)
    return Proposal(
        line.start,
        line.end,
        "residue",
        "residue",
        LANGUAGES[model.language].rule,
        _REASON,
        "sure" if odds >= sure else "likely",
        (f"probability {chance:.3f}", *(f"words: {name}" for name in loud)),
        chance,
    )
