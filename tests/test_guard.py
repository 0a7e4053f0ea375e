"""What a query may ask."""

import pytest

from councilgraph.errors import QueryMalformed, QueryRefused, QueryTooLong
from councilgraph.store import guard

SERVICE = "SERVICE <http://127.0.0.1:9/> { ?a ?b ?c }"
PREFIXES = "PREFIX e: <http://e/> PREFIX : <http://e/> PREFIX SERVICEe: <http://e/> "

REFUSED = {
    "a call": f"SELECT * {{ {SERVICE} }}",
    "a silent call": "SELECT * { SERVICE SILENT <http://x/> {} }",
    "lower case": "select * { service ?x {} }",
    "after a comment": f"SELECT * {{ #\n{SERVICE} }}",
    "after a comment that ends with a carriage return": f"SELECT * {{ ?s ?p ?o #x\r{SERVICE} }}",
    "after a string with a quote mark": f'SELECT * {{ ?s ?p "\\"" . {SERVICE} }}',
    "after a long string": f"SELECT * {{ ?s ?p '''a''b''' . {SERVICE} }}",
    "after an IRI with a number sign": f"SELECT * {{ ?s <http://e/#p> ?o . {SERVICE} }}",
    "with escapes": "SELECT * { \\u0053ERVICE <http://x/> {} }",
    "after an escaped quote mark": f'SELECT * {{ ?s ?p "\\u0022 . {SERVICE} #" }}',
    "glued to true": f"SELECT * {{ ?s ?p true{SERVICE} }}",
    "glued to a number": f"SELECT * {{ ?s ?p 1.5e3{SERVICE} }}",
    "glued to a prefixed name": PREFIXES + "SELECT * { SERVICEe:foo { ?a ?b ?c } }",
    "glued to a name without prefix": PREFIXES + "SELECT * { SERVICE:foo #\n { ?a ?b ?c } }",
    "glued to SILENT": PREFIXES + "SELECT * { SERVICESILENTe:foo { ?a ?b ?c } }",
    "after a name that ends with its colon": PREFIXES + f"SELECT * {{ ?s ?p e:.{SERVICE} }}",
    "in what one lexer takes for an IRI": "SELECT * { FILTER(?a<?b)SERVICE?c#>\n{ ?a ?b ?c } }",
    "after a comment that one lexer takes for an IRI": f"SELECT * {{ FILTER(?a<#x>'''\n1) {SERVICE} #'''\n }}",
    "after two such, one of each reading": (
        f'SELECT * {{ ?s <x#l> """\n""" . FILTER(?a<#x>\'\'\'\n1) {SERVICE} #""" \'\'\'\n }}'
    ),
    "after a string that one lexer takes for an IRI": f"SELECT * {{ FILTER(?a<'>') {SERVICE} #'\n }}",
    "an update": "INSERT DATA { <a:b> <a:c> 1 }",
    "a load": "LOAD <http://x/>",
    "an update after a prefix": "PREFIX x: <http://x/> WITH x:g DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "an update after a query": "SELECT * {} ; DROP ALL",
}  # fmt: skip

ALLOWED = {
    "a word in a string": 'SELECT * { ?s ?p "SERVICE <http://x/> {}" }',
    "a word in a long string": 'SELECT * { ?s ?p """\nSERVICE <x> { "" }\nLOAD""" }',
    "a word in an IRI": "SELECT * { <http://e/kent/service/young-carers> ?p ?o }",
    "a fragment": "SELECT * { ?s <http://e/def#service> ?o }",
    "a word in a comment": "SELECT * { # SERVICE LOAD\n ?s ?p ?o }",
    "a variable": "SELECT ?service $load { ?service ?p $load }",
    "a prefix and a local name": "PREFIX service: <http://e/> SELECT * { ?s service:load service:SERVICE }",
    "a language": 'SELECT * { ?s ?p "x"@service }',
    "a blank node": "SELECT * { _:service ?p ?o }",
    "comparisons": "SELECT * { ?s ?p ?o FILTER(?s<?p && ?p>?o || 1<2) }",
    "a quote mark of the other kind": "SELECT * { ?s ?p \"it's\" . ?s ?q 'say \"x\"' }",
}  # fmt: skip


@pytest.mark.parametrize("sparql", REFUSED.values(), ids=REFUSED)
def test_what_reaches_out_or_writes_is_refused(sparql: str) -> None:
    with pytest.raises(QueryRefused, match="read only"):
        guard.check(sparql)


@pytest.mark.parametrize("sparql", ALLOWED.values(), ids=ALLOWED)
def test_a_forbidden_word_that_is_no_keyword_is_allowed(sparql: str) -> None:
    assert guard.check(sparql) == guard.Form("SELECT")


@pytest.mark.parametrize("kind", ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"])
def test_the_form_is_read_after_the_prologue(kind: str) -> None:
    prologue = "BASE <http://e/>\nPREFIX a: <b#>\nPREFIX : <c>\n"
    assert guard.check(f"{prologue}{kind.lower()} {{}}").kind == kind


def test_graphs_are_named_with_their_prefixes_expanded() -> None:
    form = guard.check("PREFIX g: <http://g/> SELECT * FROM g:one FROM NAMED <http://g/two> { ?s ?p ?o }")
    assert form.graphs == ("http://g/one", "http://g/two")


def test_the_refusal_says_where() -> None:
    with pytest.raises(QueryRefused, match=r"SERVICE \(line 2, column 3\)"):
        guard.check("SELECT * {\n  SERVICE <http://x/> {} }")


@pytest.mark.parametrize(("sparql", "place"), [("\n  hello", (2, 3)), ("", (1, 1)), ("PREFIX a: <b>", (1, 14))])
def test_what_is_no_query_is_malformed_with_its_place(sparql: str, place: tuple[int, int]) -> None:
    with pytest.raises(QueryMalformed) as raised:
        guard.check(sparql)
    assert (raised.value.line, raised.value.column) == place


def test_a_query_beyond_the_length_is_not_looked_at() -> None:
    with pytest.raises(QueryTooLong, match="30 are the limit"):
        guard.check("SELECT * { ?s ?p ?o } # and more words", 30)
