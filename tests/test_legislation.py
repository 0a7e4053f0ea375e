"""Citations of law: titles, provisions, short names, and what is no law."""

import csv
import re

import pytest

from councilgraph.extract.law.legislation import citations, legislation
from councilgraph.extract.shadow import Shadow
from councilgraph.model import Page, Text
from councilgraph.resources import folder

Cited = list[tuple[str | None, str | None]]


def cited(text: str) -> Cited:
    return [(c.law.id, c.section) for c in sorted(citations(text), key=lambda c: c.start)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Section 96 of the Children and Families Act 2014", [("ukpga/2014/6", "section 96")]),
        ("section 72 (1) c of the Public Contract Regulations 2015", [("uksi/2015/102", "regulation 72(1)(c)")]),
        (
            "sections 17 and 17ZA of the Children Act 1989",
            [("ukpga/1989/41", "section 17"), ("ukpga/1989/41", "section 17ZA")],
        ),
        ("schedule 12a of the Local Government Act 1972", [("ukpga/1972/70", "schedule 12A")]),
        (
            "the Slipway Moorings (Wales) Regulations 2031 (link - https://www.legislation.gov.uk/wsi/2031/77/contents)",
            [("wsi/2031/77", None)],
        ),
        ("paragraph 3 of Part 1 of Schedule 12A to the LGA 1972", [("ukpga/1972/70", "schedule 12A")]),
        ("Section 17 Children Act 1989", [("ukpga/1989/41", "section 17")]),
        ("Licensing Act 2003 ss 4, 5 and 6", [("ukpga/2003/17", f"section {n}") for n in (4, 5, 6)]),
        ("section 17(1)(a) and (b) of the Children Act 1989", [("ukpga/1989/41", f"section 17(1)({n})") for n in "ab"]),
        ("Human Rights Act 1998 Article 8", [("ukpga/1998/42", "article 8")]),
        ("Part VII of the Housing Act 1996", [("ukpga/1996/52", "part VII")]),
        ("Sections 100A-100H of the Local Government Act 1972", [("ukpga/1972/70", "sections 100A-100H")]),
        ("S75 NHS Act 2006 agreement", [("ukpga/2006/41", "section 75")]),
        ("Town and Country Planning Act 1990 (Section 106)", [("ukpga/1990/8", "section 106")]),
        ("under Section 100 B (4) of the Local Government Act 1972", [("ukpga/1972/70", "section 100B(4)")]),
        ("ss. 100A-K of the Local Government Act 1972", [("ukpga/1972/70", "sections 100A-K")]),
        ("Public Bodies (Admission to Meetings) Act 1960 1(2)", [("ukpga/Eliz2/8-9/67", "section 1(2)")]),
        ("the Accounts and Audit Regulations 2015 (SI 2015/234), reg 6", [("uksi/2015/234", "regulation 6")]),
        ("s.278 Highways Act", [("ukpga/1980/66", "section 278")]),
        ("s149 EqA 2010", [("ukpga/2010/15", "section 149")]),
    ],
)
def test_provisions_belong_to_the_act_beside_them(text: str, expected: Cited) -> None:
    assert cited(text) == expected


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("Children's Act 2004", "ukpga/2004/31"),
        ("the Childrens and Families Act", "ukpga/2014/6"),
        ("the 1972 Local Government Act", "ukpga/1972/70"),
        ("the Local Authorities (Executive Arrangements) (Access to Information) Regulations 2012", "uksi/2012/2089"),
        ("the Accounts and Audit Regs. 2015", "uksi/2015/234"),
        ("Equalities Act 2010", "ukpga/2010/15"),
        ("the Wildlife & Countryside Act 1981", "ukpga/1981/69"),
        ("Social Services and Wellbeing (Wales) Act 2014", "anaw/2014/4"),
        ("Well-being of Future Generations Act", "anaw/2015/2"),
        ("Road Traffic Regulation Act 1984", "ukpga/1984/27"),
        ("Accounts and Audit (England) Regulations 2015", "uksi/2015/234"),
        ("TUPE", "uksi/2006/246"),
        ("UK GDPR", "eur/2016/679"),
        ("Regulation (EU) 2016/679", "eur/2016/679"),
        ("SI 2012/2089", "uksi/2012/2089"),
        ("Public Contracts (Scotland) Regulations 2015", "ssi/2015/446"),
        ("the Localism\nAct 2011", "ukpga/2011/20"),
        ("Health and Safety at Work etc. Act 1974", "ukpga/1974/37"),
    ],
)
def test_titles_are_found_however_they_are_printed(text: str, law: str) -> None:
    assert cited(text) == [(law, None)]


@pytest.mark.parametrize("title", ["Health and Care Act 2012", "Health and Social Care Act 2014"])
def test_an_act_that_does_not_exist_keeps_its_words_and_gets_no_identifier(title: str) -> None:
    (found,) = citations(f"The {title} shifted the lead")
    assert (found.law.title, found.law.id) == (title, None)


@pytest.mark.parametrize(
    "text",
    [
        "The impact can be seen in Section 7 of the report",
        "section 17.73 of the Constitution",
        "Section 106 agreements and S278 works",
        "as detailed in Section 4.4 of the Recommendation Report",
        "Contract Procedure Rules 2015 and Financial Regulations 2019",
        "Tree Preservation Order 2019",
        "the Section 151 officer will act now",
    ],
)
def test_what_is_no_law_stays_out(text: str) -> None:
    assert cited(text) == []


def test_an_act_and_the_one_that_amended_it_are_both_cited() -> None:
    text = "Section 17ZA of the Children Act 1989, as amended by the Children and Families Act 2014, says"
    assert cited(text) == [("ukpga/1989/41", "section 17ZA"), ("ukpga/2014/6", None)]


def test_the_act_and_the_1989_act_point_back() -> None:
    text = "Children Act 1989 and Care Act 2014. Under section 17 of the 1989 Act and section 9 of that Act"
    found = dict.fromkeys(cited(text))
    assert ("ukpga/1989/41", "section 17") in found
    assert ("ukpga/2014/23", "section 9") in found


def test_a_short_name_introduced_in_brackets_stands_for_its_act() -> None:
    text = "the Local Government Finance Act 1992 (LGFA) applies; see s.52ZB of the LGFA"
    assert ("ukpga/1992/14", "section 52ZB") in cited(text)


def test_a_title_without_year_takes_the_year_that_the_paper_gives_it_elsewhere() -> None:
    assert cited("Children Act 2004. Section 11 of the Children Act") == [
        ("ukpga/2004/31", None),
        ("ukpga/2004/31", "section 11"),
    ]


def test_a_provision_is_one_fact_with_all_its_mentions() -> None:
    text = (
        "Section 96 of the Children and Families Act 2014 applies.\nSee section "
        "96 of the Children and Families Act 2014."
    )
    (fact,) = legislation(Shadow.of(Text("a.txt", "text/plain", "0", text, (Page(1, 0, len(text)),), ())))
    assert len(fact.evidence) == 2
    assert all(text[e.start : e.end] == e.quote for e in fact.evidence)


def test_the_table_holds_each_act_once_with_an_identifier() -> None:
    with (folder("data") / "legislation.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len({row["id"] for row in rows}) > 900
    assert all(re.fullmatch(r"[a-z]+/[\w-]+(?:/[\w-]+)?/\d+", row["id"]) and row["verified"] for row in rows)
