"""Full-text search over a snapshot's index: which things and passages hold some words."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from councilgraph.store import resembling

Rows = Callable[[str, Sequence[object]], list[tuple[object, ...]]]

# What people look for stands before the texts, these before what was worked out from them.
_FIRST = ("decision", "contract", "service", "organisation", "committee", "person", "post", "law", "document")
_WORD = re.compile(r'"([^"]+)"|(\w+)')
_MOST = 30_000  # texts that a search without conditions looks at: labels stand first among them
_OFTEN = 100  # texts in which a word stands: more is as much
_SHORT, _LONG = 4, 8  # letters: below the one a word is not mended, from the other on two letters may be wrong
_LONGEST, _MENDED = 30, 10  # letters of a word that is mended, and words of a search that are looked at


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
    shown = (
        "SELECT x.id FROM (SELECT rowid AS id, rank AS likely FROM found WHERE found MATCH ? LIMIT ?) f "
        "JOIN texts x ON x.id = f.id JOIN things t ON t.id = x.thing "
        f"WHERE t.kind != 'claim' {''.join(f'AND t.{test} ' for test in wanted)}"
        f"ORDER BY t.kind NOT IN ({first}), x.about != 'label', likely LIMIT ? OFFSET ?"
    )
    most = -1 if wanted else _MOST
    places = [row[0] for row in rows(shown, (match, most, *wanted.values(), limit, offset))]
    # Snippets take longer than all else, and are made of what is shown alone.
    found = rows(
        "SELECT t.iri, t.kind, t.label, snippet(found, 0, '«', '»', ' … ', 24), t.day, t.council, "
        "x.start, x.end, x.id FROM found JOIN texts x ON x.id = found.rowid JOIN things t ON t.id = x.thing "
        f"WHERE found MATCH ? AND found.rowid IN ({', '.join('?' * len(places))})",
        (match, *places),
    )
    found.sort(key=lambda row: places.index(row[-1]))
    return [Hit(*row[:-1]) for row in found]  # type: ignore[arg-type]


def expression(text: str) -> str:
    """The words of a search as an FTS5 expression: quoted phrases kept, all else one word each."""
    parts = _WORD.findall(text.replace("’", "'"))
    return " ".join(f'"{phrase or word}"' for phrase, word in parts if re.search(r"\w", phrase or word))


def respelled(rows: Rows, text: str) -> str:
    """The text with each word that stands nowhere put right where one close to it does; "" where none was."""
    mended = _WORD.sub(lambda part: part[0] if part[1] else _nearest(rows, part[2]), text, count=_MENDED)
    return "" if mended == text else mended


def _nearest(rows: Rows, word: str) -> str:
    """A word as it stands in the texts: itself, else the closest by edits, as often used as may be.

    Words of names may differ by two letters, those of other texts by one.
    """
    folded = word.casefold()
    if not _SHORT <= len(word) <= _LONGEST or any(map(str.isdigit, word)) or _used(rows, word, 1):
        return word
    likely = resembling.words(rows, folded)
    best = process.extractOne(folded, likely, scorer=DamerauLevenshtein.distance, score_cutoff=1 + (len(word) >= _LONG))
    if best is not None:
        return str(best[0])
    there = {other: _used(rows, other, _OFTEN) for other in _edits(folded)}
    return max(there, key=there.__getitem__) if any(there.values()) else word


def _used(rows: Rows, word: str, most: int) -> int:
    """In how many texts a word stands, counted as far as `most`."""
    match = f'"{word}"'
    return int(str(rows("SELECT count(*) FROM (SELECT 1 FROM found WHERE found MATCH ? LIMIT ?)", (match, most))[0][0]))


def _edits(word: str) -> list[str]:
    """All that a word may have been before one letter was left out, added, changed or moved."""
    halves = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    shorter = [one + other[1:] for one, other in halves if other]
    moved = [one + other[1] + other[0] + other[2:] for one, other in halves if len(other) > 1]
    changed = [one + letter + other[1:] for one, other in halves if other for letter in ascii_lowercase]
    longer = [one + letter + other for one, other in halves for letter in ascii_lowercase]
    return list(dict.fromkeys((*moved, *shorter, *longer, *changed)))
