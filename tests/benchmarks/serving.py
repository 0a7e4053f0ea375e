"""Answers over HTTP beside those of peers in the same run: canned queries with evidence, text, /sparql, many clients.

rdflib-endpoint holds the facts alone, since with evidence they do not fit; the Oxigraph server holds the snapshot
itself. Every request asks for something else, so that what is kept of answers helps nobody.
"""

import http.client
import os
import shutil
import statistics
import threading
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
import virtuoso
from results import Bench, Row
from servers import BIN, free_port, running

from councilgraph import canned, store
from councilgraph.config import Settings
from councilgraph.iris import Iris

PATIENCE = 120.0  # seconds that a peer is waited for; it is then at least as slow as that
ROWS = 100_000
RUNS = 12  # that the median of one query is taken of
ASKED = 600  # contracts that many clients ask for, one after another
SECONDS = 3.0  # that many clients ask at a time
LIMIT = 2.0  # seconds that a query is given where it is to reach its limit
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


@dataclass(frozen=True)
class Server:
    """A server that runs: its port, and its process."""

    port: int
    process: int


@dataclass(frozen=True)
class Peer(Server):
    """A server to be measured beside ours: where it takes queries, and how much it holds."""

    name: str
    path: str
    size: str


def measure(bench: Bench) -> Iterator[Row]:
    """Rows on answers at `bench.decisions`, and on /sparql and many clients at `bench.large`."""
    place = bench.folder / f"store-{bench.decisions}"
    council.publish(bench.decisions, place)
    yield from beside_rdflib(place, bench.folder / "peers")
    large = bench.folder / f"store-{bench.large}"
    council.publish(bench.large, large)
    yield from beside_oxigraph(large, bench.folder / "peers", bench.large)
    for decisions in dict.fromkeys((bench.decisions, bench.large)) if virtuoso.is_here() else ():
        folder = bench.folder / "peers" / f"virtuoso-{decisions}"
        if decisions == bench.decisions or folder.exists():  # a large one takes hours to fill
            yield from beside_virtuoso(bench.folder / f"store-{decisions}", folder, decisions)
    yield from at_the_limit(place)


def beside_rdflib(place: Path, folder: Path) -> Iterator[Row]:
    """Canned queries with evidence against the same queries without it, and words found against a FILTER."""
    facts = _facts(place, folder)
    with ExitStack() as opened:
        ours = opened.enter_context(_ours(place))
        port = free_port()
        command = (BIN / "rdflib-endpoint", "serve", facts, "--host", "127.0.0.1", "--port", port)
        process = opened.enter_context(running(*command, ready=f"http://127.0.0.1:{port}/?query=ASK%7B%7D"))
        for question in QUESTIONS:
            yield _in_turn(question, ours, Server(port, process))
        plain = rdflib.Graph().parse(facts, format="nt")
        yield Row(
            "text: two words", median(lambda n: _found(ours.port, n), 15), load.once(lambda: _filtered(plain), 1),
            "FILTER in rdflib", faster=True, least=100,
        )  # fmt: skip


def beside_oxigraph(place: Path, folder: Path, decisions: int) -> Iterator[Row]:
    """/sparql and sixteen clients against the Oxigraph server over the same files."""
    copy = folder / f"oxigraph-{decisions}"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(store.current(place).graph, copy, copy_function=os.link)
    port = free_port()
    with ExitStack() as opened:
        ours = opened.enter_context(_ours(place))
        where = ("--location", copy, "--bind", f"127.0.0.1:{port}", "--union-default-graph")
        ready = f"http://127.0.0.1:{port}/"
        process = opened.enter_context(running(BIN / "oxigraph", "serve-read-only", *where, ready=ready))
        peer = Peer(port, process, "Oxigraph server", "/query", f"{decisions:,} decisions")
        for what, query in _AGGREGATES.items():
            yield _against(what, ours, peer, query, JSON, most=1.2)
        for name, accept in (("CSV", CSV), ("JSON", JSON)):
            yield _against(f"{ROWS:,} rows as {name}", ours, peer, _LARGE, accept, most=1.2)
        yield _listed(ours, copy, peer.size)
        yield from _rates(ours, peer, (0.2, 0.12))


