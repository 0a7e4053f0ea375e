"""What becomes of facts: claims, document graphs, the facts graph, and their canonical form in files."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from rdflib import Graph, URIRef

from councilgraph import packed
from councilgraph.graph.about import about_graph
from councilgraph.graph.canonical import read_trig, to_trig, write_folder, write_trig
from councilgraph.graph.claims import claims
from councilgraph.graph.curated import dates_told, outdated, prefer_curated
from councilgraph.graph.curated import told as told_by_persons
from councilgraph.graph.facts import facts_graph, ranked
from councilgraph.graph.merges import merges_graph, merges_proved
from councilgraph.graph.passages import Passage, document_graph, passages, sha256
from councilgraph.graph.reviews import reviews
from councilgraph.graph.saying import Says, reranked, resolved, said, told
from councilgraph.iris import Iris
from councilgraph.model import Claim, Paper, Resolution

__all__ = [
    "Passage", "Says", "about_graph", "assemble", "claims", "dates_told", "document_graph", "facts_graph",
    "merges_graph", "outdated", "passages", "prefer_curated", "put_together", "read_trig", "resolved", "reviews",
    "said", "sha256", "to_trig", "told", "told_by_persons", "write_folder", "write_trig",
]  # fmt: skip


def assemble(papers: Sequence[Paper], resolution: Resolution, iris: Iris, short: bool = False) -> dict[str, Graph]:
    """Graphs by IRI: one for each document, facts, about, and the merges in derived; no triple stands twice."""
    each = zip(papers, resolved(papers, resolution, iris), strict=True)
    says = [said(paper, known, *told(paper, known, iris), iris, short)[1] for paper, known in each]
    return put_together(says, papers, resolution, iris)


def put_together(
    says: Iterable[Says],
    papers: Sequence[Paper],
    resolution: Resolution,
    iris: Iris,
    dated: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Graph]:
    """The graphs of what papers say, as `assemble` has them; of the papers no more is looked at than resolving needs.

    `dated` are dates of papers, by IRI, that a person tells: what these papers say is weighed by them.
    """
    says = sorted(says, key=lambda one: one.document)
    every = (claim for one in says for claim in one.claims)
    claimed = ranked(replace(one, dated=dated[one.document]) if one.document in dated else one for one in every)
    moved: dict[str, list[Claim]] = defaultdict(list)
    for claim in claimed:
        if claim.rank != "normal":
            moved[claim.document].append(claim)
    graphs = {
        iris.document_graph(one.document): reranked(one.text, moved[one.document], one.council, iris).graph
        for one in says
    }
    plain = (triple for one in says for triple in one.facts)
    graphs[iris.graph("facts")] = facts_graph(claimed, resolution, iris, plain, {one.document for one in says})
    proved: dict[URIRef, list[URIRef]] = defaultdict(list)
    for one in says:
        for merge, proof in one.proofs:
            proved[merge].append(proof)
    graphs[iris.graph("derived")] = merges_proved(resolution, proved, iris)
    graphs[iris.graph("about")] = about_graph(papers, resolution, iris)
    doubts = b"".join(one.doubts for one in says)
    if doubts:
        graphs[iris.graph("review")] = packed.Text.of(b"".join(sorted(set(doubts.splitlines(keepends=True))))).graph
    return graphs
