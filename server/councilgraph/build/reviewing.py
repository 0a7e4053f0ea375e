"""What is kept apart from the facts, listed, and what a person finds of it, written to curated.ttl."""

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.term import Identifier

from councilgraph import documents, extract, store
from councilgraph.build.files import GRAPH_SUFFIXES, graph_sources
from councilgraph.config import Settings
from councilgraph.errors import BadParameter, UsageError
from councilgraph.graph import reviews
from councilgraph.graph.reviews import correction, review_iri, reviewed, shown, signature, to_turtle, withdrawal
from councilgraph.iris import Iris
from councilgraph.model import Review

FILE = "curated.ttl"
_PLACES = "papers.json"
_KEPT = """PREFIX cg: <https://w3id.org/councilgraph/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?id ?document ?name ?field ?value ?confidence ?reason ?quote WHERE {
  ?doubt a cg:Doubt ; dct:identifier ?id ; cg:inDocument ?document ; cg:field ?field ; cg:asRead ?value ;
    cg:confidence ?confidence ; cg:unsureBecause ?reason ; skos:note ?quote .
  ?document cg:fileName ?name .
} ORDER BY ?name ?id"""
_CLAIM = """PREFIX cg: <https://w3id.org/councilgraph/def#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?claim ?s ?p ?o ?document WHERE {
  ?claim a cg:Claim ; cg:inDocument ?document ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  FILTER(STRENDS(STR(?claim), "/claim/%s"))
}"""


@dataclass(frozen=True)
class Kept:
    """One value kept apart: its ID, where it was read, what it would be, how sure and why no surer."""

    id: str
    document: str  # IRI
    name: str  # of the file
    field: str  # "decision title"
    value: str
    confidence: float
    reason: str
    quote: str


def doubts(paths: Sequence[Path], settings: Settings, council: str | None = None) -> list[Kept]:
    """What is kept apart in documents that are read now; .ttl files among the paths tell what persons found before."""
    iris = Iris(settings.base)
    files = documents.collect(paths, also=GRAPH_SUFFIXES)
    told, _ = graph_sources([one for one in files if one.suffix.lower() in GRAPH_SUFFIXES], iris)
    found = reviews(told.get(iris.graph("curated"), Graph()))
    papers = [one for one in files if one.suffix.lower() not in GRAPH_SUFFIXES]
    kept = []
    for path in papers:
        text = documents.read(path)
        facts = extract.extract(text, council, found, settings.least_confidence)
        iri = iris.thing(facts.document.council or "council", "document", text.stem)
        kept += [
            Kept(one.id, iri, text.name, f"{one.kind} {one.field}".strip(), shown(one.value), one.confidence,
                 one.reason, one.evidence[0].quote)
            for one in facts.review
        ]  # fmt: skip
    return kept


def published_doubts(settings: Settings) -> list[Kept]:
    """What is kept apart in the published graph; raises NoSnapshot where none is published."""
    with closing(store.open_engine(settings, workers=0)) as engine:
        rows = engine.select(_KEPT).dicts()
    return [
        Kept(str(row["id"]), str(row["document"]), str(row["name"]), str(row["field"]), str(row["value"]),
             float(row["confidence"]), str(row["reason"]), str(row["quote"]))
        for row in rows
    ]  # fmt: skip


def remember(root: Path, places: Mapping[str, Path]) -> None:
    """Keep beside the snapshots where each paper lies, so that a review can be written beside it."""
    if places:
        text = json.dumps({iri: str(path) for iri, path in places.items()})
        (root / _PLACES).write_text(text, encoding="utf-8")


def judge(settings: Settings, review: Review, by: str, why: str, to: Path | None = None) -> Path:
    """Write what a person finds of a doubt or a claim of the published graph; gives the file it stands in.

    Raises UsageError where nothing published has that ID, or it was reviewed before, BadParameter where a corrected
    value is missing or is none.
    """
    if review.outcome == "corrected" and not review.value:
        raise BadParameter(f"{review.id}: say what is right with --value.")
    name = review.id.rpartition("/")[2]
    signed = signature(by, dt.date.today(), why)
    kept = next((one for one in published_doubts(settings) if name in (one.id, f"doubt-{one.id}")), None)
    if kept is not None:
        council = Iris(settings.base).council_of(kept.document) or "council"
        iri = review_iri(council, kept.id, Iris(settings.base))
        found = reviewed(iri, Review(kept.id, review.outcome, review.value), kept.document, kept.value, signed)
        document = kept.document
    else:
        found, document = _about_claim(settings, Review(name, review.outcome, review.value), signed)
    return _written(found, to or _beside(settings.store, document))


def _about_claim(settings: Settings, review: Review, signed: Mapping[URIRef, Literal]) -> tuple[Graph, str]:
    if not re.fullmatch(r"[\w-]+", review.id):
        raise BadParameter(f"{review.id!r} is no ID. Take one that `councilgraph review list` prints, or a claim's.")
    with closing(store.open_engine(settings, workers=0)) as engine:
        rows = list(engine.select(_CLAIM % review.id).dicts())
    if not rows:
        raise UsageError(
            f"Nothing published has the ID {review.id}. See `councilgraph review list`, or build again first."
        )
    row = rows[0]
    claim, subject, predicate = (URIRef(str(row[name])) for name in ("claim", "s", "p"))
    if review.outcome == "accepted":
        raise UsageError(f"{claim} is a claim in the graph already. Reject or correct it, or leave it.")
    found = withdrawal(claim, (subject, predicate, _term(row["o"])), signed)
    if review.outcome == "corrected":
        found += correction(claim, (subject, predicate, _like(row["o"], review.value)), signed)
    return found, str(row["document"])


def _term(value: Identifier) -> URIRef | Literal:
    return value if isinstance(value, URIRef | Literal) else Literal(str(value))


def _like(term: Identifier, value: str) -> URIRef | Literal:
    """A corrected value as a term of the kind of the wrong one."""
    if isinstance(term, URIRef):
        if not re.match(r"https?://\S+$", value):
            raise BadParameter(f"{value!r} is no IRI, as {term} is. Give the IRI of the right thing as --value.")
        return URIRef(value)
    if not isinstance(term, Literal):
        return Literal(value)
    made = Literal(value, datatype=term.datatype, lang=term.language)
    if term.value is not None and made.value is None:
        raise BadParameter(f"{value!r} cannot stand for {term}. Write --value in the same form.")
    return made


def _beside(root: Path, document: str) -> Path:
    """curated.ttl beside a paper, in the working folder where it is not known any longer where the paper lies."""
    known = root / _PLACES
    places = json.loads(known.read_text(encoding="utf-8")) if known.is_file() else {}
    folder = Path(places.get(document, "")).parent
    return folder / FILE if document in places and folder.is_dir() else Path(FILE)


def _written(found: Graph, path: Path) -> Path:
    """Add statements to the end of a Turtle file, whose own text stays as it is."""
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    known = Graph().parse(data=before, format="turtle") if before else Graph()
    for one in found.subjects(unique=True):
        if (one, None, None) in known:
            raise UsageError(f"{path} holds {one} already. Edit or remove it there, then review again.")
    lines = to_turtle(found).splitlines()
    fresh = [line for line in lines if not line.startswith("@prefix") or line not in before.splitlines()]
    gap = "\n" if before.endswith("\n") or not before else "\n\n"
    path.write_text(before + (gap if before else "") + "\n".join(fresh).strip("\n") + "\n", encoding="utf-8")
    return path
