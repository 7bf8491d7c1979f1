"""The packs that come with cleanscrape, in a form that loads in a few milliseconds.

People edit the TOML files. ``packs.json`` of a language holds the same rules without their
examples; ``index.json`` holds what is needed of all languages at once: packs and versions, the
words of guards, words that a pack's rules cannot do without (`hints`), and the checksums of the
files that all was made from. A language whose files have changed since is read from TOML instead.
``python -m cleanscrape.rules.bake`` makes these files anew, and a test fails until it is done.
"""

from __future__ import annotations

import json
import os
from functools import cache, lru_cache
from pathlib import Path
from zlib import crc32

from cleanscrape.matching.lexicon import Lexicon
from cleanscrape.rules.model import Pack, Rule, Spoken

TYPE_CHECKING = False  # typing and the reader of TOML take time to import
if TYPE_CHECKING:
    from typing import Any

HOME = Path(__file__).parent
BAKED = "packs.json"
INDEX = "index.json"


class ShippedPack(Pack):
    """A pack whose rules are loaded when they are first asked for."""

    words: tuple[str, ...] | None
    unspaced: bool

    @classmethod
    def of(cls, language: str, entry: dict[str, Any]) -> ShippedPack:
        """The pack of an entry of the index."""
        pack = object.__new__(cls)
        category = entry["category"]
        pack.__dict__.update(entry, language=language, name=f"{language}/{category}")
        return pack

    def __getattr__(self, name: str) -> Any:
        if name != "rules":
            raise AttributeError(name)
        rules = _rules(self.language)[self.category]
        self.__dict__["rules"] = rules
        return rules

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        entry = {k: v for k, v in self.__dict__.items() if k not in ("language", "name", "rules")}
        return ShippedPack.of, (self.language, entry)

    @property
    def at_hand(self) -> bool:
        """Whether the rules are loaded."""
        return "rules" in self.__dict__

    def may_speak(self, text: Spoken) -> bool:
        """Whether a rule may hold: the text holds one of its words or signs, or its script."""
        if self.words is None or (text.unspaced and self.unspaced):
            return True
        return not (text.words.isdisjoint(self.words) and text.signs.isdisjoint(self.words))


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
    entry = _index().get(language)
    if entry is None or _stale(language, entry["made_from"]):
        from cleanscrape.rules.loader import read_folder

        return read_folder(HOME / language)
    found = tuple(ShippedPack.of(language, pack) for pack in entry["packs"])
    return found, tuple(Lexicon.of(language, spoken) for spoken in entry["lexicons"])


@lru_cache(maxsize=1)
def _index() -> dict[str, Any]:
    path = HOME / INDEX
    return dict(json.loads(path.read_bytes())) if path.exists() else {}


def _stale(language: str, made_from: dict[str, int]) -> bool:
    """Whether a TOML file is another than the one that the index was made from.

    Checksums are compared only where a file is younger than the index.
    """
    folder = HOME / language
    baked = _baked(HOME / INDEX)
    with os.scandir(folder) as found:  # a third of what pathlib takes for these 400 files
        files = {file.name: file for file in found}
    tables = {name for name in files if name.endswith(".toml")}
    if tables != made_from.keys() or BAKED not in files:
        return True
    young = [name for name in tables if files[name].stat().st_mtime_ns > baked]
    return any(crc32((folder / name).read_bytes()) != made_from[name] for name in young)


@lru_cache(maxsize=1)
def _baked(index: Path) -> int:
    """When an index was made."""
    return index.stat().st_mtime_ns


def checksums(folder: Path) -> dict[str, int]:
    """The checksum of each TOML file in a folder: it tells a file that was edited, no forgery."""
    files = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    return {path.name: crc32(path.read_bytes()) for path in files}


@cache
def _rules(language: str) -> dict[str, tuple[Rule, ...]]:
    """The rules of a language's packs, by category."""
    data = json.loads((HOME / language / BAKED).read_bytes())
    return {category: _of_category(language, category, rules) for category, rules in data.items()}


def _of_category(language: str, category: str, rules: list[dict[str, Any]]) -> tuple[Rule, ...]:
    origin = str(HOME / language / f"{category}.toml")
    shared = {"language": language, "category": category, "origin": origin}
    return tuple(
        Rule.of({key: tuple(v) if type(v) is list else v for key, v in entry.items()} | shared)
        for entry in rules
    )
