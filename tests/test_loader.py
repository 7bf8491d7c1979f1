"""Every mistake in a pack is told with file, rule and remedy, and all of them at once."""

from __future__ import annotations

import os
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanscrape import CATEGORIES, Cleaner, PackError
from cleanscrape.rules.loader import (
    HOME,
    examine,
    load_pack,
    load_packs,
    shipped_lexicons,
    shipped_packs,
)
from cleanscrape.rules.source import lines
from tests.support import NO_PIPES

HEAD = '[pack]\nlanguage = "en"\ncategory = "share"\nversion = "1"\n'
GOOD = {
    "id": '"a-rule"', "kind": '"line"', "tier": '"sure"', "why": '"it asks to share"',
    "patterns": '["share me"]', "triggers": '["share"]', "remove": '["Share me"]',
    "keep": '["They share a house."]',
}  # fmt: skip


def rule(**changes: str | None) -> str:
    fields = {**GOOD, **changes}
    return "[[rule]]\n" + "".join(f"{k} = {v}\n" for k, v in fields.items() if v is not None)


def refusal(path: Path, text: str) -> str:
    path.write_text(text, "utf-8")
    with pytest.raises(PackError) as caught:
        load_pack(path)
    message = str(caught.value)
    assert all(line.startswith(f"{path}: ") for line in message.splitlines())
    return message


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "share.toml"


def test_a_good_pack(path: Path) -> None:
    path.write_text(HEAD + rule() + rule(id='"b-rule"', kind='"label"', triggers=None), "utf-8")
    pack = load_pack(path)
    assert (pack.name, pack.version) == ("en/share", "1")
    assert [r.id for r in pack.rules] == ["en.share.a-rule", "en.share.b-rule"]
    assert pack.rules[0].origin == str(path) and pack.rules[0].triggers == ("share",)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"id": None}, "id is missing"),
        ({"why": None}, "why is missing"),
        ({"tier": None}, "tier is missing"),
        ({"kind": '"glob"'}, "kind 'glob' is unknown; use one of label, line, sentence, shape"),
        ({"tier": '"maybe"'}, "tier 'maybe' is unknown; use one of sure, likely, note"),
        ({"remove": None}, "no remove example; give at least one"),
        ({"keep": "[]"}, "no keep example; give at least one"),
        ({"triggers": None}, "no triggers"),
        ({"patterns": None}, "kind line needs patterns"),
        ({"kind": '"sentence"', "patterns": None}, "kind sentence needs patterns or all"),
        ({"patterns": '["a+"]'}, "write a bound"),
        ({"all": '["("]', "kind": '"sentence"'}, "mend it"),
        ({"unless": '["a*"]'}, "write a bound"),
        ({"triggers": '["Share"]'}, "must be lower case"),
        ({"triggers": '[" share"]'}, "spaces around words"),
        ({"triggers": '["a\\nb"]'}, "without line breaks"),
        ({"patterns": '"share"'}, "patterns must be a list of texts"),
        ({"patterns": "[1]"}, "patterns must be a list of texts"),
        ({"patterns": '[""]'}, "patterns must be a list of texts"),
        ({"why": "3"}, "why must be a text"),
        ({"max_words": "0"}, "max_words must be a whole number above 0"),
        ({"max_words": "true"}, "max_words must be a whole number above 0"),
        ({"introduces": "1"}, "introduces must be true or false"),
        ({"trigger": '["share"]'}, "unknown key 'trigger'; known: "),
        ({"kind": '"shape"', "triggers": None}, "kind shape needs shape, one of breadcrumb"),
        ({"kind": '"shape"', "triggers": None, "shape": '"cube"'}, "needs shape, one of"),
        ({"kind": '"label"'}, "kind label does not read triggers; drop it"),
        ({"kind": '"label"', "triggers": None, "unless": '["a"]'}, "does not read unless"),
    ],
)
def test_each_mistake_names_file_rule_and_remedy(
    path: Path, changes: dict[str, str | None], told: str
) -> None:
    message = refusal(path, HEAD + rule(**changes))
    assert told in message
    assert ("rule number 1: " if changes.get("id", "") is None else "rule a-rule: ") in message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no [pack] table; begin with [pack]"),
        ("pack = 3", "no [pack] table"),
        (HEAD, "no rules; add a [[rule]] table"),
        (HEAD.replace("share", "sharing") + rule(), "category 'sharing' is unknown; use one of"),
        (HEAD.replace('version = "1"', "version = 1") + rule(), "[pack] needs version as a text"),
        (HEAD + rule() + rule(), "rule en.share.a-rule: the id stands twice; rename one"),
        (HEAD + rule() + "[rules]\n", "unknown table 'rules'; use [pack] and [[rule]]"),
        ("rule = [1]\n" + HEAD, "rule number 1: not a table"),
        ("[pack", "not TOML in UTF-8"),
    ],
)
def test_each_mistake_of_a_file(path: Path, text: str, told: str) -> None:
    assert told in refusal(path, text)


