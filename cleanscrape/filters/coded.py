"""The rules that are code rather than words: what they do, for `cleanscrape rules` and its pages.

A test holds this list to the code: every rule that a filter names, and every reason that a block
gives, stands here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cleanscrape.log import Tier

CodedKind = Literal["code", "block"]
CODED_KINDS: tuple[CodedKind, ...] = ("code", "block")


@dataclass(frozen=True, slots=True)
class CodedRule:
    """A rule that is a function.

    Attributes
    ----------
    id:
        Of kind ``code``, what the log calls it. A cut of kind ``block`` bears in the log the rule
        of the line that it goes with; its reason is `why`.
    kind:
        ``code``: a filter looks at the surroundings of a line. ``block``: a line goes because of
        the cut lines beside it.
    why:
        The reason that the log gives.
    means:
        When it cuts, and when it does not.
    origin:
        The module, from the folder of the package.
    """

    id: str
    kind: CodedKind
    category: str
    tier: Tier
    why: str
    means: str
    origin: str
    language: str = "any"


_NAVIGATION = "cleanscrape/filters/navigation.py"
_METADATA = "cleanscrape/filters/metadata.py"
_BLOCKS = "cleanscrape/matching/company.py"

CODED: tuple[CodedRule, ...] = (
    CodedRule(
        "any.navigation.repeated-label", "code", "navigation", "sure",
        "a short label on top of the text recurs",
        "A capitalised label of up to three words stands among the first lines and exactly once "
        "more within the first dozen, as a section's name does above headline and text. Short "
        "lines that recur inside an article stay.",
        _NAVIGATION,
    ),
    CodedRule(
        "any.navigation.repeated-title", "code", "navigation", "sure",
        "the text's first line stands here again",
        "The first line, of four words or more and no sentence, stands again among the next three "
        "lines or as the last line. The first one stays.",
        _NAVIGATION,
    ),
    CodedRule(
        "any.navigation.menu", "code", "navigation", "sure",
        "one of many short lines with menu labels among them",
        "Five or more short lines in a row, of which at least two (of a page) or three (of an "
        "article) are labels that other rules know. Other runs of short lines are lists, tables "
        "and scores, and stay.",
        _NAVIGATION,
    ),
    CodedRule(
        "any.media.player", "code", "media", "sure",
        "a video player's clock or caption",
        "A time such as 03:41 alone on a line, with a caption below that stands there twice, or "
        "as the only one of the text, between two paragraphs. Several clocks may be a timetable "
        "or split times, and stay.",
        "cleanscrape/filters/media.py",
    ),
    CodedRule(
        "any.related.latest-posts", "code", "related", "sure",
        "one of several titles with their dates that end the text, the latest first",
        "At least three lines that end the text, each a title, a dash and a date, the latest "
        "first: what an author wrote last. Programmes stand in the order of time, and stay; so "
        "do such lines above other text.",
        "cleanscrape/filters/related.py",
    ),
    CodedRule(
        "any.comments.count-at-end", "code", "comments", "sure",
        "a lone number ends the text",
        "The last line is a number of up to five digits, after a sentence. Further up it may be a "
        "heading, a score or a step, and stays.",
        "cleanscrape/filters/comments.py",
    ),
    CodedRule(
        "any.metadata.headline", "code", "metadata", "sure",
        "the headline, as title= says",
        "With metadata dropped and a title given: one of the first dozen lines that says what the "
        "title says, up to the site's name behind it. Being the first short line is no reason.",
        _METADATA,
    ),
    CodedRule(
        "any.metadata.biography", "code", "metadata", "sure",
        "introduces somebody below the article",
        "With metadata dropped: one of the last six lines that says of somebody whom the article "
        "does not mention that they write or edit, or one of the last fifteen that tells of their "
        "studies, their experience or what they care for.",
        _METADATA,
    ),
    CodedRule(
        "any.residue.line-model", "code", "residue", "sure",
        "reads like no line of the article, and no rule names it",
        "The line model finds it likely enough that the line is no part of the article: of a page, "
        "beside at least a quarter of the lines; of an article, only where it is all but certain. "
        "The evidence tells the probability, and what speaks loudest.",
        "cleanscrape/linemodel/filter.py",
    ),
    CodedRule(
        "en.residue.wording", "code", "residue", "sure",
        "speaks like boilerplate, and no rule names it",
        "The wording model, which knows how appeals, notices and labels sound, finds an English "
        "line of three words or more and 200 characters or fewer likely enough to be one, whose "
        "author does not speak as I. What is only likely goes beside another cut. The evidence "
        "tells the probability, and the words that speak loudest.",
        "cleanscrape/wording/filter.py", "en",
    ),
    CodedRule(
        "block.remnant", "block", "any", "likely",
        "what is left of a cut line",
        "Up to three words at the end of a line of which everything before them goes.",
        _BLOCKS,
    ),
    CodedRule(
        "block.line", "block", "newsletter, donation, paywall", "likely",
        "a line of an appeal",
        "The rest of a line of which an appeal's sentence goes, if every sentence of it appeals "
        "too, and the appeal is most of the line or stands beside another cut.",
        _BLOCKS,
    ),
    CodedRule(
        "block.inside", "block", "newsletter, donation, paywall, advertisement, share, cookie",
        "likely",
        "stands inside an appeal",
        "Up to four lines between two cut lines of one appeal, if they speak like an appeal and "
        "report nothing.",
        _BLOCKS,
    ),
    CodedRule(
        "block.listed", "block", "any", "likely",
        "listed under a heading that goes",
        'The bullets or short lines below a cut heading that introduces a list ("Read more:"); '
        "not the last short line before the text goes on, which may be a heading of the article.",
        _BLOCKS,
    ),
    CodedRule(
        "block.thread", "block", "comments", "likely",
        "what readers wrote",
        'All lines below a heading of comments ("12 comments"), up to the end of the text, if what '
        "stands between them tells who wrote when, numbers comments, or is a button. Without such "
        "marks only below a heading that names the article, where less follows than stands above. "
        "Not where less than a paragraph stands above, where several headings count alike "
        "(a list of articles), or in texts of over a million characters. The budget does not count "
        "these lines.",
        "cleanscrape/matching/thread.py",
    ),
    CodedRule(
        "block.heading", "block", "newsletter, donation, paywall", "likely",
        "the heading of what goes",
        "A short line above a cut one that shares two names with it: what the appeal offers.",
        _BLOCKS,
    ),
)  # fmt: skip
"""All of them, by filter, then by block."""
