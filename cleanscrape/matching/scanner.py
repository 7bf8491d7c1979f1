"""Find every occurrence of many literal phrases in one pass over a text.

Two choices carry the speed. The engine runs over UTF-8 bytes whose ASCII letters were lowered:
that moves no offset, for any Unicode, and costs a quarter of `str.lower`; the case of other letters
is covered by spellings (see `spellings`), quotes, dashes and spaces by plain ones put in their
place first. And it reports leftmost-longest, non-overlapping hits,
because overlapping ones can number millions on hostile text; what such a hit hides is known when
the scanner is built, so that `find` still returns exactly what a naive search would.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from cleanscrape.matching.fold import folded

_SAME = (
    ("\xa0", " "), ("’", "'"), ("‘", "'"), ("ʼ", "'"), ("–", "-"), ("\u2011", "-"), ("\u202f", " "),
    ("\u3000", " "),
)  # fmt: skip
"""Characters that scrapes use for one another, and the plain one that phrases are written with."""
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR")
"""Scripts in which a word may begin anywhere; Korean has spaces, but hangs particles on words."""


_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


class Hit(NamedTuple):
    """A phrase found at ``[start, end)``, in code points."""

    start: int
    end: int
    phrase: str


class Ground(NamedTuple):
    """A text as scanners read it, with plain quotes, dashes and spaces; and so in UTF-8, lowered.

    >>> Ground.of("It’s ON")
    Ground(text="It's ON", data=b"it's on")
    """

    text: str
    data: bytes

    @classmethod
    def of(cls, text: str) -> Ground:
        """The ground of any text; no offset moves."""
        if not text.isascii():
            for seen, plain in _SAME:
                text = text.replace(seen, plain)
        return cls(text, text.encode("utf-8", "surrogatepass").lower())


class Scanner:
    """All occurrences of literal phrases that stand at word boundaries.

    Parameters
    ----------
    phrases:
        Non-empty phrases in lower case, without line breaks.

    >>> [hit.phrase for hit in Scanner(["sign up", "up for"]).find("Sign Up for it")]
    ['sign up', 'up for']
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = tuple(sorted(set(phrases)))
        said: dict[str, list[str]] = {}
        for phrase in self.phrases:
            for spelling in spellings(phrase):
                said.setdefault(spelling, []).append(phrase)
        self._needles = [(s.encode("utf-8", "surrogatepass"), s, said[s]) for s in sorted(said)]
        bare = [needle for needle, _, _ in self._needles]
        self._hidden = _Hidden(bare)
        self._open = _Open([spelling for _, spelling, _ in self._needles])
        self._engine = _engine(bare)

    def __reduce__(self) -> tuple[type[Scanner], tuple[tuple[str, ...]]]:
        return (Scanner, (self.phrases,))

    def prepare(self) -> None:
        """Work out what each needle hides, before a text needs it."""
        for index in range(len(self._needles)):
            _ = self._hidden[index]

    def find(self, text: str) -> list[Hit]:
        """All hits, ordered by start, then end. Linear in the text for given phrases."""
        return self.find_on(Ground.of(text))

    def find_on(self, ground: Ground) -> list[Hit]:
        """`find` for a text that several scanners read."""
        if self._engine is None:
            return []
        text, data = ground
        found = self._engine.find_matches_as_indexes(data)
        if not found:
            return []
        places = []
        place = self._hidden.place
        for index, start, _ in found:
            places.append((start, index))
            inside, beyond = self._hidden[index]
            places += [(start + offset, other) for offset, other in inside]
            for offset, lengths in beyond:
                at = start + offset
                for length in lengths:
                    other = place.get(data[at : at + length])
                    if other is not None and at + length <= len(data):
                        places.append((at, other))
        places.sort()
        return self._hits(text, data, places)

    def _hits(self, text: str, data: bytes, places: list[tuple[int, int]]) -> list[Hit]:
        """Translate byte offsets to code points; keep what stands at word boundaries."""
        plain = len(data) == len(text)
        hits: list[Hit] = []
        new = tuple.__new__
        at = seen = 0
        for place, index in places:
            if plain:
                start = place
            else:
                seen += len(data[at:place].decode("utf-8", "surrogatepass"))
                at, start = place, seen
            _, spelling, phrases = self._needles[index]
            end = start + len(spelling)
            left, right = self._open[index]
            if left and start and _joins(text[start - 1]):
                continue
            if right and end < len(text) and _joins(text[end]):
                continue
            # half of what Hit(...) takes
            hits += [new(Hit, (start, end, phrase)) for phrase in phrases]
        return hits


def _engine(needles: list[bytes]) -> BytesAhoCorasick | None:
    """What finds the needles; None if there are none.

    A DFA reads a text in two thirds of the time in a loop that does nothing else. But it takes five
    times as long to build, and its tens of megabytes leave the cache while a text is cleaned: on
    article after article it is the slower one (measured: 0.20 against 0.15 ms a text).
    """
    if not needles:
        return None
    return BytesAhoCorasick(
        needles,
        matchkind=MatchKind.LeftmostLongest,
        implementation=Implementation.ContiguousNFA,
    )


