"""What `cleanscrape clean` on JSON lines costs over cleaning alone; memory; runs that are killed.

    python -m tests.benchmarks.corpora overhead FILE.jsonl
    python -m tests.benchmarks.corpora memory [--size 2000] [--text 100]
    python -m tests.benchmarks.corpora kills FILE.jsonl [--kills 20]

FILE.jsonl holds records with a field `text`; `make FILE --size 70` makes one from texts of
`samples/`, or of a file of rows with an object `texts`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.corpora import command, killed
from tests.support import environment

_MB = 1_000_000


def main() -> None:
    """Run one of the measurements."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    for name, call in (
        ("make", make),
        ("overhead", overhead),
        ("memory", memory),
        ("kills", kills),
    ):
        sub = commands.add_parser(name)
        sub.set_defaults(call=call)
        if name != "memory":
            sub.add_argument("file", type=Path)
        sub.add_argument("--rows", nargs="*", type=Path, default=[])
        sub.add_argument("--size", type=float, default=70 if name == "make" else 2000)
        sub.add_argument("--text", type=float, default=100)
        sub.add_argument("--runs", type=int, default=3)
        sub.add_argument("--kills", type=int, default=20)
    args = parser.parse_args()
    args.call(args)


def make(args: argparse.Namespace) -> None:
    """Write a file of so many MB of documents of about 5 KB, none of them twice."""
    found = list(_texts(args.rows))
    written = number = 0
    with args.file.open("wb") as file:
        while written < args.size * _MB:
            text = found[number % len(found)]
            row = {"id": f"{number}", "text": f"{text}\nNumber {number}.", "score": 1.5}
            line = json.dumps(row, ensure_ascii=False).encode() + b"\n"
            written += file.write(line)
            number += 1
    print(f"{number:,} documents, {written / _MB:.1f} MB")


def _texts(rows: list[Path]) -> Iterator[str]:
    for path in rows:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                for name, text in json.loads(line)["texts"].items():
                    if name.startswith("article") and text and 2500 < len(text) < 7500:
                        yield text
    if not rows:
        samples = Path(__file__).parents[2] / "samples"
        whole = "\n\n".join(path.read_text("utf-8") for path in sorted(samples.glob("*.txt")))
        for start in range(0, len(whole) - 5000, 701):
            yield whole[start : start + 5000]


def overhead(args: argparse.Namespace) -> None:
    """The command with one and with two processes, beside cleaning alone and orjson alone.

    Processor time, which other work on the machine hardly touches, and time on the clock, which it
    does; each the least of some alternating runs.
    """
    with tempfile.TemporaryDirectory(dir=args.file.parent) as folder:
        out = [str(Path(folder) / name) for name in ("out.jsonl", "log.jsonl")]
        base = [sys.executable, "-m", "cleanscrape", "clean", str(args.file), "-q"]
        logged = [*base, "-o", out[0], "--log", out[1], "-j"]
        calls: dict[str, Callable[[], Times]] = {
            "start: all rules loaded": lambda: _child("start", args.file),
            "cleaning alone": lambda: _child("alone", args.file),
            "cleaning alone, each log as JSON": lambda: _child("logs", args.file),
            "orjson, read and write": lambda: _child("orjson", args.file),
            "the command with --log, -j 1": lambda: _command([*logged, "1"]),
            "the command with --log, -j 2": lambda: _command([*logged, "2"]),
        }
        found: dict[str, list[Times]] = {name: [] for name in calls}
        for _ in range(args.runs):
            for name, call in calls.items():
                found[name].append(call())
                print(f"{name}: {found[name][-1][0]:.2f} s", file=sys.stderr, flush=True)
    with args.file.open("rb") as file:
        count = sum(1 for _ in file)
    for name, times in found.items():
        cpu, wall = min(each[0] for each in times), min(each[1] for each in times)
        print(f"{name:34} {cpu:7.2f} s processor {wall:7.2f} s clock {count / wall:7.0f} docs/s")


Times = tuple[float, float]
"""Seconds of processor, and on the clock."""


def _command(command: list[str]) -> Times:
    before, clock = os.times(), time.perf_counter()
    _run(command)
    after = os.times()
    used = after.children_user + after.children_system
    return used - before.children_user - before.children_system, time.perf_counter() - clock


def _child(what: str, path: Path) -> Times:
    program = f"from tests.benchmarks import corpora; print(*corpora.{what}({str(path)!r}))"
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment(), stdout=subprocess.PIPE, check=True
    )
    cpu, wall = map(float, done.stdout.split())
    return cpu, wall


def start(_: str) -> Times:
    """To compile all rules."""
    import cleanscrape

    return _timed(cleanscrape.Cleaner)


