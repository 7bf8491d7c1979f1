"""Options that several commands share: how to clean. Only argparse, for a quick `--help`."""

from __future__ import annotations

import argparse

KINDS = ("auto", "article", "page")
METADATA = ("keep", "drop")
LEVELS = ("careful", "normal", "eager")
CATEGORIES = (
    "navigation", "newsletter", "donation", "cookie", "paywall", "advertisement",
    "share", "related", "legal", "media", "comments", "site", "metadata", "residue",
)  # fmt: skip
"""Written out, for speed; a test holds these four to what the library says."""


def add_choices(group: argparse._ArgumentGroup, many: bool = False) -> None:
    """Add the options that choose what goes; None stands for what the configuration says.

    With `many`, what can hold for one document alone is left out.
    """
    group.add_argument(
        "--kind", choices=KINDS,
        help="an extracted article, or all that a page showed; default: auto, as the lines look",
    )  # fmt: skip
    group.add_argument(
        "--metadata", choices=METADATA,
        help="drop headline, byline, date line, captions, embeds, too; default: keep",
    )  # fmt: skip
    group.add_argument(
        "--level", choices=LEVELS,
        help="cut what is sure; what its context confirms, too (default: normal); whatever is "
        "likely",
    )  # fmt: skip
    group.add_argument(
        "--languages", metavar="CODE", type=names, action="extend",
        help="use the rules of these languages alone, such as en; default: all",
    )  # fmt: skip
    group.add_argument(
        "--budget", metavar="SHARE", type=_share,
        help="keep a document whole if more than this share (0 to 1) of its sentences would go",
    )  # fmt: skip
    if not many:
        _add_single(group)
    for option, what in (("only", "cut these alone"), ("without", "do not cut these")):
        group.add_argument(
            f"--{option}", metavar="CATEGORY", type=names, action="extend",
            help=f"{what}; repeat, or separate by commas",
        )  # fmt: skip


def _add_single(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--title", help="the headline of the one input, if you know it")
    group.add_argument("--url", help="the address of the one input, for what differs by site")
    group.add_argument(
        "--encoding", metavar="NAME", type=_encoding,
        help="of text files, such as cp1252; default: found out",
    )  # fmt: skip


def add_own(group: argparse._ArgumentGroup) -> None:
    """Add the options that bring in a user's own words and settings."""
    group.add_argument(
        "--ignore", metavar="RULE", type=names, action="extend",
        help="leave this rule out (cleanscrape rules list); * stands for any part of its name",
    )  # fmt: skip
    for option, metavar, what in (
        ("keep", "REGEX", "never cut a line or sentence that this matches a part of"),
        ("cut", "PHRASE", "cut lines and sentences that say this and nothing else"),
        ("rules", "PACK.toml|DIR", "use this pack of rules, too, or all in a folder"),
    ):
        group.add_argument(
            f"--{option}", metavar=metavar, action="append", help=f"{what}; repeat for more"
        )
    for option, what in (("packs", "rules"), ("filters", "filters")):
        group.add_argument(
            f"--{option}", metavar="NAME", type=names, action="extend",
            help=f"use these {what} of other installed packages, too",
        )  # fmt: skip
    model = group.add_mutually_exclusive_group()
    model.add_argument(
        "--model",
        metavar="FILE",
        help="use this line model (cleanscrape train), not the shipped one",
    )
    model.add_argument(
        "--no-model", dest="model", action="store_const", const="none", help="use rules alone"
    )
    files = group.add_mutually_exclusive_group()
    files.add_argument(
        "--config", metavar="FILE",
        help="settings; default: the nearest cleanscrape.toml, or pyproject.toml with "
        "[tool.cleanscrape], in the folder of an input or above",
    )  # fmt: skip
    files.add_argument("--no-config", action="store_true", help="read no settings from files")


def add_jobs(group: argparse._ArgumentGroup) -> None:
    """Add the option that says how many processes do the work."""
    group.add_argument(
        "-j", "--jobs", metavar="N", type=count,
        help="processes; default: one for each core, if there is enough to do",
    )  # fmt: skip


def names(value: str) -> list[str]:
    """The names in a list with commas."""
    found = [name.strip() for name in value.split(",") if name.strip()]
    if not found:
        raise argparse.ArgumentTypeError("is empty")
    return found


def count(value: str) -> int:
    """A number of things, of which there has to be one."""
    if not value.isascii() or not value.isdigit() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number above 0, not {value!r}")
    return int(value)


def _encoding(value: str) -> str:
    import codecs

    try:
        codecs.lookup(value)
        "".encode(value)
    except (LookupError, ValueError):
        raise argparse.ArgumentTypeError(f"no encoding {value!r} is known") from None
    return value


def _share(value: str) -> float:
    try:
        share = float(value)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"must be a number from 0 to 1, not {value!r}")
    return share
