"""Memory: the peak of a fresh process that cleans one text."""

from __future__ import annotations

import tempfile
from pathlib import Path

from .corpus import block
from .processes import child, output
from .table import section, size

HEAD = ("process", "above the rules, per byte of text", "the text alone", "peak, MB")
SIZES = (1 << 20, 8 << 20, 64 << 20)
BLOCK = 1 << 18
_BARE = "from tests.benchmarks.peak import peak; print(peak())"


def _mb(count: int) -> str:
    return f"{count / 2**20:.0f}"


def rows(sizes: tuple[int, ...] = SIZES) -> list[list[str]]:
    found = [["bare interpreter", "–", "–", _mb(int(output("-c", _BARE)))]]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "block.txt"
        file.write_text(block(BLOCK), "utf-8")
        measured = {n: child("peak", file, n // BLOCK) for n in sizes}
    base, rules, *_ = measured[sizes[0]]
    found.append(["`import cleanscrape`", "–", "–", _mb(base)])
    found.append(["`Cleaner()`, all rules loaded", "–", "–", _mb(rules)])
    for n, (_, rules, held, most, length) in measured.items():
        ratios = [f"{(most - rules) / length:.1f}", f"{(held - rules) / length:.1f}"]
        found.append([f"one text of {size(n)} cleaned", *ratios, _mb(most)])
    return found


def report(sizes: tuple[int, ...] = SIZES) -> str:
    note = (
        "Peak of resident memory, a fresh process each, one run; text and log of every cut "
        "included. Bytes of text are those of UTF-8."
    )
    return section("Memory", note, HEAD, rows(sizes))
