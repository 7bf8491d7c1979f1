"""The fast form of the packs says what the TOML files say, and is not used once it is stale."""

from __future__ import annotations

import json
import os
import pickle
import shutil
from dataclasses import astuple, replace
from pathlib import Path

import pytest
from hypothesis import given

from cleanscrape import Cleaner
from cleanscrape.rules import loader, shipped
from cleanscrape.rules.bake import bake, index
from cleanscrape.rules.hints import spoken
from cleanscrape.rules.speech import Speech
from cleanscrape.testing import any_text, news_texts
from tests.support import python

STALE = "run: python -m cleanscrape.rules.bake"


@pytest.mark.parametrize("code", shipped.languages())
def test_the_fast_form_is_fresh(code: str) -> None:
    assert (shipped.HOME / code / shipped.BAKED).read_text("utf-8") == bake(shipped.HOME / code), (
        STALE
    )


def test_the_index_is_fresh() -> None:
    assert (shipped.HOME / shipped.INDEX).read_text("utf-8") == index(), STALE


def test_it_says_what_the_toml_files_say() -> None:
    without_examples = [
        replace(pack, rules=tuple(replace(rule, remove=(), keep=()) for rule in pack.rules))
        for pack in loader.shipped_packs()
    ]
    assert list(map(astuple, shipped.packs())) == list(map(astuple, without_examples))
    assert shipped.lexicons() == loader.shipped_lexicons()


@given(news_texts() | any_text())
def test_packs_that_a_text_can_do_without_would_find_nothing(text: str) -> None:
    lazy, eager = Cleaner.on_demand(metadata="drop"), Cleaner(metadata="drop")
    assert lazy.clean(text) == eager.clean(text)


def test_every_phrase_of_a_pack_loads_it() -> None:
    for pack in shipped.packs():
        for rule in pack.rules:
            for phrase in rule.patterns if rule.kind == "label" else rule.triggers:
                speech = Speech([pack])
                speech.hear(spoken(f"It rained.\n{phrase.upper()}\nIt snowed."))
                assert not speech.waiting, phrase


def test_packs_travel_light() -> None:
    pack = shipped.packs()[0]
    assert pack.rules
    again = pickle.loads(pickle.dumps(pack))
    assert again == pack
    assert "rules" not in vars(pickle.loads(pickle.dumps(pack)))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(shipped.HOME / "any", tmp_path / "any")
    shutil.copy(shipped.HOME / shipped.INDEX, tmp_path)
    monkeypatch.setattr(shipped, "HOME", tmp_path)
    for remembered in (shipped.languages, shipped._of, shipped._index, shipped._rules):
        monkeypatch.setattr(shipped, remembered.__name__, remembered.__wrapped__)
    return tmp_path


def test_an_edited_toml_file_counts_at_once(home: Path) -> None:
    edited = home / "any" / "share.toml"
    edited.write_text(edited.read_text("utf-8").replace('tier = "sure"', 'tier = "note"'), "utf-8")
    os.utime(edited)
    assert {rule.tier for pack in shipped.packs() for rule in pack.rules} >= {"sure", "note"}
    assert shipped.packs()[-1].rules[0].remove, "read from TOML, examples and all"


def test_a_language_that_was_never_baked_counts(home: Path) -> None:
    (home / shipped.INDEX).unlink()
    assert shipped.languages() == ("any",)
    assert shipped.packs()


def test_a_fresh_one_is_read_without_the_toml_reader(home: Path) -> None:
    path = home / "any" / shipped.BAKED
    path.write_text(path.read_text("utf-8").replace('"sure"', '"note"'), "utf-8")
    assert {rule.tier for pack in shipped.packs() for rule in pack.rules} <= {"note", "likely"}
    made = json.loads((home / shipped.INDEX).read_bytes())["any"]["made_from"]
    assert made == shipped.checksums(home / "any")


def test_a_text_loads_only_the_languages_that_it_may_be_in() -> None:
    code = (
        "import cleanscrape; from cleanscrape.rules import shipped; "
        "cleanscrape.clean('Zyx qwv.'); "
        "print(*(p.name for p in shipped.packs() if 'rules' in vars(p)))"
    )
    loaded = python(code).split()
    assert not loaded or {name.partition("/")[0] for name in loaded} == {"any"}
