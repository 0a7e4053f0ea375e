"""Figures without a sign in the rows of tables whose head gives the unit, or which list payments."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from councilgraph.extract.amounts.column_kinds import heading_kinds
from councilgraph.extract.amounts.money import Figure, plain_decimal, read
from councilgraph.extract.amounts.payees import is_private
from councilgraph.extract.shadow import Line, Shadow
from councilgraph.extract.sieve import Sieve
from councilgraph.extract.table_cells import whole_row

_UNIT = re.compile(
    r"£\s?['’]?0{3}s?|£\s?(?P<scale>m|k|bn|millions?|thousands?)\b|\(£\)|£(?=\s|"
    r"$)|\bin £?\s?(?P<word>thousands?|millions?)\b",
    re.IGNORECASE,
)
_IN_WORDS = Sieve("thousand|million", re.IGNORECASE)
_PAYMENTS = Sieve(r"\b(?:payee|paid to|payment to|supplier|cheque|chq|details?|description|purpose)\b", re.IGNORECASE)
_SUMS = Sieve(r"\b(?:amount|total|net|gross|vat|payment|cost|value|spend|£)", re.IGNORECASE)
_CELL = r"(?:\(?[-–+]?\s?\d{1,3}(?:,\d{3})+(?:\.\d+)?\)?|\(?[-–+]?\d+(?:\.\d+)?\)?)"
_ROW = re.compile(
    rf"(?P<label>\S.*?[A-Za-z)].*?|)[\s|]*(?P<cells>(?<![\w.,/£-]){_CELL}(?:[\s|]+(?:{_CELL}%?|[-–]|n/a|nil))*)$"
)
_WIDE = 400  # characters of a head whose cells are separated
_COUNTS = re.compile(
    r"(?i)\b(?:term|months?|years?\)|days|number|no\.?|qty|quantity|units|fte|%|percent\w*|score|marks|places|pupils|homes|ref)\b|%"
)
_DIGIT, _TWO_DIGITS = re.compile(r"\d"), re.compile(r"\d\d")
_CELLS = re.compile(r"\s*[|\t]\s*")
_BARS = re.compile(r"[|\t]")  # a cell may be empty
_PENCE = re.compile(r"(?<![\w.,/£:-])(?:\d{1,3}(?:,\d{3})+|\d{1,7})\.\d\d(?![\d.%/:]|\s?[ap]\.?m\b)")
_CHEQUE = Sieve(r"\b(?:chq|cheque|bacs|dd|d/d|so|s/o|direct debit|standing order|online|bp)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a table with the words of its row and the kind that its column names, "" for none."""

    figure: Figure
    label: str
    kind: str
    payee: str | None = None


def cells(shadow: Shadow) -> Iterator[Cell]:
    """The unsigned sums of all tables, those of lists of grants and payments with whom they go to."""
    for line, heads, found in _rows(shadow):
        payee = _paid_to(shadow, line, heads) if found else None
        yield from (replace(cell, payee=payee, kind=_kind(cell, heads)) for cell in found)


def _kind(cell: Cell, heads: Sequence[str]) -> str:
    """What a figure is in a list of payments or grants: the total of its last row, else what was paid or given."""
    paying = next((kind for head in reversed(heads[-2:]) for kind, pattern in _LISTS if pattern.search(head)), "")
    if not paying or cell.kind not in {"", "total"}:
        return cell.kind
    return "total" if _TOTAL.fullmatch(cell.label) else paying


_LISTS = (
    ("payment", re.compile(r"(?i)\b(?:payee|paid to|cheque|chq|payment to|accounts? for payment|payments?$)")),
    ("grant", re.compile(r"(?i)\b(?:recipient|beneficiary|grantee|awarded to|grant)")),
)
_TOTAL = re.compile(r"(?i)(?:grand |sub-?)?totals?(?: (?:paid|payments?|grants?|awarded))?:?")


