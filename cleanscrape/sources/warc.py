"""Records of web archives (WARC 1.0 and 1.1, WET among them): framed here, byte for byte.

FastWARC, which reads what is inside HTTP responses, passes over a file that breaks off without a
word; here a record is either whole, or the file is told to be broken.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from cleanscrape.errors import InputError, MissingExtra
from cleanscrape.sources.packing import Stream

INSTALL = 'pip install "cleanscrape[warc]"'
_HEADER_MOST = 1 << 20
_END = b"\r\n\r\n"


class Framed(NamedTuple):
    """A record as it stands in a file.

    Attributes
    ----------
    header:
        Its header, with the empty line.
    content:
        What follows; None if that has more bytes than were allowed.
    size:
        How many bytes the content has.
    """

    header: bytes
    content: bytes | None
    size: int

    @property
    def length(self) -> int:
        """Bytes of the whole record."""
        return len(self.header) + self.size + len(_END)

    def get(self, name: str) -> str:
        """A field of the header; empty if there is none.

        >>> Framed(b"WARC/1.0\\r\\nWARC-Type: warcinfo\\r\\n\\r\\n", b"", 0).get("warc-type")
        'warcinfo'
        """
        found = re.search(rb"\r\n%b:[ \t]*([^\r\n]*)" % name.encode(), self.header, re.IGNORECASE)
        return found[1].strip().decode("utf-8", "replace") if found else ""


def records(stream: Stream, most: int) -> Iterator[Framed]:
    """The records of a file, as long as they are whole; `stream.problem` says what ended them.

    >>> import io
    >>> data = b"WARC/1.0\\r\\nWARC-Type: x\\r\\nContent-Length: 2\\r\\n\\r\\nhi\\r\\n\\r\\n"
    >>> stream = Stream(io.BytesIO(data + data[:-9]))
    >>> [record.content for record in records(stream, 100)], stream.problem
    ([b'hi'], 'a record breaks off')
    """
    while header := stream.until(_END, _HEADER_MOST):
        length = re.search(rb"\r\ncontent-length:[ \t]*([0-9]{1,18})[ \t]*\r\n", header, re.I)
        if not header.startswith(b"WARC/") or not header.endswith(_END) or not length:
            cut_off = len(header) < _HEADER_MOST and header.startswith(b"WARC/") and not length
            stream.problem = stream.problem or (
                "a record breaks off" if cut_off else "there is no WARC record"
            )
            return
        size = int(length[1])
        if size > most:
            content, whole = None, stream.skip_read(size)
        else:
            content = stream.read(size)
            whole = len(content) == size
        if not whole or (end := stream.read(4)) != _END:
            if whole and end:
                stream.problem = "a record does not end where its Content-Length says"
            stream.problem = stream.problem or "a record breaks off"
            return
        yield Framed(header, content, size)


def rewritten(record: Framed, content: bytes) -> bytes:
    """A record with other content: its length and its digests are new, all else stays.

    >>> old = Framed(b"WARC/1.0\\r\\nContent-Length: 9\\r\\nX: y\\r\\n\\r\\n", b"", 9)
    >>> rewritten(old, b"hi")
    b'WARC/1.0\\r\\nContent-Length: 2\\r\\nX: y\\r\\n\\r\\nhi\\r\\n\\r\\n'
    """
    lines = record.header[: -len(_END)].split(b"\r\n")
    kept = []
    for line in lines:
        name, _, value = line.partition(b":")
        kind = name.strip().lower()
        if kind == b"content-length":
            line = b"%b: %d" % (name, len(content))
        elif kind in (b"warc-block-digest", b"warc-payload-digest"):
            if not value.strip().lower().startswith(b"sha1:"):
                continue  # one that we cannot make anew would be wrong
            line = b"%b: %b" % (name, digest(content))
        kept.append(line)
    return b"\r\n".join(kept) + _END + content + _END


def conversion(record: Framed, content: bytes) -> bytes:
    """A record of text that was made from another one, as in WET.

    Its id is made from that of the other and its content, so that it is the same in every run.
    """
    source = record.get("WARC-Record-ID")
    name = hashlib.sha256(source.encode() + b"\0" + content).hexdigest()
    name = f"{name[:8]}-{name[8:12]}-5{name[13:16]}-a{name[17:20]}-{name[20:32]}"
    fields = {
        "WARC-Type": "conversion",
        "WARC-Target-URI": record.get("WARC-Target-URI"),
        "WARC-Date": record.get("WARC-Date"),
        "WARC-Record-ID": f"<urn:uuid:{name}>",
        "WARC-Refers-To": source,
        "WARC-Block-Digest": digest(content).decode(),
        "Content-Type": "text/plain",
        "Content-Length": str(len(content)),
    }
    lines = [f"{key}: {value}" for key, value in fields.items() if value]
    return "\r\n".join(["WARC/1.0", *lines]).encode() + _END + content + _END


def digest(content: bytes) -> bytes:
    """The digest of WARC: SHA-1 in base32."""
    return b"sha1:" + base64.b32encode(hashlib.sha1(content, usedforsecurity=False).digest())


class Http(NamedTuple):
    """What an HTTP response holds, unpacked."""

    content_type: str
    charset: str | None
    body: bytes


def http(record: Framed) -> Http:
    """The response in a record.

    Raises `MissingExtra` without FastWARC, `InputError` for one that is not packed as it says.
    """
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError as error:
        raise MissingExtra(f"HTTP responses need FastWARC ({error}): {INSTALL}") from error
    from io import BytesIO

    data = record.header + (record.content or b"") + _END
    try:
        found: Any = next(iter(ArchiveIterator(BytesIO(data), parse_http=True, auto_decode="all")))
        return Http(str(found.http_content_type or ""), found.http_charset, found.reader.read())
    except Exception as error:  # one page's problem; what a server sends fails in many ways
        raise InputError(f"the HTTP response cannot be unpacked: {error!r}") from error
