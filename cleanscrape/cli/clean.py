"""`cleanscrape clean`: its options. What takes time to import waits until they are read."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from cleanscrape.cli.corpus_options import add_corpus
from cleanscrape.cli.main import COMMANDS, EXIT_CODES
from cleanscrape.cli.options import CATEGORIES, add_choices, add_jobs, add_own
from cleanscrape.cli.usage import SETTINGS, Parser, parse_inputs, parser_of, refuse, usage_errors

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cleanscrape.cli.corpus import CorpusJob
    from cleanscrape.cli.job import Job

_EPILOG = f"""\
categories: {", ".join(CATEGORIES[:6])},
  {", ".join(CATEGORIES[6:])} (with --metadata drop)

inputs: text in any encoding; .html and .htm through trafilatura (pip install "cleanscrape[html]").
  A folder is searched for .txt, .md, .html and .htm files, and its structure is kept below -o.
  Inputs are changed by --in-place alone, which writes the log that can undo it first.
  A file that is called like a command ({", ".join(COMMANDS)}) is written ./clean.

{EXIT_CODES}"""


def run(arguments: Sequence[str]) -> int:
    """Run `cleanscrape clean`; a wrong command line exits with 2 before anything is read."""
    parser = build()
    args = parse_inputs(parser, arguments)
    with usage_errors(parser, SETTINGS):
        _check(args)
        from cleanscrape.cli.corpus_inputs import is_corpus
        from cleanscrape.cli.job import start

        if args.show_config:
            from cleanscrape.cli.settings import show_config

            return show_config(args)
        job: Job | CorpusJob
        if is_corpus(args):
            from cleanscrape.cli.corpus import CorpusJob

            job = CorpusJob(args)
        else:
            job = start(args)
    return job.run()


def build() -> Parser:
    """The parser of `cleanscrape clean`."""
    parser = parser_of(
        "clean",
        usage="cleanscrape [clean] [options] FILE|DIR|- ...",
        description="Cut boilerplate out of scraped news text.",
        epilog=_EPILOG,
    )
    parser.add_argument("inputs", metavar="FILE|DIR|-", nargs="*", help="- is standard input")
    _add_outputs(parser.add_argument_group("output (without any, one input's text is printed)"))
    add_choices(parser.add_argument_group("how to clean"))
    add_own(parser.add_argument_group("your own words and settings"))
    add_corpus(parser.add_argument_group("files of many texts (.jsonl .parquet .csv .wet .warc)"))
    return parser


def _add_outputs(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "-o", "--output", metavar="PATH",
        help="write clean text here: a folder for several inputs or with a slash at the end, "
        "else a file; - is standard output",
    )  # fmt: skip
    group.add_argument(
        "--in-place", action="store_true",
        help="overwrite each text file, after the log that can undo it was written: --log, or "
        "FILE.cleanscrape.jsonl beside it",
    )  # fmt: skip
    group.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 if anything would go"
    )
    group.add_argument("--log", metavar="FILE.jsonl", help="write one JSON record per document")
    group.add_argument("--diff", action="store_true", help="show what went, and why")
    group.add_argument("--summary", action="store_true", help="show a table by category")
    group.add_argument("--json", action="store_true", help="print the log's records instead")
    group.add_argument("-q", "--quiet", action="store_true", help="no progress, no closing line")
    add_jobs(group)
    group.add_argument(
        "--show-config", action="store_true",
        help="show the settings of the first input, and where each comes from",
    )  # fmt: skip


def _check(args: argparse.Namespace) -> None:
    """Raise `OptionError`, with the remedy, for options that do not go together."""
    reports = args.diff or args.summary
    if args.show_config and not args.inputs:
        args.inputs.append("-")
    refuse(
        (not args.inputs, "no input: give a file, a folder, or - (to clean a file clean: ./clean)"),
        ("" in (*args.inputs, args.output, args.log), "an empty name: give a file or a folder"),
        (args.inputs.count("-") > 1, "standard input can be read only once: give - once"),
        (args.json and reports, "--json fills standard output: leave out --diff and --summary"),
        (args.output == "-" and (args.json or reports), "-o - fills standard output: give a file"),
        (args.log == "-", "--log needs a file; --json prints the same records"),
        (args.in_place and args.output is not None, "--in-place is where the texts go: no -o"),
        (
            args.check and (args.in_place or args.output is not None),
            "--check writes nothing: leave out -o and --in-place",
        ),
    )
