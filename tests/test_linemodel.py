"""The line model and its filter: whole-number scores, files, flags, what runs without numpy."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanscrape import Cleaner, ModelError, OptionError, clean
from cleanscrape.document import Document, Level, Options
from cleanscrape.linemodel import filter as residue
from cleanscrape.linemodel import model as models
from cleanscrape.linemodel.features import NAMES, Seen, see
from cleanscrape.linemodel.filter import INSTALL, MODEL, gaps
from cleanscrape.linemodel.model import FURTHEST, POOLED, REACH, Model, read, write
from cleanscrape.linemodel.pages import asked, least_chance
from cleanscrape.linemodel.shipped import HOME, VERSION, load
from cleanscrape.testing import check_laws, news_texts, planted_texts

MENU = ("Start", "Politics", "Sport", "Weather", "Local", "Culture", "Money", "Photos", "Video")
BODY = (
    "The council in Port Kestle voted 7 to 4 on Tuesday to repair the bridge, not to replace it.",
    "Work will begin in May, after two winters of delay, and will take the engineers until autumn.",
    "“Nobody asked the people who use the bridge every day,” said Ines Halloran, who lives by it.",
    "Two of the five arches date from the 1840s; the others were rebuilt after the flood of 1903.",
    "Prices of timber rose by 3.2 per cent in the quarter, which surprised builders in the valley.",
    "The vote follows a survey in which most households near it favoured the cheaper repair.",
)
FOOT = ("Imprint", "Jobs", "Our other titles", "Kestle Evening Post", "Sitemap", "Help", "Apps")
PAGE = "\n".join((*MENU, *MENU, *BODY, *FOOT, *MENU))

pages = st.builds(
    lambda top, body, foot: "\n".join((*top, *body, *foot)),
    st.lists(st.sampled_from((*MENU, *FOOT)), max_size=30),
    st.lists(st.sampled_from(BODY), max_size=8),
    st.lists(st.sampled_from((*FOOT, *MENU)), max_size=30),
)


@pytest.fixture(scope="module")
def shipped() -> Model:
    return load()


def seen(text: str, model: Model) -> Seen:
    document = Document(text)
    return see([line.text for line in document.lines], gaps(document), model.alphabet)


def test_of_a_page_the_article_is_left() -> None:
    result = clean(PAGE, kind="page")
    assert all(line in result.text for line in BODY)
    assert {"residue"} <= {removal.category for removal in result.removals}
    assert len(result.text) < len(PAGE) - 100 and not result.flags
    assert result.versions[MODEL] == VERSION


def test_a_removal_tells_its_probability_and_what_speaks_loudest() -> None:
    found = [r for r in clean(PAGE, kind="page").removals if r.category == "residue"]
    for removal in found:
        assert removal.evidence[0] == f"probability {removal.confidence:.3f}"
        assert 1 <= len(removal.evidence[1:]) <= 3
        assert removal.confidence == round(removal.confidence, 3) >= 0.4


def test_levels_cut_more_and_more() -> None:
    levels: tuple[Level, ...] = ("careful", "normal", "eager")
    lengths = [len(clean(PAGE, kind="page", level=level).text) for level in levels]
    assert lengths == sorted(lengths, reverse=True)


def test_without_the_model_rules_work_alone() -> None:
    result = clean(PAGE, kind="page", model=None)
    assert MODEL not in result.versions and not result.skipped
    assert "residue" not in [step.name for step in Cleaner(model=None).filters]
    assert result == Cleaner().without("residue").clean(PAGE) or result.kind == "page"


def test_an_article_stays_byte_for_byte() -> None:
    for kind in ("auto", "article", "page"):
        assert clean("\n".join(BODY), kind=kind).text == "\n".join(BODY)  # type: ignore[arg-type]


def test_auto_tells_pages_from_articles() -> None:
    assert clean(PAGE).kind == "page"
    assert clean("\n".join((*BODY, *BODY))).kind == "article"


def test_a_page_without_an_article_is_told() -> None:
    result = clean("\n".join((*MENU, *FOOT, *MENU)), kind="page")
    assert "no_article" in result.flags
    assert "no_article" not in clean(PAGE, kind="page").flags


def test_without_numpy_a_page_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(residue, "available", lambda: False)
    result = Cleaner(kind="page").clean(f"{PAGE}\nAdvertisement")
    assert [(skip.filter, skip.reason) for skip in result.skipped] == [("residue", INSTALL)]
    assert MODEL not in result.versions
    assert {r.category for r in result.removals} & {"advertisement", "navigation"}
    assert clean("It rained.\nShare").skipped == ()
    assert clean(PAGE).kind == "page"  # as the lines look


def test_short_texts_load_no_numpy() -> None:
    code = (
        "import sys, cleanscrape; cleanscrape.clean('It rained.\\nAdvertisement\\nIt snowed.');"
        "cleanscrape.Cleaner(); sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(
    st.lists(st.tuples(st.integers(0, 1000), st.integers(1, 9999)), min_size=1, max_size=40),
    st.sampled_from([100, 300, 500]),
)
def test_the_limit_falls_where_no_line_is_surely_body(
    lines: list[tuple[int, int]], most: int
) -> None:
    right, chars = np.array(lines).T
    found = least_chance(chars, right, most)
    assert 0 <= found <= most
    assert found < right.max() or not right.any()  # the likeliest line stays
    assert least_chance(chars, np.where(right > 500, 1000, 0), most) in (0, most)
    assert least_chance(chars, right // 2, most) <= found


def test_teasers_that_quote_or_report_go_from_pages() -> None:
    teasers = (
        "“We will not leave,” says the mayor of a town that the sea is about to take",
        "Ministers knew of the leak for months, according to a letter from the inspector",
    )
    foot = [line for teaser in teasers for line in ("Related", "Weather", teaser)]
    result = clean("\n".join((*MENU, *MENU, *BODY, *FOOT, *foot, *MENU)), kind="page")
    assert all(line in result.text for line in BODY)
    assert not any(teaser in result.text for teaser in teasers)
    assert not [spared for spared in result.spared if spared.category == "residue"]


def test_a_page_whose_article_is_hardly_known_is_not_emptied() -> None:
    chances = np.array([[990, 10, 0]] * 40 + [[800, 200, 0]] * 5)
    gone = asked("page", "normal", "drop").chosen(np.full(45, 30), chances)
    assert gone.tolist() == list(range(40))


@given(st.one_of(pages, news_texts(), planted_texts().map(lambda planted: planted.text)))
@settings(max_examples=60)
def test_laws_hold_with_the_model(text: str) -> None:
    for cleaner in (Cleaner(), Cleaner(kind="page", metadata="drop", level="eager")):
        check_laws(cleaner, text)
        assert "unstable" not in cleaner.clean(text).flags


@given(st.lists(pages, min_size=2, max_size=4))
@settings(max_examples=15)
def test_no_memory_of_other_texts(texts: list[str]) -> None:
    cleaner = Cleaner(metadata="drop")
    together = [result.to_dict() for result in cleaner.clean_many(texts)]
    again = pickle.loads(pickle.dumps(cleaner))
    assert together[::-1] == [result.to_dict() for result in again.clean_many(texts[::-1])]


def test_scores_are_what_python_integers_give(shipped: Model) -> None:
    """The same net in Python's unbounded integers, one sum after the other."""
    found = shipped.judge(seen(PAGE, shipped))
    assert found.scores.tolist() == plainly(shipped, seen(PAGE, shipped))
    assert (found.chances.sum(1) <= 1000).all() and found.chances.min() >= 0


