"""Bytes of files that may be packed as gzip or zstd, read in a stream and written in members.

Reading gives what is whole, then tells what is broken, instead of losing the former to the latter.
Members of gzip and frames of zstd may stand one after the other, so each block that is written can
be packed on its own, in any process, and any prefix of whole blocks is a whole file.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

from cleanscrape.errors import MissingExtra

TYPE_CHECKING = False  # every start of the command asks for the names of packings, and no more
if TYPE_CHECKING:
    from typing import IO, Any, Protocol

    class _Unpacker(Protocol):
        @property
        def eof(self) -> bool: ...
        @property
        def unused_data(self) -> bytes: ...
        def decompress(self, data: bytes, /) -> bytes: ...


INSTALL = 'pip install "cleanscrape[jsonl]"'
PACKINGS = {".gz": "gzip", ".zst": "zstd"}
_READ = 65_536
"""Packed bytes unpacked at once: a bomb grows a thousandfold, and that has to fit into memory."""
_LEVELS = {"gzip": 6, "zstd": 3}
_MARKS = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}


def packing(name: str) -> str:
    """How a file of this name is packed: ``gzip``, ``zstd``, or ``""``.

    >>> packing("news.jsonl.gz"), packing("news.jsonl")
    ('gzip', '')
    """
    return PACKINGS.get(Path(name).suffix.lower(), "")


def packed_as(head: bytes) -> str | None:
    """How data that begins so is packed, by its first bytes.

    >>> packed_as(pack(b"It rained.", "gzip")), packed_as(b'{"id": 1}')
    ('gzip', None)
    """
    return next((how for mark, how in _MARKS.items() if head.startswith(mark)), None)


def pack(data: bytes, how: str) -> bytes:
    """A block as a member of its own; the same bytes give the same member, whenever it is made.

    Raises `MissingExtra` for zstd without its library.

    >>> import gzip
    >>> gzip.decompress(pack(b"rain", "gzip") + pack(b"fall", "gzip"))
    b'rainfall'
    """
    if not how or not data:
        return data
    if how == "gzip":
        packer = zlib.compressobj(_LEVELS[how], zlib.DEFLATED, 31)  # 31: a gzip header of time 0
        return packer.compress(data) + packer.flush()
    found: bytes = zstandard().ZstdCompressor(level=_LEVELS[how]).compress(data)
    return found


def packed_nothing(name: str) -> bytes:
    """What a file of this name holds if nothing was written to it.

    >>> len(packed_nothing("a.jsonl.gz")), packed_nothing("a.jsonl")
    (20, b'')
    """
    how = packing(name)
    if how == "gzip":
        packer = zlib.compressobj(_LEVELS[how], zlib.DEFLATED, 31)
        return packer.flush()
    return zstandard().ZstdCompressor().compress(b"") if how else b""


def zstandard() -> Any:
    """The library for zstd. Raises `MissingExtra` with the install line."""
    try:
        import zstandard
    except ImportError as error:
        raise MissingExtra(f"zstd needs zstandard ({error}): {INSTALL}") from error
    return zstandard


class Stream:
    """A file's unpacked bytes from its beginning on.

    Parameters
    ----------
    file:
        An open file of bytes.
    how:
        ``gzip``, ``zstd``, or ``""`` for what is not packed.

    Attributes
    ----------
    problem:
        What is wrong with the packed data, once that is known; what came before it was read.

    >>> import io
    >>> stream = Stream(io.BytesIO(pack(b"It rained.", "gzip")[:-4]), "gzip")
    >>> stream.read(100), stream.problem
    (b'It rained.', 'the gzip data breaks off')
    """

    def __init__(self, file: IO[bytes], how: str = "") -> None:
        self.problem: str | None = None
        self.taken = 0
        """Bytes of the file, packed as they are, that were read so far."""
        self._file = file
        self._how = how
        self._make = _unpackers(how) if how else None
        self._unpacker: _Unpacker | None = None
        self._ready = bytearray()
        self._packed = b""
        self._ended = False

    def read(self, size: int) -> bytes:
        """The next `size` bytes; fewer only at the end, or where the data is broken."""
        while len(self._ready) < size and not self._ended:
            self._more(size - len(self._ready))
        found = bytes(self._ready[:size])
        del self._ready[:size]
        return found

    def peek(self, size: int) -> bytes:
        """The next bytes, which stay to be read."""
        found = self.read(size)
        self._ready[:0] = found
        return found

    def line(self, most: int) -> bytes:
        """The next bytes up to the end of a line, at most `most` of them."""
        found = self.read(most)
        cut = found.find(b"\n") + 1
        if cut:
            self._ready[:0] = found[cut:]
            return found[:cut]
        return found

    def until(self, mark: bytes, most: int) -> bytes:
        """The next bytes up to a mark, and with it; at most some more than `most`."""
        seen = 0
        while (at := self._ready.find(mark, max(0, seen - len(mark)))) < 0:
            seen = len(self._ready)
            if self._ended or seen > most:
                return self.read(seen)
            self._more(_READ)
        return self.read(at + len(mark))

    def skip(self, size: int) -> bool:
        """Pass over bytes at the beginning; whether there were as many."""
        if not self._how and self._file.seekable():
            self._file.seek(size, 1)
            self.taken += size
            return True
        return self.skip_read(size)

    def skip_read(self, size: int) -> bool:
        """Pass over bytes by reading them; whether there were as many."""
        while size:
            found = self.read(min(size, 1 << 20))
            if not found:
                return False
            size -= len(found)
        return True

    def _more(self, wanted: int) -> None:
        if self._make is None:
            data = self._file.read(wanted)
            self.taken += len(data)
            self._ready += data
            self._ended = not data
            return
        data = self._packed or self._file.read(_READ)
        self.taken += 0 if self._packed else len(data)
        self._packed = b""
        if not data:
            # a packed file has a header, even if nothing was packed
            self._end(broken=self._unpacker is not None or not self.taken)
        else:
            self._unpack(data)

    def _unpack(self, data: bytes) -> None:
        assert self._make is not None
        if self._unpacker is None:
            data = data.lstrip(b"\0")  # members may be padded
            if not data:
                return
            self._unpacker = self._make()
        try:
            self._ready += self._unpacker.decompress(data)
        except Exception as error:  # zlib.error, ZstdError: both libraries' only ones here
            why = f"is broken: {error}"
            if self.taken <= len(data) and not self._ready:
                why += f" (if it is no {self._how} at all, name it so)"
            self._end(broken=True, why=why)
            return
        if self._unpacker.eof:
            self._packed = self._unpacker.unused_data
            self._unpacker = None

    def _end(self, *, broken: bool, why: str = "breaks off") -> None:
        self._ended = True
        if broken:
            self.problem = f"the {self._how} data {why}"


def _unpackers(how: str) -> Callable[[], _Unpacker]:
    if how == "gzip":
        return lambda: zlib.decompressobj(31)
    library = zstandard()
    made: Callable[[], _Unpacker] = lambda: library.ZstdDecompressor().decompressobj()  # noqa: E731
    return made
