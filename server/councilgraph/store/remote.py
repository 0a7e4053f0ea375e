"""Another SPARQL 1.1 endpoint in place of a snapshot (https://www.w3.org/TR/sparql11-protocol/)."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, Concatenate, ParamSpec, TypeVar

from SPARQLWrapper import POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import (
    EndPointInternalError,
    EndPointNotFound,
    QueryBadFormed,
    SPARQLWrapperException,
    Unauthorized,
)  # fmt: skip

from councilgraph.config import Settings
from councilgraph.errors import EndpointFailed, QueryMalformed, QueryRefused, QueryTooLong
from councilgraph.model import Names
from councilgraph.store import dialects, guard, index
from councilgraph.store.asking import Asking
from councilgraph.store.names import Index
from councilgraph.store.snapshots import Graphs
from councilgraph.store.table import Table

Given = ParamSpec("Given")
Done = TypeVar("Done")

_PAGE = 5_000  # some endpoints cut every result at 10,000 rows
_EMPTY = "ASK { ?s ?p ?o }"
_NAMED = "ASK { GRAPH ?g { ?s ?p ?o } }"
_GRAPHS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


class RemoteEngine(Asking):
    """An endpoint that holds the graphs; names and texts are read from it once, when first needed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.endpoint = settings.endpoint or ""
        if not self.ask(_EMPTY):
            raise EndpointFailed(_nothing_there(self.endpoint, self.ask(_NAMED)))

    @property
    def snapshot_id(self) -> str:
        """The endpoint's address: an endpoint has no snapshots."""
        return self.endpoint

    @cached_property
    def index(self) -> Index:  # type: ignore[override]  # an attribute all the same, made when first read
        """Names and texts, in memory."""
        return Index(index.build(":memory:", self.select, self._settings.base, {}, _PAGE))

    @property
    def names(self) -> Names:
        """The names of things."""
        return self.index

    @property
    def max_characters(self) -> int:
        """How long a query may be."""
        return self._settings.query_characters

    def parts(self, sparql: str, form: guard.Form, media_type: str) -> Iterable[bytes]:
        """The serialised result, in one part: an error of the endpoint is told before it."""
        return (self.fetch(sparql, form, media_type),)

    def call(self, work: Callable[Concatenate[Any, Given], Done], *values: Given.args, **named: Given.kwargs) -> Done:
        """What a function says of this endpoint."""
        return work(self, *values, **named)

    def fetch(self, sparql: str, form: guard.Form, media_type: str) -> bytes:
        """The serialised result of a checked query; graphs elsewhere are refused, as endpoints may fetch them."""
        for graph in form.graphs:
            if not graph.startswith(self._settings.base):
                raise QueryRefused(f"The graph {graph} is none of ours; take the FROM away, or name one of ours.")
        wrapper = SPARQLWrapper(self.endpoint)
        wrapper.setMethod(POST)
        wrapper.setTimeout(max(1, round(self._settings.query_seconds)))
        wrapper.setOnlyConneg(True)
        wrapper.addCustomHttpHeader("Accept", media_type)
        if self._settings.endpoint_user is not None:
            wrapper.setCredentials(self._settings.endpoint_user, self._settings.endpoint_password or "")
        wrapper.setQuery(sparql)
        return self._asked(wrapper)

    def select(self, sparql: str) -> Table:
        """The rows of a SELECT, with terms as they were loaded."""
        return dialects.plain(super().select(sparql))

    def _asked(self, wrapper: SPARQLWrapper) -> bytes:
        try:
            body: bytes = wrapper.query().response.read()
        except QueryBadFormed as error:
            raise QueryMalformed(f"{self.endpoint} does not take the query: {_reason(error)}") from None
        except TimeoutError:
            raise QueryTooLong(
                f"{self.endpoint} did not answer within {self._settings.query_seconds:g} seconds. Ask for less."
            ) from None
        except (EndPointNotFound, EndPointInternalError, Unauthorized, SPARQLWrapperException, OSError) as error:
            raise EndpointFailed(
                f"{self.endpoint} failed: {_reason(error)} Is it running, and is the address right?"
            ) from None
        return body

    def graphs(self) -> Graphs:
        """How many graphs and triples there are."""
        return Graphs.of({str(row["g"]): int(row["n"]) for row in self.select(_GRAPHS).dicts()})

    @contextmanager
    def pinned(self) -> Iterator["RemoteEngine"]:
        """Itself."""
        yield self

    def status(self) -> dict[str, Any]:
        """The endpoint and how many triples it holds."""
        count = next(self.select(_COUNT).dicts())["n"]
        return {
            "engine": "remote",
            "snapshot": self.snapshot_id,
            "base": self._settings.base,
            "triples": int(count),
            "queries": {"endpoint": self.endpoint, "seconds": self._settings.query_seconds},
        }

    def close(self) -> None:
        """Let go of the names."""
        if "index" in self.__dict__:
            self.index.close()


def _nothing_there(endpoint: str, named: bool) -> str:
    if not named:
        return f"{endpoint} holds no triples. Fill it: councilgraph load --endpoint {endpoint}"
    return (
        f"{endpoint} has triples in named graphs and shows none of them in its default graph. Make the union of all "
        "graphs the default graph: oxigraph serve --union-default-graph, Fuseki tdb2:unionDefaultGraph true."
    )


def _reason(error: Exception) -> str:
    text = " ".join(str(error).split())
    return text[:300] or type(error).__name__
