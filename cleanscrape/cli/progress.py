"""A progress bar on standard error, where a person watches."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Self


class Bar:
    """A bar that goes away when it is left; nothing where standard error is no terminal.

    Parameters
    ----------
    hide:
        Show nothing, even on a terminal.
    **options:
        Of `tqdm`.
    """

    def __init__(self, *, hide: bool = False, **options: Any) -> None:
        self._bar: Any = None
        if not hide and sys.stderr is not None and sys.stderr.isatty():
            from tqdm import tqdm

            self._bar = tqdm(leave=False, dynamic_ncols=True, **options)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def aside(self) -> AbstractContextManager[object]:
        """Take the bar off the screen while something is written."""
        return nullcontext() if self._bar is None else self._bar.external_write_mode()


class Progress(Bar):
    """A bar over several documents; nothing where standard error is no terminal.

    Parameters
    ----------
    total:
        How many documents there are; one needs no bar.
    hide:
        Show nothing, even on a terminal.
    """

    def __init__(self, total: int = 0, *, hide: bool = False) -> None:
        super().__init__(hide=hide or total <= 1, total=total, unit=" texts")

    def step(self) -> None:
        """One more document is done."""
        if self._bar is not None:
            self._bar.update()
