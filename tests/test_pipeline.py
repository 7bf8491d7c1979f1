"""The run loop: what overlaps, what is refused, rounds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanscrape import Cleaner, Document, Filter, FilterError, Proposal, as_filter
from cleanscrape.document import Options
from cleanscrape.pipeline import Verdict, run
from cleanscrape.testing import check_result

TEXT = "One line stays here.\nTwo words go.\nThree lines stay here, and this is a sentence."


def spans(*wanted: tuple[int, int]) -> Filter:
    """A filter that proposes fixed spans, in its first round only."""

    def propose(document: Document) -> Iterator[Proposal]:
        if document.text == TEXT:
            for i, (start, end) in enumerate(wanted):
                yield Proposal(start, end, "media", "fixed", f"rule-{i}", "because")

    return as_filter("fixed", propose)


@pytest.mark.parametrize("span", [(-1, 3), (3, 3), (5, 4), (0, len(TEXT) + 1), (900, 901)])
def test_an_impossible_span_names_the_filter_and_the_span(span: tuple[int, int]) -> None:
    with pytest.raises(FilterError, match=rf"'fixed' proposed \[{span[0]}, {span[1]}\)"):
        Cleaner(filters=[spans(span)]).clean(TEXT)


def test_of_two_overlapping_the_earlier_and_longer_keeps_the_shared_part() -> None:
    result = run(TEXT, [spans((25, 34), (21, 28), (21, 25))], (), Options())
    assert [(r.start, r.end, r.rule) for r in result.removals] == [
        (21, 28, "rule-1"), (28, 35, "rule-0"),
    ]  # fmt: skip


points = st.integers(0, len(TEXT))


@given(st.lists(st.tuples(points, points).filter(lambda s: s[0] < s[1]), max_size=6))
def test_any_spans_give_a_true_log(wanted: list[tuple[int, int]]) -> None:
    result = run(TEXT, [spans(*wanted)], (), Options(budget=1.0))
    check_result(TEXT, result)
    gone = {i for r in result.removals for i in range(r.start, r.end) if not TEXT[i].isspace()}
    asked = {i for a, b in wanted for i in range(a, b) if not TEXT[i].isspace()}
    assert gone == (set() if result.flags else asked)


def test_every_round_sees_only_what_is_alive() -> None:
    seen = []

    def watch(document: Document) -> Iterator[Proposal]:
        seen.append(document.text)
        at = document.text.find("b")
        if at >= 0:
            yield Proposal(at, at + 1, "media", "watch", "b", "a b")

    result = run("a b b c", [as_filter("watch", watch)], (), Options())
    assert seen == ["a b b c", "a b c", "a c"] and result.text == "a c"
    assert [r.text for r in result.removals] == ["b ", "b "]


def test_judges_see_proposals_one_after_the_other() -> None:
    def first(_: Document, proposals) -> Verdict:  # type: ignore[no-untyped-def]
        return Verdict(tuple(proposals[1:]), ((proposals[0], "first", "it came first"),))

    result = run(TEXT, [spans((0, 3), (21, 24))], (first,), Options())
    assert [r.rule for r in result.removals] == ["rule-1"]
    assert [(s.rule, s.guard, s.text) for s in result.spared] == [("rule-0", "first", "One")]


def test_a_text_with_nothing_to_say_about_it_is_the_same_object() -> None:
    assert run(TEXT, [], (), Options()).text is TEXT
    assert run("", [], (), Options()).text == ""
