"""Papers of the families that councils print: which decisions, people and delegations each gives."""

from typing import Any

import pytest

from councilgraph.documents.sections import sections
from councilgraph.extract import as_json, extract
from councilgraph.model import Page, Text

DETAILS = """Decision details
Award of Contract for Highway Materials 2025-2029
Decision Maker: Cabinet Member for Environment
Decision status: Recommendations Approved
Is Key decision?: Yes
Purpose:
To seek approval to award a framework contract.
Decision:
That the Cabinet Member delegates authority to the Assistant Director Highways, in consultation with the
Cabinet Member for Finance, to finalise the terms.
Contact: Jane Fielding, Highways Contracts Manager  Email: jane.fielding@borsetshire.gov.uk Tel: 01234 567890.
Publication date: 14/02/2025
Date of decision: 13/02/2025
"""
LISTED = """Borsetshire District Council
Decisions
05/03/2025 - Local Plan Consultation ref: 1187    Recommendations Approved
Decision Maker: Cabinet
Decision published: 07/03/2025
28/02/2025 - 25/00012 - Leisure Centre Repairs ref: 1180    Recommendations Approved (subject to call-in)
Decision Maker: Chief Executive
"""
PLAN = """Borsetshire City Council
Forward Plan of Key Decisions
Title: Housing Repairs Procurement
Decision maker: Cabinet
Decision due: 14 May 2025
Is Key decision?: Yes
Lead officer: Helen Mason, Director of Housing

Title: Parking Charges Review
Decision maker: Cabinet Member for Transport
Decision due: June 2025
Is Key decision?: No
"""
TABLE = """Ambridge Borough Council
FORWARD PLAN
Ref\tTitle\tDecision Maker\tDate of Decision\tKey Decision
FP/25/03\tHousing Allocations Policy\tCabinet\t10 June 2025\tYes
FP/25/04\tCar Park Charges\tPortfolio Holder for Transport\tJuly 2025\tNo
"""
PARISH = """LITTLE BARFORD PARISH COUNCIL
Minutes of the Meeting of the Parish Council held on Monday 12th May 2025 in the Village Hall
Present: Cllr J. Hughes (Chairman), Cllr Mrs P. Moore and Cllr S Patel
In attendance: Mrs L Barnes (Clerk)
001/25 Apologies for absence
Apologies were received from Cllr B Stone.
002/25 Minutes of the last meeting
RESOLVED: That the minutes of the meeting held on 14th April 2025 be approved.
003/25 Public participation
Mr Harold Finch of Mill Cottage raised the matter of speeding.
004/25 Precept
It was RESOLVED (4 for, 1 against) to set the precept at £14,500.
005/25 Playground
It was agreed unanimously that the Clerk obtain three quotes.
006/25 Contracts
6.1 Grass cutting
RESOLVED to accept the quote of £820.
6.2 Insurance
RESOLVED to renew at £210.
007/25 Highways
The Clerk reported on potholes.
"""
COUNCIL = """AMBRIDGE BOROUGH COUNCIL
Minutes of a meeting of the Council held on Wednesday, 26 February 2025 in the Guildhall
45. APOLOGIES FOR ABSENCE
There were none.
46. REVENUE BUDGET 2025/26
Councillor Carter (Leader of the Council) moved the recommendations.
RESOLVED – That
(a) the revenue budget of £14.2m be approved;
(b) authority be delegated to the Chief Finance Officer, in consultation with the Leader of the Council, to
make technical adjustments.
47. MOTION – SWIFT BRICKS
It was moved by Councillor Ellis, seconded by Councillor Archer and RESOLVED unanimously.
"""
CALL_IN = """BORSETSHIRE COUNTY COUNCIL
CALL-IN REQUEST FORM
Decision called in: Closure of Felpersham Recycling Centre
Decision reference: 24/00231
Decision maker: Cabinet
Date of decision: 12 December 2024
Signatories:
Cllr Mary Pound
Cllr John Tregorran
"""
AMENDMENT = """Budget Amendment Form
Amendment Name: Restore Youth Services    Amendment Number: 7
Proposer: Dr Lauren Sully      Seconder: Mr Alister Brand
Proposed Purpose:
To restore funding.
"""
OFFICER = """OFFICER EXECUTIVE DECISION RECORD
Decision Ref. No: OED2025-118
Subject Matter: Roof repairs at Mexford Library
DECISION TAKEN
To appoint Roofers Ltd.
AUTHORISATION
Name: Dave Stimpson Signature: ______ Date: 14/04/2025
Job Title: Head of Property Services
"""
NOTING = """From: Odile Farn, Cabinet Member for Culture
To: Communities Committee – 20 January 2026
Subject: Home Library Service
Recommendation(s): The Committee is asked to NOTE the report.
"""
ASKING = """Ambridge Borough Council
Report to: Executive
Date: 19 March 2025
Report of: Director of Place
Title: Town Centre Works
Key Decision: Yes
Report Author: Kenton Archer, Principal Regeneration Officer
2. Recommendations
2.1 That the Executive approves the award of the contract.
"""


