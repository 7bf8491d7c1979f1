"""From accepted proposals to the spans that go: disjoint, and with their white space (law 1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from cleanscrape.log import Proposal
from cleanscrape.offsets import Span

_START = attrgetter("start")
_END = attrgetter("end")


class Cut(NamedTuple):
    """A span that goes, and the proposal that made it go."""

    start: int
    end: int
    proposal: Proposal


def disjoint(proposals: Sequence[Proposal]) -> Iterator[Cut]:
    """Order what was accepted; where two overlap, the earlier and longer keeps the shared part."""
    end = 0
    # two sorts by numbers that are there: pairs to sort by would weigh as much as the proposals
    for item in sorted(sorted(proposals, key=_END, reverse=True), key=_START):
        if item.end > end:
            yield Cut(max(item.start, end), item.end, item)
            end = item.end


def claim_space(text: str, cuts: Iterable[Cut]) -> Iterator[Cut]:
    """Give each cut the white space that goes with it (law 1).

    Cuts with only white space between them form a cluster. Of the runs of white space around and
    in a cluster the longest stays (more line breaks first, then more characters, then the
    earlier); at an end of the text none stays but a final line break.
    """
    cluster: list[Cut] = []
    for cut in cuts:
        cut = _trim(text, cut)
        if cut.start == cut.end:
            continue
        if cluster and not blank(text, cluster[-1].end, cut.start):
            yield from _claim_cluster(text, cluster)
            cluster = []
        cluster.append(cut)
    if cluster:
        yield from _claim_cluster(text, cluster)


def _claim_cluster(text: str, cluster: Sequence[Cut]) -> list[Cut]:
    before = _space_before(text, cluster[0].start)
    after = _space_after(text, cluster[-1].end)
    runs = [(before, cluster[0].start)]
    runs += [(one.end, two.start) for one, two in pairwise(cluster)]
    runs.append((cluster[-1].end, after))
    if before == 0:
        stays = -1
    elif after == len(text):
        stays = len(runs) - 1
        runs[-1] = (runs[-1][0], after - _final_break(text))
    else:
        stays = max(range(len(runs)), key=lambda i: (*_weight(text, runs[i]), -i))
    claimed = []
    for i, (start, end, proposal) in enumerate(cluster):
        if stays < 0 and i == 0:
            start = before
        if i < stays:
            start = runs[i][0]
        else:
            end = runs[i + 1][1]
        claimed.append(Cut(start, end, proposal))
    if stays == len(runs) - 1 and after == len(text):
        claimed[-1] = claimed[-1]._replace(end=runs[-1][1])
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
    start = min(_space_after(text, cut.start), cut.end)
    return Cut(start, max(start, _space_before(text, cut.end)), cut.proposal)


def without_bare_space(text: str, cuts: Iterable[Cut]) -> list[Cut]:
    """Ordered cuts in which white space left between two rounds' cuts belongs to one of them."""
    joined: list[Cut] = []
    space: int | None = None
    for cut in cuts:
        start, end, proposal = cut
        is_space = text[start:end].isspace()
        if joined and joined[-1].end == start:
            if is_space:
                joined[-1] = joined[-1]._replace(end=end)
                continue
            if space == joined[-1].start:
                cut = Cut(joined.pop().start, end, proposal)
        joined.append(cut)
        space = cut.start if text[cut.start : end].isspace() else None
    return joined
