"""Contracts: one thing by its reference; else by supplier, start, term, options and service, where none conflicts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from councilgraph.iris import reference_slug, slug
from councilgraph.model import ContractFact, Duration, Evidence, Paper, PartialDate, Thing
from councilgraph.resolve.clusters import Clusters, Join, passages
from councilgraph.resolve.names import tidy, words
from councilgraph.resolve.registry import Registry
from councilgraph.resolve.services import subject
from councilgraph.resolve.standing import Standing

REFERENCE = "The same contract reference in one council."
SUPPLIER_START = "The same supplier and the same start."
SERVICE_START = "The same service and start, and neither term, options nor supplier against it."
SUPPLIER_SERVICE_END = "The same supplier, service and end."
DECISION = "The same decision about the same service, and nothing against it."
VALUE = "The same supplier and service, and a yearly value that agrees after rounding."
IN_FORCE = "The same service, and the only contract for it in force on the paper's date."

Node = tuple[str, int]  # document IRI and index of the fact


@dataclass(frozen=True)
class Seen:
    """What one paper tells of a contract that helps to know it again."""

    node: Node
    fact: ContractFact
    reference: str
    supplier: str  # IRI
    service: str  # IRI
    decision: str  # IRI
    dated: str

    @cached_property
    def start(self) -> PartialDate | None:
        """When it starts, where the paper says so."""
        said = self.fact.started(self.dated)
        return said.value if said else None

    @cached_property
    def term(self) -> int | None:
        """Its term in months."""
        return self.fact.term.value.months if self.fact.term else None

    @cached_property
    def options(self) -> tuple[int, ...] | None:
        """Its options in months."""
        options = self.fact.extension_options
        return tuple(one.months for one in options.value) if options else None


@dataclass
class Contracts:
    """The contracts of one council while they are put together."""

    seen: dict[Node, Seen]
    clusters: Clusters[Node]

    def of(self, node: Node) -> list[Seen]:
        """All that is told of the contract that a fact is about, as known so far."""
        return [self.seen[member] for member in self.clusters.members(node)]

    def join(self, left: Seen, right: Seen, ground: str) -> bool:
        """Make two contracts one, unless something that is told of them conflicts."""
        if self.clusters.apart(left.node, right.node) or conflict(self.of(left.node), self.of(right.node)):
            return False
        self.clusters.join(left.node, right.node, ground)
        return True


def resolve_contracts(papers: Sequence[Paper], registry: Registry, standing: Standing) -> None:
    """Index every contract by fact index."""
    seen = [one for paper in papers for one in _seen(paper, registry, standing)]
    contracts = Contracts({one.node: one for one in seen}, Clusters[Node]())
    for one in seen:
        told = "contract", one.node[0], one.node[1]
        contracts.clusters.tell(one.node, registry.told.apart(*told), registry.told.tie(*told))
    for key, ground in _KEYS:
        _by_key(seen, key, ground, contracts)
    _by_candidates(seen, contracts)
    grounds = contracts.clusters.grounds()
    for nodes in contracts.clusters.sets():
        found = [contracts.seen[node] for node in nodes]
        _add(found, grounds.get(contracts.clusters.root(nodes[0]), []), contracts, registry, standing)


def _seen(paper: Paper, registry: Registry, standing: Standing) -> Iterator[Seen]:
    for index, fact in enumerate(paper.facts.contracts):
        supplier = registry.find("body", paper.iri, fact.supplier.value) if fact.supplier else None
        service = registry.find("service", paper.iri, fact.title.value) if fact.title else None
        decision = registry.find("decision", paper.iri, fact.decision) if fact.decision is not None else None
        yield Seen(
            (paper.iri, index), fact, "".join(words(fact.reference.value)).upper() if fact.reference else "",
            supplier.iri if supplier else "", service.iri if service else "", decision.iri if decision else "",
            standing.dated(paper),
        )  # fmt: skip


def conflict(left: Sequence[Seen], right: Sequence[Seen]) -> bool:
    """Whether what is told of two contracts cannot hold of one; a paper tells of each contract once."""
    references = [{one.reference for one in side if one.reference} for side in (left, right)]
    suppliers = [{one.supplier for one in side if one.supplier} for side in (left, right)]
    services = [{one.service for one in side if one.service} for side in (left, right)]
    suppliers_differ, services_differ = _differ(*suppliers), _differ(*services)
    starts = [{one.start for one in side} - {None} for side in (left, right)]
    starts_differ = any(_apart(a, b) for a in starts[0] for b in starts[1] if a and b)
    if references[0] and references[1]:
        return references[0] != references[1] or (suppliers_differ and (starts_differ or services_differ))
    papers = [{one.node[0] for one in side} for side in (left, right)]
    return bool(papers[0] & papers[1]) or suppliers_differ or starts_differ or services_differ


def _differ(left: set[str], right: set[str]) -> bool:
    return bool(left and right) and not left & right


def _apart(a: PartialDate, b: PartialDate) -> bool:
    return a.latest < b.earliest or b.latest < a.earliest


def _month(date: PartialDate | None) -> str:
    return date.earliest.isoformat()[:7] if date else ""


def _by_reference(one: Seen) -> tuple[str, ...]:
    return (one.reference,)


def _by_supplier_start(one: Seen) -> tuple[str, ...]:
    return one.supplier, _month(one.start)


def _by_service_start(one: Seen) -> tuple[str, ...]:
    return one.service, _month(one.start)


def _by_supplier_service_end(one: Seen) -> tuple[str, ...]:
    return one.supplier, one.service, one.fact.end.value.iso if one.fact.end else ""


def _by_decision(one: Seen) -> tuple[str, ...]:
    return one.decision, one.service, one.fact.action.value if one.fact.action else ""


_KEYS: tuple[tuple[Callable[[Seen], tuple[str, ...]], str], ...] = (
    (_by_reference, REFERENCE),
    (_by_supplier_start, SUPPLIER_START),
    (_by_service_start, SERVICE_START),
    (_by_decision, DECISION),
    (_by_supplier_service_end, SUPPLIER_SERVICE_END),
)


def _by_key(seen: Sequence[Seen], key: Callable[[Seen], tuple[str, ...]], ground: str, contracts: Contracts) -> None:
    """Join what shares a key and does not conflict; what fits two different contracts joins neither."""
    blocks: dict[tuple[str, ...], list[Seen]] = defaultdict(list)
    for one in seen:
        if all(key(one)):
            blocks[key(one)].append(one)
    for block in blocks.values():
        heads: list[Seen] = []
        for one in block:
            fits = [head for head in heads if _fits(head, one, ground, contracts)]
            roots = {contracts.clusters.root(head.node) for head in fits}
            if len(roots) == 1:
                contracts.join(fits[0], one, ground)
            elif not roots:
                heads.append(one)


def _fits(head: Seen, one: Seen, ground: str, contracts: Contracts) -> bool:
    if contracts.clusters.apart(head.node, one.node):
        return False
    left, right = contracts.of(head.node), contracts.of(one.node)
    if contracts.clusters.root(head.node) == contracts.clusters.root(one.node):
        return True
    if ground == SERVICE_START and (_vary(left, right, "term") or _vary(left, right, "options")):
        return False
    return not conflict(left, right)


def _vary(left: Sequence[Seen], right: Sequence[Seen], name: str) -> bool:
    values = [{getattr(one, name) for one in side} - {None} for side in (left, right)]
    return bool(values[0] and values[1]) and not values[0] & values[1]


def _by_candidates(seen: Sequence[Seen], contracts: Contracts) -> None:
    """Join a contract told of without its start to the one contract for its service that it can be."""
    by_service: dict[str, list[Seen]] = defaultdict(list)
    for one in seen:
        if one.service and one.start:
            by_service[one.service].append(one)
    for one in seen:
        if any(other.start for other in contracts.of(one.node)):
            continue
        for ground, test in ((VALUE, _same_value), (IN_FORCE, _in_force)):
            fits = {
                contracts.clusters.root(other.node): other
                for other in by_service.get(one.service, ())
                if not contracts.clusters.apart(other.node, one.node)
                and not conflict(contracts.of(other.node), contracts.of(one.node))
                and test(one, contracts.of(other.node))
            }
            if len(fits) == 1 and contracts.join(next(iter(fits.values())), one, ground):
                break


def _same_value(one: Seen, others: Sequence[Seen]) -> bool:
    values = [other.fact.annual_value.value for other in others if other.fact.annual_value]
    mine = one.fact.annual_value.value if one.fact.annual_value else None
    same_supplier = bool(one.supplier) and one.supplier in {other.supplier for other in others}
    return mine is not None and same_supplier and any(agree(mine, value) for value in values)


def agree(a: Decimal, b: Decimal) -> bool:
    """Whether two sums are one within the unit of the coarser one's last printed digit."""
    return abs(a - b) < max(_unit(a), _unit(b))


