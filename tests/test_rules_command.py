"""`cleanscrape rules`: what it finds, shows, refuses and writes."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from cleanscrape.cli import rules as command
from cleanscrape.filters.coded import CODED, CODED_KINDS
from cleanscrape.report import rulebook, rulepages
from cleanscrape.rules.loader import HOME, shipped_packs
from cleanscrape.rules.model import KINDS
from cleanscrape.rules.vet import TIERS
from tests.support import ROOT, Run, python

HEAD = '[pack]\nlanguage = "en"\ncategory = "share"\nversion = "1"\n'
GOOD = """
[[rule]]
id = "quill"
kind = "line"
tier = "likely"
why = "a button of the Quill app"
triggers = ["quill"]
patterns = ["send to quill", "quill it"]
unless = ["never"]
about = "newsletters"
introduces = true
remove = ["Send to Quill"]
keep = ["They send a quill."]
"""


@pytest.fixture
def run(run: Run) -> Run:
    """Call `cleanscrape rules` in a folder of its own; exit code, stdout, stderr."""
    return partial(run, "rules")


# list


def test_list_shows_all_and_how_many(run: Run) -> None:
    code, out, err = run("list")
    assert (code, err) == (0, "")
    shipped = sum(len(pack.rules) for pack in shipped_packs()) + len(CODED)
    assert out.splitlines()[0].split() == ["id", "tier", "kind", "why"]
    assert out.endswith(f"\n{shipped:,} of {shipped:,} rules\n")
    assert len(out.splitlines()) == shipped + 2


def test_list_finds_words_in_all_that_a_rule_says(run: Run) -> None:
    for words in (
        ["en.share.share-ask"],
        ["ASKS readers"],
        ["spread the word", "pin it"],
        ["neighbours share this garden"],
    ):
        assert "en.share.share-ask" in run("list", *words)[1], words
    out = run("list", "lone", "number")[1]
    assert out.splitlines()[1].split()[0] == "any.comments.count-at-end"
    assert out.endswith(f"\n1 of {len(rulebook.rules()):,} rules\n")
    assert re.fullmatch(r"0 of [\d,]+ rules\n", run("list", "zzzz")[1])


def test_list_narrows(run: Run) -> None:
    def ids(*arguments: str) -> list[str]:
        return [json.loads(line)["id"] for line in run("list", "--json", *arguments)[1].split("\n")
                if line]  # fmt: skip

    everything = ids()
    for arguments, keep in (
        (["--language", "en"], lambda id: id.startswith("en.")),
        (["--language", "any", "--category", "navigation", "--kind", "code"],
         lambda id: id in ("any.navigation.repeated-label", "any.navigation.repeated-title",
                           "any.navigation.menu")),
        (["--category", "share", "--language", "en"], lambda id: id.startswith("en.share.")),
    ):  # fmt: skip
        assert ids(*arguments) == [id for id in everything if keep(id)]
    by_tier = [len(ids("--tier", tier)) for tier in TIERS]
    assert sum(by_tier) == len(everything) and by_tier[0] and by_tier[1]
    assert "block.inside" in ids("--category", "cookie")


def test_json_holds_the_whole_rule_and_no_path_of_the_machine(run: Run) -> None:
    out = run("show", "en.share.share-ask", "--json")[1]
    rule = next(r for pack in shipped_packs() for r in pack.rules if r.id == "en.share.share-ask")
    told = json.loads(out)
    assert tuple(told["patterns"]) == rule.patterns and tuple(told["keep"]) == rule.keep
    assert told["origin"] == "cleanscrape/rules/en/share.toml"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["list", "--language", "xx"], "no rules of language 'xx'; there are any, ar"),
        (["list", "--category", "cookies"], "(did you mean cookie?)"),
        (["list", "--tier", "maybe"], "invalid choice: 'maybe'"),
        (["show", "en.share.share-aks"], "(did you mean en.share.share-ask"),
        (["show", "label"], "may be any of"),
        (["show", "zzz"], "no rule 'zzz'; `cleanscrape rules list` shows all"),
        (["show"], "the following arguments are required: ID"),
        (["check"], "required"),
        ([], "required: list|show|check|docs"),
        (["lost"], "invalid choice: 'lost'"),
    ],
)
def test_a_wrong_command_line(run: Run, arguments: list[str], told: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert told in err


@pytest.mark.parametrize(
    "arguments", [["--evil\x1b[2J\u202e"], ["show", "--evil\x1b"], ["list", "--tier", "\x1b"]]
)
def test_no_argument_can_act_on_the_terminal(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert code == 2
    assert {c for c in out + err if not c.isprintable()} == {"\n"}


def test_the_choices_are_the_librarys() -> None:
    assert command.TIERS == TIERS == tuple(rulebook.TIERS)
    assert command.KINDS == (*KINDS, *CODED_KINDS) == tuple(rulebook.KINDS)


# show


def test_show_tells_all_of_a_rule_with_its_proof(run: Run) -> None:
    Path("quill.toml").write_text(HEAD + GOOD, "utf-8")
    assert run("show", "quill", "--rules", "quill.toml") == (
        0,
        """\
