"""How sure a reading is, and why no surer: the levels and their words are those of the lexicon `sureness`."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from councilgraph.extract.lexicons import lexicon
from councilgraph.model import AmountFact, ContractFact, DecisionFact, Fact, Facts, PersonFact, Said, T

F = TypeVar("F", bound=Fact)
_SIGNS = ("£", "€", "$", "pound", "pence", "gbp")


def unsure(said: Said[T], rule: str) -> Said[T]:
    """A value as sure as a rule of the lexicon makes it, where it is not less sure already."""
    found = lexicon("sureness")[rule]
    lower = found["level"] < said.confidence
    return replace(said, confidence=found["level"], reason=found["reason"]) if lower else said


def unsure_fact(fact: F, rule: str) -> F:
    """A fact that as a whole is as sure as a rule of the lexicon makes it, where it is not less sure already."""
    found = lexicon("sureness")[rule]
    lower = found["level"] < fact.confidence
    return replace(fact, confidence=found["level"], reason=found["reason"]) if lower else fact


def weighed(facts: Facts) -> Facts:
    """The facts of a paper, each as sure as what is printed for it allows."""
    paper = facts.document
    return replace(
        facts,
        document=replace(paper, kind=unsure(paper.kind, "no known form")) if paper.kind.value == "other" else paper,
        decisions=_each(facts.decisions, _decision),
        contracts=_each(facts.contracts, _contract),
        amounts=_each(facts.amounts, _amount),
        people=_each(facts.people, _person),
    )


def _each(facts: Sequence[F], weigh: Callable[[F], F]) -> tuple[F, ...]:
    return tuple(weigh(fact) for fact in facts)


def _decision(fact: DecisionFact) -> DecisionFact:
    if fact.date is None or fact.date_type != "meeting":
        return fact
    return replace(fact, date=unsure(fact.date, "day of the meeting"))


def _contract(fact: ContractFact) -> ContractFact:
    supplier, end = fact.supplier, fact.end
    if supplier is not None and len(supplier.value.split()) == 1:
        supplier = unsure(supplier, "supplier in one word")
    if end is not None and fact.end_derived:
        end = unsure(end, "end worked out")
    return fact if supplier is fact.supplier and end is fact.end else replace(fact, supplier=supplier, end=end)


def _amount(fact: AmountFact) -> AmountFact:
    if fact.kind == "other":
        return unsure_fact(fact, "sum of no kind")
    printed = fact.verbatim.lower()
    return fact if any(sign in printed for sign in _SIGNS) else unsure_fact(fact, "sum without a sign")


def _person(fact: PersonFact) -> PersonFact:
    return fact if fact.role is not None else replace(fact, name=unsure(fact.name, "person without a post"))
