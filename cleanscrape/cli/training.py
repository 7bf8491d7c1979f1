"""`cleanscrape train`: read the labelled pages, train, write the model."""

from __future__ import annotations

import hashlib
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from cleanscrape.cli.main import DONE, FAILED, tell
from cleanscrape.cli.writing import write as put
from cleanscrape.errors import ModelError
from cleanscrape.evaluation.data import Problem, pages
from cleanscrape.linemodel.model import Model, write
from cleanscrape.report.terminal import harmless
from cleanscrape.training.examples import Example, Reader
from cleanscrape.training.train import Settings, alphabet, train


def start(args: Namespace) -> int:
    """Train a model and write it; the exit code. Rows that are wrong are told, and left out."""
    letters = alphabet()
    reader = Reader(letters, args.seed)
    found: list[list[Example]] = []
    read: list[dict[str, Any]] = []
    wrong = 0
    for path in map(Path, args.inputs):
        number = 0
        for page in pages(path):
            if isinstance(page, Problem):
                tell(harmless(page.message))
                wrong += 1
            elif examples := reader.read(page):
                found.append(examples)
                number += 1
        read.append({"file": path.name, "pages": number})
    settings = Settings(epochs=args.epochs, seed=args.seed)

    def told(epoch: int, lost: float) -> None:
        if not args.quiet and sys.stderr is not None:
            print(f"epoch {epoch} of {settings.epochs}: loss {lost:.4f}", file=sys.stderr)

    try:
        model = train(found, letters, {"version": "", "trained on": read}, settings, told)
    except ModelError as error:
        tell(harmless(f"{', '.join(args.inputs)}: {error}"))
        return FAILED
    put(Path(args.output), write(_named(model)))
    if not args.quiet:
        tell(harmless(f"{args.output}: trained on {len(found)} pages"))
    return FAILED if wrong else DONE


def _named(model: Model) -> Model:
    """The model with a version that tells it from all others: a digest of its weights."""
    digest = hashlib.sha256()
    for name, array in sorted(model.arrays.items()):
        digest.update(name.encode() + array.tobytes())
    return Model({**model.about, "version": f"trained-{digest.hexdigest()[:12]}"}, model.arrays)
