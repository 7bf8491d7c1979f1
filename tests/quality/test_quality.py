"""The quality gate: figures on texts that no rule was written from may not drop."""

from __future__ import annotations

import json
import tomllib
from functools import lru_cache
from pathlib import Path

import pytest

from cleanscrape import Cleaner
from cleanscrape.evaluation.planted import Outcome, outcome, plant, read_list
from cleanscrape.rules.loader import shipped_packs

HOME = Path(__file__).parent
LISTS = HOME / "lists"
PINNED = tomllib.loads((HOME / "pinned.toml").read_text("utf-8"))
CODES = sorted(path.stem for path in LISTS.glob("*.jsonl"))
GUARD = [json.loads(line) for line in (HOME / "guard.jsonl").read_text("utf-8").splitlines()]


@lru_cache(maxsize=1)
def cleaner() -> Cleaner:
    return Cleaner()


@lru_cache(maxsize=64)
def told(code: str) -> Outcome:
    host = (LISTS / "hosts" / f"{code}.txt").read_text("utf-8")
    return outcome(cleaner(), read_list(LISTS / f"{code}.jsonl"), host)


@pytest.mark.parametrize("code", CODES)
def test_planted_junk_goes_as_often_as_before(code: str) -> None:
    gone, planted = told(code).gone.total(), told(code).planted.total()
    assert gone >= PINNED["gone"][code], f"{gone} of {planted}; see the README before you change it"


@pytest.mark.parametrize("code", CODES)
def test_no_honest_line_is_hurt(code: str) -> None:
    assert len(told(code).hurt) <= PINNED["hurt"].get(code, 0)


@pytest.mark.parametrize("code", CODES)
def test_a_host_comes_back_identical(code: str) -> None:
    host = (LISTS / "hosts" / f"{code}.txt").read_text("utf-8")
    assert cleaner().clean(host).text == host


@pytest.mark.parametrize("number", range(len(GUARD)))
def test_news_about_the_trade_stays(number: int) -> None:
    text = GUARD[number]["text"]
    host = (LISTS / "hosts" / "en.txt").read_text("utf-8")
    assert cleaner().clean(text).text == text
    assert text in cleaner().clean(plant(host, text)).text


def test_all_news_about_the_trade_at_once_stays() -> None:
    text = "\n\n".join(row["text"] for row in GUARD)
    assert cleaner().clean(text).text == text


def test_the_lists_are_no_examples() -> None:
    examples = {
        example.casefold()
        for pack in shipped_packs() for rule in pack.rules
        for example in (*rule.remove, *rule.keep)
    }  # fmt: skip
    long = {
        line.text.casefold()
        for code in CODES for line in read_list(LISTS / f"{code}.jsonl") if len(line.text) > 40
    }  # fmt: skip
    # stock sentences meet by chance; more than a few would mean that somebody copied
    assert len(long & examples) <= 0.02 * len(long)
