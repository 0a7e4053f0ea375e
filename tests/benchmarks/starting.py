"""How soon a server answers first and how much memory it takes, by size; and lookups at the largest size there is."""

import time
import urllib.parse
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import council
import load
from results import Bench, Row
from servers import BIN, free_port, get, running

RDFLIB_PLAIN = 1993.0  # MB of rdflib in memory with the plain facts alone of 100,000 decisions, as measured
_LOOKUP = "/queries/contract-supplier?" + urllib.parse.urlencode({"reference": "WM000007"})


def measure(bench: Bench) -> Iterator[Row]:
    """Rows on a server's start, memory and lookups; a council of a million is asked where it has been made."""
    sizes = [bench.decisions, bench.large]
    million = bench.folder / "store-1000000"
    sizes += [1_000_000] if (million / "current").exists() else []
    found = {}
    for size in dict.fromkeys(sizes):
        council.publish(size, bench.folder / f"store-{size}")
        found[size] = started(bench.folder / f"store-{size}", bench.runs)
    first, memory, _, processor = found[bench.large]
    yield Row(
        f"first answer after start, {bench.large:,} decisions", first, unit="s", most=2,
        note=f"of which {processor:.2g} s of processor time, in two processes beside each other",
    )  # fmt: skip
    yield Row(
        f"memory of server and workers, {bench.large:,} decisions", memory, RDFLIB_PLAIN,
        "rdflib in memory, plain facts of 100,000", "MB", most=0.2,
    )  # fmt: skip
    for size in [one for one in found if one > bench.decisions]:
        here, before = found[size], found[bench.decisions]
        most = 1.5 if size == 1_000_000 else None
        yield Row(f"lookup p50, {size:,} decisions", here[2], before[2], f"at {bench.decisions:,}", most=most)
        most = 1.1 if size == 1_000_000 else None
        yield Row(f"first answer, {size:,} decisions", here[0], before[0], f"at {bench.decisions:,}", "s", most=most)


def started(store: Path, runs: int) -> tuple[float, float, float, float]:
    """Seconds to the first answer (median of three starts), MB after some queries, ms a lookup, processor seconds."""
    times = []
    for _ in range(3):
        port = free_port()
        at = f"http://127.0.0.1:{port}"
        since = time.perf_counter()
        command = (BIN / "councilgraph", "serve", "--store", store, "--port", port)
        with running(*command, ready="") as process:
            ask = partial(get, at + _LOOKUP, "application/json")
            times.append((load.until_answered(ask, since), load.processor(process)))
            lookup = load.once(ask, runs)
            memory = load.megabytes(process)
    first, processor = sorted(times)[1]
    return first, memory, lookup, processor
