"""Minutes of small councils and pages of committee systems: what their items are, and who was there."""

import hashlib
from typing import Any

import pytest

from councilgraph import extract
from councilgraph.model import Page, Text


def facts(content: str) -> dict[str, Any]:
    """What the interface gives for a paper with this text."""
    digest = hashlib.sha256(content.encode()).hexdigest()
    paper = Text("paper.txt", digest, "text/plain", content, (Page(1, 0, len(content)),), ())
    found: dict[str, Any] = extract.as_json(paper, extract.extract(paper))["facts"]
    return found


HEAD = "Minutes of the meeting of Wexmouth Parish Council held on Monday 3 March 2031\n"
RUN_ON = HEAD + (
    "Present : Cllrs D Brayle (Chair), T Ilvane In Attendance : Mrs K Pellow (Town Clerk) 1. Welcome and Public Forum. "
    "Nobody from the public wished to speak about the quay or the moorings, and the meeting was told where the exits "
    "are. 2. Apologies for absence : Cllr Ombry 3. Members Declarations : none 4. Election of Deputy Chair Cllr Brayle "
    "proposed that Cllr Ilvane take this role until May. Cllr Ilvane seconded it. Resolved 5. Slipway repairs "
    "The clerk reported on the quotations that had come in for the works to the slipway, of which two were complete. "
    "6. Next meeting It is in April."
)
COLONS = HEAD + (
    "Apologies: Cllr Ombry\nMinutes of Last Meeting: These were agreed after a small change.\nReports:\n"
    "- Harbour: Cllr Ilvane reported that the channel had been dredged in the week before.\n"
    "- Grit bin, Quay Road: It was agreed to replace the grit bin.\n"
    "Correspondence: A letter from the county council was read and its contents were discussed."
)
FORWARD = HEAD + (
    "1. Apologies for Absence: None.\n\n12. To discuss the bench at the quay:- Council resolved to buy a new bench.\n\n"
    "2. Declarations of interest: None.\n\n3. Minutes of the last meeting:- signed as a true record.\n\n"
    "4. Clerk's report:- The clerk told the meeting that the logins had come.\n\n5. Crime:- No report."
)
SENTENCES = HEAD + (
    "1. Apologies were received from T Ilvane and R Ombry\n2. There was no declaration of interests\n"
    "3. The minutes of the previous meeting were approved as a true record of what had been said and done.\n"
    "4. No parishioner raised any matter that was not on the agenda.\n"
    "5. The yearly accounts were presented by the clerk and approved unanimously by those present.\n"
    "6. The next meeting is in April."
)
MOVED = HEAD + (
    "1) Apologies for Absence – None\n2) Election of the Chairman – Cllr Ilvane proposed Cllr Brayle and Cllr Ombry "
    "seconded. Cllr Brayle took the chair.\n3) Declarations – None\n4) Quay – the rail is loose."
)
SYSTEM = (
    "Planning Committee - Tuesday, 11th March, 2031 10.00 am\nVenue: Council Chamber, Wexmouth\nNo. Item\n"
    "Minutes pdf icon PDF 121 KB\nTo confirm the minutes of the meeting held on 14 February 2031.\n"
    "That the minutes of the previous meeting be agreed as a correct record.\nDeclarations of Interest.\nNone.\n"
    "31/00400/FUL Quay Farm pdf icon PDF 780 KB\nThe officer presented the application to the Committee.\n"
    "A vote was taken. The result was in favour of the application.\n"
    "That permission be granted subject to the following conditions:\n1.\tWorks keep to the plans."
)
INLINE = (
    "Venue: Committee Room, Wexmouth\nNo. | Item |\nApologies Minutes: Apologies were received from Cllr Ilvane. |\n"
    "Disclosable Interests Members are reminded that they must declare their interests. Minutes: There were none. |\n"
    "To confirm the minutes of the meeting held on 20 February 2031. Decision: RESOLVED:\n"
    "That the minutes be confirmed as a correct record. |\n"
    "Slipway Fees To consider the fees for the year. Additional documents:\nMinutes: The report was presented.\n"
    "RESOLVED that the fees be raised. |\n"
    "Slipway Hours To consider the report of the Head of\nHarbours and Coast. Additional documents:\nMinutes: None.\n"
    "RESOLVED that the hours be agreed. |"
)


