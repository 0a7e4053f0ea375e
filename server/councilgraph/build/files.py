"""Graph files as named graphs, and how graphs are put together."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import rdflib

from councilgraph import graph
from councilgraph.errors import EmptyFile, UnreadableFile
from councilgraph.iris import Iris
from councilgraph.namespaces import CG, RDF

Graphs = dict[str, rdflib.Graph]
GRAPH_SUFFIXES = (".ttl", ".trig")


def read_graphs(path: Path, iris: Iris) -> Graphs:
    """The graphs of a .trig by name; what stands in no graph, as in a .ttl, is the curated graph.

    Raises UnreadableFile where it is no RDF or has nodes without a name, EmptyFile where it holds no triples.
    """
    try:
        found = graph.read_trig(path)
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be opened ({error.strerror}). Check the path and its rights.") from error
    except SyntaxError as error:
        raise UnreadableFile(f"{path}: this is no valid RDF ({error.msg}). Mend the file and build again.") from error
    except ValueError as error:
        raise UnreadableFile(f"{path}: {error} Give it one and build again.") from error
    if not found:
        raise EmptyFile(f"{path}: it holds no triples. Leave it out, or put the graph in it.")
    return {name or iris.graph("curated"): one for name, one in found.items()}


def given(graphs: Mapping[str, rdflib.Graph], iris: Iris) -> Graphs:
    """The graphs without what rules concluded, since that is concluded anew; merges are given, and stay."""
    kept = {name: one for name, one in graphs.items() if name not in map(iris.graph, ("derived", "findings"))}
    merges = rdflib.Graph()
    for merge in graphs.get(iris.graph("derived"), rdflib.Graph()).subjects(RDF.type, CG.Merge):
        for triple in graphs[iris.graph("derived")].triples((merge, None, None)):
            merges.add(triple)
    return kept | ({iris.graph("derived"): merges} if len(merges) else {})


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
