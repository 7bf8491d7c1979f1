"""Lists of other articles that show only in their surroundings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from cleanscrape.document import Document, Line
from cleanscrape.filters.base import LookingFilter, propose_line
from cleanscrape.log import Proposal
from cleanscrape.matching.pattern import Pattern

_FEWEST = 3
_MOST = 12
_LONGEST = 180
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DATED = Pattern(
    rf"[^\w\s]{{0,2}}\s?\S[^\n]{{11,160}} [-–—|] "
    rf"(?:(?P<month>{'|'.join(_MONTHS)}) (?P<day>\d{{1,2}}), (?P<year>\d{{4}})"
    rf"|(?P<iso>\d{{4}}-\d\d-\d\d))"
)


class RelatedFilter(LookingFilter):
    """Read-more boxes, headlines of other articles."""

    def look_around(self, document: Document) -> Iterable[Proposal]:
        """At the very end, titles each with its date, the latest first: an author's latest posts.

        Not wider: inside a text it may be a list of sources, and in the order of time a programme.
        """
        found = list(_dated(document))
        if len(found) < _FEWEST or len(found) == len(document.lines):
            return
        days = [day for _, day in found]
        # read from the end: each is as late as the one before it, or later
        if all(first <= then for first, then in pairwise(days)) and days[0] < days[-1]:
            for line, _ in found:
                yield propose_line(
                    line,
                    "related",
                    "any.related.latest-posts",
                    "one of several titles with their dates that end the text, the latest first",
                )


def _dated(document: Document) -> Iterator[tuple[Line, str]]:
    """The last lines as long as each is a title and a date, from the end."""
    for _, line in zip(range(_MOST), reversed(document.lines), strict=False):
        if line.end - line.start > _LONGEST or not line.text[-1].isdigit():
            return
        found = _DATED.fullmatch(line.text)
        if not found:
            return
        month, day, year, iso = found.groups()
        yield line, iso or f"{year}-{_MONTHS.index(month) + 1:02}-{int(day):02}"
