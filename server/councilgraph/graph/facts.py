"""The facts graph: of the claims of all papers the values to go by, and what things are."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from rdflib import Graph, Literal, URIRef

from councilgraph.graph.literals import boolean, text, without_contact
from councilgraph.iris import Iris
from councilgraph.model import Claim, PartialDate, Resolution, Thing
from councilgraph.namespaces import CG, CODE, DCTERMS, ELI, ELIDL, FOAF, ORG, PROV, RDF, RDFS, SKOS, XSD

Triple = tuple[URIRef, URIRef, URIRef | Literal]

TYPES = {
    "decision": (CG.Decision, ELIDL.Decision, PROV.Activity),
    "contract": (CG.Contract,),
    "service": (CG.Service,),
    "person": (FOAF.Person,),
    "post": (CG.Post, ORG.Post),
    "organisation": (ORG.FormalOrganization,),
    "committee": (CG.Committee, ORG.OrganizationalUnit),
    "event": (CG.ContractEvent,),
    "citation": (ELI.LegalResource,),
}

ONE = {  # predicates with one value for a thing: the weightiest source's, exact before rounded, later before earlier
    str(p) for p in (
        DCTERMS.identifier, DCTERMS.title, RDFS.label, CG.decisionKind, CG.keyDecision, CG.decidedOn, CG.minute,
        CG.votesFor, CG.votesAgainst, CG.abstentions, CG.reference, CG.supplier, CG.start, CG.term, CG.annualValue,
        CG.totalValue, CG.newAnnualValue, CG.options, CG.duration, CG.until, CG.eventOrder, CG.contractAction,
        CG.legalGround, CG.optionOrder, CG.retrospective, CG.decidedByBody, CG.decidedBy, CG.decidedInPost, CG.on,
        CG.interest, CG.interestDeclared,
    )
}  # fmt: skip
NOW = {str(p) for p in (CG.currentEnd, CG.latestEnd, CG.optionsUsed, CG.totalPaid)}  # the later paper's value counts
ENDS = {str(p) for p in (CG.currentEnd, CG.latestEnd)}
MAKER = {str(p) for p in (CG.decidedBy, CG.decidedInPost, CG.decidedByBody)}  # one thing said in three ways
STAGE, OPTION_STATE, KIND = str(CG.stage), str(CG.optionState), str(CG.decisionKind)
_LAST_STAGES = {CODE.concept("decision-stage", code) for code in ("proposed", "mentioned")}
_LAST_KINDS = {CODE.concept("decision-kind", code) for code in ("proposed", "agenda")}
_STATES = [CODE.concept("option-state", code) for code in ("exercised", "lapsed", "agreed", "envisaged")]


def ranked(claims: Iterable[Claim]) -> list[Claim]:
    """The claims with their ranks: where values of one thing compete, the one to go by is preferred.

    What a later paper has overtaken is deprecated, every other value stays normal.
    """
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.subject, claim.predicate].append(claim)
    makers: dict[str, int] = {}
    for (subject, predicate), group in groups.items():
        if predicate in MAKER:
            best = min(claim.standing for claim in group)
            makers[subject] = min(best, makers.get(subject, best))
    impossible = dict.fromkeys(_backward(groups))
    gone = set(map(id, impossible))
    kept = ([one for one in group if id(one) not in gone] for group in groups.values())
    stand = [_overruled(one, makers) for group in kept if group for one in _ranked(group)]
    return stand + [replace(one, rank="deprecated") for one in impossible]


def _backward(groups: Mapping[tuple[str, str], Sequence[Claim]]) -> list[Claim]:
    """Claims that a contract ends before it starts: misprinted or misread, never the value to go by."""
    found = []
    for (subject, predicate), group in groups.items():
        starts = groups.get((subject, str(CG.start))) if predicate in ENDS else None
        if starts:
            first = PartialDate(str(min(starts, key=weight).object)).earliest
            found += [one for one in group if PartialDate(str(one.object)).latest < first]
    return found


def _overruled(claim: Claim, makers: Mapping[str, int]) -> Claim:
    """A claim about who decides is overtaken where a weightier paper says who did, be it person, post or body."""
    late = claim.predicate in MAKER and claim.standing > makers[claim.subject]
    return replace(claim, rank="deprecated") if late else claim


def _ranked(group: Sequence[Claim]) -> list[Claim]:
    predicate = group[0].predicate
    competing = predicate in ONE or predicate in NOW or predicate in (STAGE, OPTION_STATE)
    if not competing or len({claim.object for claim in group}) < 2:
        return list(group)
    best = min(group, key=weight)
    loser = "deprecated" if predicate in NOW or predicate in (STAGE, OPTION_STATE) else "normal"
    return [replace(claim, rank="preferred" if claim.object == best.object else loser) for claim in group]


def weight(claim: Claim) -> tuple[object, ...]:
    """What claims of one thing and predicate are sorted by, the one to go by first."""
    later = _later_first(claim.dated)
    value = str(claim.object)
    if claim.predicate in NOW:
        return later, claim.standing, _coarseness(claim), value
    if claim.predicate == STAGE:
        return claim.object in _LAST_STAGES, claim.standing == 4, later, claim.standing, value
    if claim.predicate == OPTION_STATE:
        return _STATES.index(URIRef(value)), later, value
    if claim.predicate == KIND:
        return claim.object in _LAST_KINDS, claim.standing, later, value
    return claim.standing, _coarseness(claim), later, value


def _later_first(iso: str) -> int:
    return -PartialDate(iso).latest.toordinal() if iso else 0


def _coarseness(claim: Claim) -> Decimal:
    """The unit of a sum's last printed digit: nought where a passage prints it in full, else by its last noughts."""
    value = claim.object
    if not isinstance(value, Literal) or value.datatype != XSD.decimal:
        return Decimal(0)
    whole = str(value).partition(".")[0]
    if any(whole in re.sub(r"[,\s]", "", proof.quote) for proof in claim.evidence):
        return Decimal(0)
    return Decimal(1).scaleb(len(whole) - len(whole.rstrip("0")))


