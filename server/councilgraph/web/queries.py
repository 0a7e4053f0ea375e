"""The catalogue of queries, and a form and a page for each."""

import datetime as dt

from flask import Blueprint, Response, abort, jsonify, make_response, render_template, request

from councilgraph import answers
from councilgraph.canned import Query
from councilgraph.errors import BadParameter
from councilgraph.model import Answer
from councilgraph.web import answering, catalogue, headers, negotiate
from councilgraph.web.site import Site, site

pages = Blueprint("queries", __name__)


@pages.get("/queries/")
def index() -> Response:
    """All queries, by what they are about."""
    here = site()
    if negotiate.wants_json():
        response = jsonify([_summary(query) for query in here.catalogue.values()])
    else:
        response = make_response(
            render_template("queries.html", groups=catalogue.by_tag(here.catalogue.values()), title="Queries")
        )
    return headers.revalidated(negotiate.varies(response), here.engine.snapshot_id)


def _summary(query: Query) -> dict[str, object]:
    params = [{"name": p.name, "label": p.label, "type": p.type, "optional": p.optional} for p in query.params.values()]
    return {
        "name": query.name,
        "summary": query.summary,
        "description": query.description,
        "tags": list(query.tags),
        "params": params,
        "columns": list(query.columns),
        "questions": list(query.questions),
    }


@pages.get("/queries/<name>")
def page(name: str) -> Response:
    """A query's form, and its answer where its parameters are given."""
    here = site()
    stem, ending = negotiate.split_ending(name, negotiate.ANSWER | negotiate.CALENDAR)
    query = here.catalogue[stem]
    forms = negotiate.ANSWER | (negotiate.CALENDAR if query.calendar else {})
    if ending is not None and ending not in forms:
        abort(404, f"{query.name} has no days for a calendar; take one of {', '.join(forms)}.")
    form = negotiate.form(ending, forms)
    values = {key: value.strip() for key, value in request.args.items() if value.strip() and key != answering.PAGE}
    if form == "json":
        return answering.written(here.engine.call(answers.query_json, query.name, values, dt.date.today()))
    if form != "html":
        return answering.respond(_answer(here, query, values), form, "query.html")
    number = max(1, request.args.get(answering.PAGE, 1, type=int))
    (answer, rows), fault = _tried(here, query, values, number)
    fields = catalogue.fields(here, query, values)
    response = answering.respond(
        answer or Answer("empty", query=query.name),
        "html",
        "query.html",
        query=query,
        ran=answer is not None,
        fault=fault,
        fields=fields,
        leaf=answering.Leaf(number, rows, values),
        wordings=catalogue.wordings(query, {field.name: field.value for field in fields})[:4],
    )
    if fault:
        response.status_code = 400
    return response


def _answer(here: Site, query: Query, values: dict[str, str]) -> Answer:
    return here.engine.call(answers.query, query.name, values, dt.date.today())


def _tried(
    here: Site, query: Query, values: dict[str, str], number: int
) -> tuple[tuple[Answer | None, int], str]:  # fmt: skip
    """A page of the answer with the number of all rows, or what is wrong with the values.

    Neither where the form is still to be filled in.
    """
    needed = [param for param in query.params.values() if not param.optional and param.default is None]
    if not values and needed:
        return (None, 0), ""
    first, most, today = (number - 1) * answering.ROWS, answering.ROWS, dt.date.today()
    try:
        return here.engine.call(answers.query_page, query.name, values, today, first, most), ""
    except BadParameter as error:
        return (None, 0), str(error)
