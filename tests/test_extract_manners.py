"""Minutes, lists, notices and pages of many manners: which decisions they tell, and who is named."""

from pathlib import Path
from typing import Any

import pytest

from councilgraph import documents, extract
from councilgraph.extract.headings import heading

TWO_AMENDMENTS = """OAKSHOTT GROUP BUDGET AMENDMENTS - COUNCIL 26 FEBRUARY 2025

Amendment 1 - Free swimming for under 16s
Proposer: Cllr Tess Bryant   Seconder: Cllr Omar Finch
Cost: £85,000. Outcome: CARRIED

Amendment 2 - Street lighting
Proposer: Cllr Jan Holloway   Seconder: Cllr Tess Bryant
Cost: £40,000. Outcome: LOST
"""
REFERRED_BACK = """Call-in of Cabinet Decision – Outcome

At its meeting on 3 June 2025 the Overview and Scrutiny Committee considered the call-in of this Cabinet decision:

Closure of Hayle Road Depot (decision CAB/25/41, taken on 13 May 2025)

The Committee resolved by 6 votes to 5 to refer the decision back to Cabinet for reconsideration.
"""
WEEK = """Oakshott Borough Council
Notice of delegated decisions, week ending 11 April 2025

1. 25/0031 - Licence for a market stall, Hay Street. Granted by the Head of Licensing on 7 April 2025.
2. 25/0032 - Grant to the Boxing Club. Approved by the Director of Communities on 8 April 2025.
"""
OUTCOMES = """<html><body><h1>Oakshott Borough Council</h1><h2>Decisions of Cabinet, 10 April 2025</h2><table>
<tr><th>Ref</th><th>Report</th><th>Outcome</th></tr>
<tr><td>CAB/25/13</td><td>Fleet replacement</td><td>Recommendations approved</td></tr>
<tr><td>CAB/25/15</td><td>Sale of Mill Field</td><td>Deferred</td></tr></table></body></html>
"""
BY_ONE = """OAKSHOTT BOROUGH COUNCIL

EXECUTIVE DECISION NOTICE

The following decisions were taken by the Executive Member for Roads, Councillor Bea Stile, on 14 April 2025:

(a) Speed limits in Upper Holt
RESOLVED: That the order be made.

(b) Resurfacing programme
RESOLVED: That the Head of Roads, in consultation with the Executive Member, be authorised to let the work.
"""
PLAN = """Forward plan

25/00088 - Charging Policy

To agree a revised policy for charging.

Decision Maker: Cabinet Member for Adult Care
Decision due date: Not before 1st Nov 2025
Lead director: Sal Orme

25/00089 - Refuges

To award contracts.

Decision Maker: Cabinet
Decision due date: 25 Sep 2025
"""
NUMBERED_KEY = """CABINET
MINUTES OF THE MEETING OF CABINET HELD ON TUESDAY 11 FEBRUARY 2025

CAB.88 Minutes
Agreed as a correct record.

CAB.89 Leisure Contract (Key Decision - Ref No. 1211)
Resolved:- That the contract be extended.

CAB.90 Exclusion of the Public
Resolved:- That the public be excluded.
"""
ABSENT = """HOLLOW PARISH COUNCIL
Minutes of the meeting held on 4 March 2025
Present: Cllrs Amy Wren (Chair), Ben Lark
In attendance: Clerk Una Moss, Mr P Dell and Mrs P Dell
25/1 Apologies for absence
Cllr Ivy Crake.
25/2 Bench
Mr Dell complained. It was agreed to buy a bench.
25/3 Gate
The gate has been carried off. Noted.
"""
LETTERED = """LICENSING SUB-COMMITTEE

Minutes of a meeting held on 9th January, 2025.

Present:  Councillors K.R. Hatch, J.W. Tarn and B. Orrin.

(a)  Appointment of Chairman

Councillor J.W. Tarn took the chair.

(b)  Declarations of Interest

No declarations were received.

(c)  Licensing Act 2003 - Premises Licence - Mill Park, Oakshott

The Licensing Officer, in presenting the report to the Sub-Committee, advised that nobody had objected.

RESOLVED - T H A T the licence be granted.
"""
CAPITALS = """London Borough of Marl & Fenwick

Cabinet

Minutes

Monday 4 March 2024

161. MINUTES OF THE CABINET MEETING HELD ON 11 FEBRUARY 2024

RESOLVED: That the minutes be signed.

162. APOLOGIES FOR ABSENCE

There were none.

163. THE GENERAL FUND, HOUSING REVENUE ACCOUNT AND WARM
HOMES PROGRAMMES - BUDGET VARIATIONS AT
QUARTER 3

RESOLVED:

That approval be given to the variations as at quarter 3, which are set out at length in the report that was before it.
"""
THAT = """NOTICE OF DECISIONS AGREED AT THE MEETING OF THE AUTHORITY HELD ON FRIDAY, 20 JUNE 2025

1. Apologies

That apologies be received and noted.

2. Chair

That it be noted that the Mayor is the Chair.

3. Tram Extension

1. That the outline business case be approved.

2. That the progress be noted.
"""


