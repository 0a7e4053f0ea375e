"""Which things of several papers are one: people, posts, bodies, services, decisions, contracts, law."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from councilgraph.model import LegislationFact, Mention, Paper, Relation, Resolution, Said
from councilgraph.resolve import resolve
from marlbrook import IRIS, Made, award, report


def resolved(*papers: Paper) -> Resolution:
    return resolve(papers, IRIS)


def found(resolution: Resolution, kind: str, paper: Paper, name: str | int) -> Mention:
    mention = resolution.find(kind, paper.iri, name)
    assert mention is not None, (kind, name)
    return mention


def people(*named: tuple[str, str | None]) -> list[str]:
    """The last parts of the IRIs of people, each named in a paper of their own."""
    papers = []
    for number, (name, role) in enumerate(named):
        made = Made(f"paper-{number}", date="2025-01-09")
        papers.append(made.paper(people=(made.person(name, role),)))
    resolution = resolved(*papers)
    return [
        found(resolution, "person", paper, name).iri.rpartition("/")[2]
        for paper, (name, _) in zip(papers, named, strict=True)
    ]


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        (("Chris Palmer", "Cabinet Member for Roads"), ("Christine Palmer", "Cabinet Member for Roads"), True),
        (("R W Gough", "Leader"), ("Roger Gough", "Leader of the Council"), True),
        (("Dr Anjan Ghosh", "Director of Public Health"), ("A Ghosh", "Director for Public Health"), True),
        (("Matt Dunkley CBE", "Chief Officer"), ("Matt Dunkley", "Chief Officer"), True),
        (("Sue Chandler", "Cabinet Member for Roads"), ("Sarah Chandler", "Cabinet Member for Roads"), False),
        (("Chris Palmer", "Cabinet Member for Roads"), ("Christine Palmer", "Clerk"), False),
        (("Chris Palmer", None), ("Christine Palmer", None), False),
        (("Ann Moss", "Leader"), ("Ann Marsh", "Leader"), False),
    ],
)
def test_people_are_one_by_surname_given_name_and_post_together(
    left: tuple[str, str | None], right: tuple[str, str | None], one: bool
) -> None:
    first, second = people(left, right)
    assert (first == second) is one


def test_initials_that_fit_two_people_join_neither() -> None:
    post = "Cabinet Member for Roads"
    assert len(set(people(("John Smith", post), ("Jane Smith", post), ("J Smith", post)))) == 3


def at_cabinet(*named: tuple[str, str | None], years: Sequence[int] = (2025, 2025, 2025)) -> list[str]:
    """The last parts of the IRIs of people, each named in a paper of the Cabinet."""
    papers = []
    for number, (name, role) in enumerate(named):
        made = Made(f"cabinet-{number}", date=f"{years[number]}-01-09")
        made.document = replace(made.document, meeting_of=made.said("Cabinet"))
        papers.append(made.paper(people=(made.person(name, role),)))
    resolution = resolved(*papers)
    return [
        found(resolution, "person", paper, name).iri.rpartition("/")[2]
        for paper, (name, _) in zip(papers, named, strict=True)
    ]


def test_initials_at_a_meeting_are_the_one_person_of_that_surname_there() -> None:
    assert at_cabinet(("R W Gough", "Chairman"), ("Roger Gough", "Leader")) == ["roger-gough"] * 2


@pytest.mark.parametrize(
    ("named", "years"),
    [
        ((("R W Gough", "Head of Roads"), ("Roger Gough", "Leader")), (2025, 2025)),
        ((("R W Gough", "Chairman"), ("Roger Gough", "Leader")), (2005, 2025)),
        ((("R W Gough", None), ("Roger Gough", "Leader"), ("Robert Gough", "Head of Roads")), (2025, 2025, 2025)),
        ((("T Gough", "Chairman"), ("Roger Gough", "Leader")), (2025, 2025)),
    ],
)
def test_initials_with_an_office_of_other_years_or_that_fit_two_stay_apart(
    named: tuple[tuple[str, str | None], ...], years: tuple[int, ...]
) -> None:
    assert len(set(at_cabinet(*named, years=years))) == len(named)


def test_one_name_in_two_councils_is_two_people() -> None:
    papers = []
    for council in ("marlbrook", "fenwold"):
        made = Made("paper", council=council, date="2025-01-09")
        papers.append(made.paper(people=(made.person("Ann Moss", "Leader"),)))
    resolution = resolved(*papers)
    assert len({found(resolution, "person", paper, "Ann Moss").iri for paper in papers}) == 2


POSTS = [
    "Corporate Director of Children, Young People and Education",
    "Corporate Director for Children, Young People and Education",
    "Interim Corporate Director Children, Young People and Education",
    "Acting Corporate Director, CYPE",
]


def test_posts_fold_little_words_abbreviations_and_interim_which_is_of_the_holding() -> None:
    made = Made("paper", date="2025-01-09")
    paper = made.paper(people=tuple(made.person(f"Person {n}", role) for n, role in enumerate(POSTS)))
    resolution = resolved(paper)
    mentions = [found(resolution, "post", paper, role) for role in POSTS]
    assert len({mention.iri for mention in mentions}) == 1
    assert [mention.interim for mention in mentions] == [False, False, True, True]
    (thing,) = [thing for thing in resolution.things if thing.kind == "post"]
    assert "nterim" not in thing.label


def test_posts_with_other_portfolios_stay_apart_and_word_order_does_not_matter() -> None:
    roles = [
        "Cabinet Member for Children's integrated Services", "Cabinet Member for Integrated Children's Services",
        "Cabinet Member for Education and Skills", "Cabinet Member for Specialist Children's Services",
    ]  # fmt: skip
    made = Made("paper", date="2025-01-09")
    paper = made.paper(people=tuple(made.person(f"Person {n}", role) for n, role in enumerate(roles)))
    posts = [found(resolved(paper), "post", paper, role).iri for role in roles]
    assert posts[0] == posts[1]
    assert len(set(posts)) == 3


def test_a_bare_title_is_the_only_post_of_its_paper_that_begins_so() -> None:
    made = Made("paper", date="2025-01-09")
    paper = made.paper(people=(made.person("A B", "Cabinet Member for Roads"), made.person("C D", "Cabinet Member")))
    resolution = resolved(paper)
    full, bare = (found(resolution, "post", paper, role) for role in ("Cabinet Member for Roads", "Cabinet Member"))
    assert full.iri == bare.iri
    assert bare.name == ""


def suppliers(*contracts: tuple[str, str]) -> list[str]:
    """The IRIs of the suppliers of contracts (supplier, title), each told of in a paper of its own."""
    papers = []
    for number, (supplier, title) in enumerate(contracts):
        made = Made(f"paper-{number}", date="2025-01-09")
        papers.append(made.paper(contracts=(made.contract(title, supplier),)))
    resolution = resolved(*papers)
    return [found(resolution, "body", p, name).iri for p, (name, _) in zip(papers, contracts, strict=True)]


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        (("Imago", "Young Carers"), ("IMAGO COMMUNITY", "Young Carers Service"), True),
        (("Imago", "Young Carers"), ("IMAGO COMMUNITY", "Road Repairs"), False),
        (("CXK Ltd", "NEET"), ("CXK Limited", "Youth Work"), True),
        (("Wendle Minibuses CIC", "Buses"), ("Wendle Minibuses", "Trains"), True),
        (("Northfield Care", "Home Care"), ("Northgate Care", "Home Care"), False),
    ],
)
def test_organisations_are_one_by_legal_suffix_or_by_head_and_contract(
    left: tuple[str, str], right: tuple[str, str], one: bool
) -> None:
    first, second = suppliers(left, right)
    assert (first == second) is one


def test_committees_are_one_with_and_without_abbreviation_and_council() -> None:
    made = Made("paper", date="2025-01-09")
    names = [
        "Children, Young People and Education Cabinet Committee", "CYPE Cabinet Committee",
        "Marlbrook County Council Children, Young People and Education Cabinet Committee",
    ]  # fmt: skip
    paper = made.paper(organisations=tuple(made.organisation(name, "committee") for name in names))
    committees = {found(resolved(paper), "body", paper, name).iri for name in names}
    assert len(committees) == 1
    assert found(resolved(paper), "body", paper, names[0]).kind == "committee"


@pytest.mark.parametrize("name", ["Marlbrook County Council", "MCC", "the Council"])
def test_the_council_is_known_by_name_and_initials(name: str) -> None:
    made = Made("paper", date="2025-01-09")
    paper = made.paper(organisations=(made.organisation(name, "council"),))
    assert found(resolved(paper), "body", paper, name).iri == IRIS.council("marlbrook")


def services(titles: Sequence[str]) -> list[str]:
    made = Made("paper", date="2025-01-09")
    paper = made.paper(contracts=tuple(made.contract(title) for title in titles))
    resolution = resolved(paper)
    return [found(resolution, "service", paper, title).iri.rpartition("/")[2] for title in titles]


def test_services_fold_the_words_that_any_contract_has() -> None:
    titles = ["Young Carers", "Young Carers Service", "Young Carers Support Service", "New Young Carers contract"]
    assert services(titles) == ["young-carers"] * 4
    assert services(["Family Support", "Family Support Service", "Family Mediation"]) == [
        "family-support", "family-support", "family-mediation",
    ]  # fmt: skip
    assert services(["Home Library Service", "Home Library Service – First Extension"]) == ["home-library"] * 2


def test_a_decision_proposed_signed_and_cited_is_one() -> None:
    proposed, signed, citing = Made("a", "proposed record of decision"), Made("b", "record of decision"), Made("c")
    papers = [
        proposed.paper(decisions=(proposed.decision("25/00058", "Buses – Extension", "proposed"),)),
        signed.paper(decisions=(signed.decision("25/00058 ", "Bus Service Extension", date="2025-08-04"),)),
        citing.paper(decisions=(citing.decision("25/00058", status="mentioned", subject=False),)),
    ]
    resolution = resolved(*papers)
    assert {found(resolution, "decision", paper, 0).iri for paper in papers} == {
        IRIS.thing("marlbrook", "decision", "25-00058")
    }
    (thing,) = [thing for thing in resolution.things if thing.kind == "decision"]
    assert (thing.label, thing.held) == ("25/00058 Bus Service Extension", True)
    assert [merge.ground for merge in resolution.merges] == ["The same decision number in one council."]


def test_a_decision_that_is_only_cited_is_not_held() -> None:
    made = Made("a", "record of officer decision", "2025-11-27")
    relation = Said(Relation(ref="21/00101", relation="carries out"), (made.at("Member decision 21/00101"),))
    decision = replace(made.decision("OD/25/00034", "Extension"), related=(relation,))
    paper = made.paper(decisions=(decision,))
    resolution = resolved(paper)
    held = {thing.identifier: thing.held for thing in resolution.things if thing.kind == "decision"}
    assert held == {"OD/25/00034": True, "21/00101": False}
    assert found(resolution, "decision number", paper, "21/00101").iri.endswith("/decision/21-00101")


def test_a_title_that_comes_back_at_another_meeting_is_another_decision() -> None:
    papers = []
    for date in ("2025-01-09", "2025-04-10"):
        made = Made(f"minutes-{date}", "minutes", date)
        papers.append(made.paper(decisions=(made.decision(title="Corporate Risk Register", date=date),)))
    resolution = resolved(*papers)
    assert len({found(resolution, "decision", paper, 0).iri for paper in papers}) == 2


def test_what_a_committee_endorses_and_a_member_decides_are_two_decisions() -> None:
    minutes, record = Made("minutes", "minutes", "2025-07-08"), Made("record", "record of decision", "2025-07-08")
    title = "Community Transport Extension"
    endorsed, signed = minutes.decision(title=title), record.decision("25/00058", title)
    papers = [
        minutes.paper(decisions=(replace(endorsed, kind=minutes.said("committee")),)),
        record.paper(decisions=(replace(signed, kind=record.said("member")),)),
    ]
    resolution = resolved(*papers)
    assert len({found(resolution, "decision", paper, 0).iri for paper in papers}) == 2


def test_a_report_joins_the_decision_whose_number_its_file_name_carries() -> None:
    record, paper = Made("24-00096-prod", "proposed record of decision"), Made("24-00096-schools-report")
    papers = [
        record.paper(decisions=(record.decision("24/00096", "School Places", "proposed"),)),
        paper.paper(decisions=(paper.decision(title="Commissioning Plan", status="proposed"),)),
    ]
    resolution = resolved(*papers)
    assert len({found(resolution, "decision", one, 0).iri for one in papers}) == 1


def test_budget_amendments_with_one_small_number_stay_apart() -> None:
    papers = []
    for date in ("2024-02-19", "2025-02-13"):
        made = Made(f"amendment-{date}", "budget amendment", date)
        papers.append(made.paper(decisions=(made.decision("3", f"Amendment of {date}", "proposed"),)))
    resolution = resolved(*papers)
    assert len({found(resolution, "decision", paper, 0).iri for paper in papers}) == 2


def contracts(*told: Mapping[str, object]) -> list[str]:
    """The last parts of the IRIs of contracts, each told of in a paper of its own, of 2024 unless `on` says else."""
    papers = []
    for number, one in enumerate(told):
        made = Made(f"paper-{number}", date=str(one.get("on", "2024-06-01")))
        fields = {name: value for name, value in one.items() if name != "on"}
        papers.append(made.paper(contracts=(made.contract(**fields),)))  # type: ignore[arg-type]
    resolution = resolved(*papers)
    return [found(resolution, "contract", paper, 0).iri.rpartition("/")[2] for paper in papers]


CARERS = {"title": "Young Carers", "supplier": "Imago", "start": "2022-05-01", "reference": "SC220040"}


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Young Carers Support Service", "reference": "SC 220040"},
        {"title": "Young Carers Support Service", "supplier": "Imago Community", "start": "2022-05-01"},
        {"title": "New Young Carers contract", "start": "2022-05", "term": "P3Y", "action": "procure"},
        {"title": "Young Carers", "supplier": "Imago", "start": "2022-05-01", "options": ("P12M",)},
    ],
)
def test_contracts_are_one_by_reference_supplier_and_start_or_service_and_start(other: Mapping[str, object]) -> None:
    assert contracts({**CARERS, "term": "P3Y", "options": ("P1Y", "P1Y")}, other) == ["SC220040", "SC220040"]


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Young Carers", "supplier": "Imago", "start": "2027-05-01"},
        {"title": "Young Carers", "supplier": "Porchlight", "start": "2022-05-01"},
        {"title": "Young Carers", "start": "2022-05-01", "term": "P5Y"},
        {"title": "Young Carers", "reference": "SC220041", "supplier": "Imago", "start": "2022-05-01"},
        {"title": "Bridges", "supplier": "Imago", "start": "2022-05-01"},
    ],
)
def test_contracts_that_conflict_stay_apart(other: Mapping[str, object]) -> None:
    first, second = contracts({**CARERS, "term": "P3Y"}, other)
    assert first != second


def test_a_contract_told_of_without_start_is_the_one_in_force_then() -> None:
    old = {"title": "Buses", "supplier": "Wendle CIC", "start": "2016-05-01", "end": "2022-04-30"}
    new = {"title": "Buses", "supplier": "Wendle CIC", "start": "2022-05-01", "end": "2027-04-30"}
    told = {"title": "Buses Contract", "supplier": "Wendle CIC", "on": "2020-05-29", "action": "extend"}
    assert contracts(old, new, told) == ["buses-2016-05-01", "buses-2022-05-01", "buses-2016-05-01"]


def test_a_start_after_the_paper_that_varies_a_contract_is_that_of_the_variation() -> None:
    old = {"title": "Buses", "supplier": "Wendle CIC", "start": "2021-10-01", "term": "P4Y"}
    told = {"title": "Buses", "supplier": "Wendle CIC", "start": "2024-10-01", "on": "2024-06-17", "action": "vary"}
    assert contracts(old, told) == ["buses-2021-10-01"] * 2


def test_two_suppliers_of_one_service_have_a_contract_each() -> None:
    made = Made("paper", date="2020-05-29")
    both = (made.contract("Family Support", "Porchlight"), made.contract("Family Support", "Salus"))
    paper = made.paper(contracts=both)
    resolution = resolved(paper)
    assert [found(resolution, "contract", paper, n).iri.rpartition("/")[2] for n in (0, 1)] == [
        "family-support-porchlight", "family-support-salus",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("identifier", "section", "iri"),
    [
        ("ukpga/2014/6", "section 96", "http://www.legislation.gov.uk/id/ukpga/2014/6/section/96"),
        ("uksi/2015/102", "regulation 72(1)(c)", "http://www.legislation.gov.uk/id/uksi/2015/102/regulation/72/1/c"),
        ("ukpga/1989/41", "section 17ZA", "http://www.legislation.gov.uk/id/ukpga/1989/41/section/17ZA"),
        ("ukpga/1972/70", "schedule 12A", "http://www.legislation.gov.uk/id/ukpga/1972/70/schedule/12A"),
        ("ukpga/2014/23", None, "http://www.legislation.gov.uk/id/ukpga/2014/23"),
        (None, None, "https://w3id.org/councilgraph/id/marlbrook/citation/some-act-2014"),
    ],
)
def test_law_is_its_public_identifier(identifier: str | None, section: str | None, iri: str) -> None:
    made = Made("paper", date="2024-01-01")
    fact = LegislationFact(
        evidence=(made.at("cited"),), title=made.said("Some Act 2014"), cited_as=made.said("the Act"), id=identifier,
        section=made.said(section) if section else None,
    )  # fmt: skip
    paper = made.paper(legislation=(fact,))
    assert found(resolved(paper), "law", paper, 0).iri == iri


def test_every_merge_has_names_a_ground_and_passages() -> None:
    merges = resolved(award(), report()).merges
    assert {merge.iri.split("/")[-2] for merge in merges} == {"contract", "organisation", "person", "service"}
    for merge in merges:
        assert merge.names
        assert merge.ground.endswith(".")
        assert merge.evidence


def test_the_order_of_the_papers_does_not_matter() -> None:
    assert resolved(award(), report()) == resolved(report(), award())
