"""Results: partial restoring, JSON that is refused, texts that JSON cannot hold."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json

import pytest

from cleanscrape import (
    CleanResult,
    Language,
    LogError,
    Proposal,
    Removal,
    Skipped,
    clean,
)
from cleanscrape.log import form

TEXT = (
    "It rained all day in the valley and in the hills.\nAdvertisement\n"
    "The river rose.\nAdvertisement\nIt fell."
)
RESULT = clean(TEXT)
FIRST, SECOND = RESULT.removals


def test_restore_some() -> None:
    assert (
        RESULT.restore() == RESULT.restore(categories={r.category for r in RESULT.removals}) == TEXT
    )
    assert RESULT.restore(categories=set()) == RESULT.restore(rules={"none"}) == RESULT.text
    assert RESULT.restore(spans=[(FIRST.start, FIRST.start + 1)]).count("Advertisement") == 1
    assert RESULT.restore(spans=[(0, FIRST.start)]) == RESULT.text
    assert RESULT.restore(spans=[(0, len(TEXT))]) == TEXT


def test_default_scores_and_given_ones_are_rounded() -> None:
    def score(tier: str, confidence: float | None = None) -> float:
        return Proposal(0, 1, "media", "f", "r", "w", tier, (), confidence).score  # type: ignore[arg-type]

    assert [score(tier) for tier in ("sure", "likely", "note")] == [0.95, 0.7, 0.3]
    assert score("sure", 0.12345) == 0.123 and score("sure", 0.0) == 0.0


@pytest.mark.parametrize(
    "text",
    [
        "", "3", "[]", "null", "{", '{"schema": 1}', '{"schema": 2}', "[" * 100_000,
        '{"schema": 1, "text": "", "removals": [1]}',
    ],
)  # fmt: skip
def test_what_is_no_log_is_refused(text: str) -> None:
    with pytest.raises(LogError):
        CleanResult.from_json(text)


@pytest.mark.parametrize(
    "key", ["text", "removals", "spared", "skipped", "flags", "kind", "language"]
)
def test_a_log_without_a_part_is_refused(key: str) -> None:
    data = RESULT.to_dict()
    del data[key]
    with pytest.raises(LogError, match="not a cleanscrape log"):
        CleanResult.from_dict(data)
    with pytest.raises(LogError, match="not a cleanscrape log"):
        CleanResult.from_dict(
            {**RESULT.to_dict(), key: 3 if key != "kind" else None, "removals": [{}]}
        )


def test_texts_with_surrogates_are_base64_under_a_key_that_says_so() -> None:
    text = TEXT.replace("river", "r\ud83d\ude00iver")
    result = dataclasses.replace(
        clean(text), skipped=(Skipped("a", "\udfff"),),
        removals=(dataclasses.replace(FIRST, text="\ud83d", reason="\ude00"),),
    )  # fmt: skip
    data = json.loads(result.to_json())
    for record, key in (
        (data, "text"), (data["removals"][0], "text"), (data["removals"][0], "reason"),
        (data["skipped"][0], "reason"),
    ):  # fmt: skip
        assert key not in record
        base64.b64decode(record[f"{key}_base64_utf8_surrogatepass"], validate=True)
    assert CleanResult.from_dict(data) == result
    assert "r\ud83d\ude00iver" in CleanResult.from_dict(data).text


def test_the_source_hash_is_that_of_the_source() -> None:
    want = hashlib.sha256(TEXT.encode()).hexdigest()
    assert RESULT.source_hash == want
    assert CleanResult.from_json(RESULT.to_json()).source_hash == want
    assert dataclasses.replace(RESULT, source=None, _hash=None).source_hash == want


def test_the_language_is_asked_for_once() -> None:
    asked = []

    def decide() -> Language:
        asked.append(1)
        return Language("en", "vote", 0.5)

    result = CleanResult("x", _language=decide)
    assert result.language == result.language == Language("en", "vote", 0.5) and asked == [1]
    assert CleanResult("x").language == Language(None, "none", 0.0)


def test_results_are_frozen() -> None:
    for thing, name in ((RESULT, "text"), (FIRST, "start"), (Skipped("a", "b"), "reason")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(thing, name, "forged")
    assert isinstance(RESULT.removals, tuple) and isinstance(FIRST, Removal)


@pytest.mark.parametrize("compact", [False, True])
def test_the_log_of_a_long_text_is_written_as_that_of_a_short_one(
    compact: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form, "_AT_ONCE", 1)
    monkeypatch.setattr(form, "_CHARS", 3)
    separators = (",", ":") if compact else None
    for result in (
        RESULT,
        clean("It rained."),
        clean("Advertisement\n\ud83d"),
        clean('"\U0001f600" é\\'),
    ):
        told = form.dumps(result.record(), compact=compact, end="\n")
        assert told == json.dumps(result.to_dict(), separators=separators) + "\n"
