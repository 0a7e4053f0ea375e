"""What is collected while the papers of one council are resolved."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from councilgraph.iris import Iris
from councilgraph.model import Evidence, Mention, Merge, Thing, Told
from councilgraph.resolve.clusters import merge
from councilgraph.resolve.told import Tellings

Key = tuple[str, str, str]


@dataclass
class Registry:
    """Things, merges and the index of one council, and the one place where its IRIs are given out."""

    iris: Iris
    council: str
    told: Tellings = field(default_factory=Tellings)
    things: dict[str, Thing] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    index: dict[Key, Mention] = field(default_factory=dict)

    def new(self, kind: str, slug: str, tie: Told | None = None) -> str:
        """An IRI that no thing has yet: the one told, else the slug, with -2, -3 … where it is taken."""
        if tie is not None and tie.thing not in self.things:
            return tie.thing
        iri, number = self.iris.thing(self.council, kind, slug), 1
        while iri in self.things:
            number += 1
            iri = self.iris.thing(self.council, kind, f"{slug}-{number}")
        return iri

    def add(self, thing: Thing) -> Thing:
        """Keep a thing under its IRI."""
        self.things[thing.iri] = thing
        return thing

    def point(self, key: Key, thing: Thing, name: str, interim: bool = False) -> None:
        """Say what a printed name or a fact stands for."""
        self.index[key] = Mention(thing.iri, thing.kind, name, interim)

    def find(self, kind: str, document: str, name: str | int) -> Mention | None:
        """What a printed name or a fact stands for, as known so far."""
        return self.index.get((kind, document, str(name)))

    def merged(self, iri: str, names: Iterable[str], ground: str, evidence: Iterable[tuple[str, Evidence]]) -> None:
        """Keep why several mentions are one thing."""
        self.merges.append(merge(iri, names, ground, evidence))
