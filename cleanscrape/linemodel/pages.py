"""What to do with the chances of lines: is the text a page, has it an article, which lines go."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

FEWEST = 6
"""Lines below which the model has nothing to say: too few to tell furniture from text."""
FEWEST_CUT = 30
"""Lines below which it cuts nothing, and calls nothing a page. Of the page texts of the sets 99 %
have 40 or more; an article of score lines or of a live blog looks like a page, but is shorter."""
FEW_LABELS = 0.02
"""Share of a text's width in short lines without punctuation, up to which it is no page."""
_JUNK, _BODY = 0, 1
_ENDS = 8
"""Lines at either end of a text of which it is asked how much of them is junk."""
_ALL, _HEAD, _TAIL, _PAGE = 13, 10, 4, 13_900
"""A text is a page if thirteen times its share of characters that are probably junk (in
thousandths), ten times that of its first lines and four times that of its last reach the sum. A
logistic regression over texts that were held out, with an article taken for a page as likely as
precision asks for, made them."""
_STILL = 250
"""Thousandths of a page's lines that must go if any goes: an article that is left stays."""
_ARTICLE = 200
"""Characters of sentences that an article has at least."""
NEVER = 1001
_LIMITS = {
    "page": {"careful": 900, "normal": 700, "eager": 500},
    "article": {"careful": NEVER, "normal": NEVER, "eager": 980},
}
"""Thousandths of a chance from which a line goes at most (docs/line-model.md). In articles
the gain is not worth the harm and the time, so only who asks for whatever is likely gets it."""


class Asked(NamedTuple):
    """Which lines a caller wants to go.

    Attributes
    ----------
    limit:
        The chance, in thousandths, from which a line goes; see `least_chance`.
    least:
        Thousandths of all lines that must go for any to go.
    metadata:
        Whether metadata is to go, too.
    """

    limit: int
    least: int
    metadata: bool

    def wrong(self, chances: Ints) -> Ints:
        """For each line, the chance that it is to go."""
        found: Ints = 1000 - chances[:, _BODY] if self.metadata else chances[:, _JUNK]
        return found

    def chosen(self, chars: Ints, chances: Ints) -> Ints:
        """The lines that go, given how much each line says."""
        import numpy as np

        right = 1000 - self.wrong(chances)
        gone = np.flatnonzero(right <= least_chance(chars, right, 1000 - self.limit))
        if 1000 * len(gone) < self.least * len(chances):
            gone = gone[:0]
        return gone


def least_chance(chars: Ints, right: Ints, most: int) -> int:
    """The chance, in thousandths, up to which a line of this text goes.

    Where it is plain which lines are the article, that is `most`. Where the chances of all lines
    are low, it is lower: it is the one with the highest F-measure to be expected (times `most`),
    with as much more weight on recall as a low `most` asks for. So a text in which the model hardly
    knows the article is not emptied.

    >>> import numpy as np
    >>> chars = np.array([10, 10, 80])
    >>> [least_chance(chars, np.array([a, a, b]), 300) for a, b in [(0, 1000), (10, 160)]]
    [300, 116]
    """
    import numpy as np

    order = np.argsort(-right, kind="stable")
    found = np.cumsum((chars * right)[order])
    kept = np.cumsum(chars[order])
    expected = (1000 - most) * found[-1] + 1000 * most * kept
    return int((1000 * most * found // np.maximum(expected, 1)).max())


def asked(kind: str, level: str, metadata: str) -> Asked:
    """What the options ask of the model; an article's metadata is left to the rules."""
    page = kind == "page"
    return Asked(_LIMITS[kind][level], _STILL if page else 0, page and metadata == "drop")


def speaks(kind: str, level: str) -> bool:
    """Whether the model may cut anything at all."""
    return _LIMITS[kind][level] < NEVER


def looks_like_page(chars: Ints, chances: Ints) -> bool:
    """Whether a text is all that a page showed: much of it is probably junk, its ends above all.

    A page begins with its menu and ends with its footer; an article of lists and tables does not.

    >>> import numpy as np
    >>> chances = np.array([[990, 10, 0]] * 30 + [[10, 990, 0]] * 10)
    >>> looks_like_page(np.full(40, 30), chances), looks_like_page(np.full(10, 30), chances[30:])
    (True, False)
    """
    junk = chances[:, _JUNK]
    head, tail = junk[:_ENDS], junk[-_ENDS:]
    score = _ALL * int((chars * junk).sum()) // max(1, int(chars.sum()))
    score += _HEAD * int(head.sum()) // len(head) + _TAIL * int(tail.sum()) // len(tail)
    return score >= _PAGE


def has_article(chars: Ints, chances: Ints) -> bool:
    """Whether enough lines are probably an article's."""
    body = chances[:, _BODY] >= 500
    return int(chars[body].sum()) >= _ARTICLE
