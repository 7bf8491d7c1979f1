"""From accepted proposals to the spans that go: disjoint, and with their white space (law 1)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from cleanscrape.log import Proposal
from cleanscrape.offsets import Span


class Cut(NamedTuple):
    """A span that goes, and the proposal that made it go."""

    span: Span
    proposal: Proposal


def disjoint(proposals: Sequence[Proposal]) -> list[Cut]:
    """Order what was accepted; where two overlap, the earlier and longer keeps the shared part."""
    chosen: list[Cut] = []
    end = 0
    for item in sorted(proposals, key=lambda p: (p.start, -p.end)):
        if item.end > end:
            chosen.append(Cut((max(item.start, end), item.end), item))
            end = item.end
    return chosen


def claim_space(text: str, cuts: Sequence[Cut]) -> list[tuple[Span, Proposal]]:
    """Give each cut the white space that goes with it (law 1).

    Cuts with only white space between them form a cluster. Of the runs of white space around and
    in a cluster the longest stays (more line breaks first, then more characters, then the
    earlier); at an end of the text none stays but a final line break.
    """
    trimmed = [cut for cut in (_trim(text, cut) for cut in cuts) if cut.span[0] < cut.span[1]]
    claimed: list[tuple[Span, Proposal]] = []
    at = 0
    while at < len(trimmed):
        stop = at + 1
        while stop < len(trimmed) and blank(text, trimmed[stop - 1].span[1], trimmed[stop].span[0]):
            stop += 1
        claimed += _claim_cluster(text, trimmed[at:stop])
        at = stop
    return claimed


def _claim_cluster(text: str, cluster: Sequence[Cut]) -> list[tuple[Span, Proposal]]:
    before = _space_before(text, cluster[0].span[0])
    after = _space_after(text, cluster[-1].span[1])
    runs = [(before, cluster[0].span[0])]
    runs += [(one.span[1], two.span[0]) for one, two in pairwise(cluster)]
    runs.append((cluster[-1].span[1], after))
    if before == 0:
        stays = -1
    elif after == len(text):
        stays = len(runs) - 1
        runs[-1] = (runs[-1][0], after - _final_break(text))
    else:
        stays = max(range(len(runs)), key=lambda i: (*_weight(text, runs[i]), -i))
    claimed = []
    for i, cut in enumerate(cluster):
        start, end = cut.span
        if stays < 0 and i == 0:
            start = before
        if i < stays:
            start = runs[i][0]
        else:
            end = runs[i + 1][1]
        claimed.append(((start, end), cut.proposal))
    if stays == len(runs) - 1 and after == len(text):
        last = claimed[-1]
        claimed[-1] = ((last[0][0], runs[-1][1]), last[1])
    return claimed


def _weight(text: str, run: Span) -> tuple[int, int]:
    space = text[run[0] : run[1]]
    return len(f"{space}.".splitlines()) - 1, len(space)


def _final_break(text: str) -> int:
    if text.endswith("\r\n"):
        return 2
    return 1 if text and not text[-1:].splitlines()[0] else 0


def blank(text: str, start: int, end: int) -> bool:
    """Whether nothing but white space stands between two places.

    >>> blank("It rained. \\n", 10, 12), blank("It rained.", 0, 3)
    (True, False)
    """
    return start >= end or text[start:end].isspace()


def _space_before(text: str, at: int) -> int:
    while at and text[at - 1].isspace():
        at -= 1
    return at


def _space_after(text: str, at: int) -> int:
    length = len(text)
    while at < length and text[at].isspace():
        at += 1
    return at


def _trim(text: str, cut: Cut) -> Cut:
    start, end = cut.span
    start = min(_space_after(text, start), end)
    return Cut((start, max(start, _space_before(text, end))), cut.proposal)


def without_bare_space(text: str, cuts: Sequence[Cut]) -> list[Cut]:
    """Ordered cuts in which white space left between two rounds' cuts belongs to one of them."""
    joined: list[Cut] = []
    space: int | None = None
    for cut in cuts:
        start, end = cut.span
        if text[start:end].isspace() and joined and joined[-1].span[1] == start:
            joined[-1] = Cut((joined[-1].span[0], end), joined[-1].proposal)
            continue
        if joined and joined[-1].span[1] == start and space == joined[-1].span[0]:
            start = joined.pop().span[0]
        joined.append(Cut((start, end), cut.proposal))
        space = start if text[start:end].isspace() else None
    return joined
