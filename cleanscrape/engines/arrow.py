"""The Arrow kernel: a RecordBatch in, a RecordBatch with clean text and log columns out.

Engines that speak Arrow call it with whatever batches they like: rows do not know of each other.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from cleanscrape.api import Cleaner
from cleanscrape.engines.rows import MOST, Row, check_names, clean_row
from cleanscrape.errors import MissingExtra, OptionError

INSTALL = 'pip install "cleanscrape[arrow]"'


class Kernel:
    r"""Cleans a column of texts, batch by batch; picklable, so that engines can send it around.

    Parameters
    ----------
    cleaner:
        What cleans; ``Cleaner()`` by default. Each process compiles its rules once.
    text:
        The column with the texts, of strings.
    url, title:
        Columns that `clean` is told of, if any are named.
    into:
        A new column for the clean text; by default it takes the text's place. Where there is an
        error, a text in place stays as it was, and a new column holds null.
    log:
        A new column for the log as JSON (`engines.rows.result_of` reads it); None: no log.
    error:
        A new column that says why a row was not cleaned, null where it was; None: no such column.
    most:
        Bytes of a text from which on it is not cleaned, but told in `error`.

    Raises `MissingExtra` without pyarrow; `OptionError` for columns that are not there, hold no
    texts, or exist already.

    >>> import pyarrow as pa
    >>> batch = pa.record_batch({"id": [1, 2], "text": ["It rained.\nAdvertisement", None]})
    >>> Kernel(Cleaner.on_demand(), log=None)(batch).to_pydict()  # doctest: +NORMALIZE_WHITESPACE
    {'id': [1, 2], 'text': ['It rained.', None],
     'cleanscrape_error': [None, 'the text is null']}
    """

    def __init__(
        self,
        cleaner: Cleaner | None = None,
        *,
        text: str = "text",
        url: str | None = None,
        title: str | None = None,
        into: str | None = None,
        log: str | None = "cleanscrape_log",
        error: str | None = "cleanscrape_error",
        most: int = MOST,
    ) -> None:
        new = [name for name in (into, log, error) if name is not None]
        if len(set(new)) < len(new):
            raise OptionError(f"two new columns have one name: {', '.join(new)}")
        self._pickled: bytes | None = None
        self._cleaner = cleaner
        self.text, self.url, self.title = text, url, title
        self.into, self.log, self.error, self.most = into, log, error, most

    def __getstate__(self) -> dict[str, Any]:
        pickled = self._pickled
        if pickled is None and self._cleaner is not None:
            pickled = pickle.dumps(self._cleaner)
        return {**self.__dict__, "_cleaner": None, "_pickled": pickled}

    @property
    def cleaner(self) -> Cleaner:
        """What cleans: one for each process, however often an engine sends this kernel there."""
        if self._cleaner is None:
            self._cleaner = made(self._pickled)
        return self._cleaner

    def __call__(self, batch: Any) -> Any:
        """Clean a RecordBatch or a Table; the same kind of thing comes back."""
        pa = pyarrow()
        if isinstance(batch, pa.Table):
            batches = [self(each) for each in batch.to_batches()]
            return pa.Table.from_batches(batches, schema=self.schema(batch.schema))
        schema = self.schema(batch.schema)
        rows = self.rows(batch)
        arrays = dict(zip(batch.schema.names, batch.columns, strict=True))
        texts = [row.text for row in rows]
        if self.into is None:
            arrays[self.text] = replaced(arrays[self.text], texts)
        for name, values in (
            (self.into, texts),
            (self.log, [row.log for row in rows]),
            (self.error, [row.error for row in rows]),
        ):
            if name is not None:
                arrays[name] = strings(values, schema.field(name).type)
        return pa.RecordBatch.from_arrays(list(arrays.values()), schema=schema)

    def schema(self, schema: Any) -> Any:
        """The schema of what comes out, for engines that want it beforehand."""
        pa = pyarrow()
        check_columns(schema, self.text, (self.url, self.title))
        kind = schema.field(self.text).type
        place = schema.get_field_index(self.text)
        if self.into is None and pa.types.is_dictionary(kind):
            schema = schema.set(place, schema.field(place).with_type(kind.value_type))
        for name in (self.into, self.log, self.error):
            if name is None:
                continue
            check_names(schema.names, (), (name,))
            same = name == self.into and pa.types.is_large_string(kind)
            schema = schema.append(pa.field(name, pa.large_string() if same else pa.string()))
        return schema

    def map(self, batches: Iterator[Any]) -> Iterator[Any]:
        """Clean batches one after the other, as Spark's `mapInArrow` wants it."""
        for batch in batches:
            yield self(batch)

    def rows(self, batch: Any) -> list[Row]:
        """What becomes of each row of a RecordBatch."""
        texts = values(batch.column(self.text))
        more = [
            values(batch.column(name)) if name else [None] * len(texts)
            for name in (self.url, self.title)
        ]
        return [
            clean_row(self.cleaner, text, url=url, title=title, most=self.most)
            if not isinstance(text, Exception)
            else Row(None, None, f"the text is not UTF-8: {text}")
            for text, url, title in zip(texts, *more, strict=True)
        ]


def pyarrow() -> Any:
    """The library. Raises `MissingExtra` with the install line."""
    try:
        import pyarrow
    except ImportError as error:
        raise MissingExtra(f"this needs pyarrow ({error}): {INSTALL}") from error
    return pyarrow


def check_columns(schema: Any, text: str, others: Sequence[str | None] = ()) -> None:
    """Raise `OptionError` for columns that are not there once, or a text column of other things."""
    pa = pyarrow()
    check_names(schema.names, (text, *others))
    kind = schema.field(text).type
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    if not (_is_string(kind) or pa.types.is_null(kind)):
        raise OptionError(f"the column {text!r} holds {kind}, not strings; cast it first")


def values(array: Any) -> list[Any]:
    """The values of a column; one that is broken inside is the exception that it raises."""
    try:
        found: list[Any] = array.to_pylist()
        return found
    except UnicodeDecodeError:
        return [_value(item) for item in array]


def replaced(array: Any, texts: Sequence[str | None]) -> Any:
    """A column with other texts where there are any, and what it held elsewhere."""
    pa = pyarrow()
    import pyarrow.compute as pc

    kind = array.type
    if pa.types.is_null(kind):
        return array
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
        array = array.cast(kind)
    wide = pa.large_string()
    mask = pa.array([text is not None for text in texts], pa.bool_())
    old = array if kind == wide else array.cast(wide)
    found = pc.if_else(mask, pa.array(texts, wide), old)
    return found if kind == wide else found.cast(kind)


def strings(values: Sequence[str | None], kind: Any) -> Any:
    """A column of texts; lone surrogates, which Arrow cannot hold, do not come this way."""
    return pyarrow().array(values, kind)


def _is_string(kind: Any) -> bool:
    types = pyarrow().types
    view: Callable[[Any], bool] = getattr(types, "is_string_view", lambda _: False)
    return bool(types.is_string(kind) or types.is_large_string(kind) or view(kind))


def _value(item: Any) -> Any:
    try:
        return item.as_py()
    except UnicodeDecodeError as error:
        return error


@lru_cache(maxsize=8)
def made(pickled: bytes | None) -> Cleaner:
    """The cleaner that was pickled, once for each process; `Cleaner()` of None."""
    if pickled is None:
        return Cleaner()
    found: Cleaner = pickle.loads(pickled)
    return found
