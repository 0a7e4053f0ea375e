"""Which nodes of a graph may break a shape: a quick look at all, so that a SHACL engine need only look at those.

Reads the part of SHACL that the shapes here are written in; what it does not know it lets nobody pass. The look goes
over all nodes of a shape at once: its plain constraints over an index of the graph, its SPARQL ones as one query each.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from councilgraph.graph.data import Data, Values
from councilgraph.namespaces import RDF, RDFS, SH, XSD

Test = Callable[[Node, Values, Data], bool]  # a focus node, the values at the path: whether they conform
Check = Callable[[Data, set[Node]], Iterable[Node]]  # those of the focus nodes that may not conform

_SAID = {RDF.type, RDFS.comment, RDFS.seeAlso, SH.path, SH.severity, SH.message, SH.target, SH.targetClass}
_NODE_KINDS: Mapping[Node, tuple[type, ...]] = {
    SH.IRI: (URIRef,),
    SH.Literal: (Literal,),
    SH.BlankNode: (BNode,),
}
_PYTHON: Mapping[Node, type] = {
    XSD.integer: int, XSD.string: str, XSD.decimal: Decimal, XSD.date: dt.date, XSD.boolean: bool,
}  # fmt: skip


@dataclass(frozen=True)
class Sieve:
    """The shapes of a graph of shapes, read once."""

    shapes: Graph
    _checks: dict[Node, list[Check]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for shape in sorted(self.shapes.subjects(RDF.type, SH.NodeShape), key=str):
            self._checks[shape] = list(self._node_shape(shape))

    def suspects(self, data: Data) -> dict[Node, list[Node]]:
        """Shapes with the nodes that may break them; shapes that nothing breaks are left out."""
        found = {}
        for shape, checks in self._checks.items():
            focus = self._focus(shape, data)
            bad = {node for check in checks for node in check(data, focus)}
            if bad:
                found[shape] = sorted(bad, key=str)
        return found

    def narrowed(self, suspects: Mapping[Node, Iterable[Node]]) -> Graph:
        """The shapes that some nodes may break, each for these nodes alone (sh:targetNode)."""
        narrow = Graph()
        for shape, nodes in suspects.items():
            self._copy(shape, narrow)
            for predicate in (SH.target, SH.targetClass):
                narrow.remove((shape, predicate, None))
            for node in nodes:
                narrow.add((shape, SH.targetNode, node))
        return narrow

    def _copy(self, node: Node, narrow: Graph) -> None:
        """A node of the shapes with all that it leads to."""
        if (node, None, None) in narrow:
            return
        for triple in self.shapes.triples((node, None, None)):
            narrow.add(triple)
            self._copy(triple[2], narrow)

    def _focus(self, shape: Node, data: Data) -> set[Node]:
        """The nodes that a shape is about."""
        found: set[Node] = set()
        for kind in self.shapes.objects(shape, SH.targetClass):
            found |= data.of_class(kind)
        for target in self.shapes.objects(shape, SH.target):
            found |= data.these(self._query(target))
        return found

    def _node_shape(self, shape: Node) -> Iterator[Check]:
        if set(self.shapes.predicates(shape)) - {*_SAID, SH.property, SH.sparql}:
            yield _failing(self._test(shape), lambda node, data: (node,))
        for one in self.shapes.objects(shape, SH.property):
            yield self._property(one)
        for one in self.shapes.objects(shape, SH.sparql):
            yield partial(_rows, self._query(one))

    def _property(self, shape: Node) -> Check:
        path = self._path(shape)
        return _failing(self._test(shape) if path else None, lambda node, data: data.of(node, path))

    def _path(self, shape: Node) -> Sequence[Node]:
        """The properties that a path leads along, any of several; none for paths of other forms."""
        path = self.shapes.value(shape, SH.path)
        if isinstance(path, URIRef):
            return [path]
        head = self.shapes.value(path, SH.alternativePath)
        several = list(self.shapes.items(head)) if head is not None else []
        return several if all(isinstance(one, URIRef) for one in several) else []

    def _test(self, shape: Node) -> Test | None:
        """Whether values conform to all constraints of a shape; None where it has some that are not known here."""
        known_here = {*_SAID, *_TESTS, SH.property, SH.sparql, SH["in"], SH["not"], SH["or"]}
        if not known_here.issuperset(self.shapes.predicates(shape)):
            return None
        tests: list[Test | None]
        tests = [make(value) for name, make in _TESTS.items() for value in self.shapes.objects(shape, name)]
        tests += [_in(self.shapes.items(head)) for head in self.shapes.objects(shape, SH["in"])]
        tests += [_one_of([self._test(one)], negated=True) for one in self.shapes.objects(shape, SH["not"])]
        tests += [_one_of(map(self._test, self.shapes.items(head))) for head in self.shapes.objects(shape, SH["or"])]
        known = _all_known(tests)
        if known is None:
            return None
        return lambda focus, values, data: all(test(focus, values, data) for test in known)

    def _query(self, one: Node) -> str:
        """The SELECT of a constraint or target with its prefixes, for all nodes at once."""
        groups = self.shapes.objects(one, SH.prefixes)
        declared = [prefix for group in groups for prefix in self.shapes.objects(group, SH.declare)]
        names = [(self.shapes.value(d, SH.prefix), self.shapes.value(d, SH.namespace)) for d in declared]
        prefixes = "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in sorted(map(_pair, names)))
        return prefixes + str(self.shapes.value(one, SH.select))


def _pair(names: tuple[Node | None, Node | None]) -> tuple[str, str]:
    return str(names[0]), str(names[1])


# ── constraints, each as a test of the values at a path ──────────────────────────────────────────


def _failing(test: Test | None, values: Callable[[Node, Data], Values]) -> Check:
    """The focus nodes whose values fail a test; all where there is none."""
    if test is None:
        return lambda data, focus: focus
    return lambda data, focus: [node for node in focus if not test(node, values(node, data), data)]


def _rows(query: str, data: Data, focus: set[Node]) -> set[Node]:
    return focus & data.these(query) if focus else set()


def _all_known(tests: Iterable[Test | None]) -> list[Test] | None:
    found = list(tests)
    known = [test for test in found if test is not None]
    return known if len(known) == len(found) else None


def _in(listed: Iterable[Node]) -> Test:
    allowed = frozenset(listed)
    return lambda focus, values, data: allowed.issuperset(values)


def _one_of(choices: Iterable[Test | None], negated: bool = False) -> Test | None:
    """Each value conforms to one of the choices, or, negated, to none; None where one is not known."""
    known = _all_known(choices)
    if known is None:
        return None

    def test(focus: Node, values: Values, data: Data) -> bool:
        return all(any(one(focus, [value], data) for one in known) != negated for value in values)

    return test


def _each(conforms: Callable[[Node], bool]) -> Test:
    return lambda focus, values, data: all(conforms(value) for value in values)


def _datatype(wanted: Node) -> Test:
    kind = _PYTHON.get(wanted)

    def conforms(value: Node) -> bool:
        if not isinstance(value, Literal) or value.ill_typed:
            return False
        plain = wanted == XSD.string and value.datatype is None and value.language is None
        return (plain or value.datatype == wanted) and (kind is None or isinstance(value.value, kind))

    return _each(conforms)


def _pattern(wanted: Node) -> Test:
    compiled = re.compile(str(wanted))
    return _each(lambda value: not isinstance(value, BNode) and compiled.search(str(value)) is not None)


def _node_kind(wanted: Node) -> Test:
    kinds = _NODE_KINDS.get(wanted, ())
    return _each(lambda value: isinstance(value, kinds))


def _min_length(least: Node) -> Test:
    return _each(lambda value: not isinstance(value, BNode) and len(str(value)) >= _number(least))


def _min_inclusive(least: Node) -> Test:
    return _each(lambda value: _ordered(least, value))


def _ordered(first: Node, second: Node, equal: bool = True) -> bool:
    """Whether one literal comes before another, as far as they can be compared."""
    if not isinstance(first, Literal) or not isinstance(second, Literal):
        return False
    try:
        return bool(first.value < second.value or (equal and first.value == second.value))
    except TypeError:
        return False


def _less_than(other: Node, equal: bool = False) -> Test:
    def test(focus: Node, values: Values, data: Data) -> bool:
        return all(_ordered(a, b, equal) for a in values for b in data.of(focus, [other]))

    return test


def _number(node: Node) -> int:
    return int(str(node))


_TESTS: Mapping[Node, Callable[[Node], Test]] = {
    SH.minCount: lambda least: lambda focus, values, data: len(values) >= _number(least),
    SH.maxCount: lambda most: lambda focus, values, data: len(values) <= _number(most),
    SH.nodeKind: _node_kind,
    SH.datatype: _datatype,
    SH.pattern: _pattern,
    SH.minLength: _min_length,
    SH.minInclusive: _min_inclusive,
    SH.lessThan: _less_than,
    SH.lessThanOrEquals: lambda other: _less_than(other, True),
}
