"""Codes of the code lists for the words that papers and facts use."""

from functools import cache

from rdflib import URIRef

from councilgraph import resources
from councilgraph.graph import memory
from councilgraph.namespaces import CODE, SKOS

_STAGES = {"taken": "taken", "resolved": "taken", "agreed": "taken", "approved": "taken", "called in": "called-in"}


@cache
def known(scheme: str) -> frozenset[str]:
    """The codes of a scheme, from its file in ontology/codelists."""
    graph = memory.read(resources.folder("ontology") / "codelists" / f"{scheme}.ttl")
    return frozenset(str(code) for code in graph.objects(None, SKOS.notation))


def code(scheme: str, word: str, otherwise: str | None = None) -> URIRef | None:
    """The concept for a word, or for `otherwise` where the scheme lacks it."""
    found = word.strip().lower().replace(" ", "-").replace("_", "-")
    if found not in known(scheme):
        found = otherwise or ""
    return CODE.concept(scheme, found) if found else None


def stage(status: str) -> URIRef | None:
    """The stage of a decision: agreed, approved, resolved and taken are one."""
    word = status.strip().lower().replace("-", " ")
    return code("decision-stage", _STAGES.get(word, word))