def plainly(model: Model, given: Seen) -> list[list[int]]:
    w = {name: array.tolist() for name, array in model.arrays.items()}
    step, most = models._STEP, int(models._MOST)
    width, at, said = len(w["in.bias"]), 0, []
    for count in given.count.tolist():
        rows = [w["table"][t] for t in given.tokens[at : at + count].tolist()]
        scale = int(models._scales()[min(count, models._WORDS)])
        said.append(
            [sum(column) * scale // step for column in zip(*rows, strict=True)]
            or [0] * len(w["table"][0])
        )
        at += count

    def dense(row: list[int], name: str) -> list[int]:
        sums = list(w[f"{name}.bias"])
        for value, weights in zip(row, w[name], strict=True):
            if value:
                sums = [a + value * b for a, b in zip(sums, weights, strict=True)]
        return sums

    def active(row: list[int]) -> list[int]:
        return [min(max(x // step, 0), most) for x in row]

    features = given.dense.astype(int).tolist()
    first = [active(dense(f + s, "in")) for f, s in zip(features, said, strict=True)]
    h, n, none = first, len(first), [0] * width
    for i, reach in enumerate(REACH):
        near = [
            (h[k - reach] if k >= reach else none)
            + h[k]
            + (h[k + reach] if k + reach < n else none)
            for k in range(n)
        ]  # fmt: skip
        new = [active(dense(row, f"conv{i}")) for row in near]
        h = [
            [min(a + b, most) for a, b in zip(x, y, strict=True)]
            for x, y in zip(h, new, strict=True)
        ]
        if i == POOLED:
            mass = [min(c, FURTHEST) for c in given.chars.tolist()]
            columns = list(zip(*h, strict=True))
            means = [sum(c) // n for c in columns]
            means += [
                sum(m * x for m, x in zip(mass, c, strict=True)) // max(1, sum(mass))
                for c in columns
            ]
            added = [x // step for x in dense(means + [max(c) for c in columns], "pool")]
            h = [[min(max(a + b, 0), most) for a, b in zip(row, added, strict=True)] for row in h]
    out = [dense(a + b, "out") for a, b in zip(h, first, strict=True)]
    return [[x * models._FINE // (step * step) for x in row] for row in out]


def test_a_file_gives_back_the_model(shipped: Model, tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    path.write_bytes(write(shipped))
    again = read(path)
    assert again.about == shipped.about and again.arrays.keys() == shipped.arrays.keys()
    assert write(again) == write(shipped) == write(read(path))
    assert clean(PAGE, model=path).text == clean(PAGE).text


def damaged(model: Model, **arrays: np.ndarray) -> bytes:  # type: ignore[type-arg]
    return write(Model(model.about, {**model.arrays, **arrays}))


def without(model: Model, name: str) -> bytes:
    return write(Model(model.about, {k: v for k, v in model.arrays.items() if k != name}))


def about(model: Model, **told: object) -> bytes:
    return write(Model({**model.about, **told}, model.arrays))


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda _: b"", "is no line model"),
        (lambda _: b"{}", "is no line model"),
        (lambda m: write(m)[:5000], "is no line model"),
        (lambda m: pickle.dumps(m.arrays), "is no line model"),
        (lambda m: about(m, format=0), "format 1"),
        (lambda m: about(m, features=["length"]), "other features"),
        (lambda m: about(m, version=None), "other features"),
        (lambda m: without(m, "in"), "lacks"),
        (lambda m: without(m, "conv1"), "conv1"),
        (lambda m: damaged(m, conv0=m.arrays["conv0"][:5]), "no array 'conv0' of shape"),
        (lambda m: damaged(m, conv0=m.arrays["conv0"].astype(np.float32)), "float32"),
        (lambda m: damaged(m, out=m.arrays["out"] + (1 << 24)), "too large"),
        (lambda m: damaged(m, kinds=m.arrays["kinds"] + np.uint8(99)), "class"),
        (lambda m: damaged(m, kinds=np.array([object()])), "is no line model"),
    ],
)  # fmt: skip
def test_what_is_no_model_is_told_with_a_remedy(
    make: Callable[[Model], bytes], told: str, shipped: Model, tmp_path: Path
) -> None:
    path = tmp_path / "odd.npz"
    path.write_bytes(make(shipped))
    with pytest.raises(ModelError, match=told) as error:
        Cleaner.on_demand(model=path)
    assert str(path) in str(error.value) and "cleanscrape train" in str(error.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read: No such file"):
        Cleaner.on_demand(model=tmp_path / "none.npz")
    with pytest.raises(OptionError, match="model must be"):
        clean("It rained.", model=3)  # type: ignore[arg-type]


def test_the_shipped_file_is_small_and_says_where_it_comes_from(shipped: Model) -> None:
    assert HOME.stat().st_size < 5_000_000
    told = json.dumps(dict(shipped.about))
    assert shipped.about["licence"] and "wcxb" in told and "waddle" not in told
    assert (HOME.with_name("PROVENANCE.md")).is_file()


def test_scores_do_not_depend_on_what_stands_before(shipped: Model) -> None:
    """A text's rows are the same whether it comes alone or after others."""
    one = shipped.judge(seen(PAGE, shipped)).scores
    shipped.judge(seen("\n".join(BODY), shipped))
    assert (shipped.judge(seen(PAGE, shipped)).scores == one).all()
    assert len(NAMES) == seen(PAGE, shipped).dense.shape[1]
    assert Options().model == "default"
