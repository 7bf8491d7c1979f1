"""What differs for the pages of one site, chosen by the host of a page's address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cleanscrape.document import Options
from cleanscrape.errors import OptionError, meant

_LISTS = ("ignore", "keep", "cut")


def of(url: str | None, sites: Mapping[str, Any]) -> str | None:
    """Which of the sites an address belongs to: the longest that its host ends with.

    >>> of("https://www.example.com/news/1", {"example.com": {}, "example.org": {}})
    'example.com'
    """
    host = _host(url or "")
    while host:
        if host in sites:
            return host
        host = host.partition(".")[2]
    return None


def checked(
    sites: Mapping[str, Mapping[str, Any]], check: Callable[..., Options]
) -> dict[str, dict[str, Any]]:
    """The sites with their options as `Options` holds them. Raises `OptionError`."""
    found = {}
    for site, given in sites.items():
        host = _host(site)
        if not host:
            raise OptionError(f"sites: {site!r} is no host; write one such as example.com")
        told = dict(given)
        if "sites" in told or "url" in told or "title" in told:
            raise OptionError(f"sites: {site}: sites, url and title cannot differ by site")
        without = told.pop("without", ())
        if isinstance(without, str):
            raise OptionError(f'sites: {site}: without must be a list, such as ["{without}"]')
        try:
            options = check(**told)
        except (OptionError, TypeError) as error:
            raise OptionError(f"sites: {site}: {error}") from None
        found[host] = {name: getattr(options, name) for name in told}
        found[host] |= {"without": tuple(without), "ignore": options.ignore}
    return found


def check_filters(sites: Mapping[str, Mapping[str, Any]], names: Sequence[str]) -> None:
    """Raise `OptionError` for a filter that a site is to leave out, and that is not there."""
    for site, own in sites.items():
        for name in own["without"]:
            if name not in names:
                raise OptionError(
                    f"sites: {site}: no filter {name!r}{meant(name, names)}; "
                    f"there are {', '.join(names)}"
                )


def merged(options: Options, site: str) -> tuple[dict[str, Any], Sequence[str]]:
    """The options for a site, and the filters to leave out."""
    own = dict(options.sites[site])
    without = own.pop("without")
    both = {name: getattr(options, name) for name in Options._fields if name != "sites"}
    for name, value in own.items():
        both[name] = (*both[name], *value) if name in _LISTS else value
    return both, without


def _host(address: str) -> str:
    """The host of an address, or of a bare host name, in lower case; "" if there is none."""
    from urllib.parse import urlsplit  # few texts come with an address

    try:
        return urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
