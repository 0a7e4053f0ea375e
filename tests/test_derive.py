"""What follows from the facts, rule by rule, on small graphs."""

import pytest
from rdflib import Graph, Literal, URIRef

from councilgraph import resources
from councilgraph.graph import rules
from councilgraph.graph.derive import derive
from councilgraph.iris import Iris
from councilgraph.namespaces import CG, CODE, PROV, RDF, RDFS, XSD
from papers import IRIS, Paper, graphs, thing, turtle, union

CONTRACT = thing("contract", "c1")
SERVICE = thing("service", "youth")
LABELS = 'contract:c1 a cg:Contract ; rdfs:label "C1"@en .'
OPTIONS = """
option:c1-1 a cg:ExtensionOption ; rdfs:label "Option 1"@en ; cg:onContract contract:c1 ; cg:optionOrder 1 .
option:c1-2 a cg:ExtensionOption ; rdfs:label "Option 2"@en ; cg:onContract contract:c1 ; cg:optionOrder 2 .
"""
THREE_ONE_ONE = """
contract:c1 cg:start "2022-05-01"^^xsd:date .
contract:c1 cg:term "P3Y"^^xsd:duration .
contract:c1 cg:hasOption option:c1-1 .
contract:c1 cg:hasOption option:c1-2 .
option:c1-1 cg:duration "P1Y"^^xsd:duration .
option:c1-2 cg:duration "P1Y"^^xsd:duration .
"""


def derived(things: str, *papers: Paper) -> Graph:
    return derive(graphs(things, *papers), IRIS)


def day(text: str) -> Literal:
    return Literal(text, datatype=XSD.date)


def gaps(graph: Graph) -> set[tuple[str, str]]:
    """Pairs of what a gap is about and its kind."""
    return {
        (str(graph.value(gap, CG.about)).rpartition("/")[2], str(graph.value(gap, CG.gapKind)).rpartition("/")[2])
        for gap in graph.subjects(RDF.type, CG.Gap)
    }


@pytest.mark.parametrize("folder", ["derive", "findings"])
def test_every_rule_file_names_its_rule_and_says_what_it_concludes(folder: str) -> None:
    files = {path.stem for path in (resources.folder("queries") / folder).glob("*.rq")}
    assert files == {rule.header["rule"] for rule in rules.load(folder)}
    assert all(rule.header["summary"].endswith((".", "?")) for rule in rules.load(folder))


def test_unused_options_leave_the_current_end_at_the_end_of_the_term() -> None:
    graph = derived(LABELS + OPTIONS, Paper("report", THREE_ONE_ONE))
    assert graph.value(CONTRACT, CG.currentEnd) == day("2025-04-30")
    assert graph.value(CONTRACT, CG.latestEnd) == day("2027-04-30")
    assert graph.value(CONTRACT, CG.optionsLeft) == Literal(2)


def test_the_second_extension_uses_both_options() -> None:
    event = 'event:e a cg:Extension ; rdfs:label "E"@en ; cg:onContract contract:c1 ; cg:eventOrder 2 .'
    graph = derived(LABELS + OPTIONS + event, Paper("record", THREE_ONE_ONE))
    assert graph.value(CONTRACT, CG.optionsUsed) == Literal(2)
    assert graph.value(CONTRACT, CG.optionsLeft) == Literal(0)
    assert graph.value(CONTRACT, CG.currentEnd) == day("2027-04-30")


def test_a_stated_end_shows_which_options_are_used() -> None:
    stated = THREE_ONE_ONE + 'contract:c1 cg:currentEnd "2026-04-30"^^xsd:date .'
    graph = derived(LABELS + OPTIONS, Paper("report", stated))
    assert graph.value(CONTRACT, CG.optionsUsed) == Literal(1)
    assert graph.value(CONTRACT, CG.optionsLeft) == Literal(1)


