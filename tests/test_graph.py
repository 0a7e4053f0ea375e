"""The graphs as a whole: each triple once, nothing blank, evidence that reads true, files that are the same twice."""

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import BNode, Graph, Literal, URIRef

from councilgraph import documents, extract, graph
from councilgraph.iris import slug
from councilgraph.model import Paper
from councilgraph.namespaces import CG, DCAT, DCTERMS, FOAF, OA, PROV, RDF, RDFS, SKOS, VOID, XSD
from councilgraph.resolve import resolve
from marlbrook import IRIS, award, report

Graphs = Mapping[str, Graph]
CONTACT = re.compile(r"[\w.]+@[\w.]+\.\w+|\b0\d{3,4} ?\d{3} ?\d{3,4}\b|\+44")


def assembled(papers: list[Paper], short: bool = False) -> dict[str, Graph]:
    return graph.assemble(papers, resolve(papers, IRIS), IRIS, short)


def read(folder: Path, council: str) -> list[Paper]:
    """The papers of a folder with the facts that are read from them."""
    texts = [documents.read(path) for path in sorted(folder.iterdir())]
    return [
        Paper(IRIS.thing(council, "document", slug(text.stem)), council, text, extract.extract(text, council))
        for text in texts
    ]


@pytest.fixture(scope="module")
def made() -> list[Paper]:
    return [award(), report()]


@pytest.fixture(scope="module")
def kent(shared: Path) -> list[Paper]:
    return read(shared / "documents" / "kent-young-carers", "kent")


@pytest.fixture(scope="module", params=["made", "kent"])
def papers(request: pytest.FixtureRequest) -> list[Paper]:
    found: list[Paper] = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def graphs(papers: list[Paper]) -> Graphs:
    return assembled(papers)


@pytest.fixture(scope="module")
def young_carers(kent: list[Paper]) -> Graphs:
    return assembled(kent)


def test_no_triple_stands_in_two_graphs_and_nothing_is_blank(graphs: Graphs) -> None:
    seen: dict[object, str] = {}
    for name, one in graphs.items():
        for triple in one:
            assert seen.setdefault(triple, name) == name
            assert not any(isinstance(term, BNode) for term in triple)


def test_literals_are_as_every_engine_writes_them(graphs: Graphs) -> None:
    text = graph.to_trig(graphs)
    for decimal in re.findall(r'"([^"]*)"\^\^xsd:decimal', text):
        assert decimal == f"{Decimal(decimal).normalize():f}"
    dataset = pyoxigraph.Store()
    dataset.load(text.encode(), format=pyoxigraph.RdfFormat.TRIG)
    literals = {quad.object for quad in dataset if isinstance(quad.object, pyoxigraph.Literal)}
    written = {(o.value, o.language or o.datatype.value) for o in literals}
    ours = {o for one in graphs.values() for o in one.objects() if isinstance(o, Literal)}
    assert written == {(str(o), o.language or str(o.datatype or XSD.string)) for o in ours}


def test_both_libraries_read_the_same_triples_from_the_file(graphs: Graphs, tmp_path: Path) -> None:
    path = graph.write_trig(graphs, tmp_path / "all.trig")
    store = pyoxigraph.Store()
    store.load(path.read_bytes(), format=pyoxigraph.RdfFormat.TRIG)
    counts = {name: len(list(store.quads_for_pattern(None, None, None, pyoxigraph.NamedNode(name)))) for name in graphs}
    assert counts == {name: len(one) for name, one in graphs.items()}
    back = graph.read_trig(path)
    assert {name: set(one) for name, one in back.items()} == {name: set(one) for name, one in graphs.items()}


def test_every_claim_proves_itself_in_its_own_document(papers: list[Paper], graphs: Graphs) -> None:
    for paper in papers:
        one = graphs[IRIS.document_graph(paper.iri)]
        for claim in one.subjects(RDF.type, CG.Claim):
            assert one.value(claim, CG.inDocument) == URIRef(paper.iri)
            proofs = list(one.objects(claim, CG.evidence))
            assert proofs
            assert all(str(proof).startswith(f"{paper.iri}#char=") for proof in proofs)
        found = graph.passages(one)
        assert found
        for passage in found:
            assert paper.text.text[passage.start : passage.end] == passage.quote
        assert graph.sha256(one) == paper.text.sha256


