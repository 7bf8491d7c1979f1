"""A disk that says no, wherever: the file and the remedy are told, what was finished stays."""

from __future__ import annotations

import errno
import gzip
import os
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest

from tests.corpora import lines, records
from tests.support import Run

REMEDY = "mend that, and run the same command again"


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, int], None]:
    """Make opening files of a name for writing fail: rights do not bind a root user."""

    def refuse(part: str, code: int) -> None:
        plain = Path.open

        def opened(path: Path, mode: str = "r", *more: Any, **named: Any) -> IO[Any]:
            if part in path.name and mode[0] in "wax":
                raise OSError(code, os.strerror(code), str(path))
            return plain(path, mode, *more, **named)

        monkeypatch.setattr(Path, "open", opened)

    return refuse


class Full:
    """A file on a disk that is full; it can be closed."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        if data:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return 0

    def __enter__(self) -> Full:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@pytest.fixture
def fill(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make writing to files of a name fail as on a full disk."""

    def fill(part: str) -> None:
        plain = Path.open

        def opened(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
            file = plain(path, mode, *more, **named)
            return Full(file) if part in path.name and mode[0] in "wax" else file

        monkeypatch.setattr(Path, "open", opened)

    return fill


def make(name: str) -> None:
    """An input of five records, the second of which is rejected, in the format of its name."""
    rows = records(5)
    if name.endswith(".csv"):
        body = "".join(f'{row["id"]},"{row["text"]}"\n' for row in rows)
        Path(name).write_text(f"id,text\n{body}x,y,z\n", "utf-8")
    else:
        Path(name).write_bytes(lines(rows) + b"{]\n")


@pytest.mark.parametrize("name", ["in.jsonl", "in.csv"])
@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS])
@pytest.mark.parametrize("part", ["out.", "log.", "rejects", ".journal.new"])
def test_a_file_that_may_not_be_written_is_told(
    name: str, code: int, part: str, refuse: Callable[[str, int], None], run: Run
) -> None:
    make(name)
    out = Path(f"out{Path(name).suffix}")
    out.write_bytes(b"finished\n")
    refuse(part, code)
    ended, _, err = run("clean", name, "-o", str(out), "--log", "log.jsonl")
    assert ended == 1
    assert part.removesuffix(".new") in err
    assert f"cannot be written: {os.strerror(code)}" in err
    assert REMEDY in err
    if part != ".journal.new":  # the journal is written when an output took its place
        assert out.read_bytes() == b"finished\n"


@pytest.mark.parametrize("name", ["in.jsonl", "in.csv"])
@pytest.mark.parametrize("part", ["out.", "log.", "rejects", ".journal.new"])
def test_a_disk_that_fills_up_is_told_and_the_run_goes_on_afterwards(
    name: str, part: str, fill: Callable[[str], None], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(name)
    arguments = ("clean", name, "-o", f"out{Path(name).suffix}", "--log", "log.jsonl")
    fill(part)
    ended, _, err = run(*arguments)
    assert (ended, os.strerror(errno.ENOSPC) in err, REMEDY in err) == (1, True, True)
    home = Path.cwd()
    monkeypatch.undo()  # the disk has room again
    monkeypatch.chdir(home)
    assert run(*arguments)[0] == 1  # of the record that is rejected
    assert "5 documents" in run(*arguments)[2]
    assert len(Path("log.jsonl").read_bytes().splitlines()) == 5


def test_a_file_stands_where_a_folder_must(run: Run) -> None:
    make("in.jsonl")
    Path("place").write_bytes(b"mine\n")
    code, _, err = run("clean", "in.jsonl", "-o", "place/out.jsonl")
    assert (code, "place" in err, "cannot be written" in err) == (1, True, True)
    assert Path("place").read_bytes() == b"mine\n"


@pytest.mark.parametrize(
    ("step", "code"), [("__init__", errno.EROFS), ("write_table", errno.ENOSPC)]
)
@pytest.mark.parametrize("what", ["out", "log"])
def test_parquet_parts_and_parquet_logs(
    step: str, code: int, what: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.Table.from_pylist(records(5)), "in.parquet")
    arguments = ("clean", "in.parquet", "-o", "out.parquet", "--log", "log.parquet")
    assert run(*arguments)[0] == 0
    before = {path.name: path.read_bytes() for path in Path("out.parquet").iterdir()}
    plain = getattr(pq.ParquetWriter, step)

    def refused(writer: Any, *given: Any, **named: Any) -> None:
        if step == "write_table" or what in str(given[0]):  # pyarrow opens files by itself
            raise OSError(code, os.strerror(code))
        plain(writer, *given, **named)

    monkeypatch.setattr(pq.ParquetWriter, step, refused)
    ended, _, err = run(*arguments, "--level", "careful")
    assert (ended, REMEDY in err) == (1, True), err
    assert f"cannot be written: {os.strerror(code)}" in err
    assert {path.name: path.read_bytes() for path in Path("out.parquet").iterdir()} == before
    home = Path.cwd()
    monkeypatch.undo()
    monkeypatch.chdir(home)
    assert run(*arguments, "--level", "careful")[0] == 0


def packed(data: bytes) -> bytes:
    """The same bytes in every process: they are part of a test's name."""
    return gzip.compress(data, mtime=0)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.csv.gz", packed(b"id,text\n" + b"a,It rained.\n" * 9000)[:-40], "breaks off"),
        ("a.csv", b"id,body\na,b\n", "no column 'text'"),
        ("a.csv", b"id,text\na,caf\xe9\n", "record 1: not UTF-8"),
        ("a.csv", "id,text\n".encode("utf-16"), "not UTF-8"),
        ("a.jsonl", '{"text": "a"}\n'.encode("utf-16"), "is UTF-16; convert it: iconv"),
        ("a.wet.gz", packed(b"WARC/1.0\r\nContent-Length: 9\r\n\r\nhi")[:-9], "breaks off"),
        ("a.parquet", b"PAR1 and no more", "a.parquet"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_file(
    name: str, data: bytes, told: str, run: Run
) -> None:
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    Path(name).write_bytes(data)
    out = f"out.{name.split('.')[1]}"
    code, _, err = run("clean", name, "-o", out)
    assert code == 1
    assert f"{name}: " in err
    assert told in err
