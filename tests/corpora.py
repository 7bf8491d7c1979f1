"""Files of many texts for tests, and runs that are killed until one gets through."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from cleanscrape.sources.packing import pack
from tests.support import environment

BODY = "It rained all day in the valley, and in the evening the river stood at the doors of {n}."
JUNK = ("Advertisement", "Share this article", "Sign up for our free daily newsletter")
FORMATS = ("chunk", "jsonl", "parquet", "csvs", "warc")
_PROGRAM = (
    "import sys\n"
    "from importlib import import_module\n"
    "from cleanscrape.cli import corpus\n"
    "for name in {formats}: import_module('cleanscrape.corpora.' + name).CHUNK = {chunk}\n"
    "corpus._EVERY = corpus._EVERY_PARTS = {every}\n"
    "from cleanscrape.cli.main import main\n"
    "sys.exit(main(sys.argv[1:]))\n"
)


def texts(count: int) -> list[str]:
    """Texts, some with boilerplate, the same in every run."""
    found = []
    for n in range(count):
        lines = [BODY.format(n=f"house {n}"), "The bridge is closed, the mayor said — “again”."]
        if n % 3 == 0:
            lines.insert(1, JUNK[n % len(JUNK)])
        if n % 7 == 0:
            lines.append(JUNK[0])
        found.append("\n".join(lines))
    return found


def records(count: int) -> list[dict[str, Any]]:
    """Records with those texts, between other fields."""
    return [{"id": f"r{n}", "text": text, "n": n} for n, text in enumerate(texts(count))]


def lines(rows: Sequence[dict[str, Any]]) -> bytes:
    """Records as JSON lines."""
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def packed(data: bytes, path: Path) -> Path:
    """A file of these bytes, packed as its name says."""
    how = {".gz": "gzip", ".zst": "zstd"}.get(path.suffix, "")
    path.write_bytes(pack(data, how))
    return path


def command(arguments: Sequence[str], *, chunk: int = 4000, every: int = 8000) -> list[str]:
    """The command line of a run that saves its progress often."""
    return [
        sys.executable,
        "-c",
        _PROGRAM.format(chunk=chunk, every=every, formats=FORMATS),
        *arguments,
    ]


def killed(
    arguments: Sequence[str], folder: Path, kills: int, within: float, seed: int, **often: int
) -> int:
    """Run a command, kill it at random moments, run it again until it is through.

    The moments lie within so many seconds of the first sign of output. Gives how often it was
    killed before it was done.
    """
    chance = random.Random(seed)
    done = 0
    for _ in range(kills):
        process = subprocess.Popen(
            command(arguments, **often), cwd=folder, env=environment(), stderr=subprocess.PIPE
        )
        wait_for_output(process, folder)
        try:
            process.wait(chance.uniform(0, within))
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            done += 1
        process.communicate()
        if process.returncode in (0, 1, 3):
            break
    last = subprocess.run(
        command(arguments, **often), cwd=folder, env=environment(), capture_output=True, text=True
    )
    assert last.returncode in (0, 1, 3), last.stderr
    return done


def whole_and_torn(
    arguments: Sequence[str],
    folder: Path,
    fill: Callable[[Path], object],
    code: int = 0,
    **how: Any,
) -> tuple[Path, Path]:
    """Two folders with the same inputs: in one a command ran through, in the other it was `killed`.

    `fill` puts the inputs into a folder; `code` is how the run that is left alone has to end.
    """
    whole, torn = folder / "whole", folder / "torn"
    for each in (whole, torn):
        each.mkdir()
        fill(each)
    done = subprocess.run(command(arguments), cwd=whole, env=environment())
    assert done.returncode == code
    assert killed(arguments, torn, **how), "none of the runs was killed: nothing was shown"
    return whole, torn


def wait_for_output(process: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until a run has begun to write, so that it is not killed while Python starts."""
    before = time.monotonic()
    began = state(folder)
    while process.poll() is None and state(folder) == began and time.monotonic() < before + 60:
        time.sleep(0.005)


def state(folder: Path) -> set[tuple[str, int]]:
    """Names and sizes of what a run writes."""
    found = set()
    for path in folder.rglob("*"):
        try:
            found.add((str(path), path.stat().st_mtime_ns))
        except OSError:
            continue
    return found
