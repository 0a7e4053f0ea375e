"""Which of a paper's own decisions a passage belongs to."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from councilgraph.model import DecisionFact, DelegationFact, LegislationFact, RemarkFact

Owned = TypeVar("Owned", DelegationFact, LegislationFact, RemarkFact)


def assign(facts: Sequence[Owned], decisions: Sequence[DecisionFact]) -> tuple[Owned, ...]:
    """The facts, each with the index of the decision that its first passage stands with."""
    starts = starts_of(decisions)
    return tuple(replace(fact, decision=owner(fact.evidence[0].start, starts)) for fact in facts)


def starts_of(decisions: Sequence[DecisionFact]) -> list[tuple[int, int]]:
    """Where each of a paper's own decisions starts in the original, with its index."""
    return [(_start(fact), index) for index, fact in enumerate(decisions) if fact.subject]


def owner(position: int, starts: Sequence[tuple[int, int]]) -> int | None:
    """The index of the last decision that starts before a position; a lone decision owns its whole paper."""
    if len(starts) == 1:
        return starts[0][1]
    before = [(start, index) for start, index in starts if start <= position]
    return max(before)[1] if before else None


def _start(fact: DecisionFact) -> int:
    said = [s for s in (fact.title, fact.number, fact.minute) if s is not None]
    return min([e.start for s in said for e in s.evidence] or [fact.evidence[0].start])
