"""Pages that lost their lines, papers of several decisions, and what belongs to each of them."""

import hashlib
from typing import Any

import pytest

from councilgraph import extract
from councilgraph.model import Page, Text

HEAD = "Hallowmere Borough Council\nDecisions - Cabinet, Monday 3 March 2025\n"
ROUTINE = (
    "Apologies for Absence Apologies were received from Councillor Vane and were accepted by those who were there. "
)
MARKED = (
    HEAD + ROUTINE + "Minutes The minutes of 3 February were agreed. "
    "Ferry Subsidy Decision: RESOLVED: That £90,000 a year be paid under section 63 of the Transport Act 1985. "
    "Council Tax Base Decision: RESOLVED: That the base be 41,204 for the year, as the report of the "
    "Director sets out in full. "
    "Quay Repairs Decision: RESOLVED: That the Head of Harbours be authorised to spend up to £310,000 on the quay."
)
LOUD = (
    HEAD
    + ROUTINE
    + "It was noted that the meeting was filmed for those who could not come and that it would end by nine o'clock. "
    "Ferry Subsidy RESOLVED: That £90,000 a year be paid under section 63 of the Transport Act 1985 "
    "to the operator of the ferry. "
    "Harbour Dues RESOLVED: That the dues be raised by three per cent from April, with no other "
    "change to the scale of charges. "
    "Quay Repairs RESOLVED: That the Head of Harbours be authorised to spend up to £310,000 on the quay."
)
NUMBERED = (
    HEAD + "1. Apologies for Absence There were none. 2. Declarations of Interest No member declared an "
    "interest in any item. "
    "3. Ferry Subsidy RESOLVED: That £90,000 a year be paid under section 63 of the Transport Act "
    "1985 to the operator of the ferry. "
    "4. Harbour Dues RESOLVED: That the dues be raised by three per cent from April, with no other "
    "change to the scale of charges. "
    "5. Quay Repairs RESOLVED: That the Head of Harbours be authorised to spend up to £310,000 on "
    "the quay and the steps."
)
LABELLED = (
    "Decision details Ferry Subsidy Decision Maker: Cabinet Member for Transport Decision status: "
    "Recommendations Approved "
    "Is Key decision?: Yes Is subject to call in?: Yes Purpose: To keep the ferry running through "
    "the winter, when few people "
    "use it and no operator would run it for the fares alone. Decision: That £90,000 a year be paid "
    "under section 63 of the "
    "Transport Act 1985. Alternative options considered: To let the ferry stop. Publication date: 05/03/2025 "
    "Date of decision: 03/03/2025 Effective from: 13/03/2025 Wards affected: Quay; Contact: "
    "Democratic Services, Town Hall, "
    "Hallowmere, where the report can be read on any working day."
)
BY_WHOM = """Hallowmere Borough Council - Officer Decisions, March 2025

DN/25/11 Closure of the Ferry Kiosk. Decision by Director of Place on 10/03/2025. It saves £4,100 a year.
DN/25/12 Mooring Policy. Decision by Head of Harbours on 11/03/2025 under the Harbours Act 1964. Not key.
"""


def paper(content: str) -> Text:
    sha = hashlib.sha256(content.encode()).hexdigest()
    return Text("paper.txt", "text/plain", sha, content, (Page(1, 0, len(content)),), ())


def facts(content: str) -> dict[str, Any]:
    text = paper(content)
    found: dict[str, Any] = extract.as_json(text, extract.extract(text))["facts"]
    return found


@pytest.mark.parametrize(
    ("content", "titles"),
    [
        (MARKED, ["Ferry Subsidy", "Council Tax Base", "Quay Repairs"]),
        (LOUD, ["Ferry Subsidy", "Harbour Dues", "Quay Repairs"]),
        (NUMBERED, ["Ferry Subsidy", "Harbour Dues", "Quay Repairs"]),
        (LABELLED, ["Ferry Subsidy"]),
        (BY_WHOM, ["Closure of the Ferry Kiosk", "Mooring Policy"]),
    ],
)
def test_a_page_that_runs_on_is_read_by_its_headings(content: str, titles: list[str]) -> None:
    assert [fact["title"] for fact in facts(content)["decisions"]] == titles


def test_a_page_without_lines_keeps_what_its_labels_say() -> None:
    (decision,) = facts(LABELLED)["decisions"]
    assert (decision["maker_role"], decision["date"]) == ("Cabinet Member for Transport", "2025-03-03")
    assert decision["key_decision"] is True


def test_what_stands_with_a_decision_is_of_that_decision_and_of_no_other() -> None:
    found = extract.extract(paper(LOUD))
    titles = [fact.title.value if fact.title else "" for fact in found.decisions]
    (law,) = found.legislation
    assert law.decision is not None
    assert titles[law.decision] == "Ferry Subsidy"
    owners = {int(fact.value): fact.decision for fact in found.amounts}
    assert [titles[owners[value] or 0] for value in (90000, 310000)] == ["Ferry Subsidy", "Quay Repairs"]


@pytest.mark.parametrize(
    ("sentence", "sections"),
    [
        (
            "Grants are made under section 137 of the Local Government Act 1972 and s.144.",
            ["section 137", "section 144"],
        ),
        ("The Care Act 2014 has a duty to assess needs (s.9).", [None, "section 9"]),
        (
            "Section 508B of the Education Act 1996 gives travel. Section 508F is for those over 16.",
            ["section 508B", "section 508F"],
        ),
        ("The Highways Act 1980, section 41 applies. Section 106 money is held.", ["section 41"]),
        (
            "Exempt under section 100A of the Local Government Act 1972, paragraph 3 of Schedule 12A.",
            ["section 100A", "schedule 12A"],
        ),
    ],
)
def test_sections_away_from_the_name_of_their_act(sentence: str, sections: list[str | None]) -> None:
    assert [fact["section"] for fact in facts(sentence)["legislation"]] == sections or sorted(
        str(fact["section"]) for fact in facts(sentence)["legislation"]
    ) == sorted(map(str, sections))


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Agreed a virement of £4.85m from the Annual Planned Maintenance Programme.", ["budget"]),
        ("The general reserve would fall to £38.6m.", ["balance"]),
        ("The cost of the school has risen from £31.2m to £36.05m.", ["price", "price"]),
        ("It costs £61,200 per annum, so £183,600 for the first term.", ["annual", "total"]),
        ("Borrowing will be £58m, at an annual revenue cost of £3.9m.", ["other", "annual"]),
        ("A Band D council tax of £231.45, an increase of 2.99%.", ["price"]),
        ("Overspends are in Roads (£6.3m) and Corporate Budgets (£2.6m).", ["forecast", "forecast"]),
        ("5. Precept. RESOLVED to request £18,600 (2024/25 £17,900).", ["precept", "precept"]),
    ],
)
def test_the_kind_of_a_sum_by_the_words_around_it(sentence: str, kinds: list[str]) -> None:
    assert [fact["kind"] for fact in facts(sentence)["amounts"]] == kinds
