"""Asking the published graph: one protocol, over a snapshot here or over a SPARQL endpoint elsewhere."""

import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Concatenate, Protocol

import rdflib

from councilgraph.config import Settings
from councilgraph.errors import StoreError
from councilgraph.model import Named, Names
from councilgraph.store import snapshots
from councilgraph.store.asking import Reply
from councilgraph.store.proofs import Proofs
from councilgraph.store.remote import RemoteEngine
from councilgraph.store.searching import Hit
from councilgraph.store.table import Table
from councilgraph.store.view import Done, Given, HereView, WorkersView

log = logging.getLogger(__name__)


class Engine(Protocol):
    """What can be asked of a graph, wherever it is. All graphs together are the default graph."""

    @property
    def snapshot_id(self) -> str:
        """Which published state is asked."""
        ...

    @property
    def names(self) -> Names:
        """The names of things."""
        ...

    @property
    def proofs(self) -> Proofs | None:
        """The evidence of claims by what they are about; None where it has to be asked in SPARQL."""
        ...

    def labels(self, iris: Iterable[str]) -> dict[str, str]:
        """The labels of some things by IRI; those that have none are left out."""
        ...

    def select(self, sparql: str) -> Table:
        """The rows of a SELECT; raises QueryMalformed, QueryRefused, QueryTooLong."""
        ...

    def ask(self, sparql: str) -> bool:
        """The answer of an ASK."""
        ...

    def construct(self, sparql: str) -> rdflib.Graph:
        """The graph of a CONSTRUCT or DESCRIBE."""
        ...

    def query(self, sparql: str, accept: str = "") -> Reply:
        """Any query's result as an Accept header or a short name ("csv") asks; raises NotOffered."""
        ...

    def search(
        self,
        text: str,
        kind: str | None = None,
        council: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int = 20,
        offset: int = 0,
    ) -> list[Hit]:
        """Things and passages by their words."""
        ...

    def respelled(self, text: str) -> str:
        """A search with its misspelt words put right; "" where there is nothing to put right."""
        ...

    def councils(self) -> list[str]:
        """The slugs of the councils whose papers are here."""
        ...

    def counts(self, what: str) -> list[tuple[str, str, int]]:
        """How many things each "class" has (class, "", number), or "finding" (verdict, severity, number)."""
        ...

    def graphs(self) -> snapshots.Graphs:
        """How many graphs and triples there are."""
        ...

    def listed(self, kind: str, limit: int, offset: int = 0, newest: bool = False) -> Sequence[Named]:
        """Things of a kind by their label, or those of the latest day first, a page at a time."""
        ...

    def text(self, sha256: str) -> str | None:
        """A document's whole text by its hash, None where it is not kept."""
        ...

    def call(self, work: Callable[Concatenate[Any, Given], Done], *values: Given.args, **named: Given.kwargs) -> Done:
        """What a function says of the graph, an engine being its first value; it runs where the graph is.

        The function is of a module, its values and what it says can be pickled, and it always says the same.
        """
        ...

    def pinned(self) -> "AbstractContextManager[Engine]":
        """An engine that stays with one published state for the length of a block."""
        ...

    def status(self) -> dict[str, Any]:
        """What is published, and how it is asked."""
        ...

    def close(self) -> None:
        """End the workers and close the files."""
        ...


