"""The language: a vote, langdetect where it is unsure, None rather than a guess."""

from __future__ import annotations

import pytest
from hypothesis import given

from cleanscrape.language import detect
from cleanscrape.testing import any_text

VOTED = {
    "en": "The council said on Tuesday that it would close the bridge for the whole of May.",
    "de": "Der Rat hat am Dienstag gesagt, dass die Brücke im Mai nicht offen ist.",
    "fr": "Le conseil a dit que le pont est fermé pour tout le mois de mai, et les gens le savent.",
    "es": "El consejo dijo el martes que el puente no se abre en mayo y que la obra es de todos.",
}


@pytest.mark.parametrize("code", VOTED)
def test_the_vote(code: str) -> None:
    found = detect(VOTED[code])
    assert (found.code, found.method) == (code, "vote") and 0 < found.confidence <= 1


@pytest.mark.parametrize("text", ["", "12:30", "Home", "\ud83d", "1 2 3 4 5 6", "a b c"])
def test_none_rather_than_a_guess(text: str) -> None:
    assert detect(text).code is None


def test_langdetect_where_the_vote_has_no_words() -> None:
    found = detect("Совет решил закрыть мост на весь май, потому что опоры требуют ремонта.")
    assert (found.code, found.method) == ("ru", "langdetect")
    assert (
        detect("市議会は火曜日に、五月いっぱい橋を閉鎖することを決めました。 雨 が 降る 日").code
        == "ja"
    )


@given(any_text())
def test_any_text_has_the_same_answer_twice(text: str) -> None:
    first = detect(text)
    assert detect(text) == first and first.confidence == round(first.confidence, 3)


def test_only_the_beginning_is_read() -> None:
    assert detect(VOTED["en"] * 60 + VOTED["de"] * 900) == detect(VOTED["en"] * 60)