def held_true(claims: Iterable[Claim]) -> list[Claim]:
    """The ranked claims whose triples stand in the facts graph: preferred ones, and all where none competes."""
    contested = {(claim.subject, claim.predicate) for claim in claims if claim.rank == "preferred"}
    return [one for one in claims if one.rank == "preferred" or _stands(one, contested)]


def _stands(claim: Claim, contested: Collection[tuple[str, str]]) -> bool:
    return claim.rank == "normal" and (claim.subject, claim.predicate) not in contested


def facts_graph(
    claims: Sequence[Claim], resolution: Resolution, iris: Iris, plain: Iterable[Triple], documents: set[str]
) -> Graph:
    """The things with their types, labels and plain properties; documents describe themselves elsewhere.

    `claims` are ranked, `plain` are the triples of things that single papers bring along.
    """
    graph = Graph(store="SimpleMemory")
    graph.addN(
        (*triple_of(claim), graph)
        for claim in held_true(claims)
        if claim.subject not in documents and claim.predicate != str(RDFS.label)
    )
    graph.addN((*triple, graph) for triple in plain if str(triple[0]) not in documents)
    graph.addN((*triple, graph) for thing in resolution.things for triple in described(thing, iris))
    _drop_surplus_options(graph)
    _drop_labels_as_aliases(graph)
    _bound(graph, _first_told(claims))
    return graph


def _first_told(claims: Iterable[Claim]) -> dict[str, str]:
    """The date of the first paper that tells of each thing that happens to a contract."""
    found: dict[str, str] = {}
    for claim in claims:
        if claim.predicate == str(CG.onContract) and claim.dated:
            found[claim.subject] = min(claim.dated, found.get(claim.subject, claim.dated))
    return found


