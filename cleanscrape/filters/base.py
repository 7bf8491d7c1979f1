"""What filters are made of: rules of one category, and functions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cleanscrape.document import Document, Line
from cleanscrape.log import Proposal
from cleanscrape.rules.ruleset import RuleSet


@dataclass(frozen=True)
class RuleFilter:
    """Proposes what the rules of one category find.

    Parameters
    ----------
    name:
        The category.
    rules:
        The rule set; all filters of a cleaner share one, so that the text is scanned once.
    """

    name: str
    rules: RuleSet

    def propose(self, document: Document) -> Sequence[Proposal]:
        """What the packs find."""
        proposed = document.memo.get(self.rules) or self.rules.proposals(document)
        return proposed.get(self.name, ())


class LookingFilter(RuleFilter, ABC):
    """A rule filter that also finds what no single line tells."""

    def propose(self, document: Document) -> Sequence[Proposal]:
        """What the packs find, then what this filter finds by looking around."""
        return [*RuleFilter.propose(self, document), *self.look_around(document)]

    @abstractmethod
    def look_around(self, document: Document) -> Iterable[Proposal]:
        """What only the surroundings of a line show."""


@dataclass(frozen=True)
class FunctionFilter:
    """A plain function as a filter; see `as_filter`."""

    name: str
    function: Callable[[Document], Iterable[Proposal]]

    def propose(self, document: Document) -> Iterable[Proposal]:
        """What the function yields."""
        return self.function(document)


def as_filter(name: str, function: Callable[[Document], Iterable[Proposal]]) -> FunctionFilter:
    """Wrap a plain function of a document as a filter.

    >>> from cleanscrape import Cleaner, Proposal, as_filter
    >>> def shout(document):
    ...     for line in document.lines:
    ...         if line.text.isupper():
    ...             yield Proposal(line.start, line.end, "navigation", "shout", "shout", "capitals")
    >>> Cleaner().insert(as_filter("shout", shout)).clean("STOP\\nHe went home.").text
    'He went home.'
    """
    return FunctionFilter(name, function)


def propose_line(line: Line, category: str, rule: str, reason: str, **more: object) -> Proposal:
    """Propose a whole line, in the name of the filter of its category."""
    return Proposal(line.start, line.end, category, category, rule, reason, **more)  # type: ignore[arg-type]
