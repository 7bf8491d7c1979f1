"""The Arrow kernel: every row as `clean` gives it, whatever the column holds."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

import cleanscrape
from cleanscrape.engines.arrow import Kernel
from cleanscrape.engines.rows import result_of
from cleanscrape.errors import OptionError
from tests.corpora import texts

pa = pytest.importorskip("pyarrow")
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