def triple_of(claim: Claim) -> Triple:
    """What a claim claims."""
    return URIRef(claim.subject), URIRef(claim.predicate), _term(claim.object)


def _term(value: object) -> URIRef | Literal:
    if not isinstance(value, URIRef | Literal):
        raise TypeError(f"A claim's object is an IRI or a literal, not {value!r}.")
    return value


def described(thing: Thing, iris: Iris) -> Iterable[Triple]:
    """Types, names, council and whether it is held, of a resolved thing."""
    iri = URIRef(thing.iri)
    yield iri, RDFS.label, text(without_contact(thing.label) or thing.kind)
    for name in thing.alt_labels:
        yield iri, SKOS.altLabel, text(without_contact(name) or thing.kind)
    for kind in _types(thing):
        yield iri, RDF.type, kind
    if thing.identifier:
        yield iri, CG.reference if thing.kind == "contract" else DCTERMS.identifier, Literal(thing.identifier)
    if thing.kind == "person":
        yield iri, FOAF.name, Literal(thing.label)
    if thing.kind != "law":
        yield iri, CG.council, URIRef(iris.council(thing.council))
        yield iri, CG.held, boolean(thing.held)
    if thing.part_of:
        parts = {"law": ELI.is_part_of, "committee": ORG.unitOf, "post": ORG.postIn}
        yield iri, parts[thing.kind], URIRef(thing.part_of)


def _types(thing: Thing) -> tuple[URIRef, ...]:
    if thing.kind == "law":
        return (ELI.LegalResourceSubdivision,) if thing.part_of else (ELI.LegalResource,)
    return (*TYPES[thing.kind], *(CG[name] for name in thing.classes))


def _drop_surplus_options(graph: Graph) -> None:
    """Options beyond the number to go by (a paper that tells of more is overruled) leave the facts."""
    for contract, number in list(graph.subject_objects(CG.options)):
        for option in list(graph.objects(contract, CG.hasOption)):
            if int(str(graph.value(option, CG.optionOrder))) > int(str(number)):
                graph.remove((contract, CG.hasOption, option))
                graph.remove((option, None, None))


def _drop_labels_as_aliases(graph: Graph) -> None:
    for thing, label in list(graph.subject_objects(RDFS.label)):
        graph.remove((thing, SKOS.altLabel, label))


def _bound(graph: Graph, told: Mapping[str, str]) -> None:
    """First and last day of every event, step and holding, for filters and order, where no paper says them.

    An event without a date of its own has that of its new end; else of the contract's start, of an award;
    else of the first paper that tells of it.
    """
    dates: dict[URIRef, list[PartialDate]] = defaultdict(list)
    for predicate in (CG.observedOn, CG.on, CG.until):
        for thing, value in graph.subject_objects(predicate):
            if isinstance(thing, URIRef) and (predicate != CG.until or thing not in dates):
                dates[thing].append(PartialDate(str(value)))
    for event in graph.subjects(RDF.type, CG.ContractEvent):
        if isinstance(event, URIRef) and event not in dates:
            start = graph.value(graph.value(event, CG.onContract), CG.start)
            award = (event, RDF.type, CG.Award) in graph and start is not None
            day = str(start) if award else told.get(str(event), "")
            dates[event] = [PartialDate(day)] if day else []
    for thing, found in dates.items():
        if (thing, CG.earliest, None) not in graph:
            graph += ((thing, bound, value) for bound, value in days(found))


def days(dates: Sequence[PartialDate]) -> Iterable[tuple[URIRef, Literal]]:
    """The first and the last day of some dates, as properties; none of no dates."""
    if dates:
        yield CG.earliest, _day(min(one.earliest for one in dates))
        yield CG.latest, _day(max(one.latest for one in dates))


def _day(value: dt.date) -> Literal:
    return Literal(value.isoformat(), datatype=XSD.date)
