"""Which languages' rules read a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanscrape import Cleaner
from cleanscrape.matching.scanner import Ground
from cleanscrape.tongue import readers

ENGLISH = (
    "The bridge over the river was shut on Tuesday, and the council said the road was shut. "
    "The water stood in the streets of the town, and the school was closed for the day."
)
DANISH = (
    "Broen over floden blev lukket tirsdag, og kommunen siger, at vejen også er lukket for trafik. "
    "Vandet stod i gaderne, og skolen var lukket hele dagen, men den åbner igen på onsdag."
)


def codes(text: str) -> frozenset[str] | None:
    return readers(text, [Ground.of(text).data])


def test_an_english_text_is_read_by_english_rules_alone() -> None:
    assert codes(ENGLISH) == frozenset()


def test_a_text_is_read_by_the_rules_of_its_language_and_its_kin() -> None:
    assert codes(DANISH) == {"da", "no", "sv"}


@pytest.mark.parametrize("text", ["", "Home", "Video: 4K", "12:30 14:00"])
def test_a_text_whose_language_nobody_can_tell_is_read_by_all(text: str) -> None:
    assert codes(text) is None


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Διαβάστε επίσης στο φύλλο", "el"),
        ("Читайте также на нашем сайте", "ru"),
        ("اقرأ أيضا في الموقع", "ar"),
        ("यह भी पढ़ें और देखें", "hi"),
        ("関連記事をもっと読むにはこちら", "ja"),
        ("相关阅读更多精彩内容", "zh"),
        ("관련기사 더 보기는 여기", "ko"),
    ],
)
def test_a_line_in_another_script_brings_in_its_languages(line: str, code: str) -> None:
    assert code in (codes(f"{ENGLISH}\n{line}") or ())


def test_typographic_signs_bring_in_nobody() -> None:
    assert codes(ENGLISH.replace(" the ", " the “x” — ’ … • ")) == frozenset()


def test_a_word_that_languages_share_is_cut_only_at_home() -> None:
    cleaner = Cleaner()
    assert cleaner.clean(f"{ENGLISH}\nVideo: 4K\n{ENGLISH}").removals == ()
    assert [r.text for r in cleaner.clean(f"{DANISH}\nVideo: 4K\n{DANISH}").removals] == [
        "Video: 4K\n"
    ]


def test_a_rule_of_a_language_that_nobody_knows_reads_every_text(tmp_path: Path) -> None:
    pack = tmp_path / "own.toml"
    pack.write_text(
        '[pack]\nlanguage = "xx"\ncategory = "share"\nversion = "1"\n[[rule]]\nid = "all"\n'
        'kind = "label"\ntier = "sure"\nwhy = "asks to share"\npatterns = ["del med"]\n'
        'remove = ["Del med"]\nkeep = ["Del med os i dag."]\n',
        "utf-8",
    )
    text = f"{ENGLISH}\nDel med\n{ENGLISH}"
    assert len(Cleaner(packs=[pack]).clean(text).removals) == 1
