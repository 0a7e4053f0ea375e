"""Asking a snapshot, with its limits."""

import dataclasses
import json
import shutil
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Literal, URIRef

from councilgraph import store
from councilgraph.config import Settings
from councilgraph.errors import NotOffered, QueryMalformed, QueryRefused, QueryTooLong, ServerBusy, StoreError
from councilgraph.namespaces import CG, XSD
from councilgraph.store.kept import Kept

PREFIX = "PREFIX cg: <https://w3id.org/councilgraph/def#> "
CONTRACT = f"{Settings().base}marlbrook/contract/MC230017"
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"
TURTLE = "CONSTRUCT { ?s cg:reference ?r } WHERE { ?s cg:reference ?r }"


@pytest.fixture(scope="module")
def engine(marlbrook: Path) -> Iterator[store.Engine]:
    """An engine with workers that may take their time, and a low limit of rows."""
    opened = store.open_engine(Settings(store=marlbrook, query_seconds=60, query_rows=600, workers=2))
    yield opened
    opened.close()


@pytest.fixture
def hasty(marlbrook: Path) -> Iterator[store.Engine]:
    """An engine with two workers, room for two more queries to wait, and a low limit of time."""
    opened = store.open_engine(Settings(store=marlbrook, query_seconds=1.5, workers=2, queue=2))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def here(marlbrook: Path) -> Iterator[store.Engine]:
    """An engine in this process."""
    opened = store.open_engine(Settings(store=marlbrook), workers=0)
    yield opened
    opened.close()


@pytest.fixture(params=["engine", "here"])
def either(request: pytest.FixtureRequest) -> store.Engine:
    """Both kinds of engine, one after the other."""
    found: store.Engine = request.getfixturevalue(request.param)
    return found


def test_rows_are_terms_in_the_order_of_the_columns(either: store.Engine) -> None:
    sparql = f"{PREFIX}SELECT ?c ?start ?none {{ ?c cg:reference 'MC230017' ; cg:start ?start }}"
    table = either.select(sparql)
    assert table.columns == ("c", "start", "none")
    assert table.rows == ((URIRef(CONTRACT), Literal("2023-07-01", datatype=XSD.date), None),)


def test_all_graphs_together_are_the_default_graph(either: store.Engine) -> None:
    assert either.ask(f"{PREFIX}ASK {{ <{CONTRACT}> cg:latestEnd ?end ; cg:start ?start . ?claim cg:rule ?rule }}")
    assert not either.ask(f"{PREFIX}ASK {{ <{CONTRACT}> cg:latestEnd 5 }}")


def test_from_narrows_the_graphs(either: store.Engine) -> None:
    derived = f"FROM <{Settings().base}graph/derived>"
    assert not either.ask(f"{PREFIX}ASK {derived} {{ <{CONTRACT}> cg:start ?start }}")
    assert either.ask(f"{PREFIX}ASK {derived} {{ <{CONTRACT}> cg:latestEnd ?end }}")


def test_a_graph_is_constructed(either: store.Engine) -> None:
    graph = either.construct(PREFIX + TURTLE)
    assert (URIRef(CONTRACT), CG.reference, Literal("MC230017")) in graph


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml"),
        ("csv", "text/csv"),
        ("application/json", "application/sparql-results+json"),
        ("tsv", "text/tab-separated-values"),
    ],
)
def test_rows_come_as_asked(here: store.Engine, accept: str, media_type: str) -> None:
    reply = here.query(f"{PREFIX}SELECT ?r {{ <{CONTRACT}> cg:reference ?r }}", accept)
    assert reply.media_type == media_type
    assert b"MC230017" in reply.body


