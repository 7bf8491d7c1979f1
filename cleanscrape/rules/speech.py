"""The rules of one language, compiled together: what one scan of a text looks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import Lock

from cleanscrape.matching.scanner import Scanner
from cleanscrape.matching.shapes import LONGEST, NAMES
from cleanscrape.rules.keys import label_key
from cleanscrape.rules.model import Pack, Rule, Spoken

LONGEST_LINE = 600
"""Longest line, in characters, that a `line` rule may cut: the bounded window of its patterns."""
_MARKUP = 40
"""Characters of markup that may make a line longer than what is seen of it."""


class Speech:
    """The rules of one language, or of those that read every text; packs load when needed.

    Parameters
    ----------
    packs:
        Their order decides which of two rules names a line.

    Attributes
    ----------
    labels:
        Rules by the keys of their labels.
    shapes:
        Functions of a line, each with its rule.
    triggered:
        Rules by trigger.
    reach:
        For each trigger, the longest line in which it can lead to anything.
    """

    labels: dict[str, list[Rule]]
    shapes: list[tuple[Callable[[str], bool], Rule]]
    triggered: dict[str, list[Rule]]
    reach: Mapping[str, float]
    scanner: Scanner

    def __init__(self, packs: Sequence[Pack]) -> None:
        self.packs = tuple(packs)
        self._lock = Lock()
        self._introducing: set[str] = set()
        self._load([pack for pack in self.packs if not pack.at_hand])

    def _load(self, waiting: Sequence[Pack]) -> None:
        """Make ready all packs but those that may wait."""
        labels: dict[str, list[Rule]] = {}
        shapes: list[tuple[Callable[[str], bool], Rule]] = []
        triggered: dict[str, list[Rule]] = {}
        still = set(map(id, waiting))  # comparing packs would load them
        ready = [pack for pack in self.packs if id(pack) not in still]
        for rule in (rule for pack in ready for rule in pack.rules):
            if rule.introduces:
                self._introducing.add(rule.id)
            if rule.kind == "label":
                for pattern in rule.patterns:
                    labels.setdefault(label_key(pattern), []).append(rule)
            elif rule.kind == "shape":
                shapes.append((NAMES[rule.shape], rule))
            for trigger in _spelled(rule):
                triggered.setdefault(trigger, []).append(rule)
        # the scanner last: a thread that still holds the old one finds all of its phrases here
        self.labels, self.shapes, self.triggered = labels, shapes, triggered
        self.reach = _Reach(triggered)
        self.scanner = Scanner(triggered)
        self.waiting = tuple(waiting)
        """Packs of which no text so far could hold anything; they are loaded when one may."""

    def hear(self, said: Spoken) -> None:
        """Load the packs that may find something in a text of these words."""
        with self._lock:
            still = [pack for pack in self.waiting if not pack.may_speak(said)]
            if len(still) < len(self.waiting):
                self._load(still)

    def load(self) -> None:
        """Load every pack now."""
        with self._lock:
            if self.waiting:
                self._load(())

    def introduces(self, rule: str) -> bool:
        """Whether a rule that was loaded is a heading of a list."""
        return rule in self._introducing


class _Reach(dict[str, float]):
    """The longest line that a trigger matters in; worked out when it is first found."""

    def __init__(self, triggered: dict[str, list[Rule]]) -> None:
        super().__init__()
        self._triggered = triggered

    def __missing__(self, trigger: str) -> float:
        self[trigger] = found = max(map(reach, self._triggered[trigger]))
        return found


def reach(rule: Rule) -> float:
    """The longest line that a rule looks at; a word with its space has some six characters."""
    if rule.kind == "sentence":
        return float("inf")
    if rule.kind == "shape":
        return LONGEST[rule.shape] + _MARKUP if rule.shape in LONGEST else 2 * LONGEST_LINE
    return min(LONGEST_LINE, 12 * rule.max_words)


def _spelled(rule: Rule) -> Iterable[str]:
    """A rule's triggers; Turkish ones with the capitals of i that no other language has, too."""
    if rule.language != "tr":
        return rule.triggers
    capital = [t.replace("i", "İ") for t in rule.triggers if "i" in t]
    begun = ["İ" + t[1:] for t in rule.triggers if t[0] == "i"]
    return dict.fromkeys([*rule.triggers, *(t.upper() for t in capital), *begun])
