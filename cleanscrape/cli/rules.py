"""`cleanscrape rules`: look rules up, check packs, write the pages about rules."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from cleanscrape.cli.main import DONE, FAILED, tell
from cleanscrape.cli.usage import parser_of, usage_errors
from cleanscrape.errors import OptionError, meant
from cleanscrape.report.terminal import harmless

TYPE_CHECKING = False  # typing takes a fifth of the time in which `--help` has to answer
if TYPE_CHECKING:
    from cleanscrape.report.rulebook import AnyRule

TIERS = ("sure", "likely", "note")
KINDS = ("label", "line", "sentence", "shape", "code", "block")
"""Written out, for speed; a test holds these two to what the library says."""
PAGES = "docs/rules"

_EXIT_CODES = """\
exit codes:
  0  done; what was checked is fine
  1  a pack is wrong, a page is stale, or something cannot be read or written
  2  the command line is wrong
"""


class _Verb:
    """What comes behind `cleanscrape rules`: its help, its options, what it does."""

    def __init__(
        self,
        help: str,
        add_options: Callable[[argparse.ArgumentParser], None],
        run: Callable[[argparse.Namespace], int],
    ) -> None:
        self.help = help
        self.add_options = add_options
        self.run = run


def run(arguments: Sequence[str]) -> int:
    """Run `cleanscrape rules`; the exit code."""
    parser = build()
    args = parser.parse_args(arguments)
    with usage_errors(parser):
        return _VERBS[args.verb].run(args)


def build() -> argparse.ArgumentParser:
    """The parser of `cleanscrape rules`."""
    parser = parser_of(
        "rules",
        usage="cleanscrape rules [-h] " + "|".join(_VERBS) + " ...",
        description="List, show and document rules; check a pack of your own.",
        epilog=_EXIT_CODES,
    )
    verbs = parser.add_subparsers(dest="verb", metavar="|".join(_VERBS), required=True)
    for name, verb in _VERBS.items():
        verb.add_options(verbs.add_parser(name, help=verb.help, allow_abbrev=False))
    return parser


def _add_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words", metavar="WORD", nargs="*",
        help="each must stand in a rule's id, reason, words or examples",
    )  # fmt: skip
    parser.add_argument("--language", metavar="CODE", help="rules of this language, such as en")
    parser.add_argument("--category", metavar="NAME", help="rules of this category, such as share")
    parser.add_argument("--tier", choices=TIERS, help="rules of this tier")
    parser.add_argument("--kind", choices=KINDS, help="rules of this kind")
    _add_source(parser)


def _add_show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the id, or its end if no other ends so")
    _add_source(parser)


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PACK.toml|DIR", nargs="+", help="packs, folders of packs")


def _add_docs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--output", metavar="DIR", default=PAGES, help=f"default: {PAGES}")
    parser.add_argument(
        "--precision", metavar="REPORT.json",
        help="take in how often each rule was right, from cleanscrape evaluate --json",
    )  # fmt: skip
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if a page is stale")


def _add_coverage(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lists", metavar="DIR",
        help="plant the lists of this folder (CODE.jsonl) into its hosts/CODE.txt, and count what "
        "goes",
    )  # fmt: skip


def _add_source(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--rules", metavar="PATH", action="append",
        help="of this pack or folder instead of the shipped ones; may be repeated",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def _list(args: argparse.Namespace) -> int:
    from cleanscrape.cli.writing import show
    from cleanscrape.report.rulebook import search, table

    among = _rules(args)
    _known("language", args.language, {rule.language for rule in among})
    _known("category", args.category, {c for rule in among for c in rule.category.split(", ")})
    found = search(
        among, args.words, language=args.language, category=args.category, tier=args.tier,
        kind=args.kind,
    )  # fmt: skip
    show(_records(found) if args.json else table(found, len(among)))
    return DONE


def _show(args: argparse.Namespace) -> int:
    from cleanscrape.cli.writing import show
    from cleanscrape.report.rulebook import find, page

    rule = find(_rules(args), args.id)
    show(_records([rule]) if args.json else page(rule))
    return DONE


def _check(args: argparse.Namespace) -> int:
    from pathlib import Path

    from cleanscrape.cli.writing import show
    from cleanscrape.rules.loader import examine

    packs, problems = examine(*map(Path, dict.fromkeys(args.paths)))
    for problem in problems:
        show(harmless(problem) + "\n")
    if problems:
        tell(_counted(len(problems), "problem"))
        return FAILED
    rules = [rule for pack in packs for rule in pack.rules]
    examples = sum(len(rule.remove) + len(rule.keep) for rule in rules)
    show(
        f"{_counted(len(packs), 'pack')}, {_counted(len(rules), 'rule')}, "
        f"{_counted(examples, 'example')}: all is well\n"
    )
    return DONE


def _docs(args: argparse.Namespace) -> int:
    from pathlib import Path

    from cleanscrape.cli.writing import show, write
    from cleanscrape.report.rulebook import rules
    from cleanscrape.report.rulepages import (
        PRECISION,
        figures,
        left_over,
        measured,
        pages,
        stale,
    )  # fmt: skip
    from cleanscrape.sources.files import read_bytes

    folder = Path(args.output)
    if args.precision:
        import json

        report = json.loads(read_bytes(Path(args.precision)))
        write(folder / PRECISION, figures(report).encode())
    made = pages(rules(), measured(folder))
    if args.check:
        wrong = stale(folder, made)
        for name in wrong:
            tell(harmless(f"{folder / name}: is stale; run cleanscrape rules docs -o {folder}"))
        return FAILED if wrong else DONE
    for name, text in made.items():
        write(folder / name, text.encode())
    for name in left_over(folder, made):
        (folder / name).unlink()
    show(harmless(f"{_counted(len(made), 'page')} in {folder}") + "\n")
    return DONE


def _coverage(args: argparse.Namespace) -> int:
    from pathlib import Path

    from cleanscrape.cli.writing import show
    from cleanscrape.evaluation.coverage import measure, table
    from cleanscrape.rules.shipped import packs

    show(table(packs(), measure(Path(args.lists)) if args.lists else None))
    return DONE


def _rules(args: argparse.Namespace) -> list[AnyRule]:
    """What to look among. Raises `PackError` for a pack that is wrong."""
    from pathlib import Path

    from cleanscrape.report.rulebook import rules
    from cleanscrape.rules.loader import load_packs

    if not args.rules:
        return rules()
    return rules([pack for path in args.rules for pack in load_packs(Path(path))])


def _records(found: Sequence[AnyRule]) -> str:
    import json

    from cleanscrape.report.rulebook import record

    return "".join(json.dumps(record(rule)) + "\n" for rule in found)


def _known(what: str, name: str | None, known: set[str]) -> None:
    if name is not None and name not in known:
        listed = ", ".join(sorted(known))
        raise OptionError(f"no rules of {what} {name!r}; there are {listed}{meant(name, known)}")


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


_VERBS = {
    "list": _Verb("find rules", _add_list, _list),
    "show": _Verb("one rule, with its proof", _add_show, _show),
    "check": _Verb("everything that is wrong with packs, at once", _add_check, _check),
    "docs": _Verb("write a page for each category", _add_docs, _docs),
    "coverage": _Verb("languages by categories, in a table", _add_coverage, _coverage),
}
