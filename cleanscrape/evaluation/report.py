"""The figures as Markdown tables, and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from cleanscrape.evaluation.bootstrap import TIMES
from cleanscrape.evaluation.figures import ALL, LEAST_REMOVALS, CutRow, Figures, HarmRow, TextRow
from cleanscrape.evaluation.measure import OURS
from cleanscrape.evaluation.peers import PEERS
from cleanscrape.report.terminal import harmless, shorten

SCHEMA = 1
"""Version of the JSON report; a key may come without a new one, none goes or changes meaning."""
_LONGEST = 100
_Table = tuple[str, str, Sequence[str], Iterable[Sequence[str]]]


@dataclass
class Report:
    """Figures, and what has to be known to read them.

    Parameters
    ----------
    figures:
        What was measured.
    about:
        Version, options, inputs, and so on, as the JSON report holds them.
    problems:
        Rows that could not be read.
    """

    figures: Figures
    about: dict[str, Any]
    problems: list[str] = field(default_factory=list)

    def data(self) -> dict[str, Any]:
        """The whole report as JSON values."""
        rows = {name: [asdict(row) for row in getattr(self.figures, name)()] for name in _SECTIONS}
        return {
            "schema": SCHEMA, **self.about, "pages": len(self.figures.pages),
            "problems": self.problems, "resamples": TIMES, **rows,
        }  # fmt: skip

    def markdown(self, full: bool = False) -> str:
        """The report for readers; `full` has every table."""
        parts = ["# Evaluation", self._head()]
        for title, note, header, rows in self._tables(full):
            if table := _table(header, list(rows)):
                parts += [f"## {title}", table, note]
        return "\n\n".join(part for part in parts if part) + "\n"

    def _head(self) -> str:
        pages, bad = len(self.figures.pages), len(self.problems)
        options = self.about.get("options", {})
        chosen = ", ".join(f"{name} = {value}" for name, value in sorted(options.items()))
        lines = [
            f"cleanscrape {self.about.get('version', '')}, "
            + (f"options: {chosen}." if chosen else "default options."),
            f"{_count(pages, 'page')} of {', '.join(self.about.get('inputs', ())) or 'no file'}"
            + (f", a sample of {self.about['sample']} of each set" if self._sampled() else "")
            + (f"; {_count(bad, 'row')} could not be read" if bad else "")
            + ".",
        ]
        return harmless(" ".join(lines))

    def _sampled(self) -> bool:
        return self.about.get("sample") is not None

    def _tables(self, full: bool) -> Iterator[_Table]:
        texts, harm, cuts = self.figures.texts(), self.figures.harm(), self.figures.cuts()
        yield _f1(texts, full)
        yield _strings(texts)
        yield _harm(harm)
        whole = [row for row in cuts if (row.set, row.language) == (ALL, ALL)]
        yield _precision("Removals: how many were right", [r for r in whole if r.rule == ALL])
        if full:
            rest = [row for row in cuts if row not in whole]
            yield _precision("Removals by set and by language", rest)
            yield _precision("Removals by rule", [r for r in whole if r.rule != ALL])
            yield _flags(texts)
            yield self._wrong()

    def _wrong(self) -> _Table:
        rows = (
            (row.set, row.id, row.rule, shorten(" ".join(row.text.split()), _LONGEST))
            for row in self.figures.wrong()
        )
        note = "Read them: some are furniture that the gold keeps."
        return "Removals that alignment calls wrong", note, ("set", "page", "rule", "text"), rows


_SECTIONS = ("texts", "harm", "cuts", "wrong")


def _f1(rows: Sequence[TextRow], full: bool) -> _Table:
    header = ["set", "language", "tool", "pages", "cleaner", "F1 before", "after", "difference"]
    header += ["precision", "recall"]
    cells = (
        (
            row.set, row.language, row.tool, str(row.scored), label(row.cleaner),
            f"{row.before['f1']:.4f}", f"{row.after['f1']:.4f}",
            _with(row.difference or 0.0, row.difference_interval, "{:+.4f}"),
            *(_change(row.before[name], row.after[name], full) for name in header[-2:]),
        )
        for row in rows if row.before and row.after
    )  # fmt: skip
    note = (
        "F1, precision and recall of shared 4-word shingles, each page weighing the same. In "
        "brackets 95 % intervals: pages drawn anew, before and after together."
    )
    return "Against the annotated bodies", note, header, cells


def _change(before: float, after: float, full: bool) -> str:
    return f"{before:.3f} → {after:.3f}" if full else f"{after:.3f}"


def _strings(rows: Sequence[TextRow]) -> _Table:
    cells = (
        (
            row.set, row.language, row.tool, label(row.cleaner),
            _of(row.kept, row.must_have),
            _of(row.surviving, row.must_not, row.surviving_interval),
        )
        for row in rows if row.must_have or row.must_not
    )  # fmt: skip
    note = (
        "*Kept*: of the strings that must stay and were there, more is better. *Surviving*: of the "
        "junk that can be cut by itself, less is better."
    )
    return (
        "Labelled strings",
        note,
        ("set", "language", "tool", "cleaner", "kept", "surviving"),
        cells,
    )


def _harm(rows: Sequence[HarmRow]) -> _Table:
    cells = (
        (
            row.set, row.language, label(row.cleaner), str(row.pages),
            _with(row.gross * 100, row.gross_interval, "{:.3f}", 100),
            _with(row.net * 100, row.net_interval, "{:.3f}", 100),
        )
        for row in rows
    )  # fmt: skip
    note = (
        "The annotated body itself, cleaned: how many of its characters go, in per cent. *Net* "
        "leaves out lines that a reader judged to be furniture."
    )
    header = ("set", "language", "cleaner", "pages", "gross %", "net %")
    return "Harm", note, header, cells


def _precision(title: str, rows: Iterable[CutRow]) -> _Table:
    cells = (
        (
            row.set, row.language, label(row.cleaner), row.category, row.rule,
            str(row.removals), str(row.wrong),
            _with(row.precision, row.interval, "{:.3f}"),
            "" if row.proven else "unproven",
        )
        for row in rows
    )  # fmt: skip
    header = ["set", "language", "cleaner", "category", "rule", "removals", "wrong"]
    note = (
        "Each distinct text counts once for a page. *Wrong*: it stands in the annotated body, and "
        f"not as often in what is left. Of peers, lines. *Unproven*: fewer than {LEAST_REMOVALS}."
    )
    return title, note, [*header, "precision", ""], cells


def _flags(rows: Sequence[TextRow]) -> _Table:
    cells = (
        (row.set, row.tool, str(row.texts), str(row.spared), _listed(row.flags))
        for row in rows if row.cleaner == OURS and row.language == ALL
    )  # fmt: skip
    note = "*Spared*: what rules wanted and guards kept."
    return "Flags", note, ("set", "tool", "texts", "spared", "flagged"), cells


def _listed(flags: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in flags.items()) or "none"


def label(method: str) -> str:
    """How a cleaner is called in tables.

    >>> label("justext")
    'jusText'
    """
    return PEERS[method].label if method in PEERS else method


def _with(value: float, bounds: tuple[float, float] | None, shape: str, scale: float = 1) -> str:
    """A value, and its interval in brackets if there is one."""
    show: Callable[[float], str] = shape.format
    if bounds is None:
        return show(value)
    low, high = bounds
    return f"{show(value)} ({show(low * scale)} to {show(high * scale)})"


def _of(part: int, whole: int, bounds: tuple[float, float] | None = None) -> str:
    if not whole:
        return "–"
    return f"{part}/{whole} = {_with(part / whole, bounds, '{:.3f}')}"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def _table(header: Sequence[str], rows: list[Sequence[str]]) -> str:
    """A Markdown table; a column that says `ALL` in every row, or nothing, is left out."""
    if not rows:
        return ""
    columns = [
        (name, cells) for name, *cells in zip(header, *rows, strict=True)
        if set(cells) not in ({ALL}, {""})
    ]  # fmt: skip
    lines = [[name for name, _ in columns], ["---"] * len(columns)]
    lines += [list(line) for line in zip(*(cells for _, cells in columns), strict=True)]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return harmless(text).replace("|", "\\|")
