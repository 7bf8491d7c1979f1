"""Patterns that could run long are refused, with a remedy."""

from __future__ import annotations

import time

import pytest
import regex

from cleanscrape.rules.lint import lint

FIT = [
    "sign up", r"sign up (?:now|today)", r"[\w ]{1,40}", r"a{2}", r"a{0,200}?", r"a\+", r"[+*]",
    r"[\]+*]", r"(?:a{1,3})?b", r"(?<=a)b(?!c)", r"(?P<n>a|b)", r"(?:(?:our|the) ){0,8}end", "",
    r"\{", r"a\*", r".{0,200}.{0,200}", r"\w{1,90} \w{1,90} \w{1,90}",
]  # fmt: skip
UNFIT = {
    "a+": "unbounded", "a*": "unbounded", "a{2,}": "unbounded", "a+?": "unbounded",
    "a{100000,}": "unbounded", r"\w*+": "unbounded", r"[a-z]+": "unbounded", "(?:ab)*": "unbounded",
    "a{0,201}": "longer than 200", "a{201}": "longer than 200", "a{0,100000}": "bound",
    "(?:a{1,3}){2}": "unnest", "((?:a{1,3}b)c){0,4}": "unnest",
    "(?:a?a?){0,40}": "choice", "(?:a|a){0,9}": "choice", "(?:(?:a|b)c){0,40}": "choice",
    "(": "not a regular expression", "a{e<=2}": "brace", "(?R)?": "not a regular expression",
    "(?i)a": "unusual", r"[\w ]{0,200}[\w ]{0,200}[\w ]{0,200}x": "side by side",
    r".{0,190}a?\b.{0,190}(?:.{0,190})?x": "side by side",
}  # fmt: skip


@pytest.mark.parametrize("pattern", FIT)
def test_fit_to_run(pattern: str) -> None:
    assert lint(pattern) is None


@pytest.mark.parametrize("pattern", UNFIT)
def test_refused_with_a_remedy(pattern: str) -> None:
    problem = lint(pattern)
    assert problem and UNFIT[pattern] in problem
    assert any(remedy in problem for remedy in ("write", "unnest", "mend", "repeat", "join"))


def test_choices_that_are_let_through_end_soon() -> None:
    """The largest bound for a repeated choice, at its worst, on a line as long as they get."""
    pattern = "(?:a?a|aa?|a){0,8}b"
    assert lint(pattern) is None
    start = time.perf_counter()
    assert not regex.search(pattern, "a" * 600 + "cb"[:1] + "b" * 0)
    assert regex.search(pattern, "a" * 500 + "c" * 99 + "b")
    assert time.perf_counter() - start < 10
