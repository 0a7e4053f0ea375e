"""Results of one snapshot, kept while there is room: what does not change need not be worked out again."""

import re
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator

_CHANGING = re.compile(r"\b(NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)
_SHARE = 16  # one result may take no more than this part of the room

Key = tuple[str, str]


class Kept:
    """Serialised results by query and media type, the least recently asked given up first; safe from many threads."""

    def __init__(self, megabytes: int) -> None:
        self._room = megabytes << 20
        self._taken = 0
        self._lock = threading.Lock()
        self._found: OrderedDict[Key, bytes] = OrderedDict()

    def get(self, key: Key) -> bytes | None:
        """The result kept for a query, None where there is none."""
        with self._lock:
            body = self._found.get(key)
            if body is not None:
                self._found.move_to_end(key)
            return body

    def filled(self, key: Key, parts: Iterable[bytes]) -> Iterable[bytes]:
        """The parts of a result, a tuple where it is whole, else as they come; kept when there and not too much."""
        if isinstance(parts, tuple):
            self.put(key, b"".join(parts))
            return parts
        return self._filled(key, parts)

    def _filled(self, key: Key, parts: Iterable[bytes]) -> Iterator[bytes]:
        found, size = list[bytes](), 0
        for part in parts:
            size += len(part)
            if size * _SHARE <= self._room:
                found.append(part)
            yield part
        if size * _SHARE <= self._room:
            self.put(key, b"".join(found))

    def count(self) -> int:
        """How many results are kept."""
        with self._lock:
            return len(self._found)

    def put(self, key: Key, body: bytes) -> None:
        """Keep a result, unless it is too large or would be another the next time."""
        size = len(body) + len(key[0])
        if size * _SHARE > self._room or _CHANGING.search(key[0]):
            return
        with self._lock:
            if key in self._found:
                return
            self._found[key] = body
            self._taken += size
            while self._taken > self._room:
                (sparql, _), old = self._found.popitem(last=False)
                self._taken -= len(old) + len(sparql)
