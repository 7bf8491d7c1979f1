"""The run loop: filters propose, judges decide, the pipeline cuts, until nothing changes.

Every round sees only the living text, so the clean text is a fixed point and cleaning it again
changes nothing (law 4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Literal, NamedTuple, Protocol, runtime_checkable

from cleanscrape.cuts import Cut, blank, claim_space, disjoint, without_bare_space
from cleanscrape.document import LONG, Document, Line, Options, looks_like_sentence, may_be_body
from cleanscrape.errors import FilterError
from cleanscrape.log import CleanResult, Flag, Proposal, Removal, Skipped, Spared
from cleanscrape.offsets import Living, OffsetMap, join

ROUNDS = 8
"""Rounds before the brake; no real text has hit it yet (docs/quality.md)."""
BUDGET = 0.5
"""Share of the sentence-like characters of an article that may go (docs/quality.md)."""


@runtime_checkable
class Filter(Protocol):
    """A step: it has a name, and proposes spans of the living text. It never edits."""

    @property
    def name(self) -> str:
        """What `without` and the log call it."""

    def propose(self, document: Document) -> Iterable[Proposal]:
        """Yield the spans that should go; a function of `document` alone."""


class Verdict(NamedTuple):
    """What a judge made of the proposals: those that stand, and those that a guard spared."""

    accepted: tuple[Proposal, ...]
    spared: tuple[tuple[Proposal, str, str], ...] = ()
    """Proposal, guard, reason."""


Judge = Callable[[Document, Sequence[Proposal]], Verdict]
Guess = Callable[[Document], Literal["article", "page"]]
"""Tells what a text is taken for if the caller does not say; a function of the living text."""


def run(
    text: str,
    filters: Sequence[Filter],
    judges: Sequence[Judge],
    options: Options,
    guess: Guess | None = None,
) -> CleanResult:
    """Clean `text`; the result carries no language and no versions yet (see `api`)."""
    told: dict[str, None] = {}
    living = Living(len(text))
    cuts: list[Cut] = []
    vetoes: dict[tuple[int, int, str, str], Spared] = {}
    skipped: dict[Skipped, None] = {}
    lasting: dict[object, object] = {}
    current = text
    first = document = _document(text, options, lasting, guess)
    for _ in range(ROUNDS):
        proposals = _collect(document, filters, skipped, told)
        accepted, vetoed = _judge(document, proposals, judges)
        for veto in vetoed:
            item = _spare(living, text, options, *veto)
            vetoes[item.start, item.end, item.filter, item.rule] = item
        gone = [
            Cut(*piece, proposal)
            for start, end, proposal in claim_space(current, disjoint(accepted))
            for piece in living.pieces((start, end))
        ]
        if not gone:
            break
        cuts += gone
        living.drop((start, end) for start, end, _ in gone)
        document.memo.clear()
        del current, document  # of a long text there is no room for two rounds
        current = join(text, living.segments)
        document = _document(current, options, lasting, guess, living.joints)
    else:
        spared = _still_there(vetoes.values(), cuts)
        return _whole(text, cuts, spared, (*told, "unstable"), first.kind, options, tuple(skipped))
    cuts = without_bare_space(text, sorted(cuts, key=itemgetter(0)))
    spared = _still_there(vetoes.values(), cuts)
    kind = first.kind
    flags = _too_much(first, document, cuts) if cuts else ()
    if flags:
        return _whole(text, cuts, spared, (*told, *flags), kind, options, tuple(skipped))
    return CleanResult(
        text=current,
        removals=_removals(cuts, text, options),
        spared=tuple(spared),
        skipped=tuple(skipped),
        flags=tuple(told),
        kind=kind,
        source=text,
    )


def _document(
    text: str,
    options: Options,
    lasting: dict[object, object],
    guess: Guess | None,
    joints: Sequence[int] = (),
) -> Document:
    document = Document(text, options, lasting=lasting, joints=joints)
    if guess is not None and options.kind == "auto":
        document._kind = guess(document)
    return document


def _collect(
    document: Document,
    filters: Sequence[Filter],
    skipped: dict[Skipped, None],
    told: dict[str, None],
) -> list[Proposal]:
    proposals: list[Proposal] = []
    for step in filters:
        try:
            found = step.propose(document)
            if not found:  # most filters, on most texts
                continue
            found = list(found)
        except Exception as error:  # a stranger's filter: say whose error it is
            length = len(document.text)
            error.add_note(f"in filter {step.name!r}, on a text of {length} characters")
            raise
        for item in found:
            if isinstance(item, Skipped):
                skipped[item] = None
            elif isinstance(item, Flag):
                told[item.name] = None
            elif _is_worth_cutting(document.text, step, item):
                proposals.append(item)
    return proposals


def _is_worth_cutting(text: str, step: Filter, item: Proposal) -> bool:
    """Whether a proposal is more than white space; raises if it lies outside the text."""
    if not 0 <= item.start < item.end <= len(text):
        raise FilterError(
            f"filter {step.name!r} proposed [{item.start}, {item.end}) in a text of "
            f"{len(text)} characters; spans count code points of document.text"
        )
    return not blank(text, item.start, item.end)


def _judge(
    document: Document, proposals: Sequence[Proposal], judges: Sequence[Judge]
) -> tuple[Sequence[Proposal], list[tuple[Proposal, str, str]]]:
    vetoed: list[tuple[Proposal, str, str]] = []
    if proposals:
        for judge in judges:
            verdict = judge(document, proposals)
            proposals = verdict.accepted
            vetoed += verdict.spared
    return proposals, vetoed


def _too_much(first: Document, last: Document, cuts: Sequence[Cut]) -> tuple[str, ...]:
    """The flags of a document that would lose too much; none if the cuts may stand.

    Parameters
    ----------
    first, last:
        The document of the first round, and what all cuts would leave.
    """
    if not last.lines:
        return ("over_budget", "no_body")
    if _few(first, last, cuts):
        return ()
    said = list(_sentences(first))
    beside = _gone(said, [cut for cut in cuts if cut.proposal.apart])
    total = sum(line.end - line.start for line in said) - beside
    if not total:
        return ()
    if not any(may_be_body(line.text) for line in last.lines):
        return ("over_budget", "no_body")
    budget = first.options.budget
    if budget is None:
        if first.kind == "page":
            return ()
        budget = BUDGET
    gone = _gone(said, [cut for cut in cuts if not cut.proposal.apart])
    return ("over_budget",) if gone > budget * total else ()


def _sentences(document: Document) -> Iterator[Line]:
    """The lines that read like sentences, each where it first stands; repetitions are no loss."""
    seen: set[int] = set()  # 64-bit hashes: the lines themselves would fill memory
    for line in document.lines:
        if looks_like_sentence(line.text):
            known = len(seen)
            seen.add(hash(line.text))
            if len(seen) > known:
                yield line


def _few(first: Document, last: Document, cuts: Sequence[Cut]) -> bool:
    """Whether the cuts are surely within the budget; looking at each line takes ten times as long.

    A line that is long enough is a sentence, whatever it ends with.
    """
    budget = BUDGET if first.options.budget is None else first.options.budget
    long = sum([end - start for _, start, end, _ in first.lines if end - start > LONG])
    gone = sum([end - start for start, end, _ in cuts])
    return gone <= budget * long and any(end - start > LONG for _, start, end, _ in last.lines)


def _gone(lines: Iterable[Line], cuts: Sequence[Cut]) -> int:
    """How many characters of these lines go."""
    gone = at = 0
    for line in lines:
        while at < len(cuts) and cuts[at].end <= line.start:
            at += 1
        i = at
        while i < len(cuts) and cuts[i].start < line.end:
            gone += min(cuts[i].end, line.end) - max(cuts[i].start, line.start)
            i += 1
    return gone


def _whole(
    text: str,
    cuts: Sequence[Cut],
    vetoed: Sequence[Spared],
    flags: tuple[str, ...],
    kind: str,
    options: Options,
    skipped: tuple[Skipped, ...],
) -> CleanResult:
    guard = "budget" if "over_budget" in flags else "brake"
    if "no_body" in flags:
        reason = "nothing that reads like an article would be left"
    elif guard == "budget":
        reason = "the document would lose too much of its text; a higher budget lets it"
    else:
        reason = f"the text still changed after {ROUNDS} rounds"
    spared = [*vetoed, *(_spared(cut, text, options, guard, reason) for cut in cuts)]
    spared.sort(key=lambda item: (item.start, item.end))
    return CleanResult(
        text=text, spared=tuple(spared), skipped=skipped, flags=flags, kind=kind, source=text
    )


def _still_there(vetoes: Iterable[Spared], cuts: Sequence[Cut]) -> list[Spared]:
    """What was spared and not cut in a later round, in the order of the text."""
    places = OffsetMap(sorted([(start, end) for start, end, _ in cuts]))
    alive = [s for s in vetoes if places.to_clean(s.start) < places.to_clean(s.end)]
    return sorted(alive, key=lambda s: (s.start, s.end))


def _spare(
    living: Living, text: str, options: Options, proposal: Proposal, guard: str, reason: str
) -> Spared:
    pieces = living.pieces((proposal.start, proposal.end))
    cut = Cut(pieces[0][0], pieces[-1][1], proposal)
    return _spared(cut, text, options, guard, reason)


def _spared(cut: Cut, text: str, options: Options, guard: str, reason: str) -> Spared:
    start, end, p = cut
    kept = text[start:end] if options.log == "full" else None
    return Spared(start, end, kept, p.category, p.filter, p.rule, guard, reason)


def _removals(cuts: list[Cut], text: str, options: Options) -> tuple[Removal, ...]:
    """The log's form of all cuts, which are used up: both forms of a long text's fill memory."""
    cuts.reverse()
    removals = []
    while cuts:
        start, end, p = cuts.pop()
        gone = text[start:end] if options.log == "full" else None
        removals.append(
            Removal(start, end, gone, p.category, p.filter, p.rule, p.reason, p.score, p.evidence)
        )
    return tuple(removals)
