"""The whole graph as rules see it: the union of all graphs in memory, asked with SPARQL."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from councilgraph import packed
from councilgraph.errors import UnknownTerm
from councilgraph.graph import arithmetic, memory
from councilgraph.namespaces import CG, OA, RDF, RDFS

Term = URIRef | Literal
Row = dict[str, Term]
Triple = tuple[URIRef, URIRef, Term]
Said = dict[str, dict[str, list[URIRef]]]
_SUBJECT, _PREDICATE, _OBJECT = (ox.NamedNode(str(one)) for one in (RDF.subject, RDF.predicate, RDF.object))
_LABEL = ox.NamedNode(str(RDFS.label))
OF_PASSAGES = (CG.section, OA.start)  # what rules ask of passages
# Lines that no rule asks for, a third of all: the words and places of passages, that a claim is one, its rank.
_UNASKED = re.compile(
    rf"^<[^>]*(?:#char=[^>]*> <(?!(?:{'|'.join(map(re.escape, OF_PASSAGES))})>)"
    rf"|> <(?:{re.escape(CG.rank)}> |{re.escape(RDF.type)}> <{re.escape(CG.Claim)}> \.)).*\n".encode(),
    re.MULTILINE,
)


class Whole:
    """The union of all graphs in memory, asked with SPARQL."""

    def __init__(self, graphs: Mapping[str, Graph]) -> None:
        self._store = ox.Store()
        for graph in graphs.values():
            memory.load(self._store, _UNASKED.sub(b"", packed.text(graph)))
        self._functions = arithmetic.functions()
        self._said: dict[str, Said] = {}

    @classmethod
    def of(cls, lines: Iterable[bytes]) -> "Whole":
        """The union of graphs that are given as N-Triples."""
        whole = cls({})
        for graph in lines:
            whole._store.bulk_load(graph, ox.RdfFormat.N_TRIPLES)
        return whole

    @classmethod
    def holding(cls, quads: Iterable[ox.Quad]) -> "Whole":
        """The union of some quads, whatever graphs they stand in."""
        whole = cls({})
        whole._store.bulk_extend(ox.Quad(one.subject, one.predicate, one.object) for one in quads)
        return whole

    def rows(self, sparql: str) -> list[Row]:
        """The rows of a SELECT, columns without value left out."""
        found = self._store.query(sparql, custom_functions=self._functions)
        if not isinstance(found, ox.QuerySolutions):
            raise UnknownTerm("A rule is a SELECT query.")
        names = [variable.value for variable in found.variables]
        return [
            {name: packed.term(value) for name, value in zip(names, row, strict=True) if value is not None}
            for row in found
        ]

    def add(self, triples: Iterable[Triple]) -> None:
        """Take in what a rule concluded, so that rules after it see it."""
        new = list(triples)
        lines = "".join(f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in new)
        self._store.load(lines.encode(), ox.RdfFormat.N_TRIPLES)
        for _, p, o in new:
            if p == RDF.subject:
                self._said.pop(str(o), None)

    def remove(self, triples: Iterable[tuple[Node, Node, Node]]) -> None:
        """Leave triples out, to see what follows without them."""
        for s, p, o in triples:
            self._store.remove(ox.Quad(memory.node(s), memory.node(p), memory.node(o)))  # type: ignore[arg-type]
        self._said.clear()

    def copy(self) -> "Whole":
        """The same triples again, for conclusions of their own."""
        other = Whole({})
        other._store.bulk_load(self._store.dump(format=ox.RdfFormat.N_QUADS), ox.RdfFormat.N_QUADS)
        return other

    def holds(self, subject: Term, predicate: Term, value: Term | None = None) -> bool:
        """Whether a triple like this stands in any graph."""
        node = None if value is None else memory.node(value)
        found = self._store.quads_for_pattern(memory.node(subject), memory.node(predicate), node, None)  # type: ignore[arg-type]
        return next(iter(found), None) is not None

    def claims(self, subject: Term, predicate: URIRef, value: Term | None = None) -> list[URIRef]:
        """The claims of a subject and predicate, of the value given or of any, in order."""
        values = self._about(str(subject)).get(str(predicate), {})
        found = values.get(str(value), ()) if value is not None else [c for cs in values.values() for c in cs]
        return sorted(set(found))

    def name(self, thing: Term) -> str:
        """The label of a thing, or the last part of its IRI."""
        *_, label = ("", *self._values(str(thing), _LABEL))
        return label or str(thing).rpartition("/")[2]

    def _about(self, subject: str) -> Said:
        """The claims on a subject by predicate and value, looked up once."""
        if subject not in self._said:
            found: Said = defaultdict(lambda: defaultdict(list))
            for claim in self._claims_on(subject):
                for predicate in self._values(claim, _PREDICATE):
                    for value in self._values(claim, _OBJECT):
                        found[predicate][value].append(URIRef(claim))
            self._said[subject] = found
        return self._said[subject]

    def _claims_on(self, subject: str) -> list[str]:
        try:
            found = self._store.quads_for_pattern(None, _SUBJECT, ox.NamedNode(subject), None)
        except ValueError:  # no IRI, so nothing is said of it
            return []
        return [str(getattr(quad.subject, "value", "")) for quad in found]

    def _values(self, subject: str, predicate: ox.NamedNode) -> list[str]:
        try:
            found = self._store.quads_for_pattern(ox.NamedNode(subject), predicate, None, None)
        except ValueError:
            return []
        return [str(getattr(quad.object, "value", "")) for quad in found]
