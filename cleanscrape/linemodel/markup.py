"""Lines without their markup, and what that was: links, headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TARGET = r"\([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,400}){0,3}\)"
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,1000}\]" + _TARGET)
_LINK = re.compile(r"\[([^\[\]\n]{0,2000})\]" + _TARGET)


def bare(texts: Sequence[str]) -> tuple[list[str], NDArray[np.int64]]:
    """The lines as a reader sees them; and per line the characters in links, links, headings.

    >>> shown, marks = bare(["## [Rain](/a) falls", "It rained."])
    >>> shown, marks.tolist()
    (['Rain falls', 'It rained.'], [[4, 1, 1], [0, 0, 0]])
    """
    marks = np.zeros((len(texts), 3), np.int64)
    shown = list(texts)
    for i, text in enumerate(texts):
        if "](" in text:
            text, links, chars = _unlinked(text)
            marks[i, 0], marks[i, 1] = chars, links
        if text[:1] == "#" and text.lstrip("#")[:1] == " ":
            text = text.lstrip("#")
            marks[i, 2] = 1
        if "**" in text or "__" in text:
            text = text.replace("**", "").replace("__", "")
        if text is not texts[i]:
            shown[i] = text.strip()
    return shown, marks


def _unlinked(text: str) -> tuple[str, int, int]:
    """A line without link targets and images; how many links, and how long their texts."""
    text = _IMAGE.sub("", text)
    chars = links = 0

    def shown(found: re.Match[str]) -> str:
        nonlocal chars, links
        links += 1
        chars += len(found[1])
        return found[1]

    text = _LINK.sub(shown, text)
    return text, links, min(chars, len(text))
