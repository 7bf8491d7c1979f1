"""Regular expressions that are compiled when they are first needed.

Most texts need few of them, and a short job is mostly compiling. `Pattern` compiles with `re`,
three times as fast as `regex`; `UnicodePattern` with `regex`, which is imported as late, for what
`re` cannot say: classes such as ``\\p{Lu}``, and letters with loose accents as parts of words.
"""

from __future__ import annotations

import re
from functools import cached_property

TYPE_CHECKING = False  # typing takes time to import
if TYPE_CHECKING:
    from typing import Any


class Pattern:
    """Use it like a compiled one: `search`, `match`, `fullmatch`, `sub` ...

    >>> Pattern(r"up (?:to|for)").search("sign up for it").span()
    (5, 11)
    """

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        # only what the instance has not got comes here, so each method costs this once
        if name.startswith("__"):  # copying and pickling ask for what a pattern never has
            raise AttributeError(name)
        found = getattr(self._regex, name)
        setattr(self, name, found)
        return found

    def __reduce__(self) -> tuple[type[Pattern], tuple[str, int]]:
        return type(self), (self._source, self._flags)

    def prepare(self) -> None:
        """Compile now."""
        _ = self._regex

    @cached_property
    def _regex(self) -> Any:
        return re.compile(self._source, self._flags)


class UnicodePattern(Pattern):
    r"""A pattern of `regex`; the flags of `re` mean the same to it.

    >>> UnicodePattern(r"\p{Lu}").search("aÉ").span()
    (1, 2)
    """

    @cached_property
    def _regex(self) -> Any:
        import regex

        return regex.compile(self._source, self._flags)
