"""What a rule is."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

from cleanscrape.log import Tier
from cleanscrape.matching.fold import folded
from cleanscrape.matching.pattern import Pattern

RuleKind = Literal["label", "line", "sentence", "shape"]
KINDS: tuple[RuleKind, ...] = ("label", "line", "sentence", "shape")


_CACHED = ("_some", "_every", "_never")


@dataclass(frozen=True)
class Rule:
    """A datum that says which words or shapes are boilerplate, with its proof.

    Attributes
    ----------
    id:
        ``<language>.<category>.<name>``, unique over all packs.
    kind:
        ``label``: the whole line, without decoration, is one of `patterns`, taken literally.
        ``line``: one of the regular expressions `patterns` matches the whole line.
        ``sentence``: every one of `all` and, if there are any, one of `patterns` is found in a
        sentence. ``shape``: the function `shape` of `cleanscrape.matching.shapes` says so.
    tier:
        ``sure`` cuts, ``likely`` cuts when neighbours or position agree, ``note`` only logs.
    why:
        The reason that the log gives.
    triggers:
        Literals (lower case) of which one must stand in the line or sentence. They are what the
        scanner looks for: `line` and `sentence` rules need them; a `shape` rule needs them only
        to see lines longer than a label.
    unless:
        Regular expressions that veto the rule where they are found.
    max_words:
        Longest line or sentence that the rule may cut, in words.
    about:
        A topic of the language's lexicon: articles about it are guarded.
    introduces:
        Whether the line is a heading, so that the list which it introduces goes with it; one of
        comments introduces what readers wrote.
    remove, keep:
        Examples that the rule must cut, and honest near-misses that it must not.
    """

    id: str
    kind: RuleKind
    tier: Tier
    category: str
    language: str
    why: str
    patterns: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    max_words: int = 40
    about: str = ""
    introduces: bool = False
    shape: str = ""
    remove: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    origin: str = ""

    @classmethod
    def of(cls, fields: dict[str, Any]) -> Rule:
        """A rule of these fields, which nobody checks: a tenth of what `__init__` takes."""
        rule = object.__new__(cls)
        rule.__dict__.update(fields)
        return rule

    @cached_property
    def _some(self) -> list[Pattern]:
        return _compiled(self.patterns)

    @cached_property
    def _every(self) -> list[Pattern]:
        return _compiled(self.all)

    @cached_property
    def _never(self) -> list[Pattern]:
        return _compiled(self.unless)

    def prepare(self) -> None:
        """Compile the regular expressions now; `matches` does it when each is first needed."""
        if self.kind in ("line", "sentence"):
            for pattern in (*self._some, *self._every, *self._never):
                pattern.prepare()

    def matches(self, said: str) -> bool:
        """Whether a normalised line or sentence (`fold.reading`) is what the rule looks for."""
        if said.count(" ") >= self.max_words:
            return False
        for pattern in self._every:
            if not pattern.search(said):
                return False
        if self._some:
            whole = self.kind == "line"
            for pattern in self._some:
                if pattern.fullmatch(said) if whole else pattern.search(said):
                    break
            else:
                return False
        return not any(pattern.search(said) for pattern in self._never)

    def __getstate__(self) -> dict[str, Any]:
        return {k: v for k, v in self.__dict__.items() if k not in _CACHED}


def _compiled(patterns: tuple[str, ...]) -> list[Pattern]:
    """Patterns for what `fold.reading` gives: their letters are folded as the text's are."""
    return [Pattern(folded(pattern)) for pattern in patterns]


class Spoken(NamedTuple):
    """What stands in a text, for packs to tell whether they may hold in it.

    Attributes
    ----------
    words:
        The words of its `fold.reading`.
    signs:
        Its characters that are neither letters nor digits.
    unspaced:
        Whether it holds letters of a script that puts no spaces between words.
    """

    words: Set[str]
    signs: Set[str]
    unspaced: bool


@dataclass(frozen=True)
class Pack:
    """The rules of one file, in file order."""

    name: str
    language: str
    category: str
    version: str
    rules: tuple[Rule, ...]

    def __hash__(self) -> int:
        return hash((self.name, self.version))  # rule sets are looked up by packs for every text

    @property
    def at_hand(self) -> bool:
        """Whether the rules are loaded."""
        return True

    def may_speak(self, text: Spoken) -> bool:  # noqa: ARG002
        """Whether a rule of this pack may hold in a text; False only if none can."""
        return True
