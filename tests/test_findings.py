"""What does not agree, what agrees and what is missing, rule by rule, on small graphs."""

import pytest
from rdflib import Graph, Literal

from councilgraph import resources
from councilgraph.graph import rules, shapes
from councilgraph.graph.derive import derive
from councilgraph.graph.findings import findings
from councilgraph.namespaces import CG, RDF, RDFS
from papers import IRIS, Paper, graphs, thing, turtle, union

C1 = 'contract:c1 a cg:Contract ; rdfs:label "C1"@en .'
DECISION = """decision:d a cg:Decision ; rdfs:label "24/00001 Youth"@en ; dct:identifier "24/00001" ; cg:held true ;
    cg:council <https://w3id.org/councilgraph/id/test/organisation/test> ; cg:stage {stage} ; cg:decisionKind {kind} ;
    cg:recordedIn <https://w3id.org/councilgraph/id/test/document/record> .
"""
TAKEN = "<https://w3id.org/councilgraph/code/decision-stage/taken>"
PROPOSED = "<https://w3id.org/councilgraph/code/decision-stage/proposed>"
MEMBER = "<https://w3id.org/councilgraph/code/decision-kind/member>"


def found(things: str, *papers: Paper) -> Graph:
    """The findings on small graphs, with what is derived from them."""
    data = graphs(things, *papers)
    data[IRIS.graph("derived")] = derive(data, IRIS)
    return findings(data, IRIS)


def told(graph: Graph, rule: str) -> list[tuple[str, str]]:
    """Verdicts and explanations of one rule."""
    return sorted(
        (str(graph.value(finding, CG.verdict)).rpartition("/")[2], str(graph.value(finding, CG.explanation)))
        for finding in graph.subjects(CG.rule, Literal(rule))
    )


def verdicts(graph: Graph, rule: str) -> list[str]:
    return [verdict for verdict, _ in told(graph, rule)]


def amount(name: str, value: str, document: str, more: str = "cg:roundedTo 1.0") -> str:
    return f"""amount:{name} a cg:Amount ; rdfs:label "{name.replace("-", " ")}"@en ; schema:value {value} ; {more} ;
        cg:recordedIn <https://w3id.org/councilgraph/id/test/document/{document}> .\n"""


def value(text: str, predicate: str = "annualValue", contract: str = "c1") -> str:
    return f"contract:{contract} cg:{predicate} {text} .\n"


def date(text: str, predicate: str, contract: str = "c1") -> str:
    return f'contract:{contract} cg:{predicate} "{text}"^^xsd:date .\n'


@pytest.mark.parametrize(
    ("second", "rounded", "verdict"),
    [
        ("321557.0", "1.0", "agrees"),
        ("322000.0", "1000.0", "agrees-after-rounding"),
        ("322000.0", "1.0", "differs"),
        ("330000.0", "1000.0", "differs"),
        ("321000.0", "1000.0", "agrees-after-rounding"),
        ("320000.0", "1000.0", "differs"),
    ],
)
def test_two_papers_agree_on_a_value_within_the_rounding_of_each(second: str, rounded: str, verdict: str) -> None:
    things = C1 + amount("a", "321557.0", "record") + amount("b", second, "report", f"cg:roundedTo {rounded}")
    graph = found(things, Paper("record", value("321557.0")), Paper("report", value(second)))
    assert verdicts(graph, "stated-amounts") == [verdict]


def test_a_finding_carries_both_claims_the_difference_and_a_sentence() -> None:
    graph = found(C1, Paper("record", value("321557.0")), Paper("report", value("330000.0")))
    (finding,) = graph.subjects(CG.rule, Literal("stated-amounts"))
    assert graph.value(finding, CG.about) == thing("contract", "c1")
    assert graph.value(finding, CG.sideA) != graph.value(finding, CG.sideB)
    assert str(graph.value(finding, CG.difference)) == "8443"
    assert str(graph.value(finding, CG.explanation)) == (
        "record gives £321,557 as the yearly value of C1, report gives £330,000: £8,443 apart."
    )


def test_a_value_that_was_varied_is_no_contradiction() -> None:
    event = 'event:v a cg:Variation ; rdfs:label "Variation of C1"@en ; cg:onContract contract:c1 .'
    graph = found(C1 + event, Paper("record", value("100.0")), Paper("later", value("200.0")))
    ((verdict, sentence),) = told(graph, "stated-amounts")
    assert verdict == "different-measure"
    assert sentence.endswith("Variation of C1 lies between.")


