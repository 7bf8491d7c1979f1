"""How many examples Hypothesis tries, and what the laws are tried on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from cleanscrape import Cleaner, Document, Proposal, as_filter
from cleanscrape.filters.defaults import DEFAULT_ORDER
from cleanscrape.matching.sentences import sentences
from cleanscrape.testing import any_text, news_texts

each = settings(max_examples=settings().max_examples // 5)
"""For a test that runs once for each of two dozen cleaners."""
texts = st.one_of(news_texts(), any_text())
"""What most laws are tried on: what looks like news, and what no scraper would give."""


def _greedy(document: Document) -> Iterator[Proposal]:
    """Every sentence with an even number of vowels: cuts a lot, anywhere, in any text."""
    for line in document.lines:
        for start, end in sentences(line.text):
            said = line.text[start:end].lower()
            if sum(map(said.count, "aeiou")) % 2 == 0:
                yield Proposal(
                    line.start + start, line.start + end, "navigation", "greedy", "greedy", "even"
                )


def _rude(document: Document) -> Iterator[Proposal]:
    """Spans that heed neither words nor lines nor one another."""
    text = document.text
    for at, char in enumerate(text):
        if char in "aA*[\ud83d":
            yield Proposal(at, min(len(text), at + 1 + at % 5), "media", "rude", "rude", "a sign")


GREEDY = as_filter("greedy", _greedy)
RUDE = as_filter("rude", _rude)

CLEANERS = {
    "whole": Cleaner(),
    "page": Cleaner(kind="page"),
    "article": Cleaner(kind="article"),
    "careful": Cleaner(level="careful"),
    "eager": Cleaner(level="eager"),
    "drop": Cleaner(metadata="drop", title="Work on the bridge in Aldbrook will begin in May"),
    "eager page drop": Cleaner(level="eager", kind="page", metadata="drop"),
    "no budget": Cleaner(budget=1.0),
    "no tolerance": Cleaner(budget=0.0),
    "spans": Cleaner(log="spans"),
    **{name: Cleaner(metadata="drop", level="eager").only(name) for name, _ in DEFAULT_ORDER},
    "greedy": Cleaner(filters=[GREEDY], budget=1.0),
    "rude": Cleaner(filters=[RUDE], budget=1.0),
    "greedy and whole": Cleaner(budget=1.0).insert(GREEDY),
}


@pytest.fixture(params=CLEANERS)
def cleaner(request: pytest.FixtureRequest) -> Cleaner:
    """The whole pipeline under each option, each filter alone, and two that cut at random."""
    return CLEANERS[request.param]
