"""One pack file: the pack in it, and everything that is wrong with it, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleanscrape.errors import PackError, meant
from cleanscrape.log import CATEGORIES
from cleanscrape.rules.model import Pack, Rule
from cleanscrape.rules.proof import prove, prove_together
from cleanscrape.rules.source import Lines, lines, parse, read
from cleanscrape.rules.vet import vet

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

HEAD = ("language", "category", "version")


class PackFile:
    """One file: the pack in it, if its rules could be made, and what is wrong with it."""

    def __init__(self, path: Path | Traversable) -> None:
        self.path = path
        self.pack: Pack | None = None
        self.problems: list[str] = []
        self.places: list[Mapping[str, int]] = []
        try:
            text = read(path)
            data = parse(text, path)
        except PackError as error:
            self.problems.append(str(error))
            return
        self._make(data, lines(text))

    def prove(self) -> None:
        """Try the rules that could be made on their examples, each alone, and all together."""
        if not self.pack:
            return
        for place, rule in zip(self.places, self.pack.rules, strict=True):
            for key, told in prove(rule):
                self._say_of(rule, place, key, told)
        for rule, told in prove_together(self.pack):
            self._say_of(rule, self.places[self.pack.rules.index(rule)], "keep", told)

    def _say_of(self, rule: Rule, place: Mapping[str, int], key: str, told: str) -> None:
        self._say(f"rule {rule.id.split('.')[-1]}: {told}", place.get(key, place.get("")))

    def _say(self, told: str, line: int | None = None) -> None:
        at = f"line {line}: " if line else ""
        self.problems.append(f"{self.path}: {at}{told}")

    def _make(self, data: Mapping[str, Any], at: Lines) -> None:
        head = data.get("pack")
        if not isinstance(head, dict):
            self._say(f"no [pack] table; begin with [pack], {', '.join(HEAD)}")
            head = {}
        else:
            for told in vet_head(head):
                self._say(told, at.pack.get(""))
        for key in sorted(data.keys() - {"pack", "rule"}):
            near = meant(key, ("pack", "rule"))
            self._say(f"unknown table {_name(key)!r}; use [pack] and [[rule]]{near}")
        entries = data.get("rule", [])
        if not isinstance(entries, list) or not entries:
            self._say("no rules; add a [[rule]] table")
            entries = []
        places = at.rules if len(at.rules) == len(entries) else [{} for _ in entries]
        language, category = str(head.get("language")), str(head.get("category"))
        rules = tuple(self._rules(entries, places, language, category))
        name = f"{language}/{category}"
        self.pack = Pack(name, language, category, str(head.get("version")), rules)

    def _rules(
        self,
        entries: Sequence[Any],
        places: Sequence[Mapping[str, int]],
        language: str,
        category: str,
    ) -> Iterator[Rule]:
        seen: dict[str, int] = {}
        for number, (entry, place) in enumerate(zip(entries, places, strict=True), 1):
            if not isinstance(entry, dict):
                self._say(f"rule number {number}: not a table; write [[rule]] and its keys below")
                continue
            name = _name(entry.get("id") or f"number {number}")
            wrong = vet(entry)
            for key, told in wrong:
                self._say(f"rule {name}: {told}", place.get(key, place.get("")))
            if not wrong:
                self.places.append(place)
                yield make_rule(entry, language, category, str(self.path))
            first = seen.setdefault(str(entry.get("id", number)), number)
            if first != number:
                there = places[first - 1].get("id")
                at = f" (the first is on line {there})" if there else ""
                self._say(
                    f"rule {language}.{category}.{name}: the id stands twice; rename one{at}",
                    place.get("id"),
                )


def vet_head(head: Mapping[str, Any]) -> list[str]:
    """What is wrong with a [pack] table."""
    wrong = [
        f"[pack] needs {key} as a text" for key in HEAD
        if not isinstance(head.get(key), str) or not head[key]
    ]  # fmt: skip
    category = head.get("category")
    if isinstance(category, str) and category and category not in CATEGORIES:
        known = ", ".join(CATEGORIES)
        near = meant(category, CATEGORIES)
        wrong.append(f"category {_name(category)!r} is unknown; use one of {known}{near}")
    language = head.get("language")
    if isinstance(language, str) and language and not _is_code(language):
        wrong.append(f"language {_name(language)!r} is no code; write one such as en, or any")
    return wrong + [
        f"[pack] has an unknown key {_name(key)!r}; known: {', '.join(HEAD)}{meant(key, HEAD)}"
        for key in sorted(head.keys() - set(HEAD))
    ]


def _is_code(language: str) -> bool:
    return language.isascii() and language.isalpha() and language.islower() and len(language) <= 3


def _name(value: object) -> str:
    """A name from a stranger's file, fit to stand in one line of a message."""
    said = str(value)
    said = said if len(said) <= 60 else f"{said[:59]}…"
    return said if said.isprintable() else repr(said)


def make_rule(entry: Mapping[str, Any], language: str, category: str, origin: str) -> Rule:
    """A rule from its table, which is known to be fit."""
    given: dict[str, Any] = {
        key: tuple(v) if isinstance(v, list) else v for key, v in entry.items()
    }
    given["id"] = f"{language}.{category}.{entry['id']}"
    return Rule(language=language, category=category, origin=origin, **given)
