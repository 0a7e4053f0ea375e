"""The SQLite file beside a snapshot: names of things for questions, texts for searching."""

import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Protocol

from councilgraph.model import PartialDate


class Answered(Protocol):
    """What a query found; a Table is one."""

    def dicts(self) -> Iterator[Mapping[str, object]]:
        """Each row as a mapping of its bound columns."""
        ...


Select = Callable[[str], Answered]
Rows = Iterable[Mapping[str, str]]
Things = Mapping[str, int]
_Ask = Callable[[str], Rows]

_SCHEMA = """
CREATE TABLE things (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, kind TEXT, label TEXT, key TEXT, council TEXT,
    held INT, day TEXT, until TEXT);
CREATE TABLE counts (what TEXT, one TEXT, other TEXT, number INT);
CREATE TABLE names (id INTEGER PRIMARY KEY, thing INT, name TEXT, folded TEXT, compact TEXT);
CREATE TABLE links (one INT, other INT, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(folded, content='names', content_rowid='id', prefix='1 2 3');
CREATE VIRTUAL TABLE grams USING fts5(folded, content='names', content_rowid='id', tokenize='trigram',
    detail='none');
CREATE TABLE texts (id INTEGER PRIMARY KEY, thing INT, about TEXT, start INT, end INT, text TEXT);
CREATE VIRTUAL TABLE found USING fts5(text, content='texts', content_rowid='id',
    tokenize="porter unicode61 remove_diacritics 2");
"""
_FINISH = """
CREATE INDEX names_folded ON names (folded);
CREATE INDEX names_thing ON names (thing);
CREATE INDEX texts_thing ON texts (thing);
CREATE INDEX things_council ON things (kind, council);
CREATE INDEX things_day ON things (kind, day DESC, label, iri);
CREATE INDEX things_label ON things (kind, label, iri);
CREATE INDEX names_compact ON names (compact) WHERE compact != '';
INSERT INTO words (words) VALUES ('rebuild');
INSERT INTO grams (grams) VALUES ('rebuild');
INSERT INTO found (found) VALUES ('rebuild');
ANALYZE;
"""
# Names by which people ask for things; an amount's label or a step's is no name.
NAMEABLE = frozenset({
    "decision", "document", "service", "contract", "person", "post", "organisation", "committee", "law",
    "definition",
})  # fmt: skip
_PREFIXES = """PREFIX cg: <https://w3id.org/councilgraph/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
# Each query is one pattern: joins and OPTIONALs over a whole graph take engines minutes, dictionaries nothing.
_LABELS = "SELECT ?thing ?value WHERE { ?thing rdfs:label ?value }"
_LAWS = """SELECT DISTINCT ?thing WHERE {
  VALUES ?class { eli:LegalResource eli:LegalResourceSubdivision }
  ?thing a ?class
}"""
_CITED = "SELECT ?thing WHERE { ?thing cg:held false }"
_DAYS = """SELECT ?thing ?is ?value WHERE {
  VALUES (?property ?is) {
    (cg:decidedOn "1") (cg:start "2") (cg:earliest "3") (dct:date "4") (cg:currentEnd "end")
  }
  ?thing ?property ?value
}"""
_NAMES = """SELECT ?thing ?is ?value WHERE {
  VALUES (?property ?is) {
    (skos:altLabel "other") (dct:identifier "key") (cg:reference "key") (dct:title "other") (foaf:name "other")
    (cg:citedAs "other")
  }
  ?thing ?property ?value
}"""
_LINKS = """SELECT DISTINCT ?thing ?value WHERE {
  { GRAPH <%(base)sgraph/facts> { ?thing ?property ?value } } UNION
  { GRAPH <%(base)sgraph/derived> { ?thing ?property ?value } } UNION
  { GRAPH <%(base)sgraph/curated> { ?thing ?property ?value } }
  FILTER(isIRI(?value))
}"""
_SAYS = """SELECT ?thing ?value WHERE {
  VALUES ?property { cg:hasReason cg:alternative cg:subjectMatter cg:meaning cg:explanation dct:title }
  ?thing ?property ?value
}"""
# What pages tell of the whole is counted once: of each class, and of findings by verdict and severity.
_CLASSES = """SELECT ?thing (COUNT(?one) AS ?value) WHERE {
  ?one a ?thing FILTER(?thing NOT IN (cg:Claim, cg:Passage, oa:TextPositionSelector, oa:TextQuoteSelector))
} GROUP BY ?thing"""
_FINDINGS = """SELECT ?thing ?is (COUNT(?one) AS ?value) WHERE {
  ?one a cg:Finding ; cg:verdict ?thing ; cg:severity ?is
} GROUP BY ?thing ?is"""
_HASHES = "SELECT ?thing ?value WHERE { ?thing cg:sha256 ?value }"
_PASSAGES = "SELECT ?thing ?value WHERE { ?thing oa:exact ?value }"
_PLACE = re.compile(r"(.+)#char=(\d+),(\d+)")
_TEXT = "INSERT INTO texts (thing, about, start, end, text) VALUES (?, ?, ?, ?, ?)"
_SAID_TWICE = """DELETE FROM texts WHERE about = 'said'
    AND EXISTS (SELECT 1 FROM things WHERE things.id = thing AND instr(label, text))"""
PARAGRAPH = re.compile(r"\S(?:(?!\n\s*\n).){0,1999}", re.DOTALL)


def build(path: Path | str, select: Select, base: str, texts: Mapping[str, str], page: int = 0) -> sqlite3.Connection:
    """Write the index of a graph, asked through `select`, `page` rows at a time (0: all), and return it open.

    `texts` are documents' texts by SHA-256; of other documents only the passages that prove something are
    searched. Path ":memory:" keeps it in memory.
    """
    connection = sqlite3.connect(str(path), check_same_thread=False)
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
    rows = partial(_pages, select, page=page)
    things = _things(connection, rows, base)
    _names(connection, rows(_NAMES), things)
    _links(connection, rows(_LINKS % {"base": base}), things)
    _said(connection, rows(_SAYS), things)
    _counts(connection, rows)
    _passages(connection, rows, things, texts)
    connection.executescript(_FINISH)
    connection.commit()
    return connection


def fold(text: str) -> str:
    """A name as it is compared: without case, accents and punctuation, "&" as "and"."""
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()
    plain = re.sub(r"['’`]", "", "".join(c for c in plain if not unicodedata.combining(c)))
    return " ".join(re.findall(r"\w+", plain.replace("_", " ")))


def compact(text: str) -> str:
    """An identifier as it is compared: folded, without spaces."""
    return fold(text).replace(" ", "")


def kind_of(iri: str, base: str, law: bool) -> tuple[str, str]:
    """Kind and council's slug of a thing, from its IRI `{base}{council}/{class}/{slug}`."""
    parts = iri.removeprefix(base).split("/") if base and iri.startswith(base) else []
    council, kind = (parts[0], parts[1]) if len(parts) >= 3 else ("", "")
    return ("law", council) if law or "legislation.gov.uk" in iri else (kind, council)


