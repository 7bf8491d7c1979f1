"""Rules for people: searched, listed as a table, and told one by one with their proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from cleanscrape.errors import OptionError, PackError, meant
from cleanscrape.filters.coded import CODED, CodedRule
from cleanscrape.report.terminal import harmless
from cleanscrape.rules.loader import shipped_packs
from cleanscrape.rules.model import Pack, Rule
from cleanscrape.rules.shipped import HOME
from cleanscrape.rules.source import lines, read

AnyRule = Rule | CodedRule

KINDS = {
    "label": "the whole line, without the signs around it, is one of the patterns, read literally",
    "line": "one of the patterns matches the whole line",
    "sentence": "each of `all`, and one of the patterns if there are any, is found in a sentence",
    "shape": "the line has a shape that needs no words",
    "code": "a filter looks at the surroundings of a line",
    "block": "a line goes because of the cut lines beside it; the log names their rule",
}
TIERS = {
    "sure": "cuts wherever it matches",
    "likely": "cuts beside a cut or another likely line, at an edge of the text, or if --level is "
    "eager",
    "note": "only logs",
}
_SEARCHED = ("patterns", "all", "triggers", "remove", "keep")


def rules(packs: Sequence[Pack] | None = None) -> list[AnyRule]:
    """The rules of some packs; without any, all that is shipped, those made of code included."""
    if packs is not None:
        return [rule for pack in packs for rule in pack.rules]
    return [*(rule for pack in shipped_packs() for rule in pack.rules), *CODED]


def search(
    among: Iterable[AnyRule],
    words: Sequence[str] = (),
    *,
    language: str | None = None,
    category: str | None = None,
    tier: str | None = None,
    kind: str | None = None,
) -> list[AnyRule]:
    """The rules that hold every word, in any case, somewhere in id, reason, words or examples.

    >>> [rule.id for rule in search(rules(), ["lone", "number"])]
    ['any.comments.count-at-end']
    """
    wanted = [word.lower() for word in words]
    return [
        rule for rule in among
        if language in (None, rule.language)
        if category is None or category in rule.category.split(", ")
        if tier in (None, rule.tier)
        if kind in (None, rule.kind)
        if all(word in _said(rule) for word in wanted)
    ]  # fmt: skip


def table(found: Sequence[AnyRule], total: int) -> str:
    """A line for each rule, and how many there are."""
    rows = [("id", "tier", "kind", "why")]
    rows += [(rule.id, rule.tier, rule.kind, rule.why) for rule in found]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    shown = [
        "  ".join(harmless(cell).ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    ]
    listed = "".join(f"{row.rstrip()}\n" for row in shown) if found else ""
    return f"{listed}{len(found):,} of {total:,} rule{'s' * (total != 1)}\n"


def find(among: Sequence[AnyRule], name: str) -> AnyRule:
    """The rule with an id, or the only one whose id ends so.

    Raises `OptionError` for an unknown id, with those that are nearest.

    >>> find(rules(), "count-at-end").id
    'any.comments.count-at-end'
    """
    named = [rule for rule in among if rule.id == name]
    named = named or [rule for rule in among if rule.id.endswith(f".{name}")]
    if len(named) == 1:
        return named[0]
    if named:
        listed = ", ".join(rule.id for rule in named[:8])
        raise OptionError(f"{name!r} may be any of {len(named)} rules: {listed}; give the whole id")
    near = meant(name, [rule.id for rule in among], 3)
    raise OptionError(f"no rule {name!r}{near}; `cleanscrape rules list` shows all")


def page(rule: AnyRule) -> str:
    """All of one rule, with its proof."""
    told = [
        ("why", rule.why),
        ("category", rule.category),
        ("language", rule.language),
        ("kind", f"{rule.kind}: {KINDS[rule.kind]}"),
        ("tier", f"{rule.tier}: {TIERS[rule.tier]}"),
    ]
    blocks: list[tuple[str, Sequence[str]]] = []
    if isinstance(rule, CodedRule):
        told += [("means", rule.means), ("file", rule.origin)]
    else:
        told += _details(rule)
        at = line(rule)
        told.append(("file", f"{origin(rule)}, line {at}" if at else origin(rule)))
        blocks = [
            ("triggers", rule.triggers), ("patterns", rule.patterns), ("all", rule.all),
            ("unless", rule.unless), ("goes", rule.remove), ("stays", rule.keep),
        ]  # fmt: skip
    rows = [f"  {name:<9} {harmless(text)}\n" for name, text in told]
    for name, values in blocks:
        if values:
            rows.append(f"  {name}\n")
            rows += [f"    {harmless(value)}\n" for value in values]
    return f"{harmless(rule.id)}\n{''.join(rows)}"


def record(rule: AnyRule) -> dict[str, object]:
    """A rule as a JSON object: its fields, and where it comes from."""
    return {**asdict(rule), "origin": origin(rule)}


def origin(rule: AnyRule) -> str:
    """The file of a rule; one of cleanscrape's own is named from the folder of the package."""
    path = Path(rule.origin)
    if path.is_relative_to(HOME):
        return (Path("cleanscrape/rules") / path.relative_to(HOME)).as_posix()
    return rule.origin


def line(rule: AnyRule) -> int | None:
    """The line of its file on which a rule begins, if that can still be told."""
    name = rule.id.rsplit(".", 1)[-1]
    try:
        text = read(Path(rule.origin))
    except PackError:
        return None
    rows = text.split("\n")
    for place in lines(text).rules:
        if "id" in place and f'"{name}"' in rows[place["id"] - 1].replace("'", '"'):
            return place[""]
    return None


def _details(rule: Rule) -> list[tuple[str, str]]:
    told = [("shape", rule.shape)] if rule.shape else []
    if rule.kind in ("line", "sentence"):
        told.append(("longest", f"{rule.max_words} words"))
    if rule.about:
        told.append(("guard", f"spares sentences of articles about {rule.about}"))
    if rule.introduces:
        told.append(("takes", "the list below it, too"))
    return told


def _said(rule: AnyRule) -> str:
    more = [rule.means] if isinstance(rule, CodedRule) else []
    lists = [text for key in _SEARCHED for text in getattr(rule, key, ())]
    return "\n".join([rule.id, rule.why, *more, *lists]).lower()
