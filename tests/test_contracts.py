"""Contracts as papers tell them: joined over paragraphs, told apart, and read from tables."""

from typing import Any

import pytest

from councilgraph.documents.sections import sections
from councilgraph.extract import extract
from councilgraph.extract.form import plain
from councilgraph.model import ContractFact, Facts, Page, Text


def facts(text: str) -> Facts:
    return extract(Text("a.txt", "text/plain", "0", text, (Page(1, 0, len(text)),), sections(text)), "marlbrook")


_NOT_SAID = {"evidence", "decision", "end_derived", "confidence", "reason"}


def told(fact: ContractFact) -> dict[str, Any]:
    """The fields that a contract has, as plain values."""
    names = [n for n in ContractFact.__dataclass_fields__ if n not in _NOT_SAID]
    return {n: plain(getattr(fact, n)) for n in names if getattr(fact, n) is not None}


EXTENSION = """RECORD OF OFFICER DECISION

Subject: Home Library Service – Contract Extension

Decision:
I agree to extend the Home Library Service Contract (SC230041) by one final year, as its terms allow.
The service is delivered by Brackenfold.

Financial Implications:
The contract commenced on 1 July 2023 for a term of three years. There was an option to extend for a further
two years (on a one year plus one year basis). The cost is £40,000 per annum. With this extension the total
cost will be £200,000.
"""


def test_what_several_paragraphs_say_is_one_contract() -> None:
    (fact,) = facts(EXTENSION).contracts
    assert told(fact) == {
        "reference": "SC230041",
        "title": "Home Library Service",
        "supplier": "Brackenfold",
        "start": "2023-07-01",
        "end": "2028-06-30",
        "term": "P3Y",
        "extension_options": ["P1Y", "P1Y"],
        "options_used": 2,
        "action": "extend",
        "extended_by": "P1Y",
        "extension_number": 2,
        "annual_value": 40000,
        "total_value": 200000,
    }
    assert fact.end_derived


def test_the_values_of_a_contract_are_amounts_that_point_at_it() -> None:
    assert {(a.contract, a.role) for a in facts(EXTENSION).amounts} == {(0, "annual_value"), (0, "total_value")}


def test_the_contract_that_runs_and_the_one_to_come_are_told_apart() -> None:
    text = """From: Dana Marsh, Cabinet Member for Libraries
To: Libraries Committee – 3 March 2026
Subject: Home Library – Commissioning of a new contract

1.1. The current contract, delivered by Brackenfold, commenced on 1 July 2023 for an initial term of three years
and has used its two one-year extensions, ending on 30 June 2028. It has an annual contract value of £40k.

1.2. It is proposed that the next contract run for four years plus two, two year extensions, to begin on 1 July 2028.
With an annual budget allowance of £45k per annum the total contract value for the eight years would be £380k.
"""
    now, new = (told(fact) for fact in facts(text).contracts)
    assert (now["supplier"], now["start"], now["end"], now["term"]) == (
        "Brackenfold",
        "2023-07-01",
        "2028-06-30",
        "P3Y",
    )
    assert (now["annual_value"], now["options_used"], now["action"]) == (40000, 2, "in force")
    assert (new["start"], new["term"], new["extension_options"]) == ("2028-07-01", "P4Y", ["P2Y", "P2Y"])
    assert (new["annual_value"], new["total_value"], new["action"]) == (45000, 380000, "procure")


def test_an_extension_outside_the_options_names_its_ground_in_law() -> None:
    text = """Library report
1.1 The Home Library Contract commenced on 1 May 2016 for a term of three years. It is delivered by Brackenfold.
1.2 The council used regulation 72(1)(c) of the Public Contracts Regulations 2015 to further extend this contract
by one year to 30 April 2020.
"""
    (fact,) = facts(text).contracts
    assert told(fact)["legal_basis"] == "Public Contracts Regulations 2015, regulation 72(1)(c)"
    assert fact.legal_basis_id == "uksi/2015/102/regulation/72/1/c"
    assert told(fact)["end"] == "2020-04-30"


def test_several_awards_in_one_record_share_their_dates() -> None:
    text = """RECORD OF DECISION
Subject: Supported Living Contract Award
Decision:
(a) award the contract for Supported Living (East) to Homelea Ltd at an annual value of £1.2m;
(b) award the contract for Supported Living (West) to Fernway Group at an annual value of £900k.
The contracts will commence on 1 April 2024 for three years with the option to extend for two further one-year periods.
"""
    found = [told(fact) for fact in facts(text).contracts]
    assert [(f["supplier"], f["annual_value"]) for f in found] == [("Homelea Ltd", 1200000), ("Fernway Group", 900000)]
    assert {(f["start"], f["term"], tuple(f["extension_options"])) for f in found} == {
        ("2024-04-01", "P3Y", ("P1Y", "P1Y"))
    }


