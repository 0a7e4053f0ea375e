"""Which formats a result can be had in, and which of them an Accept header asks for."""

from collections.abc import Mapping
from functools import lru_cache

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from councilgraph.errors import NotOffered

JSON = "application/sparql-results+json"
N_TRIPLES = "application/n-triples"

RESULTS: Mapping[str, str] = {
    JSON: JSON,
    "application/json": JSON,
    "application/sparql-results+xml": "application/sparql-results+xml",
    "application/xml": "application/sparql-results+xml",
    "text/csv": "text/csv",
    "text/tab-separated-values": "text/tab-separated-values",
}
GRAPHS: Mapping[str, str] = {
    "text/turtle": "text/turtle",
    N_TRIPLES: N_TRIPLES,
    "application/rdf+xml": "application/rdf+xml",
    "application/xml": "application/rdf+xml",
    "application/ld+json": "application/ld+json",
    "application/json": "application/ld+json",
}
SHORT: Mapping[str, str] = {
    "json": "application/json",
    "xml": "application/xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "turtle": "text/turtle",
    "nt": N_TRIPLES,
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}


def offered(kind: str) -> Mapping[str, str]:
    """The media types that results of a query form are asked for by, each with what is written for it."""
    return RESULTS if kind in ("SELECT", "ASK") else GRAPHS


@lru_cache(256)
def choose(kind: str, accept: str) -> str:
    """The media type to write for a query form, from an Accept header or a short name such as "csv".

    Raises NotOffered where the form cannot be had in any type that is asked for.
    """
    known = offered(kind)
    header = SHORT.get(accept, accept)
    if not header:
        return next(iter(known.values()))
    best = parse_accept_header(header, MIMEAccept).best_match(list(known))
    if best is None:
        raise NotOffered(f"The result of {kind} cannot be had as {accept!r}; ask for {', '.join(known)}.")
    return known[best]
