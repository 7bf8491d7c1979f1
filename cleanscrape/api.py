"""What people call: `clean`, `annotate`, `clean_html` and the reusable `Cleaner`."""

from __future__ import annotations

from typing import Any, Unpack

from cleanscrape.cleaner import Cleaner
from cleanscrape.log import CleanResult
from cleanscrape.options import CleanOptions, SiteOptions

__all__ = ["CleanOptions", "Cleaner", "SiteOptions", "annotate", "clean", "clean_html"]


def clean(text: str, **options: Unpack[CleanOptions]) -> CleanResult:
    """Cut boilerplate out of a scraped text.

    Parameters
    ----------
    text:
        The scraped text. Any Python string will do.
    title:
        The page's title, if known; it helps to find the headline.
    url:
        Where the text came from, if known.
    kind:
        ``article`` (already extracted), ``page`` (all that a page showed), or ``auto``.
    metadata:
        ``keep`` or ``drop`` headline (if `title` names it), bylines, dates, captions, biographies.
    level:
        ``careful`` cuts what is sure, ``normal`` also what its neighbours confirm, ``eager``
        whatever is likely.
    languages:
        Codes of the packs to use; all by default.
    budget:
        The share (0 to 1) of the characters in sentence-like lines that may go. By default half
        for articles; a page keeps at least one sentence.
    log:
        ``full``, or ``spans`` to leave removed text out of the log (no restoring then).
    ignore:
        Names of rules that are not to cut; ``*`` stands for any part of a name.
    keep:
        Regular expressions: a line or sentence of which a match is part is never cut. They are
        searched line by line, in either case.
    cut:
        Phrases of your own: lines and sentences that say one, and nothing else, go.
    sites:
        For a host (``example.com`` covers ``www.example.com``), what differs if `url` is on it:
        any of these options, and ``without``, names of filters to leave out. Lists add to the
        others, single values take their place.
    model:
        ``default``: the shipped models find what no rule names: the line model in pages, the
        wording model in all English texts. A path: that of a line model trained with ``cleanscrape
        train``, in the place of the shipped one. None: rules alone.

    Raises
    ------
    TypeError
        If `text` is not a string.
    OptionError
        If an option has a value that it cannot have.
    ModelError
        If the file of a model cannot be read, or is none.

    >>> clean("It rained.\\nShare this article", ignore=["en.share.*"]).removals
    ()
    >>> result = clean("It rained all day in the valley.\\nAdvertisement\\nThe river rose.")
    >>> result.text
    'It rained all day in the valley.\\nThe river rose.'
    >>> [(r.start, r.end, r.category) for r in result.removals]
    [(33, 47, 'advertisement')]
    """
    return Cleaner.on_demand(**options).clean(text)


def annotate(text: str, **options: Unpack[CleanOptions]) -> CleanResult:
    """Decide as `clean` does, and cut nothing: `text` is the source, `removals` what would go.

    >>> annotate("It rained.\\nAdvertisement\\nThe river rose.").text
    'It rained.\\nAdvertisement\\nThe river rose.'
    """
    return Cleaner.on_demand(**options).annotate(text)


def clean_html(html: str | bytes, url: str | None = None, **options: Any) -> CleanResult:
    """Extract the article from HTML with trafilatura, then clean it.

    Spans refer to the extracted text, which is ``result.source``. The page's title is used
    unless `title` is given. Raises `MissingExtra` without trafilatura, `InputError` if nothing
    can be extracted.
    """
    from cleanscrape.sources.html import extract

    page = extract(html, url)
    options.setdefault("title", page.title)
    return clean(page.text, url=url, **options)
