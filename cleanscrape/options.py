"""The keyword arguments that cleaning takes, for type checkers; `clean` tells what each means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypedDict

from cleanscrape.document import Kind, Level, Log, Metadata


class CleanOptions(TypedDict, total=False):
    """The keyword arguments of `clean`."""

    title: str | None
    url: str | None
    kind: Kind
    metadata: Metadata
    level: Level
    languages: Sequence[str] | None
    budget: float | None
    log: Log
    ignore: Sequence[str]
    keep: Sequence[str]
    cut: Sequence[str]
    sites: Mapping[str, SiteOptions]
    model: str | Path | None


class SiteOptions(CleanOptions, total=False):
    """What differs for the pages of one site: options, and filters to leave out."""

    without: Sequence[str]
