"""Snapshots: published whole, followed, rolled back, cleaned."""

import gc
from pathlib import Path

import pytest
import rdflib
from rdflib import Literal, URIRef

from councilgraph import store
from councilgraph.config import Settings
from councilgraph.errors import NoSnapshot, StoreError
from councilgraph.namespaces import RDFS
from councilgraph.store import publishing, snapshots

BASE = Settings().base
ABOUT = {"base": BASE}
FACTS = f"{BASE}graph/facts"


def named(*labels: str) -> rdflib.Graph:
    """A graph with one thing for each label."""
    graph = rdflib.Graph()
    for label in labels:
        graph.add((URIRef(f"{BASE}marlbrook/service/{label}"), RDFS.label, Literal(label, lang="en")))
    return graph


def test_a_published_graph_is_read_back(tmp_path: Path) -> None:
    published = store.publish(tmp_path, {FACTS: named("library"), f"{BASE}graph/about": named("bus")}, ABOUT)
    assert store.current(tmp_path).id == published.id
    found = store.graphs(published)
    assert found[FACTS].isomorphic(named("library"))
    assert set(found) == {FACTS, f"{BASE}graph/about"}


def test_the_manifest_counts_graphs_and_names_documents(marlbrook: Path) -> None:
    snapshot = store.current(marlbrook)
    manifest, contents = snapshot.manifest, snapshot.contents
    assert manifest["triples"] == sum(contents.graphs.values())
    assert (manifest["graphs"], manifest["documents"]) == (len(contents.graphs), len(contents.documents))
    assert manifest["base"] == BASE
    titles = {document["title"]: document["sha256"] for document in contents.documents}
    assert titles["Record of decision 23/00041"] == "00"
    assert set(manifest["versions"]) == {"councilgraph", "pyoxigraph", "rdflib", "python"}


def test_a_later_snapshot_holds_only_what_was_published_last(tmp_path: Path) -> None:
    other = f"{BASE}graph/about"
    store.publish(tmp_path, {FACTS: named("library"), other: named("bus")}, ABOUT)
    last = store.publish(tmp_path, {FACTS: named("library", "school")}, ABOUT)
    assert {name: len(graph) for name, graph in store.graphs(last).items()} == {FACTS: 2}


def test_a_writing_store_left_half_done_is_begun_anew(tmp_path: Path) -> None:
    store.publish(tmp_path, {FACTS: named("library", "bus")}, ABOUT)
    (tmp_path / "writing.json").unlink()
    last = store.publish(tmp_path, {FACTS: named("bus")}, ABOUT)
    assert store.graphs(last)[FACTS].isomorphic(named("bus"))


def test_an_older_snapshot_is_untouched_by_later_ones(tmp_path: Path) -> None:
    first = store.publish(tmp_path, {FACTS: named("library")}, ABOUT)
    store.publish(tmp_path, {FACTS: named("bus")}, ABOUT)
    assert store.graphs(first)[FACTS].isomorphic(named("library"))


def test_without_a_snapshot_the_next_step_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot, match="councilgraph build"):
        store.current(tmp_path)
    with pytest.raises(NoSnapshot, match="councilgraph build"):
        store.open_engine(Settings(store=tmp_path), workers=0)


def test_rollback_publishes_the_one_before(tmp_path: Path) -> None:
    first = store.publish(tmp_path, {FACTS: named("library")}, ABOUT)
    store.publish(tmp_path, {FACTS: named("bus")}, ABOUT)
    assert store.rollback(tmp_path).id == first.id == store.current(tmp_path).id
    with pytest.raises(NoSnapshot, match="no snapshot before"):
        store.rollback(tmp_path)


def test_old_snapshots_go_unless_someone_reads_them(tmp_path: Path) -> None:
    first = store.publish(tmp_path, {FACTS: named("one")}, ABOUT)
    second = store.publish(tmp_path, {FACTS: named("two")}, ABOUT)
    with first.held():
        for label in ("three", "four", "five"):
            last = store.publish(tmp_path, {FACTS: named(label)}, ABOUT)
        assert first.path.is_dir()
        assert not second.path.exists()
    assert store.clean(tmp_path) == [first.id]
    assert store.current(tmp_path).id == last.id
    assert len(snapshots.everything(tmp_path)) == 3


def test_one_build_publishes_at_a_time(tmp_path: Path) -> None:
    with snapshots.alone(tmp_path), pytest.raises(StoreError, match="Another build"):
        store.publish(tmp_path, {FACTS: named("one")}, ABOUT)


def test_a_failed_build_leaves_the_current_snapshot(tmp_path: Path) -> None:
    first = store.publish(tmp_path, {FACTS: named("one")}, ABOUT)
    with pytest.raises(TypeError):
        store.publish(tmp_path, {FACTS: named("two")}, {"base": BASE, "no json": object()})
    assert store.current(tmp_path).id == first.id
    assert store.graphs(store.publish(tmp_path, {FACTS: named("three")}, ABOUT))[FACTS].isomorphic(named("three"))


def test_a_writing_store_that_only_refers_to_itself_any_more_is_let_go(tmp_path: Path) -> None:
    gc.disable()
    try:
        held: list[object] = [publishing.writing_store(tmp_path)]
        held.append(held)
        with pytest.raises(OSError, match="lock"):
            publishing.writing_store(tmp_path)  # somebody still uses it
        del held
        publishing.writing_store(tmp_path)
    finally:
        gc.enable()
