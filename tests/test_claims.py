"""What becomes of the facts of one paper: claims with their passages, and which value of several counts."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest
from rdflib import Graph, Literal, URIRef

from councilgraph.graph import assemble, claims
from councilgraph.graph.literals import decimal, duration
from councilgraph.model import (
    AmountFact,
    Claim,
    DelegationFact,
    Duration,
    Evidence,
    Paper,
    PartialDate,
    RemarkFact,
    Said,
    StepFact,
)  # fmt: skip
from councilgraph.namespaces import CG, CODE, DCTERMS, ORG, RDFS, SDO, SKOS, XSD
from councilgraph.resolve import resolve
from marlbrook import IRIS, Made, award, report

CONTRACT = URIRef(IRIS.thing("marlbrook", "contract", "MC230017"))
AWARD = URIRef(IRIS.thing("marlbrook", "decision", "23-00041"))


def facts(*papers: Paper) -> Graph:
    return assemble(papers, resolve(papers, IRIS), IRIS)[IRIS.graph("facts")]


def claimed(paper: Paper, *others: Paper) -> list[Claim]:
    return claims(paper, resolve([paper, *others], IRIS), IRIS)


def values(found: Iterable[Claim], subject: URIRef, predicate: URIRef) -> set[object]:
    return {one.object for one in found if (one.subject, one.predicate) == (str(subject), str(predicate))}


def valued(made: Made, value: str, words: str = "", reference: str = "MC230017") -> Paper:
    contract = made.contract("Home Library Service", reference=reference)
    return made.paper(contracts=(replace(contract, annual_value=Said(Decimal(value), (made.at(words or value),))),))


def extension(status: str, kind: str, date: str | None = None, number: int = 1) -> Paper:
    """A record that extends MC230017 to 30 June 2027."""
    made = Made(f"extension-{status}", kind, date)
    contract = made.contract(reference="MC230017", end="2027-06-30", action="extend", decision=0)
    year = made.said(Duration("P1Y"), "one year")
    contract = replace(contract, extension_number=made.said(number), extended_by=year)
    decision = made.decision("26/00012", "Extension", status, date, "Odile Farnsworth", "Leader")
    return made.paper(decisions=(decision,), contracts=(contract,))


def test_each_claim_stands_on_passages_that_read_as_quoted() -> None:
    paper = award()
    found = claimed(paper)
    assert len({(one.subject, one.predicate, one.object) for one in found}) == len(found) > 20
    for claim in found:
        assert claim.document == paper.iri
        for proof in claim.evidence:
            assert paper.text.text[proof.start : proof.end] == proof.quote


def test_a_record_tells_who_decided_what_when_in_which_post() -> None:
    found = claimed(award())
    post = URIRef(IRIS.thing("marlbrook", "post", "cabinet-member-communities"))
    assert values(found, AWARD, DCTERMS.identifier) == {Literal("23/00041")}
    assert values(found, AWARD, CG.stage) == {CODE.concept("decision-stage", "taken")}
    assert values(found, AWARD, CG.decidedOn) == {Literal("2023-05-12", datatype=XSD.date)}
    assert values(found, AWARD, CG.decidedInPost) == {post}
    assert values(found, AWARD, CG.awards) == {CONTRACT}


def test_one_thing_said_in_two_places_is_one_claim_with_two_passages() -> None:
    made = Made("paper", date="2025-01-09")
    paper = made.paper(people=(made.person("Ann Moss", "Leader"), made.person("Ann Moss", "Leader")))
    (claim,) = [one for one in claimed(paper) if one.predicate == str(RDFS.label) and "person" in one.subject]
    assert len(claim.evidence) == 2


def test_another_printed_name_is_an_alias_with_its_passage() -> None:
    found = claimed(report(), award())
    person = URIRef(IRIS.thing("marlbrook", "person", "odile-farnsworth"))
    assert values(found, person, SKOS.altLabel) == {Literal("O Farnsworth", lang="en")}


def test_interim_is_said_of_the_holding() -> None:
    made = Made("paper", date="2025-11-27")
    graph = facts(made.paper(people=(made.person("Ann Moss", "Interim Director of Roads"),)))
    (holding,) = graph.subjects(CG.interim)
    post = graph.value(holding, CG.ofPost)
    assert graph.value(post, RDFS.label) == Literal("Director of Roads", lang="en")
    assert graph.value(holding, CG.observedOn) == Literal("2025-11-27", datatype=XSD.date)
    assert graph.value(holding, CG.earliest) == Literal("2025-11-27", datatype=XSD.date)
    assert graph.value(holding, ORG.member) == URIRef(IRIS.thing("marlbrook", "person", "ann-moss"))


@pytest.mark.parametrize(
    ("first", "second", "value"),
    [
        (("report", "2026-01-20", "£148k"), ("record of decision", "2023-05-12", "£148,250"), "148250"),
        (("report", "2026-01-20", "£148k"), ("report", "2023-05-12", "£148,250"), "148250"),
        (("report", "2026-01-20", "£149,000"), ("report", "2023-05-12", "£148,250"), "149000"),
        (("proposed record of decision", "2026-01-20", "£149,250"), ("report", "2023-05-12", "£148,250"), "148250"),
    ],
)
def test_signed_before_report_before_proposal_then_exact_before_rounded_then_later(
    first: tuple[str, str, str], second: tuple[str, str, str], value: str
) -> None:
    papers = [
        valued(Made(f"paper-{n}", kind, date), words.strip("£").replace(",", "").replace("k", "000"), words)
        for n, (kind, date, words) in enumerate((first, second))
    ]
    graphs = assemble(papers, resolve(papers, IRIS), IRIS)
    assert list(graphs[IRIS.graph("facts")].objects(CONTRACT, CG.annualValue)) == [Literal(value, datatype=XSD.decimal)]
    ranks = [str(rank).rpartition("/")[2] for g in graphs.values() for rank in _ranks(g, CG.annualValue)]
    assert sorted(ranks) == ["normal", "preferred"]


def _ranks(graph: Graph, predicate: URIRef) -> list[object]:
    from rdflib import RDF

    return [graph.value(claim, CG.rank) for claim in graph.subjects(RDF.predicate, predicate)]


def test_what_changes_over_time_is_what_the_later_paper_says() -> None:
    graph = facts(award(), extension("taken", "report", "2026-03-09"))
    assert list(graph.objects(CONTRACT, CG.currentEnd)) == [Literal("2027-06-30", datatype=XSD.date)]


def test_a_proposal_to_extend_neither_moves_the_end_nor_uses_an_option() -> None:
    graph = facts(award(), extension("proposed", "proposed record of decision"))
    option = URIRef(IRIS.thing("marlbrook", "option", "MC230017-1"))
    assert list(graph.objects(CONTRACT, CG.currentEnd)) == [Literal("2026-06-30", datatype=XSD.date)]
    assert graph.value(option, CG.optionState) == CODE.concept("option-state", "agreed")


def test_an_extension_exercises_its_option_and_is_one_event_when_proposed_and_signed() -> None:
    signed = extension("taken", "record of decision", "2026-03-09")
    graph = facts(award(), signed, extension("proposed", "proposed record of decision"))
    decision = URIRef(IRIS.thing("marlbrook", "decision", "26-00012"))
    event = URIRef(IRIS.thing("marlbrook", "event", "MC230017-extension-1"))
    option = URIRef(IRIS.thing("marlbrook", "option", "MC230017-1"))
    assert list(graph.subjects(CG.authorisedBy, decision)) == [event]
    assert graph.value(event, CG.on) == Literal("2026-03-09", datatype=XSD.date)
    assert graph.value(event, CG.until) == Literal("2027-06-30", datatype=XSD.date)
    assert graph.value(option, CG.exercisedBy) == decision
    assert graph.value(option, CG.optionState) == CODE.concept("option-state", "exercised")
    assert list(graph.objects(decision, CG.stage)) == [CODE.concept("decision-stage", "taken")]


@pytest.mark.parametrize(("new", "value"), [("98000", "98000"), (None, "99000")])
def test_a_variation_sets_the_yearly_value_and_what_it_was_before_yields(new: str | None, value: str) -> None:
    made = Made("24-00019", "record of decision", "2024-06-17")
    contract = made.contract("Home Library", reference="MC230017", action="vary", decision=0)
    varied = replace(
        contract,
        annual_value=made.said(Decimal(86400)),
        new_annual_value=made.said(Decimal(new)) if new else None,
    )
    record = made.paper(decisions=(made.decision("24/00019", date="2024-06-17"),), contracts=(varied,))
    graph = facts(record, valued(Made("later", "report", "2025-07-08"), "99000", "£99,000"))
    assert list(graph.objects(CONTRACT, CG.annualValue)) == [Literal(value, datatype=XSD.decimal)]


def test_who_decided_is_what_the_weightiest_paper_says_be_it_person_or_body() -> None:
    made = Made("report", "report", "2023-04-25")
    proposed = made.decision("23/00041", status="proposed", role="Roads Cabinet Committee")
    graph = facts(award(), made.paper(decisions=(proposed,)))
    assert graph.value(AWARD, CG.decidedByBody) is None
    assert graph.value(AWARD, CG.decidedBy) == URIRef(IRIS.thing("marlbrook", "person", "odile-farnsworth"))


def test_options_beyond_the_number_to_go_by_leave_the_facts() -> None:
    made = Made("proposal", "proposed record of decision", "2023-01-01")
    contract = made.contract(reference="MC230017", options=("P1Y", "P1Y", "P1Y"))
    graph = facts(award(), made.paper(contracts=(contract,)))
    assert len(set(graph.objects(CONTRACT, CG.hasOption))) == 2
    assert graph.value(CONTRACT, CG.options) == Literal(2)


def test_amounts_keep_their_wording_precision_and_owner() -> None:
    made = Made("paper", "report", "2026-01-20")
    amount = AmountFact(
        evidence=(made.at("£322k per annum"),), value=Decimal("322000.00"), verbatim="£322k", what="annual value",
        kind="annual", approx=True, rounded_to=Decimal(1000), per="annum", contract=0,
    )  # fmt: skip
    graph = facts(made.paper(contracts=(made.contract("Home Library", reference="MC230017"),), amounts=(amount,)))
    (thing,) = graph.subjects(CG.asStated, Literal("£322k"))
    assert str(thing).endswith("/amount/paper-322000")
    assert graph.value(thing, SDO.value) == Literal("322000", datatype=XSD.decimal)
    assert graph.value(thing, CG.roundedTo) == Literal("1000", datatype=XSD.decimal)
    assert graph.value(thing, CG.perPeriod) == Literal("P1Y", datatype=XSD.duration)
    assert list(graph.objects(CONTRACT, CG.hasAmount)) == [thing]


def test_delegations_steps_and_remarks_hang_on_the_decision() -> None:
    made = Made("paper", "record of decision", "2024-06-17")
    decision = made.decision("24/00019", "Buses")
    delegation = DelegationFact(
        evidence=(made.at("delegates"),), delegated_to=made.said("Corporate Director for Roads"),
        in_consultation_with=made.said("Leader"), what=made.said("use of the options"), decision=0,
    )  # fmt: skip
    step = StepFact(evidence=(made.at("by"),), what=made.said("Tender"), date=made.said(PartialDate("2024-09"), "Sept"))
    need = "Because of the need " * 10
    reason = RemarkFact(evidence=(made.at(need),), kind="reason", text=need, decision=0)
    graph = facts(made.paper(decisions=(decision,), delegations=(delegation,), steps=(step,), remarks=(reason,)))
    iri = URIRef(IRIS.thing("marlbrook", "decision", "24-00019"))
    (given,) = graph.objects(iri, CG.delegates)
    assert graph.value(given, CG.inConsultationWith) == URIRef(IRIS.thing("marlbrook", "post", "leader"))
    (planned,) = graph.subjects(CG.about, iri)
    assert graph.value(planned, CG.on) == Literal("2024-09", datatype=XSD.gYearMonth)
    assert graph.value(planned, CG.latest) == Literal("2024-09-30", datatype=XSD.date)
    assert len(str(graph.value(iri, CG.hasReason))) <= 80


def test_contact_details_are_cut_out_of_passages_and_values() -> None:
    made = Made("paper", date="2025-01-09")
    person = made.person("Ann Moss", "Leader")
    block = made.at("Ann Moss, Leader\nTel: 03000 415356\nann.moss@marlbrook.example")
    step = StepFact(evidence=(block,), what=Said("Ring 03000 415356", (block,)), date=made.said(PartialDate("2025-02")))
    paper = made.paper(people=(replace(person, name=Said("Ann Moss", (block,))),), steps=(step,))
    found = claimed(paper)
    quotes = {proof.quote for one in found for proof in one.evidence}
    assert "Ann Moss, Leader\nTel:" in quotes
    assert not any("03000" in str(one.object) or "@" in str(one.object) for one in found)
    for proof in (proof for one in found for proof in one.evidence):
        assert paper.text.text[proof.start : proof.end] == proof.quote


def test_a_title_with_an_address_in_it_is_cut_before_it() -> None:
    made = Made("paper", date="2025-01-09")
    paper = made.paper(contracts=(made.contract("Buses, ask clerk@marlbrook.example", reference="MC1"),))
    graph = facts(paper)
    assert not [term for triple in graph for term in triple if "@" in str(term) or "example" in str(term)]


def test_what_is_no_name_makes_no_thing() -> None:
    made = Made("paper", date="2025-01-09")
    people = (made.person("–", "–"), made.person("clerk@marlbrook.example", "Tel 01234 567890"))
    graph = facts(made.paper(people=people, organisations=(made.organisation("…"),)))
    assert {str(thing).rpartition("/")[2] for thing in graph.subjects()} == {"marlbrook"}


def test_a_passage_of_nothing_but_a_number_proves_nothing() -> None:
    made = Made("paper", date="2025-01-09")
    number: Evidence = made.at("01234 567890")
    paper = made.paper(people=(replace(made.person("Ann Moss"), name=Said("Ann Moss", (number,))),))
    assert not [one for one in claimed(paper) if "person" in one.subject]


@pytest.mark.parametrize(
    ("value", "written"),
    [("321557", "321557"), ("325484.88", "325484.88"), ("498410.40", "498410.4"), ("1.24E+6", "1240000"), ("-0", "0")],
)
def test_decimals_are_canonical(value: str, written: str) -> None:
    assert decimal(Decimal(value)).n3() == f'"{written}"^^<http://www.w3.org/2001/XMLSchema#decimal>'


@pytest.mark.parametrize(
    ("value", "written"), [("P36M", "P3Y"), ("P18M", "P1Y6M"), ("P2W", "P14D"), ("P1Y", "P1Y"), ("P90D", "P90D")]
)
def test_durations_are_canonical(value: str, written: str) -> None:
    assert str(duration(Duration(value))) == written
