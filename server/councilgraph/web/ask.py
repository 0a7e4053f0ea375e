"""Questions in plain English."""

import datetime as dt

from flask import Blueprint, Response, abort, request

from councilgraph import answers
from councilgraph.web import answering, negotiate
from councilgraph.web.catalogue import example_questions
from councilgraph.web.site import site

pages = Blueprint("ask", __name__)


@pages.get("/ask")
@pages.get("/ask.<ending>")
def page(ending: str | None = None) -> Response:
    """The answer to the question ?q=, asked after the question ?before=, with HTTP status 200 whatever came of it."""
    if ending is not None and ending not in negotiate.ANSWER:
        abort(404)
    here = site()
    question = request.args.get("q", "").strip()
    before = request.args.get("before", "").strip()
    form = negotiate.form(ending, negotiate.ANSWER)
    if form == "json":
        return answering.written(here.engine.call(answers.question_json, question, before, dt.date.today()))
    answer = here.engine.call(answers.question, question, before, dt.date.today())
    examples = example_questions(here) if form == "html" and not answer.rows else []
    return answering.respond(answer, form, "ask.html", asked=question, before=before, examples=examples)
