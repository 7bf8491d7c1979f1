"""Evaluating: each figure by its definition on small pages, bad rows, peers, and the reports."""

from __future__ import annotations

import gzip
import json
import random
import sys
from pathlib import Path
from typing import Any

import pytest

from cleanscrape import Cleaner
from cleanscrape.cli.evaluating import sampled
from cleanscrape.errors import MissingExtra, OptionError
from cleanscrape.evaluation import bootstrap, peers
from cleanscrape.evaluation.alignment import Words, is_wrong, lines_gone
from cleanscrape.evaluation.data import Page, Problem, Residue, pages
from cleanscrape.evaluation.figures import Figures
from cleanscrape.evaluation.measure import Measured, Measurer
from cleanscrape.evaluation.metrics import Score, mean_score
from cleanscrape.evaluation.residue import residue_spans, without
from cleanscrape.evaluation.strings import ownable, strings, visible
from cleanscrape.evaluation.wilson import counted as wilson
from tests.support import ROOT, Run, put

LABELLED = ROOT / "samples" / "labelled.jsonl"
DEVSET = ROOT.parent / "shared" / "devset"
NO_PEERS = "no extra 'evaluate': a peer is measured itself or not at all"
RAIN = "It rained all day in the valley."
RIVER = "The river rose by a metre at night."
JUNK = "Sign up for our free daily newsletter."
DIRTY, TIDY = f"{RAIN}\n{JUNK}\n{RIVER}", f"{RAIN}\n{RIVER}"


def page(text: str = DIRTY, gold: str | None = TIDY, **more: Any) -> Page:
    return Page(**{"set": "s", "id": "1", "texts": {"article:a": text}, "gold": gold, **more})


def measured(found: Page, residue: frozenset[str] = frozenset(), **options: Any) -> Measured:
    return Measurer(Cleaner(**options)).measure(found, residue)


def lines(*rows: object) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


# each figure by its definition


def test_f1_by_hand() -> None:
    """The text has 7 + 7 + 8 words, so 19 shingles; the gold 15, so 12; they share 4 + 5."""
    (outcome,) = measured(page()).outcomes
    assert outcome.before == Score(precision=9 / 19, recall=9 / 12)
    assert outcome.after == Score(precision=1.0, recall=1.0)


def test_means_are_over_pages_and_f1_is_of_the_means() -> None:
    figures = Figures()
    for number, text in enumerate([f"{RAIN}\n{RIVER}", RAIN]):
        figures.add(measured(page(text, id=str(number))))
    (row,) = figures.texts()
    recall = (1 + 4 / 12) / 2
    assert row.before == {
        "precision": 1.0, "recall": round(recall, 6), "f1": round(2 * recall / (1 + recall), 6)
    }  # fmt: skip
    assert (row.texts, row.scored, row.difference) == (2, 2, 0.0)


def test_markdown_is_cleaned_as_it_is_and_scored_as_seen() -> None:
    text = "[![alt](a.png)](b) It **rained** [all](x(1)) day.\n## Share"
    assert visible(text).splitlines() == [" It rained all day.", "Share"]
    found = measured(page(gold=RAIN, texts={"article:markdown": f"[It]({'x' * 9}) {RAIN[3:]}"}))
    assert found.outcomes[0].before == Score(1.0, 1.0)


def test_only_strings_in_the_input_count_and_only_junk_that_can_be_owned() -> None:
    text = f"{RAIN} Sign up for our letter. And more\nShare\n{RIVER}"
    found = strings(
        ["rained ALL  day", "snow"], ["share", "snow", "rained all day", "up for our"], text, RAIN
    )
    assert found.have == ("rained all day",)
    assert found.junk == ("share",)
    assert found.held("It RAINED\nall day") == (1, 0)


@pytest.mark.parametrize(
    ("string", "owned"),
    [
        ("Share", True),  # a whole line
        ("And more", False),  # closes a line, but two words
        ("sign up for", True),  # opens a sentence
        ("for our letter.", True),  # closes a sentence
        ("for our letter", True),
        ("up for our", False),
        ("It rained all", True),
        ("", False),
    ],
)
def test_what_a_cleaner_can_own(string: str, owned: bool) -> None:
    assert ownable(string, f"{RAIN} Sign up for our letter. And more\nShare\n") is owned


def test_strings_are_counted_before_and_after() -> None:
    found = page(must_have=(RAIN, "snow"), must_not=(JUNK, "the valley"))
    (outcome,) = measured(found).outcomes
    assert (outcome.have, outcome.kept, outcome.junk, outcome.left) == (1, 1, 1, 0)


