"""Documents read on a Dask cluster: a real scheduler and two workers on loopback, one of them killed in the middle."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from councilgraph import build, resources
from councilgraph.config import Settings
from councilgraph.errors import UsageError

pytestmark = pytest.mark.slow
SAMPLE = resources.folder("data") / "sample" / "documents"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-m", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


@contextlib.contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    quiet = ("--no-dashboard", "--host", "127.0.0.1")
    with contextlib.ExitStack() as stack:
        stack.enter_context(running("distributed.cli.dask_scheduler", *quiet, "--port", str(port)))
        workers = [
            stack.enter_context(
                running(
                    "distributed.cli.dask_worker", address, *quiet, "--no-nanny", "--nthreads", "1",
                    "--local-directory", str(folder / str(number)),
                )
            )
            for number in range(2)
        ]  # fmt: skip
        yield address, workers


def wait_for_workers(address: str, count: int) -> None:
    from distributed import Client

    with Client(address, timeout="60s") as client:
        client.wait_for_workers(count, timeout=60)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_build_ends_right_although_a_worker_dies_in_the_middle(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    sources = sorted(SAMPLE.glob("*.txt"))
    for number in range(40):
        source = sources[number % len(sources)]
        (papers / f"{number:02}-{source.name}").write_bytes(source.read_bytes())
    here = build.build([papers], Settings())
    with cluster(tmp_path) as (address, workers):
        wait_for_workers(address, 2)
        victim = workers[0]
        killer = threading.Thread(target=_kill_after, args=(victim, 0.5))
        killer.start()
        there = build.build([papers], Settings(), dask=address)
        killer.join()
    assert victim.poll() is not None
    assert there.counts == here.counts


def _kill_after(process: subprocess.Popen[bytes], seconds: float) -> None:
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGKILL)


def test_a_cluster_that_is_not_there_is_told() -> None:
    with pytest.raises(UsageError, match="No Dask scheduler answers"):
        build.build([SAMPLE], Settings(), dask=f"tcp://127.0.0.1:{free_port()}")