def _paid_to(shadow: Shadow, line: Line, heads: Sequence[str]) -> str | None:
    """The name that a row has in the column of payees or beneficiaries; never a private person's."""
    named = [cell for name, cell, _ in _placed(shadow, line, heads) if _PAYEE.fullmatch(name.strip())]
    told = bool(named) and named[0] != "" and not is_private(named[0]) and not _TOTAL.fullmatch(named[0])
    return named[0] if told else None


_PAYEE = re.compile(
    r"(?i)(?:name of )?(?:the )?(?:to|supplier|creditor|beneficiary|recipient|payee|grantee|applicant|organisation"
    r"|group|awarded to|paid to|charity|club|voluntary (?:group|organisation))s?(?: name| organisation)?"
)


def _rows(shadow: Shadow) -> Iterator[tuple[Line, Sequence[str], list[Cell]]]:
    """The lines of tables with the heads above them and their unsigned sums."""
    scale: str | None = None
    heads: list[str] = []
    paying = False
    columns: frozenset[int] = frozenset()
    for line in shadow.lines:
        text = line.text
        unit = _unit(text)
        if unit is not None:
            scale, heads, columns = unit, [*heads[-2:], text], _counting(text)
        elif _is_head(text):
            paying, scale, heads = True, scale, [*heads[-2:], text]
        elif _is_prose(text) and not _CELLS.search(text):
            scale, paying, heads = None, False, []
        elif scale is not None and "£" not in text and (row := _ROW.fullmatch(text)) and row["label"].strip(" |"):
            found = _row(line, row, scale, heads, _sums_of(heads, text))
            yield line, heads, [c for c in found if _column(line, c) not in columns]
        elif scale is not None and "£" not in text and (placed := _placed(shadow, line, heads)):
            yield line, heads, list(_middle(placed, scale))
        elif stated := list(_stated(line)):
            yield line, heads, stated
        elif paying or _CHEQUE.search(text):
            yield line, heads, list(_payments(line))
        elif _DIGIT.search(text) is None:
            heads = [*heads[-2:], text]


_STATED = re.compile(
    r"(?i)(?:total )?(?:(?P<other>income|receipts)|(?P<payment>expenditure|payments|outgoings)|(?P<balance>"
    r"(?:opening |closing |bank )?balance))[\w ]{0,20}(?:\([\w ]{2,20}\))?\s?[:–-]\s(?P<sum>\d[\d,]*\.\d\d)\.?"
)


def _stated(line: Line) -> Iterator[Cell]:
    """The sum of a line of a statement: "Expenditure: 1527.45"."""
    if (match := _STATED.fullmatch(line.text)) is not None:
        value, unit = read(match["sum"], None)
        start = line.start + match.start("sum")
        label, kind = match[0][: match.start("sum")].rstrip(" :–-"), _kind_of(match)
        yield Cell(Figure(start, start + len(match["sum"]), value, match["sum"], unit), label, kind)


def _kind_of(match: re.Match[str]) -> str:
    return next(kind for kind in ("other", "payment", "balance") if match[kind])


def _unit(text: str) -> str | None:
    """The scale that a line of a head gives: "" for pounds, k, m; None where it is no head."""
    match = _UNIT.search(text) if "£" in text or _IN_WORDS.search(text) else None
    if (
        match is None
        or len(text) > (_WIDE if _CELLS.search(text) else 140)
        or re.search(r"£\s?\d(?!00s?\b)", text)
        or text.endswith(".")
    ):
        return None
    if "000" in match[0]:
        return "k"
    return (match["scale"] or match["word"] or "").lower()


def _counting(head: str) -> frozenset[int]:
    """The places of the columns whose names say that their figures count something other than money."""
    cells = _CELLS.split(head.strip("| "))
    return frozenset(i for i, cell in enumerate(cells) if _COUNTS.search(cell) and not _UNIT.search(cell))


def _column(line: Line, cell: Cell) -> int:
    """The place of the column that a figure stands in."""
    before = line.text[: cell.figure.start - line.start].strip("| ")
    opened = line.text[: cell.figure.start - line.start].rstrip().endswith(("|", "\t")) and before != ""
    return len(_CELLS.split(before)) - 1 + int(opened)


