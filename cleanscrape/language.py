"""Which language a text is in: a vote of frequent words, langdetect where the vote is unsure.

Answers None rather than guess. Deterministic: langdetect is seeded, and sees a bounded sample.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from cleanscrape.log import Language
from cleanscrape.matching.pattern import UnicodePattern

_SAMPLE = 4000
"""Characters looked at: enough for a sure vote, and a bound on time."""
_SURE = 0.06
"""Half the share of words that must be function words of the winner; chosen, not measured."""
_LEAD = 1.5
_FEWEST_WORDS = 12
_WORD = UnicodePattern(r"\p{L}{1,40}")
_FUNCTION_WORDS = {
    "en": "the of and to in that is was for with on as at by from he she it his her has have "
    "had not are were this which be said will would but they their an who",
    "de": "der die das und ist von mit den dem ein eine im auf für nicht sich auch als es an "
    "werden aus bei nach wie zum zur sind hat war wird dass",
    "fr": "le la les de des du et est une un dans pour que qui sur par avec au aux pas plus ce "
    "cette sont ont été mais leur ses",
    "es": "el la los las de del que en y una un por con para se no es su al lo como más fue han "
    "sus pero sobre este esta",
    "it": "il lo la gli le di del della che e un una per con non è si da sono nel alla dei al "
    "anche ha come più questo",
    "pt": "o a os as de do da dos das que e em um uma para com não se por na no ao mais foi são "
    "como pela pelo também",
    "nl": "de het een en van in is dat op te zijn voor met die niet aan er om ook als bij door "
    "naar wordt heeft maar uit",
}


def detect(text: str) -> Language:
    """The language of `text`.

    >>> detect("The council said on Tuesday that it would close the bridge for the whole of May.")
    Language(code='en', method='vote', confidence=0.625)
    >>> detect("12:30").code is None
    True
    """
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    if len(words) >= _FEWEST_WORDS:
        votes = {code: sum(word in known for word in words) for code, known in _votes().items()}
        ranked = sorted(votes, key=lambda code: (-votes[code], code))
        first, second = votes[ranked[0]], votes[ranked[1]]
        if first > _SURE * 2 * len(words) and first > _LEAD * second:
            return Language(ranked[0], "vote", round(first / len(words), 3))
    return _langdetect(text[:_SAMPLE]) if len(words) >= 4 else Language(None, "none", 0.0)


@lru_cache(maxsize=1)
def _votes() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in _FUNCTION_WORDS.items()}


@lru_cache(maxsize=1)
def _factory() -> Any:
    """A private langdetect factory: the module's own one is shared and unseeded."""
    from langdetect import PROFILES_DIRECTORY
    from langdetect.detector_factory import DetectorFactory

    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    factory.set_seed(0)
    return factory


def _langdetect(sample: str) -> Language:
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory().create()
    try:
        detector.append(sample.encode("utf-8", "replace").decode())
        best = detector.get_probabilities()
    except LangDetectException:  # no letters to judge by
        return Language(None, "none", 0.0)
    if not best or best[0].prob < 0.9:
        return Language(None, "langdetect", round(best[0].prob, 3) if best else 0.0)
    return Language(str(best[0].lang)[:2], "langdetect", round(best[0].prob, 3))
