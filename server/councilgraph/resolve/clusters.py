"""Sets of mentions that are one thing, and the merges that made them so."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from councilgraph.model import Evidence, Merge, Told

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
    _apart: dict[N, tuple[str, ...]] = field(default_factory=dict)
    _ties: dict[str, tuple[Told, N]] = field(default_factory=dict)

    def tell(self, node: N, apart: tuple[str, ...], tie: Told | None) -> None:
        """Put a mention in its set as a person tells: with what it is one with, never with what it is apart from."""
        self.root(node)
        if apart:
            self._apart[node] = apart
        elif tie is not None:
            self.join(self._ties.setdefault(tie.iri, (tie, node))[1], node, tie.ground)

    def told(self, node: N) -> Told | None:
        """The merge that a person told of a mention's set."""
        return next((tie for tie, first in self._ties.values() if self.root(first) == self.root(node)), None)

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
        """Make two sets one, unless they are, or are told to be apart; the ground is kept."""
        a, b = self.root(left), self.root(right)
        if a == b or self.apart(left, right):
            return
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        self.parent[b] = a
        self._members[a] += self._members.pop(b)
        self.joins.append(Join(left, right, ground))

    def apart(self, left: N, right: N) -> bool:
        """Whether a person tells that two mentions are not of one thing."""
        return self._apart.get(left, ()) != self._apart.get(right, ())

    def sets(self) -> list[list[N]]:
        """Every set, in the order in which their first mentions came; those told to be apart last."""
        found: dict[N, list[N]] = {}
        for node in self.parent:
            found.setdefault(self.root(node), []).append(node)
        return sorted(found.values(), key=lambda nodes: self._apart.get(nodes[0], ()))

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
