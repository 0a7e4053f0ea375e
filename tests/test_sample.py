"""The sample council: what a careful reader expects of the built graph is in it."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import rdflib

from councilgraph import build, resources
from councilgraph.config import Settings
from councilgraph.graph import rules
from councilgraph.iris import Iris
from councilgraph.namespaces import PREFIXES, RDF, SKOS
from reasoning import Told, told

SAMPLE = resources.folder("data") / "sample"
IRIS = Iris(Settings().base)
AGREES = {"agrees", "agrees-after-rounding", "different-measure"}


@pytest.fixture(scope="module")
def union() -> rdflib.Graph:
    union = rdflib.Graph()
    for graph in build.build([SAMPLE / "documents"], Settings()).graphs.values():
        union += graph
    return union


def test_the_built_graph_holds_the_expected_triples(union: rdflib.Graph) -> None:
    expected = rdflib.Graph().parse(SAMPLE / "expected.ttl")
    absent = sorted(" ".join(term.n3() for term in triple) for triple in expected if triple not in union)
    assert absent == [], "\n".join(absent)


def test_the_readme_names_every_paper() -> None:
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    papers = {path.name for folder in ("documents", "audit") for path in (SAMPLE / folder).iterdir()}
    assert papers == set(re.findall(r"`([\w-]+\.(?:txt|pdf|docx|html))`", readme))


@pytest.mark.parametrize("source", sorted((SAMPLE / "sources").glob("*.txt")), ids=lambda path: path.stem)
def test_each_source_has_its_paper(source: Path) -> None:
    magic = {".pdf": b"%PDF", ".docx": b"PK"}
    paper = SAMPLE / "documents" / source.stem
    assert paper.read_bytes().startswith(magic[paper.suffix])


@dataclass(frozen=True)
class Audit:
    """The union of all papers' graphs, and what is found in it."""

    union: rdflib.Graph
    found: list[Told]

    def alarms(self, words: str) -> list[str]:
        """What is found wrong or missing of which the sentence has such words."""
        return [one.text for one in self.found if one.verdict not in AGREES and re.search(words, one.text)]


@pytest.fixture(scope="module")
def audit() -> Audit:
    graphs = build.build([SAMPLE / "documents", SAMPLE / "audit"], Settings()).graphs
    union = rdflib.Graph()
    for graph in graphs.values():
        union += graph
    return Audit(union, sorted(told(graphs[IRIS.graph("findings")])))


@pytest.mark.parametrize("rule", [*(rule.name for rule in rules.load("findings")), "record-incomplete"])
def test_each_rule_finds_its_case(audit: Audit, rule: str) -> None:
    assert [one.text for one in audit.found if one.rule == rule]


@pytest.mark.parametrize("scheme", ["finding-verdict", "severity", "gap-kind"])
def test_each_verdict_severity_and_kind_of_gap_has_its_case(audit: Audit, scheme: str) -> None:
    codes = rdflib.Graph().parse(resources.folder("ontology") / "codelists" / f"{scheme}.ttl")
    for concept in codes.subjects(RDF.type, SKOS.Concept):
        assert (None, None, concept) in audit.union, concept


def test_an_interest_declared_without_a_note_of_dispensation_is_found(audit: Audit) -> None:
    (alarm,) = audit.alarms("^25/00017 ")
    assert "regulation 13(2)(e) of uksi/2012/2089 asks for a note of any dispensation" in alarm


@dataclass(frozen=True)
class NearMiss:
    """What the papers say, and the words that a false alarm about it would have."""

    what: str
    says: str  # a pattern that triples of the union must fulfil
    silent: str


