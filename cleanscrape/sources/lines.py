"""A file in blocks of whole lines, always cut at the same places, wherever reading begins."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from cleanscrape.errors import InputError
from cleanscrape.sources.files import naming
from cleanscrape.sources.packing import Stream, packed_as, packing

STDIN = "-"


class Block(NamedTuple):
    """Whole lines of a file.

    Attributes
    ----------
    data:
        Their bytes, unpacked.
    start:
        Where they begin in the unpacked file.
    taken:
        Bytes of the file as it is that were read so far, for a progress bar.
    problem:
        Why nothing follows, if the file is broken behind these lines; the last one may be cut off.
    too_long:
        The size of a line that is longer than was allowed; `data` is its beginning then.
    """

    data: bytes
    start: int
    taken: int
    problem: str | None = None
    too_long: int = 0

    @property
    def after(self) -> int:
        """Where the next block begins."""
        return self.start + (self.too_long or len(self.data))


def blocks(name: str, start: int, size: int, longest: int) -> Iterator[Block]:
    """The lines of a file from a block's beginning on.

    Parameters
    ----------
    name:
        The file; ``-`` is standard input.
    start:
        Where to begin: 0, or a block's `after`.
    size:
        Bytes of a block; a longer line is a block of its own.
    longest:
        Bytes of a line, from which on it is passed over and told.

    Raises `InputError`, naming the file, if it cannot be opened or is shorter than `start`.
    """
    with stream_from(name, start) as stream:
        yield from _cut(stream, start, size, longest)


@contextmanager
def stream_from(name: str, start: int) -> Iterator[Stream]:
    """A file's unpacked bytes from a place on. Raises `InputError` as `blocks` does."""
    with opened(name) as file:
        stream = Stream(file, packing(name))
        if not stream.skip(start):
            raise InputError(f"{name}: is shorter than it was; start over with --restart")
        how = None if start or packing(name) else packed_as(stream.peek(4))
        if how:
            called = "standard input" if name == STDIN else name
            raise InputError(f"{called}: is packed as {how}: unpack it first, or name it so")
        yield stream


@contextmanager
def opened(name: str) -> Iterator[IO[bytes]]:
    """A file's bytes, or standard input's. Raises `InputError` that names it."""
    if name == STDIN:
        if sys.stdin is None:
            raise InputError("standard input is closed; give a file instead of -")
        yield sys.stdin.buffer
        return
    with naming(Path(name)), Path(name).open("rb") as file:
        yield file


def _cut(stream: Stream, start: int, size: int, longest: int) -> Iterator[Block]:
    carry = b""
    while True:
        data = carry + stream.read(size - len(carry))
        ended = len(data) < size
        cut = len(data) if ended else data.rfind(b"\n") + 1
        if not cut:
            block = _long(stream, data, start, longest)
            carry = b""
        else:
            problem = stream.problem if ended else None
            block = Block(data[:cut], start, stream.taken, problem)
            carry = data[cut:]
        if block.data or block.problem:
            yield block
        if ended or block.problem:
            return
        start = block.after


def _long(stream: Stream, head: bytes, start: int, longest: int) -> Block:
    """A line that is longer than a block: byte by byte up to its end, for no more was read."""
    parts, length = [head], len(head)
    while True:
        part = stream.line(1 << 16)
        length += len(part)
        if length <= longest:
            parts.append(part)
        if not part or part.endswith(b"\n"):
            break
    too_long = length if length > longest else 0
    return Block(b"".join(parts), start, stream.taken, stream.problem, too_long)
