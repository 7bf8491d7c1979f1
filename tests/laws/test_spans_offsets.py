"""Law 3: spans are true, and the offset map agrees with counting characters one by one."""

from __future__ import annotations

from conftest import each, texts
from hypothesis import given
from hypothesis import strategies as st

from cleanscrape import Cleaner
from cleanscrape.offsets import Living, OffsetMap, subtract
from cleanscrape.testing import check_result

LENGTH = 24
spans = st.lists(st.integers(0, LENGTH), unique=True, max_size=10).map(
    lambda cuts: [(a, b) for a, b in zip(*[iter(sorted(cuts))] * 2, strict=False)]
)


@each
@given(text=texts)
def test_spans_and_offsets_of_a_cleaning(cleaner: Cleaner, text: str) -> None:
    result = cleaner.clean(text)
    check_result(text, result)
    alive = sorted(
        set(range(len(text))) - {i for r in result.removals for i in range(r.start, r.end)}
    )
    assert [result.offsets.to_original(i) for i in range(len(alive))] == alive
    assert result.to_original(len(result.text)) == len(text)


@given(spans)
def test_the_offset_map_counts(gone: list[tuple[int, int]]) -> None:
    dead = {i for a, b in gone for i in range(a, b)}
    alive = [i for i in range(LENGTH) if i not in dead]
    places = OffsetMap(gone)
    for o in range(LENGTH + 1):
        assert places.to_clean(o) == sum(1 for i in alive if i < o)
    for i in range(len(alive) + 1):
        assert places.to_original(i) == (alive[i] if i < len(alive) else LENGTH)
        assert places.to_original(i, "left") == (alive[i - 1] + 1 if i else 0)


@given(spans, st.data())
def test_living_offsets_are_translated_as_by_hand(
    first: list[tuple[int, int]], data: st.DataObject
) -> None:
    living, alive = Living(LENGTH), list(range(LENGTH))
    for cuts in (first, data.draw(spans), data.draw(spans)):
        cuts = [(a, min(b, len(alive))) for a, b in cuts if a < len(alive)]
        dead = [i for a, b in cuts for i in alive[a:b]]
        for a, b in cuts:
            pieces = living.pieces((a, b))
            assert [i for low, high in pieces for i in range(low, high)] == alive[a:b]
        gone = living.cut(cuts)
        assert [i for a, b in gone for i in range(a, b)] == dead
        alive = [i for i in alive if i not in set(dead)]
        assert [i for a, b in living.segments for i in range(a, b)] == alive


@given(spans, spans)
def test_subtract_is_set_difference(one: list[tuple[int, int]], two: list[tuple[int, int]]) -> None:
    def points(rows: list[tuple[int, int]]) -> set[int]:
        return {i for a, b in rows for i in range(a, b)}

    left = subtract(one, two)
    assert points(left) == points(one) - points(two)
    assert all(a < b for a, b in left) and left == sorted(left)
