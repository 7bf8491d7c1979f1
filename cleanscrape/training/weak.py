"""Labels of pages whose body nobody annotated: by labelled strings, and by extractors' votes.

Extractors err in different places. A line that nearly all of several extractors took is the body's
in 19 of 20 cases, and one that at most one of them took is not, in 99 of 100 (measured on annotated
pages); lines on which they disagree weigh nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cleanscrape.evaluation.data import Page
from cleanscrape.evaluation.strings import fold
from cleanscrape.linemodel.markup import bare
from cleanscrape.training.labels import BODY, JUNK, METADATA, Label, label

_WEIGHT = 0.7
_VOTERS = 3
"""Extractors from which they vote."""
_MOST, _FEW = 0.8, 0.2
"""Shares of votes from which a line is body, and up to which it is none."""


def weak(shown: Sequence[str], page: Page) -> list[Label]:
    """Label the (visible) lines of a page by what is known of it besides an annotated body.

    Parameters
    ----------
    page:
        `must_have` and `must_not` are strings of body and junk; those of `texts` that are not of
        whole pages (``page:...``) vote, if there are three or more.

    >>> body = "It rained all day in the valley."
    >>> texts = {"page:x": f"Home\\n{body}", "a": body, "b": body, "c": body}
    >>> [kind for kind, _ in weak(["Home", body], Page("set", "1", texts))]
    [0, 1]
    """
    found = _voted(shown, page)
    have = [said for said in map(fold, page.must_have) if len(said) > 12]
    junk = [fold(said) for said in page.must_not]
    for i, line in enumerate(map(fold, shown)):
        body = any(said in line for said in have)
        gone = any(said == line or (said.count(" ") > 1 and said in line) for said in junk)
        if body != gone:
            found[i] = Label(BODY if body else JUNK, _WEIGHT)
    return found


def _voted(shown: Sequence[str], page: Page) -> list[Label]:
    voters = [text for tool, text in page.texts.items() if not tool.startswith("page:")]
    if len(voters) < _VOTERS:
        return [Label(JUNK, 0.0)] * len(shown)
    votes = np.zeros(len(shown))
    heads = np.zeros(len(shown))
    for text in voters:
        plain = "\n".join(bare(text.splitlines())[0])
        kinds = [kind for kind, _ in label(shown, plain, page.lang, page.title, page.captions)]
        votes += np.equal(kinds, BODY)
        heads += np.equal(kinds, METADATA)
    return [
        Label(BODY, _WEIGHT) if share >= _MOST
        else Label(METADATA if head > 0.5 else JUNK, _WEIGHT if share <= _FEW else 0.0)
        for share, head in zip(votes / len(voters), heads / len(voters), strict=True)
    ]  # fmt: skip
