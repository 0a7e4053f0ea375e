"""Findings from the front door: the page, the CSV, the queries, the answers that they touch."""

import csv
import io

from flask.testing import FlaskClient

JSON = {"Accept": "application/json"}


def rows(client: FlaskClient, address: str) -> list[dict[str, str]]:
    """The rows of a CSV."""
    return list(csv.DictReader(io.StringIO(client.get(address).get_data(as_text=True))))


def test_the_page_of_findings_leads_to_them_as_csv(client: FlaskClient) -> None:
    page = client.get("/findings").get_data(as_text=True)
    assert 'href="/queries/findings.csv"' in page
    found = {row["finding"]: row for row in rows(client, "/queries/findings.csv")}
    differing = found["End dates of MC230017 differ"]
    assert (differing["verdict"], differing["severity"]) == ("differs", "serious")
    assert differing["paperA"] == "Record of decision 23/00041"
    assert differing["paperB"] != differing["paperA"]


def test_the_findings_query_narrows_to_a_severity(client: FlaskClient) -> None:
    found = rows(client, "/queries/findings.csv?severity_is=serious")
    assert {row["severity"] for row in found} == {"serious"}


def test_both_sides_of_a_finding_stand_on_the_page_with_their_passages(client: FlaskClient) -> None:
    page = client.get("/findings?severity=serious").get_data(as_text=True)
    assert page.count('class="cg-sides"') == 1
    assert "1 July 2023" in page


def test_what_a_record_lacks_names_the_paragraph_that_asks_for_it(client: FlaskClient) -> None:
    answer = client.get("/queries/missing-by-law", headers=JSON).get_json()
    (row,) = (row for row in answer["rows"] if "24/00019" in row["about"]["label"])
    assert row["paragraph"]["value"] == "regulation 13(2)(d) of uksi/2012/2089"


def test_a_record_that_is_not_held_lacks_no_entry(client: FlaskClient) -> None:
    answer = client.get("/queries/missing-by-law", headers=JSON).get_json()
    assert not [row for row in answer["rows"] if "21/00063" in row["about"]["label"]]


def test_findings_touch_the_answers_that_they_doubt(client: FlaskClient) -> None:
    answer = client.get("/queries/contract-start?reference=MC230017", headers=JSON).get_json()
    assert [(one["verdict"], one["touches"]) for one in answer["findings"]][:1] == [("differs", "answer")]


def test_how_far_a_contract_grew_is_told_in_per_cent_with_its_ground(client: FlaskClient) -> None:
    contract = "https://w3id.org/councilgraph/id/marlbrook/contract/community-transport-2021-10-01"
    answer = client.get(f"/queries/contract-growth?reference={contract}", headers=JSON).get_json()
    (row,) = answer["rows"]
    assert row["growth"]["label"] == "25 %"
    assert row["decision"]["label"].startswith("24/00019")


def test_a_former_name_is_told_with_the_year_until_which_it_was_used(client: FlaskClient) -> None:
    answer = client.get("/ask?q=former names of Brackenfold Trust", headers=JSON).get_json()
    (row,) = answer["rows"]
    assert (row["former"]["value"], row["until"]["value"]) == ("Brackenfold Aid", "2019")
