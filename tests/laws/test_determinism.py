"""Law 5: the same bytes in any process, order, thread, and after pickling."""

from __future__ import annotations

import copy
import json
import os
import pickle
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import CLEANERS, texts
from hypothesis import given
from hypothesis import strategies as st

from cleanscrape import Cleaner

LINES = [
    line.rstrip("\n").split("\t")[1]
    for line in Path(__file__).with_name("planted.txt").read_text("utf-8").splitlines()
    if "\t" in line
]
BODY = (
    "The ferry to the outer islands stopped at noon because of the wind.",
    "“We waited for three hours,” the baker said, “and then we walked home.”",
    "By the evening the harbour was calm again, and the boats went out.",
)
TEXTS = (
    [
        "\n\n".join([LINES[(7 * i) % len(LINES)], BODY[0], BODY[1], LINES[i], BODY[2], LINES[-i]])
        for i in range(len(LINES))
    ]
    + [" ".join(BODY) + " " + line for line in LINES]
    + ["", "\n", "ein Wort", "\ud83d halb", "3:41"]
)
_PROGRAM = """
import json, locale, sys
from cleanscrape import Cleaner
texts = json.load(sys.stdin)
cleaner = Cleaner(level="eager", metadata="drop", title="The ferry")
json.dump([cleaner.clean(text).to_json() for text in texts], sys.stdout)
"""


def _elsewhere(**environment: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        input=json.dumps(TEXTS),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
    )
    found: list[str] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "0"},
        {"PYTHONHASHSEED": "4242", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "77", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    ],
    ids=lambda e: e["PYTHONHASHSEED"],
)
def test_another_process_gives_the_same_bytes(environment: dict[str, str]) -> None:
    cleaner = Cleaner(level="eager", metadata="drop", title="The ferry")
    here = [cleaner.clean(text).to_json() for text in TEXTS]
    assert any(json.loads(result)["removals"] for result in here)
    assert _elsewhere(**environment) == here


def test_a_pickled_cleaner_cleans_alike() -> None:
    for name, cleaner in CLEANERS.items():
        if name in ("greedy", "rude", "greedy and whole"):
            continue  # functions of a test module, by name: pickled elsewhere
        for twin in (
            pickle.loads(pickle.dumps(cleaner)),
            copy.deepcopy(cleaner),
            copy.copy(cleaner),
        ):
            assert [f.name for f in twin.filters] == [f.name for f in cleaner.filters]
            for text in TEXTS[::5]:
                assert twin.clean(text).to_json() == cleaner.clean(text).to_json()


def test_a_pickled_result_is_the_same_result() -> None:
    for text in TEXTS[::5]:
        result = Cleaner().clean(text)
        twin = pickle.loads(pickle.dumps(result))
        assert twin == result and twin.to_json() == result.to_json() and twin.source == text


def test_order_and_threads_do_not_matter() -> None:
    cleaner = Cleaner(level="eager")
    one_by_one = {text: Cleaner(level="eager").clean(text).to_json() for text in TEXTS}
    mixed = random.Random(5).sample(TEXTS, len(TEXTS))
    with ThreadPoolExecutor(8) as pool:
        threaded = list(pool.map(lambda text: cleaner.clean(text).to_json(), mixed))
    assert threaded == [one_by_one[text] for text in mixed]
    assert [r.to_json() for r in cleaner.clean_many(mixed)] == threaded


@given(st.lists(texts, max_size=4))
def test_no_text_remembers_another(texts: list[str]) -> None:
    cleaner = Cleaner()
    together = [r.to_json() for r in cleaner.clean_many(texts)]
    assert together == [Cleaner().clean(text).to_json() for text in reversed(texts)][::-1]


def test_a_result_shares_nothing_that_can_be_changed() -> None:
    first = Cleaner().clean(TEXTS[0])
    before = dict(first.versions)
    try:
        first.versions["any/share"] = "forged"  # type: ignore[index]
    except TypeError:
        return
    after = dict(Cleaner().clean(TEXTS[0]).versions)
    first.versions["any/share"] = before["any/share"]  # type: ignore[index]
    assert after == before
