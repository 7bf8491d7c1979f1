"""Junk lines planted one by one into an honest article: which go, and what else is hurt.

A list that nobody who writes rules has read tells how far the rules reach beyond the wordings that
they were written from. Each line stands alone in the middle of the article, between paragraphs:
no neighbour helps, which is the hardest place.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from cleanscrape.api import Cleaner
from cleanscrape.errors import InputError

Place = Literal["middle", "end"]


class Planted(NamedTuple):
    """A line of a list: ``junk`` that should go, or something honest to ``keep``.

    Attributes
    ----------
    category:
        What kind of junk it is, or what the honest line looks like.
    """

    kind: Literal["junk", "keep"]
    text: str
    category: str


@dataclass
class Outcome:
    """What became of a list's lines.

    Attributes
    ----------
    gone, planted:
        Junk lines that went, and all of them, by category.
    hurt:
        Honest lines that did not stay whole.
    kept:
        How many honest lines there were.
    """

    gone: Counter[str] = field(default_factory=Counter)
    planted: Counter[str] = field(default_factory=Counter)
    hurt: list[str] = field(default_factory=list)
    kept: int = 0

    @property
    def share(self) -> float:
        """The share of the junk that went."""
        return self.gone.total() / self.planted.total() if self.planted else 0.0


def plant(host: str, line: str, place: Place = "middle") -> str:
    """A text with a line between its paragraphs, or below them.

    >>> plant("One.\\n\\nTwo.\\n", "Share")
    'One.\\n\\nShare\\n\\nTwo.\\n'
    """
    paragraphs = [part for part in host.splitlines() if part.strip()]
    at = len(paragraphs) // 2 if place == "middle" else len(paragraphs)
    return "\n\n".join([*paragraphs[:at], line, *paragraphs[at:]]) + "\n"


def outcome(cleaner: Cleaner, lines: Iterable[Planted], host: str) -> Outcome:
    """Plant each line into a host and clean it.

    Junk is gone if it does not stand in the clean text of the one with it in the middle. An honest
    line is hurt if it does not stay whole in the middle or at the end.

    >>> lines = [Planted("junk", "Share this article", "share"), Planted("keep", "Share it.", "x")]
    >>> outcome(Cleaner(), lines, "It rained.\\n\\nThe river rose all night.").share
    1.0
    """
    told = Outcome()
    for kind, text, category in lines:
        if kind == "junk":
            told.planted[category] += 1
            told.gone[category] += text not in cleaner.clean(plant(host, text)).text
        else:
            told.kept += 1
            places: tuple[Place, ...] = ("middle", "end")
            if any(text not in cleaner.clean(plant(host, text, p)).text for p in places):
                told.hurt.append(text)
    return told


def read_list(path: Path) -> list[Planted]:
    """Read a list: JSON lines with ``kind``, ``text`` and ``category``.

    Raises `InputError`, naming file and line, for anything else.
    """
    found = []
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as UTF-8: {error}") from error
    for number, line in enumerate(lines, 1):
        try:
            found.append(_row(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                f'{path}: line {number} is no row such as {{"kind": "junk", "text": "Share", '
                f'"category": "share"}} ({error!r})'
            ) from error
    return found


def _row(data: dict[str, Any]) -> Planted:
    row = Planted(data["kind"], data["text"], data["category"])
    if row.kind not in ("junk", "keep") or not isinstance(row.text, str) or not row.text.strip():
        raise ValueError("kind must be junk or keep, text a text")
    return row
