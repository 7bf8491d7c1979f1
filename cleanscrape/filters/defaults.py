"""The default filters, in their order."""

from __future__ import annotations

from cleanscrape.filters.base import RuleFilter
from cleanscrape.filters.comments import CommentsFilter
from cleanscrape.filters.media import MediaFilter
from cleanscrape.filters.metadata import MetadataFilter
from cleanscrape.filters.navigation import NavigationFilter
from cleanscrape.filters.related import RelatedFilter
from cleanscrape.rules.ruleset import RuleSet

DEFAULT_ORDER: tuple[tuple[str, type[RuleFilter]], ...] = (
    ("navigation", NavigationFilter),
    ("newsletter", RuleFilter),
    ("donation", RuleFilter),
    ("cookie", RuleFilter),
    ("paywall", RuleFilter),
    ("advertisement", RuleFilter),
    ("share", RuleFilter),
    ("related", RelatedFilter),
    ("legal", RuleFilter),
    ("media", MediaFilter),
    ("comments", CommentsFilter),
    ("site", RuleFilter),
    ("metadata", MetadataFilter),
)
"""Name and class of each filter. Where two want the same line, the earlier one names it."""


def default_filters(rules: RuleSet) -> tuple[RuleFilter, ...]:
    """The default filters over one rule set."""
    return tuple(kind(name, rules) for name, kind in DEFAULT_ORDER)
