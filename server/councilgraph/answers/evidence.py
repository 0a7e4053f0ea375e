"""Where the evidence behind answers is found: in a snapshot's index, else by asking the graph."""

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from councilgraph import store
from councilgraph.answers.asked import Asked
from councilgraph.model import Claimed, Correction, Proof, Touching

Key = tuple[str, str]  # subject and predicate


class Evidence(Protocol):
    """Claims and findings of a graph by what they are about; in no order, unless one is named."""

    def stated(self, keys: Collection[Key]) -> list[Claimed]:
        """What claims with passages say of some (subject, predicate) pairs, a row for each passage."""
        ...

    def concluded(self, keys: Collection[Key]) -> list[Claimed]:
        """What rules concluded of some (subject, predicate) pairs, without passages."""
        ...

    def sources(self, claims: Iterable[str]) -> dict[str, list[str]]:
        """The claims that each claim was concluded from, step by step, in the order of their IRIs."""
        ...

    def passages(self, claims: Iterable[str]) -> dict[str, list[Proof]]:
        """The passages of some claims, by claim."""
        ...

    def corrected(self, keys: Collection[Key]) -> list[Correction]:
        """What persons told of some (subject, predicate) pairs, and what was concluded from it."""
        ...

    def mentions(self, things: Iterable[str], predicates: Sequence[str], place: str, most: int) -> list[Claimed]:
        """Claims with passages whose `place` ("subject" or "object") is one of some things.

        At most so many, by some predicates or, where none is given, by any.
        """
        ...

    def findings(self, things: Iterable[str]) -> list[Touching]:
        """The findings about some things, where something does not agree."""
        ...


def of(engine: store.Engine) -> Evidence:
    """The evidence of a graph, wherever it is."""
    return engine.proofs or Asked(engine)
