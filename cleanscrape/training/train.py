"""The training loop: from examples to a model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cleanscrape.errors import ModelError
from cleanscrape.language import frequent_words
from cleanscrape.linemodel.alphabet import Alphabet
from cleanscrape.linemodel.features import NAMES, RULED
from cleanscrape.linemodel.model import FORMAT, FURTHEST, Model, whole
from cleanscrape.linemodel.words import BUCKETS
from cleanscrape.training import net
from cleanscrape.training.examples import GOLD, NONE, Example

Told = Callable[[int, float], None]
_LEAST_WEIGHT = 30.0
_EMPTY = 0.25
"""Share of the pages that are shown in an epoch without their article."""


@dataclass(frozen=True)
class Settings:
    """How to train.

    Attributes
    ----------
    epochs, size, rate, seed:
        Passes over all pages, texts in a batch, the highest rate, the random choices' seed.
    pages, others:
        How many texts of a whole page, and other texts, each page shows in an epoch.
    bodies:
        Share of the annotated bodies that are shown in an epoch, as texts that are nothing else.
    width, words:
        Numbers that a line becomes; numbers that a word is.
    deaf:
        Share of texts of which no word is seen, so that shape alone must do.
    swapped:
        Share of words that are swapped for others.
    decay:
        How fast weights that nothing needs shrink.
    memory:
        The model is a running mean of the weights; how much of it stays at each step.
    """

    epochs: int = 9
    size: int = 24
    rate: float = 4e-3
    seed: int = 0
    pages: int = 2
    others: int = 1
    bodies: float = 0.5
    width: int = 40
    words: int = 8
    deaf: float = 0.6
    swapped: float = 0.3
    decay: float = 0.2
    memory: float = 0.99


def alphabet() -> Alphabet:
    """The character tables of a new model, and the frequent words of all languages."""
    return Alphabet.of_unicode(frequent_words())


def train(
    pages: Sequence[Sequence[Example]],
    letters: Alphabet,
    about: dict[str, Any],
    settings: Settings = Settings(),
    told: Told | None = None,
) -> Model:
    """Train a model.

    Parameters
    ----------
    pages:
        The examples of each page; a page counts the same however many texts it has.
    letters:
        The character tables with which the examples were made.
    about:
        What the file is to say of itself.
    told:
        Called after each epoch with its number and its loss.

    Raises `ModelError` if there is no example, or none of the lines is body, or none junk.
    """
    _check(pages)
    rng = np.random.default_rng(settings.seed)
    weights = net.new(rng, settings.width, settings.words)
    optimiser = net.Adam(weights, settings.decay)
    mean = {name: array.copy() for name, array in weights.items()}
    steps = settings.epochs * (len(_epoch(pages, settings, rng)) // settings.size + 1)
    rates = list(net.rates(steps, settings.rate))
    for epoch in range(settings.epochs):
        chosen = _epoch(pages, settings, rng)
        losses = []
        for at in range(0, len(chosen), settings.size):
            batch = _batch(chosen[at : at + settings.size], settings, rng)
            forward = net.Pass(weights, batch, rng)
            lost, gradient = net.loss(forward.scores(), batch)
            rate = rates[min(optimiser.steps, steps - 1)]
            optimiser.step(forward.gradients(gradient), rate)
            losses.append(lost)
            _remember(mean, weights, settings.memory, optimiser.steps)
        if told is not None:
            told(epoch + 1, float(np.mean(losses)))
    arrays = whole(mean) | {
        "kinds": letters.kinds, "lower": letters.lower,
        "function_words": np.packbits(letters.function_words),
    }  # fmt: skip
    return Model({"format": FORMAT, "features": list(NAMES), **about}, arrays)


def _remember(
    mean: dict[str, net.Floats], weights: dict[str, net.Floats], memory: float, steps: int
) -> None:
    """Move the running mean of the weights; in the first steps it forgets faster."""
    share = np.float32(1 - min(memory, (steps + 1) / (steps + 10)))
    for name, array in weights.items():
        mean[name] += share * (array - mean[name])


def _check(pages: Sequence[Sequence[Example]]) -> None:
    kinds = [np.bincount(e.kind[e.weight > 0], minlength=3) for page in pages for e in page]
    total = np.sum(kinds, 0) if kinds else np.zeros(3)
    if not total[0] or not total[1]:
        raise ModelError(
            f"nothing to learn from: {int(total[1])} lines of articles and {int(total[0])} others; "
            "give pages with texts and gold"
        )


def _epoch(
    pages: Sequence[Sequence[Example]], settings: Settings, rng: np.random.Generator
) -> list[Example]:
    """The examples of one epoch, shuffled: of each page, some texts."""
    found: list[Example] = []
    for page in pages:
        whole_pages = [e for e in page if e.whole]
        others = [e for e in page if not e.whole and e.tool not in (NONE, GOLD)]
        found += _some(whole_pages, settings.pages, rng)
        found += _some(others, settings.others, rng)
        for tool, share in ((NONE, _EMPTY), (GOLD, settings.bodies)):
            if rng.random() < share:
                found += [e for e in page if e.tool == tool]
    return [found[i] for i in rng.permutation(len(found))]


def _some(examples: Sequence[Example], most: int, rng: np.random.Generator) -> list[Example]:
    chosen = rng.permutation(len(examples))[:most].tolist()
    return [examples[i] for i in chosen]


def _batch(examples: Sequence[Example], settings: Settings, rng: np.random.Generator) -> net.Batch:
    """Examples one after the other, each with empty rows behind it."""
    sizes = [len(e.dense) + net.GAP for e in examples]
    n = sum(sizes)
    dense, live = np.zeros((n, len(NAMES)), np.float32), np.zeros((n, 1), np.float32)
    count, kind = np.zeros(n, np.int64), np.zeros(n, np.int64)
    chars, spoken, weight = (np.zeros(n, np.float32) for _ in range(3))
    at = 0
    for example, size in zip(examples, sizes, strict=True):
        rows = slice(at, at + len(example.dense))
        dense[rows], live[rows] = example.dense, 1
        if rng.random() < 0.15:  # rules change, and a user may use fewer
            dense[rows, RULED] = 0
        count[rows], kind[rows] = example.count, example.kind
        chars[rows] = np.minimum(example.chars, FURTHEST)
        spoken[rows] = rng.random() >= settings.deaf
        counts = example.weight * np.sqrt(np.minimum(example.chars, FURTHEST), dtype=np.float32)
        weight[rows] = counts / np.sqrt(max(float(counts.sum()), _LEAST_WEIGHT))
        at += size
    tokens = np.concatenate([e.tokens for e in examples]).astype(np.int64)
    swapped = rng.random(len(tokens)) < settings.swapped
    tokens[swapped] = rng.integers(0, BUCKETS, int(swapped.sum()))
    text = np.repeat(np.arange(len(examples)), sizes)
    return net.Batch(dense, live, tokens, count, text, chars, spoken, kind, weight)
