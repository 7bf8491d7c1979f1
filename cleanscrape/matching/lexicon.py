"""The few words of a language that guards and blocks need beyond the rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
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
    """

    language: str
    topics: tuple[tuple[str, tuple[str, ...]], ...] = ()
    address: tuple[str, ...] = ()
    reporting: tuple[str, ...] = ()
    pitch: tuple[str, ...] = ()


class Words:
    """The lexicons of all languages, compiled together."""

    def __init__(self, lexicons: tuple[Lexicon, ...]) -> None:
        self.lexicons = lexicons

    @cached_property
    def _address(self) -> Any:
        return _any_of(w for lexicon in self.lexicons for w in lexicon.address)

    @cached_property
    def _reporting(self) -> Any:
        return _any_of(w for lexicon in self.lexicons for w in lexicon.reporting)

    @cached_property
    def _pitch(self) -> Any:
        return _any_of(w for lexicon in self.lexicons for w in lexicon.pitch)

    def addresses(self, said: str) -> bool:
        """Whether a normalised line speaks of the site itself or to its reader."""
        return self._address.search(said) is not None

    def reports(self, said: str) -> bool:
        """Whether a normalised line attributes what it says to somebody."""
        return self._reporting.search(said) is not None

    def pitches(self, said: str) -> bool:
        """Whether a normalised line holds a word of appeals."""
        return self._pitch.search(said) is not None

    def topic(self, name: str) -> tuple[str, ...]:
        """The words of a topic in all languages."""
        return tuple(w for lexicon in self.lexicons for n, ws in lexicon.topics if n == name for w in ws)


def _any_of(words: Any) -> Any:
    found = sorted(set(words), key=lambda w: (-len(w), w))
    return regex.compile("|".join(rf"\b{regex.escape(w)}\b" for w in found) or r"(?!)")
