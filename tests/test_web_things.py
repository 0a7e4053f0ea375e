"""Pages of things over HTTP: forms by Accept and by ending, evidence, marked texts."""

import html
import re

import pytest
import rdflib
from flask.testing import FlaskClient
from rdflib import RDFS, Literal, URIRef

from councilgraph.namespaces import CG

BASE = "https://w3id.org/councilgraph/id/"
CONTRACT = BASE + "marlbrook/contract/MC230017"
PAGE = "/doc/marlbrook/contract/MC230017"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "target"),
    [
        (BROWSER, PAGE),
        ("", PAGE),
        ("*/*", PAGE),
        ("text/turtle", PAGE + ".ttl"),
        ("application/ld+json", PAGE + ".jsonld"),
        ("application/n-triples", PAGE + ".nt"),
        ("application/rdf+xml", PAGE + ".rdf"),
        ("text/turtle;q=0.5, application/ld+json", PAGE + ".jsonld"),
        ("text/html;q=0.2, text/turtle;q=0.9, */*;q=0.1", PAGE + ".ttl"),
        ("text/*, text/html;q=0", PAGE + ".ttl"),
    ],
)
def test_a_thing_leads_to_the_form_that_the_client_likes_best(client: FlaskClient, accept: str, target: str) -> None:
    response = client.get("/id/marlbrook/contract/MC230017", headers={"Accept": accept} if accept else {})
    assert response.status_code == 303
    assert response.headers["Location"] == target
    assert "Accept" in response.headers["Vary"]


def test_no_form_that_the_client_takes_is_406(client: FlaskClient) -> None:
    assert client.get(PAGE, headers={"Accept": "image/png"}).status_code == 406


FORMS = [("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld"), ("rdf", "xml")]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser makes one
@pytest.mark.parametrize(("ending", "form"), FORMS)
def test_every_form_tells_of_the_contract_and_of_what_points_at_it(client: FlaskClient, ending: str, form: str) -> None:
    response = client.get(f"{PAGE}.{ending}")
    graph = rdflib.Graph().parse(data=response.data, format=form)
    contract = URIRef(CONTRACT)
    supplier = graph.value(contract, CG.supplier)
    assert graph.value(supplier, RDFS.label) == Literal("Brackenfold Trust", lang="en")
    assert str(graph.value(contract, CG.start)) == "2023-07-01"
    assert str(graph.value(contract, CG.currentEnd)) == "2027-06-30"
    assert str(graph.value(contract, CG.optionsLeft)) == "1"
    assert str(graph.value(contract, CG.annualValue)) == "148250"
    assert URIRef(BASE + "marlbrook/decision/OD-26-00012") in set(graph.subjects(CG.extends, contract))


def test_a_page_links_its_other_forms(client: FlaskClient) -> None:
    links = client.get(PAGE).headers.getlist("Link")
    assert f'<{PAGE}.ttl>; rel="alternate"; type="text/turtle"' in links


def test_the_page_shows_each_value_with_its_passage_and_what_else_is_said(client: FlaskClient) -> None:
    page = client.get(PAGE).text
    assert CONTRACT in page
    assert "1 July 2023" in page
    assert "Also said" in page
    assert "1 August 2023" in page
    assert "/doc/marlbrook/document/23-00041-record-of-decision#char=100,111" in page
    assert "One paper starts it on 1 July 2023" in page


def test_a_derived_value_says_how_it_was_worked_out(client: FlaskClient) -> None:
    assert "start, term and the options used" in client.get(PAGE).text


def test_a_contract_has_its_timeline(client: FlaskClient) -> None:
    page = client.get(PAGE).text
    days = re.findall(r'<time datetime="([^"]+)"', page)
    assert days == ["2023-05-12", "2023-07-01", "2026-03-09", "2027-06-30", "2027-06-30", "2028-06-30"]


def test_a_decision_shows_those_before_and_after(client: FlaskClient) -> None:
    page = client.get("/doc/marlbrook/decision/OD-26-00012").text
    assert "Decisions before and after" in page


