"""What is kept apart from the facts until a person has looked at it, and what persons found of it."""

from flask import Blueprint, Response, jsonify, make_response, render_template

from councilgraph.web import headers, negotiate
from councilgraph.web.masking import mask
from councilgraph.web.site import site

pages = Blueprint("reviews", __name__)

_PROLOGUE = """
PREFIX cg: <https://w3id.org/councilgraph/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_DOUBTS = """
SELECT ?id ?document ?title ?field ?value ?confidence ?reason ?quote ?passage WHERE {
  ?doubt a cg:Doubt ; dct:identifier ?id ; cg:inDocument ?document ; cg:field ?field ; cg:asRead ?value ;
    cg:confidence ?confidence ; cg:unsureBecause ?reason ; skos:note ?quote ; cg:evidence ?passage .
  ?document rdfs:label ?title .
} ORDER BY ?title ?id LIMIT 2000
"""
_REVIEWS = """
SELECT ?id ?document ?value ?outcome ?right ?who ?when ?why WHERE {
  ?review a cg:Review ; dct:identifier ?id ; cg:inDocument ?document ; cg:asRead ?value ; cg:outcome ?outcome ;
    dct:creator ?who ; dct:date ?when ; rdfs:comment ?why .
  OPTIONAL { ?review rdf:value ?right }
} ORDER BY DESC(?when) ?id LIMIT 2000
"""


@pages.get("/review")
def page() -> Response:
    """Doubts with their reasons and passages, and reviews with who, when and why."""
    here = site()
    found = {
        name: [{key: mask(str(value)) for key, value in row.items()} for row in here.rows(_PROLOGUE + query)]
        for name, query in (("doubts", _DOUBTS), ("reviews", _REVIEWS))
    }
    if negotiate.wants_json():
        response = jsonify(found)
    else:
        response = make_response(render_template("review.html", title="For review", **found))
    return headers.revalidated(negotiate.varies(response), here.engine.snapshot_id)
