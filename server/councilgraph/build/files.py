"""Graph files as named graphs, and how graphs are put together."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import rdflib
from rdflib.term import Node

from councilgraph import graph
from councilgraph.errors import EmptyFile, UnreadableFile
from councilgraph.iris import Iris
from councilgraph.namespaces import CG, RDF

Graphs = dict[str, rdflib.Graph]
Triple = tuple[Node, Node, Node]
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


def graph_sources(paths: Sequence[Path], iris: Iris) -> tuple[Graphs, dict[str, str]]:
    """What graph files give, with the file that each thing comes from; errors as of `read_graphs`."""
    graphs: Graphs = {}
    sources: dict[str, str] = {}
    for path in paths:
        found = given(read_graphs(path, iris), iris)
        sources |= {str(subject): str(path) for one in found.values() for subject in one.subjects(unique=True)}
        add(graphs, found)
    return graphs, sources


def add(graphs: Graphs, more: Mapping[str, rdflib.Graph]) -> None:
    """Merge graphs by name, leaving out what stands in another graph: in the union each triple must count once.

    A graph that is new and wholly kept becomes part of `graphs` itself.
    """
    if not any(len(one) for one in more.values()):
        return
    places: dict[Node, list[str]] = defaultdict(list)
    for name, one in graphs.items():
        for subject in one.subjects(unique=True):
            places[subject].append(name)
    for name, new in more.items():
        fresh = [triple for triple in new if not _elsewhere(triple, name, graphs, places)]
        for subject in {triple[0] for triple in fresh}:
            places[subject].append(name)
        if fresh and name not in graphs and len(fresh) == len(new):
            graphs[name] = new
        elif fresh:
            mine = graphs.setdefault(name, rdflib.Graph())
            for triple in fresh:
                mine.add(triple)


def _elsewhere(triple: Triple, name: str, graphs: Graphs, places: Mapping[Node, list[str]]) -> bool:
    return any(other != name and triple in graphs[other] for other in places.get(triple[0], ()))
