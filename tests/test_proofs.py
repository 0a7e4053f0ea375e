"""Evidence looked up in a snapshot's index, held against the same asked of the graph in SPARQL."""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from itertools import islice, product
from pathlib import Path

import pyoxigraph as ox
import pytest

from councilgraph import answers, build, canned, resources, store
from councilgraph.canned import Param, Query
from councilgraph.config import Settings
from councilgraph.model import Answer, Cell, Claimed
from councilgraph.namespaces import CG, RDF
from councilgraph.store import evidence, publishing

SAMPLE = resources.folder("data") / "sample"
TABLES = ("said", "sources", "corrections", "findings", "terms", "titles", "others")
MOST = 3  # fillings of one query
VALUES = {"date": ("2025-01-01",), "decimal": ("1",), "integer": ("1",), "boolean": ("true",), "text": ("library",)}
KINDS = {"council": "organisation"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of all papers of the made-up council, corrections among them."""
    root = tmp_path_factory.mktemp("proofs")
    build.publish([SAMPLE / name for name in ("documents", "audit", "curated")], Settings(store=root))
    return root


@pytest.fixture(scope="module")
def looked_up(place: Path) -> Iterator[store.Engine]:
    """An engine that has the evidence in its index."""
    with closing(store.open_engine(Settings(store=place), workers=0)) as opened:
        assert opened.proofs is not None
        yield opened


def without_evidence(place: Path, other: Path) -> Path:
    """The same store as one that was published before indexes held evidence."""
    shutil.copytree(place, other)
    with closing(sqlite3.connect(store.current(other).index)) as connection:
        for table in TABLES:
            connection.execute(f"DROP TABLE {table}")
        connection.commit()
    return other


@pytest.fixture(scope="module")
def asked(place: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[store.Engine]:
    """An engine that has to ask the graph for it."""
    other = without_evidence(place, tmp_path_factory.mktemp("old") / "store")
    with closing(store.open_engine(Settings(store=other), workers=0)) as opened:
        assert opened.proofs is None
        yield opened


def some(engine: store.Engine, param: Param) -> Sequence[str]:
    """A few values of a parameter: things that are there."""
    if param.type == "thing":
        kinds = ("contract", "decision", "document")
        return [named.iri for kind in kinds for named in engine.names.all(kind)[:2]]
    return VALUES.get(param.type) or [named.iri for named in engine.names.all(KINDS.get(param.type, param.type))]


def fillings(engine: store.Engine, query: Query) -> Iterator[Mapping[str, str]]:
    """The first few that have an answer, of all fillings of what a query needs."""
    needed = [param for param in query.params.values() if not param.optional]
    values = [some(engine, param) for param in needed]
    wanted = ({param.name: value for param, value in zip(needed, one, strict=True)} for one in product(*values))
    found = (params for params in islice(wanted, 60) if engine.select(canned.fill(query, params)).rows)
    return islice(found, MOST)


def told(answer: Answer) -> tuple[object, ...]:
    return answer.status, answer.sentence, answer.rows, answer.findings


@pytest.mark.parametrize("name", sorted(canned.catalogue()))
def test_answers_have_the_same_proof_wherever_it_is_found(
    name: str, looked_up: store.Engine, asked: store.Engine
) -> None:
    query = canned.catalogue()[name]
    for params in fillings(looked_up, query):
        here, there = (answers.run(engine, query, params) for engine in (looked_up, asked))
        for mine, theirs in zip(here.rows, there.rows, strict=True):
            for column in theirs:
                assert mine[column] == theirs[column], (params, column)
        assert told(here) == told(there), params


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("how-many-acts", "acts"), ("how-many-suppliers", "suppliers"), ("decision-makers", "decisions"),
        ("laws", "citations"), ("suppliers-contracts", "contracts"), ("law-most-cited", "citations"),
        ("services", "contracts"), ("how-many-contradictions", "contradictions"), ("contradictions", "explanation"),
    ],
)  # fmt: skip
def test_what_is_counted_has_passages_behind_it(looked_up: store.Engine, name: str, column: str) -> None:
    rows = answers.run(looked_up, canned.catalogue()[name], {}).rows
    assert rows
    assert all(row[column].evidence for row in rows if row[column].value != "0"), [row[column] for row in rows]


def test_a_span_is_proved_by_the_claims_of_its_ends(looked_up: store.Engine) -> None:
    query = canned.catalogue()["service-span"]
    for params in fillings(looked_up, query):
        (row,) = answers.run(looked_up, query, params).rows
        assert row["start"].evidence, params
        assert {claim.value for claim in claims(looked_up, row["start"])} == {row["start"].value}


def claims(engine: store.Engine, cell: Cell) -> list[Claimed]:
    """What the claims behind a cell say."""
    assert engine.proofs is not None
    query = f"SELECT ?s ?p WHERE {{ <%s> <{RDF.subject}> ?s ; <{RDF.predicate}> ?p }}"
    keys = [(str(s), str(p)) for claim in cell.claims for s, p in engine.select(query % claim).rows]
    said = engine.proofs.stated(keys) + engine.proofs.concluded(keys)
    return [one for one in said if one.claim in cell.claims]


@pytest.mark.parametrize("predicate", [CG.carriesOut, CG.follows, CG.replacesDecision])
def test_each_link_of_a_chain_is_proved_by_the_claim_that_makes_it(looked_up: store.Engine, predicate: str) -> None:
    query = canned.catalogue()["decision-chain"]
    rows = looked_up.select(f"SELECT ?one ?other WHERE {{ ?one <{predicate}> ?other }}").rows
    assert rows or predicate == CG.replacesDecision
    for one, other in rows:
        found = [
            row for row in answers.run(looked_up, query, {"number": str(one)}).rows if row["other"].iri == str(other)
        ]
        told = {(said.subject, said.predicate, said.value) for row in found for said in claims(looked_up, row["other"])}
        assert (str(one), str(predicate), str(other)) in told
        assert all(row["other"].evidence for row in found)


def test_what_a_person_corrected_is_looked_up(looked_up: store.Engine) -> None:
    told = [
        proof.quote
        for row in answers.run(looked_up, canned.catalogue()["contracts"], {}).rows
        for cell in row.values()
        for proof in cell.evidence
        if proof.title == "correction"
    ]
    assert told
    assert all(quote.startswith("Corrected by ") for quote in told)


def test_status_says_where_evidence_is_found(looked_up: store.Engine, asked: store.Engine) -> None:
    assert looked_up.status()["evidence"] == "looked up in the index"
    assert asked.status()["evidence"].startswith("asked of the graph")


def rows(path: Path) -> list[list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return [
            sorted(connection.execute(query).fetchall(), key=repr)
            for query in (
                "SELECT s.text, p.text, claim, d.text, start, quote FROM said JOIN terms s ON s.id = subject "
                "JOIN terms p ON p.id = predicate LEFT JOIN terms d ON d.id = document",
                "SELECT * FROM sources",
                "SELECT text, iri, explanation, sides FROM findings JOIN terms ON id = about",
            )
        ]


def test_quads_that_come_in_parts_give_the_same_evidence_as_graphs(place: Path, tmp_path: Path) -> None:
    lines = ox.Store.read_only(str(store.current(place).graph)).dump(format=ox.RdfFormat.N_QUADS)
    assert lines is not None
    half = lines.index(b"\n", len(lines) // 2) + 1  # claims and their passages come apart
    while _subject(lines, half) == _subject(lines, lines.rindex(b"\n", 0, half - 1) + 1):
        half = lines.index(b"\n", half) + 1
    parts = [(part, dict[str, str]()) for part in (lines[:half], lines[half:])]
    again = publishing.publish_quads(tmp_path, parts, {"base": Settings().base})
    assert rows(again.index) == rows(store.current(place).index)


def _subject(lines: bytes, start: int) -> bytes:
    """What the statement is of that starts at a place."""
    return lines[start : lines.index(b" ", start)]


def test_an_index_made_before_it_held_evidence_gets_it_at_the_next_build(place: Path, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    shutil.copytree(SAMPLE / "audit", papers)
    old = Settings(store=tmp_path / "old")
    build.publish([papers], old)
    with closing(sqlite3.connect(store.current(old.store).index)) as connection:
        for table in TABLES:
            connection.execute(f"DROP TABLE {table}")
        connection.commit()
    (papers / "23-00101-record-of-decision.txt").unlink()
    snapshot, summary = build.publish([papers], old)
    assert summary.how.startswith("on from ")
    whole, _ = build.publish([papers], Settings(store=tmp_path / "whole"))
    assert rows(snapshot.index) == rows(whole.index)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ('<a:s> <a:p> "a \\"b\\"\\n\\u00a3"@en .\n', 'a "b"\n£'),
        ("<a:s> <a:p> <a:o> <a:g> .\n", "a:o"),
        ('<a:s> <a:p> "1"^^<a:t> .\n', "1"),
    ],
)
def test_lines_are_read_as_statements(line: str, value: str) -> None:
    assert list(evidence.of_lines(line)) == [("a:s", "a:p", value, value == "a:o")]
