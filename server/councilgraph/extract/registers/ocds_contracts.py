"""The contracts of releases: each one signed, else each award, else the tender; the latest release counts.

Source of the field names: https://standard.open-contracting.org/1.1/en/schema/reference/
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from councilgraph.extract.contracts.terms import clues
from councilgraph.extract.located import Node, Scalar, at, evidence, items, said, text_at
from councilgraph.model import ContractFact, Duration, Evidence, PartialDate, Said, Text

_REFERENCE = re.compile(r"(?=[^\s]*\d)(?=[^\s]*[A-Za-z])[\w./-]{4,24}")
_NOTICE_ID = re.compile(r"(?i)ocds-.*|[0-9a-f]{8}-[0-9a-f-]{20,}|\d{6}-\d{4}|tender_\d+/\d+")
_VOID = frozenset(("cancelled", "unsuccessful", "withdrawn"))

Place = tuple[Node | None, str]  # a node, and the section that it is evidence under
Key = tuple[str, ...]  # process, buyer, contract or award, supplier


@dataclass(frozen=True, slots=True)
class _Told:
    """A contract as one release tells it."""

    key: Key
    fact: ContractFact


def contracts(text: Text, releases: Sequence[Node]) -> list[ContractFact]:
    """The contracts of releases, each as its latest release tells it, with what only an earlier one says."""
    known: dict[Key, ContractFact] = {}
    for release in sorted(releases, key=_dated):
        told = list(_told(text, release))
        if any(one.key[2] for one in told):
            known.pop((*_process(release), "", ""), None)  # what was out to tender is awarded now
        for one in told:
            if not one.key[2] and any(key[:2] == one.key[:2] for key in known if key[2]):
                continue
            known[one.key] = _completed(one.fact, known.get(one.key))
    return list(known.values())


def _dated(release: Node) -> str:
    date = text_at(release, "date")
    return date.value if date else ""


def _process(release: Node) -> tuple[str, str]:
    """The process and its buyer: some identifiers are used by several buyers."""
    ocid, buyer = text_at(release, "ocid"), text_at(release, "buyer.name")
    return ocid.value if ocid else "", buyer.value if buyer else ""


def _completed(fact: ContractFact, before: ContractFact | None) -> ContractFact:
    if before is None:
        return fact
    names = ("title", "start", "end", "latest_end", "term", "extension_options", "total_value")
    return replace(fact, **{n: getattr(before, n) for n in names if getattr(fact, n) is None})


def _told(text: Text, release: Node) -> Iterator[_Told]:
    """One fact for each contract signed and supplier; for each award without contract; else for the tender."""
    awards = {found.value: award for award in items(release, "awards") if (found := text_at(award, "id"))}
    signed = items(release, "contracts")
    taken = {found.value for contract in signed if (found := text_at(contract, "awardID"))}
    for contract in signed:
        number = text_at(contract, "awardID")
        yield from _of_suppliers(text, release, awards.get(number.value) if number else None, contract)
    for key, award in awards.items():
        if key not in taken:
            yield from _of_suppliers(text, release, award, None)
    if not awards and not signed and text_at(release, "tender.title") and not _void(at(release, "tender")):
        yield _Told((*_process(release), "", ""), _contract(text, release, None, None, None))


def _of_suppliers(text: Text, release: Node, award: Node | None, contract: Node | None) -> Iterator[_Told]:
    """The contract once for each supplier that an award names."""
    if _void(award) or _void(contract):
        return
    mark = text_at(contract, "id") or text_at(award, "id")
    named = [name for one in items(award, "suppliers") if (name := _name(release, one))]
    suppliers: Sequence[Scalar | None] = named or [None]
    for supplier in suppliers:
        key = (*_process(release), mark.value if mark else "?", supplier.value if supplier else "")
        yield _Told(key, _contract(text, release, award, contract, supplier))


def _name(release: Node, supplier: Node) -> Scalar | None:
    """A supplier's name, from the list of parties where the award gives only its identifier."""
    identifier = text_at(supplier, "id")
    if (name := text_at(supplier, "name")) is not None or identifier is None:
        return name
    for party in items(release, "parties"):
        if (known := text_at(party, "id")) is not None and known.value == identifier.value:
            return text_at(party, "name")
    return None


def _void(node: Node | None) -> bool:
    status = text_at(node, "status")
    return status is not None and status.value in _VOID


