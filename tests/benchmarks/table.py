"""Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def section(title: str, note: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A heading, a sentence that says what the figures are, and a table.

    >>> print(section("Speed", "Higher is better.", ["what", "ratio"], [["a|b", "2.0"]]))
    ## Speed
    <BLANKLINE>
    Higher is better.
    <BLANKLINE>
    | what | ratio |
    |---|---|
    | a\\|b | 2.0 |
    """
    lines = [head, *rows]
    table = ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]
    table.insert(1, "|---" * len(head) + "|")
    return "\n".join([f"## {title}", "", note, "", *table])


def size(count: int) -> str:
    """
    >>> size(65536), size(8 << 20), size(5000)
    ('64 KB', '8 MB', '5000')
    """
    if count and not count % (1 << 20):
        return f"{count >> 20} MB"
    return f"{count >> 10} KB" if count and not count % 1024 else str(count)
