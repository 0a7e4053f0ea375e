"""The facts of one paper as plain JSON values, kind by kind."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from councilgraph.model import (
    AmountFact,
    ContractFact,
    DateFact,
    DecisionFact,
    DelegationFact,
    Duration,
    Fact,
    Facts,
    LegislationFact,
    PartialDate,
    PersonFact,
    Said,
    Text,
)  # fmt: skip


def as_json(text: Text, facts: Facts) -> dict[str, Any]:
    """The JSON form of an extraction: `document`, and under `facts` a list for each kind."""
    return {
        "document": _document(text, facts),
        "facts": {
            "decisions": [_decision(fact) for fact in facts.decisions],
            "contracts": [_contract(fact, facts) for fact in facts.contracts],
            "amounts": [_amount(fact, facts) for fact in facts.amounts],
            "legislation": [_legislation(fact) for fact in facts.legislation],
            "people": [_person(fact) for fact in facts.people],
            "dates": [_date(fact) for fact in facts.dates],
            "delegations": [_delegation(fact) for fact in facts.delegations],
            "organisations": [fact.name for fact in facts.organisations],
            "steps": [{"what": plain(f.what), "date": plain(f.date), **_evidence(f)} for f in facts.steps],
            "remarks": [
                {"kind": f.kind, "text": f.text, "about": f.about or None, **_evidence(f)} for f in facts.remarks
            ],
        },
        "unsure": list(facts.unsure),
        "review": [
            {"id": d.id, "kind": d.kind, "field": d.field, "value": plain(d.value)}
            | {"confidence": d.confidence, "reason": d.reason}
            | _evidence(d)
            for d in facts.review
        ],
    }


def plain(value: object) -> Any:
    """A value as JSON has it: what is said without its evidence, dates and durations as ISO, decimals as numbers."""
    if isinstance(value, Said):
        return plain(value.value)
    if isinstance(value, PartialDate | Duration):
        return value.iso
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item) for item in value]
    return value


def _evidence(fact: Fact) -> dict[str, Any]:
    return {"evidence": [asdict(evidence) for evidence in fact.evidence]}


def _keys(fact: Fact, keys: Sequence[str]) -> dict[str, Any]:
    return {key: plain(getattr(fact, key)) for key in keys} | _sureness(fact, keys) | _evidence(fact)


def _sureness(fact: Fact, keys: Sequence[str]) -> dict[str, Any]:
    """How sure the values are that were guessed, "" for the whole fact, and why no surer; else nothing."""
    said = {key: value for key in keys if isinstance(value := getattr(fact, key), Said)}
    guesses: dict[str, Fact | Said[Any]] = {"": fact, **said}
    found = {key: value for key, value in guesses.items() if value.confidence < 1}
    told = {key: {"confidence": one.confidence, "reason": one.reason} for key, one in found.items()}
    return {"sureness": told} if told else {}


def _document(text: Text, facts: Facts) -> dict[str, Any]:
    paper = facts.document
    return {
        "name": text.name,
        "media_type": text.media_type,
        "sha256": text.sha256,
        "characters": len(text.text),
        "pages": len(text.pages),
        **{
            key: plain(getattr(paper, key))
            for key in ("kind", "title", "date", "council", "council_name", "meeting_of")
        },
    }


def _decision(fact: DecisionFact) -> dict[str, Any]:
    keys = ("number", "title", "kind", "maker_name", "maker_role", "date", "date_type", "key_decision", "status",
            "retrospective", "minute", "votes", "delegated_to", "in_consultation_with")  # fmt: skip
    related = [{"ref": r.value.ref, "relation": r.value.relation} for r in fact.related]
    return _keys(fact, keys) | {"related": related, "mentioned": not fact.subject}


def _contract(fact: ContractFact, facts: Facts) -> dict[str, Any]:
    keys = ("reference", "title", "supplier", "start", "end", "latest_end", "term", "extension_options", "options_used",
            "extended_by", "extension_number", "action", "annual_value", "total_value", "new_annual_value",
            "total_paid", "legal_basis")  # fmt: skip
    return _keys(fact, keys) | {"decision": _decision_name(facts, fact.decision)}


def _decision_name(facts: Facts, index: int | None) -> str | None:
    if index is None or index >= len(facts.decisions):
        return None
    decision = facts.decisions[index]
    said = decision.number or decision.title
    return said.value if said else None


def _amount(fact: AmountFact, facts: Facts) -> dict[str, Any]:
    keys = ("value", "currency", "verbatim", "what", "kind", "approx", "bound", "upper", "per", "payee")
    contract = None
    if fact.contract is not None and fact.contract < len(facts.contracts):
        said = facts.contracts[fact.contract].reference or facts.contracts[fact.contract].title
        contract = said.value if said else None
    return _keys(fact, keys) | {"contract": contract}


def _legislation(fact: LegislationFact) -> dict[str, Any]:
    return _keys(fact, ("title", "cited_as", "id", "section"))


def _person(fact: PersonFact) -> dict[str, Any]:
    return _keys(fact, ("name", "role", "part", "org"))


def _date(fact: DateFact) -> dict[str, Any]:
    return _keys(fact, ("date", "what"))


def _delegation(fact: DelegationFact) -> dict[str, Any]:
    return _keys(fact, ("delegated_to", "in_consultation_with", "what"))