class EmbeddedEngine:
    """The current snapshot of a store, followed as new ones are published; safe from many threads."""

    def __init__(self, settings: Settings, workers: int, modules: tuple[str, ...] = ()) -> None:
        self._settings = settings
        self._current = str(settings.store / "current")
        self._workers = workers
        self._modules = modules
        self._lock = threading.Lock()
        self._moving = threading.Lock()
        self._stamp = self._pointer()
        self._view = self._open()
        self._users: dict[HereView | WorkersView, int] = {self._view: 0}

    @property
    def snapshot_id(self) -> str:
        """The id of the snapshot that is asked now."""
        self._follow()
        return self._view.snapshot_id

    @property
    def names(self) -> Names:
        """The names of the current snapshot's things."""
        self._follow()
        return self._view.names

    @property
    def proofs(self) -> Proofs | None:
        """The evidence of the current snapshot's claims."""
        self._follow()
        return self._view.proofs

    def labels(self, iris: Iterable[str]) -> dict[str, str]:
        """The labels of some things by IRI."""
        with self.pinned() as view:
            return view.labels(iris)

    def select(self, sparql: str) -> Table:
        """The rows of a SELECT."""
        with self.pinned() as view:
            return view.select(sparql)

    def ask(self, sparql: str) -> bool:
        """The answer of an ASK."""
        with self.pinned() as view:
            return view.ask(sparql)

    def construct(self, sparql: str) -> rdflib.Graph:
        """The graph of a CONSTRUCT or DESCRIBE."""
        with self.pinned() as view:
            return view.construct(sparql)

    def query(self, sparql: str, accept: str = "") -> Reply:
        """Any query's result in the format that an Accept header or a short name asks for."""
        with self.pinned() as view:
            return view.query(sparql, accept)

    def search(self, text: str, kind: str | None = None, council: str | None = None, since: str | None = None,
               until: str | None = None, limit: int = 20, offset: int = 0) -> list[Hit]:  # fmt: skip
        """Things and passages by their words."""
        with self.pinned() as view:
            return view.search(text, kind, council, since, until, limit, offset)

    def respelled(self, text: str) -> str:
        """A search with its misspelt words put right."""
        with self.pinned() as view:
            return view.respelled(text)

    def councils(self) -> list[str]:
        """The slugs of the councils whose papers are here."""
        with self.pinned() as view:
            return view.councils()

    def counts(self, what: str) -> list[tuple[str, str, int]]:
        """How many things each class has, or findings by verdict and severity."""
        with self.pinned() as view:
            return view.counts(what)

    def graphs(self) -> snapshots.Graphs:
        """How many graphs and triples there are."""
        with self.pinned() as view:
            return view.graphs()

    def listed(self, kind: str, limit: int, offset: int = 0, newest: bool = False) -> Sequence[Named]:
        """Things of a kind, a page at a time."""
        with self.pinned() as view:
            return view.listed(kind, limit, offset, newest)

    def text(self, sha256: str) -> str | None:
        """A document's whole text by its hash."""
        with self.pinned() as view:
            return view.text(sha256)

    def call(self, work: Callable[Concatenate[Any, Given], Done], *values: Given.args, **named: Given.kwargs) -> Done:
        """What a function says of the current snapshot."""
        with self.pinned() as view:
            return view.call(work, *values, **named)

    @contextmanager
    def pinned(self) -> Iterator[Engine]:
        """The current snapshot, kept for the length of a block even when another is published meanwhile."""
        self._follow()
        with self._lock:
            view = self._view
            self._users[view] += 1
        try:
            yield view
        finally:
            with self._lock:
                self._users[view] -= 1
            self._retire()

    def status(self) -> dict[str, Any]:
        """What is published and how queries run."""
        with self.pinned() as view:
            return view.status()

    def close(self) -> None:
        """End the workers and close the files."""
        with self._lock:
            views, self._users = list(self._users), {}
        for view in views:
            view.close()

    def _pointer(self) -> tuple[int, int]:
        try:
            found = os.stat(self._current)
        except FileNotFoundError:
            return (0, 0)
        return (found.st_ino, found.st_mtime_ns)

    def _open(self) -> HereView | WorkersView:
        snapshot = snapshots.current(self._settings.store)
        if not self._workers:
            return HereView(snapshot, self._settings)
        return WorkersView(snapshot, self._settings, self._workers, self._modules)

    def _follow(self) -> None:
        """Move over when the pointer has changed; whoever asks meanwhile is served from the old snapshot."""
        stamp = self._pointer()
        if stamp == self._stamp or stamp == (0, 0) or not self._moving.acquire(blocking=False):
            return
        try:
            view = self._open()
            with self._lock:
                self._users[view] = 0
                self._view, self._stamp = view, stamp
            log.info("Moved over to snapshot %s.", view.snapshot_id)
        except StoreError as error:
            log.warning("Stayed with snapshot %s: %s", self._view.snapshot_id, error)
        finally:
            self._moving.release()
        self._retire()

    def _retire(self) -> None:
        with self._lock:
            idle = [view for view, users in self._users.items() if not users and view is not self._view]
            for view in idle:
                del self._users[view]
        for view in idle:
            view.close()


def open_engine(settings: Settings, workers: int | None = None, modules: tuple[str, ...] = ()) -> Engine:
    """The engine that the settings name: a snapshot in `settings.store`, or a remote endpoint.

    `workers` 0 asks in this process, without a limit of time: for the command line. `modules` are those whose
    functions will be called, read once for all workers. Raises NoSnapshot where nothing is published,
    EndpointFailed where the endpoint does not answer.
    """
    if settings.endpoint is not None:
        return RemoteEngine(settings)
    return EmbeddedEngine(settings, settings.workers if workers is None else workers, modules)
