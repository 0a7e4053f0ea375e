"""The words for properties, classes and codes, from the vocabulary's own files."""

import re
from functools import cache, cached_property

import rdflib
from rdflib import URIRef
from rdflib.namespace import RDF, RDFS, SKOS

from councilgraph import resources
from councilgraph.namespaces import CG, CODE, DCTERMS, FOAF, ORG, PREFIXES, SDO

# Public properties that pages show; the vocabulary's files describe our own only.
_PUBLIC = {
    str(DCTERMS.identifier): "number",
    str(DCTERMS.title): "title",
    str(DCTERMS.date): "date",
    str(FOAF.name): "name",
    str(ORG.member): "held by",
    str(ORG.organization): "at",
    str(ORG.unitOf): "part of",
    str(RDF.type): "type",
    str(RDFS.label): "is called",
    str(SDO.currency): "currency",
    str(SDO.value): "value",
    str(SKOS.altLabel): "also called",
    "http://data.europa.eu/eli/ontology#is_part_of": "part of",
    "http://data.europa.eu/eli/ontology#LegalResource": "law",
    "http://data.europa.eu/eli/ontology#LegalResourceSubdivision": "provision of law",
    "http://www.w3.org/ns/org#FormalOrganization": "organisation",
}

# A property told from its other end: what is supplied, on the page of a supplier.
_FROM_THERE = {
    str(term): words
    for term, words in (
        (CG.aboutService, "Contracts and decisions on it"), (CG.attendedBy, "Was at"),
        (CG.author, "Wrote"), (CG.authorisedBy, "Authorised"),
        (CG.awards, "Awarded by"), (CG.buyer, "Buys"), (CG.carriesOut, "Carried out by"), (CG.chairedBy, "Chaired"),
        (CG.cites, "Cited by"),
        (CG.concerns, "Decisions that concern it"), (CG.consulted, "Was consulted on"),
        (CG.consultedPost, "Was consulted on"), (CG.decidedBy, "Decided"), (CG.decidedByBody, "Decided"),
        (CG.decidedInPost, "Decided from this post"), (CG.delegatedTo, "Was delegated"), (CG.ends, "Ended by"),
        (CG.exercisedBy, "Used the option"), (CG.extends, "Extended by"), (CG.follows, "Followed by"),
        (CG.grantedIn, "Grants"), (CG.inConsultationWith, "Is to be consulted on"), (CG.legalGround, "Ground of"),
        (CG.meetingOf, "Papers"), (CG.ofPost, "Holders"), (CG.procures, "Procured by"),
        (CG.recordedIn, "Records"), (CG.relatedTo, "Related"), (CG.replaces, "Replaced by"),
        (CG.replacesDecision, "Replaced by"), (CG.supplier, "Supplies"), (CG.varies, "Varied by"),
        (ORG.member, "Holds"), (ORG.organization, "Posts held there"), (ORG.unitOf, "Its bodies"),
        ("http://data.europa.eu/eli/ontology#is_part_of", "Its provisions"),
    )
}  # fmt: skip

# The order in which a page tells of a thing; what is not named follows by its words.
ORDER = tuple(
    str(term)
    for term in (
        DCTERMS.identifier, CG.reference, DCTERMS.title, SKOS.altLabel, CG.decisionKind, CG.stage, CG.decidedOn,
        CG.decidedBy, CG.decidedInPost, CG.decidedByBody, CG.keyDecision, CG.supplier, CG.buyer, CG.aboutService,
        CG.start, CG.term, CG.currentEnd, CG.latestEnd, CG.options, CG.optionsUsed, CG.optionsLeft,
        CG.annualValue, CG.totalValue, CG.totalPaid, CG.extends, CG.awards, CG.varies, CG.ends, CG.procures,
        CG.concerns, CG.carriesOut, CG.follows, CG.replacesDecision, CG.replaces, CG.delegates, CG.hasReason,
        CG.alternative, CG.interest, CG.dispensation, CG.cites, CG.consulted, CG.consultedPost, CG.hasEvent,
        CG.hasOption, CG.hasAmount, CG.recordedIn, SDO.value, CG.amountKind, CG.asStated, CG.council,
    )
)  # fmt: skip


class Terms:
    """The vocabulary and the code lists as one graph, with the words for each term."""

    @cached_property
    def graph(self) -> rdflib.Graph:
        """All of the folder `ontology`, read when a page first needs words: no start waits for it."""
        graph = rdflib.Graph()
        for path in sorted(resources.folder("ontology").rglob("*.ttl")):
            graph.parse(path, format="turtle")
        for prefix, namespace in PREFIXES.items():
            graph.bind(prefix, namespace, replace=True)
        return graph

    def label(self, iri: str) -> str:
        """A term in words: as the vocabulary says it, else its local name taken apart."""
        for predicate in (RDFS.label, SKOS.prefLabel):
            found = self.graph.value(URIRef(iri), predicate)
            if found is not None:
                return str(found)
        return _PUBLIC.get(iri) or _apart(iri)

    def heading(self, iri: str) -> str:
        """A property as the heading of its values: "has supplier" is "Supplier"."""
        words = re.sub(r"^has (?=.)", "", self.label(iri))
        return words[:1].upper() + words[1:]

    def heading_from_there(self, iri: str) -> str:
        """A property as the heading of the things that have it: "has supplier" is "Supplies"."""
        words = _FROM_THERE.get(iri) or f"{self.label(iri)} this"
        return words[:1].upper() + words[1:]

    def definition(self, iri: str) -> str:
        """What a term means, "" where nothing says it."""
        return str(self.graph.value(URIRef(iri), SKOS.definition) or "")

    def known(self, iri: str) -> bool:
        """Whether the vocabulary or a code list describes the term."""
        return (URIRef(iri), None, None) in self.graph

    def codes(self, scheme: str) -> list[tuple[str, str]]:
        """Code and words of each concept of a list, in the order of their words."""
        top = URIRef(CODE.BASE + scheme)
        found = self.graph.subjects(SKOS.inScheme, top)
        return sorted(((str(c).rsplit("/", 1)[-1], self.label(str(c))) for c in found), key=lambda pair: pair[1])

    def names(self) -> list[str]:
        """The classes and properties of the vocabulary with prefix, for completion in the editor."""
        own = {str(term) for term in self.graph.subjects(RDF.type) if str(term).startswith(str(CG._NS))}
        return sorted("cg:" + term.removeprefix(str(CG._NS)) for term in own)


@cache
def load() -> Terms:
    """The terms of the folder `ontology`, read once."""
    return Terms()


def rank(predicate: str) -> int:
    """Where a property stands on the page of a thing."""
    return ORDER.index(predicate) if predicate in ORDER else len(ORDER)


def _apart(iri: str) -> str:
    name = re.split(r"[/#]", iri.rstrip("/#"))[-1].replace("-", " ").replace("_", " ")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
