"""A clean text with everything that was decided about it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from cleanscrape.errors import LogError
from cleanscrape.log.entries import Language, Removal, Skipped, Spared
from cleanscrape.log.form import SCHEMA, UNIT, decoded, dumps, encoded, fields_of, plain
from cleanscrape.log.undoing import replay, restore
from cleanscrape.offsets import OffsetMap, Span

ANNOTATED = "annotated"
"""The flag of a result whose text is the source and whose removals say what would go."""
NO_ARTICLE = "no_article"
"""The flag of a page in which the line model found no article; what may be one stays."""


@dataclass(frozen=True)
class CleanResult:
    """A clean text and everything that was decided about it.

    Attributes
    ----------
    text:
        The body text that is left.
    removals:
        What went: ordered, disjoint spans of the source.
    spared, skipped:
        What a rule wanted and a guard kept; which filters could not run.
    flags:
        ``over_budget``, ``no_body``, ``unstable`` (in all three the source came back whole);
        ``annotated`` where nothing was cut because the caller asked so.
    kind:
        What the text was taken for, ``article`` or ``page``.
    source:
        The text that was cleaned, where it is still at hand (not after `from_json`).
    """

    text: str
    removals: tuple[Removal, ...] = ()
    spared: tuple[Spared, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    flags: tuple[str, ...] = ()
    kind: str = "article"
    versions: Mapping[str, str] = field(default_factory=dict)
    """Names and versions of the packs that decided."""
    source: str | None = field(default=None, compare=False, repr=False)
    _language: Language | Callable[[], Language] | None = field(
        default=None, compare=False, repr=False
    )
    _hash: str | None = field(default=None, compare=False, repr=False)

    @property
    def language(self) -> Language:
        """The language of the source, decided when first asked for."""
        found = self._language
        if callable(found):
            found = found()
            object.__setattr__(self, "_language", found)
        return found or Language(None, "none", 0.0)

    @property
    def source_hash(self) -> str:
        """SHA-256 of the source text in UTF-8 (lone surrogates passed through), in hex."""
        if self._hash is None:
            import hashlib  # loads OpenSSL, which cleaning does not need

            source = self.restore() if self.source is None else self.source
            digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
            object.__setattr__(self, "_hash", digest)
        return str(self._hash)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_language": self.language}

    def restore(
        self,
        categories: Collection[str] | None = None,
        rules: Collection[str] | None = None,
        spans: Collection[Span] | None = None,
    ) -> str:
        """The text with removals undone: all of them, or those that match any argument given.

        Parameters
        ----------
        categories, rules:
            Undo the removals of these categories, of these rules.
        spans:
            Undo the removals that overlap any of these source spans.

        >>> from cleanscrape import clean
        >>> text = "It rained all day in the valley.\\nAdvertisement\\nThe river rose."
        >>> clean(text).restore(categories={"advertisement"}) == text
        True
        """
        annotated = ANNOTATED in self.flags
        if categories is None and rules is None and spans is None:
            return self.text if annotated else restore(self.text, self)

        def undone(r: Removal) -> bool:
            return (
                r.category in (categories or ())
                or r.rule in (rules or ())
                or any(r.start < end and start < r.end for start, end in spans or ())
            )

        source = self.text if annotated else restore(self.text, self)
        return replay(source, [r for r in self.removals if not undone(r)])

    @property
    def offsets(self) -> OffsetMap:
        """The map between source and clean offsets; keep it when asking often.

        Of an annotated result, whose text is the source, the map is the identity.
        """
        if ANNOTATED in self.flags:
            return OffsetMap([])
        return OffsetMap([(r.start, r.end) for r in self.removals])

    def to_original(self, offset: int, side: Literal["left", "right"] = "right") -> int:
        """Source offset of clean character `offset`; ``left``: the end of what precedes it."""
        return self.offsets.to_original(offset, side)

    def to_clean(self, offset: int) -> int:
        """Clean offset of source offset `offset`; inside a removal, the place of the cut."""
        return self.offsets.to_clean(offset)

    def to_dict(self) -> dict[str, Any]:
        """The result as plain JSON values; texts with lone surrogates become base64."""
        return plain(self.record())

    def record(self) -> dict[str, Any]:
        """`to_dict`, with removals, spared and skipped as they are, for `log.form.dumps`."""
        return {
            "schema": SCHEMA,
            "unit": UNIT,
            "kind": self.kind,
            "language": asdict(self.language),
            "versions": dict(self.versions),
            "source_sha256": self.source_hash,
            **encoded("text", self.text),
            "removals": self.removals,
            "spared": self.spared,
            "skipped": self.skipped,
            "flags": list(self.flags),
        }

    def to_json(self, indent: int | None = None) -> str:
        """`to_dict` as JSON text, ASCII only."""
        return dumps(self.record()) if indent is None else json.dumps(self.to_dict(), indent=indent)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CleanResult:
        """Read what `to_dict` gave. Raises `LogError` for anything else."""
        if data.get("schema") != SCHEMA:
            raise LogError(f"log schema {data.get('schema')!r} is not {SCHEMA}; clean again")
        try:
            return cls(
                text=decoded("text", data) or "",
                removals=tuple(Removal(**fields_of(Removal, r)) for r in data["removals"]),
                spared=tuple(Spared(**fields_of(Spared, s)) for s in data["spared"]),
                skipped=tuple(Skipped(**fields_of(Skipped, s)) for s in data["skipped"]),
                flags=tuple(data["flags"]),
                kind=data["kind"],
                versions=dict(data["versions"]),
                _language=Language(**data["language"]),
                _hash=data["source_sha256"],
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise LogError(f"not a cleanscrape log: {error}") from error

    @classmethod
    def from_json(cls, text: str) -> CleanResult:
        """Read what `to_json` gave. Raises `LogError` for anything else."""
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise LogError(f"not JSON: {error}") from error
        if not isinstance(data, dict):
            raise LogError("not a cleanscrape log: a JSON object was expected")
        return cls.from_dict(data)
