"""What Parquet comes out as: a folder of parts."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from cleanscrape.corpora.batches import unpacked
from cleanscrape.corpora.sinks import PART, writing
from cleanscrape.engines.arrow import pyarrow
from cleanscrape.errors import OptionError

_GROUP = 32_000_000
"""Bytes of a row group that is written."""


class Parts:
    """A folder of Parquet parts: `path` with ``.part`` until it is finished.

    A part is closed whenever progress is saved, so that parts depend on the input alone.

    Parameters
    ----------
    path:
        Where the folder is to be. Raises `OptionError` for what is no such folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.realpath(path))
        self._part = self.path.with_name(self.path.name + PART)
        if self.path.exists() and not is_parts(self.path):
            raise OptionError(
                f"{path}: Parquet comes out as a folder of parts, and this is something else; "
                "give another place"
            )
        self._count = 0
        self._writer: Any = None
        self._waiting: list[Any] = []
        self._size = 0
        self._schema: Any = None

    def open(self, state: Any) -> None:
        """Begin, or go on after so many parts."""
        self._count = int(state or 0)
        with writing(self.path):
            self._part.mkdir(parents=True, exist_ok=True)
            for path in self._part.iterdir():
                number = path.stem.removeprefix("part-")
                if not number.isdigit() or int(number) >= self._count:
                    path.unlink()

    def write(self, data: bytes) -> None:
        """Add a batch in Arrow's stream format."""
        for batch in unpacked(data):
            if self._schema is not None and not batch.schema.equals(self._schema):
                self.save()  # files of one folder may differ: so do the parts then
            self._schema = batch.schema
            self._waiting.append(batch)
            self._size += batch.nbytes
            if self._size >= _GROUP:
                self._flush()

    def save(self) -> int:
        """Close the part; how many there are."""
        self._flush()
        if self._writer is not None:
            with writing(self.path):
                self._writer.close()
            self._writer = None
            self._count += 1
        return self._count

    def finish(self) -> None:
        """Take the place of an older folder, which is removed."""
        with writing(self.path):
            if not self._part.exists():
                return
            old = self.path.with_name(self.path.name + ".old")
            if self.path.exists():
                self.path.replace(old)
            self._part.replace(self.path)
            shutil.rmtree(old, ignore_errors=True)

    def drop(self) -> None:
        """Take back all parts."""
        self.close()
        shutil.rmtree(self._part, ignore_errors=True)

    def close(self) -> None:
        """Let go of a part that is not whole."""
        if self._writer is not None:
            with suppress(Exception):
                self._writer.close()

    def _flush(self) -> None:
        pa = pyarrow()
        import pyarrow.parquet as pq

        if not self._waiting:
            return
        table = pa.Table.from_batches(self._waiting)
        self._waiting, self._size = [], 0
        with writing(self.path):
            if self._writer is None:
                path = self._part / f"part-{self._count:05}.parquet"
                self._writer = pq.ParquetWriter(path, table.schema, compression="zstd")
            self._writer.write_table(table, row_group_size=max(1, table.num_rows))


def is_parts(path: Path) -> bool:
    """Whether a path is a folder of nothing but parts, and at least one, as a run leaves it."""
    found = list(path.iterdir()) if path.is_dir() else []
    return bool(found) and all(
        child.name.startswith("part-") and child.suffix == ".parquet" for child in found
    )
