"""Published snapshots: found, pointed to, read by whoever holds them, cleaned away when nobody does.

root/current            the id of the published snapshot
root/snapshots/<id>/    graph/ (the store), index.sqlite (names, texts, evidence), texts/, manifest.json, contents.json
root/writing/           the store that snapshots are taken from; writing.json says what is in it
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import rdflib

from councilgraph.errors import NoSnapshot, StoreError
from councilgraph.namespaces import CG, RDF, RDFS
from councilgraph.store import local

_KEEP = 3
_FIRST = 100  # graphs that are told one by one


@dataclass(frozen=True)
class Contents:
    """How many triples each graph has, and the documents, each with its "iri", "title" and "sha256"."""

    graphs: Mapping[str, int]
    documents: Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Graphs:
    """How many graphs and triples there are, and `first` some graphs with the triples of each, those of papers last."""

    first: Sequence[tuple[str, int]]
    number: int
    triples: int

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> "Graphs":
        """What is told of graphs that have so many triples each."""
        ordered = sorted(counts.items(), key=lambda one: ("/graph/document/" in one[0], one[0]))
        return cls(tuple(ordered[:_FIRST]), len(ordered), sum(counts.values()))


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

    @property
    def contents(self) -> "Contents":
        """What is in it, graph by graph and document by document; read when it is asked for, as it may be long."""
        return Contents(**json.loads((self.path / "contents.json").read_text(encoding="utf-8")))

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
    sync(root)


def clean(root: Path, keep: int = _KEEP) -> list[str]:
    """Remove old snapshots and return their ids: not the newest few, not the current, not those in use."""
    spared = {current(root).id, *everything(root)[-keep:]}
    return [name for name in everything(root) if name not in spared and _remove(root / "snapshots" / name)]


def graphs(snapshot: Snapshot) -> dict[str, rdflib.Graph]:
    """The graphs of a snapshot by IRI, in memory."""
    return local.LocalStore(snapshot.graph).graphs()


def sync(path: Path) -> None:
    """Wait until a file, or the list of a folder's files, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


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
    """Keep other builds out of a store; raises StoreError where one is at work there."""
    with (root / "lock").open("w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreError(f"Another build is publishing in {root}. Wait for it, or use another --store.") from None
        yield file


def documents_of(graph: rdflib.Graph) -> Iterator[dict[str, str]]:
    """The documents that a graph describes, as `Contents` has them."""
    for document in graph.subjects(RDF.type, CG.Document):
        yield {
            "iri": str(document),
            "title": str(graph.value(document, RDFS.label) or ""),
            "sha256": str(graph.value(document, CG.sha256) or ""),
        }