@pytest.mark.parametrize(
    ("content", "titles"),
    [
        (RUN_ON, ["Election of Deputy Chair"]),
        (COLONS, ["Grit bin, Quay Road"]),
        (FORWARD, ["To discuss the bench at the quay"]),
        (
            SENTENCES,
            ["The yearly accounts were presented by the clerk and approved unanimously by those present"],
        ),
        (MOVED, ["Election of the Chairman"]),
        (SYSTEM, ["31/00400/FUL Quay Farm"]),
        (INLINE, ["Slipway Fees", "Slipway Hours"]),
    ],
    ids=[
        "in one line",
        "behind colons",
        "brought forward",
        "sentences",
        "moved and seconded",
        "RESOLVED lost",
        "inline",
    ],
)
def test_the_items_that_a_meeting_decided(content: str, titles: list[str]) -> None:
    found = [fact["title"] for fact in facts(content)["decisions"]]
    assert [title for title in found if "minutes of the meeting" not in title.lower()] == titles


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Apologies: Cllr P Ilvane Cllr R Ombry", {"P Ilvane", "R Ombry"}),
        ("1) Apologies – Councillors S Ilvane, N Ombry and B Pellow.", {"S Ilvane", "N Ombry", "B Pellow"}),
        ("Apologies were received from Cllr M Ilvane with Cllr G Ombry substituting.", {"M Ilvane", "G Ombry"}),
        ("Present: Parish Cllr Rob Ilvane Parish Cllr Martin Ombry Parish Cllr Faith Pellow",
         {"Rob Ilvane", "Martin Ombry", "Faith Pellow"}),
        ("1) Apologies – Councillors Ann Ilvane and Bo Ombry together with County Councillor Dee Pellow.",
         {"Ann Ilvane", "Bo Ombry", "Dee Pellow"}),
        ("Cllr's Ilvane and Ombry sent apologies.", {"Ilvane", "Ombry"}),
        ("Absent: Ann Ilvane, Bo Ombry", {"Ann Ilvane", "Bo Ombry"}),
        ("Declarations\nCouncillors P Ilvane and N Ombry and G Pellow– Scout and Guide Hut",
         {"P Ilvane", "N Ombry", "G Pellow"}),
        ("Also present: Mrs J Ilvane, member of the Quay Working Group and Mrs B Ombry, of Mill Lane", {"J Ilvane"}),
        ("1. Pat Ilvane (Chairman)\n2. Ann Ombry\n3. Peter Pellow (from 7.15pm)\n\nAlso in attendance:\nOne other",
         {"Pat Ilvane", "Ann Ombry", "Peter Pellow"}),
        ("RESOLVED that Mr D. Ilvane be elected as Vice- Chair of the Committee.", {"D. Ilvane"}),
        ("RESOLVED that Mr D. Ilvane be appointed to the post of Deputy Chief Executive.", {"D. Ilvane"}),
    ],
)  # fmt: skip
def test_who_is_named_in_lists_without_commas_and_sentences(line: str, names: set[str]) -> None:
    assert {one["name"] for one in facts(HEAD + line)["people"]} == names


CABINET = (
    "Agenda and minutes\nCabinet - Monday, 3rd March, 2031 10.00 am\nContact: Jo Pellow / Ann Tarn (01000) 100/ 200\n"
)


def test_members_named_by_title_who_bring_an_item_are_there_but_no_speaker_of_the_public() -> None:
    told = "Mr Ilvane introduced the item. Ms Ombry declared an interest in it. Mr Stroud said that he lived nearby."
    assert {one["name"] for one in facts(CABINET + told)["people"]} == {"Jo Pellow", "Ann Tarn", "Ilvane", "Ombry"}


def test_the_post_behind_initials_is_not_of_the_next() -> None:
    line = "1 In Attendance\nCouncillors S Ilvane (SI) Chair, P Ombry (PO) Vice-Chair, C Pellow (CP), K Tarn (KT)"
    assert {one["name"]: one.get("role") for one in facts(HEAD + line)["people"]} == {
        "S Ilvane": "Chair", "P Ombry": "Vice-Chair", "C Pellow": None, "K Tarn": None
    }  # fmt: skip


NOTICE = (
    "Issue - meetings\n\nGrants to Harbours\n\nMeeting: 03/03/2031 - Cabinet (Item 8)\n\n8 Grants to Harbours\n\n"
    "Minutes:\n\nDECISION MADE (Ref: CAB 31/32 7001)\n\nOn consideration of the report, Cabinet made the following "
    "decision:\n\n(i) To approve the grants set out in the appendix."
)
SIZED = (
    "6 Quay Repairs PDF 134 KB\nMinutes:\nBackground:\nThis report sought approval for the repair of the quay.\n"
    "Decision number:\n|\nDecision:\n|\n27/2031 |\nThe Cabinet agreed to repair the quay. |\nReasons:\nIt is worn."
)
TWICE = (
    "No. | Item |\n---|---|\nDeclaration of Interest Decision: None made. Minutes: None were made. |\n|\n"
    "Additional documents: Decision: Approved. Minutes: RESOLVED that the minutes be confirmed. |\n"
    "4. Quay Repairs Award |\n|\nQuay Repairs\nDecision: Having considered a report, Mayor and Cabinet (Contracts) "
    "agreed that the contract be let.\nMinutes: RESOLVED that the contract be let."
)
FORM = (
    "Meeting documents\n\nReference Number :-2031\nDate :-2031/03/03\nDecision Maker :-Cabinet\n"
    "Subject of Decision :-Running of the Baths\nDecision :-(a) That a consultant be engaged.\n\n"
    "Reason for Decision :-To save money.\nAttachments :-Report (92K/bytes)"
)


