"""Labelled pages, read from JSON lines; a row that is wrong is told, and the others are read.

A row is an object: `texts` (an object of texts by tool, such as ``article:trafilatura``) or one
`text`, and what annotators say of the page: `gold`, its body, one paragraph per line; `must_have`
and `must_not`, strings. Optional: `id`, `set`, `lang`, `title`, `url`; `optional`, lines that
count neither way; and `captions`, lines that training takes for metadata. Other keys are left
alone.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from cleanscrape.errors import InputError
from cleanscrape.evaluation.strings import fold

RESIDUE = "gold_residue.jsonl"
"""The name of a file beside the data that lists furniture inside the gold."""
TEXT = "text"
"""The tool's name where a row has one text."""
_WORDS = {str: "a string", int: "a number", list: "a list", dict: "an object", type(None): "null"}
_MAY_BE: dict[str, tuple[type, ...]] = {
    "id": (str, int),
    "set": (str,),
    "lang": (str, type(None)),
    "gold": (str, type(None)),
    "title": (str, type(None)),
    "url": (str, type(None)),
    "text": (str,),
    "texts": (dict,),
    "must_have": (list, type(None)),
    "must_not": (list, type(None)),
    "optional": (list, type(None)),
    "captions": (list, type(None)),
}


@dataclass(frozen=True, slots=True)
class Page:
    """A labelled page.

    Attributes
    ----------
    set, id:
        What it is called; by default the file's name and the number of its line.
    texts:
        What to clean, by the tool that extracted it.
    gold:
        The annotated body, less `optional` lines; None where only strings are labelled.
    must_have, must_not:
        Strings that a good result holds, and does not hold.
    optional:
        Lines (folded) that count neither way.
    captions:
        Captions of its pictures: metadata, for who trains on it.
    """

    set: str
    id: str
    texts: dict[str, str]
    gold: str | None = None
    lang: str | None = None
    must_have: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    optional: frozenset[str] = frozenset()
    title: str | None = None
    url: str | None = None
    captions: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What no two pages share."""
        return self.set, self.id


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row, or the rest of a file, could not be read: ``file:line: reason``."""

    message: str


def pages(path: Path) -> Iterator[Page | Problem]:
    """The pages of a file of JSON lines, gzipped or not, and the problems with its rows."""
    seen: dict[tuple[str, str], int] = {}
    name = path.name.removesuffix(".gz").removesuffix(".jsonl").removesuffix(".json")
    for number, row in rows(path):
        if isinstance(row, Problem):
            yield row
            continue
        try:
            page = _page(row, name, number)
            first = seen.setdefault(page.key, number)
            if first != number:
                raise InputError(f"id {page.id!r} was there before, in line {first}")
            yield page
        except InputError as error:
            yield Problem(f"{path}:{number}: {error}")
    if not seen:
        yield Problem(f"{path}: holds no page")


def rows(path: Path) -> Iterator[tuple[int, dict[str, Any] | Problem]]:
    """The JSON objects of a file with the numbers of their lines; blank lines are none."""
    number = 0
    try:
        with _open(path) as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, _object(path, number, line)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        where = f"{path}:{number + 1}" if number else f"{path}"
        yield number + 1, Problem(f"{where}: cannot be read: {reason}")


def _open(path: Path) -> IO[bytes]:
    if path.suffix.lower() == ".gz":
        return cast(IO[bytes], gzip.open(path, "rb"))
    return path.open("rb")


def _object(path: Path, number: int, line: bytes) -> dict[str, Any] | Problem:
    try:
        found = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        return Problem(f"{path}:{number}: is no UTF-8: byte {error.start + 1} of the line")
    except (ValueError, RecursionError) as error:
        return Problem(f"{path}:{number}: is no JSON: {error}")
    if not isinstance(found, dict):
        return Problem(f"{path}:{number}: is {_told(found)}, not an object")
    return found


def _page(row: dict[str, Any], name: str, number: int) -> Page:
    """The page of a row. Raises `InputError`, saying what is wrong with it."""
    _check(row)
    optional = frozenset(map(fold, row.get("optional") or ()))
    gold = row.get("gold")
    return Page(
        set=row.get("set", name),
        id=str(row.get("id", number)),
        texts=row["texts"] if "texts" in row else {TEXT: row["text"]},
        gold=None if gold is None else drop_lines(gold, optional),
        lang=(row.get("lang") or "").replace("_", "-").split("-")[0].lower() or None,
        must_have=tuple(row.get("must_have") or ()),
        must_not=tuple(row.get("must_not") or ()),
        optional=optional,
        title=row.get("title"),
        url=row.get("url"),
        captions=tuple(row.get("captions") or ()),
    )


def _check(row: dict[str, Any]) -> None:
    for key, types in _MAY_BE.items():
        if key in row and type(row[key]) not in types:
            wanted = " or ".join(_WORDS[kind] for kind in types)
            raise InputError(f"{key} is {_told(row[key])}, not {wanted}")
        if isinstance(row.get(key), list):
            wrong = [item for item in row[key] if not isinstance(item, str)]
            if wrong:
                raise InputError(f"{key} holds {_told(wrong[0])}, not only strings")
    if ("texts" in row) == ("text" in row):
        both = "both text and texts" if "text" in row else "no text"
        raise InputError(f"has {both}: give texts (an object of texts by tool), or one text")
    if row.get("texts") == {}:
        raise InputError("has no text: texts is empty")
    for tool, text in row.get("texts", {}).items():
        if not isinstance(text, str):
            raise InputError(f"texts: {tool!r} is {_told(text)}, not a string")


def _told(value: object) -> str:
    return _WORDS.get(type(value), f"{json.dumps(value)}")


def drop_lines(text: str, lines: frozenset[str]) -> str:
    """The text without these (folded) lines.

    >>> drop_lines("It rained.\\nBy  Ann\\nIt snowed.", frozenset(["by ann"]))
    'It rained.\\nIt snowed.'
    """
    if not lines:
        return text
    return "".join(line for line in text.splitlines(keepends=True) if fold(line) not in lines)


class Residue:
    """Furniture inside the gold, by page; see `cleanscrape.evaluation.residue`."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str | None, str], set[str]] = {}

    def read(self, path: Path) -> list[Problem]:
        """Add a file's lines; the problems with its rows."""
        problems = []
        for number, row in rows(path):
            if isinstance(row, Problem):
                problems.append(row)
            elif isinstance(row.get("id"), str | int) and isinstance(row.get("text"), str):
                self._lines.setdefault((row.get("set"), str(row["id"])), set()).add(
                    fold(row["text"])
                )
            else:
                problems.append(Problem(f"{path}:{number}: needs id and text, each a string"))
        return problems

    def of(self, page: Page) -> frozenset[str]:
        """The lines (folded) of a page."""
        own = self._lines.get(page.key, set()) | self._lines.get((None, page.id), set())
        return frozenset(own)
