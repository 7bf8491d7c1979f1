"""The scripts of docs/scale.md, each on a small input."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from warcio.warcwriter import WARCWriter

import cleanscrape
from cleanscrape.sources.packing import Stream
from cleanscrape.sources.warc import records
from tests.corpora import texts
from tests.support import ROOT, engine, environment, need_java

SCRIPTS = ROOT / "docs" / "scripts"


@pytest.fixture
def wet(tmp_path: Path) -> Path:
    """A folder of two small WET files."""
    (tmp_path / "wet").mkdir()
    for place in range(2):
        with (tmp_path / "wet" / f"{place}.warc.wet.gz").open("wb") as file:
            writer = WARCWriter(file, gzip=True)
            for number, text in enumerate(texts(10)):
                data = text.encode()
                writer.write_record(
                    writer.create_warc_record(
                        f"https://example.com/{place}-{number}", "conversion",
                        payload=io.BytesIO(data), length=len(data),
                        warc_content_type="text/plain",
                    )
                )  # fmt: skip
    return tmp_path / "wet"


WANTED = sorted(2 * [cleanscrape.clean(text, kind="page").text for text in texts(10)])


def call(*command: str, folder: Path) -> None:
    done = subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr


def test_the_script_for_datatrove(wet: Path) -> None:
    engine("datatrove")
    call(sys.executable, str(SCRIPTS / "datatrove_wet.py"), "wet", "out", "2", folder=wet.parent)
    found = []
    for path in (wet.parent / "out").iterdir():
        with gzip.open(path, "rt", encoding="utf-8") as file:
            found += [json.loads(line)["text"] for line in file]
    assert sorted(found) == WANTED


def test_the_script_for_spark(wet: Path) -> None:
    engine("pyspark")
    need_java()
    script = str(SCRIPTS / "spark_wet.py")
    call(sys.executable, script, "wet/*.wet.gz", "out", "2", folder=wet.parent)
    table = pq.read_table(wet.parent / "out")
    assert sorted(table["text"].to_pylist()) == WANTED
    assert table["cleanscrape_error"].null_count == 20


@pytest.mark.skipif(os.name != "posix", reason="no POSIX shell to run it; nothing stands in")
def test_the_script_for_slurm(wet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = wet.parent
    (folder / "files.txt").write_text("".join(f"{path}\n" for path in sorted(wet.iterdir())))
    shim = folder / "cleanscrape"
    shim.write_text(f'#!/bin/sh\nexec {sys.executable} -m cleanscrape "$@"\n')
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    for task in ("0", "1"):
        monkeypatch.setenv("SLURM_ARRAY_TASK_ID", task)
        call("sh", str(SCRIPTS / "slurm_wet.sh"), "files.txt", "out", folder=folder)
    found = []
    for path in sorted((folder / "out").iterdir()):
        stream = Stream(io.BytesIO(path.read_bytes()), "gzip")
        found += [(record.content or b"").decode() for record in records(stream, 10**6)]
    assert sorted(found) == WANTED
