"""Reports for people: what went and why, harmless to a terminal."""

from __future__ import annotations

import io
import unicodedata

import pytest

from cleanscrape import CATEGORIES, CleanResult, Removal, Skipped, Spared
from cleanscrape.report.diff import diff, notes
from cleanscrape.report.summary import Summary
from cleanscrape.report.terminal import harmless, paint, shorten, wants_colour


def cut(source: str, *parts: str, category: str = "advertisement") -> CleanResult:
    """A result in which `parts` of `source` were removed, each with its line break."""
    removals, text = [], source
    for part in parts:
        start = source.index(part)
        removals.append(
            Removal(
                start, start + len(part), part, category, category, f"en.{category}.x", "why", 0.9
            )
        )
        text = text.replace(part, "", 1)
    return CleanResult(text=text, removals=tuple(removals), source=source)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_diff_shows_place_rule_reason_and_surroundings() -> None:
    result = cut("One.\nTwo.\n\nBuy now\nThree.\n", "Buy now\n")
    assert diff("a.txt", result) == (
        "a.txt: 1 removal, 8 of 26 characters; marked - is cut, the text around it is kept\n"
        "line 4: advertisement (en.advertisement.x): why\n"
        "    Two.\n"
        "  - Buy now\n"
        "    Three.\n"
    )


def test_diff_counts_the_line_of_the_words_not_of_the_space_before() -> None:
    result = cut("One.\r\n\r\nBuy now", "\r\n\r\nBuy now")
    assert "line 3: " in diff("a.txt", result)


def test_diff_counts_lines_as_an_editor_does() -> None:
    result = cut("One.\u2028Two.\x0cThree.\r\nFour.\rBuy now\nFive.", "Buy now\n")
    assert "line 3: " in diff("a.txt", result)


def test_diff_shows_a_cut_inside_a_line_with_what_stands_around_it() -> None:
    result = cut("The hens came home. Sign up here. The gate was shut.", "Sign up here. ")
    shown = diff("a.txt", result).splitlines()[2:]
    assert shown == ["    The hens came home.", "  - Sign up here.", "    The gate was shut."]


def test_diff_of_neighbouring_cuts_shows_no_removed_text_as_kept() -> None:
    result = cut("One.\nBuy now\nShop here\nTwo.", "Buy now\n", "Shop here\n")
    kept = [line for line in diff("a.txt", result).splitlines() if line.startswith("    ")]
    assert kept == ["    One.", "    Two."]


def test_diff_shortens_what_no_terminal_can_hold() -> None:
    shown = diff("a.txt", cut("x" * 50_000 + "Buy " * 50_000 + "y" * 50_000, "Buy " * 50_000))
    assert len(shown) < 1_000
    assert "(199,599 more)" in shown


def test_diff_without_cuts_and_with_flags() -> None:
    assert diff("a.txt", cut("One.")) == "a.txt: nothing removed\n"
    spared = Spared(0, 4, "One.", "cookie", "cookie", "r", "budget", "would lose too much")
    kept = CleanResult(
        text="One.", spared=(spared,), flags=("over_budget", "no_body"), source="One.",
        skipped=(Skipped("mine", "no model"),),
    )  # fmt: skip
    assert list(notes(kept)) == [
        "kept whole, over_budget, no_body: would lose too much",
        "filter mine did not run: no model",
    ]
    assert "kept whole, over_budget" in diff("a.txt", kept)


def test_diff_of_a_read_log_restores_the_source() -> None:
    result = cut("One.\nBuy now\nTwo.", "Buy now\n")
    assert diff("a", CleanResult.from_json(result.to_json())) == diff("a", result)


def test_colour_only_where_asked() -> None:
    result = cut("One.\nBuy now\nTwo.", "Buy now\n")
    assert "\x1b" not in diff("a.txt", result)
    assert "\x1b[31m  - Buy now\x1b[0m" in diff("a.txt", result, colour=True)
    assert paint("x", "dim", False) == "x"


