"""A page for each thing, in the form that the client wants."""

import pyoxigraph as ox
import rdflib
from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from rdflib import URIRef

from councilgraph.namespaces import CG, PREFIXES
from councilgraph.web import describe, findings, headers, links, negotiate, passages, timeline
from councilgraph.web.site import Site, site

pages = Blueprint("things", __name__)

# What a document's page tells of the file, apart from what the paper is.
_OF_THE_FILE = tuple(str(term) for term in (CG.fileName, CG.sha256, CG.characters))


@pages.get("/id/<path:path>")
def identity(path: str) -> Response:
    """Sends the client from a thing to the page about it (303, as the thing itself is no document)."""
    place, ending = negotiate.split_ending(path, negotiate.THING)
    chosen = negotiate.form(ending, negotiate.THING)
    target = links.local(site().settings.base + place, site().settings.base, "" if chosen == "html" else f".{chosen}")
    return negotiate.varies(make_response(redirect(target, 303)))


@pages.get("/doc/<path:path>")
def page(path: str) -> Response:
    """The page about one of our things."""
    here = site()
    place, ending = negotiate.split_ending(path, negotiate.THING)
    return _answer(here, here.settings.base + place, ending)


@pages.get("/doc")
@pages.get("/doc.<ending>")
def other(ending: str | None = None) -> Response:
    """The page about what the graph names and others define: an Act, a code."""
    if ending is not None and ending not in negotiate.THING:
        abort(404)
    return _answer(site(), request.args.get("iri", ""), ending)


def _answer(here: Site, iri: str, ending: str | None) -> Response:
    if not links.is_iri(iri):
        abort(400, f"{iri!r} is no IRI. Give one as ?iri=…, or follow a link to a thing.")
    chosen = negotiate.form(ending, negotiate.THING)
    response = _html(here, iri) if chosen == "html" else _rdf(here, iri, chosen)
    base = here.settings.base
    for name, media_type in negotiate.THING.items():
        address = links.local(iri, base, f".{name}")
        response.headers.add("Link", f'<{address}>; rel="alternate"; type="{media_type}"')
    response.headers.add("Link", f'<{iri}>; rel="http://xmlns.com/foaf/0.1/primaryTopic"')
    return headers.revalidated(negotiate.varies(response), here.engine.snapshot_id)


def _html(here: Site, iri: str) -> Response:
    found = describe.thing(here, iri)
    if found is None and not here.terms.known(iri):
        abort(404, f"Nothing here is known of {iri}. Search for it by name or number.")
    if found is None:
        found = describe.Thing(iri, here.terms.label(iri), (), True, (), (), ())
    if str(CG.Document) in found.types:
        text = passages.document(here, iri)
        return make_response(render_template("document.html", thing=found, text=text, technical=_OF_THE_FILE))
    page = render_template(
        "thing.html",
        thing=found,
        events=timeline.of(here, found),
        told=findings.told(here, iri) if str(CG.Finding) in found.types else None,
        definition=here.terms.definition(iri),
    )
    return make_response(page)


def _rdf(here: Site, iri: str, form: str) -> Response:
    found = describe.graph(here, iri)
    for triple in here.terms.graph.triples((URIRef(iri), None, None)):
        found.add(triple)
    if not len(found):
        abort(404, f"Nothing here is known of {iri}.")
    return written(found, form)


def written(graph: rdflib.Graph, form: str) -> Response:
    """A graph as a response, in one of the forms ttl, jsonld, nt, rdf; numbers stay as they are written."""
    media_type = negotiate.THING[form]
    if form == "jsonld":
        body: bytes | None = graph.serialize(format="json-ld", context=PREFIXES, auto_compact=True).encode()
    else:
        lines = b"".join(sorted(graph.serialize(format="nt", encoding="utf-8").splitlines(keepends=True)))
        kind = ox.RdfFormat.from_media_type(media_type)
        body = ox.serialize(ox.parse(lines, format=ox.RdfFormat.N_TRIPLES), format=kind, prefixes=PREFIXES)
    return Response(body, content_type=_typed(media_type))


def _typed(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
