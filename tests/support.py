"""What tests of the command share: texts, files, and the command as a process of its own."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cleanscrape
from cleanscrape import CleanResult, Removal

ROOT = Path(__file__).parents[1]
FIRST = "The river rose all night in the lower valley."
LAST = "By morning the bridge was closed to cars and lorries."
DIRTY = f"{FIRST}\nAdvertisement\n{LAST}\n"
TIDY = f"{FIRST}\n{LAST}\n"
BODY = (
    "Hens escaped from a yard on the hill road on Monday, and all of them came home before dusk "
    "fell on the village."
)
PAGE = (
    "<html><head><title>Hens on the road</title></head><body><article><h1>Hens on the road</h1>"
    f"<p>{BODY}</p><p>Advertisement</p><p>{LAST}</p></article></body></html>"
)

NO_FULL_DISK = "no /dev/full, and no disk is small enough to fill"
NO_PIPES = "no named pipes, and no other file waits for a writer"

_HEAVY = "too large for make test; its stand-in in tests/test_engines.py runs instead"
_LIGHT = "which make test installs; nothing stands in"

Run = Callable[..., tuple[int, str, str]]


def put(path: str, text: str | bytes = DIRTY) -> None:
    """Write a file below the working folder."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(text.encode() if isinstance(text, str) else text)


def tree(folder: str = ".") -> list[str]:
    """All files below a folder, drafts included."""
    found = (path for path in Path(folder).rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in found)


def result(text: str, *removals: Removal, **more: Any) -> CleanResult:
    """The result of a cleaning that removed these and nothing else."""
    ordered = tuple(sorted(removals, key=lambda r: r.start))
    clean, at = "", 0
    for cut in ordered:
        clean, at = clean + text[at : cut.start], cut.end
    return CleanResult(clean + text[at:], ordered, source=text, **more)


def put_log(path: str, *records: tuple[str | None, CleanResult], **more: Any) -> None:
    """Write a log as `clean --log` does, each result under its document's name."""
    lines = [
        json.dumps(({} if name is None else {"path": name}) | found.to_dict() | more) + "\n"
        for name, found in records
    ]
    data = "".join(lines).encode()
    Path(path).write_bytes(gzip.compress(data) if path.endswith(".gz") else data)


def engine(name: str) -> Any:
    """The module of an engine; without it the test is skipped, and says what stands in."""
    package = name.split(".")[0]
    why = _HEAVY if package in ("pyspark", "ray") else _LIGHT
    return pytest.importorskip(name, reason=f"no {package}, {why}")


def need_java() -> None:
    """Skip a test of Spark where there is no Java."""
    if shutil.which("java") is None:
        pytest.skip("no Java, on which Spark runs; see tests/test_engines.py for its stand-in")


def environment(**more: str) -> dict[str, str]:
    """The environment in which a process finds the package that is tested."""
    return {**os.environ, "PYTHONPATH": str(Path(cleanscrape.__file__).parents[1]), **more}


def python(code: str) -> str:
    """What a program prints in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment()
    )
    return done.stdout


def command(*arguments: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a process of its own, in any folder."""
    env = environment(**more.pop("env", {}))  # type: ignore[arg-type]
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-m", "cleanscrape", *arguments],
        **{"capture_output": True, "timeout": 120, "env": env, **more},
    )
