"""Contracts told label by label, as award notices, entries of lists and forms tell them: "Supplier: …"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from councilgraph.extract.contracts.cells import WITHOUT_TENDER, cell_value, fact_of
from councilgraph.extract.contracts.terms import clues
from councilgraph.extract.contracts.words import begins_as_column, column_of
from councilgraph.extract.dates import find
from councilgraph.extract.shadow import Line, Shadow, once
from councilgraph.model import ContractFact, Said

_LABELLED = re.compile(
    r"(?:[•*-]\s|\d{1,2}[.)]\s)?(?P<label>[A-Z][A-Za-z0-9 /()£&',-]{1,60}?)\s?:(?:\s+(?P<value>\S.*))?$"
)
_SPACED = re.compile(r"(?P<label>[A-Z][\w /()£&'-]{2,50}?)\t(?P<value>[^\t]+)$")
_BEFORE_VALUE = re.compile(r"(?P<label>[A-Za-z][A-Za-z /()']{2,40}?)\s(?P<value>(?:[£€]|\d).*)$")
# Labels that head papers of any kind.
_ADDRESS = re.compile(r"(?i)to|from|date|by|no\.?|ref\.?|subject|period|details?|cost|amount")
_RANGE = re.compile(r"(?i)(?:from )?(?P<start>.{4,20}?\d{4}) (?:to|until|–|-) (?P<end>.{4,20}?\d{4})\.?")
_OPENS = frozenset(("title", "reference", "supplier"))
_SAID_OF_ONE = frozenset(("start", "end", "term", "annual_value", "total_value"))
_LABELS = frozenset(("start", "end", "term", "extension_options"))
_LABEL_AT_MOST = 60  # characters of a label that stands alone on its line
_BESIDE_AT_MOST = 80  # of a value behind what it is of, without a mark between
_GAP = 8  # lines without a label after which another thing is spoken of
_OF_CONTRACT = re.compile(r"(?i)contract|supplier|award|tender|agreement")

Cell = tuple[str, str, int, int, int]  # field, label, start and end of the value, number of its line


@dataclass(frozen=True, slots=True)
class Form:
    """One contract told by labels, and whether it is one of several such in the paper."""

    fact: ContractFact
    of_list: bool


def forms(shadow: Shadow) -> list[Form]:
    """The contracts of a paper's labelled blocks, in order."""
    cells = _cells(shadow)
    named = any(cell[0] == "title" and not _SERVICE.fullmatch(cell[1]) for cell in cells)
    cells = [("", *cell[1:]) if named and _SERVICE.fullmatch(cell[1]) else cell for cell in cells]
    blocks = [block for block in _blocks(cells) if _is_contract(block)]
    facts = [fact for block in blocks if (fact := _fact(shadow, block, len(blocks) > 1)) is not None]
    return [Form(fact, len(facts) > 1) for fact in facts]


_SERVICE = re.compile(r"(?i)services?(?: area)?")  # of the council, where another label names the contract


def said_by_labels(shadow: Shadow) -> dict[str, Any]:
    """The times and options that single labels print, where each is printed once: "Term: 10 years"."""
    found: dict[str, list[Said[Any]]] = {}
    for column, label, start, end, _ in _cells(shadow):
        if column in _LABELS:
            for name, value in cell_value(column, shadow.text[start:end], label):
                found.setdefault(name, []).append(shadow.said(start, end, value))
    return {name: said[0] for name, said in found.items() if len(said) == 1 and name in _LABELS}


@once
def _cells(shadow: Shadow) -> list[Cell]:
    """Every labelled value whose label names something of a contract; "" for the other labels."""
    return list(_labelled(shadow))


def _labelled(shadow: Shadow) -> Iterator[Cell]:
    lines = shadow.lines
    for index, line in enumerate(lines):
        for start, part in _parts(line):
            match = _label(part)
            if match is None:
                yield from _above_value(lines, index) or _unlabelled(part, start, index)
                continue
            column = "" if _ADDRESS.fullmatch(match["label"]) else column_of(match["label"]) or ""
            if match["value"] is not None:
                yield column, match["label"], start + match.start("value"), start + match.end("value"), index
            elif column and index + 1 < len(lines) and not _LABELLED.match(lines[index + 1].text):
                below = lines[index + 1]
                yield column, match["label"], below.start, below.end, index


def _label(part: str) -> re.Match[str] | None:
    return (_LABELLED.match(part) if ":" in part else None) or (_SPACED.match(part) if "\t" in part else None)


