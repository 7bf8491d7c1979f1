"""Which language a text is in: its script, a vote of frequent words, langdetect where both fail.

Answers None rather than guess. Deterministic: langdetect is seeded, and sees a bounded sample.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Any

from cleanscrape.log import Language
from cleanscrape.matching.pattern import UnicodePattern

SAMPLE = 2000
"""Characters looked at: enough for a sure vote, and a bound on time."""
_SURE = 0.12
"""Share of words that must be frequent words of the winner; chosen, not measured."""
_CLEAR = 0.06
"""The same where the winner has `_FAR` times the votes of any other: lists, and languages that
say with endings what others say with words."""
_FAR = 3
_LEAD = 1.3
_FEWEST_WORDS = 12
_FEWEST_OWN = 3
"""Words or letters that only one language has, to tell it from its sisters."""
_FEWEST_LETTERS = 20
_MOSTLY = 0.5
"""Share of the letters that a script must have for its one language to be the answer."""
_WORD = UnicodePattern(r"\p{L}[\p{L}\p{M}]{0,40}")
_SCRIPTS = {
    "ko": (b"\xea", b"\xeb", b"\xec", b"\xed"),
    "zh": (b"\xe4", b"\xe5", b"\xe6", b"\xe7", b"\xe8", b"\xe9"),
    "el": (b"\xce", b"\xcf"),
    "hi": (b"\xe0\xa4", b"\xe0\xa5"),
    "ar": (b"\xd8", b"\xd9", b"\xda", b"\xdb"),
}
"""With which bytes the letters of a script begin in UTF-8 (counting bytes takes no time), by the
one language that is by far the commonest in news; Arabic and Devanagari are voted on first, for
Persian, Urdu, Marathi and Nepali are written in them as well."""
_CYRILLIC = (b"\xd0", b"\xd1", b"\xd2", b"\xd3")
_KANA = (b"\xe3\x81", b"\xe3\x82", b"\xe3\x83")
_NO_LETTERS = bytes(
    byte for byte in range(256)
    if (not chr(byte).isalpha() and byte < 0x80)
    or 0x80 <= byte < 0xC3 or byte in (0xCC, 0xCD, 0xE2) or byte > 0xED
)  # fmt: skip
"""Bytes with which no letter begins, but for rare ones: signs, accents, rests of characters."""
_TURKISH = (("ğ", "ı"), "ə")
"""Letters of Turkish, and one that tells Azerbaijani, which has them, too."""
_TELLING = 0.005
"""Share of the letters that those which tell a language from its kin must have."""
_JAPANESE = 0.1
"""Share of kana that makes a text of Chinese characters Japanese; Japanese news has a half."""
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
    "pl": "w i z na do się nie że jest to o jak po za od dla który która które przez ze są był "
    "była tym ale oraz jego już",
    "cs": "a v se na je že s z do o k ve i za by jsou ale jako po pro podle který která které "
    "byl bylo také už při jeho",
    "sv": "och att det i på är som en av för med har inte till den om ett var från vid men de "
    "sig kan efter när också",
    "da": "og at det i på er som en af for med har ikke til den om et var fra ved men de sig "
    "kan efter blev også ud",
    "no": "og at det i på er som en av for med har ikke til den om et var fra ved men de seg "
    "kan etter ble også ut",
    "fi": "ja on ei että se oli hän ovat myös mutta kun jo sekä mukaan joka tai kuin sen ole "
    "jos voi vielä nyt hänen siitä olla",
    "tr": "ve bir bu da de için ile olarak olan çok daha gibi kadar sonra en ancak ise olduğu "
    "dedi o ne her göre oldu",
    "id": "yang dan di dengan ini untuk dari itu dalam pada tidak akan ke juga ada oleh telah "
    "saat sudah bisa karena kata mereka",
    "vi": "và của là có trong được cho các với một những người không này đã để khi tại về ở "
    "từ đến cũng như ra",
    "ru": "и в не на что с по из за для как это от его к но то о был было году также при",
    "uk": "і в у не на що з за до та про як від для це його але був було року також при із",
    "bg": "и на да се в за от не е че са по с това ще като си към който",
    "ar": "في من على إلى أن التي الذي عن هذا هذه مع كان بعد ما لا كما بين قال أو",
    "fa": "و در به از که این را با است برای آن می شد خود یک تا بر",
    "ur": "کے کی میں کا ہے اور سے کو نے پر یہ کہ ہیں اس کر",
    "hi": "के में की है और से का को पर ने यह कि हैं एक भी नहीं लिए इस तो",
    "mr": "आहे आणि या व आहेत केली होते झाली मध्ये असे",
    "ne": "छ र को मा का पनि भने गरेको हुन",
}
_SISTERS = {
    "da": "af blev efter sig ud mod uden igen havde noget nogle siger",
    "no": "av ble etter seg ut mot uten igjen hadde noe noen sier",
}
"""Words with which sisters are told apart that share most of their frequent words. They have no
vote otherwise: the line model's weights are made with the frequent words as they are."""


TOLD = frozenset({*_FUNCTION_WORDS, *_SCRIPTS, "ja"})
"""Languages that may be the answer without langdetect."""


_Votes = list[tuple[str, int]]
"""Languages with the frequent words that speak for them, the most first."""