def test_values_of_two_contracts_are_not_held_against_each_other() -> None:
    things = C1 + 'contract:c2 a cg:Contract ; rdfs:label "C2"@en .'
    graph = found(things, Paper("record", value("100.0")), Paper("report", value("200.0", contract="c2")))
    assert not list(graph.subjects(RDF.type, CG.Finding))


def test_a_total_shared_out_over_its_years_is_held_against_the_yearly_value() -> None:
    total = 'contract:c1 cg:term "P4Y"^^xsd:duration .\n' + value("1316550.73", "totalValue")
    graph = found(C1, Paper("record", value("325484.88")), Paper("report", total))
    ((verdict, sentence),) = told(graph, "derived-annual-value")
    assert verdict == "differs"
    assert "£329,137.68 a year" in sentence
    assert "£3,652.80 a year apart" in sentence


RUN = date("2016-05-01", "start") + date("2022-04-30", "currentEnd")


@pytest.mark.parametrize(
    ("total", "expected"),
    [("1952904.0", ["agrees"]), ("1952900.0", ["unexplained"]), ("1800000.0", ["unexplained"])],
)
def test_yearly_value_times_years_is_held_against_the_total(total: str, expected: list[str]) -> None:
    graph = found(C1, Paper("report", RUN + value("325484.0") + value(total, "totalValue")))
    assert verdicts(graph, "years-times-value") == expected


def test_totals_for_other_years_are_no_contradiction() -> None:
    first = value("148250.0") + value("444750.0", "totalValue")
    graph = found(C1, Paper("record", first), Paper("later", value("593000.0", "totalValue")))
    ((verdict, sentence),) = told(graph, "stated-amounts")
    assert verdict == "different-measure"
    assert sentence.endswith("at £148,250 a year these are 3 years and 4.")


@pytest.mark.parametrize(
    ("bound", "other", "verdict"),
    [
        ("up to", "90000.0", "different-measure"),
        ("up to", "110000.0", "differs"),
        ("over", "110000.0", "different-measure"),
    ],
)
def test_a_bound_that_the_other_keeps_to_is_no_contradiction(bound: str, other: str, verdict: str) -> None:
    things = C1 + amount("a", "100000.0", "record", f'cg:roundedTo 1.0 ; cg:bound "{bound}"')
    graph = found(things, Paper("record", value("100000.0")), Paper("report", value(other)))
    assert verdicts(graph, "stated-amounts") == [verdict]


def test_a_total_is_held_against_the_yearly_value_of_another_paper_where_it_fits() -> None:
    first, total = Paper("record", RUN + value("325484.0")), value("1952904.0", "totalValue")
    assert verdicts(found(C1, first, Paper("later", total)), "years-times-value") == ["agrees"]
    assert verdicts(found(C1, first, Paper("later", total.replace("1952904", "1900000"))), "years-times-value") == []


def test_a_sum_paid_that_is_no_product_is_no_finding() -> None:
    graph = found(C1, Paper("report", RUN + value("325484.0") + value("700000.0", "totalPaid")))
    assert verdicts(graph, "years-times-value") == []


@pytest.mark.parametrize(("dated", "expected"), [("2022-01-11", ["unexplained"]), ("2022-05-11", [])])
def test_paid_up_to_a_day_ahead_is_a_tense_that_does_not_hold(dated: str, expected: list[str]) -> None:
    graph = found(C1, Paper("report", RUN + value("325484.0") + value("1952904.0", "totalPaid"), dated))
    assert verdicts(graph, "paid-before-the-end") == expected


def test_growth_explains_a_total_and_is_no_contradiction() -> None:
    says = date("2027-05-01", "start") + date("2035-04-30", "currentEnd")
    graph = found(C1, Paper("report", says + value("330000.0") + value("2850000.0", "totalValue")))
    ((verdict, sentence),) = told(graph, "implied-growth")
    assert verdict == "different-measure"
    assert "2.2 % a year" in sentence
    assert verdicts(graph, "years-times-value") == []


@pytest.mark.parametrize(
    ("second", "verdict"),
    [("2022-04-30", "agrees"), ("2021-04-30", "different-measure"), ("2020-09-30", "differs")],
)
def test_ends_agree_lie_an_extension_apart_or_differ(second: str, verdict: str) -> None:
    event = """event:e a cg:Extension ; rdfs:label "E"@en ; cg:onContract contract:c1 ;
        cg:duration "P1Y"^^xsd:duration ; cg:authorisedBy decision:d ."""
    first, other = date("2022-04-30", "currentEnd"), date(second, "currentEnd")
    graph = found(C1 + event, Paper("report", first), Paper("record", other))
    assert verdicts(graph, "ends-differ") == [verdict]


