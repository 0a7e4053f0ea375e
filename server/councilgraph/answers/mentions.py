"""Passages that name a thing, for cells that no claim says."""

from collections.abc import Iterable, Mapping, Sequence

from rdflib import URIRef
from rdflib.term import Identifier

from councilgraph.answers.evidence import Evidence
from councilgraph.canned import Source
from councilgraph.model import Claimed, Proof
from councilgraph.namespaces import CG, CODE, DCTERMS, RDFS

Row = Mapping[str, Identifier]

_NAMES = tuple(map(str, (DCTERMS.identifier, CG.reference, DCTERMS.title, RDFS.label, CG.citedAs)))
_MOST = 3  # of one cell
_MOST_ASKED = 5_000


def mentioned(source: Source | None, row: Row, column: str) -> tuple[str, str] | None:
    """The thing whose passages stand for a cell, and the paper that they must be of ("" for any)."""
    term = row.get(column)
    if source is None or not isinstance(term, URIRef) or term.startswith(CODE.BASE):
        return None
    if source.predicate == str(CG.recordedIn) and source.object == column and source.subject in row:
        return str(row[source.subject]), str(term)
    return str(term), ""


def mentions(evidence: Evidence, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], tuple[Proof, ...]]:
    """A few passages about each thing, of one paper or of any (""): those that give its names, else all.

    Where no claim is about a thing, the passages of those that name it.
    """
    found: dict[str, list[Proof]] = {}
    for place, predicates in (("subject", _NAMES), ("subject", ()), ("object", ())):
        left = {thing for thing, paper in wanted if not _of(found.get(thing, ()), paper)}
        left -= set(found) if place == "object" else set()
        said = evidence.mentions(left, predicates, place, _MOST_ASKED) if left else ()
        for one in sorted(said, key=_order):
            if one.proof is not None:
                found.setdefault(one.subject if place == "subject" else one.value, []).append(one.proof)
    return {(thing, paper): tuple(_of(found.get(thing, ()), paper))[:_MOST] for thing, paper in wanted}


def _of(proofs: Iterable[Proof], paper: str) -> Sequence[Proof]:
    """Those of a paper, of any where it is ""; each once."""
    return [proof for proof in dict.fromkeys(proofs) if paper in ("", proof.document)]


def _order(said: Claimed) -> tuple[int, str, int, int, str]:
    place = _NAMES.index(said.predicate) if said.predicate in _NAMES else len(_NAMES)
    proof = said.proof
    return (place, proof.document, proof.start, proof.end, proof.quote) if proof else (place, "", 0, 0, "")
