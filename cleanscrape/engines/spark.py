"""Apache Spark: the Arrow kernel through `mapInArrow`."""

from __future__ import annotations

from typing import Any

from cleanscrape.engines.arrow import Kernel
from cleanscrape.engines.rows import check_names
from cleanscrape.errors import MissingExtra, OptionError

INSTALL = 'pip install "cleanscrape[spark]"'


def clean_frame(frame: Any, kernel: Kernel | None = None) -> Any:
    """A Spark DataFrame with clean text, and the kernel's columns.

    Rows keep their partitions and their order in them. Raises `MissingExtra` without pyspark,
    `OptionError` for columns that are not there, hold no texts, or exist already.

    Parameters
    ----------
    frame:
        The DataFrame.
    kernel:
        Which column holds the text, and what to add; the executors need cleanscrape installed.

    In a job, which needs a cluster to run::

        frame = clean_frame(spark.read.parquet("s3://corpus/"))
    """
    kernel = kernel or Kernel()
    return frame.mapInArrow(kernel.map, _schema(frame.schema, kernel))


def _schema(schema: Any, kernel: Kernel) -> Any:
    try:
        from pyspark.sql.types import StringType, StructField, StructType
    except ImportError as error:
        raise MissingExtra(f"this needs pyspark ({error}): {INSTALL}") from error
    names = [field.name for field in schema.fields]
    check_names(names, (kernel.text, kernel.url, kernel.title))
    if not isinstance(schema[kernel.text].dataType, StringType):
        raise OptionError(f"the column {kernel.text!r} holds no strings; cast it first")
    new = [name for name in (kernel.into, kernel.log, kernel.error) if name is not None]
    check_names(names, (), new)
    return StructType([*schema.fields, *(StructField(name, StringType()) for name in new)])
