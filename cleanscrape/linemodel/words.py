"""The words of all lines of a text at once: where they stand, what they are, which tell a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cleanscrape.linemodel import alphabet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_BITS = 14
BUCKETS = 1 << _BITS
"""Rows of the table of words."""
HEAD, TAIL = 20, 6
"""Words of a line that are looked up: its first and its last."""
LONG = 5
"""Letters from which a word may tell what a text is about."""


class Words(NamedTuple):
    """Every word: runs of letters, marks and digits; in scripts without spaces, each character.

    Attributes
    ----------
    line, size:
        The line of each, ascending; its characters.
    upper:
        Whether it begins with a capital.
    hash:
        The same for the same word in small letters; digits are all alike.
    """

    line: Ints
    size: Ints
    upper: Flags
    hash: NDArray[np.uint64]


def words(kinds: NDArray[np.uint8], lowered: NDArray[np.uint32], owner: Ints) -> Words:
    """The words of a text, given class, small letter and line of each character."""
    inside = alphabet.IN_WORD[kinds]
    places = np.flatnonzero(inside)
    if not len(places):
        none = np.zeros(0, np.int64)
        return Words(none, none, none.astype(bool), none.astype(np.uint64))
    alone = kinds[places] == alphabet.DENSE
    first = np.ones(len(places), bool)
    first[1:] = (np.diff(places) > 1) | alone[1:] | alone[:-1]
    heads = np.flatnonzero(first)
    sizes = np.diff(heads, append=len(places))
    within = np.arange(len(places)) - np.repeat(heads, sizes)
    power = alphabet.POWERS[np.minimum(within, len(alphabet.POWERS) - 1)]
    value = (lowered[places].astype(np.uint64) + np.uint64(1)) * power
    at = places[heads]
    hashes = alphabet.mixed(np.add.reduceat(value, heads))
    return Words(owner[at], sizes, kinds[at] == alphabet.CAPITAL, hashes)


def tokens(found: Words, n: int) -> tuple[Ints, Ints]:
    """Table rows of the first and last words of each line, and of pairs of words; how many each.

    Those of a line stand together, in the order of the lines.
    """
    each = np.bincount(found.line, minlength=n)
    within = np.arange(len(found.line)) - (np.cumsum(each) - each)[found.line]
    chosen = (within < HEAD) | (within >= each[found.line] - TAIL)
    paired = chosen[:-1] & (found.line[1:] == found.line[:-1])
    pairs = alphabet.paired(found.hash[:-1], found.hash[1:])
    hashes = np.concatenate([found.hash[chosen], pairs[paired]])
    owner = np.concatenate([found.line[chosen], found.line[:-1][paired]])
    order = np.argsort(owner, kind="stable")
    rows = (hashes[order] >> np.uint64(64 - _BITS)).astype(np.int64)
    return rows, np.bincount(owner, minlength=n)


def spoken(found: Words, sentence: Flags) -> Ints:
    """In how many sentence-like lines each row of the table stands with a long word."""
    n = max(1, len(sentence))
    long = found.size >= LONG
    once = np.unique(_rows(found)[long] * n + found.line[long])  # each word once a line
    there = once[sentence[once % n]] // n if len(once) else once
    return np.bincount(there, minlength=BUCKETS)


def topical(found: Words, sentence: Flags, everywhere: Ints) -> Flags:
    """Which words are long and stand in sentence-like lines other than their own.

    `everywhere` is what `spoken` gives for all lines of the text.
    """
    flags: Flags = (found.size >= LONG) & (everywhere[_rows(found)] > sentence[found.line])
    return flags


def _rows(found: Words) -> Ints:
    rows: Ints = (found.hash >> np.uint64(36)).astype(np.int64) & (BUCKETS - 1)
    return rows
