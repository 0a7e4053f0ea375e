"""How many documents are held against the shapes in a second on one core, beside one pySHACL call over the union.

Both look at the same graphs with the same shapes in the same run, and must find the same problems.
Run alone it prints its rows: python tests/benchmarks/validate.py 10 100 1000
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from generate import papers
from rdflib import Graph

from councilgraph import graph, resolve
from councilgraph.config import Settings
from councilgraph.graph import shapes
from councilgraph.graph.shapes import Problem
from councilgraph.iris import Iris

SIZES = (10, 100, 1_000)
A = TypeVar("A")


@dataclass(frozen=True)
class Row:
    """Seconds of processor time for one number of documents: as the build checks them, and as one pySHACL call."""

    documents: int
    triples: int
    problems: int
    ours: float
    pyshacl: float

    @property
    def a_second(self) -> tuple[float, float]:
        """Documents a second and core, ours and pySHACL's."""
        return self.documents / self.ours, self.documents / self.pyshacl


def rows(sizes: Sequence[int] = SIZES) -> Iterator[Row]:
    """One row for each number of documents; raises ValueError where the two do not find the same."""
    iris = Iris(Settings().base)
    for kind in ("claims", "things"):
        shapes.validate(Graph(), kind)  # shapes are read once, before the clock starts
    for size in sizes:
        yield _row(size, iris)


def _row(size: int, iris: Iris) -> Row:
    read = list(papers(size, iris))
    graphs = graph.assemble(read, resolve.resolve(read, iris), iris)
    documents = [one for name, one in graphs.items() if "/graph/document/" in name]
    things = shapes.things(graphs, iris)
    union = Graph()
    for one in graphs.values():
        union += one
    every = shapes.load("claims") + shapes.load("things")
    ours, found = _timed(lambda: [*_claims(documents), *shapes.validate(things, "things")])
    pyshacl, expected = _timed(lambda: shapes.check_all(union, every))
    if set(found) != set(expected):
        raise ValueError(f"{size} documents: {len(found)} problems found, pySHACL finds {len(expected)}.")
    return Row(size, len(union), len(expected), ours, pyshacl)


def _claims(documents: Sequence[Graph]) -> Iterator[Problem]:
    for one in documents:
        yield from shapes.validate(one, "claims")


def _timed(function: Callable[[], A]) -> tuple[float, A]:
    start = time.process_time()
    found = function()
    return time.process_time() - start, found


def main() -> None:
    """Prints a row for each number of documents on the command line."""
    for row in rows(tuple(map(int, sys.argv[1:])) or SIZES):
        ours, pyshacl = row.a_second
        print(
            f"{row.documents} documents, {row.triples} triples, {row.problems} problems: "
            f"{ours:.1f} documents a second and core, pySHACL {pyshacl:.1f} ({ours / pyshacl:.1f} times)"
        )


if __name__ == "__main__":
    main()
