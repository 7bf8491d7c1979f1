"""Clean WET files with datatrove: `python datatrove_wet.py IN OUT [TASKS] [PARTITION]`.

IN is a folder or an address of WET files. With a PARTITION it submits to Slurm, each task a job of
an array; tasks that are done are passed over when it is run again. Without one it runs here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from datatrove.executor import LocalPipelineExecutor, SlurmPipelineExecutor
from datatrove.pipeline.readers.base import BaseDiskReader
from datatrove.pipeline.writers import JsonlWriter

from cleanscrape import Cleaner
from cleanscrape.engines.datatrove import CleanBlock
from cleanscrape.sources.packing import Stream, packing
from cleanscrape.sources.warc import records


class WetReader(BaseDiskReader):  # type: ignore[misc]
    """The text records of WET files; a file that breaks off fails its task."""

    name = "WET"

    def read_file(self, filepath: str) -> Iterator[Any]:
        """The documents of a file."""
        with self.data_folder.open(filepath, "rb") as file:
            stream = Stream(file, packing(filepath))
            for number, record in enumerate(records(stream, 64_000_000)):
                if record.get("WARC-Type") == "conversion" and record.content is not None:
                    told = {
                        "id": record.get("WARC-Record-ID"),
                        "text": record.content.decode("utf-8", "replace"),
                        "url": record.get("WARC-Target-URI"),
                    }
                    yield self.get_document_from_dict(told, filepath, number)
            if stream.problem:
                raise OSError(f"{filepath}: {stream.problem}")


def pipeline(source: str, target: str) -> list[Any]:
    """What each task does with its files."""
    return [
        WetReader(source, glob_pattern="*.wet.gz"),
        CleanBlock(Cleaner(kind="page"), url="url"),
        JsonlWriter(target),
    ]


def main(source: str, target: str, tasks: int, partition: str | None) -> None:
    """Run here, or submit."""
    steps, logs = pipeline(source, target), f"{target}-logs"
    if partition is None:
        LocalPipelineExecutor(steps, tasks=tasks, workers=min(tasks, 2), logging_dir=logs).run()
        return
    SlurmPipelineExecutor(
        steps, tasks=tasks, time="20:00:00", partition=partition, logging_dir=logs,
        cpus_per_task=1, mem_per_cpu_gb=2, job_name="cleanscrape",
    ).run()  # fmt: skip


if __name__ == "__main__":
    main(
        sys.argv[1],
        sys.argv[2],
        int(sys.argv[3]) if len(sys.argv) > 3 else 1,
        sys.argv[4] if len(sys.argv) > 4 else None,
    )
