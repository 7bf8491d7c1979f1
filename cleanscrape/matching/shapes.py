"""Shapes that need no language: what a short line looks like, not what it says.

Each function takes the visible text of one line, stripped, and tells whether it has the shape.
A rule of kind ``shape`` names one of them; `NAMES` lists those that rules may name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleanscrape.matching.pattern import Pattern, UnicodePattern

_NETWORKS = (
    "facebook", "twitter", "x (twitter)", "x", "whatsapp", "telegram", "linkedin", "linked in",
    "pinterest", "reddit", "tumblr", "email", "e-mail", "instagram", "youtube", "tiktok", "threads",
    "bluesky", "mastodon", "flipboard", "messenger", "snapchat", "vk", "viber", "skype", "line",
    "sms", "rss", "wechat", "weibo", "xing", "pocket", "print", "copy link", "copy", "link",
    "share", "tweet", "pin it", "pin", "google+", "googleplus", "google news", "google",
    "stumbleupon", "digg", "delicious", "feed",
)  # fmt: skip
_CARDS = (
    "visa", "mastercard", "master card", "maestro", "amex", "american express", "discover",
    "paypal", "pay pal", "apple pay", "google pay", "diners club", "diners", "jcb", "unionpay",
    "union pay", "klarna", "stripe", "venmo", "afterpay", "amazon pay", "shop pay", "ideal",
    "sofort", "patreon", "ko-fi", "gofundme", "donorbox", "liberapay", "bank transfer", "m-pesa",
)  # fmt: skip
_FIRST_WORDS = frozenset(name.split()[0] for name in (*_NETWORKS, *_CARDS))
_BETWEEN = r"[\s,|/•·–—-]{1,5}"


def _one_of(names: tuple[str, ...]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


_SHARE_BAR = UnicodePattern(rf"(?:(?:{_one_of(_NETWORKS)})(?:{_BETWEEN}|$)){{2,16}}", re.IGNORECASE)
_PAIR = UnicodePattern(r"[\w+]{1,12}(?:/|, ?)[\w+]{1,12}")
_CARD_NAMES = UnicodePattern(
    rf"(?:(?:{_one_of(_CARDS)})(?:(?:{_BETWEEN}|,? and |,? or )|$)){{2,16}}", re.IGNORECASE
)
_CRUMB = UnicodePattern(r"\s{1,9}(?:/|>|»|›)\s{1,9}|\s{0,9}[»›]\s{0,9}")
_HOME = frozenset((
    "home", "homepage", "home page", "start", "startseite", "accueil", "inicio", "início",
    "portada", "hem", "hjem", "etusivu", "forside", "strona główna", "domů", "acasă", "главная",
    "головна", "начало", "αρχική", "anasayfa", "ana sayfa", "beranda", "trang chủ", "الرئيسية",
    "首页", "首頁", "ホーム", "홈",
))  # fmt: skip
"""What the first page of a site is called where a trail begins."""
_NO_NAME = Pattern(r"[\d:;,%$€£()/=+]")
_BAR = UnicodePattern(r"\s{0,9}[|•·]\s{0,9}")
_DURATION = Pattern(r"(?:[0-5]?\d:)?[0-5]?\d:[0-5]\d(?: ?/ ?(?:[0-5]?\d:)?[0-5]?\d:[0-5]\d)?")
_PICTURE = r"(?:image|photo|picture|slide|bild|foto|imagen?|фото)s?"
_OF = r"\d{1,3} ?(?:/|of|von|de|di|van|sur|из) ?\d{1,3}"
_COUNTER = UnicodePattern(rf"{_PICTURE} {_OF}|{_OF} {_PICTURE}", re.IGNORECASE)
_GALLERY = UnicodePattern(
    rf"{_PICTURE} {_OF}|{_OF} {_PICTURE}|\d{{1,3}} (?:of|von) \d{{1,3}}"
    r"|1 ?/ ?(?:[79]|1[1-9]|[2-9]\d)",
    re.IGNORECASE,
)
"""A bare "4/5" is a mark or a fraction: with a slash alone, only a first picture counts."""
_FILE_NAME = Pattern(r"[\w().+@-]{1,120}\.\w{3,4}")
_FILES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif", ".bmp", ".mp4", ".webm")
_ENTITY = UnicodePattern(
    r"(?:&(?:nbsp|zwnj|zwj|shy|ensp|emsp|thinsp|amp|raquo|laquo|#160|#xa0);?\s{0,3}){1,40}", re.I
)
_WIDGET_CODE = Pattern(
    r"googletag\.|adsbygoogle|_taboola|taboola\.push|OUTBRAIN|fbq\(|gtag\(|dataLayer\.push|"
    r"window\._|document\.write\(|data-ad-(?:slot|client)|!function\(|function\(\w,\w,\w|"
    r"\.__uspapi|__tcfapi|pbjs\.|_gaq\.push|apstag\.|jwplayer\(|Set(?:Up)?\.?Player\("
)
_STYLE = UnicodePattern(
    r"(?:@media[^{}]{1,80}\{\s{0,4})?"
    r"[.#@]?[\w-]{1,60}[^{}]{0,80}\{\s{0,4}[\w-]{2,40}\s?:[^{}]{1,200}[;}]",
    re.DOTALL,
)
_WEB_STYLE = ("!important", "px;", "px}", "display:", "margin", "padding", "@media", "font-")


def is_share_bar(text: str) -> bool:
    """Names of networks and nothing else, two at least; "Twitter/X" is no bar.

    >>> is_share_bar("Facebook Twitter WhatsApp Email"), is_share_bar("Facebook")
    (True, False)
    """
    if len(text) > 160 or not text.lower().startswith(_NETWORKS) or not _SHARE_BAR.fullmatch(text):
        return False
    return _PAIR.fullmatch(text) is None


def is_card_names(text: str) -> bool:
    """Names of payment cards and services and nothing else, two at least."""
    named = len(text) <= 160 and text.lower().startswith(_CARDS)
    return named and _CARD_NAMES.fullmatch(text) is not None


def is_breadcrumb(text: str) -> bool:
    """Short names with arrows or slashes between them: three, or two with guillemets.

    >>> is_breadcrumb("News / China / Russia"), is_breadcrumb("He ran 3 / 4 of a mile, and won.")
    (True, False)
    """
    parts = _crumbs(text)
    needed = 2 if ("»" in text or "›" in text) and text[0].isupper() else 3
    return len(parts) >= needed


def is_trail_from_home(text: str) -> bool:
    """A breadcrumb that begins at the site's first page.

    >>> is_trail_from_home("Home > Sport"), is_trail_from_home("Settings > Privacy > Cookies")
    (True, False)
    """
    parts = _crumbs(text)
    return len(parts) >= (3 if "/" in text else 2) and parts[0].lower() in _HOME


def _crumbs(text: str) -> list[str]:
    if "/" not in text and ">" not in text and "›" not in text and "»" not in text:
        return []
    if len(text) > LONGEST["breadcrumb"] or text[-1] in ".!?;,:":
        return []
    parts = [part for part in _CRUMB.split(text) if part]
    return parts if len(parts) > 1 and all(_is_name(part) for part in parts) else []


def is_menu_bar(text: str) -> bool:
    """Short names with bars or bullets between them, four at least.

    >>> is_menu_bar("Home | News | Sport | About us"), is_menu_bar("AP | Reuters")
    (True, False)
    """
    if len(text) > LONGEST["menu_bar"] or text.count("|") + text.count("·") + text.count("•") < 3:
        return False
    if text[-1] in ".!?;,:":
        return False
    parts = _BAR.split(text)
    return len(parts) >= 4 and all(_is_name(part) for part in parts)


def _is_name(part: str) -> bool:
    if not part or len(part) > 28 or part.count(" ") > 3 or _NO_NAME.search(part):
        return False
    return part[0].isalpha() and (part[0].isupper() or not part[0].islower())


def is_duration(text: str) -> bool:
    """A player's clock.

    >>> is_duration("03:41"), is_duration("0:00 / 3:45"), is_duration("3:41 p.m.")
    (True, True, False)
    """
    return len(text) <= 20 and _DURATION.fullmatch(text) is not None


def is_gallery_counter(text: str) -> bool:
    """Where a gallery stands.

    >>> is_gallery_counter("Photo 1/5"), is_gallery_counter("3 of 12"), is_gallery_counter("4/5")
    (True, True, False)
    """
    counts = len(text) <= 30 and (text[0].isdecimal() or text[-1].isdecimal())
    return counts and _GALLERY.fullmatch(text) is not None


def is_picture_counter(text: str) -> bool:
    """A gallery's counter that says what it counts.

    >>> is_picture_counter("Photo 4 of 9"), is_picture_counter("4 of 9")
    (True, False)
    """
    counts = len(text) <= 30 and (text[0].isdecimal() or text[-1].isdecimal())
    return counts and _COUNTER.fullmatch(text) is not None


def is_file_name(text: str) -> bool:
    """The file name of an image or a video, alone."""
    named = len(text) <= 130 and text.lower().endswith(_FILES)
    return named and _FILE_NAME.fullmatch(text) is not None


def is_entities(text: str) -> bool:
    """Left-over character references that stand for space."""
    return text[0] == "&" and len(text) <= 400 and _ENTITY.fullmatch(text) is not None


def is_widget_code(text: str) -> bool:
    """Script of advertising, tracking or player widgets, alone on its line.

    Programmers' articles quote code, so only signatures of such widgets count.
    """
    if not ("(" in text or "{" in text) or " the " in text[:400]:
        return False
    return _WIDGET_CODE.search(text[:400]) is not None


def is_style_code(text: str) -> bool:
    """A style sheet's rule that fell into the text, alone on its line."""
    if "{" not in text or " the " in text[:400]:
        return False
    head = text[:400]
    return any(word in head for word in _WEB_STYLE) and _STYLE.match(head) is not None


