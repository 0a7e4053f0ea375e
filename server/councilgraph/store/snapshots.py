"""Published snapshots: written apart, checked in with one rename, read by whoever holds them.

root/current            the id of the published snapshot
root/snapshots/<id>/    graph/ (the store), index.sqlite (names and texts), texts/, manifest.json
root/writing/           the store that snapshots are taken from; writing.json says what is in it
"""

import datetime as dt
import fcntl
import hashlib
import json
import logging
import os
import platform
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyoxigraph as ox
import rdflib

from councilgraph import __version__
from councilgraph.errors import NoSnapshot, StoreError
from councilgraph.namespaces import CG, RDF, RDFS
from councilgraph.store import index, local

log = logging.getLogger(__name__)

_KEEP = 3


@dataclass(frozen=True)
class Snapshot:
    """A published graph on disk; `manifest` is what manifest.json says of it."""

    id: str
    path: Path
    manifest: Mapping[str, Any]

    @property
    def graph(self) -> Path:
        """The folder of the triple store."""
        return self.path / "graph"

    @property
    def index(self) -> Path:
        """The file of names and texts."""
        return self.path / "index.sqlite"

    def text(self, sha256: str) -> str | None:
        """A document's whole text by its hash; None where it was not published with the graph."""
        path = self.path / "texts" / f"{sha256}.txt"
        return path.read_bytes().decode("utf-8") if sha256.isalnum() and path.is_file() else None

    @contextmanager
    def held(self) -> Iterator["Snapshot"]:
        """Keep it from being cleaned away, for as long as the block or the process lasts."""
        with (self.path / "manifest.json").open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH)
            yield self


def publish(
    root: Path,
    graphs: Mapping[str, rdflib.Graph],
    facts_about: Mapping[str, object],
    texts: Mapping[str, str] | None = None,
) -> Snapshot:
    """Publish graphs by IRI as a new snapshot; readers see the old one or the new one.

    `facts_about` goes into the manifest (its "base" is that of the IRIs); `texts` are documents' texts by
    SHA-256, for the full-text search and the documents' pages. Graphs that have not changed since the last
    time are not written again.
    """
    root.mkdir(parents=True, exist_ok=True)
    with alone(root):
        digests = {name: _digest(graph) for name, graph in graphs.items()}
        store = _write(root, graphs, digests)
        identifier = _identifier(root, digests)
        draft = root / "snapshots" / f"{identifier}.part"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        store.backup(str(draft / "graph"))
        (root / "writing.json").write_text(json.dumps(digests), encoding="utf-8")
        del store
        base = str(facts_about.get("base", ""))
        index.build(draft / "index.sqlite", local.LocalStore(draft / "graph").select, base, texts or {})
        _write_texts(draft / "texts", texts or {})
        _write_manifest(draft, identifier, graphs, facts_about)
        draft.rename(draft.with_suffix(""))
        point(root, identifier)
    clean(root)
    return current(root)


