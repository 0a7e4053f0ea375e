"""Where queries of a snapshot run: in worker processes that are killed at the limit, or here."""

import multiprocessing
import threading
from concurrent.futures import BrokenExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from pathlib import Path
from typing import Any, Protocol

import pebble
from pebble import ProcessExpired, ProcessPool

from councilgraph.config import Settings
from councilgraph.errors import QueryTooLong, StoreError
from councilgraph.store import worker
from councilgraph.store.local import LocalStore

pebble.CONSTS.term_timeout = 0.1  # a killed worker that ignores SIGTERM would else live three seconds more
_PATIENCE = 3  # how many times the limit a query may wait for a free worker


class Runner(Protocol):
    """Runs checked queries."""

    def run(self, sparql: str, media_type: str, union: bool) -> bytes:
        """The serialised result; `union` makes all graphs together the default graph."""
        ...

    def status(self) -> dict[str, Any]:
        """How queries run, and how many do."""
        ...

    def close(self) -> None:
        """End what runs."""
        ...


def run_here(path: Path, settings: Settings) -> Runner:
    """A runner in this process: rows are bounded, time is not."""
    return _Here(path, settings)


def run_in_workers(path: Path, settings: Settings, workers: int) -> Runner:
    """A runner over worker processes, each alone, without network, bounded in time and memory."""
    return _Workers(path, settings, workers)


class _Here:
    def __init__(self, path: Path, settings: Settings) -> None:
        self._store = LocalStore(path)
        self._rows = settings.query_rows

    def run(self, sparql: str, media_type: str, union: bool) -> bytes:
        return self._store.answer(sparql, media_type, union, self._rows)

    def status(self) -> dict[str, Any]:
        return {"workers": 0}

    def close(self) -> None:
        del self._store


class _Workers:
    def __init__(self, path: Path, settings: Settings, workers: int) -> None:
        self._settings = settings
        self._workers = workers
        self._places = threading.BoundedSemaphore(workers + settings.queue)
        # A fork of a process with threads may hang: workers are forked from a clean one.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([worker.__name__])
        self._pool = ProcessPool(
            workers, context=context, initializer=worker.start, initargs=(path, settings.query_megabytes)
        )
        try:
            self._alone = not self._pool.schedule(worker.has_network).result()
        except BrokenExecutor:
            raise StoreError(f"No worker can open {path}. Build again: councilgraph build") from None

    def run(self, sparql: str, media_type: str, union: bool) -> bytes:
        if not self._places.acquire(blocking=False):
            raise QueryTooLong("Too many queries are waiting; the server is busy. Try again in a moment.")
        try:
            return self._result(sparql, media_type, union)
        finally:
            self._places.release()

    def _result(self, sparql: str, media_type: str, union: bool) -> bytes:
        seconds = self._settings.query_seconds
        future = self._pool.schedule(
            worker.answer, args=(sparql, media_type, union, self._settings.query_rows), timeout=seconds
        )
        try:
            body: bytes = future.result(timeout=seconds * (1 + _PATIENCE))
        except FutureTimeoutError:
            future.cancel()  # type: ignore[no-untyped-call]
            raise QueryTooLong(
                f"The query was stopped after {seconds:g} seconds. Ask for less: a narrower condition, or a LIMIT."
            ) from None
        except ProcessExpired:
            raise QueryTooLong(
                f"The query was stopped: it needs more than the {self._settings.query_megabytes} MB of memory that "
                "it may have, or is nested too deeply. Ask for less: a narrower condition, or a LIMIT."
            ) from None
        return body

    def status(self) -> dict[str, Any]:
        settings = self._settings
        return {
            "workers": self._workers,
            "alone": self._alone,
            "seconds": settings.query_seconds,
            "rows": settings.query_rows,
            "megabytes": settings.query_megabytes,
            "characters": settings.query_characters,
        }

    def close(self) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
