"""Papers become facts: what every extraction keeps to, whatever the text."""

import dataclasses
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from councilgraph import documents
from councilgraph.documents.sections import sections
from councilgraph.extract import as_json, extract
from councilgraph.model import Evidence, Facts, Page, Text

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample"
PIECES = (
    "DECISION TAKEN BY:", "Sue Archer, Cabinet Member for Roads", "Decision No:", "24/00019",
    "Key decision: YES", "From:", "To: Cabinet – 3 May 2025", "Subject: Buses",
    "Recommendation(s): Cabinet is asked to AGREE", "RESOLVED that it be done", "12. Buses", "13. Trees",
    "£1,2", "00.00", "30 February 2024", "in consultation with",
    "delegate authority to the Director of Roads", "th", "6\nth\nMay 2025", "**", "[x](y)", "¹", "’",
    "jo@roads.gov.uk", "01234 567890", "Report Author: Jo Bell", "Head of Roads",
    "section 63 of the Transport Act 1985", "(", ")", "\t", "Activity\tDate", "Tender\tMay 2026",
    "05/03/2025 - Trees ref: 12 Approved", "Present: Cllrs Bell, Moss and Fen",
    "Minutes of a meeting of the Cabinet", "None?", "....... signed", "date",
)  # fmt: skip


def text_of(content: str, name: str = "paper.txt") -> Text:
    return Text(name, "text/plain", "0" * 64, content, (Page(1, 0, len(content)),), sections(content))


def passages(value: object) -> Iterator[Evidence]:
    if isinstance(value, Evidence):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from passages(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from passages(item)


def check(text: Text, facts: Facts) -> None:
    for passage in passages(facts):
        assert text.text[passage.start : passage.end] == passage.quote
    shown = json.dumps(as_json(text, facts)["facts"])
    assert not re.search(r"\w@\w+\.\w", shown)
    assert "567890" not in shown


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=30), st.sampled_from(["\n", " ", "\n\n"]))
def test_any_text_gives_facts_whose_evidence_fits(pieces: list[str], glue: str) -> None:
    text = text_of(glue.join(pieces))
    check(text, extract(text))


@pytest.mark.parametrize("path", sorted((SAMPLE / "documents").iterdir()), ids=lambda path: path.name)
def test_evidence_of_the_sample_fits_its_papers(path: Path) -> None:
    text = documents.read(path)
    check(text, extract(text))


def expected() -> list[tuple[str, dict[str, list[dict[str, object]]]]]:
    lines = (SAMPLE / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    return [(entry["doc"], entry["facts"]) for line in lines if (entry := json.loads(line))]


@pytest.mark.parametrize(("name", "facts"), expected(), ids=lambda value: value if isinstance(value, str) else "")
def test_the_sample_gives_the_decisions_expected(name: str, facts: dict[str, list[dict[str, object]]]) -> None:
    text = documents.read(SAMPLE / "documents" / name)
    found = as_json(text, extract(text))["facts"]["decisions"]
    keys = (
        "number",
        "title",
        "kind",
        "maker_name",
        "maker_role",
        "date",
        "date_type",
        "key_decision",
        "status",
        "minute",
    )
    wanted = [fact for fact in facts["decisions"] if not fact.get("optional")]
    assert len(found) == len(wanted)
    for fact in wanted:
        same = [x for x in found if x["number"] == fact.get("number") and fact.get("title") in (None, x["title"])]
        assert same
        assert {k: same[0][k] for k in keys if k in fact} == {k: fact[k] for k in keys if k in fact}


@pytest.mark.parametrize(("name", "facts"), expected(), ids=lambda value: value if isinstance(value, str) else "")
def test_the_sample_gives_the_people_and_dates_expected(name: str, facts: dict[str, list[dict[str, object]]]) -> None:
    text = documents.read(SAMPLE / "documents" / name)
    found = as_json(text, extract(text))["facts"]
    people = {(person["name"], person["role"]) for person in found["people"]}
    assert {(p["name"], p["role"]) for p in facts.get("people", []) if p.get("role")} <= people
    assert {d["date"] for d in facts.get("dates", [])} <= {d["date"] for d in found["dates"]}


def test_the_json_form_has_every_kind_with_evidence_for_each_fact() -> None:
    text = documents.read(SAMPLE / "documents" / "24-00019-record-of-decision.txt")
    form = as_json(text, extract(text))
    kinds = {"decisions", "contracts", "amounts", "legislation", "people", "dates", "delegations", "organisations"}
    assert kinds <= set(form["facts"])
    assert form["document"]["kind"] == "record of decision"
    assert form["document"]["council"] == "marlbrook"
    for kind in kinds - {"organisations"}:
        assert all(set(e) == {"section", "start", "end", "quote"} for f in form["facts"][kind] for e in f["evidence"])
        assert all(fact["evidence"] for fact in form["facts"][kind])


def test_a_council_may_be_given() -> None:
    text = text_of("RECORD OF DECISION\nDecision No: 24/00019\nSubject: Bus routes in the north\n")
    assert extract(text).document.council is None
    assert extract(text, "Borsetshire County Council").document.council == "borsetshire"
