"""`cleanscrape evaluate`: its options. What takes time to import waits until they are read."""

from __future__ import annotations

from argparse import Namespace, _ArgumentGroup
from collections.abc import Sequence

from cleanscrape.cli.main import EXIT_CODES
from cleanscrape.cli.options import add_choices, add_jobs, add_own, count, names
from cleanscrape.cli.usage import SETTINGS, Parser, parser_of, refuse, usage_errors

_EPILOG = f"""\
DATA has a JSON object in each line: "text", or "texts" (an object of texts by tool), and what
annotators say: "gold" (the body), "must_have" and "must_not" (lists of strings). Optional: "id",
"set", "lang", "title", "url", "optional" (lines that count neither way).

{EXIT_CODES}"""


def run(arguments: Sequence[str]) -> int:
    """Run `cleanscrape evaluate`; a wrong command line exits with 2 before anything is read."""
    parser = build()
    args = parser.parse_intermixed_args(list(arguments))
    with usage_errors(parser, SETTINGS):
        _check(args)
        from cleanscrape.cli.evaluating import start

        job = start(args)
    return job.run()


def build() -> Parser:
    """The parser of `cleanscrape evaluate`."""
    parser = parser_of(
        "evaluate",
        usage="cleanscrape evaluate [options] DATA.jsonl[.gz] ...",
        description="Measure what cleaning does to pages whose bodies somebody has annotated.",
        epilog=_EPILOG,
    )
    parser.add_argument("inputs", metavar="DATA.jsonl[.gz]", nargs="*", help="labelled pages")
    _add_data(parser.add_argument_group("what to measure"))
    _add_outputs(parser.add_argument_group("output (without any, the report is printed)"))
    add_choices(parser.add_argument_group("how to clean, as with `cleanscrape clean`"), many=True)
    add_own(parser.add_argument_group("your own words and settings"))
    return parser


def _add_data(group: _ArgumentGroup) -> None:
    for option, metavar, what in (
        ("sets", "NAME", "pages of these sets alone"),
        ("tools", "GLOB", "texts of these tools alone, such as 'article:*'"),
        ("peers", "NAME", "other cleaners beside, such as c4,justext; all: all of them"),
    ):
        group.add_argument(
            f"--{option}", metavar=metavar, type=names, action="extend", help=what, default=[]
        )
    group.add_argument("--sample", metavar="N", type=count, help="N pages of each set")
    group.add_argument(
        "--seed", metavar="N", type=int, default=0, help="of the sample and of the intervals"
    )
    group.add_argument(
        "--residue", metavar="FILE.jsonl", action="append", default=[],
        help="lines of the gold that are furniture, for net harm; default: gold_residue.jsonl "
        "beside the data",
    )  # fmt: skip


def _add_outputs(group: _ArgumentGroup) -> None:
    group.add_argument("-o", "--output", metavar="REPORT.md", help="write the report here")
    group.add_argument("--json", metavar="FILE.json", help="write every figure here")
    group.add_argument("--full", action="store_true", help="every table, and each wrong removal")
    group.add_argument("-q", "--quiet", action="store_true", help="no progress")
    add_jobs(group)


def _check(args: Namespace) -> None:
    """Raise `OptionError`, with the remedy."""
    given = (*args.inputs, *args.residue, args.output, args.json)
    same = args.output is not None and args.output == args.json
    refuse(
        (not args.inputs, "no input: give DATA.jsonl, a file of labelled pages"),
        ("" in given, "an empty name: give a file"),
        (same, "-o and --json name the same file: give two"),
    )