def _contract(
    text: Text, release: Node, award: Node | None, contract: Node | None, supplier: Scalar | None
) -> ContractFact:
    tender, lot = at(release, "tender"), _lot(release, award, contract)
    places: list[Place] = [(contract, "contracts"), (award, "awards"), (lot, "tender"), (tender, "tender")]
    period: list[Place] = [(at(contract, "period"), "contracts"), (at(award, "contractPeriod"), "awards")]
    period += [(at(lot, "contractPeriod"), "tender"), (at(tender, "contractPeriod"), "tender")]
    marks = (text_at(node, "id") or text_at(node, "title") for node, _ in places)
    mark = next((m for m in marks if m is not None), text_at(release, "ocid"))
    evident = (evidence(text, mark, "contracts"),) if mark else (Evidence("", 0, 1, text.text[:1]),)
    return ContractFact(
        evident,
        reference=_reference(text, release, places),
        title=_title(text, places, len(items(tender, "lots"))),
        supplier=said(text, supplier, "awards", supplier.value) if supplier else None,
        start=_first(text, period, "startDate"),
        end=_first(text, period, "endDate"),
        latest_end=_first(text, period, "maxExtentDate"),
        term=_term(text, period),
        extension_options=_options(text, lot),
        action=Said(_action(award, contract), evident),
        total_value=_value(text, places if award is None and contract is None else places[:2]) or _sole(text, release),
    )


def _lot(release: Node, award: Node | None, contract: Node | None) -> Node | None:
    """The lot that an award or contract is of; the only lot where there is one."""
    lots = items(release, "tender.lots")
    for node in (contract, award):
        for number in items(node, "relatedLots"):
            for lot in lots:
                name = text_at(lot, "id")
                if isinstance(number, Scalar) and name is not None and name.value == number.value:
                    return lot
    return lots[0] if len(lots) == 1 or (award is None and lots) else None


def _title(text: Text, places: Sequence[Place], lots: int) -> Said[str] | None:
    """The title of the contract, award, lot (where there are several) or tender."""
    for index, (node, where) in enumerate(places):
        found = text_at(node, "title")
        if found is not None and (index != 2 or lots > 1):
            return said(text, found, where, found.value)
    return None


def _action(award: Node | None, contract: Node | None) -> str:
    status = text_at(contract, "status")
    if status is not None and status.value == "terminated":
        return "terminate"
    amended = items(contract, "amendments")
    if amended:
        return "extend" if _prolongs(amended) else "vary"
    if award is None and contract is None:
        return "procure"
    return "award"


def _prolongs(amendments: Sequence[Node]) -> bool:
    words = " ".join(
        found.value for one in amendments for key in ("rationale", "description") if (found := text_at(one, key))
    )
    return re.search(r"(?i)\b(?:extend|extension|prolong|renew)", words) is not None


def _reference(text: Text, release: Node, places: Sequence[Place]) -> Said[str] | None:
    """The first identifier that looks like a reference of the buyer's own, else the process's open contracting ID."""
    for node, where in places:
        found = text_at(node, "id")
        if found and _REFERENCE.fullmatch(found.value) and not _NOTICE_ID.fullmatch(found.value):
            return said(text, found, where, found.value)
    ocid = text_at(release, "ocid")
    return said(text, ocid, "ocid", ocid.value) if ocid else None


def _first(text: Text, periods: Sequence[Place], key: str) -> Said[PartialDate] | None:
    return next((day for node, where in periods if (day := day_at(text, text_at(node, key), where))), None)


def day_at(text: Text, found: Scalar | None, where: str) -> Said[PartialDate] | None:
    """The day that a value starts with, None where it is no date."""
    try:
        return said(text, found, where, PartialDate(found.value[:10])) if found else None
    except ValueError:
        return None


def _term(text: Text, periods: Sequence[Place]) -> Said[Duration] | None:
    found = next((t for node, _ in periods if (t := text_at(node, "durationInDays"))), None)
    return said(text, found, "period", Duration(f"P{found.value}D")) if found and found.value.isdigit() else None


def _options(text: Text, lot: Node | None) -> Said[tuple[Duration, ...]] | None:
    """The extensions that a lot's renewal describes in words: "2 one-year extension options"."""
    found = text_at(lot, "renewal.description")
    told = clues(found.value, 0, len(found.value)) if found else ()
    options = next((clue.value for clue in told if clue.field == "extension_options"), None)
    return said(text, found, "tender", options) if found and options else None


def _value(text: Text, places: Sequence[Place]) -> Said[Decimal] | None:
    """The first value in pounds; another currency is no fact here."""
    for node, where in places:
        amount, currency = text_at(node, "value.amount"), text_at(node, "value.currency")
        if amount is None or (currency and currency.value != "GBP"):
            continue
        try:
            return said(text, amount, where, Decimal(amount.value))
        except InvalidOperation:
            continue
    return None


def _sole(text: Text, release: Node) -> Said[Decimal] | None:
    """What the tender is worth, where it has led to one award only and that states no value."""
    single = len(items(release, "awards")) == 1 and len(items(release, "contracts")) < 2
    return _value(text, [(at(release, "tender"), "tender")]) if single else None
