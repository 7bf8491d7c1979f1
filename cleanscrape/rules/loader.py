"""Read rule packs: TOML files ``<language>/<category>.toml``, each with its rules.

Every error of a file is found in one go, and each names file, rule and remedy. What cleaning uses
of the shipped packs comes from `shipped`, which is faster.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from cleanscrape.errors import PackError
from cleanscrape.log import CATEGORIES
from cleanscrape.matching.lexicon import Lexicon
from cleanscrape.matching.shapes import NAMES
from cleanscrape.rules.lint import lint
from cleanscrape.rules.model import KINDS, Pack, Rule
from cleanscrape.rules.shipped import HOME, languages

TIERS = ("sure", "likely", "note")
_LISTS = ("patterns", "all", "triggers", "unless", "remove", "keep")
_TEXTS = ("id", "kind", "tier", "why", "about", "shape")
_KEYS = {*_LISTS, *_TEXTS, "max_words", "introduces"}
_LARGEST = 2_000_000
_LEXICON = "lexicon.toml"


@lru_cache(maxsize=1)
def shipped_packs() -> tuple[Pack, ...]:
    """The packs that come with cleanscrape, with their examples, by language and category."""
    return tuple(pack for code in languages() for pack in read_folder(HOME / code)[0])


@lru_cache(maxsize=1)
def shipped_lexicons() -> tuple[Lexicon, ...]:
    """The lexicons that come with cleanscrape, ordered by language."""
    return tuple(lexicon for code in languages() for lexicon in read_folder(HOME / code)[1])


def read_folder(folder: Path) -> tuple[tuple[Pack, ...], tuple[Lexicon, ...]]:
    """The shipped packs of one language, by category, and its lexicon, if it has one."""
    files = sorted(folder.glob("*.toml"))
    packs = tuple(load_pack(path, trusted=True) for path in files if path.name != _LEXICON)
    return packs, tuple(_load_lexicon(path) for path in files if path.name == _LEXICON)


def load_pack(path: Path, *, trusted: bool = False) -> Pack:
    """Read one pack. Raises `PackError`, which lists everything that is wrong with the file.

    A `trusted` pack is not vetted: compiling each pattern to lint it takes most of the time, and
    the tests have vetted what is shipped.
    """
    data = _read(path)
    head = data.get("pack")
    if not isinstance(head, dict):
        raise PackError(f"{path}: no [pack] table; begin with [pack], language, category, version")
    problems = [
        f"[pack] needs {key} as a text" for key in ("language", "category", "version")
        if not isinstance(head.get(key), str)
    ]  # fmt: skip
    language, category = str(head.get("language")), str(head.get("category"))
    if category not in CATEGORIES:
        problems.append(f"category {category!r} is unknown; use one of {', '.join(CATEGORIES)}")
    entries = data.get("rule", [])
    if not isinstance(entries, list) or not entries:
        problems.append("no rules; add a [[rule]] table")
        entries = []
    problems += [
        f"unknown table {key!r}; use [pack] and [[rule]]"
        for key in sorted(data.keys() - {"pack", "rule"})
    ]
    rules: list[Rule] = []
    for number, entry in enumerate(entries, 1):
        name, wrong = ("", []) if trusted else _vet(entry, number)
        problems += [f"rule {name}: {problem}" for problem in wrong]
        if not wrong:
            rules.append(_rule(entry, language, category, path))
    problems += _duplicates(rules)
    if problems:
        raise PackError("\n".join(f"{path}: {problem}" for problem in problems))
    return Pack(f"{language}/{category}", language, category, head["version"], tuple(rules))


def _read(path: Path) -> Mapping[str, Any]:
    try:
        if path.stat().st_size > _LARGEST:
            raise PackError(f"{path}: larger than {_LARGEST} bytes; split the pack")
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PackError(f"{path}: cannot be read ({error.strerror}); name a pack file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PackError(f"{path}: not TOML in UTF-8 ({error}); mend the file") from error


def _vet(entry: Any, number: int) -> tuple[str, list[str]]:
    """The name of a rule for messages, and what is wrong with it."""
    if not isinstance(entry, dict):
        return f"number {number}", ["not a table; write [[rule]] and its keys below"]
    name = str(entry.get("id", f"number {number}"))
    wrong = [
        f"unknown key {key!r}; known: {', '.join(sorted(_KEYS))}"
        for key in sorted(entry.keys() - _KEYS)
    ]
    wrong += [f"{k} must be a text" for k in _TEXTS if k in entry and not isinstance(entry[k], str)]
    wrong += [
        f"{key} must be a list of texts" for key in _LISTS
        if key in entry
        and not (isinstance(entry[key], list) and all(isinstance(v, str) and v for v in entry[key]))
    ]  # fmt: skip
    if type(entry.get("max_words", 1)) is not int or entry.get("max_words", 1) < 1:
        wrong.append("max_words must be a whole number above 0")
    if not isinstance(entry.get("introduces", False), bool):
        wrong.append("introduces must be true or false")
    if not wrong:
        wrong = _vet_content(entry)
    return name, wrong


def _vet_content(entry: Mapping[str, Any]) -> list[str]:
    wrong = [f"{key} is missing" for key in ("id", "kind", "tier", "why") if not entry.get(key)]
    wrong += [
        f"no {key} example; give at least one" for key in ("remove", "keep") if not entry.get(key)
    ]
    kind = entry.get("kind")
    if kind not in KINDS:
        return [*wrong, f"kind {kind!r} is unknown; use one of {', '.join(KINDS)}"]
    if entry.get("tier") not in TIERS:
        wrong.append(f"tier {entry.get('tier')!r} is unknown; use one of {', '.join(TIERS)}")
    if kind in ("line", "sentence") and not entry.get("triggers"):
        wrong.append("no triggers; name literals of which each match holds one")
    if kind == "shape" and entry.get("shape") not in NAMES:
        wrong.append(f"kind shape needs shape, one of {', '.join(sorted(NAMES))}")
    if kind in ("label", "shape"):
        unread = ["all", "unless", "max_words", *(["triggers"] if kind == "label" else [])]
        wrong += [
            f"kind {kind} does not read {key}; drop it, or choose kind line"
            for key in unread if key in entry
        ]  # fmt: skip
    if kind in ("label", "line") and not entry.get("patterns"):
        wrong.append(f"kind {kind} needs patterns")
    if kind == "sentence" and not (entry.get("patterns") or entry.get("all")):
        wrong.append("kind sentence needs patterns or all")
    wrong += [
        f"trigger {t!r} must be lower case, without line breaks or spaces around words"
        for t in entry.get("triggers", ()) if not _is_trigger(t)
    ]  # fmt: skip
    regexes = list(entry.get("all", ())) + list(entry.get("unless", ()))
    if kind in ("line", "sentence"):
        regexes += entry.get("patterns", ())
    wrong += [f"pattern {p!r}: {problem}" for p in regexes if (problem := lint(p))]
    return wrong


def _is_trigger(text: str) -> bool:
    """Whether the scanner can look for a text; only signs such as " / " may keep their spaces."""
    spaced = text != text.strip() and any(char.isalnum() for char in text)
    return (
        bool(text.strip()) and text == text.lower() and not spaced and len(text.splitlines()) == 1
    )


def _rule(entry: Mapping[str, Any], language: str, category: str, path: Path) -> Rule:
    fields: dict[str, Any] = {
        key: tuple(v) if isinstance(v, list) else v for key, v in entry.items()
    }
    fields["id"] = f"{language}.{category}.{entry['id']}"
    return Rule(language=language, category=category, origin=str(path), **fields)


def _duplicates(rules: Iterable[Rule]) -> list[str]:
    seen: set[str] = set()
    found = []
    for rule in rules:
        if rule.id in seen:
            found.append(f"rule {rule.id}: the id stands twice; rename one")
        seen.add(rule.id)
    return found


def _load_lexicon(path: Path) -> Lexicon:
    return Lexicon.of(path.parent.name, _read(path))
