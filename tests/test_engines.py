"""The Arrow kernel: every row as `clean` gives it, whatever the column holds."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pyarrow as pa
import pytest

import cleanscrape
from cleanscrape.engines.arrow import Kernel
from cleanscrape.engines.frames import clean_ray
from cleanscrape.engines.rows import result_of
from cleanscrape.engines.spark import clean_frame
from cleanscrape.errors import MissingExtra, OptionError
from tests.corpora import texts

CLEANER = cleanscrape.Cleaner.on_demand()


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())],
    ids=str,
)
def test_rows_are_as_clean_gives_them(kind: Any) -> None:
    given = [*texts(30), None]
    batch = pa.record_batch({"n": list(range(31)), "text": pa.array(given, kind), "z": [1.5] * 31})
    kernel = Kernel(CLEANER)
    found = kernel(batch)
    assert found.schema == kernel.schema(batch.schema)
    assert found.schema.names == ["n", "text", "z", "cleanscrape_log", "cleanscrape_error"]
    rows = found.to_pylist()
    assert rows[-1]["text"] is None
    assert rows[-1]["cleanscrape_error"] == "the text is null"
    for text, row in zip(given[:-1], rows[:-1], strict=True):
        assert text is not None
        assert row["text"] == cleanscrape.clean(text).text
        assert row["cleanscrape_error"] is None
        assert result_of(row["text"], row["cleanscrape_log"]).restore() == text


def test_a_broken_or_large_value_fails_no_batch_and_stays_as_it_is() -> None:
    broken = pa.Array.from_buffers(
        pa.string(), 2,
        [None, pa.array([0, 4, 11], pa.int32()).buffers()[1], pa.py_buffer(b"caf\xe9a\nShare")],
    )  # fmt: skip
    found = Kernel(CLEANER, log=None)(pa.record_batch({"text": broken}))
    assert "not UTF-8" in found["cleanscrape_error"][0].as_py()
    assert found["text"][0].as_buffer().to_pybytes() == b"caf\xe9"
    assert found["cleanscrape_error"][1].as_py() is None
    large = Kernel(CLEANER, most=10, into="clean")(pa.record_batch({"text": ["ü" * 6, "ü"]}))
    assert large["clean"].to_pylist() == [None, "ü"]
    assert "12 bytes, more than 10" in large["cleanscrape_error"][0].as_py()


def test_a_filter_that_fails_is_an_error_of_its_row() -> None:
    def failing(_: Any) -> Any:
        raise ZeroDivisionError("of somebody")
        yield

    cleaner = CLEANER.insert(cleanscrape.as_filter("failing", failing))
    kernel = Kernel(cleaner)
    rows = kernel(pa.record_batch({"text": ["It rained."]})).to_pylist()
    assert "ZeroDivisionError" in rows[0]["cleanscrape_error"]


def test_empty_batches_tables_and_pickled_kernels() -> None:
    kernel = pickle.loads(pickle.dumps(Kernel(CLEANER, into="clean")))
    assert kernel.cleaner is pickle.loads(pickle.dumps(kernel)).cleaner
    table = pa.table({"text": pa.chunked_array([["It rained.\nAdvertisement"], [], ["x"]])})
    assert kernel(table)["clean"].to_pylist() == ["It rained.", "x"]
    assert kernel(table.slice(0, 0)).schema == kernel.schema(table.schema)


def test_url_and_title_are_told_to_clean() -> None:
    cleaner = cleanscrape.Cleaner.on_demand(
        metadata="drop", sites={"example.com": {"without": ["advertisement"]}}
    )
    text = "The river rose\nThe river rose\nIt rained all day in the valley.\nAdvertisement"
    batch = pa.record_batch(
        {"text": [text], "u": ["https://example.com/a"], "t": ["The river rose"]}
    )
    (found,) = Kernel(cleaner, url="u", title="t")(batch)["text"].to_pylist()
    assert found == cleaner.clean(text, url="https://example.com/a", title="The river rose").text
    assert found.endswith("Advertisement")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"text": "body"}, "no column 'body'"),
        ({"text": "n"}, "holds int64, not strings"),
        ({"log": "n"}, "there is a column 'n' already"),
        ({"url": "u"}, "no column 'u'"),
    ],
)
def test_columns_that_do_not_fit_are_told(options: dict[str, str], told: str) -> None:
    with pytest.raises(OptionError, match=told):
        Kernel(CLEANER, **options)(pa.record_batch({"text": ["x"], "n": [1]}))  # type: ignore[arg-type]


# stand-ins for engines that are too large to install: they ask of the adapter what the engine asks


class StringType:
    """Spark's type of texts."""


