"""The net in floating point: its forward pass, its gradients, its optimiser.

A line's features and the words it holds become `width` numbers; convolutions over the lines, each
reaching further than the one before, mix in its neighbours; means and maxima over the whole text
are added; one more convolution follows. Three scores come out: junk, body, metadata.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from cleanscrape.linemodel.features import NAMES
from cleanscrape.linemodel.model import POOLED, REACH
from cleanscrape.linemodel.scale import ONE
from cleanscrape.linemodel.words import BUCKETS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
Floats: TypeAlias = "NDArray[np.float32]"

GAP = max(REACH)
"""Empty rows between the texts of a batch, so that none sees another."""


class Batch(NamedTuple):
    """Texts one after the other, with empty rows between them.

    Attributes
    ----------
    dense, live:
        Features; and 1 for rows that are lines.
    tokens, count:
        Table rows of the words, and how many each row has.
    text, chars:
        For each row its text, and how much it says.
    spoken:
        0 for rows whose words are not to be seen.
    kind, weight:
        What each line is, and how much that counts.
    """

    dense: Floats
    live: Floats
    tokens: Ints
    count: Ints  # type: ignore[assignment]  # a batch is no sequence; nobody counts in it
    text: Ints
    chars: Floats
    spoken: Floats
    kind: Ints
    weight: Floats


def new(rng: np.random.Generator, width: int = 40, words: int = 8) -> dict[str, Floats]:
    """Random weights of a net."""

    def layer(inputs: int, outputs: int) -> Floats:
        bound = inputs**-0.5
        return rng.uniform(-bound, bound, (inputs, outputs)).astype(np.float32)

    made = {
        "table": rng.normal(0, 0.01, (BUCKETS, words)).astype(np.float32),
        "in": layer(len(NAMES) + words, width),
        "pool": layer(3 * width, width),
        "out": layer(2 * width, 3),
    }
    for i in range(len(REACH)):
        made[f"conv{i}"] = layer(3 * width, width)
    for name in [name for name in made if name != "table"]:
        made[f"{name}.bias"] = np.zeros(made[name].shape[1], np.float32)
    return made


def _near(h: Floats, reach: int) -> Floats:
    """Each row beside the one `reach` before it and the one `reach` after it."""
    n, width = h.shape
    out = np.zeros((n, 3 * width), np.float32)
    out[reach:, :width] = h[:-reach]
    out[:, width : 2 * width] = h
    out[:-reach, 2 * width :] = h[reach:]
    return out


def _near_back(grad: Floats, reach: int) -> Floats:
    width = grad.shape[1] // 3
    out: Floats = grad[:, width : 2 * width].copy()
    out[:-reach] += grad[reach:, :width]
    out[reach:] += grad[:-reach, 2 * width :]
    return out


def _sums(values: Floats, text: Ints) -> Floats:
    """Sums over the rows of each text; the rows of a text stand together."""
    starts = np.flatnonzero(np.diff(text, prepend=-1))
    return np.add.reduceat(values, starts, 0)


@dataclass
class Pass:
    """One forward pass, with what its gradients need."""

    weights: dict[str, Floats]
    batch: Batch
    rng: np.random.Generator | None = None
    drop: float = 0.1

    def scores(self) -> Floats:
        """A row of three scores for each row of the batch."""
        w, b = self.weights, self.batch
        self.scale = (b.spoken / np.sqrt(np.maximum(b.count, 1))).astype(np.float32)[:, None]
        said = np.zeros((len(b.dense), w["table"].shape[1]), np.float32)
        self.has = np.flatnonzero(b.count)
        starts = (np.cumsum(b.count) - b.count)[self.has]
        if len(starts):
            said[self.has] = np.add.reduceat(w["table"][b.tokens], starts, 0)
        self.seen = np.concatenate([b.dense / np.float32(ONE), said * self.scale], 1)
        self.first = np.maximum(self.seen @ w["in"] + w["in.bias"], 0) * b.live
        h = self.first * self._mask("first")
        self.inputs: list[Floats] = []
        self.active: list[Floats] = []
        for i, reach in enumerate(REACH):
            near = _near(h, reach)
            new = np.maximum(near @ w[f"conv{i}"] + w[f"conv{i}.bias"], 0)
            self.inputs.append(near)
            self.active.append((new > 0) * self._mask(i) * b.live)
            h = (h + new * self._mask(i)) * b.live
            if i == POOLED:
                h = self._pooled(h)
        self.last = np.concatenate([h, self.first], 1)
        return self.last @ w["out"] + w["out.bias"]

    def _mask(self, key: object) -> Floats:
        if self.rng is None:
            return np.ones((1, 1), np.float32)
        masks = self.__dict__.setdefault("masks", {})
        if key not in masks:
            shape = (len(self.batch.dense), self.weights["in"].shape[1])
            kept = self.rng.random(shape, dtype=np.float32) >= self.drop
            masks[key] = kept.astype(np.float32) / np.float32(1 - self.drop)
        return masks[key]  # type: ignore[no-any-return]

    def _pooled(self, h: Floats) -> Floats:
        w, b = self.weights, self.batch
        self.mean_of = (b.live / _sums(b.live, b.text)[b.text]).astype(np.float32)
        mass: Floats = b.chars[:, None] * b.live
        self.mass_of = (mass / np.maximum(_sums(mass, b.text), 1)[b.text]).astype(np.float32)
        highest = np.maximum.reduceat(h, np.flatnonzero(np.diff(b.text, prepend=-1)), 0)
        self.is_highest: Floats = (h == highest[b.text]) * b.live
        self.means = np.concatenate(
            [_sums(h * self.mean_of, b.text), _sums(h * self.mass_of, b.text), highest], 1
        )
        added = h + (self.means @ w["pool"] + w["pool.bias"])[b.text]
        out = np.maximum(added, 0) * b.live
        self.kept = (added > 0) * b.live
        return out

    def gradients(self, grad: Floats) -> dict[str, Floats]:
        """The gradients of all weights, from those of the scores."""
        w, b = self.weights, self.batch
        out = {"out": self.last.T @ grad, "out.bias": grad.sum(0)}
        back = grad @ w["out"].T
        width = self.first.shape[1]
        h, first = back[:, :width] * b.live, back[:, width:]
        for i in reversed(range(len(REACH))):
            if i == POOLED:
                h = self._pooled_back(h, out)
            inner: Floats = h * self.active[i]
            out[f"conv{i}"] = self.inputs[i].T @ inner
            out[f"conv{i}.bias"] = inner.sum(0)
            h = h * b.live + _near_back(inner @ w[f"conv{i}"].T, REACH[i])
        h = (h * self._mask("first") + first) * (self.first > 0)
        out["in"] = self.seen.T @ h
        out["in.bias"] = h.sum(0)
        words = (h @ w["in"].T)[:, b.dense.shape[1] :] * self.scale
        out["table"] = self._table(words)
        return out

    def _pooled_back(self, h: Floats, out: dict[str, Floats]) -> Floats:
        w, b = self.weights, self.batch
        h = h * self.kept
        each = _sums(h, b.text)
        out["pool"] = self.means.T @ each
        out["pool.bias"] = each.sum(0)
        means = each @ w["pool"].T
        mean, mass, highest = np.split(means, 3, 1)
        highest = highest / np.maximum(_sums(self.is_highest, b.text), 1)  # where several are
        found: Floats = (
            h + mean[b.text] * self.mean_of + mass[b.text] * self.mass_of
            + highest[b.text] * self.is_highest
        ).astype(np.float32)  # fmt: skip
        return found

    def _table(self, words: Floats) -> Floats:
        """Gradients of the table of words: of each row, the sum over the lines that hold it."""
        tokens = self.batch.tokens
        table = np.zeros_like(self.weights["table"])
        if len(tokens):
            order = np.argsort(tokens, kind="stable")
            owner = np.repeat(np.arange(len(words)), self.batch.count)[order]
            ordered = tokens[order]
            starts = np.flatnonzero(np.diff(ordered, prepend=-1))
            table[ordered[starts]] = np.add.reduceat(words[owner], starts, 0)
        found: Floats = table
        return found


def loss(scores: Floats, batch: Batch) -> tuple[float, Floats]:
    """Weighted cross entropy, and its gradient."""
    shifted = scores - scores.max(1, keepdims=True)
    odds = np.exp(shifted)
    total = odds.sum(1, keepdims=True)
    rows = np.arange(len(scores))
    weight = batch.weight / max(float(batch.weight.sum()), 1e-9)
    lost = float(((np.log(total[:, 0]) - shifted[rows, batch.kind]) * weight).sum())
    grad = odds / total
    grad[rows, batch.kind] -= 1
    return lost, (grad * weight[:, None]).astype(np.float32)


class Adam:
    """The optimiser (AdamW); gradients are clipped to length one."""

    def __init__(self, weights: dict[str, Floats], decay: float = 0.01) -> None:
        self.weights, self.decay, self.steps = weights, decay, 0
        self.mean = {name: np.zeros_like(w) for name, w in weights.items()}
        self.square = {name: np.zeros_like(w) for name, w in weights.items()}

    def step(self, gradients: dict[str, Floats], rate: float) -> None:
        """Move the weights against their gradients."""
        self.steps += 1
        norm = float(np.sqrt(sum(float((g * g).sum()) for g in gradients.values())))
        clip = np.float32(min(1.0, 1.0 / max(norm, 1e-9)))
        one, two = 1 - 0.9**self.steps, 1 - 0.999**self.steps
        for name, gradient in gradients.items():
            g = gradient * clip
            mean, square, w = self.mean[name], self.square[name], self.weights[name]
            mean += np.float32(0.1) * (g - mean)
            square += np.float32(0.001) * (g * g - square)
            w *= np.float32(1 - rate * self.decay)
            w -= np.float32(rate / one) * mean / (np.sqrt(square / np.float32(two)) + 1e-8)


def rates(steps: int, highest: float = 4e-3) -> Iterator[float]:
    """The rate of each step: it rises for a few, then falls along a cosine."""
    for i in range(steps):
        yield (
            highest
            * min(1.0, (i + 1) / min(50, steps))
            * (0.5 * (1 + float(np.cos(np.pi * i / steps))) + 0.01)
        )
