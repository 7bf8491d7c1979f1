"""Make the fast form of the shipped packs: ``python -m cleanscrape.rules.bake``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cleanscrape.rules.hints import hint
from cleanscrape.rules.loader import read_folder
from cleanscrape.rules.model import Pack, Rule
from cleanscrape.rules.shipped import BAKED, HOME, INDEX, checksums, languages

_LEFT_OUT = ("language", "category", "origin", "remove", "keep")
"""What a rule has from its pack, and the examples, which only tests and docs need."""


def bake(folder: Path) -> str:
    """The text of one language's `BAKED` file; a line for each rule, so that diffs are readable."""
    packs, _ = read_folder(folder)
    parts = [f'"{pack.category}": {_lines([_record(r) for r in pack.rules])}' for pack in packs]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def index(home: Path = HOME) -> str:
    """The text of the `INDEX` file; a line for each pack and for each lexicon."""
    entries = [f'"{code}": {_entry(home / code)}' for code in languages()]
    return "{\n" + ",\n".join(entries) + "\n}\n"


def _entry(folder: Path) -> str:
    packs, lexicons = read_folder(folder)
    spoken = [{k: v for k, v in vars(lexicon).items() if k != "language"} for lexicon in lexicons]
    return (
        f'{{"made_from": {json.dumps(checksums(folder))},\n"lexicons": {_lines(spoken)},\n'
        f'"packs": {_lines(list(map(_head, packs)))}}}'
    )


def _head(pack: Pack) -> dict[str, Any]:
    """What is known of a pack before its rules are loaded."""
    words, unspaced = hint(pack.rules) or (None, False)
    return {
        "category": pack.category, "version": pack.version, "words": words, "unspaced": unspaced,
    }  # fmt: skip


def _record(rule: Rule) -> dict[str, Any]:
    """What differs from the defaults."""
    return {
        key: value for key, value in vars(rule).items()
        if key not in _LEFT_OUT and value != getattr(Rule, key, None)
    }  # fmt: skip


def _lines(records: list[dict[str, Any]]) -> str:
    return "[" + ",".join("\n" + json.dumps(r, ensure_ascii=False) for r in records) + "\n]"


def main() -> None:
    """Write the files of all languages."""
    for code in languages():
        (HOME / code / BAKED).write_text(bake(HOME / code), "utf-8", newline="\n")
    (HOME / INDEX).write_text(index(), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
