"""Entries on interests: whether one was declared, by whom, and what became of it."""

import pytest

from councilgraph.extract import extract, interests
from councilgraph.model import Facts, Page, Text

RECORD = """MARLBROOK COUNTY COUNCIL - RECORD OF DECISION

DECISION TAKEN BY: Odile Farnsworth, Cabinet Member for Culture
DECISION NO: 25/00091
Subject: Opening of the museum
Decision: As Cabinet Member I agree to open the museum on Mondays.
Reason(s) for decision, including reasons for urgency: Many ask for it.
{entries}

signed .......... date 3 March 2025
"""


def read(entries: str) -> Facts:
    text = RECORD.format(entries=entries)
    return extract(Text("record.txt", "text/plain", "0", text, (Page(1, 0, len(text)),), ()))


def said(facts: Facts, kind: str) -> list[str]:
    return [remark.text for remark in facts.remarks if remark.kind == kind]


@pytest.mark.parametrize(
    ("entry", "standing"),
    [
        ("None", "none"),
        ("Nil", "none"),
        ("N/A", "none"),
        ("There were none.", "none"),
        ("No interests were declared by members.", "none"),
        ("The Leader declared no interest.", "none"),
        ("None other than that of Councillor Quill, who chairs the charity.", "declared"),
        ("Councillor Quill declared that her brother works there.", "declared"),
        ("Yes - a personal interest of the Leader", "declared"),
        ("The Cabinet Member has a pecuniary interest in the firm.", "declared"),
        ("None?", ""),
        ("See the register.", ""),
    ],
)
def test_an_entry_tells_of_an_interest_of_none_or_leaves_it_open(entry: str, standing: str) -> None:
    assert interests.standing(entry) == standing


@pytest.mark.parametrize(
    ("entries", "names", "dispensed", "away"),
    [
        ("Interests declared: None", [], [], []),
        (
            "Interests declared: Councillor Hester Quill is a trustee.\nDispensations granted: by the Chief Executive",
            ["Councillor Hester Quill"], ["by the Chief Executive"], [],
        ),
        (
            "Any interest declared and any dispensation granted: Cllr Quill declared an interest. The Monitoring\n"
            "Officer granted a dispensation on 3 May 2024.",
            ["Cllr Quill"], ["The Monitoring Officer granted a dispensation on 3 May 2024"], [],
        ),
        (
            "Conflicts of interest: A. Quill declared a personal interest; she left the meeting and did not vote.",
            ["A. Quill"], [], ["she left the meeting and did not vote"],
        ),
        ("Declarations of interest: None\nAny dispensations: No dispensations", [], ["No dispensations"], []),
    ],
)  # fmt: skip
def test_who_declared_and_what_became_of_it_is_read(
    entries: str, names: list[str], dispensed: list[str], away: list[str]
) -> None:
    facts = read(entries)
    assert (said(facts, "declared by"), said(facts, "dispensation"), said(facts, "stayed away")) == (
        names, dispensed, away,
    )  # fmt: skip


def test_a_label_on_dispensations_is_no_entry_on_interests() -> None:
    assert said(read("Dispensations: None"), "interest") == []


def test_reasons_under_a_longer_label_are_reasons() -> None:
    assert said(read("Interests declared: None"), "reason") == ["Many ask for it."]
