"""Values of the graph as people write them: dates, money, lengths of time, yes and no."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

from rdflib import Literal, URIRef
from rdflib.term import Identifier

from councilgraph.namespaces import CG, SDO, XSD

_MONEY = {
    str(term) for term in (CG.annualValue, CG.totalValue, CG.totalPaid, CG.upperValue, CG.difference, SDO.value)
}
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}


def words(value: Identifier, predicate: str = "") -> str:
    """A value in words; of IRIs the value itself, since their labels come from the graph."""
    if isinstance(value, URIRef) or not isinstance(value, Literal):
        return str(value)
    text = str(value)
    if predicate in _MONEY:
        return money(text)
    if value.datatype == XSD.boolean:
        return "yes" if text in ("true", "1") else "no"
    if value.datatype in (XSD.date, XSD.gYearMonth, XSD.gYear, XSD.dateTime):
        return day(text)
    return length(text) if value.datatype == XSD.duration else text


def money(text: str) -> str:
    """A decimal as pounds: £321,557 or £325,484.88."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    whole = value == value.to_integral_value()
    return f"{'-' if value < 0 else ''}£{abs(value):,.{0 if whole else 2}f}"


def day(text: str) -> str:
    """An ISO date in words, as exactly as it is known: 27 November 2025, April 2026, 2016."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?", text)
    if match is None:
        return text
    year, month, number = match.groups()
    if month is None:
        return year
    name = dt.date(int(year), int(month), 1).strftime("%B")
    return f"{int(number)} {name} {year}" if number else f"{name} {year}"


def length(text: str) -> str:
    """An ISO duration in words: 3 years, 1 year and 6 months."""
    parts = re.findall(r"(\d+)([YMWD])", text.partition("T")[0])
    said = [f"{int(n)} {_UNITS[unit]}{'s' if int(n) != 1 else ''}" for n, unit in parts]
    return " and ".join(said) or text
