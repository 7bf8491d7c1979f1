"""Support: which likely lines and sentences go because of what stands beside them."""

from __future__ import annotations

from dataclasses import replace

from cleanscrape.log import Proposal
from cleanscrape.matching.block import RESIDUE, Block


def promote_parts(block: Block) -> None:
    """A likely sentence goes beside a sure one."""
    for items in block.parts.values():
        items.sort(key=lambda p: p.start)
        for i, item in enumerate(items):
            if item.tier != "likely":
                continue
            near = [*items[max(0, i - 1) : i], *items[i + 1 : i + 2]]
            if any(n.tier == "sure" and _touch(n, item) for n in near):
                items[i] = replace(item, tier="sure", evidence=(*item.evidence, "beside a cut"))


def _touch(one: Proposal, two: Proposal) -> bool:
    low, high = min(one.end, two.end), max(one.start, two.start)
    return high - low < 4


def spread(block: Block) -> None:
    """Likely lines go beside a cut line, beside each other, or at an edge of the text."""
    waiting = sorted(i for i in block.maybe if i not in block.cut)
    # support comes from the next line on either side: one pass each way carries it all
    for index in (*waiting, *reversed(waiting)):
        why = "" if index in block.cut else _support(block, index)
        if why:
            item = block.maybe[index]
            block.cut[index] = replace(item, evidence=(*item.evidence, why))


def _support(block: Block, index: int) -> str:
    for other in (index - 1, index + 1):
        if block.gone(other):
            return "beside a cut"
        if other in block.maybe and _differ(block, index, other):
            return "beside another likely line"
    if block.maybe[index].category == RESIDUE:
        return ""  # authors take leave of their readers in the words of furniture
    if index >= len(block.document.lines) - 1:
        return "last line"
    return "first line" if index == 0 else ""


def _differ(block: Block, one: int, two: int) -> bool:
    """Whether two likely lines are two reasons: of two rules, or two share buttons."""
    if block.maybe[one].rule != block.maybe[two].rule:
        return True
    lines = block.document.lines
    return block.maybe[one].category == "share" and lines[one].text != lines[two].text
