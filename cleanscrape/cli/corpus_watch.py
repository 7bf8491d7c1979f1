"""How a run over files of many texts goes, for people who wait for it."""

from __future__ import annotations

from collections.abc import Sequence

from cleanscrape.cli.inputs import status
from cleanscrape.cli.main import tell
from cleanscrape.cli.progress import Bar
from cleanscrape.corpora.chunk import Cleaned
from cleanscrape.corpora.journal import State
from cleanscrape.report.terminal import harmless


class CorpusWatch(Bar):
    """A bar over the bytes of all inputs: documents, MB/s, share removed, time left.

    Parameters
    ----------
    names:
        The inputs.
    hide:
        Show no bar, even on a terminal.
    """

    def __init__(self, names: Sequence[str], *, hide: bool = False) -> None:
        self._sizes = [found.st_size if (found := status(name)) else 0 for name in names]
        super().__init__(hide=hide, total=sum(self._sizes), unit="B", unit_scale=True)

    def step(self, done: Cleaned, state: State) -> None:
        """Move the bar to what has been read of all inputs."""
        if self._bar is None:
            return
        summary = state.summary
        share = summary.characters.total() / summary.length if summary.length else 0.0
        text = f"{state.tally.records:,} records, {share:.1%} removed"
        here = self._sizes[done.source] if done.last else done.taken
        self._bar.set_postfix_str(text, refresh=False)
        self._bar.update(sum(self._sizes[: done.source]) + here - self._bar.n)

    def tell(self, message: str) -> None:
        """Say something on standard error."""
        with self.aside():
            tell(harmless(message))

    def stopped(self, state: State, *, resumable: bool) -> None:
        """Say how far it came, and how to go on."""
        if not state.tally.records:
            return
        how = "goes on from the last that was saved" if resumable else "begins anew"
        tell(f"stopped after {state.tally.records:,} records; the same command {how}")