def test_an_extension_by_law_uses_no_option() -> None:
    event = """event:e a cg:Extension ; rdfs:label "E"@en ; cg:onContract contract:c1 ; cg:eventOrder 1 ;
        cg:legalGround <http://www.legislation.gov.uk/id/uksi/2015/102/regulation/72/1/c> ."""
    graph = derived(LABELS + OPTIONS + event, Paper("report", THREE_ONE_ONE))
    assert graph.value(CONTRACT, CG.optionsUsed) == Literal(0)


def test_a_stated_end_is_not_overwritten_and_the_derived_one_is_a_claim_alone() -> None:
    stated = THREE_ONE_ONE + 'contract:c1 cg:currentEnd "2025-09-30"^^xsd:date .'
    graph = derived(LABELS + OPTIONS, Paper("report", stated))
    assert (CONTRACT, CG.currentEnd, None) not in graph
    claimed = {graph.value(c, RDF.object) for c in graph.subjects(CG.rule, Literal("current-end-of-term"))}
    assert claimed == {day("2025-04-30")}


def test_a_start_known_by_month_gives_no_end() -> None:
    says = 'contract:c1 cg:start "2022-05"^^xsd:gYearMonth .\ncontract:c1 cg:term "P3Y"^^xsd:duration .'
    assert (CONTRACT, CG.currentEnd, None) not in derived(LABELS, Paper("report", says))


def test_a_derived_triple_has_a_claim_with_its_rule_and_its_sources() -> None:
    data = graphs(LABELS + OPTIONS, Paper("report", THREE_ONE_ONE))
    graph = derive(data, IRIS)
    (claim,) = graph.subjects(RDF.predicate, CG.optionsLeft)
    assert graph.value(claim, CG.rule) == Literal("options-left")
    assert str(graph.value(claim, CG.explanation)) == "C1 has 2 options, of which 0 are used."
    sources = set(graph.objects(claim, PROV.wasDerivedFrom))
    assert sources
    assert all((source, RDF.type, CG.Claim) in union(data, graph) for source in sources)


def test_no_derived_triple_stands_in_another_graph() -> None:
    data = graphs(LABELS + OPTIONS, Paper("report", THREE_ONE_ONE))
    graph = derive(data, IRIS)
    assert not [triple for triple in graph for other in data.values() if triple in other]


def test_deriving_twice_concludes_the_same() -> None:
    data = graphs(LABELS + OPTIONS, Paper("report", THREE_ONE_ONE))
    assert set(derive(data, IRIS)) == set(derive(data, IRIS))


@pytest.mark.parametrize(("total", "growth"), [("2850000.0", "2.2"), ("2640000.0", None), ("9000000.0", None)])
def test_growth_is_derived_where_a_modest_one_explains_the_total(total: str, growth: str | None) -> None:
    says = f"""contract:c1 cg:start "2027-05-01"^^xsd:date .
        contract:c1 cg:currentEnd "2035-04-30"^^xsd:date .
        contract:c1 cg:annualValue 330000.0 .
        contract:c1 cg:totalValue {total} ."""
    found = derived(LABELS, Paper("report", says)).value(CONTRACT, CG.impliedGrowth)
    assert found == (None if growth is None else Literal(growth, datatype=XSD.decimal))


DECISIONS = """
service:youth a cg:Service ; rdfs:label "Youth"@en .
decision:a a cg:Decision ; rdfs:label "20/00017"@en ; dct:identifier "20/00017" ; cg:held true ;
    cg:aboutService service:youth .
decision:b a cg:Decision ; rdfs:label "21/00101"@en ; dct:identifier "21/00101" ; cg:held false .
decision:c a cg:Decision ; rdfs:label "OD/25/00034"@en ; cg:held true ; cg:aboutService service:youth .
"""
CARRIED_OUT = Paper(
    "record",
    """decision:c cg:carriesOut decision:b .
    decision:c cg:decidedOn "2025-11-27"^^xsd:date .
    decision:a cg:decidedOn "2020-05-29"^^xsd:date .""",
)


def test_decisions_on_one_service_follow_one_another_by_date_or_number() -> None:
    graph = derived(DECISIONS, CARRIED_OUT)
    assert set(graph.subject_objects(CG.follows)) == {(thing("decision", "b"), thing("decision", "a"))}


