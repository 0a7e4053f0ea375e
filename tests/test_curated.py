"""What a person corrects, withdraws, merges and splits, beside the papers of the sample council."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import Graph, Literal, URIRef

from councilgraph import answers, build, canned, graph, resources, store
from councilgraph.cli import main
from councilgraph.config import Settings
from councilgraph.errors import InvalidGraph
from councilgraph.iris import Iris
from councilgraph.namespaces import CG, CODE, DCTERMS, FOAF, ORG, RDF, RDFS, SKOS, XSD

SAMPLE = resources.folder("data") / "sample"
IRIS = Iris(Settings().base)
HEAD = """
@prefix cg: <https://w3id.org/councilgraph/def#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rank: <https://w3id.org/councilgraph/code/rank/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix claim: <https://w3id.org/councilgraph/id/marlbrook/claim/> .
@prefix contract: <https://w3id.org/councilgraph/id/marlbrook/contract/> .
@prefix decision: <https://w3id.org/councilgraph/id/marlbrook/decision/> .
@prefix event: <https://w3id.org/councilgraph/id/marlbrook/event/> .
@prefix document: <https://w3id.org/councilgraph/id/marlbrook/document/> .
@prefix organisation: <https://w3id.org/councilgraph/id/marlbrook/organisation/> .
@prefix person: <https://w3id.org/councilgraph/id/marlbrook/person/> .
@prefix post: <https://w3id.org/councilgraph/id/marlbrook/post/> .
"""
SIGNED = 'dct:creator "Ada Quill" ; dct:date "2026-04-02"^^xsd:date ; rdfs:comment "The signed contract says so."@en .'
CONTRACT = URIRef(IRIS.thing("marlbrook", "contract", "MC230017"))


def iri(kind: str, name: str) -> URIRef:
    return URIRef(IRIS.thing("marlbrook", kind, name))


def claim(name: str, subject: str, predicate: str, value: str) -> str:
    return f"claim:{name} a cg:Claim ; rdf:subject {subject} ; rdf:predicate {predicate} ; rdf:object {value} ;"


def built(folder: Path, *statements: str) -> build.Built:
    path = folder / "curated.ttl"
    path.write_text(HEAD + "\n".join(f"{one} {SIGNED}" for one in statements), encoding="utf-8")
    return build.build([SAMPLE / "documents", path], Settings(), memory=folder.parent / "read")


def everything(graphs: build.Graphs) -> Graph:
    whole = Graph()
    for one in graphs.values():
        whole += one
    return whole


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> build.Built:
    memory = tmp_path_factory.getbasetemp() / "read"
    return build.build([SAMPLE / "documents", SAMPLE / "curated"], Settings(), memory=memory)


def test_a_corrected_value_stands_and_what_the_papers_say_is_kept(sample: build.Built) -> None:
    right, wrong = (Literal(value, datatype=XSD.decimal) for value in ("148350", "148250"))
    whole = everything(sample.graphs)
    assert {float(str(value)) for value in whole.objects(CONTRACT, CG.annualValue)} == {148350}
    claims = [one for one in whole.subjects(RDF.object, wrong) if (one, RDF.subject, CONTRACT) in whole]
    assert claims
    assert {whole.value(one, CG.rank) for one in claims} == {CODE.concept("rank", "deprecated")}
    (correction,) = sample.graphs[IRIS.graph("curated")].subjects(RDF.object, right)
    assert whole.value(correction, CG.rank) == CODE.concept("rank", "preferred")


def test_the_sample_corrections_apply_and_no_triple_stands_twice(sample: build.Built) -> None:
    assert sample.warnings == ()
    assert len(everything(sample.graphs)) == sum(sample.counts.values())


def test_a_date_that_a_paper_leaves_out_is_told(sample: build.Built) -> None:
    document = iri("document", "25-00058-proposed-record-of-decision")
    assert list(everything(sample.graphs).objects(document, DCTERMS.date)) == [Literal("2025-06-27", datatype=XSD.date)]


def test_an_answer_shows_who_corrected_it_when_and_why(sample: build.Built, tmp_path: Path) -> None:
    store.publish(tmp_path, sample.graphs, {"base": Settings().base})
    engine = store.open_engine(Settings(store=tmp_path), workers=0)
    try:
        answer = answers.run(engine, canned.catalogue()["contract-overview"], {"reference": "MC230017"})
    finally:
        engine.close()
    quotes = {proof.quote for row in answer.rows for cell in row.values() for proof in cell.evidence}
    assert any(quote.startswith("Corrected by Ada Quill, Democratic Services on 2 April 2026: ") for quote in quotes)


def test_one_person_is_split_in_two(sample: build.Built) -> None:
    facts = sample.graphs[IRIS.graph("facts")]
    assert (iri("person", "l-abberley"), RDF.type, FOAF.Person) in facts
    assert list(facts.objects(iri("person", "lionel-abberley"), SKOS.altLabel)) == []


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> build.Built:
    return built(
        tmp_path_factory.mktemp("joined"),
        "claim:m1 a cg:Merge ; cg:merged person:petra-wolverhill ; skos:altLabel 'S Thornbury' ;",
        "claim:m2 a cg:Merge ; cg:merged contract:MC230017 ; cg:about contract:MC250031 ;",
        "claim:m3 a cg:Merge ; cg:merged post:head-commissioning ; cg:about post:public-transport-manager ;",
        "claim:m4 a cg:Merge ; cg:merged organisation:wendle-valley-minibuses-cic ;"
        " cg:about organisation:nimbostrat-forecasting-ltd ;",
        "claim:s1 a cg:Split ; cg:apartFrom organisation:brackenfold-trust ; skos:altLabel 'Brackenfold' ;",
        "claim:s2 a cg:Split ; cg:apartFrom decision:25-00058 ;"
        " cg:inDocument document:25-00058-proposed-record-of-decision ;",
    )


def test_a_merge_joins_what_the_papers_keep_apart(joined: build.Built) -> None:
    facts, derived = joined.graphs[IRIS.graph("facts")], joined.graphs[IRIS.graph("derived")]
    assert (iri("person", "s-thornbury"), None, None) not in facts
    assert Literal("S Thornbury", lang="en") in facts.objects(iri("person", "petra-wolverhill"), SKOS.altLabel)
    (merge,) = derived.subjects(CG.merged, iri("person", "petra-wolverhill"))
    assert str(derived.value(merge, CG.onGround)) == "Told by Ada Quill on 2026-04-02: The signed contract says so."


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("contract", "MC250031"),
        ("post", "public-transport-manager"),
        ("organisation", "nimbostrat-forecasting-ltd"),
    ],
)
def test_what_was_merged_is_no_thing_of_its_own(joined: build.Built, kind: str, name: str) -> None:
    assert (iri(kind, name), None, None) not in joined.graphs[IRIS.graph("facts")]


def test_an_organisation_is_split_from_the_one_with_its_longer_name(joined: build.Built) -> None:
    facts = joined.graphs[IRIS.graph("facts")]
    assert {iri("organisation", name) for name in ("brackenfold", "brackenfold-trust")} <= set(
        facts.subjects(RDF.type, ORG.FormalOrganization)
    )


def test_a_decision_is_split_by_the_paper_that_tells_it(joined: build.Built) -> None:
    facts = joined.graphs[IRIS.graph("facts")]
    assert facts.value(iri("decision", "25-00058"), CG.stage) == CODE.concept("decision-stage", "taken")
    assert facts.value(iri("decision", "25-00058-2"), CG.stage) == CODE.concept("decision-stage", "proposed")


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> build.Built:
    return built(
        tmp_path_factory.mktemp("corrected"),
        claim("c1", "contract:MC230017", "cg:currentEnd", "'2027-06-30'^^xsd:date") + " cg:rank rank:deprecated ;",
        claim("c2", "event:MC230017-extension-1", "cg:on", "'2030-01-31'^^xsd:date"),
        "contract:MC230017 rdfs:seeAlso <https://example.org/register> ;",
    )


def test_a_withdrawn_value_leaves_the_facts_and_its_claims_are_deprecated(corrected: build.Built) -> None:
    end = Literal("2027-06-30", datatype=XSD.date)
    ranks = {
        paper.value(one, CG.rank)
        for name, paper in corrected.graphs.items()
        for one in paper.subjects(RDF.object, end)
        if "/graph/document/" in name and (one, RDF.predicate, CG.currentEnd) in paper
    }
    assert end not in corrected.graphs[IRIS.graph("facts")].objects(CONTRACT, CG.currentEnd)
    assert ranks == {CODE.concept("rank", "deprecated")}


def test_a_new_date_of_what_happened_moves_its_bounds(corrected: build.Built) -> None:
    latest = corrected.graphs[IRIS.graph("facts")].value(iri("event", "MC230017-extension-1"), CG.latest)
    assert latest == Literal("2030-01-31", datatype=XSD.date)


def test_plain_triples_are_added(corrected: build.Built) -> None:
    more = CONTRACT, RDFS.seeAlso, URIRef("https://example.org/register")
    assert more in corrected.graphs[IRIS.graph("curated")]


@pytest.fixture(scope="module")
def outdated(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    folder = tmp_path_factory.mktemp("outdated")
    found = built(
        folder,
        claim("c1", "contract:none", "cg:annualValue", "1.5"),
        claim("c2", "contract:MC230017", "cg:annualValue", "148250.0"),
        claim("c3", "contract:MC230017", "cg:totalValue", "1.5") + " cg:rank rank:deprecated ;",
        "claim:s1 a cg:Split ; cg:apartFrom person:lionel-abberley ; skos:altLabel 'Leo' ;",
        "claim:s2 a cg:Split ; cg:apartFrom person:leo ; skos:altLabel 'Leo' ;",
        "claim:m1 a cg:Merge ; cg:merged person:lionel-abberley ; skos:altLabel 'Leo' ;",
        "claim:m2 a cg:Merge ; cg:merged person:lionel-abberley ; skos:altLabel 'L Abberley' ;",
        "claim:m3 a cg:Merge ; cg:merged person:lionel-abberley ; cg:about person:leo ;",
    ).warnings
    return tuple(line.removeprefix(f"{folder / 'curated.ttl'}: ") for line in found)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("c1", "nothing is known of"),
        ("c2", "is what the papers say now"),
        ("c3", "no paper says"),
        ("s1", "no paper prints 'Leo'"),
        ("s2", "no paper tells of"),
        ("m1", "no paper prints 'Leo'"),
        ("m2", "one thing already"),
        ("m3", "no paper tells of"),
    ],
)
def test_what_no_longer_applies_is_told_with_its_file(outdated: tuple[str, ...], name: str, reason: str) -> None:
    lines = [line for line in outdated if line.startswith(iri("claim", name))]
    assert any(reason in line for line in lines)


def test_a_correction_without_a_reason_is_not_published(tmp_path: Path) -> None:
    path = tmp_path / "curated.ttl"
    path.write_text(
        HEAD + claim("c", "contract:MC230017", "cg:annualValue", "1.5").rstrip(" ;") + ".", encoding="utf-8"
    )
    with pytest.raises(InvalidGraph, match="says why"):
        build.build([SAMPLE / "documents", path], Settings(), memory=tmp_path.parent / "read")


def test_corrections_apply_to_a_graph_that_was_exported(sample: build.Built, tmp_path: Path) -> None:
    graph.write_folder(sample.graphs, tmp_path)
    again = build.build([tmp_path], Settings())
    assert dict(again.counts) == dict(sample.counts)


ENDS = """MARLBROOK COUNTY COUNCIL

