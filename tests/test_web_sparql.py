"""The SPARQL endpoint: the protocol's requests, results in every form, and what is refused."""

import json
from pathlib import Path

import pytest
import rdflib
from flask.testing import FlaskClient

from councilgraph import web
from councilgraph.config import Settings

BASE = "https://w3id.org/councilgraph/id/"
SELECT = "PREFIX cg: <https://w3id.org/councilgraph/def#> SELECT ?c WHERE { ?c cg:reference 'MC230017' }"
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3"
DESCRIBE = f"DESCRIBE <{BASE}marlbrook/contract/MC230017>"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (SELECT, None, JSON),
        (SELECT, "*/*", JSON),
        (SELECT, "application/json", JSON),
        (SELECT, XML, XML),
        (SELECT, "text/csv", "text/csv"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values"),
        (SELECT, f"{JSON};q=0.3, text/csv;q=0.8, {XML};q=0.5", "text/csv"),
        (SELECT, f"text/turtle, {JSON};q=0.5", JSON),
        (SELECT, f"{JSON};q=0, application/json;q=0, */*", XML),
        (SELECT, "text/html, */*;q=0.1", "text/html"),
        (ASK, f"text/turtle, {XML}", XML),
        (ASK, None, JSON),
        (CONSTRUCT, None, "text/turtle"),
        (CONSTRUCT, f"{JSON}, application/n-triples;q=0.5", "application/n-triples"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/rdf+xml, text/turtle;q=0.9", "application/rdf+xml"),
        (DESCRIBE, "text/turtle", "text/turtle"),
    ],
)
def test_results_come_as_the_client_likes_best(
    client: FlaskClient, query: str, accept: str | None, media_type: str
) -> None:
    response = client.get("/sparql", query_string={"query": query}, headers={"Accept": accept} if accept else {})
    assert response.status_code == 200
    assert response.mimetype == media_type
    assert "Accept" in response.headers["Vary"]


def test_the_three_ways_to_send_a_query_give_the_same(client: FlaskClient) -> None:
    by_get = client.get("/sparql", query_string={"query": SELECT})
    by_form = client.post("/sparql", data={"query": SELECT})
    by_body = client.post("/sparql", data=SELECT, content_type="application/sparql-query")
    found = [json.loads(response.data)["results"]["bindings"] for response in (by_get, by_form, by_body)]
    assert found[0] == found[1] == found[2]
    assert found[0][0]["c"]["value"] == BASE + "marlbrook/contract/MC230017"


def test_an_ask_is_a_boolean(client: FlaskClient) -> None:
    assert json.loads(client.get("/sparql", query_string={"query": ASK}).data)["boolean"] is True


@pytest.mark.parametrize("in_query", ["", f"FROM <{BASE}graph/findings>"])
def test_the_protocol_names_the_graphs_to_ask(client: FlaskClient, in_query: str) -> None:
    query = f"PREFIX cg: <https://w3id.org/councilgraph/def#> ASK {in_query} {{ ?s cg:reference ?r }}"
    asked = {"query": query, "default-graph-uri": BASE + "graph/facts"}
    assert json.loads(client.get("/sparql", query_string=asked).data)["boolean"] is True
    asked["default-graph-uri"] = BASE + "graph/findings"
    assert json.loads(client.post("/sparql", data=asked).data)["boolean"] is False


def test_named_graphs_are_those_of_the_protocol(client: FlaskClient) -> None:
    query = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
    asked = {"query": query, "named-graph-uri": BASE + "graph/findings"}
    rows = json.loads(client.get("/sparql", query_string=asked).data)["results"]["bindings"]
    assert [row["g"]["value"] for row in rows] == [BASE + "graph/findings"]


def test_malformed_sparql_is_told_with_line_and_column(client: FlaskClient) -> None:
    response = client.get("/sparql", query_string={"query": "SELECT ?s WHERE {\n ?s ?p }"})
    assert response.status_code == 400
    assert response.json is not None
    assert (response.json["line"], response.json["column"]) == (2, 9)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "INSERT DATA { <a:b> <a:c> 1 }",
        "LOAD <http://127.0.0.1:1/x>",
        "DROP ALL",
    ],
)
def test_what_reaches_out_or_writes_is_refused(client: FlaskClient, query: str) -> None:
    assert client.get("/sparql", query_string={"query": query}).status_code == 403
    assert client.post("/sparql", data={"query": query}).status_code == 403


def test_updates_are_refused(client: FlaskClient) -> None:
    update = "CLEAR ALL"
    assert client.post("/sparql", data={"update": update}).status_code == 403
    assert client.post("/sparql", data=update, content_type="application/sparql-update").status_code == 403


@pytest.mark.parametrize(
    ("kind", "data", "status"),
    [
        ("text/plain", "ASK {}", 415),
        ("application/json", "{}", 415),
        ("application/x-www-form-urlencoded", "", 400),
        ("application/sparql-query", b"\xff\xfe", 400),
    ],
)
def test_other_bodies_are_told_what_is_wrong(client: FlaskClient, kind: str, data: str | bytes, status: int) -> None:
    response = client.post("/sparql", data=data, content_type=kind)
    assert response.status_code == status
    assert response.is_json


def test_two_queries_at_once_are_400(client: FlaskClient) -> None:
    assert client.get("/sparql?query=ASK{}&query=ASK{}").status_code == 400


def test_a_form_that_no_result_has_is_406(client: FlaskClient) -> None:
    assert client.get("/sparql", query_string={"query": ASK}, headers={"Accept": "image/png"}).status_code == 406


def test_a_query_that_takes_too_long_is_503_and_never_an_empty_table(marlbrook: Path) -> None:
    app = web.create_app(Settings(store=marlbrook, workers=1, query_seconds=0.5))
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    response = app.test_client().get("/sparql", query_string={"query": slow})
    app.extensions["councilgraph"].engine.close()
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "stopped" in response.text


def test_other_sites_may_ask(client: FlaskClient) -> None:
    asked = client.options("/sparql", headers={"Origin": "https://a.example"})
    assert "POST" in asked.headers["Access-Control-Allow-Methods"]
    assert client.get("/sparql", query_string={"query": ASK}).headers["Access-Control-Allow-Origin"] == "*"


def test_a_browser_gets_the_editor_and_a_machine_the_service_description(client: FlaskClient) -> None:
    page = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert "yasgui" in page.text
    described = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=described.data, format="turtle")
    service = rdflib.URIRef("http://www.w3.org/ns/sparql-service-description#Service")
    assert graph.value(predicate=rdflib.RDF.type, object=service) is not None


def test_the_editor_holds_the_query_that_it_was_opened_with(client: FlaskClient) -> None:
    assert "MC230017" in client.get("/sparql/editor", query_string={"query": SELECT}).text