def test_an_inferred_link_says_that_it_is_inferred() -> None:
    graph = derived(DECISIONS, CARRIED_OUT)
    (claim,) = graph.subjects(CG.rule, Literal("follows"))
    assert str(graph.value(claim, CG.explanation)).startswith("Inferred:")


def test_a_decision_carried_out_is_about_the_same_service() -> None:
    assert (thing("decision", "b"), CG.aboutService, SERVICE) in derived(DECISIONS, CARRIED_OUT)


def test_a_decision_only_cited_is_a_gap() -> None:
    assert gaps(derived(DECISIONS, CARRIED_OUT)) == {("b", "decision-not-held")}


def test_an_option_used_by_no_decision_held_is_a_gap() -> None:
    things = (
        LABELS
        + OPTIONS
        + """
        decision:d a cg:Decision ; rdfs:label "OD/25/00034"@en ; cg:held true .
        event:e a cg:Extension ; rdfs:label "E"@en ; cg:onContract contract:c1 ; cg:eventOrder 2 ;
            cg:authorisedBy decision:d .
        option:c1-2 cg:exercisedBy decision:d ."""
    )
    graph = derived(things, Paper("record", THREE_ONE_ONE))
    assert gaps(graph) == {("c1", "extension-without-decision")}
    (gap,) = graph.subjects(RDF.type, CG.Gap)
    assert str(graph.value(gap, RDFS.label)) == "The decision that used option 1 of C1"


@pytest.mark.parametrize("kind", ["agenda", "forward-plan"])
def test_a_plan_of_what_comes_up_promises_no_record(kind: str) -> None:
    stage = CODE.concept("decision-stage", "proposed").n3()
    document = thing("document", "plan").n3()
    things = (
        f'decision:p a cg:Decision ; rdfs:label "P"@en ; cg:held true ; cg:stage {stage} ; cg:recordedIn {document} .'
    )
    assert gaps(derived(things, Paper("plan", kind=kind))) == set()


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", {("p", "proposal-without-outcome")}),
        ('decision:t a cg:Decision ; rdfs:label "T"@en ; cg:held true ; cg:replacesDecision decision:p .', set()),
        ("decision:p cg:decisionKind <https://w3id.org/councilgraph/code/decision-kind/agenda> .", set()),
    ],
    ids=["alone", "with its outcome", "on an agenda"],
)
def test_a_proposal_is_a_gap_until_its_outcome_is_held(more: str, expected: set[tuple[str, str]]) -> None:
    stage = CODE.concept("decision-stage", "proposed").n3()
    document = thing("document", "record").n3()
    proposal = (
        f'decision:p a cg:Decision ; rdfs:label "P"@en ; cg:held true ; cg:stage {stage} ; cg:recordedIn {document} .'
    )
    assert gaps(derived(proposal + more, Paper("record", kind="proposed-record-of-decision"))) == expected


def test_a_delegation_said_to_have_no_record_is_a_gap() -> None:
    says = 'decision:p cg:missingRecord "a formal record is not available"@en .'
    graph = derived('decision:p a cg:Decision ; rdfs:label "P"@en .', Paper("record", says))
    assert gaps(graph) == {("p", "delegation-without-record")}


CHAIN = """
service:youth a cg:Service ; rdfs:label "Youth"@en .
contract:c0 a cg:Contract ; rdfs:label "C0"@en ; cg:aboutService service:youth .
contract:c1 a cg:Contract ; rdfs:label "C1"@en ; cg:aboutService service:youth .
"""
CHAIN_SAID = """
contract:c0 cg:start "2016-05-01"^^xsd:date .
contract:c0 cg:currentEnd "2022-04-30"^^xsd:date .
contract:c1 cg:start "{start}"^^xsd:date .
contract:c1 cg:term "P3Y"^^xsd:duration .
"""