Report to the Communities Cabinet Committee

{}Subject: Home Library Service

The contract MC230017 for the Home Library Service with Brackenfold Trust ends on {}.
"""


def test_a_date_told_of_a_paper_decides_which_paper_is_the_later(tmp_path: Path) -> None:
    (tmp_path / "first.txt").write_text(ENDS.format("Date: 20 January 2025\n\n", "30 June 2026"), encoding="utf-8")
    (tmp_path / "second.txt").write_text(ENDS.format("Date: 3 February 2025\n\n", "30 June 2027"), encoding="utf-8")

    def end() -> str:
        graphs = build.build([tmp_path], Settings(), council="marlbrook").graphs
        return str(graphs[IRIS.graph("facts")].value(CONTRACT, CG.currentEnd))

    assert end() == "2027-06-30"
    told = claim("d", "document:second", "dct:date", '"2024-02-03"^^xsd:date')
    (tmp_path / "curated.ttl").write_text(HEAD + told + SIGNED, encoding="utf-8")
    assert end() == "2026-06-30"


def test_check_tells_what_no_longer_applies_and_publishes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "curated.ttl"
    path.write_text(HEAD + claim("c1", "contract:none", "cg:annualValue", "1.5") + SIGNED, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(SAMPLE / "documents"), str(path)], catch_exceptions=False)
    assert result.exit_code == 0
    assert f"{path}: {iri('claim', 'c1')}: nothing is known of <{iri('contract', 'none')}>" in result.output


def test_a_merge_is_split_and_a_split_taken_back(tmp_path: Path) -> None:
    split = "claim:s1 a cg:Split ; cg:apartFrom organisation:brackenfold-trust ; skos:altLabel 'Brackenfold' ;"
    apart, together = iri("organisation", "brackenfold"), iri("organisation", "brackenfold-trust")
    facts = built(tmp_path, split).graphs[IRIS.graph("facts")]
    assert {apart, together} <= set(facts.subjects(RDF.type, ORG.FormalOrganization))
    merge = (
        "claim:m1 a cg:Merge ; cg:merged organisation:brackenfold-trust ; skos:altLabel 'Nimbostrat Forecasting Ltd' ;"
    )
    facts = built(tmp_path, merge).graphs[IRIS.graph("facts")]
    assert (apart, None, None) not in facts
    assert (iri("organisation", "nimbostrat-forecasting-ltd"), None, None) not in facts
    facts = build.build([SAMPLE / "documents"], Settings()).graphs[IRIS.graph("facts")]
    assert (iri("organisation", "nimbostrat-forecasting-ltd"), None, None) in facts
