"""What a cell of a register holds: a sum in pounds, a day."""

import re
from decimal import Decimal

from councilgraph.extract import dates, money
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