def _unit(value: Decimal) -> Decimal:
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _in_force(one: Seen, others: Sequence[Seen]) -> bool:
    action = one.fact.action.value if one.fact.action else ""
    if action in {"procure", "award", "direct award"} or not one.dated:
        return False
    start = min(other.start.earliest for other in others if other.start)
    end = max((day for other in others for day in _ends(other, start)), default=None)
    return end is not None and start <= PartialDate(one.dated).latest and PartialDate(one.dated).earliest <= end


def _ends(seen: Seen, start: dt.date) -> Iterator[dt.date]:
    if seen.fact.end is not None:
        yield seen.fact.end.value.latest
    if seen.term:
        yield Duration(f"P{seen.term + sum(seen.options or ())}M").after(start)


def _add(
    found: Sequence[Seen], joins: Sequence[Join[Node]], contracts: Contracts, registry: Registry, standing: Standing
) -> None:
    """One contract with its reference, its best title and all its mentions."""
    best = sorted(found, key=lambda one: (standing.of_paper(one.node[0]), _title(one), one.node))
    titles = sorted((_title(one) for one in best if one.fact.title), key=lambda title: subject(title) != title)
    tie = contracts.clusters.told(found[0].node)
    reference = next((tidy(one.fact.reference.value) for one in best if one.fact.reference), "")
    title = titles[0] if titles else "Contract"
    label = f"{reference} {title}" if reference else _label(title, best)
    thing = registry.add(
        Thing(
            registry.new("contract", reference_slug(reference) if reference else _slug(best, registry), tie),
            "contract", label, tuple(sorted(set(titles) - {title})), registry.council, identifier=reference,
        )
    )  # fmt: skip
    for one in found:
        registry.point(("contract", one.node[0], str(one.node[1])), thing, _title(one) or title)
    if joins:
        ends = [contracts.seen[node] for join in joins for node in (join.left, join.right)]
        evidence = [proof for one in ends for proof in passages(one.node[0], *_identified(one.fact))]
        registry.merged(thing.iri, [*titles, reference] if reference else titles, _grounds(joins), evidence)


