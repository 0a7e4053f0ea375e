"""Pages of committee systems: lists of decisions, forward plans, issues, minutes of scrutiny."""

import hashlib
from typing import Any

import pytest

from councilgraph import extract
from councilgraph.model import Page, Text

PROPOSED = """04/03/2031 - 31/00012 - Tide Gauge Network

Proposed decision:

The Cabinet Member for Harbours is asked to approve the renewal of the network and delegation of authority to the
Director of Coast to take the actions needed.

26/02/2031 - 31/00009 - Ferry Pass

Proposed Decision:

To reduce the subsidy.
"""
SPOKEN = """Cabinet Member decisions

Decisions published

24/12/2031 - 31/00059 - Purchase of a Slipway ref: 2310    Recommendations Approved

Decision:

As Deputy Leader and Cabinet Member for Harbours, Coast and Tides, I agree to increase the money set aside from the
budget for works on the coast and its harbours to rebuild the slipway and its sheds from £3,950,000 to £4,792,000.

20/12/2031 - Urgent business ref: 2309    Information Only

Decision Maker: Executive

Decision:

None.
"""
RUN_ON = (
    "Decisions published 14/06/2031 - 31/00029 - Lease of the Boat House at Wexmouth Quay School "
    "ref: 2866Recommendations Approved (subject to call-in) 13/06/2031 - 31/00040 - Eight Classrooms for Wexmouth Hill "
    "School ref: 2865Recommendations Approved 11/06/2031 - 31/00023 - School Term Dates 2032/33 and 2033/34 ref: "
    "2862For Determination 10/06/2031 - 31/00031 - Framework of Consultants for the Capital Works of the Council "
    "ref: 2859Recommendations Approved (subject to call-in)"
)
PLAN = """Forthcoming Executive Decisions

Forthcoming Executive Decisions - 31 July 2031  (31/07/2031 to 30/11/2031, Cabinet)

Not Before 4 August 2031

1.

31/00055 - Ferry Steps New!

Decision maker:  Cabinet Member for Harbours

Decision due:   Not before 4th Aug 2031

Not Before 5 August 2031

2.

31/00053 - Continuation of the Contracts for Household Recycling Centres in the North, Middle and South of Wexshire.

Decision maker:  Cabinet Member for Coast

Decision due:   Not before 5th Aug 2031
"""
ISSUE = """Issue - decisions

Approval to Tender the Consultancy Contracts

14/11/2031 - Approval to Tender the Consultancy Contracts

The Chief Officer (Highways):

i)  noted the content of this report;

ii)  authorised the procurement of the contracts.
"""
SCRUTINY = """Wexshire County Council
MINUTES of a meeting of the Scrutiny Committee held on Monday, 3 March 2031

12. Call-in of 31/00057 - Strategic Headquarters (SHQ)

In accordance with Section 100B 4 (b) of the Local Government Act 1972, the Chairman approved consideration of this
item as a matter of urgency.
"""
OLD_RECORD = """Meeting documents

Harbours and Coast Advisory Board
Wednesday, 16th November, 2031 7.30 pm

Record of Decision

Decision Taken By: CABINET MEMBER FOR Harbours and Coast
Decision No: D310149MEM
Date: 16th November 2031

Decision(s) and Reason(s)

Dredging Framework - Response to Consultation

Minutes

The report recommended a response.

Signed Leader: M Quillfeather
"""
SPACED = """Wexshire Borough Council
Minutes

Overview and Scrutiny Committee - Thursday, 5th May, 2031 7.30 pm

OS 31/17

Apologies for Absence

There were none.

OS 31/18

Ferry Fares

RESOLVED: That the fares be frozen.

OS 31/19

Slipway Charges

RESOLVED: That the charges be raised.
"""
UNTITLED = """Decision Maker: Cabinet
Decision status: For Determination
Is Key decision?: Yes
Is subject to call in?: Yes
(a) Cabinet agreed to begin each of the procedures.
Reason for the
decision
Cabinet was required to approve them.
Publication date: 26/03/2031
Date of decision: 25/03/2031
"""
DESCRIBED = """Agenda and minutes

Coast Cabinet Committee - Thursday, 15th June, 2031 10.00 am

Items
No. Item

2.

Ferry Fares

To consider the fares of the ferry

Additional documents:

Minutes:

Resolved that the fares be frozen.

3.

Slipway Charges

To consider the charges of the slipway

Additional documents:

Minutes:

Resolved that the charges be raised.
"""
ALONE = """Wexshire County Council
Additional documents:
Minutes:
Jo Quillfeather (Major Capital Programme Manager) was in attendance for this item.
1. Members thanked the officers.
2. Members asked of the cost.
3. It was RESOLVED that the proposed decision (31/00058), to be taken by the Leader, be endorsed.
"""


