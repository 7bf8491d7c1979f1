"""What a user excepts: rules to ignore, and words that are never cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from cleanscrape.document import Document
from cleanscrape.log import Proposal
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
        searched in the lines of the proposal as they are written, in either case.
    """

    def __init__(self, ignore: Iterable[str], keep: Iterable[str]) -> None:
        self._ignore = tuple(ignore)
        self._keep = [(pattern, re.compile(pattern, re.IGNORECASE)) for pattern in keep]

    def __call__(self, document: Document, proposals: Sequence[Proposal]) -> Verdict:
        """Split proposals into those that stand and those that are excepted."""
        accepted, spared = [], []
        for item in proposals:
            if any(fnmatchcase(item.rule, name) for name in self._ignore):
                spared.append((item, "ignore", f"rule {item.rule} is ignored, as you asked"))
            elif reason := self._kept(document.text, item):
                spared.append((item, "keep", reason))
            else:
                accepted.append(item)
        return Verdict(tuple(accepted), tuple(spared))

    def _kept(self, text: str, item: Proposal) -> str | None:
        low, high = _window(text, item.start, item.end)
        for told, pattern in self._keep:
            for match in pattern.finditer(text, low, high):
                if max(match.start(), item.start) < min(match.end(), item.end):
                    return f'it holds "{match.group()}", which you keep ({told})'
        return None


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """The lines that hold a span, as far as the window reaches."""
    low = max(text.rfind("\n", 0, start) + 1, start - _WINDOW)
    newline = text.find("\n", end, end + _WINDOW)
    return low, newline if newline >= 0 else min(len(text), end + _WINDOW)
