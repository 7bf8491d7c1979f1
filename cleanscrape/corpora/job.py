"""A run: inputs in their order, chunks spread over processes, outputs appended, progress saved."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Protocol

from cleanscrape.api import Cleaner
from cleanscrape.corpora.chunk import Chunk, Cleaned, Fields, Format, Wanted
from cleanscrape.corpora.desk import Desk
from cleanscrape.corpora.journal import Journal, State
from cleanscrape.corpora.sinks import Sink
from cleanscrape.errors import InputError
from cleanscrape.sources.lines import STDIN


class Spread(Protocol):
    """Calls a function with each item, in processes, and gives the results in order."""

    def __call__(
        self, items: Iterator[Chunk], call: Callable[[Chunk], Cleaned], /
    ) -> Generator[Cleaned]: ...


@dataclass(frozen=True)
class Worker:
    """What a process needs to clean any chunk of the run; called with one."""

    formats: Sequence[Format]
    cleaners: Sequence[Cleaner]
    places: Sequence[int]
    """For each input, the place of its cleaner."""
    fields: Fields
    wanted: Sequence[Wanted]
    """For each input, the outputs."""
    most: int

    def __call__(self, chunk: Chunk) -> Cleaned:
        """Clean a chunk."""
        source = self.formats[chunk.source]
        cleaner = self.cleaners[self.places[chunk.source]]
        wanted = self.wanted[chunk.source]
        name = "standard input" if source.name == STDIN else source.name
        desk = Desk(name, cleaner, self.fields, wanted, self.most)
        if chunk.unread:
            return desk.cleaned(chunk)
        try:
            source.work(chunk, desk)
            return desk.cleaned(chunk)
        except InputError as error:  # the columns are not what was named: so in all that follows
            given_up = chunk._replace(unread=True, problem=str(error))
            return Desk(name, cleaner, self.fields, wanted, self.most).cleaned(given_up)


class Watch(Protocol):
    """Hears how a run goes."""

    def step(self, done: Cleaned, state: State) -> None:
        """A chunk was written."""

    def tell(self, message: str) -> None:
        """Something has to be told at once."""


@dataclass
class Run:
    """All inputs of a run and where their records go.

    Parameters
    ----------
    worker:
        What cleans.
    outputs:
        For each input the sinks that are its own, by name.
    shared:
        The sinks of the whole run, by name.
    journal:
        Where progress is saved; None if nothing could be gone on from.
    every:
        Bytes of input between two savings. Where they are depends on the input alone.
    """

    worker: Worker
    outputs: Sequence[Mapping[str, Sink]]
    shared: Mapping[str, Sink]
    journal: Journal | None
    every: int
    state: State = field(default_factory=State)
    _watch: Watch | None = None
    _since: int = 0
    _open: Mapping[str, Sink] = field(default_factory=dict)

    def run(self, spread: Spread, watch: Watch) -> State:
        """Do all that is left to do, in processes, while somebody watches; what became of it.

        An input that cannot be read at all, or of which no record can be cleaned, is told, and the
        others are done; what an older run made of it stays. Raises
        `CleanscrapeError` if an output cannot be written, `InputError` if an input cannot be read
        further; what was done is saved, and a run with the same inputs goes on from there.
        """
        self._watch = watch
        if self.journal:
            found, other = self.journal.read()
            self.state = found or self.state
            if other:
                watch.tell(f"{self.journal.path}: is of another run; starting over")
        if not self.state.finishing:
            self._clean(spread)
        for sink in self.shared.values():
            sink.finish()
        if self.journal:
            self.journal.drop()
        return self.state

    def _clean(self, spread: Spread) -> None:
        with ExitStack() as stack:
            stack.callback(self._close)
            for name, sink in self.shared.items():
                sink.open(self.state.outputs.get(name))
            if self.state.ended:
                self._next()
            else:
                self._enter(self.state.outputs)
            if self.state.source < len(self.outputs):
                results = spread(self._chunks(), self.worker)
                stack.callback(results.close)
                for done in results:
                    self._take(done)
            self.state.finishing = True
            self._save()

    def _chunks(self) -> Iterator[Chunk]:
        after, first = self.state.after, self.state.first
        for place in range(self.state.source, len(self.outputs)):
            begun = after is not None
            try:
                for chunk in self.worker.formats[place].chunks(place, after, first):
                    begun = True
                    yield chunk
                    if self.state.source > place:  # it was given up
                        break
            except InputError as error:
                if begun:
                    raise
                told = str(error)
                yield Chunk(place, 1, 1, None, None, 0, 0, told, last=True, unread=True)
            after, first = None, 1

    def _take(self, done: Cleaned) -> None:
        if done.source < self.state.source:  # of an input that was given up meanwhile
            return
        if done.unread:
            self._give_up(str(done.problem))
            return
        for name, data in done.outputs.items():
            (self._open.get(name) or self.shared[name]).write(data)
        state = self.state
        state.summary.merge(done.summary)
        state.kept += done.summary.seen + sum(done.tally.passed.values())
        state.lost += done.tally.rejected
        for told in state.tally.merge(done.tally):
            self._tell(told)
        state.after, state.first = done.after, done.next
        if done.problem:
            name = self.worker.formats[done.source].name
            self._fail(f"{name}: {done.problem}")
        self._since += done.size
        if done.last:
            state.ended = True
            self._save()
            self._next()
        elif self._since >= self.every:
            self._save()
        if self._watch:
            self._watch.step(done, state)

    def _give_up(self, problem: str) -> None:
        """Tell what is wrong with an input as a whole; what an older run made of it stays."""
        self._fail(problem)
        for sink in self.outputs[self.state.source].values():
            sink.drop()
        self._turn()

    def _fail(self, problem: str) -> None:
        self.state.failed.append(problem)
        self._tell(problem)

    def _tell(self, message: str) -> None:
        if self._watch:
            self._watch.tell(message)

    def _enter(self, states: Mapping[str, object]) -> None:
        """Open the outputs of the input that is next."""
        if self.state.source >= len(self.outputs):
            return
        self._open = self.outputs[self.state.source]
        for name, sink in self._open.items():
            sink.open(states.get(name))

    def _next(self) -> None:
        """Put the outputs of an input that was read in their places, and turn to the next."""
        if self.state.lost and not self.state.kept:
            name = self.worker.formats[self.state.source].name
            self._give_up(f"{name}: no record could be cleaned, so nothing takes its place")
            return
        for sink in self.outputs[self.state.source].values():
            sink.finish()
        self._turn()

    def _turn(self) -> None:
        state = self.state
        state.source, state.after, state.first, state.ended = state.source + 1, None, 1, False
        state.kept = state.lost = 0
        self._open = {}
        self._enter({})

    def _save(self) -> None:
        self._since = 0
        sinks = {**self.shared, **self._open}
        self.state.outputs = {name: sink.save() for name, sink in sinks.items()}
        if self.journal:
            self.journal.write(self.state)

    def _close(self) -> None:
        for sink in (*self._open.values(), *self.shared.values()):
            sink.close()
