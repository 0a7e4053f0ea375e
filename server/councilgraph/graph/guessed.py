"""Which claims of a paper rest on a guess, or on a person's review of one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from councilgraph.graph.reviews import shown
from councilgraph.model import Claim, Evidence, Fact, Facts, Said
from councilgraph.namespaces import CG, SDO

_OF_FACTS = {str(SDO.value): "amounts", str(CG.cites): "legislation"}


@dataclass(frozen=True)
class Guessed:
    """The values that were guessed or reviewed by passage and text, and whole facts by kind and passage."""

    values: dict[tuple[Evidence, str], Said[object]]
    facts: dict[tuple[str, Evidence], Fact]

    @classmethod
    def of(cls, facts: Facts) -> "Guessed":
        """What was guessed of one paper."""
        every: list[Fact] = [facts.document, *facts.decisions, *facts.contracts, *facts.people, *facts.legislation]
        said = [one for fact in every for one in _said(fact) if one.confidence < 1 or one.reviewed]
        values = {(place, shown(one.value)): one for one in said for place in one.evidence}
        kinds = ((kind, fact) for kind in _OF_FACTS.values() for fact in getattr(facts, kind))
        whole = {(kind, place): fact for kind, fact in kinds if fact.confidence < 1 for place in fact.evidence}
        return cls(values, whole)

    def weighed(self, claim: Claim, passages: Sequence[Evidence]) -> Claim:
        """A claim that is as sure as the surest reading behind it."""
        kind = _OF_FACTS.get(claim.predicate, "")
        behind = [self.values.get((place, str(claim.object))) or self.facts.get((kind, place)) for place in passages]
        guesses = [one for one in behind if one is not None]
        if not guesses or len(guesses) < len(behind):
            return claim
        best = max(guesses, key=lambda one: one.confidence)
        review = next(iter(_reviews(guesses)), "")
        return replace(claim, confidence=best.confidence, reason=best.reason, reviewed=review)


def _said(fact: Fact) -> list[Said[object]]:
    values = (getattr(fact, one.name) for one in fields(fact))
    return [value for value in values if isinstance(value, Said)]


def _reviews(guesses: Iterable[Said[object] | Fact]) -> Iterator[str]:
    return (one.reviewed for one in guesses if isinstance(one, Said) and one.reviewed)
