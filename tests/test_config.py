"""Configuration: where it is found, what overrides what, and errors that help."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from cleanscrape import config
from cleanscrape.cli import options
from cleanscrape.config import KEYS
from cleanscrape.errors import ConfigError
from tests.support import DIRTY, FIRST, LAST, TIDY, Run, put

OWN = "Harbour Post, number 37 of the spring."


def test_the_nearest_file_holds_alone(run: Run) -> None:
    put("pyproject.toml", '[tool.cleanscrape]\nwithout = ["advertisement"]\n')
    put("in/a.txt")
    put("in/deep/b.txt", DIRTY)
    put("in/deep/cleanscrape.toml", "")
    put("in/other/pyproject.toml", "[tool.black]\n")
    put("in/other/c.txt")
    assert run("in", "-o", "out", "-q") == (0, "", "")
    assert Path("out/a.txt").read_text() == DIRTY
    assert Path("out/deep/b.txt").read_text() == TIDY
    assert Path("out/other/c.txt").read_text() == DIRTY
    assert run("in/a.txt", "--no-config")[1] == TIDY
    assert run("in/a.txt", "--config", "in/deep/cleanscrape.toml")[1] == TIDY
    assert run("in/a.txt", "--without", "share")[1] == TIDY, "an option overrides the file"


def test_own_phrases_exceptions_and_sites(run: Run) -> None:
    text = f"{FIRST}\n{OWN}\nAdvertisement\nRead more: The bridge\n{LAST}\n"
    put("a.txt", text)
    put("cleanscrape.toml", f'cut = ["{OWN}"]\nignore = ["en.advertisement.*", "en.cookie.*"]\n')
    assert run("a.txt")[1] == f"{FIRST}\nAdvertisement\n{LAST}\n"
    put("cleanscrape.toml", 'keep = ["read more"]\n[sites."example.com"]\nwithout = ["related"]\n'
        f'cut = ["{OWN.upper()}"]\n')  # fmt: skip
    assert run("a.txt")[1] == f"{FIRST}\n{OWN}\nRead more: The bridge\n{LAST}\n"
    assert run("a.txt", "--url", "https://news.example.com/1")[1] == (
        f"{FIRST}\nRead more: The bridge\n{LAST}\n"
    )
    record = json.loads(run("a.txt", "--json")[1])
    assert [s["guard"] for s in record["spared"]] == ["keep"]


def test_paths_of_packs_are_relative_to_the_file(run: Run) -> None:
    put("conf/words/own.toml", f"""
        [pack]
        language = "en"
        category = "site"
        version = "1"
        [[rule]]
        id = "trust"
        kind = "label"
        tier = "sure"
        why = "names the owner"
        patterns = ["{OWN[:-1].lower()}"]
        remove = ["{OWN}"]
        keep = ["The trust paid for the bridge."]
    """)  # fmt: skip
    put("conf/cleanscrape.toml", 'rules = ["words"]\n')
    put("conf/a.txt", f"{FIRST}\n{OWN}\n{LAST}\n")
    assert run("conf/a.txt")[1] == f"{FIRST}\n{LAST}\n"
    assert run("conf/a.txt", "--no-config", "--rules", "conf/words/own.toml")[1] == (
        f"{FIRST}\n{LAST}\n"
    )


def test_show_config_tells_where_each_value_comes_from(run: Run) -> None:
    put("cleanscrape.toml", 'level = "careful"\nkeep = ["a.b"]\n[sites."x.org"]\nbudget = 0.2\n')
    put("a.txt")
    code, out, err = run("a.txt", "--show-config", "--metadata", "drop")
    assert (code, err) == (0, "")
    path = str(Path("cleanscrape.toml").absolute())
    assert f'level = "careful"  # {path}\n' in out
    assert 'metadata = "drop"  # --metadata\n' in out
    assert 'kind = "auto"  # default\n' in out
    assert "# budget is not set  # default\n" in out
    shown = tomllib.loads(out)
    assert shown["sites"] == {"x.org": {"budget": 0.2}}
    put("b/cleanscrape.toml", out)
    put("b/b.txt")
    assert run("b/b.txt")[1] == TIDY, "what is shown is a configuration"
    assert run("--show-config")[0] == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('lvel = "careful"', "unknown key 'lvel' (did you mean level?); known: kind,"),
        ("level = 3", 'level must be a text: "careful", "normal" or "eager"'),
        ('level = "rude"', "level must be one of careful, normal, eager, not 'rude'"),
        ("budget = 3", "budget must be a number from 0 to 1"),
        ("budget = true", "budget must be a number from 0 to 1"),
        ('keep = "x"', "keep must be a list of regular expressions"),
        ('keep = ["(a+)+"]', "of a group that repeats something itself; unnest it"),
        ('keep = [""]', "keep must be a list of regular expressions"),
        ('cut = ["..."]', "holds no letter"),
        ('ignore = ["en.newsleter.call"]', "did you mean en.newsletter.call?"),
        ('languages = ["tlh"]', "no packs for language 'tlh'"),
        ('without = ["adverts"]', "no category 'adverts' (did you mean advertisement?)"),
        ('rules = ["gone.toml"]', "gone.toml"),
        ('packs = ["gone"]', "no pack 'gone' is installed"),
        ('filters = ["gone"]', "no filter 'gone' is installed"),
        ("sites = 3", "sites must be a table for each host"),
        ('sites = {x = "y"}', 'sites.x must be a table: write [sites."x"]'),
        ('[sites."x.org"]\nlanguages = ["en"]', "sites.x.org: unknown key 'languages'"),
        ('[sites."x.org"]\nkind = "z"', "sites: x.org: kind must be one of"),
        ('[sites."x.org"]\nwithout = ["adverts"]', "sites: x.org: no filter 'adverts'"),
        ("level = ", "not TOML: "),
        ("#" * 1_000_001, "larger than 1,000,000 bytes"),
    ],
)
def test_what_is_wrong_is_told_with_the_file_and_a_remedy(run: Run, text: str, said: str) -> None:
    put("cleanscrape.toml", text)
    put("a.txt")
    code, out, err = run("a.txt", "-o", "b.txt")
    assert (code, out) == (2, "")
    assert said in " ".join(err.split())
    assert ".toml: " in err
    assert not Path("b.txt").exists()


def test_all_that_is_wrong_is_told_at_once(run: Run) -> None:
    put("cleanscrape.toml", 'lvel = 1\nbudget = 3\n[sites."x.org"]\nkeep = 1\n')
    put("a.txt")
    err = run("a.txt")[2]
    assert err.count("cleanscrape.toml: ") == 3


def test_a_pyproject_without_a_table_is_no_configuration(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text("[tool.ruff]\n")
    with pytest.raises(ConfigError, match=r"no \[tool.cleanscrape\] table"):
        config.read(path)


def test_every_setting_is_an_option_too() -> None:
    import argparse

    parser = argparse.ArgumentParser()
    options.add_choices(parser)  # type: ignore[arg-type]
    options.add_own(parser)  # type: ignore[arg-type]
    given = vars(parser.parse_args([]))
    assert given.keys() >= KEYS.keys() - {"sites"}
