"""What a paper tells of decisions: number, title, maker, date, stage, relations, delegations."""

import re
from collections.abc import Iterator

from rdflib import Literal, URIRef

from councilgraph.graph import codes
from councilgraph.graph.literals import boolean, date, integer, one_line, short, text
from councilgraph.graph.telling import Telling
from councilgraph.iris import slug
from councilgraph.model import DecisionFact, DelegationFact, Evidence, Mention, Said
from councilgraph.namespaces import CG, DCTERMS, RDFS, SKOS

PASSING = 4  # the standing of what is only mentioned
_RELATIONS = (
    (re.compile(r"carr(?:y|ies|ied) out|implement|gives? effect|enact|relates to member", re.I), CG.carriesOut),
    (re.compile(r"replace|supersede|revoke|rescind", re.I), CG.replacesDecision),
    (re.compile(r"follow|amend|vari|extend", re.I), CG.follows),
)
_NOT_TAKEN = {"proposed", "mentioned", "deferred", "withdrawn", "rejected", "agenda"}


def main_decision(telling: Telling, index: int | None = None) -> URIRef | None:
    """The decision with an index, else the paper's one own decision, else None."""
    own = [i for i, fact in enumerate(telling.paper.facts.decisions) if fact.subject]
    if index is None and len(own) == 1:
        index = own[0]
    found = telling.find("decision", index)
    return URIRef(found.iri) if found else None


def is_taken(fact: DecisionFact) -> bool:
    """Whether a paper shows the decision as taken, not as proposed or mentioned."""
    return fact.subject and fact.status is not None and fact.status.value not in _NOT_TAKEN


def tell_decisions(telling: Telling) -> None:
    """Claims about each decision and what it leaves to whom."""
    for index, fact in enumerate(telling.paper.facts.decisions):
        found = telling.find("decision", index)
        if found is not None:
            _identity(telling, URIRef(found.iri), fact)
            _course(telling, URIRef(found.iri), fact)
            _makers(telling, URIRef(found.iri), fact)
            _relations(telling, URIRef(found.iri), fact)
    for delegation in _delegations(telling):
        _delegation(telling, delegation)


def _standing(telling: Telling, fact: DecisionFact) -> int:
    return telling.standing if fact.subject else PASSING


def _identity(telling: Telling, decision: URIRef, fact: DecisionFact) -> None:
    standing = _standing(telling, fact)
    if fact.number is not None:
        telling.say(decision, DCTERMS.identifier, Literal(one_line(fact.number.value)), fact.number.evidence, standing)
    if fact.title is not None:
        telling.say(decision, DCTERMS.title, text(fact.title.value), fact.title.evidence, standing)
    said = [one for one in (fact.number, fact.title) if one is not None]
    label = " ".join(one_line(one.value) for one in said)
    proofs = [proof for one in said for proof in one.evidence]
    predicate = RDFS.label if label == telling.label(str(decision)) else SKOS.altLabel
    if predicate == RDFS.label or fact.title is not None:
        shown = label if predicate == RDFS.label or fact.title is None else one_line(fact.title.value)
        telling.say(decision, predicate, text(shown), proofs, standing)
    if fact.subject:
        telling.say(decision, CG.recordedIn, telling.document, fact.evidence)
    service = telling.find("decision service", fact.title)
    if service is not None and fact.title is not None:
        telling.say(decision, CG.aboutService, URIRef(service.iri), fact.title.evidence, standing)


def _course(telling: Telling, decision: URIRef, fact: DecisionFact) -> None:
    """Kind, stage, date, and what the record enters about the decision's standing."""
    standing = _standing(telling, fact)
    kind = codes.code("decision-kind", fact.kind.value) if fact.kind else None
    if fact.kind is not None and kind is not None:
        telling.say(decision, CG.decisionKind, kind, fact.kind.evidence, standing)
    stage = codes.stage(fact.status.value if fact.status else "proposed")
    if stage is not None:  # an item of an agenda that says no more is proposed
        telling.say(decision, CG.stage, stage, fact.status.evidence if fact.status else fact.evidence, standing)
    if fact.date is not None:
        predicate = CG.decidedOn if is_taken(fact) or fact.date_type == "signed" else CG.on
        telling.say(decision, predicate, date(fact.date.value), fact.date.evidence, standing)
    for predicate, flag in ((CG.keyDecision, fact.key_decision), (CG.retrospective, fact.retrospective)):
        if flag is not None:
            telling.say(decision, predicate, boolean(flag.value), flag.evidence, standing)
    if fact.minute is not None:
        telling.say(decision, CG.minute, Literal(one_line(fact.minute.value)), fact.minute.evidence, standing)
    if fact.votes is not None:
        names = {"for": CG.votesFor, "against": CG.votesAgainst, "abstain": CG.abstentions}
        for name, count in fact.votes.value.items():
            telling.say(decision, names[name], integer(count), fact.votes.evidence, standing)


