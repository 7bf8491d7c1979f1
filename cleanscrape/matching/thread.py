"""Threads: what readers wrote goes with the heading of their comments.

A comment reads like an article. What gives it away is the heading above ("12 comments"), and what
stands between the comments: who wrote when, buttons, numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cleanscrape.document import Line, is_many, looks_like_sentence, width
from cleanscrape.log import Proposal
from cleanscrape.matching.block import Block
from cleanscrape.matching.pattern import UnicodePattern

COMMENTS = "comments"
_FEWEST, _MANY = 4, 5
"""Marks of comments that a thread has; that it has if it says more than the article. Two or three
stand in an article between whose paragraphs an extractor left furniture."""
_PACE, _FIRST = 6, 10
"""Lines like sentences for each mark, and lines up to the first; more, and the marks are something
else's: below the "Comments" of a study stand its references, dated and numbered."""
_BODY, _LONG_BODY = 300, 600
"""Characters of sentences above a thread, and above one that says more than they do; a counter
under a headline stands above the article."""
_SKIPPED = 10
"""How much higher than the one before the number of a comment may be: extractors lose some."""
_LONGEST = 80
"""Characters of the longest line that says who wrote a comment, and when."""
_STAMP = UnicodePattern(
    r"\b\d{1,2}(?:st|nd|rd|th)?\.? \p{L}{3,12}\.?,? (?:19|20)\d\d\b"
    r"|\b\p{L}{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\d(?:[-./]\d{1,2}[-./]\d{1,2}|년 ?\d|年\d)|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b"
    r"|\b\d{1,3} ?\p{L}{1,9} (?:ago|fa|geleden|siden|sedan|sitten|temu|назад|тому|önce|πριν|पहले)\b"
    r"|\b\d{1,3} ?\p{L}{1,9} (?:lalu|trước)\b|\d ?\p{L}{1,3} ?[前전]"
    r"|\b(?:vor|il y a|hace|há|před|πριν|منذ) \d{1,3}\b"
)
"""A date, or how long ago, in any language that has rules; a clock leads entries of live blogs."""
_SAYS = UnicodePattern(
    r"(?i)[^\s:：]+(?: [^\s:：]+){0,9} "
    r"(?:says?|said|wrote|writes|replied|commented|schreibt|schrieb|sagt|sagte|meint|dit|a dit"
    r"|a écrit|dice|dijo|escribió|scrive|scrisse|ha detto|zegt|schreef"
    r"|schrijft|diz|disse|escreveu|pisze|napisał|napisała|пишет|написал|написала|сказал|пише|säger"
    r"|skrev|skriver|siger|sier|sanoo|kirjoitti|píše|napsal|napsala|λέει|έγραψε|dedi|diyor|yazdı)"
    r" ?[:：]?"
)
_NUMBERED = UnicodePattern(r"\(?(\d{1,4})[.)]\s")
_TITLED = UnicodePattern(r"[\"“”„«»「『‘’]")
_WORD = UnicodePattern(r"\p{L}+")
_TRIED = 8
"""Headings that are tried: each takes a look at all lines."""
_STEM = 5
"""Letters by which "1 comment" and "12 comments" are the same."""


def thread(block: Block, introduces: Callable[[str], bool]) -> None:
    """What readers wrote goes with the heading of their comments, to the end of the text.

    Not wider: without such a heading, letters and interviews would look the same; where little
    stands above it, it may be the article's own counter; and where several count alike, the text is
    a list of articles.
    """
    if is_many(block.document.lines):
        return
    headings = sorted(
        index
        for found in (block.cut, block.maybe)
        for index, item in found.items()
        if item.category == COMMENTS and introduces(item.rule) and not _asks(block, index)
    )
    for at, index in enumerate(headings[:_TRIED]):
        if _alike(block, index, headings[at + 1 :]) or not _is_thread(block, index):
            continue
        item = block.cut.get(index) or block.maybe[index]
        for line in block.document.lines[index:]:
            block.take(line, item, "below a heading of comments", "what readers wrote", apart=True)
        return


def _asks(block: Block, index: int) -> bool:
    """Whether a heading is none, but asks the reader: "Comments?"."""
    return block.document.lines[index].text.rstrip("*_ ").endswith(("?", "？", "؟"))


def _alike(block: Block, index: int, others: Sequence[int]) -> bool:
    """Whether one of other headings counts the same, as on a page of several articles."""
    lines = block.document.lines
    return any(_stem(lines[i].text) == _stem(lines[index].text) for i in others)


def _stem(text: str) -> str:
    return max(_WORD.findall(text), key=len, default="")[:_STEM].lower()


def _is_thread(block: Block, index: int) -> bool:
    """Whether the lines below a heading are comments on what stands above it."""
    lines = block.document.lines
    above, below = _said(block, lines[:index]), _said(block, lines[index + 1 :])
    if above < (_BODY if below <= above else _LONG_BODY):
        return False
    marks = _marks(block, lines[index + 1 :])
    if len(marks) >= (_FEWEST if below <= above else _MANY):
        spoken = sum(looks_like_sentence(line.text) for line in lines[index + 1 :])
        if marks[0] <= index + _FIRST and spoken <= _PACE * len(marks):
            return True
    if index not in block.cut or below > above:
        return False
    return _TITLED.search(lines[index].text) is not None


def _said(block: Block, lines: Sequence[Line]) -> int:
    """How much the lines say that read like sentences, and stay."""
    return sum(
        width(line.text) for line in lines
        if looks_like_sentence(line.text) and not block.gone(line.index)
    )  # fmt: skip


def _marks(block: Block, lines: Sequence[Line]) -> list[int]:
    """The lines that tell who wrote a comment or when, number it, or are its buttons."""
    marks = []
    number = 0
    for line in lines:
        numbered = _NUMBERED.match(line.text)
        if numbered and number < int(numbered[1]) <= number + _SKIPPED:
            number = int(numbered[1])
        elif (
            len(line.text) > _LONGEST
            or looks_like_sentence(line.text)
            or not (
                _is_button(block.cut.get(line.index) or block.maybe.get(line.index))
                or _STAMP.search(line.text)
                or _SAYS.fullmatch(line.text)
            )
        ):
            continue
        marks.append(line.index)
    return marks


def _is_button(item: Proposal | None) -> bool:
    return item is not None and item.category == COMMENTS