@pytest.mark.parametrize(
    ("middle", "number"),
    [("2020-09-30", 1), ("2019-06-30", 2)],
    ids=["a later paper, a later end", "a later paper, an earlier end"],
)
def test_ends_that_are_not_the_one_to_go_by_are_held_against_one_another(middle: str, number: int) -> None:
    papers = (
        Paper("first", "!" + date("2020-03-31", "currentEnd"), "2018-01-01"),
        Paper("second", "!" + date(middle, "currentEnd"), "2019-01-01"),
        Paper("third", date("2022-04-30", "currentEnd"), "2021-01-01"),
    )
    graph = found(C1, papers[2], *papers[:2])
    assert verdicts(graph, "ends-differ") == ["differs"] * (number + 1)


def test_what_a_person_corrected_or_withdrew_is_held_against_nothing() -> None:
    papers = (Paper("a", value("100.0")), Paper("b", value("200.0")), Paper("c", value("100.0")))
    data = graphs(C1, *papers)
    data[IRIS.graph("curated")] = turtle(
        """<https://w3id.org/councilgraph/id/test/claim/x> a cg:Claim ; rdf:subject contract:c1 ;
            rdf:predicate cg:annualValue ; rdf:object 200.0 ;
            cg:rank <https://w3id.org/councilgraph/code/rank/deprecated> ;
            dct:creator "Ada Quill" ; dct:date "2026-04-02"^^xsd:date ; rdfs:comment "A misprint."@en ."""
    )
    assert verdicts(findings(graphs(C1, *papers), IRIS), "stated-amounts") == ["agrees", "differs"]
    assert verdicts(findings(data, IRIS), "stated-amounts") == ["agrees"]


def test_names_taken_for_one_thing_show_where_each_is_printed() -> None:
    things = """<https://w3id.org/councilgraph/id/test/person/a> a foaf:Person ; rdfs:label "Christine Palmer"@en .
    <https://w3id.org/councilgraph/id/test/claim/m> a cg:Merge ; skos:altLabel "Chris Palmer"@en ;
        cg:merged <https://w3id.org/councilgraph/id/test/person/a> ; cg:onGround "The same post."@en ."""
    person = "<https://w3id.org/councilgraph/id/test/person/a>"
    paper = Paper("r", f'!{person} rdfs:label "Christine Palmer"@en .\n{person} skos:altLabel "Chris Palmer"@en .')
    graph = found(things, paper)
    (finding,) = graph.subjects(CG.rule, Literal("merged-names"))
    assert graph.value(finding, CG.sideA) != graph.value(finding, CG.sideB) is not None


def test_a_stated_end_that_term_and_options_do_not_give_is_found() -> None:
    option = 'option:o a cg:ExtensionOption ; rdfs:label "O"@en ; cg:onContract contract:c1 ; cg:optionOrder 1 .'
    says = """contract:c1 cg:start "2016-05-01"^^xsd:date .
        contract:c1 cg:term "P3Y"^^xsd:duration .
        contract:c1 cg:hasOption option:o .
        option:o cg:duration "P1Y"^^xsd:duration .
    """
    graph = found(C1 + option, Paper("record", says), Paper("report", date("2022-04-30", "currentEnd")))
    ((verdict, sentence),) = told(graph, "ends-derived")
    assert verdict == "differs"
    assert "30 April 2020" in sentence


def test_numbers_of_options_that_differ_are_found_once() -> None:
    graph = found(C1, Paper("a", "contract:c1 cg:options 2 ."), Paper("b", "contract:c1 cg:options 1 ."))
    assert told(graph, "terms-differ") == [("differs", "a gives 2 as the number of options of C1, b gives 1.")]


def test_one_term_in_years_and_months_is_the_same() -> None:
    years = 'contract:c1 cg:term "P3Y"^^xsd:duration .'
    graph = found(C1, Paper("a", years), Paper("b", years.replace("P3Y", "P36M")))
    assert verdicts(graph, "terms-differ") == []


YOUTH = """service:youth a cg:Service ; rdfs:label "Youth"@en .
contract:c1 a cg:Contract ; rdfs:label "C1"@en ; cg:aboutService service:youth .
contract:c2 a cg:Contract ; rdfs:label "C2"@en ; cg:aboutService service:youth .
"""
TWO = RUN + value("325484.0") + date("2022-05-01", "start", "c2") + value("321557.0", contract="c2")
TWO += date("2025-04-30", "currentEnd", "c2")