@pytest.mark.parametrize(
    ("environ", "stream", "wanted"),
    [
        ({}, Terminal(), True),
        ({}, io.StringIO(), False),
        ({"NO_COLOR": "1"}, Terminal(), False),
        ({"NO_COLOR": ""}, Terminal(), True),
        ({"TERM": "dumb"}, Terminal(), False),
    ],
)
def test_when_to_colour(
    environ: dict[str, str], stream: io.StringIO, wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert wants_colour(stream) is wanted


def test_no_control_or_bidi_character_of_a_document_survives() -> None:
    nasty = [chr(i) for i in range(0x11000) if unicodedata.category(chr(i)) in ("Cc", "Cf", "Cs")]
    left = [char for char in harmless("".join(nasty)) if not char.isprintable()]
    assert left == ["\t", "\u200c", "\u200d"]


@pytest.mark.parametrize(
    "text", ["", "plain", "שלום עולם", "می‌خواهم", "👩‍🌾 e\u0301", "10\u202f000\xa0€", "日本語"]
)
def test_readable_text_of_any_script_is_shown_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_a_document_cannot_act_through_the_diff() -> None:
    evil = "Ads\x1b[2J\x07\u202egnp\u2066\x9b31m"
    result = cut(f"One {evil}.\n{evil}\nTwo {evil}.", f"{evil}\n")
    shown = diff(f"name{evil}\n.txt", result)
    assert {c for c in shown if not c.isprintable()} == {"\n"}
    assert "\\x1b[2J" in shown
    coloured = diff(f"name{evil}\n.txt", result, colour=True)
    for code in (1, 2, 31, 36, 0):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == shown


EVIL = "Ads\x1b[2J\x07\x08\u202egnp\u2066\u200b\u2060\ufeff\xad\x85\x9b31m\x0b"


def test_notes_of_a_strangers_log_cannot_act_either() -> None:
    spared = Spared(0, 4, "One.", "cookie", "cookie", EVIL, "budget", EVIL)
    kept = CleanResult(
        text="One.", source="One.", spared=(spared,), flags=(EVIL,), skipped=(Skipped(EVIL, EVIL),)
    )
    summary = Summary()
    summary.add(kept)
    summary.add(cut(f"One.\n{EVIL}", EVIL, category=EVIL))
    for colour in (False, True):
        shown = diff(EVIL, kept, colour=colour) + summary.table()
        for code in ("\x1b[1m", "\x1b[33m", "\x1b[0m"):
            shown = shown.replace(code, "")
        assert {c for c in shown if not c.isprintable()} == {"\n"}


def test_shorten() -> None:
    assert shorten("abc", 3) == "abc"
    assert shorten("abcd", 3) == "abc… (1 more)"


def test_summary_counts_by_category_in_the_order_of_the_filters() -> None:
    summary = Summary()
    summary.add(cut("One.\nBuy now\nShop here\nTwo.", "Buy now\n", "Shop here\n"))
    summary.add(cut("Home\nOne.\n" + "x" * 1_972, "Home\n", category="navigation"))
    summary.add(cut("One.\nOdd", "Odd", category="mine"))
    summary.add(CleanResult(text="One.", flags=("no_body", "annotated"), source="One."))
    summary.failed = 1
    assert summary.table() == (
        "category       removals  documents  characters  share\n"
        "navigation            1          1           5  0.2 %\n"
        "advertisement         2          1          18  0.9 %\n"
        "mine                  1          1           3  0.1 %\n"
        "all                   4          3          26  1.3 %\n"
        "4 documents, 3 changed, 1 flagged no_body, 1 failed\n"
    )
    assert CATEGORIES.index("navigation") < CATEGORIES.index("advertisement")


def test_summary_of_nothing() -> None:
    assert Summary().table().splitlines()[-2:] == [
        "all              0          0           0  0.0 %",
        "0 documents, 0 changed",
    ]
