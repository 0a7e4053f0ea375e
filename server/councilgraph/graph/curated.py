"""What a person added or corrected goes before what papers say."""

from collections.abc import Mapping

from rdflib import Graph, URIRef
from rdflib.term import Node

from councilgraph.graph.facts import NOW, ONE, OPTION_STATE, STAGE
from councilgraph.iris import Iris
from councilgraph.namespaces import CG, CODE, RDF

_DEPRECATED, _PREFERRED = (CODE.concept("rank", rank) for rank in ("deprecated", "preferred"))


def prefer_curated(graphs: Mapping[str, Graph], iris: Iris) -> None:
    """Of what has one value, the curated one stays: others leave the facts, and their claims become deprecated.

    The curated graph may state a correction as a plain triple, or as a claim, which is then stated too.
    """
    curated, facts = graphs.get(iris.graph("curated")), graphs.get(iris.graph("facts"))
    if curated is None or facts is None:
        return
    _state(curated, facts)
    for subject, predicate, value in list(curated):
        if str(predicate) in {*ONE, *NOW, STAGE, OPTION_STATE}:
            overruled = [other for other in facts.objects(subject, predicate) if other != value]
            for other in overruled:
                facts.remove((subject, predicate, other))
            if overruled:
                _rank(graphs, subject, predicate, value)


def _state(curated: Graph, facts: Graph) -> None:
    """State what curated claims say, unless the facts have it."""
    for claim in list(curated.subjects(RDF.type, CG.Claim)):
        subject, predicate, value = (curated.value(claim, p) for p in (RDF.subject, RDF.predicate, RDF.object))
        if subject is None or not isinstance(predicate, URIRef) or value is None:
            continue
        if (subject, predicate, value) not in facts:
            curated.add((subject, predicate, value))


def _rank(graphs: Mapping[str, Graph], subject: Node, predicate: Node, value: Node) -> None:
    """Claims of papers that agree with the correction are preferred, the others deprecated."""
    for name, one in graphs.items():
        if "/graph/document/" not in name:
            continue
        for claim in list(one.subjects(RDF.subject, subject)):
            if (claim, RDF.predicate, predicate) in one:
                agrees = (claim, RDF.object, value) in one
                one.set((claim, CG.rank, _PREFERRED if agrees else _DEPRECATED))
