"""`--show-config`: what holds for an input, and where it was said."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from cleanscrape.cli.cleaners import Cleaners, cleaner_of
from cleanscrape.cli.inputs import STDIN, Source, find
from cleanscrape.cli.main import DONE
from cleanscrape.cli.writing import show
from cleanscrape.config import KEYS, Config
from cleanscrape.report.terminal import harmless


def show_config(args: Namespace) -> int:
    """Print every setting of the first input as TOML, with its origin; the exit code.

    Raises `OptionError` and `ConfigError` as cleaning would.
    """
    source: Source = next(find(args.inputs))
    cleaners = Cleaners(args)
    settings = cleaners.config(source)
    cleaner_of(settings)
    path = cleaners.config_file(source)
    name = "standard input" if source.name == STDIN else source.name
    lines = [f"# settings for {name}", f"# configuration file: {path or 'none'}", ""]
    lines += [_line(key, settings) for key in KEYS if key != "sites"]
    for site, own in settings.values["sites"].items():
        lines += ["", f"[sites.{json.dumps(site)}]  # {settings.origin('sites')}"]
        lines += [f"{key} = {_toml(value)}" for key, value in own.items()]
    show("\n".join(map(harmless, lines)) + "\n")
    return DONE


def _line(key: str, settings: Config) -> str:
    value = settings.values[key]
    said = f"# {key} is not set" if value is None else f"{key} = {_toml(value)}"
    return f"{said}  # {settings.origin(key)}"


def _toml(value: Any) -> str:
    """JSON's texts, numbers and lists of them are TOML's, too."""
    return json.dumps(value, ensure_ascii=False)