def _listed(ours: Server, graph: Path, size: str) -> Row:
    """The contracts of one firm after another with their evidence: a list that begins with what is asked for."""
    firms = _firms(graph, RUNS + 1)
    asked = [urllib.parse.urlencode({"company": firm}) for firm in firms]
    worked = load.processor(ours.process)
    time_of_one = median(lambda n: get(ours.port, f"/queries/contracts?{asked[n]}", "application/json"), RUNS)
    each = 1_000 * (load.processor(ours.process) - worked) / len(firms)
    note = f"processor time of the server: {each:,.0f} ms"
    return Row(f"list of contracts by supplier, {size}", time_of_one, most=1_000, note=note)


def beside_virtuoso(place: Path, folder: Path, decisions: int) -> Iterator[Row]:
    """The same against Virtuoso 7 with the same quads; what was to be reached names no figure for it."""
    with ExitStack() as opened:
        ours = opened.enter_context(_ours(place))
        port, process = opened.enter_context(virtuoso.serving(place, folder))
        peer = Peer(port, process, "Virtuoso 7", "/sparql", f"{decisions:,} decisions")
        for what, query in _AGGREGATES.items():
            yield _against(what, ours, peer, query, JSON)
        yield _against(f"{ROWS:,} rows as CSV", ours, peer, _LARGE, CSV)
        yield from _rates(ours, peer, (None, None))


def at_the_limit(place: Path) -> Iterator[Row]:
    """How long after its limit a query is answered that would take hours, and what others feel of it."""
    endless = urllib.parse.urlencode({"query": "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"})
    times, others = list[float](), list[float]()
    with _Served(place, COUNCILGRAPH_QUERY_SECONDS=str(LIMIT)) as ours:
        port = ours.port
        for _ in range(5):
            asking = threading.Thread(target=lambda: times.append(_refused(port, f"/sparql?{endless}")))
            asking.start()
            others += [median(lambda n: _canned(port, QUESTIONS[0], n), 5)]
            asking.join()
        alone = median(lambda n: _canned(port, QUESTIONS[0], n), 15)
    late = statistics.median(times) - LIMIT
    yield Row(f"a query past its limit of {LIMIT:g} s: answered so long after it", late, unit="s", most=0.5)
    yield Row("lookup while such a query runs", statistics.median(others), alone, "the same alone")


def _refused(port: int, path: str) -> float:
    """Seconds until the server says that a query was stopped."""
    start = time.perf_counter()
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", path, headers={"Accept": JSON})
        reply = connection.getresponse()
        reply.read()
    if reply.status < 400:
        raise RuntimeError(f"{path} was not stopped: {reply.status}.")
    return time.perf_counter() - start


def _rates(ours: Server, peer: Peer, least: tuple[float | None, float | None]) -> Iterator[Row]:
    """Lookups a second of sixteen clients, who ask for one contract after another; taken in turn, as load changes."""
    numbers = range(ASKED)
    asked = [urllib.parse.urlencode({"query": _sparql(QUESTIONS[0], n)}) for n in numbers]
    here = [f"/sparql?{one}" for one in asked]
    proved = [_address(QUESTIONS[0], n) for n in numbers]
    there = [f"{peer.path}?{one}" for one in asked]
    found: tuple[list[float], ...] = ([], [], [])
    work = [0.0, 0.0, 0.0]
    for _ in range(4):
        for number, (server, paths, accept) in enumerate(
            ((ours, here, JSON), (peer, there, JSON), (ours, proved, "application/json"))
        ):
            worked = load.processor(server.process)
            found[number].append(load.rate(server.port, paths, accept, seconds=SECONDS))
            work[number] += load.processor(server.process) - worked
    mine, theirs, evidence = (statistics.median(times[1:]) for times in found)
    each = [1_000 * spent / (SECONDS * sum(times) or 1) for spent, times in zip(work, found, strict=True)]
    told = f"lookups a second, 16 clients, {peer.size}, through"
    note = "processor time of the servers an answer: {:.2g} ms against " + f"{each[1]:.2g} ms"
    yield Row(f"{told} /sparql", mine, theirs, peer.name, "", least=least[0], note=note.format(each[0]))
    told = f"{told} /queries with evidence"
    yield Row(told, evidence, theirs, peer.name, "", least=least[1], note=note.format(each[2]))


