"""Law 8: work grows with the length of the text and no faster, on hostile text too."""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator

import pytest
from conftest import CLEANERS

from cleanscrape import Cleaner

SENTENCE = "The ferry to the islands stopped at noon, and the baker went home with the bread. "
CALL = "Sign up for our newsletter. "
SHAPES: dict[str, Callable[[int], str]] = {
    "normal": lambda n: (SENTENCE * 4 + "\n\n") * (n // 330),
    "one line": lambda n: SENTENCE * (n // 82),
    "newlines": lambda n: "\n" * n,
    "spaces": lambda n: "a" + " " * n + "a",
    "one letter": lambda n: "a" * n,
    "letters": lambda n: "a\n" * (n // 2),
    "trigger lines": lambda n: (SENTENCE + CALL + "\n") * (n // 110),
    "trigger one line": lambda n: (SENTENCE + CALL) * (n // 110),
    "trigger quoted": lambda n: ('"' + SENTENCE + CALL + "” „“ « ") * (n // 120),
    "trigger alone": lambda n: CALL * (n // 28),
    "labels": lambda n: ("Advertisement\n" + SENTENCE + "\n") * (n // 97),
    "junk only": lambda n: "Advertisement\n" * (n // 14),
    "links": lambda n: "[a](b) " * (n // 7) + CALL,
    "links and triggers": lambda n: (f"[link](https://a.example/) {CALL}**bold** ") * (n // 64),
    "half links": lambda n: "[](" * (n // 3) + CALL,
    "nested links": lambda n: "[" * (n // 6) + CALL + "](a)" * (n // 6),
    "stars": lambda n: "** " + CALL + "*" * n,
    "marked space": lambda n: "**" + " " * n + CALL + "**",
    "full stops": lambda n: "." * n + CALL,
    "short sentences": lambda n: "A. " * (n // 3) + CALL,
    "wrapped": lambda n: (
        ("the ferry to the islands stopped at noon and the baker went on\n") * (n // 63)
    ),
    "headings": lambda n: ("Read more:\n- one\n- two\n") * (n // 23),
    "clocks": lambda n: "03:41\nOne caption\nOne caption\n" * (n // 30),
    "surrogates": lambda n: "\ud83d" * n + CALL,
    "marks": lambda n: "e" + "\u0301" * n + CALL,
}
TRIED = ("eager page drop", "greedy", "greedy and whole")


@pytest.fixture(params=TRIED)
def tried(request: pytest.FixtureRequest) -> Cleaner:
    return CLEANERS[request.param]


def _calls(cleaner: Cleaner, text: str) -> int:
    """Calls of functions, in Python and C, that one cleaning makes."""
    count = 0

    def counted(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        cleaner.clean(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_calls_grow_with_the_length(tried: Cleaner, shape: str) -> None:
    # four times the text makes sixteen times the calls where work is quadratic; a little over four
    # is what the line model makes of a text that repeats itself: the longer, the more it objects to
    small, large = (_calls(tried, SHAPES[shape](n)) for n in (4_000, 16_000))
    assert large <= 6 * small + 400


def _seconds(cleaner: Cleaner, text: str) -> float:
    best = 1e9
    for _ in range(3):
        start = time.process_time()
        cleaner.clean(text)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("shape", SHAPES)
def test_what_happens_inside_calls_grows_with_the_length_too(tried: Cleaner, shape: str) -> None:
    """Slices and searches are one call however long: here only a clock tells.

    Sixteen times the text may take fifty times as long, where quadratic work would take 256
    times; a run of a few milliseconds is too short to judge.
    """
    small, large = (_seconds(tried, SHAPES[shape](n)) for n in (8_000, 128_000))
    assert large <= 50 * max(small, 0.005)


def _peak(cleaner: Cleaner, text: str) -> int:
    tracemalloc.start()
    try:
        cleaner.clean(text)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("shape", SHAPES)
def test_memory_grows_with_the_length(shape: str) -> None:
    cleaner = CLEANERS["greedy and whole"]
    small, large = (_peak(cleaner, SHAPES[shape](n)) for n in (8_000, 32_000))
    assert large <= 4 * 1.5 * small + 200_000


def test_the_shapes_are_as_long_as_they_say() -> None:
    def wrong() -> Iterator[str]:
        for name, shape in SHAPES.items():
            if not 0.8 * 40_000 <= len(shape(40_000)) <= 1.3 * 40_000:
                yield name

    assert not list(wrong())
