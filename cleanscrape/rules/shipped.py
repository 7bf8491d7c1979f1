"""The packs that come with cleanscrape, in the form in which they load in a few milliseconds.

People edit the TOML files. ``<language>/packs.json`` holds the same rules without their examples,
and the checksums of the files that it was made from: where they have changed since, the TOML is
read instead. ``python -m cleanscrape.rules.bake`` makes it anew, and a test fails until it is.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path
from zlib import crc32

from cleanscrape.matching.lexicon import Lexicon
from cleanscrape.rules.model import Pack, Rule

TYPE_CHECKING = False  # typing and the reader of TOML take time to import
if TYPE_CHECKING:
    from typing import Any

HOME = Path(__file__).parent
BAKED = "packs.json"


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The languages that packs are shipped for, ``any`` among them."""
    return tuple(sorted(p.name for p in HOME.iterdir() if p.is_dir() and p.name[0] != "_"))


def packs() -> tuple[Pack, ...]:
    """All shipped packs, without the examples of their rules, by language and category."""
    return tuple(pack for language in languages() for pack in _of(language)[0])


def lexicons() -> tuple[Lexicon, ...]:
    """All shipped lexicons, by language."""
    return tuple(lexicon for language in languages() for lexicon in _of(language)[1])


@cache
def _of(language: str) -> tuple[tuple[Pack, ...], tuple[Lexicon, ...]]:
    folder = HOME / language
    baked = folder / BAKED
    data = json.loads(baked.read_bytes()) if baked.exists() else {}
    if data.get("made_from") != checksums(folder):
        from cleanscrape.rules.loader import read_folder

        return read_folder(folder)
    found = tuple(_pack(language, entry) for entry in data["packs"])
    return found, tuple(Lexicon.of(language, entry) for entry in data["lexicons"])


def checksums(folder: Path) -> dict[str, int]:
    """The checksum of each TOML file in a folder: it tells a file that was edited, no forgery."""
    files = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    return {path.name: crc32(path.read_bytes()) for path in files}


def _pack(language: str, entry: dict[str, Any]) -> Pack:
    category = entry["category"]
    shared = {
        "language": language,
        "category": category,
        "origin": str(HOME / language / f"{category}.toml"),
    }
    rules = tuple(
        Rule.of({k: tuple(v) if type(v) is list else v for k, v in rule.items()} | shared)
        for rule in entry["rules"]
    )
    return Pack(f"{language}/{category}", language, category, entry["version"], rules)
