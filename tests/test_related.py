"""Lists of other articles that show only in their surroundings."""

from __future__ import annotations

import pytest

from cleanscrape import clean

BODY = "It rained all day, and the river rose.\nThe mill stood empty for a year, he said.\n"
POSTS = (
    "- How the ferry came to the island - October 10, 2020",
    "- Three walks along the old canal – October 10, 2020",
    "- A baker who sings – September 30, 2020",
)


def test_an_author_s_latest_posts_end_the_text() -> None:
    result = clean(BODY + "\n".join(POSTS))
    assert result.text == BODY.strip()
    assert {r.rule for r in result.removals} == {"any.related.latest-posts"}
    plain = [f"A story of the harbour, part {n} | 2021-0{9 - n}-14" for n in (1, 2, 3)]
    assert clean(BODY + "\n".join(plain)).text == BODY.strip()


@pytest.mark.parametrize(
    "lines",
    [
        POSTS[:2],
        POSTS[::-1],  # a programme
        (*POSTS, "Doors open at seven, and children pay half."),
        [f"{line[:-6]}, 2020" for line in POSTS[:1]] * 3,  # all on one day
        [line.split(" - ")[0].split(" – ")[0] for line in POSTS],
    ],
)
def test_other_lists_stay(lines: list[str]) -> None:
    text = BODY + "\n".join(lines)
    assert clean(text, kind="article").text == text


def test_a_text_of_nothing_else_stays() -> None:
    text = "\n".join(POSTS)
    assert clean(text, kind="article").text == text
