"""All rules of some packs, compiled together: one scan finds what every one of them may cut."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import repeat
from operator import itemgetter
from threading import Lock
from typing import NamedTuple
from unicodedata import category

from cleanscrape.document import Document, Line, Span, word_count
from cleanscrape.log import Proposal
from cleanscrape.matching.fold import reading
from cleanscrape.matching.lexicon import Lexicon, words
from cleanscrape.matching.markup import Visible, has_markup, visible, without_returns
from cleanscrape.matching.pattern import Pattern, prepare_all
from cleanscrape.matching.scanner import Hit, Scanner
from cleanscrape.matching.sentences import sentence_at, sentences
from cleanscrape.matching.shapes import LONGEST, NAMES, shaped
from cleanscrape.rules.hints import spoken
from cleanscrape.rules.model import Pack, Rule

SHORT = 90
"""Longest line, in characters, that is looked at without a trigger."""
_LONGEST_LINE = 600
"""Longest line, in characters, that a `line` rule may cut: the bounded window of its patterns."""
_LONGEST_SENTENCE = 500
_MARKUP = 40
"""Characters of markup that may make a line longer than what is seen of it."""
_WHOLE = (-1, -1)
"""The key of the whole line among its sentences."""
_LINES_ONLY = ("metadata", "media")
"""Categories whose line rules are too short-spoken to be trusted with a mere sentence."""
_HOME_EVERYWHERE = ("any", "en")
"""Languages whose rules cut in any text; their patterns are compiled first."""
_FEWEST_WORDS = 5
_FULL_STOPS = (".", "!", "?", "…", "。", "！", "？", "؟", "।", "۔", '."', ".”", ".)")
_UNBROKEN = 1500
"""A longer line has lost its line breaks: line rules look at its sentences."""
_EDGES = "".join(chr(i) for i in range(128) if not chr(i).isalnum()) + "\xa0©«»·“”‘’„…–—•→›‹▶►"
_ODD = Pattern(r"[^\x21-\x7e\xdf-\u0130\u0132-\u024f ]|  ")
"""What keeps a stripped line from being its own reading: other spaces, quotes, loose accents."""


class Found(NamedTuple):
    """A rule that holds for ``[start, end)`` of a line; `trigger` is the phrase that led there."""

    start: int
    end: int
    rule: Rule
    trigger: str


_TEXT = itemgetter(3)


class _Memory:
    """What the first round read, for the later ones."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.found: dict[str, list[Found]] = {}
        self._seen: set[str] | None = None

    @property
    def seen(self) -> set[str]:
        """The lines that were read; most texts need no second round, so made when asked for."""
        if self._seen is None:
            self._seen = set(map(_TEXT, self.lines))
        return self._seen