en.share.quill
  why       a button of the Quill app
  category  share
  language  en
  kind      line: one of the patterns matches the whole line
  tier      likely: cuts beside a cut or another likely line, at an edge of the text, or if \
--level is eager
  longest   40 words
  guard     spares sentences of articles about newsletters
  takes     the list below it, too
  file      quill.toml, line 6
  triggers
    quill
  patterns
    send to quill
    quill it
  unless
    never
  goes
    Send to Quill
  stays
    They send a quill.
""",
        "",
    )
    assert "1 of 1 rule\n" in run("list", "--rules", "quill.toml")[1]


@pytest.mark.parametrize("rule", rulebook.rules(), ids=lambda rule: rule.id)
def test_show_can_show_every_rule(rule: rulebook.AnyRule) -> None:
    shown = rulebook.page(rulebook.find(rulebook.rules(), rule.id))
    assert shown.startswith(f"{rule.id}\n") and rule.why in shown
    where = re.search(r"file +(cleanscrape/[\w/.]+)(?:, line (\d+))?$", shown, re.MULTILINE)
    assert where and (ROOT / where[1]).is_file()
    if where[2]:
        lines = (ROOT / where[1]).read_text("utf-8").splitlines()
        assert lines[int(where[2]) - 1].strip() == "[[rule]]"
        assert f'"{rule.id.rsplit(".", 1)[-1]}"' in lines[int(where[2])]


def test_a_strangers_rule_cannot_act_on_the_terminal(run: Run) -> None:
    Path("evil.toml").write_text(HEAD + GOOD.replace("Quill app", r"\u001b[2JQuill"), "utf-8")
    for arguments in (["list"], ["show", "quill"]):
        out = run(*arguments, "--rules", "evil.toml")[1]
        assert "\\x1b[2JQuill" in out and "\x1b" not in out


def test_rules_that_are_code_are_all_told() -> None:
    """Every id in a filter, and every reason of a block, stands in the list of coded rules."""
    ids, reasons = set(), set()
    for path in (
        *(HOME.parent / "filters").glob("*.py"),
        *(HOME.parent / package / "filter.py" for package in ("linemodel", "wording")),
    ):
        if path.name != "coded.py":
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    ids |= set(re.findall(r"\A[a-z]{2,3}\.[a-z]+\.[a-z-]+\Z", node.value))
    for name in ("company.py", "thread.py"):
        for node in ast.walk(ast.parse((HOME.parent / "matching" / name).read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "take":
                assert isinstance(node.args[-1], ast.Constant)
                reasons.add(node.args[-1].value)
    assert ids == {rule.id for rule in CODED if rule.kind == "code"}
    assert reasons == {rule.why for rule in CODED if rule.kind == "block"}
    for rule in CODED:
        source = (ROOT / rule.origin).read_text("utf-8")
        assert rule.kind == "block" or f'"{rule.id}"' in source
        assert rule.why in source or rule.id == "any.media.player"


# check


def test_check_of_fit_packs(run: Run) -> None:
    Path("packs").mkdir()
    Path("packs/quill.toml").write_text(HEAD + GOOD, "utf-8")
    assert run("check", "packs") == (0, "1 pack, 1 rule, 2 examples: all is well\n", "")


MISTAKES = {
    "unknown": (GOOD.replace("unless", "unles"), "unknown key 'unles'; known: ", "unless?)"),
    "keepless": (GOOD.replace("keep = ", "# "), "no keep example; give at least one"),
    "untriggered": (GOOD.replace("triggers = ", "# "), "no triggers; name literals"),
    "backtracks": (GOOD.replace('"quill it"', '"(?:a{1,9}){1,9}$"'), "unnest it"),
    "unbounded": (GOOD.replace('"quill it"', '"a+$"'), "unbounded repetition"),
    "greedy": (
        GOOD.replace('"They send a quill."', '"Quill it"'),
        "finds its own keep example 'Quill it'",
    ),
    "weak": (GOOD.replace('"Send to', '"Give to'), "misses its own remove example 'Give to Quill'"),
    "twice": (GOOD + GOOD.replace('"quill"', '"twice"', 1), "the id stands twice"),
    "mistyped": (GOOD.replace('"a button of the Quill app"', "3"), "why must be a text"),
    "tier": (GOOD.replace('"likely"', '"likly"'), "tier 'likly' is unknown", "mean likely?)"),
    "kind": (GOOD.replace('"line"', '"lines"'), "kind 'lines' is unknown", "mean line?)"),
    "share-ask": (GOOD, "en.share.share-ask: has the id of a rule of cleanscrape (en/share.toml)"),
}


def test_check_tells_one_of_each_mistake_in_one_run(run: Run) -> None:
    rules = {name: m[0].replace('"quill"', f'"{name}"', 1) for name, m in MISTAKES.items()}
    Path("in").mkdir()
    Path("in/all.toml").write_text(HEAD + "".join(rules.values()), "utf-8")
    Path("in/category.toml").write_text(HEAD.replace('"share"', '"shares"') + GOOD, "utf-8")
    Path("in/deep.toml").write_text("a = " + "[" * 100_000, "utf-8")
    Path("in/headless.toml").write_text(GOOD, "utf-8")
    Path("in/huge.toml").write_bytes(b"#" * 10_000_000)
    Path("in/latin.toml").write_bytes(HEAD.encode() + b"# caf\xe9")
    Path("in/prose.toml").write_text("This is a letter.", "utf-8")
    Path("empty").mkdir()
    code, out, err = run("check", "in", "empty", "gone.toml")
    assert code == 1
    told = out.splitlines()
    assert err == f"cleanscrape: {len(told)} problems\n"
    for name, (_, *parts) in MISTAKES.items():
        assert any(
            re.match(rf"in/all\.toml: (line \d+: )?rule (en\.share\.)?{name}: ", line)
            and all(part in line for part in parts)
            for line in told
        ), name
    for start, part in (
        ("in/category.toml: line 1: category 'shares' is unknown", "(did you mean share?)"),
        ("in/deep.toml: line 1: ", "flatten it"),
        ("in/headless.toml: no [pack] table; begin with [pack]", "version"),
        ("in/huge.toml: larger than 2,000,000 bytes", "split the pack"),
        ("in/latin.toml: line 5: not TOML in UTF-8 (byte 0xe9)", "save the file as UTF-8"),
        ("in/prose.toml: line 1: not TOML", "mend the file"),
        ("empty: holds no pack", "name a folder"),
        ("gone.toml: cannot be read (No such file or directory)", "name a pack file"),
    ):
        assert any(line.startswith(start) and part in line for line in told), start
    assert len(told) == len(MISTAKES) + 8


def test_lines_are_those_of_the_mistakes(run: Run) -> None:
    text = HEAD + '\n[[rule]] # "[[rule]]"\nwhy = """\n[[rule]]\n"""\nid = "a"\ntiers = 1\n'
    Path("a.toml").write_text(text, "utf-8")
    out = run("check", "a.toml")[1].splitlines()
    assert {re.match(r"a\.toml: line (\d+): rule a: ", line)[1] for line in out} == {"6", "11"}  # type: ignore[index]
    assert "line 11: rule a: unknown key 'tiers'" in "".join(out)


# docs


def test_the_committed_pages_are_what_the_rules_say() -> None:
    folder = ROOT / "docs" / "rules"
    made = rulepages.pages(rulebook.rules(), rulepages.measured(folder))
    wrong = rulepages.stale(folder, made)
    assert not wrong, "run `cleanscrape rules docs`"


def test_docs_writes_checks_and_tidies(run: Run) -> None:
    code, out, err = run("docs", "--check", "-o", "pages")
    assert (code, out) == (1, "") and "pages/README.md: is stale; run cleanscrape" in err
    made = len(rulepages.pages(rulebook.rules()))
    assert run("docs", "-o", "pages") == (0, f"{made} pages in pages\n", "")
    assert run("docs", "-o", "pages", "--check") == (0, "", "")
    Path("pages/xx-share.md").write_text(f"{rulepages.MARK}gone", "utf-8")
    Path("pages/notes.md").write_text("mine", "utf-8")
    Path("pages/en-share.md").write_text("changed", "utf-8")
    code, _, err = run("docs", "-o", "pages", "--check")
    assert code == 1
    assert re.findall(r"pages/([\w.-]+): is stale", err) == ["en-share.md", "xx-share.md"]
    assert run("docs", "-o", "pages")[0] == 0
    assert run("docs", "-o", "pages", "--check")[0] == 0
    assert Path("pages/notes.md").read_text() == "mine"
    assert not Path("pages/xx-share.md").exists()


def test_pages_show_whatever_a_rule_holds() -> None:
    rule = shipped_packs()[0].rules[0]
    odd = replace(rule, patterns=("a`b", " c", "``"), remove=("```\nx",), keep=("y",))
    page = rulepages.pages([odd])[f"{rule.language}-{rule.category}.md"]
    assert "`` a`b `` · `  c ` · ``` `` ```" in page
    assert "````diff\n- ```\n- x\n  y\n````" in page


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from cleanscrape.cli.main import main\n"
        "for a in ([], ['list'], ['show'], ['check'], ['docs']): main(['rules', *a, '--help'])\n"
        "print({'regex', 'ahocorasick_rs', 'pathlib', 'dataclasses', 'json'} & set(sys.modules))"
    )
    assert python(code).endswith("\nset()\n")
