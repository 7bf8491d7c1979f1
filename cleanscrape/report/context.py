"""The kept text around a place, as lines for a terminal."""

from __future__ import annotations

from cleanscrape.report.terminal import harmless

MOST = 4000
"""Characters on either side that are looked at."""
WIDTH = 100
"""Characters of a line of context that are shown."""


def above(text: str, lines: int = 1, width: int = WIDTH) -> list[str]:
    r"""The last lines of what stands before a place, blank ones left out, harmless.

    >>> above("One.\nTwo.\n\nThree. "), above("One.\nTwo.\n\n", 5)
    (['Three.'], ['One.', 'Two.'])
    """
    parts = [part.strip() for part in text[-MOST:].splitlines()]
    found = [part for part in parts if part][-lines:] if lines else []
    shown = [_head(part, width) for part in found[:-1]]
    # of the line beside the place its end matters, of those farther off the beginning
    return shown + [_tail(part, width) for part in found[-1:]]


def below(text: str, lines: int = 1, width: int = WIDTH) -> list[str]:
    r"""The first lines of what stands behind a place, blank ones left out, harmless.

    >>> below("\n\nOne.\nTwo.")
    ['One.']
    """
    parts = [part.strip() for part in text[:MOST].splitlines()]
    return [_head(part, width) for part in parts if part][:lines]


def _head(line: str, width: int) -> str:
    return harmless(line if len(line) <= width else f"{line[:width]}…")


def _tail(line: str, width: int) -> str:
    return harmless(line if len(line) <= width else f"…{line[-width:]}")
