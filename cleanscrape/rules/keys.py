"""What a line is compared by: a label's key, a line's reading."""

from __future__ import annotations

from unicodedata import category

from cleanscrape.matching.fold import reading

EDGES = "".join(chr(i) for i in range(128) if not chr(i).isalnum()) + "\xa0©«»·“”‘’„…–—•→›‹▶►"
_ARROWS = "»«›‹→←▶►•· \t"
"""Signs around a line that say nothing, and that `reading` would take for quotation marks."""


def label_key(said: str) -> str:
    """What a label says without any punctuation around it.

    >>> label_key("» READ MORE: ")
    'read more'
    """
    if said.isascii() and "  " not in said:  # most lines, without a regex
        return said.lower().strip(EDGES)
    return _stripped(reading(said), 40)


def line_reading(said: str) -> str:
    """What a line says without the bullets, arrows and icons around it.

    >>> line_reading("» 登録は無料です。")
    '登録は無料です。'
    """
    return _stripped(reading(said.strip(_ARROWS)), 12, "©@#$€£&\"'(", ".!?。)\"'…:")


def _stripped(said: str, most: int, opening: str = "", closing: str = "") -> str:
    """Without up to `most` signs at either end, but those that may open and close a line."""
    start, end = 0, len(said)
    last = min(most, end)
    while start < last and not (said[start].isalnum() or said[start] in opening):
        start += 1
    first = max(start, end - most)
    while end > first and not (said[end - 1].isalnum() or said[end - 1] in closing):
        if said[end - 1] > "\x7f" and category(said[end - 1])[0] == "M":
            break  # a vowel sign or an accent ends its word
        end -= 1
    return said[start:end]
