"""A document's text with every fact marked in it, or its quotes in order where the text is not at hand."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flask import g
from rdflib import URIRef

from councilgraph.answers import words
from councilgraph.model import Proof
from councilgraph.namespaces import CG
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

_AROUND = 160
_MASKED = 80  # how far beyond it an address may begin or end
_SAME = 40  # characters of a quote that must stand in the text: exports cut quotes short
_CUT_BEFORE, _CUT_AFTER = re.compile(r"^\S*\s+"), re.compile(r"\s+\S*$")  # a word cut in two by that measure
_BORDER = re.compile(r"(?<=[.;:?!])\s+(?=[A-Z(\d])|\n\s*\n|\n(?=[^\n]{0,60}:\s*\n)")


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
    text = _text(site, iri)
    return MarkedText(segments(text, passages) if text is not None else (), passages)


def around(site: Site, proof: Proof) -> tuple[str, str, str] | None:
    """The words before a passage, the passage, and those after it; None where its document is not at hand.

    From one end of the sentence or line to the other, and no further than 160 characters either way.
    """
    text = _text(site, proof.document)
    if text is None or not text.startswith(proof.quote[:_SAME], proof.start):
        return None
    first = max(0, proof.start - _AROUND - _MASKED)
    shown = " " * first + mask(text[first : proof.end + _AROUND + _MASKED])
    start, end = max(0, proof.start - _AROUND), proof.end + _AROUND
    before = _BORDER.split(shown[start : proof.start])[-1]
    after = _BORDER.split(shown[proof.end : end])[0]
    if start and len(before) == _AROUND:
        before = _CUT_BEFORE.sub("… ", before)
    if end < len(text) and len(after) == _AROUND:
        after = _CUT_AFTER.sub(" …", after)
    return _squeezed(before), _squeezed(shown[proof.start : proof.end]), _squeezed(after)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _text(site: Site, document: str) -> str | None:
    """A document's text, read once for a request."""
    known: dict[str, str | None] = g.setdefault("texts", {})
    if document not in known:
        hashes = site.rows(_HASH % (document, CG.sha256))
        known[document] = site.engine.text(str(hashes[0]["hash"])) if hashes else None
    return known[document]


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
    value = row["o"]
    if isinstance(value, URIRef) and site.terms.known(str(value)):
        return site.terms.label(str(value))
    return words.label(value, str(row["p"]))


def _short(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]