CELLS = """Contracts Register
Contract Ref
Contract Title
Supplier
Start Date
End Date
Value
MB001
Grounds Maintenance
Greenlea Ltd
01/04/2020
31/03/2025
£1,250,000
MB002
Leisure Management
Active Trust
01/10/2018
30/09/2028
£4,500,000
MB002
Leisure Management - Pools
Active Trust
01/10/2018
30/09/2028
£500,000
MB007
Cleaning of council
offices
Sparkle & Co Ltd
13-Dec-16
12-Dec-21
£98,400.50
"""
LINES = """Contracts Register
Reference Title Supplier Start date End date Annual value
C0012 Waste collection Enviro Haul Ltd 01/04/2021 31/03/2029 £3,200,000
C0013 Agency staff Tamar SCM Limited 01/07/2022 30/06/2025 £850,000
"""
TABS = """Contracts Register
Reference\tTitle\tSupplier\tStart date\tEnd date\tExtension\tAnnual Value
DN1001\tStair lifts\tLiftco Ltd\t01/04/2022\t31/03/2025\t1 + 1 years\t£45,000
DN1002\tPayroll\tSoftone plc\t1 May 2021\t30 April 2026\tNone\t12,500.00
"""


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            CELLS,
            [
                ("MB001", "Grounds Maintenance", "Greenlea Ltd", "2020-04-01", "2025-03-31", 1250000),
                ("MB002", "Leisure Management", "Active Trust", "2018-10-01", "2028-09-30", 4500000),
                ("MB002", "Leisure Management - Pools", "Active Trust", "2018-10-01", "2028-09-30", 500000),
                ("MB007", "Cleaning of council offices", "Sparkle & Co Ltd", "2016-12-13", "2021-12-12", 98400.50),
            ],
        ),
        (
            LINES,
            [
                ("C0012", "Waste collection", "Enviro Haul Ltd", "2021-04-01", "2029-03-31", 3200000),
                ("C0013", "Agency staff", "Tamar SCM Limited", "2022-07-01", "2025-06-30", 850000),
            ],
        ),
        (
            TABS,
            [
                ("DN1001", "Stair lifts", "Liftco Ltd", "2022-04-01", "2025-03-31", 45000),
                ("DN1002", "Payroll", "Softone plc", "2021-05-01", "2026-04-30", 12500),
            ],
        ),
    ],
    ids=["one cell a line", "one row a line", "tabs"],
)
def test_a_register_is_one_contract_for_each_row(text: str, rows: list[tuple[Any, ...]]) -> None:
    found = [told(fact) for fact in facts(text).contracts]
    assert [
        (f["reference"], f["title"], f["supplier"], f["start"], f["end"], f.get("annual_value") or f["total_value"])
        for f in found
    ] == rows
    assert {f["action"] for f in found} == {"register entry"}


def test_a_decision_on_a_table_of_contracts_acts_on_each_row() -> None:
    text = """RECORD OF DECISION

DECISION NO:
23/00041

Subject: Early Help Recommissioning

Decision:
i. To bring the Family Support Service in-house.
ii. To re-procure the Reading Friends Service with an additional £10k (new total £60,000).

Reason(s) for decision:
The current contracts are due to end on 30th September 2023.

Financial Implications
Current spend per annum on these contracts is:

Contract Name Provider Costings

A. Reading Friends   Brackenfold £50,000.00

B. Family Support

Porchway £20,000.00

Project Fern £10,000.00

Total current Spend £80,000.00
"""
    found = [told(fact) for fact in facts(text).contracts]
    assert [(f["title"], f["supplier"], f["annual_value"], f["end"], f["action"]) for f in found] == [
        ("Reading Friends", "Brackenfold", 50000, "2023-09-30", "reprocure"),
        ("Family Support", "Porchway", 20000, "2023-09-30", "bring in-house"),
        ("Family Support", "Project Fern", 10000, "2023-09-30", "bring in-house"),
    ]
    assert found[0]["new_annual_value"] == 60000


@pytest.mark.parametrize(
    "text",
    [
        "The term maintenance contract costs have risen by 8% (£1.2m). A new contract "
        "system will go live in April 2025.",
        "Forward Plan\nAward of contract for Home to School Transport. Decision due: 12 Jun 2025 by Cabinet.",
        "Contracts over £100,000 must be tendered. The council spends £200m per annum with suppliers.",
    ],
)
def test_a_word_about_contracts_is_no_contract(text: str) -> None:
    assert facts(text).contracts == ()


