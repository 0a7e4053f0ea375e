"""The whole pipeline as one recipe: papers to facts, to things, to a checked and published graph."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import rdflib

from councilgraph import documents, extract, graph, resolve, resources, store
from councilgraph.config import Settings
from councilgraph.errors import EmptyFile, InputError, InvalidGraph, UnknownCouncil, UnreadableFile
from councilgraph.graph import derive, findings, shapes
from councilgraph.iris import Iris, slug
from councilgraph.model import Facts, Paper, Text

log = logging.getLogger(__name__)

GRAPH_SUFFIXES = {".ttl": "turtle", ".trig": "trig"}
Graphs = dict[str, rdflib.Graph]
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """Graphs by IRI that passed the shapes, the papers they came from, and warnings a clerk should see."""

    graphs: Graphs
    papers: tuple[Paper, ...] = ()
    warnings: tuple[str, ...] = ()
    merges: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)


def publish(
    paths: Sequence[Path],
    settings: Settings,
    council: str | None = None,
    jobs: int = 1,
    progress: Progress = log.info,
) -> tuple[store.Snapshot, Built]:
    """Build from the paths and publish; raises InputError or InvalidGraph and then publishes nothing."""
    built = build(paths, settings, council, jobs, progress)
    progress("publishing")
    texts = {paper.text.sha256: paper.text.text for paper in built.papers}
    snapshot = store.publish(settings.store, built.graphs, {"base": settings.base}, texts=texts)
    return snapshot, built


def build(
    paths: Sequence[Path],
    settings: Settings,
    council: str | None = None,
    jobs: int = 1,
    progress: Progress = log.info,
) -> Built:
    """The checked graphs of the paths (documents, folders, .ttl, .trig); of data/kent where there are none."""
    iris = Iris(settings.base)
    files = documents.collect(paths or [resources.folder("data") / "kent"])
    graph_files = [path for path in files if path.suffix in GRAPH_SUFFIXES]
    papers = read_papers([path for path in files if path not in graph_files], iris, council, jobs, progress)
    progress(f"{len(papers)} documents and {len(graph_files)} graph files read")
    graphs, merges = _assemble(papers, iris)
    for path in graph_files:
        _add(graphs, read_graphs(path, iris))
    progress("checking claims")
    warnings = _checked(_claim_graphs(graphs, iris), "claims")
    progress("deriving")
    _add(graphs, {iris.graph("derived"): derive.derive(graphs, iris)})
    _add(graphs, {iris.graph("findings"): findings.findings(graphs, iris)})
    progress("checking things")
    warnings += _checked([_things(graphs, iris)], "things")
    return Built(graphs, tuple(papers), tuple(warnings), merges, {name: len(g) for name, g in graphs.items()})


def read_papers(
    paths: Sequence[Path], iris: Iris, council: str | None, jobs: int = 1, progress: Progress = log.info
) -> list[Paper]:
    """Papers with their facts, in the order of the paths; raises InputError that names every bad file."""
    if not paths:
        return []
    workers = min(jobs, len(paths))
    if workers > 1:
        with ProcessPoolExecutor(workers) as pool:
            read = list(pool.map(_read, paths, [council] * len(paths), chunksize=4))
    else:
        read = [_read(path, council) for path in paths]
    faults = [result for result in read if isinstance(result, InputError)]
    if faults:
        raise InputError("\n".join(str(fault) for fault in faults))
    return _papers([result for result in read if not isinstance(result, InputError)], iris)


def _read(path: Path, council: str | None) -> tuple[Text, Facts] | InputError:
    try:
        text = documents.read(path)
        facts = extract.extract(text, council)
        if facts.document.council is None:
            raise UnknownCouncil(
                f"{path}: no council is named in it, so its facts cannot be filed. "
                "Say whose paper it is: councilgraph build --council NAME."
            )
        return text, facts
    except InputError as error:
        return error


def _papers(read: Iterable[tuple[Text, Facts]], iris: Iris) -> list[Paper]:
    """Papers with one IRI each: the file's stem, with -2, -3 … where two files of a council share it."""
    taken: set[str] = set()
    papers = []
    for text, facts in read:
        council = facts.document.council or ""
        stem, number = slug(text.stem), 1
        iri = iris.thing(council, "document", stem)
        while iri in taken:
            number += 1
            iri = iris.thing(council, "document", f"{stem}-{number}")
        taken.add(iri)
        papers.append(Paper(iri, council, text, facts))
    return papers


