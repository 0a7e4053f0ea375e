"""The claims of a graph in a table beside its names: what is said of a thing, by whom and where, in one look.

said          one row for each passage of a claim, in the order of what it is about; without a passage `document` is 0
sources       the claims that a claim was concluded from
corrections   claims that a person told: who, when and why
findings      what was found about a thing, with the claims of its sides
terms         IRIs and words that stand in many rows; titles has those of documents; others the IRIs of claims that are
              not `<folder><sixteen hexadecimal digits>`, of which a row keeps number and folder
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from hashlib import blake2b
from pathlib import Path

import pyoxigraph as ox

from councilgraph.namespaces import CG, DCTERMS, OA, PROV, RDF, RDFS

SCHEMA = """
CREATE TABLE terms (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE said (subject INT, predicate INT, claim INT, document INT, start INT, end INT, section INT, quote TEXT,
    folder INT, object, rank INT, rule INT, confidence TEXT, unsure TEXT,
    PRIMARY KEY (subject, predicate, claim, document, start, end)) WITHOUT ROWID;
CREATE TABLE sources (claim INT, said INT, PRIMARY KEY (claim, said)) WITHOUT ROWID;
CREATE TABLE corrections (claim INTEGER PRIMARY KEY, who TEXT, named INT, day TEXT, why TEXT);
CREATE TABLE findings (about INT, iri TEXT, verdict INT, severity INT, explanation TEXT, sides TEXT,
    PRIMARY KEY (about, iri)) WITHOUT ROWID;
CREATE TABLE titles (document INTEGER PRIMARY KEY, title TEXT);
CREATE TABLE others (claim INTEGER PRIMARY KEY, iri TEXT);
"""
_FINISH = """
CREATE INDEX said_claim ON said (claim);
CREATE INDEX said_object ON said (object) WHERE typeof(object) = 'integer';
"""
_QUICK = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000;"
_NOWHERE = (0, 0, 0, 0, "")
_CLAIM = re.compile(r"(.+/)([0-9a-f]{16})")
_LINE = re.compile(r'^<([^>]*)> <([^>]*)> (?:<([^>]*)>|"((?:[^"\\]|\\.)*)")', re.MULTILINE)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_MIDDLE = 1 << 63  # SQLite's whole numbers have a sign; moved by this, those of claims keep their order
_ROOM = 2_000_000  # terms that are remembered while a table is written

SUBJECT, PREDICATE, OBJECT = str(RDF.subject), str(RDF.predicate), str(RDF.object)
EVIDENCE, SOURCE, ABOUT = str(CG.evidence), str(PROV.wasDerivedFrom), str(CG.about)
START, END, QUOTE, SECTION, IN = str(OA.start), str(OA.end), str(OA.exact), str(CG.section), str(CG.inDocument)
_RANK, _RULE, _CONFIDENCE, _UNSURE = str(CG.rank), str(CG.rule), str(CG.confidence), str(CG.unsureBecause)
_WHO, _DAY, _WHY = str(DCTERMS.creator), str(DCTERMS.date), str(RDFS.comment)
_TYPE, LABEL, KIND = str(RDF.type), str(RDFS.label), str(CG.documentKind)
_VERDICT, _SEVERITY, _EXPLANATION = str(CG.verdict), str(CG.severity), str(CG.explanation)
_SIDES = (str(CG.sideA), str(CG.sideB))
_FINDING = str(CG.Finding)
OF_CLAIMS = frozenset({
    SUBJECT, PREDICATE, OBJECT, EVIDENCE, SOURCE, _RANK, _RULE, _CONFIDENCE, _UNSURE, _WHO, _DAY, _WHY,
})  # fmt: skip
OF_PASSAGES = frozenset({IN, START, END, QUOTE, SECTION})
OF_FINDINGS = frozenset({ABOUT, _VERDICT, _SEVERITY, _EXPLANATION, *_SIDES})
OF_DOCUMENTS = frozenset({LABEL, KIND})
KEPT = OF_CLAIMS | OF_PASSAGES | OF_FINDINGS | OF_DOCUMENTS
_ONLY_OF_CLAIMS = (SUBJECT, EVIDENCE, _RANK, _CONFIDENCE)

Statement = tuple[str, str, str, bool]  # subject, predicate, object, and whether that is an IRI
Told = Mapping[str, list[str]]  # what is said of one thing, by predicate; of an object that is an IRI, "<" before it
Describe = Callable[[str], Iterable[Statement]]


def of_quads(quads: Iterable[ox.Quad]) -> Iterator[Statement]:
    """Statements of a store."""
    for quad in quads:
        value = quad.object
        subject, text = str(getattr(quad.subject, "value", "")), str(getattr(value, "value", ""))
        yield subject, quad.predicate.value, text, isinstance(value, ox.NamedNode)


def of_lines(text: str) -> Iterator[Statement]:
    """Statements written as N-Triples or N-Quads."""
    for match in _LINE.finditer(text):
        subject, predicate, iri, literal = match.groups()
        if iri is not None:
            yield subject, predicate, iri, True
        else:
            yield subject, predicate, _ESCAPE.sub(_plain, literal) if "\\" in literal else literal, False


def _plain(match: re.Match[str]) -> str:
    return chr(int(match[1] or match[2], 16)) if match[1] or match[2] else _ESCAPED.get(match[3], match[3])


def describing(store: ox.Store) -> Describe:
    """What a store says of things."""
    return lambda iri: of_quads(store.quads_for_pattern(ox.NamedNode(iri), None, None, None))


@contextmanager
def writing(path: Path, left: Iterable[str] | None = None) -> Iterator["Writer"]:
    """Tables of evidence in a file, made anew; or those that were left, with the claims that were not whole there."""
    if left is None:
        path.unlink(missing_ok=True)
    with closing(sqlite3.connect(str(path), check_same_thread=False)) as connection:
        writer = Writer(connection, left or ())
        if left is None:
            writer.begin()
        yield writer


class Writer:
    """The tables of evidence while they are written."""

    def __init__(self, connection: sqlite3.Connection, left: Iterable[str] = ()) -> None:
        self._connection = connection
        self._connection.executescript(_QUICK)
        self._ids = dict[str, int]()
        self._left = dict.fromkeys(left)

    def begin(self) -> None:
        """Make the tables."""
        self._connection.executescript(SCHEMA)

    def take(self, statements: Iterable[Statement]) -> None:
        """Take in the claims and findings of a graph, or of several together."""
        found = told_of(statements)
        for thing, told in found.items():
            if SUBJECT in told and OBJECT in told and PREDICATE in told:
                self._claim(thing, told, found)
            elif any(one in told for one in _ONLY_OF_CLAIMS):
                self._left[thing] = None
            elif told.get(_TYPE):
                self._finding(thing, told)
            elif KIND in told and LABEL in told:
                self._title(thing, told)

    def leave(self) -> list[str]:
        """Leave the tables to another writer; gives the claims that it has to know of."""
        self._connection.commit()
        return list(self._left)

    def finish(self, describe: Describe) -> None:
        """Take in what was not whole in one graph, as it is described in all, and make the table quick to ask."""
        for claim in self._left:
            self.again(claim, describe)
        self._connection.executescript(_FINISH)
        self._connection.commit()

    def again(self, claim: str, describe: Describe) -> None:
        """Write the rows of one claim anew, or none where it is no longer there."""
        self.forget(claim)
        found = told_of(describe(claim))
        told = found.get(claim, {})
        for passage in told.get(EVIDENCE, ()):
            found |= told_of(describe(passage))
        if SUBJECT in told and OBJECT in told and PREDICATE in told:
            self._claim(claim, told, found, whole=True)

    def forget(self, claim: str) -> None:
        """Take the rows of a claim away."""
        number, _ = numbered(claim)
        for table in ("said", "sources", "corrections"):
            self._connection.execute(f"DELETE FROM {table} WHERE claim = ?", (number,))

    def found(self, finding: str, before: Iterable[str], describe: Describe) -> None:
        """Write the rows of one finding anew; `before` are things that it was about before."""
        told = told_of(describe(finding)).get(finding, {})
        rows = [(self._id(thing), finding) for thing in (*before, *told.get(ABOUT, ()))]
        self._connection.executemany("DELETE FROM findings WHERE about = ? AND iri = ?", rows)
        if told.get(_TYPE):
            self._finding(finding, told)

    def titled(self, document: str, describe: Describe) -> None:
        """Write the title of one document anew."""
        self._connection.execute("DELETE FROM titles WHERE document = ?", (self._id(document),))
        told = told_of(describe(document)).get(document, {})
        if KIND in told and LABEL in told:
            self._title(document, told)

    def _claim(self, claim: str, told: Told, found: Mapping[str, Told], whole: bool = False) -> None:
        passages = told.get(EVIDENCE, ())
        if not whole and any(passage not in found for passage in passages):
            self._left[claim] = None
            return
        number, folder = numbered(claim)
        if not folder:
            self._connection.execute("INSERT OR REPLACE INTO others VALUES (?, ?)", (number, claim))
        places = [place for one in passages if (place := _place(found.get(one, {}))) is not None]
        rows = [
            (self._id(document), start, end, self._id(section), quote)
            for document, start, end, section, quote in places
        ]
        value = told[OBJECT][0]
        about = self._id(told[SUBJECT][0]), self._id(told[PREDICATE][0]), number
        sure = _only(told, _CONFIDENCE), _only(told, _UNSURE)
        more = (
            self._id(folder), self._id(value[1:]) if value[:1] == "<" else value[1:], self._id(_only(told, _RANK)),
            self._id(_only(told, _RULE)), *(sure if all(sure) else (None, None)),
        )  # fmt: skip
        self._connection.executemany(
            "INSERT OR REPLACE INTO said VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(*about, *row, *more) for row in rows or [_NOWHERE]],
        )
        sources = [(number, numbered(one)[0]) for one in told.get(SOURCE, ())]
        self._connection.executemany("INSERT OR IGNORE INTO sources VALUES (?, ?)", sources)
        if _WHO in told and _DAY in told and _WHY in told:
            who = told[_WHO][0]
            row = (number, who[1:], who[:1] == "<", told[_DAY][0], told[_WHY][0])
            self._connection.execute("INSERT OR REPLACE INTO corrections VALUES (?, ?, ?, ?, ?)", row)

    def _finding(self, finding: str, told: Told) -> None:
        sides = " ".join(sorted({str(numbered(one)[0]) for side in _SIDES for one in told.get(side, ())}))
        row = (
            finding, self._id(_only(told, _VERDICT)), self._id(_only(told, _SEVERITY)), _only(told, _EXPLANATION), sides
        )  # fmt: skip
        rows = [(self._id(about), *row) for about in told.get(ABOUT, ())]
        self._connection.executemany("INSERT OR REPLACE INTO findings VALUES (?, ?, ?, ?, ?, ?)", rows)

    def _title(self, document: str, told: Told) -> None:
        row = (self._id(document), min(told[LABEL]))
        self._connection.execute("INSERT OR REPLACE INTO titles VALUES (?, ?)", row)

    def _id(self, text: str) -> int:
        """The number of a term; 0 is none."""
        if not text:
            return 0
        known = self._ids.get(text)
        if known is None:
            row = self._connection.execute("SELECT id FROM terms WHERE text = ?", (text,)).fetchone()
            if row is None:
                known = self._connection.execute("INSERT INTO terms (text) VALUES (?)", (text,)).lastrowid or 0
            else:
                known = int(row[0])
            if len(self._ids) == _ROOM:
                self._ids.clear()
            self._ids[text] = known
        return known


def told_of(statements: Iterable[Statement]) -> dict[str, dict[str, list[str]]]:
    """Statements that matter for evidence, by subject and predicate."""
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for subject, predicate, value, named in statements:
        if predicate in KEPT:
            if predicate in (OBJECT, _WHO):
                value = ("<" if named else '"') + value
            found[subject].setdefault(predicate, []).append(value)
        elif predicate == _TYPE and value == _FINDING:
            found[subject].setdefault(predicate, []).append(value)
    return found


def numbered(claim: str) -> tuple[int, str]:
    """The number of a claim, and the folder that its IRI begins with; "" where number and folder do not give it."""
    match = _CLAIM.fullmatch(claim)
    if match is not None:
        return int(match[2], 16) - _MIDDLE, match[1]
    return int.from_bytes(blake2b(claim.encode(), digest_size=8).digest(), "big") - _MIDDLE, ""


def named(number: int, folder: str) -> str:
    """The IRI of a claim by its number and folder."""
    return f"{folder}{number + _MIDDLE:016x}"


def _only(told: Told, predicate: str) -> str:
    return told[predicate][0] if predicate in told else ""


def _place(told: Told) -> tuple[str, int, int, str, str] | None:
    """Document, start, end, section and words of a passage; None where it lacks one of them."""
    if not all(name in told for name in (IN, START, END, QUOTE)):
        return None
    return told[IN][0], int(told[START][0]), int(told[END][0]), _only(told, SECTION), told[QUOTE][0]
