"""Shares and logarithms as small whole numbers, the same on any machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

ONE = 64
"""What a share of one, or a flag that is set, is written as."""


def _logs() -> Ints:
    """For x below 4096, eight times its binary logarithm (of 1 + x), rounded down."""
    return np.array([((1 + x) ** 8).bit_length() - 1 for x in range(4096)], np.int64)


LOG = _logs()


def log(values: Ints) -> Ints:
    """Eight times the binary logarithm of each number (of 1 + it), below 4096; rounded down."""
    found: Ints = LOG[np.minimum(values, len(LOG) - 1)]
    return found


def share(part: Ints, whole: Ints) -> Ints:
    """Parts of wholes."""
    return part * ONE // np.maximum(whole, 1)
