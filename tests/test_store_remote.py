"""Another SPARQL endpoint in place of a snapshot: an Oxigraph server on the loopback."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rdflib import URIRef

from councilgraph import store
from councilgraph.config import Settings
from councilgraph.errors import EndpointFailed, QueryMalformed, QueryRefused
from councilgraph.namespaces import CG

PREFIX = "PREFIX cg: <https://w3id.org/councilgraph/def#> "
CONTRACT = URIRef(f"{Settings().base}marlbrook/contract/MC230017")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def oxigraph(folder: Path, *options: str) -> Iterator[str]:
    """The address of a server that ends with the block."""
    program = Path(sys.executable).with_name("oxigraph")
    if not program.is_file():
        pytest.skip("the program oxigraph is not installed (pip install oxigraph)")
    port = free_port()
    command: list[str | Path] = [program, "serve", "--location", folder, "--bind", f"127.0.0.1:{port}", *options]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ})
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _wait(port: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the server did not start")


@pytest.fixture(scope="module")
def engine(marlbrook: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[store.Engine]:
    """An engine over a server that was filled over the Graph Store Protocol."""
    snapshot, journal = store.current(marlbrook), tmp_path_factory.mktemp("journal")
    with oxigraph(tmp_path_factory.mktemp("oxigraph"), "--union-default-graph") as address:
        target = store.Target(f"{address}/query", graph_store=f"{address}/store")
        assert store.load(snapshot, target, journal).written == snapshot.manifest["graphs"]
        opened = store.open_engine(Settings(endpoint=f"{address}/query"))
        yield opened
        opened.close()


def test_a_remote_graph_answers_like_the_snapshot(engine: store.Engine, marlbrook: Path) -> None:
    sparql = f"{PREFIX}SELECT ?c ?end {{ ?c cg:currentEnd ?end }} ORDER BY ?c"
    local = store.open_engine(Settings(store=marlbrook), workers=0)
    assert engine.select(sparql) == local.select(sparql)
    assert engine.status()["triples"] == local.status()["triples"]
    local.close()


def test_the_other_forms_answer_too(engine: store.Engine) -> None:
    assert engine.ask(f"ASK {{ <{CONTRACT}> ?p ?o }}")
    assert (CONTRACT, None, None) in engine.construct(f"DESCRIBE <{CONTRACT}>")
    assert engine.query(f"{PREFIX}SELECT ?r {{ <{CONTRACT}> cg:reference ?r }}", "csv").body == b"r\r\nMC230017\r\n"
    assert (CONTRACT, CG.supplier, None) in engine.construct("CONSTRUCT WHERE { ?s ?p ?o }")


def test_names_and_texts_are_read_from_the_endpoint(engine: store.Engine) -> None:
    assert engine.names.exact("Maggie Stannard")[0].label == "Marguerite Stannard"
    assert engine.search("1 July 2023", kind="document")[0].start == 100


def test_faults_of_the_query_are_told_as_such(engine: store.Engine) -> None:
    with pytest.raises(QueryMalformed):
        engine.select("SELECT * {")
    with pytest.raises(QueryRefused):
        engine.select("SELECT * { SERVICE <http://x/> {} }")
    with pytest.raises(QueryRefused, match="http://elsewhere/"):
        engine.select("SELECT * FROM <http://elsewhere/> { ?s ?p ?o }")


def test_an_endpoint_that_does_not_answer_is_named() -> None:
    address = f"http://127.0.0.1:{free_port()}/query"
    with pytest.raises(EndpointFailed, match=address):
        store.open_engine(Settings(endpoint=address))


def test_an_endpoint_without_triples_is_told_how_to_be_filled(tmp_path: Path) -> None:
    with oxigraph(tmp_path) as address, pytest.raises(EndpointFailed, match="councilgraph load"):
        store.open_engine(Settings(endpoint=f"{address}/query"))


def test_an_endpoint_that_hides_its_named_graphs_is_told_the_switch(marlbrook: Path, tmp_path: Path) -> None:
    with oxigraph(tmp_path) as address:
        target = store.Target(f"{address}/query", graph_store=f"{address}/store")
        store.load(store.current(marlbrook), target, tmp_path / "journal")
        with pytest.raises(EndpointFailed, match="--union-default-graph"):
            store.open_engine(Settings(endpoint=f"{address}/query"))


def test_an_endpoint_that_takes_no_graphs_is_told(marlbrook: Path, tmp_path: Path) -> None:
    target = store.Target(f"http://127.0.0.1:{free_port()}/store")
    with pytest.raises(EndpointFailed, match="COUNCILGRAPH_USER"):
        store.load(store.current(marlbrook), target, tmp_path)


def test_updates_fill_an_endpoint_and_a_second_run_skips_what_is_there(marlbrook: Path, tmp_path: Path) -> None:
    snapshot = store.current(marlbrook)
    graphs = snapshot.contents.graphs
    with oxigraph(tmp_path / "oxigraph", "--union-default-graph") as address:
        target = store.Target(f"{address}/query", update=f"{address}/update")
        told: list[tuple[str, int]] = []
        first = store.load(snapshot, target, tmp_path, lambda name, done: told.append((name, done)))
        assert (first.written, first.skipped, first.short) == (len(graphs), 0, ())
        assert told == [(name, done) for done, name in enumerate(sorted(graphs), 1)]
        opened = store.open_engine(Settings(endpoint=f"{address}/query"))
        assert opened.status()["triples"] == snapshot.manifest["triples"]
        urllib.request.urlopen(
            urllib.request.Request(f"{address}/store?graph={sorted(graphs)[0]}", method="DELETE")
        ).close()
        assert store.load(snapshot, target, tmp_path) == store.Loaded(1, len(graphs) - 1, 0, ())


def test_a_graph_that_is_no_longer_published_is_taken_away(marlbrook: Path, tmp_path: Path) -> None:
    graphs = store.graphs(store.current(marlbrook))
    whole = store.publish(tmp_path / "store", graphs, {"base": Settings().base})
    graphs.pop(sorted(graphs)[-1])
    fewer = store.publish(tmp_path / "store", graphs, {"base": Settings().base})
    with oxigraph(tmp_path / "oxigraph", "--union-default-graph") as address:
        target = store.Target(f"{address}/query", graph_store=f"{address}/store")
        store.load(whole, target, tmp_path)
        assert store.load(fewer, target, tmp_path) == store.Loaded(0, len(graphs), 1, ())
        assert store.open_engine(Settings(endpoint=f"{address}/query")).status()["triples"] == fewer.manifest["triples"]
