"""Law 4: cleaning a clean text changes nothing, under any options."""

from __future__ import annotations

from itertools import product

import pytest
from conftest import GREEDY, each, texts
from hypothesis import given
from hypothesis import strategies as st

from cleanscrape import Cleaner, Document, Proposal, as_filter
from cleanscrape.document import Level, Metadata
from cleanscrape.pipeline import ROUNDS
from cleanscrape.testing import check_laws, planted_texts


@each
@given(text=texts)
def test_idempotent(cleaner: Cleaner, text: str) -> None:
    check_laws(cleaner, text)


MATRIX = list(
    product(("auto", "article", "page"), ("careful", "normal", "eager"), ("keep", "drop"))
)


@pytest.mark.parametrize(("kind", "level", "metadata"), MATRIX)
@each
@given(text=texts, title=st.sampled_from((None, "Rain fell")))
def test_idempotent_under_every_option(
    kind: str, level: Level, metadata: Metadata, text: str, title: str | None
) -> None:
    cleaner = Cleaner(kind=kind, level=level, metadata=metadata, title=title)  # type: ignore[arg-type]
    check_laws(cleaner, text)
    check_laws(cleaner.insert(GREEDY), text)


@given(planted_texts())
def test_the_title_of_a_text_may_be_any_of_its_lines(planted) -> None:  # type: ignore[no-untyped-def]
    for title in planted.text.splitlines()[:3]:
        check_laws(Cleaner(metadata="drop", title=title), planted.text)


def _pairs(count: int) -> str:
    """Lines that a filter may only cut when they stand last, so that each round peels one."""
    return "\n".join(["The mill by the river has been for sale since the spring."] + ["x"] * count)


def _last_x(document: Document):  # type: ignore[no-untyped-def]
    line = document.lines[-1] if document.lines else None
    if line and line.text == "x":
        yield Proposal(line.start, line.end, "media", "last", "last", "an x ends the text")


def test_a_text_that_settles_just_in_time_is_cut() -> None:
    result = Cleaner(filters=[as_filter("last", _last_x)]).clean(_pairs(ROUNDS - 1))
    assert result.text == _pairs(0) and result.flags == ()


def test_a_text_that_does_not_settle_comes_back_whole_and_flagged() -> None:
    text = _pairs(ROUNDS)
    result = Cleaner(filters=[as_filter("last", _last_x)]).clean(text)
    assert result.text == text and result.flags == ("unstable",) and not result.removals
    assert {s.guard for s in result.spared} == {"brake"} and len(result.spared) == ROUNDS
