"""From a query or a question to an answer with its proof."""

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import rdflib
from rdflib import Literal, URIRef
from rdflib.term import Identifier

from councilgraph import answers, canned, store
from councilgraph.answers import words
from councilgraph.config import Settings
from councilgraph.errors import BadParameter
from councilgraph.model import Answer, Cell, Proof
from councilgraph.namespaces import CG, CODE, PROV, RDF, SDO, XSD

BASE = Settings().base
CONTRACT = f"{BASE}marlbrook/contract/MC230017"
RECORD = f"{BASE}marlbrook/document/23-00041-record-of-decision"


@pytest.fixture(scope="module")
def engine(marlbrook: Path) -> Iterator[store.Engine]:
    """An engine in this process."""
    opened = store.open_engine(Settings(store=marlbrook), workers=0)
    yield opened
    opened.close()


def made(folder: Path, header: str, sparql: str) -> canned.Query:
    """A query from a file with this header and text."""
    path = folder / "made.rq"
    common = 'summary: "?"\ndescription: "?"\ntags: [test]\nquestions: []\n'
    lines = [f"#+ {line}" for line in (common + header).splitlines()]
    prefix = "PREFIX cg: <https://w3id.org/councilgraph/def#>\n"
    path.write_text("\n".join(lines) + "\n" + prefix + sparql, encoding="utf-8")
    return canned.load(path)


def run(engine: store.Engine, name: str, **params: str) -> Answer:
    """The answer of a query of the catalogue."""
    return answers.run(engine, canned.catalogue()[name], params)


# ── cells and their proof ────────────────────────────────────────────────────────────────────────


def test_a_stated_cell_shows_the_passage_that_says_it(engine: store.Engine) -> None:
    cell = run(engine, "contract-supplier", reference="MC230017").rows[0]["supplier"]
    assert (cell.label, cell.iri) == ("Brackenfold Trust", f"{BASE}marlbrook/organisation/brackenfold-trust")
    proof = Proof(RECORD, "Record of decision 23/00041", "Decision", 200, 217, "Brackenfold Trust")
    assert cell.evidence == (proof,)
    assert cell.derived is False


def test_a_derived_cell_shows_its_rule_and_the_passages_of_its_claims(engine: store.Engine) -> None:
    cell = run(engine, "contract-end", reference="MC230017").rows[0]["end"]
    assert (cell.value, cell.label, cell.iri) == ("2027-06-30", "30 June 2027", None)
    assert [(proof.quote, proof.rule) for proof in cell.evidence] == [
        ("1 July 2023", "current-end"),
        ("three years", "current-end"),
    ]
    assert cell.derived is True


def test_only_the_claim_with_the_cells_value_proves_it(engine: store.Engine) -> None:
    cell = run(engine, "contract-start", reference="MC230017").rows[0]["start"]
    assert [proof.quote for proof in cell.evidence] == ["1 July 2023"]


def test_a_sum_shows_its_members(engine: store.Engine, tmp_path: Path) -> None:
    query = made(
        tmp_path,
        "params: {}\nanswer: contracts\nsentence: '{contracts}'\ncount: true\n"
        "cells: {contracts: [contract, 'cg:supplier'], supplier: none}",
        "SELECT ?supplier (COUNT(?contract) AS ?contracts) WHERE { ?contract cg:supplier ?supplier }\n"
        "GROUP BY ?supplier HAVING (COUNT(?contract) > 0) ORDER BY ?supplier LIMIT 50",
    )
    rows = answers.run(engine, query, {}).rows
    proofs = {row["supplier"].label: [proof.quote for proof in row["contracts"].evidence] for row in rows}
    assert proofs["Brackenfold Trust"] == ["Brackenfold Trust"]
    assert proofs["Wheelwright Buses Ltd"] == []


def test_a_thing_that_no_claim_ties_shows_where_it_is_named(engine: store.Engine, tmp_path: Path) -> None:
    query = made(
        tmp_path,
        "params: {}\nanswer: contract\nsentence: '{contract}'",
        "SELECT ?contract ?held WHERE { ?contract a cg:Contract ; cg:held ?held } ORDER BY ?contract",
    )
    row = next(row for row in answers.run(engine, query, {}).rows if row["contract"].iri == CONTRACT)
    assert row["contract"].evidence[0].document.startswith(BASE)
    assert row["held"].evidence == ()


