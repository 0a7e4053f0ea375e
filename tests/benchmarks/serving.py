"""Answers over HTTP beside those of peers in the same run: canned queries with evidence, text, /sparql, many clients.

rdflib-endpoint holds the facts alone, since with evidence they do not fit; the Oxigraph server holds the snapshot
itself. Every request asks for something else, so that what is kept of answers helps nobody.
"""

import http.client
import itertools
import shutil
import statistics
import time
import urllib.parse
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import council
import generate
import load
import pyoxigraph as ox
import rdflib
from results import Bench, Row
from servers import BIN, free_port, running

from councilgraph import canned, store
from councilgraph.config import Settings
from councilgraph.iris import Iris

PATIENCE = 120.0  # seconds that a peer is waited for; it is then at least as slow as that
ROWS = 100_000
JSON, CSV = "application/sparql-results+json", "text/csv"
_PREFIX = "PREFIX cg: <https://w3id.org/councilgraph/def#> "
_AGGREGATES = {
    "decisions by maker": _PREFIX
    + "SELECT ?by (COUNT(?decision) AS ?n) WHERE { ?decision cg:decidedBy ?by } GROUP BY ?by ORDER BY ?by",
    "sum of annual values": _PREFIX
    + "SELECT (SUM(?value) AS ?sum) (COUNT(?value) AS ?n) WHERE { ?contract a cg:Contract ; cg:annualValue ?value }",
}
_LARGE = f"SELECT ?s ?p ?o WHERE {{ ?s ?p ?o }} LIMIT {ROWS}"
Ask = Callable[[int], object]


@dataclass(frozen=True)
class Question:
    """A canned query, its values for the n-th time that it is asked, and what its ratio was to reach."""

    what: str
    name: str
    values: Callable[[int], Mapping[str, str]]
    least: float
    runs: int


QUESTIONS = (
    Question("lookup: who supplies a contract", "contract-supplier", lambda n: {"reference": f"WM{n:06}"}, 5, 15),
    Question("lookup: when a decision was taken", "decision-date", lambda n: {"number": _number(5 * n)}, 5, 15),
    Question("chain of a decision", "decision-chain", lambda n: {"number": _number(5 * n)}, 50, 7),
    Question("decisions in a window of dates", "how-many-decisions", lambda n: _window(n), 50, 3),
    Question("sum over all contracts", "contracts-annual-total", lambda n: {"over": str(n)}, 4, 3),
    Question("count over all contracts", "how-many-contracts", lambda n: {"over": str(n)}, 4, 3),
)


def measure(bench: Bench) -> Iterator[Row]:
    """Rows on answers at `bench.decisions`, and on /sparql and many clients at `bench.large`."""
    place = bench.folder / f"store-{bench.decisions}"
    council.publish(bench.decisions, place)
    yield from beside_rdflib(place, bench.folder / "peers")
    large = bench.folder / f"store-{bench.large}"
    council.publish(bench.large, large)
    yield from beside_oxigraph(large, bench.folder / "peers", bench.large)


def beside_rdflib(place: Path, folder: Path) -> Iterator[Row]:
    """Canned queries with evidence against the same queries without it, and words found against a FILTER."""
    facts = _facts(place, folder)
    with ExitStack() as opened:
        ours = opened.enter_context(_ours(place))
        port = free_port()
        command = (BIN / "rdflib-endpoint", "serve", facts, "--host", "127.0.0.1", "--port", port)
        opened.enter_context(running(*command, ready=f"http://127.0.0.1:{port}/?query=ASK%7B%7D"))
        for question in QUESTIONS:
            here = partial(_canned, ours, question)
            there = partial(_queried, port, question)
            mine, runs = median(here, question.runs), question.runs
            theirs, note = _patiently(there, runs)
            yield Row(question.what, mine, theirs, "rdflib-endpoint", faster=True, least=question.least, note=note)
        plain = rdflib.Graph().parse(facts, format="nt")
        yield Row(
            "text: two words", median(lambda n: _found(ours, n), 15), load.once(lambda: _filtered(plain), 1),
            "FILTER in rdflib", faster=True, least=100,
        )  # fmt: skip


