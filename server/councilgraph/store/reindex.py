"""Bringing a copy of an index up to date: only the rows of things of which something changed are written anew."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from councilgraph.namespaces import CG, DCTERMS, ELI, FOAF, OA, RDF, RDFS, SKOS
from councilgraph.store import evidence_changes
from councilgraph.store.index import NAMEABLE, PARAGRAPH, compact, fold, kind_of, known_day

_LAWS = {str(ELI.LegalResource), str(ELI.LegalResourceSubdivision)}
_DAYS = (str(CG.decidedOn), str(CG.start), str(CG.earliest), str(DCTERMS.date))
_KEYS = (str(CG.reference), str(DCTERMS.identifier))
_OTHERS = tuple(map(str, (SKOS.altLabel, DCTERMS.title, FOAF.name, CG.citedAs)))
_SAID = tuple(map(str, (CG.hasReason, CG.alternative, CG.subjectMatter, CG.meaning, CG.explanation, DCTERMS.title)))
_UNCOUNTED = set(map(str, (CG.Claim, CG.Passage, OA.TextPositionSelector, OA.TextQuoteSelector)))
_TYPE, _FINDING = str(RDF.type), ox.NamedNode(str(CG.Finding))
_LINKED = ("facts", "derived", "curated")
Quads = Collection[ox.Quad]


@dataclass(frozen=True)
class Reindexing:
    """An index that is open for writing, and the store of which it is to tell."""

    connection: sqlite3.Connection
    store: ox.Store
    base: str


def update(path: Path, store: ox.Store, gone: Quads, new: Quads, base: str, texts: Mapping[str, str]) -> None:
    """Write into the index of an earlier graph what changed; `texts` are those of changed documents by IRI."""
    with closing(sqlite3.connect(str(path))) as connection:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
        work = Reindexing(connection, store, base)
        changed = {_text(quad.subject) for quad in (*gone, *new)}
        fresh = {one for one in sorted(changed) if _thing(work, one, texts.get(one))}
        _links(work, (*gone, *new), fresh)
        _counts(work, gone, new)
        evidence_changes.update(connection, store, gone, new)
        connection.commit()


def _text(node: object) -> str:
    return str(getattr(node, "value", ""))


def _thing(work: Reindexing, iri: str, text: str | None) -> bool:
    """Write the rows of one thing; whether it was not there before."""
    said: dict[str, list[str]] = defaultdict(list)
    for quad in work.store.quads_for_pattern(ox.NamedNode(iri), None, None, None):
        said[quad.predicate.value].append(_text(quad.object))
    law = not _LAWS.isdisjoint(said[_TYPE])
    kind, council = kind_of(iri, work.base, law)
    found = work.connection.execute("SELECT id FROM things WHERE iri = ?", (iri,)).fetchone()
    label = min(said[str(RDFS.label)], default=None)
    if not kind or label is None:
        if found is not None:
            _forget(work, found[0], kind == "document")
        return False
    number = found[0] if found is not None else _next(work, "things")
    _row(work, number, (iri, kind, label, council), said)
    _names(work, number, kind, label, said)
    _texts(work, number, label, said)
    if text is not None:
        _passages(work, number, text)
    return found is None


def _next(work: Reindexing, table: str) -> int:
    return int(work.connection.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0])


def _row(work: Reindexing, number: int, thing: tuple[str, str, str, str], said: Mapping[str, list[str]]) -> None:
    iri, kind, label, council = thing
    days = [min(said[name]) for name in _DAYS if said[name]]
    end = min(said[str(CG.currentEnd)], default="")
    keys = sorted(one for name in _KEYS for one in said[name]) if kind in NAMEABLE and kind != "organisation" else []
    held = "false" not in said[str(CG.held)]
    work.connection.execute(
        "INSERT OR REPLACE INTO things VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, iri, kind, label, (keys or [label])[-1], council, held, known_day(next(iter(days), "")),
         known_day(end)),
    )  # fmt: skip


def _names(work: Reindexing, number: int, kind: str, label: str, said: Mapping[str, list[str]]) -> None:
    _drop_names(work, number)
    if kind not in NAMEABLE or not fold(label):
        return
    keyed = sorted(one for name in _KEYS for one in set(said[name]))
    others = sorted(one for name in _OTHERS for one in set(said[name]))
    for name, key in ((label, False), *((one, True) for one in keyed), *((one, False) for one in others)):
        folded, row = fold(name), _next(work, "names")
        if folded:
            values = (row, number, name, folded, compact(name) if key else "")
            work.connection.execute("INSERT INTO names VALUES (?, ?, ?, ?, ?)", values)
            for index in ("words", "grams"):
                work.connection.execute(f"INSERT INTO {index} (rowid, folded) VALUES (?, ?)", (row, folded))


def _drop_names(work: Reindexing, number: int) -> None:
    rows = work.connection.execute("SELECT id, folded FROM names WHERE thing = ?", (number,)).fetchall()
    for row, folded in rows:
        for index in ("words", "grams"):
            drop = f"INSERT INTO {index} ({index}, rowid, folded) VALUES ('delete', ?, ?)"
            work.connection.execute(drop, (row, folded))
    work.connection.execute("DELETE FROM names WHERE thing = ?", (number,))


def _texts(work: Reindexing, number: int, label: str, said: Mapping[str, list[str]]) -> None:
    _drop_texts(work, number, "about IN ('label', 'said')")
    _add_text(work, number, "label", label)
    for one in sorted(value for name in _SAID for value in said[name]):
        if one not in label:
            _add_text(work, number, "said", one)


def _passages(work: Reindexing, number: int, text: str) -> None:
    _drop_texts(work, number, "about = 'passage'")
    for match in PARAGRAPH.finditer(text):
        _add_text(work, number, "passage", match[0], match.start(), match.end())


def _add_text(
    work: Reindexing, number: int, about: str, text: str, start: int | None = None, end: int | None = None
) -> None:
    row = _next(work, "texts")
    work.connection.execute("INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?)", (row, number, about, start, end, text))
    work.connection.execute("INSERT INTO found (rowid, text) VALUES (?, ?)", (row, text))


def _drop_texts(work: Reindexing, number: int, which: str) -> None:
    rows = work.connection.execute(f"SELECT id, text FROM texts WHERE thing = ? AND {which}", (number,)).fetchall()
    for row, text in rows:
        work.connection.execute("INSERT INTO found (found, rowid, text) VALUES ('delete', ?, ?)", (row, text))
    work.connection.execute(f"DELETE FROM texts WHERE thing = ? AND {which}", (number,))


def _forget(work: Reindexing, number: int, document: bool) -> None:
    _drop_names(work, number)
    _drop_texts(work, number, "true" if document else "about != 'passage'")
    work.connection.execute("DELETE FROM links WHERE one = ? OR other = ?", (number, number))
    work.connection.execute("DELETE FROM things WHERE id = ?", (number,))


def _links(work: Reindexing, changed: Iterable[ox.Quad], fresh: Collection[str]) -> None:
    """Which things are tied by a triple, of those of which a triple changed or which were not there before."""
    nodes = [ox.NamedNode(one) for one in fresh]
    near = [quad for node in nodes for quad in work.store.quads_for_pattern(node, None, None, None)]
    near += [quad for node in nodes for quad in work.store.quads_for_pattern(None, None, node, None)]
    graphs = [ox.NamedNode(f"{work.base}graph/{name}") for name in _LINKED]
    pairs = {
        frozenset((quad.subject, quad.object))
        for quad in (*changed, *near)
        if quad.graph_name in graphs and isinstance(quad.object, ox.NamedNode)
    }
    for pair in pairs:
        one, other = (*pair, *pair)[:2]
        tied = any(
            next(iter(work.store.quads_for_pattern(a, None, b, graph)), None) is not None
            for a, b in ((one, other), (other, one))
            for graph in graphs
        )
        rows = [work.connection.execute("SELECT id FROM things WHERE iri = ?", (_text(x),)) for x in (one, other)]
        numbers = [row[0] for found in rows if (row := found.fetchone()) is not None]
        if len(numbers) == 2:
            write = "INSERT OR IGNORE INTO links VALUES (?, ?)" if tied else "DELETE FROM links WHERE one=? AND other=?"
            work.connection.executemany(write, (numbers, numbers[::-1]))


def _counts(work: Reindexing, gone: Quads, new: Quads) -> None:
    """How many things each class has, how many findings each verdict and severity, and how many are only cited."""
    found: Counter[tuple[str, str, str]] = Counter()
    for quads, step in ((gone, -1), (new, 1)):
        classes = [_text(quad.object) for quad in quads if quad.predicate.value == _TYPE]
        for one in classes:
            found["class", one, ""] += step * (one not in _UNCOUNTED)
        for verdict, severity in _verdicts(quads):
            found["finding", verdict, severity] += step
    for key, step in found.items():
        where = "WHERE what = ? AND one = ? AND other = ?"
        known = work.connection.execute(f"SELECT number FROM counts {where}", key).fetchone()
        number = step + (known[0] if known is not None else 0)
        work.connection.execute(f"DELETE FROM counts {where}", key)
        if number:
            work.connection.execute("INSERT INTO counts VALUES (?, ?, ?, ?)", (*key, number))
    work.connection.execute(
        "UPDATE counts SET number = (SELECT count(*) FROM things WHERE held = 0) WHERE what = 'cited'"
    )


def _verdicts(quads: Quads) -> list[tuple[str, str]]:
    """Verdict and severity of the findings that came or went as a whole."""
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in quads:
        if quad.predicate.value in (str(CG.verdict), str(CG.severity)) or quad.object == _FINDING:
            told[_text(quad.subject)][quad.predicate.value] = _text(quad.object)
    return [(one[str(CG.verdict)], one[str(CG.severity)]) for one in told.values() if len(one) == 3]
