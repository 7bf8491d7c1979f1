"""The cleaner that the command line asks for."""

from __future__ import annotations

from argparse import Namespace

from cleanscrape.api import Cleaner
from cleanscrape.errors import OptionError


def cleaner_for(args: Namespace) -> Cleaner:
    """The cleaner that the options ask for. Raises `OptionError`."""
    cleaner = Cleaner.on_demand(
        kind=args.kind,
        metadata=args.metadata,
        level=args.level,
        languages=args.languages,
        budget=args.budget,
    )
    if "metadata" in (args.only or ()) and args.metadata == "keep":
        raise OptionError("--only metadata needs --metadata drop: metadata is kept by default")
    names = [step.name for step in cleaner.filters]
    wanted = [
        name for name in names
        if name in (args.only or names) and name not in (args.without or ())
    ]  # fmt: skip
    return cleaner if wanted == names else cleaner.only(*wanted)
