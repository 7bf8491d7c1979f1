"""Configuration files: where one is found, what it may hold, and where each value came from.

``cleanscrape.toml``, or the table ``[tool.cleanscrape]`` of ``pyproject.toml``, is looked for in
the folder of an input and upwards; the nearest holds, alone. Paths in it are relative to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from cleanscrape.errors import ConfigError, meant

NAMES = ("cleanscrape.toml", "pyproject.toml")
_LARGEST = 1_000_000


class Key(NamedTuple):
    """A setting: its default, what it may be, and that in words."""

    default: Any
    may_be: Callable[[Any], bool]
    told: str


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _share(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _model(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


_OF_A_SITE = {
    "kind": Key("auto", _text, 'a text: "auto", "article" or "page"'),
    "metadata": Key("keep", _text, 'a text: "keep" or "drop"'),
    "level": Key("normal", _text, 'a text: "careful", "normal" or "eager"'),
    "budget": Key(None, _share, "a number from 0 to 1"),
    "without": Key([], _texts, "a list of categories"),
    "ignore": Key([], _texts, "a list of rule names"),
    "keep": Key([], _texts, "a list of regular expressions"),
    "cut": Key([], _texts, "a list of phrases"),
}
KEYS = {
    **_OF_A_SITE,
    "languages": Key(None, _texts, "a list of language codes"),
    "only": Key(None, _texts, "a list of categories"),
    "rules": Key([], _texts, "a list of paths of rule packs"),
    "packs": Key([], _texts, "a list of names of installed packs"),
    "filters": Key([], _texts, "a list of names of installed filters"),
    "model": Key("default", _model, 'a text: "default", "none", or the path of a model'),
    "sites": Key({}, lambda value: isinstance(value, dict), "a table for each host"),
}
"""Every setting, in the order in which `--show-config` tells it."""


def _defaults() -> dict[str, Any]:
    return {name: key.default for name, key in KEYS.items()}


@dataclass(frozen=True)
class Config:
    """Settings, each with where it came from.

    Attributes
    ----------
    values:
        A value for every name of `KEYS`.
    origins:
        For each: a file, an option, or ``default``.
    """

    values: Mapping[str, Any] = field(default_factory=_defaults)
    origins: Mapping[str, str] = field(default_factory=dict)

    def over(self, values: Mapping[str, Any], origin: Callable[[str], str]) -> Config:
        """These settings, overridden by others."""
        return Config(
            {**self.values, **values}, {**self.origins, **{name: origin(name) for name in values}}
        )

    def origin(self, name: str) -> str:
        """Where a setting came from."""
        return self.origins.get(name, "default")


def find(folder: Path) -> Path | None:
    """The nearest configuration file, from a folder upwards; None if there is none.

    A ``pyproject.toml`` without ``[tool.cleanscrape]`` is none. Raises `ConfigError` for one that
    cannot be read.
    """
    here = folder.absolute()
    for place in (here, *here.parents):
        for name in NAMES:
            path = place / name
            if path.is_file() and (name != "pyproject.toml" or _table(path) is not None):
                return path
    return None


def read(path: Path) -> Config:
    """Read a configuration file. Raises `ConfigError`, which lists all that is wrong with it."""
    table = _table(path)
    if table is None:
        raise ConfigError(f"{path}: no [tool.cleanscrape] table; add one, or leave out --config")
    problems = list(_problems(table, KEYS, ""))
    for site, own in _tables(table.get("sites")):
        problems += _problems(own, _OF_A_SITE, f"sites.{site}: ")
    if isinstance(table.get("sites"), dict):
        problems += [
            f"sites.{site} must be a table: write [sites.\"{site}\"]"
            for site, own in table["sites"].items() if not isinstance(own, dict)
        ]  # fmt: skip
    if problems:
        raise ConfigError("\n".join(f"{path}: {problem}" for problem in problems))
    if "rules" in table:
        table = {**table, "rules": [str(path.parent / rule) for rule in table["rules"]]}
    if table.get("model", "default") not in ("default", "none"):
        table = {**table, "model": str(path.parent / table["model"])}
    return Config().over(table, lambda _: str(path))


def _tables(sites: Any) -> list[tuple[str, dict[str, Any]]]:
    if not isinstance(sites, dict):
        return []
    return [(site, own) for site, own in sites.items() if isinstance(own, dict)]


def _problems(table: Mapping[str, Any], keys: Mapping[str, Key], where: str) -> list[str]:
    wrong = [
        f"{where}unknown key {name!r}{meant(name, keys)}; "
        + (
            "a host stands in quotes, such as [sites.\"example.com\"]"
            if where and isinstance(table[name], dict)
            else f"known: {', '.join(keys)}"
        )
        for name in table if name not in keys
    ]  # fmt: skip
    return wrong + [
        f"{where}{name} must be {keys[name].told}"
        for name, value in table.items() if name in keys and not keys[name].may_be(value)
    ]  # fmt: skip


def _table(path: Path) -> dict[str, Any] | None:
    """The settings that a file holds; None for a pyproject.toml that holds none."""
    import tomllib  # most folders have no settings

    try:
        if path.stat().st_size > _LARGEST:
            raise ConfigError(f"{path}: larger than {_LARGEST:,} bytes: this is no configuration")
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 ({error}); save it in that encoding") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        quotes = "; write what holds a backslash in 'single quotes'" if "\\" in str(error) else ""
        raise ConfigError(f"{path}: not TOML: {error}{quotes}") from error
    if path.name != "pyproject.toml":
        return data
    table = data.get("tool", {}).get("cleanscrape")
    if table is not None and not isinstance(table, dict):
        raise ConfigError(f"{path}: tool.cleanscrape must be a table")
    return table
