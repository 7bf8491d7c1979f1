"""Patterns are compiled when first used, and behave like compiled ones."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys

from cleanscrape.matching.pattern import Pattern, UnicodePattern, prepare_all


def test_a_pattern_is_compiled_once() -> None:
    pattern = Pattern(r"a(b)")
    assert "_regex" not in vars(pattern)
    assert pattern.search("xab") and pattern.search("ab")
    compiled = vars(pattern)["_regex"]
    pattern.prepare()
    assert vars(pattern)["_regex"] is compiled


def test_copies_and_pickles_find_the_same() -> None:
    pattern = Pattern("É", 2)
    for other in (copy.deepcopy(pattern), pickle.loads(pickle.dumps(pattern))):
        assert other.search("é")


def test_prepare_all_compiles_what_modules_keep() -> None:
    pattern = UnicodePattern(r"\p{Lu}")
    prepare_all()
    assert "_regex" in vars(pattern)


def test_one_plain_text_needs_neither_the_toml_reader_nor_the_log_s_tools() -> None:
    program = (
        "import sys, cleanscrape\n"
        "cleanscrape.clean('It rained.\\nAdvertisement\\nThe river rose.')\n"
        "print([n for n in ('regex', 'tomllib', 'hashlib', 'logging') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
