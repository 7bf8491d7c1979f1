"""The text in one round of cleaning, and all arithmetic on offsets.

A `Document` is what filters see: the text that is still alive, as if it were a text of its own.
Filters never learn what was cut before, so cleaning a cleaned text starts from the same facts
(law 4). `Living` translates living offsets into source offsets.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal, NamedTuple

Kind = Literal["auto", "article", "page"]
Level = Literal["careful", "normal", "eager"]
Metadata = Literal["keep", "drop"]
Log = Literal["full", "spans"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Options:
    """How to clean; the meaning of each field is told at `cleanscrape.clean`."""

    title: str | None = None
    url: str | None = None
    kind: Kind = "auto"
    metadata: Metadata = "keep"
    level: Level = "normal"
    languages: tuple[str, ...] | None = None
    budget: float | None = None
    log: Log = "full"
    ignore: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    sites: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    model: str | None = "default"


class Line(NamedTuple):
    """A non-blank line without its surrounding white space.

    In a hard-wrapped text a line is a whole paragraph: its `text` may hold line breaks.
    """

    index: int  # type: ignore[assignment]  # a line is no sequence; nobody asks where x stands
    start: int
    end: int
    text: str


_SENTENCE_END = tuple('.!?…。！？؟।۔"”“’»«」』）)]*:;：；')
_STOPS = '.!?…"”。！？」』؟।۔'
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_SHORT = 60
"""Characters under which an unpunctuated line looks like a label; a print column holds ~60."""


def width(text: str) -> int:
    """How much a text says, in characters of an alphabet: a Chinese one says as much as two.

    >>> width("Most read"), width("最多人閱讀")
    (9, 10)
    """
    return len(text) if text.isascii() else len(text) + len(_DENSE.findall(text))


def word_count(text: str) -> int:
    """How many words a text has; where words stand without spaces, two characters make one.

    >>> word_count("Most read"), word_count("最多人閱讀")
    (2, 3)
    """
    spaced = len(text.split())
    return spaced if text.isascii() else spaced + len(_UNSPACED.findall(text)) // 2


def looks_like_sentence(text: str) -> bool:
    """Tell whether a line reads like a sentence: long enough and closed by punctuation.

    >>> looks_like_sentence("The council met on Tuesday and voted to close the bridge.")
    True
    >>> looks_like_sentence("Most read")
    False
    """
    long = width(text)
    return long > 2 * _SHORT or (long >= 40 and text.endswith(_SENTENCE_END))


def may_be_body(text: str) -> bool:
    """Tell whether a line may be what is left of an article: at least a short sentence.

    >>> may_be_body("The river rose."), may_be_body("Most read this week")
    (True, False)
    """
    return (text.endswith(_SENTENCE_END) and word_count(text) > 2) or looks_like_sentence(text)


@dataclass(slots=True)
class Document:
    """The living text of one round, with what filters may share about it.

    Parameters
    ----------
    text:
        The text that is still alive.
    options:
        How the caller wants it cleaned.
    memo:
        Results that several filters need in this round, keyed by whoever computed them. Values
        must be a function of `text` and `options` alone.
    lasting:
        The same, kept for the later rounds: values must be a function of their key alone.
    """

    text: str
    options: Options = Options()
    memo: dict[Any, Any] = field(default_factory=dict)
    lasting: dict[Any, Any] = field(default_factory=dict)
    _lines: list[Line] | None = None
    _wrapped: bool = False
    _kind: Literal["article", "page"] | None = None

    @property
    def lines(self) -> list[Line]:
        """The non-blank lines (paragraphs, when the text is hard-wrapped), in order."""
        if self._lines is None:
            lines = _split(self.text)
            self._wrapped = _is_wrapped(lines)
            self._lines = _paragraphs(self.text, lines) if self._wrapped else lines
        return self._lines

    @property
    def wrapped(self) -> bool:
        """Whether line ends come from a column limit, so that `lines` are paragraphs."""
        return bool(self.lines) and self._wrapped

    @property
    def kind(self) -> Literal["article", "page"]:
        """What the text is taken for: as the caller said, else as its lines look.

        A page shows menus: most of its lines are short and end without punctuation.
        """
        if self._kind is None:
            asked = self.options.kind
            self._kind = guess_kind(self.lines) if asked == "auto" else asked
        return self._kind


def guess_kind(lines: Sequence[Line]) -> Literal["article", "page"]:
    """Guess from the share of short unpunctuated lines whether this is a whole page.

    >>> guess_kind(split_lines("Home\\nNews\\nSport\\nA\\nB\\nC\\nD\\nE\\nF\\nG\\nH\\nI"))
    'page'
    """
    if len(lines) < 12:
        return "article"
    short = sum(1 for line in lines if line[3][-1] not in _STOPS and width(line[3]) < _SHORT)
    return "page" if short > 0.6 * len(lines) else "article"


def split_lines(text: str) -> list[Line]:
    """Split where `str.splitlines` does; keep the non-blank lines, stripped, with their offsets.

    >>> split_lines(" a\\n\\nb ")
    [Line(index=0, start=1, end=2, text='a'), Line(index=1, start=4, end=5, text='b')]
    """
    return Document(text).lines


def _split(text: str) -> list[Line]:
    lines: list[Line] = []
    new, start, index = tuple.__new__, 0, 0
    for part in text.splitlines(keepends=True):
        body = part.strip()
        if body:
            at = start if part[0] == body[0] else start + part.index(body[0])
            # Line(...) would cost twice as much, and this loop runs for every line
            lines.append(new(Line, (index, at, at + len(body), body)))
            index += 1
        start += len(part)
    return lines


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether line ends come from a column limit: lines end mid-sentence, at one width."""
    if len(lines) < 6 or not all(len(line[3]) <= 100 for line in lines):
        return False
    width = max(len(line[3]) for line in lines)
    if width < 50:
        return False
    broken = sum(
        1
        for line, after in pairwise(lines)
        if len(line[3]) > 0.7 * width
        and line[3][-1] not in ".!?:"
        and after[1] - line[2] <= 2
        and after[3][0].islower()
    )
    return broken * 3 >= len(lines)


