"""What a person added or corrected goes before what papers say, and is told when it no longer applies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.term import Node

from councilgraph.graph.facts import NOW, ONE, OPTION_STATE, STAGE, days
from councilgraph.iris import Iris
from councilgraph.model import PartialDate, Told
from councilgraph.namespaces import CG, CODE, DCTERMS, RDF, RDFS, SKOS

_DEPRECATED, _PREFERRED = (CODE.concept("rank", rank) for rank in ("deprecated", "preferred"))
_SINGLE = {*ONE, *NOW, STAGE, OPTION_STATE, str(DCTERMS.date), str(CG.documentKind), str(CG.council)}
_TELLING = (CG.Claim, CG.Merge, CG.Split, CG.Review)
_DATES = (CG.on, CG.until, CG.observedOn)

Statement = tuple[Node, URIRef, Node]
Triple = tuple[Node, Node, Node]


@dataclass(frozen=True)
class Correction:
    """A statement that a person makes or withdraws; `iri` is that of the claim, of the subject where it is plain."""

    iri: str
    statement: Statement
    withdrawn: bool
    plain: bool


def told(curated: Graph) -> list[Told]:
    """The merges and splits of a curated graph, in order."""
    return sorted(
        (_told(curated, one) for kind in (CG.Merge, CG.Split) for one in curated.subjects(RDF.type, kind)),
        key=lambda one: one.iri,
    )


def _told(curated: Graph, one: Node) -> Told:
    def all_of(predicate: URIRef) -> tuple[str, ...]:
        return tuple(sorted(map(str, curated.objects(one, predicate))))

    apart = (one, RDF.type, CG.Split) in curated
    return Told(
        iri=str(one), thing=(*all_of(CG.apartFrom if apart else CG.merged), "")[0], apart=apart,
        names=all_of(SKOS.altLabel), others=all_of(CG.about), documents=all_of(CG.inDocument),
        ground=told_by(curated, one),
    )  # fmt: skip


def told_by(curated: Graph, one: Node) -> str:
    """Who tells something, when and why, as a sentence."""
    who, when, why = (curated.value(one, p) for p in (DCTERMS.creator, DCTERMS.date, RDFS.comment))
    return f"Told by {who} on {when}: {why}"


def corrections(curated: Graph) -> Iterator[Correction]:
    """The statements of a curated graph: those of its claims, and the plain ones."""
    about = {one for kind in _TELLING for one in curated.subjects(RDF.type, kind)}
    for claim in curated.subjects(RDF.type, CG.Claim):
        subject, predicate, value = (curated.value(claim, p) for p in (RDF.subject, RDF.predicate, RDF.object))
        if subject is not None and isinstance(predicate, URIRef) and value is not None:
            withdrawn = (claim, CG.rank, _DEPRECATED) in curated
            yield Correction(str(claim), (subject, predicate, value), withdrawn, False)
    for subject, predicate, value in curated:
        if subject not in about and isinstance(predicate, URIRef):
            yield Correction(str(subject), (subject, predicate, value), False, True)


def dates_told(curated: Graph, iris: Iris) -> dict[str, str]:
    """The dates that a person tells of documents, by IRI: what these say is weighed by them."""
    told_of = (one.statement for one in corrections(curated) if not one.withdrawn)
    return {str(s): str(o) for s, p, o in told_of if p == DCTERMS.date and iris.is_document(str(s))}


def outdated(graphs: Mapping[str, Graph], curated: Graph, iris: Iris) -> list[tuple[str, str]]:
    """IRIs of curated statements that no longer apply to graphs that do not hold them yet, and why they do not."""
    known = set(curated.subjects(RDF.type))
    found = []
    for one in corrections(curated):
        reason = _outdated(one, graphs, known, iris)
        if reason:
            found.append((one.iri, reason))
    return sorted(set(found))


def _outdated(one: Correction, graphs: Mapping[str, Graph], known: set[Node], iris: Iris) -> str:
    subject, predicate, value = one.statement
    home = _home(graphs, subject, iris)
    shown = f"<{subject}> {predicate.rpartition('#')[2].rpartition('/')[2]} {_shown(value)}"
    if subject not in known and (subject, None, None) not in home:
        return f"nothing is known of <{subject}> any longer. Check the IRI, or drop the statement."
    if one.withdrawn:
        said = any(any(_claims(graph, one.statement)) for graph in _papers(graphs))
        return "" if said or one.statement in home else f"no paper says “{shown}” any longer. Drop what withdraws it."
    return f"“{shown}” is what the papers say now. Drop the statement." if one.statement in home else ""


def _shown(value: Node) -> str:
    return f"<{value}>" if isinstance(value, URIRef) else str(value)


def prefer_curated(graphs: Mapping[str, Graph], iris: Iris) -> None:
    """What a person tells stays, and is stated in the curated graph; what it withdraws or replaces leaves the facts.

    The claims of papers for what left become deprecated. Where a withdrawn value leaves one other that papers say,
    that one stands.
    """
    curated = graphs.get(iris.graph("curated"))
    if curated is None:
        return
    for one in sorted(corrections(curated), key=lambda one: not one.withdrawn):
        if one.withdrawn:
            _withdraw(one.statement, graphs, iris)
        else:
            _state(one, curated, graphs, iris)


def overruled(graphs: Mapping[str, Graph], iris: Iris) -> list[Triple]:
    """The triples of papers' claims that a person withdraws or replaces; rules conclude nothing from them."""
    found = []
    for one in corrections(graphs.get(iris.graph("curated"), Graph())):
        subject, predicate, value = one.statement
        if not one.withdrawn and str(predicate) not in _SINGLE:
            continue
        for graph in _papers(graphs):
            for claim in list(graph.subjects(RDF.subject, subject)):
                same = (claim, RDF.object, value) in graph
                if (claim, RDF.predicate, predicate) in graph and same == one.withdrawn:
                    found += list(graph.triples((claim, None, None)))
    return found


