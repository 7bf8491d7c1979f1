"""What is timed: one call per text, for cleanscrape and for each peer.

Peers are optional and imported only in the process that times them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from cleanscrape.evaluation.peers import as_html, c4_filter

Call = Callable[[str], object]


@dataclass(frozen=True)
class Engine:
    """A name for the table, how to make the call, what it needs, and what it is fed."""

    label: str
    make: Callable[[], Call]
    needs: tuple[str, ...] = ()
    prepare: Callable[[str], str] = str

    def missing(self) -> list[str]:
        """The modules that would have to be installed."""
        return [name for name in self.needs if find_spec(name) is None]


def _cleanscrape(**options: Any) -> Call:
    import cleanscrape

    return cleanscrape.Cleaner(kind="article", **options).clean


def _c4() -> Call:
    from datatrove.data import Document

    c4 = c4_filter()
    return lambda text: c4.filter(Document(text=text, id=""))


def _justext() -> Call:
    import justext

    words = justext.get_stoplist("English")
    return lambda page: justext.justext(page, words)


def _boilerpy3() -> Call:
    from boilerpy3.extractors import ArticleExtractor

    result: Call = ArticleExtractor().get_content
    return result


KEEP = "keep"
C4 = "c4"
ENGINES = {
    KEEP: Engine('cleanscrape, `metadata="keep"`', _cleanscrape),
    "drop": Engine('cleanscrape, `metadata="drop"`', lambda: _cleanscrape(metadata="drop")),
    "spans": Engine('cleanscrape, `log="spans"`', lambda: _cleanscrape(log="spans")),
    C4: Engine("datatrove, C4 line rules", _c4, ("datatrove", "nltk")),
    "justext": Engine("jusText", _justext, ("justext",), as_html),
    "boilerpy3": Engine("boilerpy3, ArticleExtractor", _boilerpy3, ("boilerpy3",), as_html),
}
