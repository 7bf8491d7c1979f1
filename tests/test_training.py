"""`cleanscrape train`: labels, gradients, and a model from a few small pages."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from cleanscrape import Cleaner, ModelError
from cleanscrape.cli.main import main
from cleanscrape.evaluation.data import Page
from cleanscrape.linemodel.features import NAMES
from cleanscrape.linemodel.model import read
from cleanscrape.training import net
from cleanscrape.training.examples import Reader
from cleanscrape.training.labels import BODY, JUNK, METADATA, label
from cleanscrape.training.planted import planted_pages
from cleanscrape.training.train import Settings, alphabet, train
from cleanscrape.training.weak import weak

NAMES_OF = ("Aldbrook", "Port Kestle", "Quillan", "Bramcote Fen", "Narrow Hythe", "Oster Vale")
MENU = ("Start", "Politics", "Sport", "Weather", "Local news", "Culture", "Money")
FOOT = ("Imprint", "Jobs", "Help", "Sitemap", "Our other titles", "Send us a tip")


def article(place: str, day: int) -> list[str]:
    return [
        f"The council of {place} voted {day} to 4 on Tuesday to repair the bridge over the river.",
        f"Work will begin on {day} May, after two winters of delay, and last until the autumn.",
        f"“Nobody in {place} asked the people who use it every morning,” said the harbour master.",
        f"Two of its arches date from 18{day + 30}; the others were rebuilt after the great flood.",
    ]


def rows() -> list[dict[str, object]]:
    found = []
    for i in range(24):
        body = article(NAMES_OF[i % 6], i + 5)
        head = f"{NAMES_OF[i % 6]} repairs its bridge at last"
        lines = [*MENU[i % 3 :], head, *body, *FOOT, *MENU]
        texts = {"page:lines": "\n".join(lines), "article:odd": "\n".join([head, *body, "Share"])}
        found.append(
            {"id": i, "texts": texts, "gold": "\n".join(body), "title": head, "lang": "en"}
        )
    return found


def test_order_tells_the_articles_photos_from_the_menus() -> None:
    lines = [
        "Photos", "Rain in the valley today", "It rained all day in the valley.", "Photos",
        "It snowed on the hills at night.", "Share", "It rained all day in the valley.",
    ]  # fmt: skip
    gold = "It rained all day in the valley.\nPhotos\nIt snowed on the hills at night."
    kinds = [found.kind for found in label(lines, gold, "en", "Rain in the valley today")]
    assert kinds == [JUNK, METADATA, BODY, BODY, BODY, JUNK, JUNK]


def test_a_body_in_another_order_is_doubtful() -> None:
    one, two = "It rained all day in the valley.", "It snowed on the hills at night."
    found = label([two, one], f"{one}\n{two}", "en")
    assert [kind for kind, _ in found] == [BODY, BODY]
    assert sorted(weight for _, weight in found) == [0.5, 1.0]


def test_in_scripts_without_spaces_characters_are_words() -> None:
    gold = "河水昨夜上漲，大橋已經關閉。"
    assert [found.kind for found in label(["首頁", gold, "分享"], gold, "zh")] == [JUNK, BODY, JUNK]


def test_gradients_are_the_slopes_of_the_loss() -> None:
    rng = np.random.default_rng(1)
    weights = {name: array.astype(np.float64) for name, array in net.new(rng, 6, 3).items()}
    text = np.repeat([0, 1], [12 + net.GAP, 20 + net.GAP])
    live = np.zeros((len(text), 1))
    live[:12], live[12 + net.GAP : 32 + net.GAP] = 1, 1
    count = rng.integers(0, 4, len(text)) * (live[:, 0] > 0)
    tokens = rng.integers(0, 9, count.sum())
    batch = net.Batch(
        rng.random((len(text), len(NAMES))) * 64 * live, live, tokens, count, text,
        rng.random(len(text)) * 90, np.ones(len(text)), rng.integers(0, 3, len(text)),
        rng.random(len(text)) * live[:, 0],
    )  # fmt: skip
    forward = net.Pass(weights, batch)  # type: ignore[arg-type]
    found = forward.gradients(net.loss(forward.scores(), batch)[1])
    for name, array in weights.items():
        for _ in range(3):
            at = (int(tokens[0]), 0) if name == "table" else tuple(map(rng.integers, array.shape))
            slopes = []
            for step in (1e-5, -1e-5):
                array[at] += step
                slopes.append(net.loss(net.Pass(weights, batch).scores(), batch)[0])  # type: ignore[arg-type]
                array[at] -= step
            slope = (slopes[0] - slopes[1]) / 2e-5
            assert found[name][at] == pytest.approx(slope, rel=2e-2, abs=5e-4)


def test_from_labelled_pages_to_a_model_that_cleans(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, out = tmp_path / "pages.jsonl", tmp_path / "own.npz"
    data.write_text("\n".join(map(json.dumps, rows())), "utf-8")
    assert main(["train", str(data), "-o", str(out), "--epochs", "60"]) == 0
    assert "trained on 24 pages" in capsys.readouterr().err
    assert read(out).version.startswith("trained-")
    body = article("Vennholm", 3)
    page = "\n".join([*MENU, *body, *FOOT, *MENU])
    result = Cleaner(model=out, kind="page").clean(page)
    assert result.text.splitlines() == body
    assert result.versions["line model"] == read(out).version
    first = out.read_bytes()
    assert main(["train", str(data), "-o", str(out), "--epochs", "60", "-q"]) == 0
    assert out.read_bytes() == first


def test_rows_that_are_wrong_are_told_and_the_others_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, out = tmp_path / "pages.jsonl", tmp_path / "own.npz"
    data.write_text("\n".join(["{", *map(json.dumps, rows()[:3])]), "utf-8")
    assert main(["train", str(data), "-o", str(out), "--epochs", "1"]) == 1
    assert "pages.jsonl:1: is no JSON" in capsys.readouterr().err and out.exists()


def test_nothing_to_learn_from_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "pages.jsonl"
    data.write_text(json.dumps({"text": "It rained.\nShare"}), "utf-8")
    assert main(["train", str(data), "-o", str(tmp_path / "own.npz")]) == 1
    assert "nothing to learn from" in capsys.readouterr().err
    assert not (tmp_path / "own.npz").exists()
    with pytest.raises(ModelError, match="nothing to learn from"):
        train([], alphabet(), {})


@pytest.mark.parametrize(
    ("arguments", "told"),
    [([], "no input"), (["a.jsonl"], "no output"), (["", "-o", "m.npz"], "an empty name"),
     (["a.jsonl", "-o", "m.npz", "--seed", "-1"], "--seed must be 0"),
     (["a.jsonl", "-o", "m.npz", "--planted", "0"], "must be a whole number above 0")],
)  # fmt: skip
def test_a_wrong_command_line_is_told(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", *arguments]) == 2
    assert told in capsys.readouterr().err


def test_weak_labels_count_where_strings_are_known() -> None:
    page = Page("s", "1", {"page:x": "Home\nIt rained all day in the valley.\nShare this\nMore"},
                must_have=("rained all day in the valley",), must_not=("Share this",))  # fmt: skip
    (example,) = Reader(alphabet()).read(page)
    assert example.weight.astype(bool).tolist() == [False, True, True, False]
    assert example.kind.tolist() == [JUNK, BODY, JUNK, JUNK]


def test_extractors_vote_where_nobody_annotated_a_body() -> None:
    body = article("Quillan", 7)
    texts = {"page:x": "\n".join([*MENU, *body, *FOOT])}
    texts |= {f"article:{i}": "\n".join(body) for i in range(4)}
    texts["article:4"] = "\n".join([*body, *FOOT])  # one of five errs
    page = Page("s", "1", texts, must_not=(body[3],))
    kinds = dict(zip([*MENU, *body, *FOOT], weak([*MENU, *body, *FOOT], page), strict=True))
    assert {kinds[line].kind for line in body[:3]} == {BODY}
    assert {kinds[line].kind for line in (*MENU, *FOOT, body[3])} == {JUNK}
    assert all(0 < label.weight < 1 for label in kinds.values())
    del texts["article:0"], texts["article:1"]
    split = weak(list(kinds), Page("s", "1", texts))  # one of three: nobody knows
    assert [found.weight for found in split[-len(FOOT) :]] == [0.0] * len(FOOT)
    del texts["article:2"]
    assert not any(found.weight for found in weak(list(kinds), Page("s", "1", texts)))


def test_accents_that_a_maker_of_markdown_lost_are_no_difference() -> None:
    gold = "Für Köln war das kein schöner Tag, sagte ein Sprecher."
    kinds = [
        kind
        for kind, _ in label(
            ["Start", "Fur Koln war das kein schoner Tag, sagte ein Sprecher."], gold, "de"
        )
    ]
    assert kinds == [JUNK, BODY]


def test_planted_pages_are_made_of_rules_in_their_languages() -> None:
    made = list(planted_pages(2, 5))
    assert made == list(planted_pages(2, 5)) != list(planted_pages(2, 6))
    assert len(made) == 2 * len({page.lang for page in made}) >= 40
    for page in made:
        body = (page.gold or "").splitlines()
        lines = [line for line in page.texts["page:planted"].splitlines() if line]
        assert set(body) < set(lines)
        assert [line for line in lines if line in set(body)] == body


def test_planted_pages_and_files_named_twice_are_learned_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, out = tmp_path / "pages.jsonl", tmp_path / "own.npz"
    data.write_text("\n".join(map(json.dumps, rows()[:3])), "utf-8")
    told = ["train", str(data), str(data), "--planted", "1", "-o", str(out), "--epochs", "1"]
    assert main(told) == 0
    made = len(list(planted_pages(1)))
    assert f"trained on {6 + made} pages" in capsys.readouterr().err
    assert read(out).about["trained on"] == [
        {"file": "pages.jsonl", "pages": 3}, {"file": "pages.jsonl", "pages": 3},
        {"file": "planted", "pages": made},
    ]  # fmt: skip


def test_settings_can_be_chosen() -> None:
    reader = Reader(alphabet())
    pages = [
        reader.read(Page("s", str(row["id"]), row["texts"], row["gold"]))  # type: ignore[arg-type]
        for row in rows()[:4]
    ]
    told: list[int] = []
    model = train(
        pages, alphabet(), {"version": "x"}, Settings(epochs=2, width=8, words=4),
        lambda epoch, _: told.append(epoch),
    )  # fmt: skip
    assert told == [1, 2] and model.arrays["in.bias"].shape == (8,)
