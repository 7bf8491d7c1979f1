"""Read a Markdown line without its markup, and cut it without leaving half a link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from cleanscrape.document import Span

_LONGEST_TARGET = 2000
_MARKS = regex.compile(
    r"\A(?:\#{1,6}\s{1,4}|>\s{0,4}){1,4}|\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)|~~|\\(?=[\W_])"
)
_PAIRS = ("**", "__", "~~")


@dataclass(frozen=True, slots=True)
class Visible:
    """What a reader of the rendered line sees.

    `places[i]` is the offset of visible character i in the raw line; `links` are whole links.
    """

    raw: str
    text: str
    places: Sequence[int]
    links: Sequence[Span]

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
        return all(
            high <= start or end <= low or (start <= low and high <= end)
            for low, high in self.links
        )


def has_markup(text: str) -> bool:
    """Whether a line may hold Markdown; cheap, and true too often rather than too seldom."""
    return "](" in text or "**" in text or "__" in text or text[:1] in "#>*_" or text[-1:] in "*_"


def visible(raw: str) -> Visible:
    """Drop images, then link targets, then emphasis and heading marks.

    >>> visible("## [More](https://a.example/) ![x](y.png)**news**").text
    'More news'
    """
    gone, links = _links(raw)
    for mark in _MARKS.finditer(raw):
        gone.append(mark.span())
    keep = bytearray(b"\1") * len(raw)
    for start, end in gone:
        keep[start:end] = bytes(end - start)
    places = [i for i, kept in enumerate(keep) if kept]
    while places and raw[places[0]].isspace():
        del places[0]
    return Visible(raw, "".join([raw[i] for i in places]), places, links)


def _links(raw: str) -> tuple[list[Span], list[Span]]:
    """Spans that are not shown, and spans of whole links and images."""
    gone: list[Span] = []
    links: list[Span] = []
    opened: list[int] = []
    at = 0
    while at < len(raw):
        char = raw[at]
        if char == "[":
            opened.append(at)
        elif char == "]" and opened:
            begin = opened.pop()
            close = _target_end(raw, at + 1)
            if close:
                image = begin > 0 and raw[begin - 1] == "!"
                if image:
                    gone.append((begin - 1, close))
                else:
                    gone += [(begin, begin + 1), (at, close)]
                links.append((begin - image, close))
                at = close
                continue
        at += 1
    return gone, links


def _target_end(raw: str, at: int) -> int:
    """Where the ``(target)`` that begins at `at` ends, or 0 if none does."""
    if raw[at : at + 1] != "(":
        return 0
    depth = 0
    for i in range(at, min(len(raw), at + _LONGEST_TARGET)):
        if raw[i] == "(":
            depth += 1
        elif raw[i] == ")":
            depth -= 1
            if not depth:
                return i + 1
    return 0
