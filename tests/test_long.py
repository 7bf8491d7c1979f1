"""A long text is read in parts, and comes out as if it were read at once."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanscrape import Cleaner, Document, lines, offsets
from cleanscrape.linemodel import long
from cleanscrape.lines import LongLines
from cleanscrape.rules import ruleset
from cleanscrape.testing import any_text, news_texts

CLEANERS = {
    "usual": Cleaner(),
    "eager page": Cleaner(kind="page", level="eager", metadata="drop", budget=1.0),
    "article": Cleaner(kind="article", level="eager", budget=1.0),
}
SMALL = settings(
    max_examples=max(5, settings().max_examples // 10),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
LEFT = "The ferry stopped at noon, and the baker went home with the bread.\n"
MENU = "Home\nNews\n[Sport](/sport)\n[    ](/b) x\nHome\nAbout us\n![](a.png)\nPrivacy policy\n"


@pytest.fixture(scope="module", params=[7, 300])
def parts(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def in_parts(cleaner: Cleaner, text: str, size: int) -> object:
    with pytest.MonkeyPatch.context() as patch:
        for module, name in (
            (lines, "WINDOW"), (ruleset, "WINDOW"), (offsets, "_AT_ONCE"), (long, "CHARS"),
        ):  # fmt: skip
            patch.setattr(module, name, size)
        patch.setattr(long, "LINES", max(1, size // 8))
        return cleaner.clean(text)


@pytest.mark.parametrize("name", CLEANERS)
@given(text=st.one_of(news_texts(), any_text()))
@SMALL
def test_the_parts_give_what_the_whole_gives(name: str, parts: int, text: str) -> None:
    assert in_parts(CLEANERS[name], text, parts) == CLEANERS[name].clean(text)


@pytest.mark.parametrize(
    "text",
    [
        MENU * 4 + LEFT * 5 + "Advertisement\n" + LEFT * 3 + MENU * 3,
        MENU * 2 + (LEFT[:-1] + " Sign up for our newsletter.\n") * 9 + LEFT * 30 + MENU,
        "the ferry to the outer islands stopped at noon and the bakers\n" * 60,
        LEFT + "Barrow reported from Hanover. The Associated Press contributed to this report.",
        "\n \n" * 400,
        "\r\n".join(["Ο ΔΗΜΟΣ είπε ότι η γέφυρα έκλεισε.", "Διαβάστε επίσης", "News"] * 20),
    ],
)
@pytest.mark.parametrize("name", CLEANERS)
def test_pages_wraps_and_sentences_at_the_end(name: str, parts: int, text: str) -> None:
    assert in_parts(CLEANERS[name], text, parts) == CLEANERS[name].clean(text)


@given(any_text(), st.integers(1, 30))
def test_lines_are_split_at_the_same_places(text: str, window: int) -> None:
    want = list(Document(text).lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "WINDOW", window)
        found = Document(text).lines
        assert list(found) == want
        assert [found[i - len(want)] for i in range(len(want))] == want
        assert list(found[1:-1]) == want[1:-1]


@pytest.mark.parametrize(
    "text", [LEFT, MENU + LEFT * 50, LEFT.replace("e", "е")], ids=["article", "page", "cyrillic"]
)
def test_a_long_text_takes_a_few_times_its_memory(text: str) -> None:
    text *= 5_000_000 // len(text.encode())
    cleaner = Cleaner()
    cleaner.clean(text[:1000])
    size = len(text.encode())
    tracemalloc.start()
    try:
        cleaner.clean(text)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # what a part takes does not grow; of the page every other line goes, and has its removal
    assert peak < 6 * size + 45_000_000


def test_a_line_of_megabytes_is_made_once_however_many_cuts_it_has() -> None:
    lines = LongLines("one\ntwo\nten", [(0, 3), (4, 7), (8, 11)])
    assert lines[1] is lines[1] and lines[-1] == (2, 8, 11, "ten")
    assert list(lines.around([0, 1, 1, 5, 11])) == [0, 1, 2]
