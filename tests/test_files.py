"""Files: any encoding, in place, several at once, and every byte comes back."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support import (
    DIRTY,
    FIRST,
    LAST,
    PAGE,
    TIDY,
    Run,
    command,
    environment,
    put,
    tree,
)

UNDO = ".cleanscrape.jsonl"

FRENCH = "La rivière est montée d’un mètre pendant la nuit ; le pont fut fermé où l’eau passait."
JAPANESE = "夜のうちに川が一メートル増水し、橋は朝まで通行止めになった。"
CHINESE = "夜里河水上涨了一米，大桥到早上才对车辆开放，记者在现场看到。"
SHAPES = [
    pytest.param(f"{body}{end}Advertisement{end}{body}{end}{LAST}{last}", encoding, id=name)
    for name, body, encoding in (
        ("utf-8", FRENCH, "utf-8"),
        ("utf-8-mark", FRENCH, "utf-8-sig"),
        ("utf-16", FRENCH, "utf-16"),
        ("utf-16-be-bare", FRENCH, "utf-16-be"),
        ("utf-32", CHINESE, "utf-32"),
        ("cp1252", FRENCH, "cp1252"),
        ("shift-jis", JAPANESE, "shift_jis"),
        ("gb18030", CHINESE, "gb18030"),
    )
    for end, last in (("\n", "\n"), ("\r\n", ""), ("\r", "\r"), ("\n\n", "\n \n"))
]


@pytest.mark.parametrize(("text", "encoding"), SHAPES)
def test_any_encoding_and_line_end_is_cleaned_and_comes_back(
    run: Run, text: str, encoding: str
) -> None:
    data = text.encode(encoding)
    put("a.txt", data)
    assert run("a.txt", "-o", "b.txt", "--log", "l.jsonl")[0] == 0
    assert "Advertisement".encode(encoding)[-26:] not in Path("b.txt").read_bytes()
    assert run("restore", "b.txt", "l.jsonl", "-o", "c.txt") == (0, "", "")
    assert Path("c.txt").read_bytes() == data
    assert run("a.txt", "--in-place")[0] == 0
    assert Path("a.txt").read_bytes() == Path("b.txt").read_bytes()
    assert run("restore", "a.txt", "--in-place") == (0, "", "")
    assert Path("a.txt").read_bytes() == data


def test_the_log_states_the_encoding(run: Run) -> None:
    put("a.txt", f"\ufeff{FRENCH}\nAdvertisement\n".encode("utf-16-le"))
    record = json.loads(run("a.txt", "--json")[1])
    assert [record[key] for key in ("encoding", "bom", "errors")] == ["utf-16-le", True, "strict"]


def test_an_encoding_can_be_told(run: Run) -> None:
    put("a.txt", f"{FRENCH}\nAdvertisement\n{LAST}\n".encode("mac-roman"))
    assert run("a.txt", "-o", "b.txt", "--encoding", "mac-roman") == (0, "", "")
    assert Path("b.txt").read_bytes() == f"{FRENCH}\n{LAST}\n".encode("mac-roman")
    code, _, err = run("a.txt", "--encoding", "utf-8")
    assert code == 1
    assert "a.txt: not utf-8 (byte 0x" in err
    assert run("a.txt", "--encoding", "klingon")[0] == 2
    assert run("a.txt", "--encoding", "base64")[0] == 2


# in place


def test_in_place_writes_the_log_that_undoes_it_beside_the_file(run: Run) -> None:
    put("in/a.txt")
    put("in/tidy.txt", TIDY)
    before = Path("in/tidy.txt").stat().st_mtime_ns
    assert run("in", "--in-place", "-q") == (0, "", "")
    assert tree() == ["in/a.txt", f"in/a.txt{UNDO}", "in/tidy.txt"]
    assert Path("in/a.txt").read_text() == TIDY
    assert Path("in/tidy.txt").stat().st_mtime_ns == before
    code, out, err = run("restore", "in", "--in-place")
    assert (code, out, err) == (0, "", "cleanscrape: 1 text restored\n")
    assert Path("in/a.txt").read_text() == DIRTY


def test_in_place_with_one_log_for_all(run: Run) -> None:
    for name in "abc":
        put(f"in/{name}.txt", f"{name} {DIRTY}")
    assert run("in", "--in-place", "--log", "undo.jsonl", "-q") == (0, "", "")
    assert len(Path("undo.jsonl").read_text().splitlines()) == 3
    assert run("in", "--in-place", "--log", "undo.jsonl", "-q") == (0, "", "")
    assert len(Path("undo.jsonl").read_text().splitlines()) == 6, "older records must stay"
    assert run("restore", "in", "undo.jsonl", "-o", "out")[0] == 0
    for name in "abc":
        assert Path(f"out/{name}.txt").read_text() == f"{name} {DIRTY}"


def test_in_place_refuses_html_and_standard_input(run: Run) -> None:
    put("in/a.html", PAGE)
    put("in/b.txt")
    code, _, err = run("in", "--in-place")
    assert code == 1
    assert f"{Path('in/a.html')}: is HTML, and its clean text would take" in err
    assert Path("in/a.html").read_text() == PAGE
    assert Path("in/b.txt").read_text() == TIDY
    for wrong in (["-"], ["in/b.txt", "-o", "c.txt"], ["in/b.txt", "--check"]):
        assert run(*wrong, "--in-place")[0] == 2


def test_in_place_does_not_touch_a_file_that_is_no_log(run: Run) -> None:
    put("a.txt")
    put("notes.txt", "not a log\n")
    code, _, err = run("a.txt", "--in-place", "--log", "notes.txt")
    assert code == 2
    assert "notes.txt is no cleanscrape log, and was left alone" in err
    assert Path("notes.txt").read_text() == "not a log\n"
    assert Path("a.txt").read_text() == DIRTY
    assert run("a.txt", "--in-place", "--log", "a.txt")[0] == 2
    assert Path("a.txt").read_text() == DIRTY


def test_a_half_written_record_spoils_nothing(run: Run) -> None:
    put("a.txt")
    put(f"a.txt{UNDO}", '{"schema": 1, "path": "a.t')
    code, _, err = run("a.txt", "--in-place")
    assert code == 1, "a log whose only line is torn may be something else"
    put("b.txt")
    assert run("b.txt", "--in-place")[0] == 0
    whole = Path(f"b.txt{UNDO}").read_bytes()
    put(f"b.txt{UNDO}", whole + whole[:100])
    put("b.txt", f"{DIRTY}Read more: The bridge\n")
    assert run("b.txt", "--in-place")[0] == 0
    code, out, err = run("restore", "b.txt")
    assert (code, out) == (0, f"{DIRTY}Read more: The bridge\n")
    assert "line 2 is no record, and was skipped" in err


def test_a_file_that_changes_meanwhile_is_left_alone(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("a.txt")
    monkeypatch.setattr("cleanscrape.cli.job.stamp", lambda _: (1, 1))
    code, _, err = run("a.txt", "--in-place")
    assert (code, Path("a.txt").read_text()) == (1, DIRTY)
    assert "a.txt: changed while it was being cleaned, and was left alone" in err


@pytest.mark.parametrize("seed", range(20 if os.environ.get("CI") else 4))
def test_killed_at_any_moment_each_file_is_whole_and_restorable(seed: int, run: Run) -> None:
    texts = {f"t{i:03}.txt": f"{i}: {DIRTY}" * (1 + i % 3) for i in range(150)}
    for name, text in texts.items():
        put(f"in/{name}", text)
    process = subprocess.Popen(
        [sys.executable, "-m", "cleanscrape", "in", "--in-place", "--log", "undo.jsonl"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=environment(),
    )  # fmt: skip
    while process.poll() is None and not Path("undo.jsonl").exists():
        time.sleep(0.001)
    time.sleep(random.Random(seed).uniform(0, 0.25))
    process.kill()
    process.wait()
    changed = 0
    for name, text in texts.items():
        now = Path("in", name).read_text()
        if now != text:
            changed += 1
            code, out, _ = run("restore", f"in/{name}", "undo.jsonl")
            assert (code, out) == (0, text)
    assert changed <= len(texts)


# restore


def test_restore_undoes_a_category_or_a_rule_alone(run: Run) -> None:
    text = f"{FIRST}\nAdvertisement\n{LAST}\nRead more: The bridge\n"
    put("a.txt", text)
    run("a.txt", "-o", "b.txt", "--log", "l.jsonl")
    assert run("restore", "b.txt", "l.jsonl", "--category", "related")[1] == (
        f"{FIRST}\n{LAST}\nRead more: The bridge\n"
    )
    rule = json.loads(Path("l.jsonl").read_text())["removals"][0]["rule"]
    assert run("restore", "b.txt", "l.jsonl", "--rule", rule)[1] == (
        f"{FIRST}\nAdvertisement\n{LAST}\n"
    )
    code, _, err = run("restore", "b.txt", "l.jsonl", "--category", "realted")
    assert code == 2
    assert "no cut by category 'realted' (did you mean related?)" in err
    assert run("restore", "b.txt", "l.jsonl", "--rule", "no.such")[0] == 2
    for option in ("--category", "--rule"):
        code, out, err = run("restore", "b.txt", "l.jsonl", option, " ,")
        assert (code, out) == (2, "")
        assert "is empty" in err


def test_what_is_undone_in_part_can_still_be_undone(run: Run) -> None:
    text = f"{FIRST}\nAdvertisement\n{LAST}\nRead more: The bridge\n"
    put("a.txt", text)
    run("a.txt", "--in-place")
    assert run("restore", "a.txt", "--in-place", "--category", "related")[0] == 0
    assert Path("a.txt").read_text() == f"{FIRST}\n{LAST}\nRead more: The bridge\n"
    assert run("restore", "a.txt", "--in-place")[0] == 0
    assert Path("a.txt").read_text() == text


def test_restore_finds_the_text_that_its_name_says(run: Run) -> None:
    put("in/one/a.txt", DIRTY)
    put("in/two/a.txt", f"Advertisement\n{TIDY}")
    run("in", "-o", "out", "--log", "l.jsonl")
    assert Path("out/one/a.txt").read_text() == Path("out/two/a.txt").read_text() == TIDY
    assert run("restore", "out", "l.jsonl", "-o", "back")[0] == 0
    assert Path("back/one/a.txt").read_text() == DIRTY
    assert Path("back/two/a.txt").read_text() == f"Advertisement\n{TIDY}"


def test_restore_refuses_what_does_not_fit(run: Run) -> None:
    put("a.txt")
    run("a.txt", "-o", "b.txt", "--log", "l.jsonl")
    log = Path("l.jsonl").read_text()
    put("edited.txt", f"{TIDY}more\n")
    put("empty.jsonl", "")
    put("wrong.jsonl", log.replace("Advertisement", "Advertisemint"))
    for arguments, said in (
        (["edited.txt", "l.jsonl"], "is none of the clean texts in l.jsonl"),
        (["b.txt", "empty.jsonl"], "holds no record of a cleaning"),
        (["b.txt", "a.txt"], "holds no record of a cleaning"),
        (["b.txt", "wrong.jsonl"], "what the log gives back is not what was cleaned"),
        (["b.txt"], f"b.txt{UNDO}: no such file"),
        (["gone.txt", "l.jsonl"], "gone.txt: no such file or folder"),
    ):
        code, out, err = run("restore", *arguments)
        assert (code, out) == (1, "")
        assert said in err
    for arguments in (
        ["."], ["b.txt", "l.jsonl", "-o", "."], ["b.txt", "l.jsonl", "-o", "b.txt"],
        ["b.txt", "l.jsonl", "-o", "l.jsonl"], ["-", "l.jsonl"], [],
        ["b.txt", "l.jsonl", "-o", "c.txt", "--in-place"],
    ):  # fmt: skip
        assert run("restore", *arguments)[0] == 2
    assert Path("l.jsonl").read_text() == log


def test_restore_gives_the_extraction_of_html(run: Run) -> None:
    put("a.html", PAGE)
    run("a.html", "-o", "a.txt", "--log", "l.jsonl")
    code, out, _ = run("restore", "a.txt", "l.jsonl")
    assert code == 0
    assert "Advertisement" in out


# check, several at once, progress


def test_check_tells_and_exits_with_1(run: Run) -> None:
    put("a.txt")
    put("b.txt", TIDY)
    assert run("b.txt", "--check") == (0, "", "")
    assert run("a.txt", "--check") == (1, "a.txt: 1 removal\n", "")
    code, out, err = run("a.txt", "b.txt", "--check")
    assert (code, out) == (1, "a.txt: 1 removal\n")
    assert "2 documents, 1 changed" in err
    assert "- Advertisement" in run("a.txt", "--check", "--diff")[1]
    assert run("a.txt", "--check", "-o", "c.txt")[0] == 2
    assert tree() == ["a.txt", "b.txt"]


def test_several_processes_give_the_same_in_the_same_order(tmp_path: Path) -> None:
    for i in range(40):
        (tmp_path / f"{i:02}.txt").write_text(f"{i} {DIRTY}" if i % 3 else f"{i} {TIDY}")
    (tmp_path / "17.txt").write_bytes(bytes(100))
    runs = [
        command(".", "--diff", "--log", f"l{jobs}.jsonl", "-j", jobs, cwd=tmp_path)
        for jobs in ("1", "3")
    ]
    assert runs[0].returncode == runs[1].returncode == 1
    assert runs[0].stdout == runs[1].stdout
    assert runs[0].stderr == runs[1].stderr
    assert b"17.txt: looks binary" in runs[0].stderr
    assert (tmp_path / "l1.jsonl").read_bytes() == (tmp_path / "l3.jsonl").read_bytes()


def test_progress_is_for_terminals_alone(tmp_path: Path) -> None:
    for i in range(3):
        (tmp_path / f"{i}.txt").write_text(DIRTY)
    piped = command(".", "-o", "out", cwd=tmp_path)
    assert piped.stderr.startswith(b"cleanscrape: 3 documents")
    assert b"\r" not in piped.stderr
    assert command(".", "-o", "out2", "-q", cwd=tmp_path).stderr == b""


AT_A_TERMINAL = """
import sys
from cleanscrape.cli.main import entry
sys.stderr.isatty = lambda: True
entry()
"""


def test_progress_shows_on_a_terminal_and_vanishes(tmp_path: Path) -> None:
    for i in range(30):
        (tmp_path / f"{i}.txt").write_text(DIRTY)
    done = subprocess.run(
        [sys.executable, "-c", AT_A_TERMINAL, ".", "-o", "out"],
        cwd=tmp_path, capture_output=True, env=environment(), check=True,
    )  # fmt: skip
    assert b"texts" in done.stderr
    assert done.stderr.rstrip().rpartition(b"\r")[2].startswith(b"cleanscrape: 30 documents")


@pytest.mark.skipif(
    os.name != "posix",
    reason="no process groups to interrupt as Ctrl-C does, and orphans keep their parent's number",
)
@pytest.mark.parametrize("how", ["SIGINT", "SIGKILL"])
def test_workers_end_with_their_parent(tmp_path: Path, how: str) -> None:
    for i in range(400):
        (tmp_path / f"{i}.txt").write_text(f"{i} {DIRTY}" * 300)
    process = subprocess.Popen(
        [sys.executable, "-m", "cleanscrape", ".", "-o", "out", "--log", "log.jsonl", "-j", "2"],
        cwd=tmp_path, stderr=subprocess.PIPE, start_new_session=True,
        env=environment(),
    )  # fmt: skip
    while process.poll() is None and len(list(tmp_path.glob("out/*.txt"))) < 9:
        time.sleep(0.01)
    if how == "SIGINT":
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.kill()
    assert process.stderr is not None
    said = process.stderr.read()  # ends once no worker holds it open
    process.wait()
    assert b"Traceback" not in said
    if how == "SIGINT":
        assert process.returncode == 130
        assert b"interrupted after" in said
        assert (tmp_path / "log.jsonl").read_text().endswith("\n")


def test_restore_passes_over_what_is_restored_already(run: Run) -> None:
    put("in/a.txt")
    put("in/b.txt", f"b {DIRTY}")
    run("in", "--in-place", "-q")
    assert run("restore", "in/a.txt", "--in-place")[0] == 0
    code, _, err = run("restore", "in", "--in-place")
    assert (code, err) == (0, "cleanscrape: 1 text restored, 1 already what was cleaned\n")
    code, _, err = run("restore", "in/a.txt", "--in-place")
    assert code == 1
    assert "in/a.txt: is already what was cleaned" in err


@pytest.mark.skipif(
    os.name != "posix",
    reason="symbolic links need a privilege, and what has two names without one is two files",
)
def test_in_place_cleans_a_file_once_whatever_links_to_it(run: Run) -> None:
    put("in/a.txt")
    Path("in/b.txt").symlink_to("a.txt")
    assert run("in", "--in-place", "-q") == (0, "", "")
    assert Path("in/b.txt").is_symlink()
    assert Path("in/a.txt").read_text() == TIDY


def test_a_log_takes_the_place_of_logs_alone(run: Run) -> None:
    put("a.txt")
    put("notes.txt", "not a log\n")
    assert run("a.txt", "--log", "l.jsonl")[0] == run("a.txt", "--log", "l.jsonl")[0] == 0
    code, _, err = run("a.txt", "--log", "notes.txt")
    assert code == 2
    assert "notes.txt is no cleanscrape log" in err
    assert Path("notes.txt").read_text() == "not a log\n"
