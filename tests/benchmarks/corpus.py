"""Texts to measure on: made from ``samples/``, or read from data files."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "samples"
_WORD = re.compile(r"\b[a-z]{5,}\b")
_PARTS = (
    "bel",
    "cor",
    "dan",
    "fen",
    "gil",
    "har",
    "lom",
    "mer",
    "nost",
    "pel",
    "rin",
    "tov",
    "wic",
)
_ENDS = ("a", "ed", "er", "ing", "ish", "on", "s", "th")
_CHANGED = 0.25
"""Share of the longer words that are exchanged: enough for no two copies of a line to be alike."""
_STAYS = 0.05
"""Share of the lines with boilerplate that stay. Samples are made of boilerplate; what extractors
return holds about a hundredth of it, and a benchmark of cuts alone would not say much about that.
"""


def _overlaps(line: str, junk: list[str]) -> bool:
    """Whether the line holds some of the boilerplate, or is part of some that has many lines."""
    return any(part in line or (line.strip() and line.strip() in part) for part in junk)


@cache
def _samples() -> tuple[tuple[tuple[str, bool], ...], ...]:
    """The lines of each sample, each with whether any of it is boilerplate."""
    found = []
    for path in sorted(SAMPLES.glob("*.txt")):
        wish = json.loads((SAMPLES / "expected" / f"{path.stem}.json").read_text("utf-8"))
        if wish["flags"]:
            continue  # no article: a wall of consent, a page without JavaScript
        junk = [removal["text"] for removal in wish["removals"]]
        lines = path.read_text("utf-8").splitlines()
        found.append(tuple((line, _overlaps(line, junk)) for line in lines))
    return tuple(found)


def _varied(line: str, rng: random.Random) -> str:
    """The line with some words exchanged for words that do not exist.

    Short words stay, because languages are told by them; no real word comes in, because it might
    be one that rules look for.
    """

    def word(found: re.Match[str]) -> str:
        if rng.random() >= _CHANGED:
            return found[0]
        return rng.choice(_PARTS) + rng.choice(_PARTS) + rng.choice(_ENDS)

    return _WORD.sub(word, line)


def articles(seed: int = 3) -> Iterator[str]:
    """Articles without end: two samples each, bodies varied, some boilerplate as it stands."""
    rng = random.Random(seed)
    samples = _samples()
    for i in count():
        both = rng.choice(samples) + samples[i % len(samples)]
        stay = [(line, junk) for line, junk in both if not junk or rng.random() < _STAYS]
        yield "\n".join(line if junk else _varied(line, rng) for line, junk in stay)


def made(characters: int) -> list[str]:
    """Whole articles, until there are that many characters."""
    found = []
    for text in articles():
        found.append(text)
        characters -= len(text)
        if characters <= 0:
            break
    return found


def block(characters: int) -> str:
    """One text of that length: articles on end, the last one cut off."""
    return "\n\n".join(made(characters))[:characters]


def read(paths: list[str], column: str) -> list[str]:
    """One text for each row that has the column in its ``texts``."""
    found = []
    for path in paths:
        data = Path(path).read_bytes()
        rows = (gzip.decompress(data) if path.endswith(".gz") else data).splitlines()
        found += [text for row in rows if (text := json.loads(row).get("texts", {}).get(column))]
    return found