def _title(one: Seen) -> str:
    return tidy(one.fact.title.value) if one.fact.title else ""


def _grounds(joins: Sequence[Join[Node]]) -> str:
    return " ".join(sorted({join.ground for join in joins}))


def _identified(fact: ContractFact) -> list[tuple[Evidence, ...]]:
    """The passages that say which contract it is."""
    said = (fact.reference, fact.supplier, fact.start, fact.title)
    return [one.evidence[:1] for one in said if one is not None]


def _label(title: str, best: Sequence[Seen]) -> str:
    start = next((one.start for one in best if one.start), None)
    supplier = next((one.fact.supplier.value for one in best if one.fact.supplier), None)
    if start is not None:
        return f"{title} from {start.words}"
    return f"{title} ({tidy(supplier)})" if supplier else title


def _slug(best: Sequence[Seen], registry: Registry) -> str:
    service = next((one.service.rpartition("/")[2] for one in best if one.service), "contract")
    start = next((one.start for one in best if one.start), None)
    if start is not None:
        return slug(f"{service} {start.iso}")
    supplier = next((one.supplier.rpartition("/")[2] for one in best if one.supplier), None)
    if supplier is not None:
        return f"{service}-{supplier}"
    document = min(one.node[0] for one in best).rpartition("/")[2]
    return f"{service}-{document}"
