"""What may be wrong with one rule as it is written, each with its remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanscrape.errors import meant
from cleanscrape.matching.shapes import NAMES
from cleanscrape.rules.lint import lint
from cleanscrape.rules.model import KINDS

TIERS = ("sure", "likely", "note")
LISTS = ("patterns", "all", "triggers", "unless", "remove", "keep")
TEXTS = ("id", "kind", "tier", "why", "about", "shape")
KEYS = (*LISTS, *TEXTS, "max_words", "introduces")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

Problem = tuple[str, str]
"""The key at fault ("" for the rule itself), and what is wrong with it."""


def vet(entry: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with a rule's table; nothing if it is fit to be a `Rule`.

    >>> rule = {"id": "a", "kind": "label", "tier": "sure", "why": "a button",
    ...         "patterns": ["share"], "remove": ["Share"], "keep": ["A share."]}
    >>> vet(rule)
    []
    >>> vet({**rule, "tier": "maybe"})
    [('tier', "tier 'maybe' is unknown; use one of sure, likely, note")]
    """
    mistyped = list(_types(entry))
    bad = {key for key, _ in mistyped}
    fit = {key: value for key, value in entry.items() if key not in bad}
    unknown = [
        (key, f"unknown key {key!r}; known: {', '.join(sorted(KEYS))}{meant(key, KEYS)}")
        for key in sorted(entry.keys() - set(KEYS))
    ]
    return [*mistyped, *_missing(fit, bad), *_content(fit, bad), *unknown]


def _types(entry: Mapping[str, Any]) -> Iterator[Problem]:
    for key in TEXTS:
        if key in entry and not isinstance(entry[key], str):
            yield key, f"{key} must be a text; put it in quotes"
    for key in LISTS:
        if key in entry and not _is_list_of_texts(entry[key]):
            yield key, f'{key} must be a list of texts, none empty; write ["...", "..."]'
    most = entry.get("max_words", 1)
    if type(most) is not int or most < 1:
        yield "max_words", "max_words must be a whole number above 0"
    if not isinstance(entry.get("introduces", False), bool):
        yield "introduces", "introduces must be true or false"


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def _missing(entry: Mapping[str, Any], bad: set[str]) -> Iterator[Problem]:
    for key in ("id", "kind", "tier", "why"):
        if not entry.get(key) and key not in bad:
            yield "", f"{key} is missing; add it"
    for key in ("remove", "keep"):
        if not entry.get(key) and key not in bad:
            yield key, f"no {key} example; give at least one"
    if entry.get("id") and not _ID.fullmatch(entry["id"]):
        yield "id", "the id must be of lower-case words with hyphens, such as share-this-page"
    for key, known in (("tier", TIERS), ("kind", KINDS)):
        value = entry.get(key)
        if value and value not in known:
            told = f"use one of {', '.join(known)}"
            yield key, f"{key} {value!r} is unknown; {told}{meant(value, known)}"


def _content(entry: Mapping[str, Any], bad: set[str]) -> Iterator[Problem]:
    yield from _needs(entry, bad)
    for trigger in entry.get("triggers", ()):
        if not _is_trigger(trigger):
            yield (
                "triggers",
                f"trigger {trigger!r} must be lower case, without line breaks or spaces around "
                "words",
            )
    expressions = ("patterns", "all", "unless") if entry.get("kind") != "label" else ()
    for key in expressions:
        for pattern in entry.get(key, ()):
            if problem := _control(pattern) or lint(pattern):
                yield key, f"pattern {_short(pattern)}: {problem}"


def _control(pattern: str) -> str | None:
    if any(char < " " for char in pattern):
        return "holds a control character; write regular expressions in 'single quotes'"
    return None


def _needs(entry: Mapping[str, Any], bad: set[str]) -> Iterator[Problem]:
    """What its kind asks of a rule."""
    kind = entry.get("kind")
    has = {key for key in (*LISTS, "shape") if entry.get(key)} | bad
    if kind in ("line", "sentence") and "triggers" not in has:
        yield "triggers", "no triggers; name literals of which each match holds one"
    if kind == "shape" and entry.get("shape") not in NAMES and "shape" not in bad:
        near = meant(entry.get("shape", ""), NAMES)
        yield "shape", f"kind shape needs shape, one of {', '.join(sorted(NAMES))}{near}"
    if kind in ("label", "line") and "patterns" not in has:
        yield "patterns", f"kind {kind} needs patterns"
    if kind == "sentence" and not has & {"patterns", "all"}:
        yield "patterns", "kind sentence needs patterns or all"
    if kind in ("label", "shape"):
        unread = ["all", "unless", "max_words", *(["triggers"] if kind == "label" else [])]
        for key in (key for key in unread if key in entry):
            yield key, f"kind {kind} does not read {key}; drop it, or choose kind line"


def _is_trigger(text: str) -> bool:
    """Whether the scanner can look for a text; only signs such as " / " may keep their spaces."""
    spaced = text != text.strip() and any(char.isalnum() for char in text)
    return (
        bool(text.strip()) and text == text.lower() and not spaced and len(text.splitlines()) == 1
    )


def _short(text: str) -> str:
    return repr(text if len(text) <= 80 else f"{text[:79]}…")
