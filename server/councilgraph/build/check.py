"""Shapes over the graphs of a build: violations stop it, warnings are told, each with the file it comes from."""

import hashlib
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import rdflib

from councilgraph import __version__, resources
from councilgraph.build.executors import Mapper
from councilgraph.errors import InvalidGraph
from councilgraph.graph import shapes
from councilgraph.namespaces import CG


def checked(
    data: Sequence[rdflib.Graph],
    kind: shapes.Kind,
    sources: Mapping[str, str],
    over: Mapper = map,
    known: "Known | None" = None,
) -> "list[Warned]":
    """Warnings that name the file; raises InvalidGraph with the violations, where there are any.

    `known` has what was found in graphs that are the same still; only the others are looked at.
    """
    found = known.found(data, kind, over) if known else over(partial(shapes.validate, kind=kind), data)
    problems = [
        Warned(number, problem, line(problem, one, sources))
        for number, (one, several) in enumerate(zip(data, found, strict=True))
        for problem in several
    ]
    return passable(problems)


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


@dataclass(frozen=True)
class Known:
    """The problems of graphs by their digests, kept in a folder from one build to the next."""

    folder: Path | None
    digests: Sequence[str]

    def found(self, data: Sequence[rdflib.Graph], kind: shapes.Kind, over: Mapper) -> list[list[shapes.Problem]]:
        """The problems of each graph; of those that are new they are kept for the next time."""
        before = self._read(kind)
        new = {digest: one for digest, one in zip(self.digests, data, strict=True) if digest not in before}
        problems = before | dict(zip(new, over(partial(shapes.validate, kind=kind), new.values()), strict=True))
        now = {digest: problems[digest] for digest in self.digests}
        if self.folder is not None and now.keys() != before.keys():
            self.folder.mkdir(parents=True, exist_ok=True)
            draft = self._place(self.folder, kind).with_suffix(".part")
            draft.write_bytes(pickle.dumps(now))
            draft.replace(self._place(self.folder, kind))
        return [now[digest] for digest in self.digests]

    def _read(self, kind: shapes.Kind) -> dict[str, list[shapes.Problem]]:
        place = self._place(self.folder, kind) if self.folder is not None else None
        return pickle.loads(place.read_bytes()) if place is not None and place.is_file() else {}

    def _place(self, folder: Path, kind: shapes.Kind) -> Path:
        """The file of what was found by the shapes as they are today."""
        return folder / f"checked-{_ways_of_checking(kind)}.pickle"


@cache
def _ways_of_checking(kind: shapes.Kind) -> str:
    """A hash of what decides what is found: the version, the shapes, and how they are read."""
    digest = hashlib.sha256(__version__.encode())
    code = [Path(shapes.__file__), *Path(shapes.__file__).parent.glob("sieve*.py")]
    for file in [*sorted(code), *sorted((resources.folder("shapes") / kind).glob("*.ttl"))]:
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def line(problem: shapes.Problem, data: rdflib.Graph, sources: Mapping[str, str]) -> str:
    """A problem with the file it comes from: where the thing is written, or the paper that tells of it."""
    papers = (str(paper) for paper in data.objects(rdflib.URIRef(problem.focus), CG.inDocument))
    source = sources.get(problem.focus) or next((sources[paper] for paper in papers if paper in sources), None)
    return f"{source}: {problem}" if source else str(problem)
