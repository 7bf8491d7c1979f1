"""Clean Parquet on Spark: `spark-submit spark_wet.py IN OUT [PARTITIONS]`.

IN is a folder or an address of WET files, or of Parquet with a column `text`. On a cluster,
cleanscrape has to be installed where the executors run.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO

from pyspark.sql import DataFrame, SparkSession

from cleanscrape import Cleaner
from cleanscrape.engines.arrow import Kernel
from cleanscrape.engines.spark import clean_frame
from cleanscrape.sources.packing import Stream, packing
from cleanscrape.sources.warc import records


def pages(item: tuple[str, bytes]) -> Iterator[tuple[str, str]]:
    """The texts of a WET file, with their ids; one that breaks off fails its task."""
    name, data = item
    stream = Stream(BytesIO(data), packing(name))
    for record in records(stream, 64_000_000):
        if record.get("WARC-Type") == "conversion" and record.content is not None:
            text = record.content.decode("utf-8", "replace")
            yield record.get("WARC-Record-ID"), text
    if stream.problem:
        raise OSError(f"{name}: {stream.problem}")


def wet(spark: SparkSession, source: str) -> DataFrame:
    """The pages of WET files, a partition for each file."""
    files = spark.sparkContext.binaryFiles(source)
    return spark.createDataFrame(files.flatMap(pages), "id string, text string")


def main(source: str, target: str, partitions: int) -> None:
    """Clean all rows, a task for each partition."""
    spark = SparkSession.builder.appName("cleanscrape").getOrCreate()
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "1000")
    frame = wet(spark, source) if "wet" in source.rsplit("/", 1)[-1] else spark.read.parquet(source)
    if partitions:
        frame = frame.repartition(partitions)
    kernel = Kernel(Cleaner(kind="page"))
    clean_frame(frame, kernel).write.parquet(target)
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 0)
