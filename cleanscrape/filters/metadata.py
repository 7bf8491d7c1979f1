"""Headlines, bylines, dates, captions, embeds: cut only when asked (``metadata="drop"``)."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from cleanscrape.document import Document, Line
from cleanscrape.filters.base import RuleFilter, propose_line
from cleanscrape.log import Proposal
from cleanscrape.matching.fold import reading
from cleanscrape.matching.markup import has_markup, visible

_HEAD = 12
"""Lines among which a headline is looked for: extractors put it on top, at times after labels."""
_SIGNATURE = regex.compile(r"\A[—–-]{1,2} ?[^()]{1,60} \(@\w{1,20}\),? \p{L}{3,12} \d{1,2}, \d{4}")


class MetadataFilter(RuleFilter):
    """Headline, byline, date line, caption, embed, agency credits, author biographies."""

    def propose(self, document: Document) -> Iterable[Proposal]:
        """Nothing unless the caller asked to drop metadata."""
        if document.options.metadata == "drop":
            yield from super().propose(document)

    def look_around(self, document: Document) -> Iterable[Proposal]:
        """The headline, if `title` names it, and embedded posts."""
        if document.options.title:
            yield from _headline(document, document.options.title)
        yield from _embeds(document)


def _headline(document: Document, title: str) -> Iterable[Proposal]:
    """Lines on top that say what `title` says, up to the site's name at its end.

    Never the first short line for being first: cut once, the standfirst would be the next.
    """
    wanted = _words(title)
    for line in document.lines[:_HEAD]:
        said = _words(visible(line.text).text if has_markup(line.text) else line.text)
        if len(said) >= 3 and _same_headline(said, wanted):
            yield propose_line(
                line, "metadata", "any.metadata.headline", "the headline, as title= says"
            )


def _words(text: str) -> list[str]:
    return regex.findall(r"\w{1,60}", reading(text))


def _same_headline(said: list[str], wanted: list[str]) -> bool:
    if said == wanted:
        return True
    return len(said) >= 4 and wanted[: len(said)] == said and len(wanted) - len(said) <= 6


def _embeds(document: Document) -> Iterable[Proposal]:
    """An embedded post: its signature line, and the line above, which is the post."""
    lines = document.lines
    for line in lines:
        if line.text[0] not in "—–-" or not _SIGNATURE.match(line.text):
            continue
        post: list[Line] = lines[max(0, line.index - 1) : line.index]
        for part in (*post, line):
            yield propose_line(part, "metadata", "any.metadata.embed", "an embedded post")
