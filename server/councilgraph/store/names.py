"""The names and texts of a snapshot's things, looked up in its index."""

import re
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from councilgraph.model import Named
from councilgraph.store.index import compact, fold

_NAMED = "SELECT t.iri, t.kind, t.label, n.name, t.key, t.held, n.folded FROM names n JOIN things t ON t.id = n.thing "
_CANDIDATES = 400
_CLOSE = 65.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing or a passage that a search found; `snippet` marks the words found with « and »."""

    iri: str
    kind: str
    label: str
    snippet: str
    day: str = ""
    council: str = ""
    start: int | None = None  # of a passage, in its document's text
    end: int | None = None


class Index:
    """The names (model.Names) and the full text of one snapshot; may be used from several threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    @classmethod
    def open(cls, path: Path) -> "Index":
        """The index in a file, read only."""
        return cls(sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True, check_same_thread=False))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def exact(self, text: str) -> Sequence[Named]:
        """Things with exactly this name, alias or identifier, spelling folded; held ones first."""
        folded = fold(text)
        if not folded:
            return []
        where = "WHERE n.folded = ? OR (n.compact != '' AND n.compact = ?) ORDER BY t.held DESC, t.iri, n.id"
        return _unique(self._rows(_NAMED + where, (folded, compact(text))))

    def near(self, text: str, kinds: Iterable[str] = (), limit: int = 5) -> Sequence[Named]:
        """Things whose name or identifier is close to the text, best first: suggestions, never answers."""
        folded, wanted = fold(text), set(kinds)
        grams = {folded[i : i + 3] for i in range(len(folded) - 2)}
        if not grams:
            return self.starting(text, kinds, limit)
        match = " OR ".join(f'"{gram}"' for gram in sorted(grams))
        found = "WHERE n.id IN (SELECT rowid FROM grams WHERE grams MATCH ? ORDER BY rank LIMIT ?)"
        rows = [row for row in self._rows(_NAMED + found, (match, _CANDIDATES)) if not wanted or row[1] in wanted]
        scored = sorted(((-_closeness(folded, row[6]), not row[5], len(row[6]), row[0], row) for row in rows))
        return _unique([row for score, *_, row in scored if -score >= _CLOSE])[:limit]

    def starting(self, text: str, kinds: Iterable[str] = (), limit: int = 10) -> Sequence[Named]:
        """Things with a word of a name starting like the text, names that start with it first."""
        words, wanted = fold(text).split(), sorted(set(kinds))
        if not words:
            return []
        match = " ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}"*'])
        where = "WHERE n.id IN (SELECT rowid FROM words WHERE words MATCH ?) "
        if wanted:
            where += f"AND t.kind IN ({', '.join('?' * len(wanted))}) "
        order = "ORDER BY substr(n.folded, 1, ?) != ?, t.held DESC, length(n.folded), t.iri LIMIT ?"
        folded = " ".join(words)
        return _unique(self._rows(_NAMED + where + order, (match, *wanted, len(folded), folded, 4 * limit)))[:limit]

    def search(
        self,
        text: str,
        kind: str | None = None,
        council: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int = 20,
    ) -> list[Hit]:
        """Things and passages with all the words, best first; quoted words stand together.

        `kind` is a class of things, `council` a slug, `since` and `until` ISO dates that bound the thing's own.
        """
        match = _match(text)
        if not match:
            return []
        tests = [("t.kind = ?", kind), ("t.council = ?", council), ("t.day >= ?", since), ("substr(t.day,1,10) <= ?", until)]
        tests = [(test, value) for test, value in tests if value]
        where = "".join(f" AND {test}" for test, _ in tests) + (" AND t.day != ''" if since or until else "")
        rows = self._rows(
            "SELECT t.iri, t.kind, t.label, snippet(found, 0, '«', '»', ' … ', 24), t.day, t.council, x.start, x.end "
            "FROM found JOIN texts x ON x.id = found.rowid JOIN things t ON t.id = x.thing "
            f"WHERE found MATCH ?{where} ORDER BY x.about != 'label', rank LIMIT ?",
            (match, *(value for _, value in tests), limit),
        )
        return [Hit(*row) for row in rows]

    def count(self) -> int:
        """How many things there are."""
        return int(self._rows("SELECT count(*) FROM things", ())[0][0])

    def _rows(self, sql: str, values: Sequence[object]) -> list[tuple[object, ...]]:
        with self._lock:
            return self._connection.execute(sql, tuple(values)).fetchall()  # type: ignore[arg-type]


def _unique(rows: Iterable[tuple[object, ...]]) -> list[Named]:
    found: dict[str, Named] = {}
    for iri, kind, label, name, key, held, *_ in rows:
        found.setdefault(str(iri), Named(str(iri), str(kind), str(label), str(name), str(key), bool(held)))
    return list(found.values())


def _closeness(text: str, name: object) -> float:
    return max(fuzz.ratio(text, str(name)), fuzz.token_sort_ratio(text, str(name)))


def _match(text: str) -> str:
    """The words of a search as an FTS5 expression: quoted phrases kept, all else one word each."""
    parts = re.findall(r'"([^"]+)"|(\w+)', text.replace("’", "'"))
    return " ".join(f'"{phrase or word}"' for phrase, word in parts if re.search(r"\w", phrase or word))
