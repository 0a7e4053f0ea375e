"""Why several printed names were taken for one thing, as triples of the derived graph."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence

from rdflib import Graph, URIRef

from councilgraph.graph.literals import text
from councilgraph.graph.passages import claim_iri
from councilgraph.iris import Iris
from councilgraph.model import Claim, Merge, Resolution
from councilgraph.namespaces import CG, PROV, RDF, RDFS, SKOS


def merges_graph(resolution: Resolution, claims: Sequence[Claim], iris: Iris) -> Graph:
    """One cg:Merge for each merge: the thing, the names, the ground, the claims on the passages that prove it."""
    graph = Graph()
    councils = {thing.iri: thing.council for thing in resolution.things}
    by_place: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        by_place[claim.subject, claim.document].append(claim)
        by_place[str(claim.object), claim.document].append(claim)
    for merge in resolution.merges:
        council = councils[merge.iri]
        iri = merge_iri(merge, council, iris)
        graph.add((iri, RDF.type, CG.Merge))
        graph.add((iri, RDFS.label, text(f"{' = '.join(merge.names)}")))
        graph.add((iri, CG.merged, URIRef(merge.iri)))
        graph.add((iri, CG.onGround, text(merge.ground)))
        for name in merge.names:
            graph.add((iri, SKOS.altLabel, text(name)))
        for claim in _proofs(merge, by_place):
            graph.add((iri, PROV.wasDerivedFrom, claim_iri(claim, council, iris)))
    return graph


def merge_iri(merge: Merge, council: str, iris: Iris) -> URIRef:
    """The IRI of a merge: of its thing, its names and its ground."""
    key = "\x1f".join((merge.iri, merge.ground, *merge.names))
    return URIRef(iris.thing(council, "claim", "merge-" + hashlib.sha256(key.encode()).hexdigest()[:16]))


def _proofs(merge: Merge, by_place: dict[tuple[str, str], list[Claim]]) -> list[Claim]:
    """The claims that have to do with the merged thing and stand on the merge's passages."""
    found: list[Claim] = []
    for document, evidence in merge.evidence:
        places = {(evidence.start, evidence.end)}
        for claim in by_place.get((merge.iri, document), ()):
            if any((one.start, one.end) in places for one in claim.evidence) and claim not in found:
                found.append(claim)
    return found
