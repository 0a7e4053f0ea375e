"""The graph that ships, without what rules concluded from it, and what rules conclude when some are left out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from rdflib import Graph

from councilgraph import resources
from councilgraph.build.files import graph_sources
from councilgraph.config import Settings
from councilgraph.graph import derive, findings, rules
from councilgraph.graph.whole import Triple, Whole
from councilgraph.iris import Iris
from councilgraph.namespaces import CG, PREFIXES, RDF

IRIS = Iris(Settings().base)
FOLDERS = ("derive", "findings")
ALARMS = ("differs", "unexplained", "missing")


@dataclass(frozen=True, order=True)
class Told:
    """A finding as a reader sees it, and the claims on its two sides."""

    rule: str
    verdict: str
    text: str
    about: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()


@dataclass(frozen=True)
class Concluded:
    """The whole with what is derived, and what is found in it."""

    whole: Whole
    derived: Graph
    found: Graph

    @cached_property
    def told(self) -> list[Told]:
        """The findings in order."""
        return sorted(told(self.found))

    def ask(self, sparql: str) -> list[tuple[str, ...]]:
        """Rows of a SELECT as texts, IRIs by their last part."""
        prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
        return [
            tuple(str(value).rpartition("/")[2] for value in row.values()) for row in self.whole.rows(prefixes + sparql)
        ]


def told(found: Graph) -> Iterable[Told]:
    """The findings of a graph."""
    for finding in found.subjects(RDF.type, CG.Finding):
        yield Told(
            str(found.value(finding, CG.rule)),
            str(found.value(finding, CG.verdict)).rpartition("/")[2],
            str(found.value(finding, CG.explanation)),
            tuple(sorted(map(str, found.objects(finding, CG.about)))),
            tuple(str(side) for p in (CG.sideA, CG.sideB) if (side := found.value(finding, p)) is not None),
        )


@cache
def given() -> dict[str, Graph]:
    """The graphs of the five papers that ship, as papers give them: nothing concluded but merges."""
    return graph_sources(sorted((resources.folder("data") / "kent").glob("*.trig")), IRIS)[0]


@cache
def _whole() -> Whole:
    return Whole(given())


def files() -> set[str]:
    """All rules, as `folder/name`."""
    return {f"{folder}/{rule.name}" for folder in FOLDERS for rule in rules.load(folder)}


def conclude(without: Collection[str] = (), removed: Iterable[Triple] = (), added: Iterable[Triple] = ()) -> Concluded:
    """What follows from the papers by all rules but those left out, with triples taken away and put in."""
    whole = _whole().copy()
    whole.remove(removed)
    whole.add(added)
    kept = [[rule for rule in rules.load(folder) if f"{folder}/{rule.name}" not in without] for folder in FOLDERS]
    derived = derive.conclude(whole, IRIS, kept[0])
    return Concluded(whole, derived, findings.find(whole, IRIS, kept[1]))


@cache
def left_out(rule: str = "") -> Concluded:
    """What follows from the papers when one rule is left out, none by default."""
    return conclude((rule,) if rule else ())
