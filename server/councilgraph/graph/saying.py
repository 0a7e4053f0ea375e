"""What one paper says, made where it is read: its own graph, and as much as putting all papers together needs."""

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rdflib import Graph, Literal, URIRef

from councilgraph import packed
from councilgraph.graph.claims import tell
from councilgraph.graph.facts import NOW, ONE, OPTION_STATE, STAGE, triple_of
from councilgraph.graph.merges import Rests, proofs, resting
from councilgraph.graph.passages import RANKS, claim_iri, document_graph
from councilgraph.graph.reviews import doubts_graph
from councilgraph.graph.telling import Triple
from councilgraph.iris import Iris
from councilgraph.model import Claim, Evidence, Mention, Paper, Resolution, Thing
from councilgraph.namespaces import CG, XSD

WEIGHED = frozenset({*ONE, *NOW, STAGE, OPTION_STATE, str(CG.onContract)})  # predicates of which claims are compared


@dataclass(frozen=True, slots=True)
class Resolved:
    """What was resolved of one paper, and which merges rest on it."""

    things: tuple[Thing, ...]
    index: Mapping[tuple[str, str, str], Mention]
    standing: int
    dated: str
    rests: tuple[Rests, ...] = ()


@dataclass(frozen=True, slots=True)
class Says:
    """What one paper says, as the whole needs it."""

    document: str  # IRI
    council: str
    text: packed.Text  # its graph, all claims of rank normal
    claims: tuple[Claim, ...]  # those that are weighed against others, with the passages that decide
    facts: tuple[Triple, ...]  # what stands, whatever others say
    proofs: tuple[tuple[URIRef, URIRef], ...]  # merges with claims
    doubts: bytes  # N-Triples


def resolved(papers: Iterable[Paper], resolution: Resolution, iris: Iris) -> Iterator[Resolved]:
    """Of each paper what was resolved of it."""
    papers = list(papers)
    things = {thing.iri: thing for thing in resolution.things}
    index: dict[str, dict[tuple[str, str, str], Mention]] = {paper.iri: {} for paper in papers}
    for key, mention in resolution.index.items():
        if key[1] in index:
            index[key[1]][key] = mention
    rests = resting(resolution, iris)
    for paper in papers:
        known = index[paper.iri]
        named = dict.fromkeys(mention.iri for mention in known.values())
        yield Resolved(
            tuple(things[iri] for iri in named), known, resolution.standing[paper.iri], resolution.dated[paper.iri],
            tuple(rests.get(paper.iri, ())),
        )  # fmt: skip


def told(paper: Paper, known: Resolved, iris: Iris) -> tuple[list[Claim], set[Triple]]:
    """The claims of one paper, and the plain triples of the things that it brings along."""
    alone = Resolution(known.things, (), known.index, {paper.iri: known.standing}, {paper.iri: known.dated})
    telling = tell(paper, alone, iris, {thing.iri: thing for thing in known.things})
    return list(telling.claims()), telling.plain


def said(
    paper: Paper, known: Resolved, claims: Sequence[Claim], plain: Collection[Triple], iris: Iris, short: bool = False
) -> tuple[Graph, Says]:
    """The graph of one paper, before any claim is ranked, and what the whole needs of it."""
    own = [triple for triple in plain if str(triple[0]) == paper.iri]
    graph = document_graph(paper, claims, iris, own, short)
    stands = [one for one in claims if one.predicate not in WEIGHED and one.subject != paper.iri]
    facts = (*(triple_of(one) for one in stands), *(one for one in plain if str(one[0]) != paper.iri))
    doubts = packed.text(doubts_graph([paper], iris)) if paper.facts.review else b""
    return graph, Says(
        paper.iri, paper.council, packed.Text.of(packed.text(graph)),
        tuple(_light(one) for one in claims if one.predicate in WEIGHED), facts,
        tuple(proofs(known.rests, claims, iris)), doubts,
    )  # fmt: skip


def _light(claim: Claim) -> Claim:
    """A claim with those of its passages that its IRI and its weight come from; words are kept of sums alone."""
    sums = isinstance(claim.object, Literal) and claim.object.datatype == XSD.decimal
    first, *more = claim.evidence
    kept = (first, *more) if sums else (Evidence("", first.start, first.end, ""),)
    subject, predicate = sys.intern(claim.subject), sys.intern(claim.predicate)
    return replace(claim, subject=subject, predicate=predicate, evidence=kept, reason="", reviewed="")


def reranked(text: packed.Text, claims: Collection[Claim], council: str, iris: Iris) -> packed.Text:
    """The text of a paper's graph, in order still, with the ranks of some claims, none of which had another yet."""
    if not claims:
        return text
    whole = text.whole
    for claim in claims:
        head = f"<{claim_iri(claim, council, iris)}> <{CG.rank}> <"
        whole = whole.replace(f"{head}{RANKS['normal']}>".encode(), f"{head}{RANKS[claim.rank]}>".encode(), 1)
    return packed.Text.of(whole)
