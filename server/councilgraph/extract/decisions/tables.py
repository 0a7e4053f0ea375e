"""Decisions in the rows of a table whose head names title, maker, date, as forward plans and lists print them."""

import re
from collections.abc import Sequence

from councilgraph.extract import dates
from councilgraph.extract.councils import Profile
from councilgraph.extract.decisions.outcomes import status_of
from councilgraph.extract.decisions.resolutions import body_kind
from councilgraph.extract.decisions.titles import clean_title
from councilgraph.extract.fields import label_of
from councilgraph.extract.people import makers
from councilgraph.extract.shadow import Line, Shadow
from councilgraph.model import DecisionFact, DocumentFact, PartialDate, Said

_TITLES = re.compile(
    r"(?i)(?:(?:key )?decision(?: to be (?:taken|made))?|subject|title|item|matter|issue|report)(?: .{0,30})?"
)
_KEY = re.compile(r"(?i)key\s?\??(?:\s?\(?(?:y/n|yes/no)\)?)?\??")
_YES = re.compile(r"(?i)(?:yes|y|key)\b")

Cells = dict[str, tuple[int, int]]  # by the key of the column: where the cell stands


def decisions(shadow: Shadow, profile: Profile, paper: DocumentFact) -> list[DecisionFact]:
    """One decision for each row below a head line; a forward plan tells what is to be decided."""
    found: list[DecisionFact] = []
    columns: list[str] = []
    for line in shadow.lines:
        head = _head(line)
        if head:
            columns = head
        elif columns and max(2, len(columns) - 2) <= line.text.count("\t") < len(columns):  # the last may be empty
            fact = _row(shadow, profile, dict(zip(columns, _cells(line), strict=False)), paper)
            found += [fact] if fact is not None else []
    return found or _flat(shadow, profile, paper)


def _flat(shadow: Shadow, profile: Profile, paper: DocumentFact) -> list[DecisionFact]:
    """The decisions of tables that print one cell a line, head and all."""
    lines = shadow.lines
    found: list[DecisionFact] = []
    index = 0
    while index < len(lines):
        columns = _flat_head(lines, index)
        if not columns:
            index += 1
            continue
        index += len(columns)
        while index < len(lines) and (row := _flat_row(shadow, lines, index, columns)) is not None:
            fact = _row(shadow, profile, row[0], paper)
            found += [fact] if fact is not None else []
            index = row[1]
    return found


def _flat_head(lines: Sequence[Line], index: int) -> list[str]:
    """The keys of the columns where the lines from an index on are a head with a cell a line."""
    if len(lines[index].text) > 59 or _keys([lines[index].text])[0].startswith("column"):
        return []
    for size in range(8, 2, -1):
        cells = [line.text for line in lines[index : index + size]]
        if len(cells) == size and all(len(cell) < 60 and "\t" not in cell for cell in cells):
            keys = _keys(cells)
            if all(not key.startswith("column") for key in keys) and _is_head(keys):
                return keys
    return []


def _flat_row(shadow: Shadow, lines: Sequence[Line], index: int, columns: Sequence[str]) -> tuple[Cells, int] | None:
    """The cells of a row and the line after it: one of them may run over several lines."""
    for wide in ("title", *columns):
        for more in range(4 if wide == "title" else 3):
            cells, at = {}, index
            for key in columns:
                last = at + (more if key == wide else 0)
                if last >= len(lines):
                    return None
                cells[key] = lines[at].start, lines[last].end
                at = last + 1
            if _fits(shadow, cells):
                return cells, at
    return None


def _fits(shadow: Shadow, cells: Cells) -> bool:
    """Whether date, maker and key decision stand where a row's columns say, and nowhere else."""
    dated = {key for key, (start, end) in cells.items() if dates.find(shadow.text, start, min(end, start + 40))}
    when = dated & {"date", "due"}
    wants = set(cells) & {"date", "due"}
    maker = makers.read(shadow, *cells["maker"]) if "maker" in cells else None
    key = shadow.text[slice(*cells["key"])] if "key" in cells else "Yes"
    return (
        (not wants or bool(when))
        and (maker is None or maker.role is not None or maker.name is not None)
        and re.match(r"(?i)(?:yes|no|y|n|key|non-key|open|not)\b", key.strip()) is not None
    )


