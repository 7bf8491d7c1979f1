"""What every command's `run` does alike: its parser, its inputs, and what a wrong usage says.

Only argparse, for a quick `--help`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from cleanscrape.errors import ConfigError, OptionError, PackError, PluginError
from cleanscrape.report.terminal import harmless_lines

TYPE_CHECKING = False  # typing takes a fifth of the time in which `--help` has to answer
if TYPE_CHECKING:
    from typing import NoReturn

SETTINGS = (OptionError, ConfigError, PackError, PluginError)
"""What settings raise, wherever they come from, before any document is read."""


class _Unread(argparse.RawDescriptionHelpFormatter):
    """For building a parser, which formats each argument once: nobody reads it, so any width."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=80)


class Parser(argparse.ArgumentParser):
    """A parser whose errors cannot act on the terminal, whatever the arguments hold."""

    def format_help(self) -> str:
        """The help, in the terminal's width: to ask for that imports what a run never needs."""
        self.formatter_class = argparse.RawDescriptionHelpFormatter
        return super().format_help()

    def format_usage(self) -> str:
        """The usage, in the terminal's width."""
        self.formatter_class = argparse.RawDescriptionHelpFormatter
        return super().format_usage()

    def error(self, message: str) -> NoReturn:
        """Tell the usage and the error, and exit with 2."""
        if message.startswith("unrecognized arguments: -"):
            from cleanscrape.errors import meant

            given = message.split(": ", 1)[1].split(" ")[0].split("=")[0]
            message += meant(given, self._option_string_actions)
            if not given.startswith("--"):
                message += "; a file whose name begins with - is written ./-name"
        super().error(harmless_lines(message))


def parser_of(command: str, usage: str, description: str, epilog: str) -> Parser:
    """The parser of a command, still without arguments.

    >>> parser_of("restore", "cleanscrape restore CLEAN", "Undo a cleaning.", "").prog
    'cleanscrape restore'
    """
    return Parser(
        prog=f"cleanscrape {command}",
        usage=usage,
        description=description,
        epilog=epilog,
        formatter_class=_Unread,
        allow_abbrev=False,
    )


def parse_inputs(
    parser: Parser, arguments: Sequence[str], is_input: Callable[[str], object] = lambda _: False
) -> argparse.Namespace:
    """Parse options and inputs in any order; what stands behind ``--`` is an input.

    `is_input` tells of an argument before it whether it is one, though it looks like an option.

    >>> parser = Parser()
    >>> for name, nargs in (("inputs", "*"), ("-q", "?")):
    ...     _ = parser.add_argument(name, nargs=nargs)
    >>> parse_inputs(parser, ["a", "-1", "-q", "x", "b", "--", "-q"], "-1".__eq__).inputs
    ['a', 'b', '-1', '-q']
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    held = [argument for argument in arguments[:end] if is_input(argument)]
    args = parser.parse_intermixed_args([a for a in arguments[:end] if a not in held])
    args.inputs += [*held, *arguments[end + 1 :]]
    return args


@contextmanager
def usage_errors(
    parser: argparse.ArgumentParser, kinds: tuple[type[Exception], ...] = (OptionError,)
) -> Iterator[None]:
    """Errors of these kinds are the command line's: tell them with the usage, and exit with 2."""
    try:
        yield
    except kinds as error:
        parser.error(harmless_lines(str(error)))


def refuse(*cases: tuple[bool, str]) -> None:
    """Raise `OptionError` with the remedy of the first case that holds.

    >>> refuse((False, "give a file"), (True, "an empty name: give a file"))
    Traceback (most recent call last):
    ...
    cleanscrape.errors.OptionError: an empty name: give a file
    """
    for wrong, remedy in cases:
        if wrong:
            raise OptionError(remedy)