def test_harm_gross_and_net() -> None:
    gold = f"{RAIN}\n{JUNK}\n{RIVER}"
    residue = frozenset(["newsletter."])
    (harm,) = measured(page(gold=gold), residue).harm
    cut = len("".join(JUNK.split()))
    assert harm.characters == len("".join(gold.split()))
    assert (harm.gross, harm.net) == (cut, cut - len("newsletter."))


def test_harm_is_that_of_default_options_and_of_those_asked_for() -> None:
    text = f"A storm\n{RAIN}\nBy Ann Smith\n{RIVER}"
    measurer = Measurer(Cleaner(metadata="drop"), Cleaner())
    harm = {h.method: h.gross for h in measurer.measure(page(gold=text, title="A storm")).harm}
    assert harm["cleanscrape, defaults"] == 0
    assert harm["cleanscrape"] >= len("Astorm")


def test_residue_is_a_line_or_the_end_of_one_in_every_place() -> None:
    gold = f"{RAIN}  Buy \t now\nBuy now\n{RIVER}"
    spans = residue_spans(gold, {"buy now"})
    assert [gold[start:end].split() for start, end in spans] == [["Buy", "now"]] * 2
    assert without(gold, spans).split() == f"{RAIN} {RIVER}".split()


def test_optional_lines_count_neither_way(tmp_path: Path) -> None:
    row = {
        "text": f"{RAIN}\nMap: the  valley",
        "gold": f"{RAIN}\nMap: the valley",
        "optional": ["map: the valley"],
    }
    (tmp_path / "a.jsonl").write_text(lines(row))
    (found,) = pages(tmp_path / "a.jsonl")
    assert isinstance(found, Page)
    assert measured(found).outcomes[0].before == Score(1.0, 1.0)


def test_junk_that_stands_in_the_gold_does_not_count() -> None:
    assert strings([], [RAIN, JUNK], DIRTY, TIDY).junk == (JUNK.lower(),)


def test_harm_of_a_peer_is_how_much_shorter_the_gold_becomes_less_residue() -> None:
    gold = f"{RAIN}\nSHARE THIS NOW\n12\n{RIVER}"
    measurer = Measurer(Cleaner(), peers=["refinedweb"])
    harm = {h.method: h for h in measurer.measure(page(gold=gold), frozenset(["12"])).harm}
    assert (harm["refinedweb"].gross, harm["refinedweb"].net) == (14, 12)


# precision by alignment


@pytest.mark.parametrize(
    ("removed", "left", "wrong"),
    [
        (JUNK, "", False),
        (RAIN, "", True),  # a line
        (RAIN.upper().rstrip("."), "", True),
        (RAIN, RAIN, False),  # a copy stays
        (f"{JUNK} {RAIN}", RIVER, True),  # a sentence of five words or more
        (f"{JUNK}\nPhotos", "", True),  # a short whole line
        ("Photos of the day", "", False),
        ("all day in the valley", "", True),  # a part of a line
        ("day in the valley", "", False),  # a shorter one
        ("It rained. Photos.", "", False),  # sentences that short say nothing
        ("•••", "", True),  # no word
    ],
)
def test_a_removal_is_wrong_if_it_stands_in_the_gold_more_often_than_in_what_is_left(
    removed: str, left: str, wrong: bool
) -> None:
    gold = Words(f"{RAIN} {RIVER}\nPhotos\n•••")
    assert is_wrong(removed, gold, Words(left)) is wrong


def test_residue_is_no_gold_for_alignment() -> None:
    found = page(gold=f"{RAIN}\n{JUNK}\n{RIVER}")
    assert [cut.wrong for cut in measured(found).cuts] == [True]
    assert [cut.wrong for cut in measured(found, frozenset([JUNK.lower()])).cuts] == [False]


def test_a_text_counts_once_for_a_page_however_many_tools_return_it() -> None:
    texts = {f"article:{name}": f"{RAIN}\n{JUNK}\n{RIVER}" for name in "abc"}
    assert len(measured(page(texts=texts)).cuts) == 1


def test_a_text_that_was_cut_wrongly_from_one_tools_text_is_wrong() -> None:
    """Both lose the line that says Share; one still says it, in a sentence."""
    texts = {"article:a": f"Share\n{RAIN} Share", "article:b": f"Share\n{RAIN}"}
    measurer = Measurer(Cleaner(), peers=["refinedweb"])
    for order in (list(texts), list(reversed(texts))):
        found = page(gold=f"Share\n{RAIN}", texts={tool: texts[tool] for tool in order})
        cuts = [cut for cut in measurer.measure(found).cuts if cut.method == "refinedweb"]
        assert [(cut.text, cut.wrong) for cut in cuts] == [("Share", True)]


