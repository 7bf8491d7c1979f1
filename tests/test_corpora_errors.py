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
    assert run(*arguments)[0] == 3  # of the record that is rejected
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


def test_one_input_without_the_column_stops_no_other(run: Run) -> None:
    good = lines(records(3))
    Path("a.jsonl").write_bytes(good)
    Path("b.csv").write_text("id,body\n" + "1,x\n" * 5)
    Path("c.jsonl").write_bytes(good)
    code, _, err = run("clean", "a.jsonl", "b.csv", "c.jsonl", "-o", "out")
    assert (code, "b.csv: no column 'text'" in err, "stopped" in err) == (1, True, False)
    assert sorted(path.name for path in Path("out").iterdir()) == ["a.jsonl", "c.jsonl"]
    assert not list(Path().glob("*.part"))


def test_an_input_of_which_nothing_can_be_cleaned_leaves_the_older_output(run: Run) -> None:
    Path("in.jsonl").write_bytes(lines(records(3)))
    assert run("clean", "in.jsonl", "-o", "out.jsonl")[0] == 0
    before = Path("out.jsonl").read_bytes()
    code, _, err = run("clean", "in.jsonl", "-o", "out.jsonl", "--text-field", "txt")
    assert (code, "in.jsonl: no record could be cleaned" in err) == (1, True)
    assert "no field 'txt'; it has id, text, n" in err
    assert Path("out.jsonl").read_bytes() == before
    assert len(Path("out.jsonl.rejects.jsonl").read_bytes().splitlines()) == 3


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.csv.gz"])
def test_an_empty_file_is_no_packed_one_and_packed_nothing_is(name: str, run: Run) -> None:
    Path(name).write_bytes(b"")
    code, _, err = run("clean", name, "-o", f"out.{name.split('.', 1)[1]}")
    assert (code, "data breaks off" in err) == (1, True)
    if "jsonl" in name:
        Path("none.jsonl").write_bytes(b"")
        out = f"none.{name.split('.', 1)[1]}"
        assert run("clean", "none.jsonl", "-o", out)[0] == 0
        assert run("clean", out, "-o", "again.jsonl")[0] == 0
        assert Path("again.jsonl").read_bytes() == b""


def test_what_is_packed_and_not_named_so_and_the_other_way(run: Run) -> None:
    Path("a.jsonl").write_bytes(packed(b'{"text": "It rained."}\n'))
    Path("b.jsonl.gz").write_bytes(b'{"text": "It rained."}\n')
    code, _, err = run("clean", "a.jsonl", "b.jsonl.gz", "-o", "out")
    assert code == 1
    assert "a.jsonl: is packed as gzip: unpack it first, or name it so" in err
    assert "(if it is no gzip at all, name it so) after record 0;" in err


def test_a_folder_of_both_kinds_tells_what_it_passes_over(run: Run) -> None:
    Path("data").mkdir()
    Path("data/LICENSE.txt").write_text("It rained.\n")
    Path("data/a.jsonl").write_bytes(lines(records(3)))
    code, _, err = run("clean", "data", "-o", "out")
    assert (code, "a.jsonl, say, is passed over" in err) == (0, True)
    code, _, err = run("clean", "data", "-o", "many/", "--format", "jsonl")
    assert (code, "passed over" in err) == (0, False)
    assert len(Path("many/a.jsonl").read_bytes().splitlines()) == 3
    Path("data/a.jsonl").unlink()  # a log of ours is nobody's corpus
    run("clean", "data", "-o", "out", "--log", "data/log.jsonl")
    assert "passed over" not in run("clean", "data", "-o", "out")[2]


def test_standard_input_needs_a_format_where_the_output_has_one(run: Run) -> None:
    code, _, err = run("clean", "-", "-o", "out.jsonl")
    assert (code, "say what standard input is with --format" in err) == (2, True)
