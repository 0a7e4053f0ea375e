"""A process that works for a server: alone, without a network, and with bounded memory."""

import ctypes
import io
import logging
import os
import pickle
import re
import resource
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from councilgraph.errors import CouncilgraphError, QueryMalformed, QueryTooLong, StoreError
from councilgraph.store import table
from councilgraph.store.bounds import Bounded, Output
from councilgraph.store.wire import Wire

log = logging.getLogger(__name__)

READY, PART, LAST, FAILED = b"r", b"p", b"l", b"f"  # the first byte of what a worker sends
_NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000  # CLONE_NEWUSER | CLONE_NEWNET of sched.h
_AT_ONCE = 1 << 16  # bytes that are sent together; what is shorter is sent when it is whole
_SHORT = 120  # what a parser would have taken instead may fill a page
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def serve(end: socket.socket, begin: Callable[..., object], values: tuple[object, ...]) -> None:
    """Begin, say so, then do what is sent, one piece of work after another, until nobody is there any more.

    A piece of work is a function and its values; it is given an output first. What it writes is sent in
    parts, an error of ours instead of the last of them; any other error ends the process.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    wire = Wire(end)
    try:
        wire.send(READY + pickle.dumps(begin(*values)))
    except CouncilgraphError as error:
        wire.send(FAILED + pickle.dumps(error))
        return
    try:
        while True:
            work, given = pickle.loads(wire.receive())
            wire.send(_done(wire, work, given))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _done(wire: Wire, work: Callable[..., object], values: tuple[object, ...]) -> bytes:
    """Do a piece of work; its last message."""
    parts = _Parts(wire)
    try:
        work(parts, *values)
    except CouncilgraphError as error:
        return FAILED + pickle.dumps(error)
    except MemoryError:
        return FAILED + pickle.dumps(_too_much_memory())
    return LAST + parts.rest()


class _Parts:
    """An output that sends what is written when there is enough of it."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._buffer = bytearray(PART)

    def write(self, chunk: bytes) -> int:
        self._buffer += chunk
        if len(self._buffer) > _AT_ONCE:
            self._wire.send(self._buffer)
            self._buffer = bytearray(PART)
        return len(chunk)

    def rest(self) -> bytes:
        return bytes(self._buffer[1:])


def confine(megabytes: int) -> bool:
    """Leave the network and bound what is taken of memory from here on; whether the network is gone.

    What the process that this one was made from had mapped is not counted.
    """
    isolate()
    if megabytes:
        most = _mapped() + (megabytes << 20)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    return not has_network()


def _mapped() -> int:
    """The bytes of address space that this process has mapped."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()


def isolate() -> bool:
    """Leave the network behind; says so in the log, and returns False, where the system refuses."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_NEW_USER_AND_NETWORK) == 0:
        return True
    log.warning("Workers keep the network: unshare is refused (%s).", os.strerror(ctypes.get_errno()))
    return False


def has_network() -> bool:
    """Whether this process has any network interface apart from its own loopback."""
    lines = Path("/proc/net/dev").read_text(encoding="ascii").splitlines()[2:]
    return any(line.split(":")[0].strip() != "lo" for line in lines)


def evaluate(store: ox.Store, sparql: str, media_type: str, union: bool, rows: int) -> bytes:
    """The serialised result of a query, as `write` writes it."""
    output = io.BytesIO()
    write(store, sparql, media_type, union, rows, output)
    return output.getvalue()


def write(store: ox.Store, sparql: str, media_type: str, union: bool, rows: int, output: Output) -> None:
    """Write the result of a query as the engine serialises it; `union` makes all graphs together the default graph.

    Raises QueryMalformed with line and column, QueryTooLong beyond `rows` rows or the memory that they may
    take, StoreError where the store fails.
    """
    with _told():
        result: Any = store.query(sparql, use_default_graph_as_union=union)
        formats = ox.RdfFormat if isinstance(result, ox.QueryTriples) else ox.QueryResultsFormat
        result.serialize(Bounded(output, media_type, rows), format=formats.from_media_type(media_type))


def rows(store: ox.Store, sparql: str, union: bool, most: int) -> table.Table:
    """The rows of a SELECT as terms; raises as `write`."""
    with _told():
        result: Any = store.query(sparql, use_default_graph_as_union=union)
        return table.of(result, most)


@contextmanager
def _told() -> Iterator[None]:
    """The engine's errors as ours."""
    try:
        yield
    except SyntaxError as error:
        raise _malformed(str(error)) from None
    except MemoryError:
        raise _too_much_memory() from None
    except (BrokenPipeError, ConnectionResetError):
        raise
    except (OSError, RuntimeError) as error:
        raise StoreError(f"The query failed: {error}. Simplify it, or report it.") from None


def _too_much_memory() -> QueryTooLong:
    return QueryTooLong("The query was stopped: it needs more memory than it may have.")


def _malformed(message: str) -> QueryMalformed:
    match = _PLACE.fullmatch(message)
    if match is None:
        return QueryMalformed(f"The query does not parse: {message}.")
    line, column = int(match[1]), int(match[2])
    wanted = f": {match[3]}" if len(match[3]) < _SHORT else ""
    return QueryMalformed(f"Line {line}, column {column}: the query does not parse{wanted}.", line, column)