def test_without_gold_nothing_is_judged() -> None:
    found = measured(page(gold=None, must_not=(JUNK,)))
    assert (found.cuts, found.harm) == ([], [])
    assert found.outcomes[0].before is None
    assert found.outcomes[0].left == 0


def test_lines_that_a_peer_joins_are_not_gone() -> None:
    assert lines_gone(f"{RAIN}\nShare\n{RIVER}\nShare", Words(f"{RAIN} {RIVER}\nShare")) == [
        "Share"
    ]


def test_wilson() -> None:
    assert wilson(60, 60)[0] == pytest.approx(0.9398, abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(50, 100) == pytest.approx((0.4038, 0.5962), abs=1e-4)


# intervals


def test_the_bootstrap_is_that_of_the_definition() -> None:
    rng = random.Random(1)
    rows = [tuple(rng.random() for _ in range(4)) for _ in range(37)]
    columns = [bootstrap.scaled(*row, 1.0) for row in rows]
    draws = random.Random("5 37")
    plain = []
    for _ in range(200):
        drawn = [rows[i] for i in draws.choices(range(37), k=37)]
        before, after = (mean_score(Score(r[i], r[i + 1]) for r in drawn) for i in (0, 2))
        plain.append(after.f1 - before.f1)
    plain.sort()
    found = bootstrap.interval(columns, bootstrap.f1_difference, times=200, seed=5)
    assert found == pytest.approx((plain[round(0.025 * 199)], plain[round(0.975 * 199)]), abs=1e-7)


def test_no_interval_for_a_single_page() -> None:
    assert bootstrap.interval([(1, 2)], bootstrap.ratio) is None


# reading


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ("[]", "is a list, not an object"),
        ('{"gold": "x"}', "has no text"),
        ('{"text": "x", "texts": {}}', "has both text and texts"),
        ('{"texts": {}}', "has no text: texts is empty"),
        ('{"texts": {"a": null}}', "'a' is null, not a string"),
        ('{"text": 3}', "text is a number, not a string"),
        ('{"text": "x", "gold": []}', "gold is a list, not a string or null"),
        ('{"text": "x", "must_not": "y"}', "must_not is a string, not a list or null"),
        ('{"text": "x", "must_not": [1]}', "must_not holds a number, not only strings"),
        ('{"text": "x", "id": true}', "id is true, not a string or a number"),
        ('{"text": "x", "id": "good"}', "id 'good' was there before, in line 1"),
        (b'{"text": "\xff"}', "is no UTF-8: byte 11 of the line"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_the_others_are_read(
    tmp_path: Path, row: str | bytes, said: str
) -> None:
    path = tmp_path / "a.jsonl"
    good = lines({"id": "good", "text": "x"}).encode()
    path.write_bytes(good + b"\n" + (row.encode() if isinstance(row, str) else row) + b"\n"
                     + lines({"id": 3, "text": "z"}).encode())  # fmt: skip
    first, problem, last = pages(path)
    assert isinstance(first, Page)
    assert isinstance(last, Page)
    assert (first.set, last.id) == ("a", "3")
    assert isinstance(problem, Problem)
    assert problem.message.startswith(f"{path}:3: ")
    assert said in problem.message


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    whole = gzip.compress(lines(*({"id": n, "text": str(n) * 99} for n in range(2000))).encode())
    (tmp_path / "cut.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "no.jsonl.gz").write_bytes(b"no gzip")
    (tmp_path / "empty.jsonl").write_bytes(b"")
    found = list(pages(tmp_path / "cut.jsonl.gz"))
    assert isinstance(found[-1], Problem)
    assert 0 < len(found) < 2000
    for name, said in [("no.jsonl.gz", "cannot be read"), ("none.jsonl", "No such file"),
                       ("empty.jsonl", "holds no page")]:  # fmt: skip
        problems = [p.message for p in pages(tmp_path / name) if isinstance(p, Problem)]
        assert any(said in message for message in problems), problems


def test_residue_is_found_by_set_and_id_and_bad_rows_are_told(tmp_path: Path) -> None:
    path = tmp_path / "gold_residue.jsonl"
    path.write_text(lines(
        {"set": "s", "id": "1", "text": "Buy  NOW"}, {"id": 1, "text": "all"}, {"id": "1"}, 3
    ))  # fmt: skip
    residue = Residue()
    assert [p.message.split(": ")[0] for p in residue.read(path)] == [f"{path}:3", f"{path}:4"]
    assert residue.of(page()) == {"buy now", "all"}
    assert residue.of(page(set="t")) == {"all"}


# peers


def test_refinedweb_corrects_lines_and_drops_texts() -> None:
    text = (
        "It rained\nSHARE THIS NOW\n12 345\n3 likes\nWord\nSign-in to go on\nThe map. Read more..."
    )
    assert peers.refinedweb(text) == "It rained\nto go on\nThe map"
    assert peers.refinedweb(text, drop=True) == ""
    long = " ".join(["rain"] * 100)
    assert peers.refinedweb(f"{long}\nShare", drop=True) == long
    eleven = "one two three four five six seven eight nine read more"
    assert peers.refinedweb(eleven) == eleven


def test_c4_line_rules() -> None:
    pytest.importorskip("datatrove", reason=NO_PEERS)
    text = (
        f"{RAIN}\nNo full stop here\nToo short.\nOur cookie policy is here.\n{{ brace }} is kept."
    )
    assert peers.peer("c4")(text, "en") == f"{RAIN}\n{{ brace }} is kept."
    assert "No full stop here" in peers.peer("c4-fineweb")(text, "en")


@pytest.mark.parametrize("name", ["justext", "boilerpy3", "trafilatura"])
def test_peers_for_html_take_any_text(name: str) -> None:
    pytest.importorskip(name, reason=NO_PEERS)
    call = peers.peer(name)
    body = " ".join([f"{RAIN} And they said that {RIVER}"] * 5)
    assert RAIN in call(f"{body}\nShare", "en")
    for text in ("", " \n", "\ud800\0<b>&", "\u2028"):
        assert isinstance(call(text, None), str)


def test_unknown_and_missing_peers_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OptionError, match="did you mean justext"):
        peers.chosen(["justtext"])
    monkeypatch.setitem(sys.modules, "justext", None)
    with pytest.raises(MissingExtra, match=r'pip install "cleanscrape\[evaluate\]"'):
        peers.chosen(["justext"])


# the command


def report(run: Run, *arguments: str) -> dict[str, Any]:
    code, _, err = run("evaluate", *arguments, "--json", "r.json")
    assert (code, err) == (0, "")
    found: dict[str, Any] = json.loads(Path("r.json").read_text())
    return found


def test_the_sample_file(run: Run) -> None:
    found = report(run, str(LABELLED), "--metadata", "drop", "--peers", "refinedweb")
    whole = {row["cleaner"]: row for row in found["texts"] if row["language"] == "all"}
    assert whole["cleanscrape"]["scored"] == 12
    assert whole["cleanscrape"]["kept"] == whole["cleanscrape"]["must_have"] == 14
    assert whole["cleanscrape"]["after"]["f1"] > 0.97 > whole["refinedweb"]["after"]["f1"]
    assert whole["cleanscrape"]["before"] == whole["refinedweb"]["before"]
    low, high = whole["cleanscrape"]["difference_interval"]
    assert low <= whole["cleanscrape"]["difference"] <= high


def test_the_json_schema(run: Run) -> None:
    found = report(run, str(LABELLED), "--level", "eager", "--seed", "7")
    assert list(found) == [
        "schema", "version", "options", "inputs", "tools", "sets", "sample", "seed", "peers",
        "pages", "problems", "resamples", "texts", "harm", "cuts", "wrong",
    ]  # fmt: skip
    assert (found["schema"], found["options"], found["seed"]) == (1, {"level": "eager"}, 7)
    assert set(found["texts"][0]) == {
        "set", "language", "tool", "cleaner", "texts", "scored", "before", "after", "difference",
        "difference_interval", "must_have", "kept", "must_not", "surviving", "surviving_interval",
        "flags", "spared",
    }  # fmt: skip
    assert set(found["harm"][0]) == {
        "set", "language", "cleaner", "pages", "characters", "gross", "gross_interval", "net",
        "net_interval",
    }  # fmt: skip
    assert set(found["cuts"][0]) == {
        "set", "language", "cleaner", "category", "rule", "removals", "wrong", "precision",
        "interval", "proven",
    }  # fmt: skip
    assert found["cuts"][0]["proven"] is False


def test_any_number_of_processes_gives_the_same_bytes(run: Run) -> None:
    found = []
    for jobs in ("1", "2"):
        code, out, err = run("evaluate", str(LABELLED), "--full", "-j", jobs)
        assert (code, err) == (0, "")
        found.append(out)
    assert found[0] == found[1]
    assert run("evaluate", str(LABELLED), "--full", "--seed", "1")[1] != found[0]


def test_bad_rows_are_told_counted_and_do_not_stop_the_others(run: Run) -> None:
    put("a.jsonl", lines({"text": RAIN, "gold": RAIN}) + "{\n")
    code, out, err = run("evaluate", "a.jsonl")
    assert code == 1
    assert "cleanscrape: a.jsonl:2: is no JSON" in err
    assert "1 page of a.jsonl; 1 row could not be read." in out
    code, out, err = run("evaluate", "none.jsonl", "a.jsonl", "-o", "r.md")
    assert (code, out) == (1, "")
    assert "none.jsonl: cannot be read" in err
    assert Path("r.md").read_text().startswith("# Evaluation")


def test_sets_tools_and_samples(run: Run) -> None:
    rows = [
        {"set": name, "id": n, "texts": {"article:a": RAIN, "page:a": RAIN}, "gold": RAIN}
        for name in ("x", "y") for n in range(9)
    ]  # fmt: skip
    put("a.jsonl", lines(*rows))
    found = report(run, "a.jsonl", "--sets", "x", "--tools", "article:*", "--sample", "4")
    assert [(row["set"], row["tool"], row["texts"]) for row in found["texts"]] == [
        ("x", "article:a", 4)
    ]
    assert found["pages"] == 4
    assert report(run, "a.jsonl", "--sample", "4")["pages"] == 8
    drawn = sampled(((Page("s", str(n), {}), 0) for n in range(99)), 9, seed=0)
    numbers = [int(found.id) for found, _ in drawn]
    assert len(numbers) == 9
    assert numbers == sorted(numbers)
    assert drawn == sampled(((Page("s", str(n), {}), 0) for n in range(99)), 9, seed=0)
    assert drawn != sampled(((Page("s", str(n), {}), 0) for n in range(99)), 9, seed=1)
    code, _, err = run("evaluate", "a.jsonl", "--sets", "z", "--tools", "b")
    assert code == 1
    assert "no page of z; there are x, y" in err


def test_a_list_of_residue_beside_the_data_is_no_data(run: Run) -> None:
    put("a.jsonl", lines({"id": "1", "text": RAIN, "gold": f"{RAIN}\n{JUNK}"}))
    put("gold_residue.jsonl", lines({"id": "1", "text": JUNK}))
    put("other.jsonl", lines({"id": "1", "text": "nothing"}))
    (harm,) = report(run, "a.jsonl", "gold_residue.jsonl")["harm"]
    assert (harm["gross"] > 0, harm["net"]) == (True, 0)
    (harm,) = report(run, "a.jsonl", "--residue", "other.jsonl")["harm"]
    assert harm["gross"] == harm["net"] > 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "no input"),
        (["gold_residue.jsonl"], "is no data"),
        (["a", "--sample", "0"], "above 0"),
        (["a", "--title", "x"], "--title"),
        (["a", "--peers", "nobody"], "there are c4"),
        (["a", "-o", "x", "--json", "x"], "same file"),
    ],
)
def test_wrong_command_lines(run: Run, arguments: list[str], said: str) -> None:
    code, out, err = run("evaluate", *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_every_option_is_in_the_docs() -> None:
    from cleanscrape.cli.evaluate import build

    told = "".join((ROOT / "docs" / f"{n}.md").read_text() for n in ("evaluate", "command-line"))
    options = {option for action in build()._actions for option in action.option_strings}
    assert {o for o in options - {"-h", "--help"} if f"`{o}" not in told} == set()


def test_a_hostile_name_cannot_act_on_the_terminal_or_break_the_table(run: Run) -> None:
    put("a.jsonl", lines({"set": "a|b\x1b[2J\ud800", "text": RAIN, "gold": RAIN}))
    code, out, _ = run("evaluate", "a.jsonl")
    assert code == 0
    assert "| a\\|b\\x1b[2J\\ud800 |" in out


# real pages, where they are


@pytest.mark.skipif(
    not DEVSET.is_dir(),
    reason="no ../shared/devset: the pages are their publishers', and are not handed out",
)
@pytest.mark.parametrize(
    ("name", "f1"), [("wcxb", 0.9340), ("misinfo", 0.9709), ("fundus", 0.9493)]
)
def test_known_figures_of_unclean_texts(run: Run, name: str, f1: float) -> None:
    data = str(DEVSET / f"{name}.jsonl.gz")
    found = report(run, data, "--tools", "article:trafilatura", "--only", "share")
    language = "en" if name == "fundus" else "all"
    (row,) = (row for row in found["texts"] if row["language"] == language)
    assert row["before"]["f1"] == pytest.approx(f1, abs=5e-5)
    if name == "wcxb":
        assert (row["must_have"], row["must_not"]) == (3062, 103)