def _pages(select: Select, query: str, page: int) -> Iterator[dict[str, str]]:
    """The rows of a query in order; sorted here where they come at once, as engines on disk sort slowly."""
    if not page:
        yield from _sorted(select(_PREFIXES + query).dicts())
        return
    order = " ".join(name for name in ("?thing", "?is", "?value") if name in query.partition("{")[0])
    offset = 0
    while True:
        rows = list(select(f"{_PREFIXES}{query} ORDER BY {order} LIMIT {page} OFFSET {offset}").dicts())
        yield from ({name: str(term) for name, term in row.items()} for row in rows)
        if len(rows) < page:
            return
        offset += page


def _sorted(rows: Iterable[Mapping[str, object]]) -> Iterator[dict[str, str]]:
    """Rows in order, sorted on disk where they are many."""
    with closing(sqlite3.connect("")) as beside:
        beside.execute('CREATE TABLE rows (thing TEXT, "is" TEXT, value TEXT)')
        values = ((str(row["thing"]), str(row.get("is", "")), str(row.get("value", ""))) for row in rows)
        beside.executemany("INSERT INTO rows VALUES (?, ?, ?)", values)
        for thing, kind, value in beside.execute("SELECT * FROM rows ORDER BY 1, 2, 3"):
            yield {"thing": thing, "is": kind, "value": value}


