"""Graphs in little memory: ten thousand documents' graphs at once, each as one packed text of N-Triples."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox
from rdflib import Literal, URIRef
from rdflib.graph import Graph
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.term import Node

from councilgraph import ntriples

Triple = tuple[Node, Node, Node]
Pattern = tuple[Node | None, Node | None, Node | None]
_QUICK = 1  # of zlib: lines that are so alike become a tenth at any level


@dataclass(frozen=True, slots=True)
class Text:
    """N-Triples in order and each once, squeezed."""

    squeezed: bytes
    lines: int

    @classmethod
    def of(cls, whole: bytes) -> "Text":
        """A text that is given in whole."""
        return cls(zlib.compress(whole, _QUICK), whole.count(b"\n"))

    @property
    def whole(self) -> bytes:
        """The text."""
        return zlib.decompress(self.squeezed)

    @property
    def graph(self) -> Graph:
        """The graph that it holds."""
        packed = Packed()
        packed.pack(self)
        return Graph(store=packed)


class Packed(SimpleMemory):
    """Triples one after another, without indexes: whoever asks for some goes through all.

    Once packed they are kept as text, of which only the lines that are asked for are read; what is changed
    afterwards is unpacked again.
    """

    def __init__(self) -> None:
        super().__init__()
        self._open: dict[Triple, None] | None = {}
        self._text = Text(b"", 0)
        self._whole: bytes | None = None  # of what is open, where somebody asked

    def pack(self, text: "Text") -> None:
        """Keep no more than this text, which is what the graph holds."""
        self._text, self._open, self._whole = text, None, None

    @property
    def packed(self) -> Text | None:
        """The packed text that it is, if it is."""
        return self._text if self._open is None else None

    @property
    def text(self) -> bytes:
        """All triples as N-Triples, in order."""
        if self._open is None:
            return self._text.whole
        if self._whole is None:
            self._whole = "".join(sorted(ntriples.triples(self._open))).encode()
        return self._whole

    def add(self, triple: Triple, context: Graph, quoted: bool = False) -> None:
        """Keep a triple."""
        self._unpacked()[triple] = None

    def remove(self, triple_pattern: Pattern, context: Graph | None = None) -> None:
        """Drop what fits a pattern."""
        for triple, _ in list(self.triples(triple_pattern)):
            del self._unpacked()[triple]

    def triples(self, triple_pattern: Pattern, context: Graph | None = None) -> Iterator[tuple[Triple, Iterator[None]]]:
        """What fits a pattern, in the order of coming, or of the lines."""
        found = _fitting(self._open, triple_pattern) if self._open is not None else self._read(triple_pattern)
        return ((one, iter(())) for one in found)

    def __len__(self, context: Graph | None = None) -> int:
        return self._text.lines if self._open is None else len(self._open)

    def _read(self, pattern: Pattern) -> Iterable[Triple]:
        if any(one is not None and not isinstance(one, URIRef | Literal) for one in pattern):
            return ()
        return _parsed(b"".join(_lines(self._text.whole, pattern)))

    def _unpacked(self) -> dict[Triple, None]:
        if self._open is None:
            self._open = dict.fromkeys(_parsed(self._text.whole))
            self._text = Text(b"", 0)
        self._whole = None
        return self._open


def graph() -> Graph:
    """An empty graph for few triples."""
    return Graph(store=Packed())


def squeezed(one: Graph) -> Graph:
    """A graph to which nothing comes any more, as a packed text."""
    return packed(one).graph


def packed(one: Graph) -> Text:
    """A graph as a packed text."""
    found = one.store.packed if isinstance(one.store, Packed) else None
    return found or Text.of(text(one))


def text(one: Graph) -> bytes:
    """The N-Triples of a graph in order."""
    if isinstance(one.store, Packed):
        return one.store.text
    return "".join(sorted(ntriples.triples(one))).encode()


def lines(one: Graph) -> list[bytes]:
    """The same, line by line."""
    return text(one).splitlines(keepends=True)


def digest(one: Graph) -> str:
    """What `ntriples.digest` gives of a graph."""
    return hashlib.sha256(text(one)).hexdigest()


def quads(one: Graph, name: str) -> bytes:
    """A graph as N-Quads, in the graph of that IRI."""
    return text(one).replace(b" .\n", f" {ntriples.term(URIRef(name))} .\n".encode())


def _fitting(triples: Iterable[Triple], pattern: Pattern) -> list[Triple]:
    subject, predicate, value = pattern
    return [
        one
        for one in triples
        if (subject is None or one[0] == subject)
        and (predicate is None or one[1] == predicate)
        and (value is None or one[2] == value)
    ]


def _lines(found: bytes, pattern: Pattern) -> Iterator[bytes]:
    """The lines that fit a pattern, found by what is rarest in it: a line is searched for, not each one looked at."""
    head, middle, tail = (b"" if one is None else ntriples.term(one).encode() for one in pattern)
    wanted = (
        b"\n" + head + b" " if head else b" " + tail + b" .\n" if tail else b"> " + middle + b" " if middle else b""
    )
    for line in _with(wanted, found) if wanted else found.splitlines(keepends=True):
        subject, predicate, rest = line.split(b" ", 2)
        if (head in (b"", subject)) and (middle in (b"", predicate)) and (not tail or rest == tail + b" .\n"):
            yield line


def _with(wanted: bytes, found: bytes) -> Iterator[bytes]:
    """The lines of a text in which something stands, the end of the line before counting as theirs."""
    whole, place = b"\n" + found, 0
    while (place := whole.find(wanted, place)) >= 0:
        start = place + 1 if wanted.startswith(b"\n") else whole.rindex(b"\n", 0, place) + 1
        end = whole.index(b"\n", start) + 1
        yield whole[start:end]
        place = end - 1


def _parsed(lines: bytes) -> Iterator[Triple]:
    for quad in ox.parse(lines, ox.RdfFormat.N_TRIPLES, lenient=True):
        yield _iri(quad.subject.value), _iri(quad.predicate.value), term(quad.object)


@lru_cache(65_536)
def _iri(value: str) -> URIRef:
    return URIRef(value)


def term(found: object) -> URIRef | Literal:
    """A term of Oxigraph as rdflib has it; strings are plain. Raises TypeError where it has no name."""
    if isinstance(found, ox.NamedNode):
        return _iri(found.value)
    if not isinstance(found, ox.Literal):
        raise TypeError(f"{found} has no name: graphs here have no blank nodes.")
    if found.language:
        return Literal(found.value, lang=found.language)
    datatype = found.datatype.value
    return Literal(found.value, datatype=None if datatype.endswith("#string") else _iri(datatype))