def test_what_was_decided_is_held_against_what_was_contracted() -> None:
    decided = Paper("record", value("425484.0", "newAnnualValue"))
    ((verdict, sentence),) = told(found(YOUTH, Paper("report", TWO), decided), "decided-and-contracted")
    assert verdict == "differs"
    assert sentence.endswith("a gap of £103,927.")


def test_an_unchanged_budget_beside_changed_contracts_is_unexplained() -> None:
    says = 'service:youth cg:unchangedSince "2016"^^xsd:gYear .'
    graph = found(YOUTH, Paper("report", TWO), Paper("later", says, "2026-03-17"))
    assert verdicts(graph, "unchanged-budget") == ["unexplained"]
    assert verdicts(graph, "stated-amounts") == []


@pytest.mark.parametrize(
    ("consulted", "expected"),
    [
        ("Cabinet Member for Education and Skills", ["differs"]),
        ("Cabinet Member for Youth", []),
        ("Cabinet Member", []),
        ("Corporate Director for Youth", []),
    ],
)
def test_a_delegation_that_consults_another_member_is_found(consulted: str, expected: list[str]) -> None:
    things = (
        DECISION.format(stage=PROPOSED, kind=MEMBER)
        + f"""
        post:a a cg:Post ; rdfs:label "Cabinet Member for Youth"@en .
        post:b a cg:Post ; rdfs:label "{consulted}"@en .
        decision:d cg:decidedInPost post:a .
        delegation:x a cg:Delegation ; rdfs:label "X"@en ; cg:authorisedBy decision:d ;
            cg:inConsultationWith post:b ."""
    )
    assert verdicts(found(things, Paper("record")), "delegation-consults-another") == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("someone aged 18 or under", "carers under the age of 18", ["differs"]),
        ("someone aged under 18", "a person under 18 who cares", []),
        ("someone who helps", "carers under the age of 18", []),
    ],
)
def test_meanings_with_different_limits_are_found(first: str, second: str, expected: list[str]) -> None:
    things = 'definition:a a cg:Definition ; rdfs:label "young carer"@en ; cg:definesTerm "young carer" .'
    says = f'definition:a cg:meaning "{first}"@en .\ndefinition:a cg:meaning "{second}"@en .'
    assert verdicts(found(things, Paper("report", says)), "definitions-differ") == expected


@pytest.mark.parametrize(("entry", "expected"), [("None?", ["unexplained"]), ("None", [])])
def test_an_interest_entry_with_a_question_mark_is_found(entry: str, expected: list[str]) -> None:
    graph = found(DECISION.format(stage=TAKEN, kind=MEMBER), Paper("record", f'decision:d cg:interest "{entry}"@en .'))
    assert verdicts(graph, "interest-unclear") == expected


def test_a_proposed_record_without_number_and_date_is_found_once() -> None:
    things = DECISION.format(stage=PROPOSED, kind=MEMBER).replace('dct:identifier "24/00001" ;', "")
    paper = Paper("record", f"decision:d cg:stage {PROPOSED} .", kind="proposed-record-of-decision")
    graph = found(things, paper)
    (finding,) = graph.subjects(CG.rule, Literal("record-unfinished"))
    assert graph.value(finding, CG.sideA) is not None
    assert told(graph, "record-unfinished") == [("missing", "record has no number, and no date of signature.")]


def test_what_the_law_asks_and_a_record_lacks_is_found() -> None:
    says = 'decision:d cg:decidedOn "2024-01-01"^^xsd:date .\ndecision:d cg:hasReason "to save"@en .'
    graph = found(DECISION.format(stage=TAKEN, kind=MEMBER), Paper("record", says, kind="record-of-decision"))
    assert [sentence for _, sentence in told(graph, "record-incomplete")] == [
        "24/00001 Youth: The record has no entry on conflicts of interest: "
        "regulation 13(2)(d) of uksi/2012/2089 asks for any declared.",
        "24/00001 Youth: The record says nothing of alternatives considered and rejected: "
        "regulation 13(2)(c) of uksi/2012/2089 asks for them.",
    ]


