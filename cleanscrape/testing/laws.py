"""The laws, checked on one text and what cleaning made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleanscrape.api import Cleaner
from cleanscrape.errors import LogHasNoText
from cleanscrape.log import NO_ARTICLE, CleanResult, replay, restore


def check_laws(cleaner: Cleaner, text: str) -> CleanResult:
    """Clean one text and check every law that one text can break; returns the result."""
    result = cleaner.clean(text)
    check_result(text, result)
    assert cleaner.clean(text) == result, "deterministic: a second run gave another result"
    assert "unstable" not in result.flags, "idempotent: the text still changed after the last round"
    again = cleaner.clean(result.text)
    assert again.text == result.text, "idempotent: cleaning the clean text changed it"
    assert result.flags or not again.removals, "idempotent: a clean text still lost something"
    told = cleaner.annotate(text)
    assert told.text == text, "annotate changed the text"
    assert told.removals == result.removals, "annotate and clean decide differently"
    return result


def check_result(original: str, result: CleanResult) -> None:
    """Check the laws on a result: delete only, replay, restore, spans, offsets, JSON."""
    at = 0
    for r in result.removals:
        assert at <= r.start < r.end <= len(original), "spans: out of order, empty or outside"
        assert r.text in (None, original[r.start : r.end]), "spans: text is not what stood there"
        at = r.end
    for s in result.spared:
        assert 0 <= s.start < s.end <= len(original), "spans: spared span empty or outside"
        assert s.text in (None, original[s.start : s.end]), "spans: spared text is another"
    lost = sum(r.end - r.start for r in result.removals)
    assert len(result.text) == len(original) - lost, "spans: lengths do not add up"
    assert replay(original, result) == result.text, "replay: another text than the clean one"
    _check_restore(original, result)
    _check_space(original, result)
    _check_offsets(original, result)
    if set(result.flags) - {NO_ARTICLE}:
        assert result.text == original, "nothing silent: a flagged text was cut"
        assert result.spared, "nothing silent: a flagged result must tell what it spared"
    assert CleanResult.from_json(result.to_json()) == result, "JSON: the round trip changed it"


def _check_restore(original: str, result: CleanResult) -> None:
    try:
        assert restore(result.text, result) == original, "restore: another text than the original"
    except LogHasNoText:
        assert any(r.text is None for r in result.removals), "restore: the log does hold its text"


def _check_offsets(original: str, result: CleanResult) -> None:
    places = result.offsets
    right = [places.to_original(i) for i in range(len(result.text) + 1)]
    left = [places.to_original(i, "left") for i in range(len(result.text) + 1)]
    back = [places.to_clean(i) for i in range(len(original) + 1)]
    for i, char in enumerate(result.text):
        assert original[right[i]] == char, "offsets: to_original points at another character"
        assert left[i + 1] == right[i] + 1, "offsets: left is not the end of what precedes"
    assert [back[i] for i in right] == list(range(len(right))), "offsets: no way back"
    for row in (right, left, back):
        assert all(one <= two for one, two in pairwise(row)), "offsets: the map decreases"
    for r in result.removals:
        inside = set(back[r.start : r.end])
        assert len(inside) == 1, "offsets: a removal has more than one place in the clean text"


def _check_space(original: str, result: CleanResult) -> None:
    """White space goes only where it touches a cut; there the longer run stays (law 1)."""
    cores = []
    for r in result.removals:
        part = original[r.start : r.end]
        if part.strip():
            low = r.start + len(part) - len(part.lstrip())
            cores.append((low, low + len(part.strip())))
    kept = bytearray(b"\1") * len(original)
    for r in result.removals:
        kept[r.start : r.end] = bytes(r.end - r.start)
    touched = bytearray(len(original))
    for low, high, before, after in _clusters(original, cores):
        touched[low:high] = b"\1" * (high - low)
        left = "".join(original[i] for i in range(low, high) if kept[i])
        if low == 0:
            assert not left, "white space: it stayed at the beginning"
        elif high == len(original):
            assert left == final_break(original[after:]), "white space: at the end"
        else:
            outer = (original[low:before], original[after:high])
            assert not left or left.isspace(), "white space: a cut is no cut"
            assert weight(left) >= max(map(weight, outer)), "white space: the longer run went"
            assert left in original[low:high], "white space: two runs were joined"
    bare = [i for i, keep in enumerate(kept) if not keep and not touched[i]]
    assert not bare, "white space: it went where nothing was cut"


def _clusters(text: str, cores: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """Cuts with only white space between them: with the white space around, and without."""
    at = 0
    while at < len(cores):
        first, last = cores[at]
        while at + 1 < len(cores) and not text[last : cores[at + 1][0]].strip():
            at += 1
            last = cores[at][1]
        low = len(text[:first].rstrip())
        high = len(text) - len(text[last:].lstrip())
        yield low, high, first, last
        at += 1


def weight(space: str) -> tuple[int, int]:
    """How much a run of white space counts: line ends first, then characters."""
    return len(f"{space}.".splitlines()) - 1, len(space)


def final_break(space: str) -> str:
    """The line break that ends a text, if one does."""
    if space.endswith("\r\n"):
        return "\r\n"
    last = space[-1:]
    return last if last and not last.splitlines()[0] else ""
