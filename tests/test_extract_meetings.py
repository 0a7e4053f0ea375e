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
        ("RESOLVED that Mr D. Ilvane be appointed to the post of Deputy Chief Executive.", {"D. Ilvane"}),
    ],
)  # fmt: skip
def test_who_is_named_in_lists_without_commas_and_sentences(line: str, names: set[str]) -> None:
    assert {one["name"] for one in facts(HEAD + line)["people"]} == names


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
