"""Intervals by resampling pages (Efron 1979): what would other pages of the same kind have said?

All columns of a page are drawn together, so that a difference of before and after is paired. Sums
are sums of integers, and the draws depend on the seed and the number of pages alone: the same
figures give the same interval on every machine.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter

from cleanscrape.evaluation.metrics import Score

TIMES = 1000
SEED = 0
SCALE = 1_000_000_000
"""What shares are multiplied by to be integers."""

Interval = tuple[float, float]
Statistic = Callable[[Sequence[int]], float]
_BITS = 64


def interval(
    rows: Sequence[tuple[int, ...]], statistic: Statistic, times: int = TIMES, seed: int = SEED
) -> Interval | None:
    """The 95 % percentile interval of a statistic of the columns' sums.

    Parameters
    ----------
    rows:
        For each page its columns, integers not below 0.
    statistic:
        From the sums of the columns to the figure.

    Returns None for fewer than two pages.

    >>> interval([(1, 2)] * 10, lambda sums: sums[0] / sums[1])
    (0.5, 0.5)
    """
    if len(rows) < 2:
        return None
    columns = len(rows[0])
    packed = [_pack(row) for row in rows]
    found = sorted(
        statistic(_unpack(sum(draw(packed)), columns)) for draw in _draws(len(rows), times, seed)
    )
    return found[round(0.025 * (times - 1))], found[round(0.975 * (times - 1))]


def _pack(row: tuple[int, ...]) -> int:
    """All columns in one integer, so that one sum adds them all."""
    return sum(value << (_BITS * place) for place, value in enumerate(row))


def _unpack(packed: int, columns: int) -> list[int]:
    mask = (1 << _BITS) - 1
    return [packed >> (_BITS * place) & mask for place in range(columns)]


@lru_cache(maxsize=4)
def _draws(pages: int, times: int, seed: int) -> list[Callable[[Sequence[int]], tuple[int, ...]]]:
    """For each resample a function that picks its pages; the same for all columns of as many."""
    rng = random.Random(f"{seed} {pages}")
    return [itemgetter(*rng.choices(range(pages), k=pages)) for _ in range(times)]


def scaled(*shares: float) -> tuple[int, ...]:
    """Shares as integers."""
    return tuple(round(share * SCALE) for share in shares)


def f1_difference(sums: Sequence[int]) -> float:
    """F1 after less F1 before, of sums of precision and recall before, then after, and of ones.

    >>> f1_difference(scaled(2.0, 2.0, 3.0, 3.0, 4))
    0.25
    """
    pages = sums[4]
    before, after = (Score(p / pages, r / pages) for p, r in (sums[:2], sums[2:4]))
    return after.f1 - before.f1


def ratio(sums: Sequence[int]) -> float:
    """The first column's share of the second; 0 if there is nothing to share."""
    return sums[0] / sums[1] if sums[1] else 0.0
