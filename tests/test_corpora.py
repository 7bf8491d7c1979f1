"""`cleanscrape clean` on JSON lines: all but boilerplate stays, and every record is told."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

import cleanscrape
from cleanscrape.cli import corpus_options
from cleanscrape.corpora import formats
from cleanscrape.sources import jsonl
from cleanscrape.sources.lines import blocks
from cleanscrape.sources.packing import pack
from tests.corpora import command, lines, packed, records, whole_and_torn
from tests.support import NO_FULL_DISK, Run, environment

JUNKY = "It rained all day in the valley.\nAdvertisement\nThe river rose in the evening."
CLEAN = "It rained all day in the valley.\nThe river rose in the evening."


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_the_same_formats_are_offered_and_known() -> None:
    assert corpus_options.FORMATS == formats.FORMATS


def test_the_text_is_cleaned_and_all_else_stays_byte_for_byte(run: Run) -> None:
    line = (
        '{ "big":123456789012345678901234567890, "id" : "a", "score":1.10,"text": %s ,"s":"\\u00e9'
        '\\/", "dup":1,"dup":2, "nested":{"text":[1.0,{"text":"x"}]},"e":1E5, "z":-0}\r\n'
    )
    Path("in.jsonl").write_bytes(
        (line % json.dumps(JUNKY) + "\n" + line % json.dumps(CLEAN)).encode()
    )
    code, _, err = run("clean", "in.jsonl", "-o", "out.jsonl")
    assert (code, Path("out.jsonl").read_bytes().decode()) == (
        0, line % json.dumps(CLEAN) + "\n" + line % json.dumps(CLEAN)
    )  # fmt: skip
    assert "2 documents, 1 changed" in err
    assert sorted(path.name for path in Path().iterdir()) == ["in.jsonl", "out.jsonl"]


def test_the_same_as_clean_row_by_row(run: Run) -> None:
    Path("in.jsonl").write_bytes(lines(records(100)))
    assert run("clean", "in.jsonl", "-o", "out.jsonl", "--log", "log.jsonl", "-q")[0] == 0
    for row, out, log in zip(
        records(100), rows(Path("out.jsonl")), rows(Path("log.jsonl")), strict=True
    ):
        result = cleanscrape.clean(str(row["text"]))
        assert out == {**row, "text": result.text}
        read = cleanscrape.CleanResult.from_dict(log)
        assert read.text == result.text
        assert read.removals == result.removals
        assert log["id"] == row["id"]
        assert read.restore() == row["text"]


@pytest.mark.parametrize("name", ["x.jsonl", "x.jsonl.gz", "x.jsonl.zst"])
def test_any_number_of_processes_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    packed(lines(records(200)), tmp_path / name)
    for jobs in ("1", "2"):
        arguments = ["clean", name, "-o", f"out{jobs}/", "--log", f"log{jobs}.jsonl", "-j", jobs]
        subprocess.run(command(arguments), cwd=tmp_path, env=environment(), check=True)
    assert (tmp_path / "out1" / name).read_bytes() == (tmp_path / "out2" / name).read_bytes()
    assert (tmp_path / "log1.jsonl").read_bytes() == (tmp_path / "log2.jsonl").read_bytes()


def test_gzip_bears_no_time(run: Run) -> None:
    packed(lines(records(3)), Path("a.jsonl.gz"))
    assert run("clean", "a.jsonl.gz", "-o", "b.jsonl.gz", "-q")[0] == 0
    data = Path("b.jsonl.gz").read_bytes()
    assert data[4:8] == bytes(4)
    assert len(gzip.decompress(data).splitlines()) == 3


def test_beside_the_text_with_the_log_and_as_dolma_attributes(run: Run) -> None:
    Path("in.jsonl").write_bytes(lines([{"id": 7, "text": JUNKY}]))
    code, _, _ = run(
        "clean", "in.jsonl", "-o", "out.jsonl", "--into", "clean", "--log-field", "log",
        "--dolma", "attributes",
    )  # fmt: skip
    (row,) = rows(Path("out.jsonl"))
    assert code == 0
    assert list(row) == ["id", "text", "clean", "log"]
    assert (row["text"], row["clean"]) == (JUNKY, CLEAN)
    log = {**row["log"], "text": row["clean"]}  # type: ignore[dict-item]
    assert cleanscrape.CleanResult.from_dict(log).restore() == JUNKY
    (told,) = rows(Path("attributes/in.jsonl"))
    assert told["id"] == "7"
    ((start, end, score),) = told["attributes"]["cleanscrape__cleanscrape__advertisement"]  # type: ignore[index]
    assert JUNKY[start:end].strip() == "Advertisement"
    assert 0 < score <= 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "b", "text": "It rained."', "not JSON"),
        (b'["text"]', "a JSON array, not an object"),
        (b'{"id": "b", "body": "x"}', "no field 'text'; it has id, body"),
        (b'{"id": "b", "text": null}', "the text is null"),
        (b'{"id": "b", "text": ["x"]}', "the text is a list"),
        (b'{"id": "b", "text": "caf\xe9"}', "not UTF-8 (byte 0xe9"),
        (b'{"text": "a", "id": "b", "text": %b}' % json.dumps(JUNKY).encode(), "occurs 2 times"),
        (b'{"a": ' + b"[" * 20000 + b"]" * 20000 + b"}", "nested too deeply"),
    ],
)
def test_a_bad_record_is_put_aside_with_its_reason_and_stops_nothing(
    line: bytes, reason: str, run: Run
) -> None:
    good = lines([{"id": "a", "text": JUNKY}])
    Path("in.jsonl").write_bytes(good + line + b"\n" + good)
    code, _, err = run("clean", "in.jsonl", "-o", "out.jsonl", "--log", "log.jsonl")
    assert code == 3
    assert [row["text"] for row in rows(Path("out.jsonl"))] == [CLEAN, CLEAN]
    assert len(rows(Path("log.jsonl"))) == 2
    (told,) = rows(Path("out.jsonl.rejects.jsonl"))
    assert (told["file"], told["record"]) == ("in.jsonl", 2)
    assert reason in str(told["reason"])
    if "data" in told:
        assert told["data"] == line.decode()
    assert "in.jsonl: record 2: " in err
    assert "1 of 3 records rejected" in err


def test_lone_surrogates_come_through(run: Run) -> None:
    text = "It rained \ud800.\nAdvertisement\nThe river rose in the evening."
    Path("in.jsonl").write_text(json.dumps({"text": text}) + "\n")
    assert run("clean", "in.jsonl", "-o", "out.jsonl", "--log", "log.jsonl")[0] == 0
    (row,) = rows(Path("out.jsonl"))
    assert row["text"] == cleanscrape.clean(text).text
    (log,) = rows(Path("log.jsonl"))
    assert cleanscrape.CleanResult.from_dict(log).restore() == text


def test_a_record_that_is_too_large_is_told_by_name(tmp_path: Path) -> None:
    small, large = records(3), {"id": "big", "text": "It rained. " * 3000}
    data = lines([small[0], large, *small[1:]])
    (tmp_path / "in.jsonl").write_bytes(data)
    arguments = ["clean", "in.jsonl", "-o", "out.jsonl", "--max-doc", "10K"]
    for chunk in (4000, 100_000):  # the record alone in its chunk, and among others
        subprocess.run(command(arguments, chunk=chunk), cwd=tmp_path, env=environment())
        assert [row["id"] for row in rows(tmp_path / "out.jsonl")] == ["r0", "r1", "r2"]
        (told,) = rows(tmp_path / "out.jsonl.rejects.jsonl")
        assert told["record"] == 2
        assert "more than --max-doc allows (10,000)" in str(told["reason"])


@pytest.mark.parametrize("name", ["x.jsonl.gz", "x.jsonl.zst"])
def test_packed_data_that_breaks_off_is_told_and_what_came_before_is_kept(
    name: str, run: Run
) -> None:
    whole = pack(lines(records(500)), {"gz": "gzip", "zst": "zstd"}[name.rsplit(".", 1)[1]])
    Path(name).write_bytes(whole[: len(whole) // 2])
    code, _, err = run("clean", name, "-o", "out.jsonl")
    assert code == 1
    assert (
        f"{name}: the {'gzip' if name.endswith('gz') else 'zstd'} data breaks off after rec" in err
    )
    if name.endswith("gz"):
        found = rows(Path("out.jsonl"))
        assert 10 < len(found) < 500
        assert f"after record {len(found)}; what follows was not read" in err
        assert [row["n"] for row in found] == list(range(len(found)))


def test_an_output_that_was_finished_survives_a_run_that_fails(run: Run) -> None:
    Path("in.jsonl").write_bytes(lines(records(5)))
    Path("out.jsonl").write_bytes(b"finished\n")
    Path("two.jsonl").mkdir()
    assert run("clean", "nowhere.jsonl", "-o", "out.jsonl")[0] == 1
    assert Path("out.jsonl").read_bytes() == b"finished\n"
    code, _, err = run("clean", "in.jsonl", "-o", "two.jsonl/x/../../in.jsonl")
    assert (code, "is an input" in err) == (2, True)
    Path("out").mkdir()
    Path("out/nowhere.jsonl").write_bytes(b"finished\n")
    code, _, err = run("clean", "nowhere.jsonl", "in.jsonl", "-o", "out/")
    assert (code, "nowhere.jsonl: no such file" in err) == (1, True)
    assert Path("out/nowhere.jsonl").read_bytes() == b"finished\n"
    assert len(rows(Path("out/in.jsonl"))) == 5
    assert sorted(path.name for path in Path("out").iterdir()) == ["in.jsonl", "nowhere.jsonl"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason=NO_FULL_DISK)
def test_a_full_disk_is_told_with_the_file(run: Run) -> None:
    Path("in.jsonl").write_bytes(lines(records(5)))
    code, _, err = run("clean", "in.jsonl", "-o", "/dev/full")
    assert code == 1
    assert "/dev/full: cannot be written: No space left on device" in err


def test_the_run_after_a_change_of_options_starts_over(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(lines(records(400)))
    (tmp_path / "out.jsonl.part").write_bytes(b"of another run")
    (tmp_path / "out.jsonl.rejects.journal").write_bytes(b'{"version": 1, "run": "x"}')
    arguments = ["clean", "in.jsonl", "-o", "out.jsonl"]
    done = subprocess.run(
        command(arguments), cwd=tmp_path, env=environment(), capture_output=True, text=True
    )
    assert "is of another run; starting over" in done.stderr
    assert len(rows(tmp_path / "out.jsonl")) == 400


@pytest.mark.parametrize("name", ["x.jsonl", "x.jsonl.gz", "x.jsonl.zst"])
def test_killed_at_any_moment_it_resumes_to_the_same_bytes(name: str, tmp_path: Path) -> None:
    bad = b'{"id": "bad"}\n'
    data = lines(records(800)) + bad + lines(records(800))
    arguments = ["clean", name, f"second-{name}", "-o", "out/", "--log", "log.jsonl.gz", "-j", "2"]

    def fill(folder: Path) -> None:
        packed(data, folder / name)
        packed(lines(records(50)), folder / f"second-{name}")

    whole, torn = whole_and_torn(
        arguments, tmp_path, fill, code=3, kills=3, within=0.6, seed=len(name)
    )
    assert files(whole) == files(torn)
    assert "out.rejects.jsonl" in files(whole)


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_blocks_are_cut_at_the_same_places_wherever_reading_begins(tmp_path: Path) -> None:
    chance = random.Random(7)
    sizes = [chance.choice((0, 3, 20, 90, 300)) for _ in range(400)]
    data = b"".join(b"x" * size + b"\n" for size in sizes) + b"end"
    for name in ("a.jsonl", "a.jsonl.gz"):
        path = packed(data, tmp_path / name)
        found = list(blocks(str(path), 0, 100, 250))
        assert sum(block.too_long or len(block.data) for block in found) == len(data)
        assert any(block.too_long for block in found)
        for place in range(0, len(found), 7):
            again = list(blocks(str(path), found[place].start, 100, 250))
            assert [b[:2] for b in again] == [b[:2] for b in found[place:]]


def test_without_the_extras_json_lines_give_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(
        lines(records(50)) + b'{"id": NaN, "text": "x"}\n{"text": "\\ud800"}\n{"text": "x" "y"}\n'
    )
    hide = "import sys\nfor name in ('orjson', 'zstandard', 'pyarrow'): sys.modules[name] = None\n"
    for name, before in (("with", ""), ("without", hide)):
        program = before + (
            "import sys\nfrom cleanscrape.cli.main import main\n"
            f"main(['clean', 'in.jsonl', '-o', '{name}.jsonl', '--log', '{name}-log.jsonl'])"
        )
        subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=environment(), check=True)
    for ending in (".jsonl", "-log.jsonl"):
        assert (tmp_path / f"with{ending}").read_bytes() == (
            tmp_path / f"without{ending}"
        ).read_bytes()
    told = rows(tmp_path / "without.jsonl.rejects.jsonl")
    assert [row["record"] for row in told] == [53]


@pytest.mark.parametrize("value", ["", "é", 'a"b\\c\n\t\x00\x1f\x7f', "\ud800", "😀"])
def test_texts_are_written_so_that_any_reader_gets_them_back(value: str) -> None:
    for style in (False, True):
        assert json.loads(jsonl.written(value, ascii=style)) == value
    line = b'{"a": "\\"}", "text": "x", "b": [{"text": "]"}]}'
    new = jsonl.splice(line, "text", value)
    assert json.loads(new) == {"a": '"}', "text": value, "b": [{"text": "]"}]}


def test_options_that_do_not_fit_are_told(run: Run) -> None:
    Path("in.jsonl").write_bytes(lines(records(2)))
    Path("a.txt").write_text("It rained.")
    for arguments, told in (
        (("in.jsonl",), "say where the clean texts go"),
        (("in.jsonl", "a.txt", "-o", "x/"), "some inputs are files of many texts"),
        (("a.txt", "--text-field", "body"), "--text-field is for files of many texts"),
        (("in.jsonl", "-o", "x", "--in-place"), "--in-place is"),
        (("in.jsonl", "-o", "in.jsonl"), "is an input"),
        (("in.jsonl", "-o", "x.jsonl", "--log", "x.jsonl"), "is an output already"),
        (("in.jsonl", "-o", "x.jsonl", "--max-doc", "big"), "must be a size"),
        (("-", "--format", "parquet", "-o", "x"), "standard input"),
        (("in.jsonl", "-o", "x.jsonl", "--log", "a.txt"), "a.txt is no cleanscrape log"),
        (("in.jsonl", "-o", "x.jsonl", "--rejects", "a.txt"), "a.txt is no file of rejects"),
    ):
        code, _, err = run("clean", *arguments)
        assert code == 2
        assert told in err