def test_what_is_only_cited_says_so(client: FlaskClient) -> None:
    assert "known only by citation" in client.get("/doc/marlbrook/decision/21-00063").text


def test_a_finding_shows_both_sides(client: FlaskClient) -> None:
    page = client.get("/doc/marlbrook/finding/end-date-MC230017").text
    assert page.index("<strong>1 July 2023</strong>") < page.index("<strong>1 August 2023</strong>")


@pytest.mark.parametrize(
    "iri",
    [
        "https://w3id.org/councilgraph/code/decision-kind/officer",
        "https://w3id.org/councilgraph/id/marlbrook/contract/MC230017",
    ],
)
def test_what_others_define_has_a_page_by_its_iri(client: FlaskClient, iri: str) -> None:
    assert client.get("/doc", query_string={"iri": iri}).status_code == 200
    turtle = client.get("/doc.ttl", query_string={"iri": iri})
    assert (URIRef(iri), None, None) in rdflib.Graph().parse(data=turtle.data, format="turtle")


def test_an_act_links_to_where_it_can_be_read(client: FlaskClient, app_laws: list[str]) -> None:
    page = client.get("/doc", query_string={"iri": app_laws[0]}).text
    assert "https://www.legislation.gov.uk/" + app_laws[0].partition("/id/")[2] in page


@pytest.fixture
def app_laws(client: FlaskClient) -> list[str]:
    found = client.get("/things/law", headers={"Accept": "application/json"}).json
    assert found is not None
    return [law["iri"] for law in found if "legislation.gov.uk" in law["iri"]]


@pytest.mark.parametrize("address", ["/doc/marlbrook/contract/NONE", "/doc/marlbrook/contract/NONE.ttl", "/nothing"])
def test_what_is_not_there_is_404_as_page_and_as_json(client: FlaskClient, address: str) -> None:
    page = client.get(address, headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert "councilgraph" in page.text
    told = client.get(address, headers={"Accept": "application/json"})
    assert told.status_code in (404, 406)
    assert told.is_json


@pytest.mark.parametrize("iri", ["", "nothing", "https://x/> ?p ?o } DELETE {", "a b"])
def test_what_is_no_iri_is_400(client: FlaskClient, iri: str) -> None:
    assert client.get("/doc", query_string={"iri": iri}).status_code == 400


def test_a_document_shows_its_text_with_each_fact_marked_and_no_contact(client: FlaskClient) -> None:
    page = client.get("/doc/marlbrook/document/23-00041-record-of-decision").text
    assert re.search(r'<span id="char=100,111"></span><mark[^>]*><a [^>]*title="[^"]*starts on 1 July 2023"', page)
    text = html.unescape(re.sub(r"<[^>]+>", "", page))
    assert "It begins on 1 July 2023 for a term." in text
    assert "The supplier: Brackenfold Trust, a charity whose vans bring novels" in text
    assert "marlbrook.example" not in page
    assert "960 123" not in page


def test_a_document_without_text_shows_its_passages_in_order(client: FlaskClient) -> None:
    page = client.get("/doc/marlbrook/document/od-26-00012-record-of-officer-decision").text
    assert page.index("three years") < page.index("1 August 2023")


def test_a_client_that_has_the_page_gets_304(client: FlaskClient) -> None:
    tag = client.get(PAGE).headers["ETag"]
    assert client.get(PAGE, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(PAGE + ".ttl", headers={"If-None-Match": tag}).status_code == 200


def test_a_service_shows_its_contracts_one_after_another(client: FlaskClient) -> None:
    page = client.get("/doc/marlbrook/service/home-library").text
    assert re.findall(r'<time datetime="([^"]+)"', page) == ["2019-07-01", "2023-07-01"]


def test_findings_on_a_page_begin_with_the_serious(client: FlaskClient) -> None:
    page = client.get("/doc/marlbrook/decision/23-00041").text
    assert "cg-finding--serious" in page
