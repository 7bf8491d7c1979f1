"""`cleanscrape train`: read the labelled pages, train, write the model."""

from __future__ import annotations

import hashlib
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cleanscrape.cli.main import DONE, FAILED, tell
from cleanscrape.cli.writing import write as put
from cleanscrape.errors import ModelError
from cleanscrape.evaluation.data import Problem, pages
from cleanscrape.linemodel.model import Model, write
from cleanscrape.report.terminal import harmless
from cleanscrape.training.examples import Example, Reader
from cleanscrape.training.planted import planted_pages
from cleanscrape.training.train import Settings, alphabet, train


class Learned(NamedTuple):
    """What the files hold.

    Attributes
    ----------
    pages:
        The examples of each page.
    files:
        What the model is to say that it was trained on.
    wrong:
        How many rows were wrong.
    """

    pages: list[list[Example]]
    files: list[dict[str, Any]]
    wrong: int


def learned(inputs: Sequence[str], planted: int | None, reader: Reader) -> Learned:
    """The examples of these files, and of pages put together from rules.

    A file that is named twice counts twice. Rows that are wrong are told, and left out.
    """
    found: list[list[Example]] = []
    files: list[dict[str, Any]] = []
    known: dict[str, list[list[Example]]] = {}
    wrong = 0
    for name in inputs:
        if name not in known:
            known[name] = []
            for page in pages(Path(name)):
                if isinstance(page, Problem):
                    tell(harmless(page.message))
                    wrong += 1
                elif examples := reader.read(page):
                    known[name].append(examples)
        found += known[name]
        files.append({"file": Path(name).name, "pages": len(known[name])})
    if planted:
        made = [reader.read(page) for page in planted_pages(planted, reader.seed)]
        found += made
        files.append({"file": "planted", "pages": len(made)})
    return Learned(found, files, wrong)


def start(args: Namespace) -> int:
    """Train a model and write it; the exit code."""
    letters = alphabet()
    found, files, wrong = learned(args.inputs, args.planted, Reader(letters, args.seed))
    settings = Settings(epochs=args.epochs, seed=args.seed)

    def told(epoch: int, lost: float) -> None:
        if not args.quiet and sys.stderr is not None:
            print(f"epoch {epoch} of {settings.epochs}: loss {lost:.4f}", file=sys.stderr)

    try:
        model = train(found, letters, _about(args, files), settings, told)
    except ModelError as error:
        tell(harmless(f"{', '.join(args.inputs)}: {error}"))
        return FAILED
    put(Path(args.output), write(_named(model)))
    if not args.quiet:
        tell(harmless(f"{args.output}: trained on {len(found)} pages"))
    return FAILED if wrong else DONE


def _about(args: Namespace, files: list[dict[str, Any]]) -> dict[str, Any]:
    """What the file says of itself."""
    licence = {"licence": args.licence} if args.licence else {}
    return {"version": args.name or "", "trained on": files, **licence}


def _named(model: Model) -> Model:
    """The model with a version that tells it from all others: a digest of its weights."""
    if model.version:
        return model
    digest = hashlib.sha256()
    for name, array in sorted(model.arrays.items()):
        digest.update(name.encode() + array.tobytes())
    return Model({**model.about, "version": f"trained-{digest.hexdigest()[:12]}"}, model.arrays)
