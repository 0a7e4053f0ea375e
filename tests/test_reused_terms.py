"""The terms of other vocabularies: each looked up, each known to its vocabulary, each used as it is meant."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import (
    DCAT,
    DCTERMS,
    FOAF,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SDO,
    SKOS,
    VANN,
    VOID,
    XSD,
    DefinedNamespace,
)
from rdflib.term import Node

from councilgraph import build, resources
from councilgraph.config import Settings
from councilgraph.namespaces import CG, ELI, ELIDL, OA
from reasoning import given, left_out

KNOWN: dict[str, type[DefinedNamespace]] = {
    "dcat": DCAT, "dct": DCTERMS, "eli": ELI, "eli-dl": ELIDL, "foaf": FOAF, "oa": OA, "org": ORG, "owl": OWL,
    "prov": PROV, "rdf": RDF, "rdfs": RDFS, "schema": SDO, "skos": SKOS, "vann": VANN, "void": VOID, "xsd": XSD,
}  # fmt: skip
OWN = str(CG._NS)


class Term(NamedTuple):
    """A row of the table."""

    term: str
    kind: str
    above: str
    domain: str
    range: str
    looked_up: str


def _table() -> dict[URIRef, Term]:
    with (Path(__file__).parent / "reused_terms.csv").open(encoding="utf-8", newline="") as file:
        return {iri(row["term"]): Term(**row) for row in csv.DictReader(file)}


def iri(name: str) -> URIRef:
    """The term of a prefixed name."""
    prefix, _, local = name.partition(":")
    return URIRef(str(KNOWN[prefix]._NS) + local)


TABLE = _table()


@cache
def used() -> Graph:
    """All that ships or is made: the graph of the five papers, the sample with its corrections, and what rules say."""
    sample = resources.folder("data") / "sample"
    made = build.build([sample / name for name in ("documents", "audit", "curated")], Settings()).graphs
    whole = Graph()
    for graph in (*given().values(), *made.values(), left_out().derived, left_out().found):
        whole += graph
    return whole


@cache
def ontology() -> Graph:
    """The vocabulary, the code lists and the alignments."""
    whole = Graph()
    for path in sorted(resources.folder("ontology").rglob("*.ttl")):
        whole.parse(path)
    return whole


@cache
def above() -> Graph:
    """Classes below classes, by the vocabulary, its alignments and the table."""
    tree = Graph()
    for triple in ontology().triples((None, RDFS.subClassOf, None)):
        tree.add(triple)
    for name, row in TABLE.items():
        if row.above:
            tree.add((name, RDFS.subClassOf, iri(row.above)))
    return tree


def kinds(graph: Graph, thing: Node) -> set[Node]:
    """The classes of a thing, with those above them."""
    return {kind for one in graph.objects(thing, RDF.type) for kind in above().transitive_objects(one, RDFS.subClassOf)}  # type: ignore[misc]


def foreign(graph: Graph) -> set[URIRef]:
    """The properties and classes of other vocabularies that a graph uses."""
    terms = set(graph.predicates()) | set(graph.objects(None, RDF.type))
    return {URIRef(str(term)) for term in terms if not str(term).startswith(OWN)}


@pytest.mark.parametrize("where", [used, ontology], ids=["graph", "ontology"])
def test_no_term_is_used_that_was_not_looked_up(where: object) -> None:
    assert callable(where)
    assert foreign(where()) - set(TABLE) == set()


def test_no_row_stands_for_nothing() -> None:
    named = {name for row in TABLE.values() for name in (row.above, row.domain, row.range) if name}
    written = {iri("org:postIn")}  # of posts whose organisation a paper prints
    assert set(TABLE) - foreign(used()) - foreign(ontology()) - set(map(iri, named)) - written == set()


@pytest.mark.parametrize("row", TABLE.values(), ids=lambda row: row.term)
def test_a_term_stands_in_its_vocabulary_and_has_its_place(row: Term) -> None:
    prefix, _, local = row.term.partition(":")
    assert iri(row.term) in KNOWN[prefix]
    assert getattr(KNOWN[prefix], local) == iri(row.term)
    assert row.looked_up.startswith(("http://", "https://"))
    assert row.kind in ("class", "property")
    assert local[0].isupper() == (row.kind == "class")


@pytest.mark.parametrize("row", [row for row in TABLE.values() if row.kind == "property"], ids=lambda row: row.term)
def test_a_property_is_used_of_what_it_is_meant_for(row: Term) -> None:
    wrong = []
    for graph in (used(), ontology()):
        for subject, value in graph.subject_objects(iri(row.term)):
            if row.domain and row.term != "rdfs:subClassOf" and iri(row.domain) not in kinds(graph, subject):
                wrong.append((str(subject), f"is no {row.domain}"))
            if row.range and not fits(graph, value, iri(row.range)):
                wrong.append((str(value), f"is no {row.range}"))
    assert wrong == []


def fits(graph: Graph, value: Node, range_: URIRef) -> bool:
    """Whether a value is of the range; of what other datasets describe, only that it is no literal."""
    if range_ == RDFS.Literal:
        return isinstance(value, Literal)
    if range_ == XSD.nonNegativeInteger:
        return isinstance(value, Literal) and value.datatype == XSD.integer and int(value) >= 0
    if range_ == XSD.string:
        return isinstance(value, Literal) and value.datatype in (None, XSD.string) and value.language is None
    if isinstance(value, Literal):
        return False
    found = kinds(graph, value)
    return not found or range_ in found
