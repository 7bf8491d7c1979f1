"""Every law on one filter or one pack, over generated texts."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanscrape.api import Cleaner
from cleanscrape.pipeline import Filter
from cleanscrape.rules.loader import load_packs, shipped_packs
from cleanscrape.rules.model import Pack
from cleanscrape.testing.laws import check_laws
from cleanscrape.testing.texts import JUNK, LAYOUTS, Planted, any_text, news_texts, planted_texts


def check_filter(filter: Filter, examples: int = 100) -> None:
    """Run every law on one filter, over generated articles and any strings.

    Raises `AssertionError`, which names the law, with the smallest text that Hypothesis finds.
    """
    cleaner = Cleaner(filters=[filter])

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.one_of(news_texts(), any_text()))
    def laws(text: str) -> None:
        check_laws(cleaner, text)

    laws()


def check_pack(path: str | Path, examples: int = 100) -> tuple[Pack, ...]:
    """Check a pack file, or a folder of them, as a stranger's; returns the packs.

    Each rule must find its own `remove` examples and none of its `keep` ones, and a cleaner with
    the packs must keep every law on generated articles in which the examples are planted.

    Raises
    ------
    PackError
        With everything that is wrong with the files and with the rules' examples.
    AssertionError
        For a law that is broken, with the smallest text that Hypothesis finds.

    >>> from cleanscrape.rules.loader import HOME
    >>> [pack.name for pack in check_pack(HOME / "any" / "share.toml", examples=5)]
    ['any/share']
    """
    packs = load_packs(Path(path))
    rules = [rule for pack in packs for rule in pack.rules]
    planted = [text for rule in rules for text in (*rule.remove, *rule.keep)]
    texts = st.one_of(planted_texts([*planted, *JUNK[:5]], LAYOUTS), st.sampled_from(planted))
    # a shipped pack is in every cleaner
    added = [pack for pack in packs if pack not in shipped_packs()]
    cleaners = (Cleaner(packs=added), Cleaner(packs=added, level="eager", metadata="drop"))

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(texts)
    def laws(drawn: Planted | str) -> None:
        for cleaner in cleaners:
            check_laws(cleaner, drawn if isinstance(drawn, str) else drawn.text)

    laws()
    return packs