def _above_value(lines: Sequence[Line], index: int) -> list[Cell]:
    """A label alone on its line, with its value on the next: the cells of a table printed one below the other."""
    text = lines[index].text
    if len(text) > _LABEL_AT_MOST or index + 1 == len(lines) or not text[:1].isupper() or text[-1] in ".,;:":
        return []
    if not begins_as_column(text.split(maxsplit=4)):
        return []
    below = lines[index + 1]
    column = column_of(text)
    if not column or column_of(below.text) is not None or _LABELLED.match(below.text):
        return []
    return [(column, text, below.start, below.end, index)]


def _parts(line: Line) -> Iterator[tuple[int, str]]:
    """The parts of a line between semicolons or bars, each with its place."""
    position = line.start
    cuts = _CUT if ";" in line.text or "|" in line.text else _LABEL_WITHIN
    whole = cuts is _LABEL_WITHIN and len(cuts.findall(line.text)) < _LABELS_OF_LINE
    for start, end in pairwise([0, *(m.end() for m in cuts.finditer(line.text) if not whole), len(line.text) + 1]):
        bare = line.text[start:end].strip(" .;|")
        if bare:
            yield position + line.text.index(bare, start), bare


_CUT = re.compile(r"[;|]")
_LABEL_WITHIN = re.compile(r"\.\s(?=[A-Z][A-Za-z /]{2,30}:\s)")  # "Supplier: Alder Ltd. Service: lifts. Value: £900."
_LABELS_OF_LINE = 2  # such labels after the first that a line has at least


def _unlabelled(part: str, start: int, index: int) -> Iterator[Cell]:
    """ "from 1 July 2023 to 30 June 2027", "annual value £58,200"."""
    if len(part) >= _BESIDE_AT_MOST:
        return
    if (ranged := _RANGE.fullmatch(part)) and all(find(ranged[name]) for name in ("start", "end")):
        for name in ("start", "end"):
            yield name, name, start + ranged.start(name), start + ranged.end(name), index
    elif (match := _BEFORE_VALUE.fullmatch(part)) and (column := column_of(match["label"])):
        yield column, match["label"], start + match.start("value"), start + match.end("value"), index


def _blocks(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """The cells of one thing each: a field that comes again, or a stretch without labels, begins another."""
    block: list[Cell] = []
    for cell in cells:
        again = cell[0] in _OPENS and any(c[0] == cell[0] for c in block)
        if block and (again or cell[4] - block[-1][4] > _GAP):
            yield block
            block = []
        block.append(cell)
    if block:
        yield block


def _is_contract(block: Sequence[Cell]) -> bool:
    """Whether labels speak of a contract: a supplier, and when or for how much, or two that say contract."""
    columns = {cell[0] for cell in block}
    speaking = sum(1 for cell in block if cell[0] and _OF_CONTRACT.search(cell[1]))
    named = "supplier" in columns and bool(columns & {"title", "reference"} or columns & _SAID_OF_ONE)
    return (named and speaking > 0) or ("title" in columns and bool(columns & _SAID_OF_ONE) and speaking > 1)


def _fact(shadow: Shadow, block: Sequence[Cell], listed: bool) -> ContractFact | None:
    said: dict[str, tuple[Any, int, int]] = {}
    for column, label, start, end, _ in block:
        if column == "title" and (timed := _TIMED.fullmatch(shadow.text[start:end])):
            for clue in clues(shadow.text, start + timed.end("title"), end):
                said.setdefault(clue.field, (clue.value, clue.start, clue.end))
            end = start + timed.end("title")
        for name, value in cell_value(column, shadow.text[start:end], label):
            said.setdefault(name, (value, start, end))
    if "extended_to" in said:
        said["end"] = said["extended_to"]
    done = "extend" if "extended_to" in said else "award" if _awards(shadow, block) else "in force"
    if done == "in force" and WITHOUT_TENDER.search(shadow.text[max(0, block[0][2] - 300) : block[0][2]]):
        done = "direct award"
    return fact_of(shadow, said, _listed_as(shadow, block) if listed else done)


_TIMED = re.compile(  # "winter beds, 1 December to 31 March 2026"
    r"(?P<title>[^,]{4,80}),\s(?:for )?(?:(?:\w+ )?(?:years?|months?)\b.*|"
    r"(?:from )?\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+\b.*)"
)


def _listed_as(shadow: Shadow, block: Sequence[Cell]) -> str:
    """What the entries of a list are: direct awards where the words above say that no tender was held."""
    return "direct award" if WITHOUT_TENDER.search(shadow.text[: block[0][2]][-1500:]) else "register entry"


def _awards(shadow: Shadow, block: Sequence[Cell]) -> bool:
    """Whether the block is of an award: a label or the lines above it say so."""
    above = shadow.text[max(0, block[0][2] - 300) : block[-1][3]]
    return re.search(r"(?i)\bawards?\b|\bawarded\b|\bsuccessful\b", above) is not None
