"""Packs and filters of other packages: found by name, vetted; each fault has a remedy."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cleanscrape import Cleaner, OptionError, PackError, PluginError, plugins

PACK = """\
[pack]
language = "en"
category = "share"
version = "1"

[[rule]]
id = "quill"
kind = "label"
tier = "sure"
why = "a button of the Quill app"
patterns = ["send to quill"]
remove = ["Send to Quill"]
keep = ["They send to Quill all that they find."]
"""
MODULE = """\
from pathlib import Path
from cleanscrape import Proposal, as_filter
from cleanscrape.rules.model import Pack, Rule

HERE = Path(__file__).parent
FILE = HERE / "quill.toml"
TEXT = str(FILE)
RELATIVE = "quill.toml"
MISSING = HERE / "none.toml"
RULE = Rule("en.share.made", "label", "sure", "share", "en", "a button", ("press me",),
            remove=("Press me",), keep=("They press me for answers.",))
MADE = Pack("made", "en", "share", "1", (RULE,))
BAD = Pack("bad", "en", "sharing", "1", (Rule("en.sharing.x", "label", "sure", "sharing", "en",
           "a button", ("press it",), remove=("Press me",), keep=("Press it",)),))
CLASH = Pack("clash", "en", "share", "1", (Rule("en.share.label", "label", "sure", "share", "en",
             "a button", ("press me",), remove=("Press me",), keep=("They press me.",)),))
NOTHING = []
NUMBER = 3
DEEP = lambda: lambda: lambda: lambda: lambda: lambda: FILE


def several():
    yield FILE
    yield lambda: [MADE]


def resource():
    from importlib.resources import files

    return files(__name__.split(".")[0]) / "quill.toml" if "." in __name__ else FILE


def fails():
    raise RuntimeError("no network")


def leaves():
    raise SystemExit(3)


class Shout:
    name = "shout"

    def propose(self, document):
        for line in document.lines:
            if line.text.isupper():
                yield Proposal(line.start, line.end, "navigation", "shout", "shout", "capitals")


shout = Shout()
share = as_filter("share", lambda document: ())
nameless = as_filter("", lambda document: ())


def make():
    return Shout()


class Half:
    name = "half"


def needs(document):
    return ()
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put a package with these entry points on the path, as an installer would."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "quillmod", raising=False)
    (tmp_path / "quillmod.py").write_text(MODULE, "utf-8")
    (tmp_path / "quill.toml").write_text(PACK, "utf-8")

    def put(points: str, name: str = "acme-quill") -> None:
        folder = tmp_path / f"{name.replace('-', '_')}-1.2.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2\n")
        (folder / "entry_points.txt").write_text(points)

    return put


def packs(*targets: str) -> str:
    rows = "".join(f"p{i} = quillmod:{target}\n" for i, target in enumerate(targets))
    return f"[cleanscrape.packs]\n{rows}"


def steps(*targets: str) -> str:
    rows = "".join(f"f{i} = quillmod:{target}\n" for i, target in enumerate(targets))
    return f"[cleanscrape.filters]\n{rows}"


def test_names_are_known_sorted_without_importing_anything(install: Callable[..., None]) -> None:
    install("[cleanscrape.packs]\nzeta = quillmod:FILE\nalpha = gone:X\n")
    install("[cleanscrape.filters]\nshout = quillmod:shout\n", "other")
    assert plugins.known_packs() == ("alpha", "zeta")
    assert plugins.known_filters() == ("shout",)
    assert "quillmod" not in sys.modules


@pytest.mark.parametrize(
    ("target", "ids"),
    [
        ("FILE", ["en.share.quill"]),
        ("TEXT", ["en.share.quill"]),
        ("HERE", ["en.share.quill"]),
        ("MADE", ["en.share.made"]),
        ("several", ["en.share.quill", "en.share.made"]),
        ("resource", ["en.share.quill"]),
    ],
)
def test_what_an_entry_point_of_packs_may_lead_to(
    install: Callable[..., None], target: str, ids: list[str]
) -> None:
    install(packs(target))
    found = plugins.packs(["p0", "p0"])
    assert [rule.id for pack in found for rule in pack.rules] == ids
    text = "It rained all day.\nSend to Quill\nPress me\nThe river rose."
    left = Cleaner.on_demand(packs=found).clean(text).text
    assert ("Send to Quill" not in left) == ("en.share.quill" in ids)
    assert "Send to Quill" in Cleaner.on_demand().clean(text).text


