"""Navigation that shows only in its surroundings: labels and titles that recur, menus."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from cleanscrape.document import Document, Line
from cleanscrape.filters.base import LookingFilter, propose_line
from cleanscrape.log import Proposal

_LABEL_WORDS = 3
_TITLE_WORDS = 4
_HEAD = 12
"""Lines in which a section's label recurs: above the headline and again above the text."""
_MANY = (None,) * 3
"""A label that stands there so often is no section's."""
_MENU_LINES = 5
_MENU_CATEGORIES = ("navigation", "legal", "share", "paywall")
_KNOWN = {"page": 2, "article": 3}
"""Lines of a menu that must be known labels; an extractor leaves fewer menus than a page has."""


class NavigationFilter(LookingFilter):
    """Menus, breadcrumbs, section labels, skip links, tag lists, pagination."""

    def look_around(self, document: Document) -> Iterable[Proposal]:
        """Labels and titles that stand alone and recur; menus."""
        lines = document.lines
        if len(lines) > 2:
            yield from self._repeated_label(document)
            yield from _repeated_title(lines)
            yield from self._menus(document)

    def _repeated_label(self, document: Document) -> Iterable[Proposal]:
        """A section's name on top of the text that stands there once more.

        Not wider: inside an article short lines recur with meaning ("Pros", a speaker's name).
        """
        lines = document.lines
        if not any(_is_label(line.text) for line in lines[:2]):
            return
        known = {p.start for ps in self.rules.proposals(document).values() for p in ps}
        places: dict[str, list[Line]] = {
            line.text: [] for line in lines[: 4 * _HEAD] if _is_label(line.text)
        }
        for line in lines:
            if len(places.get(line.text, _MANY)) < len(_MANY):
                places[line.text].append(line)
        gone, others = 0, 2
        for top in lines:
            same = places.get(top.text, [])
            recurs = len(same) == 2 and same[0] == top and same[1].index - gone < _HEAD
            if recurs and top.start not in known:
                # labels of one menu go in one round: what they leave decides the same again
                gone += 1
                for line in same:
                    yield propose_line(
                        line,
                        "navigation",
                        "any.navigation.repeated-label",
                        "a short label on top of the text recurs",
                    )
                continue
            others -= 1
            if not others:
                break

    def _menus(self, document: Document) -> Iterable[Proposal]:
        """Runs of short lines of which some are labels that menus have.

        Not wider: runs of short lines are lists, tables and scores in many an article.
        """
        found = self.rules.proposals(document)
        others = {p.start for c, ps in found.items() if c != self.name for p in ps}
        labels = [p for c in _MENU_CATEGORIES for p in found.get(c, ())]
        if len(labels) < _KNOWN[document.kind]:
            return
        starts = {p.start for p in labels}
        for is_item, group in groupby(document.lines, key=lambda line: _is_item(line.text)):
            run = list(group) if is_item else ()
            known = len({line.text for line in run if line.start in starts})
            if len(run) >= _MENU_LINES and known >= _KNOWN[document.kind]:
                # what another rule knows keeps its name: it goes as the neighbour of a cut
                for line in (line for line in run if line.start not in others):
                    yield propose_line(
                        line,
                        "navigation",
                        "any.navigation.menu",
                        "one of many short lines with menu labels among them",
                        evidence=(f"{len(run)} lines, {known} known labels",),
                    )


def _is_label(text: str) -> bool:
    if len(text) > 30:  # most lines, of which the words need not be told apart
        return False
    words = text.split()
    return (
        len(words) <= _LABEL_WORDS
        and text[0].isupper()
        and all(word[0].isalpha() or word == "&" for word in words)
        and text[-1].isalpha()
    )


def _repeated_title(lines: Sequence[Line]) -> Iterable[Proposal]:
    """The first line once more, next to itself or as the last line: a page repeats its title."""
    title = lines[0].text
    if title.endswith((".", ":", ",")) or len(title.split()) < _TITLE_WORDS:
        return
    for line in (*lines[1:4], lines[-1]) if len(lines) > 4 else lines[1:]:
        if line.text == title:
            yield propose_line(
                line,
                "navigation",
                "any.navigation.repeated-title",
                "the text's first line stands here again",
            )


def _is_item(text: str) -> bool:
    return len(text) <= 32 and text.count(" ") <= 3 and text[-1] not in '.!?:,;…"”)'
