"""Start-up: how long it takes until something small is done."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from .corpus import block
from .processes import output
from .table import section

HEAD = ("what", "ratio to `python -c pass`", "ms")
BARE = "python -c pass"


def _commands(file: Path) -> dict[str, list[str]]:
    return {
        BARE: ["-c", "pass"],
        "import cleanscrape": ["-c", "import cleanscrape"],
        "cleanscrape --help": ["-m", "cleanscrape", "--help"],
        "cleanscrape FILE, 5 KB": ["-m", "cleanscrape", str(file)],
    }


def rows(runs: int) -> list[list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "article.txt"
        file.write_text(block(5 * 1024), "utf-8")
        commands = _commands(file)
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
