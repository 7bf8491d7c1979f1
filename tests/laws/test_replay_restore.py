"""Law 2: the log turns the source into the clean text, and the clean text into the source."""

from __future__ import annotations

from itertools import pairwise

import pytest
from conftest import each, texts
from hypothesis import given
from hypothesis import strategies as st

from cleanscrape import Cleaner, LogError, LogHasNoText, Removal, replay, restore

TEXT = "It rained all day in the valley.\nAdvertisement\nThe river rose.\nAdvertisement\nIt fell."


@each
@given(text=texts)
def test_replay_and_restore(cleaner: Cleaner, text: str) -> None:
    result = cleaner.clean(text)
    assert replay(text, result) == replay(text, result.removals) == result.text
    if all(r.text is not None for r in result.removals):
        assert restore(result.text, result) == restore(result.text, result.removals) == text


@each
@given(text=texts)
def test_undoing_some_removals_is_replaying_the_others(cleaner: Cleaner, text: str) -> None:
    result = cleaner.clean(text)
    for r in [r for r in result.removals if r.text is not None][:3]:
        others = [o for o in result.removals if o.rule != r.rule]
        assert result.restore(rules={r.rule}) == replay(text, others)
        others = [o for o in result.removals if o.category != r.category]
        assert result.restore(categories={r.category}) == replay(text, others)
        others = [o for o in result.removals if o is not r]
        assert result.restore(spans=[(r.start, r.end)]) == replay(text, others)


@given(st.text("ab\n\ud83d\ude00", max_size=20), st.lists(st.integers(0, 20), max_size=8))
def test_any_well_formed_log_replays_and_restores(text: str, places: list[int]) -> None:
    cuts = sorted({p for p in places if p <= len(text)})
    log = [
        Removal(a, b, text[a:b], "media", "f", "r", "w", 1.0)
        for a, b in list(pairwise(cuts))[::2]
    ]  # fmt: skip
    short = replay(text, log)
    assert len(short) == len(text) - sum(r.end - r.start for r in log)
    assert restore(short, log) == text


def test_a_log_that_does_not_fit_is_refused() -> None:
    result = Cleaner().clean(TEXT)
    assert len(result.removals) == 2
    with pytest.raises(LogError, match="does not fit"):
        replay(TEXT.replace("Advertisement", "Advertorial .."), result)
    with pytest.raises(LogError, match="does not fit"):
        replay(TEXT[:40], result)
    with pytest.raises(LogError, match="does not fit"):
        restore(result.text[:10], result)
    with pytest.raises(LogError, match="overlapping"):
        replay(TEXT, (result.removals[1], result.removals[0]))
    with pytest.raises(LogError, match="overlapping"):
        restore(result.text, (result.removals[0], result.removals[0]))


def test_a_log_without_text_replays_and_cannot_restore() -> None:
    result = Cleaner(log="spans").clean(TEXT)
    assert result.removals and replay(TEXT, result) == result.text
    with pytest.raises(LogHasNoText, match="spans"):
        restore(result.text, result)
    with pytest.raises(LogHasNoText, match="spans"):
        result.restore(categories={"advertisement"})
