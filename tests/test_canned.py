"""Query files: headers, parameters, cells."""

import datetime as dt
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.plugins.sparql.parser import parseQuery

from councilgraph import canned
from councilgraph.errors import BadParameter, UnknownQuery, UsageError

FILE = """#+ summary: Which decisions extended a contract?
#+ description: Oldest first.
#+ tags: [contracts]
#+ params:
#+   reference: {type: contract, label: Contract}
#+   from: {type: date, label: From, optional: true}
#+ answer: decision
#+ sentence: "{contract} was extended by {decision}."
#+ questions: ["which decisions extended {reference}"]
#+ not: [award]
PREFIX cg: <https://w3id.org/councilgraph/def#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?contract ?decision ?date (COUNT(?other) AS ?others) WHERE {
  VALUES ?reference { "SC220040" }
  VALUES ?from { "2020-01-01"^^xsd:date }
  ?contract cg:reference? ?reference .
  ?decision cg:extends ?contract ; cg:decidedOn ?date .
  ?decision cg:relatedTo ?other
  FILTER(!BOUND(?from) || ?date >= ?from)
}
GROUP BY ?contract ?decision ?date
"""


@pytest.fixture
def query(tmp_path: Path) -> canned.Query:
    path = tmp_path / "extensions.rq"
    path.write_text(FILE, encoding="utf-8")
    return canned.load(path)


def test_a_query_file_is_read_with_its_header(query: canned.Query) -> None:
    assert query.name == "extensions"
    assert query.params["from"] == canned.Param("from", "date", "From", optional=True)
    assert query.columns == ("contract", "decision", "date", "others")
    assert query.forbidden == ("award",)
    assert query.examples["reference"] == '"SC220040"'
    assert not query.sparql.startswith("#+")


def test_a_cell_belongs_to_the_triple_that_gives_it(query: canned.Query) -> None:
    cg = "https://w3id.org/councilgraph/def#"
    assert query.cells["date"] == canned.Source("decision", f"{cg}decidedOn", "date")
    assert query.cells["contract"] == canned.Source("decision", f"{cg}extends", "contract")
    assert "others" not in query.cells


def test_values_take_the_place_of_the_examples(query: canned.Query) -> None:
    text = canned.fill(query, {"reference": "MC230017", "from": "2024-02-29"})
    assert 'VALUES ?reference { "MC230017" }' in text
    assert '"2024-02-29"^^<http://www.w3.org/2001/XMLSchema#date>' in text
    assert "SC220040" not in text


def test_an_optional_parameter_left_empty_loses_its_line(query: canned.Query) -> None:
    text = canned.fill(query, {"reference": "MC230017", "from": " "})
    assert "VALUES ?from" not in text
    assert "BOUND(?from)" in text


def test_things_are_named_by_iri_too_several_at_a_time(query: canned.Query) -> None:
    text = canned.fill(query, {"reference": "https://example.org/a <https://example.org/b>"})
    assert "{ <https://example.org/a> <https://example.org/b> }" in text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "needs Contract"),
        ({"reference": "X", "from": "last May"}, "cannot be 'last May'"),
        ({"reference": "X", "from": "2024-02-30"}, "2024-02-30"),
        ({"reference": "X", "colour": "red"}, "no parameter 'colour'"),
        ({"reference": "a\nb"}, "one line"),
        ({"reference": "X" * 400}, "longer than 300"),
    ],
)
def test_a_value_that_cannot_be_is_refused(query: canned.Query, values: dict[str, str], words: str) -> None:
    with pytest.raises(BadParameter, match=words):
        canned.fill(query, values)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_no_text_breaks_out_of_its_braces(text: str) -> None:
    param = canned.Param("title", "text", "Title")
    try:
        terms = canned.check(param, text)
    except BadParameter:
        return
    sparql = f"SELECT ?title WHERE {{ VALUES ?title {{ {terms[0].n3()} }} }}"
    parseQuery(sparql)
    solutions = pyoxigraph.Store().query(sparql)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    found = [row["title"].value for row in solutions]
    assert found == [text.strip()]


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("decimal", "£1,316,550.70", '"1316550.7"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("decimal", "1000000", '"1000000"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("boolean", "yes", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        (
            "code:decision-kind",
            "budget amendment",
            "<https://w3id.org/councilgraph/code/decision-kind/budget-amendment>",
        ),
        ("law", "ukpga/2014/6", "<http://www.legislation.gov.uk/id/ukpga/2014/6>"),
        ("decision", "od/25/00034", '"od/25/00034" "OD/25/00034"'),
        ("person", "Odile O'Hara", '"Odile O\'Hara" "Odile O\'Hara"@en'),
    ],
)
def test_a_type_says_which_terms_a_value_means(kind: str, value: str, term: str) -> None:
    assert " ".join(t.n3() for t in canned.check(canned.Param("p", kind, "P"), value)) == term


def test_today_is_a_default_for_dates(tmp_path: Path) -> None:
    path = tmp_path / "x.rq"
    path.write_text(FILE.replace("label: From, optional: true", "label: From, default: today"), encoding="utf-8")
    text = canned.fill(canned.load(path), {"reference": "X"}, today=dt.date(2026, 3, 1))
    assert '"2026-03-01"' in text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("SELECT", "SELEKT"),
        ("summary:", "sumary:"),
        ("type: date", "type: daet"),
        ("VALUES ?from", "VALUES ?form"),
    ],
)
def test_a_file_that_is_no_query_file_says_which(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "broken.rq"
    path.write_text(FILE.replace(old, new), encoding="utf-8")
    with pytest.raises(UsageError, match=r"broken\.rq"):
        canned.load(path)


def test_an_unknown_query_is_named() -> None:
    with pytest.raises(UnknownQuery, match="no-such-query"):
        canned.catalogue()["no-such-query"]
