"""A cut or a near miss as a question to a person."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cleanscrape.log import CleanResult, Removal, Spared
from cleanscrape.report.context import MOST, WIDTH, above, below
from cleanscrape.report.diff import source_of
from cleanscrape.report.lines import numbered
from cleanscrape.report.terminal import harmless, paint

_WIDEST = 600
"""Characters of the text in question that are shown."""
_MARKS = {"cut": ("-", "gone"), "spared": ("=", "back")}


@dataclass(frozen=True, slots=True)
class Case:
    """A text that was cut, or that a rule wanted and that stayed.

    Attributes
    ----------
    guard:
        What spared it; of a cut, nothing.
    text, before, after:
        The text without white space around it and what stands beside it, as far as a person
        needs them.
    """

    kind: Literal["cut", "spared"]
    document: str
    source_sha256: str
    line: int
    start: int
    end: int
    category: str
    filter: str
    rule: str
    reason: str
    guard: str
    text: str
    before: str
    after: str


class Candidate:
    """A place in a result that may be asked about; its case is made only if it is drawn."""

    __slots__ = ("_lines", "_name", "_of", "_result", "kind", "text")

    def __init__(
        self, name: str, result: CleanResult, of: Removal | Spared, lines: list[int]
    ) -> None:
        self._name, self._result, self._of, self._lines = name, result, of, lines
        self.kind: Literal["cut", "spared"] = "cut" if isinstance(of, Removal) else "spared"
        self.text = source_of(result)[of.start : of.end].strip()

    @property
    def of(self) -> Removal | Spared:
        """The removal, or what was spared."""
        return self._of

    def case(self) -> Case:
        """All that is shown of it."""
        source, of = source_of(self._result), self._of
        if not self._lines:
            self._lines += [start for start, _ in numbered(source)]
        whole = source[of.start : of.end]
        start = of.start + len(whole) - len(whole.lstrip())
        end = start + len(self.text)
        return Case(
            self.kind, self._name, self._result.source_hash, bisect_right(self._lines, start),
            start, end, of.category, of.filter, of.rule, of.reason,
            of.guard if isinstance(of, Spared) else "", self.text[:MOST],
            source[max(0, start - MOST) : start], source[end : end + MOST],
        )  # fmt: skip


def candidates(name: str, result: CleanResult) -> Iterator[Candidate]:
    r"""What can be asked about a result: its cuts, and what was spared and not cut otherwise.

    >>> from cleanscrape import clean
    >>> found = candidates("a.txt", clean("It rained.\nAdvertisement\nThe river rose."))
    >>> [(one.kind, one.text) for one in found]
    [('cut', 'Advertisement')]
    """
    lines: list[int] = []
    ends = [removal.end for removal in result.removals]
    seen = set()
    for removal in result.removals:
        candidate = Candidate(name, result, removal, lines)
        if candidate.text:
            yield candidate
    for spared in result.spared:
        at = bisect_right(ends, spared.start)
        gone = at < len(ends) and result.removals[at].start < spared.end
        key = (spared.start, spared.end, spared.rule)
        candidate = Candidate(name, result, spared, lines)
        if candidate.text and not gone and key not in seen:
            seen.add(key)
            yield candidate


def asked(case: Case, lines: int = 2, *, occurrences: int = 1, colour: bool = False) -> str:
    r"""A case as a person sees it: what, why, and with some lines of context around it.

    >>> from cleanscrape import clean
    >>> result = clean("It rained.\nAdvertisement\nThe river rose.")
    >>> print(asked(next(candidates("a.txt", result)).case()))  # doctest: +ELLIPSIS
    advertisement (...): ...
      a.txt:2
          It rained.
        - Advertisement
          The river rose.
    <BLANKLINE>
    """
    guard = f"; spared by {case.guard}" * bool(case.guard)
    more = f", {occurrences:,} times in the log" * (occurrences > 1)
    mark, style = _MARKS[case.kind]
    what = harmless(f"{case.category} ({case.rule}): {case.reason}{guard}")
    length = case.end - case.start
    width = WIDTH if lines <= 2 else 4 * WIDTH
    told = [paint(what, "why", colour), harmless(f"  {case.document}:{case.line}{more}")]
    told += [paint(f"      {line}", "dim", colour) for line in above(case.before, lines, width)]
    shown = [line.strip() for line in case.text[:_WIDEST].splitlines() if line.strip()]
    if length > _WIDEST:
        shown.append(f"… ({length - _WIDEST:,} more)")
    told += [paint(f"    {mark} {harmless(line)}", style, colour) for line in shown]
    told += [paint(f"      {line}", "dim", colour) for line in below(case.after, lines, width)]
    return "\n".join(told) + "\n"
