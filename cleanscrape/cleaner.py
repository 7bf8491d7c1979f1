"""The reusable `Cleaner`: a pipeline with its options."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Unpack

from cleanscrape import assembly, sites
from cleanscrape.document import Options
from cleanscrape.errors import OptionError
from cleanscrape.filters.base import RuleFilter
from cleanscrape.filters.defaults import default_filters
from cleanscrape.linemodel.filter import ResidueFilter, residue_filters
from cleanscrape.log import ANNOTATED, CleanResult, Language
from cleanscrape.options import CleanOptions
from cleanscrape.pipeline import Filter, Judge, run
from cleanscrape.rules.model import Pack
from cleanscrape.rules.ruleset import RuleSet


class Cleaner:
    """A pipeline with its options: immutable, picklable, safe to share between threads.

    Parameters
    ----------
    filters:
        The filters, in order; the default ones if None.
    packs:
        Rule packs to use beside the shipped ones: packs, or paths of pack files and folders of
        them. Raises `PackError` with all that is wrong with them.
    **options:
        See `clean`.

    >>> cleaner = Cleaner(metadata="drop").without("share")
    >>> [r.text for r in cleaner.clean_many(["Share this article\\nIt rained.", "It rained."])]
    ['Share this article\\nIt rained.', 'It rained.']
    """

    __slots__ = ("_judges", "_options", "_packs", "_ready", "_rules", "_sites", "filters")

    filters: tuple[Filter, ...]
    _options: Options
    _packs: tuple[Pack, ...]
    _rules: RuleSet
    _judges: tuple[Judge, ...]
    _ready: bool
    _sites: dict[str, Cleaner]

    def __init__(
        self,
        *,
        filters: Iterable[Filter] | None = None,
        packs: Iterable[Pack | str | Path] = (),
        **options: Unpack[CleanOptions],
    ) -> None:
        self._set(filters, packs, options)
        self._rules.prepare()
        object.__setattr__(self, "_ready", True)

    @classmethod
    def on_demand(
        cls,
        *,
        filters: Iterable[Filter] | None = None,
        packs: Iterable[Pack | str | Path] = (),
        **options: Unpack[CleanOptions],
    ) -> Cleaner:
        """A cleaner that compiles each rule when it first needs it.

        It is ready a second sooner, for one text or a few; `Cleaner` loads all rules when it is
        made, and compiles those that read every text, for many. They decide the same.

        >>> Cleaner.on_demand().clean("It rained.\\nAdvertisement\\nThe river rose.").text
        'It rained.\\nThe river rose.'
        """
        made = cls.__new__(cls)
        made._set(filters, packs, options)
        object.__setattr__(made, "_ready", False)
        return made

    def _set(
        self,
        filters: Iterable[Filter] | None,
        given: Iterable[Pack | str | Path],
        options: CleanOptions,
    ) -> None:
        checked = assembly.options(**options)
        packs = assembly.packs(given)
        rules = assembly.rules(checked, packs)
        chosen = (
            (*default_filters(rules), *residue_filters(rules, checked.model))
            if filters is None else tuple(filters)
        )  # fmt: skip
        if filters is None:
            sites.check_filters(checked.sites, [step.name for step in chosen])
        for name, value in {
            "_options": checked,
            "_packs": packs,
            "_rules": rules,
            "filters": chosen,
            "_judges": assembly.judges(rules, checked, packs, [step.name for step in chosen]),
            "_sites": {},
        }.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a Cleaner is immutable; make a new one")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("a Cleaner is immutable; make a new one")

    def __reduce__(self) -> tuple[Callable[..., Cleaner], tuple[object, ...]]:
        options = self._options._asdict()
        return partial(self._maker, filters=self.filters, packs=self._packs, **options), ()

    @property
    def rules(self) -> RuleSet:
        """The rules that decide, by id in ``rules.rules``; `report.explain` tells which came close.

        >>> Cleaner.on_demand(languages=["en"]).rules.rules["en.newsletter.heading"].tier
        'sure'
        """
        self._rules.load()
        return self._rules

    @property
    def ignored(self) -> RuleSet:
        """The rules that `ignore` leaves out."""
        return assembly.ignored(self._options, self._packs)

    @property
    def _maker(self) -> Callable[..., Cleaner]:
        return Cleaner if self._ready else Cleaner.on_demand

    def clean(self, text: str, *, title: str | None = None, url: str | None = None) -> CleanResult:
        """Clean one text; `title` and `url` hold for this text alone."""
        if not isinstance(text, str):
            hint = "; decode it first" if isinstance(text, bytes | bytearray) else ""
            raise TypeError(f"text must be a str, not {type(text).__name__}{hint}")
        options = self._options
        if options.sites and (own := self.for_url(url)) is not self:
            return own.clean(text, title=title, url=url)
        if title is not None or url is not None:
            options = options._replace(title=title or options.title, url=url or options.url)
        model = next((step for step in self.filters if isinstance(step, ResidueFilter)), None)
        result = run(text, self.filters, self._judges, options, model.kind if model else None)
        versions = dict(assembly.versions(self._rules))
        if model:
            versions |= model.versions()
        object.__setattr__(result, "versions", versions)
        object.__setattr__(result, "_language", partial(_language, text))
        return result

    def for_url(self, url: str | None) -> Cleaner:
        """The cleaner that holds for an address: this one, or what its `sites` make of it.

        >>> cleaner = Cleaner(sites={"example.com": {"without": ["share"]}})
        >>> [len(cleaner.for_url(u).filters) for u in ("//example.com/a", "//example.org/a")]
        [13, 14]
        """
        options = self._options
        site = options.sites and sites.of(url or options.url, options.sites)
        return self._for_site(site) if site else self

    def _for_site(self, site: str) -> Cleaner:
        """The cleaner of one site; made when its first page comes."""
        if site not in self._sites:
            options, without = sites.merged(self._options, site)
            made = self._maker(packs=self._packs, **options)
            own = {step.name: step for step in made.filters}
            steps = [
                own.get(step.name, step) if isinstance(step, RuleFilter) else step
                for step in self.filters if step.name not in without
            ]  # fmt: skip
            self._sites.setdefault(site, made._with(steps))
        return self._sites[site]

    def annotate(
        self, text: str, *, title: str | None = None, url: str | None = None
    ) -> CleanResult:
        """Decide as `clean` does, and cut nothing."""
        result = self.clean(text, title=title, url=url)
        return replace(result, text=text, flags=(*result.flags, ANNOTATED))

    def clean_many(self, texts: Iterable[str]) -> Iterator[CleanResult]:
        """Clean texts one after the other, lazily, in their order."""
        for text in texts:
            yield self.clean(text)

    def without(self, *names: str) -> Cleaner:
        """A cleaner without these filters. Raises `OptionError` for a name it does not have."""
        self._known(names)
        return self._with(step for step in self.filters if step.name not in names)

    def only(self, *names: str) -> Cleaner:
        """A cleaner with these filters alone, in their order here."""
        self._known(names)
        return self._with(step for step in self.filters if step.name in names)

    def insert(self, step: Filter, *, before: str | None = None) -> Cleaner:
        """A cleaner with one more filter, at the end or before another."""
        if before is not None:
            self._known((before,))
        at = [s.name for s in self.filters].index(before) if before else len(self.filters)
        return self._with((*self.filters[:at], step, *self.filters[at:]))

    def replace(self, name: str, step: Filter) -> Cleaner:
        """A cleaner with `step` in the place of the filter called `name`."""
        self._known((name,))
        return self._with(step if s.name == name else s for s in self.filters)

    def _with(self, filters: Iterable[Filter]) -> Cleaner:
        options = self._options._asdict()
        return self._maker(filters=filters, packs=self._packs, **options)

    def _known(self, names: Iterable[str]) -> None:
        have = [step.name for step in self.filters]
        for name in names:
            if name not in have:
                raise OptionError(f"no filter {name!r}; there are {', '.join(have)}")


def _language(text: str) -> Language:
    from cleanscrape.language import detect  # the log's, and nobody else's

    return detect(text)
