"""`cleanscrape compare`: its options. What two cleanings of the same texts cut differently."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from cleanscrape.cli.narrow import add_narrow, count
from cleanscrape.cli.usage import Parser, parser_of, refuse, usage_errors

_EPILOG = """\
examples:
  cleanscrape clean texts/ -o old/ --log old.jsonl      before a change
  cleanscrape clean texts/ -o new/ --log new.jsonl      after it
  cleanscrape compare old.jsonl new.jsonl | less

A document is known by its path and its source text; gzip is unpacked. What is newly cut and
reads like a sentence of an article comes first, the longest on top.

exit codes:
  0    compared, whether or not anything differs
  1    a log or some of its lines cannot be compared (named on standard error);
       or with --exit-code, a cut differs
  2    the command line is wrong
  130  interrupted, by Ctrl-C or because the reader of the output went away
"""


def run(arguments: Sequence[str]) -> int:
    """Run `cleanscrape compare`; a wrong command line exits with 2."""
    parser = build()
    args = parser.parse_args(arguments)
    with usage_errors(parser):
        _check(args)
        from cleanscrape.cli.comparing import compare

        return compare(args)


def build() -> Parser:
    """The parser of `cleanscrape compare`."""
    parser = parser_of(
        "compare",
        usage="cleanscrape compare [options] OLD.jsonl NEW.jsonl",
        description="Show what is newly cut and newly kept between two logs of the same texts.",
        epilog=_EPILOG,
    )
    parser.add_argument("old", metavar="OLD.jsonl", help="the log of clean --log, before")
    parser.add_argument("new", metavar="NEW.jsonl", help="the log after")
    parser.add_argument(
        "--limit", metavar="N", type=count, default=500,
        help="show at most N texts that are newly cut, and N newly kept; default: 500; 0: all",
    )  # fmt: skip
    add_narrow(parser)
    parser.add_argument("--json", action="store_true", help="one object, for machines")
    parser.add_argument("--exit-code", action="store_true", help="exit with 1 if a cut differs")
    return parser


def _check(args: Namespace) -> None:
    """Raise `OptionError`, with the remedy."""
    files = (args.old, args.new)
    refuse(
        ("" in files, "an empty name: give the file of clean --log"),
        ("-" in files, "logs are read from files: give the file of clean --log"),
    )
