"""Graphs held against the shapes in `shapes/`: what must be mended before publishing, and what to look at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from rdflib import Graph
from rdflib.term import Node

from councilgraph import ntriples, packed, resources
from councilgraph.graph import memory
from councilgraph.graph.data import Data
from councilgraph.graph.sieve import Sieve
from councilgraph.iris import Iris
from councilgraph.namespaces import CG, RDF, RDFS, SH

Kind = Literal["claims", "things", "curated"]

_SEVERITIES: dict[Node | None, str] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}
_THINGS = ("facts", "curated", "derived", "findings")
_ORDER = ("violation", "warning", "info")


@dataclass(frozen=True, slots=True)
class Problem:
    """What a shape found wrong: `severity` is violation, warning or info; `path`, `value` "" where none."""

    severity: str
    focus: str
    path: str
    value: str
    message: str
    shape: str
    name: str = ""  # the label of the focus, where it has one
    law: str = ""  # IRI of the provision that asks for it, where one does

    @property
    def order(self) -> tuple[object, ...]:
        """What problems are sorted by: violations first, then by the thing."""
        return _ORDER.index(self.severity), self.focus, self.path, self.value, self.message

    def __str__(self) -> str:
        value = f" Value: {self.value}." if self.value and self.value not in self.message else ""
        thing = f"{self.name} <{self.focus}>" if self.name else self.focus
        return f"{thing}: {self.message}{value}"


@cache
def load(kind: Kind) -> Graph:
    """The shapes of one kind, parsed once: `claims` for a document's graph, `curated`, `things` for the whole."""
    return _parsed(tuple(sorted((resources.folder("shapes") / kind).glob("*.ttl"))))


@cache
def load_file(kind: Kind, name: str) -> Graph:
    """The shapes of one file, parsed once."""
    return _parsed((resources.folder("shapes") / kind / f"{name}.ttl",))


def validate(data: Graph | Data, kind: Kind) -> list[Problem]:
    """The problems of a graph, violations first; an empty list where it conforms.

    Validates with SHACL (https://www.w3.org/TR/shacl/) and its SPARQL targets, without inference.
    """
    return check(data, _sieve(kind))


def validate_file(data: Graph | Data, kind: Kind, name: str) -> list[Problem]:
    """As `validate`, by the shapes of one file."""
    return check(data, _sieve(kind, name))


def lacking(things: Graph | Data) -> list[Problem]:
    """What the law asks of records and `things` do not give, by the shapes of `statutory.ttl`."""
    return validate_file(things, "things", "statutory")


@cache
def _sieve(kind: Kind, name: str = "") -> Sieve:
    return Sieve(load_file(kind, name) if name else load(kind))


def things(graphs: Mapping[str, Graph], iris: Iris) -> Graph:
    """What the shapes of things look at: what stands in no document's graph, and what kinds the documents are."""
    whole = Graph()
    for triple in things_text(graphs, iris).graph:
        whole.add(triple)
    return whole


def things_text(graphs: Mapping[str, Graph], iris: Iris) -> packed.Text:
    """The same as text."""
    apart = [one for one in (graphs.get(iris.graph(name)) for name in _THINGS) if one is not None]
    documents = [graph for name, graph in graphs.items() if "/graph/document/" in name]
    kinds = (triple for graph in documents for triple in graph.triples((None, CG.documentKind, None)))
    return packed.Text.of(b"".join([*map(packed.text, apart), *(line.encode() for line in ntriples.triples(kinds))]))


def check(data: Graph | Data, sieve: Sieve) -> list[Problem]:
    """The problems of a graph by the shapes of a sieve; only nodes that may break one go through pySHACL."""
    known = data if isinstance(data, Data) else Data(data)
    suspects = sieve.suspects(known)
    return check_all(known.graph, sieve.narrowed(suspects)) if suspects else []


def check_all(data: Graph, shapes: Graph) -> list[Problem]:
    """The problems of a graph by the shapes given; all their targets go through pySHACL."""
    import pyshacl  # with a parser of SPARQL, a fifth of a second: few graphs have a node that it must look at

    known = data if data.store.context_aware else Graph() + data  # the engine takes no other
    _, report, _ = pyshacl.validate(
        known, shacl_graph=shapes, inference="none", allow_warnings=True, advanced=True, inplace=True
    )
    results = report.subjects(RDF.type, SH.ValidationResult)
    return _sorted(_problem(report, data, shapes, result) for result in results)


def _sorted(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(set(problems), key=lambda problem: problem.order)


def _parsed(paths: tuple[Path, ...]) -> Graph:
    shapes = Graph()
    for path in paths:
        shapes += memory.read(path)
    return shapes


def _problem(report: Graph, data: Graph, shapes: Graph, result: Node) -> Problem:
    shape = report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)
    severity = shapes.value(shape, SH.severity) or report.value(result, SH.resultSeverity)
    focus = report.value(result, SH.focusNode)
    return Problem(
        severity=_SEVERITIES.get(severity, "violation"),
        focus=_text(focus),
        path=_text(report.value(result, SH.resultPath)),
        value=_text(report.value(result, SH.value)),
        message=_text(report.value(result, SH.resultMessage)),
        shape=_text(shape),
        name=_text(data.value(focus, RDFS.label)),
        law=_text(shapes.value(shape, RDFS.seeAlso)),
    )


def _text(node: Node | None) -> str:
    return "" if node is None else str(node)
