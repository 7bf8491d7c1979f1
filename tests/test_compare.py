"""`cleanscrape compare`: what two logs cut differently, and which logs it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from cleanscrape import Cleaner, Removal, Spared
from cleanscrape.cli import comparing
from cleanscrape.cli.main import main
from cleanscrape.report.changes import compared
from cleanscrape.report.compare import Comparison, changes, moves
from cleanscrape.report.terminal import harmless
from cleanscrape.testing import news_texts
from tests.support import FIRST, LAST, Run, put, result
from tests.support import put_log as log

LONG = "The ferry over the lower river has been tied up for a month now, and nobody minds."
TEXT = f"{FIRST}\nAdvertisement\n{LONG}\nTweet\n{LAST}\n"


def removal(text: str, part: str, rule: str = "one", category: str = "share") -> Removal:
    start = text.index(part)
    end = start + len(part)
    return Removal(start, end, part, category, category, rule, f"because {rule}", 0.9)


NOTHING = result(TEXT)
ADVERT = result(TEXT, removal(TEXT, "Advertisement\n"))
SENTENCE = result(TEXT, removal(TEXT, f"{LONG}\n", "two"), removal(TEXT, "Tweet\n", "two"))


def test_what_is_newly_cut_and_newly_kept_worst_first(run: Run) -> None:
    log("old.jsonl", ("a.txt", ADVERT), ("b.txt", NOTHING))
    log("new.jsonl", ("a.txt", SENTENCE), ("b.txt", NOTHING))
    code, out, err = run("compare", "old.jsonl", "new.jsonl")
    assert (code, err) == (0, "")
    parts = ["like article text: 1", f"a.txt:3\n      Advertisement\n    - {LONG}",
             "newly cut, other: 1", "- Tweet", "newly kept: 1", f"{FIRST}\n    + Advertisement",
             "share             2           1", "2 newly cut, 1 of them like article text; "
             "1 newly kept; 0 moved; 1 of 2 documents differs"]  # fmt: skip
    places = [out.find(part) for part in parts]
    assert places == sorted(places) and places[0] > 0, (places, out)
    assert run("compare", "--exit-code", "old.jsonl", "new.jsonl")[0] == 1
    code, out, _ = run("compare", "--exit-code", "old.jsonl", "old.jsonl")
    assert code == 0
    assert "the same lines are cut" in out


def test_json_holds_every_field(run: Run) -> None:
    log("old.jsonl", ("a.txt", ADVERT))
    log("new.jsonl", ("a.txt", SENTENCE))
    code, out, _ = run("compare", "old.jsonl", "new.jsonl", "--json")
    found = json.loads(out)
    assert code == 0
    assert (found["newly_cut"], found["newly_kept"], found["newly_cut_like_text"]) == (2, 1, 1)
    first = found["changes"][0]
    assert first["text"] == LONG == TEXT[first["start"] : first["end"]]
    assert (first["side"], first["document"], first["line"]) == ("cut", "a.txt", 3)
    assert (first["rule"], first["reason"]) == ("two", "because two")
    rules = {rule["rule"]: (rule["newly_cut"], rule["newly_kept"]) for rule in found["rules"]}
    assert rules == {"two": (2, 0), "one": (0, 1)}


def test_other_rules_and_other_white_space_are_no_changes() -> None:
    old = result(TEXT, removal(TEXT, "Advertisement\n"), removal(TEXT, "Tweet"))
    new = result(TEXT, removal(TEXT, "\nAdvertisement", "two"), removal(TEXT, "\nTweet"))
    assert list(changes("a", old, new)) == []
    assert list(moves(TEXT, old, new)) == [(("share", "one"), ("share", "two"))]


def test_a_longer_cut_shows_what_is_new_in_it_and_who_spared_it() -> None:
    spared = Spared(TEXT.index(LONG), TEXT.index(LONG) + 9, "", "s", "s", "r", "quote", "why")
    old = result(TEXT, removal(TEXT, "Advertisement\n"), spared=(spared,))
    new = result(TEXT, removal(TEXT, f"Advertisement\n{LONG}"))
    (change,) = changes("a", old, new)
    assert (change.text, change.line, change.spared) == (LONG, 3, "quote: why")


def test_order_gzip_and_repetition_do_not_matter(run: Run) -> None:
    texts = [f"{TEXT}{i}.\n" for i in range(30)]
    old = [(f"{i}.txt", result(text)) for i, text in enumerate(texts)]
    new = [(f"{i}.txt", result(t, removal(t, "Tweet"))) for i, t in enumerate(texts)]
    log("old.jsonl.gz", *old, old[3])
    log("new.jsonl", *reversed(new))
    code, out, err = run("compare", "old.jsonl.gz", "new.jsonl")
    assert (code, err) == (0, "")
    assert ", and 29 more alike" in out
    assert "30 of 30 documents differ; 1 in the old log alone" in out
    assert "in the old log alone: 1 document: 3.txt" in out


def test_documents_without_a_name_are_known_by_their_text(run: Run) -> None:
    log("old.jsonl", (None, ADVERT), (None, result(FIRST)))
    log("new.jsonl", (None, SENTENCE))
    code, out, _ = run("compare", "old.jsonl", "new.jsonl")
    assert code == 0
    assert "  line 1:3\n" in out
    assert "in the old log alone: 1 document: line 2" in out


def test_texts_that_were_edited_are_named(run: Run) -> None:
    log("old.jsonl", ("a.txt", ADVERT), ("b.txt", result(FIRST)))
    log("new.jsonl", ("a.txt", ADVERT), ("b.txt", result(LAST)))
    code, out, _ = run("compare", "old.jsonl", "new.jsonl")
    assert code == 0
    assert "other text in the two logs, not compared: 1 document: b.txt" in out


def test_limit_holds_the_worst_and_tells_the_rest(run: Run) -> None:
    texts = [f"{FIRST}\n{'so ' * i}it was, all the way to the mill and back to the ferry.\n{LAST}"
             for i in range(200)]  # fmt: skip
    parts = [text.splitlines()[1] for text in texts]
    log("old.jsonl", *((f"{i}", result(text)) for i, text in enumerate(texts)))
    log("new.jsonl", *((f"{i}", result(t, removal(t, p)))
                       for i, (t, p) in enumerate(zip(texts, parts, strict=True))))  # fmt: skip
    code, out, _ = run("compare", "old.jsonl", "new.jsonl", "--limit", "3")
    assert code == 0
    assert [line.split(":")[0] for line in out.splitlines() if line.endswith(":2")] == [
        "  199", "  198", "  197",
    ]  # fmt: skip
    assert "197 more not shown; --limit 0 shows all" in out
    assert "200 newly cut, 200 of them" in out
    assert run("compare", "old.jsonl", "new.jsonl", "--limit", "0")[1].count(":2\n") == 200


def test_rule_and_category(run: Run) -> None:
    log("old.jsonl", ("a.txt", ADVERT))
    log("new.jsonl", ("a.txt", SENTENCE))
    out = run("compare", "old.jsonl", "new.jsonl", "--rule", "t*", "--category", "share")[1]
    assert "2 newly cut, 1 of them like article text; 0 newly kept" in out
    code, _, err = run("compare", "old.jsonl", "new.jsonl", "--rule", "tow")
    assert code == 2
    assert "no rule 'tow' in the log (did you mean two?)" in err
    assert run("compare", "old.jsonl", "new.jsonl", "--category", "legal")[0] == 2


def test_flags_and_versions_are_told(run: Run) -> None:
    log("old.jsonl", ("a.txt", result(TEXT, versions={"en.share": "1"})))
    log("new.jsonl", ("a.txt", result(TEXT, versions={"en.share": "2"}, flags=("over_budget",))))
    out = run("compare", "old.jsonl", "new.jsonl")[1]
    assert "now over_budget: 1 document: a.txt" in out
    assert "rules en.share: 1 -> 2" in out


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (b'{"schema": 1, "pa', "bad.jsonl: line 2 is no record, and was skipped"),
        (b"[1]", "bad.jsonl: line 2 is no record, and was skipped"),
        (b"\xff\xfe", "bad.jsonl: line 2 is no record, and was skipped"),
        (b"{}", "bad.jsonl: line 2 is no record of a cleaning, and was skipped"),
        (b"[" * 100_000, "bad.jsonl: line 2 is no record, and was skipped"),
    ],
)
def test_bad_lines_are_told_and_the_others_compared(run: Run, bad: bytes, said: str) -> None:
    log("good.jsonl", ("a.txt", ADVERT))
    log("bad.jsonl", ("a.txt", SENTENCE))
    with Path("bad.jsonl").open("ab") as file:
        file.write(bad)
    code, out, err = run("compare", "good.jsonl", "bad.jsonl")
    assert code == 1
    assert said in err
    assert "2 newly cut" in out
    assert "1 line of the logs not read" in out


def test_an_edited_record_is_told(run: Run) -> None:
    log("old.jsonl", ("a.txt", ADVERT), ("b.txt", ADVERT))
    log("new.jsonl", ("a.txt", SENTENCE))
    lines = [json.loads(line) for line in Path("old.jsonl").read_text().splitlines()]
    broken = {**lines[0], "path": "b.txt", "text": "Other."}
    lost = {key: value for key, value in lines[0].items() if key != "removals"}
    put("new.jsonl", "\n".join(map(json.dumps, [lost, broken])))
    code, out, err = run("compare", "old.jsonl", "new.jsonl")
    assert code == 1
    assert "new.jsonl: line 1: not a cleanscrape log" in err
    assert "new.jsonl: line 2: " in err
    assert "2 lines of the logs not read" in out


def test_broken_gzip_is_told(run: Run) -> None:
    log("old.jsonl", ("a.txt", ADVERT))
    log("new.jsonl.gz", ("a.txt", ADVERT), ("b.txt", SENTENCE))
    data = Path("new.jsonl.gz").read_bytes()
    put("new.jsonl.gz", data[:-9])
    code, _, err = run("compare", "old.jsonl", "new.jsonl.gz")
    assert code == 1
    assert "new.jsonl.gz: the gzip data breaks off after line" in err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.jsonl", "none.jsonl: no such file"),
        ("empty.jsonl", "empty.jsonl: holds no record of a cleaning"),
        ("text.txt", "text.txt: holds no record"),
        ("other.jsonl", "no document in common; clean the same files with both"),
        ("moved.jsonl", "the same texts have other names"),
        ("edited.jsonl", "the texts of the same names differ"),
        ("schema.jsonl", "schema.jsonl: line 1: log schema 7 is not 1"),
        ("spans.jsonl", "spans.jsonl: line 1: the log holds spans without text"),
    ],
)
def test_logs_that_do_not_fit(run: Run, name: str, said: str) -> None:
    log("old.jsonl", ("a.txt", ADVERT))
    put("empty.jsonl", "")
    put("text.txt")
    log("other.jsonl", ("b.txt", result(LAST)))
    log("moved.jsonl", ("x/a.txt", ADVERT))
    log("edited.jsonl", ("a.txt", result(LAST)))
    log("schema.jsonl", ("a.txt", ADVERT), schema=7)
    record = json.loads(Path("old.jsonl").read_text())
    record["removals"][0]["text"] = None
    put("spans.jsonl", json.dumps(record))
    code, out, err = run("compare", "old.jsonl", name)
    assert (code, out) == (1, "")
    assert said in err


def test_a_wrong_command_line(run: Run) -> None:
    for arguments in ([], ["a"], ["a", "-"], ["", "b"], ["a", "b", "--limit", "x"],
                      ["a", "b", "--rule", ","]):  # fmt: skip
        assert run("compare", *arguments)[0] == 2


def test_hostile_texts_cannot_act_on_the_terminal() -> None:
    text = "It rained.\n\x1b[2J\u202eread me\x07\nThe river rose.\n"
    bad = "\x1b]0;x\x07"
    cut = removal(text, text.splitlines()[1], bad, bad)
    found = Comparison()
    found.add(bad, result(text), result(text, cut, versions={bad: bad}, flags=(bad,)))
    told = compared(found, bad, bad)
    assert all(line == harmless(line) for line in told.splitlines())
    assert "\\x1b[2J" in told


def test_a_huge_line_is_shortened() -> None:
    line = "it rained and rained " * 100_000
    text = f"{FIRST}\n{line}\n{LAST}"
    found = Comparison()
    found.add("a", result(text), result(text, removal(text, line)))
    told = compared(found, "old", "new")
    assert len(told) < 2_000
    assert "… (2,099,6" in told


def test_a_log_in_another_order_waits_on_the_disk(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "_IN_MEMORY", 10)
    texts = [f"{TEXT}{i}.\n" for i in range(9)]
    log("old.jsonl", *((f"{i}", result(text)) for i, text in enumerate(texts)))
    log("new.jsonl", *((f"{i}", result(text)) for i, text in reversed([*enumerate(texts)])))
    assert "0 of 9 documents differ" in run("compare", "old.jsonl", "new.jsonl")[1]


@settings(max_examples=60, deadline=None)
@given(news_texts())
def test_the_changes_are_the_difference_of_the_cuts(text: str) -> None:
    whole, less = Cleaner.on_demand(), Cleaner.on_demand().without("share", "related", "legal")
    old, new = less.clean(text), whole.clean(text)
    gone = {c.text for c in changes("a", old, new) if c.side == "cut"}
    assert not {c.text for c in changes("a", new, new)}
    assert sum(c.side == "cut" for c in changes("a", old, new)) == sum(
        c.side == "kept" for c in changes("a", new, old)
    )
    assert all(part in text for part in gone)


def test_the_log_of_the_command(run: Run) -> None:
    put("in/a.txt")
    put("in/b.txt", f"{FIRST}\n\nTweet\n\nShare this article\n\n{LAST}\n")
    assert run("in", "-o", "out", "--log", "new.jsonl", "-q")[0] == 0
    assert run("in", "-o", "o2", "--log", "old.jsonl", "-q", "--without", "advertisement")[0] == 0
    code, out, _ = run("compare", "old.jsonl", "new.jsonl")
    assert code == 0
    assert f"  in/a.txt:2\n      {FIRST}\n    - Advertisement" in out.replace("\\", "/")
    assert main(["compare", "--help"]) == 0
