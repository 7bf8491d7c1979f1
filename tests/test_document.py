"""Lines and their offsets, hard wrap, and what a text is taken for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanscrape import Document, Line
from cleanscrape.document import Options, guess_kind, looks_like_sentence, split_lines
from cleanscrape.offsets import join
from cleanscrape.testing import any_text, news_texts

ROW = "the ferry to the outer islands stopped at noon and the bakers"


@given(st.one_of(news_texts(), any_text()))
def test_lines_are_the_non_blank_text_with_true_offsets(text: str) -> None:
    lines = split_lines(text)
    at = 0
    for i, line in enumerate(lines):
        assert line.index == i
        assert text[line.start : line.end] == line.text == line.text.strip() != ""
        assert at <= line.start and not text[at : line.start].strip()
        at = line.end
    assert not text[at:].strip()


@given(any_text())
def test_unless_hard_wrapped_a_line_ends_where_splitlines_says(text: str) -> None:
    want = [line.strip() for line in text.splitlines() if line.strip()]
    lines = [line.text for line in split_lines(text)]
    if not any(len(line.splitlines()) > 1 for line in lines):
        assert lines == want


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x85"])
def test_every_kind_of_line_end(end: str) -> None:
    text = f"one{end}{end} two{end}"
    assert [line.text for line in split_lines(text)] == ["one", "two"]
    assert split_lines(text)[1] == Line(1, 4 + 2 * len(end), 7 + 2 * len(end), "two")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_hard_wrapped_rows_are_one_paragraph(end: str) -> None:
    paragraph = end.join([ROW] * 4 + ["went home."])
    text = f"{paragraph}{end}{end}{paragraph}"
    lines = split_lines(text)
    assert [line.text for line in lines] == [paragraph, paragraph]
    assert lines[1].start == len(paragraph) + 2 * len(end)


def test_a_short_row_ends_a_paragraph() -> None:
    text = "\n".join([ROW] * 4 + ["They left."] + [ROW] * 4 + ["Went home."])
    assert len(split_lines(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(["Long rows that end where their sentences end, at one width, are lines."] * 8),
        "\n".join(["short rows", "in lower case", "are a list", "or a poem", "and stay", "lines"]),
        "\n".join([ROW + " and a row far beyond a column's width is a paragraph of its own"] * 8),
        "\n".join([ROW] * 4),
    ],
)
def test_what_is_no_hard_wrap_stays_in_lines(text: str) -> None:
    assert len(split_lines(text)) == len(text.splitlines())


def test_kind_is_as_asked_or_as_the_lines_look() -> None:
    menu = "\n".join(f"Item {i}" for i in range(12))
    assert Document(menu).kind == "page"
    assert Document(menu, Options(kind="article")).kind == "article"
    assert Document("One line.", Options(kind="page")).kind == "page"
    assert Document("\n".join(menu.splitlines()[:11])).kind == "article"
    assert Document("").kind == "article"
    body = "\n".join(["This is a line of text that ends as sentences do."] * 5)
    assert guess_kind(split_lines(menu + "\n" + body)) == "page"
    assert guess_kind(split_lines(menu + "\n" + "\n".join([body] * 2))) == "article"


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("Most read", False),
        ("The council met and voted to close the bridge.", True),
        ("The council met and voted to close the bridge", False),
        ("Short one.", False),
        ("x" * 121, True),
        ("x" * 120, False),
        ("x" * 39 + ".", True),
        ("x" * 38 + ".", False),
    ],
)
def test_looks_like_sentence(text: str, yes: bool) -> None:
    assert looks_like_sentence(text) is yes


def test_join() -> None:
    assert join("abcdef", [(0, 1), (3, 5)]) == "ade"
    assert join("abc", []) == ""
