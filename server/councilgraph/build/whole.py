"""A build of the whole: papers to facts, to things, to a checked graph, with nothing gone on from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import rdflib

from councilgraph import documents, graph, packed, resolve, resources
from councilgraph.build import check
from councilgraph.build.check import Checked, Warned
from councilgraph.build.executors import Mapper
from councilgraph.build.files import GRAPH_SUFFIXES, Graphs, add, graph_sources
from councilgraph.build.papers import Reading, Sieve, read_papers
from councilgraph.build.saying import Held, hear
from councilgraph.build.told import Told
from councilgraph.config import Settings
from councilgraph.graph import derive, findings, shapes
from councilgraph.graph.data import Data
from councilgraph.graph.saying import Says
from councilgraph.graph.whole import Whole
from councilgraph.iris import Iris
from councilgraph.model import Paper, Resolution
from councilgraph.namespaces import CG

Progress = Callable[[str], None]
Begin = Callable[[Graphs, Mapping[str, str]], None]  # takes graphs that stay as they are, and digests of some


@dataclass(frozen=True)
class Asked:
    """What a build was asked for; `memory` is a folder where what was read is kept, where there is one."""

    paths: Sequence[Path]
    settings: Settings
    council: str | None
    over: Mapper
    progress: Progress
    memory: Path | None

    @property
    def iris(self) -> Iris:
        """The IRIs of the deployment."""
        return Iris(self.settings.base)


@dataclass(frozen=True)
class Built:
    """Graphs by IRI that passed the shapes, the papers they came from, and warnings a clerk should see."""

    graphs: Graphs
    held: tuple[Held, ...]
    warnings: tuple[str, ...]
    merges: int
    places: Mapping[str, Path] = field(default_factory=dict)  # where each paper lies, by IRI
    digests: Mapping[str, str] = field(default_factory=dict)  # of the documents' graphs, by IRI
    resolution: Resolution | None = None
    warned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of what papers say, by their IRIs
    problems: tuple[Warned, ...] = ()  # of things
    alone: bool = False  # whether all comes from papers, and all papers could be read

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The papers, each with what resolving needs."""
        return tuple(one.lean for one in self.held)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many triples each graph holds."""
        return {name: len(one) for name, one in self.graphs.items()}


def later(graphs: Graphs, digests: Mapping[str, str]) -> None:
    """Nothing is begun before all is concluded."""


def build(asked: Asked, told: Told | None = None, begin: Begin = later) -> Built:
    """The checked graphs of documents, folders, .ttl and .trig files; what papers say is kept in `told`.

    `begin` is called before rules conclude, with all graphs to which they add nothing.
    """
    iris = asked.iris
    files = documents.collect(asked.paths or [resources.folder("data") / "kent"], also=GRAPH_SUFFIXES)
    graph_files = [path for path in files if path.suffix.lower() in GRAPH_SUFFIXES]
    asked.progress(f"reading {len(files) - len(graph_files)} documents and {len(graph_files)} graph files")
    given, sources = graph_sources(graph_files, iris)
    curated = given.get(iris.graph("curated"), rdflib.Graph())
    reading = _read(asked, [path for path in files if path not in set(graph_files)], curated)
    sources |= {held.lean.iri: held.lean.text.name for held in reading.papers}
    asked.progress("joining")
    said = _said(asked, reading.papers, curated, told)
    graphs, outdated = said.graphs, list(said.resolution.outdated)
    add(graphs, {name: one for name, one in given.items() if one is not curated})
    outdated += graph.outdated(graphs, curated, iris)
    add(graphs, {iris.graph("curated"): curated})
    graph.prefer_curated(graphs, iris)
    for name in (iris.graph("facts"), iris.graph("about")):
        if name in graphs:
            graphs[name] = packed.squeezed(graphs[name])
    asked.progress("checking claims")
    warnings = [*reading.left_out]
    warnings += [f"{sources.get(iri, 'curated')}: {iri}: {reason}" for iri, reason in outdated]
    warnings += [one.line for one in check.checked([curated] if len(curated) else [], "curated", sources)]
    claimed = _claimed(graphs, curated, iris)
    of_claims = check.warned(_problems(asked, claimed, graphs, said.checked), sources)
    digests = {name: packed.digest(one) for name, one in claimed.items() if one is graphs[name]}
    concluded = {iris.graph(name) for name in ("derived", "findings")}
    begin({name: one for name, one in graphs.items() if name not in concluded}, digests)
    asked.progress("deriving")
    of_things = check.warned([_concluded(asked, graphs)], sources)
    warnings += [one.line for one in (*of_claims, *of_things)]
    iri_of = {iris.document_graph(held.lean.iri): held.lean.iri for held in reading.papers}
    named = [iri_of.get(name, "") for name in claimed]
    warned: dict[str, tuple[str, ...]] = {}
    for one in of_claims:
        warned[named[one.graph]] = (*warned.get(named[one.graph], ()), one.line)
    return Built(
        graphs, tuple(reading.papers), tuple(warnings), len(said.resolution.merges), reading.places, digests,
        said.resolution, warned, tuple(of_things), not given and not reading.left_out,
    )  # fmt: skip


def _read(asked: Asked, paths: Sequence[Path], curated: rdflib.Graph) -> Reading:
    sieve = Sieve(graph.reviews(curated), asked.settings.least_confidence)
    found = set(paths) - set(asked.paths)
    return read_papers(paths, asked.iris, asked.council, asked.over, asked.memory, sieve, found)


@dataclass(frozen=True)
class _Said:
    """What papers say together: their graphs, and what is wrong in the graph of each, by the graph's IRI."""

    graphs: Graphs
    resolution: Resolution
    checked: Mapping[str, Checked]