def test_a_contract_replaces_the_one_that_was_over_when_it_started() -> None:
    graph = derived(CHAIN, Paper("report", CHAIN_SAID.format(start="2022-05-01")))
    assert graph.value(CONTRACT, CG.replaces) == thing("contract", "c0")
    assert graph.value(SERVICE, CG.start) == day("2016-05-01")
    assert graph.value(SERVICE, CG.latestEnd) == day("2025-04-30")


def test_contracts_side_by_side_do_not_replace_one_another() -> None:
    graph = derived(CHAIN, Paper("report", CHAIN_SAID.format(start="2020-05-01")))
    assert (None, CG.replaces, None) not in graph


@pytest.mark.parametrize(("dated", "steps"), [("2024-01-01", 1), ("2026-01-01", 0)], ids=["ahead", "past"])
def test_somebody_must_decide_before_a_contract_ends(dated: str, steps: int) -> None:
    graph = derived(LABELS + OPTIONS, Paper("report", THREE_ONE_ONE, dated))
    found = list(graph.subjects(RDF.type, CG.PlannedStep))
    assert len(found) == steps
    for step in found:
        assert str(graph.value(step, RDFS.label)) == "Decide whether to extend C1"
        assert graph.value(step, CG.latest) == day("2025-04-30")


def deadlines(graph: Graph) -> set[tuple[str, str]]:
    """Day and label of every deadline."""
    return {
        (str(graph.value(d, CG.on)), str(graph.value(d, RDFS.label))) for d in graph.subjects(RDF.type, CG.Deadline)
    }


COUNCIL = "<https://w3id.org/councilgraph/id/test/organisation/test>"
ENDING = Paper("report", 'contract:c1 cg:currentEnd "2025-04-30"^^xsd:date .', "2024-01-01")


def test_what_follows_a_contract_is_begun_as_long_before_as_a_council_usually_takes() -> None:
    graph = derived(LABELS + f"contract:c1 cg:council {COUNCIL} .", ENDING)
    assert deadlines(graph) == {
        ("2025-04-30", "Decide what follows C1"),
        ("2024-05-01", "Begin procuring what follows C1"),
    }
    (begin,) = (d for d in graph.subjects(RDF.type, CG.Deadline) if str(graph.value(d, CG.on)) == "2024-05-01")
    assert "no option to extend it is known" in str(graph.value(begin, CG.explanation))
    assert "No paper plans what follows C1" in str(graph.value(begin, CG.explanation))
    assert list(graph.objects(begin, PROV.wasDerivedFrom))


def test_what_follows_is_begun_with_the_first_step_planned_for_it() -> None:
    things = (
        LABELS
        + f"""contract:c1 cg:council {COUNCIL} .
        contract:c2 a cg:Contract ; rdfs:label "C2"@en ; cg:replaces contract:c1 ; cg:start "2025-05-01"^^xsd:date .
        decision:d a cg:Decision ; rdfs:label "D"@en ; cg:procures contract:c2 .
        <https://w3id.org/councilgraph/id/test/step/a> a cg:PlannedStep ; rdfs:label "Market engagement"@en ;
            cg:about decision:d ; cg:earliest "2024-09-01"^^xsd:date ; cg:recordedIn decision:d .
        <https://w3id.org/councilgraph/id/test/step/b> a cg:PlannedStep ; rdfs:label "Tender"@en ;
            cg:about decision:d ; cg:earliest "2024-11-01"^^xsd:date ; cg:recordedIn decision:d ."""
    )
    graph = derived(things, ENDING)
    assert ("2024-09-01", "Begin procuring what follows C1") in deadlines(graph)
    said = [str(graph.value(c, CG.explanation)) for c in graph.subjects(CG.rule, Literal("procurement-lead-planned"))]
    assert said == [
        "C2 is to start on 1 May 2025, and the first step planned for it, Market engagement, begins on"
        " 1 September 2024: 8 months ahead."
    ]


