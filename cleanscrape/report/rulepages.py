"""The pages about rules, made from the rules themselves: one for each language and category."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from cleanscrape.errors import CleanscrapeError
from cleanscrape.filters.coded import CodedRule
from cleanscrape.report.rulebook import KINDS, TIERS, AnyRule, origin
from cleanscrape.rules.model import Rule

MARK = "<!-- made by `cleanscrape rules docs`; change the rule, not this page -->\n"
"""The first line of each page: how a page that is no longer made is known."""
INDEX = "README.md"


PRECISION = "precision.json"
"""Beside the pages: of rules, distinct cuts on labelled pages, wrong ones, a 95 % interval."""

Measured = Mapping[str, Sequence[float]]


def measured(folder: Path) -> Measured:
    """The figures of `PRECISION` in a folder; none if there is no such file."""
    text = _text(folder / PRECISION)
    return {} if text is None else dict(json.loads(text))


def figures(report: Mapping[str, Any]) -> str:
    """The text of `PRECISION`, from what `cleanscrape evaluate --json` wrote."""
    rows = {
        cut["rule"]: [cut["removals"], cut["wrong"], *cut["interval"]] for cut in report["cuts"]
        if cut["set"] == "all" and cut["rule"] != "all" and cut["cleaner"] == "cleanscrape"
    }  # fmt: skip
    lines = ",\n".join(f"{json.dumps(rule)}: {json.dumps(rows[rule])}" for rule in sorted(rows))
    return f"{{\n{lines}\n}}\n"


def pages(rules: Sequence[AnyRule], precision: Measured | None = None) -> dict[str, str]:
    """Every page by the name of its file: the index, then one for each language and category.

    Parameters
    ----------
    rules:
        What to document.
    precision:
        Measured cuts and wrong ones, by rule (`measured`).

    >>> from cleanscrape.report.rulebook import rules
    >>> list(pages(rules()))[:3]
    ['README.md', 'any-advertisement.md', 'any-comments.md']
    """
    groups: dict[str, list[AnyRule]] = {}
    for rule in rules:
        name = "blocks" if rule.kind == "block" else f"{rule.language}-{rule.category}"
        groups.setdefault(name, []).append(rule)
    ordered = dict(sorted(groups.items(), key=lambda item: (item[0] == "blocks", item[0])))
    made = {INDEX: _index(ordered)}
    told = precision or {}
    return made | {f"{name}.md": _page(name, group, told) for name, group in ordered.items()}


def stale(folder: Path, made: Mapping[str, str]) -> list[str]:
    """The pages in a folder that are not what the rules say: changed, missing, or left over.

    Raises `CleanscrapeError` for a page that cannot be read.
    """
    wrong = [name for name, text in made.items() if _text(folder / name) != text]
    return wrong + left_over(folder, made)


def left_over(folder: Path, made: Iterable[str]) -> list[str]:
    """The pages in a folder that were made from rules which are gone."""
    return sorted(
        path.name for path in folder.glob("*.md")
        if path.name not in set(made) and (_text(path) or "").startswith(MARK)
    )  # fmt: skip


def _text(path: Path) -> str | None:
    """What a page says; None if there is none."""
    try:
        return path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CleanscrapeError(f"{path}: cannot be read: {error.strerror}") from error


def _index(groups: Mapping[str, Sequence[AnyRule]]) -> str:
    total = sum(map(len, groups.values()))
    rows = [
        f"| [{name}]({name}.md) | {len(group)} | {_count(group, 'sure')} | "
        f"{_count(group, 'likely')} | {_count(group, 'note')} |\n"
        for name, group in groups.items()
    ]
    kinds = "".join(f"- **{kind}**: {means}\n" for kind, means in KINDS.items())
    tiers = "".join(f"- **{tier}**: {means}\n" for tier, means in TIERS.items())
    return (
        f"{MARK}# Rules\n\n{total:,} rules, each with its proof: what must go, and what must stay. "
        "`any` holds for all languages. [Write one of your own](../write-a-rule.md).\n\n"
        "| language and category | rules | sure | likely | note |\n|---|--:|--:|--:|--:|\n"
        f"{''.join(rows)}\nA rule's **tier** says what it needs to cut:\n\n{tiers}\n"
        f"Its **kind** says how it is found:\n\n{kinds}\n"
        "Lines are read in lower case, with straight quotes, `-` for all dashes and single "
        "spaces.\n"
    )


def _count(group: Sequence[AnyRule], tier: str) -> int:
    return sum(rule.tier == tier for rule in group)


def _page(name: str, group: Sequence[AnyRule], precision: Measured) -> str:
    title = name if name == "blocks" else name.replace("-", "/", 1)
    sections = "\n".join(_section(rule, precision.get(rule.id)) for rule in group)
    return f"{MARK}# Rules: {title}\n\n[All rules]({INDEX})\n\n{sections}"


def _section(rule: AnyRule, precision: Sequence[float] | None) -> str:
    head = f"## {rule.id}\n\n{_sentence(rule.why)}{_right(precision)}\n\n"
    if isinstance(rule, CodedRule):
        where = f"Category: {rule.category}. " if rule.kind == "block" else ""
        return f"{head}{rule.tier}, {rule.kind}. {where}In `{rule.origin}`.\n\n{rule.means}\n"
    facts = [f"{rule.tier}, {rule.kind}", *_facts(rule), f"in `{origin(rule)}`"]
    lists = "".join(
        f"**{key}**: {' · '.join(map(_code, values))}\n\n"
        for key in ("triggers", "patterns", "all", "unless") if (values := getattr(rule, key))
    )  # fmt: skip
    return f"{head}{'; '.join(facts)}.\n\n{lists}{_proof(rule)}"


def _right(precision: Sequence[float] | None) -> str:
    """How often the rule was right on labelled pages, where it was asked there."""
    if precision is None:
        return ""
    cuts, wrong, low, high = precision
    share = f"{(cuts - wrong) / cuts:.1%}, 95 % interval {low:.1%} to {high:.1%}"
    return (
        f"\n\nOn labelled pages: {cuts:,} distinct cuts, {wrong:,} of them in the body ({share})."
    )


def _facts(rule: Rule) -> list[str]:
    facts = [f"shape `{rule.shape}`"] if rule.shape else []
    if rule.kind in ("line", "sentence"):
        facts.append(f"up to {rule.max_words} words")
    if rule.about:
        facts.append(f"spares articles about {rule.about}")
    return facts + ["takes the list below it along"] * rule.introduces


def _proof(rule: Rule) -> str:
    """What goes and what stays, as the two sides of a diff."""
    rows = [("-", text) for text in rule.remove] + [(" ", text) for text in rule.keep]
    shown = "".join(f"{sign} {line}\n" for sign, text in rows for line in text.splitlines())
    fence = _fence(shown, 3)
    return f"{fence}diff\n{shown}{fence}\n"


def _code(text: str) -> str:
    """A text as a code span that shows it whole, whatever it holds."""
    fence = _fence(text, 1)
    edge = " " if "`" in text or text != text.strip() else ""
    return f"{fence}{edge}{text}{edge}{fence}"


def _fence(text: str, shortest: int) -> str:
    fence = "`" * shortest
    while fence in text:
        fence += "`"
    return fence


def _sentence(why: str) -> str:
    return f"{why[:1].upper()}{why[1:]}."
