"""The about graph: the dataset, who publishes it under which licence, and the register of its documents."""

from collections.abc import Sequence

from rdflib import Graph, Literal, URIRef

from councilgraph import __version__
from councilgraph.graph.literals import date, text
from councilgraph.iris import Iris
from councilgraph.model import Paper, PartialDate, Resolution
from councilgraph.namespaces import CG, DCAT, DCTERMS, FOAF, ORG, PREFIXES, PROV, RDF, RDFS, VOID

LICENCE = URIRef("https://creativecommons.org/licenses/by/4.0/")
VOCABULARY = URIRef("https://w3id.org/councilgraph/def")
_MEDIA = {"trig": "application/trig", "turtle": "text/turtle", "json-ld": "application/ld+json"}


def about_graph(papers: Sequence[Paper], resolution: Resolution, iris: Iris) -> Graph:
    """dcat:Dataset and void:Dataset with publisher, licence, vocabularies, distributions and all documents."""
    graph = Graph()
    dataset, publisher = URIRef(f"{iris.base}dataset"), URIRef(f"{iris.base}publisher")
    councils = sorted({paper.council for paper in papers})
    labels = {thing.iri: thing.label for thing in resolution.things}
    names = ", ".join(labels[iris.council(council)] for council in councils)
    for kind in (DCAT.Dataset, VOID.Dataset):
        graph.add((dataset, RDF.type, kind))
    graph.add((dataset, DCTERMS.title, text(f"Council decisions: {names}" if names else "Council decisions")))
    graph.add((dataset, RDFS.label, text("Council decisions as a knowledge graph")))
    graph.add((dataset, DCTERMS.description, text(_DESCRIPTION)))
    graph.add((dataset, DCTERMS.license, LICENCE))
    graph.add((dataset, DCTERMS.language, Literal("en")))
    graph.add((dataset, DCTERMS.publisher, publisher))
    graph.add((dataset, VOID.uriSpace, Literal(iris.base)))
    for namespace in (VOCABULARY, *(URIRef(PREFIXES[name]) for name in ("eli", "org", "prov", "oa", "dct", "schema"))):
        graph.add((dataset, VOID.vocabulary, namespace))
    for council in councils:
        graph.add((dataset, DCTERMS.spatial, URIRef(iris.council(council))))
    _publisher(graph, publisher)
    _made(graph, dataset, iris)
    _register(graph, dataset, papers, resolution)
    return graph


_DESCRIPTION = "Decisions, contracts, people, money and law read from public papers, each with its passage."


def _publisher(graph: Graph, publisher: URIRef) -> None:
    graph.add((publisher, RDF.type, FOAF.Agent))
    graph.add((publisher, RDF.type, ORG.Organization))
    graph.add((publisher, FOAF.name, Literal("councilgraph")))
    graph.add((publisher, RDFS.label, text("councilgraph")))
    graph.add((publisher, FOAF.homepage, URIRef("https://w3id.org/councilgraph")))


def _made(graph: Graph, dataset: URIRef, iris: Iris) -> None:
    """What made the dataset, and the forms it comes in."""
    build = URIRef(f"{iris.base}dataset/build")
    graph.add((dataset, PROV.wasGeneratedBy, build))
    graph.add((build, RDF.type, PROV.Activity))
    graph.add((build, RDFS.label, text(f"councilgraph build, version {__version__}")))
    for name, media in _MEDIA.items():
        form = URIRef(f"{iris.base}dataset/{name}")
        graph.add((dataset, DCAT.distribution, form))
        graph.add((form, RDF.type, DCAT.Distribution))
        graph.add((form, RDFS.label, text(f"The dataset as {name}")))
        graph.add((form, DCTERMS.license, LICENCE))
        graph.add((form, DCAT.mediaType, URIRef(f"https://www.iana.org/assignments/media-types/{media}")))


def _register(graph: Graph, dataset: URIRef, papers: Sequence[Paper], resolution: Resolution) -> None:
    """Every document, and the days between which they were written."""
    for paper in papers:
        graph.add((dataset, DCTERMS.hasPart, URIRef(paper.iri)))
    days = sorted(iso for iso in (resolution.dated[paper.iri] for paper in papers) if iso)
    if days:
        latest = max(PartialDate(iso).latest for iso in days)
        graph.add((dataset, DCTERMS.modified, date(PartialDate(latest.isoformat()))))
        graph.add((dataset, CG.earliest, date(PartialDate(min(PartialDate(i).earliest for i in days).isoformat()))))
        graph.add((dataset, CG.latest, date(PartialDate(latest.isoformat()))))
