"""`cleanscrape train`: its options. What takes time to import waits until they are read."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from cleanscrape.cli.main import EXIT_CODES
from cleanscrape.cli.options import count
from cleanscrape.cli.usage import Parser, parser_of, refuse, usage_errors
from cleanscrape.errors import MissingExtra

_EPILOG = f"""\
LABELLED has a JSON object in each line: "text", or "texts" (an object of texts by tool; name those
of whole pages page:TOOL), and "gold", the article's body, one paragraph per line. Optional: "id",
"lang", "title", "captions", "optional"; of pages without gold, "must_have" and "must_not". Of such
pages three or more texts that are not of whole pages vote. A file named twice counts twice.
Use the model with --model, or Cleaner(model=...).

{EXIT_CODES}"""


def run(arguments: Sequence[str]) -> int:
    """Run `cleanscrape train`; a wrong command line exits with 2 before anything is read."""
    parser = build()
    args = parser.parse_intermixed_args(list(arguments))
    with usage_errors(parser):
        _check(args)
        from cleanscrape.cli.training import start
    return start(args)


def build() -> Parser:
    """The parser of `cleanscrape train`."""
    parser = parser_of(
        "train",
        usage="cleanscrape train [options] LABELLED.jsonl[.gz] ... -o MODEL.npz",
        description="Train a line model on pages of your own.",
        epilog=_EPILOG,
    )
    parser.add_argument("inputs", metavar="LABELLED.jsonl[.gz]", nargs="*", help="labelled pages")
    parser.add_argument("-o", "--output", metavar="MODEL.npz", help="write the model here")
    parser.add_argument(
        "--epochs", metavar="N", type=count, default=9, help="passes over all pages; default: 9"
    )
    parser.add_argument(
        "--seed", metavar="N", type=int, default=0, help="of the random choices; default: 0"
    )
    parser.add_argument(
        "--planted", metavar="N", type=count, default=None,
        help="add N pages of each language, put together from the rules' examples; default: none",
    )  # fmt: skip
    parser.add_argument(
        "--name", metavar="NAME", help="the version that logs tell; default: made of the weights"
    )
    parser.add_argument("--licence", metavar="TEXT", help="what the file says of its licence")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress")
    return parser


def _check(args: Namespace) -> None:
    """Raise `OptionError` or `MissingExtra`, with the remedy."""
    from importlib.util import find_spec

    refuse(
        (not args.inputs, "no input: give LABELLED.jsonl, a file of labelled pages"),
        (not args.output, "no output: name the model's file with -o MODEL.npz"),
        ("" in args.inputs, "an empty name: give a file"),
        (args.seed < 0, f"--seed must be 0 or more, not {args.seed}"),
    )
    if find_spec("numpy") is None:
        raise MissingExtra("training needs numpy: pip install 'cleanscrape[train]'")
