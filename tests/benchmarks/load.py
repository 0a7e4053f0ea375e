"""What a server bears: lookups a second from many clients, the memory it takes, how soon it answers first."""

import http.client
import os
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

JSON = "application/sparql-results+json"


def rate(
    port: int, paths: Sequence[str], accept: str = JSON, clients: int = 16, seconds: float = 3.0
) -> float:  # fmt: skip
    """Answers a second that so many clients get together, each over a connection of its own, each asking in turn."""
    counts = [0] * clients
    until = time.perf_counter() + seconds

    def ask(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        asked = number
        while time.perf_counter() < until:
            connection.request("GET", paths[asked % len(paths)], headers={"Accept": accept})
            asked += clients
            reply = connection.getresponse()
            reply.read()
            counts[number] += reply.status == 200
        connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def megabytes(process: int) -> float:
    """Memory of a process and all that it started, pages that they share divided among them."""
    total = 0
    for one in _family(process):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def _family(process: int) -> list[int]:
    """A process and all that it started; threads may end while they are looked at."""
    children = list[int]()
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            children += [int(child) for child in task.read_text(encoding="ascii").split()]
    return [process, *(member for child in children for member in _family(child))]


def processor(process: int) -> float:
    """Seconds of processor time of a process and all that it started."""
    ticks = 0
    for one in _family(process):
        try:
            told = Path(f"/proc/{one}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def until_answered(ask: Callable[[], object], since: float) -> float:
    """Seconds from `since` to the first answer; gives up with the last error after a minute."""
    while True:
        try:
            ask()
            return time.perf_counter() - since
        except OSError:
            if time.perf_counter() - since > 60:
                raise
            time.sleep(0.02)


def once(work: Callable[[], object], runs: int = 3) -> float:
    """The median of a few runs in milliseconds, for what is too slow for many."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def bar(times: float, longest: float = 40.0) -> str:
    """A ratio as a bar of text: one mark a doubling, to both sides of even."""
    doublings = 0.0
    while times >= 2 and doublings < longest:
        times, doublings = times / 2, doublings + 1
    while times <= 0.5 and doublings > -longest:
        times, doublings = times * 2, doublings - 1
    return "█" * int(doublings) if doublings > 0 else "░" * int(-doublings) or "·"