def test_every_passage_is_in_the_text() -> None:
    for text in (EXTENSION, CELLS, LINES, TABS):
        found = facts(text)
        evidence = [e for kind in (found.contracts, found.amounts, found.legislation) for f in kind for e in f.evidence]
        assert evidence
        assert all(text[e.start : e.end] == e.quote for e in evidence)


def test_minutes_that_act_on_several_contracts_tell_each_by_its_sentence() -> None:
    text = """MARLBROOK COUNCIL
MINUTES OF THE CABINET - 9 July 2024
31. Street lighting contract
RESOLVED that the street lighting contract be awarded to Brightlea Ltd for five years from 1 October 2024
at £1.2m a year.
33. IT support
RESOLVED that the IT support contract with Tamarcom Ltd be extended for 12 months to 31 August 2025 at a cost
of £96,000.
"""
    lighting, support = (told(fact) for fact in facts(text).contracts)
    assert (lighting["title"], lighting["supplier"], lighting["action"]) == (
        "Street lighting",
        "Brightlea Ltd",
        "award",
    )
    assert (lighting["start"], lighting["term"], lighting["annual_value"]) == ("2024-10-01", "P5Y", 1200000)
    assert (support["title"], support["supplier"], support["action"]) == ("IT support", "Tamarcom Ltd", "extend")
    assert (support["end"], support["extended_by"], support["total_value"]) == ("2025-08-31", "P12M", 96000)


@pytest.mark.parametrize(
    ("sentence", "title", "firm", "value"),
    [
        (
            "RESOLVED that the quotation of Fernplay Ltd for new swings, £6,780.00, be accepted.",
            "new swings",
            "Fernplay Ltd",
            6780,
        ),
        (
            "It was resolved to accept the quote from Larch Fencing of £2,450 + VAT for the playground fence.",
            "playground fence",
            "Larch Fencing",
            2450,
        ),
        (
            "RESOLVED that Hargrove Clocks be appointed to overhaul the clock at £4,385 plus VAT.",
            "overhaul the clock",
            "Hargrove Clocks",
            4385,
        ),
    ],
)
def test_a_quotation_accepted_is_a_small_contract(sentence: str, title: str, firm: str, value: int) -> None:
    (fact,) = facts(f"Minutes of the Parish Council\n12. Playground\n{sentence}\n").contracts
    assert {k: told(fact)[k] for k in ("title", "supplier", "total_value", "action")} == {
        "title": title,
        "supplier": firm,
        "total_value": value,
        "action": "award",
    }


def test_lots_in_one_sentence_are_contracts_of_their_firms() -> None:
    text = """Officer Decision Record
Title: Temporary Accommodation Repairs - Contract Award

Decision:
To award contracts for temporary accommodation repairs as follows: Lot 1 (North) to Bricklane Maintenance Ltd at
£1,200,000 and Lot 2 (South) to Oakmere Property Services Limited at £980,000, each for a period of four years from
1 July 2024.
"""
    north, south = (told(fact) for fact in facts(text).contracts)
    assert (north["supplier"], north["total_value"]) == ("Bricklane Maintenance Ltd", 1200000)
    assert (south["supplier"], south["total_value"]) == ("Oakmere Property Services Limited", 980000)
    assert north["term"] == south["term"] == "P4Y"
    assert north["start"] == south["start"] == "2024-07-01"


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("To award the contract for ICT support to Meshwork Technologies Limited (Company No. 07712345) of 14 Foundry "
         "Street, Leeds for an initial term of 3 years at £75,000 p.a.", "Meshwork Technologies Limited"),
        ("It is recommended that the contract be awarded to Supplier A for a period of 5 years at a contract value of "
         "£412,000.", "Supplier A"),
    ],
)  # fmt: skip
def test_the_name_of_a_firm_ends_where_it_ends(text: str, firm: str) -> None:
    (fact,) = facts(f"Award of Contract for ICT Support\n\nDecision: {text}\n").contracts
    assert told(fact)["supplier"] == firm


def test_the_clause_that_decides_is_the_first_proof_of_an_action() -> None:
    (fact,) = facts(EXTENSION).contracts
    assert fact.action is not None
    assert [e.quote for e in fact.action.evidence] == [
        "extend the Home Library Service Contract (SC230041) by one final year",
        "Extension",
    ]


def test_minutes_appoint_firms_with_term_and_yearly_price() -> None:
    text = """Little Marling Parish Council

8. Grass cutting
RESOLVED to appoint Greenways Landscapes to cut the grass for 3 years from April 2025 at a cost of £3,150 per annum.
"""
    (fact,) = (told(f) for f in facts(text).contracts)
    assert (fact["supplier"], fact["start"], fact["term"], fact["annual_value"]) == (
        "Greenways Landscapes",
        "2025-04",
        "P3Y",
        3150,
    )


