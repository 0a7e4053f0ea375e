"""A query of the catalogue, run: rows with labels and proofs, a sentence, and what touches them."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from rdflib import URIRef
from rdflib.term import Identifier

from councilgraph import canned, questions, store
from councilgraph.answers import proof, words
from councilgraph.answers.touching import findings
from councilgraph.canned import Param, Query
from councilgraph.errors import BadParameter, QueryTooLong
from councilgraph.model import Answer, Cell, Named
from councilgraph.namespaces import CODE

_THING_TYPES = frozenset({
    "contract", "decision", "law", "person", "post", "organisation", "committee", "service", "council",
    "document", "thing",
})  # fmt: skip
_HELD = """PREFIX cg: <https://w3id.org/councilgraph/def#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?label ?held WHERE { VALUES ?thing { %s } ?thing rdfs:label ?label . OPTIONAL { ?thing cg:held ?held } }"""
Row = Mapping[str, Identifier]


def run(
    engine: store.Engine,
    query: Query,
    params: Mapping[str, str],
    limit: int | None = None,
    today: dt.date | None = None,
    first: int = 0,
) -> Answer:
    """The answer of a query for its parameters' values; of long ones the rows from `first` on have proofs.

    The status is "answered"; "empty" where all that is named is known and nothing matches, and then the
    sentence says which condition emptied it; "not_held" where something named is not held, with the nearest
    names as suggestions. Raises BadParameter, QueryTooLong.
    """
    given = {name: value.strip() for name, value in params.items() if value.strip()}
    sparql = canned.fill(query, given, today)
    with engine.pinned() as pinned:
        found = pinned.select(sparql)
        rows = [row for row in found.dicts() if row]
        rows = rows if limit is None else rows[:limit]
        if not rows or (query.count and _all_zero(rows)):
            missing = _not_held(pinned, query, given)
            if missing is not None:
                return _missing(query, given, sparql, *missing)
        if not rows:
            return _empty(pinned, query, given, sparql)
        return _answered(pinned, query, given, sparql, found.columns, rows, first)


def _answered(
    engine: store.Engine,
    query: Query,
    params: Mapping[str, str],
    sparql: str,
    columns: Sequence[str],
    rows: Sequence[Row],
    first: int,
) -> Answer:
    names = labels(engine, (term for row in rows for term in row.values()))
    first = min(first, len(rows))
    behind = [*[{}] * first, *proof.backing(engine, query, sparql, rows[first:])]
    behind += [{}] * (len(rows) - len(behind))
    cells = tuple(_cells(query, row, names, backing) for row, backing in zip(rows, behind, strict=True))
    return Answer(
        status="answered",
        query=query.name,
        params=dict(params),
        sentence=_sentence(engine, query, params, cells),
        sparql=sparql,
        columns=tuple(columns),
        rows=cells,
        findings=tuple(findings(engine, query, rows)),
    )


def _cells(query: Query, row: Row, names: Mapping[str, str], backing: Mapping[str, proof.Backing]) -> dict[str, Cell]:
    cells = {}
    for column, term in row.items():
        source, behind = query.cells.get(column), backing.get(column, proof.NOTHING)
        predicate = source.predicate if source is not None and source.object == column else ""
        thing = isinstance(term, URIRef)
        label = names.get(str(term)) if thing else None
        cells[column] = Cell(
            value=words.value(term),
            label=label or words.label(term, predicate),
            iri=str(term) if thing else None,
            evidence=behind.proofs,
            derived=behind.derived,
            claims=behind.claims,
        )
    return cells


def labels(engine: store.Engine, terms: Iterable[Identifier]) -> dict[str, str]:
    """The labels of the IRIs among some terms; those that have none are left out."""
    iris = {str(term) for term in terms if isinstance(term, URIRef) and not term.startswith(CODE.BASE)}
    return engine.labels(iris) if iris else {}


def _all_zero(rows: Sequence[Row]) -> bool:
    return all(str(term) in ("0", "0.0") for row in rows for term in row.values())


