"""Law 9: a result survives JSON."""

from __future__ import annotations

import json

from conftest import each, texts
from hypothesis import given
from hypothesis import strategies as st

from cleanscrape import Cleaner, CleanResult, Removal, Skipped, Spared
from cleanscrape.log import SCHEMA, UNIT

wild = st.text(st.characters(codec=None, categories=None), max_size=6)
name = st.text("abc.-é", max_size=5)
place = st.integers(0, 50)
removals = st.builds(
    Removal, place, place, st.none() | wild, name, name, name, wild,
    st.floats(0, 1), st.lists(wild, max_size=2).map(tuple),
)  # fmt: skip
spared = st.builds(Spared, place, place, st.none() | wild, name, name, name, name, wild)
results = st.builds(
    CleanResult,
    text=wild,
    removals=st.lists(removals, max_size=3).map(tuple),
    spared=st.lists(spared, max_size=3).map(tuple),
    skipped=st.lists(st.builds(Skipped, name, wild), max_size=2).map(tuple),
    flags=st.lists(name, max_size=2).map(tuple),
    versions=st.dictionaries(name, name, max_size=2),
    source=wild,
)


@each
@given(text=texts)
def test_a_cleaning_survives_json(cleaner: Cleaner, text: str) -> None:
    result = cleaner.clean(text)
    told = result.to_json()
    assert told.isascii()
    back = CleanResult.from_json(told)
    assert back == result
    assert (back.language, back.source_hash) == (result.language, result.source_hash)
    assert back.to_json() == told and CleanResult.from_json(result.to_json(indent=2)) == result
    assert (json.loads(told)["schema"], json.loads(told)["unit"]) == (SCHEMA, UNIT)


@given(results)
def test_any_result_survives_json(result: CleanResult) -> None:
    assert CleanResult.from_json(result.to_json()) == result
    assert CleanResult.from_dict(json.loads(json.dumps(result.to_dict()))) == result
