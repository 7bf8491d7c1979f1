"""Check your own filters and packs against the laws that the built-in ones keep.

Needs Hypothesis: ``pip install "cleanscrape[testing]"``.

>>> from cleanscrape import Proposal, as_filter
>>> def shout(document):
...     for line in document.lines:
...         if line.text.isupper():
...             yield Proposal(line.start, line.end, "navigation", "shout", "shout", "capitals")
>>> check_filter(as_filter("shout", shout), examples=20)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from cleanscrape.api import Cleaner
from cleanscrape.errors import LogHasNoText, MissingExtra
from cleanscrape.log import NO_ARTICLE, CleanResult, replay, restore
from cleanscrape.pipeline import Filter
from cleanscrape.rules.loader import load_packs, shipped_packs
from cleanscrape.rules.model import Pack

try:
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st
    from hypothesis.strategies import SearchStrategy
except ImportError as error:
    raise MissingExtra(
        'cleanscrape.testing needs Hypothesis; pip install "cleanscrape[testing]"'
    ) from error

LAYOUTS = ("paragraphs", "lines", "crlf", "markdown", "wrapped", "one line")
"""How a generated article is laid out; in all but the last, planted lines stand alone."""

JUNK = (
    "Advertisement",
    "ADVERTISEMENT",
    "Share this article",
    "Sign up for our newsletter",
    "Subscribe to our newsletter and get the day's stories in your inbox.",
    "Read more:",
    "Related articles",
    "Most read",
    "Follow us on Facebook",
    "Facebook Twitter WhatsApp Email",
    "We use cookies to improve your experience.",
    "Already a subscriber? Log in",
    "Support our journalism with a donation.",
    "All rights reserved.",
    "Leave a comment",
    "Skip to main content",
    "Home | News | Sport | Weather | About us",
    "03:41",
    "Image 3 of 12",
)
"""Junk lines of many categories, for texts in which something goes."""

_PLACES = ("Aldbrook", "Port Kestle", "Narrow Hythe", "the Oster valley", "Quillan", "Bramcote Fen")
_PEOPLE = ("Ines Halloran", "Tobias Achebe", "Dr. Mira Lindqvist", "J. P. Oduya", "Zoë Marchetti")
_THINGS = ("bridge", "reservoir", "grain store", "tram depot", "swimming hall", "old cannery")
_SENTENCES = (
    "Work on the {thing} in {place} will begin in May, after two winters of delay.",
    "{person}, who has lived beside the {thing} since 1988, remembers when it was painted green.",
    "The council in {place} voted 7 to 4 on Tuesday to repair the {thing} rather than replace it.",
    "Rain fell for nine days, and the road to {place} was closed to lorries over 7.5 tonnes.",
    "“Nobody asked the people who use the {thing} every morning,” said {person}.",
    "It took the engineers of {place} until dusk to lift the first beam of the {thing}.",
    "Prices of timber rose by 3.2 per cent in the quarter, which surprised builders in {place}.",
    "Yet {person} doubts that the {thing} can be finished before the first frost.",
    "Two of the five arches date from the 1840s; the others were rebuilt after the flood.",
    "The vote follows a survey in which most households near the {thing} favoured repair.",
    "In {place} the harvest ended early, and the pickers left before the end of August.",
    "{person} walked home across the {thing} as the lamps were lit.",
)


@dataclass(frozen=True, slots=True)
class Planted:
    """An article with junk lines planted, and the article without them, in the same layout."""

    text: str
    host: str
    junk: tuple[str, ...]


def sentences() -> SearchStrategy[str]:
    """Original sentences as a newspaper might print them."""
    return st.builds(
        lambda frame, place, person, thing: frame.format(place=place, person=person, thing=thing),
        st.sampled_from(_SENTENCES),
        st.sampled_from(_PLACES),
        st.sampled_from(_PEOPLE),
        st.sampled_from(_THINGS),
    )


def paragraphs() -> SearchStrategy[list[str]]:
    """The paragraphs of an article: three to eight, all different, two or three sentences each."""
    paragraph = st.lists(sentences(), min_size=2, max_size=3, unique=True).map(" ".join)
    return st.lists(paragraph, min_size=3, max_size=8, unique=True)


@st.composite
def planted_texts(
    draw: st.DrawFn, junk: Sequence[str] = JUNK, layouts: Sequence[str] = LAYOUTS[:5]
) -> Planted:
    """Articles with up to four junk lines between, above or below their paragraphs."""
    body = draw(paragraphs())
    chosen = draw(st.lists(st.sampled_from(junk), max_size=4))
    layout = draw(st.sampled_from(layouts))
    mixed = list(body)
    for line in chosen:
        mixed.insert(draw(st.integers(0, len(mixed))), line)
    end = draw(st.sampled_from(("", "\n"))) if layout != "one line" else ""
    # an article of one layout, whatever is planted in it
    return Planted(_lay_out(mixed, layout, end), _lay_out(body, layout, end), tuple(chosen))


def news_texts() -> SearchStrategy[str]:
    """News-like articles with planted junk lines of many categories, in every layout."""
    return planted_texts(layouts=LAYOUTS).map(lambda planted: planted.text)


def _lay_out(lines: Sequence[str], layout: str, end: str) -> str:
    if layout == "crlf":
        return "\r\n".join(lines) + ("\r\n" if end else "")
    if layout == "lines":
        return "\n".join(lines) + end
    if layout == "one line":
        return " ".join(lines)
    if layout == "markdown":
        lines = [_marked(line) for line in lines]
    if layout == "wrapped":
        lines = [_wrapped(line) for line in lines]
    return "\n\n".join(lines) + end


def _marked(line: str) -> str:
    """A sentence with a link and emphasis in it; a label as a link."""
    words = line.split(" ")
    if len(words) < 7:
        return f"**[{line}](https://news.example/{len(line)})**"
    return " ".join([*words[:2], f"[{words[2]}](https://news.example/a_(b))", *words[3:]])


def _wrapped(line: str) -> str:
    rows = [""]
    for word in line.split(" "):
        if rows[-1] and len(rows[-1]) + 1 + len(word) > 64:
            rows.append(word)
        else:
            rows[-1] = f"{rows[-1]} {word}".lstrip()
    return "\n".join(rows)


_ODD = (
    *JUNK, "\n", "\r\n", "\r",
    "\n\n", " ", "\t", "\xa0", "\u2028", "\u2029", "\x85", "\x0b", "\x0c",
    "\x1c", "\0", "\ufeff", "e\u0301", "\u0301", "İ", "ß", "ﬁ", "\U0001f469\u200d\U0001f680", "🇨🇭",
    "שלום עולם.", "\u202eעברית", "مرحبا", "今日は晴れ。", "\ud83d", "\ude00", "\ud800", "\udfff",
    "“", "”", '"', "«", "»", "**", "__", "[", "](", ")", "![", "](https://a.example/x_(y))", "# ",
    "> ", "* ", "1. ", "<b>", "&nbsp;", ". ", "! ", "…", "•", "12", "Mr. ", "a" * 130,
    "The mill by the river has been for sale since the spring of last year.",
)  # fmt: skip


def any_text() -> SearchStrategy[str]:
    """Any Python string: CRLF, NUL, U+2028, combining marks, emoji, RTL, lone surrogates."""
    wild = st.text(st.characters(codec=None, categories=None), max_size=8)
    part = st.one_of(st.sampled_from(_ODD), st.sampled_from(_ODD), wild)
    return st.lists(part, max_size=24).map("".join)


def check_filter(filter: Filter, examples: int = 100) -> None:
    """Run every law on one filter, over generated articles and any strings.

    Raises `AssertionError`, which names the law, with the smallest text that Hypothesis finds.
    """
    cleaner = Cleaner(filters=[filter])

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.one_of(news_texts(), any_text()))
    def laws(text: str) -> None:
        check_laws(cleaner, text)

    laws()


def check_pack(path: str | Path, examples: int = 100) -> tuple[Pack, ...]:
    """Check a pack file, or a folder of them, as a stranger's; returns the packs.

    Each rule must find its own `remove` examples and none of its `keep` ones, and a cleaner with
    the packs must keep every law on generated articles in which the examples are planted.

    Raises
    ------
    PackError
        With everything that is wrong with the files and with the rules' examples.
    AssertionError
        For a law that is broken, with the smallest text that Hypothesis finds.

    >>> from cleanscrape.rules.loader import HOME
    >>> [pack.name for pack in check_pack(HOME / "any" / "share.toml", examples=5)]
    ['any/share']
    """
    packs = load_packs(Path(path))
    rules = [rule for pack in packs for rule in pack.rules]
    planted = [text for rule in rules for text in (*rule.remove, *rule.keep)]
    texts = st.one_of(planted_texts([*planted, *JUNK[:5]], LAYOUTS), st.sampled_from(planted))
    # a shipped pack is in every cleaner
    added = [pack for pack in packs if pack not in shipped_packs()]
    cleaners = (Cleaner(packs=added), Cleaner(packs=added, level="eager", metadata="drop"))

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(texts)
    def laws(drawn: Planted | str) -> None:
        for cleaner in cleaners:
            check_laws(cleaner, drawn if isinstance(drawn, str) else drawn.text)

    laws()
    return packs


def check_laws(cleaner: Cleaner, text: str) -> CleanResult:
    """Clean one text and check every law that one text can break; returns the result."""
    result = cleaner.clean(text)
    check_result(text, result)
    assert cleaner.clean(text) == result, "deterministic: a second run gave another result"
    assert "unstable" not in result.flags, "idempotent: the text still changed after the last round"
    again = cleaner.clean(result.text)
    assert again.text == result.text, "idempotent: cleaning the clean text changed it"
    assert result.flags or not again.removals, "idempotent: a clean text still lost something"
    told = cleaner.annotate(text)
    assert told.text == text, "annotate changed the text"
    assert told.removals == result.removals, "annotate and clean decide differently"
    return result


def check_result(original: str, result: CleanResult) -> None:
    """Check the laws on a result: delete only, replay, restore, spans, offsets, JSON."""
    at = 0
    for r in result.removals:
        assert at <= r.start < r.end <= len(original), "spans: out of order, empty or outside"
        assert r.text in (None, original[r.start : r.end]), "spans: text is not what stood there"
        at = r.end
    for s in result.spared:
        assert 0 <= s.start < s.end <= len(original), "spans: spared span empty or outside"
        assert s.text in (None, original[s.start : s.end]), "spans: spared text is another"
    lost = sum(r.end - r.start for r in result.removals)
    assert len(result.text) == len(original) - lost, "spans: lengths do not add up"
    assert replay(original, result) == result.text, "replay: another text than the clean one"
    _check_restore(original, result)
    _check_space(original, result)
    _check_offsets(original, result)
    if set(result.flags) - {NO_ARTICLE}:
        assert result.text == original, "nothing silent: a flagged text was cut"
        assert result.spared, "nothing silent: a flagged result must tell what it spared"
    assert CleanResult.from_json(result.to_json()) == result, "JSON: the round trip changed it"


def _check_restore(original: str, result: CleanResult) -> None:
    try:
        assert restore(result.text, result) == original, "restore: another text than the original"
    except LogHasNoText:
        assert any(r.text is None for r in result.removals), "restore: the log does hold its text"


def _check_offsets(original: str, result: CleanResult) -> None:
    places = result.offsets
    right = [places.to_original(i) for i in range(len(result.text) + 1)]
    left = [places.to_original(i, "left") for i in range(len(result.text) + 1)]
    back = [places.to_clean(i) for i in range(len(original) + 1)]
    for i, char in enumerate(result.text):
        assert original[right[i]] == char, "offsets: to_original points at another character"
        assert left[i + 1] == right[i] + 1, "offsets: left is not the end of what precedes"
    assert [back[i] for i in right] == list(range(len(right))), "offsets: no way back"
    for row in (right, left, back):
        assert all(one <= two for one, two in pairwise(row)), "offsets: the map decreases"
    for r in result.removals:
        inside = set(back[r.start : r.end])
        assert len(inside) == 1, "offsets: a removal has more than one place in the clean text"


def _check_space(original: str, result: CleanResult) -> None:
    """White space goes only where it touches a cut; there the longer run stays (law 1)."""
    cores = []
    for r in result.removals:
        part = original[r.start : r.end]
        if part.strip():
            low = r.start + len(part) - len(part.lstrip())
            cores.append((low, low + len(part.strip())))
    kept = bytearray(b"\1") * len(original)
    for r in result.removals:
        kept[r.start : r.end] = bytes(r.end - r.start)
    touched = bytearray(len(original))
    for low, high, before, after in _clusters(original, cores):
        touched[low:high] = b"\1" * (high - low)
        left = "".join(original[i] for i in range(low, high) if kept[i])
        if low == 0:
            assert not left, "white space: it stayed at the beginning"
        elif high == len(original):
            assert left == final_break(original[after:]), "white space: at the end"
        else:
            outer = (original[low:before], original[after:high])
            assert not left or left.isspace(), "white space: a cut is no cut"
            assert weight(left) >= max(map(weight, outer)), "white space: the longer run went"
            assert left in original[low:high], "white space: two runs were joined"
    bare = [i for i, keep in enumerate(kept) if not keep and not touched[i]]
    assert not bare, "white space: it went where nothing was cut"


def _clusters(text: str, cores: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """Cuts with only white space between them: with the white space around, and without."""
    at = 0
    while at < len(cores):
        first, last = cores[at]
        while at + 1 < len(cores) and not text[last : cores[at + 1][0]].strip():
            at += 1
            last = cores[at][1]
        low = len(text[:first].rstrip())
        high = len(text) - len(text[last:].lstrip())
        yield low, high, first, last
        at += 1


def weight(space: str) -> tuple[int, int]:
    """How much a run of white space counts: line ends first, then characters."""
    return len(f"{space}.".splitlines()) - 1, len(space)


def final_break(space: str) -> str:
    """The line break that ends a text, if one does."""
    if space.endswith("\r\n"):
        return "\r\n"
    last = space[-1:]
    return last if last and not last.splitlines()[0] else ""
