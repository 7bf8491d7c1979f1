"""Where sentences begin and end inside a line."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from cleanscrape.matching.pattern import Pattern
from cleanscrape.offsets import Span

_END = Pattern(
    r"""[.!?…؟।۔]{1,8}["'”“’»«)\]*_]{0,4}(?=\s|[^\W\d_])|[。！？]{1,8}[」』”’）)】]{0,3}"""
)
_OPENING = "\"'“‘«([*_>"
_FULL_WIDTH = "。！？"
_LAST_WORD = Pattern(r"[^\s(\"“‘]{1,14}\Z")
_ABBREVIATIONS = frozenset((
    "mr", "mrs", "ms", "dr", "prof", "rev", "gov", "sen", "rep", "gen", "lt", "col", "sgt", "capt",
    "st", "jr", "sr", "no", "nos", "vs", "etc", "inc", "ltd", "co", "corp", "jan", "feb", "mar",
    "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "fig", "approx", "dept", "est",
    "a.m", "p.m", "e.g", "i.e",
))  # fmt: skip
_MOST_INITIALS = 5
_LOOK_BACK = 14
_MOST_SPACE = 20


def sentences(text: str) -> list[Span]:
    """Split a line into sentences, as half-open spans that leave out the space between them.

    >>> line = "Mr. Smith left. Sign up now!"
    >>> [line[start:end] for start, end in sentences(line)]
    ['Mr. Smith left.', 'Sign up now!']
    """
    spans = []
    start = 0
    for found in _END.finditer(text):
        point, end = found.span()
        after = _next_sentence(text, point, end)
        if after:
            spans.append((start, end))
            start = after
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def sentence_at(text: str, place: int, longest: int) -> Span | None:
    """The last of `sentences` that begins at `place` or before; None if it is longer.

    Only the marks beside the place are judged, and a line's marks are found once.

    >>> line = "Mr. Smith left. Sign up now!"
    >>> line[slice(*sentence_at(line, 21, 99))]
    'Sign up now!'
    """
    marks = _marks(text)
    here = bisect_left(marks, (place, place))
    start, end = 0, 0
    for i in range(here - 1, -1, -1):
        point, close = marks[i]
        if place - close > longest:
            return None
        after = _next_sentence(text, point, close)
        if 0 < after <= place:
            start = after
            break
        if after:  # the place is in the mark or in the space behind it
            end = close
    i = here
    while not end:
        point, close = marks[i] if i < len(marks) else (len(text), len(text))
        if close - place > longest:
            return None
        if i >= len(marks) or _next_sentence(text, point, close):
            end = close
        i += 1
    return (start, end) if end - start <= longest else None


@lru_cache(maxsize=4)
def _marks(text: str) -> list[Span]:
    return [found.span() for found in _END.finditer(text)]


def _next_sentence(text: str, point: int, end: int) -> int:
    """Where the next sentence begins after the mark at ``[point, end)``; 0 if none does."""
    after = end
    while after < len(text) and after - end < _MOST_SPACE and text[after].isspace():
        after += 1
    if after >= len(text):
        return 0
    if text[point] in _FULL_WIDTH:
        return after
    if after == end:  # the space was lost: "the week.Sign up"
        glued = text[point - 2 : point].islower() and end - point <= 3 and point > 1
        return (
            after
            if glued and text[after].isupper() and text[after + 1 : after + 3].islower()
            else 0
        )
    opening = after
    while opening < after + 4 and opening < len(text) and text[opening] in _OPENING:
        opening += 1
    first = text[opening : opening + 1]
    if not first or first.islower() or not (first.isalnum() or first in "@#•–—" or first > "\x7f"):
        return 0
    if text[point] == "." and _abbreviates(text[max(0, point - _LOOK_BACK) : point]):
        return 0
    return after


def _abbreviates(before: str) -> bool:
    """Whether the last word before a full stop is an abbreviation or a person's initials."""
    found = _LAST_WORD.search(before)
    if not found:
        return False
    word = found.group()
    if word.lower() in _ABBREVIATIONS:
        return True
    initials = word.split(".")
    return len(initials) <= _MOST_INITIALS and all(len(i) == 1 and _has_case(i) for i in initials)


def _has_case(letter: str) -> bool:
    return letter.islower() or letter.isupper() or letter.istitle()
