"""Line numbers as an editor counts them."""

from __future__ import annotations

import re

from cleanscrape.offsets import Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def numbered(text: str) -> list[Span]:
    r"""The spans of a text's lines, line ends included: the first is line 1.

    An editor ends a line at LF, CRLF or CR. `str.splitlines` and `Document.lines` know more ends,
    such as U+2028, so one of these lines may hold several of theirs.

    >>> numbered("one\r\n\ntwo")
    [(0, 5), (5, 6), (6, 9)]
    """
    return [found.span() for found in _LINE.finditer(text)]
