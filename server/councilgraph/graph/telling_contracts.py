"""What a paper tells of contracts: terms, values, options, and what is done about them."""

from rdflib import Literal, URIRef

from councilgraph.graph import codes
from councilgraph.graph.literals import boolean, date, decimal, duration, integer, one_line, text
from councilgraph.graph.telling import Telling
from councilgraph.graph.telling_decisions import is_taken, main_decision
from councilgraph.model import ContractFact, DecisionFact, Evidence
from councilgraph.namespaces import CG, CODE, DCTERMS, RDFS, SKOS

_DOES = {
    "Award": CG.awards, "Extension": CG.extends, "Variation": CG.varies, "Termination": CG.ends,
    "Procurement": CG.procures,
}  # fmt: skip
REPORT = 2  # the standing of a report
_TO_COME = {"procure", "reprocure"}


def tell_contracts(telling: Telling) -> None:
    """Claims about each contract, its options and its events."""
    for index, fact in enumerate(telling.paper.facts.contracts):
        found = telling.find("contract", index)
        if found is not None:
            contract = URIRef(found.iri)
            _identity(telling, contract, fact)
            _terms(telling, contract, fact)
            _options(telling, contract, fact)
            _decided(telling, contract, fact)
            _event(telling, contract, index, fact)


def _acting(telling: Telling, fact: ContractFact) -> DecisionFact | None:
    decisions = telling.paper.facts.decisions
    return decisions[fact.decision] if fact.decision is not None and fact.decision < len(decisions) else None


def _only_proposed(telling: Telling, fact: ContractFact) -> bool:
    """Whether what the paper does about the contract is no more than proposed."""
    acting = _acting(telling, fact)
    return not is_taken(acting) if acting is not None else telling.standing == 3


def _identity(telling: Telling, contract: URIRef, fact: ContractFact) -> None:
    if fact.reference is not None:
        telling.say(contract, CG.reference, Literal(one_line(fact.reference.value)), fact.reference.evidence)
    if fact.title is not None:
        telling.say(contract, DCTERMS.title, text(fact.title.value), fact.title.evidence)
        service = telling.find("service", fact.title)
        if service is not None:
            telling.say(contract, CG.aboutService, telling.name(service, fact.title.evidence), fact.title.evidence)
    _labels(telling, contract, fact)
    if fact.supplier is not None:
        supplier = telling.find("body", fact.supplier)
        if supplier is not None:
            telling.say(contract, CG.supplier, telling.name(supplier, fact.supplier.evidence), fact.supplier.evidence)
    _register(telling, contract, fact)
    council = telling.paper.facts.document.council_name
    buyer = URIRef(telling.iris.council(telling.paper.council))
    telling.say(contract, CG.buyer, buyer, council.evidence[:1] if council else fact.evidence[:1])


def _register(telling: Telling, contract: URIRef, fact: ContractFact) -> None:
    """What only a register says: the department, how it was procured, and of what sort the supplier is."""
    if fact.department is not None and (department := telling.find("body", fact.department)) is not None:
        named = telling.name(department, fact.department.evidence)
        telling.say(contract, CG.department, named, fact.department.evidence)
    if fact.route is not None:
        telling.say(contract, CG.procurementRoute, text(one_line(fact.route.value)), fact.route.evidence)
    for predicate, sort in ((CG.smallEnterprise, fact.small), (CG.voluntarySector, fact.voluntary)):
        if sort is not None:
            telling.say(contract, predicate, boolean(sort.value), sort.evidence)


def _labels(telling: Telling, contract: URIRef, fact: ContractFact) -> None:
    """The label on the passages that it is made of, and the title as another name."""
    label = telling.label(str(contract))
    parts = [one for one in (fact.reference, fact.title) if one is not None]
    proofs = [proof for one in parts for proof in one.evidence]
    if fact.start is not None and fact.reference is None and label.endswith(f" from {fact.start.value.words}"):
        proofs += fact.start.evidence
    if fact.title is not None and one_line(fact.title.value) in label:
        telling.say(contract, RDFS.label, text(label), proofs)
    elif fact.title is not None:
        telling.say(contract, SKOS.altLabel, text(fact.title.value), fact.title.evidence)


def _terms(telling: Telling, contract: URIRef, fact: ContractFact) -> None:
    start = fact.started(telling.resolution.dated[telling.paper.iri])
    if start is not None:
        telling.say(contract, CG.start, date(start.value), start.evidence)
    if fact.term is not None:
        telling.say(contract, CG.term, duration(fact.term.value), fact.term.evidence)
    to_come = fact.action is not None and fact.action.value == "extend" and _only_proposed(telling, fact)
    if fact.end is not None and not to_come and not fact.end_derived:
        telling.say(contract, CG.currentEnd, date(fact.end.value), fact.end.evidence)
    if fact.latest_end is not None:
        telling.say(contract, CG.latestEnd, date(fact.latest_end.value), fact.latest_end.evidence)
    _values(telling, contract, fact)


def _values(telling: Telling, contract: URIRef, fact: ContractFact) -> None:
    """What it costs; a variation's new yearly value is the contract's own from then on, and what it was is no more."""
    varied = fact.action is not None and fact.action.value == "vary" and not _only_proposed(telling, fact)
    annual, new = fact.annual_value, fact.new_annual_value
    if varied and new is not None:
        annual, new = new, None
    for predicate, said in (
        (CG.totalValue, fact.total_value),
        (CG.newAnnualValue, new),
        (CG.totalPaid, fact.total_paid),
    ):
        if said is not None:
            telling.say(contract, predicate, decimal(said.value), said.evidence)
    if annual is not None:
        before = varied and annual is fact.annual_value  # perhaps the value before: no better than a report's
        standing = max(REPORT, telling.standing) if before else telling.standing
        telling.say(contract, CG.annualValue, decimal(annual.value), annual.evidence, standing)


