"""Which kind a file is, by its name, and what comes out of it."""

from __future__ import annotations

from pathlib import Path

from cleanscrape.errors import OptionError
from cleanscrape.sources.packing import PACKINGS

TYPE_CHECKING = False  # every start of the command asks for the names of formats, and no more
if TYPE_CHECKING:
    from cleanscrape.corpora.chunk import Format

SUFFIXES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".csv": "csv",
    ".tsv": "csv",
    ".wet": "wet",
    ".warc": "warc",
}
FORMATS = ("text", "jsonl", "parquet", "csv", "wet", "warc")
"""What `--format` may say; `text` stands for files of one text each."""


def kind_of(name: str) -> str | None:
    """The format that a name tells; None for that of no corpus.

    >>> kind_of("news.jsonl.gz"), kind_of("CC-MAIN-1.warc.wet.gz"), kind_of("news.txt")
    ('jsonl', 'wet', None)
    """
    path = Path(name.lower())
    if path.suffix in PACKINGS:
        path = path.with_suffix("")
    return SUFFIXES.get(path.suffix)


def named(inner: Path, kind: str) -> Path:
    """What an input's output is called below a folder: as the input; of WARC comes WET.

    >>> named(Path("a/CC-1.warc.gz"), "warc").name, named(Path("a/b.jsonl"), "jsonl").name
    ('CC-1.warc.wet.gz', 'b.jsonl')
    """
    if kind != "warc" or kind_of(inner.name) != "warc":
        return inner
    packed = inner.suffix if inner.suffix.lower() in PACKINGS else ""
    return inner.with_name(inner.name.removesuffix(packed) + ".wet" + packed)


def attributes(inner: Path) -> Path:
    """What an input's Dolma attributes are called: as the input, and JSON lines.

    >>> attributes(Path("a.jsonl.gz")).name, attributes(Path("a.parquet")).name
    ('a.jsonl.gz', 'a.parquet.jsonl.gz')
    """
    if kind_of(inner.name) == "jsonl":
        return inner
    return inner.with_name(inner.name.removesuffix(".gz") + ".jsonl.gz")


def becomes(kind: str, output: Path | None) -> str:
    """The format that an input of a kind becomes: its own; of web archives WET, or JSON lines.

    Raises `OptionError` for an output whose name tells another one.

    >>> becomes("warc", Path("out.jsonl.gz")), becomes("warc", Path("out.warc.gz"))
    ('jsonl', 'wet')
    """
    into = kind_of(output.name) if output else None
    allowed = ("wet", "warc", "jsonl") if kind in ("wet", "warc") else (kind,)
    if into not in (None, *allowed):
        raise OptionError(
            f"{output}: of {kind} comes {', '.join(allowed[:-1])}{' or ' * (len(allowed) > 1)}"
            f"{allowed[-1]}; "
            "give a name that ends so"
        )
    into = into or kind
    return "wet" if into == "warc" else into


def make(kind: str, name: str, into: str, most: int) -> Format:
    """The format of an input that becomes another one, or stays what it is."""
    if kind == "jsonl":
        from cleanscrape.corpora.jsonl import JsonLines

        return JsonLines(name, most)
    if kind == "parquet":
        from cleanscrape.corpora.parquet import Parquet

        return Parquet(name, most)
    if kind == "csv":
        from cleanscrape.corpora.csvs import Csv

        return Csv(name, most)
    from cleanscrape.corpora.warc import WebArchive

    return WebArchive(name, into, most)
