"""How many processes a run is worth, and the work spread over them."""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from cleanscrape.cli.inputs import status
from cleanscrape.errors import CleanscrapeError

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = TypeVar("Item")
Result = TypeVar("Result")

_CHUNK = 8
"""Items that go to a worker at once: fewer would cost more in passing than in work."""
_AHEAD = 4
"""Chunks for each worker that may wait for their turn in the output: what bounds memory."""

_LOOK = 0.5
"""Seconds between two looks of a worker for its parent."""
_WORTH = 4_000_000
"""Bytes from which further processes save more time than it takes to start them."""


def processes(names: Iterable[str]) -> int:
    """One for each core that we may use, if there is enough to do for them; else one."""
    size = sum(found.st_size for name in names if (found := status(name)))
    if size < _WORTH:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(
    items: Iterable[Item],
    call: Callable[[Item], Result],
    jobs: int,
    prepare: Callable[[], None] | None = None,
    at_once: int = _CHUNK,
) -> Generator[Result]:
    """Call `call` with each item, in `jobs` processes; the results in the order of the items.

    A process gets `call` once, and runs `prepare` first; `at_once` items are passed together.
    Raises `CleanscrapeError` if one is killed, as systems do when memory runs out.
    """
    if jobs < 2:
        yield from map(call, items)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    with ExitStack() as stack:
        pool = ProcessPoolExecutor(jobs, initializer=_set_up, initargs=(call, prepare))
        stack.callback(pool.shutdown, cancel_futures=True)
        waiting: deque[Future[list[Result]]] = deque()
        chunks = _chunks(items, at_once)
        try:
            while True:
                for chunk in islice(chunks, jobs * _AHEAD - len(waiting)):
                    waiting.append(pool.submit(_call_chunk, chunk))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise CleanscrapeError(
                "a worker process was killed, perhaps for want of memory; what was written is "
                "whole; try again with --jobs 1"
            ) from error


def _chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


_call: Callable[[Any], Any] | None = None
"""What this worker process was set up with."""


def _set_up(call: Callable[[Any], Any], prepare: Callable[[], None] | None) -> None:
    global _call
    _call = call
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C, and ends us
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    if prepare is not None:
        prepare()


def _end_with(parent: int) -> None:
    """End this process once its parent is gone: killed, it could not tell us to."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)


def _call_chunk(chunk: list[Any]) -> list[Any]:
    assert _call is not None, "the worker was not set up"
    return [_call(item) for item in chunk]
