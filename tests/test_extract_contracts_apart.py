"""Papers that act on several contracts: each is told, with what is said of it and nothing of the others."""

from pathlib import Path
from typing import Any

import pytest

from councilgraph import documents, extract

EXTENDED_AND_BOUGHT_ANEW = """Decision details

Gully Cleansing Contract Extension

Decision status: Recommendations Approved

Decision:

1) Approved the extension of existing contract to June 2027

2) Approved procurement of a new Drainage and Gully Works Contract for four years (July 2027 - July 2031)
"""
AWARDED_AND_EXTENDED = """Direct award and tender of Day Opportunities - ABC/12

Decision Maker: Cabinet Member for Adult Care

The Cabinet Member:

1. Directly awarded two services to Fernbrook on the basis of the savings offered. The contract would be for 3 years \
at a total cost of £1,250,400.

2. Noted the procurement of the remaining scheme.

3. Authorised a 5 month extension in order to allow time for the procurement above. The total value would be £98,310.

Reasons for the decision:

The extension of the contract to Holmwood will keep the service running.
"""
TWO_REFERENCES = """25/00917 - Continuation of Depot Haulage Contracts

As Cabinet Member for Waste I agree to:

(i) APPROVE the continuation of the current depot haulage contracts in the North and South (DH20417 and DH20417/S), as \
permitted under the contract terms. The revised contract period will now expire on 30 April 2031.
"""
TWO_LOTS = """Decision details

Variation of the Minor Works Framework

Decision:

1. That the variation of Lot 1 Minor Works Framework to extend the term of the framework agreements for a period of 6 \
months from 1 May 2026 to 31 October 2026, be approved.

2. That the variation of Lot 2 Minor Works Framework to extend the term of the framework agreements for a period of 6 \
months from 1 May 2026 to 31 October 2026, be approved.
"""
SHORT_NAMES = """26/00124 - Road Works Contract and Sign Renewal Contract

Many services are delivered through a Road Works Contract (RWC) with Tarnbeck. The current contract expires in August \
2027. Alongside this, the Sign Renewal Contract (SRC) provided by Hollowell is also due to end in June 2027. It is \
proposed to extend the RWC for a period of two years and to re-procure the SRC.
"""
WITHOUT_NUMBERS = """24/00713 - Befriending Services

Proposed decision -

APPROVE a direct award of the Telephone Befriending contract, for a period of twelve months, from 1 April 2027 to 31 \
March 2028;

APPROVE an extension of the contract for a period of twelve months for Community Link Work (Part B), from 1 April 2027 \
to 31 March 2028;

APPROVE commencement of procurement for a new Carer Relief contract which combines both;
"""
LISTED_BELOW = """Issue details

Request Approval to Commence Procurement Exercises

This report sets out a recommendation to approve the commencement of the following procurement exercises:

(i)  Provision of hospital shuttle buses in Westmarch.

(ii)  Westmarch Growth Fund Manager.

(iii)  Supply of road salt.

Decision type: Key
"""
TO_THE_BEST = """Domestic Garden Waste - Contract Award

Content

RESOLVED

i)
To approve the award of the contract to the best supplier (based on the most suitable bins) for the purchase of garden
waste bins, subject to procurement.

ii)
To approve the award of the contract to the highest scoring bidder for the supply and distribution of compost
sacks to all households, subject to procurement.
"""
RUNNING_AND_NEW = """23/00941 - Ledger System - Support

Proposed decision:

The Cabinet Member to agree to:

1. award a contract to Quillstone Systems for the support of the Ledger Suite (April 2027 to April 2029);

Reason for the decision:

The Council's current support from Quillstone Systems for the Ledger Suite expires on 5 April 2027.
"""


def read(folder: Path, text: str) -> list[dict[str, Any]]:
    """The contracts of a paper, in the order of their ends and titles."""
    path = folder / "paper.txt"
    path.write_text(text, encoding="utf-8")
    paper = documents.read(path)
    found: list[dict[str, Any]] = extract.as_json(paper, extract.extract(paper))["facts"]["contracts"]
    return sorted(found, key=lambda fact: (str(fact["end"]), str(fact["title"])))


def shown(fact: dict[str, Any], *names: str) -> dict[str, Any]:
    """Some fields of a contract."""
    return {name: fact[name] for name in names}


def test_an_unnamed_running_contract_is_told_beside_the_new_one(tmp_path: Path) -> None:
    running, new = read(tmp_path, EXTENDED_AND_BOUGHT_ANEW)
    assert shown(running, "title", "end", "action") == {
        "title": "Gully Cleansing",
        "end": "2027-06",
        "action": "extend",
    }
    assert shown(new, "title", "start", "end", "action") == {
        "title": "Drainage and Gully Works",
        "start": "2027-07",
        "end": "2031-07",
        "action": "procure",
    }


def test_an_item_keeps_what_its_next_sentence_says(tmp_path: Path) -> None:
    found = {fact["supplier"]: fact for fact in read(tmp_path, AWARDED_AND_EXTENDED)}
    assert shown(found["Fernbrook"], "term", "total_value", "action") == {
        "term": "P3Y",
        "total_value": 1250400,
        "action": "direct award",
    }
    assert shown(found["Holmwood"], "extended_by", "total_value", "action") == {
        "extended_by": "P5M",
        "total_value": 98310,
        "action": "extend",
    }


def test_two_references_in_brackets_are_two_contracts(tmp_path: Path) -> None:
    found = read(tmp_path, TWO_REFERENCES)
    assert [(fact["reference"], fact["end"]) for fact in found] == [
        ("DH20417", "2031-04-30"),
        ("DH20417/S", "2031-04-30"),
    ]


@pytest.mark.parametrize(
    ("paper", "titles"),
    [
        (TWO_LOTS, ["Lot 1 Minor Works", "Lot 2 Minor Works"]),
        (SHORT_NAMES, ["Sign Renewal Contract", "Road Works Contract"]),
        (WITHOUT_NUMBERS, ["Community Link Work (Part B)", "Telephone Befriending", "Carer Relief"]),
        (TO_THE_BEST, ["compost sacks to all households", "purchase of garden waste bins"]),
        (
            LISTED_BELOW,
            [
                "Provision of hospital shuttle buses in Westmarch",
                "Supply of road salt",
                "Westmarch Growth Fund Manager",
            ],
        ),
    ],
    ids=["lots", "short names", "items without numbers", "marks on lines of their own", "procurements listed below"],
)
def test_each_contract_has_its_own_name(tmp_path: Path, paper: str, titles: list[str]) -> None:
    assert [fact["title"] for fact in read(tmp_path, paper)] == titles


def test_contracts_with_short_names_keep_their_firms(tmp_path: Path) -> None:
    signs, roads = read(tmp_path, SHORT_NAMES)
    assert shown(signs, "supplier", "end", "action") == {
        "supplier": "Hollowell",
        "end": "2027-06",
        "action": "reprocure",
    }
    assert shown(roads, "supplier", "extended_by", "action") == {
        "supplier": "Tarnbeck",
        "extended_by": "P2Y",
        "action": "extend",
    }


def test_the_running_contract_of_the_same_firm_ends_before_the_new_one(tmp_path: Path) -> None:
    running, new = read(tmp_path, RUNNING_AND_NEW)
    assert shown(running, "supplier", "end") == {"supplier": "Quillstone Systems", "end": "2027-04-05"}
    assert shown(new, "start", "end", "action") == {"start": "2027-04", "end": "2029-04", "action": "award"}
