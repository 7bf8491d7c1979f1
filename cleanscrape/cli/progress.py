"""A progress bar on standard error, where a person watches."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from typing import Any


class Progress:
    """A bar over several documents; nothing where standard error is no terminal.

    Parameters
    ----------
    total:
        How many documents there are; one needs no bar.
    hide:
        Show nothing, even on a terminal.
    """

    def __init__(self, total: int = 0, *, hide: bool = False) -> None:
        shown = total > 1 and not hide and sys.stderr is not None and sys.stderr.isatty()
        self._bar: Any = None
        if shown:
            from tqdm import tqdm

            self._bar = tqdm(total=total, unit=" texts", leave=False, dynamic_ncols=True)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def step(self) -> None:
        """One more document is done."""
        if self._bar is not None:
            self._bar.update()

    def aside(self) -> AbstractContextManager[object]:
        """Take the bar off the screen while something is written."""
        return nullcontext() if self._bar is None else self._bar.external_write_mode()
