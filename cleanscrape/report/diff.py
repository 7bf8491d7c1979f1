"""What went from one document and why, for people."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from cleanscrape.log import ANNOTATED, NO_ARTICLE, CleanResult, Removal
from cleanscrape.report.lines import numbered
from cleanscrape.report.terminal import harmless, paint, shorten

_CONTEXT = 70
"""Characters of kept text shown on either side of a removal."""
_WIDEST = 400
"""Characters of a removed line that are shown; the log has all."""


def diff(name: str, result: CleanResult, *, colour: bool = False) -> str:
    r"""Show each removal with its place, rule, reason and surroundings.

    Parameters
    ----------
    name:
        What to call the document.
    result:
        What `clean` or `annotate` gave, with full log.
    colour:
        Use ANSI colours. What the document itself holds never reaches the terminal raw.

    >>> from cleanscrape import clean
    >>> result = clean("It rained.\nAdvertisement\nThe river rose.")
    >>> print(diff("rain.txt", result))  # doctest: +ELLIPSIS
    rain.txt: 1 removal, 14 of 40 characters; marked - is cut, the text around it is kept
    line 2: advertisement (...): ...
        It rained.
      - Advertisement
        The river rose.
    <BLANKLINE>
    """
    source = source_of(result)
    lines = [paint(_headline(name, source, result), "bold", colour)]
    lines += [paint(note, "warn", colour) for note in notes(result)]
    starts = [start for start, _ in numbered(source)]
    ends = [0, *(r.end for r in result.removals)]
    nexts = [*(r.start for r in result.removals[1:]), len(source)]
    for removal, end, following in zip(result.removals, ends, nexts, strict=False):
        line = bisect_right(starts, removal.start + _leading_space(removal))
        lines.append(paint(f"line {line}: {_what(removal)}", "why", colour))
        lines += [paint(f"    {t}", "dim", colour) for t in _before(source[end : removal.start])]
        lines += [paint(f"  - {t}", "gone", colour) for t in _gone(removal)]
        lines += [paint(f"    {t}", "dim", colour) for t in _after(source[removal.end : following])]
    return "\n".join(lines) + "\n"


def source_of(result: CleanResult) -> str:
    """The text that was cleaned, restored from the log where it is no longer at hand."""
    return result.restore() if result.source is None else result.source


def notes(result: CleanResult) -> Iterator[str]:
    """What a reader must know of a result beyond its removals: flags, filters that did not run."""
    if NO_ARTICLE in result.flags:
        yield "no article was found in this page"
    if flags := [flag for flag in result.flags if flag not in (ANNOTATED, NO_ARTICLE)]:
        reasons = {s.reason for s in result.spared if s.guard in ("budget", "brake")}
        why = "; ".join(sorted(reasons)) or "see the log"
        yield harmless(f"kept whole, {', '.join(flags)}: {why}")
    for skip in result.skipped:
        yield harmless(f"filter {skip.filter} did not run: {skip.reason}")


def _headline(name: str, source: str, result: CleanResult) -> str:
    count = len(result.removals)
    gone = sum(r.end - r.start for r in result.removals)
    removals = f"{count:,} removal{'s' * (count != 1)}" if count else "nothing removed"
    legend = "marked - is cut, the text around it is kept"
    share = f", {gone:,} of {len(source):,} characters; {legend}" if count else ""
    return f"{harmless(name)}: {removals}{share}"


def _what(removal: Removal) -> str:
    return harmless(f"{removal.category} ({removal.rule}): {removal.reason}")


def _leading_space(removal: Removal) -> int:
    text = removal.text or ""
    return len(text) - len(text.lstrip())


def _gone(removal: Removal) -> Iterator[str]:
    """The removed lines, as far as a terminal has room for them."""
    if removal.text is None:
        yield "(text not in the log)"
    for line in (removal.text or "").splitlines():
        if line.strip():
            yield harmless(shorten(line.strip(), _WIDEST))


def _before(kept: str) -> Iterator[str]:
    """The end of the kept line above, or of what precedes on the same line."""
    near = kept[-_CONTEXT - 1 :].rstrip().splitlines()
    if near:
        cut = len(near) == 1 and len(kept) > _CONTEXT
        yield harmless(("…" if cut else "") + near[-1].strip())


def _after(kept: str) -> Iterator[str]:
    """The beginning of the kept line below, or of what follows on the same line."""
    near = kept[: _CONTEXT + 1].lstrip().splitlines()
    if near:
        cut = len(near) == 1 and len(kept) > _CONTEXT
        yield harmless(near[0].strip() + ("…" if cut else ""))
