"""What users except: rules to ignore, words to keep, words of their own, sites."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanscrape import Cleaner, CleanResult, OptionError, PackError, clean
from cleanscrape.rules.phrases import kept_pattern, phrase_pack
from cleanscrape.testing import check_laws, news_texts

FIRST = "The river rose all night in the lower valley."
LAST = "By morning the bridge was closed to cars and lorries."
PITCH = "Sign up for our free daily newsletter to get the news in your inbox."
OWN = "The Harbour Post belongs to the Harbour trust"
BODY = " ".join([FIRST, LAST] * 3)
TEXT = f"{BODY}\n{PITCH}\nAdvertisement\n{LAST} {PITCH}\nRead more: The bridge\n"


def test_an_ignored_rule_does_not_cut() -> None:
    rules = {removal.rule for removal in clean(TEXT).removals}
    assert len(rules) == 3
    for rule in rules:
        assert rule not in {r.rule for r in clean(TEXT, ignore=[rule]).removals}
    assert clean(TEXT, ignore=["en.*", "any.*"]).text == TEXT


def test_a_rule_made_in_code_can_be_ignored() -> None:
    text = f"{BODY}\n{FIRST}\n{BODY}\n12"
    (removal,) = clean(text).removals
    assert removal.rule == "any.comments.count-at-end"
    result = clean(text, ignore=["any.comments.count-*"])
    assert result.text == text
    assert [s.guard for s in result.spared] == ["ignore"]


def test_an_unknown_rule_is_an_error_with_the_nearest() -> None:
    with pytest.raises(OptionError, match=r"ignore: no rule 'en.newsletter.cal'.*letter.call\?"):
        clean(TEXT, ignore=["en.newsletter.cal"])
    with pytest.raises(OptionError, match="no rule"):
        clean(TEXT, ignore=["xx.*"])


def test_what_a_pattern_matches_stays_and_the_log_says_so() -> None:
    result = clean(TEXT, keep=["DAILY news"])
    assert result.text.count(PITCH) == 2
    assert "Advertisement" not in result.text
    assert {(s.guard, s.text) for s in result.spared} == {("keep", PITCH)}
    assert 'holds "daily news", which you keep' in result.spared[0].reason


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Do you have a story to tell? Sign up for our newsletter.", "story to tell? sign up"),
        ("Sign up for our newsletter: ‘I thought – so’.", "letter: 'I thought - so'"),
        ("Sign up for our free daily newsletter.", "free\u00a0daily"),
    ],
)
def test_a_phrase_is_kept_whatever_its_signs(line: str, kept: str) -> None:
    text = f"{BODY}\n{line}\n{BODY}"
    assert "newsletter" not in clean(text).text
    assert "newsletter" in clean(text, keep=[kept]).text


def test_kept_words_are_not_taken_along_by_a_block() -> None:
    text = f"{FIRST}\n{LAST}\nRelated articles:\nThe bridge\nThe old mill\nThe river\n"
    assert "mill" not in clean(text).text
    assert "The old mill\n" in clean(text, keep=["old mill"]).text


@settings(deadline=None)
@given(news_texts(), st.sampled_from(["news", "the", "s.*r", "sign up|read", r"\w+ter"]))
def test_the_laws_hold_with_exceptions(text: str, pattern: str) -> None:
    cleaner = Cleaner(keep=[pattern], cut=[OWN, "Read more"], ignore=["en.newsletter.*"])
    check_laws(cleaner, text)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("", "an empty pattern"),
        ("  ", "an empty pattern"),
        ("(a+)+", "unnest it"),
        ("(", "not a regular expression"),
        ("(a|b)*", "8 times at most"),
    ],
)
def test_a_pattern_that_is_none_or_runs_long_is_refused(pattern: str, said: str) -> None:
    with pytest.raises(OptionError, match=said):
        clean(TEXT, keep=[pattern])


def test_open_repetitions_are_closed() -> None:
    assert kept_pattern(r"a.*b\+ c+? d{3,} [*+]") == r"a.{0,200}b\+ c{1,200}? d{3,200} [*+]"


# phrases


@pytest.mark.parametrize(
    "line",
    [OWN, OWN.upper(), f"» {OWN}!", f"*{OWN}.*", OWN.replace(" ", "\u00a0")],
)
def test_a_line_that_says_a_phrase_goes(line: str) -> None:
    result = clean(f"{FIRST}\n{line}\n{LAST}", cut=[OWN])
    assert result.text == f"{FIRST}\n{LAST}"
    assert result.removals[0].category == "site"
    assert result.removals[0].reason == f'you asked to cut "{OWN}"'


def test_a_sentence_that_says_a_phrase_goes_alone() -> None:
    assert clean(f"{FIRST} {OWN}. {LAST}", cut=[OWN]).text == f"{FIRST} {LAST}"


@pytest.mark.parametrize(
    "line",
    [
        f"{OWN} since 1901.",
        f"Few know that {OWN.lower()}.",
        "The Harbour Post belongs to the trust",
    ],
)
def test_what_says_more_or_less_than_a_phrase_stays(line: str) -> None:
    text = f"{FIRST}\n{line}\n{LAST}"
    assert clean(text, cut=[OWN]).text == text


@pytest.mark.parametrize(
    "phrase", ["Élargir l’image", "Читайте нас всюди", "続きを読む方はこちら", "a" * 100]
)
def test_phrases_in_any_script(phrase: str) -> None:
    assert clean(f"{FIRST}\n{phrase}\n{LAST}", cut=[phrase]).text == f"{FIRST}\n{LAST}"


@pytest.mark.parametrize("phrase", ["", "...", "a\nb", "a" * 401, "a " * 90])
def test_what_is_no_phrase_is_refused(phrase: str) -> None:
    with pytest.raises(OptionError, match=r"^cut: "):
        clean(TEXT, cut=[phrase])
    with pytest.raises(OptionError):
        phrase_pack([phrase])


# sites


def test_options_differ_by_host() -> None:
    cleaner = Cleaner(
        cut=["Our own line"],
        sites={
            "example.com": {"ignore": ["en.newsletter.*"], "cut": [OWN]},
            "blog.example.com": {"without": ["newsletter", "related"], "level": "careful"},
        },
    )
    text = f"{BODY}\n{OWN}\nOur own line\n{PITCH}\nRead more: The bridge\n{LAST} {LAST}\n"
    for url, said in (
        (None, [OWN]),
        ("https://example.org/a", [OWN]),
        ("https://notexample.com/", [OWN]),
        ("http://WWW.example.com:80/a?b", [PITCH]),
        ("https://blog.example.com/a", [OWN, PITCH, "Read more: The bridge"]),
        ("not an address", [OWN]),
    ):
        expected = "\n".join([BODY, *said, f"{LAST} {LAST}"]) + "\n"
        for each in (cleaner, pickle.loads(pickle.dumps(cleaner))):
            assert each.clean(text, url=url).text == expected, url


def test_a_site_keeps_what_the_cleaner_was_made_of() -> None:
    cleaner = Cleaner(sites={"example.com": {"cut": [OWN]}}).without("newsletter")
    text = f"{FIRST}\n{OWN}\n{PITCH}\n{LAST}"
    assert cleaner.clean(text, url="//example.com/").text == f"{FIRST}\n{PITCH}\n{LAST}"


@pytest.mark.parametrize(
    ("sites", "said"),
    [
        ({"": {}}, "'' is no host"),
        ({"x.org": {"kind": "z"}}, "sites: x.org: kind must be one of"),
        ({"x.org": {"knd": "page"}}, "sites: x.org: unknown option 'knd'"),
        ({"x.org": {"without": ["adverts"]}}, "sites: x.org: no filter 'adverts'"),
        ({"x.org": {"without": "share"}}, "without must be a list"),
        ({"x.org": {"url": "u"}}, "cannot differ by site"),
        ({"x.org": {"ignore": ["xx"]}}, "ignore: no rule 'xx'"),
    ],
)
def test_what_is_wrong_with_a_site_is_told_at_once(sites: dict[str, object], said: str) -> None:
    with pytest.raises(OptionError, match=said):
        Cleaner(sites=sites)  # type: ignore[arg-type]


# packs from outside

PACK = """
[pack]
language = "{language}"
category = "share"
version = "7"
[[rule]]
id = "{id}"
kind = "label"
tier = "sure"
why = "asks to share"
patterns = ["del med alle"]
remove = ["Del med alle"]
keep = ["De delte med alle."]
"""


def test_a_pack_may_bring_a_language(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(PACK.format(language="xx", id="all"))
    result = clean_with(path, languages=["xx"])
    assert result.text == f"{FIRST}\nAdvertisement\n{LAST}"
    assert result.versions["xx/share"] == "7"
    with pytest.raises(OptionError, match=r"no packs for language 'xy'; there are any, .*, xx"):
        clean_with(path, languages=["xy"])


def test_versions_of_packs_of_one_name_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(PACK.format(language="en", id="own-all"))
    versions = clean_with(path).versions
    assert versions["en/share"] != "7"
    assert versions["en/share #2"] == "7"


def test_ids_may_not_clash_between_files(tmp_path: Path) -> None:
    for name in ("one.toml", "two.toml"):
        (tmp_path / name).write_text(PACK.format(language="xx", id="all"))
    with pytest.raises(PackError, match=r"xx\.share\.all: has the id of a rule in"):
        Cleaner(packs=[tmp_path / "one.toml", tmp_path / "two.toml"])


def clean_with(path: Path, **options: Any) -> CleanResult:
    cleaner = Cleaner(packs=[path], **options)
    return cleaner.clean(f"{FIRST}\nDel med alle\nAdvertisement\n{LAST}")
