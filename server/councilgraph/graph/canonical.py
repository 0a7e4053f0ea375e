"""Graphs as TriG in one order, so that the same graphs give the same bytes, and lines that a person can compare."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import pyoxigraph
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from councilgraph import resources
from councilgraph.graph.literals import LONGEST, decimal
from councilgraph.namespaces import CODE, OA, PREFIXES, RDF, RDFS, XSD

Write = Callable[[Node], str]

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9_-]))*")


def to_trig(graphs: Mapping[str, Graph], short: bool = False, beside: Iterable[str] = ()) -> str:
    """All graphs as one TriG text: prefixes, graphs, subjects and predicates in order; `short` cuts quotes.

    `beside` names graphs that other files hold, whose councils have prefixes here too.
    """
    names = sorted(graphs)
    prefixes = _prefixes([*names, *beside])
    used: dict[str, str] = {}
    write = _writer(prefixes, used)
    bodies = [
        f"{write(URIRef(name))} {{\n" + "\n".join(_subjects(graphs[name], write, short)) + "\n}\n" for name in names
    ]
    head = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in sorted(used.items()))
    return head + "\n" + "\n".join(bodies)


def _prefixes(graphs: Iterable[str]) -> dict[str, str]:
    """Name spaces with their prefixes: the usual ones, and one for each class of things of each council."""
    found = {space: prefix for prefix, space in PREFIXES.items()}
    for path in (resources.folder("ontology") / "codelists").glob("*.ttl"):
        found[f"{CODE.BASE}{path.stem}/"] = path.stem
    for name in graphs:
        base, mark, rest = name.partition("graph/document/")
        if mark and rest:
            council = base.rstrip("/").rpartition("/")[2]
            found[f"{base}graph/document/"] = f"{council}-graph"
            for kind in _KINDS:
                found[f"{base}{kind}/"] = f"{council}-{kind}"
    return found


_KINDS = (
    "decision", "document", "service", "contract", "event", "option", "amount", "person", "post", "holding",
    "organisation", "committee", "delegation", "step", "finding", "claim", "definition", "citation", "gap",
)  # fmt: skip


def _writer(prefixes: Mapping[str, str], used: dict[str, str]) -> Write:
    """Writes terms, and notes which prefixes it used."""
    known: dict[URIRef, str] = {}

    def iri(term: URIRef) -> str:
        cut = max(term.rfind("/"), term.rfind("#")) + 1
        space, local = str(term[:cut]), str(term[cut:])
        prefix = prefixes.get(space)
        if prefix is None or not _LOCAL.fullmatch(local):
            return f"<{term}>"
        used[prefix] = space
        return f"{prefix}:{local}"

    def write(term: Node) -> str:
        if isinstance(term, Literal):
            if term.datatype is None:
                return _quoted(str(term)) + (f"@{term.language}" if term.language else "")
            if str(term.datatype) == _INTEGER:
                return str(term)
            return f"{_quoted(str(term))}^^{write(term.datatype)}"
        if not isinstance(term, URIRef):
            raise ValueError(f"{term!r} has no IRI; every thing in a graph needs one.")
        if term not in known:
            known[term] = iri(term)
        return known[term]

    return write


_TYPE, _EXACT = RDF.type, OA.exact
_FIRST: dict[Node, int] = {
    term: place for place, term in enumerate((RDF.type, RDFS.label, RDF.subject, RDF.predicate, RDF.object))
}
_INTEGER, _DECIMAL = str(XSD.integer), str(XSD.decimal)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f", "\b": "\\b"}


def _quoted(value: str) -> str:
    return '"' + re.sub(r'[\\"\n\r\t\f\b\x00-\x1f]', _escape, value) + '"'


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0], f"\\u{ord(match[0]):04X}")


def _subjects(graph: Graph, write: Write, short: bool) -> Iterator[str]:
    by_subject: dict[Node, dict[Node, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for s, p, o in graph:
        by_subject[s][p].append(_cut(o) if short and p == _EXACT else o)
    for subject in sorted(by_subject, key=_natural):
        lines = [
            ("a" if predicate == _TYPE else write(predicate)) + " " + " , ".join(sorted(map(write, values)))
            for predicate, values in sorted(by_subject[subject].items(), key=_predicate_order)
        ]
        yield f"  {write(subject)}\n    " + " ;\n    ".join(lines) + " ."


def _natural(term: Node) -> tuple[str | int, ...]:
    """Order that reads numbers as numbers: passage 9 before passage 10."""
    parts = re.split(r"(\d{1,15})", str(term))
    return tuple(part.zfill(15) if part.isdigit() else part for part in parts)


def _predicate_order(item: tuple[Node, list[Node]]) -> tuple[int, str]:
    return _FIRST.get(item[0], len(_FIRST)), str(item[0])


def _cut(value: Node) -> Literal:
    return Literal(str(value)[:LONGEST])


def write_trig(graphs: Mapping[str, Graph], path: Path, short: bool = False, beside: Iterable[str] = ()) -> Path:
    """All graphs as one file; gives its path."""
    path.write_text(to_trig(graphs, short, beside), encoding="utf-8")
    return path


def write_folder(graphs: Mapping[str, Graph], folder: Path, short: bool = False) -> list[Path]:
    """One .trig file a graph, named after it; the prefixes of councils are those of all graphs together."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for name in sorted(graphs):
        path = folder / f"{_file_name(name)}.trig"
        if path in written:
            path = folder / f"{_file_name(name)}-{len(written)}.trig"
        written.append(write_trig({name: graphs[name]}, path, short, graphs))
    return written


def _file_name(name: str) -> str:
    return name.rpartition("/")[2]


def read_trig(path: Path) -> dict[str, Graph]:
    """The graphs of a TriG or Turtle file by name, "" for triples in no graph.

    Raises SyntaxError where it does not parse, ValueError where a node has no name.
    """
    found: dict[str, Graph] = {}
    for quad in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TRIG):
        name = "" if isinstance(quad.graph_name, pyoxigraph.DefaultGraph) else str(_term(quad.graph_name))
        graph = found.setdefault(name, Graph())
        graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return found


def _term(term: object) -> URIRef | Literal:
    if isinstance(term, pyoxigraph.NamedNode):
        return URIRef(term.value)
    if isinstance(term, pyoxigraph.Literal):
        if term.datatype.value == _DECIMAL:
            return decimal(Decimal(term.value))
        plain = term.language or term.datatype.value == str(XSD.string)
        return Literal(term.value, lang=term.language, datatype=None if plain else URIRef(term.datatype.value))
    raise ValueError(f"{term} has no IRI; every thing and graph in the file needs one.")
