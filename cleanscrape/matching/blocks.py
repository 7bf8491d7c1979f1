"""Neighbours: which likely lines go because of what stands beside them.

An appeal is a block: heading, body and button go together. `Blocks` is the judge that promotes
``likely`` proposals, fills the gaps inside an appeal, and takes along what a removed heading
introduces and the heading that a removed body leaves behind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from cleanscrape.document import Document, Line, looks_like_sentence, word_count
from cleanscrape.log import Proposal
from cleanscrape.matching.fold import reading
from cleanscrape.matching.lexicon import Words
from cleanscrape.matching.pattern import UnicodePattern
from cleanscrape.matching.sentences import sentences
from cleanscrape.pipeline import Verdict

APPEALS = frozenset({"newsletter", "donation", "paywall", "advertisement", "share", "cookie"})
"""Categories whose notices have several lines that belong together."""
_LISTING = frozenset({"related"})
"""Categories in which every heading that ends in a colon introduces a list of links."""
_HEADED = frozenset({"newsletter", "donation", "paywall"})
"""Categories whose boxes carry the name of what they offer as a heading."""
_GAP = 4
"""Most lines that an appeal's gap may hold; a guess on the careful side."""
_REMNANT = 3
"""Most words that a cut sentence may leave at a line's end and take along."""
_LISTED = 12
"""Most lines that a removed heading may take along."""
_ENDS = (".", "!", "?", "…", '."', ".”", "?”", "。", "！", "？", "؟", "।", "۔")
_QUOTING = frozenset('"“”„«»')
_BULLET = UnicodePattern(r"\A(?:[-*•·▪◦‣–—>»]|\d{1,2}[.)])\s")
_CAPITALISED = UnicodePattern(r"\b\p{Lu}\p{Ll}{2,30}\b")


class Blocks:
    """The judge that decides by neighbours.

    Parameters
    ----------
    words:
        The lexicons: a line between two cut lines must speak like an appeal to go with them.
    introduces:
        Tells of a rule's id whether its lines are headings of lists.
    """

    def __init__(self, words: Words, introduces: Callable[[str], bool]) -> None:
        self.words = words
        self.introduces = introduces

    def __call__(self, document: Document, proposals: Sequence[Proposal]) -> Verdict:
        """Decide which proposals are cut, and add the lines that belong to them."""
        return _Block(self, document, proposals).verdict()


