"""Closed namespaces: a term that a vocabulary does not have raises as soon as it is named."""

from rdflib import Namespace, URIRef
from rdflib.namespace import (
    DCAT,
    DCTERMS,
    FOAF,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SDO,
    SH,
    SKOS,
    VOID,
    XSD,
    DefinedNamespace,
)  # fmt: skip

__all__ = [
    "CG", "CODE", "DCAT", "DCTERMS", "ELI", "ELIDL", "FOAF", "OA", "ORG", "OWL", "PREFIXES", "PROV", "RDF",
    "RDFS", "SDO", "SH", "SKOS", "VOID", "XSD",
]  # fmt: skip


class CG(DefinedNamespace):
    """The project's own terms, defined in ontology/council.ttl."""

    _NS = Namespace("https://w3id.org/councilgraph/def#")
    _fail = True

    # classes
    Decision: URIRef
    Document: URIRef
    Service: URIRef
    Contract: URIRef
    ContractEvent: URIRef
    Award: URIRef
    Extension: URIRef
    Variation: URIRef
    Termination: URIRef
    Procurement: URIRef
    ExtensionOption: URIRef
    Amount: URIRef
    Council: URIRef
    Committee: URIRef
    Post: URIRef
    Holding: URIRef
    Delegation: URIRef
    PlannedStep: URIRef
    Deadline: URIRef
    Renaming: URIRef
    Definition: URIRef
    Claim: URIRef
    Passage: URIRef
    Finding: URIRef
    Merge: URIRef
    Split: URIRef
    Gap: URIRef
    Doubt: URIRef
    Review: URIRef

    # decisions
    decisionKind: URIRef
    stage: URIRef
    keyDecision: URIRef
    decidedBy: URIRef
    decidedInPost: URIRef
    decidedByBody: URIRef
    decidedOn: URIRef
    retrospective: URIRef
    consulted: URIRef
    consultedPost: URIRef
    hasReason: URIRef
    alternative: URIRef
    interest: URIRef
    interestDeclared: URIRef
    interestDeclaredBy: URIRef
    dispensation: URIRef
    stayedAway: URIRef
    proposedBy: URIRef
    secondedBy: URIRef
    carriesOut: URIRef
    follows: URIRef
    replacesDecision: URIRef
    relatedTo: URIRef
    recordedIn: URIRef
    concerns: URIRef
    extends: URIRef
    awards: URIRef
    varies: URIRef
    ends: URIRef
    procures: URIRef
    delegates: URIRef
    aboutService: URIRef
    minute: URIRef
    votesFor: URIRef
    votesAgainst: URIRef
    abstentions: URIRef
    missingRecord: URIRef

    # documents
    documentKind: URIRef
    sha256: URIRef
    fileName: URIRef
    characters: URIRef
    meetingOf: URIRef
    author: URIRef
    attendedBy: URIRef
    chairedBy: URIRef
    apologiesFrom: URIRef
    nextMeeting: URIRef
    held: URIRef
    council: URIRef

    # contracts
    reference: URIRef
    supplier: URIRef
    buyer: URIRef
    department: URIRef
    procurementRoute: URIRef
    smallEnterprise: URIRef
    voluntarySector: URIRef
    start: URIRef
    term: URIRef
    currentEnd: URIRef
    latestEnd: URIRef
    annualValue: URIRef
    newAnnualValue: URIRef
    totalValue: URIRef
    totalPaid: URIRef
    impliedGrowth: URIRef
    growthByChange: URIRef
    procurementLead: URIRef
    unchangedSince: URIRef
    hasOption: URIRef
    hasEvent: URIRef
    options: URIRef
    optionsUsed: URIRef
    optionsLeft: URIRef
    replaces: URIRef
    contractAction: URIRef

    # events and options
    onContract: URIRef
    authorisedBy: URIRef
    legalGround: URIRef
    duration: URIRef
    eventOrder: URIRef
    until: URIRef
    on: URIRef
    earliest: URIRef
    latest: URIRef
    optionOrder: URIRef
    optionState: URIRef
    exercisedBy: URIRef
    grantedIn: URIRef

    # amounts
    hasAmount: URIRef
    amountKind: URIRef
    amountOf: URIRef
    perPeriod: URIRef
    roundedTo: URIRef
    asStated: URIRef
    basis: URIRef
    bound: URIRef
    approximate: URIRef
    upperValue: URIRef
    payee: URIRef

    # people, posts, bodies
    ofPost: URIRef
    observedOn: URIRef
    heldFrom: URIRef
    heldUntil: URIRef
    interim: URIRef
    part: URIRef

    # legislation
    cites: URIRef
    citedAs: URIRef
    sectionless: URIRef

    # delegations, steps, definitions
    delegatedTo: URIRef
    inConsultationWith: URIRef
    subjectMatter: URIRef
    definesTerm: URIRef
    meaning: URIRef

    # claims, passages, merges, findings
    evidence: URIRef
    inDocument: URIRef
    section: URIRef
    page: URIRef
    rank: URIRef
    rule: URIRef
    confidence: URIRef
    merged: URIRef
    onGround: URIRef
    apartFrom: URIRef
    about: URIRef
    sideA: URIRef
    sideB: URIRef
    verdict: URIRef
    explanation: URIRef
    severity: URIRef
    difference: URIRef
    requiredBy: URIRef
    formerName: URIRef
    gapKind: URIRef
    asRead: URIRef
    field: URIRef
    unsureBecause: URIRef
    outcome: URIRef
    reviewed: URIRef


class OA(DefinedNamespace):
    """The terms of the Web Annotation Vocabulary that are used (https://www.w3.org/TR/annotation-vocab/)."""

    _NS = Namespace("http://www.w3.org/ns/oa#")
    _fail = True

    TextPositionSelector: URIRef
    TextQuoteSelector: URIRef
    start: URIRef
    end: URIRef
    exact: URIRef


class ELI(DefinedNamespace):
    """The terms of the European Legislation Identifier ontology that are used."""

    _NS = Namespace("http://data.europa.eu/eli/ontology#")
    _fail = True

    LegalResource: URIRef
    LegalResourceSubdivision: URIRef
    Work: URIRef
    is_part_of: URIRef
    title: URIRef


class ELIDL(DefinedNamespace):
    """The terms of the ELI draft legislation ontology that are used."""

    _NS = Namespace("http://data.europa.eu/eli/eli-draft-legislation-ontology#")
    _fail = True

    Decision: URIRef
    ForeseenActivity: URIRef


class CODE:
    """Concepts of the code lists in ontology/codelists: `CODE.concept("decision-stage", "taken")`."""

    BASE = "https://w3id.org/councilgraph/code/"

    @classmethod
    def concept(cls, scheme: str, code: str) -> URIRef:
        """The IRI of a code; whether the scheme has it is checked by the shapes and a test."""
        return URIRef(f"{cls.BASE}{scheme}/{code.replace(' ', '-')}")


PREFIXES = {
    "cg": str(CG._NS),
    "code": CODE.BASE,
    "dcat": str(DCAT._NS),
    "dct": str(DCTERMS._NS),
    "eli": str(ELI._NS),
    "eli-dl": str(ELIDL._NS),
    "foaf": str(FOAF._NS),
    "oa": str(OA._NS),
    "org": str(ORG._NS),
    "owl": str(OWL._NS),
    "prov": str(PROV._NS),
    "rdf": str(RDF._NS),
    "rdfs": str(RDFS._NS),
    "schema": str(SDO._NS),
    "sh": str(SH._NS),
    "skos": str(SKOS._NS),
    "void": str(VOID._NS),
    "xsd": str(XSD._NS),
}