def test_every_triple_of_a_preferred_claim_is_in_the_facts(papers: list[Paper], graphs: Graphs) -> None:
    facts, documents_of = graphs[IRIS.graph("facts")], {paper.iri for paper in papers}
    for paper in papers:
        one = graphs[IRIS.document_graph(paper.iri)]
        for claim in one.subjects(CG.rank, URIRef("https://w3id.org/councilgraph/code/rank/preferred")):
            subject, predicate, value = (one.value(claim, p) for p in (RDF.subject, RDF.predicate, RDF.object))
            if str(subject) not in documents_of and predicate != SKOS.altLabel:
                assert (subject, predicate, value) in facts or (subject, None, None) not in facts


def test_things_have_a_type_one_label_a_council_and_whether_they_are_held(graphs: Graphs) -> None:
    facts = graphs[IRIS.graph("facts")]
    for thing in set(facts.subjects()):
        assert facts.value(thing, RDF.type) is not None, thing
        (label,) = facts.objects(thing, RDFS.label)
        assert isinstance(label, Literal)
        assert label.language == "en"
        if not str(thing).startswith("http://www.legislation.gov.uk/"):
            assert facts.value(thing, CG.council) is not None, thing
            assert len(list(facts.objects(thing, CG.held))) == 1, thing


def test_bounds_are_days_and_in_order(graphs: Graphs) -> None:
    facts = graphs[IRIS.graph("facts")]
    for kind in (CG.ContractEvent, CG.Holding, CG.PlannedStep):
        for thing in facts.subjects(RDF.type, kind):
            first, last = facts.value(thing, CG.earliest), facts.value(thing, CG.latest)
            assert isinstance(first, Literal)
            assert isinstance(last, Literal)
            assert first.datatype == last.datatype == XSD.date
            assert str(first) <= str(last)


def test_two_runs_write_the_same_bytes(papers: list[Paper], tmp_path: Path) -> None:
    first = graph.write_folder(assembled(papers), tmp_path / "one")
    second = graph.write_folder(assembled(list(reversed(papers))), tmp_path / "two")
    assert [path.name for path in first] == [path.name for path in second]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_files_beside_each_other_share_their_prefixes(graphs: Graphs, tmp_path: Path) -> None:
    written = graph.write_folder(graphs, tmp_path)
    assert len(written) == len(graphs)
    assert "-contract: <https://w3id.org/councilgraph/id/" in (tmp_path / "facts.trig").read_text(encoding="utf-8")


def test_no_telephone_numbers_or_addresses_are_in_the_graph(graphs: Graphs) -> None:
    text = graph.to_trig(graphs)
    assert CONTACT.findall(re.sub(r"<[^>]*>", "", text)) == []


def test_short_quotes_are_the_heads_of_the_whole_ones(papers: list[Paper], graphs: Graphs) -> None:
    whole, short = graph.to_trig(graphs), graph.to_trig(graphs, short=True)
    assert short == graph.to_trig(assembled(papers, short=True))
    assert len(whole.splitlines()) == len(short.splitlines())
    for one in assembled(papers, short=True).values():
        assert all(len(str(quote)) <= 80 for quote in one.objects(None, OA.exact))


def test_the_about_graph_describes_the_dataset_and_registers_the_papers(papers: list[Paper], graphs: Graphs) -> None:
    about = graphs[IRIS.graph("about")]
    (dataset,) = about.subjects(RDF.type, DCAT.Dataset)
    assert (dataset, RDF.type, VOID.Dataset) in about
    assert set(about.objects(dataset, DCTERMS.hasPart)) == {URIRef(paper.iri) for paper in papers}
    publisher = about.value(dataset, DCTERMS.publisher)
    assert (publisher, RDF.type, FOAF.Agent) in about


