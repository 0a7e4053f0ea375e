"""What is held, and what the papers speak of that is not."""

from flask import Blueprint, Response, jsonify, make_response, render_template

from councilgraph.iris import Iris
from councilgraph.namespaces import CG, OWL, RDF
from councilgraph.web import headers, negotiate
from councilgraph.web.site import Row, Site, site

pages = Blueprint("coverage", __name__)

_PROLOGUE = """
PREFIX cg: <https://w3id.org/councilgraph/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_DOCUMENTS = """
SELECT ?iri ?label ?date ?kind WHERE {
  ?iri a cg:Document ; rdfs:label ?label .
  OPTIONAL { ?iri dct:date ?date }
  OPTIONAL { ?iri cg:documentKind ?kind }
} ORDER BY ?label LIMIT %d
"""
# A document's claims stand in a graph of their own: counting there is ten times faster than by cg:inDocument.
_CLAIMS = """
SELECT ?graph (COUNT(?claim) AS ?claims) WHERE {
  VALUES ?graph { %s }
  GRAPH ?graph { ?claim rdf:predicate ?predicate }
} GROUP BY ?graph
"""
_CITED = """
SELECT DISTINCT ?iri ?label ?by ?byLabel WHERE {
  ?iri cg:held false ; rdfs:label ?label .
  OPTIONAL { ?by ?p ?iri . ?by rdfs:label ?byLabel . ?by cg:held true }
} ORDER BY ?label ?byLabel LIMIT 1000
"""
_GAPS = """
SELECT DISTINCT ?iri ?kind ?explanation ?about ?label WHERE {
  ?iri a cg:Gap .
  OPTIONAL { ?iri cg:gapKind ?kind }
  OPTIONAL { ?iri cg:explanation ?explanation }
  OPTIONAL { ?iri cg:about ?about . OPTIONAL { ?about rdfs:label ?label } }
} ORDER BY ?kind ?explanation LIMIT 1000
"""
_CLASSES = """
SELECT ?class (COUNT(?thing) AS ?n) WHERE { VALUES ?class { %s } ?thing a ?class } GROUP BY ?class ORDER BY DESC(?n)
"""
_MOST = 500
_BEHIND = {CG.Claim, CG.Passage, CG.Merge, CG.Doubt, CG.Review}  # what proves things, and no things themselves


@pages.get("/coverage")
def page() -> Response:
    """Documents held, things known only by citation, and links that are missing."""
    here = site()
    found = {
        "documents": _documents(here),
        "cited": _grouped([_texts(row) for row in here.rows(_PROLOGUE + _CITED)]),
        "gaps": [_texts(row) for row in here.rows(_PROLOGUE + _GAPS)],
        "classes": _classes(here),
    }
    if negotiate.wants_json():
        response = jsonify(found)
    else:
        response = make_response(render_template("coverage.html", title="Coverage", **found))
    return headers.revalidated(negotiate.varies(response), here.engine.snapshot_id)


def _documents(here: Site) -> list[dict[str, str]]:
    """The documents with the number of statements read from each."""
    found = [_texts(row) for row in here.rows(_PROLOGUE + _DOCUMENTS % _MOST)]
    graphs = {one["iri"]: Iris(here.settings.base).document_graph(one["iri"]) for one in found}
    listed = " ".join(f"<{graph}>" for graph in graphs.values())
    counts = {str(row["graph"]): str(row["claims"]) for row in here.rows(_PROLOGUE + _CLAIMS % listed)}
    return [{**one, "claims": counts.get(graphs[one["iri"]], "0")} for one in found]


def _classes(here: Site) -> list[dict[str, str]]:
    """The classes of the vocabulary with the number of things of each."""
    known = set(here.terms.graph.subjects(RDF.type, OWL.Class)) - _BEHIND
    listed = " ".join(sorted(f"<{one}>" for one in known if str(one).startswith(str(CG._NS))))
    return [_texts(row) for row in here.rows(_PROLOGUE + _CLASSES % listed)]


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
