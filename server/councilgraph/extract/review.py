"""What was read by a guess: kept apart from the facts, with the reason, until a person has looked at it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from councilgraph.errors import BadParameter
from councilgraph.model import (
    AmountFact,
    ContractFact,
    DecisionFact,
    Doubt,
    Duration,
    Fact,
    Facts,
    LegislationFact,
    PartialDate,
    PersonFact,
    Review,
    Said,
)  # fmt: skip

LEAST = 0.5
F = TypeVar("F", bound=Fact)
_IDENTIFYING: Mapping[type[Fact], tuple[str, ...]] = {
    DecisionFact: ("number", "title"),
    ContractFact: ("reference", "title", "supplier"),
    PersonFact: ("name",),
    LegislationFact: ("title",),
}


def sorted_out(name: str, facts: Facts, reviews: Mapping[str, Review] | None = None, least: float = LEAST) -> Facts:
    """The facts of the document `name` without what is less sure than `least`; that stands in `review`.

    What a person accepted or corrected is a fact, what a person rejected is neither fact nor in `review`.
    """
    sieve = _Sieve(name, reviews or {}, least)
    decisions, places = sieve.sure("decision", facts.decisions)
    contracts, others = sieve.sure("contract", facts.contracts)
    people, _ = sieve.sure("person", facts.people)
    amounts, _ = sieve.sure("amount", facts.amounts)
    laws, _ = sieve.sure("legislation", facts.legislation)
    paper, _ = sieve.sure("document", (facts.document,))
    if not sieve.changed:
        return facts
    return replace(
        facts,
        document=replace(paper[0], kind=paper[0].kind or facts.document.kind),
        decisions=decisions,
        contracts=tuple(replace(c, decision=places.get(c.decision)) for c in contracts),
        people=people,
        legislation=tuple(replace(f, decision=places.get(f.decision)) for f in laws),
        delegations=tuple(replace(f, decision=places.get(f.decision)) for f in facts.delegations),
        remarks=tuple(replace(f, decision=places.get(f.decision)) for f in facts.remarks),
        amounts=tuple(_placed(replace(a, decision=places.get(a.decision)), others) for a in amounts),
        review=tuple(sieve.doubts.values()),
    )


def _placed(amount: AmountFact, places: Mapping[int | None, int]) -> AmountFact:
    """An amount with the place where its contract now stands, without role where that is gone."""
    role = amount.role if amount.contract in places else None
    return replace(amount, contract=places.get(amount.contract), role=role)


@dataclass
class _Sieve:
    """Sorts the facts of one document, and collects what is kept apart."""

    name: str
    reviews: Mapping[str, Review]
    least: float
    doubts: dict[str, Doubt] = field(default_factory=dict)
    changed: bool = False

    def sure(self, kind: str, facts: Sequence[F]) -> tuple[tuple[F, ...], dict[int | None, int]]:
        """The facts that are sure enough, and where each now stands by where it stood."""
        kept: list[F] = []
        places: dict[int | None, int] = {}
        for index, fact in enumerate(facts):
            sure = self._whole(kind, self._parts(kind, fact))
            if sure is not None:
                places[index] = len(kept)
                kept.append(sure)
        return tuple(kept), places

    def _parts(self, kind: str, fact: F) -> F | None:
        """A fact without the values that are too unsure; None where those were all that it is known by."""
        said = {name: value for name, value in _said(fact).items() if value.confidence < self.least}
        if not said:
            return fact
        changes: dict[str, Any] = {name: self._seen(kind, name, value) for name, value in said.items()}
        found = replace(fact, **changes)
        identifying = _IDENTIFYING.get(type(fact), ())
        return found if not identifying or any(getattr(found, name) for name in identifying) else None

    def _whole(self, kind: str, fact: F | None) -> F | None:
        """A fact that is sure enough as a whole, or that a person accepted."""
        if fact is None or fact.confidence >= self.least:
            return fact
        shown = fact.value if isinstance(fact, AmountFact) else fact.evidence[0].quote
        review = self._review(kind, "", shown, fact)
        if review is None or review.outcome == "rejected":
            return None
        if isinstance(fact, AmountFact) and review.outcome == "corrected":
            value: Any = read(review.value, fact.value)
            return replace(fact, confidence=1.0, reason="", value=value)
        return replace(fact, confidence=1.0, reason="")

    def _seen(self, kind: str, name: str, said: Said[Any]) -> Said[Any] | None:
        """A doubtful value as a person accepted or corrected it; None where none did."""
        review = self._review(kind, name, said.value, said)
        if review is None or review.outcome == "rejected":
            return None
        value = read(review.value, said.value) if review.outcome == "corrected" else said.value
        return Said(value, said.evidence, reviewed=review.id)

    def _review(self, kind: str, name: str, value: object, guess: Fact | Said[Any]) -> Review | None:
        """What a person found of a guess; one that none has looked at is collected."""
        self.changed = True
        key = "\x1f".join((self.name, kind, name, str(value)))
        own = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:10]
        if own not in self.reviews:
            self.doubts[own] = Doubt(
                guess.evidence, guess.confidence, guess.reason, id=own, kind=kind, field=name, value=value
            )
        return self.reviews.get(own)


def _said(fact: Fact) -> dict[str, Said[Any]]:
    values = ((one.name, getattr(fact, one.name)) for one in fields(fact))
    return {name: value for name, value in values if isinstance(value, Said)}


def read(value: str, like: object) -> object:
    """A corrected value of the type that was read; raises BadParameter where it can be none."""
    if isinstance(like, bool):
        if value.lower() not in ("true", "false", "yes", "no"):
            raise BadParameter(f"{value!r} is neither yes nor no. Give one of them as --value.")
        return value.lower() in ("true", "yes")
    for kind in (PartialDate, Duration, Decimal, int):
        if isinstance(like, kind):
            try:
                return kind(value)
            except (ValueError, InvalidOperation) as fault:
                raise BadParameter(f"{value!r} cannot stand for {like}. Write --value in the same form.") from fault
    return value
