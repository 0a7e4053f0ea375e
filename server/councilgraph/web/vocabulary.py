"""The vocabulary: every class and property with its definition, and the code lists."""

import rdflib
from flask import Blueprint, Response, abort, make_response, redirect, render_template
from rdflib import URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from councilgraph.namespaces import CG, CODE
from councilgraph.web import headers, links, negotiate
from councilgraph.web.site import site
from councilgraph.web.things import written

pages = Blueprint("vocabulary", __name__)

_KINDS = ((OWL.Class, "Classes"), (OWL.ObjectProperty, "Links between things"), (OWL.DatatypeProperty, "Values"))


@pages.get("/def")
@pages.get("/def.<ending>")
def page(ending: str | None = None) -> Response:
    """The vocabulary as a page or as RDF."""
    if ending is not None and ending not in negotiate.THING:
        abort(404)
    here = site()
    form = negotiate.form(ending, negotiate.THING)
    graph = here.terms.graph
    if form != "html":
        return headers.revalidated(negotiate.varies(written(graph, form)), "vocabulary")
    sections = [(heading, _described(graph, kind)) for kind, heading in _KINDS]
    response = make_response(
        render_template("vocabulary.html", title="Vocabulary", sections=sections, lists=_lists(graph))
    )
    return headers.revalidated(negotiate.varies(response), "vocabulary")


@pages.get("/code/<path:path>")
def code(path: str) -> Response:
    """Sends the client from a code to the page about it."""
    return make_response(redirect(links.local(CODE.BASE + path, site().settings.base), 303))


def _described(graph: rdflib.Graph, kind: URIRef) -> list[dict[str, object]]:
    own = [term for term in graph.subjects(RDF.type, kind) if str(term).startswith(str(CG._NS))]
    return [_term(graph, URIRef(str(term))) for term in sorted(own, key=str)]


def _term(graph: rdflib.Graph, term: URIRef) -> dict[str, object]:
    def named(predicate: URIRef) -> list[str]:
        return sorted(graph.namespace_manager.normalizeUri(str(o)) for o in graph.objects(term, predicate))

    return {
        "id": str(term).rpartition("#")[2],
        "label": str(graph.value(term, RDFS.label) or ""),
        "definition": str(graph.value(term, SKOS.definition) or ""),
        "example": str(graph.value(term, SKOS.example) or ""),
        "above": named(RDFS.subClassOf) + named(RDFS.subPropertyOf),
        "domain": named(RDFS.domain),
        "range": named(RDFS.range),
    }


def _lists(graph: rdflib.Graph) -> list[dict[str, object]]:
    schemes = sorted(graph.subjects(RDF.type, SKOS.ConceptScheme), key=str)
    return [
        {
            "iri": str(scheme),
            "id": str(scheme).rsplit("/", 1)[-1],
            "label": str(graph.value(scheme, SKOS.prefLabel) or ""),
            "codes": [
                {
                    "iri": str(one),
                    "code": str(one).rsplit("/", 1)[-1],
                    "label": str(graph.value(one, SKOS.prefLabel) or ""),
                    "definition": str(graph.value(one, SKOS.definition) or ""),
                    "example": str(graph.value(one, SKOS.example) or ""),
                }
                for one in sorted(graph.subjects(SKOS.inScheme, scheme), key=str)
            ],
        }
        for scheme in schemes
    ]
