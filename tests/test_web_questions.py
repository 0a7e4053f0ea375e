"""Questions over HTTP: suggestions while typing, conditions that can be removed, and questions meant to break it."""

import html
import re

import pytest
from flask.testing import FlaskClient

JSON = {"Accept": "application/json"}
PREFIXES = ("MC23", "when does MC23", "who", "how much", "Odile", "which dec", "Brack", "home lib", "wh", "how many")
HOSTILE = (
    '"', "'", "'; DROP ALL; --", 'MC230017" } UNION { ?s ?p ?o } #', "SELECT * WHERE { ?s ?p ?o }",
    "who supplies MC230017 } INSERT DATA { <a> <b> <c> }", "{{ 7*7 }} {reference}", "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)> MC230017", "\\u0022 } LIMIT 1", "who supplies \\", "who" + " supplies" * 1_200,
    "x" * 10_000, "\x00\x01\x07 MC230017", "who\r\nsupplies\tMC230017", "\u202ewho supplies MC230017\u202c",
    "\u200f\u200b\ufeff", "MC230017\u0000", "%00%22%7d", "who supplies `MC230017`", "£" * 300, "((((((((", "?" * 400,
    "who supplies MC230017 \U0001f4a9", "decisions over £" + "9" * 400, "decisions in 99999", "between 0 and 0",
    "decisions on 31 February 2024", "the 0000 contract", "top 0 contracts", "top 99999999999 contracts",
    "section 9999999999(((1 of the Libraries Act", "cg:extends <http://example.org/>",
)  # fmt: skip


@pytest.mark.parametrize("typed", PREFIXES)
def test_no_suggestion_comes_back_empty(client: FlaskClient, typed: str) -> None:
    found = client.get("/suggest", query_string={"q": "", "ask": typed}).json
    assert found is not None
    for hit in found:
        answer = client.get("/ask", query_string={"q": hit["key"]}, headers=JSON).json
        assert answer is not None
        assert answer["status"] == "answered", hit
        assert answer["rows"], hit


def test_what_is_typed_becomes_whole_questions_about_the_thing(client: FlaskClient) -> None:
    found = client.get("/suggest?q=MC23&ask=when+does+MC23").json
    assert found is not None
    assert "When does MC230017 end?" in [hit["key"] for hit in found if hit["kind"] == "question"]
    assert "MC230017" in [hit["key"] for hit in found if hit["kind"] == "contract"]


def test_nothing_is_suggested_where_nothing_begins_so(client: FlaskClient) -> None:
    assert client.get("/suggest?q=zzzz&ask=zzzz").json == []


@pytest.mark.parametrize("asked", HOSTILE)
def test_a_hostile_question_is_answered_or_refused(client: FlaskClient, asked: str) -> None:
    reply = client.get("/ask", query_string={"q": asked}, headers=JSON)
    assert reply.status_code in (200, 414), asked
    answer = reply.json
    assert answer is not None
    assert answer["status"] in {"answered", "empty", "not_held", "not_understood", "ambiguous"}
    for part in ("DROP", "INSERT", "UNION { ?s ?p ?o", "script", "example.org", "{{"):
        assert part not in answer["sparql"]


@pytest.mark.parametrize("asked", [text for text in HOSTILE if "<" in text])
def test_markup_in_a_question_stays_text_on_the_page(client: FlaskClient, asked: str) -> None:
    page = client.get("/ask", query_string={"q": asked}).text
    assert asked not in page
    assert html.escape(asked, quote=False)[:20] in page


def test_a_condition_is_shown_and_can_be_removed(client: FlaskClient) -> None:
    page = client.get("/ask?q=decisions+by+Odile+Farnsworth+since+2024").text
    assert "Person: Odile Farnsworth" in page
    link = re.search(r'From: 1 January 2024 <a class="govuk-link" href="([^"]+)"', page)
    assert link is not None
    wider = client.get(html.unescape(link[1]), headers=JSON).json
    narrower = client.get("/ask?q=decisions+by+Odile+Farnsworth+since+2024", headers=JSON).json
    assert wider is not None
    assert narrower is not None
    assert len(wider["rows"]) > len(narrower["rows"])


def test_a_question_about_a_list_takes_order_and_number(client: FlaskClient) -> None:
    answer = client.get("/ask?q=the+two+largest+contracts", headers=JSON).json
    assert answer is not None
    assert answer["params"] == {"order": "-annual", "top": "2"}
    values = [float(row["annual"]["value"]) for row in answer["rows"]]
    assert len(values) == 2
    assert values == sorted(values, reverse=True)
    assert "ORDER BY (!BOUND(?annual)) DESC(?annual)" in answer["sparql"]
    assert answer["sparql"].rstrip().endswith("LIMIT 2")