def facts_of(folder: Path, content: str) -> dict[str, Any]:
    """The facts of a paper, read from a file as any paper is."""
    paper = folder / ("paper.html" if content.startswith("<") else "paper.txt")
    paper.write_text(content, encoding="utf-8")
    text = documents.read(paper)
    facts: dict[str, Any] = extract.as_json(text, extract.extract(text))["facts"]
    return facts


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (TWO_AMENDMENTS, [("1", "Free swimming for under 16s", None, "agreed"),
                          ("2", "Street lighting", None, "rejected")]),
        (REFERRED_BACK, [("CAB/25/41", "Closure of Hayle Road Depot", "2025-05-13", "referred back")]),
        (WEEK, [("25/0031", "Licence for a market stall, Hay Street", "2025-04-07", "approved"),
                ("25/0032", "Grant to the Boxing Club", "2025-04-08", "approved")]),
        (OUTCOMES, [("CAB/25/13", "Fleet replacement", "2025-04-10", "approved"),
                    ("CAB/25/15", "Sale of Mill Field", "2025-04-10", "deferred")]),
        (BY_ONE, [(None, "Speed limits in Upper Holt", "2025-04-14", "resolved"),
                  (None, "Resurfacing programme", "2025-04-14", "resolved")]),
        (PLAN, [("25/00088", "Charging Policy", "2025-11-01", "proposed"),
                ("25/00089", "Refuges", "2025-09-25", "proposed")]),
        (NUMBERED_KEY, [("1211", "Leisure Contract", "2025-02-11", "resolved")]),
        (LETTERED, [(None, "Licensing Act 2003 - Premises Licence - Mill Park, Oakshott", "2025-01-09", "resolved")]),
        (CAPITALS, [(None, "THE GENERAL FUND, HOUSING REVENUE ACCOUNT AND WARM HOMES PROGRAMMES - "
                           "BUDGET VARIATIONS AT QUARTER 3", "2024-03-04", "resolved")]),
        (THAT, [(None, "Tram Extension", "2025-06-20", "agreed")]),
        (ABSENT, [(None, "Bench", "2025-03-04", "agreed")]),
    ],
)  # fmt: skip
def test_each_paper_tells_its_decisions(
    tmp_path: Path, content: str, expected: list[tuple[str | None, str, str | None, str]]
) -> None:
    told = facts_of(tmp_path, content)["decisions"]
    assert [(d["number"], d["title"], d["date"], d["status"]) for d in told] == expected


@pytest.mark.parametrize(
    ("resolved", "status"),
    [
        ("that the proposal to raise charges be rejected.", "rejected"),
        ("that the sale of the depot be not approved.", "rejected"),
        ("that the request be refused on grounds of cost.", "rejected"),
        ("that the amendment be rejected.", "resolved"),
        ("that rents be raised and late bids be rejected unopened.", "resolved"),
    ],
)
def test_what_a_council_resolves_to_turn_down_is_rejected(tmp_path: Path, resolved: str, status: str) -> None:
    paper = f"HOLLOW TOWN COUNCIL\nMinutes of the meeting held on 4 March 2025\n\n25/2 Depot\nRESOLVED {resolved}\n"
    assert [one["status"] for one in facts_of(tmp_path, paper)["decisions"]] == [status]


def test_who_took_all_the_decisions_of_a_notice_took_each(tmp_path: Path) -> None:
    told = facts_of(tmp_path, BY_ONE)["decisions"]
    assert {(d["maker_name"], d["maker_role"], d["kind"]) for d in told} == {
        ("Bea Stile", "Executive Member for Roads", "member")
    }


def test_a_post_that_is_authorised_is_delegated_to(tmp_path: Path) -> None:
    told = facts_of(tmp_path, BY_ONE)["delegations"]
    assert [(d["delegated_to"], d["in_consultation_with"]) for d in told] == [("Head of Roads", "Executive Member")]


