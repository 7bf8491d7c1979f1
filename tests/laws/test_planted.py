"""Law 6: planted junk goes, and the article that hosts it stays byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanscrape import Cleaner
from cleanscrape.rules.loader import shipped_packs
from cleanscrape.testing import LAYOUTS, Planted, planted_texts

PLANTED = [
    line.split("\t")
    for line in Path(__file__).with_name("planted.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
LINES = [line for _, line in PLANTED]
HOST = (
    "The ferry to the outer islands stopped at noon on Friday because of the wind.",
    "Passengers waited in the old customs house, where the baker handed out what was left.",
    "By the evening the harbour was calm again, and the first boats went out to the nets.",
    "The timetable for the winter has not changed since the second pier was built in 1974.",
)


def test_the_list_is_long_and_varied_and_its_own() -> None:
    assert len(LINES) == len(set(LINES)) >= 60
    assert len({category for category, _ in PLANTED}) >= 10


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("place", ["above", "between", "below"])
def test_a_planted_line_goes_and_the_host_stays(line: str, place: str) -> None:
    at = {"above": 0, "between": 2, "below": len(HOST)}[place]
    for gap in ("\n", "\n\n", "\r\n"):
        text = gap.join([*HOST[:at], line, *HOST[at:]])
        assert Cleaner().clean(text).text == gap.join(HOST)


@given(planted_texts(junk=LINES), st.sampled_from(("auto", "article", "page")))
def test_whatever_is_planted_the_host_loses_nothing(planted: Planted, kind: str) -> None:
    left = Cleaner(kind=kind).clean(planted.text).text  # type: ignore[arg-type]
    at = 0
    for line in planted.host.splitlines():
        at = left.find(line, at)
        assert at >= 0, f"the host lost {line!r}"
        at += len(line)


@pytest.mark.parametrize("level", ["careful", "normal", "eager"])
@given(planted=planted_texts(junk=LINES[:1], layouts=LAYOUTS))
def test_an_article_without_junk_comes_back_identical(level: str, planted: Planted) -> None:
    result = Cleaner(level=level, metadata="keep").clean(planted.host)  # type: ignore[arg-type]
    assert result.text == planted.host and not result.removals and not result.flags


def test_no_planted_line_is_an_example_of_a_rule() -> None:
    examples = {text for pack in shipped_packs() for rule in pack.rules for text in rule.remove}
    labels = {"Advertisement"}  # one word that no list of labels can do without
    assert not (set(LINES) - labels) & examples
