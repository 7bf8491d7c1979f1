"""The command: ``python -m tests.benchmarks [DATA.jsonl[.gz] ...]``."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from . import growth, memory, startup, throughput
from .corpus import made, read
from .processes import FAILED, ChildError

PARTS = ("throughput", "startup", "memory", "growth")
PEERS = ("datatrove", "nltk", "jusText", "boilerpy3")


def _parts(value: str) -> list[str]:
    wanted = value.split(",")
    if unknown := set(wanted) - set(PARTS):
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}")
    return [part for part in PARTS if part in wanted]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description="Benchmarks, as Markdown tables."
    )
    parser.add_argument(
        "data", nargs="*", help="rows with a key 'texts'; without, texts are made from samples/"
    )
    parser.add_argument("--texts", default="article:trafilatura", help="which of a row's texts")
    parser.add_argument("--only", type=_parts, default=list(PARTS), help=",".join(PARTS))
    parser.add_argument("--runs", type=int, default=5, help="runs of each engine (default: 5)")
    parser.add_argument("--quick", action="store_true", help="small and once: does it run at all?")
    parser.add_argument("-o", "--output", type=Path, help="write the tables to this file too")
    return parser


def _setting() -> str:
    """What the figures depend on, apart from the code."""
    import cleanscrape

    found = [f"cleanscrape {cleanscrape.__version__}"]
    for name in PEERS:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} not installed")
    where = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return f"{where}, {os.cpu_count()} processor cores. {', '.join(found)}."


def _throughput(args: argparse.Namespace) -> str:
    if args.data:
        try:
            texts = read(args.data, args.texts)
        except (OSError, ValueError) as error:
            sys.exit(f"error: cannot read the data: {error}")
        source = f"`{args.texts}` of {', '.join(Path(path).name for path in args.data)}"
    else:
        texts = made(20_000 if args.quick else 2_000_000)
        source = "made from `samples/`"
    if not texts:
        sys.exit(f"error: no row has a text {args.texts!r} (choose another with --texts)")
    return throughput.report(texts, args.runs, source)


def _report(part: str, args: argparse.Namespace) -> str:
    if part == "throughput":
        return _throughput(args)
    if part == "startup":
        # Short runs are noisy ones, and cheap.
        return startup.report(2 * args.runs + 1)
    if part == "memory":
        return memory.report((1 << 18, 1 << 19) if args.quick else memory.SIZES)
    sizes = (4 << 10, 16 << 10, 64 << 10) if args.quick else growth.SIZES
    return growth.report(sizes, min(args.runs, 3))


def _reports(args: argparse.Namespace) -> Iterator[str]:
    """The setting, then one section for each part, also where it could not be measured."""
    yield f"# Benchmarks\n\n{_setting()}"
    for part in args.only:
        print(f"measuring {part} ...", file=sys.stderr)
        try:
            yield _report(part, args)
        except ChildError as error:
            yield f"## {part.capitalize()}\n\n{FAILED}{error}"


def main() -> int:
    parser = _parser()
    args = parser.parse_args()
    if args.runs < 1:
        parser.error("--runs must be 1 or more")
    if args.data and "throughput" not in args.only:
        parser.error("only throughput is measured on data of yours")
    if args.output and not args.output.parent.is_dir():
        parser.error(f"no such folder: {args.output.parent}")  # before the minutes, not after
    args.runs = 1 if args.quick else args.runs
    found = []
    for report in _reports(args):
        print(report, end="\n\n", flush=True)
        found.append(report)
    if args.output:
        args.output.write_text("\n\n".join(found) + "\n", "utf-8")
    return int(any(FAILED in report for report in found))


if __name__ == "__main__":
    sys.exit(main())
