"""A small graph in little memory: ten thousand documents' graphs at once, each of some hundred triples."""

from collections.abc import Iterator

from rdflib.graph import Graph
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.term import Node

Triple = tuple[Node, Node, Node]
Pattern = tuple[Node | None, Node | None, Node | None]


class Few(SimpleMemory):
    """Triples one after another, without indexes: whoever asks for some goes through all."""

    def __init__(self) -> None:
        super().__init__()
        self._few: dict[Triple, None] = {}

    def add(self, triple: Triple, context: Graph, quoted: bool = False) -> None:
        """Keep a triple."""
        self._few[triple] = None

    def remove(self, triple_pattern: Pattern, context: Graph | None = None) -> None:
        """Drop what fits a pattern."""
        for triple, _ in list(self.triples(triple_pattern)):
            del self._few[triple]

    def triples(self, triple_pattern: Pattern, context: Graph | None = None) -> Iterator[tuple[Triple, Iterator[None]]]:
        """What fits a pattern, in the order of coming."""
        subject, predicate, value = triple_pattern
        if subject is not None and predicate is not None and value is not None:
            found = [(subject, predicate, value)] if (subject, predicate, value) in self._few else []
        else:
            found = [
                one
                for one in self._few
                if (subject is None or one[0] == subject)
                and (predicate is None or one[1] == predicate)
                and (value is None or one[2] == value)
            ]
        return ((one, iter(())) for one in found)

    def __len__(self, context: Graph | None = None) -> int:
        return len(self._few)


def graph() -> Graph:
    """An empty graph for few triples."""
    return Graph(store=Few())
