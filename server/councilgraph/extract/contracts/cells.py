"""What one cell of a table or form says of a contract, by the head or label that it stands under."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from councilgraph.extract.amounts.money import figures, read
from councilgraph.extract.dates import find
from councilgraph.extract.durations import spell, spells
from councilgraph.extract.shadow import Shadow
from councilgraph.model import ContractFact, Duration

WITHOUT_TENDER = re.compile(r"(?i)\b(?:waivers?|exemptions?|direct awards?)\b")
VALUES = frozenset(("annual_value", "total_value"))
_SCALE = re.compile(r"£\s?['’]?(?P<thousands>0{3})|£\s?(?P<unit>m|k|millions?|thousands?)\b|\((?P<word>k|m)\)", re.I)
_ADDRESS = re.compile(r",\s(?=(?:\w+ )?\d|[A-Z]{1,2}\d|(?:Unit|Suite|Floor|PO Box|c/o)\b).*$")
_NOBODY = re.compile(
    r"(?i)(?:n/?a|tbc|tba|none|various|not (?:known|applicable|yet awarded)|to be \w+|-+|\?+)\.?"
    r"|\W*(?:(?:name )?(?:redacted|withheld)|commercially (?:sensitive|confidential)|confidential(?=\W*$))\b.*"
)
_ROW_NUMBER = re.compile(r"(?i)(?:no|nos|number|item|item no|row|serial(?: no)?)\.?|#")
_FROM = re.compile(r"(?i)\b(?:from|commencing|starting|beginning)\s(?:on\s)?$")
_YES = re.compile(
    r"(?i)(?:contract )?(?:awarded|yes|y|successful|winner|winning(?: bid(?:der)?)?|appointed|accepted"
    r"|preferred(?: bidder)?|recommended|award)(?!\w)(?! not).{0,40}|[✓✔]"
)
_NO = re.compile(r"(?i)\b(?:not|un|dis)|\bno\b|\brunner|\breserve|\bwithdr|\bfail")


def cell_value(column: str, cell: str, head: str = "") -> Iterator[tuple[str, Any]]:
    """The fields that a cell fills: nothing where it cannot be read as what its head names."""
    bare = cell.strip().strip('"')
    if not bare or not column:
        return
    if column == "reference" and bare.rstrip(".").isdigit() and _ROW_NUMBER.fullmatch(head.strip()):
        return
    if column in {"start", "end", "awarded"}:
        yield from ((column, f.date) for f in find(bare)[:1] if f.date is not None)
    elif column == "period":
        spanned = [f for f in find(bare) if f.date is not None][:2]
        yield from zip(("start", "end"), [f.date for f in spanned], strict=False)
        beyond = durations(bare[spanned[1].end :]) if len(spanned) == 2 else ()
        yield from [("extension_options", beyond)] if beyond else cell_value("term", bare)
    elif column in VALUES:
        if (value := money(bare, scale_of(head))) is not None:
            yield ("annual_value" if yearly(f"{head} {bare}") else column), value
    elif column == "term":
        parts = durations(bare, head)
        if parts:
            yield "term", parts[0]
            yield from (
                ("start", f.date) for f in find(bare)[:1] if f.date is not None and _FROM.search(bare[: f.start])
            )
        elif len(days := [f.date for f in find(bare) if f.date is not None]) == 2:
            yield from zip(("start", "end"), days, strict=True)
        if len(parts) > 1:
            yield "extension_options", parts[1:]
    elif column == "extension_options":
        if parts := durations(bare, head):
            yield column, parts
        elif days := [f.date for f in find(bare) if f.date is not None]:
            yield "extended_to", days[-1]
    elif column == "supplier":
        if not _NOBODY.fullmatch(bare):
            yield column, _ADDRESS.sub("", bare)
    else:
        yield column, bare


def yearly(text: str) -> bool:
    """Whether words say that a sum is a year's."""
    return re.search(r"(?i)per annum|annual|p\.a\.?\b|\bpa\b|a year|per year|yearly", text) is not None


def scale_of(head: str) -> str | None:
    """The unit that a head gives for the figures below it: k, m, or None for pounds."""
    match = _SCALE.search(head)
    if match is None:
        return None
    return "k" if match["thousands"] else (match["unit"] or match["word"]).lower()[0].replace("t", "k")


def money(cell: str, scale: str | None = None) -> Decimal | None:
    """The one sum of a cell, with a sign or without; None where it cannot be read as one."""
    found = figures(cell)[0]
    if found:
        return found[0].value
    bare = re.fullmatch(r"\d[\d,]*(?:\.\d+)?", cell.strip())
    return read(cell.strip(), scale)[0] if bare and not re.search(r",\d{1,2}(?!\d)", cell) else None


def durations(cell: str, head: str = "") -> tuple[Duration, ...]:
    """The durations of a cell; a bare number is of the unit that the head names, else of months."""
    found = [p for s in spells(cell) for p in s.parts]
    if not found and (bare := re.fullmatch(r"\d{1,3}(?:\s?\+\s?\d{1,3})*", cell.strip())):
        unit = "years" if re.search(r"(?i)\byears?|\byrs?", head) else "months"
        return tuple(spell(int(n), unit) for n in re.findall(r"\d+", bare[0]) if int(n))
    return tuple(found)


def won(cell: str) -> bool:
    """Whether the outcome that a cell states is that its bidder won."""
    return _YES.match(cell.strip()) is not None and _NO.search(cell) is None


def fact_of(shadow: Shadow, row: Mapping[str, tuple[Any, int, int]], action: str) -> ContractFact | None:
    """The contract of a row or block; None where too little is said to speak of one.

    The day of the award stands for the start where no other is told.
    """
    row = {"start": row["awarded"], **row} if "awarded" in row else row
    said: dict[str, Any] = {
        name: shadow.said(start, end, value) for name, (value, start, end) in row.items() if name in _FIELDS
    }
    dated = {"reference", "start", "end"} & set(said)
    if not ("supplier" in said and len(said) >= 2) and not ("title" in said and dated and len(said) >= 3):
        return None
    evidence = tuple(dict.fromkeys(e for s in said.values() for e in s.evidence))
    first = min((start, end) for _, start, end in row.values())
    return ContractFact(evidence, action=shadow.said(*first, action), **said)


_FIELDS = frozenset(
    ("reference", "title", "supplier", "start", "end", "latest_end", "term", "extension_options", *sorted(VALUES))
)
