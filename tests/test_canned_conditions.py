"""A value in an optional condition: it leads where it ties few things, and no row differs for it."""

import itertools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph
import pytest
from flask.testing import FlaskClient

from councilgraph import canned

FIXTURE = Path(__file__).parent / "fixtures" / "marlbrook.trig"
QUERIES = canned.catalogue()
BASE = "https://w3id.org/councilgraph/id/marlbrook/"
CONTRACT, SUPPLIER = f"{BASE}contract/MC230017", f"{BASE}organisation/brackenfold-trust"
SERVICE, COUNCIL = f"{BASE}service/home-library", f"{BASE}organisation/marlbrook"

# Values of each type that leads: a thing of the made-up council, what it is called, and two things at once.
FEW = {
    "contract": (CONTRACT, "MC230017", f"{CONTRACT} {BASE}contract/home-library-2019-07-01"),
    "decision": (f"{BASE}decision/23-00041", "23/00041", f"{BASE}decision/23-00041 {BASE}decision/OD-26-00012"),
    "document": (f"{BASE}document/23-00041-record-of-decision", "Record of decision 23/00041"),
    "organisation": (SUPPLIER, "Brackenfold Trust", f"{SUPPLIER} {COUNCIL}"),
    "service": (SERVICE, "Home Library", f"{SERVICE} {BASE}service/community-transport"),
    "person": (f"{BASE}person/odile-farnsworth", "Odile Farnsworth"),
    "post": (f"{BASE}post/cabinet-member-for-libraries", "Cabinet Member for Libraries"),
    "committee": (f"{BASE}committee/libraries-cabinet-committee", "Libraries Cabinet Committee"),
    "law": ("ukpga/1964/75", "Public Libraries and Museums Act 1964", f"{SERVICE} {CONTRACT}"),
}
ALL = FEW | {"council": (COUNCIL,), "boolean": ("true",)}
LED = re.compile(r"\{ SELECT DISTINCT \?\w+ WHERE \{\n\s*VALUES \?company ")


@pytest.fixture(scope="module")
def graph() -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(FIXTURE.read_bytes(), format=pyoxigraph.RdfFormat.TRIG)
    return store


def rows(graph: pyoxigraph.Store, sparql: str) -> list[str]:
    solutions = graph.query(sparql, use_default_graph_as_union=True)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    return sorted(str([*row]) for row in solutions)


def beside(query: canned.Query, values: Mapping[str, str]) -> str:
    """The query as the file has it, with values in their lines and no line for other optional parameters."""

    def line(match: re.Match[str]) -> str:
        name = match[1]
        if name in values:
            terms = " ".join(term.n3() for term in canned.check(query.params[name], values[name]))
            return f"VALUES ?{name} {{ {terms} }}"
        return "" if name in query.params and query.params[name].optional else match[0]

    return re.sub(r"VALUES \?(\w+) \{.*\}", line, query.sparql)


def given(query: canned.Query) -> Iterator[dict[str, str]]:
    """Each optional thing by itself, in each of its forms, and things two at a time."""
    kinds = {key: param.type for key, param in query.params.items() if param.optional and param.type in ALL}
    for key, kind in kinds.items():
        yield from ({key: value} for value in ALL[kind])
    for (one, kind), (other, another) in itertools.combinations(kinds.items(), 2):
        yield {one: ALL[kind][0], other: ALL[another][0]}


@pytest.mark.parametrize("name", QUERIES)
def test_no_row_differs_for_where_a_value_stands(name: str, graph: pyoxigraph.Store) -> None:
    query = QUERIES[name]
    needed = {key: query.examples[key].strip('"<>') for key, param in query.params.items() if not param.optional}
    needed = {key: re.sub(r'"(@|\^\^).*', "", value) for key, value in needed.items()}
    for values in given(query):
        found = canned.fill(query, needed | values)
        assert rows(graph, found) == rows(graph, beside(query, needed | values)), values


def test_what_ties_fewest_things_leads() -> None:
    values = {"company": SUPPLIER, "authority": COUNCIL}
    text = canned.fill(QUERIES["contracts"], values)
    assert LED.search(text)
    assert text.index("?company {") < text.index("?authority {") < text.index("OPTIONAL")
    text = canned.fill(QUERIES["contracts"], values | {"reference": CONTRACT})
    assert not LED.search(text)
    assert f"EXISTS {{ VALUES ?company {{ <{SUPPLIER}> }}" in text


def test_a_class_is_asked_of_what_a_value_finds() -> None:
    text = canned.fill(QUERIES["contracts"], {"company": SUPPLIER})
    inner = text[text.index("VALUES ?company") : text.index("} }\n")]
    assert "?contract a cg:Contract ." in inner
    assert text.count("a cg:Contract") == 1


@pytest.mark.parametrize("value", [f"not {SUPPLIER}", ""])
def test_what_is_left_out_does_not_lead(value: str) -> None:
    assert not LED.search(canned.fill(QUERIES["contracts"], {"company": value, "authority": COUNCIL}))


@pytest.mark.parametrize("query", ["contracts", "contracts-annual-total", "how-many-contracts"])
def test_what_several_values_find_is_found_once(client: FlaskClient, query: str) -> None:
    once = client.get(f"/queries/{query}.json", query_string={"company": SUPPLIER}).json
    both = client.get(f"/queries/{query}.json", query_string={"company": f"{SUPPLIER} {SUPPLIER} {COUNCIL}"}).json
    named = client.get(f"/queries/{query}.json", query_string={"company": "Brackenfold Trust"}).json
    assert once is not None
    assert both is not None
    assert named is not None
    assert once["status"] == "answered"
    assert both["rows"] == named["rows"] == once["rows"]


def test_what_a_value_finds_and_what_it_leaves_out_are_the_whole(client: FlaskClient) -> None:
    def found(**values: str) -> set[str]:
        told = client.get("/queries/contracts.json", query_string=values).json
        assert told is not None
        return {row["contract"]["iri"] for row in told["rows"]}

    whole, part, rest = found(), found(company=SUPPLIER), found(company=f"not {SUPPLIER}")
    assert part
    assert rest
    assert part | rest == whole
    assert not part & rest