def _makers(telling: Telling, decision: URIRef, fact: DecisionFact) -> None:
    standing = _standing(telling, fact)
    person = telling.find("person", fact.maker_name)
    post, body = telling.find("post", fact.maker_role), telling.find("body", fact.maker_role)
    if person is not None and fact.maker_name is not None:
        telling.say(decision, CG.decidedBy, URIRef(person.iri), fact.maker_name.evidence, standing)
    for predicate, found in ((CG.decidedInPost, post), (CG.decidedByBody, body)):
        if found is not None and fact.maker_role is not None:
            telling.name(found, fact.maker_role.evidence, standing)
            telling.say(decision, predicate, URIRef(found.iri), fact.maker_role.evidence, standing)


def _relations(telling: Telling, decision: URIRef, fact: DecisionFact) -> None:
    for relation in fact.related:
        found = telling.find("decision number", one_line(relation.value.ref))
        if found is None or found.iri == str(decision):
            continue
        predicate = next((p for pattern, p in _RELATIONS if pattern.search(relation.value.relation)), CG.relatedTo)
        telling.say(decision, predicate, URIRef(found.iri), relation.evidence)
        telling.say(found.iri, DCTERMS.identifier, Literal(found.name), relation.evidence, PASSING)


def _delegations(telling: Telling) -> Iterator[DelegationFact]:
    """The paper's delegations, and those of decisions that have none among them."""
    facts = telling.paper.facts
    yield from facts.delegations
    with_own = {delegation.decision for delegation in facts.delegations}
    for index, fact in enumerate(facts.decisions):
        if fact.delegated_to is not None and index not in with_own and None not in with_own:
            yield DelegationFact(
                evidence=fact.delegated_to.evidence, delegated_to=fact.delegated_to,
                in_consultation_with=fact.in_consultation_with, decision=index,
            )  # fmt: skip


def _delegation(telling: Telling, fact: DelegationFact) -> None:
    """One delegation: to whom, with whom, what for, by which decision."""
    decision = main_decision(telling, fact.decision)
    to = _whom(telling, fact.delegated_to)
    if to is None:
        return
    given_by = str(decision).rpartition("/")[2] if decision else telling.stem
    name = f"{given_by} {to.iri.rpartition('/')[2]}"
    delegation = telling.own("delegation", _cased(name), [CG.Delegation], f"Delegation to {telling.label(to.iri)}")
    telling.say(delegation, CG.delegatedTo, telling.name(to, fact.delegated_to.evidence), fact.delegated_to.evidence)
    if fact.in_consultation_with is not None:
        _consultation(telling, delegation, fact.in_consultation_with)
    if fact.what is not None:
        telling.say(delegation, CG.subjectMatter, short(fact.what.value), fact.what.evidence)
    if decision is not None:
        telling.say(decision, CG.delegates, delegation, fact.evidence)
        telling.say(delegation, CG.authorisedBy, decision, fact.evidence)


def _consultation(telling: Telling, delegation: URIRef, said: Said[str]) -> None:
    whom = _whom(telling, said)
    if whom is not None:
        telling.say(delegation, CG.inConsultationWith, telling.name(whom, said.evidence), said.evidence)


def _whom(telling: Telling, said: Said[str]) -> Mention | None:
    return telling.find("post", said) or telling.find("body", said) or telling.find("person", said)


def _cased(name: str) -> str:
    head, _, rest = name.partition(" ")
    return f"{head}-{slug(rest)}"[:120]


def proofs(*said: Said[object] | None) -> tuple[Evidence, ...]:
    """The passages of several values together."""
    return tuple(proof for one in said if one is not None for proof in one.evidence)
