"""`cleanscrape audit`: its options. A person judges a sample of what a log cut and spared."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from cleanscrape.cli.narrow import add_narrow, count
from cleanscrape.cli.usage import Parser, parser_of, refuse, usage_errors

_EPILOG = """\
keys, at a terminal without Enter, else one a line on standard input:
  y         right to cut; of a near miss, right to keep
  n         wrong
  s, space  unsure
  b         back to the one before
  ?         show more of what stands around it
  q         quit; the same command goes on where you stopped

The sample is the same for the same log and --seed. A larger --sample holds the smaller one, so
that you can go on with more; and whatever was judged when you stop is a fair sample.

exit codes:
  0    done, or stopped with q
  1    the log, or some of its lines or of the verdicts, cannot be read (named on standard error)
  2    the command line is wrong
  130  interrupted, by Ctrl-C; what was judged is kept
"""


def run(arguments: Sequence[str]) -> int:
    """Run `cleanscrape audit`; a wrong command line exits with 2."""
    parser = build()
    args = parser.parse_args(arguments)
    with usage_errors(parser):
        _check(args)
        from cleanscrape.cli.auditing import audit, report

        return report(args) if args.report is not None else audit(args)


def build() -> Parser:
    """The parser of `cleanscrape audit`."""
    parser = parser_of(
        "audit",
        usage="cleanscrape audit [options] LOG.jsonl\n"
        "       cleanscrape audit [--json] --report VERDICTS.jsonl",
        description="Judge a sample of what was cut and of what nearly was; precision by filter.",
        epilog=_EPILOG,
    )
    parser.add_argument("log", metavar="LOG.jsonl", nargs="?", help="the log of clean --log")
    parser.add_argument(
        "--sample", metavar="N", type=count,
        help="ask about N texts, spread over the filters; default: 200",
    )  # fmt: skip
    parser.add_argument("--seed", metavar="N", type=count, help="draw others; default: 0")
    parser.add_argument(
        "-o", "--output", metavar="VERDICTS.jsonl",
        help="where each verdict goes at once; default: beside the log, LOG.verdicts.jsonl",
    )  # fmt: skip
    add_narrow(parser)
    parser.add_argument(
        "--report", metavar="VERDICTS.jsonl", help="ask nothing: tell what the verdicts add up to"
    )
    parser.add_argument("--json", action="store_true", help="the report for machines")
    return parser


def _check(args: argparse.Namespace) -> None:
    """Raise `OptionError`, with the remedy."""
    asking = (args.log, args.sample, args.seed, args.output)
    narrowed = args.category or args.rule
    refuse(
        (args.log is None and args.report is None, "no log: give the file of clean --log"),
        ("" in (args.log, args.output, args.report), "an empty name: give a file"),
        ("-" in (args.log, args.report), "standard input is where the keys come from: give a file"),
        (
            args.report is not None and (narrowed or any(one is not None for one in asking)),
            "--report reads verdicts alone: no log, and no option but --json",
        ),
        (args.output == "-", "verdicts are kept in a file: give -o FILE"),
        (args.sample == 0, "--sample 0 asks nothing; --report tells what was judged"),
    )
    args.sample = args.sample or 200
    args.seed = args.seed or 0
