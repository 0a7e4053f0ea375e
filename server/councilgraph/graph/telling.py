"""What one paper tells, while it is collected: claims with their passages, and what is true by construction."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from rdflib import Literal, URIRef

from councilgraph.graph.guessed import Guessed
from councilgraph.graph.literals import boolean, contact_at, text
from councilgraph.iris import Iris
from councilgraph.model import Claim, Evidence, Mention, Paper, Resolution, Said, Thing
from councilgraph.namespaces import CG, RDF, RDFS, SKOS

Term = URIRef | Literal
Triple = tuple[URIRef, URIRef, Term]


@dataclass
class Telling:
    """Collects the claims of one paper, one for one thing said, and plain triples about things of its own."""

    paper: Paper
    resolution: Resolution
    iris: Iris
    things: Mapping[str, Thing]  # by IRI
    plain: set[Triple] = field(default_factory=set)
    _said: dict[Triple, tuple[list[Evidence], int]] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    @property
    def document(self) -> URIRef:
        """The paper's IRI."""
        return URIRef(self.paper.iri)

    @property
    def stem(self) -> str:
        """The last part of the paper's IRI, for the IRIs of what only this paper has."""
        return self.paper.iri.rpartition("/")[2]

    @property
    def standing(self) -> int:
        """How weighty the paper is."""
        return self.resolution.standing[self.paper.iri]

    def label(self, iri: str) -> str:
        """The label of a resolved thing."""
        return self.things[iri].label

    def say(
        self, subject: str, predicate: URIRef, value: Term, evidence: Iterable[Evidence], standing: int | None = None
    ) -> None:
        """Claim a triple on passages; contact details, and claims left without a passage, are dropped."""
        passages = [one for one in map(_without_contact, evidence) if one is not None]
        if not passages or _is_contact(value):
            return
        weight = self.standing if standing is None else standing
        known, best = self._said.get((URIRef(subject), predicate, value), ([], weight))
        self._said[URIRef(subject), predicate, value] = (known + passages, min(best, weight))

    def name(self, mention: Mention, evidence: Iterable[Evidence], standing: int | None = None) -> URIRef:
        """Claim that a thing has the name printed here, as its label or as another name; gives the thing."""
        if not mention.name:  # "the Cabinet Member" is no name of the one post that it means here
            return URIRef(mention.iri)
        predicate = RDFS.label if mention.name == self.label(mention.iri) else SKOS.altLabel
        self.say(mention.iri, predicate, text(mention.name), evidence, standing)
        return URIRef(mention.iri)

    def own(self, kind: str, slug: str, types: Iterable[URIRef], label: str) -> URIRef:
        """A thing that this paper brings along, under an IRI of its own: its types, label, council."""
        iri = self.iris.thing(self.paper.council, kind, slug)
        number = 1
        while iri in self._taken:
            number += 1
            iri = self.iris.thing(self.paper.council, kind, f"{slug}-{number}")
        self._taken.add(iri)
        return self.described(URIRef(iri), types, label)

    def described(self, iri: URIRef, types: Iterable[URIRef], label: str) -> URIRef:
        """Types, label and council of a thing that several papers may bring along."""
        self.state(iri, RDFS.label, text(label))
        self.state(iri, CG.council, URIRef(self.iris.council(self.paper.council)))
        self.state(iri, CG.held, boolean(True))
        for kind in types:
            self.state(iri, RDF.type, kind)
        return iri

    def state(self, subject: URIRef, predicate: URIRef, value: Term) -> None:
        """A triple that needs no passage: it follows from how the graph is made."""
        if not _is_contact(value):
            self.plain.add((subject, predicate, value))

    def find(self, kind: str, name: Said[str] | str | int | None) -> Mention | None:
        """What a printed name or the fact with an index stands for in this paper."""
        if name is None:
            return None
        return self.resolution.find(kind, self.paper.iri, name.value if isinstance(name, Said) else name)

    @cached_property
    def _guessed(self) -> Guessed:
        return Guessed.of(self.paper.facts)

    def claims(self) -> Iterator[Claim]:
        """All claims, each once with its passages in order."""
        dated = self.resolution.dated[self.paper.iri]
        for (subject, predicate, value), (passages, standing) in self._said.items():
            evidence = tuple(sorted(set(passages), key=lambda one: (one.start, one.end)))
            claim = Claim(self.paper.iri, str(subject), str(predicate), value, evidence, standing=standing, dated=dated)
            yield self._guessed.weighed(claim, passages)


def _is_contact(value: Term) -> bool:
    """Whether words have a telephone number or an e-mail address; the days and sums of an IRI are neither."""
    return isinstance(value, Literal) and contact_at(str(value)) >= 0


def _without_contact(evidence: Evidence) -> Evidence | None:
    """A passage up to the first telephone number or e-mail address; None where nothing is left."""
    at = contact_at(evidence.quote)
    if at < 0:
        return evidence
    kept = evidence.quote[:at].rstrip()
    return replace(evidence, end=evidence.start + len(kept), quote=kept) if kept else None