def _paragraphs(text: str, lines: Sequence[Line]) -> list[Line]:
    """Join hard-wrapped lines: a paragraph ends at a blank line or where a line falls short."""
    width = max(len(line[3]) for line in lines)
    joined: list[Line] = []
    begin = 0
    for i, line in enumerate(lines):
        last = i + 1 == len(lines)
        if not last:
            gap = text[line.end : lines[i + 1].start]
            word = lines[i + 1].text.split(None, 1)[0]
            last = len(gap.splitlines()) > 1 or len(line.text) + 1 + len(word) <= 0.85 * width
        if last:
            start = lines[begin].start
            joined.append(Line(len(joined), start, line.end, text[start : line.end]))
            begin = i + 1
    return joined


class Living:
    """Which parts of the source are still alive: ordered, disjoint, half-open segments.

    >>> living = Living(10)
    >>> living.cut([(2, 4)])
    [(2, 4)]
    >>> living.cut([(1, 3)])
    [(1, 2), (4, 5)]
    >>> living.segments
    [(0, 1), (5, 10)]
    """

    __slots__ = ("_starts", "segments")

    def __init__(self, length: int) -> None:
        self.segments: list[Span] = [(0, length)] if length else []
        self._starts = self._living_starts()

    def cut(self, spans: Iterable[Span]) -> list[Span]:
        """Remove ordered, disjoint spans given in living offsets; return their source spans.

        A living span that reaches over an earlier cut becomes several source spans.
        """
        gone = [piece for span in spans for piece in self.pieces(span)]
        self.segments = subtract(self.segments, gone)
        self._starts = self._living_starts()
        return gone

    def pieces(self, span: Span) -> list[Span]:
        """The source spans of one living span, without cutting anything."""
        begin, stop = span
        starts = self._starts
        pieces = []
        i = max(0, bisect_right(starts, begin) - 1)
        while i < len(starts) and starts[i] < stop:
            low, high = self.segments[i]
            piece = (max(low, low + begin - starts[i]), min(high, low + stop - starts[i]))
            if piece[0] < piece[1]:
                pieces.append(piece)
            i += 1
        return pieces

    def _living_starts(self) -> list[int]:
        starts, total = [], 0
        for start, end in self.segments:
            starts.append(total)
            total += end - start
        return starts


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
    return "".join([text[start:end] for start, end in segments])


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
