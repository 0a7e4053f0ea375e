"""Shapes over the graphs of a build: violations stop it, warnings are told, each with the file it comes from."""

from collections.abc import Mapping, Sequence
from functools import partial

import rdflib

from councilgraph.build.executors import Mapper
from councilgraph.errors import InvalidGraph
from councilgraph.graph import shapes
from councilgraph.namespaces import CG


def checked(
    data: Sequence[rdflib.Graph], kind: shapes.Kind, sources: Mapping[str, str], over: Mapper = map
) -> list[str]:
    """Warnings as lines that name the file; raises InvalidGraph with the violations, where there are any."""
    found = over(partial(shapes.validate, kind=kind), data)
    problems = [(p, _line(p, one, sources)) for one, several in zip(data, found, strict=True) for p in several]
    violations = [line for problem, line in problems if problem.severity == "violation"]
    if violations:
        raise InvalidGraph(violations)
    return [line for _, line in problems]


def _line(problem: shapes.Problem, data: rdflib.Graph, sources: Mapping[str, str]) -> str:
    """A problem with the file it comes from: where the thing is written, or the paper that tells of it."""
    papers = (str(paper) for paper in data.objects(rdflib.URIRef(problem.focus), CG.inDocument))
    source = sources.get(problem.focus) or next((sources[paper] for paper in papers if paper in sources), None)
    return f"{source}: {problem}" if source else str(problem)
