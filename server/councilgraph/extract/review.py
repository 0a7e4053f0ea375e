"""What was read by a guess: kept apart from the facts, with the reason, for a person to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from councilgraph.model import AmountFact, ContractFact, DecisionFact, Doubt, Fact, Facts, PersonFact, Said

LEAST = 0.5
F = TypeVar("F", bound=Fact)
_IDENTIFYING: Mapping[type[Fact], tuple[str, ...]] = {
    DecisionFact: ("number", "title"),
    ContractFact: ("reference", "title", "supplier"),
    PersonFact: ("name",),
}


def sorted_out(facts: Facts) -> Facts:
    """The facts without what is less sure than LEAST; that stands in `review`, each with its reason."""
    doubts: list[Doubt] = []
    decisions, places = _sure("decision", facts.decisions, doubts)
    contracts, others = _sure("contract", facts.contracts, doubts)
    people, _ = _sure("person", facts.people, doubts)
    paper, _ = _sure("document", (facts.document,), doubts)
    if not doubts:
        return facts
    return replace(
        facts,
        document=paper[0] if paper else facts.document,
        decisions=decisions,
        contracts=tuple(replace(c, decision=places.get(c.decision)) for c in contracts),
        people=people,
        legislation=tuple(replace(f, decision=places.get(f.decision)) for f in facts.legislation),
        delegations=tuple(replace(f, decision=places.get(f.decision)) for f in facts.delegations),
        remarks=tuple(replace(f, decision=places.get(f.decision)) for f in facts.remarks),
        amounts=tuple(_placed(a, others) for a in facts.amounts),
        review=tuple(doubts),
    )


def _placed(amount: AmountFact, places: Mapping[int | None, int]) -> AmountFact:
    """An amount with the place where its contract now stands, without role where that is gone."""
    role = amount.role if amount.contract in places else None
    return replace(amount, contract=places.get(amount.contract), role=role)


def _sure(kind: str, facts: Sequence[F], doubts: list[Doubt]) -> tuple[tuple[F, ...], dict[int | None, int]]:
    """The facts that are sure enough, and where each now stands by where it stood."""
    kept: list[F] = []
    places: dict[int | None, int] = {}
    for index, fact in enumerate(facts):
        unsure = {name: said for name, said in _said(fact).items() if said.confidence < LEAST}
        doubts += [
            Doubt(
                said.evidence, kind=kind, field=name, value=said.value, confidence=said.confidence, reason=said.reason
            )
            for name, said in unsure.items()
        ]
        changes: dict[str, Any] = dict.fromkeys(unsure)
        identifying = _IDENTIFYING.get(type(fact), ())
        if unsure and identifying and not any(name not in unsure and getattr(fact, name) for name in identifying):
            continue
        places[index] = len(kept)
        kept.append(replace(fact, **changes) if changes else fact)
    return tuple(kept), places


def _said(fact: Fact) -> dict[str, Said[Any]]:
    values = ((field.name, getattr(fact, field.name)) for field in fields(fact))
    return {name: value for name, value in values if isinstance(value, Said)}
