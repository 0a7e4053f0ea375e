"""Things over many documents: what names and facts stand for, and on which ground."""

from collections.abc import Mapping
from dataclasses import dataclass

from councilgraph.model.facts import Evidence


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of the world under its one IRI; `held` is False for what is only cited."""

    iri: str
    kind: str  # one of iris.CLASSES, or "law"
    label: str
    alt_labels: tuple[str, ...] = ()
    council: str = ""  # slug; "" for legislation, which belongs to no council
    held: bool = True
    identifier: str = ""  # a decision's number, a contract's reference, as printed
    part_of: str = ""  # IRI of the Act of a provision, of the council of a committee
    classes: tuple[str, ...] = ()  # further classes in cg:, as "Council"


@dataclass(frozen=True, slots=True)
class Merge:
    """That several printed names or mentions were taken for one thing, on which ground and passages."""

    iri: str
    names: tuple[str, ...]
    ground: str
    evidence: tuple[tuple[str, Evidence], ...]  # (document IRI, passage)


@dataclass(frozen=True, slots=True)
class Told:
    """What a person tells of identity: that names and things are one thing, or that they are apart from it.

    `documents` narrow the names to those papers; `ground` says who tells it, when and why.
    """

    iri: str
    thing: str  # IRI
    apart: bool
    names: tuple[str, ...] = ()
    others: tuple[str, ...] = ()  # IRIs of things that are the same
    documents: tuple[str, ...] = ()
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """What a printed name or a fact of one document stands for: the thing, and the name without what is no name."""

    iri: str
    kind: str
    name: str
    interim: bool = False  # the post is held for the time being


@dataclass(frozen=True)
class Resolution:
    """Which thing each fact and each printed name of each document stands for.

    `index` is keyed by (kind, document IRI, name or index as text); `standing` and `dated` tell, per document
    IRI, how weighty the paper is (1 signed record or minutes, 2 report, 3 proposal) and its ISO date.
    """

    things: tuple[Thing, ...]
    merges: tuple[Merge, ...]
    index: Mapping[tuple[str, str, str], Mention]
    standing: Mapping[str, int]
    dated: Mapping[str, str]
    outdated: tuple[tuple[str, str], ...] = ()  # IRIs of what was told and no longer applies, and why

    def find(self, kind: str, document: str, name: str | int) -> Mention | None:
        """What a printed name, or the fact with an index, stands for; None where it stands for nothing."""
        return self.index.get((kind, document, str(name)))
