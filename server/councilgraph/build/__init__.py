"""The whole pipeline as one recipe: papers to facts, to things, to a checked and published graph."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import rdflib

from councilgraph import documents, graph, ntriples, resolve, resources, store
from councilgraph.build import again
from councilgraph.build import kept as keeping
from councilgraph.build.check import Known, Warned, checked
from councilgraph.build.executors import Mapper, mapper
from councilgraph.build.files import GRAPH_SUFFIXES, Graphs, add, graph_sources
from councilgraph.build.kept import Told, by_subject
from councilgraph.build.papers import Sieve, read_papers
from councilgraph.build.reviewing import Kept, doubts, judge, published_doubts, remember
from councilgraph.build.summary import Summary
from councilgraph.build.verify import Verified, verify
from councilgraph.config import Settings
from councilgraph.errors import NotLocal
from councilgraph.graph import derive, findings, shapes
from councilgraph.graph.rules import Whole
from councilgraph.graph.telling import Triple
from councilgraph.iris import Iris
from councilgraph.model import Claim, Paper, Resolution

__all__ = [
    "Built", "Graphs", "Kept", "Summary", "Verified", "build", "doubts", "judge", "publish", "published_doubts",
    "verify",
]  # fmt: skip

log = logging.getLogger(__name__)
Progress = Callable[[str], None]
Heard = Callable[[Paper, Sequence[Claim], Collection[Triple]], None]


@dataclass(frozen=True)
class Built:
    """Graphs by IRI that passed the shapes, the papers they came from, and warnings a clerk should see."""

    graphs: Graphs
    papers: tuple[Paper, ...]
    warnings: tuple[str, ...]
    merges: int
    places: Mapping[str, Path] = field(default_factory=dict)  # where each paper lies, by IRI
    digests: Mapping[str, str] = field(default_factory=dict)  # of the documents' graphs, by IRI
    resolution: Resolution | None = None
    warned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of what papers say, by their IRIs
    problems: tuple[Warned, ...] = ()  # of things
    alone: bool = False  # whether all comes from papers, and all papers could be read

    @property
    def counts(self) -> Mapping[str, int]:
        """How many triples each graph holds."""
        return {name: len(one) for name, one in self.graphs.items()}


def publish(
    paths: Sequence[Path],
    settings: Settings,
    council: str | None = None,
    jobs: int = 1,
    dask: str | None = None,
    progress: Progress = log.info,
) -> tuple[store.Snapshot, Summary]:
    """Build from the paths and publish; raises InputError or InvalidGraph and then publishes nothing.

    Where a build of the same papers was published before, this goes on from it by what changed (`build.again`).
    """
    with mapper(jobs, dask) as over:
        asked = again.Asked(paths, settings, council, over, progress)
        found = _go_on(asked)
        if isinstance(found, str):
            progress(f"building the whole, since {found}")
            found = _publish(asked, f"the whole, since {found}")
    snapshot, summary, places = found
    remember(settings.store, places)
    return snapshot, summary


def _go_on(asked: again.Asked) -> tuple[store.Snapshot, Summary, Mapping[str, Path]] | str:
    """What was published on from the build before, or why the whole has to be built."""
    try:
        return again.publish(asked)
    except NotLocal as why:
        return str(why)


def _publish(asked: again.Asked, how: str) -> tuple[store.Snapshot, Summary, Mapping[str, Path]]:
    settings, memory = asked.settings, asked.memory
    with Told.new(memory) as told:

        def heard(paper: Paper, claims: Sequence[Claim], plain: Collection[Triple]) -> None:
            told.add(paper, by_subject(claims, plain))

        built = _build(asked.paths, settings, asked.council, asked.over, asked.progress, memory, heard)
    asked.progress("publishing")
    texts = {paper.text.sha256: paper.text.text for paper in built.papers}
    about = {"base": settings.base, "built": how}
    snapshot = store.publish(settings.store, built.graphs, about, texts, built.digests)
    if built.alone and built.resolution is not None:
        _keep(asked, built, built.resolution, snapshot.id)
    summary = Summary(
        len(built.papers), len(built.graphs), sum(built.counts.values()), built.merges, built.warnings,
        sum(len(paper.facts.review) for paper in built.papers), how,
    )  # fmt: skip
    return snapshot, summary, built.places


def _keep(asked: again.Asked, built: Built, resolution: Resolution, snapshot: str) -> None:
    """Keep what the next build needs to go on; nothing where a paper does not lie there as a file of its own."""
    files = dict[str, keeping.Known]()
    for paper in built.papers:
        place = built.places[paper.iri]
        try:
            files[str(place)] = again.known(paper, again.remembered(place, asked.council, asked.memory))
        except NotLocal:
            return
    things = {thing.iri: thing for thing in resolution.things}
    views = keeping.views(built.papers, resolution)
    kept = keeping.Kept(
        asked.ways, snapshot, files, things, resolution.merges, views, built.warned, built.problems,
    )  # fmt: skip
    keeping.save(asked.memory, kept)


def build(
    paths: Sequence[Path],
    settings: Settings,
    council: str | None = None,
    jobs: int = 1,
    dask: str | None = None,
    progress: Progress = log.info,
    memory: Path | None = None,
) -> Built:
    """The checked graphs of documents, folders, .ttl and .trig files; of data/kent where no path is given.

    `memory` is a folder where what was read is kept, so that an unchanged document is not read again; `jobs` local
    processes, or the Dask cluster at the address `dask`, read and check the documents.
    """
    with mapper(jobs, dask) as over:
        return _build(paths, settings, council, over, progress, memory)


def _build(
    paths: Sequence[Path],
    settings: Settings,
    council: str | None,
    over: Mapper,
    progress: Progress,
    memory: Path | None,
    heard: Heard | None = None,
) -> Built:
    iris = Iris(settings.base)
    files = documents.collect(paths or [resources.folder("data") / "kent"], also=GRAPH_SUFFIXES)
    graph_files = [path for path in files if path.suffix.lower() in GRAPH_SUFFIXES]
    progress(f"reading {len(files) - len(graph_files)} documents and {len(graph_files)} graph files")
    told, sources = graph_sources(graph_files, iris)
    curated = told.get(iris.graph("curated"), rdflib.Graph())
    read = [path for path in files if path not in set(graph_files)]
    sieve = Sieve(graph.reviews(curated), settings.least_confidence)
    reading = read_papers(read, iris, council, over, memory, sieve, found=set(read) - set(paths))
    papers = reading.papers
    sources |= {paper.iri: paper.text.name for paper in papers}
    graphs: Graphs = {}
    merges, outdated = 0, list[tuple[str, str]]()
    resolution = None
    if papers:
        progress("joining")
        resolution = resolve.resolve(papers, iris, graph.told(curated))
        dated = graph.dates_told(curated, iris)
        graphs, merges = graph.assemble(papers, resolution, iris, dated=dated, heard=heard), len(resolution.merges)
        outdated += resolution.outdated
    add(graphs, {name: one for name, one in told.items() if one is not curated})
    outdated += graph.outdated(graphs, curated, iris)
    add(graphs, {iris.graph("curated"): curated})
    graph.prefer_curated(graphs, iris)
    progress("checking claims")
    warnings = [*reading.left_out]
    warnings += [f"{sources.get(iri, 'curated')}: {iri}: {reason}" for iri, reason in outdated]
    warnings += [one.line for one in checked([curated] if len(curated) else [], "curated", sources)]
    claimed = _claimed(graphs, curated, iris)
    digests = {name: ntriples.digest(one) for name, one in claimed.items()}
    known = Known(memory, list(digests.values()))
    of_claims = checked(list(claimed.values()), "claims", sources, over, known)
    progress("deriving")
    whole = Whole(graphs)
    add(graphs, {iris.graph("derived"): derive.derive(graphs, iris, whole)})
    add(graphs, {iris.graph("findings"): findings.findings(graphs, iris, whole)})
    del whole  # the largest thing in memory, and of no more use
    progress("checking things")
    of_things = checked([shapes.things(graphs, iris)], "things", sources)
    warnings += [one.line for one in (*of_claims, *of_things)]
    digests = {name: digest for name, digest in digests.items() if claimed[name] is graphs[name]}
    iri_of = {iris.document_graph(paper.iri): paper.iri for paper in papers}
    named = [iri_of.get(name, "") for name in claimed]
    warned: dict[str, tuple[str, ...]] = {}
    for one in of_claims:
        warned[named[one.graph]] = (*warned.get(named[one.graph], ()), one.line)
    return Built(
        graphs, tuple(papers), tuple(warnings), merges, reading.places, digests, resolution, warned,
        tuple(of_things), not told and not reading.left_out,
    )  # fmt: skip


def _claimed(graphs: Graphs, curated: rdflib.Graph, iris: Iris) -> Graphs:
    """The documents' graphs, each with what a person adds about the document."""
    found = {name: one for name, one in graphs.items() if "/graph/document/" in name}
    for subject, predicate, value in curated:
        name = iris.document_graph(str(subject)) if iris.is_document(str(subject)) else ""
        if name in found:
            found[name] = found[name] + rdflib.Graph().add((subject, predicate, value))
    return found
