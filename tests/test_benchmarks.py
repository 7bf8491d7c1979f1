"""The benchmarks run and fill their tables; no figure is judged here."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks import corpus, throughput
from benchmarks.engines import ENGINES, KEEP, Call, Engine

from tests.support import ROOT

ROWS = {
    "Throughput": [engine.label for engine in ENGINES.values()],
    "Start-up": [
        "`python -c pass`", "`import cleanscrape`", "`cleanscrape --help`",
        "`cleanscrape FILE, 5 KB, paragraphs`", "`cleanscrape FILE, 5 KB, table and lists`",
    ],
    "Memory": [
        "bare interpreter", "`import cleanscrape`", "`Cleaner()`, all rules loaded",
        "one text of 256 KB cleaned", "one text of 512 KB cleaned",
    ],
    "Growth": [
        "normal text", "one line", "only newlines", "a trigger in every line",
        "one letter repeated", "bar characters",
    ],
}  # fmt: skip


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "tests.benchmarks", *arguments]
    return subprocess.run(call, capture_output=True, text=True, encoding="utf-8", cwd=ROOT)


def tables(markdown: str) -> dict[str, dict[str, list[str]]]:
    """Cells by section and first cell."""
    found: dict[str, dict[str, list[str]]] = {}
    for part in re.split(r"^## ", markdown, flags=re.MULTILINE)[1:]:
        title, *lines = part.splitlines()
        rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
        found[title] = {row[0]: row[1:] for row in rows[1:]}
    return found


def test_the_suite_fills_every_table(tmp_path: Path) -> None:
    data, out = tmp_path / "rows.jsonl", tmp_path / "tables.md"
    texts = ["The river rose.\nAdvertisement\nIt rained & rained \x00.", "It <b>snowed</b>.", ""]
    data.write_text("".join(json.dumps({"texts": {"mine": text}}) + "\n" for text in texts))
    done = run("--quick", "--texts", "mine", "-o", str(out), str(data))
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == out.read_text("utf-8").split()
    assert "2 texts, 0.0 M characters, `mine` of rows.jsonl." in done.stdout
    found = tables(done.stdout)
    assert {title: list(rows) for title, rows in found.items()} == ROWS
    for cells in (cells for rows in found.values() for cells in rows.values()):
        absent = any(cell.startswith("not installed") for cell in cells)
        assert absent or re.fullmatch(r"-?[\d.]+", cells[-1]), cells


def test_one_part_alone() -> None:
    done = run("--only", "startup", "--quick")
    assert done.returncode == 0, done.stderr
    assert list(tables(done.stdout)) == ["Start-up"]


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["--only", "speed"], "unknown: speed"),
        (["--runs", "0"], "--runs must be 1 or more"),
        (["--only", "growth", "rows.jsonl"], "only throughput is measured on data"),
        (["-o", "no/such/folder/x.md"], "no such folder"),
    ],
)
def test_what_cannot_be_done_is_said_at_once(arguments: list[str], said: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_missing_peer_and_a_failing_one_are_rows_too() -> None:
    def make() -> Call:
        raise AssertionError("a missing engine must not be made")

    engines = {
        KEEP: ENGINES[KEEP],
        "absent": Engine("an absent peer", make, ("no_such_module",)),
        "unknown": Engine("a failing peer", make),
    }
    ours, absent, failing = throughput.rows(["The river rose."], 1, engines)
    assert ours[1:3] == ["–", "1.00"]
    assert absent[-1] == 'not installed: `pip install "cleanscrape[bench]"`'
    assert failing[-1].startswith("failed: KeyError")


def test_made_texts_are_the_same_each_time_and_differ_from_one_another() -> None:
    texts = corpus.made(200_000)
    assert texts == corpus.made(200_000)
    assert len(set(texts)) == len(texts)
    assert 200_000 <= sum(map(len, texts)) < 220_000
    assert len(corpus.block(5000)) == 5000
