"""Graph files as named graphs, and how graphs are put together."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from councilgraph.errors import EmptyFile, UnreadableFile
from councilgraph.iris import Iris

Graphs = dict[str, rdflib.Graph]
GRAPH_SUFFIXES = {".ttl": "turtle", ".trig": "trig"}


def read_graphs(path: Path, iris: Iris) -> Graphs:
    """The graphs of a .trig by name, or a .ttl as the curated graph; raises UnreadableFile, EmptyFile."""
    data = rdflib.Dataset()
    try:
        data.parse(path, format=GRAPH_SUFFIXES[path.suffix.lower()])
    except Exception as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise UnreadableFile(f"{path}: this is no valid RDF ({reason}). Mend the file and build again.") from error
    graphs: Graphs = {}
    for found in data.graphs():
        if len(found):
            in_no_graph = found.identifier == DATASET_DEFAULT_GRAPH_ID
            copy = graphs.setdefault(iris.graph("curated") if in_no_graph else str(found.identifier), rdflib.Graph())
            for triple in found:
                copy.add(triple)
    if not graphs:
        raise EmptyFile(f"{path}: it holds no triples. Leave it out, or put the graph in it.")
    return graphs


def add(graphs: Graphs, more: Mapping[str, rdflib.Graph]) -> None:
    """Merge graphs by name, leaving out what stands in another graph: in the union each triple must count once."""
    for name, new in more.items():
        wanted = set(new.subjects(unique=True))
        others = [
            one for other, one in graphs.items() if other != name and not wanted.isdisjoint(one.subjects(unique=True))
        ]
        fresh = [triple for triple in new if not any(triple in other for other in others)]
        if fresh:
            mine = graphs.setdefault(name, rdflib.Graph())
            for triple in fresh:
                mine.add(triple)


def subjects(graphs: Mapping[str, rdflib.Graph]) -> Iterator[str]:
    """The IRIs of all that the graphs describe."""
    for one in graphs.values():
        yield from map(str, one.subjects(unique=True))