@dataclass
class _Block:
    """One document's lines, with what is proposed for each and what is decided."""

    judge: Blocks
    document: Document
    proposals: Sequence[Proposal]
    cut: dict[int, Proposal] = field(default_factory=dict)
    """Lines that go whole, by index."""
    maybe: dict[int, Proposal] = field(default_factory=dict)
    """Whole lines that are likely, by index."""
    parts: dict[int, list[Proposal]] = field(default_factory=dict)
    """Proposals for a part of a line, by index of the line."""

    def verdict(self) -> Verdict:
        self._place()
        if self.document.options.level != "careful":
            self._promote_parts()
            self._spread()
            self._introduced()
            self._complete()
            self._fill()
            self._orphans()
            self._spread()
        whole = self.cut
        sure = [p for i, ps in self.parts.items() if i not in whole for p in ps if self._goes(p)]
        spared = [
            (p, "context", "nothing beside it says the same") for i, p in self.maybe.items()
            if i not in whole
        ]  # fmt: skip
        spared += [
            (p, "context", "nothing beside it says the same") for i, ps in self.parts.items()
            if i not in whole for p in ps if not self._goes(p)
        ]  # fmt: skip
        return Verdict((*whole.values(), *sure), tuple(spared))

    def _goes(self, item: Proposal) -> bool:
        level = self.document.options.level
        return item.tier == "sure" or (item.tier == "likely" and level == "eager")

    def _place(self) -> None:
        """Sort proposals by the line that they lie in."""
        lines = self.document.lines
        at = 0
        for item in sorted(self.proposals, key=lambda p: (p.start, -p.end)):
            while at + 1 < len(lines) and lines[at].end <= item.start:
                at += 1
            if item.start <= lines[at].start and item.end >= lines[at].end:
                goes = self._goes(item)
                if item.end > lines[at].end:
                    self.parts.setdefault(at, []).append(item)
                elif goes and at not in self.cut:
                    self.cut[at] = item
                elif not goes:
                    self.maybe.setdefault(at, item)
            else:
                self.parts.setdefault(at, []).append(item)

    def _promote_parts(self) -> None:
        """A likely sentence goes beside a sure one."""
        for items in self.parts.values():
            items.sort(key=lambda p: p.start)
            for i, item in enumerate(items):
                if item.tier != "likely":
                    continue
                near = [*items[max(0, i - 1) : i], *items[i + 1 : i + 2]]
                if any(n.tier == "sure" and self._touch(n, item) for n in near):
                    items[i] = replace(item, tier="sure", evidence=(*item.evidence, "beside a cut"))

    def _touch(self, one: Proposal, two: Proposal) -> bool:
        low, high = min(one.end, two.end), max(one.start, two.start)
        return high - low < 4

    def _spread(self) -> None:
        """Likely lines go beside a cut line, beside each other, or at an edge of the text."""
        waiting = sorted(i for i in self.maybe if i not in self.cut)
        # support comes from the next line on either side: one pass each way carries it all
        for index in (*waiting, *reversed(waiting)):
            why = "" if index in self.cut else self._support(index)
            if why:
                item = self.maybe[index]
                self.cut[index] = replace(item, evidence=(*item.evidence, why))

    def _support(self, index: int) -> str:
        for other in (index - 1, index + 1):
            if self._gone(other):
                return "beside a cut"
            if other in self.maybe and self._differ(index, other):
                return "beside another likely line"
        if index >= len(self.document.lines) - 1:
            return "last line"
        return "first line" if index == 0 else ""

    def _differ(self, one: int, two: int) -> bool:
        """Whether two likely lines are two reasons: of two rules, or two share buttons."""
        if self.maybe[one].rule != self.maybe[two].rule:
            return True
        lines = self.document.lines
        return self.maybe[one].category == "share" and lines[one].text != lines[two].text

    def _gone(self, index: int) -> bool:
        """Whether the line goes whole; an end of the text is no cut."""
        if index in self.cut:
            return True
        if index not in self.parts:
            return False
        line = self.document.lines[index]
        at = line.start
        for item in self.parts[index]:
            if not self._goes(item) or item.start - at > 3:
                return False
            at = max(at, item.end)
        return line.end - at <= 3

    def _complete(self) -> None:
        """A line of which an appeal's sentence goes, goes whole if the rest appeals as well.

        The appeal must be most of the line, or the line stand beside a cut one. Whatever went,
        a few words that it leaves behind at the end go with it ("Become one.").
        """
        lines = self.document.lines
        for index in sorted(i for i in self.parts if i not in self.cut):
            sure = [p for p in self.parts[index] if self._goes(p)]
            line = lines[index]
            if not sure:
                continue
            if self._leaves_remnant(line, sure):
                self._take(line, sure[0], "a few words would be left", "what is left of a cut line")
            if sure[0].category not in _HEADED:
                continue
            gone = sum(p.end - p.start for p in sure)
            if 2 * gone < len(line.text) and not (self._gone(index - 1) or self._gone(index + 1)):
                continue
            rest = self._rest(line, sure)
            if rest and all(self._pitch(part, sure[0], worded=True) for part in rest):
                self._take(line, sure[0], "the rest of the line appeals too", "a line of an appeal")

    def _leaves_remnant(self, line: Line, sure: Sequence[Proposal]) -> bool:
        """Whether whole sentences go from the line's start and a few words stay at its end."""
        gone, left = line.text[: sure[-1].end - line.start], line.text[sure[-1].end - line.start :]
        return (
            sure[0].start == line.start
            and word_count(gone) > _REMNANT >= word_count(left)
            and gone.endswith(_ENDS)
        )

    def _rest(self, line: Line, gone: Sequence[Proposal]) -> list[str]:
        """The sentences of a line that do not go."""
        spans = sorted((p.start - line.start, p.end - line.start) for p in gone)
        rest = []
        at = reached = 0
        for start, end in sentences(line.text):
            while at < len(spans) and spans[at][0] < end:
                reached = max(reached, spans[at][1])
                at += 1
            if reached <= start:
                rest.append(line.text[start:end])
        return rest

    def _fill(self) -> None:
        """Between two cut lines of one appeal, what speaks like an appeal goes too."""
        lines = self.document.lines
        gone = {i for i in {*self.cut, *self.parts} if self._gone(i)}
        anchors = sorted(gone | {i for i, p in self.maybe.items() if p.category in _HEADED})
        for low, high in pairwise(anchors):
            if not 1 < high - low <= _GAP + 1 or not {low, high} & gone:
                continue
            first, last = self._owner(low), self._owner(high)
            if first.category not in APPEALS or last.category not in APPEALS:
                continue
            if first.category == last.category == "advertisement":
                continue  # "Advertisement" stands between paragraphs: what it encloses is body
            gap = lines[low + 1 : high]
            worded = sum(self._pitch(line.text, first, worded=True) for line in gap)
            # a line that is only likely is a weaker end: then every line must speak of the appeal
            fewest = len(gap) / 2 if {low, high} <= gone else len(gap)
            if worded >= fewest and all(self._pitch(line.text, first) for line in gap):
                for line in gap:
                    self._take(
                        line, first, "between two lines of an appeal", "stands inside an appeal"
                    )

    def _owner(self, index: int) -> Proposal:
        if index in self.cut:
            return self.cut[index]
        return self.parts[index][0] if index in self.parts else self.maybe[index]

    def _pitch(self, text: str, owner: Proposal, *, worded: bool = False) -> bool:
        """Whether a line or sentence speaks like an appeal: in its words, or at least as "we"."""
        said = reading(text)
        words = self.judge.words.of(owner.rule)
        if not _QUOTING.isdisjoint(text) or words.reports(said):
            return False
        return words.pitches(said) or (not worded and words.addresses(said))

    def _introduced(self) -> None:
        """What a removed heading introduces goes with it."""
        lines = self.document.lines
        # above the first sentence stand headline and byline: nothing there introduces a list
        body = next((line.index for line in lines if looks_like_sentence(line.text)), 0)
        for index in sorted(i for i in self.cut if i > body):
            item = self.cut[index]
            colon = lines[index].text.rstrip("*_ ").endswith((":", "："))
            listing = colon and item.category in _LISTING
            if not (listing or self.judge.introduces(item.rule)):
                continue
            for line in self._list_after(index, colon):
                self._take(
                    line, item, "introduced by a cut heading", "listed under a heading that goes"
                )

    def _list_after(self, index: int, colon: bool) -> list[Line]:
        """The lines that a heading introduces: bullets, or short lines that are no sentence."""
        lines = self.document.lines
        listed: list[Line] = []
        after = index + 1
        bullets = after < len(lines) and _BULLET.match(lines[after].text) is not None
        while after < len(lines) and len(listed) < _LISTED:
            line = lines[after]
            if bullets != (_BULLET.match(line.text) is not None):
                break
            if line.text.rstrip("*_ )").endswith(_ENDS) or len(line.text) > 160:
                break
            if not bullets and after + 1 < len(lines) and lines[after + 1].text[0].islower():
                break  # running text whose lines were broken
            if after not in self.cut:
                listed.append(line)
            after += 1
        at_end = after >= len(lines)
        if bullets or at_end or not listed:
            return listed
        # the last short line before the body goes on may be a heading of the article
        return listed[:1] if len(listed) == 1 and colon else listed[:-1]

    def _orphans(self) -> None:
        """A short line that names what the cut line below it offers is the appeal's heading."""
        lines = self.document.lines
        for index in sorted(i for i in {*self.cut, *self.parts} if self._gone(i)):
            above = index - 1
            if above < 0 or self._gone(above) or self._owner(index).category not in _HEADED:
                continue
            line = lines[above]
            if len(line.text) > 70 or line.text.endswith(_ENDS) or looks_like_sentence(line.text):
                continue
            names = set(_CAPITALISED.findall(line.text))
            shared = names & set(_CAPITALISED.findall(lines[index].text)[1:])
            if len(shared) >= 2:
                self._take(
                    line,
                    self._owner(index),
                    "names what the cut offers",
                    "the heading of what goes",
                )

    def _take(self, line: Line, owner: Proposal, evidence: str, why: str) -> None:
        if self._gone(line.index):
            return
        self.cut[line.index] = Proposal(
            line.start,
            line.end,
            owner.category,
            owner.filter,
            owner.rule,
            why,
            "likely",
            (evidence,),
            0.8,
        )
