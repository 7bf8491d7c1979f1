"""Read a line for comparison. Nothing here keeps offsets: `scanner` finds, this understands."""

from __future__ import annotations

import unicodedata

from cleanscrape.matching.pattern import Pattern

_PLAIN = tuple(zip("’‘ʼ“”„«»–—\u2011\u2010", '\'\'\'"""""----', strict=True))
_WIDE = Pattern("[\u3000\uff01-\uffef]")
_LETTERS = tuple(zip("ёςıάέήίόύώϊϋΐΰ", "еσiαεηιουωιυιυ", strict=True))
"""Letters that capitals, or many people, write without their mark: Russian ё, Greek accents, the
Turkish ı that `str.lower` makes an i of. Both sides of a comparison are folded."""
_FOLDABLE = Pattern("[" + "".join(odd for odd, _ in _LETTERS) + "\u0307]")


def reading(text: str) -> str:
    """What a line says: lower case, composed (NFC), plain quotes and dashes, single spaces.

    Full-width letters and signs become plain ones, letters lose the marks that capitals lack.

    >>> reading("Don’t  miss\\tOUT")
    "don't miss out"
    >>> reading("ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ") == reading("Διαβάστε επίσης")
    True
    """
    line = " ".join(text.lower().split())
    if line.isascii():
        return line
    if _WIDE.search(line):
        line = " ".join(unicodedata.normalize("NFKC", line).lower().split())
    for odd, plain in _PLAIN:  # a tenth of what `translate` takes, which asks for each character
        line = line.replace(odd, plain)
    return folded(unicodedata.normalize("NFC", line))


def folded(text: str) -> str:
    """Lower-case text, or a pattern for it, with its letters folded as `reading` does.

    >>> folded("yazılar, ещё")
    'yazilar, еще'
    """
    if text.isascii() or not _FOLDABLE.search(text):
        return text
    for odd, plain in _LETTERS:
        text = text.replace(odd, plain)
    return text.replace("i\u0307", "i")  # what `str.lower` makes of İ
