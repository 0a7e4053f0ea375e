"""Values as literals in the one form that all engines keep: canonical decimals, durations, dates, English labels."""

import re
from decimal import Decimal

from rdflib import Literal

from councilgraph.model import Duration, PartialDate
from councilgraph.namespaces import XSD

LONGEST = 80  # code points of a printed passage that a value may hold

_CONTACT = re.compile(r"[\w.+-]+\s?@\s?[\w-]+\.[\w.-]+|(?<![\w/£.])(?:\+44\s?|0)(?:[\s()-]?\d){9,10}(?![\d])")


def decimal(value: Decimal) -> Literal:
    """A sum or other number without exponent and trailing zeros, as every engine writes it."""
    plain = format(value, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return Literal("0" if plain in ("-0", "") else plain, datatype=XSD.decimal)


def integer(value: int) -> Literal:
    """A count."""
    return Literal(value, datatype=XSD.integer)


def boolean(value: bool) -> Literal:
    """A yes or no."""
    return Literal("true" if value else "false", datatype=XSD.boolean)


def duration(value: Duration) -> Literal:
    """A duration in years, months and days only: "P36M" and "P3Y" are one literal, weeks become days."""
    count = {unit: int(n) for n, unit in re.findall(r"(\d+)([YMWD])", value.iso)}
    years, months = divmod(value.months, 12)
    days = 7 * count.get("W", 0) + count.get("D", 0)
    parts = ((years, "Y"), (months, "M"), (days, "D"))
    iso = "P" + "".join(f"{n}{unit}" for n, unit in parts if n)
    return Literal(iso if len(iso) > 1 else "P0M", datatype=XSD.duration)


def date(value: PartialDate) -> Literal:
    """A day, month or year with its datatype; an interval is a plain string."""
    kinds = {10: XSD.date, 7: XSD.gYearMonth, 4: XSD.gYear}
    if "/" in value.iso:
        return Literal(value.iso)
    return Literal(value.iso, datatype=kinds[len(value.iso)])


def text(value: str) -> Literal:
    """English text on one line."""
    return Literal(one_line(value), lang="en")


def short(value: str) -> Literal:
    """English text of at most 80 code points, cut at a word with an ellipsis: the passage has the rest."""
    return Literal(cut(one_line(value)), lang="en")


def one_line(value: str) -> str:
    """Text with single spaces."""
    return re.sub(r"\s+", " ", value).strip()


def cut(value: str) -> str:
    """Text of at most 80 code points, cut at a word with an ellipsis."""
    if len(value) <= LONGEST:
        return value
    head = value[: LONGEST - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:–-") + "…"


def without_contact(value: str) -> str:
    """Text up to the first telephone number or e-mail address."""
    at = contact_at(value)
    return value if at < 0 else value[:at].rstrip(" ,;:–-(")


def contact_at(value: str) -> int:
    """Where the first telephone number or e-mail address begins, -1 where there is none."""
    match = _CONTACT.search(value)
    return match.start() if match else -1
