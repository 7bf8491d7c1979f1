"""The example package, installed as an installer would, is found by its names and cleans."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import cleanscrape

HOME = Path(__file__).parent / "example_package"
TEXT = """\
Aldbrook 14°C | Port Kestle 12°C | Quillan 9°C
The ferry to Port Kestle was late again on Monday, and nobody at the quay knew why.
Play today's crossword
By the evening the harbour master had found a broken pump, and a boy who could mend it.
"""
PROGRAM = """\
import sys
from cleanscrape import Cleaner, plugins
assert plugins.known_packs() == ("gazette",), plugins.known_packs()
assert plugins.known_filters() == ("gazette-weather",)
assert "cleanscrape_gazette" not in sys.modules
text = sys.stdin.read()
assert Cleaner.on_demand().clean(text).removals == (), "off until named"
cleaner = Cleaner.on_demand(packs=plugins.packs(["gazette"]))
for step in plugins.filters(["gazette-weather"]):
    cleaner = cleaner.insert(step)
result = cleaner.clean(text)
assert result.restore() == text
print([(r.filter, r.rule) for r in result.removals])
print(result.text, end="")
"""


@pytest.fixture
def installed(tmp_path: Path) -> dict[str, str]:
    """The environment of a process in which the package is installed."""
    project = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]
    folder = tmp_path / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    )
    (folder / "entry_points.txt").write_text(
        "".join(
            f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in points.items())
            for group, points in project["entry-points"].items()
        )
    )
    here = Path(cleanscrape.__file__).parents[1]
    paths = [str(tmp_path), str(HOME), str(here)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"}


def test_it_is_found_by_its_names_and_cleans(installed: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], input=TEXT, capture_output=True, encoding="utf-8",
        env=installed, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    told, *left = done.stdout.splitlines(keepends=True)
    assert told == (
        "[('gazette-weather', 'gazette.weather'), ('related', 'en.related.gazette-puzzles')]\n"
    )
    assert left == TEXT.splitlines(keepends=True)[1::2]


def test_the_command_uses_it_by_its_names(installed: dict[str, str]) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "cleanscrape", "clean", *arguments, "-"], input=TEXT,
            capture_output=True, encoding="utf-8", env=installed, check=False,
        )  # fmt: skip

    assert run().stdout == TEXT
    done = run("--packs", "gazette", "--filters", "gazette-weather")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "".join(TEXT.splitlines(keepends=True)[1::2])
    done = run("--packs", "gazete")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no pack 'gazete' is installed; there are gazette (did you mean gazette?)" in done.stderr
