"""The passages behind the cells of a table, fetched in one query for all of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef
from rdflib.term import Identifier

from councilgraph import store
from councilgraph.answers import words
from councilgraph.canned import Query, Source
from councilgraph.model import Proof
from councilgraph.namespaces import CG, CODE, DCTERMS, RDFS
from councilgraph.store import guard

Row = Mapping[str, Identifier]
Key = tuple[str, str]

_MOST_ROWS = 200
_MOST_PROOFS = 20
_MOST_MEMBERS = 2_000
_MOST_SOURCES, _FEWEST_SOURCES = 600, 4  # claims behind all conclusions of an answer, and behind each at least
_DEPRECATED = CODE.concept("rank", "deprecated")
_PREFERRED = CODE.concept("rank", "preferred")
_PREFIXES = """PREFIX cg: <https://w3id.org/councilgraph/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
# Passages stand in the pattern and not in an OPTIONAL: with one, engines join every passage there is. What is
# stated and what was concluded are asked apart: the path from a conclusion is not walked for what needs none.
_STATED = """
SELECT DISTINCT ?s ?p ?o ?claim ?rank ?document ?title ?section ?start ?end ?quote ?confidence ?unsure WHERE {
  VALUES ?s { %s }
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  FILTER(?p IN (%s))
  ?claim cg:evidence ?passage .
  ?passage cg:inDocument ?document ; oa:start ?start ; oa:end ?end ; oa:exact ?quote .
  OPTIONAL { ?claim cg:rank ?rank }
  OPTIONAL { ?claim cg:confidence ?confidence ; cg:unsureBecause ?unsure }
  OPTIONAL { ?passage cg:section ?section }
  OPTIONAL { ?document rdfs:label ?title }
}"""
_SOURCES = """SELECT DISTINCT ?claim ?said WHERE {
  VALUES ?claim { %s }
  ?claim cg:rule ?rule ; prov:wasDerivedFrom+ ?said .
}"""
_PASSAGES = """SELECT DISTINCT ?said ?document ?title ?section ?start ?end ?quote ?confidence ?unsure WHERE {
  VALUES ?said { %s }
  ?said cg:evidence ?passage .
  ?passage cg:inDocument ?document ; oa:start ?start ; oa:end ?end ; oa:exact ?quote .
  OPTIONAL { ?said cg:confidence ?confidence ; cg:unsureBecause ?unsure }
  OPTIONAL { ?passage cg:section ?section }
  OPTIONAL { ?document rdfs:label ?title }
}"""
# What a person tells has no passage: who, when and why stand for it.
_CORRECTED = """SELECT DISTINCT ?s ?p ?o ?claim ?rule ?rank ?said ?who ?when ?why WHERE {
  VALUES ?s { %s }
  ?said a cg:Claim ; dct:creator ?who ; dct:date ?when ; rdfs:comment ?why .
  ?claim prov:wasDerivedFrom* ?said ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  FILTER(?p IN (%s))
  OPTIONAL { ?claim cg:rule ?rule }
  OPTIONAL { ?claim cg:rank ?rank }
}"""
_ANY_CORRECTION = "SELECT ?said WHERE { ?said dct:creator ?who ; rdf:predicate ?p } LIMIT 1"
_CONCLUDED = """SELECT DISTINCT ?s ?p ?o ?claim ?rule ?rank WHERE {
  VALUES ?s { %s }
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  FILTER(?p IN (%s))
  ?claim cg:rule ?rule .
  OPTIONAL { ?claim cg:rank ?rank }
}"""
_NAMED_IN = """SELECT DISTINCT ?s ?p ?document ?title ?section ?start ?end ?quote WHERE {
  VALUES ?s { %s }
  %s
  ?claim rdf:%s ?s ; rdf:predicate ?p ; cg:evidence ?passage .
  ?passage cg:inDocument ?document ; oa:start ?start ; oa:end ?end ; oa:exact ?quote .
  OPTIONAL { ?passage cg:section ?section }
  OPTIONAL { ?document rdfs:label ?title }
} LIMIT 5000"""
_NAMING = tuple(map(str, (DCTERMS.identifier, CG.reference, DCTERMS.title, RDFS.label, CG.citedAs)))
_MOST_NAMED = 3
_BY_NAME = f"VALUES ?p {{ {' '.join(f'<{predicate}>' for predicate in _NAMING)} }}"


