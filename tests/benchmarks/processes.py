"""Fresh processes: whatever is measured starts from nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FAILED = "failed: "
"""How a table says that something could not be measured."""


class ChildError(RuntimeError):
    """A process that was to measure something ended with an error; the message is its last line."""


def output(*arguments: str) -> str:
    """What this Python prints when it is called with the arguments, from the root."""
    call = [sys.executable, *arguments]
    done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", cwd=ROOT)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        said = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise ChildError(said[-1])
    return done.stdout


def child(module: str, *arguments: object) -> Any:
    """The JSON that is the last line of what a module of this package prints."""
    printed = output("-m", f"tests.benchmarks.{module}", *map(str, arguments))
    return json.loads(printed.splitlines()[-1])
