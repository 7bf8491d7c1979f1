"""`--category` and `--rule`, where they narrow down what is looked at."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from cleanscrape.cli.options import names
from cleanscrape.errors import OptionError, meant


@dataclass(frozen=True)
class Narrow:
    """What is asked for: of these categories, if any are named, by these rules, if any are.

    >>> asked = Narrow(rules=("en.share.*",))
    >>> asked("share", "en.share.follow"), asked("legal", "en.legal.copyright")
    (True, False)
    """

    categories: Sequence[str] = ()
    rules: Sequence[str] = ()

    def __call__(self, category: str, rule: str) -> bool:
        """Whether a category and a rule are asked for."""
        return (not self.categories or category in self.categories) and (
            not self.rules or any(fnmatchcase(rule, name) for name in self.rules)
        )

    def check(self, seen: Iterable[tuple[str, str]]) -> None:
        """Raise `OptionError` for a name that fits nothing in the log: it may be misspelt."""
        found = list(seen)
        categories, rules = {category for category, _ in found}, {rule for _, rule in found}
        for name in self.categories:
            if name not in categories:
                listed = ", ".join(sorted(categories)) or "nothing"
                raise OptionError(
                    f"no category {name!r} in the log{meant(name, categories)}; it has {listed}"
                )
        for name in self.rules:
            if not any(fnmatchcase(rule, name) for rule in rules):
                raise OptionError(f"no rule {name!r} in the log{meant(name, rules)}")


def add_narrow(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    for option, more in (("category", ""), ("rule", "; * stands for any part of its name")):
        parser.add_argument(
            f"--{option}", metavar=option.upper(), type=names, action="extend", default=[],
            help=f"of this {option} alone; repeat, or separate by commas{more}",
        )  # fmt: skip


def count(value: str) -> int:
    """A whole number from 0, for argparse."""
    if not value.isascii() or not value.isdigit() or len(value) > 9:
        raise argparse.ArgumentTypeError(f"must be a whole number, not {value!r}")
    return int(value)