def _missing(query: Query, params: Mapping[str, str], sparql: str, sentence: str, near: Sequence[Named]) -> Answer:
    return Answer(
        status="not_held",
        query=query.name,
        params=dict(params),
        sentence=sentence,
        sparql=sparql,
        columns=query.columns,
        suggestions=tuple({"label": one.label, "iri": one.iri, "value": one.key} for one in near),
    )


def _not_held(engine: store.Engine, query: Query, params: Mapping[str, str]) -> tuple[str, Sequence[Named]] | None:
    """A sentence for the first thing named that is not held, with the nearest that are; None where all are."""
    for name, value in params.items():
        kind = query.params[name].type
        if kind not in _THING_TYPES:
            continue
        iris = _iris(query.params[name], value)
        known = _by_iri(engine, iris) if iris else {one.label: one.held for one in engine.names.exact(value)}
        if not known:
            near = () if iris else [one for one in engine.names.near(value, _kinds(kind)) if one.held]
            return f"We hold nothing called {value}.", near
        if not query.cited and not any(known.values()):
            return f"{next(iter(known))} is cited in papers that we hold; we do not hold it itself.", ()
    return None


def _by_iri(engine: store.Engine, iris: Sequence[URIRef]) -> dict[str, bool]:
    """The labels of the things that are known among some IRIs, and whether each is held."""
    rows = engine.select(_HELD % " ".join(iri.n3() for iri in iris)).dicts()
    return {str(row["label"]): str(row.get("held")) != "false" for row in rows}


def _iris(param: Param, value: str) -> list[URIRef]:
    return [term for term in canned.check(param, value) if isinstance(term, URIRef)]


def _kinds(param_type: str) -> tuple[str, ...]:
    return {"thing": (), "council": ("organisation",)}.get(param_type, (param_type,))


def _empty(engine: store.Engine, query: Query, params: Mapping[str, str], sparql: str) -> Answer:
    """Nothing matches: says so, and which of the optional conditions emptied it."""
    loosened = list(_loosened(engine, query, params)) if len(params) > 1 else []
    return Answer(
        status="empty",
        query=query.name,
        params=dict(params),
        sentence=_sentence(engine, query, params, ()) + _emptied(query, named(engine, query, params), loosened),
        sparql=sparql,
        columns=query.columns,
        suggestions=tuple(
            {"label": f"Without {query.params[name].label}: {count} found", "without": name, "query": query.name}
            for name, count in loosened
        ),
    )


def _loosened(engine: store.Engine, query: Query, params: Mapping[str, str]) -> Iterable[tuple[str, int]]:
    for name in params:
        if query.params[name].optional:
            fewer = {key: value for key, value in params.items() if key != name}
            try:
                rows = engine.select(canned.fill(query, fewer)).rows
            except (BadParameter, QueryTooLong):
                continue
            if rows:
                yield name, len(rows)


def _emptied(query: Query, shown: Mapping[str, str], loosened: Sequence[tuple[str, int]]) -> str:
    """Which condition left nothing, as a sentence to add."""
    conditions = [f"{query.params[name].label} “{shown[name]}”" for name, _ in loosened]
    return f" There would be some without {' or without '.join(conditions)}." if conditions else ""


def _sentence(
    engine: store.Engine, query: Query, params: Mapping[str, str], cells: Sequence[Mapping[str, Cell]]
) -> str:
    shown = named(engine, query, params)
    reading = questions.Reading("understood", "", query.summary, query.name, params, shown)
    return questions.sentence(reading, query, cells)


def named(engine: store.Engine, query: Query, params: Mapping[str, str]) -> dict[str, str]:
    """Parameters' values in words: labels for IRIs, dates and codes as people write them."""
    iris = {name: _iris(query.params[name], value) for name, value in params.items()}
    known = labels(engine, (iri for several in iris.values() for iri in several))
    return {
        name: words.listed([known.get(str(iri)) or words.label(iri) for iri in iris[name]]) or words.day(value)
        for name, value in params.items()
    }
