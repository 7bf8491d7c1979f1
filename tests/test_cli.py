"""The command line: what it writes where, what it refuses, and how it ends."""

from __future__ import annotations

import io
import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

import cleanscrape
from cleanscrape import CATEGORIES, Cleaner, CleanResult, clean
from cleanscrape.cli import options
from cleanscrape.cli.main import COMMANDS
from cleanscrape.document import Kind, Level, Metadata
from tests.support import (
    BODY,
    DIRTY,
    FIRST,
    LAST,
    NO_FULL_DISK,
    PAGE,
    TIDY,
    Run,
    command,
    environment,
    put,
    python,
    tree,
)

# one input


@pytest.mark.parametrize("arguments", [["a.txt"], ["clean", "a.txt"], ["a.txt", "-o", "-"]])
def test_one_input_prints_its_clean_text(run: Run, arguments: list[str]) -> None:
    put("a.txt")
    assert run(*arguments) == (0, TIDY, "")


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\r\nAdvertisement\r\n{LAST}\r\n",
        f"{FIRST}\rAdvertisement\r{LAST}",
        f"\ufeff{FIRST}\n\nAdvertisement\n\n{LAST}",
        f"{FIRST}\0\nAdvertisement\n\u2028{LAST}\U0001f414",
    ],
)
def test_the_bytes_are_those_of_the_input_less_the_cuts(run: Run, text: str) -> None:
    put("a.txt", text)
    assert run("a.txt") == (0, clean(text).text, "")


def test_a_subcommand_wins_over_a_file_of_its_name(run: Run) -> None:
    put("clean")
    code, _, err = run("clean")
    assert code == 2
    assert "./clean" in err
    for arguments in (["./clean"], ["clean", "clean"], ["--", "clean"]):
        assert run(*arguments)[:2] == (0, TIDY)


def test_options_and_files_in_any_order(run: Run) -> None:
    put("a.txt")
    put("-b.txt")
    code, out, _ = run("a.txt", "--json", "./-b.txt")
    assert code == 0
    assert [json.loads(line)["path"] for line in out.splitlines()] == ["a.txt", "-b.txt"]
    assert run("--", "-b.txt") == (0, TIDY, "")


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DIRTY.encode())))
    assert run("-") == (0, TIDY, "")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(bytes(9))))
    code, out, err = run("-")
    assert (code, out) == (1, "")
    assert err.startswith("cleanscrape: standard input: looks binary")


def test_html_prints_the_clean_extraction(run: Run) -> None:
    put("a.HTML", PAGE)
    code, out, err = run("a.HTML")
    assert (code, err) == (0, "")
    assert BODY in out
    assert "Advertisement" not in out
    assert "<p>" not in out


# where it goes


def test_output_file_and_folder(run: Run) -> None:
    put("a.txt")
    assert run("a.txt", "-o", "b.txt") == (0, "", "")
    assert run("a.txt", "-o", "new/deep/") == (0, "", "")
    assert run("a.txt", "-o", "new") == (0, "", "")
    assert tree() == ["a.txt", "b.txt", "new/a.txt", "new/deep/a.txt"]
    assert {Path(p).read_text() for p in ("b.txt", "new/a.txt", "new/deep/a.txt")} == {TIDY}


def test_a_folder_is_mirrored(run: Run) -> None:
    for name in ("in/b.txt", "in/a.md", "in/x/c.TXT", "in/x/skip.pdf", "in/.git/no"):
        put(name)
    put("in/x/y/page.htm", PAGE)
    code, out, err = run("in", "-o", "out", "--json", "--quiet")
    assert (code, err) == (0, "")
    assert tree("out") == ["a.md", "b.txt", "x/c.TXT", "x/y/page.txt"]
    order = [Path(json.loads(line)["path"]).as_posix() for line in out.splitlines()]
    assert order == ["in/a.md", "in/b.txt", "in/x/c.TXT", "in/x/y/page.htm"]