def test_findings_about_the_rows_things_come_along(engine: store.Engine) -> None:
    found = run(engine, "contract-end", reference="MC230017").findings
    assert [(finding["verdict"], finding["severity"]) for finding in found] == [("differs", "serious")]
    assert found[0]["about"] == CONTRACT


@pytest.mark.parametrize(
    ("sparql", "subject", "keys", "expected"),
    [
        (
            "PREFIX a: <b> SELECT ?k (SUM(?v) AS ?s) WHERE { ?x a:v ?v ; a:k ?k } GROUP BY ?k",
            "x",
            ["k"],
            "PREFIX a: <b> SELECT DISTINCT ?k ?x WHERE { ?x a:v ?v ; a:k ?k } LIMIT 2000",
        ),
        (
            'SELECT (COUNT(?x) AS ?n) { ?x ?p "}{" . { SELECT ?x { ?x ?q 1 } } } HAVING (?n > 1)',
            "x",
            [],
            'SELECT DISTINCT ?x WHERE { ?x ?p "}{" . { SELECT ?x { ?x ?q 1 } } } LIMIT 20',
        ),
        (
            "PREFIX a: <b> SELECT ?k ?n WHERE { { SELECT ?k (COUNT(?x) AS ?n) WHERE { ?x a:k ?k } GROUP BY ?k } }",
            "x",
            ["k"],
            "PREFIX a: <b> SELECT DISTINCT ?k ?x WHERE { ?x a:k ?k } LIMIT 2000",
        ),
    ],
)
def test_the_members_of_an_aggregate_come_from_its_own_conditions(
    sparql: str, subject: str, keys: list[str], expected: str
) -> None:
    from councilgraph.answers.members import member_query

    assert member_query(sparql, subject) == (keys, expected)


# ── statuses ─────────────────────────────────────────────────────────────────────────────────────


def test_the_sentence_tells_the_answer(engine: store.Engine) -> None:
    answer = run(engine, "contract-end", reference="MC230017")
    assert answer.status == "answered"
    assert answer.sentence == "MC230017 Home Library Service ends on 30 June 2027."


def test_a_reference_that_is_not_held_suggests_the_nearest(engine: store.Engine) -> None:
    answer = run(engine, "contract-end", reference="MC230071")
    assert (answer.status, answer.rows) == ("not_held", ())
    assert "MC230071" in answer.sentence
    assert answer.suggestions[0]["iri"] == CONTRACT


CITED = """PREFIX cg: <https://w3id.org/councilgraph/def#> PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?decision ?number { ?decision a cg:Decision ; cg:held false ; dct:identifier ?number }"""


@pytest.mark.parametrize("column", ["decision", "number"])
def test_what_is_only_cited_is_not_held(engine: store.Engine, column: str) -> None:
    cited = next(engine.select(CITED).dicts())
    answer = run(engine, "decision-date", number=str(cited[column]))
    assert answer.status == "not_held"
    assert "cited" in answer.sentence


def test_an_iri_that_nothing_has_is_not_held(engine: store.Engine) -> None:
    assert run(engine, "contract-end", reference=f"{CONTRACT}-x").status == "not_held"


@pytest.mark.parametrize("text", ["http://x/>}UNION{?s?p?o}#", "http://x/ a b", "<http://x/", "://"])
def test_what_only_looks_like_an_iri_stays_text(engine: store.Engine, text: str) -> None:
    assert run(engine, "contract-end", reference=text).status == "not_held"


def test_several_iris_are_one_condition(engine: store.Engine) -> None:
    other = f"{BASE}marlbrook/contract/community-transport-2021-10-01"
    answer = run(engine, "contract-end", reference=f"{CONTRACT} {other}")
    assert {row["contract"].iri for row in answer.rows} == {CONTRACT, other}


def test_a_known_thing_without_the_fact_is_empty(engine: store.Engine) -> None:
    answer = run(engine, "contract-termination", reference="MC230017")
    assert (answer.status, answer.rows) == ("empty", ())
    assert "MC230017" in answer.sentence


