"""What the model sees of a line: small whole numbers, the same on any machine.

All lines of a text are read at once, in arrays over its characters, its words and its lines. Every
feature is an integer from whole-number arithmetic, so that nothing depends on an order of sums.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from cleanscrape.linemodel import alphabet
from cleanscrape.linemodel.alphabet import CLASSES, Alphabet
from cleanscrape.linemodel.around import (
    ABOVE,
    BELOW,
    CATEGORIES,
    TIERS,
    alike,
    nearness,
    repeats,
    shapes,
    starts,
)
from cleanscrape.linemodel.markup import bare
from cleanscrape.linemodel.scale import LOG, ONE, log, share
from cleanscrape.linemodel.words import Words, spoken, tokens, topical, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_MOST = 127
_SENTENCE, _SURE_SENTENCE = 40, 120
"""Characters from which a line that ends like a sentence is one; from which any line is."""

_ABOUT = (
    "length", "words",
    *(f"share of {name}" for name in alphabet.SHARES),
    "full stops", "commas", "digits", "separators",
    "share of capitalised words", "length of words", "share of frequent words", "frequent words",
    "share of words that the text says elsewhere", "words that the text says elsewhere",
    "share of link text", "links", "Markdown", "heading", "list mark",
    "blank lines before", "blank lines after", "stands there twice", "stands there often",
    "stood there before", "reads like a sentence", "place among the lines",
    "place among the sentences", "lines before", "lines after", "share of sentences in the text",
    "lines in the text", "script without capitals", "sure rules", "likely rules",
    *(f"{category} rules" for category in CATEGORIES),
    *(f"near below {category}" for category in BELOW),
    *(f"near above {category}" for category in ABOVE),
    "lines of the same shape", "same shape just above", "lines that begin with the same word",
)  # fmt: skip
NAMES: tuple[str, ...] = (
    *_ABOUT,
    *(f"begins with {name}" for name in CLASSES),
    *(f"ends with {name}" for name in CLASSES),
)
"""What each feature tells, in words for the log."""
RULED = tuple(range(NAMES.index("sure rules"), NAMES.index("lines of the same shape")))
"""What tells of rules."""


class Seen(NamedTuple):
    """The features of a text.

    Attributes
    ----------
    dense:
        A row for each line, a column for each of `NAMES`, from 0 to 127.
    tokens, count:
        Table rows of the words that are looked up, ascending by line; how many each line has.
    chars:
        How much each line says (a Chinese character counts twice).
    """

    dense: Any
    tokens: Ints
    count: Ints  # type: ignore[assignment]  # a text is no sequence; nobody counts in it
    chars: Ints


class Whole(NamedTuple):
    """What features take from the text around some lines.

    Attributes
    ----------
    lines, sentences, weight:
        How many lines there are, how many like sentences, and how much these say.
    first, said:
        How many lines stand before these, and how much sentence-like ones of them say.
    same, before:
        For each line, how often it stands there (more than two are three), and whether before.
    marked:
        Whether there are links or headings.
    caseless:
        Whether most letters have no case.
    near:
        For each line, how near the next lines of rules are: a column for each of `BELOW`, `ABOVE`.
    alike:
        For each line, how many others have its shape, whether one just above has, and how many
        others begin with the same word, as `alike` gives them.
    everywhere:
        What `words.spoken` gives.
    """

    lines: int
    sentences: int
    weight: int
    first: int
    said: int
    same: NDArray[Any]
    before: NDArray[Any]
    near: NDArray[Any]
    alike: NDArray[Any]
    marked: bool
    caseless: bool
    everywhere: Ints


@dataclass(frozen=True)
class Arrays:
    """The lines of a text, as arrays: everything that features are computed from."""

    shown: Sequence[str]
    marks: Ints
    gaps: Ints
    ruled: Ints
    size: Ints
    counts: Ints
    begin: NDArray[np.uint8]
    end: NDArray[np.uint8]
    words: Words
    number: Ints
    frequent: Flags
    shape: NDArray[np.uint64]

    @cached_property
    def sentence(self) -> Flags:
        """Which lines read like a sentence."""
        closed = (self.wide >= _SENTENCE) & alphabet.CLOSES[self.end]
        found: Flags = closed | (self.wide > _SURE_SENTENCE)
        return found

    @property
    def weight(self) -> Ints:
        """How much each line says, if it reads like a sentence."""
        return np.where(self.sentence, self.wide, 0)

    @property
    def marked(self) -> bool:
        """Whether there are links or headings."""
        return bool(self.marks[:, 1:].any())

    @property
    def cases(self) -> tuple[int, int]:
        """How many capitals there are, and how many letters without case."""
        return int(self.counts[:, 1].sum()), int(self.counts[:, 3:5].sum())

    @property
    def wide(self) -> Ints:
        return self.size + self.counts[:, alphabet.DENSE]

    @property
    def start(self) -> NDArray[np.uint64]:
        return starts(self.words, len(self.shown))

    def of_words(self, flags: Flags) -> Ints:
        """How many words of each line have a flag."""
        return np.bincount(self.words.line[flags], minlength=len(self.shown))


def see(texts: Sequence[str], gaps: Ints, letters: Alphabet, ruled: Ints | None = None) -> Seen:
    """The features of the lines of a text.

    Parameters
    ----------
    texts:
        The lines (one or more), not blank, with their markup.
    gaps:
        Line breaks before each line, and after the last.
    letters:
        Which class a character is of.
    ruled:
        For each line, the `ruling` of the rule that wants it; 0 if none does.

    >>> letters = Alphabet.of_unicode(["the"])
    >>> seen = see(["Home", "The river rose."], np.array([0, 1, 0]), letters)
    >>> dict(zip(NAMES, seen.dense[1].tolist()))["share of frequent words"] / ONE
    0.328125
    """
    lines = read(texts, gaps, letters, ruled)
    capitals, caseless = lines.cases
    whole = Whole(
        len(texts), int(lines.sentence.sum()), int(lines.weight.sum()), 0, 0,
        *repeats(lines.shown), nearness(lines.ruled), alike(lines.shape, lines.start),
        lines.marked, capitals < caseless,
        spoken(lines.words, lines.sentence),
    )  # fmt: skip
    return Seen(dense(lines, whole), *tokens(lines.words, len(texts)), lines.wide)


def dense(lines: Arrays, whole: Whole) -> NDArray[np.float64]:
    """A row of features for each of some lines of a text."""
    n = len(lines.shown)
    found = np.zeros((n, len(NAMES)), np.float64)
    columns = (*_shape(lines), *_vocabulary(lines, whole), *_marks(lines, whole),
               *_place(lines, whole))  # fmt: skip
    for i, column in enumerate(columns):
        found[:, i] = column
    rows = np.arange(n)
    found[rows, len(_ABOUT) + lines.begin] = ONE
    found[rows, len(_ABOUT) + len(CLASSES) + lines.end] = ONE
    return found


def read(texts: Sequence[str], gaps: Ints, letters: Alphabet, ruled: Ints | None) -> Arrays:
    """Some lines of a text as arrays; see `see`."""
    shown, marks = bare(texts)
    n = len(shown)
    joined = "\n".join(shown) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    size = np.fromiter(map(len, shown), np.int64, n)
    ends = np.cumsum(size + 1) - 1
    kinds, lowered = letters.read(codes)
    owner = np.repeat(np.arange(n), size + 1)
    counts = np.bincount(owner * 16 + kinds, minlength=n * 16).reshape(n, 16)
    counts[:, 0] -= 1  # the line breaks that join
    found = words(kinds, lowered, owner)
    nothing = np.uint8(len(CLASSES) - 1)
    return Arrays(
        shown, marks, gaps, np.zeros(n, np.int64) if ruled is None else ruled, size, counts,
        np.where(size > 0, kinds[ends - size], nothing),
        np.where(size > 0, kinds[ends - 1], nothing),
        found, np.bincount(found.line, minlength=n), letters.is_function_word(found.hash),
        shapes(kinds, owner),
    )  # fmt: skip


def _shape(lines: Arrays) -> Iterator[Ints]:
    """How long a line is, and what characters it holds."""
    counts = lines.counts
    yield log(lines.wide)
    yield log(lines.number - counts[:, alphabet.DENSE] // 2)
    yield from share(counts[:, list(alphabet.SHARED)].T, lines.size)
    for kind in (alphabet.STOP, alphabet.COMMA, alphabet.DIGIT, alphabet.SEPARATOR):
        yield log(counts[:, kind])


def _vocabulary(lines: Arrays, whole: Whole) -> Iterator[Ints]:
    """What words a line holds: capitalised, long, frequent, or the text's own."""
    found, number = lines.words, lines.number
    yield share(lines.of_words(found.upper), number)
    letters = np.bincount(found.line, found.size, len(number)).astype(np.int64)
    yield np.minimum(4 * letters // np.maximum(number, 1), _MOST)
    topics = topical(found, lines.sentence, whole.everywhere)
    for flags in (lines.frequent, topics):
        times = lines.of_words(flags)
        yield share(times, number)
        yield log(times)


def _marks(lines: Arrays, whole: Whole) -> Iterator[Ints]:
    """Links, headings, list marks."""
    marks = lines.marks
    yield share(marks[:, 0], lines.size)
    yield log(marks[:, 1])
    yield np.full(len(marks), ONE * int(whole.marked))
    yield marks[:, 2] * ONE
    yield ONE * alphabet.LISTS[lines.begin]


def _place(lines: Arrays, whole: Whole) -> Iterator[Ints]:
    """Where a line stands, in what text, and whether it stands there again."""
    k, n = len(lines.shown), whole.lines
    rows = np.arange(whole.first, whole.first + k)
    for gap in (lines.gaps[:-1], lines.gaps[1:]):
        yield 32 * np.minimum(gap, 3)
    for flag in (whole.same == 2, whole.same > 2, whole.before, lines.sentence):
        yield ONE * flag
    weight = lines.weight
    yield rows * ONE // n
    yield (np.cumsum(weight) - weight + whole.said) * ONE // max(1, whole.weight)
    yield log(rows)
    yield log(n - 1 - rows)
    yield np.full(k, whole.sentences * ONE // n)
    yield np.full(k, LOG[min(n, len(LOG) - 1)])
    yield np.full(k, ONE * int(whole.caseless))
    tiers, categories = lines.ruled % TIERS, lines.ruled // TIERS
    for tier in (2, 1):
        yield ONE * (tiers == tier)
    for i in range(len(CATEGORIES)):
        yield ONE * ((tiers > 0) & (categories == i))
    yield from whole.near.T
    yield from whole.alike.T
