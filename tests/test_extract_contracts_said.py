"""What a paper says of one contract: its whole name, its firm, its times; and papers that tell of no contract."""

from pathlib import Path
from typing import Any

import pytest

from councilgraph import documents, extract

OPTION_PERIODS = """Meals at Home Tender: Recommendations for Contract Award

Minutes:

The proposed contract will be for an initial five years commencing 7 April 2027 until 6 April 2032 with the option to \
extend by 2 x 12 month periods, 7 April 2032 until 6 April 2033 and 7 April 2033 until 6 April 2034.

RESOLVED: That the Board approves the award of a contract for Meals at Home.
"""
OF_THE_OUTCOME = """Decision Maker: Cabinet

To consider the outcome of the tender process

RESOLVED that the new three year window renewal contract be awarded to Contractor 2.

Decided at meeting: 08/04/2027 - Cabinet
"""
MASKED = """Decision details

Award of Contract for School Milk 2027

Decision Maker: Cabinet

RESOLVED:

That Cabinet:

1) approves the award to Contractor B, as defined within the report, a contract for provision of school milk at \
primary schools for a period of 3 years from 1 August 2027, with an option to extend for up to two further years.
"""
NOTED_AND_TENDERED = """The Committee received the report of the Works Officer.
RESOLVED: that the report be noted and the tender to be put out for the Hanging Baskets Contract.
"""
LETTERED_QUOTES = """MINUTES OF A MEETING OF NETHER TARN PARISH COUNCIL

MONDAY 10 JUNE 2027 7.15 AT THE VILLAGE HALL

4. Hedge Trimming:

The Clerk produced 2 quotes -

a) Greenledge Gardens and Grounds and

b) Tarnside Trees.

AGREED: That the Quotation from Greenledge be accepted

5. Notice Board:

It was noted that the board had been mended.
"""
OF_SEVERAL_SYSTEMS = """RESOLVED: To approve

1. The procurement strategy which will result in contract awards for the provision of barrier cameras, and Parking \
Permit Case Handling system for a maximum term of 8 years as set out at agenda item 7.
"""
WITH_WHOLE_NAME = """04/03/2027 - 27/00008 - Renewal of Quillstone Support and Maintenance (into a single contract)

Proposed Decision:

To renew the contract with Quillstone for support and maintenance on Ledger Business Suite and Ledger Insight.

Decision Maker: Cabinet Member for Corporate Services
"""
TENDER_ACCEPTED = """Issue - decisions

Acceptance of Tender - Footway Renewal Works 2027/2028

28/06/2027 - Acceptance of Tender - Footway Renewal Works 2027/2028

153/2027 The Cabinet agreed that Stonebeck Construction be offered the contract, on the terms set out in the appendix, \
to carry out footway renewal works for 2027/2028.
"""
NOTED_AWARD = """Exemption to the Council's Contract Procedure Rules - Web Hosted Garage Lettings System

Meeting: 21/10/2027 - Cabinet (Item 58)

Cabinet notes the grant of an exemption to the Council's Contract Procedure Rule 5.11 to allow the direct award of a \
contract for a web hosted Garage Lettings system to the incumbent supplier
"""
OPTION_TAKEN = """Decision Maker: Cabinet

The Cabinet considered proposals to extend the current Grounds Upkeep Contracts.
That approval, in principle, be given to the option to extend the Grounds Upkeep Contracts by seven years, on final \
terms to be agreed by the Director of Street Scene.
"""
OF_PROCUREMENTS = """Issue details

Approval of ICT procurements with a whole life contract value of over £150k

The report will present the proposals to renew or replace one or more core systems.

The Executive Member will be asked to approve the recommended routes for procurement.

Decision status: Decision Made
"""
OF_A_TIME = """Decision details

Board Decisions to Waive Contract Procedure Rules with a Contract Value Over £90k April 2026 - September 2026

Decision Maker: Chief Executive

Purpose:

To consider requests to waive Contract Procedure Rules and agree the direct award of a number of contracts.

Decision:

That the Contract Procedure Rules be waived and the direct awards be agreed, as detailed in the document.
"""


def read(folder: Path, text: str) -> list[dict[str, Any]]:
    """The contracts of a paper."""
    path = folder / "paper.txt"
    path.write_text(text, encoding="utf-8")
    paper = documents.read(path)
    found: list[dict[str, Any]] = extract.as_json(paper, extract.extract(paper))["facts"]["contracts"]
    return found


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        (OPTION_PERIODS, {"start": "2027-04-07", "end": "2032-04-06", "term": "P5Y"}),
        (OF_THE_OUTCOME, {"title": "window renewal", "term": "P3Y", "action": "award"}),
        (MASKED, {"supplier": "Contractor B", "start": "2027-08-01", "term": "P3Y"}),
        (NOTED_AND_TENDERED, {"title": "Hanging Baskets", "action": "procure"}),
        (LETTERED_QUOTES, {"title": "Hedge Trimming", "supplier": "Greenledge", "action": "award"}),
        (
            OF_SEVERAL_SYSTEMS,
            {"title": "barrier cameras, and Parking Permit Case Handling system", "term": "P8Y"},
        ),
        (
            WITH_WHOLE_NAME,
            {
                "title": "support and maintenance on Ledger Business Suite and Ledger Insight",
                "supplier": "Quillstone",
            },
        ),
        (TENDER_ACCEPTED, {"title": "Footway Renewal Works", "supplier": "Stonebeck Construction", "action": "award"}),
        (OPTION_TAKEN, {"title": "Grounds Upkeep", "extended_by": "P7Y", "action": "extend"}),
        (NOTED_AWARD, {"title": "Web Hosted Garage Lettings System", "action": "direct award"}),
    ],
    ids=[
        "options",
        "outcome",
        "masked",
        "noted and",
        "lettered quotes",
        "two systems",
        "whole name",
        "tender",
        "option taken",
        "noted award",
    ],
)
def test_a_contract_is_told_as_its_clause_says_it(tmp_path: Path, paper: str, said: dict[str, Any]) -> None:
    (fact,) = read(tmp_path, paper)
    assert {name: fact[name] for name in said} == said


@pytest.mark.parametrize("paper", [OF_A_TIME, OF_PROCUREMENTS], ids=["waivers of a time", "procurements"])
def test_a_paper_on_what_it_does_not_name_tells_no_contract(tmp_path: Path, paper: str) -> None:
    assert read(tmp_path, paper) == []
