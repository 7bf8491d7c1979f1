"""The model: weights, and scores in whole numbers.

Every activation and weight is a whole number, and every sum stays below 2**53, so that floating
point holds it exactly: whatever the order of the sums, the machine or the library, the bytes agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from math import isqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from cleanscrape.linemodel import file
from cleanscrape.linemodel.alphabet import Alphabet
from cleanscrape.linemodel.features import NAMES, Seen
from cleanscrape.linemodel.file import FORMAT, REACH, TABLES, shapes, whole
from cleanscrape.linemodel.file import STEP as _STEP

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole = NDArray[np.float64]
    """Whole numbers in floating point, which multiplies matrices faster."""

__all__ = [
    "FORMAT", "FURTHEST", "POOLED", "REACH", "Judged", "Model", "read", "shapes", "whole", "write",
]  # fmt: skip

POOLED = 5
"""The convolution after which the means and maxima over the text are added."""
NEIGHBOURS = sum(REACH)
"""Lines on either side that have a say, beside the means over the text."""
FURTHEST = 400
"""Characters from which a longer line weighs no more in a mean."""
_MOST = float((1 << 15) - 1)
"""The largest activation."""
_WORDS = 64
"""Words of a line from which more change nothing."""
_FINE = 64
"""Steps in which the odds are told apart, for a score of one."""
_ODDS = 1 << 20
_ONE_THREAD = 1 << 18
"""Multiplications up to which OpenBLAS, which numpy's wheels bring, stays in one thread."""


@lru_cache(maxsize=1)
def _odds() -> NDArray[np.int64]:
    """Powers of e, as whole numbers; decimal arithmetic is the same everywhere."""
    powers = (int((Decimal(-i) / _FINE).exp() * _ODDS) for i in range(16 * _FINE))
    return np.fromiter(powers, np.int64, 16 * _FINE)


