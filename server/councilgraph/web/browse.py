"""Lists of the things of one kind, for looking around."""

from flask import Blueprint, Response, abort, jsonify, make_response, render_template, request

from councilgraph.web import headers, negotiate
from councilgraph.web.site import site

pages = Blueprint("browse", __name__)

# Word in the address: class in the graph, heading, and the property that says when.
KINDS = {
    "document": ("cg:Document", "Papers", "dct:date"),
    "decision": ("cg:Decision", "Decisions", "cg:decidedOn"),
    "contract": ("cg:Contract", "Contracts", "cg:start"),
    "service": ("cg:Service", "Services", ""),
    "person": ("foaf:Person", "People", ""),
    "post": ("cg:Post", "Posts", ""),
    "organisation": ("org:FormalOrganization", "Organisations", ""),
    "committee": ("cg:Committee", "Committees", ""),
    "law": ("eli:LegalResource eli:LegalResourceSubdivision", "Acts, regulations and their provisions", ""),
    "step": ("cg:PlannedStep", "Planned steps", "cg:earliest"),
}
_PAGE = 100
_LIST = """
PREFIX cg: <https://w3id.org/councilgraph/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?iri ?label ?held (SAMPLE(?when) AS ?date) WHERE {
  VALUES ?class { %s } ?iri a ?class ; rdfs:label ?label .
  OPTIONAL { ?iri cg:held ?held }
  %s
} GROUP BY ?iri ?label ?held ORDER BY %s ?label ?iri LIMIT %d OFFSET %d
"""


@pages.get("/things/<kind>")
def page(kind: str) -> Response:
    """The things of one kind, the newest first where they have a date; a hundred on each ?page=."""
    if kind not in KINDS:
        abort(404, f"There is no list of {kind}; there are {', '.join(KINDS)}.")
    here = site()
    number = max(1, request.args.get("page", 1, type=int))
    things, heading, when = KINDS[kind]
    dated = f"OPTIONAL {{ ?iri {when} ?when }}" if when else ""
    order = "DESC(STR(SAMPLE(?when)))" if when else ""
    rows = here.rows(_LIST % (things, dated, order, _PAGE + 1, (number - 1) * _PAGE))
    found = [{name: str(term) for name, term in row.items()} for row in rows]
    if negotiate.wants_json():
        response = jsonify(found[:_PAGE])
    else:
        more = number + 1 if len(found) > _PAGE else None
        response = make_response(
            render_template(
                "browse.html", title=heading, heading=heading, things=found[:_PAGE], number=number, more=more,
                kind=kind, kinds=KINDS, dated=bool(when),
            )
        )  # fmt: skip
    return headers.revalidated(negotiate.varies(response), here.engine.snapshot_id)
