"""Law 7: what was vetoed, skipped or refused is told."""

from __future__ import annotations

from collections.abc import Iterator

from conftest import GREEDY, texts
from hypothesis import given

from cleanscrape import Cleaner, Document, Proposal, Skipped, as_filter

BODY = "The mill by the river has been for sale since the spring of last year."


def _proposing(tier: str, *words: str) -> Cleaner:
    def find(document: Document) -> Iterator[Proposal]:
        for line in document.lines:
            for word in words:
                at = line.text.find(word)
                if at >= 0:
                    start = line.start + at
                    yield Proposal(
                        start, start + len(word), "media", "f", word, "why", tier  # type: ignore[arg-type]
                    )  # fmt: skip

    return Cleaner(filters=[as_filter("f", find)])


@given(texts)
def test_every_proposal_is_a_removal_or_spared(text: str) -> None:
    asked: list[tuple[str, list[tuple[int, int]]]] = []

    def watch(document: Document) -> Iterator[Proposal]:
        mine = list(GREEDY.propose(document))
        asked.append((document.text, [(p.start, p.end) for p in mine]))
        yield from mine

    result = Cleaner(filters=[as_filter("greedy", watch)]).clean(text)
    covered = {i for s in (*result.removals, *result.spared) for i in range(s.start, s.end)}
    wanted = {i for a, b in asked[0][1] for i in range(a, b) if not text[i].isspace()}
    assert wanted <= covered


def test_over_budget_keeps_the_text_and_lists_what_was_wanted() -> None:
    text = f"{BODY}\nAnother sentence of the article stands here, and it is as long as the first."
    result = _proposing("sure", BODY).clean(text)
    assert result.text != text and not result.flags
    result = _proposing("sure", BODY, text.splitlines()[1][:-1]).clean(text)
    assert result.text == text and "over_budget" in result.flags
    assert {s.guard for s in result.spared} == {"budget"} and len(result.spared) == 2


def test_the_budget_counts_a_repeated_sentence_once() -> None:
    other = "Another sentence of the article stands here, and it is longer than the one above it."
    text = "\n".join((BODY, BODY, BODY, other))
    result = _proposing("sure", BODY).clean(text)
    assert not result.flags and result.text == other
    distinct = text.replace(BODY, f"One. {BODY}", 1).replace(f"\n{BODY}", f"\nTwo. {BODY}", 1)
    assert "over_budget" in _proposing("sure", BODY).clean(distinct).flags


def test_over_budget_still_tells_what_guards_spared() -> None:
    text = f"{BODY}\n“Then we walked home in the rain,” the baker said to the others on the pier."
    quote = text.splitlines()[1]
    result = _proposing("sure", BODY, quote).clean(text)
    assert not result.flags and [s.guard for s in result.spared] == ["quote"]
    strict = Cleaner(filters=_proposing("sure", BODY, quote).filters, budget=0.0).clean(text)
    assert "over_budget" in strict.flags
    assert sorted(s.guard for s in strict.spared) == ["budget", "quote"]


def test_a_text_of_junk_alone_comes_back_flagged() -> None:
    for text in ("Advertisement", "Advertisement\n\nAdvertisement\n"):
        result = Cleaner(level="eager").clean(text)
        assert result.text == text and result.flags == ("over_budget", "no_body")
        assert len(result.spared) == len(text.split())


def test_a_page_keeps_a_sentence_and_an_article_half() -> None:
    long = "\n".join(f"{i}. {BODY}" for i in range(20)) + "\nStay."
    cutter = _proposing("sure", BODY).filters
    assert Cleaner(filters=cutter, kind="article").clean(long).flags == ("over_budget", "no_body")
    stays = f"{long}\nBut one sentence of the page is not what the filter is looking for."
    assert "over_budget" in Cleaner(filters=cutter, kind="article").clean(stays).flags
    assert not Cleaner(filters=cutter, kind="page").clean(stays).flags
    assert "over_budget" in Cleaner(filters=cutter, kind="page", budget=0.2).clean(stays).flags


def test_a_note_only_logs() -> None:
    result = _proposing("note", "for sale").clean(BODY)
    assert result.text == BODY and [(s.guard, s.text) for s in result.spared] == [
        ("note", "for sale")
    ]


def test_a_likely_line_without_company_is_spared_and_told() -> None:
    text = f"{BODY}\nLine of nothing\n{BODY}"
    result = _proposing("likely", "Line of nothing").clean(text)
    assert result.text == text and [s.guard for s in result.spared] == ["context"]
    assert (
        Cleaner(filters=_proposing("likely", "Line of nothing").filters, level="eager")
        .clean(text)
        .text
        == f"{BODY}\n{BODY}"
    )


def test_a_filter_that_cannot_run_says_so_once() -> None:
    def absent(_: Document) -> Iterator[Skipped]:
        yield Skipped("absent", "its data is not installed")

    result = Cleaner().insert(as_filter("absent", absent)).clean(f"{BODY}\nAdvertisement\n{BODY}")  # type: ignore[arg-type]
    assert result.skipped == (Skipped("absent", "its data is not installed"),)
    assert result.text == f"{BODY}\n{BODY}"


def test_what_is_about_nothing_but_space_is_no_proposal() -> None:
    def blank(document: Document) -> Iterator[Proposal]:
        for at, char in enumerate(document.text):
            if char.isspace():
                yield Proposal(at, at + 1, "media", "blank", "blank", "space")

    cleaner = Cleaner(filters=[as_filter("blank", blank)])
    for text in ("\n", " \n\n ", f"{BODY}\n\n\n{BODY}\n"):
        assert cleaner.clean(text).text == text
