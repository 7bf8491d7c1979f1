"""Start-up: how long it takes until something small is done."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from .corpus import SAMPLES, block
from .processes import output
from .table import section

HEAD = ("what", "ratio to `python -c pass`", "ms")
BARE = "python -c pass"
_SIZE = 5 * 1024
_ARTICLE = ("newsletter-box", "clean-science", "clean-dispatch", "clean-about-advertising")
_PARAGRAPH = 80


def _commands(folder: Path) -> dict[str, list[str]]:
    article, mixed = folder / "article.txt", folder / "mixed.txt"
    samples = [(SAMPLES / f"{name}.txt").read_text("utf-8").splitlines() for name in _ARTICLE]
    paragraphs = [line for lines in samples for line in lines if len(line) > _PARAGRAPH]
    article.write_text("\n\n".join(paragraphs)[:_SIZE], "utf-8")
    mixed.write_text(block(_SIZE), "utf-8")
    return {
        BARE: ["-c", "pass"],
        "import cleanscrape": ["-c", "import cleanscrape"],
        "cleanscrape --help": ["-m", "cleanscrape", "--help"],
        "cleanscrape FILE, 5 KB, paragraphs": ["-m", "cleanscrape", str(article)],
        "cleanscrape FILE, 5 KB, table and lists": ["-m", "cleanscrape", str(mixed)],
    }


def rows(runs: int) -> list[list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        commands = _commands(Path(folder))
        for command in commands.values():
            output(*command)  # the first call may compile modules to byte code
        took: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, command in commands.items():
                start = time.perf_counter()
                output(*command)
                took[name].append(time.perf_counter() - start)
    bare = statistics.median(took[BARE])
    medians = {name: statistics.median(times) for name, times in took.items()}
    return [[f"`{name}`", f"{t / bare:.1f}", f"{t * 1e3:.0f}"] for name, t in medians.items()]


def report(runs: int) -> str:
    note = f"Whole processes, byte code compiled; medians of {runs} alternating runs."
    return section("Start-up", note, HEAD, rows(runs))
