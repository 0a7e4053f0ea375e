"""What a paper tells of itself, of bodies, of law, of what is planned, and in short remarks."""

from rdflib import Literal, URIRef

from councilgraph.graph import codes
from councilgraph.graph.literals import boolean, cut, date, integer, one_line, short, text
from councilgraph.graph.telling import Telling
from councilgraph.graph.telling_decisions import PASSING, main_decision
from councilgraph.iris import slug
from councilgraph.model import LegislationFact, PartialDate, RemarkFact
from councilgraph.namespaces import CG, DCTERMS, ELI, ELIDL, FOAF, ORG, RDF, RDFS

_REMARKS = {
    "reason": CG.hasReason, "alternative": CG.alternative, "interest": CG.interest, "missing record": CG.missingRecord,
    "declared by": CG.interestDeclaredBy, "dispensation": CG.dispensation, "stayed away": CG.stayedAway,
}  # fmt: skip
_MOTIONS = {"proposed by": CG.proposedBy, "seconded by": CG.secondedBy}


def tell_document(telling: Telling) -> None:
    """The paper's own description, with claims for what of it is printed."""
    paper, document = telling.paper, telling.document
    fact = paper.facts.document
    title = one_line(fact.title.value) if fact.title else _named(telling)
    for kind in (CG.Document, ELI.Work, FOAF.Document):
        telling.state(document, RDF.type, kind)
    for predicate in (RDFS.label, DCTERMS.title):
        telling.state(document, predicate, text(title))
    telling.state(document, CG.held, boolean(True))
    telling.state(document, CG.council, URIRef(telling.iris.council(paper.council)))
    telling.plain.add((document, CG.sha256, Literal(paper.text.sha256)))  # it may look like a telephone number
    telling.state(document, CG.fileName, Literal(paper.text.name))
    telling.state(document, CG.characters, integer(len(paper.text.text)))
    if fact.title is not None:
        telling.say(document, DCTERMS.title, text(fact.title.value), fact.title.evidence)
    _filing(telling)


def _named(telling: Telling) -> str:
    """What a paper without a title is shown as: its kind, body and date; its file's name where these are not known."""
    fact, dated = telling.paper.facts.document, telling.resolution.dated[telling.paper.iri]
    body = telling.find("body", fact.meeting_of or fact.council_name)
    told = [telling.label(body.iri) if body is not None else "", PartialDate(dated).words if dated else ""]
    if fact.kind.value == "other" or not any(told):
        return telling.paper.text.stem
    return ", ".join(filter(None, (fact.kind.value.capitalize(), *told)))


def _filing(telling: Telling) -> None:
    """Its kind, date and meeting."""
    fact, document = telling.paper.facts.document, telling.document
    kind = codes.code("document-kind", fact.kind.value, "other")
    if kind is not None:
        telling.state(document, CG.documentKind, kind)
        telling.say(document, CG.documentKind, kind, fact.kind.evidence)
    dated = telling.resolution.dated[telling.paper.iri]
    if dated:
        telling.state(document, DCTERMS.date, date(PartialDate(dated)))
    if fact.date is not None:
        telling.say(document, DCTERMS.date, date(fact.date.value), fact.date.evidence)
    body = telling.find("body", fact.meeting_of)
    if body is not None and fact.meeting_of is not None:
        telling.name(body, fact.meeting_of.evidence)
        telling.state(document, CG.meetingOf, URIRef(body.iri))
        telling.say(document, CG.meetingOf, URIRef(body.iri), fact.meeting_of.evidence)


def tell_organisations(telling: Telling) -> None:
    """The names that the paper prints for the council, committees and organisations."""
    for fact in telling.paper.facts.organisations:
        found = telling.find("body", fact.name)
        if found is not None:
            telling.name(found, fact.evidence)
    council = telling.paper.facts.document.council_name
    found = telling.find("body", council)
    if found is not None and council is not None:
        telling.name(found, council.evidence)


def tell_renamings(telling: Telling) -> None:
    """The former names of bodies, each as a change with the body that came of it, and when, as far as papers say."""
    dated = telling.paper.facts.document.date
    for fact in telling.paper.facts.renamings:
        found = telling.find("body", fact.name)
        if found is None:
            continue
        body, former = URIRef(found.iri), one_line(fact.former.value)
        label = f"{telling.label(found.iri)}, formerly {former}"
        iri = telling.iris.thing(telling.paper.council, "renaming", slug(label))
        change = telling.described(URIRef(iri), [CG.Renaming, ORG.ChangeEvent], label)
        telling.say(body, ORG.changedBy, change, fact.evidence)
        telling.say(change, CG.formerName, text(former), fact.evidence)
        telling.state(change, ORG.resultingOrganization, body)
        if fact.until is not None:
            telling.say(change, CG.until, date(fact.until.value), fact.until.evidence)
        elif dated is not None:
            telling.say(change, CG.observedOn, date(dated.value), [*fact.evidence, *dated.evidence])