def test_an_empty_answer_names_the_condition_that_emptied_it(engine: store.Engine) -> None:
    answer = run(engine, "decisions", who="Tobias Penhallow", **{"from": "2025-01-01"})
    assert answer.status == "empty"
    assert "without Person “Tobias Penhallow” or without From “1 January 2025”" in answer.sentence
    assert {suggestion["without"] for suggestion in answer.suggestions} == {"who", "from"}


def test_a_count_of_nothing_is_nought(engine: store.Engine) -> None:
    answer = run(engine, "how-many-decisions", **{"from": "2099-01-01"})
    assert answer.status == "answered"
    assert answer.rows[0]["decisions"].value == "0"


def test_a_count_of_what_is_not_held_says_so(engine: store.Engine) -> None:
    assert run(engine, "how-many-decisions", who="Nobody Atall").status == "not_held"


def test_a_value_that_its_type_refuses_is_refused(engine: store.Engine) -> None:
    with pytest.raises(BadParameter, match="From"):
        run(engine, "decisions", **{"from": "some day"})


@pytest.mark.parametrize("text", ['" } DROP ALL #', "'", "<http://x/>", "?x", "}", "#", "é\u2028"])
def test_a_users_text_never_becomes_query_text(engine: store.Engine, text: str) -> None:
    answer = run(engine, "decisions", words=text)
    assert answer.status in ("answered", "empty")


# ── questions ────────────────────────────────────────────────────────────────────────────────────


def test_a_question_is_answered_with_its_reading(engine: store.Engine) -> None:
    answer = answers.ask(engine, "When does MC230017 end?")
    assert (answer.status, answer.query) == ("answered", "contract-end")
    assert answer.question == "When does MC230017 end?"
    assert answer.reading is not None
    assert "MC230017" in answer.reading
    assert answer.rows[0]["end"].evidence


def test_a_yes_or_no_question_begins_with_the_answer(engine: store.Engine) -> None:
    assert answers.ask(engine, "Has MC230017 been extended?").sentence.startswith("Yes")


@pytest.mark.parametrize(
    ("question", "status"),
    [("Sing me a song.", "not_understood"), ("When does MC999999 end?", "not_held"), ("", "not_understood")],
)
def test_what_cannot_be_answered_is_refused_with_a_reason(engine: store.Engine, question: str, status: str) -> None:
    answer = answers.ask(engine, question)
    assert (answer.status, answer.rows) == (status, ())
    assert answer.sentence


# ── forms ────────────────────────────────────────────────────────────────────────────────────────


def test_json_has_the_agreed_keys(engine: store.Engine) -> None:
    found = answers.as_json(run(engine, "contract-supplier", reference="MC230017"))
    assert list(found) == [
        "question", "status", "reading", "query", "params", "sentence", "sparql", "columns", "rows", "findings",
        "suggestions",
    ]  # fmt: skip
    cell = found["rows"][0]["supplier"]
    assert set(cell) == {"value", "label", "iri", "evidence"}
    assert cell["evidence"] == [
        {
            "document": RECORD,
            "title": "Record of decision 23/00041",
            "section": "Decision",
            "start": 200,
            "end": 217,
            "quote": "Brackenfold Trust",
        }
    ]


def test_csv_has_labels_values_and_iris(engine: store.Engine) -> None:
    rows = list(csv.DictReader(io.StringIO(answers.as_csv(run(engine, "contract-end", reference="MC230017")))))
    assert rows == [{"contract": "MC230017 Home Library Service", "end": "2027-06-30", "contract IRI": CONTRACT}]


def answer_of(**cells: str) -> Answer:
    """An answer of one row."""
    rows = ({name: Cell(value, value) for name, value in cells.items()},)
    return Answer("answered", columns=tuple(cells), rows=rows)


def test_no_cell_becomes_a_formula() -> None:
    answer = answer_of(a="=1+1", b="-12.5", c="@x", d="-x")
    assert list(csv.reader(io.StringIO(answers.as_csv(answer))))[1] == ["'=1+1", "-12.5", "'@x", "'-x"]
    sheet = openpyxl.load_workbook(io.BytesIO(answers.as_xlsx(answer)))["Answer"]
    assert [cell.value for cell in sheet[2]] == ["'=1+1", -12.5, "'@x", "'-x"]


