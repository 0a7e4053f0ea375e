"""Speed against named peers in the same run: `make bench`, with DECISIONS=1000 as size; writes RESULTS.md.

The server answers canned queries with their evidence; rdflib-endpoint answers the same SPARQL over the facts alone,
since with evidence it does not fit; the Oxigraph server holds the whole graph. All are asked over HTTP on loopback.
"""

import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import generate
import load
import rdflib

from councilgraph import __version__, canned, graph, resolve, store
from councilgraph.build.files import add
from councilgraph.config import Settings
from councilgraph.graph import derive, findings
from councilgraph.iris import Iris

HERE = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent
IRIS = Iris(Settings().base)
RUNS = 15

QUERIES: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    "lookup: who supplies a contract": ("lookup", "contract-supplier", {"reference": "WM000007"}),
    "lookup: when a decision was taken": ("lookup", "decision-date", {"number": "OD/01/000000"}),
    "chain of a decision": ("chain", "decision-chain", {"number": "OD/06/000005"}),
    "decisions in a window of dates": ("window", "how-many-decisions", {"from": "2010-01-01", "to": "2010-12-31"}),
    "sum over all contracts": ("sum", "contracts-annual-total", {}),
}


@dataclass(frozen=True)
class Timing:
    """The median of several runs in milliseconds, None where the peer did not answer."""

    what: str
    ours: float
    peers: Mapping[str, float | None]


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(*command: object, ready: str) -> Iterator[int]:
    """A server as a process of its own, whose number is given; waits until `ready` answers anything."""
    process = subprocess.Popen([str(c) for c in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(ready, timeout=2).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def median(ask: Callable[[], object]) -> float:
    """The median time of RUNS calls after one more, in milliseconds."""
    ask()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        ask()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def get(url: str, accept: str) -> bytes:
    """The body of a reply; no cache on the way."""
    request = urllib.request.Request(url, headers={"Accept": accept, "Cache-Control": "no-cache"})
    with urllib.request.urlopen(request, timeout=300) as reply:
        return bytes(reply.read())


def made(decisions: int) -> tuple[dict[str, rdflib.Graph], Mapping[str, float]]:
    """The graphs of a made-up council, and seconds for each step."""
    seconds: dict[str, float] = {}

    def timed(step: str, work: Callable[[], dict[str, rdflib.Graph]]) -> dict[str, rdflib.Graph]:
        start = time.perf_counter()
        result = work()
        seconds[step] = time.perf_counter() - start
        return result

    papers = list(generate.papers(decisions, IRIS))
    graphs = timed("join and tell", lambda: graph.assemble(papers, resolve.resolve(papers, IRIS), IRIS))
    add(graphs, timed("derive", lambda: {IRIS.graph("derived"): derive.derive(graphs, IRIS)}))
    add(graphs, timed("findings", lambda: {IRIS.graph("findings"): findings.findings(graphs, IRIS)}))
    return graphs, seconds


def measure(decisions: int, folder: Path) -> tuple[list[Timing], dict[str, object], dict[str, str]]:
    """Timings of every query against the peers, what was built, and what the server bears."""
    graphs, seconds = made(decisions)
    start = time.perf_counter()
    store.publish(folder / "store", graphs, {"base": IRIS.base})
    built: dict[str, object] = {**seconds, "publish": time.perf_counter() - start}
    built["triples"] = sum(map(len, graphs.values()))
    built["publish again, one document changed"] = _changed(graphs, folder / "store")
    plain = rdflib.Graph()
    for name in ("facts", "derived"):
        for triple in graphs.get(IRIS.graph(name), ()):
            plain.add(triple)
    plain.serialize(folder / "facts.ttl")
    (folder / "all.trig").write_text(graph.to_trig(graphs), encoding="utf-8")
    del graphs
    ours, endpoint, oxigraph = (free_port() for _ in range(3))
    at = f"http://127.0.0.1:{ours}"
    with ExitStack() as stack:
        serve = (BIN / "councilgraph", "serve", "--store", folder / "store", "--port", ours)
        since = time.perf_counter()
        server = stack.enter_context(running(*serve, ready=f"{at}/health"))
        first = load.until_answered(lambda: get(page(at, "lookup: who supplies a contract"), "application/json"), since)
        peer = (BIN / "rdflib-endpoint", "serve", folder / "facts.ttl", "--host", "127.0.0.1", "--port", endpoint)
        stack.enter_context(running(*peer, ready=f"http://127.0.0.1:{endpoint}/?query=ASK%7B%7D"))
        subprocess.run(
            [BIN / "oxigraph", "load", "--location", folder / "ox", "--file", folder / "all.trig"],
            check=True,
            capture_output=True,
        )
        where = ("--location", folder / "ox", "--bind", f"127.0.0.1:{oxigraph}", "--union-default-graph")
        stack.enter_context(running(BIN / "oxigraph", "serve", *where, ready=f"http://127.0.0.1:{oxigraph}/"))
        peers = {
            "rdflib-endpoint": f"http://127.0.0.1:{endpoint}/",
            "Oxigraph server": f"http://127.0.0.1:{oxigraph}/query",
        }
        timings = [timed(what, at, peers) for what in QUERIES]
        timings.append(_search(at, plain))
        borne = _borne(at, peers["Oxigraph server"])
        borne["first answer after start"] = f"{first:.1f} s"
        borne["memory of the server and its workers"] = f"{load.megabytes(server):.0f} MB"
    return timings, built, borne


def page(at: str, what: str) -> str:
    """The address of a canned query's answer."""
    _, name, params = QUERIES[what]
    return f"{at}/queries/{name}?" + urllib.parse.urlencode(params)


def sparql(what: str) -> str:
    """The same query as SPARQL, as a part of an address."""
    _, name, params = QUERIES[what]
    return urllib.parse.urlencode({"query": canned.fill(canned.catalogue()[name], params)})


def timed(what: str, at: str, peers: Mapping[str, str]) -> Timing:
    """A query's answer here, with evidence, and its rows there."""
    reply = json.loads(get(page(at, what), "application/json"))
    if reply["status"] not in ("answered", "empty"):
        raise RuntimeError(f"{what}: {reply['status']}")
    ours = median(lambda: get(page(at, what), "application/json"))
    return Timing(what, ours, {peer: _asked(f"{url}?{sparql(what)}") for peer, url in peers.items()})


def _changed(graphs: Mapping[str, rdflib.Graph], where: Path) -> float:
    """Seconds to publish again after one triple of one document has changed."""
    name = next(name for name in graphs if "/document/" in name)
    graphs[name].add((rdflib.URIRef(name), rdflib.RDFS.comment, rdflib.Literal("changed")))
    start = time.perf_counter()
    store.publish(where, graphs, {"base": IRIS.base})
    return time.perf_counter() - start


def _search(at: str, plain: rdflib.Graph) -> Timing:
    """Words found over HTTP through the index, against a FILTER over the facts in rdflib, in this process."""
    word = f"{generate.PLACES[3]} {generate.SERVICES[3]}"
    ours = median(lambda: get(f"{at}/search?" + urllib.parse.urlencode({"q": word}), "application/json"))
    query = f'SELECT DISTINCT ?s {{ ?s ?p ?o . FILTER(isLiteral(?o) && REGEX(STR(?o), "{word}", "i")) }} LIMIT 20'
    theirs = load.once(lambda: list(plain.query(query.replace(" LIMIT 20", ""))), 1)
    return Timing("text: two words", ours, {"rdflib-endpoint": theirs, "Oxigraph server": None})


def _borne(at: str, oxigraph: str) -> dict[str, str]:
    """Answers a second that sixteen clients get: through /sparql, from the Oxigraph server, and with evidence."""
    what = "lookup: who supplies a contract"
    here, there = load.rate(f"{at}/sparql?{sparql(what)}"), load.rate(f"{oxigraph}?{sparql(what)}")
    return {
        "lookups a second through /sparql, 16 clients": f"{here:.0f}",
        "the Oxigraph server's": f"{there:.0f}; ours is {here / there:.2f} of it",
        "canned lookups with evidence a second, 16 clients": f"{load.rate(page(at, what), 'application/json'):.0f}",
    }


def _asked(url: str) -> float | None:
    try:
        return median(lambda: get(url, "application/sparql-results+json"))
    except OSError:
        return None


def report(decisions: int, timings: list[Timing], built: Mapping[str, object], borne: Mapping[str, str]) -> str:
    """The results as Markdown."""
    peers = list(timings[0].peers)
    lines = [
        "# Benchmark results",
        "",
        f"councilgraph {__version__}, {decisions} made-up decisions, {built['triples']} triples, "
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores. "
        f"Medians of {RUNS} requests over HTTP on loopback, in milliseconds; ours with the evidence of every cell. "
        f"Results kept for what is asked again: {os.environ['COUNCILGRAPH_KEPT_MEGABYTES']} MB. "
        "Text: a FILTER with REGEX over the facts in rdflib, in one process.",
        "",
        "| what | ours | " + " | ".join(f"{peer} | times faster" for peer in peers) + " |",
        "| --- | ---: |" + " ---: | ---: |" * len(peers),
    ]
    for timing in timings:
        cells = []
        for value in timing.peers.values():
            cells += ["no answer", ""] if value is None else [f"{value:.1f}", f"{value / timing.ours:.1f}"]
        lines.append(f"| {timing.what} | {timing.ours:.1f} | " + " | ".join(cells) + " |")
    lines += ["", "Times faster than rdflib-endpoint, a mark for each doubling:", ""]
    for timing in timings:
        peer = timing.peers[peers[0]]
        lines.append(f"    {timing.what:36} {load.bar(peer / timing.ours) if peer else 'no answer'}")
    lines += ["", "| what the server bears | |", "| --- | --- |"]
    lines += [f"| {what} | {value} |" for what, value in borne.items()]
    lines += ["", "| step of the build | milliseconds a document |", "| --- | ---: |"]
    lines += [f"| {s} | {v * 1000 / decisions:.1f} |" for s, v in built.items() if isinstance(v, float)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    size = int(os.environ.get("DECISIONS", "1000"))
    os.environ.setdefault("COUNCILGRAPH_KEPT_MEGABYTES", "0")  # else every request but the first is answered at once
    with tempfile.TemporaryDirectory() as place:
        results = report(size, *measure(size, Path(place)))
    (HERE / "RESULTS.md").write_text(results, encoding="utf-8")
    sys.stdout.write(results)
