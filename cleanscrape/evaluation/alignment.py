"""Was a removal right? Judged without a reader, by alignment with the annotated body.

A removal is **wrong** where what it says stands in the gold, and **right** where it does not.

1. Gold, output and removed text are compared as words: lower-cased, without punctuation, in lines
   and in sentences; in zh, ja, ko and th every character is a word. What holds no word, such as a
   row of bullets, is compared as it is.
2. The *pieces* of a removal are its lines, and the sentences of at least `LEAST` words in them.
3. A piece stands in a text as often as a whole line or a whole sentence of it says the same; a
   piece of at least `LEAST` words, as often as it occurs anywhere inside a line.
4. A removal is wrong if a piece of it stands in the gold, less its residue lines, more often than
   in the text that is left: cutting the second copy of a caption is right, the only one wrong.

Limits. Gold that keeps furniture makes right cuts look wrong, unless a list of residue names it; a
short line that is furniture here and body there ("Photos") counts as wrong; a line that annotators
left out though it is body ("Corrections"), as right; a fragment of a sentence of the gold that is
shorter than `LEAST` words, as right; a headline that the body says again in a line which the
extractor lost, as wrong. It tells nothing about what should have gone and did not.
Reading a sample tells more; this reads everything.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from cleanscrape.evaluation.metrics import tokens
from cleanscrape.matching.sentences import sentences

LEAST = 5
"""Words from which a piece counts wherever it stands; twice as many where characters are words."""


@dataclass(frozen=True)
class Words:
    """A text as its lines of words, to be asked how often it says something."""

    text: str
    language: str | None = None

    @cached_property
    def lines(self) -> list[str]:
        """Each line that is not blank, as words between single spaces."""
        return [_words(line, self.language) for line in self.text.splitlines() if line.strip()]

    @cached_property
    def units(self) -> Counter[str]:
        """How often each whole line, and each whole sentence inside one, occurs."""
        found = Counter(self.lines)
        for line in self.text.splitlines():
            parts = [line[start:end] for start, end in sentences(line)]
            if len(parts) > 1:
                found.update(_words(part, self.language) for part in parts)
        return found

    @cached_property
    def whole(self) -> str:
        """All lines, so that a search cannot run from one into the next."""
        return "\n".join(self.lines)

    def count(self, piece: str) -> int:
        """How often the text says a piece.

        >>> Words("It rained. Nobody was hurt.").count(" nobody was hurt ")
        1
        """
        anywhere = self.whole.count(piece) if _is_long(piece, self.language) else 0
        return max(self.units[piece], anywhere)

    @cached_property
    def pieces(self) -> list[str]:
        """Its lines, and the longer sentences in them."""
        long = [unit for unit in self.units if _is_long(unit, self.language)]
        return list(dict.fromkeys([*self.lines, *long]))


def is_wrong(removed: str, gold: Words, left: Words) -> bool:
    """Whether a removal took something of the gold that the text left does not say as often.

    >>> gold = Words("It rained all day in the valley.\\nPhotos")
    >>> is_wrong("Sign up now!", gold, Words("It rained all day in the valley."))
    False
    >>> is_wrong("Photos", gold, Words("")), is_wrong("Photos", gold, Words("Photos"))
    (True, False)
    """
    return any(
        (there := gold.count(piece)) and there > left.count(piece)
        for piece in Words(removed, gold.language).pieces
    )


def lines_gone(text: str, left: Words) -> list[str]:
    """The lines of a text that a cleaner without a log cut, each once, judged by what is left.

    A line is gone if what is left has it less often, both as a line and inside lines: joining lines
    is not cutting.

    >>> lines_gone("It rained.\\nShare\\nIt snowed.", Words("It rained. It snowed."))
    ['Share']
    """
    words = Words(text, left.language)
    had, has = Counter(words.lines), Counter(left.lines)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [
        line for piece, line in dict(zip(words.lines, lines, strict=True)).items()
        if has[piece] < had[piece] and left.whole.count(piece) < words.whole.count(piece)
    ]  # fmt: skip


def _words(line: str, language: str | None) -> str:
    found = tokens(line.lower(), language)
    return f" {' '.join(found)} " if found else " ".join(line.split())


def _is_long(piece: str, language: str | None) -> bool:
    least = LEAST if tokens("ab", language) == ["ab"] else 2 * LEAST
    return piece.startswith(" ") and piece.count(" ") > least
