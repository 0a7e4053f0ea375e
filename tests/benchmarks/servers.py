"""Servers as processes of their own on free ports of the loopback interface, and requests to them."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

BIN = Path(sys.executable).parent
_PATIENCE = 600  # seconds in which a server must have begun


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(*command: object, ready: str, more: Mapping[str, str] = MappingProxyType({})) -> Iterator[int]:
    """A server as a process of its own, whose number is given; waits until the address `ready`, if any, answers.

    `more` is put into its environment.
    """
    quiet = subprocess.DEVNULL
    process = subprocess.Popen([str(c) for c in command], stdout=quiet, stderr=quiet, env=environment() | dict(more))
    try:
        if ready:
            _wait(process, ready, time.monotonic() + _PATIENCE)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def environment() -> dict[str, str]:
    """This process's, with modules compiled once, as those of installed packages are."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {"PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "councilgraph-compiled"), **kept}


def _wait(process: "subprocess.Popen[bytes]", ready: str, until: float) -> None:
    while process.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(ready, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{process.args!r} does not answer at {ready}.")


def get(url: str, accept: str) -> bytes:
    """The body of a reply; no cache on the way."""
    request = urllib.request.Request(url, headers={"Accept": accept, "Cache-Control": "no-cache"})
    with urllib.request.urlopen(request, timeout=300) as reply:
        return bytes(reply.read())
