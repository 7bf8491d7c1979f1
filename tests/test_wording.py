"""The wording model: what goes by its words alone, what stays, and how it is learned."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zlib import compress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanscrape import Cleaner, clean
from cleanscrape.testing import check_laws
from cleanscrape.training import wording as training
from cleanscrape.wording import filter as wording
from cleanscrape.wording.features import FIRST_SIZE, SIZE, named, places
from cleanscrape.wording.filter import LANGUAGES, LIKELY, LONGEST, NOT, SURE, VERSION, judge
from cleanscrape.wording.model import Cues, Wording, load
from tests.support import python

BODY = (
    "The council in Port Kestle voted 7 to 4 on Tuesday to repair the bridge, not to replace it.",
    "Work will begin in May, after two winters of delay, and will take the engineers until autumn.",
    "Two of the five arches date from the 1840s; the others were rebuilt after the flood of 1903.",
    "The vote follows a survey in which most of the households near it favoured the repair.",
)
UNNAMED = "Got a story that readers ought to hear? Ring our newsdesk or drop us an email."
"""What no rule names; should one ever do so, the first test fails and wants another."""
LISTS = Path(__file__).parent / "wordings"

lines = st.sampled_from((*BODY, UNNAMED, "Read more about this in our free guide.", "I know you."))


def text(*appeals: str) -> str:
    return "\n".join((*BODY[:2], *appeals, *BODY[2:]))


def test_what_speaks_like_an_appeal_goes_without_a_rule() -> None:
    assert clean(text(UNNAMED), model=None).removals == ()
    result = clean(text(UNNAMED))
    assert result.text == "\n".join(BODY)
    (removal,) = result.removals
    assert removal.rule == "en.residue.wording" and removal.category == "residue"
    assert removal.evidence[0] == f"probability {removal.confidence:.3f}"
    assert removal.evidence[1].removeprefix("words: ") in named(UNNAMED)
    assert result.versions[wording.MODEL] == VERSION == load("en").version


def test_of_a_line_that_a_rule_cuts_in_part_the_rest_is_judged_by_itself() -> None:
    appeal = "Sign up for our free daily newsletter."
    for rest, goes in (("Work went on at night.", False), (UNNAMED, True)):
        result = clean(text(f"{rest} {appeal}"))
        assert result.text == text(*([] if goes else [rest]))
        assert result.removals[0].category == "newsletter"


def test_an_honest_sentence_does_not_go_with_an_appeal() -> None:
    said = f"Work went on all night under lamps. {UNNAMED}"
    assert judge(load("en"), said) == NOT and clean(text(said)).text == text(said)


@pytest.mark.parametrize(
    "options",
    [{"ignore": ["en.newsletter.*"]}, {"sites": {"a.example": {"without": ["newsletter"]}}}],
)
def test_what_a_user_left_in_stays(options: dict[str, Any]) -> None:
    said = "Sign up for our free daily newsletter."
    assert judge(load("en"), said) >= SURE
    assert clean(text(said), url="https://a.example/1", **options).text == text(said)


def test_the_log_says_why_what_a_user_left_in_is_spared() -> None:
    said = "Sign up for our free daily newsletter."
    (spared,) = clean(text(said), ignore=["en.newsletter.*"]).spared
    assert (spared.rule, spared.guard) == ("en.residue.wording", "ignore")
    assert spared.reason.startswith("rule en.newsletter.")


def test_it_can_be_left_out() -> None:
    kept = text(UNNAMED)
    assert clean(kept, ignore=["en.residue.wording"]).text == kept
    assert clean(kept, languages=["de"]).text == kept
    assert Cleaner().without("residue").clean(kept).text == kept


@pytest.mark.parametrize(
    "said",
    [
        "“Got a story that readers ought to hear? Ring our newsdesk,” the poster at the bar said.",
        "I know a story that readers ought to hear: ring my newsdesk or drop me an email.",
        "Readers with a story that people ought to hear can ring the newsdesk, the editor said.",
    ],
)
def test_speech_and_authors_stay(said: str) -> None:
    assert clean(text(said)).text == text(said)


def test_the_first_line_stays_as_a_headline() -> None:
    kept = "\n".join((UNNAMED, *BODY))
    assert clean(kept).text == kept


def test_only_texts_in_its_language_are_judged() -> None:
    body = (
        "Der Rat der Stadt hat am Dienstag beschlossen, die Brücke zu sanieren.",
        "Die Arbeiten beginnen im Mai und dauern nach Angaben der Stadt bis zum Herbst.",
    )
    kept = "\n".join((*body, UNNAMED, *body))
    assert clean(kept).text == kept


def test_levels_move_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "judge", lambda _, said: SURE if said == UNNAMED else NOT)
    assert clean(text(UNNAMED)).text != text(UNNAMED)
    assert clean(text(UNNAMED), level="careful").text == text(UNNAMED)
    monkeypatch.setattr(wording, "judge", lambda _, said: LIKELY if said == UNNAMED else NOT)
    assert clean(text(UNNAMED)).text == text(UNNAMED)
    assert UNNAMED not in clean(text("Advertisement", UNNAMED)).text
    assert "\n".join((*BODY, UNNAMED)) == clean("\n".join((*BODY, UNNAMED))).text
    assert clean(text(UNNAMED), level="eager").text != text(UNNAMED)


def test_whether_a_line_holds_a_cue_depends_on_no_other_line() -> None:
    cues = Cues(["ad", "read"])
    texts = ["An ad", "Read it", "read", "ad", "", "bread and ads", "“Read”", "ein Ad"]
    alone = [i for i, said in enumerate(texts) if cues.lines_with([said])]
    assert alone == cues.lines_with(texts) == [0, 1, 2, 3, 6, 7]


def test_labels_and_long_paragraphs_are_not_judged() -> None:
    model = load("en")
    assert judge(model, "Subscribe today") == NOT
    assert judge(model, (UNNAMED + " ") * (LONGEST // len(UNNAMED) + 1)) == NOT
    assert judge(model, f"**{UNNAMED}**") == judge(model, UNNAMED) >= SURE


@settings(max_examples=25)
@given(st.lists(lines, min_size=3, max_size=14).map("\n".join))
def test_the_laws_hold(said: str) -> None:
    check_laws(Cleaner(), said)


@given(st.text(min_size=1))
def test_features_are_places_of_any_text(said: str) -> None:
    found = places(said)
    assert all(0 <= place < SIZE for place in found)
    assert set(named(said).values()) <= found


def test_scores_are_the_same_in_every_process() -> None:
    code = f"from cleanscrape.wording.model import load; print(load('en').odds({UNNAMED!r}))"
    assert int(python(code)) == load("en").odds(UNNAMED)


def test_no_line_that_somebody_wrote_to_stay_goes() -> None:
    for path in LISTS.glob("*.jsonl"):
        rows = map(json.loads, path.read_text("utf-8").splitlines())
        model = load(path.stem)
        stay = [row["text"] for row in rows if row["kind"] == "keep"]
        assert [said for said in stay if judge(model, said) >= SURE] == []


def test_each_language_has_weights_and_says_where_they_come_from() -> None:
    told = (Path(wording.__file__).parent / "weights" / "PROVENANCE.md").read_text("utf-8")
    for language in LANGUAGES:
        model = load(language)
        assert model.language == language and f"`{language}.bin`" in told


def test_learning_tells_two_manners_apart_and_comes_back_from_its_file(tmp_path: Path) -> None:
    rows = [{"text": f"please join the club {i} now", "kind": "junk"} for i in "abcdefgh"]
    rows += [{"text": f"the river {i} rose at night", "kind": "keep"} for i in "abcdefgh"]
    pages = [{"lang": "en", "gold": "the road was shut\nit rained a lot"}, {"lang": "de"}]
    path = tmp_path / "lines.jsonl"
    path.write_text("\n".join(map(json.dumps, [*rows, *pages])), "utf-8")
    found = training.of_file(path, "en")
    assert sum(found.junk) == 8 and len(found.texts) == 18
    model = training.train("en", found, {"version": "test"})
    assert model.odds("please join the club today") > 0 > model.odds("the river fell at night")
    assert model.glimpse("please join the club a now") >= 0
    again = Wording.from_bytes(model.to_bytes())
    assert again.odds("please join us") == model.odds("please join us")
    assert again.version == "test"


def test_a_line_that_is_both_stays() -> None:
    found = training._lines([("join the club", True), ("join the club", False)])
    assert found.junk == [False]


def test_a_file_of_another_size_is_none() -> None:
    data = load("en").to_bytes()
    head, _ = data.split(b"\n", 1)
    with pytest.raises(ValueError, match=f"9 weights, not {SIZE + FIRST_SIZE}"):
        Wording.from_bytes(head + b"\n" + compress(b"123456789"))