def _ours(place: Path) -> "_Served":
    return _Served(place)


class _Served:
    """The server over a store, as a context."""

    def __init__(self, place: Path, **more: str) -> None:
        self._place, self._more, self._opened = place, more, ExitStack()

    def __enter__(self) -> Server:
        port = free_port()
        command = (BIN / "councilgraph", "serve", "--store", self._place, "--port", port)
        ready = f"http://127.0.0.1:{port}/health"
        return Server(port, self._opened.enter_context(running(*command, ready=ready, more=self._more)))

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


def _in_turn(question: Question, ours: Server, peer: Server) -> Row:
    """A canned query with its proof, and the same query without it asked of a peer, one after the other in turn.

    A peer whose first answer takes ten seconds is asked once; one that takes too long is as slow as that at least.
    """
    here, there = partial(_canned, ours.port, question), partial(_queried, peer.port, question)
    here(0)
    first, note = _first(there)
    times: tuple[list[float], list[float]] = ([], [])
    work = [0.0, 0.0]
    for number in range(1, question.runs + 1):
        for one, (server, ask) in enumerate(((ours, here), (peer, there))[: 1 if note else 2]):
            worked, start = load.processor(server.process), time.perf_counter()
            ask(number)
            times[one].append((time.perf_counter() - start) * 1000)
            work[one] += load.processor(server.process) - worked
    mine, theirs = statistics.median(times[0]), first if note else statistics.median(times[1])
    each = [1_000 * spent / question.runs for spent in work]
    note = note or f"processor time of the servers: {each[0]:,.0f} ms against {each[1]:,.0f} ms"
    return Row(question.what, mine, theirs, "rdflib-endpoint", faster=True, least=question.least, note=note)


def _first(ask: Ask) -> tuple[float, str]:
    """The time of a peer's first answer in milliseconds, and a note where it is to be asked no more."""
    start = time.perf_counter()
    try:
        ask(0)
    except TimeoutError:
        return PATIENCE * 1000, f"the peer was stopped after {PATIENCE:.0f} s"
    first = (time.perf_counter() - start) * 1000
    return first, "the peer was asked once" if first > 10_000 else ""


def _against(what: str, ours: Server, peer: Peer, query: str, accept: str, most: float | None = None) -> Row:
    """One query asked of both in turn, so that what else the machine does falls on both."""
    times: tuple[list[float], list[float]] = ([], [])
    work = [0.0, 0.0]
    for number in range(RUNS):
        asked = urllib.parse.urlencode({"query": f"# {number}\n{query}"})
        for one, (server, path) in enumerate(((ours, "/sparql"), (peer, peer.path))):
            worked, start = load.processor(server.process), time.perf_counter()
            get(server.port, f"{path}?{asked}", accept)
            times[one].append((time.perf_counter() - start) * 1000)
            work[one] += load.processor(server.process) - worked
    mine, theirs = (statistics.median(several[1:]) for several in times)
    each = [1_000 * spent / RUNS for spent in work]
    note = f"processor time of the servers: {each[0]:,.0f} ms against {each[1]:,.0f} ms"
    return Row(f"/sparql: {what}, {peer.size}", mine, theirs, peer.name, most=most, note=note)


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


def _firms(graph: Path, number: int) -> list[str]:
    """The IRIs of so many suppliers of contracts."""
    found = ox.Store.read_only(str(graph)).query(
        f"{_PREFIX}SELECT DISTINCT ?firm WHERE {{ ?contract cg:supplier ?firm }} LIMIT {number}",
        use_default_graph_as_union=True,
    )
    assert isinstance(found, ox.QuerySolutions)
    return [str(getattr(row["firm"], "value", "")) for row in found]


def _number(serial: int) -> str:
    return f"OD/{(2001 + serial % 25) % 100:02}/{serial:06}"


def _window(number: int) -> Mapping[str, str]:
    return {"from": f"{2002 + number}-01-01", "to": f"{2002 + number}-12-31"}
