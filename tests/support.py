"""What tests of the command share: texts, files, and the command as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import cleanscrape

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

Run = Callable[..., tuple[int, str, str]]


def put(path: str, text: str | bytes = DIRTY) -> None:
    """Write a file below the working folder."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(text.encode() if isinstance(text, str) else text)


def tree(folder: str = ".") -> list[str]:
    """All files below a folder, drafts included."""
    found = (path for path in Path(folder).rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in found)


def command(*arguments: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a process of its own, in any folder."""
    here = str(Path(cleanscrape.__file__).parent.parent)
    env = {**os.environ, "PYTHONPATH": here, **more.pop("env", {})}  # type: ignore[dict-item]
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-m", "cleanscrape", *arguments],
        **{"capture_output": True, "timeout": 120, "env": env, **more},
    )