MINUTES = """HARTLEY TOWN COUNCIL
Minutes of the meeting of the Council held on 4 March 2025

Present: Councillors Lee (Chair), Jones and Patel

11. Minutes
The minutes were signed.

12. {heading}
{text}

13. Next meeting
The next meeting would be held on 1 April 2025.
"""


@pytest.mark.parametrize(
    ("heading", "text", "firm"),
    [
        ("Grass cutting", "Greensward Ltd had sent the lowest price, £3,200. It was resolved to award them the work.",
         "Greensward Ltd"),
        ("Play area", "Resolved to accept Romper's quote of £640 for the annual inspection.", "Romper"),
        ("Roof", "It was proposed, seconded and agreed that Ridgeway Roofing be given the job at £8,450.",
         "Ridgeway Roofing"),
        ("Bins", "RESOLVED that the emptying of dog bins be carried out by Barrow Lane Services at £3.20 a bin.",
         "Barrow Lane Services"),
        ("Clock", "Smith & Daughters to service the church clock for three years at £190 per year. Agreed.",
         "Smith & Daughters"),
        ("Payroll", "RESOLVED that payroll be outsourced to Tallyman Services from 1 April 2025 at £22 per month.",
         "Tallyman Services"),
        ("Cameras", "Members approved expenditure of £5,600 with Owlwatch Ltd for new cameras in the High Street.",
         "Owlwatch Ltd"),
        ("Toilets", "Brightwater's contract for the toilets ends in March. RESOLVED to extend it for one year.",
         "Brightwater"),
        ("Mowing", "Cllr Jones proposed accepting Bladerunner at £2,100. Seconded Cllr Lee. Carried.", "Bladerunner"),
        ("Fencing", "AGREED: Quotation 2 (Paling Ltd) £1,870.00.", "Paling Ltd"),
        ("Skate park", "Contract awarded: Halfpipe Builders - £98,500.", "Halfpipe Builders"),
        ("Signs", "The Council approved the purchase of two signs from Fingerpost costing £212.", "Fingerpost"),
        ("Trees", "Three quotes were considered: Arbor Ltd £1,200, Treetop £950. RESOLVED: that Treetop be instructed.",
         "Treetop"),
    ],
)  # fmt: skip
def test_minutes_give_work_to_a_firm_in_many_words(heading: str, text: str, firm: str) -> None:
    found = facts(MINUTES.format(heading=heading, text=text)).contracts
    assert [fact.supplier.value for fact in found if fact.supplier] == [firm]


DETAILS = """Decision details

{title}

Decision Maker: Cabinet Member for Resources

Decision status: Recommendations Approved

Is Key decision?: Yes

Decision:

{text}

Publication date: 03/03/2025

Date of decision: 28/02/2025
"""


