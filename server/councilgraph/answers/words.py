"""Values as people write them, and as machines read them."""

import re
from decimal import Decimal, InvalidOperation

from rdflib import Literal
from rdflib.term import Identifier

from councilgraph.model import PartialDate
from councilgraph.namespaces import CG, CODE, SDO, XSD

_MONEY = frozenset(map(str, (CG.annualValue, CG.totalValue, CG.totalPaid, CG.newAnnualValue, CG.upperValue, SDO.value)))
_PERCENT = frozenset(map(str, (CG.impliedGrowth, CG.growthByChange)))
_PLAIN = frozenset(map(str, (CG.confidence, CG.difference)))  # a difference is in pounds, days or what else it is of
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute"}
_DATES = frozenset({XSD.date, XSD.gYearMonth, XSD.gYear, XSD.dateTime})
_DURATIONS = frozenset({XSD.duration, XSD.dayTimeDuration, XSD.yearMonthDuration})
CORRECTION = "correction"  # the title of what stands where others have a passage
_CLOCK = re.compile(r"(?<=\d)[TZ+].*")  # a time or a zone after the day
_DAY = re.compile(r"\d{4}-\d\d-\d\d")  # the first or last of several dates comes as text
_INTERVAL = re.compile(r"\d{4}(-\d\d){0,2}/\d{4}(-\d\d){0,2}")


def label(term: Identifier, predicate: str = "") -> str:
    """A value in words; `predicate` is the property that it is the value of, where known."""
    text = str(term)
    if not isinstance(term, Literal):
        return _name(text)
    if term.datatype in _DATES or _INTERVAL.fullmatch(text) or _DAY.fullmatch(text):
        return day(text)
    if term.datatype in _DURATIONS:
        return duration(text)
    if term.datatype == XSD.boolean:
        return "yes" if text in ("true", "1") else "no"
    if predicate in _PERCENT:
        return f"{number(text)} %"
    if term.datatype == XSD.integer and predicate not in _MONEY:
        return number(text)
    if predicate in _MONEY or (term.datatype == XSD.decimal and predicate not in _PLAIN):
        return money(text)
    return text


def value(term: Identifier) -> str:
    """A value for machines: ISO dates, plain decimals, true and false, IRIs."""
    text = str(term)
    if not isinstance(term, Literal):
        return text
    if term.datatype == XSD.boolean:
        return "true" if text in ("true", "1") else "false"
    return plain(text) if term.datatype in (XSD.decimal, XSD.double, XSD.integer) else text


def plain(text: str) -> str:
    """A number without exponent, sign of plus or trailing zeros."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return text
    if not found.is_finite():
        return text
    whole = format(found, "f")
    return whole.rstrip("0").rstrip(".") if "." in whole else whole


def number(text: str) -> str:
    """A number with commas between thousands."""
    whole, point, rest = plain(text).partition(".")
    return f"{int(whole):,}{point}{rest}" if re.fullmatch(r"-?\d+", whole) else text


def money(text: str) -> str:
    """A sum in pounds: £321,557 or £325,484.88."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return text
    places = 0 if found == found.to_integral_value() else 2
    return f"{'-' if found < 0 else ''}£{abs(found):,.{places}f}"


def day(text: str) -> str:
    """An ISO date in words, as exactly as it is known: 27 November 2025, April 2026, 2016."""
    try:
        return PartialDate(_CLOCK.sub("", text)).words
    except ValueError:
        return text


def duration(text: str) -> str:
    """An ISO duration in words: 3 years, 1 year and 6 months."""
    calendar, _, clock = text.removeprefix("P").partition("T")
    parts = [(n, unit) for n, unit in re.findall(r"(\d+)([YMWD])", calendar)]
    parts += [(n, f"T{unit}") for n, unit in re.findall(r"(\d+)([HM])", clock)]
    said = [f"{int(n)} {_UNITS[unit]}{'' if int(n) == 1 else 's'}" for n, unit in parts]
    return listed(said) or text


def corrected(who: Identifier, when: Identifier, why: Identifier) -> str:
    """That a person corrected something, as a sentence: who, when and why."""
    name = str(who) if isinstance(who, Literal) else _name(str(who))
    return f"Corrected by {name} on {day(str(when))}: {why}"


def listed(parts: list[str]) -> str:
    """Things in a row: "a", "a and b", "a, b and c"."""
    return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else "".join(parts)


def _name(iri: str) -> str:
    """What can be said of an IRI without a label: a code is its words, all else its last part."""
    last = re.split(r"[/#]", iri.rstrip("/#"))[-1]
    return last.replace("-", " ") if iri.startswith(CODE.BASE) else last or iri