def test_all_mistakes_are_told_at_once_in_a_fixed_order(path: Path) -> None:
    text = HEAD.replace("share", "sharing") + "".join(
        [rule(tier='"maybe"', keep=None), rule(id='"two"', zebra="1", ape="2"), rule(id='"ok"')]
    )
    lines = refusal(path, text).splitlines()
    assert len(lines) == 5
    for told, line in zip(["sharing", "no keep", "maybe", "'ape'", "'zebra'"], lines, strict=True):
        assert told in line


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.toml"):
        with pytest.raises(PackError, match=r"cannot be read .*name a pack file"):
            load_pack(path)
    path = tmp_path / "latin.toml"
    path.write_bytes(HEAD.encode() + b"# caf\xe9")
    with pytest.raises(PackError, match="not TOML in UTF-8"):
        load_pack(path)
    path.write_bytes(b"#" * 2_000_001)
    with pytest.raises(PackError, match="split the pack"):
        load_pack(path)
    path.write_text("a = " + "[" * 50_000, "utf-8")
    with pytest.raises(PackError, match="not TOML"):
        load_pack(path)


def test_the_shipped_packs_load_and_lie_where_they_say() -> None:
    packs = shipped_packs()
    assert packs and all(pack.category in CATEGORIES for pack in packs)
    assert all(Path(rule.origin).stem == pack.category for pack in packs for rule in pack.rules)
    assert all(
        Path(rule.origin).parent.name == pack.language for pack in packs for rule in pack.rules
    )
    assert [lexicon.language for lexicon in shipped_lexicons()] == sorted(
        lexicon.language for lexicon in shipped_lexicons()
    )
    topics = {name for lexicon in shipped_lexicons() for name, _ in lexicon.topics}
    about = {rule.about for pack in packs for rule in pack.rules} - {""}
    assert about <= topics


def test_a_folder_of_packs(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "one.toml").write_text(HEAD + rule(id='"one"'), "utf-8")
    (tmp_path / "a.toml").write_text(HEAD + rule(id='"two"'), "utf-8")
    (tmp_path / "lexicon.toml").write_text("[topics]\n", "utf-8")
    (tmp_path / "notes.txt").write_text("no pack", "utf-8")
    (tmp_path / "b" / "up").symlink_to(tmp_path)
    packs = load_packs(tmp_path)
    assert [r.id for pack in packs for r in pack.rules] == ["en.share.two", "en.share.one"]
    assert load_packs(tmp_path / "a.toml") == packs[:1]
    text = "It rained all day.\nShare me\nThe river rose."
    for source in (packs, [tmp_path], [str(tmp_path / "a.toml")], tmp_path, str(tmp_path)):
        assert Cleaner.on_demand(packs=source).clean(text).text == text.replace("Share me\n", "")


def errors(path: Path) -> list[str]:
    with pytest.raises(PackError) as caught:
        load_packs(path)
    return str(caught.value).splitlines()


