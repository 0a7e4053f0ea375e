"""Registers of grants as CSV: each row a sum, whom it goes to and what it is for."""

import re
from collections.abc import Mapping, Sequence

from councilgraph.extract.located import Scalar, evidence, said
from councilgraph.extract.registers.cells import pounds
from councilgraph.extract.registers.columns import columns as columns_of
from councilgraph.model import AmountFact, DocumentFact, Facts, Text

_PLACE = "register of grants"
_GRANTS = re.compile(r"(?i)\bgrants?\b|beneficiar|recipient|voluntary")


def facts(text: Text, found: Sequence[Mapping[str, Scalar]], council: str | None) -> Facts | None:
    """The grants of a register; None where neither its heads nor the lines above them speak of grants."""
    columns = columns_of(found[0], "grants") if found else {}
    if not {"payee", "amount"} <= set(columns) or not _GRANTS.search(text.text[:1500]):
        return None
    if not _GRANTS.search(" ".join(found[0])) and not _GRANTS.search(f"{text.name} {_above(text, found[0])}"):
        return None
    kind = said(text, next(iter(found[0].values())), _PLACE, "grant register")
    amounts = tuple(grant for row in found if (grant := _grant(text, row, columns)) is not None)
    return Facts(document=DocumentFact(kind.evidence, kind=kind, council=council), amounts=amounts)


def _above(text: Text, row: Mapping[str, Scalar]) -> str:
    """What stands above the first row: title lines and heads."""
    return text.text[: min(cell.start for cell in row.values() if cell.value)]


def _grant(text: Text, row: Mapping[str, Scalar], columns: Mapping[str, str]) -> AmountFact | None:
    """The sum of a row; None for a total or a cell that is no sum."""
    payee, cell = row.get(columns["payee"]), row.get(columns["amount"])
    value = pounds(cell.value) if cell is not None else None
    if (
        payee is None
        or cell is None
        or value is None
        or not payee.value
        or re.match(r"(?i)(?:grand )?total", payee.value)
    ):
        return None
    purpose = row.get(columns.get("purpose", ""))
    return AmountFact(
        (evidence(text, cell, _PLACE),),
        value=value,
        verbatim=text.text[cell.start : cell.end],
        what=(purpose.value if purpose and purpose.value else f"grant to {payee.value}")[:120],
        kind="grant",
        payee=payee.value,
    )
