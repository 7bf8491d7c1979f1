"""Read a line for comparison. Nothing here keeps offsets: `scanner` finds, this understands."""

from __future__ import annotations

import unicodedata

_PLAIN = tuple(zip("’‘“”„«»–—\u2011\u2010", '\'\'"""""----', strict=True))


def reading(text: str) -> str:
    """What a line says: lower case, composed (NFC), plain quotes and dashes, single spaces.

    >>> reading("Don’t  miss\\tOUT")
    "don't miss out"
    """
    line = " ".join(text.lower().split())
    if line.isascii():
        return line
    for odd, plain in _PLAIN:  # a tenth of what `translate` takes, which asks for each character
        line = line.replace(odd, plain)
    return unicodedata.normalize("NFC", line)
