"""Other cleaners, on the same plain text: each a function from a text and its language to a text.

They are no dependencies of cleanscrape and are loaded when first asked for: ``pip install
"cleanscrape[evaluate]"``.

Those that clean HTML (jusText, boilerpy3, trafilatura) get each line that is not blank as an
escaped paragraph of a bare page: all that is left of the page where only its text was kept. It is
not what they were made for, and says nothing about how well they do with the page itself.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from cleanscrape.errors import MissingExtra, OptionError, meant

INSTALL = 'pip install "cleanscrape[evaluate]"'
Call = Callable[[str, str | None], str]
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Peer:
    """How a peer is called in tables, how to make it, and what has to be installed for it."""

    label: str
    make: Callable[[], Call]
    needs: tuple[str, ...] = ()


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


def c4_filter(**options: Any) -> Any:
    """datatrove's filter with the line rules of C4 (Raffel et al. 2020), none for documents."""
    from datatrove.pipeline.filters import C4QualityFilter

    return C4QualityFilter(
        split_paragraph=True,
        min_num_sentences=-1,
        min_words_per_line=3,
        filter_lorem_ipsum=False,
        filter_curly_bracket=False,
        **options,
    )


def _c4(**options: Any) -> Call:
    from datatrove.data import Document

    rules = c4_filter(**options)

    def call(text: str, _language: str | None) -> str:
        document = Document(text=text, id="")
        return document.text if rules.filter(document) is True else ""

    return call


def _c4_fineweb() -> Call:
    """As FineWeb (Penedo et al. 2024) runs them: without the rule for the end of a line."""
    return _c4(filter_no_terminal_punct=False)


def _justext() -> Call:
    import justext

    @cache
    def words(language: str | None) -> Any:
        return justext.get_stoplist(_STOP_LISTS.get(language or "en", "English"))

    def call(text: str, language: str | None) -> str:
        if not text.strip():
            return ""
        found = justext.justext(as_html(text), words(language))
        return "\n".join(part.text for part in found if not part.is_boilerplate)

    return call


def _boilerpy3() -> Call:
    from boilerpy3.extractors import ArticleExtractor

    extractor = ArticleExtractor()
    return lambda text, _language: str(extractor.get_content(as_html(text)))


def _trafilatura() -> Call:
    from trafilatura import extract

    return lambda text, _language: extract(as_html(text), include_comments=False) or ""


_STOP_LISTS = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "fa": "Persian", "fi": "Finnish", "fr": "French", "hi": "Hindi",
    "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ko": "Korean",
    "nb": "Norwegian_Bokmal", "nl": "Dutch", "no": "Norwegian_Bokmal",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
}  # fmt: skip
"""jusText's stop words by language; English for others, since it has to have some."""

_COUNTER = re.compile(
    r"[\d.,]+\s?[km]?\s+(likes?|shares?|comments?|views?|retweets?|replies|followers?|votes?)", re.I
)
_EDITS = (
    re.compile(r"^\W*(sign|log)[ -]?in\b\W*", re.I),
    re.compile(r"\W*\bread more\W*$", re.I),
    re.compile(r"\W*\bitems in cart\b\W*", re.I),
)
_SHORT = 10
_MOST_FLAGGED = 0.05


def refinedweb(text: str, drop: bool = False) -> str:
    """The line-wise corrections of RefinedWeb (Penedo et al. 2023, appendix G.2).

    A line goes if more than half of its letters are capitals, if it is a number alone, a counter
    ("3 likes"), or a single word; from lines of at most ten words go "sign-in" at the start,
    "read more..." at the end, "items in cart" anywhere. The paper lists no more patterns than these
    examples, so only they and their spellings are here, and the original found more. With `drop`,
    as in the paper, a document goes as a whole if the words of the lines that were cut or changed
    are more than 5 % of its words.

    >>> refinedweb("It rained all day.\\nSHARE THIS\\n3 likes\\nHens escape. Read more...")
    'It rained all day.\\nHens escape'
    """
    kept, flagged = [], 0
    for line in text.splitlines():
        corrected = _corrected(line)
        if corrected != line:
            flagged += len(line.split())
        if corrected is not None:
            kept.append(corrected)
    if drop and flagged > _MOST_FLAGGED * len(text.split()):
        return ""
    return "\n".join(kept)


def _corrected(line: str) -> str | None:
    words = line.split()
    if not words:
        return line
    letters = [char for char in line if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    numeric = not letters and any(char.isdigit() for char in line)
    shouts = capitals * 2 > len(letters)
    if len(words) == 1 or shouts or numeric or _COUNTER.fullmatch(line.strip()):
        return None
    if len(words) <= _SHORT:
        for pattern in _EDITS:
            line = pattern.sub("", line)
    return line if line.strip() else None


def _refinedweb() -> Call:
    return lambda text, _language: refinedweb(text)


def _refinedweb_drop() -> Call:
    return lambda text, _language: refinedweb(text, drop=True)


PEERS = {
    "c4": Peer("C4 line rules", _c4, ("datatrove", "nltk")),
    "c4-fineweb": Peer("C4 as in FineWeb", _c4_fineweb, ("datatrove", "nltk")),
    "refinedweb": Peer("RefinedWeb lines", _refinedweb),
    "refinedweb-drop": Peer("RefinedWeb, 5 % rule", _refinedweb_drop),
    "justext": Peer("jusText", _justext, ("justext",)),
    "boilerpy3": Peer("boilerpy3", _boilerpy3, ("boilerpy3",)),
    "trafilatura": Peer("trafilatura", _trafilatura, ("trafilatura",)),
}


def chosen(names: Sequence[str]) -> list[str]:
    """The peers asked for, in their order here; ``all`` is all of them.

    Raises `OptionError` for a name that is none, `MissingExtra` for what is not installed.

    >>> chosen(["refinedweb"])
    ['refinedweb']
    """
    for name in names:
        if name not in PEERS and name != "all":
            known = ", ".join(PEERS)
            raise OptionError(f"no peer {name!r}{meant(name, PEERS)}; there are {known}, all")
    wanted = [name for name in PEERS if name in names or "all" in names]
    for name in wanted:
        _require(name)
    return wanted


def _require(name: str) -> None:
    for module in PEERS[name].needs:
        try:
            import_module(module)
        except ImportError as error:
            raise MissingExtra(f"the peer {name} needs {module} ({error}): {INSTALL}") from error


@cache
def peer(name: str) -> Call:
    """The function of a peer, made once in a process."""
    return PEERS[name].make()
