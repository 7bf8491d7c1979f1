"""The cleaner of each input: configuration of its folder, overridden by the command line."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cleanscrape import config
from cleanscrape.api import Cleaner
from cleanscrape.cli.inputs import STDIN, Source
from cleanscrape.config import KEYS, Config
from cleanscrape.errors import OptionError, meant

_SINGLE = ("kind", "metadata", "level", "languages", "budget", "ignore", "keep", "cut", "sites")


@dataclass
class Cleaners:
    """The cleaners of a run, made when first asked for; inputs with one configuration share one.

    Parameters
    ----------
    args:
        The parsed command line.
    ready:
        Whether to compile all rules when a cleaner is made: for many texts.
    """

    args: Namespace
    ready: bool = False
    made: list[Cleaner] = field(default_factory=list)
    _places: dict[Path | None, int] = field(default_factory=dict)
    _folders: dict[Path, Path | None] = field(default_factory=dict)

    def place(self, source: Source) -> int:
        """The place in `made` of a document's cleaner. Raises `OptionError`, `ConfigError`."""
        path = self.config_file(source)
        if path not in self._places:
            self.made.append(cleaner_of(self._config(path), ready=self.ready))
            self._places[path] = len(self.made) - 1
        return self._places[path]

    def of(self, source: Source) -> Cleaner:
        """The cleaner of a document."""
        return self.made[self.place(source)]

    def config(self, source: Source) -> Config:
        """The settings of a document."""
        return self._config(self.config_file(source))

    def config_file(self, source: Source) -> Path | None:
        """The configuration file that holds for a document, if any."""
        if self.args.no_config:
            return None
        if self.args.config is not None:
            return Path(self.args.config)
        folder = Path() if source.name == STDIN else Path(source.name).parent
        if folder not in self._folders:
            self._folders[folder] = config.find(folder)
        return self._folders[folder]

    def _config(self, path: Path | None) -> Config:
        found = Config() if path is None else config.read(path)
        given = {
            name: getattr(self.args, name) for name in KEYS
            if getattr(self.args, name, None) is not None
        }  # fmt: skip
        return found.over(given, lambda name: f"--{name}")


def cleaner_of(settings: Config, *, ready: bool = False) -> Cleaner:
    """The cleaner that settings ask for. Raises `OptionError`, naming where the value came from."""
    values = settings.values
    options: dict[str, Any] = {name: values[name] for name in _SINGLE}
    options["model"] = None if values["model"] == "none" else values["model"]
    try:
        make = Cleaner if ready else Cleaner.on_demand
        cleaner = make(packs=_packs(values), **options)
        return _chosen(_with_filters(cleaner, values["filters"]), values)
    except OptionError as error:
        raise OptionError(f"{_where(str(error), settings)}{error}") from error


def _where(error: str, settings: Config) -> str:
    """The file that holds the setting which an error begins with, if a file does."""
    about = [name for name in KEYS if error.startswith((f"{name} ", f"{name}: "))]
    if error.startswith("no category"):
        about = ["only", "without"]
    elif error.startswith("no packs for language"):
        about = ["languages"]
    elif error.startswith(("no pack ", "no filter ")):
        about = ["packs", "filters"]
    origins = {settings.origin(name) for name in about}
    files = sorted(origin for origin in origins if not origin.startswith(("--", "default")))
    return f"{', '.join(files)}: " if files else ""


def _packs(values: Any) -> list[Any]:
    found: list[Any] = list(values["rules"])
    if values["packs"]:
        from cleanscrape import plugins

        found += plugins.packs(values["packs"])
    return found


def _with_filters(cleaner: Cleaner, names: list[str]) -> Cleaner:
    if not names:
        return cleaner
    from cleanscrape import plugins

    for step in plugins.filters(names):
        cleaner = cleaner.insert(step)
    return cleaner


def _chosen(cleaner: Cleaner, values: Any) -> Cleaner:
    """The cleaner with the filters of the categories that are asked for."""
    only, without = values["only"], values["without"]
    if "metadata" in (only or ()) and values["metadata"] == "keep":
        raise OptionError("only metadata needs metadata = drop: metadata is kept by default")
    names = [step.name for step in cleaner.filters]
    for name in (*(only or ()), *without):
        if name not in names:
            raise OptionError(
                f"no category {name!r}{meant(name, names)}; there are {', '.join(names)}"
            )
    wanted = [name for name in names if name in (only or names) and name not in without]
    if not wanted:
        raise OptionError("only and without together leave nothing to cut")
    return cleaner if wanted == names else cleaner.only(*wanted)
