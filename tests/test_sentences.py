"""Sentences tile their line, and break where a reader would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanscrape.matching.sentences import sentence_at, sentences
from cleanscrape.testing import any_text
from cleanscrape.testing import sentences as news_sentences


@given(any_text())
def test_sentences_are_ordered_and_leave_out_only_space(line: str) -> None:
    at = 0
    for start, end in sentences(line):
        assert at <= start < end <= len(line)
        assert not line[at:start].strip()
        at = end
    assert at == len(line)


@given(news_sentences(), news_sentences())
def test_two_sentences_are_two(one: str, two: str) -> None:
    line = f"{one} {two}"
    assert [line[a:b] for a, b in sentences(line)] == [one, two]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("", []),
        ("One", ["One"]),
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Mr. Smith left. He ran.", ["Mr. Smith left.", "He ran."]),
        ("J. P. Morgan sold it. Yes.", ["J. P. Morgan sold it.", "Yes."]),
        ("The U.S. Senate voted. Then it rose.", ["The U.S. Senate voted.", "Then it rose."]),
        ("It cost 3.50 dollars. No. 5 won.", ["It cost 3.50 dollars.", "No. 5 won."]),
        ("“Stop!” he said. “Go.” They went.", ["“Stop!” he said.", "“Go.”", "They went."]),
        ("It ended.Subscribe now.", ["It ended.", "Subscribe now."]),
        ("What... now? Then…  Done.", ["What... now?", "Then…", "Done."]),
        ("See example.com for more. Fine.", ["See example.com for more.", "Fine."]),
        ("晴れ。雨。 雪", ["晴れ。", "雨。", "雪"]),
        ("Он ушёл. Она тоже.", ["Он ушёл.", "Она тоже."]),
        ("**Bold end.** [Link](u) here.", ["**Bold end.**", "[Link](u) here."]),
        ("One.\nTwo.", ["One.", "Two."]),
    ],
)
def test_where_sentences_break(line: str, parts: list[str]) -> None:
    assert [line[a:b] for a, b in sentences(line)] == parts


@given(st.text("aB. !?\"'”。e", max_size=60), st.integers(0, 59), st.integers(1, 70))
def test_the_sentence_at_a_place_is_one_of_the_sentences(
    text: str, place: int, longest: int
) -> None:
    spans = [span for span in sentences(text) if span[0] <= place < len(text)]
    if spans:
        start, end = spans[-1]
        expected = (start, end) if end - start <= longest else None
        found = sentence_at(text, place, longest)
        # past the longest sentence nothing is looked at: the place may lie in the space behind it
        assert found == expected or (found is None and place - start > longest)
