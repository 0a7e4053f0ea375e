"""Shapes over the graphs of a build: violations stop it, warnings are told, each with the file it comes from."""

import hashlib
import pickle
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import rdflib

from councilgraph import __version__, resources
from councilgraph.build.executors import Mapper
from councilgraph.errors import InvalidGraph
from councilgraph.graph import shapes
from councilgraph.namespaces import CG

Checked = tuple[str, tuple[shapes.Problem, ...]]  # what a graph hashes to, and what is wrong in it


def checked(
    data: Sequence[rdflib.Graph], kind: shapes.Kind, sources: Mapping[str, str], over: Mapper = map
) -> "list[Warned]":
    """Warnings that name the file; raises InvalidGraph with the violations, where there are any."""
    found = over(partial(shapes.validate, kind=kind), data)
    return warned(zip(data, found, strict=True), sources)


def warned(
    found: Iterable[tuple[rdflib.Graph, Iterable[shapes.Problem]]], sources: Mapping[str, str]
) -> "list[Warned]":
    """The same, where the problems of each graph are known."""
    return passable([
        Warned(number, problem, line(problem, one, sources))
        for number, (one, several) in enumerate(found)
        for problem in several
    ])  # fmt: skip


@dataclass(frozen=True)
class Warned:
    """A problem, the number of the graph that it is on, and the line that a clerk sees."""

    graph: int
    problem: shapes.Problem
    line: str


def passable(problems: Sequence[Warned]) -> list[Warned]:
    """The problems, where all are warnings; raises InvalidGraph with the violations, where there are any."""
    violations = [one.line for one in problems if one.problem.severity == "violation"]
    if violations:
        raise InvalidGraph(violations)
    return list(problems)


def known(folder: Path | None) -> Mapping[str, Checked]:
    """What was found in the graph of each paper, by the paper's IRI, the last time, by the shapes as they are today."""
    place = _place(folder) if folder is not None else None
    return pickle.loads(place.read_bytes()) if place is not None and place.is_file() else {}


def keep(folder: Path | None, found: Mapping[str, Checked]) -> None:
    """Keep what was found in the graph of each paper."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        draft = _place(folder).with_suffix(".part")
        draft.write_bytes(pickle.dumps(dict(found)))
        draft.replace(_place(folder))


def _place(folder: Path) -> Path:
    return folder / f"checked-{_ways_of_checking('claims')}.pickle"


@cache
def _ways_of_checking(kind: shapes.Kind) -> str:
    """A hash of what decides what is found: the version, the shapes, and how they are read."""
    digest = hashlib.sha256(__version__.encode())
    code = [Path(shapes.__file__).with_name(f"{name}.py") for name in ("data", "shapes", "sieve")]
    for file in [*sorted(code), *sorted((resources.folder("shapes") / kind).glob("*.ttl"))]:
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def line(problem: shapes.Problem, data: rdflib.Graph, sources: Mapping[str, str]) -> str:
    """A problem with the file it comes from: where the thing is written, or the paper that tells of it."""
    papers = (str(paper) for paper in data.objects(rdflib.URIRef(problem.focus), CG.inDocument))
    source = sources.get(problem.focus) or next((sources[paper] for paper in papers if paper in sources), None)
    return f"{source}: {problem}" if source else str(problem)
