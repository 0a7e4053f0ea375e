"""What every page works with: the graph as one request sees it, the queries, the words."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import cast

from flask import Flask, Response, current_app, g

from councilgraph import canned, store
from councilgraph.config import Settings
from councilgraph.web.terms import Terms

Row = Mapping[str, store.Term]


@dataclass(frozen=True)
class Site:
    """The parts of one deployment; `engine` stays with one snapshot for the length of a request."""

    settings: Settings
    engine: store.Engine
    terms: Terms
    catalogue: Mapping[str, canned.Query]

    def rows(self, sparql: str) -> Sequence[Row]:
        """The solutions of a SELECT of our own, as rdflib terms by variable, without those not bound."""
        return list(self.engine.select(sparql).dicts())


def site() -> Site:
    """The site as the current request sees it."""
    here = g._get_current_object()  # each look through the proxy takes longer than what is looked at
    found: Site | None = here.get("site")
    if found is None:
        whole = cast(Site, current_app.extensions["councilgraph"])
        here.pinned = ExitStack()
        engine = here.pinned.enter_context(whole.engine.pinned())
        here.site = found = Site(whole.settings, engine, whole.terms, whole.catalogue)
    return found


def held_until_sent(response: Response) -> None:
    """Keeps this request's snapshot until the response is sent, or given up: its parts are still to be read."""
    pinned = g.pop("pinned", None)
    if pinned is not None:
        response.call_on_close(pinned.close)


def register(app: Flask, whole: Site) -> None:
    """Gives the app its site, and each request's snapshot back when the request is over."""
    app.extensions["councilgraph"] = whole

    @app.teardown_appcontext
    def _release(_: BaseException | None) -> None:
        pinned = g.get("pinned")
        if pinned is not None:
            pinned.close()
