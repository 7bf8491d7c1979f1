"""Text files and standard input, read as UTF-8; nothing is guessed, replaced or normalised."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from cleanscrape.errors import InputError

_BOM = b"\xef\xbb\xbf"
_STRAY_NULS = 4
"""So many NULs never make a text binary, however short it is."""
_NUL_SHARE = 0.01


class TextFile(NamedTuple):
    """A text and how it was encoded, so that it can be written back byte for byte.

    Attributes
    ----------
    text:
        The text without a byte order mark; line ends are untouched.
    encoding:
        ``utf-8``, or ``utf-8-sig`` where the bytes began with a byte order mark.
    """

    text: str
    encoding: str

    def encode(self, text: str) -> bytes:
        r"""Another text in this file's encoding, with its byte order mark if it had one.

        >>> decode(b"\xef\xbb\xbfIt rained.").encode("It snowed.")
        b'\xef\xbb\xbfIt snowed.'
        """
        mark = _BOM if self.encoding == "utf-8-sig" else b""
        return mark + text.encode("utf-8", "surrogatepass")


def decode(data: bytes, name: str = "input") -> TextFile:
    r"""Read bytes as UTF-8.

    Raises
    ------
    InputError
        If they are not UTF-8, or many of them are NUL: then it is no text. Stray NULs stay.

    >>> decode(b"one\r\ntwo").text
    'one\r\ntwo'
    >>> decode(b"caf\xe9", "menu.txt")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
      ...
    cleanscrape.errors.InputError: menu.txt: not UTF-8 (byte 0xe9 at offset 3, line 1); if ...
    """
    marked = data.startswith(_BOM)
    _refuse_other_marks(data, name)
    _refuse_binary(data, name)
    try:
        text = data[len(_BOM) * marked :].decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start + len(_BOM) * marked
        line = data.count(b"\n", 0, at) + 1
        raise InputError(
            f"{name}: not UTF-8 (byte 0x{data[at]:02x} at offset {at}, line {line}); if it is "
            "text, convert it first, for example: iconv -f WINDOWS-1252 -t UTF-8"
        ) from None
    return TextFile(text, "utf-8-sig" if marked else "utf-8")


def read_text(path: Path) -> TextFile:
    """Read a UTF-8 text file. Raises `InputError`, naming the file and a remedy."""
    return decode(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """Read a file whole. Raises `InputError`, naming the file and a remedy."""
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise InputError(f"{path}: is a folder; give a file") from None
    except FileNotFoundError:
        raise InputError(f"{path}: no such file or folder; check the name") from None
    except PermissionError:
        raise InputError(f"{path}: may not be read; check its permissions") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:  # a NUL in the name
        raise InputError(f"{path}: not a file name: {error}") from None


def read_stdin() -> TextFile:
    """Read standard input whole as UTF-8. Raises `InputError`."""
    if sys.stdin is None:
        raise InputError("standard input is closed; give a file instead of -")
    try:
        return decode(sys.stdin.buffer.read(), "standard input")
    except OSError as error:
        raise InputError(f"standard input cannot be read: {error.strerror or error}") from error


def _refuse_other_marks(data: bytes, name: str) -> None:
    """UTF-16 and UTF-32 announce themselves, and hold too many NULs to be told as text later."""
    for mark, encoding in (
        (b"\xff\xfe\0\0", "UTF-32"), (b"\0\0\xfe\xff", "UTF-32"),
        (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"),
    ):  # fmt: skip
        if data.startswith(mark):
            raise InputError(
                f"{name}: begins like {encoding}; if it is text, convert it first: "
                f"iconv -f {encoding} -t UTF-8"
            )


def _refuse_binary(data: bytes, name: str) -> None:
    nuls = data.count(0)
    if nuls > _STRAY_NULS and nuls > _NUL_SHARE * len(data):
        raise InputError(
            f"{name}: looks binary ({nuls:,} NUL bytes in {len(data):,}); give a UTF-8 text or "
            "HTML file"
        )
