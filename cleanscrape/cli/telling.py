"""What `cleanscrape explain` does: read, clean, tell, one document after the other."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cleanscrape.cli.asked import Asked, asked, check
from cleanscrape.cli.cleaners import Cleaners
from cleanscrape.cli.inputs import STDIN, Source
from cleanscrape.cli.main import DONE, FAILED, tell
from cleanscrape.cli.reading import read, told
from cleanscrape.cli.writing import put, show
from cleanscrape.errors import OptionError
from cleanscrape.report.explain import explain, explained
from cleanscrape.report.findings import Findings
from cleanscrape.report.terminal import harmless, wants_colour


@dataclass
class Telling:
    """What all documents of one run share."""

    args: Namespace
    documents: list[Asked]
    cleaners: Cleaners
    records: list[dict[str, Any]] = field(default_factory=list)
    shown: int = 0
    failed: int = 0

    def run(self) -> int:
        """Tell of every document; the exit code."""
        for document in self.documents:
            source = Source(document.name, Path())
            try:
                text = self._one(source, document)
            except Exception as error:
                self.failed += 1
                tell(harmless(told(source, error)))
                continue
            if text:
                show("\n" * bool(self.shown) + text)
                self.shown += 1
        if self.args.json:
            put(json.dumps(self.records, indent=1).encode("ascii") + b"\n")
        if self.failed and len(self.documents) > 1:
            tell(f"{self.failed:,} of {len(self.documents):,} inputs failed")
        return FAILED if self.failed else DONE

    def _one(self, source: Source, document: Asked) -> str:
        found = read(source, self.args.encoding)
        cleaner = self.cleaners.of(source)
        title, url = self.args.title or found.title, self.args.url or found.url
        result = cleaner.clean(found.file.text, title=title, url=url)
        findings = Findings.of(result, cleaner.for_url(url))
        check(document.name, document.lines, len(findings.numbered))
        if self.args.json:
            record = explained(source.name, findings, document.lines, extracted=source.is_html)
            self.records.append(record)
            return ""
        return explain(
            "standard input" if source.name == STDIN else source.name,
            findings,
            document.lines,
            budget=self.cleaners.config(source).values["budget"],
            extracted=source.is_html,
            colour=wants_colour(sys.stdout),
        )


def start(args: Namespace) -> Telling:
    """Decide what to do. Raises `OptionError` before anything is read."""
    documents = asked(args.inputs)
    if args.title is not None and len(documents) > 1:
        raise OptionError("--title is one document's: explain that one alone")
    cleaners = Cleaners(args)
    for document in documents:
        cleaners.place(Source(document.name, Path()))
    return Telling(args, documents, cleaners)