@pytest.mark.parametrize(
    ("title", "text", "rows"),
    [
        ("Public Health Nursing",
         "1. To award the public health nursing contract to Harbour Health Trust for five years (1 April 2025 – 31 "
         "March 2030) with the option to extend for a further two plus two years. 2. The value is £7.9m per annum.",
         [{"supplier": "Harbour Health Trust", "start": "2025-04-01", "end": "2030-03-31", "annual_value": 7900000}]),
        ("Continuation of Waste Transfer Contracts",
         "APPROVE the continuation of the current waste transfer contracts (HC18031) by extending them from 18 months "
         "to a total of five years. The contract period will now expire on 31st October 2030",
         [{"reference": "HC18031", "end": "2030-10-31", "action": "extend"}]),
        ("School Cleaning",
         "The contract for cleaning of schools, due to end on 31 August 2025, be extended until 31 August 2026.",
         [{"end": "2026-08-31", "action": "extend"}]),
        ("Water Hygiene",
         "To vary the contract with Clearwell Ltd so as to raise its value from £210,000 to £265,000 per annum.",
         [{"supplier": "Clearwell Ltd", "annual_value": 210000, "new_annual_value": 265000, "action": "vary"}]),
        ("Youth Services",
         "To award three contracts as follows: North - Young Horizons (£210,000); South - The Base Project (£198,500); "
         "East - Seaview Youth Trust (£175,250).",
         [{"supplier": "Young Horizons", "total_value": 210000},
          {"supplier": "The Base Project", "total_value": 198500},
          {"supplier": "Seaview Youth Trust", "total_value": 175250}]),
        ("Supported Housing",
         "It was agreed that the contracts with Langley Trust and Stonecrop be extended for one year until 31 March "
         "2026 at a cost of £312,000 and £268,000 respectively.",
         [{"supplier": "Langley Trust", "end": "2026-03-31"}, {"supplier": "Stonecrop", "end": "2026-03-31"}]),
        ("Trim trail", "To award a contract for the supply and fitting of a trim trail in Shaw Park.",
         [{"title": "Trim trail", "action": "award"}]),
        ("Salt",
         "To appoint the following to a four-year framework agreement (2+1+1 years) from 1 October 2025:\n"
         "- Brinewell Minerals Ltd\n- Haloform UK Ltd",
         [{"supplier": "Brinewell Minerals Ltd", "term": "P2Y", "extension_options": ["P1Y", "P1Y"]},
          {"supplier": "Haloform UK Ltd", "term": "P2Y", "extension_options": ["P1Y", "P1Y"]}]),
        ("Carers' Support",
         "APPROVE a direct award of the Short Breaks contract from 1 April 2025 to 31 March 2026;\n"
         "APPROVE a modification in the form of an extension of the contract for Navigation Services, from 1 May 2025 "
         "to 30 April 2026;",
         [{"start": "2025-04-01", "end": "2026-03-31"}, {"end": "2026-04-30"}]),
        ("Licences", "To award a three-year contract to the supplier Fenwyke for all software licences.",
         [{"supplier": "Fenwyke", "term": "P3Y"}]),
        ("Extra Care",
         "Award the contract to the current provider, Care Barn, for the period 1 February to 31 July 2025.",
         [{"supplier": "Care Barn", "start": "2025-02-01", "end": "2025-07-31"}]),
        ("Review of Contract Procedure Rules", "To adopt the revised Rules and note the threshold of £25,000.", []),
        ("Print and Post", "To hold a mini-competition and award to the bidder with the best score.", []),
    ],
)  # fmt: skip
def test_a_decision_tells_its_contracts_in_many_words(title: str, text: str, rows: list[dict[str, Any]]) -> None:
    found = [told(fact) for fact in facts(DETAILS.format(title=title, text=text)).contracts]
    assert [{k: fact.get(k) for k in row} for fact, row in zip(found, rows, strict=True)] == rows


def test_each_decision_of_a_page_has_its_own_contract() -> None:
    text = """Decisions published

12/06/2025 - 25/00044 - Award of the School Milk Contract ref: 3107    Recommendations Approved

Decision:

I agree to award a contract for school milk to Cloverfold Dairies Ltd for three years from 1 September 2025.

11/06/2025 - 25/00041 - Library System - Contract Extension ref: 3104    Recommendations Approved

Decision:

I agree to extend the contract for the Library System with Shelfmark Ltd by twelve months to 31 July 2026.
"""
    milk, library = facts(text).contracts
    assert [milk.reference, library.reference] == [None, None]
    assert (told(milk)["supplier"], told(milk)["start"]) == ("Cloverfold Dairies Ltd", "2025-09-01")
    assert (told(library)["supplier"], told(library)["end"]) == ("Shelfmark Ltd", "2026-07-31")


def test_a_table_of_bids_tells_the_one_that_won() -> None:
    text = (
        "Tender for the Elm Road Pavilion\n\nBidder | Price | Outcome\nOakhanger Ltd | £1,184,500 | Not awarded\n"
        "Pargeter Ltd | £1,142,750 | Awarded\n"
    )
    (fact,) = (told(f) for f in facts(text).contracts)
    assert (fact["supplier"], fact["total_value"], fact["action"]) == ("Pargeter Ltd", 1142750, "award")


def test_whom_a_report_goes_to_and_when_is_no_end_of_the_contract_it_speaks_of() -> None:
    text = (
        "From: Director of Highways\nTo: Environment Committee – 11 November 2025\nSubject: Grit Bins\n\n"
        "1. The grit bin contract (MC240052) with Saltbrook Ltd commenced in October 2024 for a term of three years.\n"
    )
    (fact,) = (told(f) for f in facts(text).contracts)
    assert (fact["start"], fact["term"], fact.get("end")) == ("2024-10", "P3Y", None)


