"""All arithmetic on offsets: what of a source is alive, and where it stands in the clean text.

`Living` translates living offsets into source offsets while cleaning; `OffsetMap` both ways after.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

Span = tuple[int, int]
_AT_ONCE = 1 << 20
"""Characters of a long text that are copied at once."""


class Living:
    """Which parts of the source are still alive: ordered, disjoint, half-open segments.

    Kept as arrays: of a long text the pairs would weigh more than the text.

    >>> living = Living(10)
    >>> living.cut([(2, 4)])
    [(2, 4)]
    >>> living.cut([(1, 3)])
    [(1, 2), (4, 5)]
    >>> list(living.segments)
    [(0, 1), (5, 10)]
    >>> list(living.joints)  # where the segments begin in the living text
    [0, 1]
    """

    __slots__ = ("_ends", "_starts", "joints")

    def __init__(self, length: int) -> None:
        self._set([(0, length)] if length else [])

    @property
    def segments(self) -> Iterator[Span]:
        """The parts of the source that are alive, in order."""
        return zip(self._starts, self._ends, strict=True)

    def cut(self, spans: Iterable[Span]) -> list[Span]:
        """Remove ordered, disjoint spans given in living offsets; return their source spans.

        A living span that reaches over an earlier cut becomes several source spans.
        """
        gone = [piece for span in spans for piece in self.pieces(span)]
        self.drop(gone)
        return gone

    def drop(self, gone: Iterable[Span]) -> None:
        """Remove ordered, disjoint source spans, each a piece of one segment (see `pieces`)."""
        self._set(_without(self.segments, iter(gone)))

    def pieces(self, span: Span) -> list[Span]:
        """The source spans of one living span, without cutting anything."""
        begin, stop = span
        starts = self.joints
        pieces = []
        i = max(0, bisect_right(starts, begin) - 1)
        while i < len(starts) and starts[i] < stop:
            low, high = self._starts[i], self._ends[i]
            piece = (max(low, low + begin - starts[i]), min(high, low + stop - starts[i]))
            if piece[0] < piece[1]:
                pieces.append(piece)
            i += 1
        return pieces

    def _set(self, segments: Iterable[Span]) -> None:
        starts, ends, joints, total = array("q"), array("q"), array("q"), 0
        for start, end in segments:
            starts.append(start)
            ends.append(end)
            joints.append(total)
            total += end - start
        self._starts, self._ends, self.joints = starts, ends, joints


def _without(segments: Iterable[Span], gone: Iterator[Span]) -> Iterator[Span]:
    """What dropping pieces of segments leaves of them."""
    nothing_more = (sys.maxsize, sys.maxsize)
    begin, stop = next(gone, nothing_more)
    for start, end in segments:
        while begin < end:
            if start < begin:
                yield start, begin
            start = stop
            begin, stop = next(gone, nothing_more)
        if start < end:
            yield start, end


def subtract(segments: Sequence[Span], gone: Sequence[Span]) -> list[Span]:
    """Take ordered disjoint spans out of ordered disjoint segments."""
    left: list[Span] = []
    at = 0
    for start, end in segments:
        while at < len(gone) and gone[at][1] <= start:
            at += 1
        i = at
        while i < len(gone) and gone[i][0] < end:
            if gone[i][0] > start:
                left.append((start, gone[i][0]))
            start = max(start, gone[i][1])
            i += 1
        if start < end:
            left.append((start, end))
    return left


def join(text: str, segments: Iterable[Span]) -> str:
    """The text of the segments, one after the other."""
    if len(text) <= _AT_ONCE:
        return "".join([text[start:end] for start, end in segments])
    # a list of all pieces would be the text once more; a name's own text grows where it is
    joined = ""
    parts: list[str] = []
    held = 0
    for start, end in segments:
        for at in range(start, end, _AT_ONCE):
            parts.append(text[at : min(at + _AT_ONCE, end)])
            held += len(parts[-1])
            if held >= _AT_ONCE:
                joined += "".join(parts)
                parts, held = [], 0
    joined += "".join(parts)
    return joined


class OffsetMap:
    """Translate between the offsets of a source and of its clean text.

    Parameters
    ----------
    gone:
        Removed source spans: ordered, disjoint, half-open, in code points.
    """

    __slots__ = ("_clean", "_ends", "_gone", "_starts")

    def __init__(self, gone: Sequence[Span]) -> None:
        merged: list[Span] = []
        for start, end in gone:
            if merged and merged[-1][1] == start:
                merged[-1] = (merged[-1][0], end)
            else:
                merged.append((start, end))
        self._gone = merged
        self._starts = [start for start, _ in merged]
        self._clean: list[int] = []
        """Clean offset at which each removal happened."""
        cut = 0
        for start, end in merged:
            self._clean.append(start - cut)
            cut += end - start
        self._ends = [end for _, end in merged]

    def to_original(self, offset: int, side: Literal["left", "right"] = "right") -> int:
        """Source offset of clean character `offset`; ``left``: the end of what precedes it."""
        if side == "left":
            i = bisect_left(self._clean, offset)
        else:
            i = bisect_right(self._clean, offset)
        if i == 0:
            return offset
        return self._ends[i - 1] + offset - self._clean[i - 1]

    def to_clean(self, offset: int) -> int:
        """Clean offset of source offset `offset`; inside a removal, the place of the cut."""
        i = bisect_right(self._starts, offset)
        if i == 0:
            return offset
        return self._clean[i - 1] + max(0, offset - self._ends[i - 1])
