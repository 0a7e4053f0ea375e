"""Makes the Flask app of a deployment, and serves it."""

import logging
import signal
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Flask, request, url_for
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

from councilgraph import canned, forking, store
from councilgraph.answers import words
from councilgraph.config import Settings
from councilgraph.errors import NoSnapshot
from councilgraph.web import (
    answering,
    ask,
    browse,
    coverage,
    data,
    faults,
    findings,
    headers,
    health,
    home,
    links,
    masking,
    passages,
    queries,
    reviews,
    search,
    sending,
    sparql,
    terms,
    things,
    vocabulary,
)  # fmt: skip
from councilgraph.web import site as sites
from councilgraph.web.site import site

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)

_SPARE_THREADS = 8
_MOST_BYTES = 1_000_000  # of a request: a query is far shorter

_BLUEPRINTS: tuple[Blueprint, ...] = (
    home.pages, ask.pages, queries.pages, search.pages, sparql.pages, things.pages, browse.pages, findings.pages,
    reviews.pages, coverage.pages, vocabulary.pages, data.pages, health.pages,
)  # fmt: skip

_SECTIONS = (
    ("Ask", "home.page"),
    ("Queries", "queries.index"),
    ("Findings", "findings.page"),
    ("Coverage", "coverage.page"),
    ("Data", "data.dataset"),
    ("SPARQL", "sparql.endpoint"),
)


class App(Flask):
    """Flask, whose functions are all plain ones, so that none is looked at again each time that it is called."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function."""
        return func

    def wsgi_app(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """The response to a request, with the headers that all have."""
        return super().wsgi_app(environ, headers.begun(start_response))


def create_app(settings: Settings) -> Flask:
    """The app over the graph of these settings; raises NoSnapshot where nothing has been published."""
    app = App(__name__, static_url_path="/static")
    app.json.sort_keys = False  # type: ignore[attr-defined]
    with ThreadPoolExecutor(1) as beside:  # workers begin while the app is made
        opening = beside.submit(store.open_engine, settings, modules=forking.SERVING)
        app.config["MAX_CONTENT_LENGTH"] = _MOST_BYTES
        _templates(app)
        headers.register(app)
        faults.register(app)
        for blueprint in _BLUEPRINTS:
            app.register_blueprint(blueprint)
    sites.register(app, sites.Site(settings, opening.result(), terms.load(), canned.catalogue()))
    if not (Path(app.static_folder or "") / "vendor" / "govuk-frontend.min.css").is_file():
        log.warning("The front-end files are missing, so pages are plain. Run `make install` in the checkout.")
    return app


def serve(settings: Settings, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serves the app until it is interrupted or told to end; its workers end with it."""
    app = create_app(settings)
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _ended)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    try:
        sending.server(app, host=host, port=port, threads=_threads(settings), ident="councilgraph").run()
    finally:
        app.extensions["councilgraph"].engine.close()


def _threads(settings: Settings) -> int:
    """So many that there is one to tell a client at once that all places of the workers are taken."""
    return settings.workers + settings.queue + _SPARE_THREADS


def _ended(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _templates(app: Flask) -> None:
    own = app.jinja_loader
    macros = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_loader = ChoiceLoader([loader for loader in (own, macros) if loader is not None])
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= {
        "without": answering.without,
        "mask": masking.mask, "day": words.day, "capitalize_first": _capital, "marked": search.marked
    }  # fmt: skip
    app.jinja_env.globals |= {
        "csp_nonce": headers.nonce,
        "heading_from_there": lambda iri: site().terms.heading_from_there(iri),
        "is_number": answering.is_number,
        "local": _local,
        "navigation": _navigation,
        "outside": links.outside,
        "snapshot_id": _snapshot,
        "static": lambda name: url_for("static", filename=name),
        "around": lambda proof: passages.around(site(), proof),
        "catalogue": canned.catalogue(),
        "defined": lambda iri: site().terms.known(iri),
        "heading": lambda iri: site().terms.heading(iri),
        "proofs": answering.proofs,
        "rows_on_a_page": answering.ROWS,
        "term": lambda iri: site().terms.label(iri),
    }


def _local(iri: str, ending: str = "") -> str:
    return links.local(iri, site().settings.base, ending)


def _navigation() -> list[dict[str, Any]]:
    return [
        {"text": text, "href": url_for(endpoint), "current": request.endpoint == endpoint}
        for text, endpoint in _SECTIONS
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _snapshot() -> str:
    """The published state that this page tells of; "" where nothing is published."""
    try:
        return site().engine.snapshot_id
    except NoSnapshot:
        return ""
