"""The dataset: its description (DCAT, VoID) and dumps of the whole graph."""

import tempfile
from typing import IO

import pyoxigraph as ox
import rdflib
from flask import Blueprint, Response, abort, make_response, render_template, request, send_file
from rdflib import Literal, URIRef

from councilgraph import store
from councilgraph.config import Settings
from councilgraph.namespaces import DCAT, DCTERMS, FOAF, PREFIXES, RDF, VOID, XSD
from councilgraph.web import headers, negotiate
from councilgraph.web.describe import graph as described
from councilgraph.web.site import Site, site
from councilgraph.web.things import written

pages = Blueprint("data", __name__)

DUMPS = {"councilgraph.trig": "application/trig", "councilgraph.nq": "application/n-quads"}
_LICENCE = URIRef("https://creativecommons.org/licenses/by/4.0/")


@pages.get("/dataset")
@pages.get("/dataset.<ending>")
def dataset(ending: str | None = None) -> Response:
    """What the dataset is, and where its files are."""
    if ending is not None and ending not in negotiate.THING:
        abort(404)
    here = site()
    form = negotiate.form(ending, negotiate.THING)
    if form == "html":
        graphs = here.engine.graphs()
        rest = graphs.number - len(graphs.first), graphs.triples - sum(number for _, number in graphs.first)
        response = make_response(
            render_template(
                "dataset.html",
                title="Dataset",
                status=here.engine.status(),
                graphs=graphs.first,
                rest=rest,
                dumps=here.settings.endpoint is None,
            )
        )
    else:
        response = written(description(here), form)
    return headers.revalidated(negotiate.varies(response), here.engine.snapshot_id)


@pages.get("/data/")
def index() -> Response:
    """The dumps that there are, one address a line."""
    return Response("".join(f"{request.url_root}data/{name}\n" for name in DUMPS), content_type="text/plain")


@pages.get("/data/<name>")
def dump(name: str) -> Response:
    """The whole graph, as TriG or N-Quads."""
    if name not in DUMPS:
        abort(404, f"There is no {name}; there are {', '.join(DUMPS)}.")
    here = site()
    if here.settings.endpoint is not None:
        abort(404, f"The graph is at {here.settings.endpoint}; take it from there.")
    response = send_file(_dumped(here.settings, DUMPS[name]), DUMPS[name], as_attachment=True, download_name=name)
    return headers.revalidated(response, here.engine.snapshot_id)


def _dumped(settings: Settings, media_type: str) -> IO[bytes]:
    """The whole snapshot in a temporary file, so that a big graph does not fill the memory."""
    snapshot = store.current(settings.store)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it when it is sent
    prefixes = PREFIXES if media_type == DUMPS["councilgraph.trig"] else None
    with snapshot.held():
        graph = ox.Store.read_only(str(snapshot.graph))
        graph.dump(file, ox.RdfFormat.from_media_type(media_type), prefixes=prefixes)
    file.seek(0)
    return file


def description(here: Site) -> rdflib.Graph:
    """The dataset in DCAT and VoID, with what the graph itself says of it."""
    node = URIRef(here.settings.base + "dataset")
    found = described(here, str(node))
    for prefix, namespace in PREFIXES.items():
        found.bind(prefix, namespace, replace=True)
    root = request.url_root
    for predicate, value in (
        (RDF.type, DCAT.Dataset),
        (RDF.type, VOID.Dataset),
        (DCTERMS.license, _LICENCE),
        (VOID.triples, Literal(here.engine.graphs().triples)),
        (VOID.sparqlEndpoint, URIRef(root + "sparql")),
        (VOID.uriSpace, Literal(here.settings.base)),
        (FOAF.homepage, URIRef(root)),
        (DCTERMS.identifier, Literal(here.engine.snapshot_id)),
    ):
        found.add((node, predicate, value))
    if not list(found.objects(node, DCTERMS.title)):
        found.add((node, DCTERMS.title, Literal("Council decisions, contracts and the passages that prove them", "en")))
    for name, media_type in DUMPS.items() if here.settings.endpoint is None else ():
        file = URIRef(f"{root}data/{name}")
        found.add((node, VOID.dataDump, file))
        found.add((node, DCAT.distribution, file))
        found.add((file, RDF.type, DCAT.Distribution))
        found.add((file, DCAT.downloadURL, file))
        found.add((file, DCTERMS.license, _LICENCE))
        found.add((file, DCTERMS["format"], Literal(media_type, datatype=XSD.string)))
    return found
