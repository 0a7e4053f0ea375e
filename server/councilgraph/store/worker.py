"""A process that answers queries: alone, without a network, and with bounded memory."""

import ctypes
import io
import logging
import os
import re
import resource
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from councilgraph.errors import QueryMalformed, QueryTooLong, StoreError

log = logging.getLogger(__name__)

_NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000  # CLONE_NEWUSER | CLONE_NEWNET of sched.h
_BYTES_PER_ROW = 4_096
_SHORT = 120  # what a parser would have taken instead may fill a page
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_opened: list[ox.Store] = []  # of this process


def start(path: Path, megabytes: int) -> None:
    """Make this process a worker on one snapshot: first the barriers, then the store."""
    isolate()
    if megabytes:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    _opened[:] = [ox.Store.read_only(str(path))]


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


def answer(sparql: str, media_type: str, union: bool, rows: int) -> bytes:
    """The serialised result of a query over this worker's snapshot; raises as `evaluate`."""
    return evaluate(_opened[0], sparql, media_type, union, rows)


def evaluate(store: ox.Store, sparql: str, media_type: str, union: bool, rows: int) -> bytes:
    """The serialised result of a query; `union` makes all graphs together the default graph.

    Raises QueryMalformed with line and column, QueryTooLong beyond `rows` rows or the memory that they may
    take, StoreError where the store fails.
    """
    try:
        result = store.query(sparql, use_default_graph_as_union=union)
        output = _Bounded(media_type, rows)
        if isinstance(result, ox.QueryTriples):
            result.serialize(output, format=ox.RdfFormat.from_media_type(media_type))
        else:
            result.serialize(output, format=ox.QueryResultsFormat.from_media_type(media_type))
        return output.getvalue()
    except SyntaxError as error:
        raise _malformed(str(error)) from None
    except MemoryError:
        raise QueryTooLong("The query was stopped: it needs more memory than it may have.") from None
    except (OSError, RuntimeError) as error:
        raise StoreError(f"The query failed: {error}. Simplify it, or report it.") from None


def _malformed(message: str) -> QueryMalformed:
    match = _PLACE.fullmatch(message)
    if match is None:
        return QueryMalformed(f"The query does not parse: {message}.")
    line, column = int(match[1]), int(match[2])
    wanted = f": {match[3]}" if len(match[3]) < _SHORT else ""
    return QueryMalformed(f"Line {line}, column {column}: the query does not parse{wanted}.", line, column)


class _Bounded(io.BytesIO):
    """A buffer that stops the query when it has written too many rows or bytes."""

    def __init__(self, media_type: str, most: int) -> None:
        super().__init__()
        self._count = _COUNTERS[media_type]() if media_type in _COUNTERS else lambda chunk: 0
        self._rows = 0
        self._most = most

    def write(self, chunk: bytes) -> int:  # type: ignore[override]
        written = super().write(chunk)
        self._rows += self._count(chunk)
        if self._rows > self._most or self.tell() > self._most * _BYTES_PER_ROW:
            raise QueryTooLong(
                f"The query was stopped at {self._most} rows. Add a LIMIT or a narrower condition, or take the dump."
            )
        return written


_Count = Callable[[bytes], int]


def _occurrences(mark: bytes) -> _Count:
    """Counts a mark that separates rows and cannot stand inside a value, across chunks."""
    tail = b""

    def count(chunk: bytes) -> int:
        nonlocal tail
        whole = tail + chunk
        tail = whole[-(len(mark) - 1) :] if len(mark) > 1 else b""
        return whole.count(mark)

    return count


def _lines_outside_quotes() -> _Count:
    """Counts the line ends of CSV that are not inside a quoted value."""
    inside = False

    def count(chunk: bytes) -> int:
        nonlocal inside
        parts = chunk.split(b'"')
        rows = sum(part.count(b"\n") for part in parts[int(inside) :: 2])
        inside ^= len(parts) % 2 == 0
        return rows

    return count


_COUNTERS: dict[str, Callable[[], _Count]] = {
    "application/sparql-results+json": lambda: _occurrences(b'"}},{"'),
    "application/sparql-results+xml": lambda: _occurrences(b"<result>"),
    "text/tab-separated-values": lambda: _occurrences(b"\n"),
    "text/csv": _lines_outside_quotes,
    "application/n-triples": lambda: _occurrences(b"\n"),
}