@pytest.mark.parametrize(
    ("short", "parser"),
    [
        ("ttl", ox.RdfFormat.TURTLE),
        ("nt", ox.RdfFormat.N_TRIPLES),
        ("rdf", ox.RdfFormat.RDF_XML),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ],
)
def test_graphs_come_as_asked(here: store.Engine, short: str, parser: ox.RdfFormat) -> None:
    reply = here.query(PREFIX + TURTLE, short)
    parsed = {(str(quad.subject), str(quad.object)) for quad in ox.parse(reply.body, format=parser)}
    expected = ox.parse(here.query(PREFIX + TURTLE, "nt").body, format=ox.RdfFormat.N_TRIPLES)
    assert parsed == {(str(quad.subject), str(quad.object)) for quad in expected}
    assert parsed


def test_a_boolean_comes_in_each_format(here: store.Engine) -> None:
    assert json.loads(here.query("ASK { ?s ?p ?o }", "json").body)["boolean"] is True
    found = ET.fromstring(here.query("ASK { ?s ?p ?o }", "xml").body).find("{*}boolean")
    assert found is not None
    assert found.text == "true"


def test_a_format_that_is_not_written_is_told(here: store.Engine) -> None:
    with pytest.raises(NotOffered, match="text/turtle"):
        here.query(PREFIX + TURTLE, "image/png")


def test_malformed_sparql_names_line_and_column(either: store.Engine) -> None:
    with pytest.raises(QueryMalformed) as raised:
        either.select("SELECT *\n{ ?s ?p }")
    assert (raised.value.line, raised.value.column) == (2, 10)


def test_the_form_must_fit(either: store.Engine) -> None:
    with pytest.raises(QueryMalformed, match="ASK query"):
        either.select("ASK { ?s ?p ?o }")


def test_calls_to_other_hosts_are_refused(either: store.Engine) -> None:
    with pytest.raises(QueryRefused):
        either.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_workers_have_no_network(engine: store.Engine) -> None:
    assert engine.status()["queries"]["alone"] is True


def test_a_long_query_is_stopped_at_the_limit_and_the_next_one_answered(hasty: store.Engine) -> None:
    with pytest.raises(QueryTooLong, match=r"1\.5 seconds"):
        hasty.select(HEAVY)
    assert hasty.ask("ASK { ?s ?p ?o }")


@pytest.mark.parametrize("accept", ["json", "xml", "csv", "tsv"])
def test_too_many_rows_are_no_shorter_answer(engine: store.Engine, accept: str) -> None:
    with pytest.raises(QueryTooLong, match="600 rows"):
        _ = engine.query("SELECT * { ?s ?p ?o . ?a ?b ?c }", accept).body


@pytest.mark.parametrize("accept", ["json", "xml", "csv", "tsv"])
def test_rows_up_to_the_limit_come(engine: store.Engine, accept: str) -> None:
    value = '"}},{" <result> \\n, ""'.replace('"', '\\"')
    sparql = f'SELECT ?x ?y {{ VALUES ?x {{ "{value}" }} {{ SELECT ?y {{ ?s ?p ?o . ?a ?b ?y }} LIMIT 590 }} }}'
    assert engine.query(sparql, accept).body


def test_a_query_beyond_the_length_is_not_run(engine: store.Engine) -> None:
    with pytest.raises(QueryTooLong, match="characters"):
        engine.query("SELECT * { ?s ?p ?o }" + " " * 20_000)


def test_more_memory_than_allowed_ends_the_query(marlbrook: Path) -> None:
    engine = store.open_engine(Settings(store=marlbrook, query_megabytes=700, query_seconds=60, workers=1))
    try:
        with pytest.raises(QueryTooLong, match="memory"):
            engine.select("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g")
    finally:
        engine.close()


def test_when_all_places_are_taken_the_server_says_that_it_is_busy(hasty: store.Engine) -> None:
    faults: list[str] = []

    def ask() -> None:
        try:
            hasty.select(HEAVY)
        except (QueryTooLong, ServerBusy) as error:
            faults.append(str(error))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum("waiting" in fault for fault in faults) == 2
    assert all("busy" in fault or "seconds" in fault for fault in faults)
    assert any("seconds" in fault for fault in faults)
    assert len(faults) == 6


