"""Learning a wording model: logistic regression on hashed words.

One convex fit in numpy; a library for it would weigh a hundred times as much as the model.

Run as ``python -m cleanscrape.training.wording LANGUAGE LINES.jsonl... -o FILE``; a row holds
``text`` and ``kind`` (``junk`` or ``keep``), or ``gold``, an article of which each line is kept.
The examples of the language's rules are learned from, too.
"""

from __future__ import annotations

import argparse
import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleanscrape.rules import shipped
from cleanscrape.rules.loader import read_folder
from cleanscrape.sources.packing import Stream, packing
from cleanscrape.wording.features import FIRST_SIZE, SIZE, glance, glanced, places, tokens
from cleanscrape.wording.filter import LIKELY, judged
from cleanscrape.wording.model import Wording

Floats = NDArray[np.float64]
_PENALTY = 2.0
"""How hard weights are drawn to zero, as the inverse of the usual C."""
_STEPS = 400
"""Steps, after which no weight changes by as much as is rounded away."""
_SCALE = 32
_OFTEN = 3
_COMMONER = 8
"""How often a cue stands in boilerplate, and how much more often than in what stays. A seventh of
the lines of articles holds one, and seven of eight lines of boilerplate."""
_PASS = 0.01
"""Share of boilerplate that the first look may miss."""


class Lines(NamedTuple):
    """Lines, each with whether it is boilerplate."""

    texts: list[str]
    junk: list[bool]


def of_rules(language: str) -> Lines:
    """The examples of a language's rules: what they must cut, and near-misses."""
    packs, _ = read_folder(shipped.HOME / language)
    rules = [rule for pack in packs if pack.category != "metadata" for rule in pack.rules]
    found = [(text, True) for rule in rules for text in rule.remove]
    found += [(text, False) for rule in rules for text in rule.keep]
    return _lines(found)


def of_file(path: Path, language: str) -> Lines:
    """The lines of a file of rows; of articles, those in the language."""
    found: list[tuple[str, bool]] = []
    for row in map(json.loads, filter(None, _rows(path))):
        if "kind" in row:
            found.append((row["text"], row["kind"] == "junk"))
        elif row.get("lang") == language:
            found += [(line, False) for line in (row.get("gold") or "").splitlines()]
    return _lines(found)


def _rows(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        stream = Stream(file, packing(path.name))
        data = b"".join(iter(lambda: stream.read(1 << 20), b""))
    yield from data.decode("utf-8").split("\n")


def _lines(found: Iterable[tuple[str, bool]]) -> Lines:
    """Each line once: what is both is kept, for it is somebody's."""
    found = list(found)
    kept = {text.strip() for text, junk in found if not junk}
    texts: dict[str, bool] = {}
    for text, junk in found:
        said = text.strip()
        if said and judged(said):
            texts[said] = junk and said not in kept
    return Lines(list(texts), list(texts.values()))


def fit(rows: Sequence[Sequence[int]], truth: Sequence[bool], size: int) -> tuple[Floats, float]:
    """Weights and bias of a logistic regression on sums of weights, by accelerated gradients.

    Each weight takes steps of its own: the curvature is at most a quarter of the sum, over the
    lines that have it, of how many weights they have.
    """
    lengths = np.array([len(row) + 1 for row in rows])
    columns = np.concatenate([np.asarray([*row, size], np.int64) for row in rows])
    index = np.repeat(np.arange(len(rows)), lengths)
    curved = np.bincount(columns, lengths[index], size + 1) / 4
    penalty = np.full(size + 1, _PENALTY)
    penalty[size] = 0.0  # the bias is free
    wanted = np.asarray(truth, np.float64)
    weights = before = np.zeros(size + 1)
    for step in range(_STEPS):
        ahead = weights + step / (step + 3) * (weights - before)
        sums = np.bincount(index, ahead[columns], len(rows))
        wrong = 1 / (1 + np.exp(-sums)) - wanted
        slope = np.bincount(columns, wrong[index], size + 1) + penalty * ahead
        before, weights = weights, ahead - slope / (curved + _PENALTY)
    return weights[:size], float(weights[size])


def cues(lines: Lines) -> list[str]:
    """Words that are far commoner in boilerplate than in what stays."""
    junk, kept = Counter[str](), Counter[str]()
    for text, is_junk in zip(lines.texts, lines.junk, strict=True):
        (junk if is_junk else kept).update({token for token in tokens(text) if len(token) > 1})
    many, others = max(1, sum(lines.junk)), max(1, len(lines.texts) - sum(lines.junk))
    return sorted(
        word for word, count in junk.items()
        if count >= _OFTEN and word[0].isalpha()
        and count / many >= _COMMONER * (kept[word] + 2) / others
    )  # fmt: skip


def train(language: str, lines: Lines, about: dict[str, Any]) -> Wording:
    """Learn a model from lines."""
    full, bias = fit([sorted(places(text)) for text in lines.texts], lines.junk, SIZE)
    words = [[glanced(word) for word in glance(text)] for text in lines.texts]
    first, first_bias = fit(words, lines.junk, FIRST_SIZE)
    known = {
        "language": language, "cues": cues(lines), "scale": _SCALE, "bias": round(bias * _SCALE),
        "first_bias": round(first_bias * _SCALE), **about,
    }  # fmt: skip
    model = Wording(known, _whole(full), _whole(first))
    # what the first look must see so that nearly all that would go comes to the full one
    junk = [text for text, is_junk in zip(lines.texts, lines.junk, strict=True) if is_junk]
    told = list(map(model.glimpse, [text for text in junk if model.odds(text) >= LIKELY] or junk))
    least = int(np.floor(np.quantile(told, _PASS)))
    return Wording({**known, "first_bias": known["first_bias"] - least}, *model.tables)


def _whole(weights: Floats) -> array[int]:
    return array("b", np.clip(np.rint(weights * _SCALE), -127, 127).astype(np.int8).tobytes())


def main(argv: Sequence[str] | None = None) -> None:
    """Learn a model from files, and write it."""
    parser = argparse.ArgumentParser(description="Learn the wording model of a language.")
    parser.add_argument("language")
    parser.add_argument("lines", nargs="*", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--version", default="1")
    args = parser.parse_args(argv)
    found = [of_rules(args.language), *(of_file(path, args.language) for path in args.lines)]
    lines = _lines(pair for each in found for pair in zip(each.texts, each.junk, strict=True))
    args.output.write_bytes(train(args.language, lines, {"version": args.version}).to_bytes())
    print(f"{args.output}: {len(lines.texts):,} lines, {sum(lines.junk):,} of them boilerplate")


if __name__ == "__main__":
    main()