def _assemble(papers: Sequence[Paper], iris: Iris) -> tuple[Graphs, int]:
    if not papers:
        return {}, 0
    resolution = resolve.resolve(papers, iris)
    return graph.assemble(papers, resolution, iris), len(resolution.merges)


def read_graphs(path: Path, iris: Iris) -> Graphs:
    """The graphs of a .trig by name, or a .ttl as the curated graph; raises UnreadableFile, EmptyFile."""
    data = rdflib.Dataset(default_union=False)
    try:
        data.parse(path, format=GRAPH_SUFFIXES[path.suffix])
    except Exception as error:  # noqa: BLE001 - rdflib's parsers raise what they like, and all of it is bad input
        reason = str(error).strip().splitlines() or [type(error).__name__]
        raise UnreadableFile(f"{path}: this is no valid RDF ({reason[0]}). Mend the file and build again.") from error
    graphs: Graphs = {}
    for found in data.graphs():
        if len(found):
            named = str(found.identifier)
            name = iris.graph("curated") if found.identifier == rdflib.graph.DATASET_DEFAULT_GRAPH_ID else named
            graphs[name] = graphs.get(name, rdflib.Graph()) + found
    if not graphs:
        raise EmptyFile(f"{path}: it holds no triples. Leave it out, or put the graph in it.")
    return graphs


def _add(graphs: Graphs, more: Mapping[str, rdflib.Graph]) -> None:
    """Merge graphs by name, leaving out what stands in another graph already: each triple stands once."""
    for name, new in more.items():
        if not len(new):
            continue
        mine = graphs.setdefault(name, rdflib.Graph())
        others = [g for other, g in graphs.items() if other != name]
        for triple in new:
            if not any(triple in other for other in others):
                mine.add(triple)


def _claim_graphs(graphs: Graphs, iris: Iris) -> list[rdflib.Graph]:
    return [g for name, g in graphs.items() if "/graph/document/" in name or name == iris.graph("curated")]


def _things(graphs: Graphs, iris: Iris) -> rdflib.Graph:
    """What the shapes of things look at: facts, corrections, what was derived, and documents' descriptions."""
    whole = rdflib.Graph()
    for name in ("facts", "curated", "derived", "findings"):
        for triple in graphs.get(iris.graph(name), ()):
            whole.add(triple)
    return whole


def _checked(data: Sequence[rdflib.Graph], kind: str) -> list[str]:
    problems = [problem for one in data for problem in shapes.validate(one, kind)]
    violations = [str(problem) for problem in problems if problem.severity == "violation"]
    if violations:
        raise InvalidGraph(violations)
    return [str(problem) for problem in problems]


@dataclass(frozen=True)
class Verified:
    """How many passages of how many documents were held against the texts, and which do not fit."""

    passages: int
    documents: int
    faults: tuple[str, ...]


def verify(paths: Sequence[Path], graphs: Graphs) -> Verified:
    """Hold the passages of published graphs against the documents' texts, joined by the files' hashes."""
    texts = {text.sha256: text for text in map(documents.read, documents.collect(paths))}
    passages, seen, faults = 0, 0, list[str]()
    for name, one in graphs.items():
        found = graph.passages(one) if "/graph/document/" in name else []
        text = texts.get(graph.sha256(one) or "") if found else None
        if text is None:
            continue
        seen += 1
        for passage in found:
            passages += 1
            if not text.text[passage.start : passage.end].startswith(passage.quote):
                faults.append(f"{text.name}: characters {passage.start} to {passage.end} do not read {passage.quote!r}.")
    return Verified(passages, seen, tuple(faults))
