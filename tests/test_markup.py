"""Markdown is read as rendered, and no cut leaves half a link."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from cleanscrape.matching.markup import has_markup, visible

PIECES = (
    "word", "Sign up", ". ", " ", "[", "]", "(", ")", "](", "![", "[link](https://a.example/)",
    "![pic](p.png)", "[a_(b)](https://a.example/x_(y))", "**", "__", "_", "*", "~~", "\\", "\\[",
    "# ", "> ", "é", "\ud83d",
)  # fmt: skip
lines = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
WHOLE = regex.compile(r"!?\[[^\[\]()]{0,40}\]\([^\[\]()\s]{0,40}\)")
"""The plainest of links, found by other means than the code under test uses."""


@given(lines)
def test_places_point_at_the_visible_characters(raw: str) -> None:
    shown = visible(raw)
    assert [raw[i] for i in shown.places] == list(shown.text)
    assert list(shown.places) == sorted(set(shown.places))
    assert not shown.text[:1].isspace()


@given(lines, st.data())
def test_no_cut_halves_a_link_or_a_pair_of_marks(raw: str, data: st.DataObject) -> None:
    shown = visible(raw)
    if not shown.text:
        return
    start = data.draw(st.integers(0, len(shown.text) - 1))
    end = data.draw(st.integers(start + 1, len(shown.text)))
    span = shown.to_raw(start, end)
    if span is None:
        return
    low, high = span
    assert set(shown.places[start:end]) <= set(range(low, high))
    assert not set(shown.places) - set(shown.places[start:end]) & set(range(low, high))
    for link in WHOLE.finditer(raw):
        a, b = link.span()
        if raw[max(0, a - 1) : a] not in ("\\", "!"):
            assert b <= low or a >= high or (low <= a and b <= high), "half a link"
    for pair in ("**", "__", "~~"):
        assert raw[low:high].count(pair) % 2 == 0, "half a pair of marks"


@given(st.text("ab c.é\n", min_size=1, max_size=20))
def test_a_line_without_markup_is_shown_as_it_is(raw: str) -> None:
    assert not has_markup(raw) and visible(raw).text == raw.lstrip()


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("## A [b](c) d", "A b d"),
        ("> > quoted", "quoted"),
        ("![alt](p.png) after", "after"),
        ("[![alt](p.png) text](u)", "text"),
        ("[a](u(1)(2)) b", "a b"),
        ("[a] (no link)", "[a] (no link)"),
        ("[a](no end", "[a](no end"),
        ("**b** _i_ snake_case_word ~~s~~", "b i snake_case_word s"),
        ("1\\. not a list", "1. not a list"),
        ("**", ""),
        ("", ""),
    ],
)
def test_visible(raw: str, text: str) -> None:
    assert visible(raw).text == text


def test_a_target_beyond_the_window_is_no_link() -> None:
    assert visible(f"[a]({'x' * 1990})").text == "a"
    assert visible(f"[a]({'x' * 3000})").text != "a"


@pytest.mark.parametrize(
    ("raw", "said", "left"),
    [
        ("Fine. **[Sign up](https://a.example/) now.**", "Sign up now.", "Fine. "),
        ("[Sign up](https://a.example/). Fine.", "Sign up.", " Fine."),
        ("Fine. [Sign up](u) now. Good.", "Sign up now.", "Fine.  Good."),
        ("Fine. _Sign up now._", "Sign up now.", "Fine. "),
    ],
)
def test_a_cut_takes_its_markup_along(raw: str, said: str, left: str) -> None:
    shown = visible(raw)
    at = shown.text.index(said)
    span = shown.to_raw(at, at + len(said))
    assert span and raw[: span[0]] + raw[span[1] :] == left


def test_a_cut_inside_a_link_is_refused() -> None:
    shown = visible("[Fine. Sign up now. Good.](https://a.example/)")
    at = shown.text.index("Sign")
    assert shown.to_raw(at, at + 12) is None
