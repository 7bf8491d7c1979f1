"""All rules of some packs: one scan finds what every one of them may cut."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain, repeat
from operator import itemgetter

from cleanscrape.document import Document, Line
from cleanscrape.language import TOLD
from cleanscrape.lines import WINDOW, LongLines, windows
from cleanscrape.log import Proposal
from cleanscrape.matching.lexicon import Lexicon, words
from cleanscrape.matching.pattern import Pattern, prepare_all
from cleanscrape.matching.scanner import Ground
from cleanscrape.matching.shapes import shaped
from cleanscrape.rules.found import Found, proposals
from cleanscrape.rules.hints import spoken
from cleanscrape.rules.keys import EDGES, label_key
from cleanscrape.rules.lines import SHORT, UNBROKEN, Heard, LineReader
from cleanscrape.rules.model import Pack, Rule, Spoken
from cleanscrape.rules.speech import Speech
from cleanscrape.tongue import EVERYWHERE, readers

_ODD = Pattern(r"[^\x21-\x7e\xdf-\u0130\u0132-\u024f ]|  ")
"""What keeps a stripped line from being its own reading: other spaces, quotes, loose accents."""
_START = itemgetter(1)
_TEXT = itemgetter(3)


class _Memory:
    """What the first round read, for the later ones."""

    def __init__(self, speeches: frozenset[Speech], document: Document) -> None:
        self.speeches = speeches
        self.found: dict[str, list[Found]] = {}
        self._lines, self._wrapped = document.lines, document.wrapped
        self._seen: set[str] = set()

    def new(self, document: Document) -> set[str]:
        """Those of a later round's lines that no round has seen; from then on they are seen."""
        lines = document.lines
        if isinstance(lines, LongLines) and not (self._wrapped or document.wrapped):
            # sets of all lines would hold the whole text twice
            places = chain(document.joints, (len(document.text),))
            new = {lines[i].text for i in lines.around(places)} - self._seen
            new.difference_update(map(_TEXT, self._lines) if new else ())
        else:
            self._seen.update(map(_TEXT, self._lines))
            self._lines = ()
            new = set(map(_TEXT, lines)) - self._seen
        self._seen |= new
        return new


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
        self._words = words(self.lexicons)
        # a language that nobody can tell a text's to be reads every text, too
        codes = {pack.language for pack in self.packs}.difference(EVERYWHERE) & TOLD
        self._home = Speech([pack for pack in self.packs if pack.language not in codes])
        self._abroad = {
            code: tuple(pack for pack in self.packs if pack.language == code)
            for code in sorted(codes)
        }
        self._made: dict[str, Speech] = {}

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return (compiled, (self.packs, self.lexicons))

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """All rules by id."""
        return {rule.id: rule for pack in self.packs for rule in pack.rules}

    def _speech(self, code: str) -> Speech:
        """The rules of another language, made when a text first needs them."""
        return self._made.get(code) or self._made.setdefault(code, Speech(self._abroad[code]))

    @property
    def _speeches(self) -> tuple[Speech, ...]:
        return (self._home, *map(self._speech, self._abroad))

    def prepare(self) -> None:
        """Load all packs now, and compile what reads every text.

        Another language's patterns wait for a text that needs them: of two dozen languages most
        runs meet one or two, and to compile all takes seconds and a hundred megabytes.
        """
        prepare_all()
        self.load()
        self._home.scanner.prepare()
        for rule in (rule for pack in self._home.packs for rule in pack.rules):
            rule.prepare()

    def load(self) -> None:
        """Load every pack now: `read_line` sees only those that are loaded."""
        for speech in self._speeches:
            speech.load()

    def introduces(self, rule: str) -> bool:
        """Whether a rule that found something is a heading of a list."""
        return any(speech.introduces(rule) for speech in (self._home, *self._made.values()))

    def proposals(self, document: Document) -> dict[str, list[Proposal]]:
        """What the rules propose in this round, by category; computed once a round."""
        found = document.memo.get(self)
        if found is None:
            found = document.memo[self] = self._propose(document)
        return found

    def _propose(self, document: Document) -> dict[str, list[Proposal]]:
        lines: Sequence[Line] = document.lines
        ground = None if isinstance(lines, LongLines) else Ground.of(document.text)
        reader = LineReader(self._chosen(document, ground), self._words)
        languages = frozenset(reader.speeches)
        memory: _Memory | None = document.lasting.get(self)
        proposed: dict[str, list[Proposal]] = {}
        if memory is None or memory.speeches != languages:
            memory = document.lasting[self] = _Memory(languages, document)
            for read in _read_text(document, ground, reader, memory.found):
                _add(proposed, read, memory.found)
        else:
            for text in memory.new(document):
                memory.found[text] = reader.read(text)
            _add(proposed, lines, memory.found)
        return proposed

    def _chosen(self, document: Document, ground: Ground | None) -> tuple[Speech, ...]:
        """The languages whose rules read a text, loaded as far as they may find something in it."""
        text = document.text
        codes = readers(text, _data(text, ground)) if self._abroad else frozenset()
        if codes is None:
            said = _spoken(document)
            chosen = [
                code for code, packs in self._abroad.items()
                if any(pack.may_speak(said) for pack in packs)
            ]  # fmt: skip
        else:
            chosen = sorted(codes.intersection(self._abroad))
        speeches = (self._home, *map(self._speech, chosen))
        for speech in speeches:
            if speech.waiting:
                speech.hear(_spoken(document))
        return speeches

    def reads(self, rule: Rule, text: str) -> bool:
        """Whether a rule reads a text at all: those of other languages than the text's do not."""
        codes = readers(text, _data(text, None))
        return codes is None or rule.language not in self._abroad or rule.language in codes

    def read_line(self, text: str) -> list[Found]:
        """Which rules of any language hold for a line or for sentences of it."""
        return LineReader(self._speeches, self._words).read(text)


