"""Registers of contracts as CSV: each row a contract, each cell its own evidence."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from councilgraph.extract.contracts.cells import cell_value
from councilgraph.extract.councils import council_slug, profiles
from councilgraph.extract.located import Scalar, evidence, rows, said
from councilgraph.extract.registers import grants, years
from councilgraph.extract.registers.cells import day, pounds, supplier_is, words
from councilgraph.extract.registers.columns import columns as columns_of
from councilgraph.model import AmountFact, ContractFact, DocumentFact, Facts, Said, Text

V = TypeVar("V")
_TIMES = frozenset(("start", "end", "latest_end", "term"))  # grants and payments have none
_PLACE = "register of contracts"


def facts(text: Text, council: str | None) -> Facts | None:
    """The contracts of a register, or the grants, or the sums of a table of years; None where the heads are of none."""
    found = list(rows(text.text))
    columns = columns_of(found[0], "contracts") if found else {}
    known = set(columns)
    spoken = _TIMES & known or (found and re.search(r"(?i)contract|agreement", " ".join(found[0])))
    named = {"title", "description"} & known
    if not named or not spoken or len({"supplier", "start", "end", "total_value"} & known) < 2:
        return grants.facts(text, found, council) or years.facts(text, found, council)
    contracts = tuple(fact for row in found if (fact := _contract(text, row, columns)) is not None)
    unsure = tuple(
        f"{text.name}: “{cell.value}” under “{columns[key]}” is no amount that can be read."
        for row in found
        for key in ("total_value", "annual_value")
        if (cell := row.get(columns.get(key, ""))) and re.search(r"\d", cell.value) and pounds(cell.value) is None
    )
    given = council if council is None or council in profiles() else council_slug(council)
    head = next(iter(found[0].values()))
    kind = said(text, head, _PLACE, "contract register")
    return Facts(
        document=DocumentFact(kind.evidence, kind=kind, council=given),
        contracts=contracts,
        amounts=tuple(amount for index, fact in enumerate(contracts) for amount in _amounts(index, fact)),
        unsure=unsure,
    )


def _contract(text: Text, row: Mapping[str, Scalar], columns: Mapping[str, str]) -> ContractFact | None:
    cells = {field: row[head] for field, head in columns.items() if head in row and row[head].value}
    title = cells.get("title") or cells.get("description")
    if title is None:
        return None

    def told(field: str, value: V | None) -> Said[V] | None:
        return said(text, cells[field], _PLACE, value) if field in cells and value is not None else None

    whole = tuple(evidence(text, cell, _PLACE) for cell in (cells.get("reference", title), title))
    return ContractFact(
        tuple(dict.fromkeys(whole)),
        reference=told("reference", cells["reference"].value) if "reference" in cells else None,
        title=said(text, title, _PLACE, title.value),
        supplier=told("supplier", _read("supplier", cells.get("supplier"))),
        department=told("department", words(cells.get("department"))),
        route=told("route", words(cells.get("route"))),
        small=_sort(text, cells, "small"),
        voluntary=_sort(text, cells, "voluntary"),
        start=told("start", day(cells.get("start"))),
        end=told("end", day(cells.get("end"))),
        latest_end=told("latest_end", day(cells.get("latest_end"))),
        term=told("term", _read("term", cells.get("term"), columns.get("term", ""))),
        extension_options=told("options", _read("extension_options", cells.get("options"), columns.get("options", ""))),
        annual_value=told("annual_value", pounds(cells["annual_value"].value)) if "annual_value" in cells else None,
        total_value=told("total_value", pounds(cells["total_value"].value)) if "total_value" in cells else None,
        action=said(text, title, _PLACE, "register entry"),
    )


def _sort(text: Text, cells: Mapping[str, Scalar], sort: str) -> Said[bool] | None:
    """Whether the supplier is of a sort: under a head of its own, or under one for sorts of suppliers."""
    for column in (sort, "supplier_sort"):
        cell = cells.get(column)
        answer = supplier_is(sort, cell, column == sort) if cell is not None else None
        if cell is not None and answer is not None:
            return said(text, cell, _PLACE, answer)
    return None


def _read(field: str, cell: Scalar | None, head: str = "") -> Any:
    """A cell read as what its column holds, None where it says nothing of it."""
    return dict(cell_value(field, cell.value, head)).get(field) if cell is not None else None


def _amounts(index: int, fact: ContractFact) -> list[AmountFact]:
    found = (("annual", "annual_value", fact.annual_value), ("total", "total_value", fact.total_value))
    title = fact.title.value if fact.title else "contract"
    return [
        AmountFact(
            value.evidence,
            value=value.value,
            verbatim=value.evidence[0].quote,
            what=f"{kind} value of {title}",
            kind=kind,
            per="annum" if kind == "annual" else None,
            contract=index,
            role=role,
        )
        for kind, role, value in found
        if value is not None
    ]
