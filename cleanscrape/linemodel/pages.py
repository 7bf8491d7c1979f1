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
_PAGE = 150
"""Thousandths of a text's characters that are probably junk, from which it is a page."""
_ENDS = 8
"""Lines at either end of a page that are mostly junk."""
_AT_ENDS = 500
"""Thousandths of junk that they have on the mean."""
_STILL = 250
"""Thousandths of a page's lines that must go if any goes: an article that is left stays."""
_ARTICLE = 200
"""Characters of sentences that an article has at least."""
NEVER = 1001
_LIMITS = {
    "page": {"careful": 900, "normal": 700, "eager": 500},
    "article": {"careful": NEVER, "normal": NEVER, "eager": 980},
}
"""Thousandths of a chance from which a line goes (docs/line-model.md). In articles the gain is not
worth the harm and the time, so only who asks for whatever is likely gets it."""


class Asked(NamedTuple):
    """Which lines a caller wants to go.

    Attributes
    ----------
    limit:
        The chance, in thousandths, from which a line goes.
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

    def chosen(self, chances: Ints) -> Ints:
        """The lines that go."""
        import numpy as np

        gone = np.flatnonzero(self.wrong(chances) >= self.limit)
        if 1000 * len(gone) < self.least * len(chances):
            gone = gone[:0]
        return gone


def asked(kind: str, level: str, metadata: str) -> Asked:
    """What the options ask of the model; an article's metadata is left to the rules."""
    page = kind == "page"
    return Asked(_LIMITS[kind][level], _STILL if page else 0, page and metadata == "drop")


def speaks(kind: str, level: str) -> bool:
    """Whether the model may cut anything at all."""
    return _LIMITS[kind][level] < NEVER


def looks_like_page(chars: Ints, chances: Ints) -> bool:
    """Whether a text is all that a page showed: much of it is probably junk, and so are its ends.

    A page begins with its menu and ends with its footer; an article of lists and tables does not.
    """
    junk = chances[:, _JUNK]
    ends = junk[:_ENDS], junk[-_ENDS:]
    if any(int(end.sum()) < _AT_ENDS * len(end) for end in ends):
        return False
    return int((chars * junk).sum()) >= _PAGE * max(1, int(chars.sum()))


def has_article(chars: Ints, chances: Ints) -> bool:
    """Whether enough lines are probably an article's."""
    body = chances[:, _BODY] >= 500
    return int(chars[body].sum()) >= _ARTICLE
