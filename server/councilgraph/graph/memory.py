"""Graphs in memory on Oxigraph, where SPARQL over the whole is quick."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from councilgraph import packed

Term = ox.NamedNode | ox.BlankNode | ox.Literal


_LARGE = 1 << 22  # bytes that are better loaded in bulk


def store(graphs: Iterable[Graph]) -> ox.Store:
    """A store whose default graph is the union of some graphs."""
    found = ox.Store()
    for one in graphs:
        load(found, packed.text(one))
    return found


def load(into: ox.Store, lines: bytes) -> None:
    """Take triples into the default graph of a store, as N-Triples that were written here."""
    take = into.bulk_load if len(lines) > _LARGE else into.load
    take(lines, ox.RdfFormat.N_TRIPLES, lenient=True)


def node(term: Node) -> Term:
    """A term of rdflib as Oxigraph has it."""
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, BNode):
        return ox.BlankNode(str(term))
    if not isinstance(term, Literal):
        raise TypeError(f"{term!r} is no term of a graph.")
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)


def read(place: Path) -> Graph:
    """The graph of a Turtle file, of which some nodes may have no name; a tenth of the time that rdflib takes."""
    graph = Graph()
    for quad in ox.parse(path=place, format=ox.RdfFormat.TURTLE):
        graph.add((_named(quad.subject), _named(quad.predicate), _named(quad.object)))
    return graph


def _named(found: object) -> Node:
    return BNode(found.value) if isinstance(found, ox.BlankNode) else packed.term(found)


def quads(found: Iterable[tuple[Node, Node, Node]], graph: ox.NamedNode) -> Iterator[ox.Quad]:
    """Triples of rdflib as quads of a named graph."""
    for subject, predicate, value in found:
        yield ox.Quad(node(subject), node(predicate), node(value), graph)  # type: ignore[arg-type]


def triples(found: ox.Store, graph: str) -> Iterator[tuple[Node, Node, Node]]:
    """The triples of a named graph as rdflib has them."""
    for quad in found.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
        yield packed.term(quad.subject), packed.term(quad.predicate), packed.term(quad.object)
