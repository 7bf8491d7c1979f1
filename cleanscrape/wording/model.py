"""The wording model of a language: two tables of small whole numbers.

Most lines of articles hold none of some two hundred cues, and are not looked at. Of the others, a
first look adds a weight for each word; one line in twenty comes as far as the full sum. All is a
function of the line, in whole numbers, so the same everywhere.
"""

from __future__ import annotations

import json
import math
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any
from zlib import compress, decompress

from ahocorasick_rs import BytesAhoCorasick, Implementation

from cleanscrape.wording.features import FIRST_SIZE, SIZE, glance, glanced, named, places

HOME = Path(__file__).with_name("weights")
"""The shipped weights; `PROVENANCE.md` beside them tells what they were learned from."""
_KNOWN = 50_000
"""Words whose first weights are remembered, which bounds memory."""


class Cues:
    """Finds lines that hold one of some words, in one pass over all lines.

    >>> Cues(["sign"]).lines_with(["Sign up", "A design", "They signed", "The “sign”"])
    [0, 3]
    """

    def __init__(self, words: Sequence[str]) -> None:
        needles = [f" {word} ".encode().translate(_PLAIN) for word in words]
        self._engine = BytesAhoCorasick(needles, implementation=Implementation.ContiguousNFA)

    def lines_with(self, texts: Sequence[str]) -> list[int]:
        """The indexes of these lines, in order."""
        # two spaces between lines: a hit takes the one behind it along
        data = f" {'  '.join(texts)} ".encode("utf-8", "surrogatepass")
        found = self._engine.find_matches_as_indexes(data.translate(_PLAIN))
        if not found:
            return []
        lengths = list(map(len, texts))
        if len(data) != sum(lengths) + 2 * len(texts):
            lengths = [len(text.encode("utf-8", "surrogatepass")) for text in texts]
        starts = list(accumulate(lengths, lambda at, length: at + length + 2, initial=0))
        return sorted({bisect_right(starts, at) - 1 for _, at, _ in found})


_PLAIN = bytes(byte if chr(byte).isalnum() and byte < 0x80 else 0x20 for byte in range(256)).lower()
"""Letters and digits in lower case; a space for whatever else a word may stand beside."""


class _First(dict[str, int]):
    """Weights of the first look by word, worked out when a word first comes."""

    def __init__(self, weights: array[int]) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, word: str) -> int:
        if len(self) >= _KNOWN:
            self.clear()
        self[word] = found = self._weights[glanced(word)]
        return found


class Wording:
    """How lines of one language speak.

    Parameters
    ----------
    about:
        ``language``, ``version``; ``cues``, words of which a line must hold one; ``scale``, by
        which scores are larger than log odds; ``bias``, ``first_bias``, both in the same scale.
    weights, first:
        `SIZE` and `FIRST_SIZE` numbers from -127 to 127.
    """

    def __init__(self, about: dict[str, Any], weights: array[int], first: array[int]) -> None:
        self.about = about
        self.language = str(about["language"])
        self.version = str(about["version"])
        self.weights = weights
        self.first = first
        self._scale = int(about["scale"])
        self._bias = int(about["bias"])
        self._first_bias = int(about["first_bias"])
        self._words = _First(first)

    @cached_property
    def cues(self) -> Cues:
        """Finds the lines that hold a cue."""
        return Cues(self.about["cues"])

    @property
    def tables(self) -> tuple[array[int], array[int]]:
        """Both tables of weights."""
        return self.weights, self.first

    def glimpse(self, text: str) -> int:
        """What the first look sees; below nought a line is not worth the full one."""
        return self._first_bias + sum(map(self._words.__getitem__, glance(text)))

    def odds(self, text: str) -> int:
        """Hundredths of the log odds that a line is boilerplate."""
        found = self._bias + sum(map(self.weights.__getitem__, places(text)))
        return 100 * found // self._scale

    def strongest(self, text: str, most: int = 3) -> list[str]:
        """The words, pairs and triples of a line that speak loudest for boilerplate."""
        weighed = {name: self.weights[place] for name, place in named(text).items()}
        loud = sorted((-weight, name) for name, weight in weighed.items() if weight > 0)
        return [name for _, name in loud[:most]]

    def to_bytes(self) -> bytes:
        """The model as a file; `from_bytes` reads it."""
        packed = compress(self.weights.tobytes() + self.first.tobytes(), 9)
        return json.dumps(self.about).encode() + b"\n" + packed

    @classmethod
    def from_bytes(cls, data: bytes) -> Wording:
        """The model of a file."""
        head, packed = data.split(b"\n", 1)
        numbers = array("b", decompress(packed))
        if len(numbers) != SIZE + FIRST_SIZE:
            raise ValueError(f"{len(numbers)} weights, not {SIZE + FIRST_SIZE}")
        return cls(json.loads(head), numbers[:SIZE], numbers[SIZE:])


def probability(odds: int) -> float:
    """The probability of hundredths of log odds, to three places.

    >>> probability(0), probability(300)
    (0.5, 0.953)
    """
    return round(1 / (1 + math.exp(-odds / 100)), 3)


@cache
def load(language: str) -> Wording:
    """The shipped model of a language.

    >>> load("en").odds("Sign up for our free newsletter today.") > 0
    True
    >>> load("en").odds("The council voted on Tuesday to close the bridge.") < 0
    True
    """
    return Wording.from_bytes((HOME / f"{language}.bin").read_bytes())