def _cells(line: Line) -> list[tuple[int, int]]:
    cells, start = [], line.start
    for text in line.text.split("\t"):
        cells.append((start, start + len(text)))
        start += len(text) + 1
    return cells


def _head(line: Line) -> list[str]:
    """The keys of the columns where a line is a table's head that names a title and a maker or date."""
    cells = line.text.split("\t")
    if len(cells) < 3 or len(line.text) > 300:
        return []
    keys = _keys(cells)
    return keys if _is_head(keys) else []


def _keys(cells: Sequence[str]) -> list[str]:
    """What each cell of a head stands for, "column 3" where that is not known."""
    keys = []
    for index, cell in enumerate(cells):
        label = label_of(f"{cell.strip()}:")
        key = label[0] if label is not None and label[2] >= len(cell.strip()) else f"column {index}"
        key = "key" if _KEY.fullmatch(cell.strip()) else key
        keys.append("title" if key == f"column {index}" and _TITLES.fullmatch(cell.strip()) else key)
    if "title" not in keys and "decision" in keys:
        keys[keys.index("decision")] = "title"
    return keys


def _is_head(keys: Sequence[str]) -> bool:
    known = set(keys)
    return "title" in known and bool(known & {"maker", "date", "due", "decision", "status"}) and len(known) == len(keys)


def _row(shadow: Shadow, profile: Profile, cells: Cells, paper: DocumentFact) -> DecisionFact | None:
    start, end = cells["title"]
    text = shadow.text[start:end].strip()
    if len(text) < 4:
        return None
    planned = paper.kind.value == "forward plan"
    told = _told(shadow, cells)
    if told is None and not set(cells) & {"maker", "date", "due"}:
        return None
    number = _number(shadow, profile, cells)
    maker = makers.read(shadow, *cells["maker"]) if "maker" in cells else makers.Maker()
    date = _date(shadow, cells)
    key = _key(shadow, cells)
    title = shadow.said(start, end, clean_title(text))
    kind = makers.kind(maker.role.value) if maker.role else None if maker.name or planned else body_kind(paper)
    return DecisionFact(
        evidence=title.evidence,
        number=number,
        title=title,
        kind=Said(kind, title.evidence) if kind else None,
        maker_name=maker.name,
        maker_role=maker.role or (paper.meeting_of if maker.name is None and not planned else None),
        date=date or (None if planned else paper.date),
        date_type=("due" if planned else "taken") if date else "meeting" if paper.date and not planned else None,
        key_decision=key,
        status=told or Said("proposed" if planned else "taken", title.evidence),
    )


def _told(shadow: Shadow, cells: Cells) -> Said[str] | None:
    """The status that a column of outcomes gives a row."""
    for key in ("decision", "status"):
        if key in cells and (name := status_of(shadow.text[slice(*cells[key])][:60])) is not None:
            return shadow.said(*cells[key], name)
    return None


def _number(shadow: Shadow, profile: Profile, cells: Cells) -> Said[str] | None:
    if "number" not in cells:
        return None
    start, end = cells["number"]
    match = re.compile(rf"\s*(?P<number>{'|'.join(profile.decision_numbers)})(?=\s|$)").match(shadow.text, start, end)
    return shadow.said(match.start("number"), match.end("number"), match["number"]) if match else None


def _date(shadow: Shadow, cells: Cells) -> Said[PartialDate] | None:
    for key in ("date", "due"):
        if key in cells:
            for found in dates.find(shadow.text, *cells[key]):
                if found.date is not None:
                    return shadow.said(found.start, found.end, found.date)
    return None


def _key(shadow: Shadow, cells: Cells) -> Said[bool] | None:
    if "key" not in cells or not shadow.text[slice(*cells["key"])].strip():
        return None
    return shadow.said(*cells["key"], bool(_YES.match(shadow.text[slice(*cells["key"])].strip())))
