"""`cleanscrape explain`: every kind of outcome, told in words, harmless to a terminal."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings

from cleanscrape import Cleaner, CleanResult, Proposal, Removal, Skipped, Spared, as_filter
from cleanscrape.cli.asked import split
from cleanscrape.document import Document
from cleanscrape.report.explain import explain, explained
from cleanscrape.report.findings import Findings
from cleanscrape.report.lines import numbered
from cleanscrape.rules.diagnose import Close, Diagnosis
from cleanscrape.rules.model import Pack, Rule
from cleanscrape.rules.ruleset import RuleSet
from cleanscrape.testing import any_text, news_texts
from tests.support import Run, put

FIRST = "The river rose all night in the lower valley, and the ferry was tied up."
CALL = "Sign up for our weekly newsletter to get stories like this in your inbox."
LAST = "By morning the bridge was closed to cars and lorries, and the school as well."
TEXT = f"{FIRST}\n\nAdvertisement\n\n{LAST} {CALL}\n"
WRAPPED = """\
The ferry over the lower river has been tied up for a month now, and
the people of the far bank have begun to call themselves an island and
to fly a flag of their own over the mill.

Nobody knows when the water will fall, or whether the ferryman, who is
past seventy and fond of his stove, will care to untie the boat again
before the spring.

Enjoying this story? Sign up for our weekly newsletter and get the best
of the Valley Post delivered to your inbox every Friday. You can
unsubscribe at any time.

