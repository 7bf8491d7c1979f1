"""Check your own filters and packs against the laws that the built-in ones keep.

Needs Hypothesis: ``pip install "cleanscrape[testing]"``.

>>> from cleanscrape import Proposal, as_filter
>>> def shout(document):
...     for line in document.lines:
...         if line.text.isupper():
...             yield Proposal(line.start, line.end, "navigation", "shout", "shout", "capitals")
>>> check_filter(as_filter("shout", shout), examples=20)
"""

from cleanscrape.errors import MissingExtra

try:
    import hypothesis  # noqa: F401  # what follows needs it
except ImportError as error:
    raise MissingExtra(
        'cleanscrape.testing needs Hypothesis; pip install "cleanscrape[testing]"'
    ) from error

from cleanscrape.testing.checks import check_filter, check_pack
from cleanscrape.testing.laws import check_laws, check_result, final_break, weight
from cleanscrape.testing.texts import (
    JUNK,
    LAYOUTS,
    Planted,
    any_text,
    news_texts,
    paragraphs,
    planted_texts,
    sentences,
)

__all__ = [
    "JUNK",
    "LAYOUTS",
    "Planted",
    "any_text",
    "check_filter",
    "check_laws",
    "check_pack",
    "check_result",
    "final_break",
    "news_texts",
    "paragraphs",
    "planted_texts",
    "sentences",
    "weight",
]
