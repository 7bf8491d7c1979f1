"""Keys from a person: one at a time at a terminal, else one a line of standard input."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from cleanscrape.errors import InputError

Read = Callable[[], str]
"""Gives the next key; the empty text is the end."""
_LINE = 200
_END = "\x04"
"""What Ctrl-D gives at a terminal that waits for no line."""


@contextmanager
def keys() -> Iterator[Read]:
    """Keys from standard input; a terminal is left as it was found. Raises `InputError`."""
    if sys.stdin is None:
        raise InputError("standard input is closed; there is nobody to ask")
    if not _is_terminal():
        yield _lines
    elif sys.platform == "win32":
        yield _windows
    else:
        with _posix() as read:
            yield read


def _is_terminal() -> bool:
    try:
        return sys.stdin.isatty()
    except ValueError:  # it was closed
        return False


def _lines() -> str:
    """The first line of standard input that is not empty, without its end."""
    while True:
        line = sys.stdin.buffer.readline(_LINE)
        rest = line
        while rest and not rest.endswith(b"\n"):  # what else is on an overlong line
            rest = sys.stdin.buffer.readline(_LINE)
        key = line.decode("ascii", "replace").rstrip("\r\n")
        if key or not line:
            return key.strip() or key[:1]


def _windows() -> str:
    import msvcrt

    key = str(msvcrt.getwch())  # type: ignore[attr-defined, unused-ignore]
    while key in ("\0", "\xe0"):  # an arrow or a function key comes in two parts
        msvcrt.getwch()  # type: ignore[attr-defined, unused-ignore]
        key = str(msvcrt.getwch())  # type: ignore[attr-defined, unused-ignore]
    if key == "\x03":
        raise KeyboardInterrupt
    return "" if key in (_END, "\x1a") else key


@contextmanager
def _posix() -> Iterator[Read]:
    try:
        import termios
        import tty
    except ImportError:  # neither Windows nor quite POSIX
        yield _lines
        return
    try:
        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
        tty.setcbreak(terminal, termios.TCSADRAIN)
    except (OSError, ValueError, termios.error):
        yield _lines
        return
    typed: deque[str] = deque()

    def read() -> str:
        while not typed:
            data = os.read(terminal, 256)
            if not data:
                return ""
            if not data.startswith(b"\x1b"):  # arrows and the like
                typed.extend(data.decode("utf-8", "ignore"))
        key = typed.popleft()
        return "" if key == _END else key

    try:
        yield read
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
