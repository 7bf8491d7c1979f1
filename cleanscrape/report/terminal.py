"""Text for terminals: a document's control characters made harmless, colour where it is wanted."""

from __future__ import annotations

import os

TYPE_CHECKING = False  # typing takes a fifth of the time in which `--help` has to answer
if TYPE_CHECKING:
    from typing import TextIO

_SHOWN = frozenset("\t\u200c\u200d\xa0\u1680\u202f\u205f\u3000\u2000\u2001\u2002\u2003\u2004\u2005"
                   "\u2006\u2007\u2008\u2009\u200a")  # fmt: skip
"""Not printable to `str.isprintable`, but spaces and joiners that scripts and emoji need."""
_STYLES = {"bold": "1", "dim": "2", "gone": "31", "back": "32", "why": "36", "warn": "33"}


def harmless(text: str) -> str:
    r"""`text` with control, bidi and invisible characters written as escapes.

    >>> harmless("nice\x1b[2Jtry\u202e!")
    'nice\\x1b[2Jtry\\u202e!'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in _SHOWN else _escaped(c) for c in text)


def harmless_lines(text: str) -> str:
    r"""`harmless`, line by line: a message of several lines keeps them.

    >>> harmless_lines("two packs:\na\x1b[2J")
    'two packs:\na\\x1b[2J'
    """
    return "\n".join(map(harmless, text.split("\n")))


def shorten(text: str, limit: int) -> str:
    """`text`, or its beginning and how much more there is.

    >>> shorten("It rained all day.", 9)
    'It rained… (9 more)'
    """
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text) - limit:,} more)"


def wants_colour(stream: TextIO) -> bool:
    """Tell whether to colour: `stream` is a terminal, and neither NO_COLOR nor TERM forbids it."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def paint(text: str, style: str, colour: bool) -> str:
    """`text` in a style, or as it is without colour."""
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if colour else text


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
