"""Why the model objects to a line, in words: the features that speak loudest."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from cleanscrape.linemodel.features import NAMES, Seen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleanscrape.linemodel.model import Judged, Model

    Ints = NDArray[np.int64]

_MOST = 3
_OTHERS = ("its words", "the lines around it")


def strongest(model: Model, seen: Seen, judged: Judged, chosen: Ints) -> list[tuple[str, ...]]:
    """For each of the chosen lines, what speaks most for cutting it, the strongest first.

    Of each feature it counts how far the line differs from the text's most probable body line
    (more or less), times the weights on the way straight to the scores; what the words add the
    same way; and the rest is due to the lines around.
    """
    body = int(judged.chances[:, 1].argmax())
    parts, more = model.straight(seen, judged, chosen, body)
    order = np.argsort(-parts, axis=1, kind="stable")[:, :_MOST]
    rows = zip(order.tolist(), np.take_along_axis(parts, order, 1).tolist(), more, strict=True)
    return [
        tuple(
            [
                _told(j, j < len(NAMES) and bool(part_more[j]))
                for j, part in zip(row, speaks, strict=True)
                if part > 0
            ]
        )
        for row, speaks, part_more in rows
    ]


@cache
def _told(j: int, more: bool) -> str:
    if j >= len(NAMES):
        return _OTHERS[j - len(NAMES)]
    return f"{NAMES[j]}: {'more' if more else 'less'}"
