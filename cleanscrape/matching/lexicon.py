"""The few words of a language that guards and blocks need beyond the rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import regex


@dataclass(frozen=True)
class Lexicon:
    """Words of one language, in lower case.

    Attributes
    ----------
    topics:
        Pairs of a topic and the words whose repeated use makes an article one about it.
    address:
        Words with which a site speaks of itself and to its reader.
    reporting:
        Words that attribute what is said: a sentence that holds one reports something.
    pitch:
        Words of appeals, for lines that stand between two cut lines of an appeal.
    authors:
        Words for people who write and edit: what a biography below an article calls its author.
    """

    language: str
    topics: tuple[tuple[str, tuple[str, ...]], ...] = ()
    address: tuple[str, ...] = ()
    reporting: tuple[str, ...] = ()
    pitch: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


class Words:
    """The lexicons of all languages, compiled together."""

    def __init__(self, lexicons: tuple[Lexicon, ...]) -> None:
        self.lexicons = lexicons

    @cached_property
    def _patterns(self) -> dict[str, Any]:
        names = ("address", "reporting", "pitch", "authors")
        return {
            n: _any_of(w for lexicon in self.lexicons for w in getattr(lexicon, n)) for n in names
        }

    def _has(self, name: str, said: str) -> bool:
        return self._patterns[name].search(said) is not None

    def addresses(self, said: str) -> bool:
        """Whether a normalised line speaks of the site itself or to its reader."""
        return self._has("address", said)

    def reports(self, said: str) -> bool:
        """Whether a normalised line attributes what it says to somebody."""
        return self._has("reporting", said)

    def pitches(self, said: str) -> bool:
        """Whether a normalised line holds a word of appeals."""
        return self._has("pitch", said)

    def names_author(self, said: str) -> bool:
        """Whether a normalised line calls somebody a writer, an editor and the like."""
        return self._has("authors", said)

    def topic(self, name: str) -> tuple[str, ...]:
        """The words of a topic in all languages."""
        return tuple(
            w for lexicon in self.lexicons for n, ws in lexicon.topics if n == name for w in ws
        )


def _any_of(words: Any) -> Any:
    found = sorted(set(words), key=lambda w: (-len(w), w))
    return regex.compile("|".join(rf"\b{regex.escape(w)}\b" for w in found) or r"(?!)")


@lru_cache(maxsize=16)
def words(lexicons: tuple[Lexicon, ...]) -> Words:
    """The words of some lexicons, compiled once per process."""
    return Words(lexicons)
