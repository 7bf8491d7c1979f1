"""Law 1: the clean text is the source minus the logged spans; white space goes only with them."""

from __future__ import annotations

import pytest
from conftest import each, texts
from hypothesis import given
from hypothesis import strategies as st

from cleanscrape import Cleaner, Document, Proposal, as_filter
from cleanscrape.testing import check_result


@each
@given(text=texts)
def test_nothing_is_rewritten_and_white_space_goes_only_at_cuts(
    cleaner: Cleaner, text: str
) -> None:
    check_result(text, cleaner.clean(text))


def _without_x(text: str) -> str:
    """What is left of a text when each run of x (with the spaces between) is proposed."""

    def find_x(document: Document):  # type: ignore[no-untyped-def]
        for at, char in enumerate(document.text):
            if char == "x":
                yield Proposal(at, at + 1, "media", "x", "x", "an x")

    return Cleaner(filters=[as_filter("x", find_x)], budget=1.0).clean(text).text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\nx\nb", "a\nb"),
        ("a\n\nx\n\nb", "a\n\nb"),
        ("a\nx\n\nb", "a\n\nb"),
        ("a\n\nx\nb", "a\n\nb"),
        ("a\r\n\r\nx\r\nb", "a\r\n\r\nb"),
        ("a. x b.", "a. b."),
        ("a. x\nb.", "a.\nb."),
        ("a.\nx b.", "a.\nb."),
        ("a.   x\nb.", "a.\nb."),
        ("a.\n    x b.", "a.\n    b."),
        ("a x\u2028b", "a\u2028b"),
        ("a x\rb", "a\rb"),
        ("a\n\n\nx\n\nx\nb", "a\n\n\nb"),
        ("a\nx\n\n\nx\nb", "a\n\n\nb"),
        ("x\n\na", "a"),
        (" \n x\n\na", "a"),
        ("a\n\nx", "a"),
        ("a\n\nx\n", "a\n"),
        ("a\n\nx\n\n\n", "a\n"),
        ("a\r\n\r\nx\r\n", "a\r\n"),
        ("a\nx \t", "a"),
        ("a\u2028x\u2028", "a\u2028"),
        ("ax b", "a b"),
        ("axb", "ab"),
        ("a\n\n\n\nb\nx\nc", "a\n\n\n\nb\nc"),
        (" \n a\nx", " \n a"),
        ("x\na\n\n", "a\n\n"),
    ],
)
def test_of_two_runs_the_longer_stays_and_at_an_end_none_but_a_final_break(
    text: str, left: str
) -> None:
    assert _without_x(text) == left


@given(st.text("abx \n\r\t\u2028\xa0", max_size=30))
def test_the_letters_that_stay_are_all_there_in_their_order(text: str) -> None:
    left = _without_x(text)
    if "a" in text or "b" in text:
        assert "".join(left.split()) == "".join(text.split()).replace("x", "")
    else:
        assert left == text
