"""Small graphs for tests: what each paper says, as Turtle, becomes claims, passages and facts."""

from dataclasses import dataclass

from rdflib import Dataset, Graph, Literal, URIRef

from councilgraph.iris import Iris, passage
from councilgraph.namespaces import CG, CODE, DCTERMS, OA, PREFIXES, RDF, RDFS, XSD

IRIS = Iris("https://w3id.org/councilgraph/id/")
COUNCIL = "test"
_HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()) + "".join(
    f"@prefix {kind}: <{IRIS.base}{COUNCIL}/{kind}/> .\n"
    for kind in ("contract", "decision", "option", "event", "service", "amount", "post", "delegation", "definition")
)


@dataclass(frozen=True)
class Paper:
    """A paper of a test: its date, its kind, and what it says, one Turtle statement a line."""

    name: str
    says: str = ""
    date: str = ""
    kind: str = "report"
    section: str = "Text"


def turtle(text: str) -> Graph:
    """A graph from Turtle without its prefixes."""
    return Graph().parse(data=_HEAD + text, format="turtle")


def thing(kind: str, name: str) -> URIRef:
    """A thing of the test council."""
    return URIRef(IRIS.thing(COUNCIL, kind, name))


def graphs(things: str, *papers: Paper) -> dict[str, Graph]:
    """Graphs by IRI: the things as given, and what the papers say; the first paper to say something is preferred.

    A line that starts with "!" is only a claim, and no fact.
    """
    facts = turtle(things)
    found = {IRIS.graph("facts"): facts}
    for paper in papers:
        found[IRIS.document_graph(thing("document", paper.name))] = _document(paper, facts)
    return found


def _document(paper: Paper, facts: Graph) -> Graph:
    document = thing("document", paper.name)
    graph = Graph()
    graph.add((document, RDF.type, CG.Document))
    graph.add((document, DCTERMS.title, Literal(paper.name, lang="en")))
    graph.add((document, RDFS.label, Literal(paper.name, lang="en")))
    graph.add((document, CG.documentKind, CODE.concept("document-kind", paper.kind)))
    if paper.date:
        graph.add((document, DCTERMS.date, Literal(paper.date, datatype=XSD.date)))
    for number, line in enumerate(line.strip() for line in paper.says.splitlines() if line.strip()):
        ((subject, predicate, value),) = turtle(line.removeprefix("!"))
        first = not line.startswith("!") and (subject, predicate, None) not in facts
        preferred = first or (not line.startswith("!") and (subject, predicate, value) in facts)
        if first or (not line.startswith("!") and predicate == CG.hasOption):
            facts.add((subject, predicate, value))
        _claim(graph, document, (subject, predicate, value), 10 * number, preferred, paper.section)  # type: ignore[arg-type]
    return graph


def _claim(
    graph: Graph, document: URIRef, triple: tuple[URIRef, URIRef, URIRef], start: int, preferred: bool, section: str
) -> None:
    subject, predicate, value = triple
    claim = URIRef(IRIS.claim(COUNCIL, document, subject, predicate, str(value), start))
    place = URIRef(passage(document, start, start + 5))
    graph.add((claim, RDF.type, CG.Claim))
    graph.add((claim, RDF.subject, subject))
    graph.add((claim, RDF.predicate, predicate))
    graph.add((claim, RDF.object, value))
    graph.add((claim, CG.inDocument, document))
    graph.add((claim, CG.evidence, place))
    graph.add((claim, CG.rank, CODE.concept("rank", "preferred" if preferred else "normal")))
    graph.add((place, RDF.type, CG.Passage))
    graph.add((place, CG.inDocument, document))
    graph.add((place, CG.section, Literal(section)))
    graph.add((place, OA.start, Literal(start)))
    graph.add((place, OA.end, Literal(start + 5)))
    graph.add((place, OA.exact, Literal("xxxxx")))


def union(*parts: dict[str, Graph] | Graph) -> Graph:
    """All triples of graphs together."""
    whole = Graph()
    for part in parts:
        for graph in part.values() if isinstance(part, dict) else (part,):
            whole += graph
    return whole


def from_trig(text: str) -> dict[str, Graph]:
    """Graphs by IRI from TriG."""
    data = Dataset()
    data.parse(data=text, format="trig")
    return {str(graph.identifier): graph for graph in data.graphs() if len(graph)}
