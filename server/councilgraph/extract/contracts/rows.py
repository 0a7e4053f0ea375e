"""The rows of tables of contracts, whether a row stands on one line or one cell on each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from councilgraph.extract.amounts.money import figures, read
from councilgraph.extract.contracts.cells import cell_value
from councilgraph.extract.contracts.heads import Head
from councilgraph.extract.dates import find
from councilgraph.extract.durations import spells
from councilgraph.extract.shadow import Line, Shadow
from councilgraph.extract.table_cells import parted, whole_row

REFERENCE = re.compile(
    r"(?:[A-Z]{1,8}[-/ ]?)?(?:\d{3,}|\d{1,4}[-/]\d{1,6})[\w/-]*|[A-Z]{2,}[-/_][A-Z0-9/_-]*\d[\w/_-]*"
)
_BARE_MONEY = re.compile(
    r"(?<![\w.,/-])\d{1,3}(?:,\d{3})+(?:\.\d\d)?(?![\w/-])|(?<![\w.,/-])\d{3,}(?:\.\d\d)?(?![\w/-])"
)
_FIRM = re.compile(
    r"\b(?:Ltd|Limited|LTD|LIMITED|plc|PLC|LLP|CIC|CIO|Inc|Trust|Association|"
    r"Society|Group|Partnership|UK|Foundation|Co)\b\.?(?:\s\(UK\)| Ltd| Limited)"
    r"?\s*$"
)


_REST_OF_FIRM = re.compile(
    r"(?:(?:\(?(?:UK|GB|Europe)\)?|Services?|Solutions|Systems|Group|Holdings|Partnership|Associates|Care|International|"
    r"Consultants|Consulting|Company|Trust|Foundation|Association|Society|Homes|and \w+|& \w+)\s?)*"
    r"(?:Ltd|Limited|LTD|LIMITED|plc|PLC|LLP|CIC|CIO|Inc)?\.?$"
)


@dataclass
class Row:
    """One row: the values found for each field, with their places in the shadow."""

    said: dict[str, tuple[Any, int, int]] = field(default_factory=dict)


def rows_below(shadow: Shadow, lines: Sequence[Line], head: Head) -> tuple[list[Row], int]:
    """The rows below a head, and the index of the line after them."""
    if head.separator:
        return _separated(shadow, lines, head)
    rows: list[Row] = []
    block: list[Line] = []
    index = head.first_line
    by_reference = head.columns[0] == "reference"
    while index < len(lines) and not _ends_table(lines[index], block, rows):
        line = lines[index]
        if by_reference and block and _opens(line.text) and _complete(block, head, least=1):
            rows.append(_row(shadow, block, head, rows))
            block = []
        block.append(line)
        if not by_reference and _complete(block, head):
            rows.append(_row(shadow, block, head, rows))
            block = []
        index += 1
    if by_reference and block and _complete(block, head, least=1):
        rows.append(_row(shadow, block, head, rows))
    return rows, max(index, head.first_line)


def _opens(text: str) -> bool:
    """Whether a line starts with a reference, as the first cell of a row does."""
    match = REFERENCE.match(text)
    return match is not None and not any(f.start == 0 for f in find(text[:24]))


def _ends_table(line: Line, block: Sequence[Line], rows: Sequence[Row]) -> bool:
    """Whether the running text goes on here: a sentence, a heading with its number, or cells without end."""
    sentence = (len(line.text) > 70 and line.text.endswith((".", ":"))) or len(line.text) > 200
    return sentence or len(block) > 14 or re.match(r"\d{1,2}\.\d{0,2}\s+[A-Z]", line.text) is not None


def _separated(shadow: Shadow, lines: Sequence[Line], head: Head) -> tuple[list[Row], int]:
    rows: list[Row] = []
    index = head.first_line
    while index < len(lines):
        if lines[index].text.count(head.separator) < _least(head):
            onward = _goes_on(lines, index, head) if rows else index
            if onward == index:
                break
            _append(rows[-1], lines[index])
            index = onward
            continue
        line, row = lines[index], Row()
        framed = line.text.startswith(head.separator)  # "| a | b |": the first separator opens a cell
        position = line.start + (len(head.separator) if framed else 0)
        index += 1
        cells = _cells(line.text[framed:], head.separator)
        again = tuple(cell.strip() for cell in cells) == head.names  # the head repeated on the next page
        if again or not re.search(r"[A-Za-z0-9]", line.text):
            continue
        if head.separator == "\t" and (whole := whole_row(shadow, line, len(head.columns))) is not None:
            for place, (cell, start) in enumerate(whole):
                fill(row, head.columns[place], cell, start, head, place)
            rows.append(row)
            continue
        placed: list[tuple[str, int]] = []
        for cell in cells[: len(head.columns)]:
            placed.append((cell.strip(), position + len(cell) - len(cell.lstrip())))
            position += len(cell) + len(head.separator)
        for place, (cell, start) in enumerate(parted(placed, head.columns)):
            fill(row, head.columns[place], cell, start, head, place)
        rows.append(row)
    return rows, index


def _least(head: Head) -> int:
    """How many separators a row has at least."""
    return max(1, len(head.columns) // 2)


def _goes_on(lines: Sequence[Line], index: int, head: Head) -> int:
    """Where a table goes on behind a line of its own: the rest of a cell, the foot of a page; `index` where it ends."""
    for at in range(index + 1, min(index + 4, len(lines))):
        if lines[at].text.count(head.separator) >= len(head.columns) - 2 > 0:
            return at
    last = lines[index].text
    return index + 1 if last[:1].islower() and len(last) < _CELL else index


_CELL = 60  # characters of what a cell has on its second line at most


def _append(row: Row, line: Line) -> None:
    """Adds to a row's title or supplier what stands of it on the next line."""
    text = line.text.strip()
    name = "supplier" if _REST_OF_FIRM.match(text) and not text[:1].islower() else "title"
    if name not in row.said or len(text) > _CELL or _FOOT.fullmatch(text) or (name == "title" and text[:1].isupper()):
        return
    value, start, end = row.said[name]
    row.said[name] = (f"{value} {text}", start, end)