def current(root: Path) -> Snapshot:
    """The published snapshot; raises NoSnapshot where there is none."""
    try:
        identifier = (root / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise NoSnapshot(f"Nothing is published in {root}. Run: councilgraph build --store {root}") from None
    return opened(root, identifier)


def opened(root: Path, identifier: str) -> Snapshot:
    """A snapshot by its id; raises NoSnapshot where it is not, or no longer, there."""
    path = root / "snapshots" / identifier
    try:
        manifest = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise NoSnapshot(
            f"Snapshot {identifier!r} is not in {root}. Build again: councilgraph build --store {root}"
        ) from None
    return Snapshot(identifier, path, manifest)


def everything(root: Path) -> list[str]:
    """The ids of all snapshots that are there, oldest first."""
    return sorted(path.parent.name for path in (root / "snapshots").glob("*Z-*/manifest.json") if _whole(path))


def rollback(root: Path, identifier: str | None = None) -> Snapshot:
    """Publish an earlier snapshot again: the one named, else the one before the current."""
    now = current(root).id
    earlier = [name for name in everything(root) if name < now]
    if identifier is None and not earlier:
        raise NoSnapshot(f"There is no snapshot before {now} in {root}; build from earlier documents instead.")
    found = opened(root, identifier or earlier[-1])
    point(root, found.id)
    return found


def point(root: Path, identifier: str) -> None:
    """Make a snapshot the current one, in one rename."""
    draft = root / f"current.{os.getpid()}"
    with draft.open("w", encoding="utf-8") as file:
        file.write(identifier + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(root / "current")


def clean(root: Path, keep: int = _KEEP) -> list[str]:
    """Remove old snapshots and return their ids: not the newest few, not the current, not those in use."""
    spared = {current(root).id, *everything(root)[-keep:]}
    return [name for name in everything(root) if name not in spared and _remove(root / "snapshots" / name)]


def graphs(snapshot: Snapshot) -> dict[str, rdflib.Graph]:
    """The graphs of a snapshot by IRI, in memory."""
    return local.LocalStore(snapshot.graph).graphs()


def _whole(manifest: Path) -> bool:
    return not manifest.parent.name.endswith((".part", ".gone"))


def _remove(path: Path) -> bool:
    with (path / "manifest.json").open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        doomed = path.with_suffix(".gone")
        path.rename(doomed)
    shutil.rmtree(doomed)
    return True


@contextmanager
def alone(root: Path) -> Iterator[IO[str]]:
    with (root / "lock").open("w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreError(f"Another build is publishing in {root}. Wait for it, or use another --store.") from None
        yield file


def _digest(graph: rdflib.Graph) -> str:
    lines = sorted(" ".join(term.n3() for term in triple) for triple in graph)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _write(root: Path, graphs: Mapping[str, rdflib.Graph], digests: Mapping[str, str]) -> ox.Store:
    """Bring the writing store up to date; without its list of contents it is begun anew."""
    contents, folder = root / "writing.json", root / "writing"
    written = json.loads(contents.read_text(encoding="utf-8")) if contents.is_file() else None
    contents.unlink(missing_ok=True)
    if written is None:
        shutil.rmtree(folder, ignore_errors=True)
    store, old = ox.Store(str(folder)), written or {}
    for name in [name for name in old if digests.get(name) != old[name]]:
        store.remove_graph(ox.NamedNode(name))
    for name in [name for name in graphs if digests[name] != old.get(name)]:
        data = graphs[name].serialize(format="nt", encoding="utf-8")
        store.bulk_load(input=data, format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(name))
    store.flush()
    return store


def _identifier(root: Path, digests: Mapping[str, str]) -> str:
    content = hashlib.sha256(json.dumps(sorted(digests.items())).encode()).hexdigest()
    stem = f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S%f}"[:18] + f"Z-{content[:8]}"
    taken = set(everything(root))
    return next(name for name in (stem, *(f"{stem}-{n}" for n in range(2, 100))) if name not in taken)


def _write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    folder.mkdir()
    for sha256, text in texts.items():
        (folder / f"{sha256}.txt").write_bytes(text.encode("utf-8"))


def _write_manifest(
    folder: Path, identifier: str, graphs: Mapping[str, rdflib.Graph], facts_about: Mapping[str, object]
) -> None:
    manifest = {
        "id": identifier,
        "created": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "versions": {
            "councilgraph": __version__,
            "pyoxigraph": ox.__version__,
            "rdflib": rdflib.__version__,
            "python": platform.python_version(),
        },
        "triples": sum(len(graph) for graph in graphs.values()),
        "graphs": {name: len(graphs[name]) for name in sorted(graphs)},
        "documents": [one for graph in graphs.values() for one in _documents(graph)],
        **facts_about,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")


def _documents(graph: rdflib.Graph) -> Iterator[dict[str, str]]:
    for document in graph.subjects(RDF.type, CG.Document):
        yield {
            "iri": str(document),
            "title": str(graph.value(document, RDFS.label) or ""),
            "sha256": str(graph.value(document, CG.sha256) or ""),
        }