@dataclass(frozen=True)
class Backing:
    """What stands behind one cell: passages, the claims that name them, and whether a rule concluded it."""

    proofs: tuple[Proof, ...] = ()
    claims: tuple[str, ...] = ()
    derived: bool = False


NOTHING = Backing()


def backing(engine: store.Engine, query: Query, sparql: str, rows: Sequence[Row]) -> list[dict[str, Backing]]:
    """For each row what stands behind its cells, by column; rows beyond the first 200 go without."""
    rows = rows[:_MOST_ROWS]
    wanted = [_wanted(query, row) for row in rows]
    for column, source in query.cells.items():
        if source is not None and ":" not in source.subject and source.subject not in query.columns:
            _add_members(engine, query, sparql, rows, wanted, column, source)
    said = _claims(engine, {pair for cells in wanted for pairs in cells.values() for pair in pairs})
    found = [{column: _backing(said, pairs) for column, pairs in cells.items()} for cells in wanted]
    _add_mentions(engine, query, rows, found)
    return found


_Pairs = list[tuple[Key, Identifier | None]]


def _wanted(query: Query, row: Row) -> dict[str, _Pairs]:
    """The (subject, predicate) and, where it matters, the object of the claims behind each cell of a row."""
    found: dict[str, _Pairs] = {}
    for column, source in query.cells.items():
        if source is None or column not in row:
            continue
        subject = URIRef(source.subject) if ":" in source.subject else row.get(source.subject)
        value = URIRef(source.object) if ":" in source.object else row.get(source.object)
        if isinstance(subject, URIRef):
            found[column] = [((str(subject), source.predicate), value)]
    return found


def _add_members(
    engine: store.Engine,
    query: Query,
    sparql: str,
    rows: Sequence[Row],
    wanted: list[dict[str, _Pairs]],
    column: str,
    source: Source,
) -> None:
    """Behind an aggregate stand its members: the subjects that its own conditions find, group by group."""
    keys, members = member_query(sparql, source.subject)
    for member in engine.select(members).dicts():
        subject = member.get(source.subject)
        for row, cells in zip(rows, wanted, strict=True):
            pairs = cells.setdefault(column, [])
            same = all(row.get(key) == member.get(key) for key in keys)
            if isinstance(subject, URIRef) and same and len(pairs) < _MOST_PROOFS:
                value = row.get(source.object) if source.object else None
                pairs.append(((str(subject), source.predicate), value))


def member_query(sparql: str, subject: str) -> tuple[list[str], str]:
    """The columns that an aggregate groups by, and a query for them together with the members' subjects."""
    tokens = list(guard.scan(sparql))
    select = next(i for i, token in enumerate(tokens) if token.text.upper() == "SELECT")
    body = next(i for i in range(select, len(tokens)) if tokens[i].text == "{")
    keys, depth = [], 0
    for token in tokens[select:body]:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        keys += [token.text[1:]] if token.kind == "variable" and depth == 0 else []
    depth, last = 0, body
    for last in range(body, len(tokens)):
        depth += {"{": 1, "}": -1}.get(tokens[last].text, 0)
        if depth == 0:
            break
    shown = " ".join(f"?{name}" for name in [*keys, subject])
    where = sparql[tokens[body].start : tokens[last].end]
    most = _MOST_MEMBERS if keys else _MOST_PROOFS
    return keys, f"{sparql[: tokens[select].start]}SELECT DISTINCT {shown} WHERE {where} LIMIT {most}"


def _add_mentions(engine: store.Engine, query: Query, rows: Sequence[Row], found: list[dict[str, Backing]]) -> None:
    """Where no claim says a cell: for a thing the passages that name it, for its paper those of the thing there."""
    left = {
        (number, column): mentioned
        for number, (row, cells) in enumerate(zip(rows, found, strict=True))
        for column, backing in cells.items()
        if backing == NOTHING and (mentioned := _mentioned(query.cells[column], row, column)) is not None
    }
    proofs = _mentions(engine, set(left.values())) if left else {}
    for (number, column), (thing, paper) in left.items():
        found[number][column] = Backing(tuple(_of(proofs.get(thing, ()), paper))[:_MOST_NAMED])


