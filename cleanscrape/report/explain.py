"""What the rules made of a text, line by line, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanscrape.log import ANNOTATED, NO_ARTICLE, CleanResult, Removal, Spared
from cleanscrape.pipeline import BUDGET
from cleanscrape.report.findings import Finding, Findings
from cleanscrape.report.terminal import harmless, paint, shorten
from cleanscrape.rules.conditions import quoted
from cleanscrape.rules.diagnose import Close
from cleanscrape.rules.model import Rule

Lines = tuple[int, int]
"""First and last line asked for."""
_LINE = 200
"""Characters of a line that are shown; its findings show their own sentences."""
_EXCERPT = 160
_MOST = {True: 8, False: 3}
"""Most rules that came close which are told of a line: asked for by number; of a whole file."""
_FARTHEST = {True: 5, False: 3}
"""The rank up to which they are told: beyond 3, nothing but a trigger stands there."""
_FLAGS = {
    "over_budget": "more of its sentences would go than may",
    "no_body": "no text of an article would be left",
    "unstable": "it still changed after the last round",
}
_KINDS = {
    "article": "an article",
    "page": "a page with its menus",
}
_METHODS = {"vote": "by its frequent words", "langdetect": "by langdetect"}
_HINTS = {"context": "--level eager cuts it"}
"""What to do about a guard, where an option can."""


def explain(
    name: str,
    findings: Findings,
    asked: Sequence[Lines] = (),
    *,
    budget: float | None = None,
    extracted: bool = False,
    colour: bool = False,
) -> str:
    r"""Tell for each line asked for what went, what was spared, and what came close.

    Parameters
    ----------
    name:
        What to call the document.
    findings:
        What is known about its lines.
    asked:
        Ranges of lines that exist; without any, all lines that have something to tell.
    budget:
        The budget that was asked for.
    extracted:
        Whether the lines are those of a text extracted from HTML.
    colour:
        Use ANSI colours. What the document itself holds never reaches the terminal raw.

    >>> from cleanscrape import Cleaner
    >>> cleaner = Cleaner.on_demand()
    >>> result = cleaner.clean("It rained.\nAdvertisement\nThe river rose.")
    >>> print(explain("rain.txt", Findings.of(result, cleaner), [(1, 1)]))  # doctest: +ELLIPSIS
    rain.txt: 3 lines, taken for an article, language ...
    budget: 50 % of the text in its sentences may go
    <BLANKLINE>
    line 1, kept: It rained.
      nothing: no rule looks at this line
    <BLANKLINE>
    """
    lines = [paint(harmless(f"{name}: {_about(findings)}"), "bold", colour)]
    lines.append(_budget(findings.result.kind, budget))
    if extracted:
        lines.append("lines are those of the text extracted from the page, not of its HTML")
    lines += [paint(harmless(note), "warn", colour) for note in _notes(findings.result)]
    counted = triggered = 0
    for finding in _chosen(findings, asked):
        if asked or _matters(finding):
            lines += ["", *_told(finding, findings, bool(asked), colour)]
        else:
            counted += 1
            triggered += finding.tells
    if counted:
        lines += ["", _rest(counted, triggered, findings.wrapped)]
    return "\n".join(lines) + "\n"


def explained(
    name: str, findings: Findings, asked: Sequence[Lines] = (), *, extracted: bool = False
) -> dict[str, Any]:
    """The same as plain JSON values, nothing shortened; parameters as of `explain`."""
    record = findings.result.to_dict()
    chosen = list(_chosen(findings, asked))
    told = [finding for finding in chosen if asked or finding.tells]
    return {
        "path": name,
        "extracted": extracted,
        **{key: record[key] for key in ("kind", "language", "versions", "flags", "skipped")},
        "lines": [finding.to_dict() for finding in told],
        "untouched": len(chosen) - len(told),
    }


def _chosen(findings: Findings, asked: Sequence[Lines]) -> Iterator[Finding]:
    if not asked:
        yield from findings.all()
    for first, last in asked:
        yield from findings.at(first, last)


def _about(findings: Findings) -> str:
    result = findings.result
    count = len(findings.numbered)
    language = result.language
    spoken = f"language {language.code}" if language.code else "language undecided"
    told = f"{count:,} line{'s' * (count != 1)}, taken for {_KINDS.get(result.kind, result.kind)}"
    return f"{told}, {spoken} {_METHODS.get(language.method, '')}".rstrip()


def _budget(kind: str, asked: float | None) -> str:
    if asked is None and kind == "page":
        return "budget: all but one of its sentences may go"
    share = BUDGET if asked is None else asked
    return f"budget: {100 * share:g} % of the text in its sentences may go"


def _notes(result: CleanResult) -> Iterator[str]:
    if NO_ARTICLE in result.flags:
        yield "no article was found in this page"
    flags = [flag for flag in result.flags if flag not in (ANNOTATED, NO_ARTICLE)]
    if flags:
        yield f"kept whole: {'; '.join(_FLAGS.get(flag, flag) for flag in flags)}"
    for skip in result.skipped:
        yield f"filter {skip.filter} did not run: {skip.reason}"


def _matters(finding: Finding) -> bool:
    """Whether an overview of a file tells of this line: a mere trigger is not close enough."""
    near = any(item.rank <= _FARTHEST[False] for item in finding.close)
    return bool(finding.removals or finding.spared or near)


def _rest(count: int, triggered: int, wrapped: bool) -> str:
    """How many lines are not told of."""
    what = "paragraph" if wrapped else "line"
    told = f"1 other {what} is kept" if count == 1 else f"{count:,} other {what}s are kept"
    if not triggered:
        return f"{told}: no rule looks at {'it' if count == 1 else 'them'}"
    return f"{told}, {triggered:,} of them with a trigger of a rule that does not fit"


def _told(finding: Finding, findings: Findings, asked: bool, colour: bool) -> Iterator[str]:
    yield paint(_place(finding), "bold", colour)
    if finding.outcome == "empty":
        gone = finding.removals and "it goes with the cut beside it"
        yield f"  nothing: {gone or 'white space is left as it is'}"
        return
    if finding.last > finding.first:
        yield "  (line ends are taken for a column limit: these lines are one paragraph)"
    rules = findings.rules
    for removal in finding.removals:
        yield paint(f"  {_removed(removal, rules)}", "gone", colour)
        yield from _excerpt(findings, finding, removal.start, removal.end)
    for spared in finding.spared:
        yield paint(f"  {_spared(spared, rules)}", "warn", colour)
        yield from _excerpt(findings, finding, spared.start, spared.end)
    # a whole file is an overview: what came close to a cut is no news there
    close = [c for c in finding.close if asked or not _touches(c, finding.removals)]
    yield from _came_close(finding, close, asked, findings, colour)
    if not finding.tells:
        yield "  nothing: no rule looks at this line"


def _place(finding: Finding) -> str:
    one = finding.first == finding.last
    lines = f"line {finding.first}" if one else f"lines {finding.first}-{finding.last}"
    if finding.outcome == "empty":
        return f"{lines}: empty"
    text = " ".join(finding.text.splitlines())
    return f"{lines}, {finding.outcome}: {harmless(shorten(text, _LINE))}"


def _removed(removal: Removal, rules: Mapping[str, Rule]) -> str:
    rule = rules.get(removal.rule)
    # what stands beside a cut goes in the name of that cut's rule, for a reason of its own
    along = rule is not None and rule.why != removal.reason
    named = f"along with rule {removal.rule}" if along else _rule(removal.rule, rules)
    facts = [f"cut: {removal.category}, {named}, confidence {removal.confidence:g}"]
    if removal.filter != removal.category:
        facts[0] += f", filter {removal.filter}"
    facts.append("; ".join([removal.reason, *removal.evidence]))
    return harmless(": ".join(facts))


def _spared(spared: Spared, rules: Mapping[str, Rule]) -> str:
    told = f"spared by {spared.guard}: {spared.category}, {_rule(spared.rule, rules)}"
    hint = _HINTS.get(spared.guard)
    return harmless(f"{told}: {spared.reason}{f'; {hint}' if hint else ''}")


def _rule(name: str, rules: Mapping[str, Rule]) -> str:
    return f"rule {name} ({rules[name].tier})" if name in rules else f"rule {name}"


def _came_close(
    finding: Finding, close: Sequence[Close], asked: bool, findings: Findings, colour: bool
) -> Iterator[str]:
    near = [item for item in close if item.rank <= _FARTHEST[asked]][: _MOST[asked]]
    before: Lines = (-1, -1)
    for item in near:
        rule = item.rule
        told = f"  close: {rule.category}, rule {rule.id} ({rule.tier}): {_why(item)}"
        yield paint(harmless(told), "why", colour)
        if (item.start, item.end) != before:
            yield from _excerpt(findings, finding, item.start, item.end)
        before = item.start, item.end
    if len(near) < len(close):
        yield harmless(f"  {_far(close, len(near), '' if asked else str(finding.first))}")


def _far(close: Sequence[Close], told: int, line: str) -> str:
    """The rules that are not worth a line of their own."""
    count = len(close) - told
    rules = f"{count:,} {'more ' * bool(told)}rule{'s' * (count != 1)}"
    triggers = list(dict.fromkeys(t for item in close[told:] for t in item.triggers))
    words = f" ({', '.join(quoted(t) for t in triggers[:3])})" if triggers else ""
    how = f"; explain line {line} to see more" if line else ""
    return f"further away: {rules}{words}{how}"


def _why(item: Close) -> str:
    if not (item.triggers and item.rank):
        return item.why
    there = " and ".join(f'"{trigger}"' for trigger in item.triggers[:3])
    return f"{there} {'stand' if len(item.triggers) > 1 else 'stands'} here, but {item.why}"


def _touches(close: Close, removals: Sequence[Removal]) -> bool:
    return any(r.start < close.end and close.start < r.end for r in removals)


def _excerpt(findings: Findings, finding: Finding, start: int, end: int) -> Iterator[str]:
    """The part of a line that a finding is about, unless it is all of it."""
    start, end = max(start, finding.start), min(end, finding.end)
    if (start, end) != (finding.start, finding.end):
        text = " ".join(findings.source[start:end].split())
        yield f'      "{harmless(shorten(text, _EXCERPT))}"'
