"""How a file's bytes were encoded, and text back into bytes: what is read is written back exactly.

A byte order mark decides, then UTF-8 if the bytes are that; otherwise charset-normalizer guesses
(loaded only then). A guess counts only if encoding its text again gives the very same bytes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from cleanscrape.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STRAY = 4
"""So many control characters never make a text binary, however short it is."""
_BINARY_SHARE = 0.01
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\x0b\f\r\x1a\x1b"))
_HIGH = bytes(range(128, 256))
_SAMPLE = 200_000
"""Bytes that are guessed from: more makes a guess slower, not better."""
_OF_THE_WEB = [
    "cp1252", "cp1251", "gb18030", "cp932", "shift_jis", "cp949", "euc_kr", "euc_jp", "big5",
    "big5hkscs", "iso8859_2", "cp1250", "cp1254", "cp1256", "cp874", "cp1253", "cp1255", "cp1257",
    "cp1258", "koi8_r", "koi8_u",
]  # fmt: skip
"""What browsers read, less what they never see; of two that fit as well, the earlier, which more
pages are written in. With the code pages of DOS and the Macintosh among
the candidates, a third of English texts in cp1252 is taken for one of those. Encodings with a
state, such as ISO-2022, are out: a text with a cut in it would not come back."""
_WESTERN = ("cp1252", "latin-1")
"""Tried where nothing else holds; the last one holds for any bytes."""
_FEW = 0.02
"""Share of non-ASCII bytes, each alone, that tell a guesser nothing: some quotes, a name."""
_BROKEN_UTF8 = 2
"""Bytes are UTF-8 with stray bytes in it if it has so many times more whole characters than
those; in other encodings, two bytes look like a character of UTF-8 now and then."""


class TextFile(NamedTuple):
    """A text and how it was encoded, so that it can be written back byte for byte.

    Attributes
    ----------
    text:
        The text without a byte order mark; line ends are untouched.
    encoding:
        Python's name of the codec, such as ``utf-8`` or ``cp1252``.
    bom:
        Whether a byte order mark stood in front.
    errors:
        ``strict``; ``surrogateescape`` where stray bytes are no UTF-8, ``surrogatepass`` where
        UTF-16 or UTF-32 holds half a pair: both come back as they were.
    """

    text: str
    encoding: str = "utf-8"
    bom: bool = False
    errors: str = "strict"

    def encode(self, text: str) -> bytes:
        r"""Another text in this file's encoding, with its byte order mark if it had one.

        Raises `InputError` if it would not be read back as the same text.

        >>> decode(b"\xef\xbb\xbfIt rained.").encode("It snowed.")
        b'\xef\xbb\xbfIt snowed.'
        """
        try:
            data = text.encode(self.encoding, self.errors)
        except UnicodeEncodeError as error:
            raise InputError(f"the clean text does not fit into {self.encoding}: {error}") from None
        if not self.encoding.startswith("utf-") and data.decode(self.encoding) != text:
            raise InputError(f"the clean text would not come back from {self.encoding}")
        return self._mark + data

    @property
    def _mark(self) -> bytes:
        return next(mark for mark, name in _MARKS if name == self.encoding) if self.bom else b""


def decode(data: bytes, name: str = "input", encoding: str | None = None) -> TextFile:
    r"""Read bytes as text.

    Parameters
    ----------
    data:
        The file's bytes.
    name:
        What errors call it.
    encoding:
        Its encoding, where you know it; found out by default.

    Raises
    ------
    InputError
        If many bytes are control characters: then it is no text. Stray ones stay. If they are not
        what `encoding` says.

    >>> decode(b"one\r\ntwo").text
    'one\r\ntwo'
    >>> decode("Ночью река поднялась на метр, и мост закрыли.".encode("cp1251")).encoding
    'cp1251'
    """
    if encoding is not None:
        return _as_told(data, name, encoding)
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _wide(data[len(mark) :], codec, name, bom=True)
    if half := _unmarked_utf16(data):
        return _wide(data, half, name, bom=False)
    _refuse_binary(data, name)
    try:
        return TextFile(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _broken_utf8(data) or _guessed(data)


def _as_told(data: bytes, name: str, encoding: str) -> TextFile:
    codec = codecs.lookup(encoding).name
    if codec in ("utf-16", "utf-32", "utf-8-sig"):  # a mark says the byte order, and goes back
        return decode(data, name)
    mark = next((mark for mark, known in _MARKS if known == codec and data.startswith(mark)), b"")
    try:
        file = TextFile(data[len(mark) :].decode(codec), codec, bool(mark))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{name}: not {encoding} (byte 0x{data[error.start]:02x} at offset {error.start}, "
            f"line {line}); leave out --encoding to have it found out"
        ) from None
    if file.encode(file.text) != data:
        raise InputError(f"{name}: would not come back from {encoding}; use another --encoding")
    return file


def _wide(data: bytes, codec: str, name: str, *, bom: bool) -> TextFile:
    if codec == "utf-8":
        _refuse_binary(data, name)
        for errors in ("strict", "surrogateescape"):
            try:
                return TextFile(data.decode(codec, errors), codec, bom, errors)
            except UnicodeDecodeError:
                continue
    for errors in ("strict", "surrogatepass"):
        try:
            return TextFile(data.decode(codec, errors), codec, bom, errors)
        except UnicodeDecodeError as error:
            problem = error
    raise InputError(f"{name}: begins like {codec}, and is not ({problem}); is it cut off?")


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: in any text with spaces and line ends, every other byte is often 0."""
    if len(data) % 2 or data.count(0) <= max(_STRAY, _BINARY_SHARE * len(data)):
        return None
    for codec, high, low in (
        ("utf-16-le", data[1::2], data[::2]),
        ("utf-16-be", data[::2], data[1::2]),
    ):
        if low.count(0) * 10 > high.count(0):
            continue
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if not re.search(r"[\0-\x08\x0e-\x19\x1c-\x1f\ufffe\uffff]", text):
            return codec
    return None


