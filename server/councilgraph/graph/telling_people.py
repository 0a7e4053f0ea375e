"""What a paper tells of people: their names, the posts that it shows them in, and their parts in its decisions."""

from rdflib import URIRef

from councilgraph.graph.literals import boolean, date
from councilgraph.graph.telling import Telling
from councilgraph.graph.telling_decisions import main_decision
from councilgraph.model import DecisionFact, Evidence, Mention, PartialDate, PersonFact, Said
from councilgraph.namespaces import CG, ORG

_PRESENT = {"present", "chairman", "in attendance"}
_AUTHORS = {"from", "author", "report author", "by", "contact", "lead officer", "relevant director", "lead director"}


def tell_people(telling: Telling) -> None:
    """Claims about everybody that the paper names in a public role."""
    for person in telling.paper.facts.people:
        _person(telling, person)
    for decision in telling.paper.facts.decisions:
        _maker(telling, decision)


def _person(telling: Telling, fact: PersonFact) -> None:
    found = telling.find("person", fact.name)
    if found is None:
        return
    person = telling.name(found, fact.name.evidence)
    role, org = fact.role, telling.find("body", fact.org)
    post = telling.find("post", _post_name(role, fact.org)) if role else None
    if role is not None and post is not None:
        employer = URIRef(org.iri) if org else None
        _holding(telling, found, post, fact.name.evidence, role.evidence, employer)
    if fact.part == "consulted":
        _consulted(telling, person, post, fact)
    elif fact.part in _AUTHORS:
        telling.state(telling.document, CG.author, person)
        telling.say(telling.document, CG.author, person, fact.name.evidence)
    elif fact.part in _PRESENT:
        _present(telling, person, fact)


def _present(telling: Telling, person: URIRef, fact: PersonFact) -> None:
    """That somebody was at the meeting of which the paper tells, and in its chair where it says so."""
    for predicate in (CG.attendedBy, *((CG.chairedBy,) if fact.part == "chairman" else ())):
        telling.state(telling.document, predicate, person)
        telling.say(telling.document, predicate, person, fact.name.evidence)


def _post_name(role: Said[str], org: Said[str] | None) -> str:
    return f"{role.value}|{org.value}" if org else role.value


def _consulted(telling: Telling, person: URIRef, post: Mention | None, fact: PersonFact) -> None:
    decision = main_decision(telling)
    if decision is not None:
        telling.say(decision, CG.consulted, person, fact.name.evidence)
        if post is not None and fact.role is not None:
            telling.say(decision, CG.consultedPost, URIRef(post.iri), fact.role.evidence)


def _maker(telling: Telling, fact: DecisionFact) -> None:
    person, post = telling.find("person", fact.maker_name), telling.find("post", fact.maker_role)
    if person is None or fact.maker_name is None:
        return
    telling.name(person, fact.maker_name.evidence)
    if post is not None and fact.maker_role is not None and fact.subject:
        _holding(telling, person, post, fact.maker_name.evidence, fact.maker_role.evidence, None)


def _holding(
    telling: Telling,
    person: Mention,
    post: Mention,
    named: tuple[Evidence, ...],
    in_role: tuple[Evidence, ...],
    employer: URIRef | None,
) -> None:
    """That a paper shows somebody in a post, on the paper's date; "Interim" is said of this, not of the post."""
    who, where = URIRef(person.iri), telling.name(post, in_role)
    iri = telling.iris.thing(
        telling.paper.council, "holding", f"{person.iri.rpartition('/')[2]}-{post.iri.rpartition('/')[2]}"
    )
    label = f"{telling.label(person.iri)}, {telling.label(post.iri)}"
    holding = telling.described(URIRef(iri), [CG.Holding, ORG.Membership], label)
    proofs = (*named[:1], *in_role[:1])
    telling.say(holding, ORG.member, who, proofs)
    telling.say(holding, CG.ofPost, where, proofs)
    telling.state(holding, ORG.organization, employer or URIRef(telling.iris.council(telling.paper.council)))
    dated = telling.resolution.dated[telling.paper.iri]
    if dated:
        printed = telling.paper.facts.document.date
        on = (*proofs, *(printed.evidence[:1] if printed else ()))
        telling.say(holding, CG.observedOn, date(PartialDate(dated)), on)
    if post.interim:
        telling.say(holding, CG.interim, boolean(True), in_role)
