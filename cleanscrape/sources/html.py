"""HTML pages, through trafilatura (the extra ``html``), which is loaded when first needed."""

from __future__ import annotations

from typing import Any, NamedTuple

from cleanscrape.errors import InputError, MissingExtra

INSTALL = 'pip install "cleanscrape[html]"'


class Page(NamedTuple):
    """What an HTML page says: its main text, and its title and address if it states them."""

    text: str
    title: str | None = None
    url: str | None = None


def extract(html: str | bytes, url: str | None = None) -> Page:
    """Extract the article from a page.

    Parameters
    ----------
    html:
        The page; bytes are decoded as the page declares.
    url:
        Where it came from, if known.

    Raises
    ------
    MissingExtra
        If trafilatura is not installed; the message holds the install line.
    InputError
        If nothing can be extracted.

    >>> extract("<html><title>Rain</title><p>It rained all day in the valley.</p></html>")
    Page(text='It rained all day in the valley.', title='Rain', url=None)
    """
    if not isinstance(html, str | bytes):
        raise TypeError(f"html must be str or bytes, not {type(html).__name__}")
    bare_extraction = _trafilatura()
    try:
        found = bare_extraction(html, url=url, include_comments=False, with_metadata=True)
    except Exception as error:  # a parser's failure on a stranger's page is a fact about the page
        raise InputError(f"trafilatura failed on this page: {error!r}") from error
    if found is None or not found.text:
        raise InputError(
            "no article found in this page; if it is one, save its text and clean that"
        )
    return Page(found.text, found.title, found.url)


def _trafilatura() -> Any:
    try:
        from trafilatura import bare_extraction
    except ImportError as error:  # lxml_html_clean, too: older versions of pip miss it
        raise MissingExtra(f"reading HTML needs trafilatura ({error}): {INSTALL}") from error
    return bare_extraction
