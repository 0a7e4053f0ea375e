"""Tables of contracts printed with one cell a line, the head too: each row is so many lines as the head has names."""

import re
from collections.abc import Sequence

from councilgraph.extract.contracts.heads import Head, checked
from councilgraph.extract.contracts.rows import Row, fill
from councilgraph.extract.contracts.words import column_of
from councilgraph.extract.dates import find
from councilgraph.extract.durations import spells
from councilgraph.extract.shadow import Line, Shadow

_MOST = 14  # names of a head
_LONG = 48  # characters of a column's name at most
_NOTHING = re.compile(r"(?i)(?:n/?[ak]|tbc|tba|none|nil|ongoing|rolling|various|not \w+|to be \w+|[-–]+|\?+)\.?")
_SUM = re.compile(r"(?i)(?:circa |approx\w*\.? |c\.? ?|up to )?£?\s?\d[\d,. ]*(?:k|m|million)?(?:\s\D{0,30})?")
_GARBLED = re.compile(r"£?\s?(?=.*\d)[\dOoIlS,. ]+")  # letters for digits: no sum, and no reason to lose the row
_FOOT = re.compile(r"(?i)page \d+.*|.*\bpage \d+(?: of \d+)?|\d{1,3}")
_DATED, _VALUED = frozenset(("start", "end", "period")), frozenset(("annual_value", "total_value"))
_WIDE = ("title", "supplier", "")

Cell = tuple[int, int]  # start and end in the shadow


def stacked(shadow: Shadow, lines: Sequence[Line], index: int) -> tuple[Head, list[Row], int] | None:
    """Head, rows and the index of the line after them of such a table that starts at a line, None where none does."""
    if len(lines[index].text) > _LONG or column_of(lines[index].text) is None:
        return None
    names = _names(lines, index)
    for size in range(len(names), 3, -1):
        head = _head(lines, index, names[:size])
        if head is not None and (found := _rows(shadow, lines, head))[0]:
            return head, *found
    return None


def _names(lines: Sequence[Line], index: int) -> list[tuple[str, int]]:
    """The short lines that could be a head's names, each with the index of the line after it."""
    names: list[tuple[str, int]] = []
    while index < len(lines) and len(names) < _MOST:
        text = lines[index].text
        if len(text) > _LONG or "\t" in text or "|" in text or re.search(r"\d{2}", text.replace("000", "")):
            break
        both = f"{text} {lines[index + 1].text}" if index + 1 < len(lines) else text
        joint = len(both) > len(text) and len(both) <= _LONG and column_of(both) is not None
        joint = joint and (both[len(text) + 1].islower() or None in map(column_of, (text, both[len(text) + 1 :])))
        index += 2 if joint else 1
        names.append((both if joint else text, index))
    return names


def _head(lines: Sequence[Line], index: int, names: Sequence[tuple[str, int]]) -> Head | None:
    """A head of these names, two thirds of them known; what is named twice or not known says nothing of a contract."""
    found = [column_of(name) for name, _ in names]
    last = names[-1][1]
    if last < len(lines) and column_of(lines[last].text) is not None:
        return None  # the head goes on
    if found[-1] is None or 3 * sum(column is not None for column in found) < 2 * len(found):
        return None
    columns = [column if column and column not in found[:place] else "" for place, column in enumerate(found)]
    printed = tuple(name for name, _ in names)
    return checked(lines, index, last, tuple(columns), printed, "\n")


def _rows(shadow: Shadow, lines: Sequence[Line], head: Head) -> tuple[list[Row], int]:
    """The rows below a head; the head again and numbers of pages may stand between them."""
    rows: list[Row] = []
    index = head.first_line
    while index < len(lines):
        placed = _row(shadow, lines, index, head.columns)
        if placed is None:
            again = lines[index].text == lines[head.first_line - 1].text or lines[index].text in head.names
            if again or _FOOT.fullmatch(lines[index].text):
                index += 1
                continue
            beyond = _beyond(shadow, lines, index, head.columns) if rows else None
            if beyond is None:
                break
            index = beyond
            continue
        cells, index = placed
        row = Row()
        for place, (start, end) in enumerate(cells):
            fill(row, head.columns[place], shadow.text[start:end].replace("\n", " "), start, head, place)
        rows.append(row)
    return rows, index


def _beyond(shadow: Shadow, lines: Sequence[Line], index: int, columns: Sequence[str]) -> int | None:
    """Where the next row starts behind one that does not fit, as where a figure is garbled; None where none does."""
    near = range(index + 1, min(len(lines), index + 2 * len(columns)))
    return next((at for at in near if _row(shadow, lines, at, columns) is not None), None)


def _row(shadow: Shadow, lines: Sequence[Line], index: int, columns: Sequence[str]) -> tuple[list[Cell], int] | None:
    """The cells of a row and the line after it; one cell of words may run over up to three lines."""
    wide = [(place, more) for more in (1, 2) for place, name in enumerate(columns) if name in _WIDE]
    for where, more in ((-1, 0), *wide):
        cells, at = [], index
        for place in range(len(columns)):
            last = at + (more if place == where else 0)
            if last >= len(lines):
                break
            cells.append((lines[at].start, lines[last].end))
            at = last + 1
        if len(cells) == len(columns) and _fits(shadow, cells, columns):
            return cells, at
    return None


def _fits(shadow: Shadow, cells: Sequence[Cell], columns: Sequence[str]) -> bool:
    """Whether dates and sums stand where the head says, one at least, and words where it names words."""
    texts = [shadow.text[start:end].replace("\n", " ") for start, end in cells]
    told = [_fit(text, column) for text, column in zip(texts, columns, strict=True)]
    measured = [fit for fit, column in zip(told, columns, strict=True) if column in _DATED | _VALUED]
    return all(fit is not False for fit in told) and any(measured)


def _fit(text: str, column: str) -> bool | None:
    """Whether a cell is what its column holds; None where it says that there is nothing."""
    if _NOTHING.fullmatch(text):
        return None
    if column in _DATED:
        return len(text) < 40 and any(found.start == 0 for found in find(text))
    if column in _VALUED:
        if _SUM.fullmatch(text) is None and _GARBLED.fullmatch(text):
            return None
        return _SUM.fullmatch(text) is not None and not find(text)
    if column == "reference":
        return (
            len(text) < 30
            and "£" not in text
            and re.search(r"\d", text) is not None
            and not any(found.start == 0 for found in find(text))
        )
    if column == "term":
        return bool(spells(text)) or text.isdigit()
    if column in {"title", "supplier"}:
        return re.search(r"[A-Za-z]{2}", text) is not None and not any(found.start == 0 for found in find(text))
    return len(text) < 160