_COUNTS = Pattern(r"\d ?(?:/|of|von|de|di|van|sur|из) ?\d")


def shaped(keys: Sequence[str]) -> set[int]:
    """Which lines, in lower case and without punctuation around, may be of a shape of words.

    Share bars, card names, bars and counters are told by this; all other shapes by the triggers
    of their rules, which the scan finds. One list for all lines, because a call for each line
    would cost more than the rest.

    >>> sorted(shaped(["twitter facebook", "3 of 12", "a day", "home | news"]))
    [0, 1, 3]
    """
    first = [key.partition(" ")[0].rstrip(",|·") for key in keys]
    found = {i for i, word in enumerate(first) if word in _FIRST_WORDS}
    joined = "\n".join(keys)
    if "/" in joined:
        found.update([i for i, word in enumerate(first) if word.partition("/")[0] in _FIRST_WORDS])
    if _COUNTS.search(joined):
        found.update([i for i, key in enumerate(keys) if len(key) <= 30 and _COUNTS.search(key)])
    for bar in "|·•":
        if bar in joined:
            found.update([i for i, key in enumerate(keys) if f" {bar} " in key])
    return found


NAMES = {
    "share_bar": is_share_bar,
    "card_names": is_card_names,
    "breadcrumb": is_breadcrumb,
    "trail_from_home": is_trail_from_home,
    "menu_bar": is_menu_bar,
    "gallery_counter": is_gallery_counter,
    "picture_counter": is_picture_counter,
    "file_name": is_file_name,
    "entities": is_entities,
    "widget_code": is_widget_code,
    "style_code": is_style_code,
}
"""What the key `shape` of a rule may name."""

LONGEST = {"breadcrumb": 160, "trail_from_home": 160, "menu_bar": 240}
"""Characters beyond which a line has not got the shape, for shapes that end before lines do."""
