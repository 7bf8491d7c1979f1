"""Neighbours: which likely lines go because of what stands beside them.

An appeal is a block: heading, body and button go together. `Blocks` is the judge that promotes
``likely`` proposals (`support`), and takes along what keeps them company (`company`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from cleanscrape.document import Document
from cleanscrape.log import Proposal
from cleanscrape.matching.block import Block
from cleanscrape.matching.company import complete, fill, introduced, orphans
from cleanscrape.matching.lexicon import Words
from cleanscrape.matching.support import promote_parts, spread
from cleanscrape.matching.thread import thread
from cleanscrape.pipeline import Verdict


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
        block = Block(self.words, document, proposals)
        block.place()
        if document.options.level != "careful":
            introduces = cache(self.introduces)  # of a page, hundreds of lines go by few rules
            promote_parts(block)
            spread(block)
            introduced(block, introduces)
            thread(block, introduces)
            complete(block)
            fill(block)
            orphans(block)
            spread(block)
        return _verdict(block)


def _verdict(block: Block) -> Verdict:
    whole = block.cut
    sure = [p for i, ps in block.parts.items() if i not in whole for p in ps if block.goes(p)]
    spared = [
        (p, "context", "nothing beside it says the same") for i, p in block.maybe.items()
        if i not in whole
    ]  # fmt: skip
    spared += [
        (p, "context", "nothing beside it says the same") for i, ps in block.parts.items()
        if i not in whole for p in ps if not block.goes(p)
    ]  # fmt: skip
    return Verdict((*whole.values(), *sure), tuple(spared))
