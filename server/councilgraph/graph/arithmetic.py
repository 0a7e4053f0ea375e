"""What rules need and SPARQL 1.1 has not: calendar terms, rounding, growth, limits in a definition."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

import pyoxigraph as ox
from dateutil.relativedelta import relativedelta

from councilgraph.graph.profiles import usual_lead
from councilgraph.model import Duration, PartialDate

FUNCTIONS = "https://w3id.org/councilgraph/function#"

_XSD = "http://www.w3.org/2001/XMLSchema#"
_UNDER = re.compile(
    r"\b(?:under|below|younger than|less than|fewer than)\b(?: the)?(?: age(?: of)?)? £?(\d[\d,.]*)", re.I
)
_OVER = re.compile(r"\b(?:over|above|older than|more than)\b(?: the)?(?: age(?: of)?)? £?(\d[\d,.]*)", re.I)
_AT_MOST = re.compile(r"£?(\d[\d,.]*)(?: years?(?: old)?)? (?:or|and) (?:under|below|younger|less|fewer)\b", re.I)
_AT_LEAST = re.compile(r"£?(\d[\d,.]*)(?: years?(?: old)?)? (?:or|and) (?:over|above|older|more)\b", re.I)
_LIMITS = ((_AT_MOST, "≤"), (_AT_LEAST, "≥"), (_UNDER, "<"), (_OVER, ">"))


def total(durations: str) -> Duration:
    """The sum of ISO 8601 durations that stand side by side, as "P3Y P1Y"."""
    parts = [Duration(part) for part in durations.split()]
    months = sum(part.months for part in parts)
    days = sum(_days(part.iso) for part in parts)
    return Duration(f"P{months}M{days}D")


def _days(iso: str) -> int:
    return sum(int(n) * (7 if unit == "W" else 1) for n, unit in re.findall(r"(\d+)([WD])", iso))


def last_day(start: dt.date, durations: str) -> dt.date:
    """The last day of the durations one after another from the day they start."""
    return total(durations).after(start)


def months_between(start: dt.date, end: dt.date) -> int | None:
    """How many whole months run from the start to the end, both included; None where they are not whole."""
    after = end + dt.timedelta(days=1)
    whole = (after.year - start.year) * 12 + after.month - start.month
    return whole if after.day == start.day else None


def days_between(first: dt.date, second: dt.date) -> int:
    """How many days the second lies after the first."""
    return (second - first).days


def first_day(end: dt.date, durations: str) -> dt.date:
    """The day on which something of these durations has to begin so that it is over at the end."""
    length, after = total(durations), end + dt.timedelta(days=1)
    return after - relativedelta(months=length.months, days=_days(length.iso))


def whole_months(start: dt.date, day: dt.date) -> int:
    """How many months, the last one counted whole, run from the start to before a day."""
    months = (day.year - start.year) * 12 + day.month - start.month
    return months + (day.day > start.day)


def compare(a: Decimal, unit_a: Decimal, b: Decimal, unit_b: Decimal) -> str:
    """Verdict on two sums stated to the units given: rounded or cut, the coarser may stand for the finer."""
    if a == b:
        return "agrees"
    (coarse, unit), (fine, _) = sorted(((a, unit_a), (b, unit_b)), key=lambda side: side[1], reverse=True)
    rounded = abs(coarse - fine) * 2 <= unit
    cut = 0 <= fine - coarse < unit
    return "agrees-after-rounding" if rounded or cut else "differs"


def growth(first: Decimal, whole: Decimal, years: int) -> Decimal | None:
    """The yearly growth in per cent, to one digit, that takes `first` over the years to a sum of `whole`."""
    if first <= 0 or years < 2:
        return None
    low, high = -0.9, 10.0
    for _ in range(80):
        middle = (low + high) / 2
        summed = float(first) * sum((1 + middle) ** year for year in range(years))
        low, high = (middle, high) if summed < float(whole) else (low, middle)
    return Decimal(low * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)


def limits(text: str) -> str:
    """The limits that a text states, as "<18" or "≤18 ≥5"; "" where it states none."""
    found = {f"{sign}{number.rstrip('.,').replace(',', '')}" for p, sign in _LIMITS for number in p.findall(text)}
    return " ".join(sorted(found))


def plain(value: Decimal) -> str:
    """A decimal in canonical form, without exponent or trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


# ── the same as functions of SPARQL: an error is no value ───────────────────────────────────────


def _literal(value: object) -> ox.Literal | None:
    if value is None:
        return None
    kinds = {dt.date: "date", int: "integer", Decimal: "decimal", str: "string"}
    text = plain(value) if isinstance(value, Decimal) else str(value)
    return ox.Literal(text, datatype=ox.NamedNode(_XSD + kinds[type(value)]))


def _function(function: Callable[..., object], *readers: Callable[[str], object]) -> Callable[..., ox.Literal | None]:
    def call(*terms: ox.Literal) -> ox.Literal | None:
        try:
            read = [reader(term.value) for reader, term in zip(readers, terms, strict=True)]
            return _literal(function(*read))
        except (ValueError, InvalidOperation, OverflowError):
            return None

    return call


def functions() -> dict[ox.NamedNode, Callable[..., ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None]]:
    """The functions by IRI, for `pyoxigraph.Store.query`."""
    named = {
        "lastDay": _function(last_day, dt.date.fromisoformat, str),
        "months": _function(lambda durations: total(durations).months, str),
        "monthsBetween": _function(months_between, dt.date.fromisoformat, dt.date.fromisoformat),
        "daysBetween": _function(days_between, dt.date.fromisoformat, dt.date.fromisoformat),
        "firstDay": _function(first_day, dt.date.fromisoformat, str),
        "inWords": _function(lambda day: PartialDate(day).words, str),
        "wholeMonths": _function(whole_months, dt.date.fromisoformat, dt.date.fromisoformat),
        "usualLead": _function(usual_lead, str),
        "compare": _function(compare, Decimal, Decimal, Decimal, Decimal),
        "growth": _function(growth, Decimal, Decimal, int),
        "limits": _function(limits, str),
    }
    return {ox.NamedNode(FUNCTIONS + name): call for name, call in named.items()}