MINUTED = """HOLMBRIDGE PARISH COUNCIL
Minutes of the Meeting of the Parish Council held on Monday 12th May 2025 in the Village Hall
Present: Cllr J. Hughes (Chairman), Cllr Mrs P. Moore
41/25 Apologies
None.
42/25 {item}
43/25 Highways
The Clerk reported on potholes.
"""
HIRED = """HOLMBRIDGE BOROUGH COUNCIL
OFFICER DECISION RECORD
Decision taken by: Kim Oak, Head of Regulatory Services
Date of decision: 13 May 2024
Subject: {subject}
Decision
{decision}
Reasons for the decision
The present ones are worn out.
Alternatives considered and rejected
Buying at £63,000. To end the contract, at a cost of between £1m and £2m.
"""
ACTED = """Decision details
{title}
Decision Maker: Cabinet Member for Environment
Decision status: Implemented
Is Key decision?: Yes
Purpose:
To act on the contract.
Decision:
{decision}
Reasons for the decision:
{reasons}
Alternative options considered:
{others}
Publication date: 02/10/2023
Date of decision: 29/09/2023
"""


@pytest.mark.parametrize(
    ("item", "title", "supplier", "value"),
    [
        ("Play area surfacing\nIt was RESOLVED that Springtread\nSurfaces Ltd be engaged to lay the new surface "
         "for £8,450 "
         "plus VAT.", "Play area surfacing", "Springtread Surfaces Ltd", 8450),
        ("Clock tower\nIt was RESOLVED to appoint Hartley & Sons to repair the clock face at a cost of £2,340 + VAT.",
         "repair the clock face", "Hartley & Sons", 2340),
        ("CEMETERY WALL\nRESOLVED: that the Clerk instruct Northgate Masonry to rebuild the east wall in the sum of "
         "£12,600 plus VAT.", "CEMETERY WALL", "Northgate Masonry", 12600),
        ("Neighbourhood plan\nIt was agreed that Placewise Planning be commissioned to draw up the plan for "
         "£9,750 excluding "
         "VAT.", "Neighbourhood plan", "Placewise Planning", 9750),
        ("Roof of the pavilion\nResolved that the contract for the new roof be let to Slateworks Cyf at £27,300, "
         "half of which "
         "comes from a grant.", "Roof of the pavilion", "Slateworks Cyf", 27300),
    ],
    ids=["engaged", "appointed", "instructed", "commissioned", "let"],
)  # fmt: skip
def test_minutes_that_engage_a_firm_tell_a_contract(item: str, title: str, supplier: str, value: int) -> None:
    (fact,) = facts(MINUTED.format(item=item)).contracts
    assert told(fact) == {"title": title, "supplier": supplier, "action": "award", "total_value": value}


@pytest.mark.parametrize(
    "item",
    [
        "Litter\nIt was RESOLVED that the Clerk be instructed to write to the County Council about bins costing £300.",
        "Consultation\nIt was RESOLVED that residents be engaged to shape the scheme and £500 be set aside.",
        "Planning applications\n24/00981 Mr Brown, The Mill: engaged to build a bridge for £20,000. RESOLVED: no "
        "objection.",
        "Staff\nIt was RESOLVED that Mrs Jones be employed for 12 hours at £14 an hour.",
        "Appointment of Chairperson\nPM will stand for Chairperson, all agreed.",
        "Process for Awarding Grants to Voluntary Organisations\nIt was RESOLVED to award grants for two years by "
        "funding agreements.",
        "Approval for the Contract Award Procedure for Play Equipment\nIt was RESOLVED to approve the contract award "
        "procedure for a number of procurements.",
    ],
    ids=["clerk", "residents", "planning", "staff", "chair", "grants", "procedure"],
)
def test_who_is_engaged_otherwise_is_no_contractor(item: str) -> None:
    assert facts(MINUTED.format(item=item)).contracts == ()


@pytest.mark.parametrize(
    ("subject", "decision", "expected"),
    [
        ("Mobile toilets - hire for the summer",
         "Agreed to hire six toilets from Loovan Ltd from 1 June 2024 to 30 September 2024 at £900 a month, "
         "£3,600 in all.",
         ("Mobile toilets", "Loovan Ltd", "2024-06-01", "2024-09-30", 3600)),
        ("Electric vans – lease of eight vans",
         "To lease eight vans from Voltway Leasing plc for three years from 1 July 2024, at £310 per van per "
         "month (£89,280 "
         "in total).", ("Electric vans", "Voltway Leasing plc", "2024-07-01", None, 89280)),
        ("Temporary boiler: rental",
         "That a temporary boiler be rented from Heatwell Hire Ltd from 4 November 2024 until 31 March 2025 at "
         "£1,200 a week, "
         "£25,200 altogether.", ("Temporary boiler", "Heatwell Hire Ltd", "2024-11-04", "2025-03-31", 25200)),
        ("Purchase of gritting lorry", "I agree to buy one lorry from Saltworth Vehicles Ltd for £184,500.",
         ("gritting lorry", "Saltworth Vehicles Ltd", None, None, 184500)),
        ("Crowd barriers", "Approved the hiring of barriers from Fencegate Events from 3 August 2024 to 6 August "
         "2024 for a "
         "total of £4,150.", ("Crowd barriers", "Fencegate Events", "2024-08-03", "2024-08-06", 4150)),
    ],
    ids=["hire", "lease", "rent", "buy", "hiring"],
)  # fmt: skip
def test_what_an_officer_hires_or_buys_is_a_contract_worth_its_total(
    subject: str, decision: str, expected: tuple[Any, ...]
) -> None:
    (fact,) = facts(HIRED.format(subject=subject, decision=decision)).contracts
    found = told(fact)
    assert tuple(found.get(key) for key in ("title", "supplier", "start", "end", "total_value")) == expected
    assert found["action"] == "award"


