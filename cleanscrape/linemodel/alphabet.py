"""Classes of characters, lower case, and hashes of words: what reading a line begins with.

The tables come from Unicode once, when a model is trained, and are kept in its file: a later
Python knows more characters, and would read some texts otherwise.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

CLASSES = (
    "space", "a small letter", "a capital", "a letter without case", "a letter of a dense script",
    "a digit", "a full stop", "a comma", "a colon", "a quote", "a bracket", "a dash",
    "a separator", "a symbol", "an apostrophe", "something else",
)  # fmt: skip
SMALL, CAPITAL, DENSE, DIGIT, STOP, COMMA, SEPARATOR = 1, 2, 4, 5, 6, 7, 12
SHARED = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)
SHARES = (
    "small letters", "capitals", "letters without case", "letters of dense scripts", "digits",
    "full stops", "commas", "colons", "quotes", "brackets", "dashes", "separators", "symbols",
)  # fmt: skip
IN_WORD = np.array([c in (1, 2, 3, 4, 5) for c in range(16)])
CLOSES = np.array([c in (6, 8, 9, 10) for c in range(16)])
LISTS = np.array([int(c in (11, 12)) for c in range(16)])
_SIZE = 1 << 16
_OF = {
    ".!?…。！？؟।۔｡": 6, ",;،、，；؛": 7, ":：": 8, "\"“”„«»‹›‟「」『』《》〈〉": 9,
    "()[]{}（）【】［］": 10, "-–—‐‑―−": 11, "|/\\><·•●▪■◆►▶▸→←↑↓*_~¦｜／＞＜・∙‣◦○□▼▲": 12,
    "'’‘`´ʼ": 14,
}  # fmt: skip
_DENSE = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF),
)  # fmt: skip
_CATEGORY = {
    "Ll": 1, "Lu": 2, "Lt": 2, "Lo": 3, "Lm": 3, "Mn": 3, "Mc": 3, "Nd": 5, "Zs": 0, "Zl": 0,
    "Zp": 0, "Ps": 10, "Pe": 10, "Pi": 9, "Pf": 9, "Pd": 11,
}  # fmt: skip
_ASTRAL_DENSE = 0x20000
_ODD = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1


def _powers() -> NDArray[np.uint64]:
    found, power = [], 1
    for _ in range(64):
        found.append(power)
        power = power * 0x5851F42D4C957F2D & _MASK
    return np.array(found, np.uint64)


POWERS = _powers()


def mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread hashes over all 64 bits."""
    values = values ^ (values >> np.uint64(29))
    values = values * np.uint64(_ODD)
    return values ^ (values >> np.uint64(32))


def paired(one: NDArray[np.uint64], two: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Hashes of two words in a row."""
    return mixed(one * np.uint64(0xD1342543DE82EF95) + two + np.uint64(1))


class Alphabet:
    """The tables of one model.

    Parameters
    ----------
    kinds, lower:
        Class and small letter of each character of the basic plane; of all digits, zero.
    function_words:
        A bit for each 16-bit prefix of a hash: whether a frequent word of some language has it.
    """

    def __init__(
        self,
        kinds: NDArray[np.uint8],
        lower: NDArray[np.uint16],
        function_words: NDArray[np.uint8],
    ) -> None:
        self.kinds, self.lower = kinds, lower
        self.function_words = np.unpackbits(function_words).astype(bool)

    @classmethod
    def of_unicode(cls, function_words: Iterable[str]) -> Alphabet:
        """The tables as this Python's Unicode has them."""
        kinds = np.fromiter(map(_kind, range(_SIZE)), np.uint8, _SIZE)
        lower = np.fromiter(map(_lower, range(_SIZE)), np.uint16, _SIZE)
        made = cls(kinds, lower, np.zeros(_SIZE // 8, np.uint8))
        bits = np.zeros(_SIZE, np.uint8)
        for word in function_words:
            bits[made.hash(word) >> 48] = 1
        return cls(kinds, lower, np.packbits(bits))

    def hash(self, word: str) -> int:
        """The hash of one word."""
        total = 0
        for i, char in enumerate(word):
            code = ord(char)
            small = int(self.lower[code]) if code < _SIZE else code
            total += (small + 1) * int(POWERS[min(i, len(POWERS) - 1)])
        return int(mixed(np.array([total & _MASK], np.uint64))[0])

    def read(self, codes: NDArray[np.uint32]) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
        """Class and small letter of each character."""
        if not len(codes) or int(codes.max()) < _SIZE:
            return self.kinds[codes], self.lower[codes].astype(np.uint32)
        low = np.minimum(codes, _SIZE - 1)
        beyond = codes >= _SIZE
        astral = np.where(codes >= _ASTRAL_DENSE, np.uint8(4), np.uint8(13))
        kinds = np.where(beyond, astral, self.kinds[low])
        return kinds, np.where(beyond, codes, self.lower[low])

    def is_function_word(self, hashes: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Which hashes belong to words that are frequent in some language."""
        found: NDArray[np.bool_] = self.function_words[(hashes >> np.uint64(48)).astype(np.int64)]
        return found


def _kind(code: int) -> int:
    char = chr(code)
    for chars, kind in _OF.items():
        if char in chars:
            return kind
    if any(low <= code <= high for low, high in _DENSE):
        return 4 if unicodedata.category(char)[0] in "LM" else 13
    category = unicodedata.category(char)
    if code in (9, 10, 11, 12, 13):
        return 0
    return _CATEGORY.get(category, 13 if category[0] in "SPN" else 15)


def _lower(code: int) -> int:
    char = chr(code)
    if unicodedata.category(char) == "Nd":
        return ord("0")
    small = char.lower()
    return ord(small) if len(small) == 1 and ord(small) < _SIZE else code