def _mentioned(source: Source | None, row: Row, column: str) -> tuple[str, str] | None:
    """The thing whose passages stand for a cell, and the paper that they must be of ("" for any)."""
    term = row.get(column)
    if source is None or not isinstance(term, URIRef) or term.startswith(CODE.BASE):
        return None
    if source.predicate == str(CG.recordedIn) and source.object == column and source.subject in row:
        return str(row[source.subject]), str(term)
    return str(term), ""


def _mentions(engine: store.Engine, wanted: set[tuple[str, str]]) -> dict[str, list[Proof]]:
    """The passages about some things, each of a paper or of any (""): those that give their names, else all.

    Where no claim is about a thing, the passages of those that name it.
    """
    found: dict[str, list[Proof]] = {}
    for place, narrowed in (("subject", _BY_NAME), ("subject", ""), ("object", "")):
        left = {thing for thing, paper in wanted if not _of(found.get(thing, ()), paper)}
        left -= set(found) if place == "object" else set()
        listed = " ".join(f"<{thing}>" for thing in sorted(left))
        rows = engine.select(_PREFIXES + _NAMED_IN % (listed, narrowed, place)).dicts() if listed else ()
        for row in sorted(rows, key=_naming):
            proof = _proof(row)
            if proof is not None:
                found.setdefault(str(row["s"]), []).append(proof)
    return found


def _of(proofs: Iterable[Proof], paper: str) -> list[Proof]:
    """Those of a paper, of any where it is ""; each once."""
    return [proof for proof in dict.fromkeys(proofs) if paper in ("", proof.document)]


def _naming(row: Row) -> tuple[int, str, int]:
    predicate = str(row["p"])
    place = _NAMING.index(predicate) if predicate in _NAMING else len(_NAMING)
    return place, str(row["document"]), int(row["start"])


@dataclass(frozen=True)
class _Said:
    value: Identifier
    claim: str
    rule: str
    rank: str
    proof: Proof | None


def _claims(engine: store.Engine, wanted: Iterable[tuple[Key, Identifier | None]]) -> dict[Key, list[_Said]]:
    """The claims about some (subject, predicate) pairs with the values that they are wanted for.

    Those that rules concluded only where none is stated, and those without a passage only where there are no others.
    """
    found = _asked(engine, _STATED, {key for key, _ in wanted})
    corrected = bool(engine.select(_PREFIXES + _ANY_CORRECTION).rows)
    concluded = _rows(engine, _CONCLUDED, _left(found, wanted))
    _add(found, _derived(engine, concluded))
    if corrected:
        _add(found, _asked(engine, _CORRECTED, {key for key, _ in wanted}))
    left = _left(found, wanted)
    for row in concluded:
        if _key(row) in left:
            found.setdefault(_key(row), []).append(_said(row))
    return found


def _left(found: Mapping[Key, list[_Said]], wanted: Iterable[tuple[Key, Identifier | None]]) -> set[Key]:
    return {key for key, value in wanted if not _telling(found.get(key, ()), value)}


def _add(found: dict[Key, list[_Said]], more: Mapping[Key, list[_Said]]) -> None:
    for key, told in more.items():
        found[key] = told + found.get(key, [])


