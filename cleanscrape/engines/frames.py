"""Frames and sets in memory or on one machine: pandas, Polars, DuckDB, HF datasets, Ray.

Each is a line or two around the kernel. None of these libraries is imported here: who has such an
object has its library.
"""

from __future__ import annotations

from typing import Any

from cleanscrape.engines.arrow import Kernel, pyarrow
from cleanscrape.engines.rows import check_names, clean_row


def clean_pandas(frame: Any, kernel: Kernel | None = None) -> Any:
    """A pandas DataFrame with clean text, and the kernel's columns; the index stays.

    It goes row by row and not through Arrow, so texts with lone surrogates, and columns of mixed
    things, come through.

    Raises `OptionError` for columns that are not there, or exist already.
    """
    kernel = kernel or Kernel()
    new = {"text": kernel.into or kernel.text, "log": kernel.log, "error": kernel.error}
    wanted = kernel.text, kernel.url, kernel.title
    check_names(list(frame.columns), wanted, (kernel.into, kernel.log, kernel.error))
    told = [frame[name] if name else [None] * len(frame) for name in wanted]
    rows = [
        clean_row(kernel.cleaner, _none(text), url=url, title=title, most=kernel.most)
        for text, url, title in zip(*told, strict=True)
    ]
    made = frame.copy(deep=False)
    for field, column in new.items():
        if column is None:
            continue
        values = [getattr(row, field) for row in rows]
        if column == kernel.text:
            values = [old if new is None else new for old, new in zip(told[0], values, strict=True)]
        made[column] = _series(frame, values)
    return made


def clean_polars(frame: Any, kernel: Kernel | None = None) -> Any:
    """A Polars DataFrame with clean text, and the kernel's columns; of a LazyFrame, a LazyFrame.

    Raises `OptionError` as the kernel does; of a LazyFrame only when it is collected.
    """
    kernel = kernel or Kernel()
    if not hasattr(frame, "collect"):
        return type(frame)(kernel(frame.to_arrow()))
    return frame.map_batches(lambda part: clean_polars(part, kernel), validate_output_schema=False)


def clean_duckdb(relation: Any, kernel: Kernel | None = None, *, rows: int = 2048) -> Any:
    """A reader of Arrow batches of a DuckDB relation, cleaned; it streams, and DuckDB reads it.

    Parameters
    ----------
    relation:
        What ``connection.sql("SELECT ...")`` gives.
    kernel:
        Which column holds the text, and what to add.
    rows:
        Rows of a batch.
    """
    kernel = kernel or Kernel()
    reader = relation.to_arrow_reader(rows)
    return pyarrow().RecordBatchReader.from_batches(
        kernel.schema(reader.schema), kernel.map(iter(reader))
    )


def clean_dataset(dataset: Any, kernel: Kernel | None = None, **options: Any) -> Any:
    """A Hugging Face dataset, or a streamed one, with clean text and the kernel's columns.

    Parameters
    ----------
    dataset:
        A ``Dataset`` or an ``IterableDataset``.
    kernel:
        Which column holds the text, and what to add.
    **options:
        Of its `map`, such as ``num_proc``.
    """
    made = dataset.with_format("arrow").map(kernel or Kernel(), batched=True, **options)
    return made.with_format(None)


def clean_ray(dataset: Any, kernel: Kernel | None = None, **options: Any) -> Any:
    """A Ray dataset with clean text, and the kernel's columns.

    Parameters
    ----------
    dataset:
        The dataset.
    kernel:
        Which column holds the text, and what to add; the workers need cleanscrape installed.
    **options:
        Of its `map_batches`, such as ``batch_size``.
    """
    kernel = kernel or Kernel()
    return dataset.map_batches(kernel, batch_format="pyarrow", **options)


def _none(value: Any) -> Any:
    """None for what stands for a missing value in pandas."""
    missing = not isinstance(value, str) and type(value).__name__ in ("NAType", "NaTType")
    return None if missing or (isinstance(value, float) and value != value) else value


def _series(frame: Any, values: list[Any]) -> Any:
    """A column of Python's own strings, for pandas' cannot hold lone surrogates."""
    import pandas

    return pandas.Series(values, index=frame.index, dtype=object)
