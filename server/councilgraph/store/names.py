"""The names and texts of a snapshot's things, looked up in its index."""

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

from rapidfuzz import fuzz

from councilgraph.errors import StoreError
from councilgraph.model import Named
from councilgraph.store import searching
from councilgraph.store.index import compact, fold
from councilgraph.store.resembling import resembling
from councilgraph.store.searching import Hit

_FIELDS = "SELECT t.iri, t.kind, t.label, n.name, t.key, t.held, t.day, t.until, n.folded "
_NAMED = _FIELDS + "FROM names n JOIN things t ON t.id = n.thing "
_RELATED = (
    "SELECT t.iri, t.kind, t.label, t.label, t.key, t.held, t.day, t.until FROM things s "
    "JOIN links l ON l.one = s.id JOIN things t ON t.id = l.other WHERE s.iri = ? AND t.kind = ? ORDER BY t.day, t.iri"
)
_ALL = (
    "SELECT iri, kind, label, label, key, held, day, until FROM things WHERE kind = ? "
    "ORDER BY held DESC, day, iri LIMIT ?"
)
_LISTED = "SELECT iri, kind, label, label, key, held, day, until FROM things WHERE kind = ?"
_COUNCILS = """WITH RECURSIVE one(slug) AS (
  SELECT min(council) FROM things WHERE kind = 'document' AND council > '' UNION ALL
  SELECT (SELECT min(council) FROM things WHERE kind = 'document' AND council > slug) FROM one WHERE slug IS NOT NULL
) SELECT slug FROM one WHERE slug IS NOT NULL"""
_PASSAGES = (
    "SELECT t.iri, x.start FROM found JOIN texts x ON x.id = found.rowid JOIN things t ON t.id = x.thing "
    "WHERE found MATCH ? AND x.about = 'passage' LIMIT ?"
)
_BEFORE = (
    "SELECT x.text FROM texts x JOIN things t ON t.id = x.thing "
    "WHERE t.iri = ? AND x.about = 'passage' AND x.start <= ? ORDER BY x.start"
)
_TOLD = 9  # passages beyond which words tell nothing apart
_AT_ONCE = 500  # things that one query names
_CANDIDATES = 400
_CLOSE = 65.0


