"""Comment furniture that shows only in its surroundings."""

from __future__ import annotations

from collections.abc import Iterable

from cleanscrape.document import Document, looks_like_sentence
from cleanscrape.filters.base import LookingFilter, propose_line
from cleanscrape.log import Proposal


class CommentsFilter(LookingFilter):
    """Counters, forms, moderation notes."""

    def look_around(self, document: Document) -> Iterable[Proposal]:
        """A lone number as the very last line, after a sentence, counts comments.

        Not wider: further up it may be a heading, a score, a step.
        """
        lines = document.lines
        if len(lines) < 4 or not (lines[-1].text.isascii() and lines[-1].text.isdigit()):
            return
        if len(lines[-1].text) <= 5 and looks_like_sentence(lines[-2].text):
            yield propose_line(
                lines[-1],
                "comments",
                "any.comments.count-at-end",
                "a lone number ends the text",
            )