_FOOT = re.compile(r"(?i)(?:page )?\d+(?: of \d+)?|.*\bpage \d+.*")


def _cells(text: str, separator: str) -> list[str]:
    """The cells of a line; a comma within quotes, or within a sum, separates none."""
    if separator != ",":
        return text.split(separator)
    return re.split(r",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)(?!\d{3}(?:\D|$))", text)


def fill(row: Row, column: str, cell: str, start: int, head: Head, place: int) -> None:
    """Reads one cell as what its column holds."""
    for name, value in cell_value(column, cell, head.name(place)):
        name = "annual_value" if head.yearly and name == "total_value" else name
        row.said.setdefault(name, (value, start, start + len(cell)))


def _complete(block: Sequence[Line], head: Head, least: int | None = None) -> bool:
    """Whether a block of lines holds all the dates and sums that a row has."""
    text = "\n".join(line.text for line in block)
    dates = sum(c in {"start", "end"} for c in head.columns)
    sums = sum(c in {"annual_value", "total_value"} for c in head.columns)
    have_dates, have_sums = len([f for f in find(text) if f.date]), len(_sums(text, 0))
    if least is not None:
        return have_dates + have_sums >= least
    return have_dates >= dates and have_sums >= sums and dates + sums > 0


def _sums(text: str, offset: int) -> list[tuple[Decimal, int, int]]:
    """The sums of a stretch: with a sign, else bare numbers that are no dates."""
    found = [(f.value, f.start + offset, f.end + offset) for f in figures(text)[0]]
    if found:
        return found
    dated = [(f.start, f.end) for f in find(text)]
    return [
        (read(m[0], None)[0], m.start() + offset, m.end() + offset)
        for m in _BARE_MONEY.finditer(text)
        if "," in m[0] or "." in m[0]
        if not any(a <= m.start() < b for a, b in dated)
    ]


def _row(shadow: Shadow, block: Sequence[Line], head: Head, above: Sequence[Row]) -> Row:
    """A row out of the lines that hold it: dates and sums by kind, the words that are left by column."""
    row = Row()
    start, end = block[0].start, block[-1].end
    text = shadow.text[start:end]
    taken: list[tuple[int, int]] = []
    columns = [c for c in head.columns if c in {"start", "end"}]
    for column, found in zip(columns, [f for f in find(text) if f.date], strict=False):
        row.said[column] = (found.date, start + found.start, start + found.end)
        taken.append((start + found.start, start + found.end))
    values = [c for c in head.columns if c in {"annual_value", "total_value"}]
    for column, (value, a, b) in zip(values, _sums(text, start), strict=False):
        row.said["annual_value" if head.yearly else column] = (value, a, b)
        taken.append((a, b))
    references = [m for m in REFERENCE.finditer(text) if not any(a <= start + m.start() < b for a, b in taken)]
    if "reference" in head.columns and references:
        ref = references[0]
        row.said["reference"] = (ref[0], start + ref.start(), start + ref.end())
        taken.append((start + ref.start(), start + ref.end()))
    if "term" in head.columns and (found_spells := spells(text)):
        row.said["term"] = (found_spells[0].parts[0], start + found_spells[0].start, start + found_spells[0].end)
        taken.append((start + found_spells[0].start, start + found_spells[0].end))
    _name(shadow, row, list(_rest(shadow, block, taken)), head, above)
    return row