class Index:
    """The names (model.Names) and the full text of one snapshot; may be used from several threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    @classmethod
    def open(cls, path: Path) -> "Index":
        """The index in a file, read only."""
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        try:
            return cls(sqlite3.connect(address, uri=True, check_same_thread=False))
        except sqlite3.Error as error:
            raise StoreError(f"{path} cannot be opened ({error}). Build again: councilgraph build") from None

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def exact(self, text: str) -> Sequence[Named]:
        """Things with exactly this name, alias or identifier, spelling folded; held ones first."""
        folded = fold(text)
        if not folded:
            return []
        where = "WHERE n.folded = ? OR (n.compact != '' AND n.compact = ?) ORDER BY t.held DESC, t.iri, n.id"
        return _unique(self.rows(_NAMED + where, (folded, compact(text))))

    def near(self, text: str, kinds: Iterable[str] = (), limit: int = 5) -> Sequence[Named]:
        """Things whose name or identifier is close to the text, best first: suggestions, never answers."""
        folded, wanted = fold(text), sorted(set(kinds))
        if len(folded) < 3:
            return self.starting(text, kinds, limit)
        names = resembling(self.rows, folded, wanted)
        scored = sorted(((_closeness(folded, name), number) for number, name in names.items()), reverse=True)
        best = [number for score, number in scored if score >= _CLOSE][:_CANDIDATES]
        rows = self.rows(f"{_NAMED} WHERE n.id IN ({', '.join('?' * len(best))})", best)
        close = [(_closeness(folded, str(row[-1])), row) for row in rows]
        close.sort(key=lambda one: (-one[0], not one[1][5], len(str(one[1][-1])), str(one[1][0])))
        return _unique(row for _, row in close)[:limit]

    def starting(self, text: str, kinds: Iterable[str] = (), limit: int = 10) -> Sequence[Named]:
        """Things with a word of a name starting like the text, names that start with it first."""
        words, wanted = fold(text).split(), sorted(set(kinds))
        if not words:
            return []
        match = " ".join(f'"{word}"*' for word in words)
        where = "WHERE n.id IN (SELECT rowid FROM words WHERE words MATCH ?) "
        if wanted:
            where += f"AND t.kind IN ({', '.join('?' * len(wanted))}) "
        order = "ORDER BY substr(n.folded, 1, ?) != ?, t.held DESC, length(n.folded), t.iri LIMIT ?"
        folded = " ".join(words)
        rows = self.rows(_NAMED + where + order, (match, *wanted, len(folded), folded, 4 * limit))
        return _unique(rows)[:limit]

    def all(self, kind: str, limit: int = 500) -> Sequence[Named]:
        """The things of a kind, held ones first; none where there are more than `limit`."""
        rows = self.rows(_ALL, (kind, limit + 1))
        return _unique(rows) if len(rows) <= limit else []

    def labels(self, iris: Sequence[str]) -> dict[str, str]:
        """The labels of the things among some IRIs."""
        found: dict[str, str] = {}
        for start in range(0, len(iris), _AT_ONCE):
            some = iris[start : start + _AT_ONCE]
            listed = ", ".join("?" * len(some))
            rows = self.rows(f"SELECT iri, label FROM things WHERE iri IN ({listed})", some)
            found.update((str(iri), str(label)) for iri, label in rows)
        return found

    def related(self, iri: str, kind: str) -> Sequence[Named]:
        """Things of a kind tied to a thing by one triple either way: contracts of a service or supplier."""
        return _unique(self.rows(_RELATED, (iri, kind)))

    def told(self, words: Sequence[str]) -> Sequence[Named]:
        """Decisions under whose heading a paper has all of the words in one passage, in any of their forms."""
        passages = self.rows(_PASSAGES, (searching.expression(" ".join(words)), _TOLD))
        found = (one for iri, start in passages for one in self._above(str(iri), int(str(start))))
        return list({named.iri: named for named in found}.values()) if len(passages) < _TOLD else []

    def _above(self, document: str, start: int) -> Sequence[Named]:
        """The decision of a paper whose title stands last before the end of a passage; the one of a paper of one."""
        decisions = [named for named in self.related(document, "decision") if named.held]
        if len(decisions) < 2:
            return decisions
        texts = [fold(str(row[0])) for row in self.rows(_BEFORE, (document, start))]
        titles = ((named, fold(named.label.removeprefix(f"{named.key} "))) for named in decisions)
        places = [(max((i for i, text in enumerate(texts) if title in text), default=-1), n) for n, title in titles]
        last = max(place for place, _ in places)
        return [named for place, named in places if place == last] if last >= 0 else []

    def search(
        self,
        text: str,
        kind: str | None = None,
        council: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int = 20,
        offset: int = 0,
    ) -> list[Hit]:
        """Things and passages with all the words, best first; quoted words stand together.

        `kind` is a class of things, `council` a slug, `since` and `until` ISO dates
        that bound the thing's own.
        """
        tests = {"kind = ?": kind, "council = ?": council, "day >= ?": since, "day != '' AND t.day <= ?": until}
        return searching.search(self.rows, text, tests, limit, offset)

    def respelled(self, text: str) -> str:
        """A search with its misspelt words put right by those that occur; "" where nothing is."""
        return searching.respelled(self.rows, text)

    def councils(self) -> list[str]:
        """The slugs of the councils whose papers are here, each found by one step through an index."""
        return [str(row[0]) for row in self.rows(_COUNCILS, ())]

    def counts(self, what: str) -> list[tuple[str, str, int]]:
        """How many things each "class" has (class, "", number), or "finding" (verdict, severity, number)."""
        rows = self.rows("SELECT one, other, number FROM counts WHERE what = ? ORDER BY one, other", (what,))
        return [(str(one), str(other), int(str(number))) for one, other, number in rows]

    def listed(self, kind: str, limit: int, offset: int = 0, newest: bool = False) -> Sequence[Named]:
        """Things of a kind by their label, or those of the latest day first, a page at a time."""
        order = "day DESC, label, iri" if newest else "label, iri"
        return _unique(self.rows(f"{_LISTED} ORDER BY {order} LIMIT ? OFFSET ?", (kind, limit, offset)))

    def count(self) -> int:
        """How many things there are."""
        return int(str(self.rows("SELECT count(*) FROM things", ())[0][0]))

    def rows(self, sql: str, values: Sequence[object]) -> list[tuple[object, ...]]:
        """The rows of a query in SQL."""
        with self._lock:
            return self._connection.execute(sql, tuple(values)).fetchall()


def _unique(rows: Iterable[tuple[object, ...]]) -> list[Named]:
    found: dict[str, Named] = {}
    for iri, kind, label, name, key, held, start, end, *_ in rows:
        words = (str(iri), str(kind), str(label), str(name), str(key))
        found.setdefault(str(iri), Named(*words, held=bool(held), start=str(start), end=str(end)))
    return list(found.values())


def _closeness(text: str, name: str) -> float:
    return max(fuzz.ratio(text, name), fuzz.token_sort_ratio(text, name))
