"""The passages behind the cells of a table, found for all of them together."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rdflib import Literal, URIRef
from rdflib.term import Identifier

from councilgraph import store
from councilgraph.answers import evidence, sides, words
from councilgraph.answers.evidence import Evidence, Key
from councilgraph.answers.members import members
from councilgraph.answers.mentions import mentioned, mentions
from councilgraph.canned import Query, Source
from councilgraph.model import Claimed, Correction, Proof
from councilgraph.namespaces import CODE

Row = Mapping[str, Identifier]
Pair = tuple[Key, str | None]  # subject and predicate of claims, and the value that they must say where one must be

_MOST_ROWS = 200
_MOST_PROOFS = 20
_MOST_SOURCES, _FEWEST_SOURCES = 600, 4  # claims behind all conclusions of an answer, and behind each at least
_DEPRECATED = str(CODE.concept("rank", "deprecated"))
_PREFERRED = str(CODE.concept("rank", "preferred"))


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
            _add_members(engine, sparql, rows, wanted, column, source)
    held = evidence.of(engine)
    pairs = {pair for cells in wanted for pairs in cells.values() for pair in pairs}
    said = _claims(held, pairs) | _by_key(sides.of_findings(engine, held, [key for key, _ in pairs]))
    known = {tuple(pairs): NOTHING for cells in wanted for pairs in cells.values()}
    known = {pairs: _backing(said, pairs) for pairs in known}
    found = [{column: known[tuple(pairs)] for column, pairs in cells.items()} for cells in wanted]
    _add_mentions(held, query, rows, found)
    return found


def _wanted(query: Query, row: Row) -> dict[str, list[Pair]]:
    """The (subject, predicate) and, where it matters, the object of the claims behind each cell of a row."""
    found: dict[str, list[Pair]] = {}
    for column, source in query.cells.items():
        if source is None or column not in row:
            continue
        pairs = [pair for one in (source, *source.others) if (pair := _pair(one, row)) is not None]
        if pairs:
            found[column] = pairs
    return found


def _pair(source: Source, row: Row) -> Pair | None:
    subject = URIRef(source.subject) if ":" in source.subject else row.get(source.subject)
    value = URIRef(source.object) if ":" in source.object else row.get(source.object)
    if not isinstance(subject, URIRef):
        return None
    return (str(subject), source.predicate), str(value) if value is not None else None


def _add_members(
    engine: store.Engine,
    sparql: str,
    rows: Sequence[Row],
    wanted: list[dict[str, list[Pair]]],
    column: str,
    source: Source,
) -> None:
    """Behind an aggregate stand the claims about its members."""
    several = members(engine, sparql, source, rows)
    for row, cells, subjects in zip(rows, wanted, several, strict=True):
        value = row.get(source.object) if source.object else None
        said = str(value) if value is not None else None
        named = [str(subject) for subject in subjects if isinstance(subject, URIRef)]
        cells.setdefault(column, []).extend(((subject, source.predicate), said) for subject in named)


def _add_mentions(held: Evidence, query: Query, rows: Sequence[Row], found: list[dict[str, Backing]]) -> None:
    """Where no claim says a cell: for a thing the passages that name it, for its paper those of the thing there."""
    left = {
        (number, column): wanted
        for number, (row, cells) in enumerate(zip(rows, found, strict=True))
        for column, backing in cells.items()
        if backing == NOTHING and (wanted := mentioned(query.cells[column], row, column)) is not None
    }
    proofs = mentions(held, set(left.values())) if left else {}
    for (number, column), wanted in left.items():
        found[number][column] = Backing(proofs[wanted])


def _claims(held: Evidence, wanted: Collection[Pair]) -> dict[Key, list[Claimed]]:
    """The claims about some (subject, predicate) pairs with the values that they are wanted for.

    Those that rules concluded only where none is stated, and those without a passage only where there are no others.
    """
    keys = {key for key, _ in wanted}
    found = _by_key(held.stated(keys))
    concluded = held.concluded(_left(found, wanted))
    _add(found, _by_key(_with_sources(held, concluded)))
    _add(found, _by_key(_corrected(one) for one in held.corrected(keys)))
    left = _left(found, wanted)
    for one in concluded:
        if (one.subject, one.predicate) in left:
            found.setdefault((one.subject, one.predicate), []).append(one)
    return found


def _by_key(said: Iterable[Claimed]) -> dict[Key, list[Claimed]]:
    found: dict[Key, list[Claimed]] = {}
    for one in said:
        found.setdefault((one.subject, one.predicate), []).append(one)
    return found


def _left(found: Mapping[Key, list[Claimed]], wanted: Iterable[Pair]) -> set[Key]:
    return {key for key, value in wanted if not _telling(found.get(key, ()), value)}


def _add(found: dict[Key, list[Claimed]], more: Mapping[Key, list[Claimed]]) -> None:
    for key, told in more.items():
        found[key] = told + found.get(key, [])


def _with_sources(held: Evidence, concluded: Sequence[Claimed]) -> list[Claimed]:
    """What rules concluded, each with passages of the claims that it was concluded from: fewer where it is much."""
    claims = {one.claim for one in concluded}
    most = max(_FEWEST_SOURCES, _MOST_SOURCES // max(1, len(claims)))
    kept = {claim: several[:most] for claim, several in held.sources(claims).items()}
    passages = held.passages({one for several in kept.values() for one in several})
    return [
        replace(one, proof=replace(passage, rule=one.rule))
        for one in concluded
        for source in kept.get(one.claim, ())
        for passage in passages.get(source, ())
    ]


def _corrected(one: Correction) -> Claimed:
    who = URIRef(one.who) if one.named else Literal(one.who)
    told = words.corrected(who, Literal(one.day), Literal(one.why))
    return replace(one.said, proof=Proof(one.claim, words.CORRECTION, "", 0, 0, told, one.said.rule))


def _backing(said: Mapping[Key, Sequence[Claimed]], pairs: Sequence[Pair]) -> Backing:
    found = [one for key, value in pairs for one in _telling(said.get(key, ()), value)]
    found.sort(key=lambda one: (one.rule != "", one.rank != _PREFERRED, _place(one.proof), one.claim))
    if any(one.rule == "" and one.proof for one in found):
        found = [one for one in found if one.rule == ""]
    proofs = tuple(dict.fromkeys(one.proof for one in found if one.proof is not None))[:_MOST_PROOFS]
    claims = tuple(dict.fromkeys(one.claim for one in found))[:_MOST_PROOFS]
    return Backing(proofs, claims, bool(found) and all(one.rule for one in found))


def _telling(said: Sequence[Claimed], value: str | None) -> list[Claimed]:
    """The claims that say a value, in whatever language or type; where any will do, the preferred, else all others."""
    if value is not None:
        return [one for one in said if one.value == value]
    preferred = [one for one in said if one.rank == _PREFERRED]
    return preferred or [one for one in said if one.rank != _DEPRECATED]


def _place(proof: Proof | None) -> tuple[str, int, int, str]:
    return (proof.document, proof.start, proof.end, proof.quote) if proof else ("", 0, 0, "")