def facts_of(content: str) -> dict[str, list[dict[str, Any]]]:
    text = Text("paper.txt", "text/plain", "0" * 64, content, (Page(1, 0, len(content)),), sections(content))
    facts: dict[str, list[dict[str, Any]]] = as_json(text, extract(text))["facts"]
    return facts


def shown(content: str, *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(fact[key] for key in keys) for fact in facts_of(content)["decisions"]]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (DETAILS, [(None, "Award of Contract for Highway Materials 2025-2029", "member", "2025-02-13", "approved")]),
        (LISTED, [(None, "Local Plan Consultation", "cabinet", "2025-03-05", "approved"),
                  ("25/00012", "Leisure Centre Repairs", "officer", "2025-02-28", "approved")]),
        (PLAN, [(None, "Housing Repairs Procurement", "cabinet", "2025-05-14", "proposed"),
                (None, "Parking Charges Review", "member", "2025-06", "proposed")]),
        (TABLE, [("FP/25/03", "Housing Allocations Policy", "cabinet", "2025-06-10", "proposed"),
                 ("FP/25/04", "Car Park Charges", "member", "2025-07", "proposed")]),
        (CALL_IN, [("24/00231", "Closure of Felpersham Recycling Centre", "cabinet", "2024-12-12", "called in")]),
        (AMENDMENT, [("7", "Restore Youth Services", "budget amendment", None, "proposed")]),
        (OFFICER, [("OED2025-118", "Roof repairs at Mexford Library", "officer", "2025-04-14", "taken")]),
        (NOTING, []),
        (ASKING, [(None, "Town Centre Works", "proposed", "2025-03-19", "proposed")]),
    ],
    ids=["details", "list", "plan", "table", "call-in", "amendment", "officer", "noting", "asking"],
)  # fmt: skip
def test_each_family_gives_its_decisions(content: str, expected: list[tuple[Any, ...]]) -> None:
    assert shown(content, "number", "title", "kind", "date", "status") == expected


def test_minutes_give_what_was_resolved_without_routine() -> None:
    assert shown(PARISH, "minute", "title", "status", "maker_role", "votes") == [
        ("004/25", "Precept", "resolved", "Little Barford Parish Council", {"for": 4, "against": 1}),
        ("005/25", "Playground", "agreed", "Little Barford Parish Council", None),
        ("6.1", "Grass cutting", "resolved", "Little Barford Parish Council", None),
        ("6.2", "Insurance", "resolved", "Little Barford Parish Council", None),
    ]
    assert shown(COUNCIL, "minute", "title", "kind", "date") == [
        ("46", "REVENUE BUDGET 2025/26", "council", "2025-02-26"),
        ("47", "MOTION – SWIFT BRICKS", "council", "2025-02-26"),
    ]


def test_a_member_of_the_public_is_no_fact() -> None:
    people = {person["name"]: person["part"] for person in facts_of(PARISH)["people"]}
    assert sorted(people) == ["B Stone", "J. Hughes", "L Barnes", "P. Moore", "S Patel"]
    assert people["B Stone"] == "apologies"  # and not "present"


def test_delegations_name_post_consultation_and_matter() -> None:
    for content, post, consulted in (
        (DETAILS, "Assistant Director Highways", "Cabinet Member for Finance"),
        (COUNCIL, "Chief Finance Officer", "Leader of the Council"),
    ):
        (delegation,) = facts_of(content)["delegations"]
        assert (delegation["delegated_to"], delegation["in_consultation_with"]) == (post, consulted)


def test_contact_data_is_left_out_of_a_post() -> None:
    (person,) = facts_of(DETAILS)["people"]
    assert (person["name"], person["role"]) == ("Jane Fielding", "Highways Contracts Manager")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (OFFICER, ("Dave Stimpson", "Head of Property Services", None)),
        (ASKING, (None, "Executive", True)),
        (PLAN, (None, "Cabinet", True)),
    ],
)
def test_the_maker_and_whether_a_decision_is_key(content: str, expected: tuple[Any, ...]) -> None:
    assert shown(content, "maker_name", "maker_role", "key_decision")[0] == expected