def _things(connection: sqlite3.Connection, rows: _Ask, base: str) -> dict[str, int]:
    laws = {row["thing"] for row in rows(_LAWS)}
    cited = {row["thing"] for row in rows(_CITED)}
    days: dict[str, str] = {}
    ends: dict[str, str] = {}
    for row in rows(_DAYS):
        (ends if row["is"] == "end" else days).setdefault(row["thing"], row["value"])
    things: dict[str, int] = {}
    for row in rows(_LABELS):
        iri = row["thing"]
        kind, council = kind_of(iri, base, iri in laws)
        if not kind or iri in things:
            continue
        things[iri] = len(things) + 1
        known = (iri not in cited, known_day(days.get(iri, "")), known_day(ends.get(iri, "")))
        values = (things[iri], iri, kind, row["value"], "", council, *known)
        connection.execute("INSERT INTO things VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        if kind in NAMEABLE:
            _name(connection, things[iri], row["value"])
    return things


def known_day(text: str) -> str:
    """The first day of a date as exactly as it is known, "" where it is none."""
    try:
        return PartialDate(text).earliest.isoformat()
    except ValueError:
        return ""


def _names(connection: sqlite3.Connection, rows: Rows, things: Things) -> None:
    nameable = {row[0] for row in connection.execute("SELECT DISTINCT thing FROM names")}
    for row in rows:
        thing = things.get(row["thing"])
        if thing not in nameable or thing is None:
            continue
        _name(connection, thing, row["value"], key=row["is"] == "key")
        if row["is"] == "key":
            connection.execute(
                "UPDATE things SET key = ? WHERE id = ? AND kind != 'organisation'", (row["value"], thing)
            )
    connection.execute("UPDATE things SET key = label WHERE key = ''")


def _name(connection: sqlite3.Connection, thing: int, name: str, key: bool = False) -> None:
    folded = fold(name)
    if folded:
        values = (thing, name, folded, compact(name) if key else "")
        connection.execute("INSERT INTO names (thing, name, folded, compact) VALUES (?, ?, ?, ?)", values)


def _links(connection: sqlite3.Connection, rows: Rows, things: Things) -> None:
    """Which things are tied by one triple, either way."""
    for row in rows:
        one, other = things.get(row["thing"]), things.get(row["value"])
        if one is not None and other is not None:
            pairs = ((one, other), (other, one))
            connection.executemany("INSERT OR IGNORE INTO links VALUES (?, ?)", pairs)


def _counts(connection: sqlite3.Connection, rows: _Ask) -> None:
    for what, query in (("class", _CLASSES), ("finding", _FINDINGS)):
        values = ((what, row["thing"], row.get("is", ""), int(row["value"])) for row in rows(query))
        connection.executemany("INSERT INTO counts VALUES (?, ?, ?, ?)", values)
    connection.execute("INSERT INTO counts SELECT 'cited', '', '', count(*) FROM things WHERE held = 0")


def _said(connection: sqlite3.Connection, rows: Rows, things: Things) -> None:
    connection.execute("INSERT INTO texts (thing, about, text) SELECT id, 'label', label FROM things")
    for row in rows:
        if row["thing"] in things:
            connection.execute(_TEXT, (things[row["thing"]], "said", None, None, row["value"]))
    connection.execute(_SAID_TWICE)


def _passages(connection: sqlite3.Connection, rows: _Ask, things: Things, texts: Mapping[str, str]) -> None:
    hashes = {row["thing"]: row["value"] for row in rows(_HASHES)}
    whole = {thing: texts[value] for thing, value in hashes.items() if value in texts}
    for row in rows(_PASSAGES) if len(whole) < len(hashes) or not hashes else ():
        place = _PLACE.fullmatch(row["thing"])
        if place is not None and place[1] in things and place[1] not in whole:
            values = (things[place[1]], "passage", int(place[2]), int(place[3]), row["value"])
            connection.execute(_TEXT, values)
    for document, text in whole.items():
        for match in PARAGRAPH.finditer(text):
            connection.execute(_TEXT, (things[document], "passage", match.start(), match.end(), match[0]))
