"""The model on a long text: part by part, with what each part must know of the whole.

Arrays over all characters of a text take a hundred times its memory. Here a line keeps a hundred
bytes, and every number is the one that `features.see` and `Model.judge` give.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from cleanscrape.linemodel.around import alike, nearness
from cleanscrape.linemodel.features import NAMES, Arrays, Seen, Whole, dense, read
from cleanscrape.linemodel.markup import bare
from cleanscrape.linemodel.model import NEIGHBOURS, Judged, Model, Pool
from cleanscrape.linemodel.words import BUCKETS, spoken, tokens
from cleanscrape.lines import Line

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

LINES, CHARS = 1 << 11, 1 << 18
"""Most lines of a part; characters from which it ends."""
_OFTEN = 3
_BYTE = 255
_LARGE = NAMES.index("share of link text")


class _Rows:
    """A row of features for each line, a byte for each feature: eight times less than as numbers.

    Read as `features.dense` gives them. One feature may be larger than a byte holds.
    """

    def __init__(self, lines: int) -> None:
        self._bytes = np.zeros((lines, len(NAMES)), np.uint8)
        self._large = np.zeros(lines, np.int64)

    def __setitem__(self, part: slice, rows: NDArray[np.float64]) -> None:
        self._large[part] = rows[:, _LARGE]
        self._bytes[part] = np.minimum(rows, _BYTE)

    def __getitem__(self, which: int | slice | Ints) -> NDArray[np.float64]:
        rows = self._bytes[which].astype(np.float64)
        rows[..., _LARGE] = self._large[which]
        return rows


def judge(model: Model, lines: Sequence[Line], gaps: Ints, ruled: Ints) -> tuple[Seen, Judged]:
    """The features of the lines of a long text (but for their words), and what they are.

    Parameters
    ----------
    gaps, ruled:
        As `features.see` takes them.
    """
    seen, said = _seen(model, lines, gaps, ruled)
    pool: Pool | None = None
    for part, around in _overlapping(len(lines)):
        h = model.convolved(model.first(seen.dense[around], said[around]))
        pool = pool or Pool(h.shape[1])
        begin = part.start - around.start
        pool.add(h[begin : begin + part.stop - part.start], seen.chars[part])
    assert pool is not None, "a text of no line is not long"
    scores = np.zeros((len(lines), 3), np.int64)
    chances = np.zeros((len(lines), 3), np.int16)
    for part, around in _overlapping(len(lines)):
        first = model.first(seen.dense[around], said[around])
        found = model.scored(model.convolved(first), first, pool)
        begin = part.start - around.start
        end = begin + part.stop - part.start
        scores[part], chances[part] = found[0][begin:end], found[1][begin:end]
    return seen, Judged(scores, chances, said)


def _seen(
    model: Model, lines: Sequence[Line], gaps: Ints, ruled: Ints
) -> tuple[Seen, NDArray[np.float32]]:
    n = len(lines)
    whole = _whole(model, lines, gaps, ruled)
    rows = _Rows(n)
    said: NDArray[np.float32] | None = None
    chars = np.zeros(n, np.int64)
    none = np.zeros(0, np.int64)
    told = 0
    for part, arrays in _parts(model, lines, gaps, ruled):
        own = whole._replace(
            first=part.start, said=told, same=whole.same[part], before=whole.before[part],
            near=whole.near[part], alike=whole.alike[part],
        )  # fmt: skip
        rows[part] = dense(arrays, own)
        chars[part] = arrays.wide
        told += int(arrays.weight.sum())
        words = tokens(arrays.words, part.stop - part.start)
        adds = model.said(Seen(rows[part], *words, arrays.wide))
        if said is None:
            said = np.zeros((n, adds.shape[1]), np.float32)
        said[part] = adds  # whole numbers below 2**24: exact
    assert said is not None, "a text of no line is not long"
    return Seen(rows, none, none, chars), said


def _whole(model: Model, lines: Sequence[Line], gaps: Ints, ruled: Ints) -> Whole:
    """What the parts must know of one another."""
    n = len(lines)
    sentences = weight = capitals = caseless = 0
    marked = False
    everywhere = np.zeros(BUCKETS, np.int64)
    hashes = np.zeros(n, np.int64)
    shape, start = np.zeros(n, np.uint64), np.zeros(n, np.uint64)
    for part, arrays in _parts(model, lines, gaps, ruled):
        sentences += int(arrays.sentence.sum())
        weight += int(arrays.weight.sum())
        with_case, without = arrays.cases
        capitals, caseless = capitals + with_case, caseless + without
        marked = marked or arrays.marked
        everywhere += spoken(arrays.words, arrays.sentence)
        hashes[part] = np.fromiter(map(hash, arrays.shown), np.int64, len(arrays.shown))
        shape[part], start[part] = arrays.shape, arrays.start
    return Whole(
        n, sentences, weight, 0, 0, *_repeats(lines, hashes), nearness(ruled), alike(shape, start),
        marked, capitals < caseless, everywhere,
    )  # fmt: skip


def _repeats(lines: Sequence[Line], hashes: Ints) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """How often each line stands there, up to three times, and whether it stood there before.

    Hashes only bring together what may be the same: the lines themselves decide.
    """
    same = np.ones(len(lines), np.int8)
    before = np.zeros(len(lines), np.int8)
    order = np.argsort(hashes, kind="stable")
    ordered = hashes[order]
    begins = np.flatnonzero(np.diff(ordered, prepend=ordered[:1] + 1))
    sizes = np.diff(begins, append=len(order))
    for begin, size in zip(begins[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        alike: dict[str, list[int]] = {}
        for i in order[begin : begin + size].tolist():
            alike.setdefault(bare([lines[i].text])[0][0], []).append(i)
        for places in alike.values():
            same[places] = min(len(places), _OFTEN)
            before[places[1:]] = 1
    return same, before


def _parts(
    model: Model, lines: Sequence[Line], gaps: Ints, ruled: Ints
) -> Iterator[tuple[slice, Arrays]]:
    """The lines in parts, each read."""
    texts: list[str] = []
    size = 0
    for line in lines:
        texts.append(line[3])
        size += len(line[3])
        if size >= CHARS or len(texts) >= LINES or line[0] + 1 == len(lines):
            part = slice(line[0] + 1 - len(texts), line[0] + 1)
            yield part, read(texts, gaps[part.start : part.stop + 1], model.alphabet, ruled[part])
            texts, size = [], 0


def _overlapping(n: int) -> Iterator[tuple[slice, slice]]:
    """Parts of so many lines, and each with the neighbours that have a say in it."""
    for start in range(0, n, LINES):
        stop = min(start + LINES, n)
        yield slice(start, stop), slice(max(0, start - NEIGHBOURS), min(n, stop + NEIGHBOURS))