def _rest(shadow: Shadow, block: Sequence[Line], taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """What is left of each line when dates, sums and reference are taken away: start and words."""
    for line in block:
        position = line.start
        for a, b in sorted([t for t in taken if line.start <= t[0] < line.end] + [(line.end, line.end)]):
            words_left = shadow.text[position:a]
            stripped = words_left.strip(" \t-–,;|£")
            if len(stripped) > 1 and re.search(r"[A-Za-z]{2}", stripped):
                yield position + words_left.index(stripped), stripped
            position = b


def _name(shadow: Shadow, row: Row, rest: list[tuple[int, str]], head: Head, above: Sequence[Row]) -> None:
    """Title and supplier out of the words of a row."""
    order = [c for c in head.columns if c in {"title", "supplier"}]
    if not rest or any(re.search(r"\btotals?\b", text, re.IGNORECASE) for _, text in rest):
        return
    lettered = [(start, text) for start, text in rest if re.match(r"[A-Z0-9]{1,2}[.)]\s", text)]
    rest = [_without_letter(start, text) for start, text in rest]
    if len(rest) == 1 and len(order) == 2:
        rest = _split(shadow, *rest[0], order) or rest
    if len(rest) == 1 and len(order) == 2 and not lettered and above and "title" in above[-1].said:
        row.said["title"] = above[-1].said["title"]
        order = ["supplier"]
    named = _firm_last(rest) if len(rest) > len(order) and len(order) == 2 else rest
    for column, (start, text) in zip(order, named, strict=False):
        end = shadow.text.find(text.split()[-1], start) + len(text.split()[-1])
        row.said[column] = (text, start, end)


def _without_letter(start: int, text: str) -> tuple[int, str]:
    match = re.match(r"[A-Z0-9]{1,2}[.)]\s+", text)
    return (start + match.end(), text[match.end() :]) if match else (start, text)


def _firm_last(rest: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Title and supplier where cells run over several lines: the firm is the line with Ltd, else the last."""
    at = next((i for i, r in enumerate(rest) if i and _FIRM.search(r[1])), len(rest) - 1)
    first = at
    while first > 1 and _REST_OF_FIRM.match(rest[first][1]) and rest[first - 1][1][:1].isupper():
        first -= 1  # "Limited" or "Services Ltd" alone ends the name above it
    firm = (rest[first][0], " ".join(text for _, text in rest[first : at + 1]))
    return [(rest[0][0], " ".join(text for _, text in rest[:first])), firm]


def _split(shadow: Shadow, start: int, text: str, order: Sequence[str]) -> list[tuple[int, str]] | None:
    """Two cells printed as one: parted by wide blanks in the original, or after a name used elsewhere too."""
    first = shadow.offsets[start]
    raw = shadow.source.text[first : shadow.offsets[start + len(text) - 1] + 1]
    wide = re.search(r"\S(\s{2,})\S", raw)
    parts = text.split()
    if wide and "\n" not in wide[1]:
        size = len(raw[: wide.start() + 1].split())
        return _cut(start, text, parts, size)
    for size in range(len(parts) - 1, 0, -1):
        name = " ".join(parts[:size])
        elsewhere = shadow.text[: start - 1] + " ¤ " + shadow.text[start + len(text) :]
        if order[0] == "title" and re.search(rf"\b{re.escape(name)}s?\b", elsewhere):
            return _cut(start, text, parts, size)
    return _by_letters(start, text, parts)


def _by_letters(start: int, text: str, parts: Sequence[str]) -> list[tuple[int, str]] | None:
    """Where small letters turn to capitals ("Agency staff Matrix SCM Limited"), or before the last name of a firm."""
    turns = [i for i in range(1, len(parts)) if parts[i][0].isupper() and parts[i - 1][0].islower()]
    turns = [i for i in turns if parts[i - 1] not in {"of", "and", "for", "the", "in"}]
    if turns:
        return _cut(start, text, parts, turns[-1])
    if _FIRM.search(text) and len(parts) > 3:
        return _cut(start, text, parts, len(parts) - 2)
    return None


def _cut(start: int, text: str, parts: Sequence[str], size: int) -> list[tuple[int, str]]:
    second = text.index(parts[size], len(" ".join(parts[:size])))
    return [(start, " ".join(parts[:size])), (start + second, text[second:])]
