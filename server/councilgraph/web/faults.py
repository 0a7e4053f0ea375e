"""What a client is told when something cannot be done: a page, or JSON for clients that want that."""

import logging

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from councilgraph.errors import (
    BadParameter,
    CouncilgraphError,
    EndpointFailed,
    NoSnapshot,
    NotOffered,
    QueryMalformed,
    QueryRefused,
    QueryTooLong,
    ServerBusy,
    UnknownQuery,
    UnknownTerm,
    UsageError,
)  # fmt: skip
from councilgraph.web import negotiate

log = logging.getLogger(__name__)

# Status and heading of each kind of error; the first kind that fits counts.
KINDS: tuple[tuple[type[CouncilgraphError], int, str], ...] = (
    (UnknownQuery, 404, "There is no such query"),
    (UnknownTerm, 404, "There is no such term"),
    (NotOffered, 406, "Not available in that form"),
    (BadParameter, 400, "One of the values cannot be used"),
    (NotOffered, 406, "Not available in that form"),
    (QueryMalformed, 400, "This is no valid SPARQL"),
    (QueryRefused, 403, "This is not allowed here"),
    (QueryTooLong, 503, "This took too long and was stopped"),
    (ServerBusy, 503, "The server is busy"),
    (NoSnapshot, 503, "Nothing has been published yet"),
    (EndpointFailed, 502, "The SPARQL endpoint behind this site did not answer"),
    (UsageError, 400, "This request cannot be used"),
)

# In which order errors are offered: the endpoint is asked by programs first.
_FOR_MACHINES = ("application/json", "text/html")
_FOR_PEOPLE = ("text/html", "application/json")

_HEADINGS = {404: "Page not found", 405: "This address takes no such request", 406: "Not available in that form"}


def register(app: Flask) -> None:
    """Registers the pages for errors with the app."""
    app.register_error_handler(CouncilgraphError, _known)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unknown)


def told(status: int, heading: str, message: str, **more: object) -> Response:
    """The page or JSON for an error."""
    _, ending = negotiate.split_ending(request.path, {**negotiate.ANSWER, **negotiate.THING})
    offers = _FOR_MACHINES if request.blueprint == "sparql" or ending not in (None, "html") else _FOR_PEOPLE
    if negotiate.best_or(offers, "application/json") == "application/json":
        body = jsonify({"error": heading, "status": status, "message": message, **more})
    else:
        body = make_response(render_template("error.html", title=heading, heading=heading, message=message))
    body.status_code = status
    return negotiate.varies(body)


def _known(error: CouncilgraphError) -> Response:
    status, heading = next(
        ((status, heading) for kind, status, heading in KINDS if isinstance(error, kind)),
        (500, "Something went wrong here"),
    )
    place = {"line": error.line, "column": error.column} if isinstance(error, QueryMalformed) else {}
    response = told(status, heading, str(error), **place)
    if status == 503:
        response.headers["Retry-After"] = "5"
    return response


def _http(error: HTTPException) -> Response:
    ready = error.get_response()
    if error.code is None or error.code < 400:
        return make_response(ready)
    response = told(error.code, _HEADINGS.get(error.code, error.name), error.description or error.name)
    for name in ("Allow", "Retry-After"):
        if name in ready.headers:
            response.headers[name] = ready.headers[name]
    return response


def _unknown(error: Exception) -> Response:
    log.exception("A request failed: %s", error)
    return told(500, "Something went wrong here", "The fault is ours and has been logged. Try again later.")