def test_merges_rest_on_claims_that_exist(graphs: Graphs) -> None:
    claims = {claim for one in graphs.values() for claim in one.subjects(RDF.type, CG.Claim)}
    derived = graphs[IRIS.graph("derived")]
    merges = list(derived.subjects(RDF.type, CG.Merge))
    assert merges
    for merge in merges:
        proofs = set(derived.objects(merge, PROV.wasDerivedFrom))
        assert proofs, derived.value(merge, RDFS.label)
        assert proofs <= claims


def test_a_correction_takes_the_place_of_what_papers_say(made: list[Paper]) -> None:
    built = assembled(made)
    contract = URIRef(IRIS.thing("marlbrook", "contract", "MC230017"))
    start = Literal("2023-07-03", datatype=XSD.date)
    built[IRIS.graph("curated")] = Graph().add((contract, CG.start, start))
    graph.prefer_curated(built, IRIS)
    assert list(built[IRIS.graph("facts")].objects(contract, CG.start)) == []
    ranks = {
        str(one.value(claim, CG.rank)).rpartition("/")[2]
        for one in built.values()
        for claim in one.subjects(RDF.predicate, CG.start)
    }
    assert ranks == {"deprecated"}


# ── the five papers of Kent ──────────────────────────────────────────────────────────────────────


def iri(kind: str, name: str) -> URIRef:
    return URIRef(IRIS.thing("kent", kind, name))


def test_the_contract_with_its_reference_in_one_paper_only_is_known_in_all(young_carers: Graphs) -> None:
    facts, contract = young_carers[IRIS.graph("facts")], iri("contract", "SC220040")
    assert facts.value(contract, CG.supplier) == iri("organisation", "imago")
    for predicate, value in ((CG.start, "2022-05-01"), (CG.currentEnd, "2027-04-30")):
        assert facts.value(contract, predicate) == Literal(value, datatype=XSD.date)
    for predicate, value in ((CG.annualValue, "321557"), (CG.totalValue, "1607785")):
        assert facts.value(contract, predicate) == Literal(value, datatype=XSD.decimal)
    telling = {name for name, one in young_carers.items() if (None, RDF.subject, contract) in one}
    assert {name.rpartition("/")[2][:10] for name in telling} == {"2022-01-11", "2026-03-17", "od-25-0003"}


def test_the_three_contracts_of_one_service_stay_apart(young_carers: Graphs) -> None:
    facts = young_carers[IRIS.graph("facts")]
    names = {"young-carers-2016-05-01", "SC220040", "young-carers-2027-05-01"}
    service = iri("service", "young-carers")
    contracts = {c for c in facts.subjects(CG.aboutService, service) if (c, RDF.type, CG.Contract) in facts}
    assert contracts == {iri("contract", name) for name in names}


def test_the_contract_of_2016_is_joined_over_its_papers(young_carers: Graphs) -> None:
    contract = iri("contract", "young-carers-2016-05-01")
    telling = {name for name, one in young_carers.items() if (None, RDF.subject, contract) in one}
    assert {name.rpartition("/")[2][:8] for name in telling} == {"20-00017", "2017-01-", "2022-01-"}


def test_people_posts_and_suppliers_of_the_five_papers_are_merged(young_carers: Graphs) -> None:
    facts = young_carers[IRIS.graph("facts")]
    palmer, imago = iri("person", "christine-palmer"), iri("organisation", "imago")
    assert facts.value(palmer, SKOS.altLabel) == Literal("Chris Palmer", lang="en")
    assert facts.value(imago, SKOS.altLabel) == Literal("IMAGO COMMUNITY", lang="en")
    posts = {str(label) for post in facts.subjects(RDF.type, CG.Post) for label in facts.objects(post, RDFS.label)}
    assert len([label for label in posts if "Integrated Children" in label and label.startswith("Cabinet")]) == 1
    assert not [label for label in posts if "Interim" in label]


def test_the_officer_decision_carries_out_one_that_is_not_held(young_carers: Graphs) -> None:
    facts = young_carers[IRIS.graph("facts")]
    cited = iri("decision", "21-00101")
    assert facts.value(iri("decision", "OD-25-00034"), CG.carriesOut) == cited
    assert str(facts.value(cited, CG.held)) == "false"
