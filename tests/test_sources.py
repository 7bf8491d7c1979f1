"""Reading files, standard input and HTML: exact text or a clear error, nothing in between."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from threading import Thread

import pytest

from cleanscrape import clean_html
from cleanscrape.errors import InputError, MissingExtra
from cleanscrape.sources.html import INSTALL, extract
from cleanscrape.sources.text import decode, read_bytes, read_stdin, read_text

BODY = (
    "Hens escaped from a yard on the hill road on Monday, and all of them came home before dusk "
    "fell on the village."
)
CLOSE = "The farmer counted them twice and closed the gate behind the last one."
PAGE = (
    "<html><head><title>Hens on the road</title></head><body><article><h1>Hens on the road</h1>"
    f"<p>{BODY}</p><p>Advertisement</p><p>{CLOSE}</p></article></body></html>"
)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\r\n\r\n",
        b"one\rtwo\r\nthree\nfour",
        "e\u0301 \u2028 \U0001f414 \u05d0\u05d1 \ufeff".encode(),
        b"\xef\xbb\xbfwith a mark",
        b"\xef\xbb\xbf\xef\xbb\xbftwice",
        b"a\0b",
        b"\0" * 4,
        b"text " * 1000 + b"\0" * 40,
    ],
)
def test_text_comes_back_byte_for_byte(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "some.txt"
    path.write_bytes(data)
    file = read_text(path)
    assert file.encode(file.text) == data


def test_byte_order_mark_is_noted_and_not_text() -> None:
    file = decode(b"\xef\xbb\xbfIt rained.")
    assert file == ("It rained.", "utf-8-sig")
    assert decode(b"It rained.").encoding == "utf-8"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"one\ntwo caf\xe9", r"byte 0xe9 at offset 11, line 2\).*iconv"),
        (b"\xef\xbb\xbfcaf\xe9", "offset 6, line 1"),
        (b"cut off \xe2\x82", "offset 8"),
        (b"surrogate \xed\xa0\x80", "not UTF-8"),
        ("It rained.".encode("utf-16"), "iconv -f UTF-16 -t UTF-8"),
        (b"\xff\xfe\0\0" + "It rained.".encode("utf-32-le"), "iconv -f UTF-32"),
        ("It rained.".encode("utf-16-le"), "looks binary .10 NUL bytes in 20"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "looks binary"),
    ],
)
def test_what_is_no_utf8_text_is_named_with_a_remedy(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=f"(?s)^news.txt: .*{said}"):
        decode(data, "news.txt")


def test_unreadable_files_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match=r"gone\.txt: no such file"):
        read_text(tmp_path / "gone.txt")
    with pytest.raises(InputError, match="is a folder"):
        read_text(tmp_path)
    with pytest.raises(InputError, match="not a file name"):
        read_bytes(Path("a\0b"))

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputError, match=r"shut\.txt: may not be read; check its permissions"):
        read_bytes(Path("shut.txt"))


def test_links_in_a_circle_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    with pytest.raises(InputError, match=r"a\.txt: cannot be read"):
        read_text(tmp_path / "a.txt")


def test_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"one\r\ntwo")))
    assert read_stdin().text == "one\r\ntwo"
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="standard input is closed"):
        read_stdin()


@pytest.mark.parametrize("html", [PAGE, PAGE.encode(), "\ufeff" + PAGE, PAGE.encode("utf-16")])
def test_html_gives_text_and_title(html: str | bytes) -> None:
    pytest.importorskip("trafilatura")
    page = extract(html, "https://example.org/hens")
    assert BODY in page.text
    assert page.title == "Hens on the road"


def test_clean_html_logs_spans_of_the_extraction() -> None:
    pytest.importorskip("trafilatura")
    result = clean_html(PAGE)
    assert result.source is not None
    assert "Advertisement" in result.source
    assert "Advertisement" not in result.text
    assert result.restore() == result.source
    assert BODY in result.text
    assert CLOSE in result.text


@pytest.mark.parametrize(
    "html", ["", b"", " ", "x\0y", "lone \ud800", b"\x89PNG\r\n\x1a\n", "<div>" * 50_000 + "deep"]
)
def test_html_without_an_article_is_an_error(html: str | bytes) -> None:
    pytest.importorskip("trafilatura")
    with pytest.raises(InputError, match=r"no article found|trafilatura failed"):
        extract(html)


@pytest.mark.parametrize("html", [None, 7, ["<p>"]])
def test_html_of_the_wrong_type(html: object) -> None:
    with pytest.raises(TypeError, match="html must be str or bytes, not"):
        extract(html)  # type: ignore[arg-type]


@pytest.mark.parametrize("missing", ["trafilatura", "lxml.html.clean"])
def test_missing_extra_names_the_install_line(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith(("trafilatura", "justext"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(MissingExtra) as caught:
        extract(PAGE)
    assert INSTALL == 'pip install "cleanscrape[html]"'
    assert str(caught.value).endswith(INSTALL)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_can_be_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_bytes, args=(b"It rained.",))
    writer.start()
    assert read_text(pipe).text == "It rained."
    writer.join()
