"""Features of the line model: what arrays give is what a plain loop gives, in any script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanscrape.linemodel.alphabet import CLASSES, Alphabet
from cleanscrape.linemodel.around import ABOVE, BELOW, CATEGORIES, ruling
from cleanscrape.linemodel.features import NAMES, Seen, see
from cleanscrape.linemodel.markup import bare
from cleanscrape.linemodel.scale import ONE
from cleanscrape.linemodel.words import BUCKETS, HEAD, LONG, TAIL

FREQUENT = ("the", "und", "и", "في")
LETTERS = Alphabet.of_unicode(FREQUENT)
MASK = (1 << 64) - 1
SHARED = range(1, 14)
RULINGS = [0, *(ruling(tier, category) for tier in ("sure", "likely") for category in CATEGORIES)]

LINES = (
    "Home", "Home", "Read more:", "• List of ÄRZTE | 12:30", "## [Rain](/a) falls on **Aldbrook**",
    "The river rose by 3.2 metres overnight, and the bridge in Aldbrook was closed to lorries.",
    "Die Brücke und der Fluss: “Nichts geht mehr”, sagte der Bürgermeister am Montag im Rathaus.",
    "河水昨夜上漲，大橋已經關閉。", "ไม่มีน้ำ", "Мост закрыли и не откроют до утра.",
    "أغلق الجسر في المساء؟",
    "🌧️ rain", "\ud800 odd", "![alt](x.png)", "…", "x" * 130, "word " * 40, "１２３ ４",
)  # fmt: skip
texts = st.lists(
    st.one_of(
        st.sampled_from(LINES),
        st.text(min_size=1, max_size=40).filter(str.strip).map(str.strip),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


def kind(char: str) -> int:
    code = ord(char)
    if code < 1 << 16:
        return int(LETTERS.kinds[code])
    return 4 if code >= 0x20000 else 13


def small(char: str) -> int:
    code = ord(char)
    return int(LETTERS.lower[code]) if code < 1 << 16 else code


def mixed(value: int) -> int:
    value ^= value >> 29
    value = value * 0x9E3779B97F4A7C15 & MASK
    return value ^ value >> 32


def hashed(word: str) -> int:
    total, power, powers = 0, 1, []
    for _ in range(64):
        powers.append(power)
        power = power * 0x5851F42D4C957F2D & MASK
    for i, char in enumerate(word):
        total += (small(char) + 1) * powers[min(i, 63)]
    return mixed(total & MASK)


def split(line: str) -> list[str]:
    found, last = [], None
    for char in line:
        inside, dense = kind(char) in (1, 2, 3, 4, 5), kind(char) == 4
        if inside and last == "word" and not dense:
            found[-1] += char
        elif inside:
            found.append(char)
        last = ("dense" if dense else "word") if inside else None
    return found


def log(x: int) -> int:
    x = min(x, 4095)
    return max(k for k in range(100) if 2**k <= (1 + x) ** 8)


def share(part: int, whole: int) -> int:
    return part * ONE // max(whole, 1)


def is_sentence(line: str) -> bool:
    wide = len(line) + sum(kind(c) == 4 for c in line)
    return wide > 120 or (wide >= 40 and kind(line[-1]) in (6, 8, 9, 10))


def shape(line: str) -> tuple[tuple[int, ...], int]:
    """A line's runs of kinds; of the 64th and what follows, only which they are."""
    kinds = [1 if kind(char) == 2 else kind(char) for char in line + "\n"]
    runs = [k for i, k in enumerate(kinds) if i == 0 or k != kinds[i - 1]]
    return tuple(runs[:63]), sum(k + 1 for k in runs[63:])


def near(ruled: Sequence[int], i: int, category: str, step: int) -> int:
    """How near the next line of rules of a category is, in one direction."""
    j = i
    while 0 <= j < len(ruled):
        if ruled[j] and ruled[j] // 4 == CATEGORIES.index(category):
            return 96 - log(abs(i - j))
        j += step
    return 0


