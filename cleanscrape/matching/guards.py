"""Vetoes: what a rule may want, and an article needs.

A guard looks at one proposal in its surroundings and gives a reason to spare it, or None.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from cleanscrape.document import Document, Line, width
from cleanscrape.lines import starts_of, windows
from cleanscrape.log import Proposal
from cleanscrape.matching.fold import reading
from cleanscrape.matching.lexicon import Words
from cleanscrape.matching.pattern import Pattern
from cleanscrape.pipeline import Verdict

_QUOTES = ('"', "“", "„", "«", "‟", "「", "『")
_MARK = Pattern('["“”„«»「」『』]')
_BUTTON = Pattern("[「『][^「」『』。！？]{1,15}[」』](?:を|の?ボタン|のリンク|按鈕|按钮|버튼)")
"""A button's name in corner quotes: what follows handles a thing; と or 說 would report speech."""
_SAID = Pattern('["“”„「『][^"“”„「」『』]{1,45}["”“」』][.!?。]?')
"""A line that is one quotation. Not with guillemets: « Previous | Next » is none."""
_SPEECH = ("– ", "— ", "― ")
"""How a line of speech begins in most of Europe; bullets of menus are rarely so wide."""
_ABOUT = 3
"""Mentions of a topic, outside all proposals, that make an article one about it."""
_LINE_MODEL = "any.residue.line-model"
_LABEL = 45
"""Characters under which a whole line is a label rather than speech."""


class Guards:
    """The judge that applies the guards to every proposal, but for the line model's in a page."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def __call__(self, document: Document, proposals: Sequence[Proposal]) -> Verdict:
        """Split proposals into those that stand and those that a guard spares."""
        lines = document.lines
        starts = starts_of(lines)
        accepted, spared = [], []
        for item in proposals:
            line = lines[max(0, bisect_right(starts, item.start) - 1)]
            veto = self._veto(document, line, item, proposals)
            if veto:
                spared.append((item, *veto))
            else:
                accepted.append(item)
        return Verdict(tuple(accepted), tuple(spared))

    def _veto(
        self, document: Document, line: Line, item: Proposal, proposals: Sequence[Proposal]
    ) -> tuple[str, str] | None:
        if item.tier == "note":
            return "note", "the rule only logs"
        whole = item.start <= line.start and item.end >= line.end
        if whole and item.end - item.start < _LABEL and width(line.text) < _LABEL:
            said = item.category != "metadata" and _SAID.fullmatch(line.text)
            return ("quote", "the line is a quotation") if said else None
        if item.category == "metadata":
            return None
        if item.rule == _LINE_MODEL and document.kind == "page":
            return None  # the model has read the line among its neighbours; teasers quote, too
        if quoted(document, line, item):
            return "quote", "it stands inside quoted speech"
        if item.category == "related":  # a headline may attribute
            return None
        if self.words.of(item.rule).reports(reading(document.text[item.start : item.end])):
            return "report", "the sentence attributes what it says to somebody"
        if item.about and self._about(document, line, item, proposals):
            return "topic", f"the article is about {item.about}"
        return None

    def _about(
        self, document: Document, line: Line, item: Proposal, proposals: Sequence[Proposal]
    ) -> bool:
        """Whether the article treats the topic of a rule; whole lines that are sure still go."""
        whole = item.start <= line.start and item.end >= line.end
        if whole and item.tier == "sure":
            return False
        key = ("about", item.about, item.rule.partition(".")[0])
        if key not in document.memo:
            inside = [
                document.text[p.start : p.end].lower() for p in proposals if p.about == item.about
            ]
            words = self.words.of(item.rule).topic(item.about)
            mentions = -sum(part.count(w) for part in inside for w in words)
            for _, low, high in windows(document.text, document.lines):
                text = document.text[low:high].lower()  # which takes twelve bytes a character
                mentions += sum(map(text.count, words))
            document.memo[key] = mentions >= _ABOUT
        return bool(document.memo[key])


def quoted(document: Document, line: Line, item: Proposal) -> bool:
    """Whether a proposal begins with, or inside, a quotation of its line."""
    text, start = document.text, item.start
    if line.text.startswith(_SPEECH):
        return True
    if text.startswith(_QUOTES, start) and not _BUTTON.match(text, start):
        return True
    key = ("quotes", line.start)
    if key not in document.memo:
        document.memo[key] = _quotations(line.text)
    places, opened = document.memo[key]
    before = bisect_left(places, item.start - line.start)
    return bool(before and opened[before - 1])


def _quotations(text: str) -> tuple[list[int], list[bool]]:
    """Where quotation marks stand in a line, and whether a quotation is open after each.

    >>> _quotations("«a» „b“ c")
    ([0, 2, 4, 6], [True, False, True, False])
    """
    straight = curly = low = angle = inward = corner = False
    places, opened = [], []
    for mark in _MARK.finditer(text):
        char = mark.group()
        begins = not text[max(0, mark.start() - 1) : mark.start()].strip().strip("(")
        if char == '"':
            straight = not straight
        elif char == "„":
            low = True
        elif char == "“":
            curly, low = not low, False
        elif char == "”":  # in Swedish and Finnish it opens, too
            curly, low = begins and not (curly or low), False
        elif char in "「『」』":
            corner = char in "「『"
        elif char == "«":
            angle, inward = not inward, False
        else:  # » opens in German and Danish, where no space is behind it; else it is an arrow
            inward = begins and not angle and bool(text[mark.end() : mark.end() + 1].strip())
            angle = False
        places.append(mark.start())
        opened.append(straight or curly or low or angle or inward or corner)
    return places, opened
