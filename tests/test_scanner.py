"""The scanner finds what a naive search finds, offset for offset."""

from __future__ import annotations

import pickle
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanscrape.matching.scanner import _SAME as SAME
from cleanscrape.matching.scanner import Hit, Scanner, lower_ascii, spellings
from cleanscrape.matching.scanner import _joins as joins
from cleanscrape.testing import any_text

LETTERS = "ab'- éßñсж今\u0301"
phrases = st.lists(
    st.text(LETTERS, min_size=1, max_size=5)
    .map(lambda p: unicodedata.normalize("NFC", p.strip().lower()))
    .filter(lambda p: p and len(p.splitlines()) == 1),
    max_size=8,
    unique=True,
)
texts = st.one_of(
    st.text(LETTERS + "ABÉÑСЖ’–\xa0\n.\ud83d\U0001f680_1", max_size=40), any_text()
)  # fmt: skip


def naive(wanted: list[str], text: str) -> set[Hit]:
    """Try every spelling of every phrase at every place."""
    for other, plain in SAME:
        text = text.replace(other, plain)
    folded = lower_ascii(text)
    hits = set()
    for phrase in wanted:
        for spelling in spellings(phrase):
            for start in range(len(text)):
                end = start + len(spelling)
                if folded[start:end] != spelling:
                    continue
                if start and joins(spelling[0]) and joins(text[start - 1]):
                    continue
                if end < len(text) and joins(spelling[-1]) and joins(text[end]):
                    continue
                hits.add(Hit(start, end, phrase))
    return hits


@given(phrases, texts)
def test_find_is_a_naive_search(wanted: list[str], text: str) -> None:
    scanner = Scanner(wanted)
    found = scanner.find(text)
    scanner.prepare()
    assert scanner.find(text) == found
    assert set(found) == naive(wanted, text)
    assert len(found) == len(set(found))
    assert [hit[:2] for hit in found] == sorted(hit[:2] for hit in found)


@given(phrases.filter(bool), st.data())
def test_a_phrase_between_spaces_is_found_where_it_stands(
    wanted: list[str], data: st.DataObject
) -> None:
    phrase = data.draw(st.sampled_from(wanted))
    before = data.draw(st.text("ab \U0001f680\u0301é\n", max_size=8)) + " "
    found = Scanner(wanted).find(f"{before}{phrase} b")
    assert any(hit.phrase == phrase and hit.start == len(before) for hit in found)


@pytest.mark.parametrize(
    ("wanted", "text", "found"),
    [
        (["up"], "Up, UP. upper cup", [(0, 2), (4, 6)]),
        (["don't"], "Don’t DON'T", [(0, 5), (6, 11)]),
        (["e-mail"], "E–mail e-mail", [(0, 6), (7, 13)]),
        (["sign up"], "Sign\xa0up sign up sign  up", [(0, 7), (8, 15)]),
        (["été"], "Été ÉTÉ e\u0301te\u0301 étés", [(0, 3), (4, 7), (8, 13)]),
        (["сайт"], "Сайт САЙТ сайте", [(0, 4), (5, 9)]),
        (["購読"], "今すぐ購読する", [(3, 5)]),
        (["cafe"], "cafe\u0301 cafe", [(6, 10)]),
        (["ad"], "\ud83dad\ude00 ad", [(1, 3), (5, 7)]),
        (["a b", "b a"], "a b a b", [(0, 3), (2, 5), (4, 7)]),
        (["©"], "©2020 x©y", [(0, 1), (7, 8)]),
        ([], "anything", []),
    ],
)
def test_find(wanted: list[str], text: str, found: list[tuple[int, int]]) -> None:
    assert [hit[:2] for hit in Scanner(wanted).find(text)] == found


def test_two_phrases_with_one_spelling_are_both_found() -> None:
    assert [hit.phrase for hit in Scanner(["don't", "don’t"]).find("don’t")] == ["don't", "don’t"]


def test_many_overlapping_phrases_on_hostile_text() -> None:
    wanted = ["a" * n for n in range(1, 30)]
    text = ("a" * 29 + " ") * 50
    assert [hit.phrase for hit in Scanner(wanted).find(text)] == ["a" * 29] * 50
    wanted = [" ".join("a" * n) for n in range(1, 6)]
    assert len(Scanner(wanted).find(" ".join("a" * 100))) == 100 + 99 + 98 + 97 + 96


def test_a_pickled_scanner_finds_the_same() -> None:
    scanner = Scanner(["sign up", "été"])
    assert pickle.loads(pickle.dumps(scanner)).find("Sign up, été") == scanner.find("Sign up, été")


@given(any_text())
def test_the_fold_moves_no_offset(text: str) -> None:
    folded = lower_ascii(text)
    assert len(folded) == len(text)
    assert all(
        b == (a.lower() if a.isascii() else a) for a, b in zip(text, folded, strict=True)
    )  # fmt: skip
