"""Where a chunk's records are cleaned: every record leaves it cleaned, rejected or passed on."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Any

from cleanscrape.api import Cleaner
from cleanscrape.corpora.chunk import Chunk, Cleaned, Fields, Wanted
from cleanscrape.corpora.tally import Tally
from cleanscrape.engines.rows import clean_value, compact
from cleanscrape.log import CleanResult
from cleanscrape.report.summary import Summary
from cleanscrape.report.terminal import harmless
from cleanscrape.sources.jsonl import dumped_line
from cleanscrape.sources.packing import pack

ARROW = "arrow"
"""The packing of a log that goes into Parquet."""
EACH = "gzip, each"
"""The packing of web archives: each record is a member of its own, so that it can be found."""


@dataclass
class Desk:
    """What cleaning one chunk needs and gives.

    Parameters
    ----------
    name:
        What errors call the input.
    cleaner:
        Its cleaner.
    fields:
        Which fields of a record are what.
    wanted:
        The outputs to fill, with their packing.
    most:
        Bytes that a record may have.
    """

    name: str
    cleaner: Cleaner
    fields: Fields
    wanted: Wanted
    most: int
    summary: Summary = field(default_factory=Summary)
    tally: Tally = field(default_factory=Tally)
    parts: dict[str, list[bytes]] = field(default_factory=dict)

    def put(self, output: str, data: bytes) -> None:
        """Add bytes to an output, if it is wanted."""
        if output in self.wanted:
            self.parts.setdefault(output, []).append(data)

    def clean(
        self, text: Any, url: Any = None, title: Any = None, most: int | None = None
    ) -> CleanResult:
        """Clean a record's text; `keep` the result once its place in the output is sure.

        Raises `CleanscrapeError`, saying why, for what is no text or cannot be cleaned.
        """
        limit = self.most if most is None else most
        return clean_value(self.cleaner, text, url=url, title=title, most=limit)

    def keep(self, result: CleanResult, data: bytes | None, number: int, name: Any = None) -> None:
        """Put a cleaned record into the output, and its result into the log."""
        if data is not None:
            self.put("out", data)
        self.summary.add(result)
        if "log" in self.wanted:
            self.put("log", dumped_line(self._record(result, number, name)))
        if "dolma" in self.wanted:
            self.put("dolma", dumped_line(attributes(result, self.named(number, name))))

    def reject(self, number: int, why: str, data: bytes | None, name: Any = None) -> None:
        """Put a record aside, with its place and the reason; None stands for what was not read."""
        record: dict[str, Any] = {"file": self.name, "record": number}
        if _is_id(name):
            record["id"] = name
        record["reason"] = why
        if data is not None:
            try:
                record["data"] = data.decode("utf-8")
            except UnicodeDecodeError:
                record["data_base64"] = base64.b64encode(data).decode()
        self.put("rejects", dumped_line(record))
        self.tally.reject(harmless(f"{self.name}: record {number}: {why}"))
        self.summary.failed += 1

    def named(self, number: int, name: Any) -> str:
        """What to call a record: its id, or its file and number."""
        return str(name) if _is_id(name) else f"{self.name}:{number}"

    def cleaned(self, chunk: Chunk) -> Cleaned:
        """The chunk's outcome, packed."""
        self.tally.records += self.summary.seen + self.tally.rejected
        outputs = {name: _block(parts, self.wanted[name]) for name, parts in self.parts.items()}
        return Cleaned(
            chunk.source, chunk.next, chunk.after, chunk.size, chunk.taken, chunk.problem,
            chunk.last, chunk.unread,
            outputs, self.summary, self.tally,
        )  # fmt: skip

    def _record(self, result: CleanResult, number: int, name: Any) -> dict[str, Any]:
        return {
            "id": self.named(number, name),
            "file": self.name,
            "record": number,
            **compact(result),
        }


def attributes(result: CleanResult, name: str) -> dict[str, Any]:
    """A result as Dolma attributes: for each category the spans of the source, with confidence."""
    found: dict[str, list[list[float]]] = {}
    for removal in result.removals:
        spans = found.setdefault(f"cleanscrape__cleanscrape__{removal.category}", [])
        spans.append([removal.start, removal.end, removal.confidence])
    return {"id": name, "attributes": found}


def _is_id(value: Any) -> bool:
    """Whether a value names a record: a text, or a whole number that every reader reads as one."""
    if isinstance(value, int) and not isinstance(value, bool):
        return -(2**63) <= value < 2**64
    return isinstance(value, str)


def _block(parts: list[bytes], how: str) -> bytes:
    if how == ARROW:
        from cleanscrape.corpora.batches import log_rows

        return log_rows(parts)
    if how == EACH:
        return b"".join(pack(part, "gzip") for part in parts)
    return pack(b"".join(parts), how)
