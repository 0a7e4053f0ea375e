"""What papers say of things, kept on disk from one build to the next, and values of the model as bytes."""

import dataclasses
import io
import pickle
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from councilgraph.graph.saying import Resolved
from councilgraph.graph.telling import Triple
from councilgraph.model import Claim, Paper, Thing

_SCHEMA = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;
CREATE TABLE told (subject TEXT, document TEXT, said BLOB, PRIMARY KEY (subject, document)) WITHOUT ROWID;
CREATE INDEX told_document ON told (document);
CREATE TABLE lean (document TEXT PRIMARY KEY, paper BLOB, resolved BLOB) WITHOUT ROWID;
"""
_AT_ONCE = 500  # values that one statement is given


@dataclass(frozen=True)
class SaidOf:
    """What one paper says of one thing: its claims, not ranked yet, and plain triples."""

    claims: tuple[Claim, ...] = ()
    plain: tuple[Triple, ...] = ()


def lean(paper: Paper) -> Paper:
    """A paper with no more than resolving needs."""
    facts = replace(
        paper.facts, dates=(), steps=(), remarks=(), review=(), unsure=(),
        amounts=tuple(one for one in paper.facts.amounts if one.payee),
    )  # fmt: skip
    return replace(paper, text=replace(paper.text, text="", pages=(), sections=()), facts=facts)


def leanly(paper: Paper, known: Resolved) -> tuple[bytes, bytes]:
    """A paper with no more than resolving needs, and what was resolved of it, both packed."""
    return pack(lean(paper)), pack(replace(known, things=(), rests=()))


class _Packer(pickle.Pickler):
    """Packs the frozen classes of the model so that they are unpacked in half the time."""

    def reducer_override(self, one: object) -> Any:
        """How to make such a value again."""
        kind: Any = type(one)
        if not hasattr(kind, "__dataclass_fields__") or not hasattr(kind, "__slots__"):
            return NotImplemented
        return _made, (kind, *(getattr(one, name) for name in _names(kind)))


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in dataclasses.fields(kind))


def _made(kind: Any, *values: object) -> object:
    put = object.__setattr__
    one = object.__new__(kind)
    for name, value in zip(_names(kind), values, strict=True):
        put(one, name, value)
    return one


def pack(one: object) -> bytes:
    """A value of the model as bytes."""
    file = io.BytesIO()
    _Packer(file, pickle.HIGHEST_PROTOCOL).dump(one)
    return file.getvalue()


def forget(memory: Path) -> None:
    """Keep nothing, so that the next build is of the whole."""
    (memory / "kept.pickle").unlink(missing_ok=True)


class Told:
    """What papers say of things, on disk."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    @contextmanager
    def new(cls, memory: Path) -> Iterator["Told"]:
        """An empty one, which takes the place of what was there."""
        forget(memory)
        memory.mkdir(parents=True, exist_ok=True)
        (memory / "told.sqlite").unlink(missing_ok=True)
        with closing(sqlite3.connect(memory / "told.sqlite")) as connection:
            connection.executescript(_SCHEMA)
            yield cls(connection)
            connection.commit()

    @classmethod
    @contextmanager
    def opened(cls, memory: Path) -> Iterator["Told"]:
        """That of the last build; what is written stays where nothing goes wrong."""
        with closing(sqlite3.connect(memory / "told.sqlite")) as connection:
            yield cls(connection)
            connection.commit()

    def add(self, paper: Paper, says: Mapping[str, SaidOf], known: Resolved) -> None:
        """Keep what a paper says, by the thing of which it says it."""
        self.put(paper.iri, ((subject, pickle.dumps(said)) for subject, said in says.items()), *leanly(paper, known))

    def put(self, document: str, says: Iterable[tuple[str, bytes]], packed: bytes, known: bytes) -> None:
        """The same, of what is packed already."""
        rows = ((subject, document, said) for subject, said in says)
        self._connection.executemany("INSERT INTO told VALUES (?, ?, ?)", rows)
        self._connection.execute("INSERT INTO lean VALUES (?, ?, ?)", (document, packed, known))

    def drop(self, document: str) -> None:
        """Forget what a paper says."""
        for table in ("told", "lean"):
            self._connection.execute(f"DELETE FROM {table} WHERE document = ?", (document,))

    def papers(self, without: Collection[str]) -> list[Paper]:
        """All papers but some, each with what resolving needs."""
        rows = self._connection.execute("SELECT document, paper FROM lean")
        return [pickle.loads(paper) for document, paper in rows if document not in without]

    def paper(self, document: str) -> Paper:
        """A paper with what resolving needs."""
        found: Paper = pickle.loads(self._lean("paper", document))
        return found

    def resolved(self, document: str, things: Mapping[str, Thing]) -> Resolved:
        """What was resolved of a paper, among all things; not which merges rest on it."""
        found: Resolved = pickle.loads(self._lean("resolved", document))
        named = dict.fromkeys(mention.iri for mention in found.index.values())
        return replace(found, things=tuple(things[iri] for iri in named))

    def _lean(self, column: str, document: str) -> bytes:
        query = f"SELECT {column} FROM lean WHERE document = ?"
        found: bytes = self._connection.execute(query, (document,)).fetchone()[0]
        return found

    def by(self, document: str) -> dict[str, SaidOf]:
        """What a paper says, by the thing of which it says it."""
        rows = self._connection.execute("SELECT subject, said FROM told WHERE document = ?", (document,))
        return {subject: pickle.loads(said) for subject, said in rows}

    def of(self, subjects: Sequence[str]) -> Iterator[tuple[str, str, SaidOf]]:
        """What papers say of some things: the thing, the paper, and what it says."""
        for start in range(0, len(subjects), _AT_ONCE):
            some = subjects[start : start + _AT_ONCE]
            query = f"SELECT subject, document, said FROM told WHERE subject IN ({','.join('?' * len(some))})"
            for subject, document, said in self._connection.execute(query, some):
                yield subject, document, pickle.loads(said)


def by_subject(claims: Iterable[Claim], plain: Iterable[Triple]) -> dict[str, SaidOf]:
    """What one paper says, by the thing of which it says it."""
    found: dict[str, tuple[list[Claim], list[Triple]]] = {}
    for claim in claims:
        found.setdefault(claim.subject, ([], []))[0].append(claim)
    for triple in sorted(plain):
        found.setdefault(str(triple[0]), ([], []))[1].append(triple)
    return {subject: SaidOf(tuple(said), tuple(stated)) for subject, (said, stated) in found.items()}
