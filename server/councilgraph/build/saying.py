"""What each paper says, made and checked where papers are read: a map over papers, of which little comes back."""

import pickle
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from councilgraph import graph, packed
from councilgraph.build.check import Checked
from councilgraph.build.executors import Mapper
from councilgraph.build.told import by_subject, lean, leanly, pack
from councilgraph.graph import shapes
from councilgraph.graph.saying import Resolved, Says
from councilgraph.iris import Iris
from councilgraph.model import Facts, Paper, Resolution, Text


@dataclass(frozen=True, slots=True)
class Held:
    """A paper while the others are read: what resolving needs of it, and all of it in little memory."""

    lean: Paper
    facts: bytes
    words: bytes
    doubts: int  # how many are kept apart for a person to look at

    @classmethod
    def of(cls, iri: str, text: Text, facts: Facts) -> "Held":
        """A paper that was read."""
        paper = Paper(iri, facts.document.council or "", replace(text, text=""), facts)
        return cls(
            lean(paper), zlib.compress(pack(paper), 1), zlib.compress(text.text.encode("utf-8"), 1), len(facts.review)
        )

    def called(self, iri: str) -> "Held":
        """The same paper under its IRI."""
        return replace(self, lean=replace(self.lean, iri=iri))

    @property
    def paper(self) -> Paper:
        """The whole paper."""
        found: Paper = pickle.loads(zlib.decompress(self.facts))
        return replace(found, iri=self.lean.iri, text=replace(found.text, text=self.text))

    @property
    def text(self) -> str:
        """Its words."""
        return zlib.decompress(self.words).decode("utf-8")


class Texts(Mapping[str, str]):
    """The texts of papers by their SHA-256, unpacked one by one."""

    def __init__(self, papers: Iterable[Held]) -> None:
        self._held = {one.lean.text.sha256: one for one in papers}

    def __getitem__(self, sha256: str) -> str:
        return self._held[sha256].text

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


@dataclass(frozen=True, slots=True)
class Heard:
    """What one paper says, what shapes say of that, and what is kept of it for the next build."""

    says: Says
    checked: Checked
    rows: tuple[tuple[str, bytes], ...]  # what it says of each thing
    lean: tuple[bytes, bytes]  # what resolving needs of it, and what it gave


def hear(
    papers: Sequence[Held], resolution: Resolution, iris: Iris, over: Mapper, before: Mapping[str, Checked], keep: bool
) -> Iterator[Heard]:
    """What papers say, in their order; `before` is what was found in their graphs the last time."""
    known = graph.resolved([one.lean for one in papers], resolution, iris)
    tasks = ((held, one, before.get(held.lean.iri)) for held, one in zip(papers, known, strict=True))
    return over(partial(_heard, iris=iris, keep=keep), tasks)


def _heard(task: tuple[Held, Resolved, Checked | None], iris: Iris, keep: bool) -> Heard:
    held, known, before = task
    paper = held.paper
    claims, plain = graph.told(paper, known, iris)
    one, says = graph.said(paper, known, claims, plain, iris)
    digest = packed.digest(one)
    same = before is not None and before[0] == digest
    found = before[1] if before is not None and same else tuple(shapes.validate(one, "claims"))
    rows = tuple((thing, pickle.dumps(said)) for thing, said in by_subject(claims, plain).items()) if keep else ()
    return Heard(says, (digest, found), rows, leanly(held.lean, known) if keep else (b"", b""))