class RuleSet:
    """The rules of several packs, ready to find.

    Parameters
    ----------
    packs, lexicons:
        What decides; the order of packs decides which of two rules names a line.
    """

    def __init__(self, packs: Sequence[Pack], lexicons: Sequence[Lexicon] = ()) -> None:
        self.packs = tuple(packs)
        self.lexicons = tuple(lexicons)
        self._lock = Lock()
        self._load([pack for pack in self.packs if not pack.at_hand])

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return (compiled, (self.packs, self.lexicons))

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """All rules by id."""
        return {rule.id: rule for pack in self.packs for rule in pack.rules}

    def _load(self, waiting: Sequence[Pack]) -> None:
        """Make ready all packs but those that may wait."""
        labels: dict[str, list[Rule]] = {}
        shapes = []
        triggered: dict[str, list[Rule]] = {}
        introducing = set()
        still = set(map(id, waiting))  # comparing packs would load them
        ready = [pack for pack in self.packs if id(pack) not in still]
        for rule in (rule for pack in ready for rule in pack.rules):
            if rule.introduces:
                introducing.add(rule.id)
            if rule.kind == "label":
                for pattern in rule.patterns:
                    labels.setdefault(label_key(pattern), []).append(rule)
            elif rule.kind == "shape":
                shapes.append((NAMES[rule.shape], rule))
            for trigger in _spelled(rule):
                triggered.setdefault(trigger, []).append(rule)
        # the scanner last: a thread that still holds the old one finds all of its phrases here
        labels = {key: _least_sure(rules) for key, rules in labels.items()}
        self._labels, self._shapes, self._triggered = labels, shapes, triggered
        self._introducing = introducing
        self._reach = {t: max(map(_reach, rules)) for t, rules in triggered.items()}
        """For each trigger, the longest line in which it can lead to anything."""
        self._scanner = Scanner(triggered)
        self._waiting = tuple(waiting)
        """Packs of which no text so far could hold anything; they are loaded when one may."""

    def _hear(self, text: str) -> None:
        """Load the packs that may find something in a text."""
        said = spoken(text)
        with self._lock:
            still = [pack for pack in self._waiting if not pack.may_speak(said)]
            if len(still) < len(self._waiting):
                self._load(still)

    def prepare(self) -> None:
        """Load every pack now instead of when it is first needed, and compile English patterns.

        Those of another language are compiled when they are first needed: of two dozen, most runs
        need one or two, and compiling all takes seconds and a hundred megabytes.
        """
        prepare_all()
        self.load()
        self._scanner.prepare()
        for rule in self.rules.values():
            if rule.language in _HOME_EVERYWHERE:
                rule.prepare()

    def load(self) -> None:
        """Load every pack now: `read_line` sees only those that are loaded."""
        with self._lock:
            if self._waiting:
                self._load(())

    def introduces(self, rule: str) -> bool:
        """Whether a rule that found something is a heading of a list."""
        return rule in self._introducing

    def proposals(self, document: Document) -> dict[str, list[Proposal]]:
        """What the rules propose in this round, by category; computed once a round."""
        found = document.memo.get(self)
        if found is None:
            found = document.memo[self] = self._propose(document)
        return found

    def _propose(self, document: Document) -> dict[str, list[Proposal]]:
        memory: _Memory | None = document.lasting.get(self)
        lines: Sequence[Line] = document.lines
        if self._waiting:
            self._hear(document.text)
        if memory is None:
            memory = document.lasting[self] = _Memory(lines)
            lines = self._read_text(document, memory.found)
        else:
            self._read_what_changed(lines, memory)
        proposed: dict[str, list[Proposal]] = {}
        for line, items in zip(lines, map(memory.found.get, map(_TEXT, lines)), strict=True):
            for item in items or ():
                proposed.setdefault(item.rule.category, []).append(_proposal(line, item))
        return proposed

    def _read_text(self, document: Document, found: dict[str, list[Found]]) -> list[Line]:
        """One scan of the whole text; then the lines that were hit, and what may be a label.

        Returns the lines that were read, in order. Most lines are none of them, so everything
        that is done for every line is done by built-ins over lists.
        """
        lines = document.lines
        text = document.text
        markdown = "]" in text and "](" in text  # looking for one character takes a tenth
        hits = self._hits_by_line(text, lines, markdown)
        short = [line for line in lines if len(line[3]) <= SHORT]
        texts = [line[3] for line in short]
        chosen = set(hits)
        keys = list(map(str.strip, map(str.lower, texts), repeat(_EDGES)))
        labels = self._labels
        if not labels.keys().isdisjoint(keys):
            chosen.update([short[i][0] for i, key in enumerate(keys) if key in labels])
        chosen.update([short[i][0] for i in shaped(keys)])
        # a key is what `label_key` gives, but for lines with odd characters inside
        if _ODD.search("|".join(keys)):
            odd = [
                text for text, key in zip(texts, keys, strict=True)
                if not (key.isascii() and key.isprintable() and "  " not in key)
            ]  # fmt: skip
            known = {text for text in odd if label_key(text) in labels}
            if known:
                chosen.update([line[0] for line in short if line[3] in known])
        if markdown or document.wrapped:
            chosen.update(line[0] for line in lines if _hides_words(line[3], markdown))
        read = [lines[i] for i in sorted(chosen)]
        for line in read:
            if line[3] not in found:
                found[line[3]] = self.read_line(line[3], hits.get(line[0], ()))
        return read

    def _read_what_changed(self, lines: Sequence[Line], memory: _Memory) -> None:
        """In a later round only lines that a cut has changed are new."""
        for text in set(map(_TEXT, lines)) - memory.seen:
            memory.seen.add(text)
            memory.found[text] = self.read_line(text)

    def _hits_by_line(
        self, text: str, lines: Sequence[Line], markdown: bool
    ) -> dict[int, list[Hit]]:
        """Hits grouped by the index of their line, in offsets of that line."""
        grouped: dict[int, list[Hit]] = {}
        hits = self._scanner.find(text)
        if not hits:
            return grouped
        starts, reach = list(map(itemgetter(1), lines)), self._reach
        for start, end, phrase in hits:
            index = bisect_right(starts, start) - 1
            line = lines[index]
            if markdown or not reach[phrase] < line[2] - line[1] <= _UNBROKEN:
                grouped.setdefault(index, []).append(Hit(start - line[1], end - line[1], phrase))
        return grouped

    def read_line(self, text: str, hits: Iterable[Hit] | None = None) -> list[Found]:
        """Which rules hold for a line or for sentences of it; a function of the line alone."""
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
        whole = len(said) <= SHORT
        found = self._read_whole(said) if whole else []
        heard: dict[Span, str] = {}
        for start, end, phrase in self._scanner.find(said) if hits is None else hits:
            for rule in self._triggered[phrase]:
                if rule.kind == "shape":
                    if not whole:
                        whole = True
                        found += self._read_shapes(said)
                elif rule.kind == "sentence" or len(said) > _UNBROKEN:
                    found += self._read_sentence(said, start, end, rule, phrase, heard)
                elif len(said) <= _reach(rule):
                    line = heard.get(_WHOLE)
                    if line is None:
                        line = heard[_WHOLE] = line_reading(said)
                    if rule.matches(line):
                        found.append(Found(*self._needed(said, rule), rule, phrase))
        if found and found[-1].end - found[-1].start < len(said):
            found += self._labels_beside(said, found)
        return _in_raw(_best(found), shown, text)

    def _read_whole(self, said: str) -> list[Found]:
        found = [Found(0, len(said), rule, "") for rule in self._labels.get(label_key(said), ())]
        return found + self._read_shapes(said)

    def _read_shapes(self, said: str) -> list[Found]:
        if len(said) > 2 * _LONGEST_LINE:
            return []
        return [Found(0, len(said), rule, "") for shape, rule in self._shapes if shape(said)]

    def _read_sentence(
        self, said: str, start: int, end: int, rule: Rule, phrase: str, heard: dict[Span, str]
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
        said, spoken_words = reading(sentence), words(self.lexicons).of(rule.id)
        return not (spoken_words.addresses(said) or spoken_words.pitches(said))

    def _labels_beside(self, said: str, found: Sequence[Found]) -> list[Found]:
        """Sentences that are labels, beside one that goes: "Learn more.", "Stay informed." """
        spans = _sentences(said)
        more = []
        for start, end in {item[:2] for item in found if item.rule.tier == "sure"}:
            behind = bisect_right(spans, (end, len(said)))
            for index in (behind, bisect_right(spans, (start, 0)) - 1):
                low, high = spans[index] if 0 <= index < len(spans) else (0, 0)
                if low < high <= low + SHORT and not low <= start < high:
                    rules = self._labels.get(label_key(said[low:high]), ())[:1]
                    more += [Found(low, high, rule, "") for rule in rules]
        return more


def _hides_words(text: str, markdown: bool) -> bool:
    """Whether a line may say what the scan of the raw text cannot see: markup, hard wraps."""
    return (markdown and "](" in text) or "\n" in text or "\r" in text


def _reach(rule: Rule) -> float:
    """The longest line that a rule looks at; a word with its space has some six characters."""
    if rule.kind == "sentence":
        return float("inf")
    if rule.kind == "shape":
        return LONGEST[rule.shape] + _MARKUP if rule.shape in LONGEST else 2 * _LONGEST_LINE
    return min(_LONGEST_LINE, 12 * rule.max_words)


def _spelled(rule: Rule) -> Iterable[str]:
    """A rule's triggers; Turkish ones with the capitals of i that no other language has, too."""
    if rule.language != "tr":
        return rule.triggers
    capital = [t.replace("i", "İ") for t in rule.triggers if "i" in t]
    begun = ["İ" + t[1:] for t in rule.triggers if t[0] == "i"]
    return dict.fromkeys([*rule.triggers, *(t.upper() for t in capital), *begun])


def _least_sure(rules: list[Rule]) -> list[Rule]:
    """Of the rules for one label, those that may decide: a word is as ambiguous as in any language.

    "Copyright" is a label in Danish, and an English article's subject; nobody can tell the language
    of one word.
    """
    doubtful = {rule.language for rule in rules if rule.tier != "sure"} - {"any"}
    if not doubtful or len({rule.language for rule in rules}) == 1:
        return rules
    return [rule for rule in rules if rule.tier != "sure" or rule.language in (*doubtful, "any")]


@lru_cache(maxsize=4)
def _sentences(said: str) -> list[tuple[int, int]]:
    return sentences(said)


@lru_cache(maxsize=16)
def compiled(packs: tuple[Pack, ...], lexicons: tuple[Lexicon, ...]) -> RuleSet:
    """The rule set of these packs, built once per process."""
    return RuleSet(packs, lexicons)


_ARROWS = "»«›‹→←▶►•· \t"
"""Signs around a line that say nothing, and that `reading` would take for quotation marks."""


def line_reading(said: str) -> str:
    """What a line says without the bullets, arrows and icons around it."""
    return _stripped(reading(said.strip(_ARROWS)), 12, "©@#$€£&\"'(", ".!?)\"'…:")


def label_key(said: str) -> str:
    """What a label says without any punctuation around it.

    >>> label_key("» READ MORE: ")
    'read more'
    """
    if said.isascii() and "  " not in said:  # most lines, without a regex
        return said.lower().strip(_EDGES)
    return _stripped(reading(said), 40)


def _stripped(said: str, most: int, opening: str = "", closing: str = "") -> str:
    """Without up to `most` signs at either end, but those that may open and close a line."""
    start, end = 0, len(said)
    last = min(most, end)
    while start < last and not (said[start].isalnum() or said[start] in opening):
        start += 1
    first = max(start, end - most)
    while end > first and not (said[end - 1].isalnum() or said[end - 1] in closing):
        if said[end - 1] > "\x7f" and category(said[end - 1])[0] == "M":
            break  # a vowel sign or an accent ends its word
        end -= 1
    return said[start:end]


def _best(found: list[Found]) -> list[Found]:
    """One finding for each span and language: the surest, then the first.

    Which language is at home in the text is decided later (`tongue`); English ones come first.
    """
    if len(found) < 2:
        return found
    order = {"sure": 0, "likely": 1, "note": 2}
    best: dict[tuple[int, int, str], Found] = {}
    for item in found:
        key = item.start, item.end, item.rule.language
        there = best.get(key)
        if there is None or order[item.rule.tier] < order[there.rule.tier]:
            best[key] = item
    return sorted(best.values(), key=_place)


def _place(item: Found) -> tuple[int, int, bool]:
    return item.start, item.end, item.rule.language not in _HOME_EVERYWHERE


def _in_raw(found: list[Found], shown: Visible | None, text: str) -> list[Found]:
    """Translate findings from what is seen to what is written."""
    if shown is None:
        return found
    raw = []
    for item in found:
        whole = item.start == 0 and item.end == len(shown.text)
        span = (0, len(text)) if whole else shown.to_raw(item.start, item.end)
        if span:
            raw.append(Found(*span, item.rule, item.trigger))
    return raw


def _proposal(line: Line, item: Found) -> Proposal:
    rule = item.rule
    return Proposal(
        line[1] + item.start,
        line[1] + item.end,
        rule.category,
        rule.category,
        rule.id,
        rule.why,
        rule.tier,
        (f"trigger: {item.trigger}",) if item.trigger else (f"{rule.kind}",),
        None,
        rule.about,
    )
