"""Which lines of which files the command line asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from cleanscrape.cli.inputs import STDIN, status
from cleanscrape.errors import InputError, OptionError
from cleanscrape.report.terminal import harmless

_ASKED = re.compile(r"(.+):([0-9]{1,18})(?:-([0-9]{1,18}))?", re.DOTALL)

Lines = tuple[int, int]


class Asked(NamedTuple):
    """A document and the ranges of lines asked for; none of them: the whole."""

    name: str
    lines: tuple[Lines, ...]


def asked(arguments: Iterable[str]) -> list[Asked]:
    """What ``FILE[:LINE]`` arguments ask for, each document once, in their order.

    Raises `OptionError` for lines that no text can have.

    >>> asked(["a.txt:3", "b.txt", "a.txt:7-9"])
    [Asked(name='a.txt', lines=((3, 3), (7, 9))), Asked(name='b.txt', lines=())]
    """
    found: dict[str, list[Lines]] = {}
    whole: set[str] = set()
    for argument in arguments:
        name, lines = split(argument)
        ranges = found.setdefault(name, [])
        if lines is None:
            whole.add(name)
        else:
            ranges.append(lines)
    return [Asked(n, () if n in whole else tuple(ranges)) for n, ranges in found.items()]


def split(argument: str) -> tuple[str, Lines | None]:
    r"""A file's name and the lines asked for.

    A file that exists under the whole name wins, and only a number behind the last colon is a
    line, so that Windows' ``C:\a.txt`` is a name. Raises `OptionError`.

    >>> split("C:\\texts\\a.txt:12"), split("C:\\a.txt"), split("-:10-14")
    (('C:\\texts\\a.txt', (12, 12)), ('C:\\a.txt', None), ('-', (10, 14)))
    """
    match = _ASKED.fullmatch(argument)
    if not match or status(argument) is not None:
        return argument, None
    name, first = match[1], int(match[2])
    last = int(match[3] or first)
    if not first:
        raise OptionError(f"{harmless(argument)}: lines count from 1")
    if last < first:
        raise OptionError(f"{harmless(argument)}: a range goes from the lower line to the higher")
    return name, (first, last)


def check(name: str, lines: Iterable[Lines], count: int) -> None:
    """Raise `InputError` for lines that a document of `count` lines does not have."""
    name = "standard input" if name == STDIN else name
    for first, last in lines:
        if last > count:
            has = f"{count:,} line{'s' * (count != 1)}" if count else "no line: it is empty"
            raise InputError(f"{name}: there is no line {max(first, last)}; it has {has}")