def detect(text: str) -> Language:
    """The language of `text`.

    >>> detect("The council said on Tuesday that it would close the bridge for the whole of May.")
    Language(code='en', method='vote', confidence=0.625)
    >>> detect("市議会は火曜日に、五月いっぱい橋を閉鎖することを決めました。").code
    'ja'
    >>> detect("12:30").code is None
    True
    """
    sample = text[:SAMPLE]
    if not sample.isascii():
        found = _by_script(sample)
        if found:
            return found
    return _by_words(sample) or _by_letters(sample) or _by_profile(sample)


def candidates(sample: str) -> list[str]:
    """The languages that a text may be in, where its script or a vote rules out the others.

    No guess, and fast: none where nobody can tell. Sister languages may tie.

    >>> candidates("Η γέφυρα έκλεισε για όλο τον μήνα."), candidates("Home")
    (['el'], [])
    """
    found = None if sample.isascii() else _by_script(sample)
    return [found.code] if found and found.code else [code for code, _ in _leaders(sample)[0]]


def _by_script(sample: str) -> Language | None:
    """The answer where letters alone decide: one script, one language."""
    data = sample.encode("utf-8", "surrogatepass")
    letters = len(data.translate(None, _NO_LETTERS)) - data.count(b"\xe3\x80")
    if letters < _FEWEST_LETTERS:
        return None

    def share(script: tuple[bytes, ...]) -> float:
        return sum(map(data.count, script)) / letters

    kana = share(_KANA)
    for code, script in _SCRIPTS.items():
        there = share(script)
        if code == "zh" and kana > _JAPANESE and there + kana > _MOSTLY:
            return Language("ja", "script", round(there + kana, 3))
        if there > _MOSTLY:
            return (_by_words(sample) if code in ("ar", "hi") else None) or Language(
                code, "script", round(there, 3)
            )
    if kana > _MOSTLY:
        return Language("ja", "script", round(kana, 3))
    return _by_cyrillic(sample, letters, share(_CYRILLIC))


def _by_cyrillic(sample: str, letters: int, share: float) -> Language | None:
    """Russian and Ukrainian share their frequent words, and tell themselves by their letters."""
    if share <= _MOSTLY:
        return None
    lower = sample.lower()
    russian, ukrainian, others = (
        sum(map(lower.count, signs)) for signs in ("ыэ", "іїєґ", "ўјљњћџђ")
    )
    if others or bool(russian) == bool(ukrainian):
        return None
    if max(russian, ukrainian) < _TELLING * letters:
        return None
    return Language("ru" if russian else "uk", "script", round(share, 3))


def _by_words(sample: str) -> Language | None:
    """The winner of a vote of frequent words, if it is sure."""
    leaders, words = _leaders(sample)
    if len(leaders) > 1:
        leaders = _apart(sample, leaders)
    if len(leaders) != 1:
        return None
    code, votes = leaders[0]
    return Language(code, "vote", round(votes / words, 3))


def _apart(sample: str, leaders: _Votes) -> _Votes:
    """Of sister languages, the one that the words speak for which only one of them has."""
    if any(code not in _SISTERS for code, _ in leaders):
        return leaders
    words = Counter(sample.lower().split())
    own = {code: sum(words[word] for word in _SISTERS[code].split()) for code, _ in leaders}
    most, next_most = sorted(own.values(), reverse=True)[:2]
    if most < max(_FEWEST_OWN, _FAR * next_most):
        return leaders
    return [(code, votes) for code, votes in leaders if own[code] == most]


def _by_letters(sample: str) -> Language | None:
    """Turkish has few frequent words, and letters of its own."""
    letters, others = _TURKISH
    lower = sample.lower()
    found = [lower.count(letter) for letter in letters]
    if others in lower or min(found) < _FEWEST_OWN or sum(found) < 2 * _TELLING * len(sample):
        return None
    return Language("tr", "script", round(sum(found) / len(sample), 3))


@lru_cache(maxsize=2)  # asked while a text is cleaned, and for its log
def _leaders(sample: str) -> tuple[_Votes, int]:
    """The languages with the most frequent words in a text, if they are many; its words.

    A word with a sign at its end does not vote: frequent words seldom end a clause, and finding
    words by their letters takes longer than all the rest.
    """
    words = sample.lower().split()
    if len(words) < _FEWEST_WORDS:
        return [], len(words)
    known = _voters()
    votes: Counter[str] = Counter()
    # counting the few known words alone takes a seventh less than counting all
    for word, times in Counter(filter(known.__contains__, words)).items():
        for code in known[word]:
            votes[code] += times
    ranks = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    most, next_most = [*(number for _, number in ranks[:2]), 0, 0][:2]
    enough = _CLEAR if most >= _FAR * next_most else _SURE
    if most <= enough * len(words):
        return [], len(words)
    return [(code, number) for code, number in ranks if number * _LEAD >= most], len(words)


def _by_profile(sample: str) -> Language:
    words = _WORD.findall(sample)
    return _langdetect(sample) if len(words) >= 4 else Language(None, "none", 0.0)


@lru_cache(maxsize=1)
def _voters() -> dict[str, list[str]]:
    """The languages for which a word votes."""
    voters: dict[str, list[str]] = {}
    for code, known in _FUNCTION_WORDS.items():
        for word in set(known.split()):
            voters.setdefault(word, []).append(code)
    return voters


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


def frequent_words() -> tuple[str, ...]:
    """The frequent words of all languages that are voted on, each once, sorted.

    >>> "the" in frequent_words()
    True
    """
    return tuple(sorted({word for words in _FUNCTION_WORDS.values() for word in words.split()}))
