"""Generated texts: articles with junk planted, and any string that Python can hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

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
