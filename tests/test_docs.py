"""The examples of README and docs run, and give what they say.

A TOML block whose first line is ``# name.toml`` is a file of that page's examples. Of a console
block each line ``$ cleanscrape ...``, ``printf`` before it or not, is run in a folder with
`samples/`, and its output is compared if there is one; ``...`` stands for anything.
"""

from __future__ import annotations

import ast
import gzip
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import cleanscrape
from tests.support import ROOT, engine, environment

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text("utf-8"), re.DOTALL)


EXAMPLES = [
    pytest.param(page, code, id=f"{page.name}-{i}")
    for page in PAGES
    for i, code in enumerate(blocks(page, "python"))
]
SESSIONS = [
    pytest.param(page, block, id=f"{page.name}-{i}")
    for page in PAGES
    for i, block in enumerate(blocks(page, "console"))
    if re.search(r"^\$ .*cleanscrape ", block, re.MULTILINE)
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The samples, one of them as `article.txt`, two to clean in `scraped`, and a small corpus."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    (tmp_path / "scraped").mkdir()
    for name in ("article.txt", "scraped/a.txt", "scraped/b.txt"):
        shutil.copy(ROOT / "samples" / "newsletter-box.txt", tmp_path / name)
    with gzip.open(tmp_path / "crawl.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write('{"text": "It rained."}\n')
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_files(page: Path) -> None:
    for block in blocks(page, "toml"):
        if named := re.match(r"# ([\w-]+\.toml)\n", block):
            Path(named[1]).write_text(block, "utf-8")


ENGINES = ("datatrove", "pyspark", "ray", "datasets", "pandas", "polars", "duckdb", "pyarrow")


def need_engines(code: str) -> None:
    """Skip an example of an engine that is not installed."""
    for node in ast.walk(ast.parse(code)):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            if name.split(".")[0] in ENGINES:
                engine(name.split(".")[0])


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("page", "code"), EXAMPLES)
def test_an_example_runs_and_gives_what_its_comments_say(page: Path, code: str) -> None:
    write_files(page)
    need_engines(code)
    line = cleanscrape.clean("It rained.\nAdvertisement\nThe river rose at night.").to_json()
    names: dict[str, object] = {"cleanscrape": cleanscrape, "texts": ["It rained."], "line": line}
    for node in ast.parse(code).body:
        source = ast.get_source_segment(code, node) or ""
        if not isinstance(node, ast.Expr):
            exec(compile(ast.Module([node], []), "example", "exec"), names)
            continue
        value = eval(compile(ast.Expression(node.value), "example", "eval"), names)
        said = re.search(re.escape(source) + r"\s*#\s*([^\n]*)", code)
        if said and said[1][:1] in "'[(TF":
            assert repr(value) == said[1].split(":")[0] or repr(value) == said[1]


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block with the output below it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output.strip("\n")


_ESCAPES = {"n": "\n", "\\": "\\"}
"""What ``printf`` makes of a sign behind a backslash."""


def call(command: str) -> tuple[int, str]:
    """Run a command as a shell would, with ``printf 'TEXT' |`` before it and ``> FILE`` after it.

    What it shows is its output and its errors, as at a terminal; a comment is left out.
    """
    words = shlex.split(command, comments=True)
    given = b""
    if words[0] == "printf":
        assert words[2] == "|", command
        given = re.sub(r"\\(.)", lambda sign: _ESCAPES[sign[1]], words[1]).encode()
        words = words[3:]
    target = words.pop() if words[-2] == ">" else None
    words = words[:-1] if target else words
    assert words[0] == "cleanscrape" and not {"|", ">", "<", "&&", ";"} & set(words), command
    done = subprocess.run(
        [sys.executable, "-m", *words], input=given, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE if target else subprocess.STDOUT, env=environment(COLUMNS="80"),
        check=False, timeout=120,
    )  # fmt: skip
    if target is None:
        return done.returncode, done.stdout.decode()
    Path(target).write_bytes(done.stdout)
    return done.returncode, done.stderr.decode()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("page", "block"), SESSIONS)
def test_a_command_prints_what_the_page_shows(page: Path, block: str) -> None:
    write_files(page)
    for command, shown in commands(block):
        if not re.match(r"(printf [^|]*\| )?cleanscrape ", command):
            continue
        code, said = call(command)
        if shown:
            wanted = re.escape(shown).replace(r"\.\.\.", ".*?")
            assert re.fullmatch(wanted, said.strip("\n"), re.DOTALL), said
        else:
            assert code == 0, said


def test_every_option_is_in_the_docs() -> None:
    from cleanscrape.cli.clean import build

    page = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    options = {option for action in build()._actions for option in action.option_strings}
    missing = {option for option in options - {"-h", "--help"} if f"`{option}" not in page}
    assert not missing
