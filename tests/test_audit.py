"""`cleanscrape audit`: the sample, the questions and the keys, what the verdicts add up to."""

from __future__ import annotations

import io
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanscrape import CleanResult, Removal, Spared
from cleanscrape.cli.auditing import verdict_file
from cleanscrape.cli.keys import keys
from cleanscrape.evaluation.precision import Estimate, as_json, as_markdown, precision
from cleanscrape.evaluation.sampling import Kind, Sampler, Stratum
from cleanscrape.evaluation.verdicts import Population, Said, Verdict, Verdicts, read_verdicts
from cleanscrape.evaluation.wilson import wilson
from cleanscrape.report.audit import asked, candidates
from cleanscrape.report.terminal import harmless
from tests.support import FIRST, LAST, Run, environment, put, put_log, result

SHARE, LEGAL = Stratum("cut", "share"), Stratum("cut", "legal")
NEAR = Stratum("spared", "share")


def removal(text: str, part: str, name: str = "share") -> Removal:
    start = text.index(part)
    rule = f"en.{name}.x"
    return Removal(start, start + len(part), part, name, name, rule, f"for {name}", 0.9)


def log(path: str, *results: CleanResult) -> None:
    put_log(path, *((f"{i}.txt", one) for i, one in enumerate(results)))


def some(count: int) -> list[CleanResult]:
    """Texts with two cuts each, one of them always the same, and a near miss."""
    found = []
    for i in range(count):
        text = f"{FIRST}\nTweet {i}\nTerms\n{LAST}\nAlmost {i}\n"
        at = text.index("Almost")
        near = Spared(at, len(text), None, "share", "share", "en.share.y", "context", "alone")
        cuts = (removal(text, f"Tweet {i}\n"), removal(text, "Terms\n", "legal"))
        found.append(result(text, *cuts, spared=(near,)))
    return found


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Any:
    def put_in(text: str | bytes) -> None:
        data = text.encode() if isinstance(text, str) else text
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return put_in


def said(path: str = "log.verdicts.jsonl") -> list[str]:
    return [json.loads(line)["verdict"] for line in Path(path).read_text().splitlines()[1:]]


# the sample


def drawn(offers: list[tuple[Stratum, str, str]], size: int, seed: int = 0) -> list[str]:
    sampler: Sampler[str] = Sampler(size, seed)
    for stratum, rule, text in offers:
        sampler.offer(stratum, rule, text, lambda text=text: text)  # type: ignore[misc]
    return [f"{one.item}*{one.occurrences}" for one in sampler.draw()]


OFFERS = st.lists(
    st.tuples(st.sampled_from([SHARE, LEGAL, NEAR]), st.sampled_from("rs"), st.sampled_from("abc")),
    max_size=40,
)


@given(OFFERS, st.integers(0, 9), st.randoms())
def test_the_sample_depends_on_no_order_and_grows_at_its_end(
    offers: list[tuple[Stratum, str, str]], size: int, random: Any
) -> None:
    found = drawn(offers, size)
    shuffled = list(offers)
    random.shuffle(shuffled)
    assert drawn(shuffled, size) == found
    assert drawn(offers, size + 3)[: len(found)] == found
    assert len(found) == min(size, len(set(offers)))
    whole = Counter(f"{text}*{count}" for (_, _, text), count in Counter(offers).items())
    assert Counter(drawn(offers, 99)) == whole


def test_each_filter_gets_its_share_and_a_frequent_line_one_place() -> None:
    offers = [(SHARE, "r", "Share")] * 500 + [(SHARE, "r", f"s{i}") for i in range(500)]
    offers += [(LEGAL, "r", f"l{i}") for i in range(5)] + [(NEAR, "r", f"n{i}") for i in range(50)]
    letters = Counter(text[0] for text in drawn(offers, 41))
    assert letters["l"] == 5
    assert letters["n"] == 12
    assert letters["s"] + letters["S"] == 24


def test_another_seed_draws_others() -> None:
    offers = [(SHARE, "r", f"{i}") for i in range(99)]
    assert drawn(offers, 9) != drawn(offers, 9, seed=1)


# what they add up to


