"""What a build leaves for the next one, so that this can go on by what changed: in the store's folder of what was read.

kept.pickle    the papers, what they were resolved to, what was warned of
told.sqlite    what each paper says of each thing, and of each paper as much as resolving needs, and what it gave
"""

import gc
import hashlib
import pickle
import platform
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import rdflib

from councilgraph import __version__, resources
from councilgraph.build.check import Warned
from councilgraph.build.told import pack
from councilgraph.errors import NotLocal
from councilgraph.model import Merge, Paper, Resolution, Thing


class Known(NamedTuple):
    """A paper as it was: how it is remembered what was read of it, its IRI, and what its IRI is made of."""

    read: str
    iri: str
    council: str
    stem: str
    name: str
    sha256: str
    doubts: int


@dataclass(frozen=True)
class Joined:
    """What papers were resolved to: it is seldom another than before, so it is kept packed, too."""

    packed: bytes

    @classmethod
    def of(cls, things: Mapping[str, Thing], merges: tuple[Merge, ...]) -> "Joined":
        """Things by IRI, and why names are one thing."""
        return cls(pack((things, merges)))

    @cached_property
    def unpacked(self) -> tuple[Mapping[str, Thing], tuple[Merge, ...]]:
        """Things by IRI, and why names are one thing."""
        with uncollected():
            return pickle.loads(self.packed)  # type: ignore[no-any-return]

    def __reduce__(self) -> tuple[type["Joined"], tuple[bytes]]:
        """How it is kept: packed alone."""
        return Joined, (self.packed,)


@dataclass(frozen=True)
class Kept:
    """A build, as the next one needs to know it."""

    ways: str  # a hash of all that decides how papers become a graph
    snapshot: str
    files: Mapping[str, Known]  # by path
    joined: Joined
    views: Mapping[str, bytes]  # of papers, by IRI: hashes of all that resolving gave for them
    warnings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by the paper
    problems: tuple[Warned, ...] = ()  # of things

    @property
    def things(self) -> Mapping[str, Thing]:
        """All things, by IRI."""
        return self.joined.unpacked[0]

    @property
    def merges(self) -> tuple[Merge, ...]:
        """Which names are one thing, and why."""
        return self.joined.unpacked[1]


def ways(*settings: object) -> str:
    """A hash of all that decides what a build makes of papers: code, rules, shapes, data, versions, settings."""
    return hashlib.sha256(f"{_code()} {settings!r}".encode()).hexdigest()


@cache
def _code() -> str:
    versions = __version__, ox.__version__, rdflib.__version__, platform.python_version()
    digest = hashlib.sha256(" ".join(versions).encode())
    folders = [(Path(__file__).parents[1], "**/*.py"), (Path(__file__).parents[1], "**/*.toml")]
    folders += [(resources.folder("queries") / name, "*.rq") for name in ("derive", "findings")]
    folders += [(resources.folder("shapes"), "**/*.ttl"), (resources.folder("ontology"), "**/*.ttl")]
    folders += [(resources.folder("data"), "*.csv")]
    folders += [(resources.folder("data") / name, "*") for name in ("councils", "lexicons")]
    for folder, pattern in folders:
        for file in sorted(one for one in folder.glob(pattern) if one.is_file()):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def load(memory: Path, ways: str) -> Kept:
    """What the last build left; raises NotLocal where there is nothing, or it was made in other ways."""
    place = memory / "kept.pickle"
    if not place.is_file() or not (memory / "told.sqlite").is_file():
        raise NotLocal("nothing was built here before that it could go on from")
    with uncollected(), place.open("rb") as file:
        if pickle.load(file) != ways:
            raise NotLocal("the program, its rules or its settings are others than last time")
        found: Kept = pickle.load(file)
    return found


def save(memory: Path, kept: Kept) -> None:
    """Keep a build for the next one."""
    draft = memory / "kept.part"
    with draft.open("wb") as file:
        for one in (kept.ways, kept):
            pickle.dump(one, file, pickle.HIGHEST_PROTOCOL)
    draft.replace(memory / "kept.pickle")


def views(papers: Iterable[Paper], resolution: Resolution) -> dict[str, bytes]:
    """A hash for each paper of all that was resolved of it: what it says depends on its facts and on this alone."""
    things = {thing.iri: (thing.label, thing.classes) for thing in resolution.things}
    lines: dict[str, list[str]] = {paper.iri: [] for paper in papers}
    for (kind, document, name), mention in resolution.index.items():
        lines[document].append(
            f"{kind} {name} {mention.iri} {mention.kind} {mention.name} {mention.interim} {things[mention.iri]}"
        )
    found = {}
    for iri, said in lines.items():
        weighed = f"{resolution.standing[iri]} {resolution.dated[iri]}"
        found[iri] = hashlib.blake2b("\n".join([weighed, *sorted(said)]).encode(), digest_size=16).digest()
    return found


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for values that nobody needs: where all that is made is kept, it finds none and looks at all of it."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
