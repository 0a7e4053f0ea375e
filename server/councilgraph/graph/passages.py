"""A document's own graph: its description, its claims and the passages that prove them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef

from councilgraph import packed
from councilgraph.graph.literals import LONGEST, integer, text
from councilgraph.graph.reviews import review_iri, sureness
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
    graph = packed.graph()
    graph.addN((*triple, graph) for triple in (*plain, *told(paper, claims, iris, short)))
    return graph


def told(paper: Paper, claims: Iterable[Claim], iris: Iris, short: bool = False) -> Iterator[Triple]:
    """The claims of one paper and the passages that prove them, triple by triple."""
    document = URIRef(paper.iri)
    seen: dict[tuple[int, int], URIRef] = {}
    for claim in claims:
        iri = claim_iri(claim, paper.council, iris)
        yield from _claim(iri, claim, document)
        if claim.reviewed:
            yield iri, _REVIEWED, review_iri(paper.council, claim.reviewed, iris)
        for evidence in claim.evidence:
            place = evidence.start, evidence.end
            if place not in seen:
                seen[place] = URIRef(passage(paper.iri, *place))
                yield from _passage(seen[place], document, paper, evidence, short)
            yield iri, _EVIDENCE, seen[place]


# Names looked up once: a namespace checks every term that it is asked for, and a graph asks a million times.
_TYPE, _SUBJECT, _PREDICATE, _OBJECT = RDF.type, RDF.subject, RDF.predicate, RDF.object
_CLAIM, _EVIDENCE, _IN_DOCUMENT, _RANK = CG.Claim, CG.evidence, CG.inDocument, CG.rank
_CONFIDENCE, _UNSURE, _REVIEWED = CG.confidence, CG.unsureBecause, CG.reviewed
_KINDS = (CG.Passage, OA.TextPositionSelector, OA.TextQuoteSelector)
_START, _END, _EXACT, _PAGE, _SECTION = OA.start, OA.end, OA.exact, CG.page, CG.section
RANKS = {rank: CODE.concept("rank", rank) for rank in ("preferred", "normal", "deprecated")}


def _claim(iri: URIRef, claim: Claim, document: URIRef) -> Iterator[Triple]:
    yield iri, _TYPE, _CLAIM
    yield iri, _SUBJECT, URIRef(claim.subject)
    yield iri, _PREDICATE, URIRef(claim.predicate)
    yield iri, _OBJECT, claim.object if isinstance(claim.object, URIRef) else Literal(claim.object)
    yield iri, _IN_DOCUMENT, document
    yield iri, _RANK, RANKS[claim.rank]
    if claim.confidence < 1:
        yield iri, _CONFIDENCE, sureness(claim.confidence)
        yield iri, _UNSURE, text(claim.reason)


def claim_iri(claim: Claim, council: str, iris: Iris) -> URIRef:
    """The IRI of a claim: of its document, triple and first passage."""
    value = claim.object.n3() if isinstance(claim.object, URIRef | Literal) else str(claim.object)
    start = claim.evidence[0].start
    return URIRef(iris.claim(council, claim.document, claim.subject, claim.predicate, value, start))


def _passage(iri: URIRef, document: URIRef, paper: Paper, evidence: Evidence, short: bool) -> Iterator[Triple]:
    for kind in _KINDS:
        yield iri, _TYPE, kind
    yield iri, _IN_DOCUMENT, document
    yield iri, _START, integer(evidence.start)
    yield iri, _END, integer(evidence.end)
    yield iri, _EXACT, Literal(evidence.quote[:LONGEST] if short else evidence.quote)
    yield iri, _PAGE, integer(paper.text.page_at(evidence.start))
    if evidence.section:
        yield iri, _SECTION, Literal(evidence.section)


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
