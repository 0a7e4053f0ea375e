"""Triples as N-Triples and N-Quads, written one by one, and what they hash to."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rdflib import Literal, URIRef
from rdflib.term import Node

Triple = tuple[Node, Node, Node]

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}
_ESCAPED = re.compile(r'[\\"\n\r]')
_FORBIDDEN = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


def term(node: Node) -> str:
    """A term as N-Triples write it; raises ValueError for a node without a name and for what is no IRI."""
    return _iri(str(node)) if isinstance(node, URIRef) else _literal(node)


@lru_cache(maxsize=65_536)
def _iri(iri: str) -> str:
    if _FORBIDDEN.search(iri):
        raise ValueError(f"{iri!r} is no IRI: it holds a character that none may hold.")
    return f"<{iri}>"


def _literal(node: Node) -> str:
    if not isinstance(node, Literal):
        raise ValueError(f"{node!r} has no IRI; every thing in a graph needs one.")
    quoted = '"' + _ESCAPED.sub(lambda match: _ESCAPES[match[0]], str(node)) + '"'
    if node.language:
        return f"{quoted}@{node.language}"
    return f"{quoted}^^{_iri(str(node.datatype))}" if node.datatype else quoted


def triples(found: Iterable[Triple]) -> Iterator[str]:
    """Each triple as a line of N-Triples."""
    for subject, predicate, value in found:
        yield f"{term(subject)} {term(predicate)} {term(value)} .\n"


def quads(found: Iterable[Triple], graph: str) -> Iterator[str]:
    """Each triple as a line of N-Quads, in the graph of that IRI."""
    end = f" {_iri(graph)} .\n"
    for subject, predicate, value in found:
        yield f"{term(subject)} {term(predicate)} {term(value)}{end}"


def digest(found: Iterable[Triple]) -> str:
    """A hash of triples, whatever order they come in."""
    return hashlib.sha256("".join(sorted(triples(found))).encode()).hexdigest()
