"""Procurement notices in the Open Contracting Data Standard 1.1: release and record packages to facts.

Source of the field names: https://standard.open-contracting.org/1.1/en/schema/reference/
"""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from councilgraph.extract.councils import council_slug, profiles
from councilgraph.extract.located import Node, Scalar, at, evidence, items, read_json, said, text_at
from councilgraph.model import (
    AmountFact,
    ContractFact,
    DocumentFact,
    Duration,
    Evidence,
    Facts,
    OrganisationFact,
    PartialDate,
    Said,
    Text,
)

_REFERENCE = re.compile(r"(?=[^\s]*\d)(?=[^\s]*[A-Za-z])[\w./-]{4,24}")
_NOTICE_ID = re.compile(r"(?i)ocds-.*|[0-9a-f]{8}-[0-9a-f-]{20,}|\d{6}-\d{4}")


def facts(text: Text, council: str | None) -> Facts | None:
    """The contracts of a package of releases or records; None where the text is no such package."""
    package = read_json(text.text)
    releases = list(_releases(package))
    if not releases:
        return None
    contracts = tuple(fact for release in releases for fact in _contracts(text, release))
    names = {name.value: name for release in releases for name in _organisations(release)}
    return Facts(
        document=_document(text, package, releases[0], council),
        contracts=contracts,
        amounts=tuple(_amounts(text, contracts)),
        organisations=tuple(
            OrganisationFact((evidence(text, found, "parties"),), name=name) for name, found in names.items()
        ),
    )


def _releases(package: Node | None) -> Iterator[Node]:
    """The releases of a package; of a record the compiled release, else the latest one."""
    yield from (release for release in items(package, "releases") if text_at(release, "ocid"))
    for record in items(package, "records"):
        compiled, single = at(record, "compiledRelease"), items(record, "releases")
        yield from [compiled] if compiled is not None else single[-1:]


def _document(text: Text, package: Node | None, release: Node, council: str | None) -> DocumentFact:
    buyer = text_at(release, "buyer.name") or text_at(release, "parties.name")
    title = text_at(release, "tender.title")
    date = text_at(package, "publishedDate") or text_at(release, "date")
    mark = title or buyer or text_at(release, "ocid") or Scalar(text.text[:1], 0, 1)
    name = said(text, buyer, "buyer", buyer.value) if buyer else None
    given = council if council is None or council in profiles() else council_slug(council)
    return DocumentFact(
        (evidence(text, mark, "tender"),),
        kind=said(text, mark, "tender", "notice"),
        title=said(text, title, "tender", title.value) if title else None,
        date=_day(text, date, "date"),
        council=given or (council_slug(buyer.value) if buyer else None),
        council_name=name,
    )


def _contracts(text: Text, release: Node) -> Iterator[ContractFact]:
    """One fact for each contract signed; for each award without one; else for the tender."""
    awards = {found.value: award for award in items(release, "awards") if (found := text_at(award, "id"))}
    signed = items(release, "contracts")
    taken = {found.value for contract in signed if (found := text_at(contract, "awardID"))}
    for contract in signed:
        award_id = text_at(contract, "awardID")
        yield _contract(text, release, awards.get(award_id.value) if award_id else None, contract)
    for key, award in awards.items():
        if key not in taken:
            yield _contract(text, release, award, None)
    if not awards and not signed and text_at(release, "tender.title"):
        yield _contract(text, release, None, None)


def _contract(text: Text, release: Node, award: Node | None, contract: Node | None) -> ContractFact:
    tender = at(release, "tender")
    places = [(contract, "contracts"), (award, "awards"), (tender, "tender")]
    title = next((said(text, t, where, t.value) for node, where in places if (t := text_at(node, "title"))), None)
    supplier = next((s for one in items(award, "suppliers") if (s := text_at(one, "name"))), None)
    period = [(at(contract, "period"), "contracts"), (at(award, "contractPeriod"), "awards")]
    period += [(at(tender, "contractPeriod"), "tender")]
    period += [(at(lot, "contractPeriod"), "tender") for lot in items(tender, "lots")[:1]]
    amended = items(contract, "amendments")
    action = ("extend" if _prolongs(amended) else "vary") if amended else "award" if award or contract else "procure"
    values = [(node, where) for node, where in places if text_at(node, "value.amount")]
    mark = next(
        (m for node, _ in places if (m := text_at(node, "id") or text_at(node, "title"))), text_at(release, "ocid")
    )
    evident = (evidence(text, mark, "contracts"),) if mark else (Evidence("", 0, 1, text.text[:1]),)
    return ContractFact(
        evident,
        reference=_reference(text, release, places),
        title=title,
        supplier=said(text, supplier, "awards", supplier.value) if supplier else None,
        start=_first(text, period, "startDate"),
        end=_first(text, period, "endDate"),
        latest_end=_first(text, period, "maxExtentDate"),
        term=_term(text, period),
        action=Said(action, evident),
        total_value=_value(text, values[0][0], values[0][1]) if values else None,
    )


def _prolongs(amendments: list[Node]) -> bool:
    words = " ".join(
        found.value for one in amendments for key in ("rationale", "description") if (found := text_at(one, key))
    )
    return re.search(r"(?i)\b(?:extend|extension|prolong|renew)", words) is not None


def _reference(text: Text, release: Node, places: list[tuple[Node | None, str]]) -> Said[str] | None:
    """The first identifier that looks like a reference of the buyer's own, else the process's open contracting ID."""
    for node, where in places:
        found = text_at(node, "id")
        if found and _REFERENCE.fullmatch(found.value) and not _NOTICE_ID.fullmatch(found.value):
            return said(text, found, where, found.value)
    ocid = text_at(release, "ocid")
    return said(text, ocid, "ocid", ocid.value) if ocid else None


def _first(text: Text, periods: list[tuple[Node | None, str]], key: str) -> Said[PartialDate] | None:
    return next((day for node, where in periods if (day := _day(text, text_at(node, key), where))), None)


def _day(text: Text, found: Scalar | None, where: str) -> Said[PartialDate] | None:
    try:
        return said(text, found, where, PartialDate(found.value[:10])) if found else None
    except ValueError:
        return None


def _term(text: Text, periods: list[tuple[Node | None, str]]) -> Said[Duration] | None:
    found = next((t for node, _ in periods if (t := text_at(node, "durationInDays"))), None)
    return said(text, found, "period", Duration(f"P{found.value}D")) if found and found.value.isdigit() else None


def _value(text: Text, node: Node | None, where: str) -> Said[Decimal] | None:
    """The value in pounds; another currency is no fact here."""
    amount, currency = text_at(node, "value.amount"), text_at(node, "value.currency")
    if amount is None or (currency and currency.value != "GBP"):
        return None
    try:
        return said(text, amount, where, Decimal(amount.value))
    except InvalidOperation:
        return None


def _amounts(text: Text, contracts: tuple[ContractFact, ...]) -> Iterator[AmountFact]:
    for index, contract in enumerate(contracts):
        value = contract.total_value
        if value is not None:
            yield AmountFact(
                value.evidence,
                value=value.value,
                verbatim=value.evidence[0].quote,
                what=f"value of the contract {contract.title.value if contract.title else ''}".strip(),
                kind="total",
                rounded_to=Decimal("0.01"),
                contract=index,
                role="total_value",
            )


def _organisations(release: Node) -> Iterator[Scalar]:
    for party in items(release, "parties"):
        if found := text_at(party, "name"):
            yield found
    for award in items(release, "awards"):
        yield from (found for one in items(award, "suppliers") if (found := text_at(one, "name")))
