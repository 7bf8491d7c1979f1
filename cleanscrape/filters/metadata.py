"""Headlines, bylines, dates, captions, biographies: cut only when asked (``metadata="drop"``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cleanscrape.document import Document, Line, looks_like_sentence
from cleanscrape.filters.base import LookingFilter, propose_line
from cleanscrape.log import Proposal
from cleanscrape.matching.fold import reading
from cleanscrape.matching.lexicon import Words, words
from cleanscrape.matching.markup import has_markup, visible
from cleanscrape.matching.pattern import UnicodePattern

_HEAD = 12
"""Lines among which a headline is looked for: extractors put it on top, at times after labels."""
_MOST_HEADLINES = 3
_HUNG_ON = UnicodePattern(r"\s[|–—·•»:-]{1,2}\s|:\s")
_TAIL = 6
"""Lines at the end of a text among which a biography of its author stands."""
_LAST = 3
"""Lines at the very end, where guest authors are introduced by what they do otherwise."""
_END = 15
"""Lines at the end of a text among which somebody's career is told."""
_FEWEST, _CAREER = 40, 80
"""Characters of a biography at least, and of one that tells a career."""
_ROLE = 160
"""Characters in which a biography says what its subject is."""
_NAME = UnicodePattern(
    r"\(?(?:About the author:? )?(?:Dr\.? |Prof\.? |Mr\.? |Ms\.? |Mrs\.? )?"
    r"(?<name>\p{Lu}[\w'’.-]{1,20}(?: \p{Lu}[\w'’.-]{0,20}){0,3})"
    r"(?:(?:, (?!who |which |by )| \()[\w.,&@' -]{1,60}\)?,?)? "
    r"(?:is|was|has|writes|covers|works|worked|holds|lives|serves|joined|founded|co-founded|leads"
    r"|led|brings|oversees|manages|earned|received|graduated|spent|began|started|focuses"
    r"|speciali[sz]es|enjoys|loves|teaches|runs|hosts|heads)\b"
)


class MetadataFilter(LookingFilter):
    """Headline, byline, date line, caption, agency credits, author biographies.

    Of an embedded post only the placeholder goes: its text and signature are quoted body, as
    annotators see it.
    """

    def propose(self, document: Document) -> Sequence[Proposal]:
        """Nothing unless the caller asked to drop metadata."""
        return super().propose(document) if document.options.metadata == "drop" else ()

    def look_around(self, document: Document) -> Iterable[Proposal]:
        """The headline, if `title` names it, and who wrote the article, below it."""
        if document.options.title:
            yield from _headline(document, document.options.title)
        yield from _biographies(document, words(self.rules.lexicons))


def _headline(document: Document, title: str) -> Iterable[Proposal]:
    """Lines on top that say what `title` says, up to the site's name at its end.

    The first lines may also say it in part in other words, as a page's title and its headline
    do. Never the first short line for being first: cut once, the standfirst would be the next.
    """
    wanted = _words(title)
    leading = _leading_parts(title)
    found = [
        line for line in document.lines[: 4 * _HEAD]
        if len(line.text) <= 3 * len(title) + 40 and _is_headline(line, wanted, leading)
    ]  # fmt: skip
    # one that stands there again and again is a caption or a section, and stays
    if found and found[0].index < _HEAD and len(found) <= _MOST_HEADLINES:
        yield propose_line(
            found[0], "metadata", "any.metadata.headline", "the headline, as title= says"
        )


def _is_headline(line: Line, wanted: list[str], leading: list[list[str]]) -> bool:
    said = _words(visible(line.text).text if has_markup(line.text) else line.text)
    alike = line.index < 2 and not line.text.endswith(".") and _resembles(said, wanted)
    return alike or said == wanted or (len(said) >= 3 and said in leading)


def _words(text: str) -> list[str]:
    return re.findall(r"\w{1,60}", reading(text))


def _leading_parts(title: str) -> list[list[str]]:
    """The words of a title, whole and without what a site hangs on behind it."""
    cuts = [found.start() for found in _HUNG_ON.finditer(title)]
    return [_words(title[:end]) for end in (*cuts, len(title))]


def _resembles(said: list[str], wanted: list[str]) -> bool:
    """Whether most words of the shorter are in the longer; a quarter may differ."""
    one, two = set(said), set(wanted)
    fewest = min(len(one), len(two))
    return fewest >= 5 and len(one & two) >= 0.75 * fewest and len(said) <= 2 * len(wanted)


def _biographies(document: Document, words: Words) -> Iterable[Proposal]:
    """Lines below the article that introduce somebody whom it does not mention: its author.

    Whom the article is about it names more than once, or quotes; and an expert whom its last
    lines introduce is seldom called a writer. What somebody otherwise is counts in the last lines
    alone, said at once of today. Not wider: "X is a comedian. His audience ..." may be the article
    itself.
    """
    lines = document.lines
    others = list(lines[: max(1, len(lines) // 2, len(lines) - _END)])
    for line in lines[len(others) :]:
        if _introduces(line, len(lines) - line.index, others, words):
            yield propose_line(
                line, "metadata", "any.metadata.biography", "introduces somebody below the article"
            )
        else:
            others.append(line)


def _introduces(line: Line, left: int, others: Sequence[Line], words: Words) -> bool:
    """Whether a line introduces somebody whom other lines do not mention; so many are left."""
    opening = _NAME.match(line.text)
    if not opening or len(line.text) < _FEWEST:
        return False
    said = reading(line.text)
    if words.reports(said) or _stands_in(opening["name"].split()[-1], others):
        return False
    if " " not in opening["name"] and not words.names_person(said):
        return False  # "Flatliner is a handy code editor"
    if left <= _TAIL and words.names_author(said[:_ROLE]):
        return True
    if left <= _LAST and opening[0].endswith(" is") and _has_role(said[:_ROLE], words):
        return True
    return len(line.text) >= _CAREER and words.tells_career(said)


def _has_role(said: str, words: Words) -> bool:
    return words.names_role(said) and "former" not in said


def _stands_in(name: str, lines: Iterable[Line]) -> bool:
    """Whether a sentence names somebody; a byline is no sentence."""
    return any(name in line.text for line in lines if looks_like_sentence(line.text))
