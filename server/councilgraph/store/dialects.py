"""What other engines write otherwise than they were given it, put right: Virtuoso 7's truths and durations."""

import json
from decimal import Decimal, InvalidOperation

from rdflib import Literal
from rdflib.namespace import XSD

from councilgraph.store.table import Table, Term

_DAY = 86_400


def truth(body: bytes) -> bool:
    """The answer of an ASK; Virtuoso 7 writes it as a table with one cell, 1 or 0."""
    found = json.loads(body)
    if "boolean" in found:
        return bool(found["boolean"])
    return any(said["value"] in ("1", "true") for row in found["results"]["bindings"] for said in row.values())


def plain(found: Table) -> Table:
    """A table with its terms as they are written in the graph."""
    return Table(found.columns, tuple(tuple(map(_term, row)) for row in found.rows))


def _term(term: Term | None) -> Term | None:
    if isinstance(term, Literal):
        if term.datatype == XSD.duration and not str(term).lstrip("-").startswith("P"):
            return Literal(duration(str(term)), datatype=XSD.duration, normalize=False)
        if term.datatype == XSD.boolean and str(term) in ("0", "1"):
            return Literal("true" if str(term) == "1" else "false", datatype=XSD.boolean)
    return term


def duration(number: str) -> str:
    """An ISO duration from a whole number of months, or a broken one of seconds: "36" is P3Y, "7200.0" PT2H."""
    try:
        amount = int(Decimal(number))
    except InvalidOperation:
        return number
    if "." in number:
        days, seconds = divmod(amount, _DAY)
        return "P" + (f"{days}D" if days else "") + (_clock(seconds) if seconds or not days else "")
    years, months = divmod(amount, 12)
    return "P" + (f"{years}Y" if years else "") + (f"{months}M" if months or not years else "")


def _clock(seconds: int) -> str:
    hours, rest = divmod(seconds, 3_600)
    minutes, left = divmod(rest, 60)
    parts = ((hours, "H"), (minutes, "M"), (left, "S"))
    return "T" + ("".join(f"{number}{unit}" for number, unit in parts if number) or "0S")
