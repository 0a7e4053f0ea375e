"""Which claim proves a cell: the (subject, predicate) of each column, read from the query itself."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from rdflib import URIRef, Variable
from rdflib.namespace import RDF

from councilgraph.errors import UsageError
from councilgraph.namespaces import PREFIXES

if TYPE_CHECKING:
    from rdflib.plugins.sparql.parserutils import CompValue

_INSIDE = ("p", "p1", "p2")
_NOT_NAMES = re.compile(r"<[^<>\s]*>|\"[^\"\n]*\"|'[^'\n]*'|(?m:^\s*#.*$)")
_PREFIXED = re.compile(r"(?<![\w?$@:-])([A-Za-z][\w-]*):")
_DECLARED = re.compile(r"(?i:PREFIX)\s+([\w-]+):")


@dataclass(frozen=True, slots=True)
class Source:
    """The claims behind a column: subject and object are columns (or IRIs), the predicate is an IRI.

    `object` is the column itself where its values are objects; where the column is the subject, `object` is
    another column, or "" when any value will do. `others` are claims that may stand behind it as well.
    """

    subject: str
    predicate: str
    object: str = ""
    others: tuple["Source", ...] = ()


def parse(sparql: str) -> "CompValue":
    """The algebra of a SPARQL query; raises UsageError where it does not parse."""
    # Reading the parser takes longer than all else that a server needs of rdflib, and few processes parse.
    from pyparsing import ParseException
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    bare = _NOT_NAMES.sub(" ", sparql)
    undeclared = set(_PREFIXED.findall(bare)) - set(_DECLARED.findall(bare))
    if undeclared:
        raise UsageError(f"the query uses {undeclared.pop()}: without a PREFIX line for it.")
    try:
        return translateQuery(parseQuery(sparql)).algebra
    except ParseException as error:
        raise UsageError(f"the query does not parse at line {error.lineno}: {error.line.strip()}") from error


def columns(algebra: "CompValue") -> tuple[str, ...]:
    """The projected variables, in order."""
    return tuple(str(variable) for variable in algebra["PV"])


def sources(algebra: "CompValue", header: Mapping[str, Any]) -> dict[str, Source | None]:
    """The source of each column: the header's word first, else the query's own triple patterns."""
    projected = columns(algebra)
    triples = [triple for triple in _triples(algebra) if isinstance(triple[1], URIRef)]
    found: dict[str, Source | None] = {}
    for column in projected:
        if column in header:
            found[column] = _said(header[column])
            continue
        source = _as_object(column, triples, projected) or _as_subject(column, triples, projected)
        if source is not None:
            found[column] = source
    return found


def _said(words: Any) -> Source | None:
    if words in ("none", None):
        return None
    if isinstance(words, Sequence) and words and all(isinstance(word, list) for word in words):
        first, *others = (source for word in words if (source := _said(word)) is not None)
        return replace(first, others=tuple(others))
    if isinstance(words, Sequence) and not isinstance(words, str) and len(words) in (2, 3):
        subject, predicate, *rest = (str(word) for word in words)
        return Source(subject, _expand(predicate), rest[0] if rest else "")
    raise UsageError(f"cells: {words!r} is neither none nor [column, predicate], nor a list of such.")


def _expand(term: str) -> str:
    prefix, _, local = term.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else term


def _as_object(column: str, triples: list[tuple[Any, Any, Any]], projected: Sequence[str]) -> Source | None:
    for subject, predicate, value in triples:
        if value == Variable(column) and (name := _name(subject, projected)):
            return Source(name, str(predicate), column)
    return None


def _as_subject(column: str, triples: list[tuple[Any, Any, Any]], projected: Sequence[str]) -> Source | None:
    mine = [t for t in triples if t[0] == Variable(column) and t[1] != RDF.type]
    mine.sort(key=lambda t: not _name(t[2], projected))
    for _, predicate, value in mine:
        return Source(column, str(predicate), _name(value, projected))
    return None


def _name(term: Any, projected: Sequence[str]) -> str:
    if isinstance(term, Variable):
        return str(term) if str(term) in projected else ""
    return str(term) if isinstance(term, URIRef) else ""


def _triples(node: Any) -> Iterator[tuple[Any, Any, Any]]:
    if not hasattr(node, "name"):  # no part of the algebra
        return
    if "triples" in node:
        yield from node["triples"]
    for key in _INSIDE if node.name != "Minus" else ("p1",):
        if key in node:
            yield from _triples(node[key])
