"""Every mistake in a pack is told with file, rule and remedy, and all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanscrape import CATEGORIES, PackError
from cleanscrape.rules.loader import load_pack, shipped_lexicons, shipped_packs

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
