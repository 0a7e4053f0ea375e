"""Contracts listed one a line, their parts set apart by dashes or bars: "Payroll - Ledger Ltd - 1 May 2024 to …"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from councilgraph.extract.amounts.money import figures
from councilgraph.extract.contracts.cells import WITHOUT_TENDER, fact_of
from councilgraph.extract.contracts.offers import COMPANY
from councilgraph.extract.contracts.rows import REFERENCE
from councilgraph.extract.dates import find
from councilgraph.extract.durations import spells
from councilgraph.extract.shadow import Line, Shadow
from councilgraph.model import ContractFact

_MARK = re.compile(r"(?:[•*–-]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s)?")
_APART = re.compile(r"\s[-–|]\s|;\s|\t")
_APART_IN_ITEM = re.compile(rf"{_APART.pattern}|:\s|,\s(?=£)")  # "a) Payroll: Ledger Ltd, £312"
_OF_CONTRACTS = re.compile(r"(?i)\b(?:contracts?|agreements?|suppliers?|contractors?|waivers?|exemptions?)\b")
_PAID_OUT = re.compile(r"(?i)\b(?:grants?|payments?|paid|payees?|invoices?|cheques?|bacs)\b")
_ENDS = re.compile(r"(?i)^(?:to|until|expir\w+|ends?|ending|end date)\b")
_REACH = 400  # characters above a list within which something says what it is of
_NEAR = 200  # the same where a list tells no times

Part = tuple[str, int]


@dataclass
class _Row:
    """What a line says of a contract by its form, and the parts that are words."""

    said: dict[str, tuple[Any, int, int]] = field(default_factory=dict)
    words: list[Part] = field(default_factory=list)


def contracts(shadow: Shadow) -> tuple[ContractFact, ...]:
    """The contracts of the lists of a stretch; none where fewer than two lines in a row are made alike."""
    return tuple(fact for block in _blocks(shadow) for fact in _facts(shadow, block))


def _blocks(shadow: Shadow) -> Iterator[list[_Row]]:
    """The rows of each list, whose lines follow one another."""
    block: list[_Row] = []
    first = 0
    for line in (*shadow.lines, None):
        row = _row(line) if line is not None else None
        if row is not None and line is not None:
            first = first if block else line.start
            block.append(row)
            continue
        above = shadow.text[max(0, first - _REACH) : first]
        slight = block and not any({"start", "end", "term"} & set(row.said) for row in block)
        if slight and not _OF_CONTRACTS.search(above[-_NEAR:]):
            block = []
        if len(block) > 1 and _OF_CONTRACTS.search(above) and not _PAID_OUT.search(above):
            yield block
        block = []


def _row(line: Line) -> _Row | None:
    """The row of a line; None where it names no more than one thing in words, or neither times nor sums."""
    mark = _MARK.match(line.text)
    listed = mark is not None and mark.end() > 0
    apart = _APART_IN_ITEM if listed and line.text.count(": ") == 1 else _APART
    if len(line.text) > 300 or not apart.search(line.text):
        return None
    row = _Row()
    for text, start in _parts(line, mark.end() if mark else 0, apart):
        _read(row, text, start)
    timed = {"start", "end", "term"} & set(row.said) and len(row.said) > 1
    summed = listed and {"annual_value", "total_value"} & set(row.said) and len(row.words) == 2
    return row if len(row.words) in {2, 3} and (timed or summed) else None


def _parts(line: Line, at: int, apart: re.Pattern[str]) -> Iterator[Part]:
    """The parts of a line from a place on, each with its own; what stands between two dates parts nothing."""
    dated = [(f.start, f.end) for f in find(line.text)]
    for cut in (*apart.finditer(line.text, at), None):
        stop = cut.start() if cut else len(line.text)
        between = cut and any(b == stop for _, b in dated) and any(a == cut.end() for a, _ in dated)
        if not between:
            bare = line.text[at:stop].strip(" .")
            if bare:
                yield bare, line.start + line.text.index(bare, at)
            at = cut.end() if cut else stop


def _read(row: _Row, text: str, start: int) -> None:
    """Takes one part as times, a sum, a reference or words."""
    days = [f for f in find(text) if f.date is not None]
    sums = figures(text)[0]
    place = (start, start + len(text))
    if days:
        names = (
            ("start", "end") if len(days) > 1 else ("end",) if "start" in row.said or _ENDS.match(text) else ("start",)
        )
        for name, day in zip(names, days, strict=False):
            row.said.setdefault(name, (day.date, start + day.start, start + day.end))
    elif sums:
        name = "annual_value" if sums[0].per == "annum" else "total_value"
        if sums[0].per in {None, "annum"}:
            row.said.setdefault(name, (sums[0].value, start + sums[0].start, start + sums[0].end))
    elif (found := spells(text)) and len(text) < 40:
        row.said.setdefault("term", (found[0].parts[0], *place))
        if more := found[0].parts[1:] or (found[1].parts if len(found) > 1 else ()):
            row.said.setdefault("extension_options", (more, *place))
    elif REFERENCE.fullmatch(text):
        row.said.setdefault("reference", (text, *place))
    else:
        row.words.append((text, start))


def _facts(shadow: Shadow, block: Sequence[_Row]) -> Iterator[ContractFact]:
    """The contracts of a list, whose firms stand in the column where most names of firms do."""
    firms = [sum(COMPANY.search(row.words[place][0]) is not None for row in block) for place in (0, 1)]
    if not any(firms):
        return
    firm = 0 if firms[0] > firms[1] else 1
    lead = max(0, block[0].words[0][1] - _REACH)
    action = "direct award" if WITHOUT_TENDER.search(shadow.text[lead : block[0].words[0][1]]) else "register entry"
    for row in block:
        for name, (text, start) in (("supplier", row.words[firm]), ("title", row.words[1 - firm])):
            row.said[name] = (text, start, start + len(text))
        if (fact := fact_of(shadow, row.said, action)) is not None:
            yield fact
