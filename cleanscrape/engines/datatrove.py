"""datatrove: a block that cleans documents between a reader and a writer."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any

from cleanscrape.api import Cleaner
from cleanscrape.engines.arrow import made
from cleanscrape.engines.rows import MOST, clean_row
from cleanscrape.errors import MissingExtra

INSTALL = 'pip install "cleanscrape[datatrove]"'

try:
    from datatrove.pipeline.base import PipelineStep as _Step
except ImportError:  # the module can be read without; a block cannot be made
    _Step = None


class CleanBlock(_Step or object):  # type: ignore[misc]
    """A pipeline block: each document's text becomes clean, its log goes into the metadata.

    Parameters
    ----------
    cleaner:
        What cleans; ``Cleaner()`` by default. Each process compiles its rules once.
    log:
        The metadata's key for the log as JSON; None: no log.
    error:
        The metadata's key that says why a document was not cleaned; such a document passes as it
        is.
    url, title:
        The metadata's keys that `clean` is told of, if any are named.
    most:
        Bytes of a text from which on it is not cleaned.

    Raises `MissingExtra` without datatrove.

    >>> CleanBlock(title="headline").name
    'cleanscrape'
    """

    name = "cleanscrape"
    type = "FORMAT"

    def __init__(
        self,
        cleaner: Cleaner | None = None,
        *,
        log: str | None = "cleanscrape_log",
        error: str = "cleanscrape_error",
        url: str | None = None,
        title: str | None = None,
        most: int = MOST,
    ) -> None:
        if _Step is None:
            raise MissingExtra(f"this needs datatrove: {INSTALL}")
        super().__init__()
        self._pickled = None if cleaner is None else pickle.dumps(cleaner)
        self._log, self._error, self._url, self._title = log, error, url, title
        self._most = most

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Any]:  # noqa: ARG002
        """Clean documents, one after the other."""
        cleaner = made(self._pickled)
        for document in data or ():
            with self.track_time():
                self._clean(document, cleaner)
            yield document

    def _clean(self, document: Any, cleaner: Cleaner) -> None:
        told = [document.metadata.get(key) if key else None for key in (self._url, self._title)]
        row = clean_row(cleaner, document.text, url=told[0], title=told[1], most=self._most)
        if row.text is None:
            document.metadata[self._error] = row.error
            self.stat_update("rejected")
            return
        self.stat_update("removed_chars", value=len(document.text) - len(row.text), unit="doc")
        self.stat_update("changed" if row.text != document.text else "unchanged")
        document.text = row.text
        if self._log is not None:
            document.metadata[self._log] = row.log