def test_who_came_to_watch_is_not_told_and_a_member_who_was_absent_as_such(tmp_path: Path) -> None:
    assert {(person["name"], person["part"]) for person in facts_of(tmp_path, ABSENT)["people"]} == {
        ("Amy Wren", "chairman"), ("Ben Lark", "present"), ("Una Moss", "in attendance"), ("Ivy Crake", "apologies"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Village hall roof – it was proposed by Cllr Wren and agreed", "Village hall roof"),
        ("Disposal of Fern Lodge – Second Phase", "Disposal of Fern Lodge – Second Phase"),
        ("COVID-19: RULES FOR PARISH COUNCILS – UPDATE", "COVID-19: RULES FOR PARISH COUNCILS – UPDATE"),
        ("Temporary Housing: Suspension of Duties", "Temporary Housing: Suspension of Duties"),
        ("Notice to quit there was a letter from the owner", "Notice to quit"),
        ("St. Mary's churchyard wall", "St. Mary's churchyard wall"),
        ("Leisure (Member: Councillor A Moss) Minutes: Consideration was given", "Leisure (Member: Councillor A Moss)"),
    ],
)
def test_a_heading_ends_where_its_text_begins(line: str, title: str) -> None:
    assert heading(line) == title


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("London Borough of Marl & Fenwick", "London Borough of Marl & Fenwick"),
        ("Vale of Glamorgan Council", "Vale of Glamorgan Council"),
        ("The Combined Authority agreed a grant. Holt and Wold Combined Authority", "Holt and Wold Combined Authority"),
        ("The Combined Authority agreed a grant.", None),
    ],
)
def test_a_council_is_named_in_full_or_not_at_all(tmp_path: Path, line: str, name: str | None) -> None:
    assert next(iter(facts_of(tmp_path, f"Report\n\n{line}\n")["organisations"]), None) == name


def test_a_post_that_is_delegated_authority_is_told_whoever_is_consulted(tmp_path: Path) -> None:
    told = facts_of(
        tmp_path,
        "That the Service Manager (Legal) in consultation with the Head of Roads be delegated authority to let it.\n",
    )["delegations"]
    assert [(d["delegated_to"], d["in_consultation_with"]) for d in told] == [
        ("Service Manager (Legal)", "Head of Roads")
    ]


def test_the_relevant_post_is_delegated_to(tmp_path: Path) -> None:
    told = facts_of(tmp_path, "That the award be delegated to the relevant Executive Director for Roads.\n")
    assert [d["delegated_to"] for d in told["delegations"]] == ["Executive Director for Roads"]


def test_a_post_ends_where_the_next_person_runs_on(tmp_path: Path) -> None:
    told = facts_of(tmp_path, "Officers: Anna Boyle, Deputy Chief Executive Martin Light Monitoring Officer\n")[
        "people"
    ]
    assert told[0]["name"] == "Anna Boyle"
    assert told[0]["role"] == "Deputy Chief Executive"


def test_who_decides_in_the_first_person_is_named(tmp_path: Path) -> None:
    told = facts_of(tmp_path, "Record\n\nI Paul Tarn, City Mayor, in exercise of my powers do approve the rents.\n")
    assert [(p["name"], p["role"]) for p in told["people"]] == [("Paul Tarn", "City Mayor")]


def test_the_name_of_a_page_of_a_committee_system_is_no_title(tmp_path: Path) -> None:
    told = facts_of(tmp_path, "Issue - decisions\n\n15/02/2024 - Fees and charges\n\nThe motion was carried.\n")
    assert [d["title"] for d in told["decisions"]] == ["Fees and charges"]


def test_a_post_or_an_act_that_ends_like_a_body_is_none(tmp_path: Path) -> None:
    told = facts_of(
        tmp_path,
        "Procurement Pipeline and Delegation of Authority\n\nContact: Kit Brown Committee Officer\n\n"
        "The Cabinet Committees and Scrutiny Committee met. The Tarn Valley Housing Trust attended.\n",
    )
    assert told["organisations"] == ["Scrutiny Committee", "Tarn Valley Housing Trust"]


def test_a_date_without_year_follows_the_date_told_before_it(tmp_path: Path) -> None:
    told = facts_of(tmp_path, "Note\n\nThe Cabinet met on 30 March 2021, before the elections on 6 May, to talk.\n")
    assert [d["date"] for d in told["dates"]] == ["2021-03-30", "2021-05-06"]


def test_delegated_powers_are_nobody(tmp_path: Path) -> None:
    told = facts_of(tmp_path, "Decisions taken under Delegated Powers - Director of Law\n\nThe report was noted.\n")
    assert told["people"] == []


def test_what_a_body_has_to_approve_is_a_threshold(tmp_path: Path) -> None:
    told = facts_of(
        tmp_path, "Cabinet is required to approve decisions with financial consequences of £500k or more.\n"
    )
    assert [(a["value"], a["kind"]) for a in told["amounts"]] == [(500000, "threshold")]
