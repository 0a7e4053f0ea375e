"""Publishing a graph: a snapshot is written apart and checked in with one rename."""

import datetime as dt
import gc
import hashlib
import io
import json
import os
import platform
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib

from councilgraph import __version__
from councilgraph.errors import NoSnapshot
from councilgraph.namespaces import CG, RDFS
from councilgraph.store import evidence, index, local
from councilgraph.store.flow import Flow
from councilgraph.store.snapshots import (
    Contents,
    Snapshot,
    alone,
    clean,
    current,
    everything,
    point,
    sync,
)

_READ = 1 << 20  # bytes that are read at a time


def publish_quads(
    root: Path, parts: Iterable[tuple[bytes, Mapping[str, str]]], facts_about: Mapping[str, object]
) -> Snapshot:
    """Publish N-Quads that come in parts, each with the texts of its documents by SHA-256: more than memory holds.

    The writing store is begun anew. No triple may stand in two graphs, and what a graph tells of one subject comes in
    one part; nothing is checked here. It is quicker where the claims of a document come in one part with its passages.
    """
    root.mkdir(parents=True, exist_ok=True)
    with alone(root), evidence.writing(root / "evidence.part") as writer:
        (root / "writing.json").unlink(missing_ok=True)
        shutil.rmtree(root / "writing", ignore_errors=True)
        hashed, texts = hashlib.sha256(), dict[str, str]()

        def taken() -> Iterator[bytes]:
            for quads, some in parts:
                hashed.update(quads)
                texts.update(some)
                writer.take(evidence.of_lines(quads.decode()))
                yield quads

        writing = writing_store(root)
        # One load, whatever comes: the files of several are merged again and again while they come.
        writing.bulk_load(io.BufferedReader(Flow(taken()), _READ), ox.RdfFormat.N_QUADS, lenient=True)
        writing.flush()
        writing.optimize()
        contents = _counted(writing)
        del writing

        def write_evidence(draft: Path, describe: evidence.Describe) -> None:
            writer.finish(describe)
            (root / "evidence.part").rename(draft)

        check_in_whole(root, hashed.hexdigest(), contents, facts_about, texts, write_evidence)
    clean(root)
    return current(root)


def writing_store(root: Path) -> ox.Store:
    """The store that is written to, begun where there is none; raises OSError where another process has it.

    One of this process that nobody uses any more may still be held by what errors of a parser refer to: it is let go.
    """
    try:
        return ox.Store(str(root / "writing"))
    except OSError:
        gc.collect()
        return ox.Store(str(root / "writing"))


def check_in_whole(
    root: Path,
    content: str,
    contents: Contents,
    facts_about: Mapping[str, object],
    texts: Mapping[str, str],
    write_evidence: Callable[[Path, evidence.Describe], None],
) -> None:
    """Make a snapshot of the writing store, with an index of all that is in it, which evidence begins."""
    base = str(facts_about.get("base", ""))
    writing = ox.Store.read_only(str(root / "writing"))

    def write_index(draft: Path) -> None:
        write_evidence(draft, evidence.describing(writing))
        index.build(draft, local.LocalStore(draft.parent / "graph").each, base, texts).close()

    def write(draft: Path) -> None:
        write_texts(draft, texts, _texts_before(root))

    check_in(root, writing, content, contents, facts_about, write_index, write)


def check_in(
    root: Path,
    writing: ox.Store,
    content: str,
    contents: Contents,
    facts_about: Mapping[str, object],
    write_index: Callable[[Path], None],
    write: Callable[[Path], None],
) -> None:
    """Make a snapshot of the writing store and point to it; its index and its folder of texts are written by others."""
    identifier = _identifier(root, content)
    draft = root / "snapshots" / f"{identifier}.part"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    writing.backup(str(draft / "graph"))
    write_index(draft / "index.sqlite")
    write(draft / "texts")
    _write_manifest(draft, identifier, contents, facts_about)
    for path in (*(draft / "graph").iterdir(), *draft.glob("*.*"), draft / "graph", draft / "texts", draft):
        sync(path)  # what the pointer names must be there after a power cut
    draft.rename(draft.with_suffix(""))
    sync(draft.parent)
    point(root, identifier)


def content(digests: Mapping[str, str]) -> str:
    """A hash of all graphs, by their digests."""
    return hashlib.sha256(json.dumps(sorted(digests.items())).encode()).hexdigest()


def _identifier(root: Path, content: str) -> str:
    stem = f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S%f}"[:18] + f"Z-{content[:8]}"
    taken = set(everything(root))
    return next(name for name in (stem, *(f"{stem}-{n}" for n in range(2, 100))) if name not in taken)


def _counted(writing: ox.Store) -> Contents:
    """The contents of a store, counted there."""
    counted: Any = writing.query("SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    graphs = {row["g"].value: int(row["n"].value) for row in counted}
    about = dict[str, dict[str, str]]()
    for name, predicate in (("sha256", CG.sha256), ("title", RDFS.label)):
        for quad in writing.quads_for_pattern(None, ox.NamedNode(str(predicate)), None, None):
            thing = str(getattr(quad.subject, "value", ""))
            if name == "sha256":
                about[thing] = {"iri": thing, "title": "", "sha256": ""}
            if thing in about:
                about[thing][name] = str(getattr(quad.object, "value", ""))
    return Contents(dict(sorted(graphs.items())), [about[thing] for thing in sorted(about)])


def _texts_before(root: Path) -> Path | None:
    """The folder of texts of the snapshot that is published until now."""
    try:
        return current(root).path / "texts"
    except NoSnapshot:
        return None


def write_texts(folder: Path, texts: Mapping[str, str], before: Path | None, same: Iterable[str] = ()) -> None:
    """One file a text; those that the snapshot before has are shared with it, and so are others by their hashes."""
    folder.mkdir()
    for sha256 in same if before is not None else ():
        _share(f"{before}/{sha256}.txt", f"{folder}/{sha256}.txt")
    for sha256, text in texts.items():
        if before is None or not _share(f"{before}/{sha256}.txt", f"{folder}/{sha256}.txt"):
            (folder / f"{sha256}.txt").write_bytes(text.encode("utf-8"))


def _share(old: str, new: str) -> bool:
    """Make a file stand in a second place, as a copy where it cannot be one; whether there is such a file."""
    try:
        os.link(old, new)
    except FileExistsError:  # two papers of one text
        return True
    except FileNotFoundError:
        return False
    except OSError:
        shutil.copyfile(old, new)
    return True


def _write_manifest(folder: Path, identifier: str, contents: Contents, facts_about: Mapping[str, object]) -> None:
    manifest = {
        "id": identifier,
        "created": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "versions": {
            "councilgraph": __version__,
            "pyoxigraph": ox.__version__,
            "rdflib": rdflib.__version__,
            "python": platform.python_version(),
        },
        "triples": sum(contents.graphs.values()),
        "graphs": len(contents.graphs),
        "documents": len(contents.documents),
        **facts_about,
    }
    # A line for each document would be read more easily, and take ten times as long to write.
    contained = json.dumps({"graphs": contents.graphs, "documents": contents.documents}, ensure_ascii=False)
    (folder / "contents.json").write_text(contained, encoding="utf-8")
    told = json.dumps(manifest, ensure_ascii=False, indent=1)
    (folder / "manifest.json").write_text(told, encoding="utf-8")