def alone(path: str) -> Times:
    """To clean all texts, which are in memory."""
    import cleanscrape

    texts, cleaner = _in_memory(path), cleanscrape.Cleaner()

    def clean() -> None:
        for text in texts:
            cleaner.clean(text)

    return _timed(clean)


def logs(path: str) -> Times:
    """The same, with each log as JSON, its language found out."""
    import cleanscrape
    from cleanscrape.engines.rows import log_of

    texts, cleaner = _in_memory(path), cleanscrape.Cleaner()

    def clean() -> None:
        for text in texts:
            log_of(cleaner.clean(text))

    return _timed(clean)


def orjson(path: str) -> Times:
    """To read the file with orjson and write it."""
    import orjson as library

    def copy() -> None:
        with Path(path).open("rb") as file, Path(f"{path}.copy").open("wb") as out:
            for line in file:
                out.write(library.dumps(library.loads(line)) + b"\n")

    times = _timed(copy)
    Path(f"{path}.copy").unlink()
    return times


def _in_memory(path: str) -> list[str]:
    with Path(path).open("rb") as file:
        return [json.loads(line)["text"] for line in file]


def memory(args: argparse.Namespace) -> None:
    """Peaks: of a large file, of one large text, each the sum of parent and largest worker."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        line = json.dumps({"text": "It rained all day in the valley. " * 150}).encode() + b"\n"
        large, single = folder / "large.jsonl", folder / "single.jsonl"
        with large.open("wb") as file:
            for _ in range(int(args.size * _MB / len(line)) + 1):
                file.write(line)
        text = "It rained all day in the valley, and the river stood at the doors.\n"
        single.write_bytes(
            json.dumps({"text": text * int(args.text * _MB / len(text))}).encode() + b"\n"
        )
        for path, more in ((large, ["-j", "2"]), (single, ["-j", "1", "--max-doc", "1G"])):
            base = [sys.executable, "-m", "cleanscrape", "clean", str(path), "-q", *more]
            peak = _peak([*base, "-o", str(folder / "out.jsonl"), "--log", os.devnull])
            size = path.stat().st_size / _MB
            print(
                f"{path.name}: {size:,.0f} MB, peak {peak:,.0f} MB ({peak / size:.2f} of its size)"
            )


def _peak(command: list[str]) -> float:
    """The largest sum, over time, of a process and its children, in MB."""
    process = subprocess.Popen(command, env=environment())
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, sum(map(_private, _family(process.pid))))
        time.sleep(0.05)
    assert process.returncode == 0, command
    return peak


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(each for child in children for each in _family(int(child)))]


def _private(pid: int) -> float:
    """Memory of a process, what it shares with others counted by its share, in MB."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) / 1000 for line in lines if line.startswith("Pss:"))


def kills(args: argparse.Namespace) -> None:
    """A run that is killed again and again, beside one that is left alone, format by format."""
    for name in ("in.jsonl", "in.jsonl.gz", "in.jsonl.zst", "in.parquet"):
        with tempfile.TemporaryDirectory(dir=args.file.parent) as folder:
            whole, torn = Path(folder) / "whole", Path(folder) / "torn"
            for place in (whole, torn):
                place.mkdir()
                _packed(args.file, place / name)
            arguments = ["clean", name, "-o", f"out/{name}", "-j", "2"]
            often = {"chunk": 1 << 18, "every": 1 << 20}
            _run(command(arguments, **often), whole)
            done = killed(arguments, torn, args.kills, within=1, seed=11, **often)
            same = _content(whole / "out") == _content(torn / "out")
            told = "equal" if same else "DIFFERENT"
            print(f"{name}: killed {done} times, {told}", flush=True)


def _packed(source: Path, target: Path) -> None:
    from cleanscrape.sources.packing import pack, packing

    if target.suffix == ".parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        with source.open("rb") as file:
            rows = [json.loads(line) for line in file]
        pq.write_table(pa.Table.from_pylist(rows), target, row_group_size=2000)
    elif target.suffix == ".jsonl":
        shutil.copy(source, target)
    else:
        target.write_bytes(pack(source.read_bytes(), packing(target.name)))


def _content(folder: Path) -> list[Any]:
    found: list[Any] = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        if path.suffix == ".parquet":
            import pyarrow.parquet as pq

            found.append((path.name, pq.read_table(path)))
        else:
            found.append((path.name, path.read_bytes()))
    return found


def _run(command: list[str], folder: Path | None = None) -> None:
    subprocess.run(command, env=environment(), cwd=folder)


def _timed(call: Callable[[], object]) -> Times:
    cpu, clock = time.process_time(), time.perf_counter()
    call()
    return time.process_time() - cpu, time.perf_counter() - clock


if __name__ == "__main__":
    main()