def test_an_output_folder_inside_the_input_folder_is_no_input(run: Run) -> None:
    put("in/a.txt")
    for _ in range(2):
        assert run("in", "-o", "in/clean")[0] == 0
    assert tree() == ["in/a.txt", "in/clean/a.txt"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "no input"),
        (["clean"], "no input"),
        (["a.txt", "b.txt"], "-o FOLDER"),
        (["in"], "-o FOLDER"),
        (["in", "-o", "-"], "-o FOLDER"),
        (["in", "-o", "b.txt"], "b.txt is a file"),
        (["-", "-", "--json"], "only once"),
        (["in", "--title", "T", "--json"], "--title"),
        (["a.txt", "--json", "--diff"], "--json"),
        (["a.txt", "--json", "--summary"], "--json"),
        (["a.txt", "--diff", "-o", "-"], "-o -"),
        (["a.txt", "--log", "-"], "--json"),
        (["a.txt", "-o", ""], "empty name"),
        ([""], "empty name"),
        (["a.txt", "--budget", "half"], "from 0 to 1"),
        (["a.txt", "--budget", "nan"], "from 0 to 1"),
        (["a.txt", "--kind", "book"], "invalid choice"),
        (["a.txt", "--languages", "tlh"], "there are"),
        (["a.txt", "--languages", ","], "is empty"),
        (
            ["a.txt", "--only", "share,adverts"],
            "no category 'adverts' (did you mean advertisement?); there are navigation,",
        ),
        (["a.txt", "--only", "share", "--without", "share"], "nothing to cut"),
        (["a.txt", "--sumary"], "unrecognized arguments"),
    ],
)
def test_a_wrong_command_line_says_what_is_right(run: Run, arguments: list[str], said: str) -> None:
    for name in ("a.txt", "b.txt", "in/a.txt"):
        put(name)
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert tree() == ["a.txt", "b.txt", "in/a.txt"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["a.txt", "-o", "a.txt"],
        ["a.txt", "-o", "./in/../a.txt"],
        ["a.txt", "-o", "link.txt"],
        ["link.txt", "-o", "a.txt"],
        ["in", "-o", "in"],
        ["in", "-o", "."],
        ["a.txt", "in", "--log", "in/x/a.txt"],
        ["a.txt", "--log", "a.txt"],
    ],
)
def test_an_input_is_never_overwritten(run: Run, arguments: list[str]) -> None:
    for name in ("a.txt", "x/a.txt", "in/x/a.txt"):
        put(name)
    Path("link.txt").symlink_to("a.txt")
    if arguments == ["in", "-o", "."]:
        arguments = ["in", "x", "-o", "."]  # x/a.txt is an input, and in/x/a.txt would go there
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "never overwritten" in err
    assert {Path(name).read_text() for name in tree()} == {DIRTY}


@pytest.mark.parametrize(
    "arguments",
    [
        ["x/a.txt", "y/a.txt", "-o", "out"],
        ["x", "y", "-o", "out/"],
        ["a.html", "a.txt", "-o", "out"],
        ["a.txt", "a.txt", "-o", "out"],
        ["a.txt", "-o", "out/a.txt", "--log", "out/../out/a.txt"],
    ],
)
def test_clashes_are_refused_before_anything_is_written(run: Run, arguments: list[str]) -> None:
    for name in ("a.txt", "a.html", "x/a.txt", "y/a.txt"):
        put(name)
    code, _, err = run(*arguments)
    assert code == 2
    assert "would both be written to" in err
    assert not Path("out").exists()


