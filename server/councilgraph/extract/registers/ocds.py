"""Procurement notices in the Open Contracting Data Standard 1.1: release and record packages to facts.

Source of the field names: https://standard.open-contracting.org/1.1/en/schema/reference/
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from councilgraph.extract.councils import council_slug, profiles
from councilgraph.extract.located import Node, Scalar, at, evidence, items, read_json, said, text_at
from councilgraph.extract.registers import ocds_contracts
from councilgraph.model import (
    AmountFact,
    ContractFact,
    DocumentFact,
    Facts,
    OrganisationFact,
    Text,
)


def facts(text: Text, council: str | None) -> Facts | None:
    """The contracts of a package of releases or records; None where the text is no such package."""
    package = read_json(text.text)
    releases = list(_releases(package))
    if not releases:
        return None
    contracts = tuple(ocds_contracts.contracts(text, releases))
    names = {name.value: name for release in releases for name in _organisations(release)}
    return Facts(
        document=_document(text, package, releases, council),
        contracts=contracts,
        amounts=tuple(_amounts(text, contracts)),
        organisations=tuple(
            OrganisationFact((evidence(text, found, "parties"),), name=name) for name, found in names.items()
        ),
    )


def _releases(package: Node | None) -> Iterator[Node]:
    """The releases of a package or list, or the one that stands alone; of a record the compiled release, else all."""
    if isinstance(package, list):
        for one in package:
            yield from _releases(one)
        return
    yield from (release for release in items(package, "releases") if text_at(release, "ocid"))
    for record in items(package, "records"):
        compiled = at(record, "compiledRelease")
        single = [release for release in items(record, "releases") if text_at(release, "ocid")]
        yield from [compiled] if compiled is not None else single
    if text_at(package, "ocid") and any(at(package, key) is not None for key in ("tender", "awards", "contracts")):
        yield from [package] if package is not None else []


def _document(text: Text, package: Node | None, releases: Sequence[Node], council: str | None) -> DocumentFact:
    release = releases[0]
    buyers = {found.value for one in releases if (found := _buyer(one))}
    buyer = _buyer(release)
    title = text_at(release, "tender.title")
    date = text_at(release, "date") or text_at(package, "publishedDate")
    mark = title or buyer or text_at(release, "ocid") or Scalar(text.text[:1], 0, 1)
    name = said(text, buyer, "buyer", buyer.value) if buyer else None
    given = council if council is None or council in profiles() else council_slug(council)
    return DocumentFact(
        (evidence(text, mark, "tender"),),
        kind=said(text, mark, "tender", "notice"),
        title=said(text, title, "tender", title.value) if title else None,
        date=ocds_contracts.day_at(text, date, "date"),
        council=given or (council_slug(buyer.value) if buyer and len(buyers) == 1 else None),
        council_name=name,
    )


def _buyer(release: Node) -> Scalar | None:
    """The buyer's name, from the parties where the release gives none of its own."""
    for party in items(release, "parties"):
        roles = [role.value for role in items(party, "roles") if isinstance(role, Scalar)]
        if "buyer" in roles and text_at(release, "buyer.name") is None:
            return text_at(party, "name")
    return text_at(release, "buyer.name")


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
