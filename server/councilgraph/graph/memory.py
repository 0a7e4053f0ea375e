"""Graphs in memory on Oxigraph, where SPARQL over the whole is quick."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

Term = ox.NamedNode | ox.BlankNode | ox.Literal


def store(graphs: Iterable[Graph]) -> ox.Store:
    """A store whose default graph is the union of some graphs."""
    found = ox.Store()
    found.bulk_extend(_quads(graphs))
    return found


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


def term(found: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> URIRef | Literal:
    """A term of Oxigraph as rdflib has it; strings are plain. Raises TypeError where it has no name."""
    if isinstance(found, ox.NamedNode):
        return URIRef(found.value)
    if not isinstance(found, ox.Literal):
        raise TypeError(f"{found} has no name: graphs here have no blank nodes.")
    if found.language:
        return Literal(found.value, lang=found.language)
    datatype = None if found.datatype.value.endswith("#string") else URIRef(found.datatype.value)
    return Literal(found.value, datatype=datatype)


def quads(found: Iterable[tuple[Node, Node, Node]], graph: ox.NamedNode) -> Iterator[ox.Quad]:
    """Triples of rdflib as quads of a named graph."""
    for subject, predicate, value in found:
        yield ox.Quad(node(subject), node(predicate), node(value), graph)  # type: ignore[arg-type]


def triples(found: ox.Store, graph: str) -> Iterator[tuple[Node, Node, Node]]:
    """The triples of a named graph as rdflib has them."""
    for quad in found.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
        yield term(quad.subject), term(quad.predicate), term(quad.object)


def _quads(graphs: Iterable[Graph]) -> Iterator[ox.Quad]:
    known: dict[Node, Term] = {}
    for graph in graphs:
        for triple in graph:
            yield ox.Quad(*(known.get(one) or known.setdefault(one, node(one)) for one in triple))  # type: ignore[arg-type]