@pytest.mark.parametrize(
    ("kind", "others", "paragraphs"),
    [
        ("member", "", {"2012/2089/regulation/13/2/b", "2012/2089/regulation/13/2/c", "2012/2089/regulation/13/2/d"}),
        ("cabinet", "", {"2012/2089/regulation/12/2/b", "2012/2089/regulation/12/2/c", "2012/2089/regulation/12/2/d"}),
        (
            "officer", "cabinet",
            {"2012/2089/regulation/13/4/b", "2012/2089/regulation/13/4/c", "2012/2089/regulation/13/4/d"},
        ),
        ("officer", "", {"2014/2095/regulation/7/3/b", "2014/2095/regulation/7/3/c"}),
        ("council", "", set()),
        ("parish-council", "", set()),
    ],
)  # fmt: skip
def test_each_record_is_held_against_the_regulation_that_applies_to_it(
    kind: str, others: str, paragraphs: set[str]
) -> None:
    code = "<https://w3id.org/councilgraph/code/decision-kind/{}>"
    things = DECISION.format(stage=TAKEN, kind=code.format(kind))
    if others:
        things += f"""decision:o a cg:Decision ; rdfs:label "O"@en ; cg:decisionKind {code.format(others)} ;
            cg:council <https://w3id.org/councilgraph/id/test/organisation/test> .
        """
    says = f'decision:d cg:decidedOn "2024-01-01"^^xsd:date .\ndecision:d cg:stage {TAKEN} .'
    graph = found(things, Paper("record", says, kind="record-of-decision"))
    lacking = list(graph.subjects(CG.rule, Literal("record-incomplete")))
    asked = {str(graph.value(one, CG.requiredBy)).partition("/id/uksi/")[2] for one in lacking}
    assert asked == paragraphs
    assert {str(graph.value(one, CG.severity)).rpartition("/")[2] for one in lacking} <= {"warning"}
    assert all(graph.value(one, CG.sideA) for one in lacking)


def test_a_proposal_need_not_be_complete() -> None:
    graph = found(DECISION.format(stage=PROPOSED, kind=MEMBER), Paper("record"))
    assert told(graph, "record-incomplete") == []


def test_every_gap_is_a_finding() -> None:
    graph = found('decision:b a cg:Decision ; rdfs:label "21/00101"@en ; cg:held false .')
    ((verdict, sentence),) = told(graph, "not-held")
    assert verdict == "missing"
    assert sentence.startswith("21/00101 is cited")


def test_an_act_that_is_in_no_list_is_found() -> None:
    graph = found(
        """<https://w3id.org/councilgraph/id/test/citation/some-act-1999> a eli:LegalResource ;
            rdfs:label "Some Act 1999"@en .
        <http://www.legislation.gov.uk/id/ukpga/2014/6> a eli:LegalResource ; rdfs:label "An Act 2014"@en ."""
    )
    ((verdict, sentence),) = told(graph, "act-unknown")
    assert verdict == "missing"
    assert sentence.startswith("Some Act 1999 is cited")


def test_a_section_beside_the_one_inserted_after_it_is_found() -> None:
    act = "http://www.legislation.gov.uk/id/ukpga/1989/41"
    graph = found(
        f"""service:youth a cg:Service ; rdfs:label "Youth"@en .
        <{act}/section/17> eli:is_part_of <{act}> ; rdfs:label "Act 1989, section 17"@en .
        <{act}/section/17ZA> eli:is_part_of <{act}> ; rdfs:label "Act 1989, section 17ZA"@en .
        decision:a cg:aboutService service:youth ; rdfs:label "A"@en ; cg:cites <{act}/section/17> .
        decision:b cg:aboutService service:youth ; rdfs:label "B"@en ; cg:cites <{act}/section/17ZA> ."""
    )
    assert verdicts(graph, "section-and-its-insertion") == ["unexplained"]


def table(*rows: tuple[str, str], more: str = "cg:roundedTo 0.01") -> tuple[str, Paper]:
    """Amounts of one section, in order, and the paper that states them."""
    things = "".join(amount(name, text, "record", more) for name, text in rows)
    says = "\n".join(f"amount:{name} schema:value {text} ." for name, text in rows)
    return things, Paper("record", says)


SPEND = (
    ("young-carers", "325484.88"),
    ("neet", "498410.4"),
    ("porchlight", "1240000.0"),
    ("salus", "860400.0"),
    ("family-support-total", "2100400.0"),
    ("total-current-spend", "2924295.28"),
)


def test_totals_of_a_table_are_the_sums_of_their_rows() -> None:
    graph = found(*table(*SPEND))
    assert [sentence for _, sentence in told(graph, "table-sums")] == [
        "record: £1,240,000 + £860,400 = £2,100,400, as stated.",
        "record: £325,484.88 + £498,410.40 + £2,100,400 = £2,924,295.28, as stated.",
    ]


