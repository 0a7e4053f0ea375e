"""The amounts of a paper that are the value of one of its contracts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from councilgraph.model import AmountFact, ContractFact

_MONEY = ("annual_value", "total_value", "total_paid")
_KINDS = {"annual_value": "annual", "total_value": "total", "total_paid": "payment"}
_UNSIGNED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d{4,}(?:\.\d\d)?")
_OFFERED = re.compile(r"(?i)\bquot|\bestimate|\bpurchas|\bfees?\b|\bhire\b")


def linked(amounts: Sequence[AmountFact], found: Sequence[ContractFact]) -> tuple[AmountFact, ...]:
    """The amounts, those that are a contract's value with the contract's index and their role."""
    roles = {
        said.value: (index, name)
        for index, fact in reversed(list(enumerate(found)))
        for name in (*_MONEY, "new_annual_value")
        if (said := getattr(fact, name)) is not None
    }
    small = [not (f.start or f.end or f.term or f.reference) for f in found]
    known = (_linked(a, *roles[a.value], small[roles[a.value][0]]) if a.value in roles else a for a in amounts)
    return (*known, *_unlisted(amounts, found))


def _unlisted(amounts: Sequence[AmountFact], found: Sequence[ContractFact]) -> Iterator[AmountFact]:
    """The values of contracts that stand in rows as bare numbers, where no rule for tables took them for sums."""
    values = {amount.value for amount in amounts}
    for index, fact in enumerate(found):
        for role in _MONEY:
            said = getattr(fact, role)
            if said is None or said.value in values or _UNSIGNED.fullmatch(said.evidence[0].quote.strip()) is None:
                continue
            values.add(said.value)
            yield AmountFact(
                evidence=said.evidence[:1],
                value=said.value,
                verbatim=said.evidence[0].quote.strip(),
                what=fact.title.value if fact.title else "",
                kind=_KINDS[role],
                contract=index,
                role=role,
            )


def _linked(amount: AmountFact, contract: int, role: str, small: bool) -> AmountFact:
    """An amount with its part in a contract; a register's column tells its kind where no words do.

    What is quoted for a small piece of work stays a price.
    """
    kind = amount.kind
    offered = kind == "price" and small and _OFFERED.search(amount.what)
    if kind in {"other", "price", "budget"} and role in {"annual_value", "total_value"} and not offered:
        kind = _KINDS[role]
    return replace(amount, contract=contract, role=role, kind=kind)
