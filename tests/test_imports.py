"""Imports run one way, and importing cleanscrape loads nothing heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import cleanscrape

HOME = Path(cleanscrape.__file__).parent
LAYERS = [
    {"errors"}, {"document"}, {"log"}, {"cuts"}, {"pipeline"}, {"matching"}, {"rules"},
    {"language"}, {"tongue"}, {"filters"}, {"linemodel", "sites", "plugins"}, {"assembly"}, {"api"},
    {"testing", "sources", "report", "config"}, {"engines"}, {"evaluation", "corpora"}, {"cli"},
    {"__main__"},
]  # fmt: skip
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
LATE = {("api", "sources")}
"""An import inside a function, so that it happens when it is needed: `clean_html`."""
HEAVY = (
    "trafilatura",
    "langdetect",
    "numpy",
    "pyarrow",
    "orjson",
    "zstandard",
    "fastwarc",
    "hypothesis",
    "lxml",
    "pandas",
    "requests",
)


def layer(path: Path) -> str:
    return path.relative_to(HOME).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[tuple[str, bool]]:
    """The layers that a module imports, each with whether it does so at its top."""
    tree = ast.parse(path.read_text("utf-8"))
    top = set(map(id, tree.body))
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            parts = (node.module or "").split(".")
            names = [parts] if len(parts) > 1 else [[parts[0], a.name] for a in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
        for parts in names:
            if parts[0] == "cleanscrape":
                yield (parts[1] if len(parts) > 1 else "__init__"), id(node) in top


def test_imports_run_one_way() -> None:
    wrong = []
    for path in sorted(HOME.rglob("*.py")):
        mine = layer(path)
        if mine == "__init__":
            continue
        assert mine in RANK, f"{path}: say in LAYERS where {mine} belongs"
        for other, at_top in imported(path):
            if other == mine or other.startswith("__"):
                continue
            late = not at_top and (mine, other) in LATE
            if not late and (other not in RANK or RANK[other] >= RANK[mine]):
                wrong.append(f"{path.relative_to(HOME)} imports {other}")
    assert not wrong


def test_importing_and_cleaning_load_nothing_heavy() -> None:
    program = (
        "import sys, cleanscrape\n"
        "cleanscrape.clean('It rained.\\nAdvertisement\\nThe river rose.')\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": ":".join([str(HOME.parent), *sys.path])},
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_testing_without_hypothesis_tells_what_to_install() -> None:
    program = (
        "import sys\nsys.modules['hypothesis'] = None\n"
        "from cleanscrape import MissingExtra\n"
        "try:\n    import cleanscrape.testing\n"
        "except MissingExtra as error:\n    print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": ":".join([str(HOME.parent), *sys.path])},
    )  # fmt: skip
    assert 'pip install "cleanscrape[testing]"' in done.stdout


def test_public_names_exist_and_are_told() -> None:
    assert sorted(cleanscrape.__all__) == cleanscrape.__all__ or set(cleanscrape.__all__)
    for name in cleanscrape.__all__:
        assert getattr(cleanscrape, name) is not None
