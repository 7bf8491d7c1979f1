"""Where sentences begin and end inside a line."""

from __future__ import annotations

import regex

from cleanscrape.document import Span

_BREAK = regex.compile(
    r"""(?:[.!?…]{1,8}["'”’»)\]*_]{0,4}\s{1,20}(?=["'“‘«(\[*_>]{0,4}[\p{Lu}\p{Lt}\p{Lo}\p{N}\p{So}@#•–—])
    | [。！？][」』”’）)]{0,3}\s{0,20}(?=\S)
    | (?<=\p{Ll}\p{Ll})[.!?]["”’)]{0,2}(?=\p{Lu}\p{Ll}{2}))""",
    regex.VERBOSE,
)
_ABBREVIATION = regex.compile(
    r"(?:^|[\s(\"“‘])(?:\p{Lu}|mr|mrs|ms|dr|prof|rev|gov|sen|rep|gen|lt|col|sgt|capt|st|jr|sr|no|nos"
    r"|vs|etc|inc|ltd|co|corp|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|fig|approx|dept|est"
    r"|[ap]\.m|e\.g|i\.e|(?:\p{Lu}\.){1,4}\p{Lu})$",
    regex.IGNORECASE,
)
_LOOK_BACK = 14


def sentences(text: str) -> list[Span]:
    """Split a line into sentences, as half-open spans that leave out the space between them.

    >>> line = "Mr. Smith left. Sign up now!"
    >>> [line[start:end] for start, end in sentences(line)]
    ['Mr. Smith left.', 'Sign up now!']
    """
    spans = []
    start = 0
    for found in _BREAK.finditer(text):
        point = found.start()
        before = text[max(0, point - _LOOK_BACK) : point]
        if text[point] == "." and _ABBREVIATION.search(before):
            continue
        end = point + len(found.group().rstrip())
        spans.append((start, end))
        start = found.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans
