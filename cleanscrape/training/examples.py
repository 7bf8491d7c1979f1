"""From labelled pages to what the net learns from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cleanscrape.api import Cleaner
from cleanscrape.document import Document, Options
from cleanscrape.evaluation.data import Page
from cleanscrape.linemodel.alphabet import Alphabet
from cleanscrape.linemodel.features import see
from cleanscrape.linemodel.filter import gaps, ruled
from cleanscrape.linemodel.markup import bare
from cleanscrape.log import Removal
from cleanscrape.training.labels import BODY, JUNK, METADATA, Label, label
from cleanscrape.training.weak import weak

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

GOLD = "gold"
"""The tool's name of an annotated body that is itself an example: of nothing but article."""
NONE, LESS = "none", "less"
"""Of a page without its article, and of one with little but it."""
_SHARES = (0.03, 0.1, 0.2, 0.4)
_FEWEST = 6
_LONGEST = 4000
_ABOVE, _BELOW = 12, 4


@dataclass(frozen=True)
class Example:
    """The lines of one text: what the net sees, and what they are.

    Attributes
    ----------
    tool:
        Where the text came from.
    dense, tokens, count, chars:
        As in `Seen`, in fewer bytes.
    kind, weight:
        The labels.
    """

    tool: str
    dense: NDArray[np.uint8]
    tokens: NDArray[np.uint16]
    count: NDArray[np.int32]
    chars: NDArray[np.int32]
    kind: Ints
    weight: NDArray[np.float32]

    @property
    def whole(self) -> bool:
        """Whether this is the text of a whole page."""
        return self.tool.startswith("page:")


class Reader:
    """Makes examples of pages.

    Parameters
    ----------
    alphabet:
        The character tables of the model that is to be trained.
    seed:
        Of the random choices.
    """

    def __init__(self, alphabet: Alphabet, seed: int = 0) -> None:
        self.alphabet = alphabet
        self.seed = seed
        self.cleaner = Cleaner(metadata="drop", model=None)
        self.random = np.random.default_rng(seed)

    def read(self, page: Page) -> list[Example]:
        """The examples of a page: its texts, its body, and texts with fewer lines."""
        texts = dict(page.texts)
        if page.gold:
            texts[GOLD] = page.gold
        found = [self._text(page, tool, text) for tool, text in texts.items()]
        thinned = self._thinned(page) if page.gold else []
        return [e for e in (*found, *thinned) if e is not None and e.weight.any()]

    def _text(self, page: Page, tool: str, text: str) -> Example | None:
        document = Document(text, Options())
        if not 0 < len(document.lines) <= _LONGEST:
            return None
        lines = [line.text for line in document.lines]
        shown = bare(lines)[0]
        labels = self._labels(page, document, shown)
        return self._example(tool, lines, gaps(document), self._ruled(document), labels)

    def _ruled(self, document: Document) -> Ints:
        return ruled(document, self.cleaner.rules)

    def _labels(self, page: Page, document: Document, shown: Sequence[str]) -> list[Label]:
        if page.gold:
            metadata = (*page.captions, *page.optional)
            labels = label(shown, page.gold, page.lang, page.title, metadata)
        else:
            labels = weak(shown, page)
        body = [i for i, (kind, _) in enumerate(labels) if kind == BODY]
        if body:
            result = self.cleaner.clean(document.text, title=page.title)
            dropped = _dropped(document, result.removals)
            for i in range(max(0, body[0] - _ABOVE), min(len(labels), body[-1] + _BELOW)):
                if i in dropped and labels[i].kind == JUNK:
                    labels[i] = Label(METADATA, labels[i].weight)
        return labels

    def _example(
        self, tool: str, lines: Sequence[str], breaks: Ints, cut: Ints, labels: Sequence[Label]
    ) -> Example:
        seen = see(lines, breaks, self.alphabet, cut)
        return Example(
            tool, seen.dense.astype(np.uint8), seen.tokens.astype(np.uint16),
            seen.count.astype(np.int32), seen.chars.astype(np.int32),
            np.array([kind for kind, _ in labels], np.int64),
            np.array([weight for _, weight in labels], np.float32),
        )  # fmt: skip

    def _thinned(self, page: Page) -> list[Example | None]:
        """A page without its article, and pages with little but it: what it must not misread."""
        text = next((t for tool, t in page.texts.items() if tool.startswith("page:")), None)
        if text is None:
            return []
        document = Document(text, Options())
        lines = [line.text for line in document.lines]
        labels = self._labels(page, document, bare(lines)[0])
        kind = np.array([label.kind for label in labels])
        found = [self._part(document, labels, kind != BODY, NONE)]
        for _ in range(2):
            some = self.random.random(len(kind)) < self.random.choice(_SHARES)
            heads = (kind == METADATA) & (self.random.random() < 0.5)
            found.append(self._part(document, labels, (kind == BODY) | heads | some, LESS))
        return found

    def _part(
        self, document: Document, labels: Sequence[Label], kept: NDArray[np.bool_], tool: str
    ) -> Example | None:
        rows = np.flatnonzero(kept).tolist()
        if not _FEWEST <= len(rows) <= _LONGEST:
            return None
        breaks = gaps(document)
        return self._example(
            tool, [document.lines[i].text for i in rows],
            np.append(breaks[rows], breaks[rows[-1] + 1]), self._ruled(document)[rows],
            [labels[i] for i in rows],
        )  # fmt: skip


def _dropped(document: Document, removals: Iterable[Removal]) -> set[int]:
    """Lines of which most went as metadata."""
    spans = [(r.start, r.end) for r in removals if r.category == "metadata"]
    found = set()
    for line in document.lines:
        gone = sum(
            min(end, line.end) - max(start, line.start)
            for start, end in spans if start < line.end and line.start < end
        )  # fmt: skip
        if 2 * gone > line.end - line.start:
            found.add(line.index)
    return found
