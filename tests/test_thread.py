"""What readers wrote goes with the heading of their comments."""

from __future__ import annotations

import pytest

from cleanscrape import Cleaner, clean
from cleanscrape.testing import check_laws

DAYS = ("Monday", "Tuesday", "Wednesday")
BODY = "\n\n".join(
    f"The council voted on {day} to close the old bridge in the valley, which has carried the road "
    "to the mill since the war. The work will take until the autumn of next year."
    for day in DAYS
)
ONE = "I used to walk over that bridge as a child, and I will miss it a lot."
TWO = "They should have mended it years ago, if you ask me."


@pytest.mark.parametrize(
    "thread",
    [
        ("12 Comments", "Mary says:", "May 3, 2021 at 4:12 pm", ONE, "Reply", "2 days ago", TWO),
        ("Comments (4)", "1. Mary Miller", ONE, "2. Tom", TWO, "3. Ines", ONE, "4. Tom", "Yes."),
        ("Comments", "3/5/2021", ONE, "Reply", "Tom", "4/5/2021", TWO, "Report comment"),
        ("Discussion about this post", "Mary Miller's avatar", ONE, "Expand full comment",
         "Tom Reed's avatar", TWO, "12 more comments..."),
        ("2 thoughts on “The old bridge”", ONE, TWO),
    ],
)  # fmt: skip
def test_a_thread_goes_with_its_heading(thread: tuple[str, ...]) -> None:
    text = f"{BODY}\n\n" + "\n".join(thread)
    result = clean(text, kind="article")
    assert result.text == BODY
    check_laws(Cleaner(kind="article"), text)


def test_what_readers_wrote_is_told_by_its_own_reason() -> None:
    result = clean(f"{BODY}\n\n2 thoughts on “The old bridge”\n{ONE}", kind="article")
    assert [(r.rule, r.reason) for r in result.removals[1:]] == [
        ("en.comments.counter", "what readers wrote")
    ]


@pytest.mark.parametrize(
    ("body", "thread"),
    [
        (
            "Der Rat hat am Montag beschlossen, die alte Brücke im Tal zu schließen, die seit dem "
            "Krieg die Straße zur Mühle trägt. Die Arbeiten dauern bis zum Herbst. ",
            "4 Kommentare\nAnna schreibt:\nvor 3 Tagen\nAls Kind bin ich oft über diese Brücke "
            "gelaufen, und sie wird mir fehlen.\nAntworten\nKlaus\n12.05.2021, 14:33 Uhr\nSchade.",
        ),
        (
            "Le conseil a voté lundi la fermeture du vieux pont de la vallée, qui porte la route "
            "du moulin depuis la guerre. Les travaux dureront jusqu'à l'automne. ",
            "2 commentaires\nMarie\nil y a 3 jours\nJ'ai souvent traversé ce pont quand "
            "j'étais enfant, et il me manquera.\nRépondre\nPaul\n12 mai 2021\nDommage.\nRépondre",
        ),
    ],
)
def test_threads_in_other_languages(body: str, thread: str) -> None:
    kept = (body * 3).strip()
    assert clean(f"{kept}\n\n{thread}", kind="article").text == kept


@pytest.mark.parametrize(
    "text",
    [
        f"Bridge closed\n12 Comments\nMay 3, 2021\n4:12 pm\n\n{BODY}",
        f"{BODY}\n\n3 comments\n\nMill sold\nMay 3, 2021\n\n{BODY}\n\n1 comment\n\nFair opens\n"
        f"May 2, 2021\n\n{BODY}\n\n12 comments",
        f"{BODY}\n\nComments\n\n{BODY}\n\n{BODY}\n\nReferences\n1. Miller, M. The bridge, 2019.\n"
        "2. Reed, T. The mill, 2018.",
        f"{BODY}\n\nComments?\n\nMary Miller says:\nMay 3, 2021\n{ONE}",
        f"{BODY}\n\n12 Comments\n\n{DAYS[0]} was dry, and the river fell by a hand.",
        f"{BODY}\n\n12 Comments\n\n10:02\n{ONE}\n10:14\n{TWO}\n10:31\n{ONE}\n10:40\n{TWO}",
        f"{BODY}\n\n12 Comments\n\n{TWO}\n\nThe plan of 2019\n\n{ONE}\n\nSpring 2020\n\n{TWO}"
        f"\n\nThe budget of 2021\n\n{ONE}\n\nAfter 2022\n\n{TWO}",
    ],
    ids=[
        "counter on top",
        "list of articles",
        "a study",
        "a question",
        "the article goes on",
        "a live blog",
        "years in headings",
    ],
)
def test_other_headings_take_nothing_along(text: str) -> None:
    reasons = {r.reason for r in clean(text, kind="article").removals}
    assert "what readers wrote" not in reasons


def test_the_budget_does_not_count_a_thread() -> None:
    comments = "\n".join(f"{n}. Reader {n}\n{ONE} {TWO} {'No. ' * n}" for n in range(1, 21))
    longer = f"{BODY}\n\n{BODY.replace('valley', 'hills')}"
    result = clean(f"{longer}\n\n20 Comments\n{comments}", kind="article")
    assert result.flags == ()
    assert result.text == longer


def test_who_asks_for_care_keeps_threads() -> None:
    text = f"{BODY}\n\n12 Comments\nMary says:\nMay 3, 2021\n{ONE}\nReply\nTom\n2 days ago\n{TWO}"
    assert ONE not in clean(text, kind="article").text
    assert ONE in clean(text, kind="article", level="careful").text
