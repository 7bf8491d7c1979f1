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


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ru", "Совет решил закрыть мост на весь май, потому что опоры требуют ремонта: мы ждём."),
        ("uk", "Рада вирішила закрити міст на весь травень, бо його опори потребують ремонту."),
        ("el", "Το συμβούλιο αποφάσισε να κλείσει τη γέφυρα για όλο τον Μάιο."),
        ("zh", "市议会星期二决定，大桥将在整个五月关闭，因为桥墩需要维修。"),
        ("ja", "市議会は火曜日に、五月いっぱい橋を閉鎖することを決めた。"),
        ("ko", "시의회는 화요일에 오월 내내 다리를 닫기로 결정했다고 밝혔다."),
        ("ar", "قرر المجلس يوم الثلاثاء إغلاق الجسر طوال شهر مايو لأن أعمدته بحاجة إلى إصلاح."),
        ("hi", "परिषद ने मंगलवार को फैसला किया कि पुल पूरे मई महीने बंद रहेगा।"),
    ],
)
def test_the_script_where_it_has_one_language(code: str, text: str) -> None:
    found = detect(text)
    assert found.code == code
    assert found.method in ("script", "vote")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("it", "Il consiglio ha deciso martedì che il ponte è chiuso per tutto il mese di maggio."),
        (
            "pt",
            "O conselho decidiu na terça que a ponte não abre em maio, e que a obra é de todos.",
        ),
        ("nl", "De raad heeft op dinsdag besloten dat de brug in mei niet voor auto's open is."),
        (
            "pl",
            "Rada zdecydowała we wtorek, że most nie będzie w maju otwarty, bo jest to za drogie.",
        ),
        (
            "cs",
            "Rada se v úterý rozhodla, že most v květnu nebude otevřen, protože by to bylo na nic.",
        ),
        (
            "sv",
            "Rådet sade på tisdagen att bron inte är öppen i maj och att det är för dyrt för den.",
        ),
        (
            "fi",
            "Neuvosto päätti tiistaina, että silta on kiinni, mutta se ei ole vielä varma, kun on.",
        ),
        ("tr", "Meclis salı günü köprü için bir karar aldı ve bu karar çok sonra da olarak kaldı."),
        (
            "id",
            "Dewan itu memutuskan pada hari Selasa bahwa jembatan ini tidak akan dibuka di situ.",
        ),
        (
            "vi",
            "Hội đồng đã quyết định cây cầu này không được mở cho xe trong tháng và ở nơi khác.",
        ),
    ],
)
def test_the_vote_in_other_languages(code: str, text: str) -> None:
    assert detect(text).code == code


def test_langdetect_where_the_vote_has_no_words() -> None:
    found = detect(
        "Baraza liliamua Jumanne kwamba daraja litafungwa kwa mwezi mzima wa Mei kwa ukarabati."
    )
    assert found.method == "langdetect"


@given(any_text())
def test_any_text_has_the_same_answer_twice(text: str) -> None:
    first = detect(text)
    assert detect(text) == first and first.confidence == round(first.confidence, 3)


def test_only_the_beginning_is_read() -> None:
    assert detect(VOTED["en"] * 60 + VOTED["de"] * 900) == detect(VOTED["en"] * 60)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("no", "Broen over elva er stengt i hele mai, sier rådet, som ble enig om det etter at "
               "fire av bolene måtte byttes ut. Det er ikke for mye å si at alle ble glade."),
        ("da", "Broen over åen er lukket i hele maj, siger rådet, som blev enigt om det efter at "
               "fire af pælene måtte skiftes ud. Det er ikke for meget at sige, at alle er glade."),
    ],
)  # fmt: skip
def test_sisters_are_told_apart_by_words_that_one_of_them_has(code: str, text: str) -> None:
    found = detect(text)
    assert (found.code, found.method) == (code, "vote")


def test_turkish_by_its_letters() -> None:
    said = "Köprünün ayakları kırıldığından belediye başkanlığı dün araç ulaşımını durdurdu. "
    said += "Ağır kamyonların ağırlığı arttı. "
    assert detect(said).code == "tr" and detect(said).method == "script"
    assert detect(said.replace("ö", "ə")).method != "script"


def test_a_list_has_few_frequent_words_but_no_rival() -> None:
    said = "Bridge works, Mayfield: closed all day. Lanes north and south of river. " * 4
    assert (detect(said).code, detect(said).method) == ("en", "vote")
