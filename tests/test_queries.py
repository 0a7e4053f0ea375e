"""Every file in queries/: it runs as it stands, both engines agree, and each cell can be proved."""

from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from councilgraph import canned

FIXTURE = Path(__file__).parent / "fixtures" / "marlbrook.trig"
QUERIES = canned.catalogue()
BASE = "https://w3id.org/councilgraph/id/marlbrook/"

# What a parameter is filled with, by its name, so that the made-up council has an answer.
VALUES = {
    "reference": "MC230017", "number": "OD/26/00012", "who": "Odile Farnsworth",
    "role": "Cabinet Member for Libraries", "company": "Brackenfold", "topic": "Home Library",
    "authority": "Marlbrook County Council",
    "act": "ukpga/1964/75", "body": "Libraries Cabinet Committee",
    "paper": f"{BASE}document/23-00041-record-of-decision", "thing": f"{BASE}contract/MC230017",
    "on": "2026-03-09", "day": "2026-03-09", "from": "2024-01-01",
}  # fmt: skip

TRANSPORT = {"reference": f"{BASE}contract/community-transport-2021-10-01"}
AWARD = {"number": "23/00041"}
PAIR = {"one": f"{BASE}contract/MC230017", "other": f"{BASE}contract/community-transport-2021-10-01"}
START = "https://w3id.org/councilgraph/def#start"
# Queries that other things of the made-up council answer.
OTHERS = {
    "contract-gaps": TRANSPORT, "contract-ground": TRANSPORT, "contract-paid": TRANSPORT,
    "contract-planned": TRANSPORT, "contract-successor": TRANSPORT, "contract-termination": TRANSPORT,
    "contract-growth": TRANSPORT, "contract-variations": TRANSPORT,
    **dict.fromkeys((
        "contract-ends-after", "contract-ends-before", "contract-ends-before-start", "contract-longer",
        "contract-follows", "contract-shorter", "contract-starts-after", "contract-starts-before",
        "contracts-end-first", "contracts-run-longer", "contracts-same-supplier",
    ), PAIR),
    "contracts-totals-compared": {"one": PAIR["one"], "other": f"{BASE}contract/home-library-2019-07-01"},
    "decision-alternatives-why": AWARD,
    "contracts-cost-in": {"from": "2023-01-01", "to": "2025-12-31"}, "amount-of": {"words": "hall"},
    "decisions-seconded-by": {"who": f"{BASE}person/tobias-penhallow"},
    "values-stated": {"property": START},
    "stated-by-paper": {"thing": PAIR["one"], "property": START},
    "document-says": {"paper": f"{BASE}document/23-00041-record-of-decision", "property": START},
    "contract-cheaper": PAIR, "contract-dearer": PAIR, "contracts-compared": PAIR, "decision-after": AWARD,
    "contract-to-decide": TRANSPORT, "contract-option-used": {"reference": "MC230017", "nth": "1"},
    "contract-ground-by-act": TRANSPORT | {"act": "http://www.legislation.gov.uk/id/uksi/2015/102"},
    "contract-procurement": {"reference": f"{BASE}contract/community-transport-2026-10-01"},
    "decision-amounts": AWARD, "decision-carried-out-by": AWARD, "decision-delegations": AWARD,
    "decision-interests": AWARD, "decision-missing-entries": {"number": "24/00019"},
    "step-planned": {"words": "tender"}, "contracts-lacking": {"property": "https://w3id.org/councilgraph/def#reference"},
    "held": {"number": "21/00063"}, "post-before": {"who": f"{BASE}person/tobias-penhallow"},
    "same-thing": {"one": f"{BASE}organisation/brackenfold-trust", "other": f"{BASE}organisation/brackenfold-trust"},
}  # fmt: skip


@pytest.fixture(scope="module")
def oxigraph() -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(FIXTURE.read_bytes(), format=pyoxigraph.RdfFormat.TRIG)
    return store


@pytest.fixture(scope="module")
def memory(oxigraph: pyoxigraph.Store) -> rdflib.Graph:
    # The union of all graphs; no triple stands in two of them.
    triples = (quad.triple for quad in oxigraph)
    lines = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=lines, format="nt")


def rows_of_oxigraph(store: pyoxigraph.Store, sparql: str) -> list[list[str]]:
    solutions = store.query(sparql, use_default_graph_as_union=True)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    return sorted([plain(row[name]) for name in names] for row in solutions)


def rows_of_rdflib(dataset: rdflib.Graph, sparql: str) -> list[list[str]]:
    result = dataset.query(sparql)
    assert result.vars is not None
    return sorted([plain(row[v]) for v in result.vars] for row in result if isinstance(row, rdflib.query.ResultRow))


def plain(term: object) -> str:
    if term is None:
        return ""
    value = getattr(term, "value", None)
    text = value if isinstance(value, str) else str(term)
    return text.removesuffix(".0")


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_runs_as_it_stands_in_two_engines(name: str, oxigraph: pyoxigraph.Store, memory: rdflib.Graph) -> None:
    sparql = QUERIES[name].sparql
    assert rows_of_oxigraph(oxigraph, sparql) == rows_of_rdflib(memory, sparql)


@pytest.mark.parametrize("name", QUERIES)
def test_both_engines_give_the_same_rows_for_a_filled_query(
    name: str, oxigraph: pyoxigraph.Store, memory: rdflib.Graph
) -> None:
    query = QUERIES[name]
    values = VALUES | OTHERS.get(name, {})
    needed = {key: values[key] for key, param in query.params.items() if not param.optional and key in values}
    sparql = canned.fill(query, needed)
    found = rows_of_oxigraph(oxigraph, sparql)
    assert found == rows_of_rdflib(memory, sparql)
    assert found, f"{name} finds nothing in the made-up council"


@pytest.mark.parametrize("name", QUERIES)
def test_each_column_has_its_claims_or_says_none(name: str) -> None:
    query = QUERIES[name]
    assert set(query.columns) == set(query.cells)
    for column, source in query.cells.items():
        if source is None:
            continue
        for end in (source.subject, source.object):
            told = end in query.columns or ":" in end or not end or f"?{end} " in query.sparql
            assert query.count or told, f"{name}: {column} is proved by {end}"


@pytest.mark.parametrize("name", QUERIES)
def test_a_header_is_whole(name: str) -> None:
    query = QUERIES[name]
    assert query.answer in query.columns
    assert query.summary.endswith(("?", "."))
    assert query.questions
    assert query.asks
    assert query.sentence
    assert set(query.params) == set(query.examples)
