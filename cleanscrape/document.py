"""The text in one round of cleaning.

A `Document` is what filters see: the text that is still alive, as if it were a text of its own.
Filters never learn what was cut before, so cleaning a cleaned text starts from the same facts
(law 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from cleanscrape.lines import Line as Line
from cleanscrape.lines import LongLines, split
from cleanscrape.offsets import Span

Kind = Literal["auto", "article", "page"]
Level = Literal["careful", "normal", "eager"]
Metadata = Literal["keep", "drop"]
Log = Literal["full", "spans"]


class Options(NamedTuple):
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
    sites: Mapping[str, Mapping[str, Any]] = {}  # a mapping is never written to
    model: str | None = "default"


_SENTENCE_END = tuple('.!?…。！？؟।۔"”“’»«」』）)]*:;：；')
_STOPS = '.!?…"”。！？」』؟।۔'
_DENSE = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]"
_UNSPACED = "[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_SHORT = 60
"""Characters under which an unpunctuated line looks like a label; a print column holds ~60."""
_LONGEST_PAGE = 1 << 20
"""Characters beyond which a text is no page: of some 6,000 page texts 1 % have 77,000 or more."""
LONG = 2 * _SHORT
"""Width beyond which a line is a sentence, whatever it ends with."""


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """Compiled when a text needs it: so large a class takes longer than all imports."""
    return re.compile(source)


def width(text: str) -> int:
    """How much a text says, in characters of an alphabet: a Chinese one says as much as two.

    >>> width("Most read"), width("最多人閱讀")
    (9, 10)
    """
    return len(text) if text.isascii() else len(text) + len(_pattern(_DENSE).findall(text))


def word_count(text: str) -> int:
    """How many words a text has; where words stand without spaces, two characters make one.

    >>> word_count("Most read"), word_count("最多人閱讀")
    (2, 3)
    """
    spaced = len(text.split())
    return spaced if text.isascii() else spaced + len(_pattern(_UNSPACED).findall(text)) // 2


def looks_like_sentence(text: str) -> bool:
    """Tell whether a line reads like a sentence: long enough and closed by punctuation.

    >>> looks_like_sentence("The council met on Tuesday and voted to close the bridge.")
    True
    >>> looks_like_sentence("Most read")
    False
    """
    long = width(text)
    return long > LONG or (long >= 40 and text.endswith(_SENTENCE_END))


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
    joints:
        Where something was cut in earlier rounds. Decides nothing: what is known of a line that no
        cut has touched need not be found out again.
    """

    text: str
    options: Options = field(default_factory=Options)
    memo: dict[Any, Any] = field(default_factory=dict)
    lasting: dict[Any, Any] = field(default_factory=dict)
    joints: Sequence[int] = ()
    _lines: Sequence[Line] | None = None
    _wrapped: bool = False
    _kind: Literal["article", "page"] | None = None

    @property
    def lines(self) -> Sequence[Line]:
        """The non-blank lines (paragraphs, when the text is hard-wrapped), in order."""
        if self._lines is None:
            lines = split(self.text)
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
    if len(lines) < 12 or is_many(lines):
        return "article"
    short = sum(1 for line in lines if _is_label(line[3]))
    return "page" if short > 0.6 * len(lines) else "article"


def is_many(lines: Sequence[Line]) -> bool:
    """Whether a text is surely many texts in one, whose repetitions would look like furniture.

    >>> is_many(split_lines("Home\\nNews"))
    False
    """
    return lines[-1][2] > _LONGEST_PAGE


def share_of_labels(lines: Sequence[Line]) -> float:
    r"""The share of a text's width that stands in short lines without punctuation.

    >>> share_of_labels(split_lines("Home\nThe council met in the town hall."))
    0.108
    """
    short = sum([width(line[3]) for line in lines if _is_label(line[3])])
    return round(short / max(1, sum([width(line[3]) for line in lines])), 3)


def _is_label(text: str) -> bool:
    return text[-1] not in _STOPS and width(text) < _SHORT


def split_lines(text: str) -> Sequence[Line]:
    """Split where `str.splitlines` does; keep the non-blank lines, stripped, with their offsets.

    >>> split_lines(" a\\n\\nb ")
    [Line(index=0, start=1, end=2, text='a'), Line(index=1, start=4, end=5, text='b')]
    """
    return Document(text).lines


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


def _paragraphs(text: str, lines: Sequence[Line]) -> Sequence[Line]:
    """Join hard-wrapped lines: a paragraph ends at a blank line or where a line falls short."""
    spans = _joined(text, lines)
    if isinstance(lines, LongLines):
        return LongLines(text, spans)
    return [Line(i, start, end, text[start:end]) for i, (start, end) in enumerate(spans)]


def _joined(text: str, lines: Sequence[Line]) -> Iterator[Span]:
    width = max(len(line[3]) for line in lines)
    start = lines[0].start
    for line, after in pairwise(lines):
        gap = text[line.end : after.start]
        word = after.text.split(None, 1)[0]
        if len(gap.splitlines()) > 1 or len(line.text) + 1 + len(word) <= 0.85 * width:
            yield start, line.end
            start = after.start
    yield start, lines[-1].end
