"""What guards spare, and what they do not."""

from __future__ import annotations

import pytest

from cleanscrape import Document, Proposal
from cleanscrape.matching.guards import Guards
from cleanscrape.matching.lexicon import Lexicon, Words

WORDS = Words(
    (Lexicon("en", (("cheese", ("cheese", "dairy")),), ("our",), ("said", "according to")),)
)
CALL = "Sign up for our weekly letter about the islands."


def verdict(text: str, call: str = CALL, **more: object) -> str:
    """The guard that spares `call` in `text`, or an empty text."""
    at = text.index(call)
    item = Proposal(at, at + len(call), "newsletter", "f", "r", "w", **more)  # type: ignore[arg-type]
    told = Guards(WORDS)(Document(text), [item])
    assert len(told.accepted) + len(told.spared) == 1
    return told.spared[0][1] if told.spared else ""


@pytest.mark.parametrize(
    "before",
    [
        'He wrote: "Come. ',
        "He wrote: “Come. ",
        "Er rief: „Komm. ",
        "Il dit : « Viens. ",
        "„a“ b „",
        "Er rief: »Komm. ",
        "”Kom”, sa hon. ”Gå. ",
        "他说「来。",
    ],
)
def test_inside_a_quotation_all_is_spared(before: str) -> None:
    assert verdict(f"{before}{CALL}") == "quote"


@pytest.mark.parametrize(
    "line", ["“Share this.”", '"Read more"', "”Läs mer.”", "「続きを読む」", "„Teilen“"]
)
def test_a_label_that_is_a_quotation_is_spared(line: str) -> None:
    assert verdict(f"It rained all day.\n{line}\nThe river rose.", line) == "quote"


def test_arrows_of_a_menu_make_no_quotation() -> None:
    line = "« Previous | Next »"
    assert verdict(f"It rained all day.\n{line}\nThe river rose.", line) == ""


@pytest.mark.parametrize("mark", ['"', "“", "„", "«", "「"])
def test_what_begins_with_a_quotation_mark_is_spared(mark: str) -> None:
    assert verdict(f"Yes. {mark}{CALL}", mark + CALL) == "quote"


@pytest.mark.parametrize(
    "before",
    ['"Come," he wrote. ', "“Come,” he wrote. ", "„Komm“, rief er. ", "»Komm«, rief er. ",
     "« Viens », dit-il. ", "“One” and “two”. ", "» ", "It's 5'9\" and 6\" wide. ",
     "”Kom”, sa hon. ", "»Kom«, sagde han. ", "「来」と言った。"],
)  # fmt: skip
def test_after_a_quotation_nothing_is_spared(before: str) -> None:
    assert verdict(f"{before}{CALL}") == ""


def test_a_button_named_in_corner_quotes_is_no_speech() -> None:
    call = "「同意する」をクリックすると、広告のために情報を使うことに同意したものとみなします。"
    assert verdict(f"雨が降った。\n{call}", call) == ""
    said = "「同意する」と議員は答え、広告のためにブラウザーの情報を使う案に賛成すると話した。"
    assert verdict(f"雨が降った。\n{said}", said) == "quote"


def test_a_quotation_ends_with_its_line() -> None:
    assert verdict(f"“He never came back\n{CALL}") == ""


def test_reporting_words_spare_a_sentence() -> None:
    call = "Sign up for our letter about the islands, said the mayor."
    assert verdict(call, call) == "report"
    assert verdict(f"He said so. {CALL}") == ""
    call = "SIGN UP, ACCORDING TO the mayor, for the letter about the islands."
    assert verdict(call, call) == "report"


def test_a_short_whole_line_is_a_label_and_no_speech() -> None:
    call = "More from what she said"
    assert verdict(f"A line.\n{call}\nAnother.", call) == ""


def test_metadata_may_quote_and_report() -> None:
    call = "A caption of some length, in which the mayor said that all is well."
    at = Proposal(0, len(call), "metadata", "f", "r", "w")
    assert Guards(WORDS)(Document(call), [at]).accepted == (at,)


@pytest.mark.parametrize(("mentions", "guard"), [(0, ""), (2, ""), (3, "topic"), (9, "topic")])
def test_an_article_about_the_topic_is_spared(mentions: int, guard: str) -> None:
    body = "The dairy sells what it makes. " * mentions
    assert verdict(f"{body}{CALL} The end.", about="cheese") == guard


def test_what_is_proposed_does_not_make_the_topic() -> None:
    call = "Our cheese letter brings cheese news and cheese recipes for cheese people."
    assert verdict(f"It rained. {call}", call, about="cheese") == ""


def test_a_sure_whole_line_goes_from_an_article_about_the_topic_too() -> None:
    body = "The dairy sells what it makes. " * 5
    assert verdict(f"{body}\n{CALL}", about="cheese") == ""
    assert verdict(f"{body}\n{CALL}", about="cheese", tier="likely") == "topic"
