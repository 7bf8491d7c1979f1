"""Every shipped rule proves itself on its own examples."""

from __future__ import annotations

import pytest

from cleanscrape.rules.loader import HOME, load_pack, shipped_lexicons, shipped_packs
from cleanscrape.rules.model import Pack, Rule
from cleanscrape.rules.proof import prove
from cleanscrape.rules.ruleset import compiled

RULES = [rule for pack in shipped_packs() for rule in pack.rules]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_its_remove_examples_and_spares_its_keep_examples(rule: Rule) -> None:
    assert not prove(rule)


def test_no_sure_rule_finds_a_keep_example_of_its_category() -> None:
    everything = compiled(shipped_packs(), shipped_lexicons())
    wrong = [
        (rule.id, text, found.rule.id)
        for rule in RULES
        for text in rule.keep
        for found in everything.read_line(text)
        if found.rule.category == rule.category and found.rule.tier == "sure"
    ]
    assert not wrong


def test_rule_ids_are_unique() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("pack", shipped_packs(), ids=lambda pack: pack.name)
def test_a_shipped_pack_passes_the_vetting_that_loading_it_skips(pack: Pack) -> None:
    assert load_pack(HOME / f"{pack.name}.toml") == pack
