"""Web archives of many kinds of records, and whether a run accounts for each of them.

    python -m tests.benchmarks.archives [--rows FILE.jsonl.gz ...] [--pages 300]

Writes a WARC and a WET with warcio: pages made of the texts of `samples/`, or of rows with an
object `texts`, and beside them what crawls hold too: requests, metadata, images, charsets, empty
and broken pages. Cleans them, whole and broken off, and prints what became of the records.
"""

from __future__ import annotations

import argparse
import gzip
import html
import io
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.corpora import environment

KINDS = 8
"""A page in so many is one of the odd ones."""


class Account(NamedTuple):
    """What became of the records of an archive.

    Attributes
    ----------
    records, cleaned, rejected:
        How many there are, came out, were put aside.
    without:
        How many hold no text, by what they are.
    doubled:
        Ids that came out more than once, or both came out and were put aside.
    """

    records: int
    cleaned: int
    rejected: int
    without: dict[str, int]
    doubled: list[str]

    @property
    def missing(self) -> int:
        """Records of which nothing is known."""
        return self.records - self.cleaned - self.rejected - sum(self.without.values())


def texts(rows: Sequence[Path]) -> Iterator[str]:
    """Article texts of some rows, or of the samples."""
    for path in rows:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                found = json.loads(line)["texts"]
                yield from (t for name, t in found.items() if name.startswith("article") and t)
    if not rows:
        samples = Path(__file__).parents[2] / "samples"
        yield from (path.read_text("utf-8") for path in sorted(samples.glob("*.txt")))


def page(text: str, number: int) -> tuple[bytes, bytes]:
    """A simple HTML page, and the headers of the response that it is in; some are odd."""
    body = "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
    whole = f"<html><head><title>Page {number}</title></head><body><article>{body}</article></body>"
    data, kind, more = f"{whole}</html>".encode(), b"text/html; charset=utf-8", b""
    match number % KINDS:
        case 1:
            data, more = gzip.compress(data, mtime=0), b"Content-Encoding: gzip\r\n"
        case 2:  # the server lies about the charset
            kind = b"text/html; charset=no-such-charset"
        case 3:
            data, kind = (
                whole.encode("iso-8859-1", "xmlcharrefreplace"),
                b"text/html; charset=latin1",
            )
        case 4:
            data, kind = b"\x89PNG\r\n\x1a\n" + bytes(50), b"image/png"
        case 5:
            data = b""
        case 6:
            data, more = data[: len(data) // 2], b"Content-Encoding: gzip\r\n"  # it is not
    head = b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\n%bContent-Length: %d\r\n\r\n"
    return data, head % (kind, more, len(data))


def archive(found: Sequence[str], *, wet: bool, zipped: bool = True) -> list[bytes]:
    """The records of an archive of these texts, each as warcio writes it."""
    from warcio.warcwriter import WARCWriter

    made: list[bytes] = []

    def add(kind: str, content: bytes, declared: str, number: int) -> None:
        buffer = io.BytesIO()
        writer = WARCWriter(buffer, gzip=zipped)
        writer.write_record(
            writer.create_warc_record(
                f"https://example.com/{number}", kind, payload=io.BytesIO(content),
                length=len(content), warc_content_type=declared,
                warc_headers_dict={"WARC-Record-ID": f"<urn:uuid:{len(made)}>"},
            )
        )  # fmt: skip
        made.append(buffer.getvalue())

    add("warcinfo", b"software: test\r\n", "application/warc-fields", 0)
    for number, text in enumerate(found):
        if wet:
            content = (
                text.encode("iso-8859-1", "replace") + b"\xe9" if number % 9 == 4 else text.encode()
            )
            add("conversion", content, "text/plain", number)
            continue
        data, head = page(text, number)
        add("request", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request", number)
        add("response", head + data, "application/http; msgtype=response", number)
        if number % 5 == 0:
            add("metadata", b"fetchTimeMs: 7\r\n", "application/warc-fields", number)
        if number % 11 == 0:
            add("resource", text.encode(), "text/plain", number)
            add("revisit", b"", "application/http; msgtype=response", number)
    return made


def account(folder: Path, name: str, records: int) -> Account:
    """Clean an archive of a folder, and account for its records."""
    out = folder / f"{name}.jsonl"
    done = subprocess.run(
        [sys.executable, "-m", "cleanscrape", "clean", name, "-o", out.name, "-j", "1"],
        cwd=folder, env=environment(), capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode in (0, 1, 3), done.stderr
    rejects = folder / f"{out.name}.rejects.jsonl"
    put_aside = _ids(rejects) if rejects.exists() else []
    cleaned = _ids(out)
    counted = Counter([*cleaned, *put_aside])
    without = {}
    for part in done.stderr.replace("\n", ";").split(";"):
        words = part.split()
        if "without text" in part and words[0].isdigit():
            without[words[1]] = int(words[0])
    doubled = [each for each, times in counted.items() if times > 1]
    return Account(records, len(cleaned), len(put_aside), without, doubled)


def _ids(path: Path) -> list[str]:
    rows: list[dict[str, Any]] = list(map(json.loads, path.read_bytes().splitlines()))
    assert all(row.get("reason", "none") for row in rows)
    return [row["id"] for row in rows]


def main() -> None:
    """Print the accounts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", nargs="*", type=Path, default=[])
    parser.add_argument("--pages", type=int, default=300)
    args = parser.parse_args()
    found = [text for text, _ in zip(texts(args.rows), range(args.pages), strict=False)]
    with tempfile.TemporaryDirectory() as name:
        for wet in (False, True):
            for zipped in (True, False):
                made = archive(found, wet=wet, zipped=zipped)
                file = f"a.{'wet' if wet else 'warc'}{'.gz' if zipped else ''}"
                for cut in (False, True):
                    data = b"".join(made)
                    whole = made[: len(made) // 2] if cut else made
                    torn = b"".join(whole) + (made[len(whole)][:-20] if cut else b"")
                    (Path(name) / file).write_bytes(torn if cut else data)
                    told = account(Path(name), file, len(whole))
                    print(f"{file}{', broken off' if cut else ''}: {told}, missing {told.missing}")


if __name__ == "__main__":
    main()
