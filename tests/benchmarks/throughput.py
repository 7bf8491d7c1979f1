"""Throughput beside peers: fresh processes, texts seen for the first time, alternating runs."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from .engines import C4, ENGINES, KEEP, Engine
from .processes import FAILED, ChildError, child
from .table import section

HEAD = ("engine", "ratio to C4", "ratio to keep", "M characters/s")
INSTALL = 'not installed: `pip install "cleanscrape[bench]"`'
WARM = "A first text, so that rules are loaded.\nAdvertisement\nNothing else is warm."
"""What is loaded late is loaded by this text; it teaches nothing about the texts that count."""


def measure(engine: Engine, texts: list[str]) -> float:
    """Characters of text per second, in millions; what wraps them does not count."""
    call = engine.make()
    call(engine.prepare(WARM))
    inputs = [engine.prepare(text) for text in texts]
    start = time.perf_counter()
    for text in inputs:
        call(text)
    return sum(map(len, texts)) / (time.perf_counter() - start) / 1e6


def _rounds(
    names: list[str], path: Path, runs: int
) -> tuple[dict[str, list[float]], dict[str, str]]:
    """The speeds of each engine, round by round, and what went wrong instead."""
    speeds: dict[str, list[float]] = {name: [] for name in names}
    failed: dict[str, str] = {}
    for i in range(runs):
        # There and back, so that a machine that gets slower or faster favours nobody.
        for name in names[:: -1 if i % 2 else 1]:
            try:
                speeds[name].append(child("throughput", name, path))
            except ChildError as error:
                failed[name] = f"{FAILED}{error}"
    return speeds, failed


def _ratio(speeds: dict[str, list[float]], name: str, to: str) -> str:
    """Median and range over rounds, each run compared with one of about the same time."""
    if to not in speeds or name == to:
        return "1.00" if to in speeds else "–"
    found = [ours / theirs for ours, theirs in zip(speeds[name], speeds[to], strict=True)]
    spread = f" ({min(found):.2f} to {max(found):.2f})" if len(found) > 1 else ""
    return f"{statistics.median(found):.2f}{spread}"


def rows(texts: list[str], runs: int, engines: Mapping[str, Engine] = ENGINES) -> list[list[str]]:
    """A row for each engine, measured or not."""
    missing = {name: INSTALL for name, engine in engines.items() if engine.missing()}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.json"
        path.write_text(json.dumps(texts), "utf-8")
        speeds, failed = _rounds([name for name in engines if name not in missing], path, runs)
    speeds = {name: found for name, found in speeds.items() if name not in failed}
    absent = missing | failed
    found = []
    for name, engine in engines.items():
        if name in absent:
            found.append([engine.label, "–", "–", absent[name]])
            continue
        ratios = [_ratio(speeds, name, C4), _ratio(speeds, name, KEEP)]
        found.append([engine.label, *ratios, f"{statistics.median(speeds[name]):.1f}"])
    return found


def report(texts: list[str], runs: int, source: str) -> str:
    note = (
        f"{len(texts):,} texts, {sum(map(len, texts)) / 1e6:.1f} M characters, {source}. Each "
        f"seen once by a fresh process; {runs} alternating runs: medians, and ranges in brackets. "
        "Higher is faster."
    )
    return section("Throughput", note, HEAD, rows(texts, runs))


if __name__ == "__main__":
    print(measure(ENGINES[sys.argv[1]], json.loads(Path(sys.argv[2]).read_text("utf-8"))))
