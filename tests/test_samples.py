"""The samples: what goes, goes under the right name, and nothing else does."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cleanscrape import CleanResult, clean, clean_html, restore

SAMPLES = Path(__file__).parent.parent / "samples"
FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".txt", ".md", ".html"})
NAMES = [path.name for path in FILES]
ANY = "any"
"""The category of an expectation under which any category is right."""


class Piece(NamedTuple):
    """What goes from one line: the unit in which wish and fact are compared."""

    start: int
    end: int
    category: str
    text: str
    rule: str = ""

    def __str__(self) -> str:
        by = f" (rule {self.rule})" if self.rule else ""
        return f"[{self.category}] {self.text}{by}"


def expectation(name: str) -> dict[str, Any]:
    path = SAMPLES / "expected" / f"{Path(name).stem}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def sample(name: str) -> CleanResult:
    with (SAMPLES / name).open(encoding="utf-8", newline="") as file:
        content = file.read()
    options = expectation(name)["options"]
    if name.endswith(".html"):
        return clean_html(content, **options)
    return clean(content, **options)


def in_lines(text: str, pieces: list[Piece]) -> list[Piece]:
    """The same pieces cut at line ends, stripped, and joined where they touch within a line."""
    parts: list[Piece] = []
    for piece in pieces:
        at = piece.start
        for line in text[piece.start : piece.end].splitlines(keepends=True):
            start = at + len(line) - len(line.lstrip())
            at += len(line)
            if line.strip():
                end = start + len(line.strip())
                parts.append(piece._replace(start=start, end=end, text=line.strip()))
    joined: list[Piece] = []
    for part in parts:
        last = joined[-1] if joined else None
        between = text[last.end : part.start] if last else ""
        same_line = not between.strip() and between == between.strip("\r\n")
        if last and same_line and last.category == part.category:
            joined[-1] = last._replace(end=part.end, text=text[last.start : part.end])
        else:
            joined.append(part)
    return joined


def wished(name: str, text: str) -> list[Piece]:
    """The expected removals with their places, found one after the other."""
    pieces: list[Piece] = []
    at = 0
    for wish in expectation(name)["removals"]:
        words = f"({re.escape(wish['text'])})"
        whole = re.compile(rf"^[^\S\n]*{words}[^\S\n]*$", re.MULTILINE)
        found = whole.search(text, at) or re.compile(words).search(text, at)
        assert found, f"the sample does not hold, in this order: {wish['text']!r}"
        pieces.append(Piece(*found.span(1), wish["category"], wish["text"]))
        at = found.end(1)
    return in_lines(text, pieces)


def gone(text: str, result: CleanResult) -> list[Piece]:
    return in_lines(
        text, [Piece(r.start, r.end, r.category, r.text or "", r.rule) for r in result.removals]
    )


@pytest.mark.parametrize("name", NAMES)
def test_what_goes_is_what_should_go(name: str) -> None:
    result = sample(name)
    text = result.source or ""
    wanted = {piece[:2]: piece for piece in wished(name, text)}
    went = {piece[:2]: piece for piece in gone(text, result)}
    complaints = [f"survived: {wanted[at]}" for at in wanted.keys() - went.keys()]
    complaints += [f"went, unexpected: {went[at]}" for at in went.keys() - wanted.keys()]
    complaints += [
        f"went as {went[at].category}: {wanted[at]}" for at in wanted.keys() & went.keys()
        if wanted[at].category not in (ANY, went[at].category)
    ]  # fmt: skip
    flags = expectation(name)["flags"]
    if list(result.flags) != flags:
        complaints.append(f"flags are {list(result.flags)}, not {flags}")
    if complaints:
        pytest.fail("\n".join([f"samples/{name}", *sorted(complaints)]), pytrace=False)


@pytest.mark.parametrize("name", NAMES)
def test_restoring_gives_back_the_sample(name: str) -> None:
    result = sample(name)
    assert restore(result.text, result) == result.source


@pytest.mark.parametrize("name", NAMES)
def test_cleaning_a_clean_sample_changes_nothing(name: str) -> None:
    result = sample(name)
    assert clean(result.text, **expectation(name)["options"]).text == result.text


def test_samples_and_expectations_belong_together() -> None:
    expected = sorted(path.stem for path in (SAMPLES / "expected").iterdir())
    assert sorted(Path(name).stem for name in NAMES) == expected
    listed = (SAMPLES.parent / "docs" / "samples.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"`{name}`" not in listed] == []
