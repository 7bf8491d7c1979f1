"""Loading models: the shipped one, and those of users, each once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleanscrape.linemodel.model import Model

HOME = Path(__file__).with_name("weights") / "residue.npz"
"""The shipped model; `PROVENANCE.md` beside it tells what it was trained on."""


VERSION = "3"
"""The shipped model's version."""


def load(path: str | None = None) -> Model:
    """The model of a file, or the shipped one. Raises `ModelError`.

    >>> load().version == VERSION
    True
    """
    if path is None:
        return _load(str(HOME), 0, 0)
    try:
        state = Path(path).stat()
    except OSError:
        return _load(path, 0, 0)  # which raises, and says why
    return _load(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _load(path: str, changed: int, size: int) -> Model:
    from cleanscrape.linemodel.model import read

    del changed, size  # they only tell one state of a file from another
    return read(Path(path))