NEAR_MISSES = (
    NearMiss(
        "a rounded amount",
        "?c cg:reference 'MC240052' . ?x rdf:subject ?c ; rdf:object ?v FILTER(?v = 52600)",
        "£52,6|£158,000",
    ),
    NearMiss("a month and the years", "?a cg:recordedIn ?d ; schema:value ?v FILTER(?v = 4387)", "£4,387"),
    NearMiss(
        "a total for other years", "?x rdf:predicate cg:totalValue ; rdf:object ?v FILTER(?v = 444750)", "£444,750"
    ),
    NearMiss("a saving beside a cost", "?a cg:recordedIn ?d ; schema:value ?v FILTER(?v = 6360)", "£6,360"),
    NearMiss("a threshold", "?a cg:amountKind <https://w3id.org/councilgraph/code/amount-kind/threshold>", "£500,000"),
    NearMiss("spent in the first year", "?a cg:recordedIn ?d ; schema:value ?v FILTER(?v = 49870)", "£49,870"),
    NearMiss("round sums by chance", "?a schema:value ?v FILTER(?v = 30000)", "£10,000|£20,000|£30,000"),
    NearMiss("other counts of people", "?d cg:definesTerm 'lonely adult'", "4,000 lonely|3,610"),
    NearMiss(
        "an ordinal date", "?c cg:reference 'MC240052' ; cg:start '2024-10-01'^^xsd:date", "MC240052.*(start|1st)"
    ),
    NearMiss(
        "a decision's ordinal date", "?d dct:identifier '24/00033' ; cg:decidedOn '2024-07-02'^^xsd:date", "24/00033"
    ),
    NearMiss(
        "months for years",
        "?c cg:reference 'MC240052' . ?x rdf:subject ?c ; rdf:predicate cg:term ; cg:evidence/oa:exact '36 months'",
        "MC240052.*(term|length)",
    ),
    NearMiss(
        "proposed and signed",
        "?d dct:identifier '25/00058' ; cg:recordedIn ?a , ?b FILTER(?a != ?b)",
        "25/00058|Extension of Contract was proposed",
    ),
    NearMiss(
        "an end moved by an option", "?c cg:reference 'MC230017' ; cg:currentEnd '2027-06-30'^^xsd:date", "30 June 2026"
    ),
    NearMiss("None as an entry", "?d dct:identifier '24/00033' ; cg:interest 'None'@en", "enters “None”"),
    NearMiss("a dispensation noted", "?d dct:identifier '25/00018' ; cg:interestDeclared true", "25/00018"),
    NearMiss("an entry of a list", "?d dct:identifier 'OD/25/00101' ; cg:held true", "OD/25/0010"),
    NearMiss("one limit in two wordings", "?d cg:definesTerm 'young driver'", "young driver"),
    NearMiss(
        "one post in two wordings",
        "?d cg:inConsultationWith/rdfs:label ?post FILTER(CONTAINS(?post, 'Highways'))",
        "Grit Bin Filling – Award",
    ),
    NearMiss(
        "a subsection with a letter",
        "?d cg:cites <http://www.legislation.gov.uk/id/ukpga/1980/66/section/41/1A>",
        "Highways Act",
    ),
    NearMiss(
        "an Act by its short name",
        "?d cg:cites/eli:is_part_of? <http://www.legislation.gov.uk/id/ukpga/1972/70>",
        "LGA|Local Government Act",
    ),
    NearMiss("a decision cited and held", "?d dct:identifier '24/00019' ; cg:held true", "24/00019 is cited"),
    NearMiss("a supplier's shorter name", "?o skos:altLabel 'Brackenfold'@en", "Brackenfold"),
    NearMiss(
        "contracts in line",
        "?n cg:replaces ?c . ?c cg:aboutService/rdfs:label 'Community Transport'@en",
        "Community Transport .* starts on",
    ),
)


@pytest.mark.parametrize("near", NEAR_MISSES, ids=lambda near: near.what)
def test_a_near_miss_stays_silent(audit: Audit, near: NearMiss) -> None:
    namespaces = {prefix: rdflib.Namespace(iri) for prefix, iri in PREFIXES.items()}
    assert audit.union.query(f"ASK {{ {near.says} }}", initNs=namespaces).askAnswer, "the papers do not say it"
    assert audit.alarms(near.silent) == []
