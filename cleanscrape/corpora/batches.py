"""Batches of rows as bytes, in Arrow's stream format: so they travel between processes."""

from __future__ import annotations

import json
from typing import Any

from cleanscrape.engines.arrow import pyarrow


def packed(batch: Any) -> bytes:
    """A batch, or a table, in Arrow's stream format."""
    pa = pyarrow()
    buffer = pa.BufferOutputStream()
    with pa.ipc.new_stream(buffer, batch.schema) as writer:
        writer.write(batch)
    found: bytes = buffer.getvalue().to_pybytes()
    return found


def unpacked(data: bytes) -> list[Any]:
    """The batches of a stream."""
    found: list[Any] = list(pyarrow().ipc.open_stream(data))
    return found


def log_rows(parts: list[bytes]) -> bytes:
    """Lines of a log as a batch: id, file, record, and the whole record as JSON."""
    pa = pyarrow()
    rows = [json.loads(part) for part in parts]
    columns = {
        "id": pa.array([row["id"] for row in rows], pa.string()),
        "file": pa.array([row["file"] for row in rows], pa.string()),
        "record": pa.array([row["record"] for row in rows], pa.int64()),
        "log": pa.array([part.decode().rstrip("\n") for part in parts], pa.string()),
    }
    return packed(pa.record_batch(columns))