def test_a_total_less_a_saving_is_found() -> None:
    saving = "cg:roundedTo 0.01 ; cg:amountKind <https://w3id.org/councilgraph/code/amount-kind/saving>"
    things, paper = table(("total-current-spend", "2924295.28"), ("saving", "1000000.0"), ("revised", "1924295.28"))
    things = things.replace("schema:value 1000000.0 ; cg:roundedTo 0.01", f"schema:value 1000000.0 ; {saving}")
    assert told(found(things, paper), "table-sums") == [
        ("agrees", "record: £2,924,295.28 less £1,000,000 = £1,924,295.28, as stated.")
    ]


def test_round_numbers_that_happen_to_add_up_are_no_finding() -> None:
    graph = found(*table(("a", "100000.0"), ("b", "200000.0"), ("c", "300000.0")))
    assert told(graph, "table-sums") == []


def test_findings_keep_to_the_shapes_and_to_triples_of_their_own() -> None:
    data = graphs(YOUTH, Paper("report", TWO), Paper("record", value("425484.0", "newAnnualValue")))
    data[IRIS.graph("derived")] = derive(data, IRIS)
    graph = findings(data, IRIS)
    assert [str(p) for p in shapes.validate(graph, "things")] == []
    assert not [triple for triple in graph for other in data.values() if triple in other]
    assert union(data, graph)


def test_every_finding_rule_has_words_for_each_of_its_verdicts() -> None:
    codes = {path.stem for path in (resources.folder("ontology") / "codelists").glob("*.ttl")}
    assert {"finding-verdict", "severity"} <= codes
    for rule in rules.load("findings"):
        said = rule.header["explanation"]
        assert isinstance(said, str) == ("verdict" in rule.header)


def test_labels_of_findings_name_the_thing() -> None:
    graph = found(C1, Paper("record", value("1.0")), Paper("report", value("2.0")))
    assert [str(label) for label in graph.objects(None, RDFS.label)] == ["yearly value of C1: record and report"]


def lettered(*rows: tuple[str, str, str]) -> tuple[str, Paper]:
    """A table whose rows have a name, a value and more about it."""
    things = "".join(amount(name, text, "record", f"cg:roundedTo 0.01 {more}") for name, text, more in rows)
    return things, Paper("record", "\n".join(f"amount:{name} schema:value {text} ." for name, text, _ in rows))


def test_a_total_that_its_rows_all_but_give_is_found() -> None:
    wrong = [(name, "1326800.0" if name == "porchlight" else text) for name, text in SPEND]
    ((verdict, sentence),) = [one for one in told(found(*table(*wrong)), "table-sums") if one[0] != "agrees"]
    assert verdict == "unexplained"
    assert sentence.startswith("record: £1,326,800 + £860,400 = £2,187,200, but £2,100,400 is stated")


def test_amounts_far_from_a_total_were_never_its_rows() -> None:
    graph = found(*table(("cycle-paths", "412350.0"), ("bridges", "90125.0"), ("total-capital", "2924295.28")))
    assert told(graph, "table-sums") == []


def test_what_is_called_new_is_held_against_what_it_was_and_the_increase() -> None:
    rows = [("support", "325484.88", ""), ("additional-provision", "100000.0", ""), ("new-total", "425484.0", "")]
    things, paper = lettered(*rows)
    assert verdicts(
        found(things.replace("425484.0 ; cg:roundedTo 0.01", "425484.0 ; cg:roundedTo 1.0"), paper), "table-sums"
    ) == ["agrees-after-rounding"]
    things, paper = lettered(rows[0], ("additional-provision", "107000.0", ""), rows[2])
    assert verdicts(found(things, paper), "table-sums") == ["unexplained"]


def test_more_paid_than_the_whole_time_costs_is_found() -> None:
    graph = found(C1, Paper("report", RUN + value("325484.0") + value("2089607.0", "totalPaid")))
    assert verdicts(graph, "years-times-value") == ["unexplained"]


def test_a_term_that_differs_by_months_is_found() -> None:
    years = 'contract:c1 cg:term "P3Y"^^xsd:duration .'
    graph = found(C1, Paper("a", years), Paper("b", years.replace("P3Y", "P3Y3M")))
    assert verdicts(graph, "terms-differ") == ["differs"]


