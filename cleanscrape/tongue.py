"""A guard: rules of one language do not cut in the text of another.

All packs read every text, and a phrase usually names its language. Words that many languages share
do not: "Video: 4K" is a Danish credit only in a Danish text.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleanscrape.document import Document
from cleanscrape.language import by_letters_or_words, function_words
from cleanscrape.log import Proposal
from cleanscrape.pipeline import Verdict

_EVERYWHERE = ("any", "en")
"""Rules of these hold in all texts: sites of any country use English furniture."""
_KIN = (
    frozenset({"da", "no", "sv"}), frozenset({"ru", "uk", "bg"}), frozenset({"hi", "mr", "ne"}),
    frozenset({"ar", "fa", "ur"}), frozenset({"id", "ms"}), frozenset({"cs", "sk", "pl"}),
    frozenset({"es", "pt", "it"}),
)  # fmt: skip
"""Languages that a vote of frequent words mixes up, or whose sites use each other's furniture."""
_TOLD_BY_SCRIPT = ("el", "ja", "ko", "zh")
_SAMPLE = 4000


class Tongue:
    """The judge that spares what a rule of another language wants.

    A text of which the language is not sure is left to the rules. So is a line that itself holds
    more frequent words of the rule's language than of the text's, or letters of its script.
    """

    def __call__(self, document: Document, proposals: Sequence[Proposal]) -> Verdict:
        """Split proposals into those that stand and those of a foreign rule."""
        codes = {_language(item.rule) for item in proposals}
        if codes.issubset(_EVERYWHERE):
            return Verdict(tuple(proposals))
        spoken = spoken_in(document)
        if spoken is None:
            return Verdict(tuple(proposals))
        accepted, spared = [], []
        for item in proposals:
            code = _language(item.rule)
            said = document.text[item.start : item.end]
            if at_home(item.rule, spoken) or _speaks(said, code, spoken):
                accepted.append(item)
            else:
                why = f"the text is in another language ({spoken}) than the rule ({code})"
                spared.append((item, "language", why))
        return Verdict(tuple(accepted), tuple(spared))


def spoken_in(document: Document) -> str | None:
    """The language of the living text, if it is sure; decided once a round."""
    if "spoken" not in document.memo:
        document.memo["spoken"] = by_letters_or_words(document.text[:_SAMPLE])
    found: str | None = document.memo["spoken"]
    return found


def at_home(rule: str, spoken: str | None) -> bool:
    """Whether a rule belongs to texts of a language: its own, a kin's, or everybody's.

    >>> at_home("de.share.label", "en"), at_home("en.share.label", "de")
    (False, True)
    """
    code = _language(rule)
    return spoken is None or code in _EVERYWHERE or _akin(code, spoken)


def _language(rule: str) -> str:
    """The language that a rule's id names; ``any`` for an id that names none."""
    code, dot, _ = rule.partition(".")
    return code if dot and len(code) == 2 else "any"


def _akin(one: str, two: str) -> bool:
    return one == two or any(one in kin and two in kin for kin in _KIN)


def _speaks(said: str, code: str, spoken: str) -> bool:
    """Whether a line is in the rule's language although the text is in another."""
    own, other = function_words(said, code), function_words(said, spoken)
    if own is None and code not in _TOLD_BY_SCRIPT:
        return True  # nobody can tell that it is not
    if own is None:
        return not said.isascii() and by_letters_or_words(said * 4) == code
    return own > (other or 0)