def _data(text: str, ground: Ground | None) -> Iterator[bytes]:
    """The text in UTF-8: as the scan reads it, or a window at a time."""
    if ground is not None:
        yield ground.data
    else:
        for at in range(0, len(text), WINDOW):
            yield Ground.of(text[at : at + WINDOW]).data


def _spoken(document: Document) -> Spoken:
    """The words and signs of a text, of a long one window by window."""
    text, lines = document.text, document.lines
    found = [spoken(text[low:high]) for _, low, high in windows(text, lines)] or [spoken("")]
    words, signs, unspaced = zip(*found, strict=True)
    return Spoken(frozenset().union(*words), frozenset().union(*signs), any(unspaced))


def _add(
    proposed: dict[str, list[Proposal]], lines: Sequence[Line], found: dict[str, list[Found]]
) -> None:
    """Add what was found in some lines, by category."""
    for line, there in zip(lines, map(found.get, map(_TEXT, lines)), strict=True):
        if there:
            for item in proposals(line, there):
                proposed.setdefault(item.category, []).append(item)


def _read_text(
    document: Document, ground: Ground | None, reader: LineReader, found: dict[str, list[Found]]
) -> Iterator[list[Line]]:
    """One scan of the whole text; then the lines that were hit, and what may be a label.

    Yields the lines that were read, in order. Most lines are none of them, so everything
    that is done for every line is done by built-ins over lists.
    """
    text = document.text
    markdown = "]" in text and "](" in text  # looking for one character takes a tenth
    for part, low, high in windows(text, document.lines):
        lines = document.lines[part]
        scanned = ground or Ground.of(text[low:high])
        hits: dict[int, list[Heard]] = {}
        for speech in reader.speeches:
            _hits_by_line(speech, scanned, low, lines, markdown, hits)
        chosen = {*hits, *_short(lines, reader)}
        if markdown or document.wrapped:
            chosen.update(i for i, line in enumerate(lines) if _hides_words(line[3], markdown))
        read = [lines[i] for i in sorted(chosen)]
        for i, line in zip(sorted(chosen), read, strict=True):
            if line[3] not in found:
                found[line[3]] = reader.read(line[3], hits.get(i, ()))
        yield read


def _short(lines: Sequence[Line], reader: LineReader) -> list[int]:
    """Which of some lines are short and may be labels or have a shape."""
    short = [i for i, line in enumerate(lines) if len(line[3]) <= SHORT]
    texts = [lines[i][3] for i in short]
    keys = list(map(str.strip, map(str.lower, texts), repeat(EDGES)))
    chosen = [short[i] for i in shaped(keys)]
    for speech in reader.speeches:
        labels = speech.labels
        if not labels.keys().isdisjoint(keys):
            chosen += [short[i] for i, key in enumerate(keys) if key in labels]
    # a key is what `label_key` gives, but for lines with odd characters inside
    if _ODD.search("|".join(keys)):
        for i, text, key in zip(short, texts, keys, strict=True):
            plain = key.isascii() and key.isprintable() and "  " not in key
            if not plain and reader.labels(label_key(text)):
                chosen.append(i)
    return chosen


def _hits_by_line(
    speech: Speech,
    ground: Ground,
    low: int,
    lines: Sequence[Line],
    markdown: bool,
    grouped: dict[int, list[Heard]],
) -> None:
    """Add a language's hits to the places of their lines, in offsets of those lines.

    `low` is where the ground begins in the text.
    """
    hits = speech.scanner.find_on(ground)
    if not hits:
        return
    starts, reach, triggered = list(map(_START, lines)), speech.reach, speech.triggered
    for start, end, phrase in hits:
        index = bisect_right(starts, low + start) - 1
        line = lines[index]
        if markdown or not reach[phrase] < line[2] - line[1] <= UNBROKEN:
            at = line[1] - low
            heard = Heard(start - at, end - at, phrase, triggered[phrase])
            grouped.setdefault(index, []).append(heard)


def _hides_words(text: str, markdown: bool) -> bool:
    """Whether a line may say what the scan of the raw text cannot see: markup, hard wraps."""
    return (markdown and "](" in text) or "\n" in text or "\r" in text


@lru_cache(maxsize=16)
def compiled(packs: tuple[Pack, ...], lexicons: tuple[Lexicon, ...]) -> RuleSet:
    """The rule set of these packs, built once per process."""
    return RuleSet(packs, lexicons)
