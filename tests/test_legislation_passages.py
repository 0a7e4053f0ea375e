"""Citations of law in passages as councils of all parts of the country write them."""

import pytest

from councilgraph.extract.law import legislation
from councilgraph.extract.shadow import Shadow
from councilgraph.model import Page, Text

Cited = list[tuple[str | None, str | None]]
CHILDREN, LOCAL, EQUALITY = "ukpga/1989/41", "ukpga/1972/70", "ukpga/2010/15"


def cited(text: str) -> Cited:
    """Identifier and provision of what a text cites, each once, in order."""
    shadow = Shadow.of(Text("paper.txt", "text/plain", "", text, (Page(1, 0, len(text)),), ()))
    return [(f.id, f.section.value if f.section else None) for f in legislation.legislation(shadow)]


PASSAGES: list[tuple[str, Cited]] = [
    (
        "Regard was had to sections 17, 17ZA to 17ZC and 22G of the Children Act 1989.",
        [(CHILDREN, "section 17"), (CHILDREN, "sections 17ZA-17ZC"), (CHILDREN, "section 22G")],
    ),
    (
        "Exempt under paragraphs 1, 2 and 3 of Part 1 of Schedule 12A to the Local Government Act 1972 (as amended).",
        [(LOCAL, "schedule 12A")],
    ),
    ("Exempt by virtue of Part 1 of Schedule 12A of the Local Government Act 1972.", [(LOCAL, "schedule 12A")]),
    ("NOT FOR PUBLICATION: Local Government Act 1972, Schedule 12A, Part 1, paragraph 3.", [(LOCAL, "schedule 12A")]),
    (
        "Notice was given by regulation 13(4) of the Local Authorities (Executive Arrangements) (Meetings and Access "
        "to Information) (England) Regulations 2012 (SI 2012/2089).",
        [("uksi/2012/2089", "regulation 13(4)")],
    ),
    (
        'The Social Services and Well-being (Wales) Act 2014 ("the SSWBA") applies. Section 35 of the SSWBA is a duty.',
        [("anaw/2014/4", None), ("anaw/2014/4", "section 35")],
    ),
    ("Requests come under Part 5 of the Community Empowerment (Scotland) Act 2015.", [("asp/2015/6", "part 5")]),
    ("The scheme is one of the Public Bodies (Joint Working) (Scotland) Act 2014.", [("asp/2014/9", None)]),
    (
        "General competence is in sections 24 to 26 of the Local Government and Elections (Wales) Act 2021",
        [("asc/2021/1", "sections 24-26")],
    ),
    ("made under the Local Government (Wales) Measure 2011, section 1", [("mwa/2011/4", "section 1")]),
    ("tendered under the Public Contracts (Scotland) Regulations 2015", [("ssi/2015/446", None)]),
    (
        "by s.111 LGA 1972 and s1 Localism Act 2011",
        [(LOCAL, "section 111"), ("ukpga/2011/20", "section 1")],
    ),
    (
        "The Local Government Act 1972 and the Localism Act 2011 apply. Section 101 of the 1972 Act lets it delegate.",
        [(LOCAL, None), ("ukpga/2011/20", None), (LOCAL, "section 101")],
    ),
    ("Services are let under Regulation (EC) No 1370/2007.", [("eur/2007/1370", None)]),
    (
        "Varied under regulation 72(1)(b) and (c) of the Public Contracts Regulations 2015 (the PCR). Regulation 12 of "
        "the PCR does not apply.",
        [("uksi/2015/102", "regulation 72(1)(b)"), ("uksi/2015/102", "regulation 72(1)(c)"),
         ("uksi/2015/102", "regulation 12")],
    ),
    (
        "a direction under article 4 of the Town and Country Planning (General Permitted Development) (England) Order "
        "2015",
        [("uksi/2015/596", "article 4")],
    ),
    (
        "orders under ss. 1(1), 2(1) and 3(2) of the Road Traffic Regulation Act 1984",
        [("ukpga/1984/27", f"section {n}") for n in ("1(1)", "2(1)", "3(2)")],
    ),
    (
        "Section 2A of the National Health Service Act 2006 (inserted by section 11 of the Health and Social Care Act "
        "2012)",
        [("ukpga/2006/41", "section 2A"), ("ukpga/2012/7", "section 11")],
    ),
    ("transport duties in the Education Act 1996 (ss.508A–508D)", [("ukpga/1996/56", "sections 508A-508D")]),
    ("s.47 and s.17 of the Children Act 1989", [(CHILDREN, "section 17"), (CHILDREN, "section 47")]),
    ("the Local Government Acts 1972 and 2000", [(LOCAL, None), ("ukpga/2000/22", None)]),
    ("the Children (Leaving Care) Act 2000 and Autism Act 2009", [("ukpga/2000/35", None), ("ukpga/2009/15", None)]),
    ("Schedule 2 to the Equality Act 2010, paragraph 4", [(EQUALITY, "schedule 2")]),
    (
        "The public sector equality duty (Equality Act 2010, s149(1)) was met; section 149(7) lists the rest.",
        [(EQUALITY, "section 149(1)"), (EQUALITY, "section 149(7)")],
    ),
    (
        "Section 126(1) of the Local Government Act 1972 lets a council choose; S.126(2) is for parish meetings.",
        [("ukpga/1972/70", "section 126(1)"), ("ukpga/1972/70", "section 126(2)")],
    ),
    ("Local Government Act 1972 (LGA 1972)", [("ukpga/1972/70", None)]),
    ("subsection (3) of section 9 of the Care Act 2014", [("ukpga/2014/23", "section 9(3)")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PASSAGES)
def test_provisions_are_cited(text: str, expected: Cited) -> None:
    assert sorted(cited(text), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    "text",
    [
        "Act now to save the library, says the Act Now campaign.",
        "Forty Care Act assessments were made, and Care Act advocates were found for twelve people.",
        "Our Local Plan 2031, the Equality Policy 2010 and the Act of Worship guidance apply.",
        "Under the Act, the Council may charge. The Regulations say how.",
        "Section 3 of this report and paragraph 4.2 of Appendix B give the figures; Part 2 is exempt.",
        "Standing Order 24 and Financial Regulation 5 of the Constitution were waived; Contract Rules apply.",
        "Schedule 1 of the lease and section 106 monies are set out below.",
        "Members were asked to act, and the officers acted within the 2024 Plan.",
    ],
)
def test_what_is_no_law_stays_out(text: str) -> None:
    assert cited(text) == []


@pytest.mark.parametrize(
    "title",
    [
        "Village Greens (Quiet Enjoyment) Act 2031",
        "Village Greens Act (Northern Ireland) 2031",
        "Village Greens (Northern Ireland) Order 2031",
    ],
)
def test_what_the_table_lacks_is_cited_as_printed_and_said_to_be_unsure(title: str) -> None:
    text = f"This follows section 4 of the {title}, which the officers cite."
    shadow = Shadow.of(Text("paper.txt", "text/plain", "", text, (Page(1, 0, len(text)),), ()))
    (fact,) = legislation.legislation(shadow)
    assert (fact.id, fact.title.value) == (None, title)
    assert fact.section is not None
    assert fact.title.confidence < 1
    assert "known" in fact.title.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("under the Equalities and Care Act", ""),
        ("the Childrens and Famlies Act 2014", "printed otherwise"),
        ("the Localism Act lets it", "no year is printed"),
    ],
)
def test_a_title_that_is_not_whole_is_less_sure(text: str, reason: str) -> None:
    shadow = Shadow.of(Text("paper.txt", "text/plain", "", text, (Page(1, 0, len(text)),), ()))
    for fact in legislation.legislation(shadow):
        assert reason in fact.title.reason
        assert fact.title.confidence < 1 or not reason