def test_a_workbook_has_typed_values_and_the_passages(engine: store.Engine) -> None:
    book = openpyxl.load_workbook(io.BytesIO(answers.as_xlsx(run(engine, "contract-end", reference="MC230017"))))
    assert [cell.value for cell in book["Answer"][2]] == ["MC230017 Home Library Service", dt.datetime(2027, 6, 30)]
    quotes = [row[7] for row in book["Evidence"].iter_rows(min_row=2, values_only=True)]
    assert "1 July 2023" in quotes


def test_a_workbook_takes_any_text() -> None:
    answer = answer_of(a="bell \x07", b="00123", c="2027")
    sheet = openpyxl.load_workbook(io.BytesIO(answers.as_xlsx(answer)))["Answer"]
    assert [cell.value for cell in sheet[2]] == ["bell ", "00123", 2027]


def test_turtle_has_the_claims_and_passages_behind_the_rows(engine: store.Engine) -> None:
    text = answers.as_turtle(engine, run(engine, "contract-end", reference="MC230017"))
    graph = rdflib.Graph().parse(data=text, format="turtle")
    claim = next(graph.subjects(CG.rule, None))
    assert graph.value(claim, RDF.subject) == URIRef(CONTRACT)
    sources = list(graph.objects(claim, PROV.wasDerivedFrom))
    assert len(sources) == 2
    assert all(graph.value(source, CG.evidence) for source in sources)
    assert (URIRef(CONTRACT), CG.currentEnd, Literal("2027-06-30", datatype=XSD.date)) in graph


def test_text_for_a_terminal_shows_sentence_rows_and_passages(engine: store.Engine) -> None:
    text = answers.as_text(run(engine, "contract-supplier", reference="MC230017"))
    assert text.splitlines()[0] == "MC230017 Home Library Service is supplied by Brackenfold Trust."
    assert "“Brackenfold Trust” (Record of decision 23/00041, Decision)" in text


# ── words ────────────────────────────────────────────────────────────────────────────────────────

TYPED: Mapping[str, tuple[Identifier, str, str, str]] = {
    "a day": (Literal("2025-11-27", datatype=XSD.date), "", "27 November 2025", "2025-11-27"),
    "a month": (Literal("2026-04", datatype=XSD.gYearMonth), "", "April 2026", "2026-04"),
    "a year": (Literal("2016", datatype=XSD.gYear), "", "2016", "2016"),
    "an interval": (Literal("2026-04/2026-07"), "", "April 2026 to July 2026", "2026-04/2026-07"),
    "a sum": (Literal("321557", datatype=XSD.decimal), str(SDO.value), "£321,557", "321557"),
    "a sum with pence": (Literal("325484.88", datatype=XSD.decimal), "", "£325,484.88", "325484.88"),
    "a sum of tens": (Literal(Decimal("1E+6")), "", "£1,000,000", "1000000"),
    "less than nothing": (Literal("-5.5", datatype=XSD.decimal), "", "-£5.50", "-5.5"),
    "a share": (Literal("4.25", datatype=XSD.decimal), str(CG.impliedGrowth), "4.25 %", "4.25"),
    "a count": (Literal("1607", datatype=XSD.integer), "", "1,607", "1607"),
    "a duration": (Literal("P3Y", datatype=XSD.duration), "", "3 years", "P3Y"),
    "a mixed duration": (Literal("P1Y6M", datatype=XSD.duration), "", "1 year and 6 months", "P1Y6M"),
    "yes": (Literal("true", datatype=XSD.boolean), "", "yes", "true"),
    "no": (Literal("0", datatype=XSD.boolean), "", "no", "false"),
    "a code": (CODE.concept("contract-action", "direct award"), "", "direct award", ""),
    "a reference with strokes": (Literal("OD/25/00034"), "", "OD/25/00034", "OD/25/00034"),
    "a reference like a year": (Literal("2016"), "", "2016", "2016"),
}


@pytest.mark.parametrize(("term", "predicate", "label", "value"), TYPED.values(), ids=TYPED)
def test_values_are_written_for_people_and_for_machines(
    term: Identifier, predicate: str, label: str, value: str
) -> None:
    assert words.label(term, predicate) == label
    assert words.value(term) == (value or str(term))


@pytest.mark.parametrize(
    ("parts", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_things_are_listed_with_and(parts: list[str], text: str) -> None:
    assert words.listed(parts) == text
