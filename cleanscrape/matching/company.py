"""Company: what goes because of what it stands beside, though no rule wants it.

The list under a heading that goes, the rest of a line of an appeal, what stands between two lines
of an appeal, and the heading that a removed body leaves behind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from cleanscrape.document import Line, looks_like_sentence, word_count
from cleanscrape.log import Proposal
from cleanscrape.matching.block import Block
from cleanscrape.matching.pattern import UnicodePattern
from cleanscrape.matching.sentences import sentences

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
_LISTED, _LOOKED = 12, 36
"""Most lines that a removed heading may take along, and that are looked at: others want some."""
_ENDS = (".", "!", "?", "…", '."', ".”", "?”", "。", "！", "？", "؟", "।", "۔")
_CLOCK = UnicodePattern(r"\W{0,4}\d{1,2}\s?[h:.]\s?\d{2}\b")
_BULLET = UnicodePattern(r"\A(?:[-*•·▪◦‣–—>»]|\d{1,2}[.)])\s")
_CAPITALISED = UnicodePattern(r"\b\p{Lu}\p{Ll}{2,30}\b")


def introduced(block: Block, introduces: Callable[[str], bool]) -> None:
    """What a removed heading introduces goes with it."""
    lines = block.document.lines
    # above the first sentence stand headline and byline: nothing there introduces a list
    body = next((line.index for line in lines if looks_like_sentence(line.text)), 0)
    for index in sorted(i for i in block.cut if i > body):
        item = block.cut[index]
        colon = lines[index].text.rstrip("*_ ").endswith((":", "："))
        listing = colon and item.category in _LISTING
        if item.category == "comments" or not (listing or introduces(item.rule)):
            continue
        for line in _list_after(block, index, colon):
            block.take(
                line, item, "introduced by a cut heading", "listed under a heading that goes"
            )


def _list_after(block: Block, index: int, colon: bool) -> list[Line]:
    """The lines that a heading introduces: bullets, or short lines that are no sentence."""
    lines = block.document.lines
    listed: list[Line] = []
    after = index + 1
    bullets = after < len(lines) and _BULLET.match(lines[after].text) is not None
    while after < min(len(lines), index + _LOOKED) and len(listed) < _LISTED:
        line = lines[after]
        if bullets != (_BULLET.match(line.text) is not None):
            break
        if line.text.rstrip("*_ )").endswith(_ENDS) or len(line.text) > 160:
            break
        if not bullets and after + 1 < len(lines) and lines[after + 1].text[0].islower():
            break  # running text whose lines were broken
        if not bullets and _goes_on(line.text, listed):
            break
        if after not in block.cut or block.unnamed(after):
            listed.append(line)
        after += 1
    at_end = after >= len(lines)
    if bullets or at_end or not listed:
        return listed
    # the last short line before the body goes on may be a heading of the article
    return listed[:1] if len(listed) == 1 and colon else listed[:-1]


def _goes_on(text: str, listed: Sequence[Line]) -> bool:
    """Whether a line of a list belongs to the article: a heading, or an entry of a live blog."""
    timed = _CLOCK.match(text) is not None and not (listed and _CLOCK.match(listed[0].text))
    return timed or text.rstrip("*_ ").endswith((":", "："))


def complete(block: Block) -> None:
    """A line of which an appeal's sentence goes, goes whole if the rest appeals as well.

    The appeal must be most of the line, or the line stand beside a cut one. Whatever went,
    a few words that it leaves behind at the end go with it ("Become one.").
    """
    lines = block.document.lines
    for index in sorted(i for i in block.parts if i not in block.cut):
        sure = [p for p in block.parts[index] if block.goes(p)]
        line = lines[index]
        if not sure:
            continue
        if _leaves_remnant(line, sure):
            block.take(line, sure[0], "a few words would be left", "what is left of a cut line")
        if sure[0].category not in _HEADED:
            continue
        gone = sum(p.end - p.start for p in sure)
        if 2 * gone < len(line.text) and not (block.gone(index - 1) or block.gone(index + 1)):
            continue
        rest = _rest(line, sure)
        if rest and all(block.pitches(part, sure[0], worded=True) for part in rest):
            block.take(line, sure[0], "the rest of the line appeals too", "a line of an appeal")


def _leaves_remnant(line: Line, sure: Sequence[Proposal]) -> bool:
    """Whether whole sentences go from the line's start and a few words stay at its end."""
    gone, left = line.text[: sure[-1].end - line.start], line.text[sure[-1].end - line.start :]
    return (
        sure[0].start == line.start
        and word_count(gone) > _REMNANT >= word_count(left)
        and gone.endswith(_ENDS)
    )


def _rest(line: Line, gone: Sequence[Proposal]) -> list[str]:
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


def fill(block: Block) -> None:
    """Between two cut lines of one appeal, what speaks like an appeal goes too."""
    lines = block.document.lines
    gone = {i for i in {*block.cut, *block.parts} if block.gone(i)}
    anchors = sorted(gone | {i for i, p in block.maybe.items() if p.category in _HEADED})
    for low, high in pairwise(anchors):
        if not 1 < high - low <= _GAP + 1 or not {low, high} & gone:
            continue
        first, last = block.owner(low), block.owner(high)
        if first.category not in APPEALS or last.category not in APPEALS:
            continue
        if first.category == last.category == "advertisement":
            continue  # "Advertisement" stands between paragraphs: what it encloses is body
        gap = lines[low + 1 : high]
        worded = sum(block.pitches(line.text, first, worded=True) for line in gap)
        # a line that is only likely is a weaker end: then every line must speak of the appeal
        fewest = len(gap) / 2 if {low, high} <= gone else len(gap)
        if worded >= fewest and all(block.pitches(line.text, first) for line in gap):
            for line in gap:
                block.take(line, first, "between two lines of an appeal", "stands inside an appeal")


def orphans(block: Block) -> None:
    """A short line that names what the cut line below it offers is the appeal's heading."""
    lines = block.document.lines
    for index in sorted(i for i in {*block.cut, *block.parts} if block.gone(i)):
        above = index - 1
        if above < 0 or block.gone(above) or block.owner(index).category not in _HEADED:
            continue
        line = lines[above]
        if len(line.text) > 70 or line.text.endswith(_ENDS) or looks_like_sentence(line.text):
            continue
        names = set(_CAPITALISED.findall(line.text))
        shared = names & set(_CAPITALISED.findall(lines[index].text)[1:])
        if len(shared) >= 2:
            block.take(
                line,
                block.owner(index),
                "names what the cut offers",
                "the heading of what goes",
            )
