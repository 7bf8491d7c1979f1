"""How sure a share is that was counted on a sample."""

from __future__ import annotations

from math import sqrt

_Z = 1.959964
"""The normal distribution's bound for 95 %."""


def wilson(share: float, count: float) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson's score), honest at 0 and 1 and for small counts.

    Parameters
    ----------
    share:
        What was found, 0 to 1.
    count:
        Of how many; of a weighted sample its effective size.

    >>> [round(bound, 3) for bound in wilson(1.0, 60)]
    [0.94, 1.0]
    """
    if count <= 0:
        return 0.0, 1.0
    square = _Z * _Z
    middle = share + square / (2 * count)
    width = _Z * sqrt(share * (1 - share) / count + square / (4 * count * count))
    scale = 1 + square / count
    return max(0.0, (middle - width) / scale), min(1.0, (middle + width) / scale)


def counted(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share of things that were counted; all is open where there are none.

    >>> [round(bound, 3) for bound in counted(9, 10)]
    [0.596, 0.982]
    """
    return wilson(right / of if of else 0.0, of)
