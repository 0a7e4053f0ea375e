"""How many rows and bytes a result may have, counted while it is written."""

from collections.abc import Callable
from typing import Protocol

from councilgraph.errors import QueryTooLong

_BYTES_PER_ROW = 4_096


class Output(Protocol):
    """Where a result is written to."""

    def write(self, chunk: bytes, /) -> int: ...


class Bounded:
    """An output that stops the query when it has written too many rows or bytes."""

    def __init__(self, output: Output, media_type: str, most: int) -> None:
        self._output = output
        self._count = _COUNTERS[media_type]() if media_type in _COUNTERS else lambda chunk: 0
        self._rows = self._bytes = 0
        self._most = most

    def write(self, chunk: bytes) -> int:
        """Pass a piece of the result on; raises QueryTooLong beyond the limit."""
        self._rows += self._count(chunk)
        self._bytes += len(chunk)
        if self._rows > self._most or self._bytes > self._most * _BYTES_PER_ROW:
            raise too_many_rows(self._most)
        return self._output.write(chunk)

    def flush(self) -> None:
        """Nothing: the output sends what it has when it is enough."""


def too_many_rows(most: int) -> QueryTooLong:
    """The error for a result that has more rows than it may."""
    return QueryTooLong(f"The query was stopped at {most} rows. Add a LIMIT or a narrower condition, or take the dump.")


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
        if b'"' not in chunk:
            return 0 if inside else chunk.count(b"\n")
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