def _is_head(text: str) -> bool:
    words = len(text.split())
    return words <= 12 and not _TWO_DIGITS.search(text) and bool(_PAYMENTS.search(text) and _SUMS.search(text))


def _is_prose(text: str) -> bool:
    return len(text) > 110 or (len(text.split()) > 8 and text.endswith((".", ":", ";")))


def _sums_of(heads: Sequence[str], text: str) -> bool:
    """Whether the last cell of a row is a sum whatever it looks like: its column's head has the pound sign."""
    head = heads[-1] if heads else ""
    return bool(_CELLS.search(head) and _CELLS.search(text)) and "£" in _CELLS.split(head.strip("| "))[-1]


def _placed(shadow: Shadow, line: Line, heads: Sequence[str]) -> list[tuple[str, str, int]]:
    """The head, text and place of each cell of a row that has as many cells as the head above; none else."""
    names = _BARS.split(heads[-1].strip("| ")) if heads else []
    if len(names) < 3:
        return []
    cells = whole_row(shadow, line, len(names)) or list(_bare_cells(line))
    return [(n, c, at) for n, (c, at) in zip(names, cells, strict=True)] if len(cells) == len(names) else []


def _bare_cells(line: Line) -> Iterator[tuple[str, int]]:
    """The cells of a line, each with its place."""
    at = line.end - len(line.text.lstrip("| "))
    for cell in _BARS.split(line.text.strip("| ")):
        yield cell.strip(), at + len(cell) - len(cell.lstrip())
        at += len(cell) + 1


def _middle(placed: Sequence[tuple[str, str, int]], scale: str) -> Iterator[Cell]:
    """The sums of the columns that have the pound sign above them, wherever in a row they stand."""
    label = " ".join(cell for _, cell, _ in placed if re.search(r"[A-Za-z]{2}", cell))
    for name, cell, at in placed:
        number = re.sub(r"[^\d.,]", "", cell)
        if _UNIT.search(name) and re.fullmatch(_CELL, cell) and number.strip("0,."):
            value, unit = read(number, scale or None)
            start = at + cell.index(number)
            figure = Figure(start, start + len(number), plain_decimal(value), number, unit)
            yield Cell(figure, label, "")


def _row(line: Line, row: re.Match[str], scale: str, heads: Sequence[str], last_is_sum: bool) -> Iterator[Cell]:
    """The figures of one row; years, percentages and numbers of items are none."""
    found = list(re.finditer(rf"{_CELL}(?P<percent>%)?", row["cells"]))
    kinds = heading_kinds(heads, len(found))
    for match, kind in zip(found, kinds, strict=True):
        digits = re.sub(r"[^\d.]", "", match[0])
        year = re.fullmatch(r"(?:19|20)\d\d", match[0])
        dated = year and not (last_is_sum and match is found[-1])
        if match["percent"] or dated or not digits.strip(".") or Decimal(digits) == 0:
            continue
        start = line.start + row.start("cells") + match.start()
        number = re.sub(r"[^\d.,]", "", match[0])
        value, unit = read(number, scale or None)
        first = start + match[0].index(number[0])
        sign = -1 if match[0].startswith(("(", "-", "–")) else 1
        figure = Figure(first, first + len(number), plain_decimal(value), number, unit, sign=sign)
        yield Cell(figure, " ".join(row["label"].split()), kind)


def _payments(line: Line) -> Iterator[Cell]:
    """Sums in pounds and pence of a list of payments."""
    if "£" in line.text:
        return
    found = list(_PENCE.finditer(line.text))
    label = _PENCE.sub("", line.text).strip(" -–|\t")
    for match in found:
        value, unit = read(match[0], None)
        if not value:
            continue
        start = line.start + match.start()
        kind = "total" if re.search(r"\b(?:sub-?)?totals?\b", label, re.IGNORECASE) else "payment"
        yield Cell(Figure(start, line.start + match.end(), value, match[0], unit), " ".join(label.split()), kind)
