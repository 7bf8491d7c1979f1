"""A stratified sample of texts, drawn in one pass, the same for the same seed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from heapq import heappush, heappushpop
from typing import Generic, Literal, NamedTuple, TypeVar

T = TypeVar("T")
Kind = Literal["cut", "spared"]
_ROUND: tuple[Kind, ...] = ("cut", "spared", "cut")
"""What is drawn of each filter in a round."""


class Stratum(NamedTuple):
    """What is sampled by itself: the cuts of a filter, or its near misses."""

    kind: Kind
    filter: str


@dataclass(slots=True)
class Drawn(Generic[T]):
    """A text of the sample: its identity, where it was met first, and how often it occurs."""

    identity: str
    item: T
    occurrences: int = 1


@dataclass(slots=True)
class _Pool(Generic[T]):
    held: dict[int, Drawn[T]] = field(default_factory=dict)
    largest: list[int] = field(default_factory=list)
    """A heap of the held keys, negated: the largest comes first."""


@dataclass
class Sampler(Generic[T]):
    """Draws texts: within a stratum each distinct text of a rule is as likely as any other.

    A text's key is a hash of seed and identity, and the smallest keys are drawn. So the order of
    what is offered does not matter, memory does not grow with it, and a smaller sample is the
    beginning of a larger one.

    Parameters
    ----------
    size:
        How many texts to draw in all.
    seed:
        Another seed draws others.

    >>> sampler = Sampler(size=2)
    >>> for text in ("Share", "Share", "Tweet"):
    ...     sampler.offer(Stratum("cut", "share"), "en.share.button", text, text.upper)
    >>> sorted((drawn.item, drawn.occurrences) for drawn in sampler.draw())
    [('SHARE', 2), ('TWEET', 1)]
    """

    size: int
    seed: int = 0
    occurrences: Counter[tuple[Stratum, str]] = field(default_factory=Counter)
    """Of each stratum and rule, all that was offered."""
    _pools: dict[Stratum, _Pool[T]] = field(default_factory=dict)

    def offer(self, stratum: Stratum, rule: str, text: str, make: Callable[[], T]) -> None:
        """Take an occurrence of a text into account; `make` is called if it may be drawn."""
        self.occurrences[stratum, rule] += 1
        identity = identify(stratum, rule, text)
        key = int(hashlib.sha256(f"{self.seed}:{identity}".encode()).hexdigest()[:24], 16)
        pool = self._pools.setdefault(stratum, _Pool())
        if key in pool.held:
            pool.held[key].occurrences += 1
        elif len(pool.held) < self.size:
            pool.held[key] = Drawn(identity, make())
            heappush(pool.largest, -key)
        elif self.size and key < -pool.largest[0]:
            del pool.held[-heappushpop(pool.largest, -key)]
            pool.held[key] = Drawn(identity, make())

    def draw(self) -> list[Drawn[T]]:
        """The sample, in rounds over the strata: any beginning of it is a sample, too."""
        queues = {
            stratum: iter([pool.held[key] for key in sorted(pool.held)])
            for stratum, pool in self._pools.items()
        }
        turns = [one for kind in _ROUND for one in sorted(queues) if one.kind == kind]
        drawn: list[Drawn[T]] = []
        while len(drawn) < self.size and (found := list(_round(queues, turns))):
            drawn += found
        return drawn[: self.size]


def identify(stratum: Stratum, rule: str, text: str) -> str:
    """A name for a text of a rule; white space does not count.

    >>> one, two = (identify(Stratum("cut", "share"), "r", t) for t in ("a b", " a  b "))
    >>> one == two
    True
    """
    parts = "\0".join([*stratum, rule, " ".join(text.split())])
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _round(queues: dict[Stratum, Iterator[Drawn[T]]], turns: list[Stratum]) -> Iterator[Drawn[T]]:
    for stratum in turns:
        if (drawn := next(queues[stratum], None)) is not None:
            yield drawn
