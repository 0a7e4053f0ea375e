"""A graph as it is looked at by shapes: all nodes at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox
from rdflib import Graph
from rdflib.term import Node

from councilgraph import packed
from councilgraph.graph import memory
from councilgraph.namespaces import RDF, RDFS

Values = Sequence[Node]
_NOTHING: Mapping[Node, Values] = {}


@dataclass(frozen=True)
class Data:
    """A graph as the sieve asks it."""

    graph: Graph

    @cached_property
    def index(self) -> dict[Node, dict[Node, list[Node]]]:
        """The values of each property of each thing."""
        found: dict[Node, dict[Node, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value in self.graph:
            found[subject][predicate].append(value)
        return found

    @cached_property
    def store(self) -> ox.Store:
        """The graph on Oxigraph."""
        return memory.store([self.graph])

    @cached_property
    def kinds(self) -> dict[Node, set[Node]]:
        """The things of each class."""
        found: dict[Node, set[Node]] = defaultdict(set)
        for subject, said in self.index.items():
            for kind in said.get(RDF.type, ()):
                found[kind].add(subject)
        return found

    def of_class(self, kind: Node) -> set[Node]:
        """The things of a class, or of one that the graph says is below it."""
        below = set(self.graph.transitive_subjects(RDFS.subClassOf, kind)) if self._ordered else {kind}
        return {thing for one in below if one is not None for thing in self.kinds.get(one, ())}

    @cached_property
    def _ordered(self) -> bool:
        """Whether any class is said to be below another."""
        return any(RDFS.subClassOf in said for said in self.index.values())

    def add(self, more: Graph) -> None:
        """Take more triples in, of which none stands there yet."""
        for triple in more:
            self.graph.add(triple)
            subject, predicate, value = triple
            self.index[subject][predicate].append(value)
            if predicate == RDF.type:
                self.kinds[value].add(subject)
        memory.load(self.store, packed.text(more))

    def of(self, focus: Node, path: Sequence[Node]) -> Values:
        """The values that a thing has at any of some properties, each once."""
        mine = self.index.get(focus, _NOTHING)
        if len(path) == 1:
            return mine.get(path[0], ())
        return list(dict.fromkeys(value for one in path for value in mine.get(one, ())))

    def these(self, select: str) -> set[Node]:
        """The things in the column ?this of a SPARQL query."""
        found = self.store.query(select)
        if not isinstance(found, ox.QuerySolutions):
            raise TypeError("A constraint or target is a SELECT query.")
        return {packed.term(row["this"]) for row in found if row["this"] is not None}
