"""Full-text search over a snapshot's index: which things and passages hold some words."""

import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

Rows = Callable[[str, Sequence[object]], list[tuple[object, ...]]]

# What people look for stands before the texts, these before what was worked out from them.
_FIRST = ("decision", "contract", "service", "organisation", "committee", "person", "post", "law", "document")
_WORD = re.compile(r'"([^"]+)"|(\w+)')
_VOCABULARIES = (("spelt", "words"), ("stems", "found"))  # the names' words as written come before stems of texts
_SHORT, _LONG = 4, 8  # letters: below the one a word is not mended, from the other on two letters may be wrong


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


def search(rows: Rows, text: str, tests: dict[str, str | None], limit: int, offset: int) -> list[Hit]:
    """The hits on a page of results; `tests` maps conditions on a thing `t`, each with one value, to the value."""
    match = expression(text)
    if not match:
        return []
    wanted = {test: value for test, value in tests.items() if value}
    first = ", ".join(f"'{kind}'" for kind in _FIRST)
    found = rows(
        "SELECT t.iri, t.kind, t.label, snippet(found, 0, '«', '»', ' … ', 24), t.day, t.council, "
        "x.start, x.end FROM found JOIN texts x ON x.id = found.rowid JOIN things t ON t.id = x.thing "
        f"WHERE found MATCH ? AND t.kind != 'claim' {''.join(f'AND t.{test} ' for test in wanted)}"
        f"ORDER BY t.kind NOT IN ({first}), x.about != 'label', rank LIMIT ? OFFSET ?",
        (match, *wanted.values(), limit, offset),
    )
    return [Hit(*row) for row in found]  # type: ignore[arg-type]


def expression(text: str) -> str:
    """The words of a search as an FTS5 expression: quoted phrases kept, all else one word each."""
    parts = _WORD.findall(text.replace("’", "'"))
    return " ".join(f'"{phrase or word}"' for phrase, word in parts if re.search(r"\w", phrase or word))


def prepare(connection: sqlite3.Connection) -> None:
    """Make the index's vocabularies readable; they live with the connection, so a read-only file will do."""
    for name, table in _VOCABULARIES:
        connection.execute(f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab(main, {table}, 'row')")


def respelled(rows: Rows, text: str) -> str:
    """The text with each word that stands nowhere put right where one close to it does; "" where none was."""
    mended = _WORD.sub(lambda part: part[0] if part[1] else _nearest(rows, part[2]), text)
    return "" if mended == text else mended


def _nearest(rows: Rows, word: str) -> str:
    """A word as it stands in the texts: itself, else the closest by edits, as often used as may be."""
    known = rows("SELECT 1 FROM found WHERE found MATCH ? LIMIT 1", (f'"{word}"',))
    if known or len(word) < _SHORT or any(map(str.isdigit, word)):
        return word
    for table, _ in _VOCABULARIES:
        close = f"SELECT term FROM {table} WHERE length(term) BETWEEN ? AND ? ORDER BY doc DESC"
        terms = [str(row[0]) for row in rows(close, (len(word) - 2, len(word) + 2))]
        best = process.extractOne(
            word.casefold(), terms, scorer=DamerauLevenshtein.distance, score_cutoff=1 + (len(word) >= _LONG)
        )
        if best is not None:
            return str(best[0])
    return word
