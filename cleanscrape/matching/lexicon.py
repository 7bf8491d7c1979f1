"""The few words of a language that guards and blocks need beyond the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from cleanscrape.matching.fold import folded
from cleanscrape.matching.pattern import Pattern, UnicodePattern
from cleanscrape.matching.scanner import unspaced

_ASCII_WORD = Pattern(r"\w+")
_WORD = UnicodePattern(r"\w+")
"""`re` takes vowel signs and other loose marks for the end of a word."""


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
    roles:
        Words for what guest authors are otherwise: directors, founders.
    career:
        Words that tell somebody's career: studies, experience, what they care for.
    persons:
        Words that stand for one person: "she", "his".
    """

    language: str
    topics: tuple[tuple[str, tuple[str, ...]], ...] = ()
    address: tuple[str, ...] = ()
    reporting: tuple[str, ...] = ()
    pitch: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    career: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()

    @classmethod
    def of(cls, language: str, data: Mapping[str, Any]) -> Lexicon:
        """A lexicon as a file holds it; `topics` may be a table or a list of pairs."""
        topics = dict(data.get("topics", {}))
        return cls(
            language=language,
            topics=tuple((key, tuple(words)) for key, words in topics.items()),
            address=tuple(data.get("address", ())),
            reporting=tuple(data.get("reporting", ())),
            pitch=tuple(data.get("pitch", ())),
            authors=tuple(data.get("authors", ())),
            roles=tuple(data.get("roles", ())),
            career=tuple(data.get("career", ())),
            persons=tuple(data.get("persons", ())),
        )


class Words:
    """The lexicons of all languages, compiled together."""

    def __init__(self, lexicons: tuple[Lexicon, ...]) -> None:
        self.lexicons = lexicons
        self._narrowed: dict[str, Words] = {}

    def of(self, rule: str) -> Words:
        """The words of the language that a rule's id names; all for a rule of none.

        The phrase names its language: a word that reports in Italian must not guard an appeal in
        Portuguese.
        """
        code = rule.partition(".")[0]
        if code not in self._narrowed:
            own = tuple(lexicon for lexicon in self.lexicons if lexicon.language == code)
            self._narrowed[code] = Words(own) if own and len(self.lexicons) > 1 else self
        return self._narrowed[code]

    @cached_property
    def _lists(self) -> dict[str, _WordList]:
        names = ("address", "reporting", "pitch", "authors", "roles", "career", "persons")
        return {
            n: _WordList({folded(w) for lexicon in self.lexicons for w in getattr(lexicon, n)})
            for n in names
        }

    def _has(self, name: str, said: str) -> bool:
        return self._lists[name].stands_in(said)

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

    def names_role(self, said: str) -> bool:
        """Whether a normalised line calls somebody a director, a founder and the like."""
        return self._has("roles", said)

    def names_person(self, said: str) -> bool:
        """Whether a normalised line speaks of one person."""
        return self._has("persons", said)

    def tells_career(self, said: str) -> bool:
        """Whether a normalised line tells the career of one person."""
        return self._has("career", said) and self.names_person(said)

    def topic(self, name: str) -> tuple[str, ...]:
        """The words of a topic in all languages."""
        return tuple(
            w for lexicon in self.lexicons for n, ws in lexicon.topics if n == name for w in ws
        )


class _WordList:
    """Words and phrases to find at word boundaries; ready sooner than an alternation of them."""

    def __init__(self, words: set[str]) -> None:
        self._unspaced = sorted(word for word in words if not word.isascii() and unspaced(word))
        self._words = {word for word in words if _words_of(word) == [word]} - {*self._unspaced}
        self._phrases = sorted(words - self._words - {*self._unspaced})

    def stands_in(self, said: str) -> bool:
        """Whether one of them stands in a normalised line."""
        if not self._words.isdisjoint(_words_of(said)):
            return True
        if not said.isascii() and any(word in said for word in self._unspaced):
            return True
        return any(phrase in said and _at_boundaries(phrase, said) for phrase in self._phrases)


def _words_of(said: str) -> list[str]:
    found: list[str] = (_ASCII_WORD if said.isascii() else _WORD).findall(said)
    return found


def _at_boundaries(phrase: str, said: str) -> bool:
    at = said.find(phrase)
    while at >= 0:
        if _is_boundary(said, at) and _is_boundary(said, at + len(phrase)):
            return True
        at = said.find(phrase, at + 1)
    return False


def _is_boundary(said: str, at: int) -> bool:
    """What ``\\b`` means."""
    before, after = said[at - 1 : at] if at else "", said[at : at + 1]
    return bool(_words_of(before)) != bool(_words_of(after))


@lru_cache(maxsize=16)
def words(lexicons: tuple[Lexicon, ...]) -> Words:
    """The words of some lexicons, compiled once per process."""
    return Words(lexicons)
