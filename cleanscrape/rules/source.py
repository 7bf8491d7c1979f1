"""A pack as it is written: its bytes, its TOML, and the lines on which its rules stand."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleanscrape.errors import PackError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LARGEST = 2_000_000
"""Most bytes of a pack; the largest that comes with cleanscrape has 60,000."""
_DEEPEST = 20
"""Most nested brackets, and most parts of a dotted key: `tomllib` takes the square of them."""
_TOKEN = re.compile(
    r'#[^\n]*|"""|\'\'\'|"(?:[^"\\\n]|\\.)*+"?|\'[^\'\n]*\'?|[\[\]{},=.]|\n', re.DOTALL
)
_ENDS = {'"""': re.compile(r'\\.|"{3,5}', re.DOTALL), "'''": re.compile("'{3,5}")}
_HEADER = re.compile(r"[ \t]*\[(?:\[[ \t]*(?P<list>rule)[ \t]*\]|(?P<table>[^\]\n]*))\]")
_KEY = re.compile(r"[ \t]*([A-Za-z0-9_-]+)[ \t]*=")


@dataclass(slots=True)
class Lines:
    """The line of each key: of the table ``[pack]``, and of each ``[[rule]]``, in file order.

    A table's own line stands under the key ``""``.
    """

    pack: dict[str, int] = field(default_factory=dict)
    rules: list[dict[str, int]] = field(default_factory=list)


def read(path: Traversable) -> str:
    """The text of a pack. Raises `PackError` for what is no file, too large, or not UTF-8."""
    try:
        if not path.is_file():
            raise PackError(f"{path}: cannot be read ({_nature(path)}); name a pack file")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or error
        raise PackError(f"{path}: cannot be read ({told}); name a pack file") from error
    if len(data) > LARGEST:
        raise PackError(f"{path}: larger than {LARGEST:,} bytes; split the pack")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PackError(
            f"{path}: line {line}: not TOML in UTF-8 (byte 0x{data[error.start]:02x}); "
            "save the file as UTF-8"
        ) from error


def parse(text: str, path: Traversable) -> Mapping[str, Any]:
    """The tables of a pack's text. Raises `PackError` with the line that is not TOML."""
    deep = _too_deep(text)
    if deep:
        raise PackError(f"{path}: line {deep}: not TOML of a pack (nested too deep); flatten it")
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a ValueError
        told = re.fullmatch(r"(.*) \(at line (\d+), column \d+\)", str(error), re.DOTALL)
        at, what = (f"line {told[2]}: ", told[1]) if told else ("", str(error))
        raise PackError(f"{path}: {at}not TOML in UTF-8 ({what}); mend the file") from error


def lines(text: str) -> Lines:
    """Where the tables and keys of a pack stand; `text` is known to be TOML.

    >>> lines('[pack]\\nversion = "1"\\n\\n[[rule]]\\nid = "a"\\n').rules
    [{'': 4, 'id': 5}]
    """
    found = Lines()
    table: dict[str, int] = {}
    for number, start in _statements(text):
        header = _HEADER.match(text, start)
        if header and header["list"]:
            table = {"": number}
            found.rules.append(table)
        elif header:
            table = found.pack if header["table"].strip() == "pack" else {}
            table.setdefault("", number)
        elif key := _KEY.match(text, start):
            table.setdefault(key[1], number)
    return found


def _nature(path: Traversable) -> str:
    if path.is_dir():
        return "Is a directory"
    exists = not isinstance(path, Path) or path.exists()
    return "not a regular file" if exists else "No such file or directory"


def _statements(text: str) -> Iterator[tuple[int, int]]:
    """Number and offset of each line that begins outside strings and brackets."""
    yield 1, 0
    depth = 0
    for token, number, _, end in _tokens(text):
        if token in "[{":
            depth += 1
        elif token in "]}":
            depth -= 1
        elif token == "\n" and depth <= 0:
            yield number + 1, end


def _too_deep(text: str) -> int:
    """The line on which brackets or a dotted key go too deep; 0 if none does."""
    depth = dots = 0
    for token, number, _, _ in _tokens(text):
        if token == ".":
            dots += 1
        elif token in "[]{},=\n":
            dots = 0
            depth += (token in "[{") - (token in "]}")
        if max(depth, dots) > _DEEPEST:
            return number
    return 0


def _tokens(text: str) -> Iterator[tuple[str, int, int, int]]:
    """Signs, comments and strings, each with line, start and end; whatever the text, linear."""
    at, number = 0, 1
    while token := _TOKEN.search(text, at):
        said, start, at = token.group(), token.start(), token.end()
        if said in _ENDS:  # a string of several lines, up to its end or the text's
            closing = (m for m in _ENDS[said].finditer(text, at) if m.group()[0] != "\\")
            at = next((m.end() for m in closing), len(text))
        yield said, number, start, at
        number += text.count("\n", start, at)
