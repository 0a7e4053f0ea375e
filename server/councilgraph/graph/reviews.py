"""What is kept apart for a person to look at, and what persons found of it, as triples."""

import datetime as dt
from collections.abc import Iterable, Mapping

from rdflib import Graph, Literal, URIRef

from councilgraph.graph.literals import integer, text, without_contact
from councilgraph.iris import Iris, passage
from councilgraph.model import Duration, Paper, PartialDate, Review
from councilgraph.namespaces import CG, CODE, DCTERMS, OA, PREFIXES, RDF, RDFS, SKOS, XSD

Triple = tuple[URIRef, URIRef, URIRef | Literal]

_OUTCOMES = {CODE.concept("review-outcome", one): one for one in ("accepted", "rejected", "corrected")}
_DEPRECATED = CODE.concept("rank", "deprecated")


def reviews(curated: Graph) -> dict[str, Review]:
    """What persons found of doubts, by the doubts' IDs; of two reviews of one doubt the later day's counts."""
    found: dict[str, Review] = {}
    every = curated.subjects(RDF.type, CG.Review)
    for one in sorted(every, key=lambda r: (str(curated.value(r, DCTERMS.date)), str(r))):
        doubt, outcome = curated.value(one, DCTERMS.identifier), curated.value(one, CG.outcome)
        if doubt is not None and isinstance(outcome, URIRef) and outcome in _OUTCOMES:
            found[str(doubt)] = Review(str(doubt), _OUTCOMES[outcome], str(curated.value(one, RDF.value) or ""))
    return found


def doubts_graph(papers: Iterable[Paper], iris: Iris) -> Graph:
    """The doubts of papers: what each would be the value of, how it was read, how sure, why no surer, and where."""
    graph = Graph()
    for paper in papers:
        for doubt in paper.facts.review:
            iri = URIRef(iris.thing(paper.council, "claim", f"doubt-{doubt.id}"))
            place = doubt.evidence[0]
            graph.add((iri, RDF.type, CG.Doubt))
            graph.add((iri, DCTERMS.identifier, Literal(doubt.id)))
            graph.add((iri, CG.inDocument, URIRef(paper.iri)))
            graph.add((iri, CG.field, Literal(f"{doubt.kind} {doubt.field}".strip())))
            graph.add((iri, CG.asRead, Literal(without_contact(shown(doubt.value)))))
            graph.add((iri, CG.confidence, sureness(doubt.confidence)))
            graph.add((iri, CG.unsureBecause, text(doubt.reason)))
            graph.add((iri, CG.evidence, URIRef(passage(paper.iri, place.start, place.end))))
            graph.add((iri, OA.start, integer(place.start)))
            graph.add((iri, SKOS.note, text(without_contact(place.quote))))
    return graph


def sureness(confidence: float) -> Literal:
    """How sure a reading is, as a decimal."""
    return Literal(f"{confidence:g}", datatype=XSD.decimal)


def shown(value: object) -> str:
    """A value that was read, as text."""
    return value.iso if isinstance(value, PartialDate | Duration) else str(value)


def review_iri(council: str, doubt: str, iris: Iris) -> URIRef:
    """The IRI of what a person found of a doubt."""
    return URIRef(iris.thing(council, "claim", f"review-{doubt}"))


def reviewed(iri: URIRef, review: Review, document: str, as_read: str, signed: Mapping[URIRef, Literal]) -> Graph:
    """What a person found of a doubt, for curated.ttl."""
    graph = Graph()
    graph.add((iri, RDF.type, CG.Review))
    graph.add((iri, DCTERMS.identifier, Literal(review.id)))
    graph.add((iri, CG.outcome, CODE.concept("review-outcome", review.outcome)))
    graph.add((iri, CG.inDocument, URIRef(document)))
    graph.add((iri, CG.asRead, Literal(as_read)))
    if review.outcome == "corrected":
        graph.add((iri, RDF.value, Literal(review.value)))
    return _signed(graph, iri, signed)


def withdrawal(claim: URIRef, triple: Triple, signed: Mapping[URIRef, Literal]) -> Graph:
    """That what a claim says is wrong, for curated.ttl."""
    graph = _statement(URIRef(f"{claim}-withdrawn"), triple)
    graph.add((URIRef(f"{claim}-withdrawn"), CG.rank, _DEPRECATED))
    return _signed(graph, URIRef(f"{claim}-withdrawn"), signed)


def correction(claim: URIRef, triple: Triple, signed: Mapping[URIRef, Literal]) -> Graph:
    """What is right instead of what a claim says, for curated.ttl."""
    iri = URIRef(f"{claim}-corrected")
    return _signed(_statement(iri, triple), iri, signed)


def signature(by: str, on: dt.date, why: str) -> dict[URIRef, Literal]:
    """Who tells something, when and why, as properties."""
    when = Literal(on.isoformat(), datatype=XSD.date)
    return {DCTERMS.creator: Literal(by), DCTERMS.date: when, RDFS.comment: text(why)}


def to_turtle(graph: Graph) -> str:
    """A small graph as Turtle with the usual prefixes."""
    bound = Graph(bind_namespaces="none")
    for prefix, space in PREFIXES.items():
        bound.bind(prefix, space)
    for triple in graph:
        bound.add(triple)
    return bound.serialize(format="turtle")


def _statement(iri: URIRef, triple: Triple) -> Graph:
    graph = Graph()
    graph.add((iri, RDF.type, CG.Claim))
    for predicate, value in zip((RDF.subject, RDF.predicate, RDF.object), triple, strict=True):
        graph.add((iri, predicate, value))
    return graph


def _signed(graph: Graph, iri: URIRef, signed: Mapping[URIRef, Literal]) -> Graph:
    for predicate, value in signed.items():
        graph.add((iri, predicate, value))
    return graph
