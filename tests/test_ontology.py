"""The vocabulary, the code lists and the alignments, held against the names that the code uses."""

from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from councilgraph import resources
from councilgraph.build.files import read_graphs
from councilgraph.config import Settings
from councilgraph.iris import Iris
from councilgraph.namespaces import CG, CODE, ELI, ORG, OWL, RDF, RDFS, SKOS, XSD

ONTOLOGY = resources.folder("ontology")
COUNCIL = Graph().parse(ONTOLOGY / "council.ttl")
TERMS = sorted({URIRef(str(term)) for term in COUNCIL.subjects() if str(term).startswith(str(CG._NS))})
CODELISTS = sorted((ONTOLOGY / "codelists").glob("*.ttl"))


def test_code_and_vocabulary_name_the_same_terms() -> None:
    named = {name for name in CG.__annotations__ if not name.startswith("_")}
    assert named == {str(term).removeprefix(str(CG._NS)) for term in TERMS}


@pytest.mark.parametrize("term", TERMS, ids=lambda term: str(term).rpartition("#")[2])
def test_term_has_one_label_one_definition_and_an_example(term: URIRef) -> None:
    for predicate in (RDFS.label, SKOS.definition):
        (text,) = COUNCIL.objects(term, predicate)
        assert isinstance(text, Literal)
        assert text.language == "en"
    assert str(COUNCIL.value(term, SKOS.definition)).endswith(".")
    assert COUNCIL.value(term, SKOS.example)


def test_domains_and_ranges_name_terms_that_exist() -> None:
    used = {o for p in (RDFS.domain, RDFS.range, RDFS.subClassOf) for o in COUNCIL.objects(None, p)}
    own = {term for term in used if str(term).startswith(str(CG._NS))}
    assert own <= set(TERMS)
    assert all((term, RDF.type, OWL.Class) in COUNCIL for term in own)


def test_labels_of_terms_are_all_different() -> None:
    kinds = ({t for t in TERMS if (t, RDF.type, OWL.Class) in COUNCIL}, set(TERMS))
    for terms in (kinds[0], kinds[1] - kinds[0]):
        labels = [str(COUNCIL.value(term, RDFS.label)) for term in terms]
        assert len(labels) == len(set(labels))


@pytest.mark.parametrize("path", CODELISTS, ids=lambda path: path.stem)
def test_code_list_is_one_scheme_named_as_its_file(path: Path) -> None:
    codes = Graph().parse(path)
    (scheme,) = codes.subjects(RDF.type, SKOS.ConceptScheme)
    assert scheme == URIRef(CODE.BASE + path.stem)
    for concept in codes.subjects(RDF.type, SKOS.Concept):
        assert concept == CODE.concept(path.stem, str(codes.value(concept, SKOS.notation)))
        assert codes.value(concept, SKOS.inScheme) == scheme
        assert Literal(str(codes.value(concept, SKOS.prefLabel)), lang="en") in codes.objects(concept)
        assert str(codes.value(concept, SKOS.definition)).endswith(".")
        assert isinstance(codes.value(concept, SKOS.example), Literal)


def test_every_notion_that_is_listed_has_its_list() -> None:
    named = {"decision-stage", "decision-kind", "contract-action", "option-state", "amount-kind", "document-kind"}
    assert named | {"finding-verdict", "severity", "gap-kind", "rank", "basis"} <= {path.stem for path in CODELISTS}


def test_every_term_aligned_exists_here() -> None:
    aligned = Graph().parse(ONTOLOGY / "alignments.ttl")
    own = {s for s in aligned.subjects() if str(s).startswith(str(CG._NS))}
    assert own
    assert own <= set(TERMS)


def _hierarchy() -> Graph:
    """Classes and those above them, public classes that the shipped graph uses included."""
    above = Graph().parse(ONTOLOGY / "alignments.ttl") + COUNCIL
    above.add((ELI.LegalResourceSubdivision, RDFS.subClassOf, ELI.LegalResource))
    above.add((ORG.FormalOrganization, RDFS.subClassOf, ORG.Organization))
    above.add((ORG.OrganizationalUnit, RDFS.subClassOf, ORG.Organization))
    return above


ABOVE = _hierarchy()


def _kinds(data: Graph, thing: Node) -> set[Node | None]:
    """The types of a thing with those above them."""
    return {kind for t in data.objects(thing, RDF.type) for kind in ABOVE.transitive_objects(t, RDFS.subClassOf)}


def _misused(data: Graph) -> set[tuple[str, str]]:
    """Properties whose subject or value is of another kind than the vocabulary says."""
    used = {p for p in data.predicates() if str(p).startswith(str(CG._NS))}
    kinds: dict[Node, set[Node | None]] = {}
    found = set()
    for predicate in used:
        domain, range_ = COUNCIL.value(predicate, RDFS.domain), COUNCIL.value(predicate, RDFS.range)
        for subject, value in data.subject_objects(predicate):
            if domain is not None and domain not in kinds.setdefault(subject, _kinds(data, subject)):
                found.add((str(predicate), f"domain of {subject}"))
            if isinstance(value, Literal):
                datatype = value.datatype or (RDF.langString if value.language else XSD.string)
                if range_ not in (None, datatype):
                    found.add((str(predicate), f"range of {value!r}"))
            elif range_ not in (None, SKOS.Concept) and range_ not in kinds.setdefault(value, _kinds(data, value)):
                found.add((str(predicate), f"range of {value}"))
    return found


def test_the_graph_that_ships_keeps_to_domains_and_ranges() -> None:
    whole = Graph()
    for path in sorted((resources.folder("data") / "kent").glob("*.trig")):
        for graph in read_graphs(path, Iris(Settings().base)).values():
            whole += graph
    assert len(whole) > 1000
    assert _misused(whole) == set()