The flag shows a duck.
"""


def rule(name: str, kind: str, **more: object) -> Rule:
    given = {"tier": "sure", "category": "share", "language": "en", "why": "asks", **more}
    return Rule(f"en.share.{name}", kind, **given)  # type: ignore[arg-type]


FOLLOW = rule(
    "follow", "sentence", all=("^follow", r"\b(?:us|me)\b"), triggers=("follow",), max_words=8,
    unless=(r"\bmap\b",), remove=("Follow us!",),
)  # fmt: skip
WHOLE = rule(
    "whole", "line", patterns=("share [a-z ]{1,999}", "pass it on"), triggers=("share", "pass it"),
    remove=("Share this",), max_words=99,
)  # fmt: skip
LABEL = rule("label", "label", patterns=("share this story", "tweet"))
OTHER = rule("other", "label", patterns=("share this story",))
SHAPE = rule("shape", "shape", shape="breadcrumb", triggers=(" > ",), tier="likely")
SMALL = Diagnosis(
    RuleSet([Pack("en/share", "en", "share", "1", (FOLLOW, WHOLE, LABEL, OTHER, SHAPE))])
)


def close(text: str) -> list[tuple[str, int, str]]:
    return [(c.rule.id.rsplit(".")[-1], c.rank, c.why) for c in SMALL.read(text)]


# what is missing


def test_all_of_a_rule_is_missing_or_some() -> None:
    assert close("They follow the river.") == [
        ("follow", 4, "of the 2 things that it must say (all), 2 are missing, the first: ^follow")
    ]
    assert close("Follow the river.") == [
        ("follow", 3, r"of the 2 things that it must say (all), 1 is missing: \b(?:us|me)\b")
    ]


def test_a_veto_and_too_many_words() -> None:
    assert close("Follow us on the map.") == [
        ("follow", 1, 'an exception of the rule (unless) holds: "map"')
    ]
    assert close("Follow us over the hill and down to the mill.") == [
        ("follow", 2, "it has 10 words, and the rule takes 8 at most")
    ]


def test_a_line_that_fits_no_wording() -> None:
    assert close("They share it.") == [
        ("whole", 4, "the line as a whole fits none of its 2 wordings (patterns); it cuts, for "
         'example, "Share this"')
    ]  # fmt: skip


def test_a_line_or_sentence_too_long_to_be_looked_at() -> None:
    many = "follow me " * 200
    assert close(f"Share {many}.")[0][:2] == ("follow", 2)
    assert "2,007 characters long" in close(f"Share {many}.")[0][2]
    wordy = "Share " + "this and " * 80
    assert [c for c in close(wordy) if c[0] == "whole"] == [
        ("whole", 2, "it has 161 words, and the rule takes 99 at most")
    ]
    long_words = "Share " + "thisandthat" * 60
    assert close(long_words) == [
        ("whole", 0, "it holds, but 666 characters are more than such a rule may cut")
    ]


def test_a_line_rule_in_a_text_without_line_breaks() -> None:
    text = f"Follow the road. {'It rained. ' * 150}Share this."
    assert ("follow", 3) in [c[:2] for c in close(text)]
    item = next(c for c in SMALL.read(text) if c.rule is FOLLOW)
    assert text[item.start : item.end] == "Follow the road."


def test_labels() -> None:
    assert close("Share this story") == [
        ("other", 0, "it holds, too; rule en.share.label is surer or comes first"),
        ("whole", 0, "it holds, too; rule en.share.label is surer or comes first"),
    ]
    assert ("label", 3, 'nearly its label "share this story"') in close("Share this storey")
    assert ("label", 3, 'nearly its label "share this story"') in close("Share ths story")
    assert ("label", 3, 'nearly its label "share this story"') in close("» Share this story ok")
    assert close("The story of a mill") == []
    assert close("tweed") == []


def test_a_shape() -> None:
    assert close("He said > and left.") == [("shape", 5, "no breadcrumb by its shape")]


def test_markup_is_looked_through() -> None:
    text = "It rained. **[Follow](https://a.example/) the road.**"
    item = next(c for c in SMALL.read(text) if c.rule is FOLLOW)
    assert text[item.start : item.end] == "**[Follow](https://a.example/) the road.**"
    halved = "[It rained. Follow us](https://a.example/) and so on."
    assert close(halved) == [("follow", 0, "it holds, but the cut would halve a link")]
    assert SMALL.read("") == []
    assert SMALL.read("****") == []


def test_rules_that_hold_are_not_close() -> None:
    assert [found.rule.id for found in SMALL.holding("Follow us!")] == ["en.share.follow"]
    assert close("Follow us!") == []


# findings and their words


def findings(text: str, cleaner: Cleaner | None = None) -> Findings:
    cleaner = cleaner or Cleaner.on_demand()
    return Findings.of(cleaner.clean(text), cleaner)


def told(text: str, *asked: tuple[int, int], cleaner: Cleaner | None = None) -> str:
    return explain("a.txt", findings(text, cleaner), asked)


def test_cut_whole_in_part_and_kept() -> None:
    shown = told(TEXT)
    assert shown.startswith("a.txt: 5 lines, taken for an article, language en by its ")
    assert "\nbudget: 50 % of the text in its sentences may go\n" in shown
    assert (
        "\nline 3, cut: Advertisement\n  cut: advertisement, rule en.advertisement.label (sure), "
        "confidence 0.95: " in shown
    )
    assert f"\nline 5, cut in part: {LAST} {CALL}\n  cut: newsletter, rule " in shown
    assert f'\n      "{CALL}"\n' in shown
    assert shown.endswith("\n1 other line is kept: no rule looks at it\n")
    assert "\nline 1" not in shown


def test_lines_asked_for_are_told_though_nothing_is_there() -> None:
    shown = told(TEXT, (1, 2), (4, 4))
    assert f"\nline 1, kept: {FIRST}\n  nothing: no rule looks at this line\n" in shown
    assert "\nline 4: empty\n  nothing: it goes with the cut beside it\n" in shown
    assert "\nline 2: empty\n  nothing: white space is left as it is\n" in shown
    assert "other line" not in shown


def test_spared_by_a_guard_and_by_its_surroundings() -> None:
    shown = told(f"{FIRST}\n“{CALL}” said the duck on the flag.\nDaily\n{LAST}\n{FIRST}")
    assert "\n  spared by quote: newsletter, rule " in shown
    assert (
        "\nline 3, kept: Daily\n  spared by context: newsletter, rule en.newsletter.form-other "
        "(likely): nothing beside it says the same; --level eager cuts it\n" in shown
    )


def test_taken_along_with_a_neighbour() -> None:
    cleaner = Cleaner.on_demand()
    rule_id = "en.newsletter.call"
    removal = Removal(
        0, 4, "One.", "newsletter", "newsletter", rule_id, "stands inside", 0.8, ("x",)
    )
    result = CleanResult(text=" Two.", removals=(removal,), source="One. Two.")
    shown = explain("a", Findings.of(result, cleaner))
    assert "  cut: newsletter, along with rule en.newsletter.call, confidence 0.8: stands" in shown


def test_a_filter_left_out_is_named() -> None:
    shown = told("One.\nAdvertisement\nTwo.", cleaner=Cleaner.on_demand().without("advertisement"))
    assert "\nline 2, kept: Advertisement\n  close: advertisement, rule " in shown
    assert "it holds, but the filter advertisement is left out\n" in shown


def test_a_text_kept_whole_says_why() -> None:
    shown = told("Advertisement\n")
    assert (
        "\nkept whole: more of its sentences would go than may; no text of an article would be "
        "left\n" in shown
    )
    assert "\n  spared by budget: advertisement, rule " in shown


def test_what_later_filters_do_appears_with_no_change() -> None:
    def ducks(document: Document) -> list[Proposal | Skipped]:
        at = document.text.find("duck")
        found: list[Proposal | Skipped] = [Skipped("ducks", "no pond")]
        if at >= 0:
            found.append(
                Proposal(at, at + 4, "birds", "ducks", "pond.1", "a duck", "sure", ("wet",))
            )
        return found

    step = as_filter("ducks", ducks)  # type: ignore[arg-type]
    text = f"{FIRST}\nOne duck swam.\n{LAST}"
    shown = told(text, cleaner=Cleaner.on_demand().insert(step))
    assert "\nfilter ducks did not run: no pond\n" in shown
    assert "cut: birds, rule pond.1, confidence 0.95, filter ducks: a duck; wet\n" in shown


def test_budget_and_kind_in_words() -> None:
    page = "\n".join(["Home", "News", "Sport", "Weather", "Help"] * 4)
    assert "budget: all but one of its sentences may go" in told(page, cleaner=Cleaner(kind="page"))
    assert "taken for a page with its menus" in told(page)
    assert "budget: 25 % of" in explain("a", findings("One."), budget=0.25)


def test_a_paragraph_of_a_wrapped_text() -> None:
    shown = told(WRAPPED, (10, 10))
    assert shown == told(WRAPPED, (9, 11))
    assert "\nlines 9-11, cut: Enjoying this story? Sign up for our weekly newsletter and " in shown
    assert "(line ends are taken for a column limit: these lines are one paragraph)" in shown
    crlf = told(WRAPPED.replace("\n", "\r\n"), (10, 10))
    assert crlf == shown


def test_markdown_crlf_and_odd_line_ends() -> None:
    text = f"# Valley\r\n\r\n{FIRST}\r\n\r\n**[Sign up](https://a.example) for our newsletter**\r\n"
    shown = told(text + LAST, (5, 5))
    assert "\nline 5, cut: **[Sign up](https://a.example) for our newsletter**\n  cut: " in shown
    assert numbered("a\r\rb\u2028c\x0cd\n\n") == [(0, 2), (2, 3), (3, 9), (9, 10)]
    shown = told(f"{FIRST}\u2028Advertisement\n{LAST}", (1, 1))
    assert "\nline 1, kept: The river" in shown
    assert "\nline 1, cut: Advertisement\n" in shown


def test_a_text_in_one_line_stays_readable() -> None:
    text = " ".join([FIRST, LAST] * 40 + [CALL] + [LAST, "Read more: The duck and the flag."] * 3)
    shown = told(text, (1, 1))
    assert max(map(len, shown.splitlines())) < 500
    assert f'\n      "{CALL}"\n' in shown
    assert len(shown) < 6_000


def test_rules_far_away_are_counted() -> None:
    text = (
        f"{FIRST}\n“Sign up for our newsletter today,” she said, and they subscribed to it.\n{LAST}"
    )
    assert "; explain line 2 to see more" in told(text)
    assert "to see more" not in told(text, (2, 2))
    assert told(text, (2, 2)).count("  close: ") <= 8


def test_colour_only_where_asked() -> None:
    plain = told(TEXT)
    shown = explain("a.txt", findings(TEXT), colour=True)
    assert "\x1b" not in plain
    for code in (1, 31, 33, 36, 0):
        shown = shown.replace(f"\x1b[{code}m", "")
    assert shown == plain


SHOWN = frozenset(
    "\n\t\u200c\u200d\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
)
EVIL = "Ad\x1b[2J\x07\x08\u202egnp\u2066\u200b\u2060\ufeff\xad\x9b31m\x00"


def test_nothing_of_a_document_acts_on_the_terminal() -> None:
    text = (
        f"{EVIL} {FIRST}\nAdvertisement\r\r{LAST} Sign up for our {EVIL} newsletter today.\n{EVIL}"
    )
    spared = Spared(0, len(EVIL), EVIL, EVIL, EVIL, EVIL, EVIL, EVIL)
    removal = Removal(len(EVIL), len(text), None, EVIL, EVIL, EVIL, EVIL, 0.9, (EVIL,))
    evil = CleanResult(
        text="", removals=(removal,), spared=(spared,), skipped=(Skipped(EVIL, EVIL),),
        flags=(EVIL,), kind=EVIL, source=text,
    )  # fmt: skip
    made = findings(text)
    for found in (made, Findings(evil, SMALL, [])):
        for asked in ((), ((1, len(found.numbered)),)):
            shown = explain(EVIL, found, asked)
            assert {c for c in shown if not c.isprintable()} == {"\n"}
            assert "\\x1b[2J" in shown


def test_json_says_the_same() -> None:
    record = explained("a.txt", findings(TEXT), extracted=True)
    assert json.loads(json.dumps(record)) == record
    assert (record["path"], record["extracted"], record["kind"]) == ("a.txt", True, "article")
    assert [line["line"] for line in record["lines"]] == [3, 5]
    assert record["untouched"] == 1
    line = record["lines"][1]
    assert line["outcome"] == "cut in part"
    assert TEXT[line["start"] : line["end"]] == line["text"]
    assert TEXT[slice(*(line["removals"][0][k] for k in ("start", "end")))].strip() == CALL
    assert {"rule", "tier", "triggers", "reason"} <= set(line["close"][0])
    assert [item["outcome"] for item in explained("a", findings(TEXT), [(1, 2)])["lines"]] == [
        "kept", "empty",
    ]  # fmt: skip


def test_a_closeness_is_told_where_it_stands() -> None:
    text = f"{FIRST}\n  She said to follow the newsletter."
    item = next(iter(findings(text).at(2, 2))).close[0]
    assert isinstance(item, Close)
    assert text[item.start : item.end] == "She said to follow the newsletter."


@settings(max_examples=60, deadline=None)
@given(any_text() | news_texts())
def test_any_text_can_be_explained(text: str) -> None:
    found = findings(text)
    count = len(found.numbered)
    assert "".join(text[start:end] for start, end in found.numbered) == text
    for finding in found.all():
        assert text[finding.start : finding.end] == finding.text
        assert 1 <= finding.first <= finding.last <= count
        for item in finding.close:
            assert finding.start <= item.start < item.end <= finding.end
    for asked in [(), [(1, count)]] if count else [()]:
        shown = explain("a", found, asked)  # type: ignore[arg-type]
        assert all(c.isprintable() or c in SHOWN for c in shown)
        record = explained("a", found, asked)  # type: ignore[arg-type]
        told = json.dumps(record)
        assert json.dumps(json.loads(told)) == told  # two half pairs side by side become one sign


# the command


@pytest.fixture
def run(run: Run) -> Run:
    """Call `cleanscrape explain` in a folder of its own; exit code, stdout, stderr."""
    Path("a.txt").write_text(TEXT)
    return partial(run, "explain")


def test_a_line_a_range_a_file(run: Run) -> None:
    assert run("a.txt") == (0, told(TEXT), "")
    assert run("a.txt:3") == (0, told(TEXT, (3, 3)), "")
    assert run("a.txt:1-5") == (0, told(TEXT, (1, 5)), "")
    assert run("a.txt:3", "a.txt:1") == (0, told(TEXT, (3, 3), (1, 1)), "")
    assert run("a.txt:3", "a.txt")[1] == told(TEXT)
    assert run("--", "a.txt:3")[1] == told(TEXT, (3, 3))


def test_options_reach_the_cleaner(run: Run) -> None:
    assert "filter advertisement is left out" in run("--without", "advertisement", "a.txt")[1]
    assert "budget: 0 % of" in run("a.txt:1", "--budget", "0")[1]


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments, asked in (
        (["-:3"], [(3, 3)]),
        (["-"], []),
        (["-:1-2", "-:3"], [(1, 2), (3, 3)]),
    ):
        with Path("a.txt").open() as file:
            monkeypatch.setattr(sys, "stdin", file)
            shown = told(TEXT, *asked).replace("a.txt", "standard input")
            assert run(*arguments) == (0, shown, "")


def test_a_file_of_the_whole_name_wins(run: Run) -> None:
    assert split("C:\\texts\\a.txt") == ("C:\\texts\\a.txt", None)
    assert split("C:\\texts\\a.txt:12") == ("C:\\texts\\a.txt", (12, 12))
    if sys.platform != "win32":
        Path("b:12").write_text(TEXT)
        assert run("b:12")[1] == told(TEXT).replace("a.txt", "b:12")
        assert run("b:12:3")[1] == told(TEXT, (3, 3)).replace("a.txt", "b:12")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "no input: give FILE, FILE:LINE, or -"),
        ([""], 2, "an empty name"),
        (["a.txt:0"], 2, "a.txt:0: lines count from 1"),
        (["a.txt:5-3"], 2, "from the lower line to the higher"),
        (["a.txt", "b.txt", "--title", "T"], 2, "--title is one document's"),
        (["a.txt", "--kind", "book"], 2, "invalid choice"),
        (["a.txt:6"], 1, "a.txt: there is no line 6; it has 5 lines"),
        (["a.txt:4-9"], 1, "a.txt: there is no line 9; it has 5 lines"),
        (["empty.txt:1"], 1, "empty.txt: there is no line 1; it has no line: it is empty"),
        (["lost.txt:1"], 1, "lost.txt: no such file"),
        (["."], 1, "is a folder; give a file"),
    ],
)
def test_what_is_wrong_is_said(run: Run, arguments: list[str], code: int, said: str) -> None:
    Path("empty.txt").touch()
    result = run(*arguments)
    assert result[:2] == (code, "")
    assert said in result[2]


def test_a_bad_file_does_not_stop_the_others(run: Run) -> None:
    code, out, err = run("lost.txt", "a.txt:3")
    assert (code, out) == (1, told(TEXT, (3, 3)))
    assert err.endswith("cleanscrape: 1 of 2 inputs failed\n")


def test_an_empty_file(run: Run) -> None:
    Path("empty.txt").touch()
    code, out, _ = run("empty.txt")
    assert code == 0
    assert out.startswith("empty.txt: 0 lines, ")


def test_json_is_a_list_of_documents(run: Run) -> None:
    code, out, _ = run("a.txt:3", "lost.txt", "--json")
    assert code == 1
    records = json.loads(out)
    assert [record["path"] for record in records] == ["a.txt"]
    assert records == [explained("a.txt", findings(TEXT), [(3, 3)])]


def test_html_counts_the_extracted_lines(run: Run) -> None:
    body = f"<p>{FIRST}</p><p>{LAST}</p><p>Advertisement</p><p>{FIRST} {LAST}</p>"
    Path("a.html").write_text(f"<html><body><article>{body}</article></body></html>")
    code, out, _ = run("a.html:1")
    assert code == 0
    assert "\nlines are those of the text extracted from the page, not of its HTML\n" in out


def test_what_settings_keep_is_told(run: Run) -> None:
    put("a.txt", f"{FIRST}\nAdvertisement\n{LAST}\nRead more: The bridge\n")
    put(
        "cleanscrape.toml",
        'ignore = ["en.related.*"]\n[sites."example.com"]\nwithout = ["advertisement"]\n',
    )
    assert "it holds, but is ignored, as your settings say" in run("a.txt:4")[1]
    told = run("--url", "https://example.com/a", "a.txt:2")[1]
    assert "the filter advertisement is left out" in told
