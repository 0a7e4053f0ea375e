"""A document's own graph: its description, its claims and the passages that prove them."""

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef

from councilgraph.graph.literals import LONGEST, integer
from councilgraph.iris import Iris, passage
from councilgraph.model import Claim, Evidence, Paper
from councilgraph.namespaces import CG, CODE, OA, RDF

Triple = tuple[URIRef, URIRef, URIRef | Literal]


@dataclass(frozen=True)
class Passage:
    """A passage as a document graph has it; `quote` may be cut short."""

    start: int
    end: int
    quote: str


def document_graph(
    paper: Paper, claims: Iterable[Claim], iris: Iris, plain: Iterable[Triple] = (), short: bool = False
) -> Graph:
    """Claims of one paper with their passages; `plain` is its description, `short` cuts quotes to 80 code points."""
    graph = Graph()
    for triple in plain:
        graph.add(triple)
    seen: set[tuple[int, int]] = set()
    for claim in claims:
        iri = claim_iri(claim, paper.council, iris)
        value = claim.object if isinstance(claim.object, URIRef) else Literal(claim.object)
        graph.add((iri, RDF.type, CG.Claim))
        graph.add((iri, RDF.subject, URIRef(claim.subject)))
        graph.add((iri, RDF.predicate, URIRef(claim.predicate)))
        graph.add((iri, RDF.object, value))
        graph.add((iri, CG.inDocument, URIRef(claim.document)))
        graph.add((iri, CG.rank, CODE.concept("rank", claim.rank)))
        for evidence in claim.evidence:
            graph.add((iri, CG.evidence, URIRef(passage(paper.iri, evidence.start, evidence.end))))
            if (evidence.start, evidence.end) not in seen:
                seen.add((evidence.start, evidence.end))
                _passage(graph, paper, evidence, short)
    return graph


def claim_iri(claim: Claim, council: str, iris: Iris) -> URIRef:
    """The IRI of a claim: of its document, triple and first passage."""
    value = claim.object.n3() if isinstance(claim.object, URIRef | Literal) else str(claim.object)
    start = claim.evidence[0].start
    return URIRef(iris.claim(council, claim.document, claim.subject, claim.predicate, value, start))


def _passage(graph: Graph, paper: Paper, evidence: Evidence, short: bool) -> None:
    iri = URIRef(passage(paper.iri, evidence.start, evidence.end))
    for kind in (CG.Passage, OA.TextPositionSelector, OA.TextQuoteSelector):
        graph.add((iri, RDF.type, kind))
    graph.add((iri, CG.inDocument, URIRef(paper.iri)))
    graph.add((iri, OA.start, integer(evidence.start)))
    graph.add((iri, OA.end, integer(evidence.end)))
    graph.add((iri, OA.exact, Literal(evidence.quote[:LONGEST] if short else evidence.quote)))
    graph.add((iri, CG.page, integer(paper.text.page_at(evidence.start))))
    if evidence.section:
        graph.add((iri, CG.section, Literal(evidence.section)))


def passages(graph: Graph) -> list[Passage]:
    """The passages of a document graph, in order."""
    found = (
        Passage(int(str(start)), int(str(graph.value(iri, OA.end))), str(graph.value(iri, OA.exact)))
        for iri, start in graph.subject_objects(OA.start)
    )
    return sorted(found, key=lambda one: (one.start, one.end))


def sha256(graph: Graph) -> str | None:
    """The hash of the file that a document graph was read from; None where it is not said."""
    value = next(graph.objects(None, CG.sha256), None)
    return None if value is None else str(value)
