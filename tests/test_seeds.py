"""The five judged texts of ../shared/seeds: every line as its verdict says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cleanscrape

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(),
    reason="no ../shared/seeds: the texts are their publishers', and are not handed out",
)


def rows() -> list[dict[str, Any]]:
    if not SEEDS.is_dir():
        return []
    return [json.loads(row) for row in (SEEDS / "gold.jsonl").read_text("utf-8").splitlines()]


def lines_left(result: cleanscrape.CleanResult, source: str) -> Iterator[str]:
    """For each line of the source, what is left of it."""
    start = 0
    for line in source.splitlines(keepends=True):
        low, high = result.to_clean(start), result.to_clean(start + len(line.rstrip()))
        yield result.text[low:high].strip()
        start += len(line)


@pytest.mark.parametrize("metadata", ["keep", "drop"])
@pytest.mark.parametrize("kind", ["auto", "article"])
@pytest.mark.parametrize("name", sorted({row["file"] for row in rows()}))
def test_every_line_is_treated_as_judged(name: str, kind: Any, metadata: Any) -> None:
    source = (SEEDS / name).read_text("utf-8")
    result = cleanscrape.clean(source, kind=kind, metadata=metadata)
    left = list(lines_left(result, source))
    wrong = []
    for row in rows():
        if row["file"] != name or row["action"] == "either":
            continue
        stays = row["action"] == "keep" or (row["action"] == "metadata" and metadata == "keep")
        expected = row["text"].strip() if stays else ""
        if left[row["line"] - 1] != expected:
            wrong.append((row["line"], row["action"], row["text"], left[row["line"] - 1]))
    assert not wrong
