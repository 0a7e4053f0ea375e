"""The SPARQL endpoint (SPARQL 1.1 Protocol, queries only) and its editor."""

import json
from collections.abc import Sequence
from typing import Any

import rdflib
from flask import Blueprint, Response, make_response, render_template, request, url_for
from rdflib import URIRef
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from councilgraph.errors import QueryRefused
from councilgraph.namespaces import PREFIXES, RDF
from councilgraph.store import dataset, guard, media
from councilgraph.web import catalogue, headers, negotiate
from councilgraph.web.site import Site, held_until_sent, site
from councilgraph.web.things import written

pages = Blueprint("sparql", __name__)

_SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
_FORMATS = rdflib.Namespace("http://www.w3.org/ns/formats/")
_RESULTS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "RDF_XML", "JSON-LD",
)  # fmt: skip
_SHOWN = 500
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
}


@pages.route("/sparql", methods=["GET", "POST", "OPTIONS"])
def endpoint() -> Response:
    """The result of a query; without one, the editor for browsers and the service description for machines."""
    if request.method == "OPTIONS":
        return Response(status=204, headers={"Allow": "GET, HEAD, POST, OPTIONS", **_PREFLIGHT})
    asked = _asked()
    if asked.get("update"):
        raise QueryRefused("This endpoint is read only: updates are refused. Send a query instead.")
    queries = asked.get("query", [])
    if len(queries) > 1:
        raise BadRequest(f"There are {len(queries)} queries in one request; send one at a time.")
    if not queries:
        if request.method == "POST":
            raise BadRequest("There is no query in the request. Send it as query=…, or as application/sparql-query.")
        return _described()
    return _answered(queries[0], asked.get("default-graph-uri", []), asked.get("named-graph-uri", []))


@pages.get("/sparql/editor")
def editor() -> Response:
    """The editor, with ?query= in it; with ?run= also its result, for browsers without script."""
    query = request.args.get("query", "")
    return _editor(query, _plainly(site(), query) if query and request.args.get("run") else None)


def _asked() -> dict[str, list[str]]:
    """The parameters of the protocol, from the address and from the body."""
    found = dict(request.args.lists())
    if request.method != "POST":
        return found
    kind = request.mimetype
    if kind == _FORM:
        for name in request.form:
            found.setdefault(name, []).extend(request.form.getlist(name))
    elif kind == _QUERY:
        found.setdefault("query", []).append(_text(request.get_data()))
    elif kind == "application/sparql-update":
        found["update"] = ["…"]
    else:
        raise UnsupportedMediaType(f"A query comes as {_FORM} or {_QUERY}, not as {kind or 'nothing named'}.")
    return found


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest("The query is not in UTF-8; send it in UTF-8.") from error


def _answered(query: str, default_graphs: Sequence[str], named_graphs: Sequence[str]) -> Response:
    here = site()
    query = dataset.asked_of(query, default_graphs, named_graphs)
    kind = guard.check(query, here.settings.query_characters).kind
    offers = tuple(media.offered(kind))
    if request.method == "GET":
        offers = (*offers, "text/html")
    chosen = negotiate.best(offers)
    if chosen == "text/html":
        return negotiate.varies(_editor(query))
    content_type = _typed(media.offered(kind)[chosen])
    if request.method == "GET" and (known := headers.known(content_type, here.engine.snapshot_id)) is not None:
        return negotiate.varies(known)
    response = Response(here.engine.query(query, chosen).parts, content_type=content_type)
    held_until_sent(response)
    if request.method != "GET":
        return response
    return headers.tagged(negotiate.varies(response), here.engine.snapshot_id)


def _typed(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _described() -> Response:
    offers = (*negotiate.RDF, "text/html")
    chosen = negotiate.best(offers)
    if chosen == "text/html":
        return negotiate.varies(_editor(""))
    form = next(ending for ending, media_type in negotiate.THING.items() if media_type == chosen)
    return headers.revalidated(negotiate.varies(written(description(site()), form)), site().engine.snapshot_id)


def _plainly(here: Site, query: str) -> dict[str, Any]:
    """A result as a table of texts, or as Turtle."""
    kind = guard.check(query, here.settings.query_characters).kind
    if kind in ("CONSTRUCT", "DESCRIBE"):
        return {"text": here.engine.query(query, "text/turtle").body.decode()}
    found = json.loads(here.engine.query(query, "application/sparql-results+json").body)
    if kind == "ASK":
        return {"text": "true" if found["boolean"] else "false"}
    return {"columns": found["head"]["vars"], "rows": found["results"]["bindings"][:_SHOWN]}


def _editor(query: str, result: dict[str, Any] | None = None) -> Response:
    here = site()
    headers.allow_editor_styles()
    queries = [query for _, group in catalogue.by_tag(here.catalogue.values()) for query in group]
    settings = {
        "endpoint": url_for("sparql.endpoint"),
        "query": query,
        "examples": [{"name": one.summary, "query": one.sparql} for one in queries],
        "prefixes": PREFIXES,
        "pages": [[here.settings.base, "/doc/"], [PREFIXES["cg"], "/def#"], [PREFIXES["code"], "/code/"]],
        "terms": here.terms.names(),
    }
    return make_response(render_template("sparql.html", title="SPARQL", settings=settings, result=result))


def description(here: Site) -> rdflib.Graph:
    """What the endpoint is and can do (SPARQL 1.1 Service Description), with the queries it comes with."""
    graph = rdflib.Graph()
    for prefix, namespace in {**PREFIXES, "sd": str(_SD)}.items():
        graph.bind(prefix, namespace, replace=True)
    address = URIRef(request.url_root + "sparql")
    service, graphs = URIRef(f"{address}#service"), URIRef(f"{address}#dataset")
    default = URIRef(f"{address}#default")
    graph.add((service, RDF.type, _SD.Service))
    graph.add((service, _SD.endpoint, address))
    graph.add((service, _SD.supportedLanguage, _SD.SPARQL11Query))
    graph.add((service, _SD.feature, _SD.UnionDefaultGraph))
    for name in _RESULTS:
        graph.add((service, _SD.resultFormat, _FORMATS[name]))
    graph.add((service, _SD.defaultDataset, graphs))
    graph.add((graphs, RDF.type, _SD.Dataset))
    graph.add((graphs, _SD.defaultGraph, default))
    graph.add((default, RDF.type, _SD.Graph))
    return graph