@pytest.mark.parametrize(
    ("title", "decision", "reasons", "others", "expected"),
    [
        ("Leisure Management Contract - Deed of Variation",
         "That the Cabinet Member approves a deed of variation to the contract with Splashways Leisure Trust.",
         "The contract was let in April 2015 for fifteen years.", "To end the contract, at a cost of between £3m "
         "and £4m.",
         {"title": "Leisure Management", "supplier": "Splashways Leisure Trust", "start": "2015-04", "term": "P15Y",
          "action": "vary"}),
        ("Waste Disposal PFI: Supplemental Agreement No. 2",
         "That the supplemental agreement with Burnwell (Holmbridge) Limited be approved.",
         "The PFI was let in May 2008 for twenty-eight years.", "To buy out the contract at a cost of £90m.",
         {"title": "Waste Disposal PFI", "supplier": "Burnwell (Holmbridge) Limited", "start": "2008-05", "term":
         "P28Y",
          "action": "vary"}),
        ("School Photography - Contract Award",
         "The contract is awarded to Shutterby Ltd from 1 September 2023 for two years.", "Best bid.", "None.",
         {"title": "School Photography", "supplier": "Shutterby Ltd", "start": "2023-09-01", "term": "P2Y",
          "action": "award"}),
        ("Award of contract for Highway Drainage Cleansing",
         "That the contract be awarded to Gullyworks Ltd for £1.4m from 1 April 2024.", "Best bid.",
         "Bring the work in house at a cost of between £2m and £3m a year.",
         {"title": "Highway Drainage Cleansing", "supplier": "Gullyworks Ltd", "start": "2024-04-01", "action":
         "award",
          "total_value": 1400000}),
    ],
    ids=["deed", "supplemental agreement", "award after", "award before"],
)  # fmt: skip
def test_a_contract_is_told_without_the_act_and_without_what_the_alternatives_cost(
    title: str, decision: str, reasons: str, others: str, expected: dict[str, Any]
) -> None:
    (fact,) = facts(ACTED.format(title=title, decision=decision, reasons=reasons, others=others)).contracts
    assert told(fact) == expected


