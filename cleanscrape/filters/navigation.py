"""Navigation that shows only in its surroundings: labels and titles that recur, menus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from cleanscrape.document import Document, Line, looks_like_sentence
from cleanscrape.filters.base import RuleFilter, propose_line
from cleanscrape.log import Proposal

_LABEL_WORDS = 3
_TITLE_WORDS = 4
_MENU_LINES = 6
"""Fewest lines of a menu: lists inside articles are introduced by a sentence, menus are not."""


class NavigationFilter(RuleFilter):
    """Menus, breadcrumbs, section labels, skip links, tag lists, pagination."""

    def look_around(self, document: Document) -> Iterable[Proposal]:
        """Labels and titles that stand alone and recur; in a page, menus at its ends."""
        lines = document.lines
        head = next((i for i, line in enumerate(lines) if looks_like_sentence(line.text)), 0)
        if head:
            yield from _repeated_labels(lines, head)
            yield from _repeated_title(lines)
        if document.kind == "page":
            yield from _menus(lines)


def _repeated_labels(lines: Sequence[Line], head: int) -> Iterable[Proposal]:
    """A label such as a section's name, above the text and once more.

    Not wider: inside an article short lines recur with meaning ("Pros", a speaker's name).
    """
    labels = {line.text for line in lines[:head] if _is_label(line.text)}
    if not labels:
        return
    places = [line for line in lines if line.text in labels]
    counts = Counter(line.text for line in places)
    for line in places:
        # more than three times it structures the text: a speaker, a column of a table
        if 2 <= counts[line.text] <= 3:
            yield propose_line(
                line,
                "navigation",
                "any.navigation.repeated-label",
                "a short label above the text recurs",
                evidence=(f"{counts[line.text]} times",),
            )


def _is_label(text: str) -> bool:
    words = text.split()
    return (
        len(text) <= 30
        and len(words) <= _LABEL_WORDS
        and text[0].isupper()
        and all(word[0].isalpha() or word == "&" for word in words)
        and text[-1].isalpha()
    )


def _repeated_title(lines: Sequence[Line]) -> Iterable[Proposal]:
    """The first line once more, next to itself or as the last line: a page repeats its title."""
    title = lines[0].text
    if len(title.split()) < _TITLE_WORDS or title.endswith((".", ":", ",")):
        return
    for line in (*lines[1:4], lines[-1]) if len(lines) > 4 else lines[1:]:
        if line.text == title:
            yield propose_line(
                line,
                "navigation",
                "any.navigation.repeated-title",
                "the text's first line stands here again",
            )


def _menus(lines: Sequence[Line]) -> Iterable[Proposal]:
    """Runs of short capitalised lines before the first sentence and after the last."""
    sentences = [line.index for line in lines if looks_like_sentence(line.text)]
    if not sentences:
        return
    for outside in (lines[: sentences[0]], lines[sentences[-1] + 1 :]):
        for is_item, group in groupby(outside, key=lambda line: _is_item(line.text)):
            run = list(group)
            if is_item and len(run) >= _MENU_LINES:
                for line in run:
                    yield propose_line(
                        line,
                        "navigation",
                        "any.navigation.menu",
                        "one of many short lines outside the text",
                        evidence=(f"{len(run)} lines",),
                    )


def _is_item(text: str) -> bool:
    return len(text) <= 32 and text.count(" ") <= 3 and text[-1] not in ".!?:,;…\"”)"
