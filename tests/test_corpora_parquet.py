"""`cleanscrape clean` on Parquet: a folder of parts, row for row."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import cleanscrape
from tests.corpora import records, whole_and_torn
from tests.support import Run


def table(count: int) -> Any:
    rows = [{**row, "score": row["n"] / 3, "tags": ["a", None]} for row in records(count)]
    return pa.Table.from_pylist(rows)


def test_every_other_column_stays_and_the_text_is_clean(run: Run) -> None:
    given = table(300)
    pq.write_table(given, "in.parquet", row_group_size=70)
    code, _, err = run("clean", "in.parquet", "-o", "out.parquet", "--log-field", "log")
    assert code == 0, err
    found = pq.read_table("out.parquet")
    assert found.drop_columns(["text", "log"]).equals(given.drop_columns(["text"]))
    for text, clean, log in zip(
        given["text"].to_pylist(), found["text"].to_pylist(), found["log"].to_pylist(), strict=True
    ):
        assert clean == cleanscrape.clean(text).text
        result = cleanscrape.CleanResult.from_dict({**json.loads(log), "text": clean})
        assert result.restore() == text
    assert not [path for path in Path().iterdir() if "part" in path.suffix]


def test_several_files_and_a_second_run_over_its_own_output(run: Run) -> None:
    for name in ("a", "b"):
        pq.write_table(table(20), f"{name}.parquet")
    for _ in range(2):
        code, _, err = run("clean", "a.parquet", "b.parquet", "-o", "out", "--log", "log.parquet")
        assert code == 0, err
        assert pq.read_table("out/b.parquet").num_rows == 20
        log = pq.read_table("log.parquet")
        assert log["id"].to_pylist() == [f"r{n}" for n in range(20)] * 2
        read = cleanscrape.CleanResult.from_json(log["log"][0].as_py())
        assert read.text == pq.read_table("out/a.parquet")["text"][0].as_py()
    Path("other").mkdir()
    Path("other/mine.txt").write_text("x")
    assert run("clean", "a.parquet", "-o", "other", "-q")[0] == 0
    assert pq.read_table("other/a.parquet").num_rows == 20


def test_bad_rows_are_put_aside_and_bad_files_are_told(run: Run) -> None:
    texts = ["It rained.", None, "It snowed."]
    pq.write_table(pa.table({"id": ["a", "b", "c"], "text": texts}), "in.parquet")
    code, _, err = run("clean", "in.parquet", "-o", "out.parquet")
    assert code == 3
    assert "in.parquet: record 2: the text is null" in err
    assert pq.read_table("out.parquet")["id"].to_pylist() == ["a", "c"]
    (told,) = map(json.loads, Path("out.parquet.rejects.jsonl").read_bytes().splitlines())
    assert told["id"] == "b"
    assert json.loads(told["data"]) == {"id": "b", "text": None}
    before = sorted(Path("out.parquet").iterdir())
    Path("bad.parquet").write_bytes(b"PAR1 and nothing else")
    for name, what in (
        ("bad.parquet", "cannot be read as Parquet"),
        ("no.parquet", "no such file"),
    ):
        code, _, err = run("clean", name, "-o", "out.parquet")
        assert (code, what in err) == (1, True), err
    code, _, err = run("clean", "in.parquet", "-o", "x.parquet", "--text-field", "body")
    assert (code, "no column 'body'" in err) == (1, True)
    assert sorted(Path("out.parquet").iterdir()) == before


def test_an_empty_file_gives_a_part_without_rows(run: Run) -> None:
    pq.write_table(table(5).slice(0, 0), "in.parquet")
    assert run("clean", "in.parquet", "-o", "out.parquet")[0] == 0
    assert pq.read_table("out.parquet").num_rows == 0


def test_killed_at_any_moment_it_resumes_to_the_same_rows(tmp_path: Path) -> None:
    whole, torn = whole_and_torn(
        ["clean", "in.parquet", "-o", "out.parquet", "-j", "2"], tmp_path,
        lambda folder: pq.write_table(table(1200), folder / "in.parquet", row_group_size=400),
        kills=3, within=0.6, seed=5,
    )  # fmt: skip
    one, two = (sorted((folder / "out.parquet").iterdir()) for folder in (whole, torn))
    assert [path.name for path in one] == [path.name for path in two]
    assert len(one) > 3
    for first, second in zip(one, two, strict=True):
        assert pq.read_table(first).equals(pq.read_table(second))
    assert sorted(path.name for path in torn.iterdir()) == ["in.parquet", "out.parquet"]
