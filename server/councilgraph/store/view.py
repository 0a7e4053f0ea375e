"""One snapshot, open: asked in this process, or in workers that each have it open themselves."""

import pickle
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack, closing, nullcontext
from functools import cached_property
from typing import Any, Concatenate, ParamSpec, Self, TypeVar, cast

from councilgraph.config import Settings
from councilgraph.model import Names
from councilgraph.store import guard, proofs, snapshots, worker
from councilgraph.store.asking import Asking
from councilgraph.store.bounds import Output
from councilgraph.store.kept import Kept
from councilgraph.store.local import LocalStore
from councilgraph.store.names import Index
from councilgraph.store.pool import Limits, Pool
from councilgraph.store.table import Table

Given = ParamSpec("Given")
Done = TypeVar("Done")

_IN_INDEX = "looked up in the index"
_IN_GRAPH = "asked of the graph, which is slower: the index has none. Build again to make it anew"
_QUERIES = 3  # an answer asks several queries, one after another, and may take so many times the limit of one


class View(Asking):
    """One snapshot with its names and texts; how its queries run is for each kind to say."""

    def __init__(self, snapshot: snapshots.Snapshot, settings: Settings) -> None:
        self.snapshot = snapshot
        self._settings = settings
        with ExitStack() as opened:
            opened.enter_context(snapshot.held())
            self.index = opened.enter_context(closing(Index.open(snapshot.index)))
            self._proofs = proofs.opened(self.index.rows)
            self._open(opened)
            self._opened = opened.pop_all()

    def _open(self, opened: ExitStack) -> None:
        """Open what queries need, to be closed with the rest."""

    @property
    def snapshot_id(self) -> str:
        """The snapshot's id."""
        return self.snapshot.id

    @property
    def names(self) -> Names:
        """The names of the snapshot's things."""
        return self.index

    @property
    def proofs(self) -> proofs.Proofs | None:
        """The evidence of the snapshot's claims; None where its index was made before it held any."""
        return self._proofs

    def labels(self, iris: Iterable[str]) -> dict[str, str]:
        """The labels of some things by IRI: those that the index lacks are asked of the graph."""
        wanted = sorted(set(iris))
        found = self.index.labels(wanted)
        return found | super().labels(missing) if (missing := [iri for iri in wanted if iri not in found]) else found

    @property
    def max_characters(self) -> int:
        """How long a query may be."""
        return self._settings.query_characters

    def graphs(self) -> snapshots.Graphs:
        """How many graphs and triples there are."""
        return self._graphs

    @cached_property
    def _graphs(self) -> snapshots.Graphs:
        # The list of contents has a line for each paper, and is kept no longer than it is read.
        return snapshots.Graphs.of(self.snapshot.contents.graphs)

    def text(self, sha256: str) -> str | None:
        """A document's whole text by its hash."""
        return self.snapshot.text(sha256)

    def pinned(self) -> AbstractContextManager[Self]:
        """Itself."""
        return nullcontext(self)

    def status(self) -> dict[str, Any]:
        """What the manifest says, and how queries run."""
        return {
            "engine": "embedded",
            "snapshot": self.snapshot.id,
            **{key: value for key, value in self.snapshot.manifest.items() if key != "id"},
            "things": self.index.count(),
            "evidence": _IN_INDEX if self._proofs is not None else _IN_GRAPH,
            "queries": {
                **self._running(),
                "rows": self._settings.query_rows,
                "characters": self._settings.query_characters,
            },
        }

    def _running(self) -> dict[str, Any]:
        return {"workers": 0}

    def close(self) -> None:
        """End the workers, close the files and let the snapshot go."""
        self._opened.close()


class HereView(View):
    """A snapshot asked in this process: rows are bounded, time is not."""

    def _open(self, opened: ExitStack) -> None:
        self._store = LocalStore(self.snapshot.graph)

    def parts(self, sparql: str, form: guard.Form, media_type: str) -> Iterable[bytes]:
        """The serialised result of a checked query, in one part."""
        return (self._store.answer(sparql, media_type, not form.graphs, self._settings.query_rows),)

    def write(self, output: Output, sparql: str, media_type: str, union: bool) -> None:
        """Write the result of a checked query as it is serialised."""
        self._store.write(output, sparql, media_type, union, self._settings.query_rows)

    def select(self, sparql: str) -> Table:
        """The rows of a SELECT, without a detour through their serialisation."""
        form = self._form(sparql, "SELECT")
        return self._store.table(sparql, not form.graphs, self._settings.query_rows)

    def call(self, work: Callable[Concatenate[Any, Given], Done], *values: Given.args, **named: Given.kwargs) -> Done:
        """What a function says of this snapshot."""
        return work(self, *values, **named)


class WorkersView(View):
    """A snapshot asked in worker processes, each alone, without network, bounded in time and memory."""

    def __init__(
        self, snapshot: snapshots.Snapshot, settings: Settings, workers: int, modules: tuple[str, ...] = ()
    ) -> None:
        self._kept = Kept(settings.kept_megabytes)
        self._limits = Limits(workers, settings.queue, settings.query_seconds, settings.query_megabytes)
        self._modules = modules
        super().__init__(snapshot, settings)

    def _open(self, opened: ExitStack) -> None:
        pool = Pool(_begin, (self.snapshot, self._settings), self._limits, self._modules)
        self._pool = opened.enter_context(closing(pool))

    def parts(self, sparql: str, form: guard.Form, media_type: str) -> Iterable[bytes]:
        """The serialised result of a checked query; a snapshot does not change, so neither does what it answers."""
        key = (sparql, media_type)
        kept = self._kept.get(key)
        if kept is not None:
            return (kept,)
        return self._kept.filled(key, self._pool.run(_write, sparql, media_type, not form.graphs))

    def call(self, work: Callable[Concatenate[Any, Given], Done], *values: Given.args, **named: Given.kwargs) -> Done:
        """What a function says of this snapshot, in a worker: one way there and back however much it asks."""
        key = (f"{work.__module__}.{work.__qualname__}", repr((values, named)))
        body = self._kept.get(key)
        if body is None:
            body = b"".join(self._kept.filled(key, self._pool.run(_call, work, values, named, times=_QUERIES)))
        return cast(Done, pickle.loads(body))

    def _running(self) -> dict[str, Any]:
        return {**self._pool.status(), "alone": self._pool.told, "kept": self._kept.count()}


_here: list[HereView] = []  # of a worker process


def _begin(snapshot: snapshots.Snapshot, settings: Settings) -> bool:
    """Make this process a worker on one snapshot: first the barriers, then what is opened."""
    alone = worker.confine(settings.query_megabytes)
    _here[:] = [HereView(snapshot, settings)]
    return alone


def _write(output: Output, sparql: str, media_type: str, union: bool) -> None:
    _here[0].write(output, sparql, media_type, union)


def _call(output: Output, work: Callable[..., object], values: tuple[Any, ...], named: dict[str, Any]) -> None:
    output.write(pickle.dumps(work(_here[0], *values, **named), pickle.HIGHEST_PROTOCOL))