def plain(lines: Sequence[str], gaps: Sequence[int], ruled: Sequence[int]) -> list[dict[str, int]]:
    """The features of each line by name, the slow way."""
    shown, marks = bare(lines)
    words = [split(line) for line in shown]
    sentences = [bool(line) and is_sentence(line) for line in shown]
    rows = {w: hashed(w) >> 36 & BUCKETS - 1 for said in words for w in said}
    spoken = Counter(
        row for said, sentence in zip(words, sentences, strict=True) if sentence
        for row in {rows[w] for w in said if len(w) >= LONG}
    )  # fmt: skip
    wide = [len(line) + sum(kind(c) == 4 for c in line) for line in shown]
    weight = [w if s else 0 for w, s in zip(wide, sentences, strict=True)]
    bits = {hashed(word) >> 48 for word in FREQUENT}
    capitals = sum(kind(c) == 1 for line in shown for c in line)
    caseless = sum(kind(c) in (3, 4) for line in shown for c in line)
    shapes = [shape(line) for line in shown]
    starts = [said[:1] and hashed(said[0]) for said in words]
    found = []
    for i, line in enumerate(shown):
        kinds = Counter(map(kind, line))
        said, n = words[i], len(shown)
        frequent = sum(hashed(w) >> 48 in bits for w in said)
        topical = sum(len(w) >= LONG and spoken[rows[w]] > sentences[i] for w in said)
        same = shown.count(line)
        begin, end = (kind(line[0]), kind(line[-1])) if line else (15, 15)
        values = [
            log(wide[i]), log(len(said) - kinds[4] // 2),
            *(share(kinds[c], len(line)) for c in SHARED),
            log(kinds[6]), log(kinds[7]), log(kinds[5]), log(kinds[12]),
            share(sum(kind(w[0]) == 2 for w in said), len(said)),
            min(127, 4 * sum(map(len, said)) // max(1, len(said))),
            share(frequent, len(said)), log(frequent), share(topical, len(said)), log(topical),
            share(int(marks[i, 0]), len(line)), log(int(marks[i, 1])),
            ONE * bool(marks[:, 1:].any()), ONE * int(marks[i, 2]), ONE * (begin in (11, 12)),
            32 * min(3, gaps[i]), 32 * min(3, gaps[i + 1]),
            ONE * (same == 2), ONE * (same > 2), ONE * (line in shown[:i]), ONE * sentences[i],
            i * ONE // n, sum(weight[:i]) * ONE // max(1, sum(weight)), log(i), log(n - 1 - i),
            sum(sentences) * ONE // n, log(n), ONE * (capitals < caseless),
            ONE * (ruled[i] % 4 == 2), ONE * (ruled[i] % 4 == 1),
            *(ONE * (ruled[i] > 0 and ruled[i] // 4 == c) for c in range(len(CATEGORIES))),
            *(near(ruled, i, category, -1) for category in BELOW),
            *(near(ruled, i, category, 1) for category in ABOVE),
            log(shapes.count(shapes[i]) - 1), ONE * (shapes[i] in shapes[max(0, i - 8) : i]),
            log(starts.count(starts[i]) - 1) if said else 0,
            *(ONE * (begin == c) for c in range(16)), *(ONE * (end == c) for c in range(16)),
        ]  # fmt: skip
        found.append(dict(zip(NAMES, values, strict=True)))
    return found


def tokens(line: str) -> list[int]:
    said = split(line)
    places = [i for i in range(len(said)) if i < HEAD or i >= len(said) - TAIL]
    hashes = [hashed(word) for word in said]
    ones = [hashes[i] for i in places]
    twos = [
        mixed((hashes[i] * 0xD1342543DE82EF95 + hashes[i + 1] + 1) & MASK)
        for i in places if i + 1 < len(said)
    ]  # fmt: skip
    return [value >> 50 for value in (*ones, *twos)]


def seen(lines: Sequence[str], gaps: Sequence[int] = (), ruled: Sequence[int] = ()) -> Seen:
    gaps = gaps or [1] * (len(lines) + 1)
    return see(lines, np.array(gaps), LETTERS, np.array(ruled or [0] * len(lines)))


@given(texts, st.data())
def test_arrays_and_a_loop_agree(lines: list[str], data: st.DataObject) -> None:
    few = st.integers(0, 5)
    gaps = data.draw(st.lists(few, min_size=len(lines) + 1, max_size=len(lines) + 1))
    ruled = data.draw(st.lists(st.sampled_from(RULINGS), min_size=len(lines), max_size=len(lines)))
    found = seen(lines, gaps, ruled)
    for row, wanted in zip(found.dense.tolist(), plain(lines, gaps, ruled), strict=True):
        assert dict(zip(NAMES, row, strict=True)) == wanted
    said = [tokens(line) for line in bare(lines)[0]]
    assert found.tokens.tolist() == [token for line in said for token in line]
    assert found.count.tolist() == list(map(len, said))


@given(texts)
def test_features_are_small_whole_numbers(lines: list[str]) -> None:
    dense = seen(lines).dense
    assert dense.min() >= 0 and dense.max() <= 127
    assert (dense == np.floor(dense)).all()


def test_markdown_is_read_as_its_reader_sees_it() -> None:
    one = seen(["[Rain](https://a.example/x_(y)) falls on **Aldbrook**"])
    two = seen(["Rain falls on Aldbrook"])
    told = {name: i for i, name in enumerate(NAMES)}
    marks = [told[name] for name in ("share of link text", "links", "Markdown")]
    assert one.tokens.tolist() == two.tokens.tolist()
    assert np.flatnonzero(one.dense[0] != two.dense[0]).tolist() == marks


@pytest.mark.parametrize(
    "text", ["[a](" * 30_000, "![" * 50_000, "[a](b" + "(c)" * 30_000, "[" * 99_999]
)
def test_hostile_markup_takes_linear_time(text: str) -> None:
    assert len(bare([text])[0][0]) <= len(text)


def test_every_feature_has_a_name_of_its_own() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert len(CLASSES) == 16
