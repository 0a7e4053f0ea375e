"""Pages for people: home, questions, forms, results with evidence, findings, coverage, downloads."""

import csv
import io
import re
from html.parser import HTMLParser

import openpyxl
import pyoxigraph as ox
import pytest
import rdflib
from flask.testing import FlaskClient

JSON = {"Accept": "application/json"}
CSP = "Content-Security-Policy"


class Links(HTMLParser):
    """The addresses that a page links to and loads."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.loads: set[str] = set()
        self.styled = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.styled = self.styled or "style" in found or any(name.startswith("on") for name in found)
        if tag == "a" and "href" in found:
            self.links.add(found["href"])
        for name in ("src", "href"):
            if tag in ("script", "link", "img") and name in found:
                self.loads.add(found[name])


def crawl(client: FlaskClient, start: str, most: int) -> dict[str, tuple[int, str, Links]]:
    """Pages reached from one page over the links of this site: status, policy and links of each."""
    found: dict[str, tuple[int, str, Links]] = {}
    waiting = [start]
    while waiting and len(found) < most:
        address = waiting.pop(0)
        with client.get(address, headers={"Accept": "text/html"}) as response:
            page = Links(response.get_data(as_text=True) if response.mimetype == "text/html" else "")
            found[address] = (response.status_code, response.headers[CSP], page)
        new = sorted(link.partition("#")[0] for link in page.links if link.startswith("/"))
        waiting += [link for link in dict.fromkeys(new) if link and link not in found and link not in waiting]
    return found


def test_every_link_from_the_first_page_on_leads_somewhere_and_loads_nothing_from_elsewhere(
    client: FlaskClient,
) -> None:
    pages = crawl(client, "/", 400)
    assert len(pages) > 60
    assert {address: status for address, (status, *_) in pages.items() if status != 200} == {}
    for address, (_, policy, page) in pages.items():
        assert all(load.startswith("/static/") for load in page.loads), address
        assert not page.styled, address
        assert "unsafe" not in policy or "style-src-attr" in policy, address


def test_the_policy_allows_no_script_but_ours(client: FlaskClient) -> None:
    response = client.get("/")
    policy = response.headers[CSP]
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert nonce is not None
    assert "default-src 'none'" in policy
    assert "http" not in policy
    inline = re.findall(r"<script(?![^>]*src)([^>]*)>", response.text)
    assert inline == [f' nonce="{nonce[1]}"']
    assert client.get("/").headers[CSP] != policy


def test_pages_carry_neither_crown_nor_typeface_of_the_government(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "govuk-logo" not in page
    assert "crown" not in page.lower()
    assert "gov.uk/assets" not in page


def test_the_first_page_has_a_box_examples_figures_and_the_catalogue(client: FlaskClient) -> None:
    page = client.get("/").text
    assert '<form class="cg-ask" action="/ask"' in page
    assert "/ask?q=" in page
    assert re.search(r'href="/things/decision"><strong>6</strong>', page)
    assert page.index('href="/queries/contract-options"') < page.index('href="/queries/decisions"')


def test_a_form_offers_the_things_of_the_graph(client: FlaskClient) -> None:
    page = client.get("/queries/contract-supplier").text
    assert '<option value="MC230017"' in page
    assert "Community Transport from 1 October 2021" in page


def test_a_result_shows_sentence_table_proof_findings_sparql_and_downloads(client: FlaskClient) -> None:
    page = client.get("/queries/contract-supplier?reference=MC230017").text
    assert '<div class="cg-sentence">' in page
    assert '<a class="govuk-link" href="/doc/marlbrook/organisation/brackenfold-trust">Brackenfold Trust</a>' in page
    assert "/doc/marlbrook/document/23-00041-record-of-decision#char=200,217" in page
    assert "<mark>Brackenfold Trust</mark>" in page
    assert "<mark>Brackenfold Trust</mark>, a charity whose vans" in page
    assert re.search(r"\blibraries, and … ?</blockquote>|\blibraries, … ?</blockquote>", page)  # cut between words
    assert "One paper starts it on 1 July 2023" in page
    assert "Open in the editor" in page
    for ending in ("csv", "xlsx", "json", "ttl"):
        assert f'href="/queries/contract-supplier.{ending}?reference=MC230017"' in page


def test_json_has_the_evidence_of_each_cell(client: FlaskClient) -> None:
    by_ending = client.get("/queries/contract-supplier.json?reference=MC230017").json
    by_accept = client.get("/queries/contract-supplier?reference=MC230017", headers=JSON).json
    assert by_ending == by_accept
    assert by_ending is not None
    assert set(by_ending) == {
        "question", "status", "reading", "query", "params", "sentence", "sparql", "columns", "rows", "findings",
        "suggestions",
    }  # fmt: skip
    assert by_ending["status"] == "answered"
    cell = by_ending["rows"][0]["supplier"]
    assert cell["label"] == "Brackenfold Trust"
    assert cell["evidence"][0]["quote"] == "Brackenfold Trust"
    assert (cell["evidence"][0]["start"], cell["evidence"][0]["end"]) == (200, 217)


def test_a_reading_that_is_not_quite_sure_says_so_and_why(client: FlaskClient) -> None:
    doubt = "the term is told of the service, not of the contract"
    found = client.get("/queries/contract-term.json?reference=MC230017").json
    assert found is not None
    (passage,) = found["rows"][0]["term"]["evidence"]
    assert (passage["confidence"], passage["unsure"]) == (0.8, doubt)
    told = f"Not quite sure: {doubt}."
    assert told in client.get("/queries/contract-term?reference=MC230017").text
    assert told in client.get("/doc/marlbrook/contract/MC230017").text
    (derived,) = client.get("/queries/contract-end.json?reference=MC230017").json["rows"]  # type: ignore[index]
    assert {"unsure"} <= {key for one in derived["end"]["evidence"] for key in one}
    sure = client.get("/queries/contract-supplier?reference=MC230017").text
    assert "Not quite sure" not in sure


def test_tables_come_as_csv_and_workbook_and_their_proof_as_turtle(client: FlaskClient) -> None:
    address = "/queries/contract-supplier"
    rows = list(csv.reader(io.StringIO(client.get(f"{address}.csv?reference=MC230017").text)))
    assert "Brackenfold Trust" in rows[1]
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{address}.xlsx?reference=MC230017").data))
    assert "Brackenfold Trust" in [cell.value for cell in book.worksheets[0][2]]
    turtle = client.get(f"{address}.ttl?reference=MC230017")
    assert turtle.mimetype == "text/turtle"
    assert len(rdflib.Graph().parse(data=turtle.data, format="turtle")) > 5


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/queries/contract-supplier.json", 400),
        ("/queries/contract-supplier.json?nonsense=1", 400),
        ("/queries/nothing-of-the-kind", 404),
        ("/queries/nothing-of-the-kind.json", 404),
        ("/ask.exe?q=x", 404),
    ],
)
def test_wrong_requests_are_told_so(client: FlaskClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_a_form_with_a_wrong_value_says_which(client: FlaskClient) -> None:
    response = client.get("/queries/contract-supplier?reference=" + "x" * 400)
    assert response.status_code == 400
    assert "govuk-error-summary" in response.text


def test_a_value_with_quotation_marks_is_a_value(client: FlaskClient) -> None:
    response = client.get("/queries/contract-supplier", query_string={"reference": '"} ?s ?p ?o #'}, headers=JSON)
    assert response.status_code == 200
    assert response.json is not None
    assert response.json["status"] in ("empty", "not_held")


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("Who supplies MC230017?", "answered"),
        ("Who supplies ZZ999999?", "not_held"),
        ("What is the weather in Paris?", "not_understood"),
        ("", "not_understood"),
    ],
)
def test_a_question_is_200_whatever_comes_of_it(client: FlaskClient, question: str, status: str) -> None:
    response = client.get("/ask", query_string={"q": question}, headers=JSON)
    assert response.status_code == 200
    assert response.json is not None
    assert response.json["status"] == status
    assert client.get("/ask.json", query_string={"q": question}).json == response.json
    assert client.get("/ask", query_string={"q": question}, headers={"Accept": "text/html"}).status_code == 200


def test_a_page_of_an_answer_shows_how_the_question_was_read(client: FlaskClient) -> None:
    page = client.get("/ask", query_string={"q": "Who supplies MC230017?"}).text
    assert "How it was read" in page
    assert "Brackenfold Trust" in page


def test_what_was_not_understood_offers_other_questions(client: FlaskClient) -> None:
    page = client.get("/ask", query_string={"q": "What is the weather in Paris?"}).text
    assert "not understood" in page
    assert 'href="/ask?q=' in page


def test_a_question_is_text_and_never_markup(client: FlaskClient) -> None:
    page = client.get("/ask", query_string={"q": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in page


def test_search_finds_things_by_their_words(client: FlaskClient) -> None:
    assert "Home Library" in client.get("/search?q=library").text
    found = client.get("/search?q=library", headers=JSON).json
    assert found is not None
    assert any("Home Library" in hit["label"] for hit in found["hits"])
    assert client.get("/search").status_code == 200


def test_search_marks_the_words_and_leads_to_the_passage(client: FlaskClient) -> None:
    page = client.get("/search?q=library").text
    assert "<mark>Library</mark>" in page
    assert re.search(r'href="/doc/[^"]+#char=\d+,\d+"', page)


def test_search_narrows_and_says_what_is_no_date(client: FlaskClient) -> None:
    narrowed = client.get("/search?q=library&kind=contract", headers=JSON).json
    assert narrowed is not None
    assert {hit["kind"] for hit in narrowed["hits"]} == {"contract"}
    wrong = client.get("/search?q=library&since=soon")
    assert wrong.status_code == 400
    assert "soon is no date" in wrong.text


def test_a_misspelt_search_is_put_right_and_told_so(client: FlaskClient) -> None:
    page = client.get("/search?q=libary").text
    assert "Nothing here holds" in page
    assert "Home Library" in page
    assert 'href="/search?q=library' in page


def test_suggestions_are_names_that_start_so(client: FlaskClient) -> None:
    found = client.get("/suggest?q=MC23&kind=contract").json
    assert found is not None
    assert [hit["key"] for hit in found] == ["MC230017"]
    assert found[0]["href"] == "/doc/marlbrook/contract/MC230017"


def test_findings_are_shown_with_both_sides_and_can_be_narrowed(client: FlaskClient) -> None:
    page = client.get("/findings").text
    assert page.index("One paper starts it") < page.index("asks for conflicts of interest")
    assert "#char=80,93" in page
    narrowed = client.get("/findings?verdict=missing", headers=JSON).json
    assert narrowed is not None
    assert [one["severity"] for one in narrowed] == ["warning"]


def test_coverage_tells_what_is_held_and_what_is_not(client: FlaskClient) -> None:
    page = client.get("/coverage").text
    assert "Record of decision 23/00041" in page
    assert "21/00063" in page
    found = client.get("/coverage", headers=JSON).json
    assert found is not None
    assert len(found["documents"]) == 5


def test_things_can_be_looked_through(client: FlaskClient) -> None:
    page = client.get("/things/decision").text
    assert page.index("OD/26/00012") < page.index("23/00041")
    assert client.get("/things/nothing").status_code == 404


def test_the_vocabulary_has_every_term_and_code_list(client: FlaskClient) -> None:
    page = client.get("/def").text
    assert 'id="annualValue"' in page
    assert "code-list" in page or 'id="decision-stage"' in page
    graph = rdflib.Graph().parse(data=client.get("/def.ttl").data, format="turtle")
    assert len(graph) > 500


def test_a_code_leads_to_its_page(client: FlaskClient) -> None:
    response = client.get("/code/decision-kind/officer")
    assert response.status_code == 303
    assert client.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize(("name", "form"), [("trig", ox.RdfFormat.TRIG), ("nq", ox.RdfFormat.N_QUADS)])
def test_dumps_hold_every_statement(client: FlaskClient, name: str, form: ox.RdfFormat) -> None:
    with client.get(f"/data/councilgraph.{name}") as response:
        quads = list(ox.parse(response.data, format=form))
    count = client.get("/sparql", query_string={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}, headers=JSON).json
    assert count is not None
    assert len(quads) == int(count["results"]["bindings"][0]["n"]["value"])


def test_the_dataset_is_described(client: FlaskClient) -> None:
    assert "councilgraph.trig" in client.get("/dataset").text
    graph = rdflib.Graph().parse(data=client.get("/dataset.ttl").data, format="turtle")
    assert list(graph.objects(None, rdflib.VOID.dataDump))
    assert list(graph.objects(None, rdflib.DCAT.distribution))


def test_health_and_metrics(client: FlaskClient) -> None:
    health = client.get("/health")
    assert health.status_code == 200
    assert health.json is not None
    assert health.json["status"] == "ok"
    assert 'councilgraph_requests_total{page="health.health",status="200"}' in client.get("/metrics").text


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_request_that_a_page_does_not_take_is_405(client: FlaskClient, accept: str) -> None:
    response = client.post("/", headers={"Accept": accept})
    assert response.status_code == 405
    assert response.mimetype == accept
