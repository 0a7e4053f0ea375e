"""Outcomes, notices and minutes of many kinds: which decisions they give, how the votes fell, who is named."""

import hashlib
from typing import Any

import pytest

from councilgraph import extract
from councilgraph.model import Page, Text

CALLED_IN = """Ravensby Borough Council
CALL-IN OUTCOME
Policy Overview and Scrutiny Committee, 22 January 2025
Decision subject to call-in: EX/2024/311 - Parking Charges at Riverside
Chair: Councillor Tamsin Holroyd
Call-in requested by: Councillors Piers Wragg, Anjali Mehta and Don Sefton.

DECISION:
The Committee decided to take no further action.
"""
NOTICE = """WESTERDALE DISTRICT COUNCIL
NOTICE OF DECISIONS OF THE CABINET
Meeting held on 10 June 2025

Item 4
Community Grants Programme
DECISION:
That grants of £68,000 be awarded.

Item 5
Market Charter
DECISION:
That the item be deferred to the next meeting.
"""
LETTERED = """CARROWMERE COUNTY COUNCIL
EXECUTIVE
DECISIONS MADE BY THE EXECUTIVE ON 3 APRIL 2025

(1) HIGHWAYS MAINTENANCE - EXTENSION
It was RESOLVED:
A. To extend the contract for two years.

(2) ADULT LEARNING STRATEGY
It was RESOLVED:
A. To adopt the strategy.
"""
HOLDER = """STANMOOR CITY COUNCIL
PORTFOLIO HOLDER DECISION

PORTFOLIO HOLDER:	Councillor Beatrice Amos – Portfolio Holder for Clean Streets
DECISION REFERENCE:	PHD 112/25
SUBJECT:	Street Cleansing Vehicles
DATE:	11 August 2025

THE DECISION
To award the contract.

REASON FOR THE DECISION
The lease ends.
"""
FLAT = """Kelsham Borough Council
Forward Plan

Decision title
Decision maker
Date of decision
Key decision
Adoption of the Air Quality
Action Plan
Cabinet
17 June 2025
Yes
Disposal of Former Depot
Cabinet Member for Assets
July 2025
No
"""
VOTED = """Elmstock Town Council
Minutes of the meeting held on 3 December 2024
C.45/24 CYCLE RACKS
For: Cllrs Arkwright, Bellamy. Against: Cllrs Crossfield, Dhillon, Eaves. The motion was LOST.
C.46/24 FOOTPATHS
The vote was 5 for, 1 against, 1 abstention.
RESOLVED: That the path be diverted.
C.47/24 TREES
RESOLVED: That two trees be felled. (Voting: for 4, against 3)
"""


def facts_of(content: str) -> dict[str, Any]:
    sha = hashlib.sha256(content.encode()).hexdigest()
    text = Text("paper.txt", "text/plain", sha, content, (Page(1, 0, len(content)),), ())
    facts: dict[str, Any] = extract.as_json(text, extract.extract(text))["facts"]
    return facts


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (CALLED_IN, [("EX/2024/311", "Parking Charges at Riverside", "called in")]),
        (NOTICE, [(None, "Community Grants Programme", "agreed"), (None, "Market Charter", "deferred")]),
        (LETTERED, [(None, "HIGHWAYS MAINTENANCE - EXTENSION", "resolved"),
                    (None, "ADULT LEARNING STRATEGY", "resolved")]),
        (HOLDER, [("PHD 112/25", "Street Cleansing Vehicles", "taken")]),
        (FLAT, [(None, "Adoption of the Air Quality Action Plan", "proposed"),
                (None, "Disposal of Former Depot", "proposed")]),
    ],
)  # fmt: skip
def test_each_paper_gives_its_decisions(content: str, expected: list[tuple[str | None, str, str]]) -> None:
    assert [(d["number"], d["title"], d["status"]) for d in facts_of(content)["decisions"]] == expected


def test_votes_are_read_as_lists_of_names_before_and_after_the_resolution() -> None:
    votes = [d["votes"] for d in facts_of(VOTED)["decisions"]]
    assert votes == [{"for": 2, "against": 3}, {"for": 5, "against": 1, "abstain": 1}, {"for": 4, "against": 3}]


def test_the_chair_and_those_who_called_in_are_named() -> None:
    people = {p["name"]: (p["role"], p["part"]) for p in facts_of(CALLED_IN)["people"]}
    assert people["Tamsin Holroyd"][0] == "Chair"
    assert {people[name][1] for name in ("Piers Wragg", "Anjali Mehta", "Don Sefton")} == {"signatory"}


@pytest.mark.parametrize(
    ("sentence", "name", "role"),
    [
        ("The Chair of Scrutiny, Councillor Nell Carr, has agreed.", "Nell Carr", "Chair of Scrutiny"),
        ("Decision maker: Mayor Caroline Abbot", "Caroline Abbot", "Mayor"),
        ("Monitoring Officer: Belinda Crane", "Belinda Crane", "Monitoring Officer"),
        ("The Planning Officer, Derek Sloane, spoke.", "Derek Sloane", "Planning Officer"),
    ],
)
def test_a_post_before_a_name_is_theirs(sentence: str, name: str, role: str) -> None:
    people = facts_of(f"Elmstock Town Council\n\n{sentence}\n")["people"]
    assert [(p["name"], p["role"]) for p in people] == [(name, role)]


@pytest.mark.parametrize(
    ("head", "slug"),
    [
        ("SEVERN VALE COMBINED AUTHORITY", "severn-vale-combined-authority"),
        ("Mid Wold Fire and Rescue Authority", "mid-wold-fire-and-rescue-authority"),
        ("LONDON BOROUGH OF HARROWGATE MARSH", "harrowgate-marsh"),
        ("Record of decision\n\nAsk jo.smith@northmere.gov.uk", "northmere"),
    ],
)
def test_whose_paper_it_is_may_be_an_authority_or_an_address(head: str, slug: str) -> None:
    text = Text("paper.txt", "text/plain", "0" * 64, f"{head}\n\nDecision: x\n", (Page(1, 0, len(head) + 15),), ())
    assert extract.extract(text).document.council == slug
