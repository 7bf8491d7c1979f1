"""Packs and filters of other installed packages: found by their entry points, off until named.

A package offers a pack under ``cleanscrape.packs`` and a filter under ``cleanscrape.filters``.
Nothing of it is imported before its name is asked for, and what it gives is vetted as a stranger's:
packs as `load_packs` vets them, filters for what the pipeline needs of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import EntryPoint, entry_points
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from cleanscrape.errors import CleanscrapeError, OptionError, PackError, PluginError, meant
from cleanscrape.filters.defaults import DEFAULT_ORDER
from cleanscrape.pipeline import Filter
from cleanscrape.rules.loader import check_pack_object, clashes, load_packs
from cleanscrape.rules.model import Pack

PACKS, FILTERS = "cleanscrape.packs", "cleanscrape.filters"
_DEEPEST = 4
"""Most callables and iterables inside one another that an entry point of packs may give."""
_T = TypeVar("_T")


def known_packs() -> tuple[str, ...]:
    """Names of the packs that installed packages offer, sorted.

    >>> known_packs() == tuple(sorted(known_packs()))
    True
    """
    return tuple(sorted({entry.name for entry in entry_points(group=PACKS)}))


def known_filters() -> tuple[str, ...]:
    """Names of the filters that installed packages offer, sorted.

    >>> known_filters() == tuple(sorted(known_filters()))
    True
    """
    return tuple(sorted({entry.name for entry in entry_points(group=FILTERS)}))


def packs(names: Iterable[str]) -> tuple[Pack, ...]:
    """The packs of installed packages with these names, vetted and proven, in the order asked for.

    An entry point may lead to the path of a pack file or of a folder (a text, a `Path`, or a
    resource from `importlib.resources.files`), to a `Pack`, to an iterable of these, or to a
    function without arguments that returns them.

    Raises
    ------
    OptionError
        For a name that no package offers, or that two offer.
    PluginError
        For an entry point that cannot be loaded, or that leads to something else.
    PackError
        For a pack that is wrong, with all that is wrong with it.

    >>> packs([])
    ()
    """
    found: dict[Pack, None] = {}
    for entry in _chosen(PACKS, "pack", names):
        found |= dict.fromkeys(_packs_of(entry))
    problems = clashes(list(found))
    if problems:
        raise PackError("\n".join(problems))
    return tuple(found)


def filters(names: Iterable[str]) -> tuple[Filter, ...]:
    """The filters of installed packages with these names, in the order asked for.

    An entry point may lead to a filter, to a class whose instances are filters, or to a function
    without arguments that returns one. Its `name` must be its own: no built-in filter's.

    Raises
    ------
    OptionError
        For a name that no package offers, or that two offer.
    PluginError
        For an entry point that cannot be loaded, or that leads to no filter.

    >>> filters([])
    ()
    """
    found = [_filter_in(entry, _load(entry)) for entry in _chosen(FILTERS, "filter", names)]
    seen: set[str] = set()
    for step in found:
        if step.name in seen:
            raise PluginError(f"two of the filters are called {step.name!r}; leave one out")
        seen.add(step.name)
    return tuple(found)


def _chosen(group: str, what: str, names: Iterable[str]) -> list[EntryPoint]:
    """The entry points with these names; each name once, however often it is given."""
    if isinstance(names, str):
        raise OptionError(f'names must be a list, such as ["{names}"]')
    offered: dict[str, list[EntryPoint]] = {}
    for entry in entry_points(group=group):
        offered.setdefault(entry.name, []).append(entry)
    chosen = []
    for name in dict.fromkeys(names):
        if name not in offered:
            raise OptionError(_unknown(name, what, sorted(offered)))
        if len(offered[name]) > 1:
            owners = " and ".join(sorted(map(_package, offered[name])))
            raise OptionError(f"{what} {name!r} is offered by {owners}; uninstall one of them")
        chosen.append(offered[name][0])
    return chosen


def _unknown(name: str, what: str, known: Sequence[str]) -> str:
    listed = f"there are {', '.join(known)}" if known else f"no installed package offers a {what}"
    return f"no {what} {name!r} is installed; {listed}{meant(name, known)}"


def _package(entry: EntryPoint) -> str:
    """The package that an entry point belongs to, with its version."""
    try:
        return f"{entry.dist.name} {entry.dist.version}" if entry.dist else "an unknown package"
    except Exception:  # metadata that is broken may raise anything, and must not hide the error
        return "a package with broken metadata"


def _called(entry: EntryPoint) -> str:
    return f"{entry.group} {entry.name!r} ({entry.value}) of {_package(entry)}"


def _load(entry: EntryPoint) -> Any:
    return _guarded(entry, "cannot be loaded", entry.load)


def _guarded(entry: EntryPoint, what: str, call: Callable[[], _T]) -> _T:
    """Call a stranger's code; whatever it raises becomes an error that names its package."""
    try:
        return call()
    except CleanscrapeError:
        raise
    except (Exception, SystemExit) as error:
        raise PluginError(
            f"{_called(entry)}: {what} ({type(error).__name__}: {error}); "
            "upgrade or uninstall that package, or leave the name out"
        ) from error


def _packs_of(entry: EntryPoint) -> list[Pack]:
    """The packs of an entry point; whatever is wrong with them is told with its name."""
    try:
        found = list(_packs_in(entry, _load(entry)))
        problems = clashes(found)
    except PackError as error:
        problems = str(error).splitlines()
    if problems:
        raise PackError("\n".join(f"{_called(entry)}: {told}" for told in problems))
    if not found:
        raise PluginError(f"{_called(entry)}: leads to no pack at all; leave the name out")
    return found


def _packs_in(entry: EntryPoint, value: Any, depth: int = 0) -> Iterator[Pack]:
    """The packs that an entry point leads to."""
    if isinstance(value, Pack):
        problems = check_pack_object(value)
        if problems:
            raise PackError("\n".join(problems))
        yield value
    elif isinstance(value, str | Path):
        if not Path(value).is_absolute():
            raise PluginError(
                f"{_called(entry)}: leads to the relative path {str(value)!r}, which depends on "
                "the working folder; its package must build it with importlib.resources.files"
            )
        yield from load_packs(Path(value))
    elif isinstance(value, Traversable):
        yield from load_packs(value)
    elif depth < _DEEPEST and callable(value):
        yield from _packs_in(entry, _guarded(entry, "fails when called", value), depth + 1)
    elif depth < _DEEPEST and isinstance(value, Iterable):
        for item in _guarded(entry, "fails when read", lambda: list(value)):
            yield from _packs_in(entry, item, depth + 1)
    else:
        raise PluginError(
            f"{_called(entry)}: leads to {type(value).__name__}, which is no pack; its package "
            "must give the path of a pack file or folder, or a Pack"
        )


def _filter_in(entry: EntryPoint, value: Any) -> Filter:
    """The filter that an entry point leads to."""
    if isinstance(value, type) or (callable(value) and not hasattr(value, "propose")):
        value = _guarded(entry, "fails when called without arguments", value)
    name = getattr(value, "name", None)
    if not isinstance(value, Filter) or not callable(value.propose) or not isinstance(name, str):
        raise PluginError(
            f"{_called(entry)}: leads to {type(value).__name__}, which is no filter; its package "
            "must give an object with a name and propose(document), or wrap a function in as_filter"
        )
    if not name or name in {built_in for built_in, _ in DEFAULT_ORDER} | {"residue"}:
        raise PluginError(
            f"{_called(entry)}: the filter is called {name!r}, as is a built-in one or none; "
            "its package must give it a name of its own"
        )
    return value
