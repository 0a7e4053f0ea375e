"""Tables of sums as CSV whose columns are years: each row a service or head of spending, each cell what it has."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from councilgraph.extract.located import Scalar, evidence, said
from councilgraph.extract.registers.cells import pounds
from councilgraph.model import AmountFact, DocumentFact, Facts, Text

_PLACE = "table of years"
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?\b")
_MONEY = re.compile(
    r"(?i)£|\b(?:budgets?|expenditure|spend(?:ing)?|income|cost|estimates?|precept|outturn|accounts?)\b"
)
_COUNTS = re.compile(r"(?i)%|\b(?:number|no\.|percent\w*|pupils|homes|fte|staff)(?!\w)")
_KINDS = (
    ("payment", re.compile(r"(?i)\b(?:actual|outturn|spent|paid)\b")),
    ("forecast", re.compile(r"(?i)\b(?:forecast|project(?:ed|ion))\b")),
    ("estimate", re.compile(r"(?i)\bestimate")),
    ("budget", re.compile(r"(?i)\b(?:budget|precept)")),
)


def facts(text: Text, found: Sequence[Mapping[str, Scalar]], council: str | None) -> Facts | None:
    """The sums of a table of years; None where fewer than two columns are years, or nothing speaks of money."""
    years = [head for head in found[0] if _YEAR.search(head) and not _COUNTS.search(head)] if found else []
    names = [head for head in (found[0] if found else ()) if head not in years]
    spoken = f"{text.name} {' '.join(found[0])}" if found else ""
    if len(years) < 2 or not names or not _MONEY.search(spoken):
        return None
    amounts = tuple(one for row in found for one in _sums(text, row, names[0], years, spoken))
    if not amounts:
        return None
    kind = said(text, next(iter(found[0].values())), _PLACE, "other")
    return Facts(document=DocumentFact(kind.evidence, kind=kind, council=council), amounts=amounts)


def _sums(text: Text, row: Mapping[str, Scalar], name: str, years: Sequence[str], spoken: str) -> Iterator[AmountFact]:
    """The sums of a row, one a year; none of a row without a name."""
    label = row[name].value.strip() if name in row else ""
    for head in years if re.search(r"[A-Za-z]{2}", label) else ():
        value = pounds(row[head].value) if head in row and row[head].value else None
        if value is not None and value:
            cell = row[head]
            yield AmountFact(
                (evidence(text, cell, _PLACE),),
                value=value * (1000 if "000" in head else 1),
                verbatim=text.text[cell.start : cell.end],
                what=f"{label}, {' '.join(head.split())}"[:120],
                kind=_kind(head) or _kind(spoken) or "other",
                rounded_to=Decimal(1000 if "000" in head else 1),
            )


def _kind(words: str) -> str:
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), "")
