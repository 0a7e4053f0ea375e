"""What a cell of a register holds: a sum in pounds, a day."""

import re
from decimal import Decimal

from councilgraph.extract import dates
from councilgraph.extract.amounts import money
from councilgraph.extract.located import Scalar
from councilgraph.model import PartialDate

_NOTES = re.compile(
    r"(?i)\s*(?:p\.?a\.?|per annum|\(?(?:inc(?:l\.?|luding)?|ex(?:cl?\.?|cluding)?|\+|plus) vat\)?"
    r"|approx(?:imately)?\.?|est\.?|circa|c\.)\s*"
)


def pounds(cell: str) -> Decimal | None:
    """The amount of a cell in pounds: with a sign or without, None where it holds no single amount."""
    plain = _NOTES.sub("", cell).strip()
    found, _ = money.figures(plain if re.search(r"[£€$]|GBP", plain) else f"£{plain}")
    return found[0].value if len(found) == 1 and found[0].currency == "GBP" and found[0].upper is None else None


def day(cell: Scalar | None) -> PartialDate | None:
    """The first date of a cell, None where it has none."""
    found = dates.first(cell.value) if cell is not None else None
    return found.date if found is not None else None


def words(cell: Scalar | None) -> str | None:
    """What a cell says in words, None where it says nothing, or no more than that nothing is known."""
    told = " ".join(cell.value.split()) if cell is not None else ""
    return told if re.search(r"[A-Za-z]{2}", told) and _UNKNOWN.fullmatch(told) is None else None


def supplier_is(sort: str, cell: Scalar, asked: bool) -> bool | None:
    """Whether a cell says that the supplier is "small" or "voluntary"; `asked` where the head asks just that."""
    told = " ".join(cell.value.split()).lower()
    if _UNKNOWN.fullmatch(told) is not None:
        return None
    if asked and re.match(r"(?:yes|y|true|no|n|false|none)\b", told):
        return told[0] in "yt"
    if _SORTS[sort].search(told) is not None:
        return re.search(r"\b(?:not|non)\b", told) is None
    return False if not asked and _OTHERS.fullmatch(told) is not None else None


_UNKNOWN = re.compile(r"(?i)(?:tbc|tba|n/?a|not (?:known|applicable|stated)|unknown|-*)\.?")
_SORTS = {
    "small": re.compile(r"\bsmes?\b|\bsmall\b|\bmicro\b|\bmedium\b"),
    "voluntary": re.compile(
        r"\bv(?:cs|co|cse)s?\b|\bvoluntary\b|\bthird sector\b|\bcharit|\bcommunity (?:sector|interest|organi)"
    ),
}
_OTHERS = re.compile(r"large(?: \w+)*|sme|smes|small(?: \w+)*|vcse?|voluntary.*|neither|none|no|private(?: \w+)*|other")
