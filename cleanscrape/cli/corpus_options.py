"""The options of `cleanscrape clean` for files of many texts."""

from __future__ import annotations

import argparse
import re
from argparse import Namespace

FORMATS = ("text", "jsonl", "parquet", "csv", "wet", "warc")
"""Written out, so that `--help` need not import what reads them; a test holds them together."""
ONLY_HERE = (
    "text_field", "id_field", "url_field", "title_field", "into", "log_field", "dolma", "rejects",
    "max_doc", "restart",
)  # fmt: skip
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9}


def add_corpus(group: argparse._ArgumentGroup) -> None:
    """Add the options."""
    group.add_argument(
        "--format", choices=FORMATS, help="what the inputs are; default: as their names end"
    )
    for option, what in (
        ("text", "the text; default: text"),
        ("id", "what the log calls the record; default: id"),
        ("url", "the address, for what differs by site"),
        ("title", "the headline"),
    ):
        group.add_argument(
            f"--{option}-field", metavar="FIELD", help=f"the field that holds {what}"
        )
    for option, what in (
        ("into", "leave the text, and put the clean one into this new field"),
        ("log-field", "put the log into this new field"),
    ):
        group.add_argument(f"--{option}", metavar="FIELD", help=what)
    group.add_argument(
        "--dolma", metavar="DIR", help="write what would go as Dolma attributes into this folder"
    )
    group.add_argument(
        "--rejects", metavar="FILE.jsonl",
        help="records that cannot be cleaned, with the reason; default: beside the output",
    )  # fmt: skip
    group.add_argument(
        "--max-doc", metavar="SIZE", type=size,
        help="reject records of more bytes; default: 64M",
    )  # fmt: skip
    group.add_argument(
        "--restart", action="store_true",
        help="begin anew, and do not go on where a run that was stopped left off",
    )  # fmt: skip


def size(value: str) -> int:
    """A number of bytes.

    >>> size("64M"), size("500K"), size("123")
    (64000000, 500000, 123)
    """
    found = re.fullmatch(r"([0-9]{1,12})([KMG]?)B?", value.upper())
    if not found or not int(found[1]):
        raise argparse.ArgumentTypeError(f"must be a size such as 64M or 500K, not {value!r}")
    return int(found[1]) * _UNITS[found[2]]


def given(args: Namespace) -> list[str]:
    """Those of these options that the command line holds."""
    return [f"--{name.replace('_', '-')}" for name in ONLY_HERE if getattr(args, name)]
