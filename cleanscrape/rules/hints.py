"""Which packs a text can do without: a word of each phrase that a pack looks for must stand in it.

A command that cleans one text would spend most of its time on loading two dozen languages. What is
skipped could find nothing, so the result is the same as with all packs loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from cleanscrape.matching.fold import reading
from cleanscrape.matching.scanner import unspaced as in_unspaced_script
from cleanscrape.rules.model import Rule

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=4)
def spoken(text: str) -> tuple[frozenset[str], bool]:
    """The words of a text, and whether it holds letters of a script without spaces.

    >>> words, unspaced = spoken("Read MORE: 続き")
    >>> sorted(words), unspaced
    (['more', 'read', '続き'], True)
    """
    letters = "".join(set(text))
    return frozenset(_WORD.findall(reading(text))), in_unspaced_script(letters)


def hint(rules: Iterable[Rule]) -> tuple[list[str], bool] | None:
    """For some rules: words of which a text must hold one, or letters of a script without spaces.

    None if they may hold in any text. Of each phrase the longest word is taken.

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
                continue
            words = _WORD.findall(reading(phrase))
            if not words:
                return None
            found.add(max(words, key=len))
    return sorted(found), unspaced