def test_a_new_snapshot_is_taken_up_and_no_request_is_lost(marlbrook: Path, tmp_path: Path) -> None:
    root = tmp_path / "store"
    shutil.copytree(marlbrook, root)
    graphs = store.graphs(store.current(root))
    engine = store.open_engine(Settings(store=root, workers=1))
    first, answers, stop = engine.snapshot_id, list[bool](), threading.Event()

    def ask() -> None:
        while not stop.is_set():
            answers.append(engine.ask(f"{PREFIX}ASK {{ ?c cg:reference 'MC230017' }}"))

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        with engine.pinned() as pinned:
            published = store.publish(root, graphs, {"base": Settings().base})
            deadline = time.monotonic() + 30
            while engine.snapshot_id != published.id and time.monotonic() < deadline:
                time.sleep(0.05)
            assert engine.snapshot_id == published.id
            assert pinned.snapshot_id == first
            assert pinned.ask(f"{PREFIX}ASK {{ ?c cg:reference 'MC230017' }}")
    finally:
        stop.set()
        thread.join()
        engine.close()
    assert answers
    assert all(answers)


def test_a_broken_pointer_leaves_the_engine_where_it_is(marlbrook: Path, tmp_path: Path) -> None:
    root = tmp_path / "store"
    shutil.copytree(marlbrook, root)
    engine = store.open_engine(Settings(store=root), workers=0)
    first = engine.snapshot_id
    (root / "current").write_text("20000101T000000000Z-none\n", encoding="utf-8")
    assert engine.snapshot_id == first
    assert engine.ask("ASK { ?s ?p ?o }")
    engine.close()


@pytest.mark.parametrize("missing", ["graph", "index.sqlite"])
@pytest.mark.parametrize("workers", [0, 1])
def test_a_snapshot_that_cannot_be_opened_is_told(marlbrook: Path, tmp_path: Path, missing: str, workers: int) -> None:
    root = tmp_path / "store"
    shutil.copytree(marlbrook, root)
    gone = store.current(root).path / missing
    gone.rename(gone.with_name("gone"))
    with pytest.raises(StoreError, match="councilgraph build"):
        store.open_engine(Settings(store=root), workers=workers)


def test_a_documents_text_is_kept_with_the_graph(here: store.Engine) -> None:
    text = here.text("00")
    assert text is not None
    assert text[100:111] == "1 July 2023"
    assert here.text("ff") is None


def test_the_status_names_the_snapshot_and_the_limits(engine: store.Engine) -> None:
    status = engine.status()
    assert status["snapshot"] == engine.snapshot_id
    assert status["triples"] == int(next(engine.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").dicts())["n"])
    assert dataclasses.asdict(Settings())["query_characters"] == status["queries"]["characters"]


def test_what_is_asked_again_is_answered_from_what_is_kept_and_nothing_that_changes_is() -> None:
    kept = Kept(1)
    kept.put(("SELECT * {}", "text/csv"), b"a")
    kept.put(("SELECT (RAND() AS ?r) {}", "text/csv"), b"b")
    kept.put(("SELECT ?large {}", "text/csv"), b"c" * 100_000)
    assert kept.get(("SELECT * {}", "text/csv")) == b"a"
    assert kept.get(("SELECT * {}", "text/html")) is None
    assert kept.get(("SELECT (RAND() AS ?r) {}", "text/csv")) is None
    assert kept.get(("SELECT ?large {}", "text/csv")) is None
    for number in range(100):
        kept.put((f"SELECT {number}", "text/csv"), b"d" * 50_000)
    assert kept.get(("SELECT * {}", "text/csv")) is None
    assert kept.get(("SELECT 99", "text/csv")) is not None


def test_without_room_nothing_is_kept() -> None:
    kept = Kept(0)
    kept.put(("SELECT * {}", "text/csv"), b"a")
    assert kept.get(("SELECT * {}", "text/csv")) is None
