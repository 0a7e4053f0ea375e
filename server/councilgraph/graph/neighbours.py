"""What lies around things: all that rules need to conclude about them what they would conclude from the whole.

Decisions, contracts and what happens to them are tied to one another by the triples of the facts: each belongs with
all that it is tied to, step by step, its neighbourhood. People, posts, bodies, laws and papers are tied to thousands of
things; of them a neighbourhood has only what they are called, not what else is said of them. Rules say in their files
(`local`) the thing whose neighbourhood they look at.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox
from rdflib import Graph, URIRef

from councilgraph import packed
from councilgraph.errors import NotLocal
from councilgraph.graph import derive, findings, memory, rules, shapes
from councilgraph.graph.data import Data
from councilgraph.graph.shapes import Problem
from councilgraph.graph.whole import Whole
from councilgraph.iris import Iris
from councilgraph.namespaces import CG, DCTERMS, RDF

Node = ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple
TIED = frozenset({"decision", "contract", "service", "event", "option", "delegation", "step", "gap", "definition"})
_SHARED = frozenset({"", "person", "post", "organisation", "committee", "holding"})  # told of in much of a collection
_SUBJECT, _OBJECT, _TYPE = (ox.NamedNode(str(one)) for one in (RDF.subject, RDF.object, RDF.type))
_DOCUMENT, _RECORDED, _AMOUNT_OF = (ox.NamedNode(str(one)) for one in (CG.inDocument, CG.recordedIn, CG.amountOf))
_EVIDENCE, _MERGED, _DATE = (ox.NamedNode(str(one)) for one in (CG.evidence, CG.merged, DCTERMS.date))
_DECISION_KIND = ox.NamedNode(str(CG.decisionKind))
_ALIKE = tuple(ox.NamedNode(str(one)) for one in (DCTERMS.title, CG.definesTerm))  # things of one kind with one value
# What is asked of the whole collection is asked in SPARQL: ten times quicker than quad by quad.
_KINDS = f"""SELECT ?council ?kind (MIN(STR(?decision)) AS ?one) WHERE {{
  ?decision {_DECISION_KIND} ?kind .
  BIND(STRBEFORE(STRAFTER(STR(?decision), %s), "/") AS ?council)
}} GROUP BY ?council ?kind"""
_LAST = f"SELECT (MAX(STR(?date)) AS ?last) WHERE {{ ?paper a <{CG.Document}> ; {_DATE} ?date }}"
_BETWEEN = "SELECT ?thing WHERE { ?thing <%s> ?day FILTER(STR(?day) > %s && STR(?day) <= %s) }"


@dataclass(frozen=True)
class Overall:
    """What rules look at of a whole collection, wherever a thing lies.

    Of each council, by its slug, a decision of each kind that it has: whether officers decide for an executive, and by
    which law they record it, is seen from what else a council has. And the date of the last paper, "" where none is
    dated.
    """

    kinds: Mapping[tuple[str, str], ox.NamedNode]
    last: str

    @classmethod
    def of(cls, store: ox.Store, iris: Iris) -> "Overall":
        """That of a store."""
        kinds = _rows(store, _KINDS % ox.Literal(iris.base))
        last = max((date for (date,) in _rows(store, _LAST)), default="")
        return cls({(council, kind): ox.NamedNode(one) for council, kind, one in kinds}, last)

    @staticmethod
    def rests_on(quad: ox.Quad) -> bool:
        """Whether it may be another where a quad comes or goes."""
        return quad.predicate in (_DATE, _DECISION_KIND)


@dataclass(frozen=True)
class Concluded:
    """What rules conclude about some things, what they find, and which shapes these things break."""

    derived: frozenset[ox.Quad]
    findings: frozenset[ox.Quad]
    problems: tuple[Problem, ...]

    @property
    def quads(self) -> frozenset[ox.Quad]:
        """All that was concluded, in the graphs where it is to stand."""
        return self.derived | self.findings


def kind(iri: str, iris: Iris) -> str:
    """The class of a thing by its IRI, "" for what is no thing."""
    parts = iri.removeprefix(iris.base).split("/") if iri.startswith(iris.base) and "#" not in iri else []
    return parts[1] if len(parts) == 3 else ""


def together(stores: Sequence[ox.Store], seeds: Iterable[str], iris: Iris, most: int) -> set[str]:
    """Some things with all that they are tied to in any of the stores; raises NotLocal where that is too much."""
    found: set[str] = set()
    todo = list(seeds)
    while todo:
        one = todo.pop()
        if one in found:
            continue
        found.add(one)
        if len(found) > most:
            raise NotLocal(f"what changed is tied to more than {most} things")
        if kind(one, iris) in TIED:
            todo += [other for store in stores for other in _tied(store, one, iris) if other not in found]
    return found


def _tied(store: ox.Store, one: str, iris: Iris) -> Iterator[str]:
    node = ox.NamedNode(one)
    for quad in store.quads_for_pattern(node, None, None, None):
        value = quad.object
        if isinstance(value, ox.NamedNode):
            if kind(value.value, iris) in TIED:
                yield value.value
        elif quad.predicate in _ALIKE:
            alike = store.quads_for_pattern(None, quad.predicate, value, None)
            found = (getattr(other.subject, "value", "") for other in alike)
            yield from (other for other in found if kind(other, iris) == kind(one, iris))
    for quad in store.quads_for_pattern(None, None, node, None):
        if isinstance(quad.subject, ox.NamedNode) and kind(quad.subject.value, iris) in TIED:
            yield quad.subject.value


@dataclass
class _Around:
    """Collects quads from a store, leaving out what rules concluded."""

    store: ox.Store
    iris: Iris
    quads: list[ox.Quad] = field(default_factory=list)
    taken: set[Node] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._concluded = {ox.NamedNode(self.iris.graph(name)) for name in ("derived", "findings")}

    def take(self, node: Node) -> None:
        """All that is said with a node as subject."""
        if node in self.taken or not isinstance(node, ox.NamedNode):
            return
        self.taken.add(node)
        merge = "/claim/merge-" in node.value
        found = self.store.quads_for_pattern(node, None, None, None)
        self.quads += [one for one in found if merge or one.graph_name not in self._concluded]

    def take_from(self, predicate: ox.NamedNode, node: ox.NamedNode) -> list[Node]:
        """All that is said with subjects that point to a node; gives these subjects."""
        found = [
            quad.subject
            for quad in self.store.quads_for_pattern(None, predicate, node, None)
            if isinstance(quad.subject, ox.NamedNode)
        ]
        for one in found:
            self.take(one)
        return list(found)


def around(store: ox.Store, members: Collection[str], iris: Iris, overall: Overall) -> list[ox.Quad]:
    """All that a store says of some things, and what it calls the others that this names.

    Of people, posts, bodies and laws it is what they are called, and what their names rest on where several are one.
    """
    about = _Around(store, iris)
    named = [ox.NamedNode(one) for one in members]
    shared = {node for node in named if kind(node.value, iris) in _SHARED}
    own = [node for node in named if node not in shared]
    for node in named:
        about.take(node)
    for node in own:
        for predicate in (_SUBJECT, _OBJECT, _MERGED):
            about.take_from(predicate, node)
    for node in own:
        _amounts(about, about.take_from(_AMOUNT_OF, node))
    papers = {quad.object for quad in about.quads if quad.predicate in (_DOCUMENT, _RECORDED)}
    papers |= {node for node in named if kind(node.value, iris) == "document"}
    for paper in sorted(papers, key=str):
        if isinstance(paper, ox.NamedNode):
            about.take(paper)
            recorded = about.take_from(_RECORDED, paper)
            _amounts(about, (one for one in recorded if kind(str(getattr(one, "value", "")), iris) == "amount"))
    for node in overall.kinds.values():
        about.take(node)
    for quad in list(about.quads):
        if quad.predicate != _EVIDENCE:
            about.take(quad.object)
    for node in shared:
        if about.take_from(_MERGED, node):
            about.take_from(_SUBJECT, node)
    latest = ox.NamedNode(f"{iris.base}latest")
    dated = (ox.Quad(latest, _TYPE, ox.NamedNode(str(CG.Document))), ox.Quad(latest, _DATE, ox.Literal(overall.last)))
    return [*about.quads, *dated]


def _amounts(about: _Around, amounts: Iterable[Node]) -> None:
    """The claims that tell of amounts, with the places where they do."""
    for amount in amounts:
        for claim in about.take_from(_SUBJECT, amount) if isinstance(amount, ox.NamedNode) else ():
            for quad in list(about.store.quads_for_pattern(claim, _EVIDENCE, None, None)):  # type: ignore[arg-type]
                about.take(quad.object)


def between(store: ox.Store, earlier: str, later: str) -> set[str]:
    """The things for which it makes a difference whether one day or another is the last: by `horizon` of the rules."""
    names = {rule.header["horizon"] for rule in rules.load("derive") if "horizon" in rule.header}
    bounds = ox.Literal(earlier), ox.Literal(later)
    return {one for name in names if earlier < later for (one,) in _rows(store, _BETWEEN % (rules.iri(name), *bounds))}


def _rows(store: ox.Store, sparql: str) -> list[tuple[str, ...]]:
    """The texts in the rows of a SELECT over all graphs, of those rows that are whole."""
    found = store.query(sparql, use_default_graph_as_union=True)
    rows = [tuple(found) for found in found] if isinstance(found, ox.QuerySolutions) else []
    return [tuple(one.value for one in row) for row in rows if None not in row]


def concluded(store: ox.Store, members: Collection[str], iris: Iris, overall: Overall) -> Concluded:
    """What rules and shapes say of some things, from what lies around them; raises NotLocal where one looks further."""
    every = [*rules.load("derive"), *rules.load("findings")]
    if far := [rule.name for rule in every if "local" not in rule.header]:
        raise NotLocal(f"{', '.join(far)} may hold any two things against each other")
    quads = around(store, members, iris, overall)
    whole = Whole.holding(quads)
    derived = derive.conclude(whole, iris, rules.load("derive"), members)
    found = findings.find(whole, iris, rules.load("findings"), members)
    known = Data(_things(quads, iris) + derived)
    found.addN((*triple, found) for triple in findings.incomplete(shapes.lacking(known), whole, iris, members))
    known.add(found)
    problems = shapes.validate(known, "things")
    derived_in, found_in = (ox.NamedNode(iris.graph(name)) for name in ("derived", "findings"))
    return Concluded(
        frozenset(memory.quads(derived, derived_in)), frozenset(memory.quads(found, found_in)),
        tuple(one for one in problems if _concerns(one.focus, members, derived, found)),
    )  # fmt: skip


def _concerns(focus: str, members: Collection[str], *made: Graph) -> bool:
    """Whether a node is one of some things, or was made by what was concluded about them."""
    return focus in members or any((URIRef(focus), CG.rule, None) in graph for graph in made)


def _things(quads: Iterable[ox.Quad], iris: Iris) -> Graph:
    """What shapes look at, of some quads: as `shapes.things` has it."""
    seen = {ox.NamedNode(iris.graph(name)) for name in ("facts", "curated", "derived")}
    kind_of_paper = ox.NamedNode(str(CG.documentKind))
    graph = Graph()
    for quad in quads:
        if quad.graph_name in seen or quad.predicate == kind_of_paper:
            graph.add((packed.term(quad.subject), packed.term(quad.predicate), packed.term(quad.object)))
    return graph
