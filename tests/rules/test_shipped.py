"""The fast form of the packs says what the TOML files say, and is not used once it is stale."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from cleanscrape.rules import loader, shipped
from cleanscrape.rules.bake import bake


@pytest.mark.parametrize("code", shipped.languages())
def test_the_fast_form_is_fresh(code: str) -> None:
    there = (shipped.HOME / code / shipped.BAKED).read_text("utf-8")
    assert there == bake(shipped.HOME / code), "run: python -m cleanscrape.rules.bake"


def test_it_says_what_the_toml_files_say() -> None:
    without_examples = tuple(
        replace(pack, rules=tuple(replace(rule, remove=(), keep=()) for rule in pack.rules))
        for pack in loader.shipped_packs()
    )
    assert shipped.packs() == without_examples
    assert shipped.lexicons() == loader.shipped_lexicons()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(shipped.HOME / "any", tmp_path / "any")
    monkeypatch.setattr(shipped, "HOME", tmp_path)
    for remembered in (shipped.languages, shipped._of):
        monkeypatch.setattr(shipped, remembered.__name__, remembered.__wrapped__)
    return tmp_path


def test_an_edited_toml_file_counts_at_once(home: Path) -> None:
    edited = home / "any" / "share.toml"
    edited.write_text(edited.read_text("utf-8").replace('tier = "sure"', 'tier = "note"'), "utf-8")
    assert {rule.tier for pack in shipped.packs() for rule in pack.rules} >= {"sure", "note"}
    assert shipped.packs()[-1].rules[0].remove, "read from TOML, examples and all"


def test_a_language_that_was_never_baked_counts(home: Path) -> None:
    (home / "any" / shipped.BAKED).rename(home / "any" / "other.json")
    assert shipped.languages() == ("any",) and shipped.packs()


def test_a_fresh_one_is_read_without_the_toml_reader(home: Path) -> None:
    path = home / "any" / shipped.BAKED
    path.write_text(path.read_text("utf-8").replace('"sure"', '"note"'), "utf-8")
    assert {rule.tier for pack in shipped.packs() for rule in pack.rules} <= {"note", "likely"}
    assert json.loads(path.read_bytes())["made_from"] == shipped.checksums(home / "any")
