"""What a paper tells of money: each sum with its meaning, its precision and what it belongs to."""

from decimal import Decimal

from rdflib import Literal, URIRef

from councilgraph.graph import codes
from councilgraph.graph.literals import boolean, cut, decimal, duration, one_line, short
from councilgraph.graph.telling import Telling
from councilgraph.graph.telling_decisions import main_decision
from councilgraph.iris import slug
from councilgraph.model import AmountFact, Duration
from councilgraph.namespaces import CG, CODE, RDFS, SDO

_PERIODS = {
    "annum": "P1Y", "year": "P1Y", "quarter": "P3M", "month": "P1M", "fortnight": "P14D", "week": "P7D", "day": "P1D",
}  # fmt: skip


def tell_amounts(telling: Telling) -> None:
    """Claims about each amount of the paper."""
    for fact in telling.paper.facts.amounts:
        _amount(telling, fact)


def _amount(telling: Telling, fact: AmountFact) -> None:
    label = _label(fact)
    amount = telling.own("amount", _slug(telling, fact), [CG.Amount, SDO.MonetaryAmount], cut(one_line(label)))
    telling.say(amount, SDO.value, decimal(fact.value), fact.evidence)
    telling.say(amount, RDFS.label, short(label), fact.evidence)
    telling.say(amount, CG.asStated, Literal(one_line(fact.verbatim)), fact.evidence)
    kind = codes.code("amount-kind", fact.kind, "other")
    if kind is not None:
        telling.say(amount, CG.amountKind, kind, fact.evidence)
    telling.state(amount, SDO.currency, Literal(fact.currency))
    telling.state(amount, CG.roundedTo, decimal(fact.rounded_to))
    telling.state(amount, CG.basis, CODE.concept("basis", "stated"))
    telling.state(amount, CG.recordedIn, telling.document)
    _bounds(telling, amount, fact)
    _belongs(telling, amount, fact)


def _label(fact: AmountFact) -> str:
    """The sum as printed with the words that say what it is: "£325,484 annual contract value"."""
    return f"{fact.verbatim} {fact.what}".strip()


def _slug(telling: Telling, fact: AmountFact) -> str:
    value = format(fact.value.normalize(), "f")
    sign = "minus-" if fact.value < Decimal(0) else ""
    return f"{telling.stem}-{sign}{slug(value)}"


def _bounds(telling: Telling, amount: URIRef, fact: AmountFact) -> None:
    if fact.approx:
        telling.say(amount, CG.approximate, boolean(True), fact.evidence)
    if fact.bound is not None:
        telling.say(amount, CG.bound, Literal(fact.bound), fact.evidence)
    if fact.upper is not None:
        telling.say(amount, CG.upperValue, decimal(fact.upper), fact.evidence)
    period = _PERIODS.get(fact.per or ("annum" if fact.kind == "annual" else ""))
    if period is not None:
        telling.say(amount, CG.perPeriod, duration(Duration(period)), fact.evidence)


def _belongs(telling: Telling, amount: URIRef, fact: AmountFact) -> None:
    """The contract that it is of, else the decision it stands with or the paper's one; a threshold is of neither."""
    payee = telling.find("body", fact.payee)
    if payee is not None:
        telling.say(amount, CG.payee, telling.name(payee, fact.evidence), fact.evidence)
    contract = telling.find("contract", fact.contract)
    owner = URIRef(contract.iri) if contract else main_decision(telling, fact.decision)
    if owner is not None and fact.kind != "threshold":
        telling.say(amount, CG.amountOf, owner, fact.evidence)
        telling.say(owner, CG.hasAmount, amount, fact.evidence)