def _refuse_binary(data: bytes, name: str) -> None:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > _STRAY and controls > _BINARY_SHARE * len(data):
        raise InputError(
            f"{name}: looks binary ({controls:,} control characters in {len(data):,} bytes); give "
            "a text or HTML file, or name its --encoding if it is text"
        )


def _broken_utf8(data: bytes) -> TextFile | None:
    """UTF-8 in which some bytes are astray, such as a character cut in half."""
    text = data.decode("utf-8", "surrogateescape")
    stray = sum(1 for char in text if "\udc80" <= char <= "\udcff")
    whole = sum(1 for char in text if char > "\x7f") - stray
    return TextFile(text, errors="surrogateescape") if whole >= _BROKEN_UTF8 * stray else None


def _guessed(data: bytes) -> TextFile:
    for codec in (*_guesses(data), *_WESTERN):
        try:
            text = data.decode(codec)
            if text.encode(codec) == data:
                same = codec != "cp1252" and _decoded(data, "cp1252") == text
                return TextFile(text, "cp1252" if same else codecs.lookup(codec).name)
        except (UnicodeError, LookupError):
            continue
    raise AssertionError("latin-1 holds for any bytes")


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _guesses(data: bytes) -> Iterator[str]:
    alone = len(re.findall(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])", data))
    if alone == len(data) - len(data.translate(None, _HIGH)) <= _FEW * len(data):
        return
    from charset_normalizer import from_bytes  # takes as long to load as a text takes to clean

    sample = data[:_SAMPLE]
    if len(sample) < len(data):  # at the end of a line no character is cut in half
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    found = from_bytes(sample, cp_isolation=_OF_THE_WEB)
    fits = {match.encoding: (round(match.chaos, 2), -round(match.coherence, 1)) for match in found}
    order = {name: place for place, name in enumerate(_OF_THE_WEB)}
    yield from sorted(fits, key=lambda name: (fits[name], order.get(name, len(order))))