def verdict(case: int, answer: Said, kind: Kind = "cut", of: str = "share", n: int = 1) -> Verdict:
    return Verdict(str(case), "a.txt", "", kind, of, of, f"en.{of}", "", 7, 0, 1, "", n, answer)


def verdicts(total: dict[tuple[Stratum, str], int], *found: Verdict) -> Verdicts:
    return Verdicts(Population("log.jsonl", 0, "", total), {one.case: one for one in found})


@pytest.mark.parametrize(
    ("share", "count", "low", "high"),
    [(0.0, 10, 0.0, 0.2775), (1.0, 10, 0.7225, 1.0), (0.5, 100, 0.4038, 0.5962), (0.5, 0, 0, 1)],
)
def test_wilson_as_the_tables_have_it(share: float, count: int, low: float, high: float) -> None:
    assert wilson(share, count) == pytest.approx((low, high), abs=1e-4)


def test_a_plain_sample_is_wilson_and_unsure_is_apart() -> None:
    answers = [verdict(i, "right") for i in range(57)] + [verdict(i, "wrong") for i in (90, 91, 92)]
    found = verdicts({(SHARE, "en.share"): 10**9}, *answers, verdict(99, "unsure"))
    one: Estimate = precision(found, "cut").filters[0]
    assert (one.judged, one.right, one.wrong, one.unsure, one.proven) == (60, 57, 3, 1, True)
    assert one.share == 0.95
    assert (one.low, one.high) == pytest.approx(wilson(0.95, 60), abs=1e-4)
    assert precision(found, "cut").all.share == 0.95
    assert not precision(found, "spared").filters


def test_a_text_counts_as_often_as_it_occurs() -> None:
    found = verdicts({(SHARE, "en.share"): 100}, verdict(1, "right", n=90), verdict(2, "wrong"))
    one = precision(found, "cut").filters[0]
    assert one.share == round(90 / 91, 4)
    assert one.low >= 0.9  # ninety of the hundred were looked at


def test_filters_are_put_together_by_what_they_cut() -> None:
    total = {(SHARE, "en.share"): 900, (LEGAL, "en.legal"): 100}
    found = verdicts(
        total,
        *[verdict(i, "right") for i in range(5)],
        *[verdict(10 + i, "wrong", of="legal") for i in range(50)],
    )
    assert precision(found, "cut").all.share == 0.9


def test_where_all_was_judged_the_share_is_exact() -> None:
    found = verdicts({(SHARE, "en.share"): 2}, verdict(1, "right"), verdict(2, "wrong"))
    one = precision(found, "cut").rules[0]
    assert (one.low, one.share, one.high) == (0.5, 0.5, 0.5)
    assert not one.proven


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["right", "wrong", "unsure"]),
                          st.integers(1, 9))))  # fmt: skip
def test_the_share_lies_in_its_interval(answers: list[tuple[int, Said, int]]) -> None:
    found = verdicts({(SHARE, "en.share"): 400}, *(verdict(i, s, n=n) for i, s, n in answers))
    told = precision(found, "cut")
    for one in (told.all, *told.filters, *told.rules):
        assert 0 <= one.low <= (one.low if one.share is None else one.share) <= one.high <= 1
    json.dumps(as_json(found))
    assert as_markdown(found)


@pytest.mark.parametrize(("tail", "wrong"), [(9.0, 0.05), (2.5, 0.1), (1.2, 0.1), (1.2, 0.3)])
def test_the_interval_holds_the_truth_of_made_up_populations(tail: float, wrong: float) -> None:
    held = 0
    for seed in range(100):
        random = Random(seed)
        texts = [(min(300, int(random.paretovariate(tail))), random.random() > wrong)
                 for _ in range(500)]  # fmt: skip
        total = sum(count for count, _ in texts)
        answers = [verdict(i, "right" if fine else "wrong", n=count)
                   for i, (count, fine) in enumerate(random.sample(texts, 80))]  # fmt: skip
        one = precision(verdicts({(SHARE, "en.share"): total}, *answers), "cut").filters[0]
        held += one.low <= sum(count for count, fine in texts if fine) / total <= one.high
    assert held >= 88


# the questions