def test_a_start_known_by_month_in_one_paper_is_no_contradiction() -> None:
    month = 'contract:c1 cg:start "2022-05"^^xsd:gYearMonth .'
    assert verdicts(found(C1, Paper("a", date("2022-05-01", "start")), Paper("b", month)), "terms-differ") == []


OPTION = 'option:o a cg:ExtensionOption ; rdfs:label "O"@en ; cg:onContract contract:c1 ; cg:optionOrder 1 .'
ONE_YEAR = 'contract:c1 cg:hasOption option:o .\noption:o cg:duration "P1Y"^^xsd:duration .\n'


@pytest.mark.parametrize(("second", "expected"), [("P2Y", ["differs"]), ("P12M", [])])
def test_lengths_of_an_option_that_differ_are_found(second: str, expected: list[str]) -> None:
    graph = found(C1 + OPTION, Paper("a", ONE_YEAR), Paper("b", ONE_YEAR.replace("P1Y", second)))
    assert verdicts(graph, "option-lengths-differ") == expected


def test_lengths_of_options_are_not_compared_where_their_number_differs() -> None:
    one = ONE_YEAR + "contract:c1 cg:options 1 ."
    two = one.replace("options 1", "options 2").replace("P1Y", "P2Y")
    graph = found(C1 + OPTION, Paper("a", one), Paper("b", two))
    assert verdicts(graph, "option-lengths-differ") == []
    assert verdicts(graph, "terms-differ") == ["differs"]


def test_an_extension_of_another_length_than_its_option_is_found() -> None:
    event = 'event:e a cg:Extension ; rdfs:label "E"@en ; cg:onContract contract:c1 ; cg:eventOrder 1 .'
    says = 'event:e cg:duration "P2Y"^^xsd:duration .'
    ((verdict, sentence),) = told(
        found(C1 + OPTION + event, Paper("a", ONE_YEAR), Paper("b", says)), "option-lengths-differ"
    )
    assert verdict == "differs"
    assert sentence == "a gives 1 year as the length of O, b gives 2 years for the extension that uses it."


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2022-05-01", ["agrees"]),
        ("2022-05-28", ["unexplained"]),
        ("2022-04-01", ["unexplained"]),
        ("2024-05-01", []),
        ("2020-05-01", []),
    ],
    ids=["the day after", "a gap", "an overlap", "years later", "side by side"],
)
def test_a_contract_is_held_against_the_end_of_the_one_before(start: str, expected: list[str]) -> None:
    says = TWO.replace("2022-05-01", start)
    assert verdicts(found(YOUTH, Paper("report", says)), "contracts-in-line") == expected


def test_rows_of_a_register_with_one_title_are_no_line() -> None:
    says = TWO.replace("2022-05-01", "2022-05-28")
    assert verdicts(found(YOUTH, Paper("register", says, kind="contract-register")), "contracts-in-line") == []


def test_a_budget_unchanged_since_a_year_within_the_contract_is_unexplained() -> None:
    says = 'service:youth cg:unchangedSince "2017"^^xsd:gYear .'
    graph = found(YOUTH, Paper("report", TWO), Paper("later", says, "2026-03-17"))
    assert verdicts(graph, "unchanged-budget") == ["unexplained"]


ACT = "<http://www.legislation.gov.uk/id/{}>"
REGULATION = ACT.format("uksi/2015/102/regulation/72/1/{}")
VARIED = """
decision:v a cg:Decision ; rdfs:label "V"@en ; cg:held true ; cg:stage {taken} ; cg:recordedIn {paper} {cites} .
event:v a cg:Variation ; rdfs:label "Variation"@en ; cg:onContract contract:c1 ; cg:authorisedBy decision:v .
"""


def varied(after: str, start: str = "2021-10-01", ground: str = "") -> list[tuple[str, str]]:
    """What is found of a contract of £100,000 a year that is varied, with a ground in law where one is cited."""
    cites = f"; cg:cites {ground}" if ground else ""
    paper = thing("document", "record").n3()
    things = C1 + VARIED.format(taken=TAKEN, paper=paper, cites=cites)
    first = Paper("award", "!" + value("100000.0") + date(start, "start"), "2021-01-01")
    return told(found(things, Paper("record", value(after), "2025-06-01"), first), "grown-by-change")