class LongType:
    """Spark's type of whole numbers."""


@dataclass
class StructField:
    """A column of a Spark frame."""

    name: str
    dataType: object


class StructType:
    """The columns of a Spark frame."""

    def __init__(self, fields: list[StructField]) -> None:
        self.fields = fields

    def __getitem__(self, name: str) -> StructField:
        return next(field for field in self.fields if field.name == name)


class SparkFrame:
    """A Spark frame of two partitions, each of which goes to a copy of the function."""

    def __init__(self, batches: list[Any], schema: StructType) -> None:
        self.batches, self.schema = batches, schema

    def mapInArrow(self, function: Callable[[Iterator[Any]], Iterator[Any]], schema: Any) -> Any:
        done = [
            batch for given in self.batches
            for batch in pickle.loads(pickle.dumps(function))(iter([given]))
        ]  # fmt: skip
        names = [field.name for field in schema.fields]
        assert [batch.schema.names for batch in done] == [names] * len(done), "Spark would refuse"
        return SparkFrame(done, schema)


@pytest.fixture
def spark_frame(monkeypatch: pytest.MonkeyPatch) -> SparkFrame:
    types = ModuleType("pyspark.sql.types")
    for kind in (StringType, StructField, StructType):
        setattr(types, kind.__name__, kind)
    for name in ("pyspark", "pyspark.sql"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, types.__name__, types)
    batches = [pa.record_batch({"n": [i], "text": [text]}) for i, text in enumerate(texts(2))]
    columns = [StructField("n", LongType()), StructField("text", StringType())]
    return SparkFrame(batches, StructType(columns))


@pytest.mark.parametrize("options", [{}, {"into": "clean", "log": None}])
def test_spark_is_told_the_columns_that_come(
    spark_frame: SparkFrame, options: dict[str, Any]
) -> None:
    found = clean_frame(spark_frame, Kernel(CLEANER, **options))
    column = options.get("into", "text")
    assert [row[column] for batch in found.batches for row in batch.to_pylist()] == [
        CLEANER.clean(text).text for text in texts(2)
    ]
    new = [field for field in found.schema.fields if field.name not in ("n", "text")]
    assert new and all(isinstance(field.dataType, StringType) for field in new)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"text": "body"}, r"no column 'body' \(or several\); there are n, text"),
        ({"url": "u"}, "no column 'u'"),
        ({"text": "n"}, "the column 'n' holds no strings"),
        ({"log": "n"}, "there is a column 'n' already"),
    ],
)
def test_columns_that_do_not_fit_are_told_before_spark_runs(
    spark_frame: SparkFrame, options: dict[str, str], told: str
) -> None:
    with pytest.raises(OptionError, match=told):
        clean_frame(spark_frame, Kernel(CLEANER, **options))  # type: ignore[arg-type]


def test_spark_that_is_missing_is_told_with_the_install_line(
    spark_frame: SparkFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql.types", None)
    with pytest.raises(MissingExtra, match=r'pip install "cleanscrape\[spark\]"'):
        clean_frame(spark_frame)


class RayDataset:
    """A Ray dataset of two blocks, each a table that goes to a copy of the function."""

    def __init__(self, blocks: list[Any]) -> None:
        self.blocks, self.options = blocks, dict[str, Any]()

    def map_batches(self, function: Any, *, batch_format: str, **options: Any) -> RayDataset:
        assert batch_format == "pyarrow"
        done = RayDataset([pickle.loads(pickle.dumps(function))(block) for block in self.blocks])
        done.options = options
        return done


def test_ray_gets_tables_for_tables() -> None:
    blocks = [pa.table({"text": [text]}) for text in texts(2)]
    found = clean_ray(RayDataset(blocks), Kernel(CLEANER), batch_size=7)
    assert [block["text"].to_pylist() for block in found.blocks] == [
        [CLEANER.clean(text).text] for text in texts(2)
    ]
    assert found.options == {"batch_size": 7}