def test_a_session_without_a_terminal(run: Run, typed: Any) -> None:
    log("log.jsonl", *some(3))
    typed("y\nn\n \ny\ny\ny\ny\n")
    code, out, err = run("audit", "log.jsonl")
    assert code == 0
    assert "1 of 7: cut\nlegal (en.legal.x): for legal\n  0.txt:3, 3 times in the log\n" in out
    assert "near miss, kept" in out
    assert "share (en.share.y): alone; spared by context" in out
    assert "right to keep? [y n s b ? q]" in out
    assert f"      {LAST}\n    = Almost" in out
    assert "7 of 7 judged, in log.verdicts.jsonl" in err
    assert said() == ["right", "wrong", "unsure", *["right"] * 4]
    assert "| legal  |    3 |      1 |     0 |      0 | 100.0 % | 100.0-100.0 % | unproven |" in out
    assert "## Judged wrong\n\n- " in out
    record = json.loads(Path("log.verdicts.jsonl").read_text().splitlines()[1])
    assert (record["rule"], record["occurrences"]) == ("en.legal.x", 3)
    assert "Terms" not in Path("log.verdicts.jsonl").read_text()


def test_going_back_and_asking_for_more(run: Run, typed: Any) -> None:
    log("log.jsonl", *some(2))
    typed("b\n?\nWHAT\ny\nN\nb\nb\ns\nq\n")
    code, out, err = run("audit", "log.jsonl")
    assert code == 0
    assert "this is the first" in out
    assert "y: right, n: wrong" in out
    assert "2 of 5: cut, judged wrong" in out
    assert said() == ["right", "wrong", "unsure"]
    assert "2 of 5 judged, in log.verdicts.jsonl; the same command goes on" in err
    assert "3 of 5" in out


def test_a_session_goes_on_and_grows(run: Run, typed: Any) -> None:
    log("log.jsonl", *some(9))
    typed("y\ny\n")  # the end of the input is q
    assert run("audit", "log.jsonl", "--sample", "4", "-o", "v/x.jsonl")[0] == 0
    typed("n\nn\nn\n")
    code, out, _ = run("audit", "log.jsonl", "--sample", "5", "-o", "v/x.jsonl")
    assert code == 0
    assert "3 of 5" in out and "2 of 5" not in out
    assert said("v/x.jsonl") == ["right", "right", "wrong", "wrong", "wrong"]
    typed("")
    code, out, err = run("audit", "log.jsonl", "--sample", "5", "-o", "v/x.jsonl")
    assert "5 of 5 judged" in err
    assert "of 5: " not in out


def test_a_half_written_verdict_is_asked_again(run: Run, typed: Any) -> None:
    log("log.jsonl", *some(1))
    typed("y\ny\ny\n")
    run("audit", "log.jsonl")
    path = Path("log.verdicts.jsonl")
    path.write_bytes(path.read_bytes()[:-20])
    typed("n\n")
    code, out, err = run("audit", "log.jsonl")
    assert code == 1
    assert "log.verdicts.jsonl: line 4 is no verdict, and was skipped" in err
    assert "3 of 3: " in out
    found = read_verdicts("v", list(enumerate(path.read_bytes().splitlines(), 1)), lambda _: None)
    assert found and [one.verdict for one in found.said.values()] == ["right", "right", "wrong"]


def test_verdicts_on_another_sample_are_left_alone(run: Run, typed: Any) -> None:
    log("log.jsonl", *some(2))
    typed("y\n")
    run("audit", "log.jsonl")
    before = Path("log.verdicts.jsonl").read_bytes()
    for arguments, why in (
        (["log.jsonl", "--seed", "2"], "with --seed 0; give that"),
        (["log.jsonl", "--rule", "en.share.*"], "on another log, or on other rules"),
        (["log.jsonl", "-o", "log.jsonl"], "log.jsonl: holds no verdicts"),
    ):
        typed("y\n")
        code, _, err = run("audit", *arguments)
        assert code in (1, 2)
        assert why in err
    assert Path("log.verdicts.jsonl").read_bytes() == before