def _withdraw(statement: Statement, graphs: Mapping[str, Graph], iris: Iris) -> None:
    subject, predicate, _ = statement
    home = _home(graphs, subject, iris)
    home.remove(statement)
    for graph in _papers(graphs):
        for claim in list(_claims(graph, statement)):
            graph.set((claim, CG.rank, _DEPRECATED))
    left = {
        value
        for graph in _papers(graphs)
        for claim in graph.subjects(RDF.subject, subject)
        if (claim, RDF.predicate, predicate) in graph and (claim, CG.rank, _DEPRECATED) not in graph
        for value in graph.objects(claim, RDF.object)
    }
    if str(predicate) in _SINGLE and len(left) == 1:
        home.add((subject, predicate, left.pop()))
    _bound(statement, graphs, iris)


def _state(one: Correction, curated: Graph, graphs: Mapping[str, Graph], iris: Iris) -> None:
    subject, predicate, value = one.statement
    home = _home(graphs, subject, iris)
    if not one.plain:
        curated.set((URIRef(one.iri), CG.rank, _PREFERRED))
        if one.statement not in home:
            curated.add(one.statement)
    if str(predicate) not in _SINGLE:
        return
    overruled = [other for other in home.objects(subject, predicate) if other != value]
    for other in overruled:
        home.remove((subject, predicate, other))
    for graph in _papers(graphs) if overruled else ():
        for claim in list(graph.subjects(RDF.subject, subject)):
            if (claim, RDF.predicate, predicate) in graph:
                agrees = (claim, RDF.object, value) in graph
                graph.set((claim, CG.rank, _PREFERRED if agrees else _DEPRECATED))
    _bound(one.statement, graphs, iris)


def _bound(statement: Statement, graphs: Mapping[str, Graph], iris: Iris) -> None:
    """First and last day anew, of what has another date now."""
    subject, predicate, _ = statement
    facts, curated = graphs.get(iris.graph("facts"), Graph()), graphs[iris.graph("curated")]
    by_end = predicate == CG.until and (subject, CG.on, None) in facts
    if predicate not in _DATES or by_end or (subject, CG.earliest, None) not in facts:
        return
    said = [str(value) for graph in (facts, curated) for value in graph.objects(subject, predicate)]
    for bound, value in days([PartialDate(iso) for iso in said]):
        facts.set((subject, bound, value))


def _home(graphs: Mapping[str, Graph], subject: Node, iris: Iris) -> Graph:
    """The graph that describes a thing: a document's own, else the facts."""
    own = graphs.get(iris.document_graph(str(subject))) if iris.is_document(str(subject)) else None
    return own if own is not None else graphs.get(iris.graph("facts"), Graph())


def _papers(graphs: Mapping[str, Graph]) -> list[Graph]:
    return [graph for name, graph in graphs.items() if "/graph/document/" in name]


def _claims(graph: Graph, statement: Statement) -> Iterator[Node]:
    """The claims of a paper that say a statement."""
    subject, predicate, value = statement
    for claim in graph.subjects(RDF.subject, subject):
        if (claim, RDF.predicate, predicate) in graph and (claim, RDF.object, value) in graph:
            yield claim
