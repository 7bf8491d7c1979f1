"""What `cleanscrape compare` does: pair the records of two logs, compare, tell."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

from cleanscrape.cli.main import DONE, FAILED, tell
from cleanscrape.cli.narrow import Narrow
from cleanscrape.cli.writing import put, show
from cleanscrape.errors import LogError, LogHasNoText
from cleanscrape.report.changes import as_json, compared
from cleanscrape.report.compare import Comparison
from cleanscrape.report.terminal import harmless, wants_colour
from cleanscrape.sources.logs import Entry, cleanings, result_of

Key = tuple[str | None, str]
_IN_MEMORY = 16 * 2**20
"""Bytes of records that wait for their partner in memory; more wait on the disk."""


def compare(args: Namespace) -> int:
    """Compare two logs and tell; the exit code.

    Raises `LogError` for logs that do not fit one another, `OptionError` for a name that is in
    none.
    """
    job = Comparing(Path(args.old), Path(args.new), Narrow(args.category, args.rule), args.limit)
    found = job.run()
    if args.json:
        put(json.dumps(as_json(found, args.old, args.new), indent=1).encode("ascii") + b"\n")
    else:
        show(compared(found, args.old, args.new, colour=wants_colour(sys.stdout)))
    return FAILED if found.unread or (args.exit_code and found.differs) else DONE


class Waiting:
    """Records of one log whose partner has not come yet, in their order; not in memory."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.places: dict[Key, deque[tuple[int, int, int]]] = {}
        self._file: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # closed by `close`

    def add(self, entry: Entry) -> None:
        """Let a record wait."""
        data = json.dumps(entry.record).encode("ascii")
        offset = self._file.seek(0, 2)
        self._file.write(data)
        self.places.setdefault(entry.key, deque()).append((entry.number, offset, len(data)))

    def take(self, key: Key) -> Entry | None:
        """The record of a document that has waited longest."""
        places = self.places.get(key)
        if not places:
            return None
        number, offset, length = places.popleft()
        if not places:
            del self.places[key]
        self._file.seek(offset)
        return Entry(self.path, number, json.loads(self._file.read(length)))

    def close(self) -> None:
        """Forget all."""
        self._file.close()


@dataclass
class Comparing:
    """A comparison of two logs while they are read."""

    old: Path
    new: Path
    narrow: Narrow
    limit: int
    found: Comparison = field(default_factory=Comparison)
    paired: int = 0

    def run(self) -> Comparison:
        """Read both logs side by side; what is found."""
        self.found = Comparison(self.limit, self.narrow)
        before, after = Waiting(self.old), Waiting(self.new)
        try:
            for one, two in self._pairs(before, after):
                self.paired += 1
                self._compare(one, two)
            self._count_alone(before, after)
        finally:
            before.close()
            after.close()
        self.narrow.check(self.found.seen)
        return self.found

    def _pairs(self, before: Waiting, after: Waiting) -> Iterator[tuple[Entry, Entry]]:
        """Records of one document; those of a document cleaned twice in their order."""
        logs = (cleanings(self.old, self._skipped), cleanings(self.new, self._skipped))
        for one, two in zip_longest(*logs):
            alike = one and two and one.key == two.key
            if alike and one.key not in before.places and one.key not in after.places:
                yield one, two
                continue
            if one and (partner := after.take(one.key)):
                yield one, partner
            elif one:
                before.add(one)
            if two and (partner := before.take(two.key)):
                yield partner, two
            elif two:
                after.add(two)

    def _compare(self, one: Entry, two: Entry) -> None:
        try:
            self.found.add(two.name, result_of(one), result_of(two))
        except LogHasNoText:
            raise
        except LogError as error:
            self._skipped(str(error))

    def _count_alone(self, before: Waiting, after: Waiting) -> None:
        """Count what has no partner. Raises `LogError` if nothing has one."""
        if not self.paired:
            raise LogError(f"{self.old} and {self.new}: no document in common{_why(before, after)}")
        names = {key[0] for key in after.places if key[0] is not None}
        edited = {key[0] for key in before.places if key[0] in names}
        for waiting, alone in ((before, self.found.only_old), (after, self.found.only_new)):
            for (name, _), places in waiting.places.items():
                for number, _, _ in places:
                    if name not in edited:
                        alone.add(f"line {number}" if name is None else name)
                    elif waiting is after:
                        self.found.edited.add(str(name))

    def _skipped(self, message: str) -> None:
        self.found.unread += 1
        tell(harmless(message))


def _why(before: Waiting, after: Waiting) -> str:
    hashes = [{sha for _, sha in waiting.places} for waiting in (before, after)]
    names = [{name for name, _ in waiting.places} for waiting in (before, after)]
    if hashes[0] & hashes[1]:
        return "; the same texts have other names: clean them from the same folder"
    if names[0] & names[1]:
        return "; the texts of the same names differ: clean the same files"
    return "; clean the same files with both"
