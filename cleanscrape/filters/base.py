"""What filters are made of: rules of one category, and functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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

    def propose(self, document: Document) -> Iterable[Proposal]:
        """What the packs find, then what this filter finds by looking around."""
        yield from self.rules.proposals(document).get(self.name, ())
        yield from self.look_around(document)

    def look_around(self, document: Document) -> Iterable[Proposal]:  # noqa: ARG002
        """What no single line tells; nothing, unless a filter has reasons of its own."""
        return ()


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