@lru_cache(maxsize=1)
def _scales() -> NDArray[np.float64]:
    """For each number of words, what their sum is multiplied with: its root's inverse."""
    found = [isqrt(_STEP * _STEP // max(1, i)) for i in range(_WORDS + 1)]
    return np.array(found, np.float64)


class Judged(NamedTuple):
    """What the model makes of the lines of a text.

    Attributes
    ----------
    scores:
        Three for each line (junk, body, metadata), `_FINE` steps to one.
    chances:
        The same as chances, in thousandths.
    said:
        What the words of each line add up to.
    """

    scores: NDArray[np.int64]
    chances: NDArray[Any]
    said: NDArray[Any]


@dataclass(frozen=True)
class Model:
    """A trained model.

    Parameters
    ----------
    about:
        What the file says of itself: ``version``, ``trained on``, ``licence``, ``thresholds``.
    arrays:
        Weights and tables.
    """

    about: Mapping[str, Any]
    arrays: Mapping[str, NDArray[Any]]

    @property
    def version(self) -> str:
        """What the log calls the model."""
        return str(self.about["version"])

    @cached_property
    def alphabet(self) -> Alphabet:
        """The character tables that it was trained with."""
        kinds, lower, words = (self.arrays[name] for name in TABLES)
        return Alphabet(kinds, lower, words)

    @cached_property
    def _layers(self) -> dict[str, Whole]:
        return {
            name: array.astype(np.float64)
            for name, array in self.arrays.items() if name not in (*TABLES, "table")
        }  # fmt: skip

    @cached_property
    def _table(self) -> NDArray[np.float32]:
        return self.arrays["table"].astype(np.float32)

    def judge(self, seen: Seen) -> Judged:
        """What each line of a text is."""
        said = self.said(seen)
        first = self.first(seen.dense, said)
        h = self.convolved(first)
        pool = Pool(h.shape[1])
        pool.add(h, seen.chars)
        return Judged(*self.scored(h, first, pool), said)

    def first(self, dense: NDArray[Any], said: NDArray[Any]) -> Whole:
        """The first layer: each line by itself."""
        return _active(self._acc(dense, said))

    def convolved(self, first: Whole) -> Whole:
        """The lines among their neighbours, `NEIGHBOURS` of them on either side."""
        h = first
        for i in range(POOLED + 1):
            h = self._step(h, i)
        return h

    def scored(
        self, h: Whole, first: Whole, pool: Pool
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Scores and chances, from the lines among their neighbours and the text as a whole."""
        w = self._layers
        added = np.floor((pool.means() @ w["pool"] + w["pool.bias"]) / _STEP)
        h = np.clip(h + added, 0, _MOST)
        for i in range(POOLED + 1, len(REACH)):
            h = self._step(h, i)
        out = _product(np.concatenate([h, first], 1), w["out"]) + w["out.bias"]
        scores = np.floor(out * (_FINE / (_STEP * _STEP))).astype(np.int64)
        return scores, _chances(scores)

    def _step(self, h: Whole, i: int) -> Whole:
        w = self._layers
        near = _product(_near(h, REACH[i]), w[f"conv{i}"])
        found: Whole = np.minimum(h + _active(near + w[f"conv{i}.bias"]), _MOST)
        return found

    def straight(
        self, seen: Seen, judged: Judged, chosen: NDArray[np.int64], body: int
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """What each feature of the chosen lines, their words, and their surroundings say.

        Parameters
        ----------
        body:
            The line that they are compared with.

        Returns
        -------
        tuple
            How much each feature, then the words, then the lines around speak for junk and
            against body; and whether each feature is more than that of `body`.
        """
        w, n = self._layers, len(NAMES)
        width = len(w["in.bias"])
        dense, said = (
            part.astype(np.float64) for part in (seen.dense[chosen], judged.said[chosen])
        )
        straight = (w["out"][:width] + w["out"][width:]) @ np.array([1.0, -1.0, 0.0])
        back = (self._acc(dense, said) > 0) * straight @ w["in"].T
        apart = dense - seen.dense[body]
        parts = np.zeros((len(chosen), n + 2))
        parts[:, :n] = apart * back[:, :n]
        parts[:, n] = ((said - judged.said[body]) * back[:, n:]).sum(1)
        margin = judged.scores[:, 0] - judged.scores[:, 1]
        whole = (margin[chosen] - margin[body]) * (float(_STEP) ** 3 / _FINE)
        parts[:, n + 1] = whole - parts.sum(1)
        return parts.astype(np.int64), apart > 0

    def _acc(self, dense: NDArray[Any], said: Whole) -> Whole:
        weights = self._layers["in"]
        acc = _product(dense.astype(np.float64), weights[: len(NAMES)])
        return acc + _product(said, weights[len(NAMES) :]) + self._layers["in.bias"]

    def said(self, seen: Seen) -> Whole:
        """What the words of each line add up to."""
        rows = self._table
        said = np.zeros((len(seen.count), rows.shape[1]))
        has = np.flatnonzero(seen.count)
        if len(has):
            starts = (np.cumsum(seen.count) - seen.count)[has]
            sums = np.add.reduceat(rows[seen.tokens], starts, 0)  # below 2**24: exact
            scale = _scales()[np.minimum(seen.count[has], _WORDS)]
            said[has] = np.floor(sums * scale[:, None] / _STEP)
        return said


class Pool:
    """Means and maxima over the lines of a text, which may come in parts."""

    def __init__(self, width: int) -> None:
        self._lines, self._mass = 0, 0.0
        self._sums, self._weighed, self._most = (np.zeros(width) for _ in range(3))

    def add(self, h: Whole, chars: NDArray[np.int64]) -> None:
        """Add some lines, with how much they say."""
        mass = np.minimum(chars, FURTHEST).astype(np.float64)
        self._lines += len(h)
        self._mass += float(mass.sum())
        self._sums += h.sum(0)
        self._weighed += mass @ h
        np.maximum(self._most, h.max(0), out=self._most)

    def means(self) -> Whole:
        """The means, the means by what lines say, the maxima."""
        weighed = np.floor(self._weighed / max(1.0, self._mass))
        return np.concatenate([np.floor(self._sums / self._lines), weighed, self._most])


def _chances(scores: NDArray[np.int64]) -> NDArray[np.int64]:
    below = np.minimum(scores.max(1, keepdims=True) - scores, 16 * _FINE - 1)
    odds = _odds()[below]
    chances: NDArray[np.int64] = odds * 1000 // odds.sum(1, keepdims=True)
    return chances


def _active(acc: Whole) -> Whole:
    found: Whole = np.clip(np.floor(acc / _STEP), 0, _MOST)
    return found


def _product(rows: Whole, weights: Whole) -> Whole:
    """Rows times weights, a few rows at a time.

    A product as large as a text's makes libraries start a thread on each core, which takes longer
    than the sum, and stalls where other processes use the cores. In whole numbers the split changes
    nothing.
    """
    most = max(1, _ONE_THREAD // weights.size)
    if len(rows) <= most:
        whole: Whole = rows @ weights
        return whole
    found: Whole = np.empty((len(rows), weights.shape[1]))
    for start in range(0, len(rows), most):
        np.matmul(rows[start : start + most], weights, out=found[start : start + most])
    return found


def _near(h: Whole, reach: int) -> Whole:
    """Each row beside the one `reach` before it and the one `reach` after it."""
    n, width = h.shape
    out = np.zeros((n, 3 * width))
    out[:, width : 2 * width] = h
    if n > reach:
        out[reach:, :width] = h[:-reach]
        out[:-reach, 2 * width :] = h[reach:]
    return out


def write(model: Model) -> bytes:
    """A model as the bytes of its file; the same model gives the same bytes."""
    return file.write(model.about, model.arrays)


def read(path: Path) -> Model:
    """Read a model's file. Raises `ModelError`, which names it, what is wrong, and a remedy."""
    return Model(*file.read(path))
