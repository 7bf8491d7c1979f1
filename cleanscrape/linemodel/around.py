"""What stands around a line: rules' lines near it, and lines that look like it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from cleanscrape.linemodel import alphabet
from cleanscrape.linemodel.scale import ONE, log

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleanscrape.linemodel.words import Words

    Ints = NDArray[np.int64]

CATEGORIES = (
    "navigation", "newsletter", "donation", "cookie", "paywall", "advertisement", "share",
    "related", "legal", "media", "comments",
)  # fmt: skip
"""Categories of rules whose lines are told apart; metadata are there for some options only."""
BELOW, ABOVE = ("comments", "related", "cookie", "legal"), ("comments",)
"""Categories below whose lines stands what rules do not find, and above whose."""
TIERS = 4
_NEAREST = 96
"""How near a line of rules is to itself; one that is 4095 lines away is not near at all."""
_JUST = 8
"""Lines above in which one of the same shape is just above."""


def ruling(tier: str, category: str) -> int:
    """What a rule of this tier (``sure`` or ``likely``) and category makes of a line.

    >>> ruling("sure", "navigation"), ruling("likely", "comments")
    (2, 41)
    """
    return (2 if tier == "sure" else 1) + TIERS * CATEGORIES.index(category)


def shapes(kinds: NDArray[np.uint8], owner: Ints) -> NDArray[np.uint64]:
    """A hash of each line's runs of characters: "May 3, 2021" and "June 12, 2020" are alike."""
    lumped = np.where(kinds == alphabet.CAPITAL, alphabet.SMALL, kinds)
    begins = np.ones(len(lumped), bool)
    begins[1:] = (lumped[1:] != lumped[:-1]) | (owner[1:] != owner[:-1])
    runs = np.flatnonzero(begins)
    own = owner[runs]
    first = np.flatnonzero(np.diff(own, prepend=-1))  # the line break that joins is in every line
    rank = np.arange(len(runs)) - np.repeat(first, np.diff(first, append=len(runs)))
    powers = alphabet.POWERS[np.minimum(rank, len(alphabet.POWERS) - 1)]
    values = (lumped[runs].astype(np.uint64) + np.uint64(1)) * powers
    found: NDArray[np.uint64] = np.add.reduceat(values, first)
    return found


def starts(words: Words, lines: int) -> NDArray[np.uint64]:
    """A hash of the first word of each line; 0 where there is none."""
    found = np.zeros(lines, np.uint64)
    first = np.flatnonzero(np.diff(words.line, prepend=-1))
    found[words.line[first]] = words.hash[first]
    return found


def nearness(ruled: Ints) -> NDArray[np.int8]:
    """How near the lines of rules of some categories are to each line, above or below it."""
    n = len(ruled)
    rows = np.arange(n)
    category = np.where(ruled > 0, ruled // TIERS, -1)
    columns = []
    for name in BELOW:
        last = np.maximum.accumulate(np.where(category == CATEGORIES.index(name), rows, -1))
        columns.append(np.where(last >= 0, _NEAREST - log(rows - last), 0))
    for name in ABOVE:
        hits = np.where(category == CATEGORIES.index(name), rows, n)
        coming = np.minimum.accumulate(hits[::-1])[::-1]
        columns.append(np.where(coming < n, _NEAREST - log(coming - rows), 0))
    return np.stack(columns, 1).astype(np.int8)


def alike(shape: NDArray[np.uint64], start: NDArray[np.uint64]) -> NDArray[np.int8]:
    """How many other lines have a line's shape, whether one just above has, and its first word."""
    rows = np.arange(len(shape))
    _, which, times = np.unique(shape, return_inverse=True, return_counts=True)
    which = which.reshape(-1)
    order = np.argsort(which, kind="stable")
    again = np.flatnonzero(np.diff(which[order]) == 0) + 1
    above = np.full(len(shape), -_JUST - 1)
    above[order[again]] = order[again - 1]
    _, word, many = np.unique(start, return_inverse=True, return_counts=True)
    begin = np.where(start == 0, 0, log(many[word.reshape(-1)] - 1))
    return np.stack((log(times[which] - 1), ONE * (rows - above <= _JUST), begin), 1).astype(
        np.int8
    )


def repeats(texts: Sequence[str]) -> tuple[Ints, Ints]:
    """How often the text of each line stands there, and whether it stood there before."""
    times: dict[str, int] = {}
    before = np.zeros(len(texts), np.int64)
    for i, text in enumerate(texts):
        seen = times.get(text, 0)
        times[text] = seen + 1
        if seen:
            before[i] = 1
    return np.fromiter((times[text] for text in texts), np.int64, len(texts)), before