REGISTER = "Holmbridge District Council\nRegister of contracts over £5,000\n"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("Ref. No./Contract/Contractor/Commenced/Expires/Total contract sum"
         "/HD-211/Hall cleaning/Sparkle Ltd/03-Jul-23/02-Jul-26/£209,700/HD-219/Tree "
         "survey/Oakwise/15-Jan-24/14-Jul-24/£8,925"
         "/Page 1 of 1",
         [("HD-211", "Hall cleaning", "Sparkle Ltd", "2023-07-03", "2026-07-02"),
          ("HD-219", "Tree survey", "Oakwise", "2024-01-15", "2024-07-14")]),
        ("ID/Service/Provider/Lead directorate/Live from/Until/Annual value"
         "/C-101/Advocacy/Speakwell CIC/Adults/1 April 2023/31 March 2026/£85,000"
         "/C-102/Home visits/Stayput Homes Ltd/Housing/1 October 2022/30 September 2025/£140,500",
         [("C-101", "Advocacy", "Speakwell CIC", "2023-04-01", "2026-03-31"),
          ("C-102", "Home visits", "Stayput Homes Ltd", "2022-10-01", "2025-09-30")]),
        ("Reference/Service/Firm/Date let/Date of/expiry/Sum"
         "/12/Winter fuel/Emberline Oil Co/1 Nov 2023/31 Oct 2024/£22,000/13/Road salt/Halite Ltd/1 Nov 2023/31 "
         "Oct 2026/£98,300",
         [("12", "Winter fuel", "Emberline Oil Co", "2023-11-01", "2024-10-31"),
          ("13", "Road salt", "Halite Ltd", "2023-11-01", "2026-10-31")]),
        ("Ref/Contract/Supplier/Start/End/Value/K1/Boiler servicing at sheltered/housing schemes/Flamecare Ltd/1 "
         "May 2024"
         "/30 April 2026/£64,000/K2/Pest control/Rodentia Ltd/1 May 2024/TBC/£9,000",
         [("K1", "Boiler servicing at sheltered housing schemes", "Flamecare Ltd", "2024-05-01", "2026-04-30"),
          ("K2", "Pest control", "Rodentia Ltd", "2024-05-01", None)]),
        ("Total contract sum/Expires/Commenced/Contractor/Contract/£9,000/30 April 2026/1 May 2024/Rodentia "
         "Ltd/Pest control"
         "/£19,000/30 April 2027/1 May 2025/Mossgone/Roof cleaning",
         [(None, "Pest control", "Rodentia Ltd", "2024-05-01", "2026-04-30"),
          (None, "Roof cleaning", "Mossgone", "2025-05-01", "2027-04-30")]),
        ("Ref/Contract/Contractor/Commenced/Expires/Total contract sum/M1/Pest control/Rodentia Ltd/1 May 2024/"
         "30 April 2026/£9,000/Register of contracts      Page 1 of 2/M2/Lift repairs/Hoist Ltd/1 May 2024/"
         "30 April 2026/1,2OO/M3/Roof cleaning/Mossgone/n.k. at present/soon/£5/M4/Signs/Letterform Ltd/1 May 2025/"
         "30 April 2027/£8,000",
         [("M1", "Pest control", "Rodentia Ltd", "2024-05-01", "2026-04-30"),
          ("M2", "Lift repairs", "Hoist Ltd", "2024-05-01", "2026-04-30"),
          ("M4", "Signs", "Letterform Ltd", "2025-05-01", "2027-04-30")]),
    ],
    ids=["contractor", "unknown column", "head over two lines", "title over two lines", "other order", "garbled"],
)  # fmt: skip
def test_a_register_of_one_cell_a_line_gives_each_row(cells: str, expected: list[tuple[Any, ...]]) -> None:
    found = [told(fact) for fact in facts(REGISTER + cells.replace("/", "\n")).contracts]
    keys = ("reference", "title", "supplier", "start", "end")
    assert [tuple(fact.get(key) for key in keys) for fact in found] == expected


@pytest.mark.parametrize(
    "decision",
    [
        "To agree that social rents rise by 3% and that tenants renting from Housing Associations be told.",
        "To note that Mr Hill was hired by Oakwell Homes Ltd to build ten homes for £2m at the former mill.",
        "That the hours change. The council bought the building from Barley Bank in 1998 for £30,000.",
        "The report notes that Northshire Council hired a stage from Bigrig Ltd in 2022 for £12,000.",
    ],
    ids=["tenants", "planning", "past purchase", "another council"],
)
def test_what_others_hire_or_was_bought_before_is_no_contract(decision: str) -> None:
    paper = ACTED.format(title="Matters to note", decision=decision, reasons="None.", others="None.")
    assert facts(paper).contracts == ()


@pytest.mark.parametrize(
    ("printed", "supplier"),
    [
        ("[Redacted – sole trader]", None),
        ("REDACTED PERSONAL DATA", None),
        ("Name withheld", None),
        ("Commercially sensitive", None),
        ("Confidential", None),
        ("Confidential Waste Ltd", "Confidential Waste Ltd"),
    ],
)
def test_a_supplier_whose_name_is_withheld_is_none(printed: str, supplier: str | None) -> None:
    rows = ["Ref", "Contract", "Contractor", "Commenced", "Expires", "Total contract sum"]
    rows += ["M1", "Pest control", printed, "1 May 2024", "30 April 2026", "£9,000"]
    rows += ["M2", "Lift repairs", "Hoist Ltd", "1 May 2024", "30 April 2026", "£8,000"]
    found = [told(fact) for fact in facts(REGISTER + "\n".join(rows)).contracts]
    assert [(fact.get("reference"), fact.get("supplier")) for fact in found] == [("M1", supplier), ("M2", "Hoist Ltd")]


def test_an_empty_cell_shifts_no_other_of_its_row() -> None:
    head = "Contract ref\tTitle\tSupplier\tReview date\tStart date\tEnd date\tContract value"
    row = "RX/104\tLift servicing\tUpward Lifts Ltd\t\t01/04/2024\t31/03/2027\t£41,500"
    (fact,) = facts(f"Register of contracts\n\n{head}\n\n{row}\n").contracts
    shown = told(fact)
    assert (shown["start"], shown["end"]) == ("2024-04-01", "2027-03-31")
    assert float(shown["total_value"]) == 41500
