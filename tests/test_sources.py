"""Reading files, standard input and HTML: exact text or a clear error, nothing in between."""

from __future__ import annotations

import io
import os
import random
import sys
from pathlib import Path
from threading import Thread

import pytest

from cleanscrape import clean_html
from cleanscrape.errors import InputError, MissingExtra
from cleanscrape.sources.encoding import TextFile, decode
from cleanscrape.sources.files import read_bytes, stdin_bytes
from cleanscrape.sources.html import INSTALL, extract
from tests.support import BODY, LAST, NO_PIPES, PAGE


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
    file = decode(read_bytes(path))
    assert file.encode(file.text) == data


def test_byte_order_mark_is_noted_and_not_text() -> None:
    file = decode(b"\xef\xbb\xbfIt rained.")
    assert file == ("It rained.", "utf-8", True, "strict")
    assert decode(b"It rained.") == ("It rained.", "utf-8", False, "strict")


WESTERN = "La rivière est montée d’un mètre à la nuit ; le pont fut fermé où l’eau passait.\r\n" * 3
RUSSIAN = "Ночью река поднялась на метр, и мост закрыли для машин до утра.\n" * 3
JAPANESE = "夜のうちに川が一メートル増水し、橋は朝まで通行止めになった。\n" * 3
CHINESE = "夜里河水上涨了一米，大桥到早上才对车辆开放，记者在现场看到。\n" * 3


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        (WESTERN, "cp1252", "cp1252"),
        (RUSSIAN, "cp1251", "cp1251"),
        (JAPANESE, "shift_jis", "cp932"),
        (CHINESE, "gb18030", "gb18030"),
        (WESTERN, "utf-16", "utf-16-le"),
        (WESTERN, "utf-16-be", "utf-16-be"),
        (RUSSIAN, "utf-16-le", "utf-16-le"),
        (CHINESE, "utf-32", "utf-32-le"),
        (f"{BODY}\n“He left.”\n{LAST}\n" * 5, "cp1252", "cp1252"),
    ],
)
def test_encodings_are_found_out_and_come_back(text: str, written: str, read: str) -> None:
    data = text.encode(written)
    file = decode(data)
    assert (file.text, file.encoding, file.errors) == (text, read, "strict")
    assert file.bom == (written in ("utf-16", "utf-32"))
    assert file.encode(file.text) == data


@pytest.mark.parametrize("length", range(0, 60, 7))
@pytest.mark.parametrize("seed", range(3))
def test_any_bytes_come_back_or_are_refused(seed: int, length: int) -> None:
    data = random.Random(seed).randbytes(length) + b" rained"
    try:
        file = decode(data)
    except InputError as error:
        assert "looks binary" in str(error) or "begins like" in str(error)
    else:
        assert file.encode(file.text) == data


def test_stray_bytes_in_utf8_stay() -> None:
    data = f"{BODY} „Grüße“ – Straße, Brücke.".encode() + b" cut off \xe2\x82"
    file = decode(data)
    assert (file.encoding, file.errors) == ("utf-8", "surrogateescape")
    assert "„Grüße“" in file.text
    assert file.encode(file.text) == data


def test_half_a_pair_in_utf16_stays() -> None:
    data = b"\xff\xfe" + "It rained \ud83d all day.".encode("utf-16-le", "surrogatepass")
    file = decode(data)
    assert (file.errors, file.encode(file.text)) == ("surrogatepass", data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfeI\0t\0 ", "begins like utf-16-le, and is not"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "looks binary .50[0-9] control characters in 508"),
        (bytes(range(256)) * 4, "looks binary"),
    ],
)
def test_what_is_no_text_is_named_with_a_remedy(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=f"(?s)^news.txt: .*{said}"):
        decode(data, "news.txt")


def test_an_encoding_that_is_told_holds_or_is_an_error() -> None:
    data = RUSSIAN.encode("koi8-r")
    assert decode(data, encoding="KOI8-R").text == RUSSIAN
    with pytest.raises(InputError, match=r"^rain.txt: not utf-8 \(byte 0x.. at offset 0, line 1"):
        decode(data, "rain.txt", "utf-8")
    assert decode(b"\xef\xbb\xbfrain", encoding="utf-8").bom
    assert decode(b"\xff\xfer\0", encoding="utf-16").text == "r"


def test_a_text_that_does_not_fit_is_an_error() -> None:
    with pytest.raises(InputError, match="does not fit into cp1252"):
        TextFile("", "cp1252").encode("Ночь")


def test_unreadable_files_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match=r"gone\.txt: no such file"):
        read_bytes(tmp_path / "gone.txt")
    with pytest.raises(InputError, match="is a folder"):
        read_bytes(tmp_path)
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
        read_bytes(tmp_path / "a.txt")


def test_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"one\r\ntwo")))
    assert stdin_bytes() == b"one\r\ntwo"
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="standard input is closed"):
        stdin_bytes()


@pytest.mark.parametrize("html", [PAGE, PAGE.encode(), "\ufeff" + PAGE, PAGE.encode("utf-16")])
def test_html_gives_text_and_title(html: str | bytes) -> None:
    page = extract(html, "https://example.org/hens")
    assert BODY in page.text
    assert page.title == "Hens on the road"


def test_clean_html_logs_spans_of_the_extraction() -> None:
    result = clean_html(PAGE)
    assert result.source is not None
    assert "Advertisement" in result.source
    assert "Advertisement" not in result.text
    assert result.restore() == result.source
    assert BODY in result.text
    assert LAST in result.text


@pytest.mark.parametrize(
    "html", ["", b"", " ", "x\0y", "lone \ud800", b"\x89PNG\r\n\x1a\n", "<div>" * 50_000 + "deep"]
)
def test_html_without_an_article_is_an_error(html: str | bytes) -> None:
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


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason=NO_PIPES)
def test_a_pipe_can_be_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_bytes, args=(b"It rained.",))
    writer.start()
    assert read_bytes(pipe) == b"It rained."
    writer.join()
