"""Lists of the things of one kind, for looking around."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, jsonify, make_response, render_template, request

from councilgraph.model import Named
from councilgraph.web import headers, negotiate
from councilgraph.web.site import Site, site

pages = Blueprint("browse", __name__)

# Word in the address: class in the graph, heading, and the property that says when, which is in the index too.
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
_DATES = """
PREFIX cg: <https://w3id.org/councilgraph/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?iri ?date WHERE { VALUES ?iri { %s } ?iri %s ?date } ORDER BY ?iri DESC(STR(?date))
"""


@pages.get("/things/<kind>")
def page(kind: str) -> Response:
    """The things of one kind, the newest first where they have a date; a hundred on each ?page=."""
    if kind not in KINDS:
        abort(404, f"There is no list of {kind}; there are {', '.join(KINDS)}.")
    here = site()
    number = max(1, request.args.get("page", 1, type=int))
    _, heading, when = KINDS[kind]
    named = here.engine.listed(kind, _PAGE + 1, (number - 1) * _PAGE, newest=bool(when))
    found = _described(here, named, when)
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


def _described(here: Site, named: Sequence[Named], when: str) -> list[dict[str, str]]:
    """Things as the page shows them, with their dates as exactly as they are known."""
    listed = " ".join(f"<{one.iri}>" for one in named)
    rows = here.rows(_DATES % (listed, when)) if when and named else ()
    dates = {str(row["iri"]): str(row["date"]) for row in rows}
    return [
        {"iri": one.iri, "label": one.label}
        | ({} if one.held else {"held": "false"})
        | ({"date": dates[one.iri]} if one.iri in dates else {})
        for one in named
    ]