def test_all_errors_of_all_files_at_once_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(HEAD + rule(remove='["Tell us"]', keep='["share me"]'))
    (tmp_path / "b.toml").write_text(
        HEAD + rule(tier='"maybe"', zebra="1") + rule() + rule(why="1")
    )
    (tmp_path / "c.toml").write_text(HEAD + rule(id='"label"', trigger='["x"]') + "[[[\n")
    (tmp_path / "d.toml").write_text(HEAD + rule(id='"share-ask"'))
    told = [line.replace(f"{tmp_path}/", "") for line in errors(tmp_path)]
    assert told == [
        "a.toml: line 12: rule a-rule: misses its own remove example 'Tell us'; "
        "widen its words, or move the example",
        "a.toml: line 13: rule a-rule: finds its own keep example 'share me'; "
        "narrow its words, or add unless",
        "b.toml: line 8: rule a-rule: tier 'maybe' is unknown; use one of sure, likely, note",
        "b.toml: line 14: rule a-rule: unknown key 'zebra'; known: about, all, id, introduces, "
        "keep, kind, max_words, patterns, remove, shape, tier, triggers, unless, why",
        "b.toml: line 16: rule en.share.a-rule: the id stands twice; rename one "
        "(the first is on line 6)",
        "b.toml: line 28: rule a-rule: why must be a text; put it in quotes",
        "b.toml: line 25: rule en.share.a-rule: the id stands twice; rename one "
        "(the first is on line 6)",
        "c.toml: line 15: not TOML in UTF-8 (Invalid initial character for a key part); "
        "mend the file",
        "b.toml: rule en.share.a-rule: has the id of a rule in a.toml; rename it",
        "d.toml: rule en.share.share-ask: has the id of a rule of cleanscrape (en/share.toml); "
        "rename it",
    ]


HOSTILE = {
    "dotted key": "a" + ".a" * 500_000 + " = 1",
    "dotted table": "[" + ".".join("a" * 400_000) + "]\n" + "b = 1\n" * 100_000,
    "arrays": "a = " + "[" * 900_000,
    "inline tables": "a = " + "{a=" * 400_000,
    "number": "a = " + "1" * 900_000,
    "quotes": '"' * 1_900_000,
    "escaped quotes": '\\"""' * 450_000,
    "single quotes": "'''" * 600_001,
    "empty rules": HEAD + "[[rule]]\n" * 100_000,
    "many rules": HEAD + rule() * 2_000,
    "ten megabytes": "#" * 10_000_000,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files_end_soon_and_in_an_error(path: Path, what: str) -> None:
    path.write_text(HOSTILE[what], "utf-8")
    start = time.process_time()
    assert errors(path)
    assert time.process_time() - start < 20


def test_what_is_no_pack_at_all(tmp_path: Path) -> None:
    assert errors(tmp_path) == [
        f"{tmp_path}: holds no pack; name a folder with .toml files that are packs"
    ]
    assert "No such file" in errors(tmp_path / "none")[0]
    assert "cannot be read" in errors(Path("nul\0"))[0]
    (tmp_path / "a.toml").write_bytes(HEAD.encode() + b"\n# caf\xe9")
    assert errors(tmp_path / "a.toml") == [
        f"{tmp_path}/a.toml: line 6: not TOML in UTF-8 (byte 0xe9); save the file as UTF-8"
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason=NO_PIPES)
def test_a_pipe_is_no_pack(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "not a regular file" in errors(tmp_path / "pipe")[0]


def test_the_shipped_packs_pass_as_a_strangers_would() -> None:
    assert load_packs(HOME) == shipped_packs()


PIECES = (
    *HEAD.splitlines(keepends=True), rule(), rule(id='"b"'), "[[rule]]\n", '"""', "'''", '"', "'",
    "[", "]", "{", "}", "=", ".", "\n", "#", "\\", "\0", "é", "a.b.c = 1\n", "rule = 1\n",
    "[rule.x]\n", "id = 3\n", "why = []\n", "max_words = -1\n", 'all = [")"]\n', "x = 1979-05-27\n",
    'unless = ["(", "(?P<a>b)"]\n', 'triggers = ["É", " "]\n', 'remove = [""]\n', "keep = [[1]]\n",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(text=st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_whatever_a_file_holds_it_is_a_pack_or_told_why_not(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_text(text, "utf-8")
    packs, problems = examine(path)
    assert bool(packs) != bool(problems)
    assert all(line.startswith(f"{path}: ") and "\n" not in line for line in problems)
    try:
        rules = tomllib.loads(text).get("rule")
    except tomllib.TOMLDecodeError:
        return
    if isinstance(rules, list):
        assert len(lines(text).rules) == len(rules)
