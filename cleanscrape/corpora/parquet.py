"""Parquet: batches of rows in, a folder of parts out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cleanscrape.corpora.batches import log_rows, packed, unpacked
from cleanscrape.corpora.chunk import CHUNK, Chunk, File, Place
from cleanscrape.corpora.desk import Desk
from cleanscrape.corpora.parts import Parts, is_parts
from cleanscrape.engines.arrow import check_columns, pyarrow, replaced, strings, values
from cleanscrape.engines.rows import log_of
from cleanscrape.errors import CleanscrapeError, InputError, OptionError
from cleanscrape.sources.files import naming
from cleanscrape.sources.jsonl import dumps

__all__ = ["Parquet", "Parts", "is_parts", "log_rows"]

_ROWS = 1024
"""Rows that are decoded at once; those of long texts are passed on in smaller batches."""


class Parquet(File):
    """A file of Parquet, or a folder of such files, in the order of their names.

    `most` is about texts here, for a row has no bytes of its own.
    """

    __slots__ = ()

    def chunks(self, source: int, after: Place, first: int) -> Iterator[Chunk]:  # noqa: ARG002
        """The rows in chunks. Raises `InputError` for what is no Parquet."""
        done = 0 if after is None else int(after["rows"])
        file, start = (0, 0) if after is None else (int(after["file"]), int(after["row"]))
        taken = 0
        for place, path in enumerate(_files(self.name)):
            with naming(path):
                size = path.stat().st_size
            if place >= file:
                row = start if place == file else 0
                for batch in _batches(path, row):
                    row += batch.num_rows
                    done += batch.num_rows
                    here = {"file": place, "row": row, "rows": done}
                    yield Chunk(
                        source, done - batch.num_rows + 1, done + 1, packed(batch), here,
                        batch.nbytes, taken + size // 2,
                    )  # fmt: skip
            taken += size
        end = {"file": len(_files(self.name)), "row": 0, "rows": done}
        data = packed(_schema(self.name).empty_table()) if done == 0 else b""
        yield Chunk(source, done + 1, done + 1, data, end, 0, taken, last=True)

    def work(self, chunk: Chunk, desk: Desk) -> None:
        """Clean a chunk."""
        if not chunk.data:
            return
        for batch in unpacked(chunk.data):
            desk.put("out", packed(_cleaned(batch, chunk.first, desk, self.most)))


def _cleaned(batch: Any, first: int, desk: Desk, most: int) -> Any:
    pa = pyarrow()
    names = desk.fields
    columns = dict(zip(batch.schema.names, batch.columns, strict=True))
    _check(batch.schema, desk)
    told = [
        values(columns[name]) if name in columns else [None] * batch.num_rows
        for name in (names.text, names.id, names.url, names.title)
    ]
    texts: list[str | None] = []
    logs: list[str | None] = []
    for number, (text, name, url, title) in enumerate(zip(*told, strict=True), first):
        try:
            if isinstance(text, Exception):
                raise CleanscrapeError(f"not UTF-8: {text}")
            result = desk.clean(text, url, title, most)
            logs.append(log_of(result) if names.log else None)
            texts.append(result.text)
            desk.keep(result, None, number, name)
        except CleanscrapeError as error:
            texts.append(None)
            logs.append(None)
            desk.reject(number, str(error), _as_json(batch, number - first), name)
    if names.into is None:
        columns[names.text] = replaced(columns[names.text], texts)
    else:
        columns[names.into] = strings(texts, pa.string())
    if names.log is not None:
        columns[names.log] = strings(logs, pa.string())
    kept = pa.array([text is not None for text in texts], pa.bool_())
    made = pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))
    made = made.replace_schema_metadata(batch.schema.metadata)
    return made if all(text is not None for text in texts) else made.filter(kept)


def _check(schema: Any, desk: Desk) -> None:
    names = desk.fields
    try:
        check_columns(schema, names.text, (names.url, names.title))
        for name in (names.into, names.log):
            if name is not None and name in schema.names:
                raise OptionError(f"there is a column {name!r} already; name another one")
    except OptionError as error:
        raise InputError(f"{desk.name}: {error} (--text-field, --url-field ...)") from error


def _as_json(batch: Any, row: int) -> bytes | None:
    """A row as JSON, with what JSON cannot say in Python's words."""
    try:
        return dumps(
            {
                name: value if isinstance(value, str | int | float | bool | None) else repr(value)
                for name, value in batch.slice(row, 1).to_pylist()[0].items()
            }
        )
    except (UnicodeDecodeError, ValueError):
        return None


def _files(name: str) -> list[Path]:
    path = Path(name)
    if not path.is_dir():
        return [path]
    found = sorted(p for p in path.rglob("*.parquet") if not p.name.startswith((".", "_")))
    if not found:
        raise InputError(f"{name}: holds no .parquet file")
    return found


def _opened(path: Path) -> Any:
    pa = pyarrow()
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"{path}: cannot be read as Parquet: {error}") from error


def _schema(name: str) -> Any:
    return _opened(_files(name)[0]).schema_arrow


def _batches(path: Path, row: int) -> Iterator[Any]:
    """Batches of a file from a row on; they are cut at the same places wherever one begins."""
    pa = pyarrow()
    with _opened(path) as file:
        begin = 0
        for group in range(file.num_row_groups):
            size = file.metadata.row_group(group).num_rows
            if begin + size > row:
                try:
                    yield from _of_group(file, group, row - begin)
                except (pa.ArrowException, OSError) as error:
                    raise InputError(
                        f"{path}: cannot be read after row {max(begin, row):,}: {error}"
                    ) from error
            begin += size


def _of_group(file: Any, group: int, skip: int) -> Iterator[Any]:
    seen = 0
    for batch in file.iter_batches(batch_size=_ROWS, row_groups=[group]):
        rows = max(1, batch.num_rows * CHUNK // max(batch.nbytes, 1))
        for start in range(0, batch.num_rows, rows):
            piece = batch.slice(start, rows)
            seen += piece.num_rows
            if seen > skip:
                yield piece
