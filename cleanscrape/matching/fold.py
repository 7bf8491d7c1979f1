"""Read a line for comparison. Nothing here keeps offsets: `scanner` finds, this understands."""

from __future__ import annotations

import unicodedata

_PLAIN = str.maketrans("’‘“”„«»–—\u2011\u2010", '\'\'"""""----')


def reading(text: str) -> str:
    """What a line says: lower case, composed (NFC), plain quotes and dashes, single spaces.

    >>> reading("Don’t  miss\\tOUT")
    "don't miss out"
    """
    line = " ".join(text.lower().split())
    if line.isascii():
        return line
    return unicodedata.normalize("NFC", line.translate(_PLAIN))