def _derived(engine: store.Engine, concluded: Sequence[Row]) -> dict[Key, list[_Said]]:
    """What rules concluded, each with passages of the claims that it was concluded from: fewer where it is much."""
    claims = {str(row["claim"]) for row in concluded}
    sources: dict[str, set[str]] = {}
    query = _PREFIXES + _SOURCES % " ".join(f"<{claim}>" for claim in sorted(claims))
    for source in engine.select(query).dicts() if claims else ():
        sources.setdefault(str(source["claim"]), set()).add(str(source["said"]))
    most = max(_FEWEST_SOURCES, _MOST_SOURCES // max(1, len(claims)))
    kept = {claim: sorted(several)[:most] for claim, several in sources.items()}
    passages = _passages(engine, {one for several in kept.values() for one in several})
    found: dict[Key, list[_Said]] = {}
    for row in concluded:
        for one in kept.get(str(row["claim"]), ()):
            for passage in passages.get(one, ()):
                found.setdefault(_key(row), []).append(_said({**row, **passage}))
    return found


def _passages(engine: store.Engine, claims: set[str]) -> dict[str, list[Row]]:
    """The passages of some claims, by claim."""
    listed = " ".join(f"<{claim}>" for claim in sorted(claims))
    found: dict[str, list[Row]] = {}
    for row in engine.select(_PREFIXES + _PASSAGES % listed).dicts() if claims else ():
        found.setdefault(str(row["said"]), []).append(row)
    return found


def _asked(engine: store.Engine, query: str, keys: Iterable[Key]) -> dict[Key, list[_Said]]:
    found = dict[Key, list[_Said]]()
    for row in _rows(engine, query, keys):
        found.setdefault(_key(row), []).append(_said(row))
    return found


def _rows(engine: store.Engine, query: str, keys: Iterable[Key]) -> list[Row]:
    keys = set(keys)
    return list(engine.select(_PREFIXES + query % _terms(keys)).dicts()) if keys else []


def _key(row: Row) -> Key:
    return str(row["s"]), str(row["p"])


def _terms(keys: Iterable[Key]) -> tuple[str, str]:
    """The subjects and the predicates of some keys as SPARQL lists them."""
    subjects = " ".join(sorted({f"<{subject}>" for subject, _ in keys}))
    return subjects, ", ".join(sorted({f"<{predicate}>" for _, predicate in keys}))


def _said(row: Row) -> _Said:
    return _Said(row["o"], str(row["claim"]), str(row.get("rule", "")), str(row.get("rank", "")), _proof(row))


def _proof(row: Row) -> Proof | None:
    if "who" in row:
        told = words.corrected(row["who"], row["when"], row["why"])
        return Proof(str(row["said"]), words.CORRECTION, "", 0, 0, told, str(row.get("rule", "")))
    if "document" not in row:
        return None
    title = row.get("title") or str(row["document"]).rsplit("/", 1)[-1]
    return Proof(
        document=str(row["document"]),
        title=str(title),
        section=str(row.get("section", "")),
        start=int(row["start"]),
        end=int(row["end"]),
        quote=str(row["quote"]),
        rule=str(row.get("rule", "")),
        confidence=str(row.get("confidence", "")),
        unsure=str(row.get("unsure", "")),
    )


def _backing(said: Mapping[Key, Sequence[_Said]], pairs: _Pairs) -> Backing:
    found = [one for key, value in pairs for one in _telling(said.get(key, ()), value)]
    found.sort(key=lambda one: (one.rule != "", one.rank != str(_PREFERRED), _place(one.proof)))
    if any(one.rule == "" and one.proof for one in found):
        found = [one for one in found if one.rule == ""]
    proofs = tuple(dict.fromkeys(one.proof for one in found if one.proof is not None))[:_MOST_PROOFS]
    claims = tuple(dict.fromkeys(one.claim for one in found))[:_MOST_PROOFS]
    return Backing(proofs, claims, bool(found) and all(one.rule for one in found))


def _telling(said: Sequence[_Said], value: Identifier | None) -> list[_Said]:
    """The claims that say a value; where any will do, the preferred ones, else all that are not deprecated."""
    if value is not None:
        return [one for one in said if _same(one.value, value)]
    preferred = [one for one in said if one.rank == str(_PREFERRED)]
    return preferred or [one for one in said if one.rank != str(_DEPRECATED)]


def _same(one: Identifier, other: Identifier) -> bool:
    """Whether two terms say the same: a text with and without language does, so does 5 as any number."""
    return one == other or str(one) == str(other)


def _place(proof: Proof | None) -> tuple[str, int]:
    return (proof.document, proof.start) if proof else ("", 0)
