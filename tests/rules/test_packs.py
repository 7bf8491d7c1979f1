"""Every shipped rule proves itself on its own examples."""

from __future__ import annotations

import pytest

from cleanscrape.rules.loader import HOME, load_pack, shipped_lexicons, shipped_packs
from cleanscrape.rules.model import Pack, Rule
from cleanscrape.rules.proof import prove
from cleanscrape.rules.ruleset import RuleSet, compiled

RULES = [rule for pack in shipped_packs() for rule in pack.rules]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_its_remove_examples_and_spares_its_keep_examples(rule: Rule) -> None:
    assert not prove(rule)


def test_no_sure_rule_finds_a_keep_example_of_its_category() -> None:
    """Rules of the example's language, of English and of none; `tongue` keeps the others away."""
    everything = compiled(shipped_packs(), shipped_lexicons())
    wrong = [
        (rule.id, text, found.rule.id)
        for rule in RULES
        for text in rule.keep
        for found in everything.read_line(text)
        if found.rule.category == rule.category and found.rule.tier == "sure"
        if found.rule.language in (rule.language, "en", "any")
    ]
    assert not wrong


def test_rule_ids_are_unique() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("pack", shipped_packs(), ids=lambda pack: pack.name)
def test_a_shipped_pack_passes_the_vetting_that_loading_it_skips(pack: Pack) -> None:
    assert load_pack(HOME / f"{pack.name}.toml") == pack


HONEST = "Nobody in the valley had seen the river rise so far in a night."


@pytest.mark.parametrize("pack", shipped_packs(), ids=lambda pack: pack.name)
def test_an_honest_sentence_on_the_line_stays(pack: Pack) -> None:
    """A pattern of a whole line may hold a gap, and must not reach over somebody's sentence."""
    hurt = []
    for rule in pack.rules:
        if rule.kind != "line":
            continue
        alone = RuleSet([Pack("x", rule.language, rule.category, "1", (rule,))], shipped_lexicons())
        for example in rule.remove:
            behind = f"{example}{'' if example.rstrip()[-1:] in '.!?…。！？:' else '.'} {HONEST}"
            for text in (f"{HONEST} {example}", behind):
                low = text.index(HONEST)
                hurt += [
                    (rule.id, text) for found in alone.read_line(text)
                    if found.start < low + len(HONEST) - 1 and found.end > low + 1
                ]  # fmt: skip
    assert len(hurt) <= 1, hurt
