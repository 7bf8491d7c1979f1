"""The strip of places and temperatures that the Gazette prints above its articles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanscrape import Document, Proposal

_LONGEST = 200
_PLACE = re.compile(r"\s?[^\W\d_][\w' .-]{1,30} -?\d{1,2}\s?°[CF]?\s?")


class WeatherFilter:
    """Proposes lines of at least three places with their temperatures, parted by bars."""

    name = "gazette-weather"

    def propose(self, document: Document) -> Iterator[Proposal]:
        """Every such line; decided by the line alone, so that cleaning twice changes nothing."""
        for line in document.lines:
            places = line.text.split("|") if len(line.text) <= _LONGEST else []
            if len(places) >= 3 and all(map(_PLACE.fullmatch, places)):
                yield Proposal(
                    line.start,
                    line.end,
                    category="navigation",
                    filter=self.name,
                    rule="gazette.weather",
                    reason="a strip of places and temperatures",
                )
