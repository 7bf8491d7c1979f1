"""Growth: how the time rises with the length of the text."""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Callable

from .corpus import block
from .processes import child
from .table import section, size

SIZES = (64 << 10, 1 << 20, 8 << 20)
_TRIGGER = "The harbour newsletter was late again that week.\n"


def _articles(n: int) -> str:
    part = block(min(n, 1 << 18))
    return (part * (n // len(part) + 1))[:n]


SHAPES: dict[str, Callable[[int], str]] = {
    "normal text": _articles,
    "one line": lambda n: _articles(n).replace("\n", " "),
    "only newlines": lambda n: "\n" * n,
    "a trigger in every line": lambda n: (_TRIGGER * (n // len(_TRIGGER) + 1))[:n],
    "one letter repeated": lambda n: "a" * n,
    "bar characters": lambda n: "|" * n,
}


def seconds(shape: str, sizes: list[int], runs: int) -> list[float]:
    """The best of a few runs at each size: of the processor's time, what others use is noise."""
    from cleanscrape import Cleaner

    cleaner = Cleaner()
    cleaner.clean(SHAPES[shape](10_000))
    found = []
    for n in sizes:
        text = SHAPES[shape](n)
        best = math.inf
        for _ in range(runs):  # as often at each size: the best of more is better
            start = time.process_time()
            cleaner.clean(text)
            best = min(best, time.process_time() - start)
        found.append(best)
    return found


def exponent(sizes: tuple[int, ...], times: list[float], first: int) -> str:
    """The power of the length that the time follows, from one size to the last.

    >>> exponent((1, 8, 64), [1.0, 8.0, 512.0], 0), exponent((1, 8, 64), [1.0, 8.0, 512.0], 1)
    ('1.50', '2.00')
    """
    return f"{math.log(times[-1] / times[first]) / math.log(sizes[-1] / sizes[first]):.2f}"


def rows(sizes: tuple[int, ...] = SIZES, runs: int = 3) -> list[list[str]]:
    found = []
    for shape in SHAPES:
        times = child("growth", shape, json.dumps(sizes), runs)
        exponents = [exponent(sizes, times, 0), exponent(sizes, times, -2)]
        found.append([shape, *exponents, *(f"{t:.4f}" for t in times)])
    return found


def report(sizes: tuple[int, ...] = SIZES, runs: int = 3) -> str:
    least, last_but_one, most = size(sizes[0]), size(sizes[-2]), size(sizes[-1])
    head = ["text", f"exponent, {least} to {most}", f"exponent, {last_but_one} to {most}"]
    head += [f"s, {size(n)}" for n in sizes]
    note = "Exponent 1 is linear, 2 is quadratic. Processor time of one thread, best of a few runs."
    return section("Growth", note, head, rows(sizes, runs))


if __name__ == "__main__":
    print(seconds(sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3])))
