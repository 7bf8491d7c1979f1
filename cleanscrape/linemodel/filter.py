"""The filter `residue`: lines that only a learned model objects to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import chain
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from cleanscrape.document import Document, Line, guess_kind, is_many, share_of_labels
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
from cleanscrape.lines import LongLines, ends_of, starts_of
from cleanscrape.log import NO_ARTICLE, Flag, Proposal, Skipped
from cleanscrape.rules.ruleset import RuleSet
from cleanscrape.wording import filter as wording

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
_AT_ONCE = 2_000
"""Lines whose evidence is worked out at once."""
_REASON = "reads like no line of the article, and no rule names it"


class Read(NamedTuple):
    """A text as the model sees it, and what it makes of it."""

    seen: Seen
    judged: Judged


@dataclass(frozen=True)
class ResidueFilter(RuleFilter):
    """Proposes the lines that are no part of the article, as two learned models see it.

    The wording model judges each line by its words, the line model all lines by their looks and
    places. They decide by the living text alone. What the latter takes for a page it cuts once, and
    again only while so much would go that the text still looks like one (`pages`).

    Parameters
    ----------
    name, rules:
        ``residue``; and the rules, for what they find is something that the model sees.
    path:
        The model's file; the shipped one if None.
    """

    path: str | None = None

    def propose(self, document: Document) -> Sequence[Proposal]:
        """The lines that go; `Skipped` if the line model is needed, and numpy is not installed."""
        worded = list(wording.propose(document, self._named(document)))
        lines, options = document.lines, document.options
        if len(lines) < FEWEST or not speaks(document.kind, options.level):
            return worded
        if not available():
            return cast("Sequence[Proposal]", (*worded, Skipped(self.name, INSTALL)))
        found = [*worded, *self._found(document)]
        if isinstance(lines, LongLines):  # what was read weighs as much as the text
            document.memo.pop(self._key, None)
        return cast("Sequence[Proposal]", found)

    def _named(self, document: Document) -> set[int]:
        """The lines of which a rule is sure, in whole or in part."""
        starts = starts_of(document.lines)
        found = chain.from_iterable(self.rules.proposals(document).values())
        return {bisect_right(starts, item.start) - 1 for item in found if item.tier == "sure"}

    def kind(self, document: Document) -> Literal["article", "page"]:
        """What a text is taken for: a page, if much of it is probably none of the article."""
        lines = document.lines
        if len(lines) < FEWEST_CUT or is_many(lines) or not available():
            return guess_kind(lines)
        if not share_of_labels(lines) > FEW_LABELS:
            return "article"  # a third of all articles, for which the model need not be asked
        read = self._read(document)
        return "page" if looks_like_page(read.seen.chars, read.judged.chances) else "article"

    def versions(self) -> dict[str, str]:
        """The versions of the models by name; without numpy there is no line model."""
        found = {wording.MODEL: wording.VERSION}
        if available():
            found[MODEL] = VERSION if self.path is None else self._model().version
        return found

    @property
    def _key(self) -> tuple[str, str | None]:
        return "linemodel", self.path

    def _model(self) -> Model:
        return load(self.path)

    def _read(self, document: Document) -> Read:
        found: Read | None = document.memo.get(self._key)
        if found is None:
            found = document.memo[self._key] = self._judged(document)
        return found

    def _judged(self, document: Document) -> Read:
        from cleanscrape.linemodel.features import see

        model, lines = self._model(), document.lines
        breaks, cut = gaps(document), ruled(document, self.rules)
        if isinstance(lines, LongLines):
            from cleanscrape.linemodel.long import judge

            return Read(*judge(model, lines, breaks, cut))
        seen = see([line[3] for line in lines], breaks, model.alphabet, cut)
        return Read(seen, model.judge(seen))

    def _found(self, document: Document) -> Iterator[Proposal | Flag]:
        read = self._read(document)
        chances = read.judged.chances
        wanted = asked(document.kind, document.options.level, document.options.metadata)
        if document.kind == "page" and not has_article(read.seen.chars, chances):
            yield Flag(NO_ARTICLE)
        if len(document.lines) < FEWEST_CUT:
            return
        chosen = wanted.chosen(read.seen.chars, chances)
        if not len(chosen):
            return
        from cleanscrape.linemodel.evidence import strongest

        wrong = wanted.wrong(chances)
        for at in range(0, len(chosen), _AT_ONCE):
            part = chosen[at : at + _AT_ONCE]
            told = strongest(self._model(), read.seen, read.judged, part)
            shared: dict[tuple[str, ...], tuple[str, ...]] = {}  # of a long text most say the same
            for i, chance, evidence in zip(part.tolist(), wrong[part].tolist(), told, strict=True):
                said = (_probability(chance), *evidence)
                said = shared.setdefault(said, said)
                yield _proposal(document.lines[i], self.name, chance / 1000, said)


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
    return Proposal(
        line.start, line.end, name, name, RULE, _REASON, evidence=evidence, confidence=chance
    )


@cache
def _probability(thousandths: int) -> str:
    return f"probability {thousandths / 1000:.3f}"


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
    """For each line, the `features.ruling` of a rule that wants most of it, a sure one's first."""
    import numpy as np

    from cleanscrape.linemodel.around import CATEGORIES, ruling

    lines = document.lines
    found = np.zeros(len(lines), np.int64)
    sure = {ruling("sure", category) for category in CATEGORIES}
    ends: Sequence[int] = ()
    for category, proposals in rules.proposals(document).items():
        if category not in CATEGORIES:
            continue
        for item in proposals:
            if item.tier == "note":
                continue
            ends = ends or ends_of(lines)
            i = bisect_right(ends, item.start)
            if i < len(lines):
                line = lines[i]
                most = 2 * (min(item.end, line.end) - item.start) >= line.end - line.start
                if most and (not found[i] or (item.tier == "sure" and found[i] not in sure)):
                    found[i] = ruling(item.tier, category)
    return found


@lru_cache(maxsize=1)
def available() -> bool:
    """Whether numpy is installed; it is imported when a text needs it."""
    return find_spec("numpy") is not None
