"""Rows of a SELECT as rdflib terms, read from the SPARQL results JSON that engines write."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rdflib import BNode, Literal, URIRef

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
