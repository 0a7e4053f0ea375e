"""Search by words, and suggestions while typing."""

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from councilgraph.web import headers, links, negotiate
from councilgraph.web.masking import mask
from councilgraph.web.site import site

pages = Blueprint("search", __name__)


@pages.get("/search")
def page() -> Response:
    """Things and passages that hold the words of ?q=, perhaps only of one ?kind=."""
    here = site()
    text, kind = request.args.get("q", "").strip(), request.args.get("kind") or None
    hits = here.engine.search(text, kind=kind) if text else []
    if negotiate.wants_json():
        found = [{"iri": h.iri, "kind": h.kind, "label": h.label, "snippet": mask(h.snippet)} for h in hits]
        response = jsonify({"query": text, "hits": found})
    else:
        response = make_response(render_template("search.html", title="Search", asked=text, hits=hits, kind=kind))
    return headers.revalidated(negotiate.varies(response), here.engine.snapshot_id)


@pages.get("/suggest")
def suggest() -> Response:
    """Names that start like ?q=, for a list under the box; JSON only."""
    here = site()
    text = request.args.get("q", "").strip()
    kinds = request.args.getlist("kind")
    named = here.engine.names.starting(text, kinds, 8) if len(text) > 1 else []
    base = here.settings.base
    found = [
        {"label": n.label, "key": n.key or n.label, "kind": n.kind, "href": links.local(n.iri, base)} for n in named
    ]
    return headers.revalidated(jsonify(found), here.engine.snapshot_id)
