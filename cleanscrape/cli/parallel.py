"""How many processes a run is worth."""

from __future__ import annotations

import os
from collections.abc import Sequence

from cleanscrape.cli.inputs import status

_WORTH = 4_000_000
"""Bytes from which further processes save more time than it takes to start them."""


def processes(names: Sequence[str]) -> int:
    """One for each core that we may use, if there is enough to do for them; else one."""
    size = sum(found.st_size for name in names if (found := status(name)))
    if size < _WORTH:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
