"""`cleanscrape explain`: its options. What takes time to import waits until they are read."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Sequence

from cleanscrape.cli.main import EXIT_CODES
from cleanscrape.cli.options import add_choices, add_own
from cleanscrape.cli.usage import SETTINGS, Parser, parse_inputs, parser_of, refuse, usage_errors

_EPILOG = f"""\
LINE is a number, from 1, or a range such as 10-14, as an editor counts; -:LINE is a line of
standard input. Without LINE: every line that a rule looked at. A file whose own name ends like
a LINE is taken as that file. The lines of .html and .htm are those of the extracted text.

{EXIT_CODES}"""
_STDIN = re.compile(r"-:\d+(-\d+)?")
"""What argparse would take for an option."""


def run(arguments: Sequence[str]) -> int:
    """Run `cleanscrape explain`; a wrong command line exits with 2 before anything is read."""
    parser = build()
    args = parse_inputs(parser, arguments, _STDIN.fullmatch)
    with usage_errors(parser, SETTINGS):
        _check(args)
        from cleanscrape.cli.telling import start

        job = start(args)
    return job.run()


def build() -> Parser:
    """The parser of `cleanscrape explain`."""
    parser = parser_of(
        "explain",
        usage="cleanscrape explain [options] FILE[:LINE]|- ...",
        description="Tell, line by line, which rules fired, were spared, or came close, and why.",
        epilog=_EPILOG,
    )
    parser.add_argument("inputs", metavar="FILE[:LINE]|-", nargs="*", help="- is standard input")
    parser.add_argument("--json", action="store_true", help="a list of objects, for machines")
    add_choices(parser.add_argument_group("how to clean, as with `cleanscrape clean`"))
    add_own(parser.add_argument_group("your own words and settings"))
    return parser


def _check(args: Namespace) -> None:
    """Raise `OptionError`, with the remedy."""
    refuse(
        (not args.inputs, "no input: give FILE, FILE:LINE, or - for standard input"),
        ("" in args.inputs, "an empty name: give a file"),
    )
