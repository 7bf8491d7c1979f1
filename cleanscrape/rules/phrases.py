"""A user's own words: phrases to cut, as a pack of rules; patterns to keep, made safe to run."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleanscrape.errors import OptionError
from cleanscrape.matching.fold import reading
from cleanscrape.rules.lint import bounded, lint
from cleanscrape.rules.model import Pack, Rule, RuleKind

_LONGEST = 400
_MOST_WORDS = 80


def phrase_pack(phrases: Iterable[str]) -> Pack:
    """A pack that cuts lines, and sentences, which say one of these phrases and nothing else.

    Case, spacing and the punctuation around them do not matter. Raises `OptionError` for a phrase
    without a letter, with a line break, or longer than 400 characters.

    >>> [rule.id for rule in phrase_pack(["Brought to you by the Harbour Post"]).rules]
    ['any.site.phrase-1-line', 'any.site.phrase-1-sentence']
    """
    rules = []
    for number, phrase in enumerate(phrases, 1):
        _check(phrase)
        said = reading(phrase).strip(" .!?:;,-|•»›>→")
        pattern = rf"\W{{0,3}}{re.escape(said)}\W{{0,3}}"
        kinds: tuple[tuple[RuleKind, str], ...] = (
            ("line", pattern), ("sentence", rf"\A{pattern}\Z"),
        )  # fmt: skip
        rules += [
            Rule(
                id=f"any.site.phrase-{number}-{kind}",
                kind=kind,
                tier="sure",
                category="site",
                language="any",
                why=f'you asked to cut "{phrase}"',
                patterns=(form,),
                triggers=(said,),
                max_words=_MOST_WORDS,
            )
            for kind, form in kinds
        ]
    return Pack("any/site", "any", "site", "1", tuple(rules))


def kept_pattern(pattern: str) -> str:
    """A regular expression with its open repetitions bounded, fit to run on anything.

    Raises `OptionError` with a remedy for one that is none, or could run long.

    >>> kept_pattern("sponsored by .+ trust")
    'sponsored by .{1,200} trust'
    """
    safe = bounded(pattern)
    if not pattern or re.match(r"\s*\Z", pattern):
        raise OptionError("keep: an empty pattern; write the words that must stay")
    if problem := lint(safe):
        raise OptionError(f"keep: pattern {pattern!r}: {problem}")
    return safe


def _check(phrase: str) -> None:
    if not isinstance(phrase, str) or not any(map(str.isalnum, phrase)):
        raise OptionError(f"cut: {phrase!r} holds no letter; write the words of one line")
    if len(phrase.strip().splitlines()) > 1:
        raise OptionError(f"cut: {phrase!r} holds a line break; write one phrase for each line")
    if len(phrase) > _LONGEST or phrase.count(" ") >= _MOST_WORDS:
        raise OptionError(
            f"cut: {phrase[:40]!r}... is longer than {_LONGEST} characters or {_MOST_WORDS} "
            "words; write its first sentence"
        )
