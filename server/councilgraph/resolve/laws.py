"""Legislation: Acts and provisions by their public identifiers; what has none stays a citation of the council."""

import re
from collections.abc import Iterator, Sequence

from councilgraph.iris import slug
from councilgraph.model import LegislationFact, Paper, Thing
from councilgraph.resolve.names import tidy
from councilgraph.resolve.registry import Registry

BASE = "http://www.legislation.gov.uk/id/"
_DIVISION = re.compile(
    r"(section|regulation|article|schedule|rule|part|chapter|paragraph)s?\s+(\d+\w*|[IVX]+)((?:\s*\(\w+\))*)", re.I
)


def division_path(section: str) -> str | None:
    """A provision as the path of its identifier: "regulation 72(1)(c)" gives "regulation/72/1/c"."""
    match = _DIVISION.fullmatch(tidy(section))
    if match is None:
        return None
    return "/".join([match[1].lower(), match[2], *re.findall(r"\((\w+)\)", match[3])])


def resolve_laws(papers: Sequence[Paper], registry: Registry) -> None:
    """Index the provision, or the Act, of each citation by fact index, and of each contract's legal basis."""
    for paper in papers:
        for index, fact in enumerate(paper.facts.legislation):
            thing = _law(fact, registry)
            registry.point(("law", paper.iri, str(index)), thing, tidy(fact.cited_as.value))
        for identifier, basis in _bases(paper):
            act, _, path = _split(identifier)
            title, _, section = basis.rpartition(",")
            whole = _act(act, tidy(title) or tidy(basis), registry)
            thing = _provision(whole, path, tidy(section), registry) if path else whole
            registry.point(("law basis", paper.iri, identifier), thing, tidy(basis))


def _bases(paper: Paper) -> Iterator[tuple[str, str]]:
    for contract in paper.facts.contracts:
        if contract.legal_basis_id and contract.legal_basis:
            yield contract.legal_basis_id, contract.legal_basis.value


def _split(identifier: str) -> tuple[str, str, str]:
    """An identifier as that of its Act, a slash and the path of its provision."""
    parts = identifier.removeprefix(BASE).strip("/").split("/")
    return "/".join(parts[:3]), "/", "/".join(parts[3:])


def _law(fact: LegislationFact, registry: Registry) -> Thing:
    title = tidy(fact.title.value)
    if fact.id is None:
        iri = registry.iris.thing(registry.council, "citation", slug(title))
        cited = Thing(iri, "citation", title, council=registry.council, held=False)
        return registry.things.get(iri) or registry.add(cited)
    identifier, _, path = _split(fact.id)
    act = _act(identifier, title, registry)
    section = tidy(fact.section.value) if fact.section else ""
    path = path or (division_path(section) or "" if section else "")
    return _provision(act, path, section, registry) if path else act


def _act(identifier: str, title: str, registry: Registry) -> Thing:
    iri = BASE + identifier
    return registry.things.get(iri) or registry.add(Thing(iri, "law", title))


def _provision(act: Thing, path: str, section: str, registry: Registry) -> Thing:
    iri = f"{act.iri}/{path}"
    label = f"{act.label}, {section or ' '.join(path.split('/', 1))}"
    return registry.things.get(iri) or registry.add(Thing(iri, "law", label, part_of=act.iri))