def _options(telling: Telling, contract: URIRef, fact: ContractFact) -> None:
    """The options to extend, one thing each, with the state that this paper shows them in."""
    if fact.options_used is not None:
        telling.say(contract, CG.optionsUsed, integer(fact.options_used.value), fact.options_used.evidence)
    if fact.extension_options is not None:
        said = fact.extension_options
        telling.say(contract, CG.options, integer(len(said.value)), said.evidence)
        for order, length in enumerate(said.value, start=1):
            option = _option(telling, contract, order, said.evidence)
            telling.say(option, CG.duration, duration(length), said.evidence)
            telling.say(option, CG.optionState, CODE.concept("option-state", _state(telling, fact)), said.evidence)
            telling.say(option, CG.grantedIn, telling.document, said.evidence)
    _exercised(telling, contract, fact)


def _state(telling: Telling, fact: ContractFact) -> str:
    action = fact.action.value if fact.action else ""
    return (
        "envisaged" if action in _TO_COME or (action.endswith("award") and _only_proposed(telling, fact)) else "agreed"
    )


def _option(telling: Telling, contract: URIRef, order: int, evidence: tuple[Evidence, ...]) -> URIRef:
    slug = f"{contract.rpartition('/')[2]}-{order}"
    iri = URIRef(telling.iris.thing(telling.paper.council, "option", slug))
    telling.described(iri, [CG.ExtensionOption], f"Option {order} of {telling.label(str(contract))}")
    telling.say(contract, CG.hasOption, iri, evidence)
    telling.say(iri, CG.onContract, contract, evidence)
    telling.say(iri, CG.optionOrder, integer(order), evidence)
    return iri


def _exercised(telling: Telling, contract: URIRef, fact: ContractFact) -> None:
    """Which options the paper shows used: by a count, or by the extension that it makes."""
    exercised = CODE.concept("option-state", "exercised")
    if fact.options_used is not None:
        for order in range(1, fact.options_used.value + 1):
            option = _option(telling, contract, order, fact.options_used.evidence)
            telling.say(option, CG.optionState, exercised, fact.options_used.evidence)
    extends = fact.action is not None and fact.action.value == "extend" and not _only_proposed(telling, fact)
    if fact.extension_number is None or not extends or fact.legal_basis is not None:
        return
    proofs = fact.extension_number.evidence
    for order in range(1, fact.extension_number.value + 1):
        option = _option(telling, contract, order, proofs)
        telling.say(option, CG.optionState, exercised, proofs)
    decision = telling.find("decision", fact.decision)
    if decision is not None:
        telling.say(option, CG.exercisedBy, URIRef(decision.iri), proofs)


def _decided(telling: Telling, contract: URIRef, fact: ContractFact) -> None:
    """What the paper's decision has to do with the contract."""
    decision = main_decision(telling, fact.decision)
    if decision is None:
        return
    proofs = fact.action.evidence if fact.action else fact.evidence
    telling.say(decision, CG.concerns, contract, proofs)
    service = telling.find("service", fact.title)
    if service is not None and fact.title is not None:
        telling.say(decision, CG.aboutService, URIRef(service.iri), fact.title.evidence)


def _event(telling: Telling, contract: URIRef, index: int, fact: ContractFact) -> None:
    """What is done about the contract, as a thing with its decision, length, new end and ground in law."""
    found = telling.find("event", index)
    if found is None or fact.action is None:
        return
    event, proofs = URIRef(found.iri), fact.action.evidence
    telling.say(contract, CG.hasEvent, event, proofs)
    telling.say(event, CG.onContract, contract, proofs)
    action = codes.code("contract-action", fact.action.value, "mention")
    if action is not None:
        telling.say(event, CG.contractAction, action, proofs)
    if fact.extended_by is not None:
        telling.say(event, CG.duration, duration(fact.extended_by.value), fact.extended_by.evidence)
    if fact.extension_number is not None:
        telling.say(event, CG.eventOrder, integer(fact.extension_number.value), fact.extension_number.evidence)
    if fact.end is not None and not fact.end_derived and fact.action.value in ("extend", "vary"):
        telling.say(event, CG.until, date(fact.end.value), fact.end.evidence)
    _ground(telling, event, fact)
    _authorised(telling, event, contract, fact)


def _ground(telling: Telling, event: URIRef, fact: ContractFact) -> None:
    law = telling.find("law basis", fact.legal_basis_id)
    if law is not None and fact.legal_basis is not None:
        telling.say(event, CG.legalGround, URIRef(law.iri), fact.legal_basis.evidence)


def _authorised(telling: Telling, event: URIRef, contract: URIRef, fact: ContractFact) -> None:
    """The decision that makes the event happen, where the paper says which."""
    acting, decision = _acting(telling, fact), telling.find("decision", fact.decision)
    if acting is None or decision is None or fact.action is None:
        return
    telling.say(event, CG.authorisedBy, URIRef(decision.iri), fact.action.evidence)
    does = _DOES[telling.things[str(event)].classes[0]]
    if fact.action.value != "reprocure":  # what is procured is the contract to come, not this one
        telling.say(decision.iri, does, contract, fact.action.evidence)
    if acting.date is not None and is_taken(acting):
        telling.say(event, CG.on, date(acting.date.value), acting.date.evidence)