def test_report_and_json(run: Run, typed: Any) -> None:
    log("log.jsonl", *some(2))
    typed("y\ny\ny\ny\nn\n")
    code, out, err = run("audit", "log.jsonl", "--json")
    assert code == 0
    assert "1 of 5: cut" in err
    told = json.loads(out)
    assert told["cuts"]["all"]["judged"] + told["near_misses"]["all"]["judged"] == 5
    assert len(told["wrong"]) == 1
    assert run("audit", "--report", "log.verdicts.jsonl", "--json")[1] == out
    assert run("audit", "--report", "log.verdicts.jsonl")[1].startswith("\n# Audit of log.jsonl\n")
    put("v.jsonl", "")
    assert "is empty" in run("audit", "--report", "v.jsonl")[2]
    for bad in (b"{}", b"[]", b"\xff", b'{"audit": 2}', b'{"audit": 1}'):
        put("v.jsonl", bad)
        code, _, err = run("audit", "--report", "v.jsonl")
        assert code == 1
        assert "v.jsonl: " in err


def test_nothing_to_judge(run: Run, typed: Any) -> None:
    log("log.jsonl", result(FIRST))
    typed("y\n")
    code, out, err = run("audit", "log.jsonl")
    assert (code, out) == (0, "")
    assert "nothing to judge" in err
    assert not Path("log.verdicts.jsonl").exists()


def test_logs_that_cannot_be_judged(run: Run, typed: Any) -> None:
    typed("")
    log("log.jsonl", *some(1))
    record = json.loads(Path("log.jsonl").read_text())
    put("schema.jsonl", json.dumps({**record, "schema": 3}))
    record["removals"][0]["text"] = None
    put("spans.jsonl", json.dumps(record))
    put("empty.jsonl", "")
    for name, why in (
        ("none.jsonl", "no such file"),
        ("empty.jsonl", "holds no record of a cleaning"),
        ("schema.jsonl", "line 1: log schema 3 is not 1"),
        ("spans.jsonl", "line 1: the log holds spans without text"),
    ):
        code, _, err = run("audit", name)
        assert code == 1
        assert f"{name}: {why}" in err
    with Path("log.jsonl").open("a") as file:
        file.write("{")
    code, out, err = run("audit", "log.jsonl")
    assert code == 1
    assert "log.jsonl: line 2 is no record" in err
    assert "1 of 3" in out


def test_narrowed_down(run: Run, typed: Any) -> None:
    log("log.jsonl.gz", *some(3))
    typed("q")
    out = run("audit", "log.jsonl.gz", "--category", "legal")[1]
    assert "1 of 1: cut\nlegal" in out
    assert Path("log.verdicts.jsonl").exists()
    assert run("audit", "log.jsonl.gz", "--rule", "en.legal.z")[0] == 2


@pytest.mark.parametrize(
    "arguments",
    [[], ["-"], [""], ["a", "--sample", "0"], ["a", "--sample", "-1"], ["a", "--report", "b"],
     ["--report", "b", "--sample", "3"], ["--report", "b", "--rule", "c"], ["a", "-o", "-"]],
)  # fmt: skip
def test_a_wrong_command_line(run: Run, arguments: list[str]) -> None:
    assert run("audit", *arguments)[0] == 2


def test_what_is_cut_by_another_rule_is_no_near_miss() -> None:
    text = f"{FIRST}\nTweet\n{LAST}"
    at = text.index("Tweet")
    same = Spared(at, at + 5, None, "a", "a", "a", "context", "alone")
    other = Spared(0, 9, None, "a", "a", "a", "context", "alone")
    found = candidates("a", result(text, removal(text, "Tweet\n"), spared=(same, other, other)))
    assert [(one.kind, one.text) for one in found] == [("cut", "Tweet"), ("spared", "The river")]


def test_hostile_and_huge_texts(run: Run, typed: Any) -> None:
    line = "\x1b[2J\u202e\ud800" * 200_000
    text = f"{FIRST}\n{line}\n{LAST}\x07"
    cut = removal(text, line)
    cut = Removal(*(getattr(cut, n) for n in ("start", "end", "text")), *["\x1b[2J|"] * 4, 0.9)
    log("log.jsonl", result(text, cut))
    typed(b"\xff\x1b[A\n" + b"y" * 100_000 + b"\ny\n")
    code, out, _ = run("audit", "log.jsonl")
    assert code == 0
    assert said() == ["right"]
    assert len(out) < 12_000
    assert all(one == harmless(one) for one in out.splitlines())
    told = asked(next(candidates("\x1b", result(text, cut))).case())
    assert all(one == harmless(one) for one in told.splitlines())


