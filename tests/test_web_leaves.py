"""Long answers in the browser: a hundred rows at a time, each with its proof, and all of them in the files."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import closing

import pytest
from flask.testing import FlaskClient
from rdflib import Graph

from councilgraph import store
from councilgraph.config import Settings
from councilgraph.iris import Iris
from councilgraph.web import create_app

IRIS = Iris(Settings().base)
PAPERS = 230
_PAPER = """
<{iri}> a cg:Document ; rdfs:label "Paper {n:03}"@en ; cg:held true ; dct:date "{date}"^^xsd:date .
<{iri}-claim> a cg:Claim ; rdf:subject <{iri}> ; rdf:predicate dct:date ; rdf:object "{date}"^^xsd:date ;
  cg:inDocument <{iri}> ; cg:evidence <{iri}#char=0,10> .
<{iri}#char=0,10> a cg:Passage ; cg:inDocument <{iri}> ; oa:start 0 ; oa:end 10 ; oa:exact "dated {n:03}" .
"""
_PREFIXES = """
@prefix cg: <https://w3id.org/councilgraph/def#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A site with many papers, dated one month after another."""
    folder = tmp_path_factory.mktemp("many")
    told = [
        _PAPER.format(iri=f"{IRIS.base}fenmoor/document/paper-{n:03}", n=n, date=f"{2000 + n // 12}-{1 + n % 12:02}-01")
        for n in range(PAPERS)
    ]
    store.publish(folder, {IRIS.graph("facts"): Graph().parse(data=_PREFIXES + "".join(told))}, {"base": IRIS.base})
    app = create_app(Settings(store=folder, workers=1))
    with closing(app.extensions["councilgraph"].engine):
        yield app.test_client()


def _shown(page: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r">(Paper \d{3})</a>", page)))


def test_a_long_answer_goes_on_page_by_page_until_all_is_shown(client: FlaskClient) -> None:
    address: str | None = "/queries/documents?from=2000-01-01"
    pages = []
    while address is not None:
        text = client.get(address, headers={"Accept": "text/html"}).text
        pages.append(_shown(text))
        following = re.search(r'rel="next" href="([^"]+)"', text)
        address = following[1].replace("&amp;", "&") if following else None
    assert [len(page) for page in pages] == [100, 100, 30]
    assert [name for page in pages for name in page] == [f"Paper {n:03}" for n in range(PAPERS)]


def test_the_last_page_says_which_rows_it_has_and_proves_them(client: FlaskClient) -> None:
    text = client.get("/queries/documents?from=2000-01-01&page=3", headers={"Accept": "text/html"}).text
    assert "Rows 201 to 230 of 230" in text
    assert "dated 229" in text
    assert 'rel="next"' not in text


def test_a_page_beyond_the_last_says_how_many_there_are(client: FlaskClient) -> None:
    reply = client.get("/queries/documents?from=2000-01-01&page=99", headers={"Accept": "text/html"})
    assert reply.status_code == 200
    assert "There are 3 pages" in reply.text


def test_files_hold_all_rows_whatever_page_they_are_taken_from(client: FlaskClient) -> None:
    text = client.get("/queries/documents?from=2000-01-01&page=2", headers={"Accept": "text/html"}).text
    found = re.search(r'href="(/queries/documents\.csv[^"]*)"', text)
    assert found is not None
    assert "page" not in found[1]
    assert len(list(csv.DictReader(io.StringIO(client.get(found[1].replace("&amp;", "&")).text)))) == PAPERS
    whole = client.get("/queries/documents.json?from=2000-01-01&page=2").json
    assert whole is not None
    assert len(whole["rows"]) == PAPERS


def test_a_long_answer_to_a_question_leads_to_the_pages_of_its_query(client: FlaskClient) -> None:
    text = client.get("/ask?q=which+documents+are+there", headers={"Accept": "text/html"}).text
    assert len(_shown(text)) == 100
    following = re.search(r'href="(/queries/documents\?[^"]*page=2[^"]*)"', text)
    assert following is not None
    assert (
        _shown(client.get(following[1].replace("&amp;", "&"), headers={"Accept": "text/html"}).text)[0] == "Paper 100"
    )
