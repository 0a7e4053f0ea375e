"""Whether the server can answer, and what it has done so far."""

import threading
import time
from collections import Counter

from flask import Blueprint, Response, current_app, g, jsonify, request

from councilgraph import __version__
from councilgraph.errors import StoreError
from councilgraph.web.site import site

pages = Blueprint("health", __name__)


class Tally:
    """Requests by endpoint and status, and the seconds they took."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._started = time.time()
        self._count: Counter[tuple[str, int]] = Counter()
        self._seconds: Counter[str] = Counter()

    def add(self, endpoint: str, status: int, seconds: float) -> None:
        """Counts one request."""
        with self._lock:
            self._count[endpoint, status] += 1
            self._seconds[endpoint] += seconds  # type: ignore[assignment]

    def lines(self) -> list[str]:
        """The counts in the text format of Prometheus (version 0.0.4)."""
        with self._lock:
            count, seconds = dict(self._count), dict(self._seconds)
        return [
            "# TYPE councilgraph_up_seconds gauge",
            f"councilgraph_up_seconds {time.time() - self._started:.0f}",
            "# TYPE councilgraph_requests_total counter",
            *(f'councilgraph_requests_total{{page="{p}",status="{s}"}} {n}' for (p, s), n in sorted(count.items())),
            "# TYPE councilgraph_request_seconds_total counter",
            *(f'councilgraph_request_seconds_total{{page="{p}"}} {n:.3f}' for p, n in sorted(seconds.items())),
        ]


@pages.record_once
def _install(state: object) -> None:
    state.app.extensions["councilgraph-tally"] = Tally()  # type: ignore[attr-defined]


@pages.before_app_request
def _begin() -> None:
    g.began = time.perf_counter()


@pages.after_app_request
def _end(response: Response) -> Response:
    tally: Tally = current_app.extensions["councilgraph-tally"]
    tally.add(request.endpoint or "none", response.status_code, time.perf_counter() - g.get("began", 0.0))
    return response


@pages.get("/health")
def health() -> Response:
    """Whether a query is answered, with what is published; 503 where not."""
    try:
        site().rows("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1")
        status = dict(site().engine.status())
    except StoreError as error:
        response = jsonify({"status": "failing", "version": __version__, "reason": str(error)})
        response.status_code = 503
        return response
    keep = {key: value for key, value in status.items() if not isinstance(value, (dict, list))}
    return jsonify({"status": "ok", "version": __version__, **{k: v for k, v in keep.items() if k != "status"}})


@pages.get("/metrics")
def metrics() -> Response:
    """Counts for a monitoring system."""
    tally: Tally = current_app.extensions["councilgraph-tally"]
    return Response("\n".join(tally.lines()) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")
