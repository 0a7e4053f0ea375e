"""Sets of mentions that are one thing, and the merges that made them so."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from councilgraph.model import Evidence, Merge

N = TypeVar("N", bound=Hashable)
Passages = tuple[tuple[str, Evidence], ...]


@dataclass(frozen=True)
class Join(Generic[N]):
    """That two mentions are one thing, on a ground."""

    left: N
    right: N
    ground: str


@dataclass
class Clusters(Generic[N]):
    """Disjoint sets that remember why they grew."""

    parent: dict[N, N] = field(default_factory=dict)
    joins: list[Join[N]] = field(default_factory=list)
    _members: dict[N, list[N]] = field(default_factory=dict)

    def root(self, node: N) -> N:
        """The mention that stands for the set of a mention, which is made where it is new."""
        if node not in self.parent:
            self.parent[node] = node
            self._members[node] = [node]
        while self.parent[node] != node:
            self.parent[node] = self.parent[self.parent[node]]
            node = self.parent[node]
        return node

    def members(self, node: N) -> list[N]:
        """All mentions of the set that a mention is in, in the order in which they joined."""
        return self._members[self.root(node)]

    def join(self, left: N, right: N, ground: str) -> None:
        """Make two sets one, unless they are; the ground is kept."""
        a, b = self.root(left), self.root(right)
        if a == b:
            return
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        self.parent[b] = a
        self._members[a] += self._members.pop(b)
        self.joins.append(Join(left, right, ground))

    def sets(self) -> list[list[N]]:
        """Every set, in the order in which their first mentions came."""
        found: dict[N, list[N]] = {}
        for node in self.parent:
            found.setdefault(self.root(node), []).append(node)
        return list(found.values())

    def grounds(self) -> dict[N, list[Join[N]]]:
        """The joins of each set, by the mention that stands for it."""
        found: dict[N, list[Join[N]]] = {}
        for join in self.joins:
            found.setdefault(self.root(join.left), []).append(join)
        return found


def merge(iri: str, names: Iterable[str], ground: str, evidence: Iterable[tuple[str, Evidence]]) -> Merge:
    """A merge with its names and passages each once and in order."""
    return Merge(iri, tuple(sorted(set(names))), ground, tuple(sorted(set(evidence), key=_place)))


def _place(passage: tuple[str, Evidence]) -> tuple[str, int, int]:
    return passage[0], passage[1].start, passage[1].end


def passages(document: str, *said: Sequence[Evidence]) -> Passages:
    """Passages of one document, paired with its IRI."""
    return tuple((document, one) for group in said for one in group)
