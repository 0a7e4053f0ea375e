"""Rule files, and the whole graph as rules see it.

A rule is a SPARQL SELECT with a YAML header in `#+` lines. What all rules have: `rule` (its name, that of the
file), `summary`, `explanation` (a template over the columns: `{value:money}`, `{day:date}`, `{term:duration}`,
`{thing:name}`, and `{thing:id}` for the last part of its IRI), and `after`, the rules whose conclusions it needs. The
rest is said where it is used. How far a rule looks is said by `local`: the column with the thing whose neighbourhood
(`graph.neighbours`) holds all that a row rests on; and by `horizon`: the property that it compares with the date of the
last paper of the collection. A rule without `local` may hold any two things against each other.
"""

import graphlib
import string
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

import pyoxigraph as ox
import yaml
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from councilgraph import resources
from councilgraph.errors import UnknownTerm
from councilgraph.graph import arithmetic, memory
from councilgraph.model import Duration, PartialDate
from councilgraph.namespaces import PREFIXES, RDF, RDFS

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the quick one, where it is there

Term = URIRef | Literal
Row = dict[str, Term]
Triple = tuple[URIRef, URIRef, Term]


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


def rows(rule: Rule, whole: "Whole", within: Collection[str] | None = None) -> list[Row]:
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


class Whole:
    """The union of all graphs in memory, asked with SPARQL."""

    def __init__(self, graphs: Mapping[str, Graph]) -> None:
        self._store = memory.store(graphs.values())
        self._functions = arithmetic.functions()

    @classmethod
    def of(cls, lines: Iterable[bytes]) -> "Whole":
        """The union of graphs that are given as N-Triples."""
        whole = cls({})
        for graph in lines:
            whole._store.bulk_load(graph, ox.RdfFormat.N_TRIPLES)
        return whole

    @classmethod
    def holding(cls, quads: Iterable[ox.Quad]) -> "Whole":
        """The union of some quads, whatever graphs they stand in."""
        whole = cls({})
        whole._store.bulk_extend(ox.Quad(one.subject, one.predicate, one.object) for one in quads)
        return whole

    def rows(self, sparql: str) -> list[Row]:
        """The rows of a SELECT, columns without value left out."""
        found = self._store.query(sparql, custom_functions=self._functions)
        if not isinstance(found, ox.QuerySolutions):
            raise UnknownTerm("A rule is a SELECT query.")
        names = [variable.value for variable in found.variables]
        return [
            {name: memory.term(value) for name, value in zip(names, row, strict=True) if value is not None}
            for row in found
        ]

    def add(self, triples: Iterable[Triple]) -> None:
        """Take in what a rule concluded, so that rules after it see it."""
        new = list(triples)
        lines = "".join(f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in new)
        self._store.load(lines.encode(), ox.RdfFormat.N_TRIPLES)
        self._labels.update({str(s): str(o) for s, p, o in new if p == RDFS.label})
        said: dict[URIRef, dict[URIRef, Term]] = {}
        for s, p, o in new:
            said.setdefault(s, {})[p] = o
        for claim, parts in said.items():
            if RDF.subject in parts:
                self._claim(claim, parts[RDF.subject], parts[RDF.predicate], parts[RDF.object])

    def remove(self, triples: Iterable[tuple[Node, Node, Node]]) -> None:
        """Leave triples out, to see what follows without them."""
        for s, p, o in triples:
            self._store.remove(ox.Quad(memory.node(s), memory.node(p), memory.node(o)))  # type: ignore[arg-type]
        for cached in ("_claimed", "_labels"):
            self.__dict__.pop(cached, None)

    def copy(self) -> "Whole":
        """The same triples again, for conclusions of their own."""
        other = Whole({})
        other._store.bulk_load(self._store.dump(format=ox.RdfFormat.N_QUADS), ox.RdfFormat.N_QUADS)
        return other

    def holds(self, subject: Term, predicate: Term, value: Term | None = None) -> bool:
        """Whether a triple like this stands in any graph."""
        node = None if value is None else memory.node(value)
        found = self._store.quads_for_pattern(memory.node(subject), memory.node(predicate), node, None)  # type: ignore[arg-type]
        return next(iter(found), None) is not None

    def claims(self, subject: Term, predicate: URIRef, value: Term | None = None) -> list[URIRef]:
        """The claims of a subject and predicate, of the value given or of any, in order."""
        values = self._claimed.get((str(subject), str(predicate)), {})
        found = values.get(str(value), ()) if value is not None else [c for cs in values.values() for c in cs]
        return sorted(set(found))

    def name(self, thing: Term) -> str:
        """The label of a thing, or the last part of its IRI."""
        return self._labels.get(str(thing)) or str(thing).rpartition("/")[2]

    @cached_property
    def _labels(self) -> dict[str, str]:
        label = ox.NamedNode(PREFIXES["rdfs"] + "label")
        return {q.subject.value: q.object.value for q in self._store.quads_for_pattern(None, label, None, None)}  # type: ignore[union-attr]

    @cached_property
    def _claimed(self) -> dict[tuple[str, str], dict[str, list[URIRef]]]:
        found: dict[tuple[str, str], dict[str, list[URIRef]]] = {}
        for row in self.rows(_CLAIMS):
            values = found.setdefault((str(row["s"]), str(row["p"])), {})
            values.setdefault(str(row["o"]), []).append(URIRef(row["claim"]))
        return found

    def _claim(self, claim: URIRef, subject: Term, predicate: Term, value: Term) -> None:
        values = self._claimed.setdefault((str(subject), str(predicate)), {})
        values.setdefault(str(value), []).append(claim)


_CLAIMS = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?claim ?s ?p ?o WHERE { ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }
"""


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
