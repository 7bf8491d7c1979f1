"""A comparison of two logs for people, and as plain JSON values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cleanscrape.report.compare import By, Change, Comparison, Names, Side
from cleanscrape.report.terminal import harmless, paint, shorten

_WIDEST = 300
"""Characters of a changed text that are shown."""
_MARKS: dict[Side, tuple[str, str]] = {"cut": ("-", "gone"), "kept": ("+", "back")}


def compared(found: Comparison, old: str, new: str, *, colour: bool = False) -> str:
    r"""Tell what changed: worst first, by rule; then totals, what moved, and a summary.

    Parameters
    ----------
    found:
        What was found.
    old, new:
        What to call the two logs.
    colour:
        Use ANSI colours. What the documents hold never reaches the terminal raw.

    >>> from cleanscrape import Cleaner
    >>> text = "It rained.\nAdvertisement\nThe river rose."
    >>> found = Comparison()
    >>> found.add("a.txt", Cleaner().without("advertisement").clean(text), Cleaner().clean(text))
    >>> print(compared(found, "old", "new"))  # doctest: +ELLIPSIS
    old -> new: marked - is newly cut, marked + newly kept, the text beside them is context
    <BLANKLINE>
    newly cut, other: 1
    <BLANKLINE>
    advertisement (...): ...
      a.txt:2
          It rained.
        - Advertisement
    <BLANKLINE>
    category       newly cut  newly kept
    advertisement          1           0
    ...
    """
    legend = "marked - is newly cut, marked + newly kept, the text beside them is context"
    head = f"{old} -> {new}: {legend if found.cut or found.kept else 'the same lines are cut'}"
    out = [paint(harmless(head), "bold", colour)]
    out += [paint(note, "warn", colour) for note in _notes(found)]
    cut = found.held("cut")
    sentences = [change for change in cut if change.reads_like_text]
    rest = found.cut.total() - found.sentences
    for title, total, chosen in (
        ("newly cut, reads like article text", found.sentences, sentences),
        ("newly cut, other", rest, [c for c in cut if not c.reads_like_text]),
        ("newly kept", found.kept.total(), found.held("kept")),
    ):
        out += _section(title, total, chosen, colour)
    if found.cut or found.kept:
        out += ["", *_totals(found)]
    out += _moved(found.moved)
    return "\n".join([*out, "", paint(harmless(found.line()), "bold", colour)]) + "\n"


def as_json(found: Comparison, old: str, new: str) -> dict[str, Any]:
    """The same as plain JSON values."""
    names = {"only_old": found.only_old, "only_new": found.only_new, "other_text": found.edited}
    return {
        "old": old,
        "new": new,
        "documents": found.documents,
        "differing": found.differing,
        "newly_cut": found.cut.total(),
        "newly_cut_like_text": found.sentences,
        "newly_kept": found.kept.total(),
        "moved": [
            {"from": _named(was), "to": _named(now), "times": times}
            for (was, now), times in _most(found.moved)
        ],
        "rules": [
            {**_named(by), "newly_cut": found.cut[by], "newly_kept": found.kept[by]}
            for by in _ordered(found)
        ],
        "versions": [
            {"pack": pack, "old": was, "new": now} for pack, was, now in sorted(found.versions)
        ],
        "flags": {told: _count(names) for told, names in sorted(found.flags.items())},
        **{key: _count(value) for key, value in names.items()},
        "lines_not_read": found.unread,
        "changes": [change.to_dict() for side in _MARKS for change in found.held(side)],
    }


def _notes(found: Comparison) -> Iterator[str]:
    for pack, was, now in sorted(found.versions):
        yield harmless(f"rules {pack}: {was} -> {now}")
    told = {
        "other text in the two logs, not compared": found.edited,
        "in the old log alone": found.only_old,
        "in the new log alone": found.only_new,
        **dict(sorted(found.flags.items())),
    }
    for what, names in told.items():
        if names.count:
            more = names.count - len(names.first)
            listed = ", ".join(names.first) + f", and {more:,} more" * bool(more)
            yield harmless(f"{what}: {names.count:,} document{'s' * (names.count != 1)}: {listed}")


def _section(title: str, total: int, chosen: Sequence[Change], colour: bool) -> Iterator[str]:
    if not total:
        return
    yield from ("", paint(f"{title}: {total:,}", "bold", colour))
    groups: dict[tuple[str, str, str], list[Change]] = {}
    for change in chosen:
        groups.setdefault((change.category, change.rule, change.reason), []).append(change)
    for (category, rule, reason), group in groups.items():
        yield from ("", paint(harmless(f"{category} ({rule}): {reason}"), "why", colour))
        for change in group:
            yield from _shown(change, colour)
    if hidden := total - sum(change.times for change in chosen):
        yield from ("", f"… {hidden:,} more not shown; --limit 0 shows all")


def _shown(change: Change, colour: bool) -> Iterator[str]:
    mark, style = _MARKS[change.side]
    lines = f"-{change.last_line}" * (change.last_line > change.line)
    more = f", and {change.times - 1:,} more alike" * (change.times > 1)
    when = "was" if change.side == "cut" else "now"
    guard = f"; {when} spared by {change.spared.split(':')[0]}" * bool(change.spared)
    yield harmless(f"  {change.document}:{change.line}{lines}{more}{guard}")
    if change.before:
        yield paint(f"      {change.before}", "dim", colour)
    text = " ".join(change.text[: 2 * _WIDEST].split())[:_WIDEST]
    more = f"… ({change.length - len(text):,} more)" * (change.length > _WIDEST)
    yield paint(f"    {mark} {harmless(text)}{more}", style, colour)
    if change.after:
        yield paint(f"      {change.after}", "dim", colour)


def _totals(found: Comparison) -> Iterator[str]:
    categories = sorted({category for category, _ in (*found.cut, *found.kept)})
    rows = [(name, _sum(found.cut, name), _sum(found.kept, name)) for name in categories]
    yield from _table("category", rows)
    yield ""
    rules = [
        (f"{category} ({rule})", found.cut[category, rule], found.kept[category, rule])
        for category, rule in _ordered(found)
    ]
    yield from _table("rule", [*rules, ("all", found.cut.total(), found.kept.total())])


def _sum(counts: Counter[By], category: str) -> int:
    return sum(count for (name, _), count in counts.items() if name == category)


def _ordered(found: Comparison) -> list[By]:
    """Rules with changes: those that cut most anew first."""
    both = {*found.cut, *found.kept}
    return sorted(both, key=lambda by: (-found.cut[by], -found.kept[by], by))


def _table(head: str, rows: Iterable[tuple[str, int, int]]) -> Iterator[str]:
    cells = [(head, "newly cut", "newly kept")]
    cells += [(harmless(shorten(name, 100)), f"{cut:,}", f"{kept:,}") for name, cut, kept in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for name, *counts in cells:
        numbers = [cell.rjust(width) for cell, width in zip(counts, widths[1:], strict=True)]
        yield "  ".join([name.ljust(widths[0]), *numbers])


def _moved(moved: Counter[tuple[By, By]]) -> Iterator[str]:
    if moved:
        yield from ("", "cut by both, by another rule:")
    for ((category, rule), (other, now)), times in _most(moved):
        yield harmless(f"  {category} ({rule}) -> {other} ({now}): {times:,}")


def _most(moved: Counter[tuple[By, By]]) -> list[tuple[tuple[By, By], int]]:
    return sorted(moved.items(), key=lambda item: (-item[1], item[0]))


def _named(by: By) -> dict[str, str]:
    return {"category": by[0], "rule": by[1]}


def _count(names: Names) -> dict[str, Any]:
    return {"count": names.count, "first": names.first}
