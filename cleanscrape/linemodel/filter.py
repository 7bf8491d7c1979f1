"""The filter `residue`: lines that only the line model objects to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from cleanscrape.document import Document, Line, guess_kind, share_of_labels
from cleanscrape.filters.base import RuleFilter
from cleanscrape.linemodel.pages import (
    FEW_LABELS,
    FEWEST,
    FEWEST_CUT,
    asked,
    has_article,
    looks_like_page,
    speaks,
)
from cleanscrape.linemodel.shipped import VERSION, load
from cleanscrape.log import NO_ARTICLE, Flag, Proposal, Skipped
from cleanscrape.rules.ruleset import RuleSet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cleanscrape.linemodel.features import Seen
    from cleanscrape.linemodel.model import Judged, Model

    Ints = NDArray[np.int64]

MODEL = "line model"
"""What the log calls the model among its versions."""
RULE = "any.residue.line-model"
INSTALL = "the line model needs numpy: pip install 'cleanscrape[model]'"
_REASON = "reads like no line of the article, and no rule names it"


class Read(NamedTuple):
    """A text as the model sees it, and what it makes of it."""

    seen: Seen
    judged: Judged


@dataclass(frozen=True)
class ResidueFilter(RuleFilter):
    """Proposes the lines that are no part of the article, as the model sees it.

    It decides by the living text alone. What it takes for a page it cuts once, and again only
    while so much would go that the text still looks like one (`pages`).

    Parameters
    ----------
    name, rules:
        ``residue``; and the rules, for what they find is something that the model sees.
    path:
        The model's file; the shipped one if None.
    """

    path: str | None = None

    def propose(self, document: Document) -> Sequence[Proposal]:
        """The lines that go; `Skipped` if numpy is not installed."""
        lines, options = document.lines, document.options
        if len(lines) < FEWEST or not speaks(document.kind, options.level):
            return ()
        if not available():
            return cast("Sequence[Proposal]", (Skipped(self.name, INSTALL),))
        return cast("Sequence[Proposal]", list(self._found(document)))

    def kind(self, document: Document) -> Literal["article", "page"]:
        """What a text is taken for: a page, if much of it is probably none of the article."""
        lines = document.lines
        if len(lines) < FEWEST_CUT or not available():
            return guess_kind(lines)
        if not share_of_labels(lines) > FEW_LABELS:
            return "article"  # a third of all articles, for which the model need not be asked
        read = self._read(document)
        return "page" if looks_like_page(read.seen.chars, read.judged.chances) else "article"

    def version(self) -> str | None:
        """The version of the model; None without numpy."""
        if not available():
            return None
        if self.path is None:
            return VERSION
        return self._model().version

    def _model(self) -> Model:
        return load(self.path)

    def _read(self, document: Document) -> Read:
        key = "linemodel", self.path
        found: Read | None = document.memo.get(key)
        if found is None:
            from cleanscrape.linemodel.features import see

            model = self._model()
            cut = ruled(document, self.rules)
            seen = see([line[3] for line in document.lines], gaps(document), model.alphabet, cut)
            found = document.memo[key] = Read(seen, model.judge(seen))
        return found

    def _found(self, document: Document) -> Iterator[Proposal | Flag]:
        read = self._read(document)
        chances = read.judged.chances
        said = asked(document.kind, document.options.level, document.options.metadata)
        if document.kind == "page" and not has_article(read.seen.chars, chances):
            yield Flag(NO_ARTICLE)
        if len(document.lines) < FEWEST_CUT:
            return
        chosen = said.chosen(read.seen.chars, chances)
        if not len(chosen):
            return
        from cleanscrape.linemodel.evidence import strongest

        told = strongest(self._model(), read.seen, read.judged, chosen)
        wrong = said.wrong(chances)[chosen].tolist()
        for i, chance, evidence in zip(chosen.tolist(), wrong, told, strict=True):
            yield _proposal(document.lines[i], self.name, chance / 1000, evidence)


def residue_filters(rules: RuleSet, model: str | None) -> tuple[ResidueFilter, ...]:
    """The filter that an option asks for: ``default``, a path, or None for none at all.

    Raises `ModelError` if a file is no model.
    """
    if model is None:
        return ()
    path = None if model == "default" else model
    if path is not None and available():
        load(path)
    return (ResidueFilter("residue", rules, path),)


def _proposal(line: Line, name: str, chance: float, evidence: tuple[str, ...]) -> Proposal:
    told = (f"probability {chance:.3f}", *evidence)
    return Proposal(
        line.start, line.end, name, name, RULE, _REASON, evidence=told, confidence=chance
    )


def gaps(document: Document) -> Ints:
    """Line breaks before each line, and after the last."""
    import numpy as np

    lines, text = document.lines, document.text
    counted = np.zeros(len(lines) + 1, np.int64)
    end = 0
    for i, line in enumerate(lines):
        start = line[1]
        counted[i] = 1 if start - end == 1 else text.count("\n", end, start)
        end = line[2]
    counted[-1] = text.count("\n", end)
    return counted


def ruled(document: Document, rules: RuleSet) -> Ints:
    """For each line, 2 if a rule is sure of most of it, 1 if one finds it likely, 0 else."""
    import numpy as np

    lines = document.lines
    found = np.zeros(len(lines), np.int64)
    ends: list[int] = []
    for category, proposals in rules.proposals(document).items():
        if category == "metadata":  # whose packs are there for some options only
            continue
        for item in proposals:
            if item.tier == "note":
                continue
            ends = ends or [line[2] for line in lines]
            i = bisect_right(ends, item.start)
            if i < len(lines):
                line = lines[i]
                if 2 * (min(item.end, line.end) - item.start) >= line.end - line.start:
                    found[i] = max(int(found[i]), 2 if item.tier == "sure" else 1)
    return found


@lru_cache(maxsize=1)
def available() -> bool:
    """Whether numpy is installed; it is imported when a text needs it."""
    return find_spec("numpy") is not None