@pytest.mark.parametrize(
    ("after", "start", "ground", "verdict", "words"),
    [
        ("108000.0", "2021-10-01", "", "agrees", "8 % more. The ground is not told; the Public Contracts Regulations"),
        ("120000.0", "2021-10-01", "", "unexplained", "a figure to look at, and no finding that the law is broken"),
        ("120000.0", "2021-10-01", REGULATION.format("b"), "agrees", "regulation 72(1)(b), which allows 50 %"),
        ("160000.0", "2021-10-01", REGULATION.format("c"), "unexplained", "regulation 72(1)(c), which allows 50 %"),
        ("115000.0", "2021-10-01", REGULATION.format("f"), "unexplained", "72(1)(f) and (5), which allows 10 % (15 %"),
        ("120000.0", "2025-09-01", "", "unexplained", "after that the Procurement Act 2023, section 74"),
        ("140000.0", "2025-09-01", ACT.format("ukpga/2023/54/schedule/8/paragraph/4"), "agrees", "Schedule 8, which"),
        ("112000.0", "2025-09-01", ACT.format("ukpga/2023/54/section/74/4"), "unexplained", "section 74(4), which"),
    ],
)  # fmt: skip
def test_growth_by_a_variation_is_held_against_the_law_that_applies(
    after: str, start: str, ground: str, verdict: str, words: str
) -> None:
    ((given, sentence),) = varied(after, start, ground)
    assert given == verdict
    assert words in sentence


@pytest.mark.parametrize(
    ("after", "start", "ground"),
    [
        ("160000.0", "2021-10-01", REGULATION.format("a")),
        ("160000.0", "2025-09-01", ACT.format("ukpga/2023/54/schedule/8/paragraph/1")),
        ("90000.0", "2021-10-01", ""),
        ("160000.0", "2012-10-01", ""),
    ],
    ids=["provided for", "provided for, by the Act", "less than before", "procured under earlier law"],
)
def test_growth_that_no_limit_holds_for_is_no_finding(after: str, start: str, ground: str) -> None:
    assert varied(after, start, ground) == []


def extended(ground: str = "", order: int = 1, options: int = 1) -> list[tuple[str, str]]:
    """What is found of a contract of four years with options of a year each, extended by another year."""
    law = f"; cg:legalGround {ground}" if ground else ""
    things = (
        C1
        + f"""decision:e a cg:Decision ; rdfs:label "E"@en ; cg:stage {TAKEN} .
    event:e a cg:Extension ; rdfs:label "Extension"@en ; cg:onContract contract:c1 ; cg:authorisedBy decision:e ;
        cg:eventOrder {order} {law} .
    """
    )
    says = 'contract:c1 cg:term "P4Y"^^xsd:duration .\n' + date("2020-04-01", "start")
    says += f'contract:c1 cg:options {options} .\nevent:e cg:duration "P1Y"^^xsd:duration .\n'
    for number in range(1, options + 1):
        things += f'option:o{number} a cg:ExtensionOption ; rdfs:label "O"@en ; cg:optionOrder {number} .\n'
        says += f"contract:c1 cg:hasOption option:o{number} .\n"
        says += f'option:o{number} cg:duration "P1Y"^^xsd:duration .\n'
    return told(found(things, Paper("record", says, "2024-01-01")), "grown-by-change")


def test_an_extension_that_uses_an_option_granted_raises_no_alarm() -> None:
    assert extended() == []


def test_an_extension_beyond_the_options_is_a_share_of_the_longest_term() -> None:
    ((verdict, sentence),) = extended(order=2)
    assert verdict == "unexplained"
    assert "adds 1 year to the 4 years, 1 year that term and options give at most: 20 % more" in sentence
    ((verdict, sentence),) = extended(REGULATION.format("c"), order=2)
    assert verdict == "agrees"


def test_changes_limited_to_a_tenth_count_together() -> None:
    more = """event:w a cg:Variation ; rdfs:label "W"@en ; cg:onContract contract:c1 ; cg:growthByChange 6.0 .
    event:v a cg:Variation ; rdfs:label "V"@en ; cg:onContract contract:c1 ; cg:growthByChange 7.0 ."""
    claims = """event:w cg:growthByChange 6.0 .
    event:v cg:growthByChange 7.0 ."""
    data = graphs(C1 + more, Paper("r", claims))
    for claim in list(union(data).subjects(RDF.predicate, CG.growthByChange)):
        data[IRIS.document_graph(thing("document", "r"))].add((claim, CG.explanation, Literal("Grown.")))
    assert [
        (verdict, "together, 13 %" in sentence) for verdict, sentence in told(findings(data, IRIS), "grown-by-change")
    ] == [
        ("unexplained", True),
        ("unexplained", True),
    ]
