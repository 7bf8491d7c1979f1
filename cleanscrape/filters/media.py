"""Residue of players and galleries that shows only in its surroundings."""

from __future__ import annotations

from collections.abc import Iterable

from cleanscrape.document import Document, looks_like_sentence
from cleanscrape.filters.base import LookingFilter, propose_line
from cleanscrape.log import Proposal
from cleanscrape.matching.shapes import is_duration

_RULE = "any.media.player"


class MediaFilter(LookingFilter):
    """Player residue, durations, gallery counters, credits, alt-text residue."""

    def look_around(self, document: Document) -> Iterable[Proposal]:
        """A player's clock with its caption, which players show twice.

        A clock is no rule of its own: live blogs, timetables and split times are made of them.
        """
        lines = document.lines
        clocks = [line for line in lines if len(line[3]) <= 20 and is_duration(line[3])]
        for clock in clocks:
            one, two = (*lines[clock.index + 1 : clock.index + 3], None, None)[:2]
            if one and two and one.text == two.text and len(one.text) < 200:
                for line, what in ((clock, "clock"), (one, "caption"), (two, "caption")):
                    yield propose_line(line, "media", _RULE, f"a video player's {what}")
            elif len(clocks) == 1 and self._inside_prose(document, clock.index):
                # one clock between paragraphs; two or more may be a timetable or a list of splits
                yield propose_line(clock, "media", _RULE, "a video player's clock")

    @staticmethod
    def _inside_prose(document: Document, index: int) -> bool:
        lines = document.lines
        near = (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
        return len(near) == 2 and all(looks_like_sentence(line.text) for line in near)
