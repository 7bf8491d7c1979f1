"""What a cleaning did: proposals, removals, what was spared or skipped, and the result.

Spans are half-open and count Unicode code points of the source text. The JSON form is versioned
(`SCHEMA`); `docs/log-format.md` describes it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from cleanscrape.document import OffsetMap, Span, join, subtract
from cleanscrape.errors import LogError, LogHasNoText

SCHEMA = 1
UNIT = "code point"
ANNOTATED = "annotated"
"""The flag of a result whose text is the source and whose removals say what would go."""
NO_ARTICLE = "no_article"
"""The flag of a page in which the line model found no article; what may be one stays."""
Tier = Literal["sure", "likely", "note"]

CATEGORIES = (
    "navigation",
    "newsletter",
    "donation",
    "cookie",
    "paywall",
    "advertisement",
    "share",
    "related",
    "legal",
    "media",
    "comments",
    "site",
    "metadata",
    "residue",
)
"""What kinds of boilerplate the built-in filters know, in the order in which they propose."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A filter's wish to remove ``[start, end)`` of the living text.

    `tier`: ``sure`` cuts, ``likely`` cuts when its neighbours or `level` agree, ``note`` only logs.
    """

    start: int
    end: int
    category: str
    filter: str
    rule: str
    reason: str
    tier: Tier = "sure"
    evidence: tuple[str, ...] = ()
    confidence: float | None = None
    """0 to 1; by default 0.95 for ``sure``, 0.7 for ``likely``, 0.3 for ``note``."""
    about: str = ""
    """The guarded topic, if the rule names one: an article about it vetoes the proposal."""

    @property
    def score(self) -> float:
        """`confidence`, or the tier's default, rounded as it is logged."""
        default = {"sure": 0.95, "likely": 0.7, "note": 0.3}[self.tier]
        return round(default if self.confidence is None else self.confidence, 3)


@dataclass(frozen=True, slots=True)
class Removal:
    """A span that went: ``original[start:end] == text`` (`text` is None in a span-only log)."""

    start: int
    end: int
    text: str | None
    category: str
    filter: str
    rule: str
    reason: str
    confidence: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spared:
    """A span that a rule wanted and that stayed, with the guard that spared it."""

    start: int
    end: int
    text: str | None
    category: str
    filter: str
    rule: str
    guard: str
    reason: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A filter that could not run, and why."""

    filter: str
    reason: str


@dataclass(frozen=True, slots=True)
class Flag:
    """What a filter says of the whole text, for the `flags` of the result."""

    name: str


@dataclass(frozen=True, slots=True)
class Language:
    """The language of a text: ISO 639-1 `code` (None: undecided), and how it was decided."""

    code: str | None
    method: Literal["script", "vote", "langdetect", "none"]
    confidence: float


def replay(original: str, log: CleanResult | Iterable[Removal]) -> str:
    """Apply a log to the original text: ``replay(original, result) == result.text``.

    Raises `LogError` if the log does not fit the text.

    >>> from cleanscrape import clean
    >>> text = "It rained all day in the valley.\\nAdvertisement\\nThe river rose."
    >>> replay(text, clean(text)) == clean(text).text
    True
    """
    removals = _removals(log)
    for removal in removals:
        there = original[removal.start : removal.end]
        if removal.end > len(original) or (removal.text is not None and removal.text != there):
            raise LogError(
                f"the log does not fit this text: [{removal.start}, {removal.end}) "
                "holds other characters; replay it on the text that was cleaned"
            )
    return join(original, subtract([(0, len(original))], [(r.start, r.end) for r in removals]))


def restore(clean: str, log: CleanResult | Iterable[Removal]) -> str:
    """Put every removal back: ``restore(result.text, result) == original``.

    Raises `LogHasNoText` for a log made with ``log="spans"``, `LogError` for one that does not
    fit.

    >>> from cleanscrape import clean
    >>> text = "It rained all day in the valley.\\nAdvertisement\\nThe river rose."
    >>> restore(clean(text).text, clean(text)) == text
    True
    """
    parts: list[str] = []
    at = length = 0
    for removal in _removals(log):
        if removal.text is None:
            raise LogHasNoText('the log was made with log="spans"; clean again with log="full"')
        gap = removal.start - length
        if gap < 0 or at + gap > len(clean):
            raise LogError(f"the log does not fit this text at offset {removal.start}")
        parts += [clean[at : at + gap], removal.text]
        at += gap
        length = removal.end
    parts.append(clean[at:])
    return "".join(parts)


def _removals(log: CleanResult | Iterable[Removal]) -> Sequence[Removal]:
    removals = log.removals if isinstance(log, CleanResult) else tuple(log)
    end = 0
    for removal in removals:
        if not end <= removal.start < removal.end:
            raise LogError(f"removals out of order or overlapping at offset {removal.start}")
        end = removal.end
    return removals


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
        return {
            "schema": SCHEMA,
            "unit": UNIT,
            "kind": self.kind,
            "language": asdict(self.language),
            "versions": dict(self.versions),
            "source_sha256": self.source_hash,
            **_encoded("text", self.text),
            "removals": [_record(r) for r in self.removals],
            "spared": [_record(s) for s in self.spared],
            "skipped": [_record(s) for s in self.skipped],
            "flags": list(self.flags),
        }

    def to_json(self, indent: int | None = None) -> str:
        """`to_dict` as JSON text, ASCII only."""
        return json.dumps(self.to_dict(), indent=indent)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CleanResult:
        """Read what `to_dict` gave. Raises `LogError` for anything else."""
        if data.get("schema") != SCHEMA:
            raise LogError(f"log schema {data.get('schema')!r} is not {SCHEMA}; clean again")
        try:
            return cls(
                text=_decoded("text", data) or "",
                removals=tuple(Removal(**_fields(Removal, r)) for r in data["removals"]),
                spared=tuple(Spared(**_fields(Spared, s)) for s in data["spared"]),
                skipped=tuple(Skipped(**_fields(Skipped, s)) for s in data["skipped"]),
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


def _record(entry: Removal | Spared | Skipped) -> dict[str, Any]:
    record = {name: getattr(entry, name) for name in entry.__slots__}
    if "evidence" in record:
        record["evidence"] = list(record["evidence"])
    for key in ("text", "reason"):
        if isinstance(value := record.get(key), str):
            del record[key]
            record |= _encoded(key, value)
    return record


def _fields(kind: type[Removal | Spared | Skipped], record: Mapping[str, Any]) -> dict[str, Any]:
    fields = {name: _decoded(name, record) for name in kind.__slots__}
    if "evidence" in fields:
        fields["evidence"] = tuple(fields["evidence"])
    return fields


def _encoded(key: str, text: str) -> dict[str, str]:
    """`text` under `key`, or as base64 under a key that says so where JSON cannot hold it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        import base64

        raw = text.encode("utf-8", "surrogatepass")
        return {f"{key}_base64_utf8_surrogatepass": base64.b64encode(raw).decode()}
    return {key: text}


def _decoded(key: str, record: Mapping[str, Any]) -> Any:
    coded = record.get(f"{key}_base64_utf8_surrogatepass")
    if coded is not None:
        import base64

        return base64.b64decode(coded).decode("utf-8", "surrogatepass")
    return record[key]
