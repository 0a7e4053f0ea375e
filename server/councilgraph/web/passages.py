"""A document's text with every fact marked in it, or its quotes in order where the text is not at hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from councilgraph.namespaces import CG
from councilgraph.web import display
from councilgraph.web.masking import mask
from councilgraph.web.site import Row, Site

_QUERY = """
PREFIX cg: <https://w3id.org/councilgraph/def#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?start ?end ?exact ?section ?s ?subject ?p ?o ?object WHERE {
  ?claim cg:inDocument <%s> ; cg:evidence ?passage ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  ?passage oa:start ?start ; oa:end ?end ; oa:exact ?exact .
  OPTIONAL { ?passage cg:section ?section }
  OPTIONAL { ?s rdfs:label ?subject }
  OPTIONAL { ?o rdfs:label ?object }
} ORDER BY ?start DESC(?end) ?s ?p LIMIT 20000
"""
_HASH = "SELECT ?hash WHERE { <%s> <%s> ?hash } LIMIT 1"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a passage proves, in words, with the thing that it is about."""

    iri: str
    subject: str
    predicate: str
    object: str


@dataclass(frozen=True)
class Passage:
    """A passage of a document, half open in code points, with what it proves; `quote` is masked."""

    start: int
    end: int
    quote: str
    section: str
    statements: tuple[Statement, ...]

    @property
    def said(self) -> str:
        """Everything that it proves, in one line."""
        return "; ".join(f"{s.subject}: {s.predicate} {s.object}" for s in self.statements)


@dataclass(frozen=True)
class Segment:
    """A piece of text between two borders of passages; `inside` are those around it, the shortest first."""

    text: str
    starting: tuple[Passage, ...]
    inside: tuple[Passage, ...]


@dataclass(frozen=True)
class MarkedText:
    """A document as segments, none where its text is not at hand, and all its passages in order."""

    segments: tuple[Segment, ...]
    passages: tuple[Passage, ...]


def document(site: Site, iri: str) -> MarkedText:
    """The marked text of a document."""
    passages = _passages(site, site.rows(_QUERY % iri))
    hashes = site.rows(_HASH % (iri, CG.sha256))
    text = site.engine.text(str(hashes[0]["hash"])) if hashes else None
    return MarkedText(segments(text, passages) if text is not None else (), passages)


def segments(text: str, passages: Sequence[Passage]) -> tuple[Segment, ...]:
    """The text cut at every border of a passage, so that overlapping passages nest nowhere."""
    shown = mask(text)
    fitting = [p for p in passages if 0 <= p.start < p.end <= len(text)]
    borders = sorted({0, len(text), *(p.start for p in fitting), *(p.end for p in fitting)})
    opening: dict[int, list[Passage]] = {}
    for passage in fitting:
        opening.setdefault(passage.start, []).append(passage)
    found, around = [], list[Passage]()
    for start, end in pairwise(borders):
        around = [p for p in around if p.end > start] + opening.get(start, [])
        inside = tuple(sorted(around, key=lambda p: p.end - p.start))
        found.append(Segment(shown[start:end], tuple(opening.get(start, ())), inside))
    return tuple(found)


def _passages(site: Site, rows: Iterable[Row]) -> tuple[Passage, ...]:
    groups: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        groups.setdefault((int(row["start"]), int(row["end"])), []).append(row)
    return tuple(
        Passage(
            start, end, mask(str(group[0]["exact"])), str(group[0].get("section", "")),
            tuple(dict.fromkeys(_statement(site, row) for row in group)),
        )
        for (start, end), group in groups.items()
    )  # fmt: skip


def _statement(site: Site, row: Row) -> Statement:
    subject, predicate = str(row["s"]), str(row["p"])
    value = str(row["object"]) if "object" in row else _worded(site, row)
    return Statement(subject, str(row.get("subject") or _short(subject)), site.terms.label(predicate), value)


def _worded(site: Site, row: Row) -> str:
    value = str(row["o"])
    return site.terms.label(value) if site.terms.known(value) else display.words(row["o"], str(row["p"]))


def _short(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]
