"""Which languages' rules read a text.

English furniture stands on sites of any country, so English rules and those of no language read
every text. Those of another language read what is, or may be, in that language: words that many
languages share would mislead them elsewhere ("Video: 4K" is a Danish credit only in a Danish
text), and reading two dozen languages' rules would take four times as long.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from cleanscrape.language import SAMPLE, candidates

EVERYWHERE = ("any", "en")
"""Languages whose rules read all texts."""
_KIN = (
    frozenset({"da", "no", "sv"}), frozenset({"ru", "uk", "bg"}), frozenset({"hi", "mr", "ne"}),
    frozenset({"ar", "fa", "ur"}), frozenset({"id", "ms"}), frozenset({"cs", "sk", "pl"}),
    frozenset({"es", "pt", "it"}),
)  # fmt: skip
"""Languages that a vote of frequent words mixes up, or whose sites use each other's furniture."""
_COMMONEST = " the "
_RARELY = 300
"""Most characters for each "the" of a text that is surely English; news has one in some 130."""
_FEWEST = 3
_ENGLISH = frozenset({"en"})
_SCRIPTS = (
    ((b"\xce", b"\xcf"), ("el",)),
    ((b"\xd0", b"\xd1"), ("ru", "uk")),
    ((b"\xd8", b"\xd9"), ("ar",)),
    ((b"\xe0",), ("hi",)),
    ((b"\xe3",), ("ja",)),
    ((b"\xe4", b"\xe5", b"\xe6", b"\xe7", b"\xe8", b"\xe9"), ("zh", "ja")),
    ((b"\xea", b"\xeb", b"\xec", b"\xed"), ("ko",)),
)
"""With which bytes the letters of a script begin in UTF-8; counting bytes takes no time."""
_OTHERS = bytes(set(range(256)).difference(*(b"".join(letters) for letters, _ in _SCRIPTS)))
_SOME = 8
"""Letters of a script with which a text holds a line in it, beside the language of its body."""


def tongue(text: str) -> str | None:
    """The one language that a text is in, if its words leave no doubt.

    >>> tongue("The bridge over the river is shut, and the council said the road is shut as well.")
    'en'
    """
    found = _found(text[:SAMPLE])
    return next(iter(found)) if len(found) == 1 else None


@lru_cache(maxsize=2)
def _found(sample: str) -> frozenset[str]:
    """The languages that a sample may be in, by its frequent words; none if nobody can tell."""
    articles = sample.count(_COMMONEST)
    if articles >= _FEWEST and articles * _RARELY > len(sample):
        return _ENGLISH
    return frozenset(candidates(sample))


def readers(text: str, data: Iterable[bytes]) -> frozenset[str] | None:
    """Codes of the languages, beside `EVERYWHERE`, whose rules read a text; None for all.

    Parameters
    ----------
    text:
        The living text.
    data:
        The same in UTF-8, in any case, in one or more parts.

    >>> said = "The bridge over the river is shut, and the council said the road is shut as well."
    >>> readers(said, [said.encode()]), readers("Home", [b"Home"])
    (frozenset(), None)
    """
    found = _found(text[:SAMPLE])
    if not found:
        return None
    codes = set(found).union(*(kin for kin in _KIN if not found.isdisjoint(kin)))
    # most texts end here: two steps of a microsecond each
    if not text.isascii() and len(begun := _begun(data)) >= _SOME:
        for letters, spoken in _SCRIPTS:
            if sum(map(begun.count, letters)) >= _SOME:
                codes.update(spoken)
    return frozenset(codes.difference(EVERYWHERE))


def _begun(data: Iterable[bytes]) -> bytes:
    """The bytes with which letters of other scripts begin."""
    return b"".join([part.translate(None, _OTHERS) for part in data if not part.isascii()])