def test_standard_input_from_a_file_is_not_overwritten_either(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(DIRTY)
    with path.open("rb") as file:
        done = command("-", "-o", str(path), stdin=file)
    assert done.returncode == 2
    assert path.read_text() == DIRTY


def test_files_appear_whole_or_not_at_all(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.txt")
    put("b.txt", "before")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space")))
    code, _, err = run("a.txt", "-o", "b.txt", "--log", "l.jsonl")
    assert code == 1
    assert "b.txt: cannot be written: No space" in err
    assert tree() == ["a.txt", "b.txt"]
    assert Path("b.txt").read_text() == "before"


def test_permissions_and_links_of_an_output_stay(run: Run) -> None:
    put("a.txt")
    put("real.txt", "before")
    Path("real.txt").chmod(0o640)
    Path("link.txt").symlink_to("real.txt")
    assert run("a.txt", "-o", "link.txt")[0] == 0
    assert Path("link.txt").is_symlink()
    assert Path("real.txt").read_text() == TIDY
    assert stat.S_IMODE(Path("real.txt").stat().st_mode) == 0o640


@pytest.mark.skipif(
    not Path("/dev/null").is_char_device(),
    reason="no /dev/null, and no other device is safe to write to",
)
def test_a_device_is_written_to_not_replaced(run: Run) -> None:
    put("a.txt")
    put("b.txt")
    assert run("a.txt", "-o", "/dev/null", "--log", "/dev/null") == (0, "", "")
    assert Path("/dev/null").is_char_device()
    code, _, err = run("a.txt", "b.txt", "-o", "/dev/null")
    assert code == 1
    assert "cannot be written" in err


# reports


def test_log_has_one_record_per_document_that_undoes_it(run: Run) -> None:
    put("a.txt")
    put("b.txt", b"\xef\xbb\xbf" + DIRTY.encode())
    code, out, err = run("a.txt", "b.txt", "--log", "logs/l.jsonl")
    assert (code, out) == (0, "")
    assert err == ("cleanscrape: 2 documents, 2 changed; 2 removals, 12.3 % of the characters\n")
    records = [json.loads(line) for line in Path("logs/l.jsonl").read_text().splitlines()]
    assert [record["path"] for record in records] == ["a.txt", "b.txt"]
    assert [(record["encoding"], record["bom"]) for record in records] == [
        ("utf-8", False), ("utf-8", True),
    ]  # fmt: skip
    for record in records:
        assert list(record) == [
            "path", "output", "encoding", "bom", "errors", "bytes_sha256", "output_sha256",
            *clean(DIRTY).to_dict(),
        ]  # fmt: skip
        assert CleanResult.from_dict(record).restore() == DIRTY


def test_log_beside_the_text(run: Run) -> None:
    put("a.txt")
    assert run("a.txt", "--log", "l.jsonl") == (0, TIDY, "")
    assert json.loads(Path("l.jsonl").read_text())["text"] == TIDY


def test_json_is_the_log_on_standard_output(run: Run) -> None:
    put("a.txt")
    code, out, _ = run("a.txt", "--json", "--log", "l.jsonl")
    assert code == 0
    assert out == Path("l.jsonl").read_text()
    assert CleanResult.from_json(out) == clean(DIRTY)


def test_diff_and_summary(run: Run) -> None:
    put("a.txt")
    code, out, err = run("a.txt", "--diff", "--summary", "-o", "b.txt")
    assert (code, err) == (0, "")
    assert "a.txt: 1 removal, 14 of 114 characters; marked - is cut" in out
    assert "kept\nline 2: advertisement (" in out
    assert "\n  - Advertisement\n" in out
    assert out.endswith("1 document, 1 changed\n")
    assert "\x1b" not in out
    assert Path("b.txt").read_text() == TIDY


def test_a_text_that_is_kept_whole_is_named(run: Run) -> None:
    put("a.txt", "Advertisement\n")
    code, out, err = run("a.txt")
    assert (code, out) == (0, "Advertisement\n")
    assert err.startswith("cleanscrape: a.txt: kept whole, over_budget, no_body: ")


# choices


def test_choices_reach_the_cleaner(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, object] = {}
    real = Cleaner.on_demand

    def spy(**given: object) -> Cleaner:
        seen.update(given)
        return real(**given)  # type: ignore[arg-type]

    monkeypatch.setattr(Cleaner, "on_demand", spy)
    put("a.txt")
    given = "--kind page --metadata drop --level eager --languages en --budget 0.25 --title T"
    assert run("a.txt", *given.split())[0] == 0
    wanted = {"kind": "page", "metadata": "drop", "level": "eager", "budget": 0.25}
    assert wanted.items() <= seen.items()
    assert seen["languages"] in (["en"], ("en",))


def test_only_and_without(run: Run) -> None:
    put("a.txt")
    for arguments in (["--without", "advertisement"], ["--only", "share,cookie"]):
        assert run("a.txt", *arguments) == (0, DIRTY, "")
    for arguments in (
        ["--only", "share, advertisement"],
        ["--only", "share", "--only", "advertisement", "--without", "share"],
        ["--without", "share,legal", "--without", "cookie"],
    ):
        assert run("a.txt", *arguments) == (0, TIDY, "")


def test_the_choices_are_the_librarys() -> None:
    assert options.CATEGORIES == CATEGORIES
    assert get_args(Kind) == options.KINDS
    assert get_args(Level) == options.LEVELS
    assert get_args(Metadata) == options.METADATA


# what fails


def test_a_bad_file_is_named_and_the_others_are_done(run: Run) -> None:
    put("in/a.txt")
    put("in/bad.txt", b"\xff\xfea\0b")
    put("in/zero.txt", bytes(3_000))
    put("in/z.txt")
    Path("in/gone.txt").symlink_to("nowhere")
    code, out, err = run("in", "lost.html", "-o", "out", "--log", "l.jsonl", "--summary")
    assert code == 1
    told = [line.split(": ")[1:3] for line in err.splitlines()]
    assert told == [
        [str(Path("in/bad.txt")), "begins like utf-16-le, and is not "
         "('utf-16-le' codec can't decode byte 0x62 in position 2"],
        [str(Path("in/gone.txt")), "no such file or folder; check the name"],
        [str(Path("in/zero.txt")), "looks binary (3,000 control characters in 3,000 bytes); give "
         "a text or HTML file, or name its --encoding if it is text"],
        ["lost.html", "no such file or folder; check the name"],
        ["2 documents, 2 changed, 4 failed; 2 removals, 12.3 % of the characters"],
    ]  # fmt: skip
    assert tree("out") == ["a.txt", "z.txt"]
    assert len(Path("l.jsonl").read_text().splitlines()) == 2
    assert out.endswith("2 documents, 2 changed, 4 failed\n")


def test_an_empty_folder_and_empty_files(run: Run) -> None:
    Path("empty").mkdir()
    code, _, err = run("empty", "--summary")
    assert code == 1
    assert "empty: holds no .txt, .md, .html, .htm file" in err
    put("a.txt", "")
    assert run("a.txt") == (0, "", "")


def test_html_without_the_extra(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    put("a.html", PAGE)
    code, out, err = run("a.html")
    assert (code, out) == (1, "")
    assert err.startswith("cleanscrape: a.html: reading HTML needs trafilatura")
    assert err.endswith('pip install "cleanscrape[html]"\n')


def test_an_error_of_ours_does_not_stop_the_others(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Cleaner.clean

    def fail(self: Cleaner, text: str, **more: str | None) -> CleanResult:
        if text == "no\n":
            raise ZeroDivisionError("division by zero")
        return real(self, text, **more)

    monkeypatch.setattr(Cleaner, "clean", fail)
    put("a.txt", "no\n")
    put("b.txt")
    code, _, err = run("a.txt", "b.txt", "-o", "out")
    assert code == 1
    assert "a.txt: internal error, please report it: ZeroDivisionError" in err
    assert tree("out") == ["b.txt"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--evil\x1b[2J\u202e"],
        ["a.txt", "--kind", "\x1b\u202e"],
        ["a.txt", "--budget", "\x1b\u202e"],
        ["a.txt", "--only", "\x1b\u202e"],
        ["a.txt", "--languages", "\x1b\u202e"],
        ["a.txt\x1b\u202e"],
        ["a.txt\x1b\u202e:3"],
        ["a.txt\x1b\u202e:0"],
    ],
)
@pytest.mark.parametrize("command", ["clean", "explain"])
def test_no_argument_can_act_on_the_terminal(run: Run, command: str, arguments: list[str]) -> None:
    put("a.txt")
    code, out, err = run(command, *arguments)
    assert code in (1, 2)
    assert {c for c in out + err if not c.isprintable()} == {"\n"}


def test_names_cannot_act_on_the_terminal(run: Run) -> None:
    code, _, err = run("evil\x1b[2J\u202e\n.txt")
    assert code == 1
    assert "evil\\x1b[2J\\u202e\\n.txt: no such file" in err


def test_fifty_megabytes_in_one_line(tmp_path: Path) -> None:
    sentence = f"{FIRST} {LAST} ".encode()
    data = sentence * (50_000_000 // len(sentence))
    (tmp_path / "long.txt").write_bytes(data)
    done = command(str(tmp_path / "long.txt"), timeout=300)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == data


# the process


def test_version_and_help(run: Run) -> None:
    assert run("--version") == (0, f"cleanscrape {cleanscrape.__version__}\n", "")
    for arguments in (["--help"], ["explain", "--help"], ["clean", "--help"]):
        code, out, err = run(*arguments)
        assert (code, err) == (0, "")
        assert "exit codes:" in out
    assert all(category in out for category in CATEGORIES)
    assert list(COMMANDS) == [
        "clean", "restore", "rules", "explain", "compare", "audit", "train", "evaluate",
    ]  # fmt: skip


def test_end_to_end(tmp_path: Path) -> None:
    (tmp_path / "ü.txt").write_bytes(f"\ufeffÜ: {DIRTY}".replace("\n", "\r\n").encode())
    done = command("ü.txt", cwd=tmp_path, env={"PYTHONIOENCODING": "ascii"})
    wanted = f"\ufeffÜ: {TIDY}".replace("\n", "\r\n").encode()
    assert (done.returncode, done.stdout, done.stderr) == (0, wanted, b"")
    done = command("--diff", "ü.txt", cwd=tmp_path, env={"LC_ALL": "C"})
    assert done.returncode == 0
    assert done.stdout.startswith("ü.txt: 1 removal".encode())
    assert command("-", input=DIRTY.encode()).stdout == TIDY.encode()


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from cleanscrape.cli.main import main\n"
        "for a in (['--help'], ['clean', '--help'], ['explain', '--help'], []): main(a)\n"
        "print({'regex', 'ahocorasick_rs', 'pathlib', 'dataclasses', 'json'} & set(sys.modules))"
    )
    assert python(code).endswith("\nset()\n")


@pytest.mark.skipif(
    os.name != "posix",
    reason="a pipe whose reader has gone is an error like any other here, and cannot be told apart",
)
def test_a_reader_that_goes_away_ends_it_quietly(tmp_path: Path) -> None:
    for i in range(30):
        (tmp_path / f"{i}.txt").write_text(DIRTY * 2_000)
    process = subprocess.Popen(
        [sys.executable, "-m", "cleanscrape", "--json", "--kind", "article", str(tmp_path)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 130
    process.stderr.close()


INTERRUPTED = """
import io, os, signal, sys
from cleanscrape.cli.main import entry

class Waiting(io.RawIOBase):
    def readable(self):
        return True

    def readinto(self, _):
        print(*os.listdir(), file=sys.stderr)
        signal.raise_signal(signal.SIGINT)
        return 0

sys.stdin = io.TextIOWrapper(io.BufferedReader(Waiting()))
entry()
"""
"""The command while it waits for standard input, and a person types Ctrl-C."""


def test_ctrl_c_ends_it_quietly_and_leaves_no_draft(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, "-", "--log", "l.jsonl"],
        cwd=tmp_path, capture_output=True, text=True, env=environment(), check=False,
    )  # fmt: skip
    assert re.fullmatch(r"\.cleanscrape-\w+\.tmp\n", done.stderr)  # the draft that was there
    assert (done.returncode, done.stdout) == (130, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason=NO_FULL_DISK)
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIRTY)
    with Path("/dev/full").open("wb") as full:
        done = command(str(tmp_path / "a.txt"), capture_output=False, stdout=full,
                       stderr=subprocess.PIPE)  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == b"cleanscrape: cannot write the output: No space left on device\n"
