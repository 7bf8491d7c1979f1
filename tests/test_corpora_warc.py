"""`cleanscrape clean` on web archives: every record cleaned, rejected, or told to hold no text."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from pathlib import Path

import pytest
from fastwarc import warc
from warcio import warcwriter as writers

import cleanscrape
from cleanscrape.sources.warc import digest
from tests.benchmarks import archives
from tests.corpora import texts, whole_and_torn
from tests.support import Run


def record(kind: str, content: bytes, declared: str, number: int) -> bytes:
    """A record as warcio writes it."""
    buffer = io.BytesIO()
    writer = writers.WARCWriter(buffer, gzip=False)
    headers = {"WARC-Record-ID": f"<urn:uuid:{number}>"}
    made = writer.create_warc_record(
        f"https://example.com/{number}", kind, payload=io.BytesIO(content), length=len(content),
        warc_content_type=declared, warc_headers_dict=headers,
    )  # fmt: skip
    writer.write_record(made)
    return buffer.getvalue()


def wet(count: int) -> list[bytes]:
    found = [record("warcinfo", b"software: x\r\n", "application/warc-fields", 0)]
    found += [
        record("conversion", text.encode(), "text/plain", number)
        for number, text in enumerate(texts(count), 1)
    ]
    return found


def read(data: bytes) -> list[tuple[str, str, bytes]]:
    """Type, id and content of each record, as the library reads it, with its digest verified."""
    found = []
    for each in warc.ArchiveIterator(io.BytesIO(data), parse_http=False):
        headers = dict(each.headers)
        content = each.reader.read()
        if "WARC-Block-Digest" in headers:
            assert headers["WARC-Block-Digest"] == digest(content).decode()
        found.append((headers["WARC-Type"], headers["WARC-Record-ID"], content))
    return found


def zipped(found: list[bytes]) -> bytes:
    return b"".join(gzip.compress(each, mtime=0) for each in found)


def test_of_wet_comes_wet_that_the_library_reads(run: Run) -> None:
    data = wet(40)
    Path("in.warc.wet.gz").write_bytes(zipped(data))
    code, _, err = run("clean", "in.warc.wet.gz", "-o", "out.warc.wet.gz")
    assert code == 0, err
    assert "40 documents" in err
    assert "1 warcinfo record without text" in err
    out = Path("out.warc.wet.gz").read_bytes()
    before, after = read(zipped(data)), read(out)
    assert [each[:2] for each in after] == [each[:2] for each in before]
    assert after[0] == before[0]
    for old, new in zip(before[1:], after[1:], strict=True):
        assert new[2].decode() == cleanscrape.clean(old[2].decode()).text
    assert out.count(b"\x1f\x8b\x08") >= 41, "each record is a member of its own"


def test_every_record_of_a_warc_is_accounted_for(run: Run) -> None:
    body = "".join(f"<p>{line}</p>" for line in ("The river rose by a metre. " * 6, "x"))
    html = f"<html><title>Rain</title><body><article>{body}</article></body></html>".encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\n%bContent-Length: %d\r\n\r\n"
    page = head % (b"text/html; charset=utf-8", b"", len(html)) + html
    small = gzip.compress(html, mtime=0)
    packed = head % (b"text/html", b"Content-Encoding: gzip\r\n", len(small)) + small
    data = b"".join(
        (
            record("warcinfo", b"software: x\r\n", "application/warc-fields", 0),
            record("request", b"GET / HTTP/1.1\r\n\r\n", "application/http", 1),
            record("response", page, "application/http", 2),
            record("response", packed, "application/http", 3),
            record("response", head % (b"image/png", b"", 3) + b"png", "application/http", 4),
            record("response", head % (b"text/html", b"", 0), "application/http", 5),
            record("metadata", b"x: y\r\n", "application/warc-fields", 6),
            record("conversion", b"caf\xe9", "text/plain", 7),
        )
    )
    Path("in.warc").write_bytes(data)
    code, _, err = run("clean", "in.warc", "-o", "out.jsonl")
    assert code == 3
    rows = list(map(json.loads, Path("out.jsonl").read_bytes().splitlines()))
    assert [row["id"] for row in rows] == ["<urn:uuid:2>", "<urn:uuid:3>"]
    assert rows[0]["text"] == rows[1]["text"]
    assert "river rose" in rows[0]["text"]
    assert (rows[0]["url"], rows[0]["title"]) == ("https://example.com/2", "Rain")
    told = list(map(json.loads, Path("out.jsonl.rejects.jsonl").read_bytes().splitlines()))
    assert [row["id"] for row in told] == ["<urn:uuid:5>", "<urn:uuid:7>"]
    assert "2 of 8 records rejected" in err
    for kind in ("warcinfo", "request", "response", "metadata"):
        assert f"1 {kind} record without text" in err
    assert run("clean", "in.warc", "-o", "out/")[0] == 3
    made = read(Path("out/in.warc.wet").read_bytes())
    assert [each[2].decode() for each in made if each[0] == "conversion"] == [
        row["text"] for row in rows
    ]


@pytest.mark.parametrize("zip_it", [True, False])
def test_a_file_that_breaks_off_is_told(zip_it: bool, run: Run) -> None:
    data = wet(20)
    whole = zipped(data) if zip_it else b"".join(data)
    name = "in.wet.gz" if zip_it else "in.wet"
    Path(name).write_bytes(whole[: -len(whole) // 4])
    code, _, err = run("clean", name, "-o", "out.wet")
    assert code == 1
    assert f"{name}: " in err
    assert "breaks off after record" in err
    assert 8 < len(read(Path("out.wet").read_bytes())) < 21
    Path(name).write_bytes(b"no archive at all" * 20)
    code, _, err = run("clean", name, "-o", "other.wet")
    assert code == 1
    assert "after record 0; what follows was not read" in err


def test_a_large_record_and_fields_that_wet_has_not(run: Run) -> None:
    Path("in.wet").write_bytes(
        b"".join(wet(3)) + record("conversion", b"x" * 5000, "text/plain", 9)
    )
    code, _, err = run("clean", "in.wet", "-o", "out.wet", "--max-doc", "1K")
    assert (code, "record 5: has 5,000 bytes" in err) == (3, True)
    code, _, err = run("clean", "in.wet", "-o", "out.wet", "--into", "x")
    assert (code, "WET has no fields" in err) == (2, True)


def test_killed_at_any_moment_it_resumes_to_the_same_bytes(tmp_path: Path) -> None:
    data = zipped(wet(1000))  # once: its records hold the time
    folders = whole_and_torn(
        ["clean", "in.wet.gz", "-o", "out.wet.gz", "-j", "2"], tmp_path,
        lambda folder: (folder / "in.wet.gz").write_bytes(data), kills=2, within=0.5, seed=3,
    )  # fmt: skip
    sums = [hashlib.sha256((folder / "out.wet.gz").read_bytes()).hexdigest() for folder in folders]
    assert sums[0] == sums[1]


@pytest.mark.parametrize("name", ["a.warc.gz", "a.wet.gz", "a.warc"])
@pytest.mark.parametrize("broken_off", [False, True])
def test_all_records_of_a_mixed_archive_are_accounted_for(
    name: str, broken_off: bool, tmp_path: Path
) -> None:
    """Requests, metadata, images, lying and broken charsets and packings; see the benchmark."""
    pytest.importorskip("trafilatura")
    found = [text for text, _ in zip(archives.texts([]), range(24), strict=False)]
    made = archives.archive(found, wet="wet" in name, zipped=name.endswith("gz"))
    whole = made[: len(made) // 2] if broken_off else made
    torn = made[len(whole)][:-20] if broken_off else b""
    (tmp_path / name).write_bytes(b"".join(whole) + torn)
    told = archives.account(tmp_path, name, len(whole))
    assert told.missing == 0
    assert not told.doubled
    assert told.cleaned >= 5
    assert told.rejected >= 1
    assert told.without["warcinfo"] == 1
