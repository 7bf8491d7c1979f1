"""Strings that annotators say must stay or must go, and whether a text holds them.

Strings are compared lower-cased and with white space folded, and only those count that the input
holds: what an extractor lost, no cleaner can keep. Of junk, only what a text cleaner can *own*
counts: a whole line, or three words or more that open or close a line or a sentence, and no part of
the annotated body. A string in the middle of a sentence cannot go without the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_MARKS = re.compile(r"\*\*|__|^#{1,6} ", re.MULTILINE)
_MARKDOWN = ":markdown"
_BEFORE = ".!?…:\"”'’)"
"""What may stand before the first word of a sentence: the end of another, and its quotes."""
_AFTER = ".!?…"
_WORDS = 3


def fold(text: str) -> str:
    """Lower-case, with every run of white space made one space.

    >>> fold(" Sign\\n UP ")
    'sign up'
    """
    return " ".join(text.lower().split())


def visible(text: str) -> str:
    """What a reader of Markdown sees: links as their text; no images, emphasis, heading marks.

    Links go innermost first, until none is left: an image inside a link leaves nothing.

    >>> visible("## **Rain** [in [the](a) valley](b) ![alt](c)")
    'Rain in the valley '
    """
    text = _IMAGE.sub("", text)
    while (without := _LINK.sub(r"\1", text)) != text:
        text = without
    return _MARKS.sub("", text)


def shown(text: str, tool: str) -> str:
    """The text to score: that of tools which return Markdown is reduced to what is `visible`."""
    return visible(text) if tool.endswith(_MARKDOWN) else text


def ownable(string: str, text: str) -> bool:
    """Whether a text cleaner can cut `string` out of `text` and nothing else.

    >>> text = "Rain fell. Sign up for our letter\\nShare"
    >>> ownable("share", text), ownable("sign up for", text), ownable("up for our", text)
    (True, True, False)
    """
    wanted = fold(string)
    long = len(wanted.split()) >= _WORDS
    return any(
        (start == 0 and end == len(line)) or (long and _at_edge(line, start, end))
        for line in map(fold, text.splitlines())
        for start, end in _places(wanted, line)
    )


def _places(wanted: str, line: str) -> Iterable[tuple[int, int]]:
    at = line.find(wanted) if wanted else -1
    while at >= 0:
        yield at, at + len(wanted)
        at = line.find(wanted, at + 1)


def _at_edge(line: str, start: int, end: int) -> bool:
    """Whether a part of a line opens or closes it or a sentence in it."""
    before = line[:start].rstrip()
    opens = not before or before[-1] in _BEFORE
    return opens or end == len(line) or line[end] in _AFTER or line[end - 1] in _AFTER


@dataclass(frozen=True, slots=True)
class Strings:
    """The labelled strings of one text that count, and how many of them a clean text holds.

    Attributes
    ----------
    have, junk:
        Those of `must_have` that the input holds; those of `must_not` that a cleaner can own.
    """

    have: tuple[str, ...]
    junk: tuple[str, ...]

    def held(self, output: str) -> tuple[int, int]:
        """How many of `have`, and of `junk`, the output holds."""
        folded = fold(output)
        return sum(s in folded for s in self.have), sum(s in folded for s in self.junk)


def strings(must_have: Iterable[str], must_not: Iterable[str], text: str, gold: str) -> Strings:
    """The labelled strings that count for a text.

    >>> strings(["rain fell", "snow"], ["Share", "rain"], "Rain fell.\\nShare", "Rain fell.")
    Strings(have=('rain fell',), junk=('share',))
    """
    body, folded = fold(gold), fold(text)
    have = tuple(s for s in map(fold, must_have) if s and s in folded)
    junk = (s for s in map(fold, must_not) if s and s in folded and s not in body)
    return Strings(have, tuple(s for s in junk if ownable(s, text)))
