"""Throughput beside a peer: fresh processes, texts seen for the first time, alternating runs.

Run ``python tests/benchmarks/throughput.py DATA.jsonl.gz... --texts article:trafilatura``.
DATA holds rows with a key ``texts`` (see docs/quality.md); the peer is datatrove's C4 line
filter, an implementation that many corpora were made with (``pip install datatrove nltk``).
Prints the median of the runs, ratios first.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ENGINES = ("cleanscrape", "c4")


def texts(paths: list[str], column: str) -> list[str]:
    """One text per row that has the column."""
    found = []
    for path in paths:
        data = Path(path).read_bytes()
        rows = (gzip.decompress(data) if path.endswith(".gz") else data).splitlines()
        found += [text for row in rows if (text := json.loads(row)["texts"].get(column))]
    return found


def engine(name: str) -> Callable[[str], object]:
    """What to time: one call per text."""
    if name == "cleanscrape":
        import cleanscrape

        clean = cleanscrape.Cleaner(kind="article").clean
        clean("A first text, so that packs are loaded.\nAdvertisement\nNothing else is warm.")
        return clean
    from datatrove.data import Document
    from datatrove.pipeline.filters import C4QualityFilter

    c4 = C4QualityFilter(
        split_paragraph=True,
        min_num_sentences=-1,
        min_words_per_line=3,
        filter_lorem_ipsum=False,
        filter_curly_bracket=False,
    )
    return lambda text: c4.filter(Document(text=text, id=""))


def measure(name: str, paths: list[str], column: str) -> float:
    """Characters per second, in millions."""
    inputs = texts(paths, column)
    call = engine(name)
    start = time.perf_counter()
    for text in inputs:
        call(text)
    return sum(map(len, inputs)) / (time.perf_counter() - start) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="+")
    parser.add_argument("--texts", default="article:trafilatura")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", choices=ENGINES, help="one run of one engine: prints a number")
    args = parser.parse_args()
    if args.only:
        print(measure(args.only, args.data, args.texts))
        return
    speeds: dict[str, list[float]] = {name: [] for name in ENGINES}
    for _ in range(args.runs):
        for name in ENGINES:
            call = [sys.executable, __file__, *args.data, "--texts", args.texts, "--only", name]
            done = subprocess.run(call, capture_output=True, text=True, check=True)
            speeds[name].append(float(done.stdout.split()[-1]))
    ratios = [ours / theirs for ours, theirs in zip(*speeds.values(), strict=True)]
    print("| ratio to C4 line rules | cleanscrape, M characters/s | C4, M characters/s |")
    print("|---|---|---|")
    medians = [statistics.median(speeds[name]) for name in ENGINES]
    print(f"| {statistics.median(ratios):.2f} | {medians[0]:.1f} | {medians[1]:.1f} |")


if __name__ == "__main__":
    main()
