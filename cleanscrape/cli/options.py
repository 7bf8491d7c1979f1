"""Options that `clean` and `explain` share: how to clean. Only argparse, for a quick `--help`."""

from __future__ import annotations

import argparse
from typing import NoReturn

from cleanscrape.report.terminal import harmless

KINDS = ("auto", "article", "page")
METADATA = ("keep", "drop")
LEVELS = ("careful", "normal", "eager")
CATEGORIES = (
    "navigation", "newsletter", "donation", "cookie", "paywall", "advertisement",
    "share", "related", "legal", "media", "comments", "metadata",
)  # fmt: skip
"""Written out, for speed; a test holds these four to what the library says."""


class Parser(argparse.ArgumentParser):
    """A parser whose errors cannot act on the terminal, whatever the arguments hold."""

    def error(self, message: str) -> NoReturn:
        """Tell the usage and the error, and exit with 2."""
        super().error(harmless(message))


def add_choices(group: argparse._ArgumentGroup) -> None:
    """Add the options that choose what goes."""
    group.add_argument(
        "--kind", choices=KINDS, default="auto",
        help="an extracted article, or all that a page showed; default: as the lines look",
    )  # fmt: skip
    group.add_argument(
        "--metadata", choices=METADATA, default="keep",
        help="drop headline, byline, date line, captions, embeds, too; default: keep",
    )  # fmt: skip
    group.add_argument(
        "--level", choices=LEVELS, default="normal",
        help="cut what is sure; what its context confirms, too (default); whatever is likely",
    )  # fmt: skip
    group.add_argument(
        "--languages", metavar="CODE", type=_names, action="extend",
        help="use the rules of these languages alone, such as en; default: all",
    )  # fmt: skip
    group.add_argument(
        "--budget", metavar="SHARE", type=_share,
        help="keep a document whole if more than this share (0 to 1) of its sentences would go",
    )  # fmt: skip
    group.add_argument("--title", help="the headline of the one input, if you know it")
    for option, what in (("only", "cut these alone"), ("without", "do not cut these")):
        group.add_argument(
            f"--{option}", metavar="CATEGORY", type=_categories, action="extend",
            help=f"{what}; repeat, or separate by commas",
        )  # fmt: skip


def _names(value: str) -> list[str]:
    names = [name.strip() for name in value.split(",") if name.strip()]
    if not names:
        raise argparse.ArgumentTypeError("is empty")
    return names


def _categories(value: str) -> list[str]:
    names = _names(value)
    for name in names:
        if name not in CATEGORIES:
            raise argparse.ArgumentTypeError(
                f"no category {name!r}; there are {', '.join(CATEGORIES)}"
            )
    return names


def _share(value: str) -> float:
    try:
        share = float(value)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"must be a number from 0 to 1, not {value!r}")
    return share