def spellings(phrase: str) -> set[str]:
    """The forms of a lower-case phrase that a text may hold, up to the case of ASCII letters.

    Letters composed and decomposed; letters beyond ASCII in lower case, capitalised (the first one,
    or each word's), in capitals, and without the marks that `folded` takes; ASCII among Chinese
    signs in full width, too.

    >>> "été" in spellings("été") and "Été" in spellings("été") and "ÉtÉ" in spellings("été")
    True
    """
    if phrase.isascii():
        return {phrase}
    for other, plain in _SAME:
        phrase = phrase.replace(other, plain)
    if phrase.isascii():
        return {phrase}
    titled = " ".join([word[:1].upper() + word[1:] for word in phrase.split(" ")])
    cased = {phrase, phrase[0].upper() + phrase[1:], titled, phrase.upper()}
    bare = folded(phrase)
    if bare != phrase:  # capitals lose the marks; of capital İ and I one is ASCII, one is not
        cased |= {bare, bare.upper(), bare[0].upper() + bare[1:], phrase[0].upper() + bare[1:]}
    if "ı" in phrase or "ş" in phrase or "ğ" in phrase:
        cased.add(phrase.replace("i", "İ").upper())
    if unspaced(phrase):
        cased |= {phrase.translate(_FULL_WIDTH), phrase.upper().translate(_FULL_WIDTH)}
    forms = {unicodedata.normalize(form, one) for one in cased for form in ("NFC", "NFD")}
    return {lower_ascii(form) for form in forms}


def unspaced(phrase: str) -> bool:
    """Whether a phrase holds signs of a script in which words have no visible boundary."""
    return any(unicodedata.name(char, "").startswith(_UNSPACED) for char in phrase if char > "\x7f")


def lower_ascii(text: str) -> str:
    """Lower the ASCII letters only: the one fold that moves no offset in any text."""
    if text.isascii():
        return text.lower()
    return text.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")


def _joins(char: str) -> bool:
    """Whether a neighbour of the same sort makes a longer word of it.

    Combining marks belong to their word; scripts written without spaces have no boundary.
    """
    if char.isascii():
        return char.isalnum() or char == "_"
    if unicodedata.category(char)[0] == "M":  # accents, and the vowel signs of Indian scripts
        return True
    return char.isalnum() and not unicodedata.name(char, "").startswith(_UNSPACED)


class _Open(dict[int, tuple[bool, bool]]):
    """For each needle, whether a letter before or behind it makes a longer word of it."""

    def __init__(self, spellings: list[str]) -> None:
        super().__init__()
        self._spellings = spellings

    def __missing__(self, index: int) -> tuple[bool, bool]:
        spelling = self._spellings[index]
        self[index] = found = _joins(spelling[0]), _joins(spelling[-1])
        return found


_Inside = list[tuple[int, int]]
_Beyond = list[tuple[int, list[int]]]


class _Hidden(dict[int, tuple[_Inside, _Beyond]]):
    """For each needle: which others stand inside it, and how long those are that end behind it.

    Each with its offset; worked out when the needle is first hit. Some words begin hundreds of
    needles, but of a dozen lengths.

    Only where an ASCII word begins or ends inside a needle, or a sign stands, can another needle
    begin or end: anywhere else is no word boundary.
    """

    def __init__(self, needles: list[bytes]) -> None:
        super().__init__()
        self._bare = needles
        self._needles = sorted(needles)
        self.place = {needle: i for i, needle in enumerate(needles)}

    def __missing__(self, index: int) -> tuple[_Inside, _Beyond]:
        needle, place = self._bare[index], self.place
        word = needle.translate(_IS_WORD)
        edges = [i for i in range(1, len(needle)) if not (word[i] and word[i - 1])]
        inside: _Inside = []
        beyond: _Beyond = []
        for offset in (0, *edges):
            heads = [needle[offset:end] for end in edges if end > offset]
            inside += [(offset, place[head]) for head in heads if head in place]
            if offset:
                tail = needle[offset:]
                inside += [(offset, place[tail])] if tail in place else []
                longer = {len(other) for other in self._starting(tail)} - {len(tail)}
                beyond += [(offset, sorted(longer))] if longer else []
        self[index] = inside, beyond
        return self[index]

    def _starting(self, prefix: bytes) -> list[bytes]:
        low = bisect_left(self._needles, prefix)
        high = low
        while high < len(self._needles) and self._needles[high].startswith(prefix):
            high += 1
        return self._needles[low:high]


_IS_WORD = bytes(byte < 128 and (chr(byte).isalnum() or chr(byte) == "_") for byte in range(256))
