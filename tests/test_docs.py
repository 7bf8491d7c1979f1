"""The Python examples of README and docs run, and give what they say."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import cleanscrape

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
EXAMPLES = [
    pytest.param(code, id=f"{page.name}-{i}")
    for page in PAGES
    for i, code in enumerate(re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL))
]


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_runs_and_gives_what_its_comments_say(code: str) -> None:
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
