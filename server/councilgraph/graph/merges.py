"""Why several printed names were taken for one thing, as triples of the derived graph."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import Graph, URIRef

from councilgraph.graph.literals import text
from councilgraph.graph.passages import claim_iri
from councilgraph.iris import Iris
from councilgraph.model import Claim, Merge, Resolution
from councilgraph.namespaces import CG, PROV, RDF, RDFS, SKOS

Proofs = Mapping[URIRef, Iterable[URIRef]]  # merges with the claims that they rest on


@dataclass(frozen=True, slots=True)
class Rests:
    """That a merge of a thing rests on passages of one paper, from their starts to their ends."""

    merge: URIRef
    thing: str
    council: str
    places: frozenset[tuple[int, int]]


def merges_graph(resolution: Resolution, claims: Iterable[Claim], iris: Iris) -> Graph:
    """One cg:Merge for each merge: the thing, the names, the ground, the claims on the passages that prove it."""
    said: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        said[claim.document].append(claim)
    proved: dict[URIRef, list[URIRef]] = defaultdict(list)
    for document, several in resting(resolution, iris).items():
        for merge, proof in proofs(several, said[document], iris):
            proved[merge].append(proof)
    return merges_proved(resolution, proved, iris)


def merges_proved(resolution: Resolution, proved: Proofs, iris: Iris) -> Graph:
    """The same, where the claims are known already."""
    graph = Graph()
    councils = {thing.iri: thing.council for thing in resolution.things}
    for merge in resolution.merges:
        iri = merge_iri(merge, councils[merge.iri], iris)
        graph.add((iri, RDF.type, CG.Merge))
        graph.add((iri, RDFS.label, text(f"{' = '.join(merge.names)}")))
        graph.add((iri, CG.merged, URIRef(merge.iri)))
        graph.add((iri, CG.onGround, text(merge.ground)))
        for name in merge.names:
            graph.add((iri, SKOS.altLabel, text(name)))
        for claim in proved.get(iri, ()):
            graph.add((iri, PROV.wasDerivedFrom, claim))
    return graph


def resting(resolution: Resolution, iris: Iris) -> dict[str, list[Rests]]:
    """The merges that rest on each paper, by the papers' IRIs."""
    found: dict[str, list[Rests]] = defaultdict(list)
    councils = {thing.iri: thing.council for thing in resolution.things}
    for merge in resolution.merges:
        council, places = councils[merge.iri], defaultdict[str, set[tuple[int, int]]](set)
        for document, evidence in merge.evidence:
            places[document].add((evidence.start, evidence.end))
        for document, several in places.items():
            found[document].append(
                Rests(merge_iri(merge, council, iris), merge.iri, council, frozenset(several))
            )  # fmt: skip
    return found


def proofs(several: Iterable[Rests], claims: Iterable[Claim], iris: Iris) -> Iterator[tuple[URIRef, URIRef]]:
    """Merges with the claims of a paper that have to do with the merged things and stand on the merges' passages."""
    about: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for one in {claim.subject, str(claim.object)}:
            about[one].append(claim)
    for rests in several:
        for claim in about.get(rests.thing, ()):
            if any((one.start, one.end) in rests.places for one in claim.evidence):
                yield rests.merge, claim_iri(claim, rests.council, iris)


def merge_iri(merge: Merge, council: str, iris: Iris) -> URIRef:
    """The IRI of a merge: of its thing, its names and its ground."""
    key = "\x1f".join((merge.iri, merge.ground, *merge.names))
    return URIRef(iris.thing(council, "claim", "merge-" + hashlib.sha256(key.encode()).hexdigest()[:16]))
