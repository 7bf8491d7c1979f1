"""Neighbours decide over likely lines, and appeals go as blocks."""

from __future__ import annotations

import pytest

from cleanscrape import Document, Proposal, clean
from cleanscrape.document import Options
from cleanscrape.matching.blocks import Blocks
from cleanscrape.matching.lexicon import Lexicon, Words

WORDS = Words((Lexicon("en", (), ("our", "you"), ("said",), ("free",)),))
BODY = "The ferry to the outer islands stopped at noon because of the wind."
TIERS = {"S": "sure", "L": "likely", "M": "likely"}


def judged(*lines: str, level: str = "normal", category: str = "newsletter") -> list[str]:
    """The lines that go. A line "S: x" is proposed as sure, "L: x" and "M: x" as likely."""
    text = "\n".join(lines)
    document = Document(text, Options(level=level))  # type: ignore[arg-type]
    proposals = [
        Proposal(
            line.start, line.end, category, "f", line.text[0], "w",
            TIERS[line.text[0]],  # type: ignore[arg-type]
        )
        for line in document.lines
        if line.text[1:2] == ":"
    ]  # fmt: skip
    verdict = Blocks(WORDS, frozenset("I").__contains__)(document, proposals)
    gone = [text[p.start : p.end] for p in sorted(verdict.accepted, key=lambda p: p.start)]
    kept = [text[p.start : p.end] for p, guard, _ in verdict.spared if guard == "context"]
    assert not set(gone) & set(kept)
    assert set(gone) | set(kept) >= {text[p.start : p.end] for p in proposals}
    return gone


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        ([BODY, "S: a", BODY], "S"),
        ([BODY, "L: a", BODY], ""),
        ([BODY, "L: a", "S: b", BODY], "LS"),
        ([BODY, "S: b", "L: a", BODY], "SL"),
        ([BODY, "L: a", "M: b", BODY], "LM"),
        ([BODY, "L: a", "L: b", BODY], ""),
        ([BODY, "L: a", "L: b", "L: c", "S: d", BODY], "LLLS"),
        ([BODY, "S: d", "L: a", "L: b", "L: c", BODY], "SLLL"),
        (["L: a", BODY, BODY], "L"),
        ([BODY, BODY, "L: a"], "L"),
        ([BODY, "L: a", BODY, "S: b", BODY], "S"),
    ],
)
def test_likely_lines_go_beside_what_goes(lines: list[str], gone: str) -> None:
    assert [line[0] for line in judged(*lines)] == list(gone)


def test_levels() -> None:
    lines = (BODY, "L: a", BODY, "S: b", "L: c", BODY, "L: d")
    assert judged(*lines, level="careful") == ["S: b"]
    assert judged(*lines) == ["S: b", "L: c", "L: d"]
    assert judged(*lines, level="eager") == ["L: a", "S: b", "L: c", "L: d"]


def test_between_two_cut_lines_what_speaks_like_an_appeal_goes() -> None:
    assert judged(BODY, "S: a", "It is free.", "S: b", BODY) == ["S: a", "It is free.", "S: b"]
    for honest in ("It is dear.", "“It is free.”", "It is free, she said."):
        assert judged(BODY, "S: a", honest, "S: b", BODY) == ["S: a", "S: b"]
    assert judged(BODY, "S: a", "It is free.", "S: b", BODY, category="media") == ["S: a", "S: b"]
    gap = ["It is free."] * 5
    assert judged(BODY, "S: a", *gap, "S: b", BODY) == ["S: a", "S: b"]


def test_a_cut_heading_takes_its_list_along() -> None:
    listed = ["- The mill is sold", "- Rain in the valley"]
    assert judged(BODY, "S: Read more:", *listed, BODY, category="related") == [
        "S: Read more:",
        *listed,
    ]
    assert judged(BODY, "S: Read more", *listed, BODY, category="related") == ["S: Read more"]
    assert judged(BODY, "S: Read more:", *listed, BODY, category="legal") == ["S: Read more:"]
    assert BODY not in judged(BODY, "S: Read more:", BODY, BODY, category="related")


def test_what_can_be_named_keeps_its_name_beside_the_line_model() -> None:
    """A list under a cut heading, and a likely line, though the model would cut them, too."""
    lines = [BODY, "Read more:", "- The mill is sold", "Tweet", BODY]
    document = Document("\n".join(lines))
    heading, item, button = document.lines[1:4]
    proposals = [
        Proposal(heading.start, heading.end, "related", "f", "r", "w"),
        *(Proposal(at.start, at.end, "residue", "residue", "m", "w") for at in (item, button)),
        Proposal(button.start, button.end, "share", "f", "s", "w", "likely"),
    ]
    verdict = Blocks(WORDS, frozenset().__contains__)(document, proposals)
    gone = {document.text[p.start : p.end]: p.category for p in verdict.accepted}
    assert gone == {"Read more:": "related", "- The mill is sold": "related", "Tweet": "share"}


@pytest.mark.parametrize("after", ["The day, hour by hour:", "7h03 - The mayor speaks", "14:20"])
def test_a_list_ends_where_the_articles_own_structure_goes_on(after: str) -> None:
    """A heading that introduces something itself, or the clock of a live blog."""
    lines = (BODY, "S: Read more:", "The mill is sold", after, "Rain in the valley", BODY)
    assert judged(*lines, category="related") == ["S: Read more:", "The mill is sold"]


@pytest.mark.parametrize("after", ["The day, hour by hour:", "7h03 - The mayor speaks", "14:20"])
def test_a_heading_whose_list_was_lost_takes_nothing_along(after: str) -> None:
    assert judged(BODY, "S: Read more:", after, BODY, category="related") == ["S: Read more:"]


def test_a_list_is_no_longer_than_a_list() -> None:
    listed = [f"- Item {i}" for i in range(40)]
    assert 2 <= len(judged(BODY, "S: Read more:", *listed, BODY, category="related")) <= 25


@pytest.mark.parametrize("count", [1, 50])
def test_likely_sentences_go_beside_sure_ones(count: int) -> None:
    parts = (("One may go.", "likely"), ("Two goes.", "sure"), ("Three may go.", "likely"))
    part = "One may go. Two goes. Three may go. Four stays, as the paragraph is about nothing else."
    text = "\n".join([part] * count)
    document = Document(text)
    proposals = [
        Proposal(at, at + len(word), "share", "f", word, "w", tier)  # type: ignore[arg-type]
        for line in document.lines
        for word, tier in parts
        for at in [line.start + part.index(word)]
    ]  # fmt: skip
    assert len(Blocks(WORDS, frozenset().__contains__)(document, proposals).accepted) == 3 * count


def test_what_stands_between_two_advertisement_labels_is_body() -> None:
    lines = (BODY, "S: ad", "It is free, and you may go.", "S: ad", BODY)
    assert judged(*lines, category="advertisement") == ["S: ad", "S: ad"]
    assert len(judged(*lines)) == 3, "of another appeal it would go"


def test_a_line_with_quotation_marks_is_no_part_of_an_appeal() -> None:
    lines = (BODY, "S: a", 'He called our letter: "It is free."', "S: b", BODY)
    assert judged(*lines) == ["S: a", "S: b"]


def test_broken_lines_of_running_text_are_no_list() -> None:
    text = (
        f"{BODY}\nRelated articles:\nDemand for the ferry will most certainly rise in\n"
        "the spring. With sixty votes the council may then move\nto a second boat.\n"
    )
    left = clean(text).text
    assert "Demand for the ferry" in left
    assert "the spring. With" in left
