"""Names that resemble a text, found by groups of three letters without looking at more than a few thousand."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

Row = tuple[object, ...]
Rows = Callable[[str, Sequence[object]], list[Row]]

_MOST = 1_000  # names that one look takes; groups of letters that more share tell little apart
_RANKED = 10_000  # names that the likeliest of one look are taken from, where a text has several words
_HIDDEN = 5  # groups left out together: one wrong letter spoils up to three in a row
_STEP = 3
_LONGEST = 80  # letters of a text that are looked at
_AFTER_ALL = "\U0010ffff"
_SHARED = "SELECT count(*) FROM (SELECT 1 FROM grams WHERE grams MATCH ? LIMIT ?)"
_FIRST = f"SELECT rowid AS id FROM grams WHERE grams MATCH ? LIMIT {_MOST}"
_LIKELIEST = f"""SELECT id FROM (SELECT rowid AS id, rank AS likely FROM grams WHERE grams MATCH ? LIMIT {_RANKED})
    ORDER BY likely LIMIT {_MOST}"""
_NAMES = "SELECT n.id, n.folded FROM (%s) g JOIN names n ON n.id = g.id"
_BEGINNING = f"SELECT id FROM names WHERE compact != '' AND compact >= ? AND compact < ? LIMIT {_MOST}"
_OF_KINDS = " JOIN things t ON t.id = n.thing WHERE t.kind IN (%s)"


def resembling(rows: Rows, folded: str, kinds: Sequence[str] = ()) -> dict[int, str]:
    """Folded names, by their number, that share most of a folded text's groups of letters, or its rarest ones."""
    grams = [folded[i : i + 3] for i in range(min(len(folded), _LONGEST) - 2)]
    of_kinds = _OF_KINDS % ", ".join("?" * len(kinds)) if kinds else ""
    sharing = _NAMES % (_LIKELIEST if " " in folded else _FIRST) + of_kinds
    found = [row for match in _matches(rows, grams) for row in rows(sharing, (match, *kinds))]
    if any(map(str.isdigit, folded)):
        found += _beginning(rows, folded.replace(" ", ""), _NAMES % _BEGINNING + of_kinds, kinds)
    return {int(str(number)): str(name) for number, name in found}


def _beginning(rows: Rows, compact: str, sql: str, kinds: Sequence[str]) -> list[Row]:
    """Identifiers that begin as one does, as far as any do."""
    beginnings = (compact[:end] for end in range(len(compact), _STEP - 1, -1))
    return next((found for one in beginnings if (found := rows(sql, (one, one + _AFTER_ALL, *kinds)))), [])


def words(rows: Rows, folded: str) -> list[str]:
    """Words of such names, the most frequent first."""
    names = resembling(rows, folded).values()
    return [word for word, _ in Counter(word for name in names for word in name.split()).most_common()]


def _matches(rows: Rows, grams: Sequence[str]) -> Iterator[str]:
    """Expressions of what to look for: the rarest groups of letters, then all groups but those around one place."""
    shared = {gram: int(str(rows(_SHARED, (_quoted(gram), _MOST + 1))[0][0])) for gram in dict.fromkeys(grams)}
    rare, left = list[str](), _MOST
    for gram in sorted((gram for gram in shared if shared[gram]), key=shared.__getitem__):
        left -= shared[gram]
        if left >= 0:
            rare.append(gram)
    if rare:
        yield " OR ".join(map(_quoted, rare))
    there = [gram for gram in grams if shared[gram]]
    hidden = [(first, first + _HIDDEN) for first in range(1 - _STEP, len(grams), _STEP)]
    for first, last in ((0, 0), *hidden):
        kept = [gram for place, gram in enumerate(grams) if not max(first, 0) <= place < last and gram in there]
        if kept:
            yield " AND ".join(map(_quoted, dict.fromkeys(kept)))


def _quoted(gram: str) -> str:
    return f'"{gram}"'