def beside_oxigraph(place: Path, folder: Path, decisions: int) -> Iterator[Row]:
    """/sparql and sixteen clients against the Oxigraph server over the same files."""
    copy = folder / f"oxigraph-{decisions}"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(store.current(place).graph, copy)
    port = free_port()
    with ExitStack() as opened:
        ours = opened.enter_context(_ours(place))
        where = ("--location", copy, "--bind", f"127.0.0.1:{port}", "--union-default-graph")
        opened.enter_context(running(BIN / "oxigraph", "serve-read-only", *where, ready=f"http://127.0.0.1:{port}/"))
        for what, query in _AGGREGATES.items():
            yield _against(f"/sparql: {what}, {decisions:,} decisions", ours, port, query, JSON)
        for name, accept in (("CSV", CSV), ("JSON", JSON)):
            yield _against(f"/sparql: {ROWS:,} rows as {name}", ours, port, _LARGE, accept)
        lookup = urllib.parse.urlencode({"query": _sparql(QUESTIONS[0], 7)})
        theirs = load.rate(f"http://127.0.0.1:{port}/query?{lookup}")
        mine = load.rate(f"http://127.0.0.1:{ours}/sparql?{lookup}")
        evidence = load.rate(f"http://127.0.0.1:{ours}{_address(QUESTIONS[0], 7)}", "application/json")
        told = "lookups a second, 16 clients, through"
        yield Row(f"{told} /sparql", mine, theirs, "Oxigraph server", "", least=0.2)
        yield Row(f"{told} /queries with evidence", evidence, theirs, "Oxigraph server", "", least=0.12)


def _ours(place: Path) -> "_Served":
    return _Served(place)


class _Served:
    """The server over a store, as a context that gives its port."""

    def __init__(self, place: Path) -> None:
        self._place, self._opened = place, ExitStack()

    def __enter__(self) -> int:
        port = free_port()
        command = (BIN / "councilgraph", "serve", "--store", self._place, "--port", port)
        self._opened.enter_context(running(*command, ready=f"http://127.0.0.1:{port}/health"))
        return port

    def __exit__(self, *_: object) -> None:
        self._opened.close()


def median(ask: Ask, runs: int) -> float:
    """The median time of some calls after one more, each told its number, in milliseconds."""
    ask(0)
    times = []
    for number in range(1, runs + 1):
        start = time.perf_counter()
        ask(number)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def _patiently(ask: Ask, runs: int) -> tuple[float, str]:
    """The median of a peer's times; where one call takes too long, that time, and a note that says so."""
    start = time.perf_counter()
    try:
        ask(0)
    except TimeoutError:
        return PATIENCE * 1000, f"the peer was stopped after {PATIENCE:.0f} s"
    first = (time.perf_counter() - start) * 1000
    return (first, "the peer was asked once") if first > 10_000 else (median(ask, runs), "")


def _against(what: str, ours: int, port: int, query: str, accept: str) -> Row:
    """One query asked of both in turn, so that what else the machine does falls on both."""
    mine, theirs = list[float](), list[float]()
    for number in itertools.islice(itertools.count(), 7):
        asked = urllib.parse.urlencode({"query": f"# {number}\n{query}"})
        for times, at, path in ((mine, ours, "/sparql"), (theirs, port, "/query")):
            start = time.perf_counter()
            get(at, f"{path}?{asked}", accept)
            times.append((time.perf_counter() - start) * 1000)
    return Row(what, statistics.median(mine[1:]), statistics.median(theirs[1:]), "Oxigraph server", most=1.2)


def get(port: int, path: str, accept: str) -> bytes:
    """The body of a reply; raises TimeoutError where it does not come."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", path, headers={"Accept": accept})
        reply = connection.getresponse()
        body = reply.read()
    if reply.status != 200:
        raise RuntimeError(f"{path} answered {reply.status}: {body[:200]!r}")
    return body


def _canned(port: int, question: Question, number: int) -> bytes:
    return get(port, _address(question, number), "application/json")


def _queried(port: int, question: Question, number: int) -> bytes:
    return get(port, "/?" + urllib.parse.urlencode({"query": _sparql(question, number)}), JSON)


def _address(question: Question, number: int) -> str:
    return f"/queries/{question.name}?" + urllib.parse.urlencode(question.values(number))


def _sparql(question: Question, number: int) -> str:
    return canned.fill(canned.catalogue()[question.name], question.values(number))


def _found(port: int, number: int) -> bytes:
    asked = urllib.parse.urlencode({"q": f"{generate.PLACES[number % 10]} {generate.SERVICES[number % 8]}"})
    return get(port, f"/search?{asked}", "application/json")


def _filtered(plain: rdflib.Graph) -> list[object]:
    words = f"{generate.PLACES[3]} {generate.SERVICES[3]}"
    return list(
        plain.query(f'SELECT DISTINCT ?s {{ ?s ?p ?o . FILTER(isLiteral(?o) && REGEX(STR(?o), "{words}", "i")) }}')
    )


def _facts(place: Path, folder: Path) -> Path:
    """The facts of a snapshot as a file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{place.name}-facts.nt"
    graph = ox.NamedNode(Iris(Settings().base).graph("facts"))
    ox.Store.read_only(str(store.current(place).graph)).dump(str(path), ox.RdfFormat.N_TRIPLES, from_graph=graph)
    return path


def _number(serial: int) -> str:
    return f"OD/{(2001 + serial % 25) % 100:02}/{serial:06}"


def _window(number: int) -> Mapping[str, str]:
    return {"from": f"{2002 + number}-01-01", "to": f"{2002 + number}-12-31"}
