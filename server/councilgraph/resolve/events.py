"""What happens to contracts: one event for what several papers tell of it, by its number, decision or new end."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from councilgraph.iris import slug
from councilgraph.model import ContractFact, Mention, Paper, Thing
from councilgraph.resolve.clusters import Clusters
from councilgraph.resolve.names import lexicon_table
from councilgraph.resolve.registry import Registry

ONCE = {"Award", "Procurement", "Termination"}  # what happens to a contract once


@dataclass(frozen=True)
class Seen:
    """An event as one paper tells it."""

    document: str
    index: int
    kind: str  # class of event: Award, Extension, …
    contract: Mention
    number: int = 0
    decision: str = ""  # IRI
    until: str = ""

    def marks(self) -> Iterator[tuple[str, str]]:
        """What the event can be known by again."""
        if self.kind in ONCE:
            yield "once", ""
        if self.number:
            yield "number", str(self.number)
        if self.decision:
            yield "decision", self.decision
        if self.until:
            yield "until", self.until


def resolve_events(papers: Sequence[Paper], registry: Registry) -> None:
    """Index the event that each contract fact tells of, by fact index, where it tells of one."""
    blocks: dict[tuple[str, str], list[Seen]] = defaultdict(list)
    for paper in papers:
        for index, fact in enumerate(paper.facts.contracts):
            seen = _seen(paper.iri, index, fact, registry)
            if seen is not None:
                blocks[seen.contract.iri, seen.kind].append(seen)
    for _, block in sorted(blocks.items()):
        for found in _clusters(block):
            _add(found, registry)


def _seen(document: str, index: int, fact: ContractFact, registry: Registry) -> Seen | None:
    kind = lexicon_table("contract_events").get(fact.action.value.replace("-", " ")) if fact.action else None
    contract = registry.find("contract", document, index)
    if kind is None or contract is None:
        return None
    decision = registry.find("decision", document, fact.decision) if fact.decision is not None else None
    number = fact.extension_number.value if kind == "Extension" and fact.extension_number else 0
    until = fact.end.value.iso if kind == "Extension" and fact.end else ""
    return Seen(document, index, kind, contract, number, decision.iri if decision else "", until)


def _clusters(block: Sequence[Seen]) -> list[list[Seen]]:
    clusters = Clusters[Seen]()
    first: dict[tuple[str, str], Seen] = {}
    for seen in block:
        clusters.root(seen)
        for key in seen.marks():
            other = first.setdefault(key, seen)
            numbers = {one.number for node in (other, seen) for one in clusters.members(node) if one.number}
            if len(numbers) < 2:
                clusters.join(other, seen, key[0])
    return clusters.sets()


def _add(found: Sequence[Seen], registry: Registry) -> None:
    """One event, named by its contract, its kind and the best that it is known by."""
    one = found[0]
    number = max(seen.number for seen in found)
    decision = min((seen.decision for seen in found if seen.decision), default="")
    until = min((seen.until for seen in found if seen.until), default="")
    known_by = str(number or "") or until or decision.rpartition("/")[2] or one.document.rpartition("/")[2]
    name = one.kind.lower() if one.kind in ONCE else f"{one.kind.lower()}-{known_by}"
    iri = registry.new("event", f"{one.contract.iri.rpartition('/')[2]}-{slug(name)}")
    contract = registry.things[one.contract.iri]
    label = f"{one.kind} {number or ''}".strip() + f" of {contract.identifier or contract.label}"
    label += f" to {until}" if until and not number else ""
    thing = registry.add(Thing(iri, "event", label, council=registry.council, classes=(one.kind,)))
    for seen in found:
        registry.point(("event", seen.document, str(seen.index)), thing, label)