@pytest.mark.parametrize(
    "done",
    [
        'event:e a cg:Termination ; rdfs:label "E"@en ; cg:onContract contract:c1 .',
        """contract:c2 a cg:Contract ; rdfs:label "C2"@en ; cg:replaces contract:c1 .
        event:e a cg:Award ; rdfs:label "E"@en ; cg:onContract contract:c2 ; cg:authorisedBy decision:d .
        decision:d cg:stage <https://w3id.org/councilgraph/code/decision-stage/taken> .""",
    ],
    ids=["ended", "successor awarded"],
)
def test_a_contract_that_was_ended_or_followed_needs_no_decision(done: str) -> None:
    assert deadlines(derived(LABELS + f"contract:c1 cg:council {COUNCIL} ." + done, ENDING)) == set()


def test_an_option_left_is_decided_on_before_the_current_end_or_a_new_contract_begun() -> None:
    graph = derived(LABELS + f"contract:c1 cg:council {COUNCIL} ." + OPTIONS, Paper("r", THREE_ONE_ONE, "2024-01-01"))
    (step,) = graph.subjects(RDF.type, CG.Deadline)
    assert str(graph.value(step, CG.explanation)) == (
        "C1 ends on 30 April 2025 and has 2 options left: a decision to extend it has to come before."
        " A new contract in its place would have to be begun by 1 May 2024."
    )


def test_a_value_a_year_gives_the_total_where_none_is_stated() -> None:
    says = THREE_ONE_ONE + "contract:c1 cg:annualValue 100.5 ."
    graph = derived(LABELS + OPTIONS, Paper("report", says))
    assert graph.value(CONTRACT, CG.totalValue) == Literal("301.5", datatype=XSD.decimal)


def test_things_of_another_base_are_concluded_under_it() -> None:
    iris = Iris("https://example.org/id/")
    facts = Graph()
    for s, p, o in turtle('decision:b a cg:Decision ; rdfs:label "B"@en ; cg:held false .'):
        facts.add((URIRef(str(s).replace(IRIS.base, iris.base)), p, o))
    (gap,) = derive({"facts": facts}, iris).subjects(RDF.type, CG.Gap)
    assert str(gap) == "https://example.org/id/test/gap/b-not-held"


EXTENDING = """
decision:d a cg:Decision ; rdfs:label "25/00058"@en ; cg:held true .
event:e a cg:Extension ; rdfs:label "E"@en ; cg:onContract contract:c1 ; cg:authorisedBy decision:d .
"""


@pytest.mark.parametrize(
    ("until", "used"),
    [("2026-04-30", {"c1-1"}), ("2027-04-30", {"c1-2"}), ("2026-09-30", set())],
    ids=["the first", "the second", "no option ends then"],
)
def test_an_extension_uses_the_option_that_takes_the_contract_to_its_day(until: str, used: set[str]) -> None:
    says = THREE_ONE_ONE + f'event:e cg:until "{until}"^^xsd:date .'
    graph = derived(LABELS + OPTIONS + EXTENDING, Paper("record", says))
    assert {str(option).rpartition("/")[2] for option in graph.subjects(CG.exercisedBy)} == used


@pytest.mark.parametrize("more", ["event:e cg:legalGround <http://law>", "decision:d cg:stage <{stage}>"])
def test_an_extension_by_law_or_only_proposed_exercises_no_option(more: str) -> None:
    things = LABELS + OPTIONS + EXTENDING + more.format(stage=CODE.concept("decision-stage", "proposed")) + " ."
    says = THREE_ONE_ONE + 'event:e cg:until "2026-04-30"^^xsd:date .'
    assert not list(derived(things, Paper("record", says)).subjects(CG.exercisedBy))


def test_an_option_used_by_a_decision_held_is_no_gap() -> None:
    one = LABELS + OPTIONS.splitlines()[1] + EXTENDING
    says = "\n".join(THREE_ONE_ONE.splitlines()[:4]) + '\noption:c1-1 cg:duration "P1Y"^^xsd:duration .'
    graph = derived(one, Paper("record", says + '\nevent:e cg:duration "P12M"^^xsd:duration .'))
    assert graph.value(CONTRACT, CG.optionsUsed) == Literal(1)
    assert gaps(graph) == set()
