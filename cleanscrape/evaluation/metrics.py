"""How well a cleaned text matches what annotators called the article.

The definitions are those of the public article-extraction benchmark (scrapinghub, 2019):
4-token shingles, normalised per page, so that long pages weigh no more than short ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import regex

_TOKEN = regex.compile(r"\w+")
_CHARACTER = regex.compile(r"\w")
_UNSPACED = ("zh", "ja", "ko", "th")
_SHINGLE = 4

Shingles = Counter[tuple[str, ...]]


def tokens(text: str, language: str | None = None) -> list[str]:
    """The words of a text; in zh, ja, ko and th, its characters.

    >>> tokens("It rained."), tokens("下雨", "zh")
    (['It', 'rained'], ['下', '雨'])
    """
    token = _CHARACTER if (language or "")[:2] in _UNSPACED else _TOKEN
    found: list[str] = token.findall(text)
    return found


def shingles(text: str, language: str | None = None) -> Shingles:
    """Count the 4-token shingles of `text`; in zh, ja, ko and th every character is a token.

    >>> sum(shingles("one two three four five").values())
    2
    """
    found = tokens(text, language)
    last = max(1, len(found) - _SHINGLE + 1)
    return Counter(tuple(found[i : i + _SHINGLE]) for i in range(last))


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall of one page (or their means over many), each 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def page_score(output: Shingles, gold: Shingles) -> Score:
    """Compare the shingles of an output with those of the gold body.

    >>> page_score(shingles("a b c d"), shingles("a b c d"))
    Score(precision=1.0, recall=1.0)
    """
    shared = sum((output & gold).values())
    returned, wanted = sum(output.values()), sum(gold.values())
    return Score(
        shared / returned if returned else 0.0,
        shared / wanted if wanted else 0.0,
    )


def mean_score(scores: Iterable[Score]) -> Score:
    """Average precision and recall over pages; F1 of the result is the benchmark's F1."""
    found = list(scores)
    if not found:
        return Score(0.0, 0.0)
    return Score(
        sum(s.precision for s in found) / len(found), sum(s.recall for s in found) / len(found)
    )
