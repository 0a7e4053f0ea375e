"""A graph on its way to be published: some of it is written while the rest is still concluded."""

import io
import json
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pyoxigraph as ox
import rdflib

from councilgraph import packed
from councilgraph.store import evidence, publishing
from councilgraph.store.flow import Flow
from councilgraph.store.snapshots import Contents, Snapshot, alone, clean, current, documents_of

Graphs = Mapping[str, rdflib.Graph]  # by IRI
Digests = Mapping[str, str]  # of graphs by IRI, as `ntriples.digest` gives them
Texts = list[packed.Text]
Over = Callable[[Callable[[Texts], list[str]], Iterable[Texts]], Iterator[list[str]]]
_NOTHING: Mapping[str, str] = {}
_READ = 1 << 20  # bytes that are read at a time


@dataclass
class Draft:
    """What is to be published in a store, which no other build writes to from the first graph on."""

    root: Path
    _until: ExitStack
    _digests: dict[str, str] = field(default_factory=dict)  # of what is written or being written
    _writing: Future[None] | None = None
    _proving: Iterator[list[str]] | None = None

    def begin(self, graphs: Graphs, known: Digests, over: Over) -> None:
        """Write some graphs beside what is done meanwhile: by a thread, and what is evidence by another process.

        `over` maps a function over what it is given, at once and on this machine; `known` are the digests of some
        graphs. None of them changes any more. Raises StoreError where another build is at work in the store.
        """
        self._until.enter_context(alone(self.root))
        thread = self._until.enter_context(ThreadPoolExecutor(1))
        self._digests |= digests_of(graphs, known)
        # Loading is done by threads of the store, which leave the interpreter to others.
        self._writing = thread.submit(_write, self.root, dict(graphs), self._digests, None)
        self._proving = over(partial(_prove, self._evidence), [[packed.packed(one) for one in graphs.values()]])

    def publish(
        self, graphs: Graphs, facts_about: Mapping[str, object], texts: Mapping[str, str], known: Digests
    ) -> Snapshot:
        """As `publish`, of all graphs, among them those that are written already."""
        left: list[str] | None = None
        if self._writing is None or self._proving is None:
            self._until.enter_context(alone(self.root))
        else:
            self._writing.result()
            left = next(self._proving)
        rest = {name: one for name, one in graphs.items() if name not in self._digests}
        digests = self._digests | digests_of(rest, known)
        _write(self.root, rest, digests, graphs.keys())
        contents = Contents(
            {name: len(graphs[name]) for name in sorted(graphs)},
            [one for graph in graphs.values() for one in documents_of(graph)],
        )

        def write_evidence(draft: Path, describe: evidence.Describe) -> None:
            with evidence.writing(self._evidence, left) as writer:
                for graph in rest.values():
                    writer.take(evidence.of_lines(packed.text(graph).decode()))
                writer.finish(describe)
            self._evidence.rename(draft)

        publishing.check_in_whole(self.root, publishing.content(digests), contents, facts_about, texts, write_evidence)
        clean(self.root)
        return current(self.root)

    @property
    def _evidence(self) -> Path:
        return self.root / "evidence.part"


@contextmanager
def drafting(root: Path) -> Iterator[Draft]:
    """A draft for a store; what is written and not published is of use to the next one."""
    root.mkdir(parents=True, exist_ok=True)
    with ExitStack() as until:
        yield Draft(root, until)


def publish(
    root: Path,
    graphs: Graphs,
    facts_about: Mapping[str, object],
    texts: Mapping[str, str] = _NOTHING,
    known: Digests = _NOTHING,
) -> Snapshot:
    """Publish graphs by IRI as a new snapshot; readers see the old one or the new one.

    `facts_about` goes into the manifest (its "base" is that of the IRIs); `texts` are documents' texts by
    SHA-256, for the full-text search and the documents' pages. Graphs that have not changed since the last
    time are not written again; `known` are the digests (`ntriples.digest`) of some graphs.
    """
    with drafting(root) as draft:
        return draft.publish(graphs, facts_about, texts, known)


def digests_of(graphs: Graphs, known: Digests) -> dict[str, str]:
    """The digests of graphs, made where they are not known."""
    return {name: known.get(name) or packed.digest(one) for name, one in graphs.items()}


def _prove(place: Path, texts: Texts) -> list[str]:
    """Write the evidence of graphs; gives the claims that are not whole in one of them."""
    with evidence.writing(place) as writer:
        for text in texts:
            writer.take(evidence.of_lines(text.whole.decode()))
        return writer.leave()


def _write(root: Path, graphs: Graphs, digests: Digests, names: Collection[str] | None) -> None:
    """Bring graphs in the writing store up to date; `names` are all that stay there, None where others may.

    Without its list of contents the store is begun anew.
    """
    contents, folder = root / "writing.json", root / "writing"
    written = json.loads(contents.read_text(encoding="utf-8")) if contents.is_file() else None
    contents.unlink(missing_ok=True)
    if written is None:
        shutil.rmtree(folder, ignore_errors=True)
    store, old = publishing.writing_store(root), written or {}
    stay = {name: old[name] for name in old if digests.get(name, old[name]) == old[name]}
    stay = {name: one for name, one in stay.items() if names is None or name in names}
    for name in old.keys() - stay.keys():
        store.remove_graph(ox.NamedNode(name))
    quads = (packed.quads(one, name) for name, one in graphs.items() if name not in stay)
    store.bulk_load(io.BufferedReader(Flow(quads), _READ), ox.RdfFormat.N_QUADS, lenient=True)
    store.flush()
    now = stay | {name: digests[name] for name in graphs}
    contents.write_text(json.dumps(now), encoding="utf-8")
