"""From an annotated body to labels of lines: body, junk, metadata, each with a weight.

A page's lines and its annotated body are two tellings of one text. A line is *body* if it belongs
to the heaviest chain of matches that runs through both in the same order. Order is what tells the
article's "Photos" from a menu's, and a paragraph from the teaser that repeats it. What matches and
stands outside the chain is doubtful, and weighs less.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cleanscrape.evaluation import metrics

JUNK, BODY, METADATA = 0, 1, 2
_SHINGLE = 4
_PLACES = 24
"""Places of one phrase in a body that are looked at; a phrase with more says nothing."""
_ENOUGH = 0.5
"""Share of a line's words that must stand in the body."""
_NEAR = 30
"""Lines above the body among which its headline is looked for."""


class Label(NamedTuple):
    """What a line is, and how sure that is (0 to 1)."""

    kind: int
    weight: float


class _Match(NamedTuple):
    """Line `line` says the words [start, end) of the body; `weight` of them are the same."""

    line: int
    start: int
    end: int
    weight: float


@dataclass(frozen=True)
class Body:
    """An annotated body, ready to be looked up."""

    words: list[str]
    places: dict[tuple[str, ...], list[int]]
    language: str | None

    @classmethod
    @lru_cache(maxsize=16)
    def of(cls, gold: str, language: str | None) -> Body:
        """Index the phrases of one to four words."""
        words = tokens(gold, language)
        places: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for size in range(1, _SHINGLE + 1):
            for i in range(len(words) - size + 1):
                places[tuple(words[i : i + size])].append(i)
        return cls(words, dict(places), language)

    def matches(self, number: int, said: Sequence[str]) -> list[_Match]:
        """Where the body says what a line says, best first."""
        size = min(_SHINGLE, len(said))
        votes: Counter[int] = Counter()
        for i in range(len(said) - size + 1):
            found = self.places.get(tuple(said[i : i + size]), ())
            if len(found) <= _PLACES:
                votes.update(place - i for place in found)
        best = []
        for diagonal, count in votes.most_common(3):
            same = count + size - 1 if len(said) >= _SHINGLE else 0.6 * size
            if same >= _ENOUGH * len(said) * (1 if len(said) >= _SHINGLE else 0.6):
                start, end = max(0, diagonal), min(len(self.words), diagonal + len(said))
                best.append(_Match(number, start, end, float(same)))
        return best


def tokens(text: str, language: str | None) -> list[str]:
    """Words in small letters without accents, for makers of Markdown leave them out.

    >>> tokens("Für Türkiye", "de")
    ['fur', 'turkiye']
    """
    text = text.lower()
    if not text.isascii():
        parted = unicodedata.normalize("NFD", text)
        bare = "".join([char for char in parted if unicodedata.category(char) != "Mn"])
        text = unicodedata.normalize("NFC", bare)
    return metrics.tokens(text, language)


def label(
    lines: Sequence[str],
    gold: str,
    language: str | None = None,
    title: str | None = None,
    metadata: Iterable[str] = (),
) -> list[Label]:
    """Label the (visible) lines of a page by its annotated body.

    Parameters
    ----------
    lines:
        The lines, without markup.
    gold:
        The body, one paragraph per line.
    language:
        Its ISO code: in zh, ja, ko and th every character is a word.
    title, metadata:
        The headline; captions, bylines and other lines that are no body and no junk.

    >>> text = ["Home", "Rain floods valley", "It rained all day in the valley.", "Home", "Share"]
    >>> [l.kind for l in label(text, "It rained all day in the valley.", "en", text[1])]
    [0, 2, 1, 0, 0]
    """
    body = Body.of(gold, language)
    said = [tokens(line, language) for line in lines]
    found = [body.matches(i, words) if words else [] for i, words in enumerate(said)]
    chosen = _chain([match for some in found for match in some], len(body.words))
    covered = bytearray(len(body.words) + 1)
    for match in chosen.values():
        covered[match.start : match.end] = b"\1" * (match.end - match.start)
    known = _known(said, chosen, language, title, metadata)
    return [_judge(i, words, found[i], chosen, covered, known) for i, words in enumerate(said)]


def _judge(
    i: int, words: Sequence[str], found: Sequence[_Match], chosen: dict[int, _Match],
    covered: bytearray, known: set[int],
) -> Label:  # fmt: skip
    if i in chosen:
        share = min(1.0, chosen[i].weight / max(1, len(words)))
        return Label(BODY, 1.0 if share > 0.8 or len(words) < _SHINGLE else 0.5)
    if i in known:
        return Label(METADATA, 1.0)
    if not words:
        return Label(JUNK, 0.2)
    if found and len(words) > _SHINGLE:
        best = found[0]
        twice = sum(covered[best.start : best.end]) > 0.5 * (best.end - best.start)
        return Label(JUNK, 0.3) if twice else Label(BODY, 0.5)
    return Label(JUNK, 0.5 if found else 1.0)


def _chain(matches: Sequence[_Match], length: int) -> dict[int, _Match]:
    """The heaviest chain of matches that rises in lines and in words, by line."""
    tree = [(0.0, -1)] * (length + 2)
    back: list[int] = []
    at = 0
    while at < len(matches):
        stop = at
        while stop < len(matches) and matches[stop].line == matches[at].line:
            stop += 1
        sums = []
        for match in matches[at:stop]:
            best = _up_to(tree, match.start)
            back.append(best[1])
            sums.append(best[0] + match.weight)
        for k, total in enumerate(sums):
            _raise(tree, matches[at + k].end, (total, at + k))
        at = stop
    chosen: dict[int, _Match] = {}
    last = _up_to(tree, length)[1]
    while last >= 0:
        chosen[matches[last].line] = matches[last]
        last = back[last]
    return chosen


def _up_to(tree: list[tuple[float, int]], at: int) -> tuple[float, int]:
    best = (0.0, -1)
    i = at + 1
    while i > 0:
        best = max(best, tree[i])
        i -= i & -i
    return best


def _raise(tree: list[tuple[float, int]], at: int, value: tuple[float, int]) -> None:
    i = at + 1
    while i < len(tree):
        tree[i] = max(tree[i], value)
        i += i & -i


def _known(
    said: Sequence[Sequence[str]], chosen: dict[int, _Match], language: str | None,
    title: str | None, metadata: Iterable[str],
) -> set[int]:  # fmt: skip
    """Lines that are metadata: the headline nearest above the body, captions and the like."""
    first = min(chosen, default=len(said))
    last = max(chosen, default=-1)
    extra = {tuple(tokens(line, language)) for line in metadata}
    near = range(max(0, first - _NEAR), last + 4)
    found = {i for i in near if i < len(said) and said[i] and tuple(said[i]) in extra}
    wanted = tokens(title or "", language)
    if len(wanted) >= 3:
        above = [i for i in range(max(0, first - _NEAR), min(len(said), first + 3))
                 if i not in chosen and _says(said[i], wanted)]  # fmt: skip
        found.update(above[-1:])
    return found


def _says(said: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether a line is the headline: most words of each are in the other."""
    if len(said) < 3:
        return False
    one, two = set(said), set(wanted)
    return len(one & two) >= 0.75 * len(one) and len(one & two) >= 0.5 * len(two)
