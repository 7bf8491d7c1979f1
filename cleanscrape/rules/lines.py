"""Which rules hold for a line, or for sentences of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from cleanscrape.document import word_count
from cleanscrape.matching.fold import reading
from cleanscrape.matching.lexicon import Words
from cleanscrape.matching.markup import has_markup, visible, without_returns
from cleanscrape.matching.scanner import Ground
from cleanscrape.matching.sentences import sentence_at, sentences
from cleanscrape.offsets import Span
from cleanscrape.rules.found import Found, best, in_raw, least_sure
from cleanscrape.rules.keys import label_key, line_reading
from cleanscrape.rules.model import Rule
from cleanscrape.rules.speech import LONGEST_LINE, Speech, reach

SHORT = 90
"""Longest line, in characters, that is looked at without a trigger."""
UNBROKEN = 1500
"""A longer line has lost its line breaks: line rules look at its sentences."""
_LONGEST_SENTENCE = 500
_WHOLE = (-1, -1)
"""The key of the whole line among its sentences."""
_LINES_ONLY = ("metadata", "media")
"""Categories whose line rules are too short-spoken to be trusted with a mere sentence."""
_FEWEST_WORDS = 5
_FULL_STOPS = (".", "!", "?", "…", "。", "！", "？", "؟", "।", "۔", '."', ".”", ".)")


class Heard(NamedTuple):
    """A trigger found at ``[start, end)`` of a line, and the rules that it may lead to."""

    start: int
    end: int
    phrase: str
    rules: Sequence[Rule]


class LineReader:
    """Reads lines by the rules of some languages; what it finds is a function of the line alone.

    Parameters
    ----------
    speeches:
        The languages; the first that names a line names it.
    words:
        What honest sentences do not say.
    """

    def __init__(self, speeches: Sequence[Speech], words: Words) -> None:
        self.speeches = speeches
        self.words = words

    def read(self, text: str, hits: Iterable[Heard] | None = None) -> list[Found]:
        """Which rules hold; `hits` are what a scan of the whole text found in the line."""
        shown = None
        said = text
        if has_markup(text):
            shown = visible(text)
            said = shown.text
            hits = None
        if not said:
            return []
        if "\n" in said or "\r" in said:  # a paragraph of a hard-wrapped text
            hits = None
            if shown is None and "\r\n" in said:
                shown = without_returns(text)
                said = shown.text
            said = said.replace("\n", " ").replace("\r", " ")
        found = self._read(said, self._scan(said) if hits is None else hits)
        return in_raw(best(found), shown, text) if found else found

    def _scan(self, said: str) -> Iterator[Heard]:
        ground = Ground.of(said)
        for speech in self.speeches:
            for start, end, phrase in speech.scanner.find_on(ground):
                yield Heard(start, end, phrase, speech.triggered[phrase])

    def _read(self, said: str, hits: Iterable[Heard]) -> list[Found]:
        whole = len(said) <= SHORT
        found = self._read_whole(said) if whole else []
        heard: dict[Span, str] = {}
        for start, end, phrase, rules in hits:
            for rule in rules:
                if rule.kind == "shape":
                    if not whole:
                        whole = True
                        found += self._read_shapes(said)
                elif rule.kind == "sentence" or len(said) > UNBROKEN:
                    found += _read_sentence(said, start, end, rule, phrase, heard)
                elif len(said) <= reach(rule):
                    line = heard.get(_WHOLE)
                    if line is None:
                        line = heard[_WHOLE] = line_reading(said)
                    if rule.matches(line):
                        found.append(Found(*self._needed(said, rule), rule, phrase))
        if found and found[-1].end - found[-1].start < len(said):
            found += self._labels_beside(said, found)
        return found

    def labels(self, key: str) -> list[Rule]:
        """The rules that take a line of this `label_key` for a label."""
        rules = [rule for speech in self.speeches for rule in speech.labels.get(key, ())]
        return least_sure(rules)

    def _read_whole(self, said: str) -> list[Found]:
        found = [Found(0, len(said), rule, "") for rule in self.labels(label_key(said))]
        return found + self._read_shapes(said)

    def _read_shapes(self, said: str) -> list[Found]:
        if len(said) > 2 * LONGEST_LINE:
            return []
        shapes = (pair for speech in self.speeches for pair in speech.shapes)
        return [Found(0, len(said), rule, "") for shape, rule in shapes if shape(said)]

    def _needed(self, said: str, rule: Rule) -> Span:
        """The part of a line that a line rule needs: an honest sentence at either end stays.

        A pattern with a gap in it reaches over "The river rose. Get the news in your inbox."
        """
        spans = _sentences(said)
        first, last = 0, len(spans) - 1
        while first < last:
            for low, high, at in ((first + 1, last, first), (first, last - 1, last)):
                rest = said[spans[low][0] : spans[high][1]]
                if self._honest(said[slice(*spans[at])], rule) and rule.matches(line_reading(rest)):
                    first, last = low, high
                    break
            else:
                break
        whole = first == 0 and last == len(spans) - 1
        return (0, len(said)) if whole or not spans else (spans[first][0], spans[last][1])

    def _honest(self, sentence: str, rule: Rule) -> bool:
        """Whether a sentence may be somebody's: it is one, and speaks of no offer and no reader."""
        if word_count(sentence) < _FEWEST_WORDS or not sentence.endswith(_FULL_STOPS):
            return False
        said, words = reading(sentence), self.words.of(rule.id)
        return not (words.addresses(said) or words.pitches(said))

    def _labels_beside(self, said: str, found: Sequence[Found]) -> list[Found]:
        """Sentences that are labels, beside one that goes: "Learn more.", "Stay informed." """
        spans = _sentences(said)
        more = []
        for start, end in {item[:2] for item in found if item.rule.tier == "sure"}:
            behind = bisect_right(spans, (end, len(said)))
            for index in (behind, bisect_right(spans, (start, 0)) - 1):
                low, high = spans[index] if 0 <= index < len(spans) else (0, 0)
                if low < high <= low + SHORT and not low <= start < high:
                    rules = self.labels(label_key(said[low:high]))[:1]
                    more += [Found(low, high, rule, "") for rule in rules]
        return more


def _read_sentence(
    said: str, start: int, end: int, rule: Rule, phrase: str, heard: dict[Span, str]
) -> list[Found]:
    if rule.kind == "line" and (rule.tier != "sure" or rule.category in _LINES_ONLY):
        return []
    span = sentence_at(said, start, _LONGEST_SENTENCE)
    if span is None or end > span[1]:
        return []
    low, high = span
    if rule.kind == "line":
        sentence = line_reading(said[low:high])
    else:
        if span not in heard:
            heard[span] = reading(said[low:high])
        sentence = heard[span]
    return [Found(low, high, rule, phrase)] if rule.matches(sentence) else []


@lru_cache(maxsize=4)
def _sentences(said: str) -> list[Span]:
    return sentences(said)