def test_a_resource_in_a_zip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import zipfile

    path = tmp_path / "zipped.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("zippack/__init__.py", "from importlib.resources import files\n"
                      "PACKS = files('zippack') / 'packs'\n")  # fmt: skip
        file.writestr("zippack/packs/quill.toml", PACK)
        file.writestr("zippack-1.0.dist-info/METADATA", "Name: zippack\nVersion: 1.0\n")
        file.writestr("zippack-1.0.dist-info/entry_points.txt", "[cleanscrape.packs]\n"
                      "zipped = zippack:PACKS\n")  # fmt: skip
    monkeypatch.syspath_prepend(str(path))
    (pack,) = plugins.packs(["zipped"])
    assert pack.rules[0].id == "en.share.quill"


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("gone", "cannot be loaded (AttributeError: "),
        ("NUMBER", "leads to int, which is no pack"),
        ("NOTHING", "leads to no pack at all"),
        ("RELATIVE", "leads to the relative path 'quill.toml'"),
        ("fails", "fails when called (RuntimeError: no network)"),
        ("leaves", "fails when called (SystemExit: 3)"),
        ("DEEP", "leads to function, which is no pack"),
    ],
)
def test_a_pack_that_cannot_be_loaded(install: Callable[..., None], target: str, told: str) -> None:
    install(packs(target))
    with pytest.raises(PluginError) as caught:
        plugins.packs(["p0"])
    message = str(caught.value)
    assert message.startswith(
        f"cleanscrape.packs 'p0' (quillmod:{target}) of acme-quill 1.2: {told}"
    )
    assert any(remedy in message for remedy in ("must", "leave the name out"))


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("BAD", ["'sharing' is unknown", "misses its own remove", "finds its own keep"]),
        ("MISSING", ["none.toml: cannot be read (No such file or directory); name a pack file"]),
        ("CLASH", ["has the id of a rule of cleanscrape (en/share.toml); rename it"]),
    ],
)
def test_a_pack_that_is_wrong(install: Callable[..., None], target: str, told: list[str]) -> None:
    install(packs(target))
    with pytest.raises(PackError) as caught:
        plugins.packs(["p0"])
    for part in told:
        assert part in str(caught.value)
    assert "acme-quill 1.2" in str(caught.value)


def test_ids_of_two_packages_that_clash(install: Callable[..., None]) -> None:
    install(packs("FILE", "TEXT", "MADE", "MADE"))
    assert len(plugins.packs(["p0", "p1"])) == 1  # the same file twice is one pack
    assert len(plugins.packs(["p2", "p3"])) == 1


def test_names_that_are_unknown_or_not_a_list(install: Callable[..., None]) -> None:
    with pytest.raises(OptionError, match="no installed package offers a pack"):
        plugins.packs(["p0"])
    install("[cleanscrape.packs]\nquill = quillmod:FILE\nother = quillmod:MADE\n")
    with pytest.raises(
        OptionError, match=r"no pack 'quil' is installed; there are other, quill \(did you mean"
    ):
        plugins.packs(["quil"])
    with pytest.raises(OptionError, match="must be a list"):
        plugins.packs("quill")


def test_two_packages_with_one_name(install: Callable[..., None]) -> None:
    install(packs("FILE"))
    install(packs("MADE"), "other-quill")
    with pytest.raises(OptionError, match=r"acme-quill 1\.2 and other-quill 1\.2; uninstall one"):
        plugins.packs(["p0"])


@pytest.mark.parametrize("target", ["shout", "Shout", "make"])
def test_what_an_entry_point_of_filters_may_lead_to(
    install: Callable[..., None], target: str
) -> None:
    install(steps(target))
    (step,) = plugins.filters(["f0"])
    assert Cleaner().insert(step).clean("STOP\nHe went home.").text == "He went home."


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("NUMBER", "leads to int, which is no filter"),
        ("Half", "leads to Half, which is no filter"),
        ("share", "the filter is called 'share'"),
        ("nameless", "the filter is called ''"),
        ("needs", "fails when called without arguments (TypeError"),
        ("fails", "fails when called without arguments (RuntimeError: no network)"),
    ],
)
def test_a_filter_that_is_none(install: Callable[..., None], target: str, told: str) -> None:
    install(steps(target))
    with pytest.raises(PluginError) as caught:
        plugins.filters(["f0"])
    assert str(caught.value).startswith(
        f"cleanscrape.filters 'f0' (quillmod:{target}) of acme-quill 1.2: {told}"
    )


def test_two_filters_of_one_name(install: Callable[..., None]) -> None:
    install(steps("shout", "make"))
    with pytest.raises(PluginError, match="two of the filters are called 'shout'; leave one out"):
        plugins.filters(["f0", "f1"])


def test_a_package_that_cannot_be_imported(install: Callable[..., None]) -> None:
    install("[cleanscrape.filters]\nlost = nowhere.at.all:X\n")
    with pytest.raises(PluginError, match=r"of acme-quill 1\.2: cannot be loaded \(ModuleNotFound"):
        plugins.filters(["lost"])
