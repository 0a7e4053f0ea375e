"""Registers of contracts as CSV: each row a contract, each cell its own evidence."""

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import TypeVar

from councilgraph import resources
from councilgraph.extract import dates, money
from councilgraph.extract.councils import council_slug, profiles
from councilgraph.extract.located import Scalar, evidence, rows, said
from councilgraph.model import AmountFact, ContractFact, DocumentFact, Facts, PartialDate, Said, Text

V = TypeVar("V")
_NOTES = re.compile(r"(?i)\s*(?:p\.?a\.?|per annum|inc(?:l\.?|luding)? vat|ex(?:cl?\.?|cluding)? vat)\s*")
_PLACE = "register of contracts"


def facts(text: Text, council: str | None) -> Facts | None:
    """The contracts of a register; None where the head has neither title nor supplier with a date or value."""
    found = list(rows(text.text))
    columns = _columns(found[0]) if found else {}
    known = set(columns)
    if not {"title", "description"} & known or len({"supplier", "start", "end", "total_value"} & known) < 2:
        return None
    contracts = tuple(fact for row in found if (fact := _contract(text, row, columns)) is not None)
    unsure = tuple(
        f"{text.name}: “{cell.value}” under “{columns[key]}” is no amount that can be read."
        for row in found
        for key in ("total_value", "annual_value")
        if (cell := row.get(columns.get(key, ""))) and re.search(r"\d", cell.value) and _pounds(cell.value) is None
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


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    path = resources.folder("data") / "lexicons" / "register_columns.toml"
    lexicon = tomllib.loads(path.read_text(encoding="utf-8"))
    return {field: re.compile("|".join(names), re.IGNORECASE) for field, names in lexicon.items()}


def _columns(row: Mapping[str, Scalar]) -> dict[str, str]:
    """Which column holds which field: the first head that a field's words match as a whole."""
    found: dict[str, str] = {}
    for field, pattern in _patterns().items():
        head = next((h for h in row if pattern.fullmatch(" ".join(h.split())) and h not in found.values()), None)
        if head is not None:
            found[field] = head
    return found


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
        supplier=told("supplier", cells["supplier"].value) if "supplier" in cells else None,
        start=told("start", _day(cells.get("start"))),
        end=told("end", _day(cells.get("end"))),
        latest_end=told("latest_end", _day(cells.get("latest_end"))),
        annual_value=told("annual_value", _pounds(cells["annual_value"].value)) if "annual_value" in cells else None,
        total_value=told("total_value", _pounds(cells["total_value"].value)) if "total_value" in cells else None,
        action=said(text, title, _PLACE, "register entry"),
    )


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


def _day(cell: Scalar | None) -> PartialDate | None:
    found = dates.first(cell.value) if cell is not None else None
    return found.date if found is not None else None


def _pounds(cell: str) -> Decimal | None:
    """The amount of a cell in pounds: with a sign or without, None where it holds no single amount."""
    plain = _NOTES.sub("", cell).strip()
    found, _ = money.figures(plain if re.search(r"[£€$]|GBP", plain) else f"£{plain}")
    return found[0].value if len(found) == 1 and found[0].currency == "GBP" and found[0].upper is None else None