@pytest.mark.parametrize(
    ("content", "number", "title", "maker"),
    [
        (NOTICE, "CAB 31/32 7001", "Grants to Harbours", "Cabinet"),
        (SIZED, "27/2031", "Quay Repairs", "Cabinet"),
        (TWICE, None, "Quay Repairs", "Mayor and Cabinet (Contracts)"),
        (FORM, "2031", "Running of the Baths", "Cabinet"),
    ],
)
def test_who_decided_and_under_which_number(content: str, number: str | None, title: str, maker: str) -> None:
    (told,) = facts(content)["decisions"]
    assert (told.get("number"), told["title"], told["maker_role"], told["kind"]) == (number, title, maker, "cabinet")


def test_one_sentence_among_many_titles_what_it_approves() -> None:
    text = HEAD + (
        "1.0 Apologies for Absence.\n1.1 None received.\n2.0 Finance – letter of the auditor.\n"
        "2.1 The asset value of the hall is not known yet.\n2.2 The cost of the shed is to be looked up.\n"
        "2.3 The yearly return was approved and signed.\n3.0 AOB.\n3.1 Nothing further."
    )
    (told,) = facts(text)["decisions"]
    assert (told["title"], told["minute"]) == ("yearly return", "2.3")


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("To approve the letting of the Quay Sheds from 1 April 2032 up to 31 March 2037",
         ["letting of the Quay Sheds"]),
        ("To note the report on the quay", []),
    ],
)  # fmt: skip
def test_a_page_without_title_is_titled_by_what_it_proposes_to_approve(words: str, titles: list[str]) -> None:
    page = f"Proposed Decision:\n{words}\nReason for the decision\nThe leases run out in spring."
    found = facts(page)["decisions"]
    assert [(one["title"], one["status"]) for one in found] == [(title, "proposed") for title in titles]
    assert all(one["sureness"]["title"]["confidence"] < 0.7 for one in found)


def test_minutes_without_a_head_whose_headings_stand_behind_dashes() -> None:
    text = (
        "In attendance:- Chairman Ben Ilvane (BI)\nVice Chairman Neil Ombry (NO)\nClerk Liz Pellow (LP)\n"
        "- To receive apologies for absence\nNone.\n- To record any declarations of interests\nNone were made.\n"
        "- Councillors to complete their Register of Interests\nThe Register of Interests was signed.\n"
        "- Finance & Administration\n5.1 To hear an update on the audit\nThe letter has come in.\n"
        "5.2 To approve payment of the invoices\nPayments unanimously agreed.\n"
        "5.3 New mandate of the bank\nCouncil agreed to the addition of a name."
    )
    found = [one["title"] for one in facts(text)["decisions"]]
    assert found == ["To approve payment of the invoices", "New mandate of the bank"]


def test_a_recommendation_to_the_council_below_numbers_with_gaps() -> None:
    text = HEAD + (
        "117) Apologies for absence:\nNone.\n118a) Declarations of Interest:\nNone.\n119) The Minutes:\nwere approved\n"
        "120) Accounts to December (9 months):\nThe Committee noted them.\n121) Budget for grants in 2031-32:\n"
        "It was noted that:\n1. The budget is £16.\n2. The rate per elector is £8.\n3. The District wrote in May.\n"
        "4. The most is £18.\n5. This is no new income.\n6. Recommendation to council: That £2 be added."
    )
    found = [(one["title"], one["status"]) for one in facts(text)["decisions"] if one["status"] == "recommended"]
    assert found == [("Budget for grants in 2031-32", "recommended")]


def test_posts_in_a_column_beside_the_names() -> None:
    people = facts(HEAD + "Cllr John Ilvane\t\tChair\nCllr Ann Ombry\t\tCounty Councillor\n1 Apologies\nNone.")[
        "people"
    ]
    assert {one["name"]: one.get("role") for one in people} == {
        "John Ilvane": "Chair", "Ann Ombry": "County Councillor"
    }  # fmt: skip


def test_leave_to_sign_the_minutes_is_no_delegation() -> None:
    text = HEAD + "1. Minutes\nThe Leader was authorised to sign the minutes of the last meeting as a correct record."
    assert facts(text)["delegations"] == []