@pytest.mark.parametrize("without", ["", "termios"])
def test_a_terminal_that_cannot_give_single_keys_gives_lines(
    typed: Any, monkeypatch: pytest.MonkeyPatch, without: str
) -> None:
    typed("y\n\n  \nn")
    monkeypatch.setattr("cleanscrape.cli.keys._is_terminal", lambda: True)
    monkeypatch.setattr(sys, "platform", "linux")
    if without:
        monkeypatch.setitem(sys.modules, without, None)
    with keys() as read:
        assert [read() for _ in range(4)] == ["y", " ", "n", ""]


def test_without_standard_input_nobody_is_asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    log("log.jsonl", *some(1))
    monkeypatch.setattr(sys, "stdin", None)
    code, _, err = run("audit", "log.jsonl")
    assert code == 1
    assert "standard input is closed" in err


def test_where_verdicts_go() -> None:
    assert verdict_file(Path("a/log")).name == "log.verdicts.jsonl"


# at a terminal


class Terminal:
    """The command at a pseudo-terminal, and what it showed."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        import pty
        import termios

        self.ours, self.theirs = pty.openpty()
        self._settings = termios.tcgetattr(self.theirs)
        self.seen = b""
        self.child = subprocess.Popen(
            [sys.executable, "-m", "cleanscrape", *arguments],
            stdin=self.theirs, stdout=self.theirs, stderr=subprocess.PIPE, cwd=folder,
            env=environment(TERM="xterm", NO_COLOR=""),
        )  # fmt: skip

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.child.kill()
        self.child.communicate()
        os.close(self.ours)
        os.close(self.theirs)

    def wait_for(self, part: bytes) -> None:
        until = time.monotonic() + 60
        while part not in self.seen:
            assert time.monotonic() < until, self.seen
            if select.select([self.ours], [], [], 1)[0]:
                self.seen += os.read(self.ours, 65536)
        self.seen = self.seen.partition(part)[2]

    def type(self, keys: bytes) -> None:
        os.write(self.ours, keys)

    def is_as_found(self) -> bool:
        import termios

        return termios.tcgetattr(self.theirs) == self._settings


at_a_terminal = pytest.mark.skipif(
    os.name != "posix", reason="no pseudo-terminals, and nobody else can type at a console"
)


@at_a_terminal
def test_single_keys_at_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    log("log.jsonl", *some(2))
    with Terminal(tmp_path, "audit", "log.jsonl") as terminal:
        terminal.wait_for(b"1 of 5: cut")
        terminal.wait_for(b"q] ")
        terminal.type(b"\x1b[A")  # an arrow means nothing
        time.sleep(0.1)
        terminal.type(b"y")  # no Enter
        terminal.wait_for(b"2 of 5: ")
        terminal.wait_for(b"q] ")
        terminal.type(b"?")
        terminal.wait_for(b"2 of 5: ")
        terminal.type(b"nb")  # typed ahead
        terminal.wait_for(b"2 of 5: ")
        terminal.wait_for(b"judged wrong")
        terminal.type(b" ")
        terminal.wait_for(b"3 of 5: ")
        terminal.wait_for(b"\x1b[33mright to")
        terminal.type(b"\x04")
        terminal.wait_for(b"Under 60 judged texts")
        assert terminal.child.wait(60) == 0
        assert terminal.is_as_found()
    assert said() == ["right", "wrong", "unsure"]


@at_a_terminal
def test_an_interrupted_session_keeps_its_verdicts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    log("log.jsonl", *some(2))
    with Terminal(tmp_path, "audit", "log.jsonl") as terminal:
        terminal.wait_for(b"1 of 5: cut")
        terminal.type(b"y")
        terminal.wait_for(b"2 of 5: ")
        terminal.wait_for(b"q] ")
        terminal.child.send_signal(signal.SIGINT)
        assert terminal.child.wait(60) == 130
        assert terminal.is_as_found()
    assert said() == ["right"]
