"""Rule files, and the sentences that they say.

A rule is a SPARQL SELECT with a YAML header in `#+` lines. What all rules have: `rule` (its name, that of the
file), `summary`, `explanation` (a template over the columns: `{value:money}`, `{day:date}`, `{term:duration}`,
`{thing:name}`, and `{thing:id}` for the last part of its IRI), and `after`, the rules whose conclusions it needs. The
rest is said where it is used. How far a rule looks is said by `local`: the column with the thing whose neighbourhood
(`graph.neighbours`) holds all that a row rests on; and by `horizon`: the property that it compares with the date of the
last paper of the collection. A rule without `local` may hold any two things against each other.
"""

import graphlib
import string
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import yaml
from rdflib import URIRef

from councilgraph import resources
from councilgraph.errors import UnknownTerm
from councilgraph.graph import arithmetic
from councilgraph.graph.whole import Row, Term, Whole
from councilgraph.model import Duration, PartialDate
from councilgraph.namespaces import PREFIXES

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the quick one, where it is there


@dataclass(frozen=True)
class Rule:
    """A rule as its file gives it."""

    name: str
    header: Mapping[str, Any]
    sparql: str


@cache
def load(folder: str) -> tuple[Rule, ...]:
    """The rules of `queries/<folder>`, each after those that it needs."""
    found = {path.stem: _parse(path.stem, path.read_text("utf-8")) for path in _files(folder)}
    needs = {name: rule.header.get("after", []) for name, rule in sorted(found.items())}
    return tuple(found[name] for name in graphlib.TopologicalSorter(needs).static_order())


def _files(folder: str) -> list[Any]:
    return sorted((resources.folder("queries") / folder).glob("*.rq"))


def _parse(name: str, text: str) -> Rule:
    header = [line.removeprefix("#+") for line in text.splitlines() if line.startswith("#+")]
    return Rule(name, yaml.load("\n".join(line.removeprefix(" ") for line in header), _LOADER), text)


def rows(rule: Rule, whole: Whole, within: Collection[str] | None = None) -> list[Row]:
    """The rows of a rule, or those of them that belong to one of some things."""
    found = whole.rows(rule.sparql)
    if within is None:
        return found
    return [row for row in found if str(row.get(rule.header["local"], "")) in within]


def iri(name: str) -> URIRef:
    """The IRI of a prefixed name; raises UnknownTerm where the prefix is not declared."""
    prefix, _, local = name.partition(":")
    if prefix not in PREFIXES:
        raise UnknownTerm(f"{name!r}: no prefix {prefix!r} is declared; there are {', '.join(PREFIXES)}.")
    return URIRef(PREFIXES[prefix] + local)


class Words(string.Formatter):
    """Fills the templates of rules with columns, as people write them."""

    def __init__(self, whole: Whole) -> None:
        self._whole = whole

    def say(self, template: str, row: Row) -> str:
        """The sentence of a template; a column without value reads as nothing."""
        return " ".join(self.vformat(template, (), row).split())

    def get_value(self, key: int | str, args: Any, kwargs: Any) -> Term | str:
        """The column, or nothing."""
        value: Term | str = kwargs.get(key, "")
        return value

    def format_field(self, value: Any, format_spec: str) -> str:
        """A column in the form asked for."""
        if value == "" or format_spec == "":
            return str(value)
        if format_spec == "name":
            return self._whole.name(value)
        if format_spec == "id":
            return str(value).rpartition("/")[2]
        return _FORMS[format_spec](str(value))


def money(text: str) -> str:
    """A sum in pounds, as £321,557 or £325,484.88."""
    value = Decimal(text)
    return f"{'-' if value < 0 else ''}£{abs(value):,.2f}".removesuffix(".00")


def date(text: str) -> str:
    """A day, month or year, as 30 April 2027, April 2027 or 2027."""
    return PartialDate(text).words


def duration(text: str) -> str:
    """Durations in words, as 3 years or 36 months and 10 days; several stand one after another."""
    return ", ".join(_duration(Duration(part)) for part in text.split())


def _duration(value: Duration) -> str:
    years, months = divmod(value.months, 12)
    days = (arithmetic.total(value.iso).iso).partition("M")[2].removesuffix("D")
    parts = ((years, "year"), (months, "month"), (int(days), "day"))
    said = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n]
    return " and ".join(said) or "no time"


_FORMS = {"money": money, "date": date, "duration": duration}
