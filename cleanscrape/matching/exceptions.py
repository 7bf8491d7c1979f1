"""What a user excepts: rules to ignore, and words that are never cut."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from operator import itemgetter
from typing import Protocol

from cleanscrape.document import Document
from cleanscrape.log import Proposal
from cleanscrape.matching.block import RESIDUE
from cleanscrape.pipeline import Verdict

_WINDOW = 500
"""Characters around a proposal in which a kept pattern may begin or end."""


class Exceptions:
    """The judge that spares what its user excepts.

    It sits before the guards, so that what is excepted leads to nothing, and again behind the
    blocks, which add proposals of their own.

    Parameters
    ----------
    ignore:
        Names of rules, with ``*`` for any part. Rules of packs are left out of the scan; this is
        for those made in code.
    keep:
        Regular expressions (`re`, bounded): a proposal that touches a match is spared. Each is
        searched in the lines of the proposal in either case, with plain quotes and dashes; one
        that is a phrase with signs such as "?" in it matches that phrase, too.
    """

    def __init__(self, ignore: Iterable[str], keep: Iterable[str]) -> None:
        self._ignore = tuple(ignore)
        self._keep = [(told, _compiled(told)) for told in keep]

    def __call__(self, document: Document, proposals: Sequence[Proposal]) -> Verdict:
        """Split proposals into those that stand and those that are excepted."""
        accepted, spared = [], []
        for item in proposals:
            if any(fnmatchcase(item.rule, name) for name in self._ignore):
                spared.append((item, "ignore", f"rule {item.rule} is ignored, as you asked"))
            elif reason := self._kept(document, item):
                spared.append((item, "keep", reason))
            else:
                accepted.append(item)
        return Verdict(tuple(accepted), tuple(spared))

    def _kept(self, document: Document, item: Proposal) -> str | None:
        low, high = _window(document, item)
        window = plain(document.text[low:high])
        for told, pattern in self._keep:
            for match in pattern.finditer(window):
                if max(low + match.start(), item.start) < min(low + match.end(), item.end):
                    found = document.text[low + match.start() : low + match.end()]
                    return f'it holds "{found}", which you keep ({told})'
        return None


class Finds(Protocol):
    """Rules, as `LeftIn` needs them."""

    def proposals(self, document: Document) -> Mapping[str, Sequence[Proposal]]:
        """What they propose in a document, by category."""


class LeftIn:
    """The judge that keeps learned models from cutting what the user left in.

    Who leaves out a category, or ignores a rule, wants to keep its lines; no model that finds them
    odd takes them for all that.

    Parameters
    ----------
    rules, off:
        The rules, and the categories of theirs whose filters are left out.
    ignored:
        Rules that the user ignores.
    """

    def __init__(self, rules: Finds, off: Iterable[str], ignored: Finds) -> None:
        self._rules = rules
        self._off = frozenset(off)
        self._ignored = ignored

    def __call__(self, document: Document, proposals: Sequence[Proposal]) -> Verdict:
        """Spare the residue that a rule which is off would cut at least half of."""
        if all(item.category != RESIDUE for item in proposals):
            return Verdict(tuple(proposals))
        off = [item for name in self._off for item in self._rules.proposals(document).get(name, ())]
        off += [item for found in self._ignored.proposals(document).values() for item in found]
        accepted, spared = [], []
        for item in proposals:
            rule = next((own.rule for own in off if _most(own, item)), "")
            if item.category == RESIDUE and rule:
                spared.append((item, "ignore", f"rule {rule} names it, which you left out"))
            else:
                accepted.append(item)
        return Verdict(tuple(accepted), tuple(spared))


def _most(own: Proposal, item: Proposal) -> bool:
    """Whether a proposal is about at least half of another."""
    if own.tier == "note":
        return False
    return 2 * (min(own.end, item.end) - max(own.start, item.start)) >= item.end - item.start


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern that matches what it says as a regular expression, or as the phrase that it is."""
    said = plain(pattern)
    return re.compile(f"(?:{said})|{re.escape(said)}", re.IGNORECASE)


_PLAIN = str.maketrans(
    "’‘ʼ“”„«»–—\u2011\u2010\xa0\u202f\n\r\t", "'" * 3 + '"' * 5 + "-" * 4 + " " * 5
)


def plain(text: str) -> str:
    """Quotes, dashes and spaces made plain, one for one: a phrase holds whatever its typography.

    >>> plain("‘I\u00a0thought – so’")
    "'I thought - so'"
    """
    return text.translate(_PLAIN)


def _window(document: Document, item: Proposal) -> tuple[int, int]:
    """The lines that hold a proposal, as far as the window reaches."""
    lines = document.lines
    first = max(0, bisect_right(lines, item.start, key=_START) - 1)
    last = max(first, bisect_right(lines, item.end - 1, key=_START) - 1)
    return max(lines[first].start, item.start - _WINDOW), min(lines[last].end, item.end + _WINDOW)


_START = itemgetter(1)
