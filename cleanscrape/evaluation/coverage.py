"""Which languages and categories the packs cover, and how far: a table for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from cleanscrape.api import Cleaner
from cleanscrape.errors import InputError
from cleanscrape.evaluation.planted import Outcome, outcome, read_list
from cleanscrape.log import CATEGORIES
from cleanscrape.rules.model import Pack

_SHOWN = tuple(name for name in CATEGORIES if name not in ("site", "metadata"))


def measure(folder: Path) -> dict[str, Outcome]:
    """What becomes of the lists of a folder: ``CODE.jsonl``, planted into ``hosts/CODE.txt``.

    Raises `InputError` for a list that is wrong, or that has no host.
    """
    cleaner = Cleaner()
    found = {}
    for path in sorted(folder.glob("*.jsonl")):
        host = folder / "hosts" / f"{path.stem}.txt"
        if not host.is_file():
            raise InputError(f"{host}: no such file; each list needs an article to stand in")
        found[path.stem] = outcome(cleaner, read_list(path), host.read_text("utf-8"))
    if not found:
        raise InputError(f"{folder}: holds no list; name a folder with CODE.jsonl files")
    return found


def table(packs: Sequence[Pack], outcomes: Mapping[str, Outcome] | None = None) -> str:
    """Languages by categories, in Markdown.

    A cell holds the number of patterns, and with `outcomes` the junk lines of the language's list
    that go, of how many.

    >>> from cleanscrape.rules.loader import shipped_packs
    >>> table(shipped_packs()).splitlines()[0][:34]
    '| language | patterns | navigation'
    """
    outcomes = outcomes or {}
    patterns: dict[tuple[str, str], int] = {}
    for pack in packs:
        key = pack.language, pack.category
        patterns[key] = patterns.get(key, 0) + sum(
            len(rule.patterns) + len(rule.all) or 1 for rule in pack.rules
        )
    languages = sorted({language for language, _ in patterns} - {"any"})
    head = ["language", "patterns", *_SHOWN]
    if outcomes:
        head[2:2] = ["junk gone", "honest lines hurt"]
    rows = [head, ["---"] * len(head)]
    for language in languages:
        total = sum(n for (code, _), n in patterns.items() if code == language)
        told = outcomes.get(language)
        row = [language, f"{total:,}"]
        if outcomes:
            row += _total(told)
        row += [_cell(patterns.get((language, name), 0), told, name) for name in _SHOWN]
        rows.append(row)
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _total(told: Outcome | None) -> list[str]:
    if told is None:
        return ["", ""]
    gone, planted = told.gone.total(), told.planted.total()
    return [f"{gone} of {planted} ({told.share:.0%})", f"{len(told.hurt)} of {told.kept}"]


def _cell(patterns: int, told: Outcome | None, category: str) -> str:
    if told is None or not told.planted[category]:
        return str(patterns)
    return f"{patterns} · {told.gone[category]}/{told.planted[category]}"
