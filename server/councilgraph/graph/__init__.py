"""What becomes of facts: claims, document graphs, the facts graph, and their canonical form in files."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from rdflib import Graph

from councilgraph.graph.about import about_graph
from councilgraph.graph.canonical import read_trig, to_trig, write_folder, write_trig
from councilgraph.graph.claims import claims, tell
from councilgraph.graph.curated import dates_told, outdated, prefer_curated, told
from councilgraph.graph.facts import facts_graph, ranked
from councilgraph.graph.merges import merges_graph
from councilgraph.graph.passages import Passage, document_graph, passages, sha256
from councilgraph.graph.reviews import doubts_graph, reviews
from councilgraph.graph.telling import Telling, Triple
from councilgraph.iris import Iris
from councilgraph.model import Claim, Paper, Resolution

__all__ = [
    "Passage", "about_graph", "assemble", "claims", "dates_told", "document_graph", "facts_graph", "outdated",
    "passages", "prefer_curated", "read_trig", "reviews", "sha256", "to_trig", "told", "write_folder", "write_trig",
]  # fmt: skip


def assemble(
    papers: Sequence[Paper],
    resolution: Resolution,
    iris: Iris,
    short: bool = False,
    dated: Mapping[str, str] = MappingProxyType({}),
    heard: Callable[[Paper, Sequence[Claim], Collection[Triple]], None] | None = None,
) -> dict[str, Graph]:
    """Graphs by IRI: one for each document, facts, about, and the merges in derived; no triple stands twice.

    `dated` are dates of papers, by IRI, that a person tells: what these papers say is weighed by them. `heard` is told
    of each paper what it claims and what is plain.
    """
    things = {thing.iri: thing for thing in resolution.things}
    papers = sorted(papers, key=lambda paper: paper.iri)
    told = [tell(paper, resolution, iris, things) for paper in papers]
    said = [claim for telling in told for claim in _heard(telling, heard)]
    claimed = ranked(replace(one, dated=dated[one.document]) if one.document in dated else one for one in said)
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in claimed:
        by_document[claim.document].append(claim)
    documents = {paper.iri for paper in papers}
    plain: set[Triple] = {triple for telling in told for triple in telling.plain}
    described: dict[str, list[Triple]] = defaultdict(list)
    for triple in plain:
        described[str(triple[0])].append(triple)
    graphs = {
        iris.document_graph(paper.iri): document_graph(paper, by_document[paper.iri], iris, described[paper.iri], short)
        for paper in papers
    }
    graphs[iris.graph("facts")] = facts_graph(claimed, resolution, iris, plain, documents)
    graphs[iris.graph("derived")] = merges_graph(resolution, claimed, iris)
    graphs[iris.graph("about")] = about_graph(papers, resolution, iris)
    if any(paper.facts.review for paper in papers):
        graphs[iris.graph("review")] = doubts_graph(papers, iris)
    return graphs


def _heard(
    telling: Telling, heard: Callable[[Paper, Sequence[Claim], Collection[Triple]], None] | None
) -> Sequence[Claim]:
    claims = list(telling.claims())
    if heard is not None:
        heard(telling.paper, claims, telling.plain)
    return claims
