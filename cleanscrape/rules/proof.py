"""A rule's proof: alone, it finds each of its `remove` examples and none of its `keep` ones.

And beside the other rules of its pack: what one must keep, none that is sure may cut.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanscrape.rules.model import Pack, Rule
from cleanscrape.rules.ruleset import RuleSet

_SHOWN = 100


def prove(rule: Rule) -> list[tuple[str, str]]:
    """What a rule's own examples hold against it: pairs of the key at fault and the problem.

    >>> rule = Rule("en.share.a", "label", "sure", "share", "en", "a button", ("share it",),
    ...             remove=("Share it!", "Share that"), keep=("They share it.",))
    >>> prove(rule)
    [('remove', "misses its own remove example 'Share that'; widen its words, or move the example")]
    """
    return list(_failures(rule))


def prove_together(pack: Pack) -> list[tuple[Rule, str]]:
    """Which rules of a pack find what another rule of its category must keep; pairs of the rule
    whose `keep` example is found, and the problem.

    >>> one = Rule("en.share.a", "label", "sure", "share", "en", "a button", ("share it",),
    ...            remove=("Share it",), keep=("Quill it",))
    >>> two = Rule("en.share.b", "label", "sure", "share", "en", "a button", ("quill it",),
    ...            remove=("Quill it",), keep=("A quill.",))
    >>> prove_together(Pack("en/share", "en", "share", "1", (one, two)))[0][1]
    "rule en.share.b finds its keep example 'Quill it'; narrow that rule, or move the example"
    """
    everything = RuleSet([pack])
    return [
        (
            rule,
            f"rule {found.rule.id} finds its keep example {_short(text)}; "
            "narrow that rule, or move the example",
        )
        for rule in pack.rules
        for text in rule.keep
        for found in everything.read_line(text)
        if found.rule != rule and found.rule.tier == "sure"
    ]


def alone(rule: Rule) -> RuleSet:
    """A rule set of this rule only, so that no other one answers for it."""
    return RuleSet([Pack("alone", rule.language, rule.category, "1", (rule,))])


def _failures(rule: Rule) -> Iterator[tuple[str, str]]:
    rules = alone(rule)
    for text in rule.remove:
        if not rules.read_line(text):
            yield (
                "remove",
                f"misses its own remove example {_short(text)}; "
                "widen its words, or move the example",
            )
    for text in rule.keep:
        if rules.read_line(text):
            yield (
                "keep",
                f"finds its own keep example {_short(text)}; narrow its words, or add unless",
            )


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")
