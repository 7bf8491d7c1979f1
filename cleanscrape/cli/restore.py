"""`cleanscrape restore`: its options. Give back what cleaning took, from its log."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from cleanscrape.cli.main import EXIT_CODES
from cleanscrape.cli.options import names
from cleanscrape.cli.usage import Parser, parser_of, refuse, usage_errors

_EPILOG = f"""\
examples:
  cleanscrape restore clean.txt log.jsonl -o original.txt    byte for byte
  cleanscrape restore news.txt --in-place                    undo clean --in-place
  cleanscrape restore clean.txt log.jsonl --category related undo some of it
  cleanscrape restore CLEAN/ log.jsonl -o ORIGINAL/          a folder

A clean text is found in the log by its bytes: one that was edited since is refused.
Without LOG, the one that clean --in-place left beside the text is used.

{EXIT_CODES}"""


def run(arguments: Sequence[str]) -> int:
    """Run `cleanscrape restore`; a wrong command line exits with 2."""
    parser = build()
    args = parser.parse_args(arguments)
    with usage_errors(parser):
        _check(args)
        from cleanscrape.cli.undo import undo

        return undo(args)


def build() -> Parser:
    """The parser of `cleanscrape restore`."""
    parser = parser_of(
        "restore",
        usage="cleanscrape restore [options] CLEAN|DIR [LOG.jsonl]",
        description="Undo a cleaning, or some of its cuts.",
        epilog=_EPILOG,
    )
    parser.add_argument("clean", metavar="CLEAN|DIR", help="a clean text, or a folder of them")
    parser.add_argument("log", metavar="LOG.jsonl", nargs="?", help="the log of the cleaning")
    parser.add_argument(
        "-o", "--output", metavar="PATH",
        help="write here: a folder for a folder, else a file; default: standard output",
    )  # fmt: skip
    parser.add_argument("--in-place", action="store_true", help="overwrite the clean text")
    for option, what in (("category", "category"), ("rule", "rule")):
        parser.add_argument(
            f"--{option}", metavar=option.upper(), type=names, action="extend",
            help=f"undo the cuts of this {what} alone; repeat, or separate by commas",
        )  # fmt: skip
    return parser


def _check(args: Namespace) -> None:
    """Raise `OptionError`, with the remedy."""
    in_two_places = args.output is not None and args.in_place
    no_name = "" in (args.clean, args.log, args.output)
    refuse(
        (in_two_places, "--in-place is where the texts go: no -o"),
        (no_name, "an empty name: give a file or a folder"),
        (args.clean == "-", "standard input is not kept: give the file of the clean text"),
    )
