"""How far a run came: a small file, replaced as a whole, that a run started again goes on from."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from cleanscrape.corpora.chunk import Place
from cleanscrape.corpora.sinks import writing
from cleanscrape.corpora.tally import Tally
from cleanscrape.report.summary import Summary

_VERSION = 2


@dataclass(slots=True)
class State:
    """How far a run came.

    Attributes
    ----------
    source:
        The place of the input that is being read.
    after:
        Where to go on in it; None: at its beginning.
    first:
        The number of the record there.
    ended:
        Whether all of it was read, and its output only has to take its place.
    outputs:
        The states of the sinks, by name.
    kept, lost:
        Records of this input that were cleaned or passed on, and that were rejected.
    finishing:
        Whether the whole run only has to put its outputs in their places.
    failed:
        Inputs that are broken, each with what was told.
    """

    source: int = 0
    after: Place = None
    first: int = 1
    ended: bool = False
    kept: int = 0
    lost: int = 0
    finishing: bool = False
    outputs: dict[str, Any] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    summary: Summary = field(default_factory=Summary)
    tally: Tally = field(default_factory=Tally)


class Journal:
    """The file.

    Parameters
    ----------
    path:
        Where it is.
    run:
        What tells this run from another: inputs, options, version. A journal of another run is
        not gone on from.

    Attributes
    ----------
    written:
        Whether it holds a state to go on from.
    """

    def __init__(self, path: Path, run: str) -> None:
        self.path = path
        self.written = False
        self._run = run

    def read(self) -> tuple[State | None, bool]:
        """The state to go on from, if there is one; whether there is one of another run."""
        try:
            found = json.loads(self.path.read_bytes())
            if found["version"] != _VERSION or found["run"] != self._run:
                return None, True
            state = _state(found["state"])
            self.written = True
            return state, False
        except (FileNotFoundError, NotADirectoryError):
            return None, False
        except (OSError, ValueError, KeyError, TypeError):
            return None, True

    def write(self, state: State) -> None:
        """Replace it. Raises `CleanscrapeError` if the disk says no."""
        told = {"version": _VERSION, "run": self._run, "state": _plain(state)}
        draft = self.path.with_name(self.path.name + ".new")
        with writing(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with draft.open("wb") as file:
                file.write(json.dumps(told).encode("ascii"))
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self.path)
        self.written = True

    def drop(self) -> None:
        """Forget it: the run is done, or starts over."""
        with writing(self.path):
            self.path.unlink(missing_ok=True)
            self.path.with_name(self.path.name + ".new").unlink(missing_ok=True)


def _plain(value: Any) -> dict[str, Any]:
    """A dataclass as a dictionary; `asdict` cannot copy a Counter."""
    found = {each.name: getattr(value, each.name) for each in fields(value)}
    return {k: _plain(v) if isinstance(v, Summary | Tally) else v for k, v in found.items()}


def _state(told: dict[str, Any]) -> State:
    counted: dict[str, Any] = told.pop("summary")
    counters: dict[str, Any] = {k: Counter(v) for k, v in counted.items() if isinstance(v, dict)}
    summary = Summary(**{**counted, **counters})
    return State(summary=summary, tally=Tally(**told.pop("tally")), **told)
