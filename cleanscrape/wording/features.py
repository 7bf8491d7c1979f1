"""What the wording model sees of a line: words, pairs and triples, by the places of their weights.

A word's number is its checksum; those of pairs and triples are made from them, which takes a tenth
of the time that checksums of joined words take.
"""

from __future__ import annotations

from itertools import pairwise
from zlib import crc32

from cleanscrape.matching.pattern import Pattern

SIZE = 1 << 17
"""Weights of the model; features that fall on one place share its weight."""
FIRST_SIZE = 1 << 14
"""Weights of the first look."""
_MOST = 80
"""Words, from the line's beginning, that are read."""
_TOKEN = Pattern(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+|[^\w\s]")
_TITLE = 0.5
"""Share of words with a capital from which a line is a title, or cries."""
_STOPS = frozenset('.!?…:|-–—"“”*•#')
"""Signs behind which a word begins a sentence."""
_NAME = "·"
_NO_NAMES = frozenset(
    (
        "i", "i'm", "i've", "i'd", "i'll", "facebook", "twitter", "instagram", "whatsapp", "google",
        "youtube", "tiktok", "telegram", "linkedin", "pinterest", "reddit", "snapchat", "bluesky",
        "threads", "mastodon", "apple", "android", "amazon", "spotify", "patreon", "paypal",
        "javascript", "rss", "pdf",
    )
)  # fmt: skip
_EDGES = "\"'“”‘’«»()[].,:;!?…*_#>•·|"
_SECOND, _THIRD = 0x9E3779B1, 0x85EBCA77
"""Odd numbers that scatter pairs and triples."""
_BEGINS, _ENDS, _LENGTH, _CAPITALS = (crc32(name) for name in (b"^", b"$", b"length", b"capitals"))
_KNOWN = 50_000
"""Words whose numbers are remembered, which bounds memory."""


class _Numbers(dict[str, int]):
    """The checksum of each word, worked out when it first comes."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _KNOWN:
            self.clear()
        self[word] = found = crc32(word.encode("utf-8", "surrogatepass"))
        return found


_number = _Numbers().__getitem__


def tokens(text: str) -> list[str]:
    """Words and signs of a line, in lower case; all numbers are alike, and so are all names.

    Which town or site speaks is no reason. Names are words that a capital tells from others, so in
    lines where most words have one there are none; platforms are no names, for whoever is asked to
    follow somebody is asked to do it there.

    >>> tokens("Don’t miss out: 50% off!")
    ["don't", 'miss', 'out', ':', '0', '%', 'off', '!']
    >>> tokens("You can follow the Kestle Post on Facebook")
    ['you', 'can', 'follow', 'the', '·', '·', 'on', 'facebook']
    """
    found = _TOKEN.findall(text.replace("’", "'"))[:_MOST]
    capital = [token[0].isupper() for token in found]
    said = [("0" if token.isdigit() else token.lower()) for token in found]
    if not any(capital[1:]) or sum(capital) > _TITLE * len(found):
        return said
    for i, token in enumerate(said):
        if capital[i] and i and said[i - 1] not in _STOPS and token not in _NO_NAMES:
            said[i] = _NAME
    return said


def places(text: str) -> set[int]:
    """The places of the weights of a line's words, pairs and triples, of its first and last word,
    of its length and of its share of capitals."""
    words = list(map(_number, tokens(text)))
    pairs = [a * _SECOND + b for a, b in pairwise(words)]
    triples = [a * _THIRD + c for a, c in zip(pairs, words[2:], strict=False)]
    found = {number % SIZE for number in (*words, *pairs, *triples)}
    if words:
        found.add((_BEGINS * _SECOND + words[0]) % SIZE)
        found.add((_ENDS * _SECOND + words[-1]) % SIZE)
    said = text.split()
    capital = sum([word[0].isupper() for word in said])
    found.add((_LENGTH + min(12, len(words) // 4)) % SIZE)
    found.add((_CAPITALS + 4 * capital // max(1, len(said))) % SIZE)
    return found


def named(text: str) -> dict[str, int]:
    """The words, pairs and triples of a line, each with the place of its weight.

    >>> list(named("Sign up now"))
    ['sign', 'up', 'now', 'sign up', 'up now', 'sign up now']
    >>> set(named("Sign up now").values()) <= places("Sign up now")
    True
    """
    words = tokens(text)
    numbers = list(map(_number, words))
    pairs = [a * _SECOND + b for a, b in pairwise(numbers)]
    found = dict(zip(words, numbers, strict=True))
    found |= zip(map(" ".join, pairwise(words)), pairs, strict=True)
    triples = zip(pairs, numbers[2:], words, words[1:], words[2:], strict=False)
    found |= {" ".join(said): pair * _THIRD + third for pair, third, *said in triples}
    return {name: number % SIZE for name, number in found.items()}


def glance(text: str) -> list[str]:
    """The words of a line as the first look sees them: split at spaces, in lower case."""
    return text.lower().split()


def glanced(word: str) -> int:
    """The place of such a word's weight, without the signs around it."""
    return crc32(word.strip(_EDGES).encode("utf-8", "surrogatepass")) % FIRST_SIZE
