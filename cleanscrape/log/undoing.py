"""From the original to the clean text and back, by a log alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from cleanscrape.errors import LogError, LogHasNoText
from cleanscrape.log.entries import Removal
from cleanscrape.offsets import join, subtract


class Log(Protocol):
    """Whatever holds the removals of a cleaning: a `CleanResult`."""

    @property
    def removals(self) -> Sequence[Removal]:
        """What went: ordered, disjoint spans of the source."""


def replay(original: str, log: Log | Iterable[Removal]) -> str:
    """Apply a log to the original text: ``replay(original, result) == result.text``.

    Raises `LogError` if the log does not fit the text.

    >>> from cleanscrape import clean
    >>> text = "It rained all day in the valley.\\nAdvertisement\\nThe river rose."
    >>> replay(text, clean(text)) == clean(text).text
    True
    """
    removals = _removals(log)
    for removal in removals:
        there = original[removal.start : removal.end]
        if removal.end > len(original) or (removal.text is not None and removal.text != there):
            raise LogError(
                f"the log does not fit this text: [{removal.start}, {removal.end}) "
                "holds other characters; replay it on the text that was cleaned"
            )
    return join(original, subtract([(0, len(original))], [(r.start, r.end) for r in removals]))


def restore(clean: str, log: Log | Iterable[Removal]) -> str:
    """Put every removal back: ``restore(result.text, result) == original``.

    Raises `LogHasNoText` for a log made with ``log="spans"``, `LogError` for one that does not
    fit.

    >>> from cleanscrape import clean
    >>> text = "It rained all day in the valley.\\nAdvertisement\\nThe river rose."
    >>> restore(clean(text).text, clean(text)) == text
    True
    """
    parts: list[str] = []
    at = length = 0
    for removal in _removals(log):
        if removal.text is None:
            raise LogHasNoText('the log was made with log="spans"; clean again with log="full"')
        gap = removal.start - length
        if gap < 0 or at + gap > len(clean):
            raise LogError(f"the log does not fit this text at offset {removal.start}")
        parts += [clean[at : at + gap], removal.text]
        at += gap
        length = removal.end
    parts.append(clean[at:])
    return "".join(parts)


def _removals(log: Log | Iterable[Removal]) -> Sequence[Removal]:
    removals = tuple(log) if isinstance(log, Iterable) else log.removals
    end = 0
    for removal in removals:
        if not end <= removal.start < removal.end:
            raise LogError(f"removals out of order or overlapping at offset {removal.start}")
        end = removal.end
    return removals
