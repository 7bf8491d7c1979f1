"""Make the fast form of the shipped packs: ``python -m cleanscrape.rules.bake``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cleanscrape.rules.loader import read_folder
from cleanscrape.rules.model import Pack, Rule
from cleanscrape.rules.shipped import BAKED, HOME, checksums, languages

_LEFT_OUT = ("language", "category", "origin", "remove", "keep")
"""What a rule has from its pack, and the examples, which only tests and docs need."""


def bake(folder: Path) -> str:
    """The text of one language's `BAKED` file; a line for each rule, so that diffs are readable."""
    packs, lexicons = read_folder(folder)
    head = json.dumps(checksums(folder), indent=1)
    spoken = [{k: v for k, v in vars(lexicon).items() if k != "language"} for lexicon in lexicons]
    return (
        f'{{"made_from": {head},\n"lexicons": {_lines(spoken)},\n'
        f'"packs": [{",".join(map(_pack, packs))}\n]}}\n'
    )


def _pack(pack: Pack) -> str:
    rules = _lines([_record(rule) for rule in pack.rules])
    return f'\n{{"category": "{pack.category}", "version": "{pack.version}", "rules": {rules}}}'


def _record(rule: Rule) -> dict[str, Any]:
    """What differs from the defaults."""
    return {
        key: value for key, value in vars(rule).items()
        if key not in _LEFT_OUT and value != getattr(Rule, key, None)
    }  # fmt: skip


def _lines(records: list[dict[str, Any]]) -> str:
    return "[" + ",".join("\n" + json.dumps(r, ensure_ascii=False) for r in records) + "\n]"


def main() -> None:
    """Write the file of every language."""
    for code in languages():
        (HOME / code / BAKED).write_text(bake(HOME / code), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
