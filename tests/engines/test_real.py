"""Engines as they are installed: each gives what `clean` gives, row by row.

`make test` installs the light ones, `make test-engines` all; each test is skipped, visibly, where
its engine is missing.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import cleanscrape
from cleanscrape.engines.rows import result_of
from tests.corpora import texts
from tests.support import ROOT, engine, need_java

COUNT = int(os.environ.get("CLEANSCRAPE_ENGINE_TEXTS", "300"))
DATA = os.environ.get("CLEANSCRAPE_ENGINE_DATA")
"""A file of JSON lines, each with an object `texts` of texts; without it, texts made here."""
LOG, ERROR = "cleanscrape_log", "cleanscrape_error"
CLEANER = cleanscrape.Cleaner()


def given() -> list[str]:
    if DATA is None:
        return texts(COUNT)
    found: list[str] = []
    with gzip.open(DATA, "rt", encoding="utf-8") as file:
        for line in file:
            found += [text for text in json.loads(line)["texts"].values() if text]
    return found[:COUNT]


TEXTS = given()
ROWS: list[dict[str, Any]] = [{"id": n, "text": text} for n, text in enumerate(TEXTS)]
ROWS.append({"id": len(ROWS), "text": None})


@pytest.fixture(scope="module")
def wanted() -> list[cleanscrape.CleanResult]:
    return [CLEANER.clean(text) for text in TEXTS]


def check(rows: list[dict[str, Any]], wanted: list[cleanscrape.CleanResult]) -> None:
    """Every row, in any order, and the bad one told."""
    rows = sorted(rows, key=lambda row: row["id"])
    assert [row["id"] for row in rows] == list(range(len(TEXTS) + 1))
    assert rows[-1]["text"] is None
    assert rows[-1][ERROR] == "the text is null"
    for row, result in zip(rows[:-1], wanted, strict=True):
        assert row["text"] == result.text
        assert row[ERROR] is None
        assert result_of(row["text"], row[LOG]).removals == result.removals


def test_pandas(wanted: list[cleanscrape.CleanResult]) -> None:
    pandas = engine("pandas")
    from cleanscrape.engines.frames import clean_pandas

    frame = pandas.DataFrame(ROWS, index=range(5, 5 + len(ROWS)))
    found = clean_pandas(frame)
    assert list(found.index) == list(frame.index)
    assert frame.columns.tolist() == ["id", "text"]
    rows = found.astype(object).where(found.notna(), None).to_dict("records")
    check(rows, wanted)
    odd = pandas.DataFrame({"text": pandas.Series(["a \ud800", 7, float("nan")], dtype=object)})
    told = clean_pandas(odd)
    assert told[ERROR].tolist() == [None, "the text is of type int, not a text", "the text is null"]
    assert told["text"].tolist()[:2] == ["a \ud800", 7]


def test_polars(wanted: list[cleanscrape.CleanResult]) -> None:
    polars = engine("polars")
    from cleanscrape.engines.frames import clean_polars

    frame = polars.DataFrame(ROWS)
    check(clean_polars(frame).to_dicts(), wanted)
    check(clean_polars(frame.lazy()).collect().to_dicts(), wanted)


def test_duckdb(wanted: list[cleanscrape.CleanResult]) -> None:
    duckdb = engine("duckdb")
    from cleanscrape.engines.frames import clean_duckdb

    table = pa.Table.from_pylist(ROWS)
    connection = duckdb.connect()
    connection.register("given", table)
    reader = clean_duckdb(connection.sql("SELECT * FROM given"), rows=64)
    other = duckdb.connect()
    other.register("cleaned", reader)
    other.sql("CREATE TABLE kept AS SELECT * FROM cleaned")
    found = other.sql("SELECT * FROM kept").to_arrow_table()
    check(found.to_pylist(), wanted)


def test_hugging_face_datasets(tmp_path: Path, wanted: list[cleanscrape.CleanResult]) -> None:
    datasets = engine("datasets")
    from cleanscrape.engines.frames import clean_dataset

    dataset = datasets.Dataset.from_list(ROWS)
    cached = {"cache_file_name": str(tmp_path / "cache.arrow")}
    check(list(clean_dataset(dataset, **cached)), wanted)
    check(list(clean_dataset(dataset.to_iterable_dataset())), wanted)


def test_ray(wanted: list[cleanscrape.CleanResult]) -> None:
    ray = engine("ray")
    from cleanscrape.engines.frames import clean_ray

    env = {"PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
    ray.init(num_cpus=2, include_dashboard=False, runtime_env={"env_vars": env})
    try:
        dataset = ray.data.from_items(ROWS).repartition(4)
        check(clean_ray(dataset).take_all(), wanted)
    finally:
        ray.shutdown()


def test_datatrove_in_its_local_executor(
    tmp_path: Path, wanted: list[cleanscrape.CleanResult]
) -> None:
    engine("datatrove")
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from cleanscrape.engines.datatrove import CleanBlock

    (tmp_path / "in").mkdir()
    half = len(TEXTS) // 2
    for name, rows in (("a", ROWS[:half]), ("b", ROWS[half:-1])):
        with gzip.open(tmp_path / "in" / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            # as texts, for its writer leaves out an id that is 0
            file.writelines(json.dumps({**row, "id": str(row["id"])}) + "\n" for row in rows)
    LocalPipelineExecutor(
        [
            JsonlReader(str(tmp_path / "in")),
            CleanBlock(),
            JsonlWriter(str(tmp_path / "out")),
        ],
        tasks=2, workers=2, logging_dir=str(tmp_path / "logs"),
    ).run()  # fmt: skip
    found: list[dict[str, Any]] = []
    for path in sorted((tmp_path / "out").iterdir()):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                more = row.get("metadata", row)
                found.append(
                    {"id": int(row["id"]), "text": row["text"], LOG: more[LOG], ERROR: None}
                )
    last = {**ROWS[-1], ERROR: "the text is null"}  # its reader passes over rows without text
    check([*found, last], wanted)
    stats = json.loads((tmp_path / "logs" / "stats.json").read_text())
    assert any("cleanscrape" in step["name"] for step in stats)


@pytest.fixture
def spark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    sql = engine("pyspark.sql")
    need_java()
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    session = (
        sql.SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.executorEnv.PYTHONPATH", str(ROOT))
        .config("spark.local.dir", str(tmp_path))
        .getOrCreate()
    )
    yield session
    session.stop()


def test_spark_on_a_cluster_of_two_workers(
    spark: Any, tmp_path: Path, wanted: list[cleanscrape.CleanResult]
) -> None:
    from cleanscrape.engines.spark import clean_frame

    frame = spark.createDataFrame(
        [(row["id"], row["text"]) for row in ROWS], "id long, text string"
    ).repartition(4)
    clean_frame(frame).write.parquet(str(tmp_path / "out"))
    found = spark.read.parquet(str(tmp_path / "out"))
    check([row.asDict() for row in found.collect()], wanted)
    with pytest.raises(cleanscrape.OptionError, match="no column 'body'"):
        from cleanscrape.engines.arrow import Kernel

        clean_frame(frame, Kernel(text="body"))
