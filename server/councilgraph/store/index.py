"""The SQLite file beside a snapshot: names of things for questions, texts for searching."""

import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from councilgraph.store.table import Table

Select = Callable[[str], Table]
Rows = Iterable[Mapping[str, str]]
Things = Mapping[str, int]

_SCHEMA = """
CREATE TABLE things (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, kind TEXT, label TEXT, key TEXT, council TEXT,
    held INT, day TEXT, until TEXT);
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
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_THINGS = """SELECT ?thing ?label ?law ?held ?day ?until WHERE {
  ?thing rdfs:label ?label .
  OPTIONAL { ?thing cg:held ?held }
  OPTIONAL { ?thing a ?law . FILTER(?law IN (eli:LegalResource, eli:LegalResourceSubdivision)) }
  OPTIONAL { ?thing cg:decidedOn ?decided }
  OPTIONAL { ?thing cg:start ?started }
  OPTIONAL { ?thing cg:earliest ?first }
  OPTIONAL { ?thing dct:date ?dated }
  OPTIONAL { ?thing cg:currentEnd ?ends }
  BIND(STR(COALESCE(?decided, ?started, ?first, ?dated)) AS ?day)
  BIND(STR(?ends) AS ?until)
} ORDER BY ?thing"""
_NAMES = """SELECT ?thing ?name ?is WHERE {
  VALUES (?property ?is) {
    (skos:altLabel "other") (dct:identifier "key") (cg:reference "key") (dct:title "other") (foaf:name "other")
    (cg:citedAs "other")
  }
  ?thing ?property ?name
} ORDER BY ?thing ?name"""
_PASSAGES = """SELECT ?document ?start ?end ?quote ?sha WHERE {
  ?passage oa:exact ?quote ; oa:start ?start ; oa:end ?end ; cg:inDocument ?document .
  OPTIONAL { ?document cg:sha256 ?sha }
} ORDER BY ?document ?start"""
_LINKS = """SELECT DISTINCT ?one ?other WHERE {
  ?one ?property ?other .
  FILTER(isIRI(?other))
  FILTER(?property NOT IN (rdf:type, rdf:subject, rdf:predicate, rdf:object, cg:evidence, cg:inDocument, cg:rank,
    prov:wasDerivedFrom))
} ORDER BY ?one ?other"""
_SAYS = """SELECT ?thing ?text WHERE {
  VALUES ?property { cg:hasReason cg:alternative cg:subjectMatter cg:meaning cg:explanation dct:title }
  ?thing ?property ?text ; rdfs:label ?label
} ORDER BY ?thing"""
_TEXT = "INSERT INTO texts (thing, about, start, end, text) VALUES (?, ?, ?, ?, ?)"
_PARAGRAPH = re.compile(r"\S(?:(?!\n\s*\n).){0,1999}", re.DOTALL)


def build(path: Path | str, select: Select, base: str, texts: Mapping[str, str], page: int = 0) -> sqlite3.Connection:
    """Write the index of a graph, asked through `select`, `page` rows at a time (0: all), and return it open.

    `texts` are documents' texts by SHA-256; of other documents only the passages that prove something are
    searched. Path ":memory:" keeps it in memory.
    """
    connection = sqlite3.connect(str(path), check_same_thread=False)
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
    rows = partial(_pages, select, page=page)
    things = _things(connection, rows(_THINGS), base)
    _names(connection, rows(_NAMES), things)
    _links(connection, rows(_LINKS), things)
    _said(connection, rows(_SAYS), things)
    _passages(connection, rows(_PASSAGES), things, texts)
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
    offset = 0
    while True:
        window = f" LIMIT {page} OFFSET {offset}" if page else ""
        table = select(f"{_PREFIXES}{query}{window}")
        for row in table.dicts():
            yield {name: str(term) for name, term in row.items()}
        if not page or len(table.rows) < page:
            return
        offset += page


def _things(connection: sqlite3.Connection, rows: Rows, base: str) -> dict[str, int]:
    things: dict[str, int] = {}
    for row in rows:
        iri = row["thing"]
        kind, council = kind_of(iri, base, "law" in row)
        if not kind or iri in things:
            continue
        things[iri] = len(things) + 1
        held = row.get("held") != "false"
        days = (row.get("day", ""), row.get("until", ""))
        values = (things[iri], iri, kind, row["label"], "", council, held, *days)
        connection.execute("INSERT INTO things VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        if kind in NAMEABLE:
            _name(connection, things[iri], row["label"])
    return things


def _names(connection: sqlite3.Connection, rows: Rows, things: Things) -> None:
    nameable = {row[0] for row in connection.execute("SELECT DISTINCT thing FROM names")}
    for row in rows:
        thing = things.get(row["thing"])
        if thing not in nameable or thing is None:
            continue
        _name(connection, thing, row["name"], key=row["is"] == "key")
        if row["is"] == "key":
            connection.execute("UPDATE things SET key = ? WHERE id = ?", (row["name"], thing))
    connection.execute("UPDATE things SET key = label WHERE key = ''")


def _name(connection: sqlite3.Connection, thing: int, name: str, key: bool = False) -> None:
    folded = fold(name)
    if folded:
        values = (thing, name, folded, compact(name) if key else "")
        connection.execute("INSERT INTO names (thing, name, folded, compact) VALUES (?, ?, ?, ?)", values)


def _links(connection: sqlite3.Connection, rows: Rows, things: Things) -> None:
    """Which things are tied by one triple, either way."""
    for row in rows:
        one, other = things.get(row["one"]), things.get(row["other"])
        if one is not None and other is not None:
            pairs = ((one, other), (other, one))
            connection.executemany("INSERT OR IGNORE INTO links VALUES (?, ?)", pairs)


def _said(connection: sqlite3.Connection, rows: Rows, things: Things) -> None:
    connection.execute("INSERT INTO texts (thing, about, text) SELECT id, 'label', label FROM things")
    for row in rows:
        if row["thing"] in things:
            connection.execute(_TEXT, (things[row["thing"]], "said", None, None, row["text"]))


def _passages(connection: sqlite3.Connection, rows: Rows, things: Things, texts: Mapping[str, str]) -> None:
    whole: dict[int, str] = {}
    for row in rows:
        document, sha = things.get(row["document"]), row.get("sha", "")
        if document is not None and sha in texts:
            whole[document] = sha
        elif document is not None:
            place = (int(row["start"]), int(row["end"]))
            connection.execute(_TEXT, (document, "passage", *place, row["quote"]))
    for document, sha in whole.items():
        for match in _PARAGRAPH.finditer(texts[sha]):
            connection.execute(_TEXT, (document, "passage", match.start(), match.end(), match[0]))
