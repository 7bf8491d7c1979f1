"""The public functions: options, derived cleaners, what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from cleanscrape import Cleaner, Document, OptionError, Proposal, annotate, as_filter, clean, replay
from cleanscrape.filters.defaults import DEFAULT_ORDER

TEXT = "It rained all day in the valley.\nAdvertisement\nThe river rose."
NAMES = [*(name for name, _ in DEFAULT_ORDER), "residue"]


def names(cleaner: Cleaner) -> list[str]:
    return [step.name for step in cleaner.filters]


@pytest.mark.parametrize("text", [b"bytes", bytearray(b"x"), None, 3, ["a"]])
def test_only_a_str_is_text(text: object) -> None:
    with pytest.raises(TypeError, match="must be a str, not"):
        clean(text)  # type: ignore[arg-type]
    if isinstance(text, bytes):
        with pytest.raises(TypeError, match="decode it first"):
            Cleaner().clean(text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("kind", "web", "auto, article, page"),
        ("level", "bold", "careful, normal, eager"),
        ("metadata", "cut", "keep, drop"),
        ("log", "none", "full, spans"),
        ("budget", 1.5, "between 0 and 1"),
        ("budget", float("nan"), "between 0 and 1"),
        ("languages", "en", r'\["en"\]'),
        ("languages", ["xx"], "no packs for language 'xx'"),
    ],
)
def test_a_wrong_option_is_told_with_the_right_ones(option: str, value: object, told: str) -> None:
    for call in (clean, annotate):
        with pytest.raises(OptionError, match=told):
            call(TEXT, **{option: value})  # type: ignore[arg-type]


@pytest.mark.parametrize("option", ["kind", "level", "metadata", "log"])
def test_none_is_no_value_of_an_option_that_must_have_one(option: str) -> None:
    """None must be refused or mean the default; it must not switch anything off in silence."""
    try:
        result = clean(TEXT, **{option: None})  # type: ignore[arg-type]
    except OptionError:
        return
    assert result == clean(TEXT) and result.kind in ("article", "page")


def test_an_unknown_option_is_told_with_the_known_ones() -> None:
    with pytest.raises(TypeError, match="'levl'; known: title, url, kind"):
        clean(TEXT, levl="eager")  # type: ignore[call-arg]


def test_derived_cleaners_leave_the_first_one_alone() -> None:
    cleaner = Cleaner()
    mine = as_filter("mine", lambda _: ())
    assert names(cleaner) == NAMES
    assert names(cleaner.without("share", "legal")) == [
        n for n in NAMES if n not in ("share", "legal")
    ]
    assert names(cleaner.only("share", "cookie")) == ["cookie", "share"]
    assert names(cleaner.insert(mine)) == [*NAMES, "mine"]
    assert names(cleaner.insert(mine, before="navigation")) == ["mine", *NAMES]
    assert names(cleaner.replace("share", mine)) == [n if n != "share" else "mine" for n in NAMES]
    assert names(cleaner) == NAMES


def test_derived_cleaners_keep_their_options() -> None:
    spans = (
        Cleaner(log="spans", title="A title").without("share").insert(as_filter("m", lambda _: ()))
    )
    assert [r.text for r in spans.clean(TEXT).removals] == [None]
    assert Cleaner().without("advertisement").clean(TEXT).text == TEXT


@pytest.mark.parametrize("method", ["without", "only"])
def test_a_name_that_is_not_there_is_told(method: str) -> None:
    with pytest.raises(OptionError, match="no filter 'sharing'; there are navigation, "):
        getattr(Cleaner(), method)("sharing")
    with pytest.raises(OptionError, match="no filter 'sharing'"):
        Cleaner().insert(as_filter("m", lambda _: ()), before="sharing")
    with pytest.raises(OptionError, match="no filter 'sharing'"):
        Cleaner().replace("sharing", as_filter("m", lambda _: ()))


def test_a_cleaner_is_immutable() -> None:
    cleaner = Cleaner()
    with pytest.raises(AttributeError, match="immutable"):
        cleaner.filters = ()
    with pytest.raises(AttributeError):
        cleaner.extra = 1  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="immutable"):
        del cleaner.filters
    assert names(cleaner) == NAMES


def test_annotate_decides_as_clean_does_and_cuts_nothing() -> None:
    told, done = annotate(TEXT), clean(TEXT)
    assert told.text == TEXT != done.text
    assert told.removals == done.removals and told.flags == ("annotated",)
    assert replay(TEXT, told) == done.text
    assert told.restore() == TEXT and told.restore(categories={"advertisement"}) == TEXT
    assert told.restore(categories=set()) == done.text
    assert type(told).from_json(told.to_json()) == told


def test_title_of_a_call_holds_for_that_call_alone() -> None:
    title = "Flood in the valley leaves the bridge closed"
    text = f"{title}\nIt rained all day in the valley, and then for another day.\nThe river rose."
    cleaner = Cleaner(metadata="drop")
    assert title not in cleaner.clean(text, title=title).text
    assert title in cleaner.clean(text).text


CAREER = "20 years of experience in bridges and mills of all kinds"
END = "".join(f"\nAnother bridge stands in valley {n}, and one in the next." for n in range(9))


def test_a_biography_at_the_end_goes_if_asked_and_introduces_somebody_new() -> None:
    body = "".join(f"It rained all day in valley {n}, and the river rose.\n" for n in range(20))

    def introduced(text: str, **options: Any) -> bool:
        removals = Cleaner(kind="article", **options).clean(text).removals
        return "any.metadata.biography" in {removal.rule for removal in removals}

    for told, goes in (
        ("Jane Doe is a writer with a garden at the river in Oslo.", True),
        ("(Jane Doe is the founder of Harbour Wealth, a consultancy in Oslo.)", True),
        ("Jane Doe is a former director of the mill, and believes in the bridge.", False),
        ("Jane Doe was the founder of the mill, and the owner of the bridge.", False),
        (f"Jane Doe has {CAREER}. She lives in Oslo.{END}", True),
        (f"Harbour Wealth has {CAREER}, and lives on them.{END}", False),
        ("Flatland is a code editor with a garden at the river, in Oslo and elsewhere.", False),
        ("Jane is a code editor with a garden at the river; she lives in Oslo.", True),
    ):
        assert introduced(body + told, metadata="drop") == goes, told
        assert not introduced(body + told)
    known = body.replace("the river rose", "Ms Doe left", 1)
    founder = "Jane Doe is the founder of Harbour Wealth, a consultancy in Oslo."
    assert introduced(body + founder, metadata="drop")
    assert not introduced(known + founder, metadata="drop")


def test_a_filter_of_ones_own() -> None:
    def loud(document: Document):  # type: ignore[no-untyped-def]
        for line in document.lines:
            if line.text.isupper():
                yield Proposal(line.start, line.end, "navigation", "loud", "loud", "capitals")

    result = Cleaner().insert(as_filter("loud", loud)).clean(f"STOP\n{TEXT}")
    assert [(r.filter, r.text) for r in result.removals] == [
        ("loud", "STOP\n"), ("advertisement", "Advertisement\n"),
    ]  # fmt: skip


def test_versions_name_the_packs_that_decided() -> None:
    assert "any/navigation" in clean(TEXT).versions
    assert not [
        name for name in clean(TEXT, languages=[], model=None).versions
        if not name.startswith("any/")
    ]  # fmt: skip


def test_a_cleaner_on_demand_decides_the_same() -> None:
    text = "It rained.\nAdvertisement\nSign up for our newsletter.\nHe said: “Sign up!” and left."
    assert Cleaner.on_demand().clean(text) == Cleaner().clean(text)
