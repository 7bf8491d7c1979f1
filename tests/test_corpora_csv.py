"""`cleanscrape clean` on CSV: the text is cleaned, every other field stays as it was written."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import cleanscrape
from tests.corpora import packed, records, whole_and_torn
from tests.support import Run


def table(count: int, **how: object) -> bytes:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, ["id", "text", "n"], lineterminator="\r\n", **how)  # type: ignore[arg-type]
    writer.writeheader()
    writer.writerows(records(count))
    return buffer.getvalue().encode()


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("how", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_rows_are_as_clean_gives_them(how: int, run: Run) -> None:
    data = b"\xef\xbb\xbf" + table(60, quoting=how)
    Path("in.csv").write_bytes(data)
    assert run("clean", "in.csv", "-o", "out.csv")[0] == 0
    out = Path("out.csv").read_bytes()
    wanted = [{**row, "text": cleanscrape.clean(row["text"]).text} for row in read(data)]
    assert read(out) == wanted
    assert out.startswith(b"\xef\xbb\xbf")


def test_other_fields_keep_their_bytes(run: Run) -> None:
    body = "It rained all day in the valley.\nThe river rose in the evening."
    head = 'n;text;"o ""x"""\n'
    Path("in.csv").write_text(f'{head}1.10;"{body}\nAdvertisement";"quoted"\n\n2;a"b;3\n')
    assert run("clean", "in.csv", "-o", "out.csv")[0] == 0
    assert Path("out.csv").read_text() == f'{head}1.10;"{body}";"quoted"\n\n2;a"b;3\n'


def test_beside_the_text_with_the_log(run: Run) -> None:
    Path("in.tsv").write_text('id\ttext\n1\t"It rained.\nAdvertisement"\n')
    run("clean", "in.tsv", "-o", "out.tsv", "--into", "clean", "--log-field", "log")
    with Path("out.tsv").open(newline="") as file:
        (row,) = csv.DictReader(file, delimiter="\t")
    assert row["clean"] == "It rained."
    result = cleanscrape.CleanResult.from_dict({**json.loads(row["log"]), "text": row["clean"]})
    assert result.restore() == row["text"]


def test_bad_records_are_put_aside(run: Run) -> None:
    Path("in.csv").write_bytes(
        b'id,text\na,x\nb\nc,x,y\nd,caf\xe9\ne,"x"y\nf,good\ng,"never closed\nh,x\n'
    )
    assert run("clean", "in.csv", "-o", "out.csv")[0] == 3
    assert Path("out.csv").read_bytes() == b"id,text\na,x\nf,good\n"
    told = list(map(json.loads, Path("out.csv.rejects.jsonl").read_bytes().splitlines()))
    assert [row["record"] for row in told] == [2, 3, 4, 5, 7]
    assert "has 1 field, the header 2" in told[0]["reason"]
    assert "not UTF-8" in told[2]["reason"]
    assert told[4]["data"] == 'g,"never closed\nh,x\n'


@pytest.mark.parametrize("chunk", [200, 100_000])
def test_a_record_that_is_too_large_is_put_aside_where_its_quotes_close(
    chunk: int, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cleanscrape.corpora.csvs.CHUNK", chunk)
    large = '"He said ""no"".\n' + "It rained, and rained.\n" * 200 + '"'
    rows = [f"{n},{large if n in (3, 7) else f'text {n}'}\n" for n in range(1, 10)]
    Path("in.csv").write_text("id,text\n" + "".join(rows))
    code, _, err = run("clean", "in.csv", "-o", "out.csv", "--max-doc", "1K")
    assert (code, "in.csv: record 3: has" in err) == (3, True)
    kept = "".join(row for row in rows if large not in row)
    assert Path("out.csv").read_text() == "id,text\n" + kept
    told = list(map(json.loads, Path("out.csv.rejects.jsonl").read_bytes().splitlines()))
    assert [row["record"] for row in told] == [3, 7]
    assert "more than --max-doc allows (1,000)" in told[0]["reason"]
    Path("in.csv").write_text('id,text\n1,x\n2,"' + "y\n" * 2000)
    code, _, err = run("clean", "in.csv", "-o", "out.csv", "--max-doc", "1K")
    assert (code, "record 2 has more than 1,000 bytes, and nothing closes" in err) == (1, True)
    assert Path("out.csv").read_text() == "id,text\n1,x\n"


def test_wrong_columns_and_empty_files_are_told(run: Run) -> None:
    Path("in.csv").write_text("id,body\n1,x\n")
    Path("empty.csv").write_text("")
    for arguments, told in (
        (("in.csv",), "in.csv: no column 'text' (or several); it has id, body"),
        (("in.csv", "--text-field", "body", "--into", "id"), "has a column 'id' already"),
        (("empty.csv",), "empty.csv: is empty; it needs a header"),
        (("nowhere.csv",), "nowhere.csv: no such file"),
    ):
        code, _, err = run("clean", *arguments, "-o", "out.csv")
        assert (code, told in err) == (1, True), err
        assert not Path("out.csv").exists()


@pytest.mark.parametrize("name", ["x.csv", "x.csv.gz"])
def test_killed_at_any_moment_it_resumes_to_the_same_bytes(name: str, tmp_path: Path) -> None:
    arguments = ["clean", name, "-o", "out/", "-j", "2"]
    whole, torn = whole_and_torn(
        arguments, tmp_path, lambda folder: packed(table(1200), folder / name),
        kills=2, within=0.5, seed=3,
    )  # fmt: skip
    assert (whole / "out" / name).read_bytes() == (torn / "out" / name).read_bytes()
