"""What is held, and what the papers speak of that is not."""

from flask import Blueprint, Response, jsonify, make_response, render_template

from councilgraph.web import headers, negotiate
from councilgraph.web.site import Row, site

pages = Blueprint("coverage", __name__)

_PROLOGUE = """
PREFIX cg: <https://w3id.org/councilgraph/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_DOCUMENTS = """
SELECT ?iri ?label ?date ?kind (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
  ?iri a cg:Document ; rdfs:label ?label .
  OPTIONAL { ?iri dct:date ?date }
  OPTIONAL { ?iri cg:documentKind ?kind }
  OPTIONAL { ?claim a cg:Claim ; cg:inDocument ?iri }
} GROUP BY ?iri ?label ?date ?kind ORDER BY ?label LIMIT 2000
"""
_CITED = """
SELECT DISTINCT ?iri ?label ?by ?byLabel WHERE {
  ?iri cg:held false ; rdfs:label ?label .
  OPTIONAL { ?by ?p ?iri . ?by rdfs:label ?byLabel . ?by cg:held true }
} ORDER BY ?label ?byLabel LIMIT 2000
"""
_GAPS = """
SELECT DISTINCT ?iri ?kind ?explanation ?about ?label WHERE {
  ?iri a cg:Gap .
  OPTIONAL { ?iri cg:gapKind ?kind }
  OPTIONAL { ?iri cg:explanation ?explanation }
  OPTIONAL { ?iri cg:about ?about . OPTIONAL { ?about rdfs:label ?label } }
} ORDER BY ?kind ?explanation LIMIT 2000
"""
_CLASSES = """
SELECT ?class (COUNT(DISTINCT ?thing) AS ?n) WHERE {
  ?thing a ?class . FILTER(STRSTARTS(STR(?class), STR(cg:)))
  FILTER(?class NOT IN (cg:Claim, cg:Passage, cg:Merge))
} GROUP BY ?class ORDER BY DESC(?n)
"""


@pages.get("/coverage")
def page() -> Response:
    """Documents held, things known only by citation, and links that are missing."""
    here = site()
    found = {
        "documents": [_texts(row) for row in here.rows(_PROLOGUE + _DOCUMENTS)],
        "cited": _grouped([_texts(row) for row in here.rows(_PROLOGUE + _CITED)]),
        "gaps": [_texts(row) for row in here.rows(_PROLOGUE + _GAPS)],
        "classes": [_texts(row) for row in here.rows(_PROLOGUE + _CLASSES)],
    }
    if negotiate.wants_json():
        response = jsonify(found)
    else:
        response = make_response(render_template("coverage.html", title="Coverage", **found))
    return headers.revalidated(negotiate.varies(response), here.engine.snapshot_id)


def _texts(row: Row) -> dict[str, str]:
    return {name: str(term) for name, term in row.items()}


def _grouped(rows: list[dict[str, str]]) -> list[dict[str, object]]:
    """One entry for each thing cited, with those that cite it."""
    found: dict[str, dict[str, object]] = {}
    for row in rows:
        one = found.setdefault(row["iri"], {"iri": row["iri"], "label": row["label"], "by": {}})
        if "by" in row:
            one["by"][row["by"]] = row["byLabel"]  # type: ignore[index]
    return list(found.values())
