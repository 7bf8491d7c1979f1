"""The command's entry: which subcommand, and how it ends.

Only argparse is imported before the arguments are parsed, so that `--help` answers at once.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from cleanscrape.errors import CleanscrapeError
from cleanscrape.report.terminal import harmless, harmless_lines

COMMANDS = {
    "clean": "cut boilerplate out of texts, folders of texts, or HTML pages",
    "restore": "undo a cleaning, or some of its cuts, from its log",
    "rules": "list, show and document rules; check a pack of your own; coverage",
    "explain": "tell which rules fired, were spared, or came close, line by line",
    "compare": "show what two logs of the same texts cut differently",
    "audit": "judge a sample of what a log cut and spared; precision by filter and rule",
    "train": "train a line model on labelled pages of your own",
    "evaluate": "measure what cleaning does to pages whose bodies somebody has annotated",
}
"""Each is a module of its name in this package with `run(arguments) -> exit code`."""

DONE, FAILED, USAGE, REJECTED, INTERRUPTED = 0, 1, 2, 3, 130
EXIT_CODES = """\
exit codes:
  0    all inputs done
  1    some input failed (named on standard error); the others are done; or with --check,
       something would go
  2    the command line is wrong; nothing was read or written
  3    all inputs done, but some of their many records were rejected
  130  interrupted, by Ctrl-C or because the reader of the output went away
"""
_DESCRIPTION = """\
Cut boilerplate out of scraped news text, log every cut.

  cleanscrape FILE              print the clean text
  cleanscrape FILE --diff       show what would go, and why
  cleanscrape DIR -o CLEAN/     clean a folder into another
  cleanscrape explain FILE:12   tell why line 12 goes or stays
  cleanscrape clean --help      all options
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code; foreseeable errors are told on stderr.

    >>> main(["--version"])  # doctest: +ELLIPSIS
    cleanscrape ...
    0
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        return _dispatch(arguments)
    except SystemExit as stop:  # how argparse ends
        return stop.code if isinstance(stop.code, int) else USAGE
    except (BrokenPipeError, KeyboardInterrupt):
        return INTERRUPTED
    except CleanscrapeError as error:
        tell(harmless_lines(str(error)))
        return FAILED
    except OSError as error:  # what is not about one input is about the output
        tell(f"cannot write the output: {error.strerror or error}")
        return FAILED


def entry() -> None:
    """Run the command as a process of its own."""
    # rules are tens of thousands of objects that stay; to look through them for garbage while they
    # are loaded takes a twentieth of a short run
    gc.set_threshold(50_000)
    code = main()
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, KeyboardInterrupt):
        code = code or FAILED
    if code in (FAILED, INTERRUPTED):
        _discard_output()
    sys.exit(code)


def tell(message: str) -> None:
    """Say something on standard error, if anybody listens."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            print(f"cleanscrape: {message}", file=sys.stderr)


def _dispatch(arguments: list[str]) -> int:
    """Run the subcommand that comes first; without one, `clean`."""
    if not arguments or arguments[0] in ("-h", "--help", "--version"):
        return _about(arguments)
    first = arguments[0]
    if len(arguments) > 1 and first.isalpha() and first not in COMMANDS and not _exists(first):
        from cleanscrape.errors import meant

        if near := meant(first, COMMANDS):
            tell(harmless(f"no command or file {first!r}{near}"))
            return USAGE
    name = arguments.pop(0) if first in COMMANDS else "clean"
    code: int = import_module(f"cleanscrape.cli.{name}").run(arguments)
    return code


def _exists(name: str) -> bool:
    try:
        os.lstat(name)
    except OSError:
        return False
    return True


def _about(arguments: list[str]) -> int:
    from cleanscrape import __version__

    listed = "".join(f"  {name:<10}  {what}\n" for name, what in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="cleanscrape",
        usage="cleanscrape [clean] [options] FILE|DIR|- ...",
        description=_DESCRIPTION,
        epilog=f"commands:\n{listed}\n{EXIT_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"cleanscrape {__version__}")
    parser.parse_args(arguments)
    parser.error("no input: give a file, a folder, or - for standard input (or see --help)")


def _discard_output() -> None:
    """Keep Python from complaining, at its exit, about what can no longer be written."""
    with contextlib.suppress(OSError, ValueError, AttributeError):  # no real standard output
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
