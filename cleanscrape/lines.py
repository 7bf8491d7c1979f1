"""The lines of a text: a list, or for a text of megabytes the places of its lines.

A `Line` weighs four times what it says. A text of an ordinary page does not care; of a long one
only the places are kept, and each line is made when somebody asks for it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, overload

from cleanscrape.offsets import Span

WINDOW = 1 << 20
"""Characters from which a text is long; and how many of one are looked at at once."""
_LARGEST = (1 << 32) - 1


class Line(NamedTuple):
    """A non-blank line without its surrounding white space.

    In a hard-wrapped text a line is a whole paragraph: its `text` may hold line breaks.
    """

    index: int  # type: ignore[assignment]  # a line is no sequence; nobody asks where x stands
    start: int
    end: int
    text: str


class LongLines(Sequence[Line]):
    r"""The lines of a long text, each made when asked for.

    Parameters
    ----------
    text:
        The text.
    spans:
        Where each line stands in it, in order.

    >>> LongLines("one\ntwo\n", [(0, 3), (4, 7)])[-1]
    Line(index=1, start=4, end=7, text='two')
    """

    __slots__ = ("_last", "ends", "starts", "text")

    def __init__(self, text: str, spans: Iterable[Span]) -> None:
        self.text = text
        code = "I" if len(text) <= _LARGEST else "Q"
        self.starts, self.ends = array(code), array(code)
        self._last: Line | None = None  # a line of megabytes is asked for once for each cut in it
        for start, end in spans:
            self.starts.append(start)
            self.ends.append(end)

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Line]:
        new, text = tuple.__new__, self.text
        for index, (start, end) in enumerate(zip(self.starts, self.ends, strict=True)):
            yield new(Line, (index, start, end, text[start:end]))

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        start, end = self.starts[index], self.ends[index]
        index = index if index >= 0 else len(self) + index
        last = self._last
        if last is None or last[0] != index:
            last = self._last = Line(index, start, end, self.text[start:end])
        return last

    def around(self, places: Iterable[int]) -> Iterator[int]:
        r"""The indexes of the lines in or beside which some places lie, in order; each once.

        >>> list(LongLines("one\ntwo\nten", [(0, 3), (4, 7), (8, 11)]).around([5, 7]))
        [1, 2]
        """
        next_one = 0
        for place in places:
            after = bisect_right(self.starts, place)
            behind = min(after + 1, len(self))
            yield from range(max(next_one, after - 1), behind)
            next_one = max(next_one, behind)


def split(text: str) -> Sequence[Line]:
    r"""The non-blank lines of a text, stripped, as `str.splitlines` tells them.

    >>> split(" a\n\nb ")
    [Line(index=0, start=1, end=2, text='a'), Line(index=1, start=4, end=5, text='b')]
    """
    if len(text) > WINDOW:
        return LongLines(text, _places(text))
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


def starts_of(lines: Sequence[Line]) -> Sequence[int]:
    """Where each line begins.

    >>> starts_of(split("one\\ntwo"))
    [0, 4]
    """
    return lines.starts if isinstance(lines, LongLines) else [line[1] for line in lines]


def ends_of(lines: Sequence[Line]) -> Sequence[int]:
    """Where each line ends.

    >>> ends_of(split("one\\ntwo"))
    [3, 7]
    """
    return lines.ends if isinstance(lines, LongLines) else [line[2] for line in lines]


def windows(text: str, lines: Sequence[Line]) -> Iterator[tuple[slice, int, int]]:
    """Some lines at a time, and what of the text they stand in: all at once, unless it is long.

    >>> list(windows("one\\ntwo", split("one\\ntwo")))
    [(slice(0, 2, None), 0, 7)]
    """
    if not isinstance(lines, LongLines):
        yield slice(0, len(lines)), 0, len(text)
        return
    first = low = 0
    while first < len(lines):
        last = max(first + 1, bisect_left(lines.starts, low + WINDOW))
        high = lines.starts[last] if last < len(lines) else len(text)
        yield slice(first, last), low, high
        first, low = last, high


def _places(text: str) -> Iterator[Span]:
    """Where the non-blank lines of a long text stand."""
    start = 0
    for part in _parts(text):
        body = part.strip()
        if body:
            at = start if part[0] == body[0] else start + part.index(body[0])
            yield at, at + len(body)
        start += len(part)


def _parts(text: str) -> Iterator[str]:
    """What `str.splitlines` gives, a window at a time.

    The last line of a window may go on behind it, even where it seems to end: CR LF is one end.
    """
    start, size = 0, WINDOW
    while start < len(text):
        found = text[start : start + size].splitlines(keepends=True)
        if start + size < len(text):
            last = found.pop()
            if not found:
                size *= 2
                continue
            size = max(WINDOW, len(last))
        yield from found
        start += sum(map(len, found))
