"""What `cleanscrape.testing` finds in the filters and packs of others."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanscrape import Document, PackError, Proposal, as_filter
from cleanscrape.rules.loader import HOME
from cleanscrape.testing import check_filter, check_pack

HEAD = '[pack]\nlanguage = "en"\ncategory = "share"\nversion = "1"\n'


def label(name: str, pattern: str, remove: str, keep: str) -> str:
    return (
        f'[[rule]]\nid = "{name}"\nkind = "label"\ntier = "sure"\nwhy = "a button"\n'
        f'patterns = ["{pattern}"]\nremove = ["{remove}"]\nkeep = ["{keep}"]\n'
    )


def test_a_fit_pack_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "quill.toml"
    path.write_text(HEAD + label("quill", "quill it", "Quill it", "They quill it."), "utf-8")
    (pack,) = check_pack(path, examples=10)
    assert pack.rules[0].id == "en.share.quill"
    assert check_pack(str(tmp_path), examples=10) == (pack,)


def test_shipped_packs_can_be_checked_too() -> None:
    assert len(check_pack(HOME / "any", examples=10)) == 5


def test_everything_that_is_wrong_with_a_pack_at_once(tmp_path: Path) -> None:
    path = tmp_path / "quill.toml"
    text = HEAD + label("one", "quill it", "Quill me", "Quill it!") + label("two", "a", "A", "b")
    text += label("three", "ink it", "Ink it", "A").replace("why = ", "wy = ")
    text += label("four", "blot", "Blot", "A")
    path.write_text(text, "utf-8")
    with pytest.raises(PackError) as caught:
        check_pack(path)
    told = [line.removeprefix(f"{path}: ") for line in str(caught.value).splitlines()]
    assert told == [
        "line 21: rule three: why is missing; add it",
        "line 25: rule three: unknown key 'wy'; known: about, all, id, introduces, keep, kind, "
        "max_words, patterns, remove, shape, tier, triggers, unless, why (did you mean why?)",
        "line 11: rule one: misses its own remove example 'Quill me'; widen its words, or move "
        "the example",
        "line 12: rule one: finds its own keep example 'Quill it!'; narrow its words, or add "
        "unless",
        "line 36: rule four: rule en.share.two finds its keep example 'A'; narrow that rule, or "
        "move the example",
    ]


def test_a_filter_with_a_memory_does_not_pass() -> None:
    seen: set[str] = set()

    def propose(document: Document) -> list[Proposal]:
        known = [line for line in document.lines if line.text in seen]
        seen.update(line.text for line in document.lines)
        return [Proposal(n.start, n.end, "navigation", "seen", "seen", "again") for n in known]

    with pytest.raises((AssertionError, ExceptionGroup)):
        check_filter(as_filter("seen", propose), examples=30)