def read(text: str) -> dict[str, Any]:
    raw = hashlib.sha256(text.encode()).hexdigest()
    paper = Text("paper.txt", "text/plain", raw, text, (Page(1, 0, len(text)),), ())
    facts: dict[str, Any] = extract.as_json(paper, extract.extract(paper))["facts"]
    return facts


def told(facts: dict[str, Any], *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(fact[key] for key in keys) for fact in facts["decisions"]]


def test_entries_without_reference_are_proposed_decisions() -> None:
    facts = read(PROPOSED)

    assert told(facts, "number", "title", "status", "date_type") == [
        ("31/00012", "Tide Gauge Network", "proposed", "due"),
        ("31/00009", "Ferry Pass", "proposed", "due"),
    ]
    assert facts["decisions"][0]["maker_role"] == "Cabinet Member for Harbours"
    assert [one["delegated_to"] for one in facts["delegations"]] == ["Director of Coast"]


def test_who_speaks_takes_the_decision_and_what_was_only_told_is_none() -> None:
    facts = read(SPOKEN)

    assert told(facts, "number", "kind", "maker_role") == [
        ("31/00059", "member", "Deputy Leader and Cabinet Member for Harbours, Coast and Tides")
    ]
    assert [one["upper"] for one in facts["amounts"]] == [None, None]


def test_a_list_that_runs_on_is_broken_at_its_entries() -> None:
    assert told(read(RUN_ON), "number", "date", "status") == [
        ("31/00029", "2031-06-14", "approved"),
        ("31/00040", "2031-06-13", "approved"),
        ("31/00023", "2031-06-11", "proposed"),
        ("31/00031", "2031-06-10", "approved"),
    ]


def test_a_numbered_title_may_end_with_a_stop_and_a_time_is_no_title() -> None:
    found = told(read(PLAN), "number", "title")

    assert [number for number, _ in found] == ["31/00055", "31/00053"]
    assert found[1][1].startswith("Continuation of the Contracts")


def test_an_issue_names_its_maker_in_the_line_that_introduces_the_decision() -> None:
    assert told(read(ISSUE), "title", "maker_role", "date") == [
        ("Approval to Tender the Consultancy Contracts", "Chief Officer (Highways)", "2031-11-14")
    ]


def test_a_record_of_an_older_system_has_its_title_below_its_label() -> None:
    facts = read(OLD_RECORD)

    assert told(facts, "number", "title", "kind", "date") == [
        ("D310149MEM", "Dredging Framework - Response to Consultation", "member", "2031-11-16")
    ]
    assert [(one["name"], one["role"]) for one in facts["people"]] == [("M Quillfeather", "Leader")]


def test_a_title_may_be_a_sentence_on_the_page_of_an_issue() -> None:
    facts = read("Issue - decisions\n\nTo divert a path.\n\n06/02/2031 - To divert a path.\n\nTo divert a path.\n")

    assert told(facts, "title", "date") == [("To divert a path", "2031-02-06")]


def test_numbers_of_minutes_may_have_a_space() -> None:
    assert told(read(SPACED), "minute", "title") == [("OS 31/18", "Ferry Fares"), ("OS 31/19", "Slipway Charges")]


def test_what_describes_an_item_is_not_its_title() -> None:
    assert told(read(DESCRIBED), "minute", "title") == [("2", "Ferry Fares"), ("3", "Slipway Charges")]


def test_the_words_before_resolved_are_no_title() -> None:
    titles = [title for _, title in told(read(ALONE), "number", "title")]

    assert titles[0].startswith("that the proposed decision")


def test_a_label_is_no_title() -> None:
    assert read(UNTITLED)["decisions"] == []


def test_a_called_in_decision_is_mentioned_and_its_section_read() -> None:
    facts = read(SCRUTINY)

    assert told(facts, "number", "title", "mentioned") == [("31/00057", "Strategic Headquarters", True)]
    assert [law["section"] for law in facts["legislation"]] == ["section 100B(4)(b)"]


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ("from April 2031 to April 2033", ["2031-04", "2033-04"]),
        ("from April to July 2031", ["2031-04/2031-07"]),
    ],
)
def test_a_span_of_two_years_has_two_ends(span: str, expected: list[str]) -> None:
    assert [one["date"] for one in read(f"The service runs {span}.\n")["dates"]] == expected
