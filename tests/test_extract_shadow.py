"""The shadow of a text: what is folded, what is gone, and the way back to the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilgraph.extract.shadow import Shadow
from councilgraph.model import Page, Text


def shadow_of(*pages: str) -> Shadow:
    text = "".join(pages)
    spans: list[Page] = []
    for number, page in enumerate(pages, 1):
        start = spans[-1].end if spans else 0
        spans.append(Page(number, start, start + len(page)))
    return Shadow.of(Text("paper.txt", "text/plain", "0" * 64, text, tuple(spans), ()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Children’s  “Services” — one", "Children's \"Services\" – one"),
        ("Section 96¹ requires", "Section 96 requires"),
        ("a hall of 250m² in all", "a hall of 250m² in all"),
        ("published on 6\nth\nJanuary 2025", "published on 6th January 2025"),
        ("**Decision:** Member decision [21/00101](#)", "Decision: Member decision 21/00101"),
        ("## Decision No:", "Decision No:"),
        ("- 1.2. The service runs", "1.2. The service runs"),
        ("N/A**** Any alternatives", "N/A\nAny alternatives"),
        ("Member for Finance, Corporate and\nTraded Services", "Member for Finance, Corporate and Traded Services"),
        ("The contract\nbegins in May.", "The contract begins in May."),
        ("Decision:\nTo agree", "Decision:\nTo agree"),
        ("to agree:\n(a) the plan\n(b) the map", "to agree:\n(a) the plan\n(b) the map"),
        ("Activity\tDate", "Activity\tDate"),
        ("Jo Bell      Al Fenn", "Jo Bell\tAl Fenn"),
    ],
)  # fmt: skip
def test_the_shadow_reads_as_a_person_would(text: str, expected: str) -> None:
    assert shadow_of(text).text == expected


@pytest.mark.parametrize(
    "contact",
    ["jo.bell@roads.gov.uk", "03000 415356", "(01234) 567890", "Tel: 4567", "+44 1234 567890", "jo@roads\n.gov.uk"],
)
def test_telephone_numbers_and_addresses_are_gone(contact: str) -> None:
    shadow = shadow_of(f"Report Author: Jo Bell\n{contact}\nHead of Roads")
    assert shadow.text in ("Report Author: Jo Bell\nHead of Roads", "Report Author: Jo Bell\nTel:\nHead of Roads")


@pytest.mark.parametrize(
    "number", ["£1,316,550.73", "21/00101", "OD/25/00034", "SC220040", "07/06/2025", "0.5%", "012345"]
)
def test_other_numbers_stay(number: str) -> None:
    assert number in shadow_of(f"It is {number} now").text


def test_page_heads_and_feet_do_not_break_sentences() -> None:
    shadow = shadow_of(
        "Marlbrook report 2025\nThe routes were\nPage 1\n",
        "Marlbrook report 2025\nadded in the\nPage 2\n",
        "Marlbrook report 2025\nspring of 2024.\nPage 3\n",
    )
    assert shadow.text == "The routes were added in the spring of 2024."


def test_evidence_is_the_original_and_stops_before_contact_data() -> None:
    shadow = shadow_of("By Jo “Bell”,\n  Head of Roads, jo@roads.gov.uk of Marlbrook")
    start = shadow.text.index("Jo")
    assert shadow.evidence(start, shadow.text.index("Roads") + 5).quote == "Jo “Bell”,\n  Head of Roads"
    assert "@" not in shadow.evidence(start, len(shadow.text)).quote


@given(st.text(alphabet="aB1 \n\t.:’“¹*[](#)@£-", max_size=80))
def test_every_position_leads_back_to_the_original(content: str) -> None:
    shadow = shadow_of(content)
    assert len(shadow.offsets) == len(shadow.text)
    assert list(shadow.offsets) == sorted(shadow.offsets)
    for line in shadow.lines:
        passage = shadow.evidence(line.start, line.end)
        assert content[passage.start : passage.end] == passage.quote
        assert passage.quote