HEADED = {
    "due first": """Holmbridge Council Forward Plan June to September 2025
Library Strategy 2025-30
Decision due: July 2025
Decision maker: Cabinet
Key decision: Yes
Weed control contract award
Decision due: 4 August 2025
Decision maker: Cabinet Member for Streets
Key decision: No
""",
    "described": """Holmbridge Council Forward Plan
Library Strategy 2025-30
To agree the strategy for the years to 2030 and how it is paid for.
Decision due: July 2025 by Cabinet
Key decision: Yes
Weed control contract award
To award the contract.
Decision due: 4 August 2025 by Cabinet Member for Streets
Key decision: No
""",
    "published first": """Holmbridge Borough Council
Forward Plan: decisions to be taken from June 2025

Library Strategy 2025-30
First published: 1 May 2025
Who will decide: Cabinet
Expected date: July 2025
Key decision: Yes
Contact: 01234 000 333

Weed control contract award
First published: 6 May 2025
Who will decide: Cabinet Member for Streets
Expected date: 4 August 2025
Key decision: No
""",
    "table": """Holmbridge Borough Council
Forward Plan
Matter for decision\tDecision maker\tDate of decision\tKey?
Library Strategy 2025-30\tCabinet\tJuly 2025\tYes
Weed control contract award\tCabinet Member for Streets\t4 August 2025\tNo
""",
}


@pytest.mark.parametrize("content", list(HEADED.values()), ids=list(HEADED))
def test_a_forward_plan_gives_each_entry_under_its_heading(content: str) -> None:
    assert shown(content, "title", "date", "maker_role", "key_decision", "status") == [
        ("Library Strategy 2025-30", "2025-07", "Cabinet", True, "proposed"),
        ("Weed control contract award", "2025-08-04", "Cabinet Member for Streets", False, "proposed"),
    ]


def test_a_forward_plan_of_one_entry_takes_the_heading_above_it() -> None:
    one = "Forward Plan entry\nLibrary Strategy 2025-30\nDecision due: July 2025 by Cabinet\nKey decision: Yes\n"
    assert shown(one, "title", "date") == [("Library Strategy 2025-30", "2025-07")]


REPORT = """From: Dana Marsh, Cabinet Member for Libraries
To: Libraries Committee – 3 March 2026
Subject: Mobile Library
Key decision: Yes
Classification: Unrestricted
Summary: {summary}
"""


@pytest.mark.parametrize(
    ("summary", "proposed"),
    [
        ("The contract has options of a year. This report proposes to use the first, to 31 March 2027.", True),
        ("It is proposed to raise the fees by 3%.", True),
        ("The paper seeks approval to close the branch at Weston.", True),
        ("Approval is sought for six new stops.", True),
        ("This report sets out the figures for the quarter.", False),
        ("This report proposes to inform members about libraries.", False),
        ("The council proposed to close it in 2019.", False),
    ],
)
def test_a_report_without_recommendation_proposes_what_its_summary_says(summary: str, proposed: bool) -> None:
    found = shown(REPORT.format(summary=summary), "title", "kind", "date", "maker_role", "key_decision")
    assert found == ([("Mobile Library", "proposed", "2026-03-03", "Libraries Committee", True)] if proposed else [])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Comment of the Chief Finance Officer (Jane Doe): the sum is sound.", [("Jane Doe", "Chief Finance Officer")]),
        ("The Director of Public Health (Dr Ann Bell) reported.", [("Ann Bell", "Director of Public Health")]),
        ("Head of Legal Services (Kim Oak) and Head of Audit (Ed Ash) were asked.",
         [("Kim Oak", "Head of Legal Services"), ("Ed Ash", "Head of Audit")]),
        ("Jane Doe (Chief Finance Officer) said that the sum is sound.", [("Jane Doe", "Chief Finance Officer")]),
        ("Cabinet Member for Roads (Cllr Sam Hill)", [("Sam Hill", "Cabinet Member for Roads")]),
        ("The Chief Executive (Interim Arrangements) will report.", []),
        ("The Director of Place (North East) reported.", []),
        ("The plans of the owner (Jane Doe) were seen.", []),
    ],
)  # fmt: skip
def test_a_name_in_brackets_after_a_post_holds_it(line: str, expected: list[tuple[str, str]]) -> None:
    people = facts_of(f"HOLMBRIDGE COUNCIL\nREPORT\n{line}\n")["people"]
    assert [(person["name"], person["role"]) for person in people] == expected
