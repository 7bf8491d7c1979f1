"""From what a caller asks for to what cleaning needs: checked options, packs, rules, judges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from cleanscrape import sites
from cleanscrape.document import Kind, Level, Log, Metadata, Options
from cleanscrape.errors import OptionError, PackError, meant
from cleanscrape.matching.blocks import Blocks
from cleanscrape.matching.exceptions import Exceptions, LeftIn
from cleanscrape.matching.guards import Guards
from cleanscrape.matching.lexicon import words
from cleanscrape.pipeline import Judge
from cleanscrape.rules import shipped
from cleanscrape.rules.model import Pack, Rule
from cleanscrape.rules.ruleset import RuleSet, compiled

ANY_LANGUAGE = "any"
"""The language of packs that hold for all texts."""


def options(**given: Any) -> Options:
    """The options of a cleaner. Raises `OptionError` for a value that one cannot have."""
    unknown = given.keys() - set(Options._fields)
    if unknown:
        raise TypeError(
            f"unknown option {sorted(unknown)[0]!r}; known: {', '.join(Options._fields)}"
        )
    for name in ("ignore", "keep", "cut"):
        given[name] = _texts(name, given.get(name, ()))
    if given["keep"] or given["cut"]:
        from cleanscrape.rules.phrases import kept_pattern, phrase_pack  # few need it

        given["keep"] = tuple(map(kept_pattern, given["keep"]))
        phrase_pack(given["cut"])
    given["sites"] = sites.checked(given.get("sites") or {}, options)
    for name, kind in (("kind", Kind), ("level", Level), ("metadata", Metadata), ("log", Log)):
        if name in given and given[name] not in get_args(kind):
            known = ", ".join(get_args(kind))
            raise OptionError(f"{name} must be one of {known}, not {given[name]!r}")
    budget = given.get("budget")
    if budget is not None and not 0 <= budget <= 1:
        raise OptionError(f"budget must lie between 0 and 1, not {budget!r}")
    if given.get("languages") is not None:
        given["languages"] = _languages(given["languages"])
    given["model"] = _model(given.get("model", "default"))
    return Options(**given)


def _model(given: object) -> str | None:
    if isinstance(given, Path):
        return str(given)
    if given is None or (isinstance(given, str) and given):
        return given
    raise OptionError(f'model must be "default", the path of a model, or None, not {given!r}')


def _texts(name: str, given: Sequence[str]) -> tuple[str, ...]:
    if isinstance(given, str) or not all(isinstance(item, str) for item in given):
        raise OptionError(f'{name} must be a list of texts, such as ["{name} this"]')
    return tuple(given)


def _languages(asked: Sequence[str]) -> tuple[str, ...]:
    if isinstance(asked, str):
        raise OptionError(f'languages must be a list of codes, such as ["{asked}"]')
    return tuple(sorted(set(asked)))


def packs(given: Iterable[Pack | str | Path]) -> tuple[Pack, ...]:
    """Packs as they are, paths as the packs that they hold; a lone path is no iterable.

    Raises `PackError` with all that is wrong with what a path holds.
    """
    many = (given,) if isinstance(given, str | Path | Pack) else tuple(given)
    if all(isinstance(item, Pack) for item in many):
        return many  # type: ignore[return-value]
    from cleanscrape.rules.loader import clashes, load_packs  # TOML and the proof take time to load

    found: list[Pack] = []
    for item in many:
        found += (item,) if isinstance(item, Pack) else load_packs(Path(item))
    if problems := clashes(found):
        raise PackError("\n".join(problems))
    return tuple(found)


def rules(options: Options, packs: tuple[Pack, ...]) -> RuleSet:
    """The rules that these options need; words of metadata are frequent, so kept out if kept."""
    known = sorted({*shipped.languages(), *(pack.language for pack in packs)})
    for code in options.languages or ():
        if code not in known:
            raise OptionError(f"no packs for language {code!r}; there are {', '.join(known)}")
    used = [
        pack for pack in (*shipped.packs(), *packs)
        if options.languages is None or pack.language in (*options.languages, ANY_LANGUAGE)
        if options.metadata == "drop" or pack.category != "metadata"
    ]  # fmt: skip
    if options.cut:
        from cleanscrape.rules.phrases import phrase_pack

        used.append(phrase_pack(options.cut))
    ignored = [*options.ignore, *(name for own in options.sites.values() for name in own["ignore"])]
    if ignored:
        _check_ignored(ignored, packs)
        used = _less(used, options.ignore)
    return compiled(tuple(used), shipped.lexicons())


def ignored(options: Options, packs: tuple[Pack, ...]) -> RuleSet:
    """The rules of packs that these options leave out."""
    from fnmatch import fnmatchcase

    def out(name: str) -> bool:
        return any(fnmatchcase(name, pattern) for pattern in options.ignore)

    every = (*shipped.packs(), *packs) if options.ignore else ()
    left = [_with_rules(pack, tuple(r for r in pack.rules if out(r.id))) for pack in every]
    return RuleSet([pack for pack in left if pack.rules])


def _check_ignored(names: Iterable[str], packs: tuple[Pack, ...]) -> None:
    """Raise `OptionError` for a name that no rule bears: it may be misspelt."""
    from fnmatch import filter as matching

    from cleanscrape.filters.coded import CODED

    known = [rule.id for pack in (*shipped.packs(), *packs) for rule in pack.rules]
    known += [rule.id for rule in CODED]
    for name in names:
        if not matching(known, name):
            raise OptionError(
                f"ignore: no rule {name!r}{meant(name, known)}; cleanscrape rules list shows all"
            )


def _less(packs: Sequence[Pack], ignore: Sequence[str]) -> list[Pack]:
    """The packs without the rules that are to be ignored."""
    from fnmatch import fnmatchcase

    def stays(name: str) -> bool:
        return not any(fnmatchcase(name, pattern) for pattern in ignore)

    return [_with_rules(pack, tuple(r for r in pack.rules if stays(r.id))) for pack in packs]


def _with_rules(pack: Pack, rules: tuple[Rule, ...]) -> Pack:
    return Pack(pack.name, pack.language, pack.category, pack.version, rules)


def judges(
    rules: RuleSet, options: Options, packs: tuple[Pack, ...], filters: Iterable[str]
) -> tuple[Judge, ...]:
    """Who decides on proposals, in their order; `filters` are the names of those that propose."""
    names = tuple(filters)
    usual = _usual(rules)
    if "residue" in names:
        off = {pack.category for pack in rules.packs}.difference(names)
        if off or options.ignore:
            usual = (LeftIn(rules, off, ignored(options, packs)), *usual)
    if not options.ignore and not options.keep:
        return usual
    exceptions = Exceptions(options.ignore, options.keep)
    return exceptions, *usual, exceptions


@lru_cache(maxsize=16)
def _usual(rules: RuleSet) -> tuple[Judge, ...]:
    spoken = words(rules.lexicons)
    return Guards(spoken), Blocks(spoken, rules.introduces)


@lru_cache(maxsize=16)
def versions(rules: RuleSet) -> dict[str, str]:
    """Names and versions of the packs of a rule set; a second one of a name is numbered."""
    found: dict[str, str] = {}
    seen: dict[str, int] = {}
    for pack in rules.packs:
        seen[pack.name] = times = seen.get(pack.name, 0) + 1
        found[f"{pack.name} #{times}" if times > 1 else pack.name] = pack.version
    return found
