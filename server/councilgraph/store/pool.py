"""Worker processes that are killed at the limit, each asked over a pipe of its own."""

import logging
import pickle
import queue
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from typing import Any

from councilgraph import forking
from councilgraph.errors import QueryTooLong, ServerBusy, StoreError
from councilgraph.store import worker
from councilgraph.store.wire import Wire

log = logging.getLogger(__name__)

_PATIENCE = 3  # how many times the limit a query may wait for a free worker, or for a client that reads slowly
_START = 60.0  # seconds in which a worker must have begun
_PAUSE = 1.0  # seconds until another is begun in the place of one that could not begin


@dataclass(frozen=True)
class Limits:
    """What a pool may do: how many workers, how many that wait, how long a piece of work may take."""

    workers: int
    queue: int
    seconds: float
    megabytes: int


class Pool:
    """Workers that begin alike and then do one piece of work each at a time; safe from many threads."""

    def __init__(
        self, begin: Callable[..., object], values: tuple[object, ...], limits: Limits, modules: Sequence[str] = ()
    ) -> None:
        self._limits = limits
        self._places = threading.BoundedSemaphore(limits.workers + limits.queue)
        self._free: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._lock = threading.Lock()
        self._alive: set[_Worker] = set()
        self._closed = False
        self._killed = 0
        self._begin = begin, values
        self._context = forking.context([worker.__name__, begin.__module__, *modules])
        begun = [self._start() for _ in range(limits.workers)]
        try:
            self.told = next(one.result(2 * _START) for one in begun)
        except BaseException:
            self.close()
            raise

    def run(self, work: Callable[..., object], *values: object, times: int = 1) -> Iterable[bytes]:
        """What a piece of work writes: a tuple where that is one part, else the parts as they are written.

        The first has been waited for.

        It may take so many `times` the limit of one query.

        Raises ServerBusy at once where all places are taken, QueryTooLong at a limit, and what the work raises;
        an error after the first part is raised where the parts are read.
        """
        if not self._places.acquire(blocking=False):
            raise ServerBusy("Too many queries are waiting; the server is busy. Try again in a moment.")
        try:
            one = self._free.get(timeout=self._limits.seconds * _PATIENCE)
        except queue.Empty:
            one = None
        if one is None:
            self._places.release()
            raise ServerBusy("No worker was free in time; the server is busy. Try again in a moment.")
        one.busy = True
        parts = self._parts(one, pickle.dumps((work, values), pickle.HIGHEST_PROTOCOL), self._limits.seconds * times)
        first, ended = next(parts)
        return (first,) if ended else _with_first(first, parts)

    def _parts(self, one: "_Worker", message: bytes, seconds: float) -> Iterator[tuple[bytes, bool]]:
        """Yields what a worker writes, and whether it has ended; a worker that has not is killed."""
        ended = False
        try:
            with suppress(OSError):  # that the worker is gone shows when its answer is read
                one.wire.send(message)
            left, until = seconds, time.monotonic() + seconds * (1 + _PATIENCE)
            while not ended:
                began = time.monotonic()
                try:
                    kind, body = self._message(one, min(left, until - began))
                except TimeoutError:
                    raise _stopped(seconds) from None
                left -= time.monotonic() - began
                ended = kind != worker.PART
                if ended:
                    self._let_go(one)
                if kind == worker.FAILED:
                    raise pickle.loads(body)
                yield body, ended
        finally:
            if not ended:
                self._kill(one)

    def _message(self, one: "_Worker", seconds: float) -> tuple[bytes, bytes]:
        try:
            message = one.wire.receive(seconds)
        except TimeoutError:
            raise
        except (EOFError, OSError):
            raise self._gone(one) from None
        return message[:1], message[1:]

    def _gone(self, one: "_Worker") -> StoreError:
        one.process.join(1)
        if (one.process.exitcode or 0) > 0:
            return StoreError("A worker failed in the middle of a query; the log of the server says why.")
        return QueryTooLong(
            f"The query was stopped: it needs more than the {self._limits.megabytes} MB of memory that it may have, "
            "or is nested too deeply. Ask for less: a narrower condition, or a LIMIT."
        )

    def _let_go(self, one: "_Worker") -> None:
        one.busy = False
        with self._lock:
            closed = self._closed
        if closed:
            one.end()
        else:
            self._free.put(one)
        self._places.release()

    def _kill(self, one: "_Worker") -> None:
        """End a worker in the middle of its work, and begin another in its place."""
        one.process.kill()
        with self._lock:
            self._alive.discard(one)
            self._killed += 1
            closed = self._closed
        if not closed:
            threading.Thread(target=self._replace, daemon=True).start()
        self._places.release()
        threading.Thread(target=one.end, daemon=True).start()

    def _replace(self) -> None:
        """Begin a worker in the place of one that is gone: again, less and less often, until one has begun."""
        pause = _PAUSE
        while not self._closed:
            begun: Future[object] = Future()
            self._started(begun)
            if begun.exception() is None:
                return
            time.sleep(pause)
            pause = min(2 * pause, _START)

    def _start(self) -> "Future[object]":
        """A worker in the making; it is free as soon as it has begun."""
        begun: Future[object] = Future()
        threading.Thread(target=self._started, args=(begun,), daemon=True).start()
        return begun

    def _started(self, begun: "Future[object]") -> None:
        here, there = socket.socketpair()
        wire = Wire(here)
        process = self._context.Process(target=worker.serve, args=(there, *self._begin), daemon=True)
        try:
            process.start()
            there.close()
            message = wire.receive(_START)
        except (EOFError, OSError):
            message = b""
        one = _Worker(process, wire)
        if message[:1] != worker.READY:
            one.end()
            fault = pickle.loads(message[1:]) if message else StoreError("A worker could not begin.")
            log.error("%s", fault)
            begun.set_exception(fault)
            return
        with self._lock:
            closed = self._closed
            self._alive |= set() if closed else {one}
        if closed:
            one.end()
        else:
            one.busy = False
            self._free.put(one)
        begun.set_result(pickle.loads(message[1:]))

    def status(self) -> dict[str, Any]:
        """How many workers there are, how many work, and how many were killed at a limit."""
        with self._lock:
            alive, killed = list(self._alive), self._killed
        return {
            "workers": self._limits.workers,
            "busy": sum(one.busy for one in alive),
            "killed": killed,
            "queue": self._limits.queue,
            "seconds": self._limits.seconds,
            "megabytes": self._limits.megabytes,
        }

    def close(self) -> None:
        """End the workers, those in the middle of something too."""
        with self._lock:
            self._closed = True
            alive, self._alive = list(self._alive), set()
        for one in alive:
            one.process.kill()
        for one in alive:
            one.end()
        for _ in range(self._limits.workers + self._limits.queue):
            self._free.put(None)


@dataclass(eq=False)
class _Worker:
    """A process and the pipe to it."""

    process: ForkServerProcess
    wire: Wire
    busy: bool = field(default=True)

    def end(self) -> None:
        """Kill the process where it still runs, and close the pipe."""
        if self.process.pid is not None:
            self.process.kill()
            self.process.join()
        self.wire.close()


def _stopped(seconds: float) -> QueryTooLong:
    return QueryTooLong(
        f"The query was stopped after {seconds:g} seconds. Ask for less: a narrower condition, or a LIMIT."
    )


def _with_first(first: bytes, rest: Iterator[tuple[bytes, bool]]) -> Iterator[bytes]:
    try:
        yield first
        for part, _ in rest:
            yield part
    finally:
        close = getattr(rest, "close", None)
        if close is not None:
            close()
