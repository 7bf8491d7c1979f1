"""Read a Markdown line without its markup, and cut it without leaving half a link."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from cleanscrape.matching.pattern import Pattern, UnicodePattern
from cleanscrape.offsets import Span

_LONGEST_TARGET = 2000
_MARKS = UnicodePattern(
    r"\A(?:\#{1,6}\s{1,4}|>\s{0,4}){1,4}|\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)|~~|\\(?=[\W_])"
)
_BRACKET = Pattern(r"[\[\]]")
_PARENTHESIS = Pattern(r"[()]")
_PAIRS = ("**", "__", "~~")


class Visible(NamedTuple):
    """What a reader of the rendered line sees.

    `places[i]` is the offset of visible character i in the raw line; `inside[i]` tells whether
    a cut at raw offset i would halve a link.
    """

    raw: str
    text: str
    places: Sequence[int]
    inside: bytes

    def to_raw(self, start: int, end: int) -> Span | None:
        """The raw span of a visible one, markup included; None if it would halve a link.

        >>> line = visible("Fine. **[Sign up](https://a.example/) now.**")
        >>> line.raw[slice(*line.to_raw(6, 18))]
        '**[Sign up](https://a.example/) now.**'
        """
        inner = (self.places[start], self.places[end - 1] + 1)
        low = self.places[start - 1] + 1 if start else 0
        high = self.places[end] if end < len(self.places) else len(self.raw)
        while low < inner[0] and self.raw[low].isspace():
            low += 1
        for span in ((low, high), (low, inner[1]), (inner[0], high), inner):
            if self._whole(span):
                return span
        return None

    def _whole(self, span: Span) -> bool:
        start, end = span
        cut = self.raw[start:end]
        if any(cut.count(pair) % 2 for pair in _PAIRS):
            return False
        return not (self.inside[start] or self.inside[end])


def has_markup(text: str) -> bool:
    """Whether a line may hold Markdown; cheap, and true too often rather than too seldom."""
    return "](" in text or "**" in text or "__" in text or text[:1] in "#>*_" or text[-1:] in "*_"


def visible(raw: str) -> Visible:
    """Drop images, then link targets, then emphasis and heading marks.

    >>> visible("## [More](https://a.example/) ![x](y.png)**news**").text
    'More news'
    """
    gone, links = _links(raw) if "](" in raw else ([], [])
    for mark in _MARKS.finditer(raw):
        gone.append(mark.span())
    keep = bytearray(b"\1") * len(raw)
    for start, end in gone:
        keep[start:end] = bytes(end - start)
    places = [i for i, kept in enumerate(keep) if kept]
    first = next((i for i, place in enumerate(places) if not raw[place].isspace()), len(places))
    places = places[first:]
    return Visible(raw, "".join([raw[i] for i in places]), places, _inside(links, len(raw)))


def _inside(links: Sequence[Span], length: int) -> bytes:
    """For each offset, whether a link begins before it and ends after it."""
    depth = [0] * (length + 2)
    for low, high in links:
        depth[low + 1] += 1
        depth[high] -= 1
    return bytes(map(bool, accumulate(depth)))


def without_returns(raw: str) -> Visible:
    """A hard-wrapped paragraph whose CRLF line ends are read as single line feeds.

    >>> without_returns("sign\\r\\nup").text
    'sign\\nup'
    """
    places = [i for i, char in enumerate(raw) if char != "\r" or raw[i + 1 : i + 2] != "\n"]
    return Visible(raw, "".join([raw[i] for i in places]), places, bytes(len(raw) + 1))


def _links(raw: str) -> tuple[list[Span], list[Span]]:
    """Spans that are not shown, and spans of whole links and images."""
    gone: list[Span] = []
    links: list[Span] = []
    opened: list[int] = []
    closing = _closing(raw)
    after = 0
    for mark in _BRACKET.finditer(raw):
        at = mark.start()
        if at < after:
            continue
        if raw[at] == "[":
            opened.append(at)
        elif opened:
            begin = opened.pop()
            close = closing.get(at + 1, at + _LONGEST_TARGET) + 1
            if close - at <= _LONGEST_TARGET:
                image = begin > 0 and raw[begin - 1] == "!"
                if image:
                    gone.append((begin - 1, close))
                else:
                    gone += [(begin, begin + 1), (at, close)]
                links.append((begin - image, close))
                after = close
    return gone, links


def _closing(raw: str) -> dict[int, int]:
    """Where each opening parenthesis is closed, for those that are."""
    opened: list[int] = []
    closing: dict[int, int] = {}
    for mark in _PARENTHESIS.finditer(raw):
        if mark.group() == "(":
            opened.append(mark.start())
        elif opened:
            closing[opened.pop()] = mark.start()
    return closing
