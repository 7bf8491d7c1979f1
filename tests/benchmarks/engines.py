"""What is timed: one call per text, for cleanscrape and for each peer.

Peers are optional and imported only in the process that times them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

Call = Callable[[str], object]
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


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


def as_html(text: str) -> str:
    """The text as a page, each line that is not blank a paragraph.

    Parsers of HTML stop at lone surrogates and control characters, so these become ``?`` and
    spaces.

    >>> as_html("Salt & <b>\\n\\npepper")
    '<html><body>\\n<p>Salt &amp; &lt;b&gt;</p>\\n<p>pepper</p>\\n</body></html>'
    """
    sound = text.encode("utf-8", "replace").decode("utf-8")
    lines = (_CONTROL.sub(" ", line).strip() for line in sound.splitlines())
    paragraphs = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines if line)
    return f"<html><body>\n{paragraphs}\n</body></html>"


def _cleanscrape(**options: Any) -> Call:
    import cleanscrape

    return cleanscrape.Cleaner(kind="article", **options).clean


def _c4() -> Call:
    from datatrove.data import Document
    from datatrove.pipeline.filters import C4QualityFilter

    c4 = C4QualityFilter(
        split_paragraph=True,
        min_num_sentences=-1,
        min_words_per_line=3,
        filter_lorem_ipsum=False,
        filter_curly_bracket=False,
    )
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
