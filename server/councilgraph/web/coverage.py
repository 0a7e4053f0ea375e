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
_DESCRIBED = """
SELECT ?iri ?date ?kind WHERE {
  VALUES ?iri { %s }
  ?iri a cg:Document
  OPTIONAL { ?iri dct:date ?date }
  OPTIONAL { ?iri cg:documentKind ?kind }
}
"""
# A document's claims stand in a graph of their own: counting there is ten times faster than by cg:inDocument.
_CLAIMS = """
SELECT ?graph (COUNT(?claim) AS ?claims) WHERE {
  VALUES ?graph { %s }
  GRAPH ?graph { ?claim rdf:predicate ?predicate }
} GROUP BY ?graph
"""
# The limits stand inside, so that an engine looks up the rest for those that are shown, not for all there are.
_CITED = """
SELECT DISTINCT ?iri ?label ?by ?byLabel WHERE {
  { SELECT ?iri WHERE { ?iri cg:held false } LIMIT %d }
  ?iri rdfs:label ?label .
  OPTIONAL { ?by ?p ?iri . ?by rdfs:label ?byLabel . ?by cg:held true }
} ORDER BY ?label ?byLabel LIMIT 2000
"""
_GAPS = """
SELECT DISTINCT ?iri ?kind ?explanation ?about ?label WHERE {
  { SELECT ?iri WHERE { ?iri a cg:Gap } LIMIT %d }
  OPTIONAL { ?iri cg:gapKind ?kind }
  OPTIONAL { ?iri cg:explanation ?explanation }
  OPTIONAL { ?iri cg:about ?about . OPTIONAL { ?about rdfs:label ?label } }
} ORDER BY ?kind ?explanation
"""
_MOST = 200
_BEHIND = {CG.Claim, CG.Passage, CG.Merge, CG.Doubt, CG.Review}  # what proves things, and no things themselves


@pages.get("/coverage")
def page() -> Response:
    """Documents held, things known only by citation, and links that are missing."""
    here = site()
    found = {
        "documents": _documents(here),
        "cited": _grouped([_texts(row) for row in here.rows(_PROLOGUE + _CITED % _MOST)]),
        "gaps": [_texts(row) for row in here.rows(_PROLOGUE + _GAPS % _MOST)],
        "classes": _classes(here),
    }
    totals = {
        "cited": sum(number for *_, number in here.engine.counts("cited")),
        "gaps": sum(number for one, _, number in here.engine.counts("class") if one == str(CG.Gap)),
    }
    if negotiate.wants_json():
        response = jsonify(found)
    else:
        response = make_response(render_template("coverage.html", title="Coverage", totals=totals, **found))
    return headers.revalidated(negotiate.varies(response), here.engine.snapshot_id)


def _documents(here: Site) -> list[dict[str, str]]:
    """The documents with the number of statements read from each."""
    named = here.engine.listed("document", _MOST)
    rows = here.rows(_PROLOGUE + _DESCRIBED % " ".join(f"<{one.iri}>" for one in named)) if named else ()
    described = {str(row["iri"]): _texts(row) for row in rows}
    found = [{"iri": one.iri, "label": one.label, **described[one.iri]} for one in named if one.iri in described]
    graphs = {one["iri"]: Iris(here.settings.base).document_graph(one["iri"]) for one in found}
    listed = " ".join(f"<{graph}>" for graph in graphs.values())
    counts = {str(row["graph"]): str(row["claims"]) for row in here.rows(_PROLOGUE + _CLAIMS % listed)}
    return [{**one, "claims": counts.get(graphs[one["iri"]], "0")} for one in found]


def _classes(here: Site) -> list[dict[str, str]]:
    """The classes of the vocabulary with the number of things of each."""
    known = {str(one) for one in set(here.terms.graph.subjects(RDF.type, OWL.Class)) - _BEHIND}
    found = [(number, one) for one, _, number in here.engine.counts("class") if one in known]
    own = str(CG._NS)
    return [{"class": one, "n": str(number)} for number, one in sorted(found, reverse=True) if one.startswith(own)]


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
