"""Pages put together from the rules' own examples: every language that has rules is learned from.

Labelled pages are in few languages. The rules hold what boilerplate says in all of theirs, and
sentences that it must not be taken for; a page of both teaches little of how pages look, but much
of their words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from cleanscrape.evaluation.data import Page
from cleanscrape.rules.loader import shipped_packs

SET = "planted"
_LONGEST = 200
_SENTENCE = 24
"""Characters from which an honest example may be a sentence; a third of them in dense scripts."""
_DENSE = ("ja", "ko", "zh")
_SPACELESS = ("ja", "zh")


class Said(NamedTuple):
    """What the packs of a language hold: boilerplate, and sentences."""

    junk: Sequence[str]
    honest: Sequence[str]


def planted_pages(each: int, seed: int = 0) -> Iterator[Page]:
    """Pages in every language of the rules, the same for the same seed.

    Parameters
    ----------
    each:
        How many of each language.

    >>> page = next(planted_pages(1))
    >>> page.lang, page.gold.splitlines()[0] in page.texts["page:planted"].splitlines()
    ('ar', True)
    """
    random = np.random.default_rng(seed)
    for language, said in sorted(_said().items()):
        for number in range(each):
            yield _page(f"{language}{number}", language, said, random)


def _said() -> dict[str, Said]:
    junk: dict[str, dict[str, None]] = {}
    honest: dict[str, dict[str, None]] = {}
    for pack in shipped_packs():
        if pack.category == "metadata" or pack.language == "any":
            continue
        least = _SENTENCE // 3 if pack.language in _DENSE else _SENTENCE
        for rule in pack.rules:
            lines = (*rule.remove, *(rule.patterns if rule.kind == "label" else ()))
            junk.setdefault(pack.language, {}).update(dict.fromkeys(filter(_is_line, lines)))
            kept = [line for line in rule.keep if _is_line(line) and len(line) >= least]
            honest.setdefault(pack.language, {}).update(dict.fromkeys(kept))
    return {code: Said(list(junk[code]), list(honest[code])) for code in junk if honest[code]}


def _is_line(said: str) -> bool:
    return 0 < len(said) <= _LONGEST and "\n" not in said


def _page(name: str, language: str, said: Said, random: np.random.Generator) -> Page:
    space = "" if language in _SPACELESS else " "
    body = [
        space.join(_some(said.honest, random.integers(2, 7), random))
        for _ in range(random.integers(4, 16))
    ]
    lines = _some(said.junk, random.integers(2, 40), random)
    for paragraph in body:
        lines.append(paragraph)
        if random.random() < 0.15:
            lines += _some(said.junk, 1, random)
    lines += _some(said.junk, random.integers(5, 60), random)
    text = ("\n" if random.random() < 0.5 else "\n\n").join(lines)
    return Page(SET, name, {"page:planted": text}, "\n".join(body), language)


def _some(lines: Sequence[str], most: int | np.integer, random: np.random.Generator) -> list[str]:
    return [lines[i] for i in random.permutation(len(lines))[:most].tolist()]
