"""Headlines, bylines, dates, captions, embeds: cut only when asked (``metadata="drop"``)."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from cleanscrape.document import Document
from cleanscrape.filters.base import RuleFilter, propose_line
from cleanscrape.log import Proposal
from cleanscrape.matching.fold import reading
from cleanscrape.matching.markup import has_markup, visible

_HEAD = 12
"""Lines among which a headline is looked for: extractors put it on top, at times after labels."""
_HUNG_ON = regex.compile(r"\s[|–—·•»:-]{1,2}\s|:\s")


class MetadataFilter(RuleFilter):
    """Headline, byline, date line, caption, embed, agency credits, author biographies."""

    def propose(self, document: Document) -> Iterable[Proposal]:
        """Nothing unless the caller asked to drop metadata."""
        if document.options.metadata == "drop":
            yield from super().propose(document)

    def look_around(self, document: Document) -> Iterable[Proposal]:
        """The headline, if `title` names it."""
        if document.options.title:
            yield from _headline(document, document.options.title)


def _headline(document: Document, title: str) -> Iterable[Proposal]:
    """Lines on top that say what `title` says, up to the site's name at its end.

    The first lines may also say it in part in other words, as a page's title and its headline
    do. Never the first short line for being first: cut once, the standfirst would be the next.
    """
    wanted = _words(title)
    leading = _leading_parts(title)
    for line in document.lines[:_HEAD]:
        if len(line.text) > 3 * len(title) + 40:
            continue
        said = _words(visible(line.text).text if has_markup(line.text) else line.text)
        alike = line.index < 2 and not line.text.endswith(".") and _resembles(said, wanted)
        if alike or (len(said) >= 3 and said in leading):
            yield propose_line(
                line, "metadata", "any.metadata.headline", "the headline, as title= says"
            )
            return


def _words(text: str) -> list[str]:
    return regex.findall(r"\w{1,60}", reading(text))


def _leading_parts(title: str) -> list[list[str]]:
    """The words of a title, whole and without what a site hangs on behind it."""
    cuts = [found.start() for found in _HUNG_ON.finditer(title)]
    return [_words(title[:end]) for end in (*cuts, len(title))]


def _resembles(said: list[str], wanted: list[str]) -> bool:
    """Whether most words of the shorter are in the longer; a quarter may differ."""
    one, two = set(said), set(wanted)
    fewest = min(len(one), len(two))
    return fewest >= 5 and len(one & two) >= 0.75 * fewest and len(said) <= 2 * len(wanted)
