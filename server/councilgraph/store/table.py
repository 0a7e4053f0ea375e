"""Rows of a SELECT as rdflib terms, read from the SPARQL results JSON that engines write."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef

from councilgraph.namespaces import RDF, XSD
from councilgraph.store.bounds import too_many_rows

_UNNAMED = frozenset({str(XSD.string), str(RDF.langString)})

Term = URIRef | Literal | BNode


@dataclass(frozen=True, slots=True)
class Table:
    """Columns in the query's order and rows of terms, None where a variable is not bound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def dicts(self) -> Iterator[dict[str, Term]]:
        """Each row as a mapping of its bound columns."""
        for row in self.rows:
            yield {name: term for name, term in zip(self.columns, row, strict=True) if term is not None}


def read(body: bytes) -> Table:
    """The table that a result in application/sparql-results+json holds."""
    found = json.loads(body)
    columns = tuple(found["head"]["vars"])
    rows = tuple(tuple(map(_bound(binding).get, columns)) for binding in found["results"]["bindings"])
    return Table(columns, rows)


def of(solutions: ox.QuerySolutions, most: int) -> Table:
    """The table of an engine's own solutions; raises QueryTooLong beyond `most` rows."""
    columns = tuple(variable.value for variable in solutions.variables)
    places, found = range(len(columns)), list[tuple[Term | None, ...]]()
    for solution in solutions:
        if len(found) == most:
            raise too_many_rows(most)
        found.append(tuple([_own(solution[place]) for place in places]))
    return Table(columns, tuple(found))


def _own(term: object) -> Term | None:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        return Literal(term.value, lang=term.language, datatype=_datatype(term), normalize=False)
    return BNode(term.value) if isinstance(term, ox.BlankNode) else None


def _datatype(term: ox.Literal) -> URIRef | None:
    """As results name it: plain texts and those in a language have none."""
    name = term.datatype.value
    return None if name in _UNNAMED else URIRef(name)


def _bound(binding: Mapping[str, Mapping[str, Any]]) -> dict[str, Term]:
    return {name: _term(said) for name, said in binding.items()}


def _term(said: Mapping[str, Any]) -> Term:
    value, kind = said["value"], said["type"]
    if kind == "uri":
        return URIRef(value)
    if kind == "bnode":
        return BNode(value)
    datatype = said.get("datatype")
    return Literal(value, lang=said.get("xml:lang"), datatype=URIRef(datatype) if datatype else None, normalize=False)
