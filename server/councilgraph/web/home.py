"""The first page: a box for questions, examples, what is held, and the catalogue."""

import re

from flask import Blueprint, Response, make_response, render_template

from councilgraph.canned import Query
from councilgraph.web import headers
from councilgraph.web.catalogue import by_tag, example_questions
from councilgraph.web.site import Site, site

pages = Blueprint("home", __name__)

_FIGURES = (
    ("cg:Document", "papers", "/things/document"),
    ("cg:Decision", "decisions", "/things/decision"),
    ("cg:Contract", "contracts", "/things/contract"),
    ("foaf:Person", "people", "/things/person"),
    ("eli:LegalResource", "Acts and regulations", "/things/law"),
    ("cg:Finding", "findings", "/findings"),
)


@pages.get("/")
def page() -> Response:
    """The first page."""
    here = site()
    response = make_response(
        render_template(
            "home.html",
            examples=example_questions(here),
            figures=_figures(here),
            groups=_groups(here),
            count=len(here.catalogue),
        )
    )
    return headers.revalidated(response, here.engine.snapshot_id)


def _groups(here: Site) -> list[tuple[str, list[Query]]]:
    """The catalogue with the largest group first, and in each what can be asked in most ways first."""
    groups = sorted(by_tag(here.catalogue.values()), key=lambda group: -len(group[1]))
    return [(tag, sorted(queries, key=lambda query: -len(query.questions))) for tag, queries in groups]


def _figures(here: Site) -> list[tuple[str, int, str]]:
    counts = {re.split("[/#]", one)[-1]: number for one, _, number in here.engine.counts("class")}
    return [(text, counts.get(kind.partition(":")[2], 0), address) for kind, text, address in _FIGURES]
