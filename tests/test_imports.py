"""Imports run one way, and importing cleanscrape loads nothing heavy."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import cleanscrape
from tests.support import python

HOME = Path(cleanscrape.__file__).parent
LAYERS = [
    {"errors"}, {"offsets"}, {"lines"}, {"document"}, {"log"}, {"cuts"}, {"pipeline"}, {"matching"},
    {"language"}, {"tongue"}, {"rules"}, {"filters"}, {"wording"}, {"linemodel"},
    {"sites", "plugins"}, {"assembly"}, {"options"}, {"cleaner"}, {"api"},
    {"testing", "sources", "report", "config"},
    {"engines"}, {"evaluation", "corpora"}, {"training"}, {"cli"}, {"__main__"},
]  # fmt: skip
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
INNER = {
    "log": [{"entries"}, {"form", "undoing"}, {"result"}, {"__init__"}],
    "testing": [{"texts", "laws"}, {"checks"}, {"__init__"}],
    "wording": [{"features"}, {"model"}, {"filter"}, {"__init__"}],
    "linemodel": [
        {"alphabet", "markup", "pages", "scale"}, {"words"}, {"around"}, {"features"}, {"file"},
        {"model"}, {"evidence", "long", "shipped"}, {"filter"}, {"__init__"},
    ],
    "engines": [{"rows"}, {"arrow"}, {"datatrove", "frames", "spark"}, {"__init__"}],
    "corpora": [
        {"tally"}, {"batches", "chunk", "sinks"}, {"desk", "journal", "parts"},
        {"csvs", "jsonl", "parquet"}, {"job", "warc"}, {"formats"}, {"__init__"},
    ],
}  # fmt: skip
"""The same within a package; its modules do not import it whole."""
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


def imported(path: Path) -> Iterator[tuple[str, str, bool]]:
    """What a module imports: layer, module within it, and whether it does so at its top."""
    tree = ast.parse(path.read_text("utf-8"))
    top = set(map(id, tree.body))
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            parts = (node.module or "").split(".")
            whole = (HOME.parent.joinpath(*parts) / "__init__.py").exists()
            names = [[*parts, alias.name] for alias in node.names] if whole else [parts]
        elif isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
        for parts in names:
            if parts[0] == "cleanscrape":
                name, inner, *_ = [*parts[1:], "__init__", "__init__"]
                inner = inner if (HOME / name / f"{inner}.py").exists() else "__init__"
                yield name, inner, id(node) in top


def test_imports_run_one_way() -> None:
    wrong = []
    for path in sorted(HOME.rglob("*.py")):
        mine = layer(path)
        if mine == "__init__":
            continue
        assert mine in RANK, f"{path}: say in LAYERS where {mine} belongs"
        for other, _, at_top in imported(path):
            if other == mine or other.startswith("__"):
                continue
            late = not at_top and (mine, other) in LATE
            if not late and (other not in RANK or RANK[other] >= RANK[mine]):
                wrong.append(f"{path.relative_to(HOME)} imports {other}")
    assert not wrong


@pytest.mark.parametrize("package", INNER)
def test_imports_within_a_package_run_one_way(package: str) -> None:
    rank = {name: i for i, names in enumerate(INNER[package]) for name in names}
    paths = sorted((HOME / package).glob("*.py"))
    assert {path.stem for path in paths} == set(rank)
    wrong = [
        f"{path.name} imports {inner}"
        for path in paths
        for other, inner, _ in imported(path)
        if other == package and rank[inner] >= rank[path.stem]
    ]
    assert not wrong


def test_importing_and_cleaning_load_nothing_heavy() -> None:
    program = (
        "import sys, cleanscrape\n"
        "cleanscrape.clean('It rained.\\nAdvertisement\\nThe river rose.')\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    assert python(program).strip() == "[]"


def test_testing_without_hypothesis_tells_what_to_install() -> None:
    program = (
        "import sys\nsys.modules['hypothesis'] = None\n"
        "from cleanscrape import MissingExtra\n"
        "try:\n    import cleanscrape.testing\n"
        "except MissingExtra as error:\n    print(error)"
    )
    assert 'pip install "cleanscrape[testing]"' in python(program)


def test_public_names_exist_and_are_told() -> None:
    assert sorted(cleanscrape.__all__) == cleanscrape.__all__ or set(cleanscrape.__all__)
    for name in cleanscrape.__all__:
        assert getattr(cleanscrape, name) is not None
