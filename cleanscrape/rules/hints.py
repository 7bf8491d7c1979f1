"""Which packs a text can do without: a word of each phrase that a pack looks for must stand in it.

A command that cleans one text would spend most of its time on loading two dozen languages. What is
skipped could find nothing, so the result is the same as with all packs loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from cleanscrape.language import frequent_words
from cleanscrape.matching.fold import reading
from cleanscrape.matching.scanner import unspaced as in_unspaced_script
from cleanscrape.rules.model import Rule, Spoken

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=4)
def spoken(text: str) -> Spoken:
    """What a text holds: its words, its signs, and whether some are of a script without spaces.

    >>> found = spoken("Read MORE: 続き")
    >>> sorted(found.words), "".join(sorted(found.signs)), found.unspaced
    (['more', 'read', '続き'], ' :', True)
    """
    signs = frozenset(text)
    words = frozenset(_WORD.findall(reading(text)))
    return Spoken(words, frozenset(s for s in signs if not s.isalnum()), _unspaced(signs))


def _unspaced(signs: Iterable[str]) -> bool:
    return in_unspaced_script("".join(signs))


def hint(rules: Iterable[Rule]) -> tuple[list[str], bool] | None:
    """For some rules: words or signs of which a text must hold one, or letters of a script.

    None if they may hold in any text. Of each phrase the longest word is taken that is not frequent
    in some language; of one without words, its first sign. The truth value tells of letters of a
    script without spaces.

    >>> rule = Rule("x", "label", "sure", "share", "en", "", ("share this article", "teilen"))
    >>> hint([rule])
    (['article', 'teilen'], False)
    """
    found: set[str] = set()
    unspaced = False
    for rule in rules:
        if rule.kind == "shape":
            return None
        for phrase in rule.patterns if rule.kind == "label" else rule.triggers:
            if in_unspaced_script(phrase):
                unspaced = True
            elif words := _WORD.findall(reading(phrase)):
                found.add(max(words, key=_tells))
            elif (sign := phrase.strip()[:1]) and sign not in _REPLACED:
                found.add(sign)
            else:
                return None
    return sorted(found), unspaced


def _tells(word: str) -> tuple[bool, int]:
    """How much a word tells: one that all texts hold would load its pack for each."""
    return word not in _frequent(), len(word)


@lru_cache(maxsize=1)
def _frequent() -> frozenset[str]:
    return frozenset(frequent_words())


_REPLACED = "-'\""
"""Signs for which a text may hold others that are read as these."""
