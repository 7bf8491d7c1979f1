"""Lines inside annotated bodies that a reader judged to be site furniture.

Annotators leave such lines in: a promotion between two paragraphs, a credit at the end. They would
count as harm where cutting them is right, so *net* harm leaves them out. A list of them is a file
of JSON lines: `id` of the page, `text` (a whole line of the gold, or the end of one; in every place
on that page), and `set`, if ids are not unique without it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cleanscrape.evaluation.strings import fold

Spans = list[tuple[int, int]]


def residue_spans(gold: str, residue: Collection[str]) -> Spans:
    """Where the residue lines (folded) stand in a body.

    >>> residue_spans("It rained.\\nGo on. Sign  up!\\n", {"sign up!"})
    [(18, 28)]
    """
    return list(_spans(gold, residue)) if residue else []


def _spans(gold: str, residue: Collection[str]) -> Iterator[tuple[int, int]]:
    at = 0
    for line in gold.splitlines(keepends=True):
        folded = fold(line)
        for wanted in residue:
            if wanted and folded.endswith(wanted):
                yield at + _suffix(line, folded, wanted), at + len(line)
        at += len(line)


def _suffix(line: str, folded: str, wanted: str) -> int:
    """Where the shortest end of a line begins that reads `wanted` when folded."""
    if folded == wanted:
        return 0
    starts = range(len(line) - 1, -1, -1)
    return next((at for at in starts if fold(line[at:]) == wanted), 0)


def without(gold: str, spans: Spans) -> str:
    """The body less its residue, each place a line end, so that nothing joins."""
    parts, at = [], 0
    for start, end in sorted(spans):
        if end > at:
            parts.append(gold[at : max(at, start)])
            at = end
    return "\n".join([*parts, gold[at:]])