def _said(asked: Asked, papers: Sequence[Held], curated: rdflib.Graph, told: Told | None) -> _Said:
    """Join papers, and tell what they say."""
    if not papers:
        return _Said({}, Resolution((), (), {}, {}, {}), {})
    iris, lean = asked.iris, [held.lean for held in papers]
    resolution = resolve.resolve(lean, iris, graph.told_by_persons(curated))
    before = check.known(asked.memory)
    found: dict[str, Checked] = {}

    def heard() -> Iterator[Says]:
        for one in hear(papers, resolution, iris, asked.over, before, told is not None):
            found[one.says.document] = one.checked
            if told is not None:
                told.put(one.says.document, one.rows, *one.lean)
            yield one.says

    graphs = graph.put_together(heard(), lean, resolution, iris, graph.dates_told(curated, iris))
    if found != before:
        check.keep(asked.memory, found)
    return _Said(graphs, resolution, {iris.document_graph(iri): one for iri, one in found.items()})


def _problems(
    asked: Asked, claimed: Graphs, graphs: Graphs, known: Mapping[str, Checked]
) -> Iterator[tuple[rdflib.Graph, Sequence[shapes.Problem]]]:
    """The problems of documents' graphs: those of papers are known, but where a person adds to what they say."""
    new = [name for name, one in claimed.items() if name not in known or one is not graphs[name]]
    found = dict(zip(new, asked.over(_validated, [claimed[name] for name in new]), strict=True))
    for name, one in claimed.items():
        yield one, found[name] if name in found else known[name][1]


def _validated(one: rdflib.Graph) -> list[shapes.Problem]:
    return shapes.validate(one, "claims")


def _claimed(graphs: Graphs, curated: rdflib.Graph, iris: Iris) -> Graphs:
    """The documents' graphs, each with what a person adds about the document."""
    found = {name: one for name, one in graphs.items() if "/graph/document/" in name}
    for subject, predicate, value in curated:
        name = iris.document_graph(str(subject)) if iris.is_document(str(subject)) else ""
        if name in found:
            found[name] = found[name] + rdflib.Graph().add((subject, predicate, value))
    return found


def _concluded(asked: Asked, graphs: Graphs) -> tuple[rdflib.Graph, list[shapes.Problem]]:
    """Let rules conclude and find, into `graphs`; gives the problems of things, and which papers tell of these things.

    Shapes look at things while rules look for findings, where there are processes; they look at findings afterwards.
    """
    iris, whole = asked.iris, Whole(graphs)
    _take(graphs, iris.graph("derived"), derive.derive(graphs, iris, whole))
    looked = asked.over(_looked, [shapes.things_text(graphs, iris)])
    problems: list[shapes.Problem] = []

    def lacking() -> Iterator[shapes.Problem]:
        for several, others in looked:
            problems.extend(others)
            yield from several

    found = findings.findings(graphs, iris, whole, lacking())
    problems += shapes.validate(found, "things")
    _take(graphs, iris.graph("findings"), found)
    return _tellers(graphs, problems, iris), sorted(problems, key=lambda one: one.order)


def _looked(things: packed.Text) -> tuple[list[shapes.Problem], list[shapes.Problem]]:
    """What records lack, and which shapes things break."""
    graph = rdflib.Graph()
    for triple in things.graph:
        graph.add(triple)
    data = Data(graph)
    return shapes.lacking(data), shapes.validate(data, "things")


def _tellers(graphs: Graphs, problems: Sequence[shapes.Problem], iris: Iris) -> rdflib.Graph:
    """Which papers tell of the things that have problems."""
    found, things = rdflib.Graph(), {one.focus for one in problems}
    for name in ("facts", "curated", "derived", "findings"):
        for triple in graphs.get(iris.graph(name), rdflib.Graph()).triples((None, CG.inDocument, None)):
            if str(triple[0]) in things:
                found.add(triple)
    return found


def _take(graphs: Graphs, name: str, more: rdflib.Graph) -> None:
    """Put more triples into a graph, where there are any; none of them stands anywhere yet, and no more come."""
    if len(more):
        lines = [line for one in (graphs.get(name), more) if one is not None for line in packed.lines(one)]
        graphs[name] = packed.Text.of(b"".join(sorted(lines))).graph
