"""One row at a time, whatever happens: the clean text and the log, or why there is none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from cleanscrape.api import Cleaner
from cleanscrape.errors import CleanscrapeError, OptionError
from cleanscrape.log import CleanResult, form

MOST = 64_000_000
"""Bytes that a text may have, by default: one that is larger would fill a worker's memory."""


class Row(NamedTuple):
    """What became of a row.

    Attributes
    ----------
    text:
        The clean text; None if there is none.
    log:
        The log as JSON, without the clean text, which stands beside it; None if there is none.
    error:
        Why there is none, else None.
    """

    text: str | None
    log: str | None
    error: str | None


def check_names(
    have: Sequence[Any], wanted: Iterable[str | None], new: Iterable[str | None] = ()
) -> None:
    """Raise `OptionError` for columns that are wanted and not there once, or new and there already.

    >>> check_names(["id", "text"], ["text", None], ["log"])
    """
    for name in wanted:
        if name is not None and have.count(name) != 1:
            there = ", ".join(map(str, have))
            raise OptionError(f"no column {name!r} (or several); there are {there}")
    for name in new:
        if name is not None and name in have:
            raise OptionError(f"there is a column {name!r} already; give another name")


def clean_row(
    cleaner: Cleaner, text: Any, *, url: Any = None, title: Any = None, most: int = MOST
) -> Row:
    r"""Clean one row; nothing is raised, for one bad record must not fail a job of many.

    >>> row = clean_row(Cleaner.on_demand(), "It rained.\nAdvertisement\nThe river rose.")
    >>> row.text, row.error
    ('It rained.\nThe river rose.', None)
    >>> clean_row(Cleaner.on_demand(), None).error
    'the text is null'
    """
    try:
        result = clean_value(cleaner, text, url=url, title=title, most=most)
        return Row(result.text, log_of(result), None)
    except CleanscrapeError as error:
        return Row(None, None, str(error))


def clean_value(
    cleaner: Cleaner, text: Any, *, url: Any = None, title: Any = None, most: int = MOST
) -> CleanResult:
    """Clean what should be a text. Raises `CleanscrapeError`, saying why, if that cannot be."""
    if not isinstance(text, str):
        raise CleanscrapeError(f"the text is {_kind(text)}")
    if len(text) > most or (len(text) * 4 > most and _size(text) > most):
        raise CleanscrapeError(f"the text has {_size(text):,} bytes, more than {most:,}")
    try:
        return cleaner.clean(text, title=_text(title), url=_text(url))
    except CleanscrapeError:
        raise
    except MemoryError:
        raise CleanscrapeError("the text is too large for this machine's memory") from None
    except Exception as error:  # a filter of somebody's: one text's problem, not the job's
        raise CleanscrapeError(f"the text cannot be cleaned: {error!r}") from error


def compact(result: CleanResult, *, text: bool = True) -> dict[str, Any]:
    """A result as `CleanResult.to_dict` gives it, with a digest for the versions of all packs.

    These are the same in every record of a run, and would be longer than most texts. Without
    `text`, the clean text is left out, for it stands beside the log.
    """
    return form.plain(_compact(result, text=text))


def _compact(result: CleanResult, *, text: bool) -> dict[str, Any]:
    record = result.record()
    record["versions"] = {"digest": _digest(tuple(record["versions"].items()))}
    if not text:
        for key in ("text", "text_base64_utf8_surrogatepass"):
            record.pop(key, None)
    return record


def log_of(result: CleanResult) -> str:
    """The log of a result as JSON, without the clean text.

    >>> from cleanscrape import clean
    >>> json.loads(log_of(clean("It rained.")))["removals"]
    []
    """
    record = _compact(result, text=False)
    told = form.dumps(record, ascii=False, compact=True)
    return told if _encodable(told) else form.dumps(record, compact=True)


def result_of(text: str, log: str) -> CleanResult:
    r"""The result that a clean text and its log are, to restore from.

    Raises `LogError` for what is no log.

    >>> row = clean_row(Cleaner.on_demand(), "It rained.\nAdvertisement\nThe river rose.")
    >>> result_of(row.text, row.log).restore()
    'It rained.\nAdvertisement\nThe river rose.'
    """
    return CleanResult.from_dict({**json.loads(log), "text": text})


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=16)
def _digest(versions: tuple[tuple[str, str], ...]) -> str:
    return hashlib.sha256(json.dumps(versions).encode()).hexdigest()[:16]


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, Mapping):
        return "an object, not a text"
    known = {list: "a list", bool: "true or false", bytes: "bytes; decode them first"}
    name = known.get(type(value), f"of type {type(value).__name__}")
    return name if isinstance(value, bytes) else f"{name}, not a text"


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