def tell_laws(telling: Telling) -> None:
    """Each provision that the paper cites, in which words, and the decision that it stands with."""
    for index, fact in enumerate(telling.paper.facts.legislation):
        found = telling.find("law", index)
        if found is not None:
            law = URIRef(found.iri)
            telling.say(law, RDFS.label, text(telling.label(found.iri)), fact.evidence)
            telling.say(law, CG.citedAs, Literal(one_line(fact.cited_as.value)), fact.cited_as.evidence)
            if fact.section is None:
                telling.say(law, CG.sectionless, boolean(True), fact.evidence)
            _cited(telling, law, fact)


def _cited(telling: Telling, law: URIRef, fact: LegislationFact) -> None:
    decision = main_decision(telling, fact.decision)
    if decision is not None:
        telling.say(decision, CG.cites, law, fact.evidence)
    else:
        telling.state(telling.document, CG.cites, law)
        telling.say(telling.document, CG.cites, law, fact.evidence)


def tell_steps(telling: Telling) -> None:
    """What is planned, and by when."""
    for fact in telling.paper.facts.steps:
        label = cut(one_line(fact.what.value))
        step = telling.own("step", f"{telling.stem}-{slug(label)}", [CG.PlannedStep, ELIDL.ForeseenActivity], label)
        telling.say(step, RDFS.label, text(label), fact.what.evidence)
        telling.say(step, CG.on, date(fact.date.value), fact.date.evidence)
        for bound, day in zip((CG.earliest, CG.latest), fact.within or (), strict=False):
            telling.say(step, bound, date(PartialDate(day.isoformat())), fact.date.evidence)
        telling.state(step, CG.recordedIn, telling.document)
        for about in _planned(telling):
            telling.say(step, CG.about, about, fact.evidence)


def _planned(telling: Telling) -> list[URIRef]:
    """What the paper's steps lead to: its decision, and the contract that it sets out to procure, where it is one."""
    decision = main_decision(telling)
    contracts = [
        URIRef(found.iri)
        for index, fact in enumerate(telling.paper.facts.contracts)
        if fact.action is not None and fact.action.value == "procure" and (found := telling.find("contract", index))
    ]
    return ([decision] if decision else []) + (contracts if len(contracts) == 1 else [])


def tell_remarks(telling: Telling) -> None:
    """Reasons, alternatives, interests and the like of decisions; definitions; meetings; what a budget has done."""
    for fact in telling.paper.facts.remarks:
        if fact.kind in _MOTIONS:
            moved = main_decision(telling, fact.decision)
            if moved is not None:
                _acted(telling, moved, _MOTIONS[fact.kind], fact)
        elif fact.kind == "apologies":
            _acted(telling, telling.document, CG.apologiesFrom, fact)
        elif fact.kind == "next meeting":
            following = date(PartialDate(fact.about))
            telling.state(telling.document, CG.nextMeeting, following)
            telling.say(telling.document, CG.nextMeeting, following, fact.evidence)
        elif fact.kind == "definition":
            _definition(telling, fact)
        elif fact.kind == "unchanged budget":
            _unchanged(telling, fact)
        elif fact.kind in _REMARKS:
            decision = main_decision(telling, fact.decision)
            if decision is not None:
                telling.say(decision, _REMARKS[fact.kind], short(fact.text), fact.evidence)
                if fact.kind == "interest" and fact.about:
                    telling.say(decision, CG.interestDeclared, boolean(fact.about == "declared"), fact.evidence)


def _acted(telling: Telling, subject: URIRef, predicate: URIRef, fact: RemarkFact) -> None:
    """Who moved, seconded or sent apologies, where the paper has him or her among its people."""
    passage = fact.evidence[0]
    named = (
        person.name
        for person in telling.paper.facts.people
        if any(one.start < passage.end and passage.start < one.end for one in person.evidence)
    )
    person = telling.find("person", next(named, fact.text))
    if person is not None:
        if subject == telling.document:
            telling.state(subject, predicate, URIRef(person.iri))
        telling.say(subject, predicate, URIRef(person.iri), fact.evidence)


def _definition(telling: Telling, fact: RemarkFact) -> None:
    name = f"{telling.stem}-{slug(fact.about or 'term')}"
    definition = telling.own("definition", name, [CG.Definition], f"Definition of {fact.about or 'a term'}")
    telling.say(definition, CG.meaning, short(fact.text), fact.evidence)
    telling.state(definition, CG.recordedIn, telling.document)
    if fact.about:
        telling.say(definition, CG.definesTerm, Literal(fact.about), fact.evidence)


def _unchanged(telling: Telling, fact: RemarkFact) -> None:
    """Since when a budget is said to be the same, of the paper's one service, else its one contract."""
    contracts = {m.iri for i, _ in enumerate(telling.paper.facts.contracts) if (m := telling.find("contract", i))}
    services = {
        m.iri
        for one in telling.paper.facts.contracts
        if one.title is not None and (m := telling.find("service", one.title))
    }
    for about in (services, contracts):
        if len(about) == 1:
            telling.say(next(iter(about)), CG.unchangedSince, date(PartialDate(fact.about)), fact.evidence, PASSING - 2)
            return
