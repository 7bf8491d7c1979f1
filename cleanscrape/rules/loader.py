"""Read rule packs: TOML files ``<language>/<category>.toml``, each with its rules.

Every error of all files is found in one go, and each names file, line, rule and remedy.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import MISSING, fields
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleanscrape.errors import PackError
from cleanscrape.matching.lexicon import Lexicon
from cleanscrape.rules.model import Pack, Rule
from cleanscrape.rules.proof import prove, prove_together
from cleanscrape.rules.reading import HEAD, PackFile, make_rule, vet_head
from cleanscrape.rules.shipped import HOME, languages
from cleanscrape.rules.vet import KEYS, LISTS, vet

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_LEXICON = "lexicon.toml"


@lru_cache(maxsize=1)
def shipped_packs() -> tuple[Pack, ...]:
    """The packs that come with cleanscrape, with their examples, by language and category."""
    return tuple(pack for code in languages() for pack in read_folder(HOME / code)[0])


@lru_cache(maxsize=1)
def shipped_lexicons() -> tuple[Lexicon, ...]:
    """The lexicons that come with cleanscrape, ordered by language."""
    return tuple(lexicon for code in languages() for lexicon in read_folder(HOME / code)[1])


def read_folder(folder: Path) -> tuple[tuple[Pack, ...], tuple[Lexicon, ...]]:
    """The shipped packs of one language, by category, and its lexicon, if it has one."""
    files = sorted(folder.glob("*.toml"))
    packs = tuple(load_pack(path, trusted=True) for path in files if path.name != _LEXICON)
    return packs, tuple(_load_lexicon(path) for path in files if path.name == _LEXICON)


def load_packs(path: Path | Traversable) -> tuple[Pack, ...]:
    """Read the pack in a file, or all packs in a folder and below it, in order of their names.

    Each pack is vetted, each rule is proven on its own examples, and no rule may have the id of
    another or of one that comes with cleanscrape. Files called ``lexicon.toml`` are passed over.

    Parameters
    ----------
    path:
        A file or folder, on disk or among a package's resources.

    Raises
    ------
    PackError
        With everything that is wrong, one line each: file, line, rule, and what to do.

    >>> [pack.name for pack in load_packs(HOME / "any")][:2]
    ['any/advertisement', 'any/donation']
    """
    packs, problems = examine(path)
    if problems:
        raise PackError("\n".join(problems))
    return tuple(packs)


def examine(*paths: Path | Traversable) -> tuple[list[Pack], list[str]]:
    """The packs in files and folders that are fit to use, and everything wrong with the others."""
    made: list[Pack] = []
    fit: list[Pack] = []
    problems: list[str] = []
    for path in paths:
        try:
            files = list(_files(path))
        except OSError as error:
            problems.append(f"{path}: cannot be read ({error.strerror}); name a file or a folder")
            continue
        if not files:
            told = "holds no pack; name a folder with .toml files that are packs"
            problems.append(f"{path}: {told}")
        for reading in map(PackFile, files):
            reading.prove()
            if reading.pack:
                made.append(reading.pack)
                fit += [] if reading.problems else [reading.pack]
            problems += reading.problems
    return fit, problems + clashes(made)


def load_pack(path: Path, *, trusted: bool = False) -> Pack:
    """Read one pack file, without proving its rules on their examples (`load_packs` does).

    A `trusted` pack is not even vetted: compiling each pattern to lint it takes most of the time,
    and the tests have vetted what is shipped. Raises `PackError`, which lists everything that is
    wrong with the file.
    """
    if trusted:
        return _trusted(path)
    reading = PackFile(path)
    if reading.problems or not reading.pack:
        raise PackError("\n".join(reading.problems))
    return reading.pack


def check_pack_object(pack: Pack) -> list[str]:
    """What is wrong with a pack that was made in code, by the measure of those in files."""
    problems = [f"pack {pack.name}: {told}" for told in vet_head(_head_of(pack))]
    for rule in pack.rules:
        entry = _entry_of(rule)
        wrong = vet(entry) or prove(rule)
        problems += [f"pack {pack.name}: rule {rule.id}: {told}" for _, told in wrong]
    problems += [
        f"pack {pack.name}: rule {rule.id}: {told}" for rule, told in prove_together(pack)
        if not problems
    ]  # fmt: skip
    twice = Counter(rule.id for rule in pack.rules)
    problems += [
        f"pack {pack.name}: rule {id}: the id stands twice; rename one"
        for id, times in twice.items() if times > 1
    ]  # fmt: skip
    return problems


def clashes(packs: Sequence[Pack]) -> list[str]:
    """Ids that rules of some packs share with one another, or with a rule that is shipped."""
    home = {rule.id: rule.origin for pack in shipped_packs() for rule in pack.rules}
    seen: dict[str, str] = {}
    found = []
    for owner, rule in ((p, r) for p in packs for r in p.rules):
        origin = rule.origin or f"pack {owner.name}"
        if rule.id in home and not (rule.origin and _same(rule.origin, home[rule.id])):
            where = Path(home[rule.id]).relative_to(HOME).as_posix()
            found.append(
                f"{origin}: rule {rule.id}: has the id of a rule of cleanscrape ({where}); "
                "rename it"
            )
        elif seen.setdefault(rule.id, origin) != origin:
            found.append(
                f"{origin}: rule {rule.id}: has the id of a rule in {seen[rule.id]}; rename it"
            )
    return found


def _files(path: Path | Traversable) -> Iterator[Path | Traversable]:
    """The pack that a path names; of a folder, all below it. Links to folders are not followed."""
    if not path.is_dir():
        yield path
        return
    waiting = [path]
    while waiting:
        item = waiting.pop()
        if item.is_dir():
            inside = [
                i for i in item.iterdir()
                if not (isinstance(i, Path) and i.is_symlink() and i.is_dir())
            ]  # fmt: skip
            waiting += sorted(inside, key=lambda i: i.name, reverse=True)
        elif item.name.endswith(".toml") and item.name != _LEXICON:
            yield item


def _trusted(path: Path) -> Pack:
    data = tomllib.loads(path.read_text("utf-8"))
    head = data["pack"]
    where = (head["language"], head["category"])
    rules = tuple(make_rule(entry, *where, str(path)) for entry in data["rule"])
    return Pack("/".join(where), *where, head["version"], rules)


def _entry_of(rule: Rule) -> dict[str, Any]:
    """A rule as its table in a file would be: without what it leaves at its default."""
    defaults = {f.name: f.default for f in fields(Rule) if f.default is not MISSING}
    entry = {
        key: value for key in KEYS
        if (value := getattr(rule, key)) != defaults.get(key, MISSING)
    }  # fmt: skip
    entry |= {key: list(entry[key]) for key in LISTS if isinstance(entry.get(key), tuple)}
    return entry | {"id": rule.id.removeprefix(f"{rule.language}.{rule.category}.")}


def _head_of(pack: Pack) -> dict[str, Any]:
    return {key: getattr(pack, key) for key in HEAD}


def _same(one: str, two: str) -> bool:
    return Path(one).resolve() == Path(two).resolve()


def _load_lexicon(path: Path) -> Lexicon:
    return Lexicon.of(path.parent.name, tomllib.loads(path.read_text("utf-8")))
