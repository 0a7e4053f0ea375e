"""The heads of tables of contracts: cells with separators, or lines made of nothing but column names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from councilgraph.extract.contracts.words import begins_as_column, column_of, columns_of
from councilgraph.extract.shadow import Line

_OF_BIDS = re.compile(
    r"(?i)(?<!recommended )(?<!successful )(?<!preferred )(?<!winning )(?<!appointed )\b(?:bidder|tenderer)s?\b"
    r"|\b(?:score|rank|weighted|evaluation|bid)s?\b"
)
_AWARDED = re.compile(r"(?i)\b(?:framework|lots?|contractors?|tenders?|suppliers?)\b")
_SUPPLIER = re.compile(r"(?i)\bsupplier(?: name)?\b")  # a column of any list of payments
_PAID_OUT = re.compile(r"(?i)\b(?:grants?|payments?|paid|payees?|expenditure|spend(?:ing)?|invoices?|cheques?|bacs)\b")
_MEASURED = frozenset(("start", "end", "period", "term", "annual_value", "total_value", "reference"))
_DATED = frozenset(("start", "end", "period", "term"))


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table: its columns in order with their printed names, its place, and what separates cells."""

    columns: tuple[str, ...]
    names: tuple[str, ...]  # as printed; one for all where nothing separates them
    start: int
    first_line: int  # index of the first line below
    separator: str  # "" for none
    yearly: bool

    @property
    def of_bids(self) -> bool:
        """Whether the rows are bids, of which the outcome column says which won."""
        return "outcome" in self.columns

    def name(self, place: int) -> str:
        """What the head prints over a column."""
        return self.names[place] if place < len(self.names) and self.separator else " ".join(self.names)


def head_at(lines: Sequence[Line], index: int) -> Head | None:
    """The head that starts at a line."""
    text = lines[index].text
    for separator in ("\t", "|", ","):
        if text.count(separator) < 2:
            continue
        cells = [c.strip() for c in text.strip("| ").split(separator)]
        filled = sum(bool(c) for c in cells)
        columns = tuple(column_of(c) for c in cells) if filled >= 3 else ()
        if filled >= 3 and sum(c is not None for c in columns) >= max(2, filled * 2 // 3):
            names = tuple(c or "" for c in columns)
            return checked(lines, index, index + 1, names, tuple(cells), separator)
    return _unseparated(lines, index)


def _unseparated(lines: Sequence[Line], index: int) -> Head | None:
    """A head whose names follow one another on one line or on several."""
    if not begins_as_column(lines[index].text.split(maxsplit=4)):
        return None
    best: Head | None = None
    joined = ""
    for last in range(index, min(index + 16, len(lines))):
        if len(lines[last].text) > 160 or (not lines[last].text[:1].isupper() and lines[last].text[:1] not in "(£/"):
            break
        joined = f"{joined} {lines[last].text}".strip()
        columns = columns_of(joined)
        if columns is None and last - index >= 3 and best is None:
            break
        if columns is not None:
            best = checked(lines, index, last + 1, columns, (joined,), "") or best
    return best


def _one_title(columns: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """The columns, of several titles those alone that are no name of a part of the council."""
    titles = [place for place, column in enumerate(columns) if column == "title" and place < len(names)]
    parts = [place for place in titles if _PART.fullmatch(names[place])]
    if len(columns) != len(names) or len(titles) < 2 or len(parts) == len(titles):
        return columns
    return tuple("" if place in parts else column for place, column in enumerate(columns))


_PART = re.compile(r"(?i)(?:service|team|department|directorate|project)s?(?: area)?")


def _awards(held: set[str], columns: Sequence[str], lines: Sequence[Line], index: int, below: int) -> bool:
    """Whether a table of three columns or more names whom contracts are awarded to, and for how much."""
    above = " ".join(line.text for line in lines[max(0, index - 6) : below])
    money = {"annual_value", "total_value"} & held
    return "supplier" in held and bool(money) and len(columns) > 2 and _OF_AWARDS.search(above) is not None


_OF_AWARDS = re.compile(
    r"(?i)\baward\w*\b.*\b(?:contracts?|framework|call-offs?)\b|\b(?:contracts?|framework)\b.*\baward\w*\b"
)


def checked(
    lines: Sequence[Line], index: int, below: int, columns: tuple[str, ...], names: tuple[str, ...], separator: str
) -> Head | None:
    """A head counts where it speaks of contracts: a party or a name, and dates, values or references."""
    held = set(columns) - {""}
    intro = " ".join(line.text for line in lines[max(0, index - 4) : below])
    printed = " ".join(names)
    columns = _one_title(columns, names)
    if (
        (len(held) < 3 and not _awards(held, columns, lines, index, below))
        or not {"title", "supplier"} & held
        or not _MEASURED & held
    ):
        return None
    spoken = re.search(r"(?i)\b(?:contracts?|tenders?|procure\w*)\b", intro) is not None
    if "outcome" in held:
        return Head(columns, names, lines[index].start, below, separator, False) if "supplier" in held else None
    awarded = _AWARDED.search(_SUPPLIER.sub("", intro)) is not None and _PAID_OUT.search(intro) is None
    if _OF_BIDS.search(printed) or not (_DATED & held or awarded or re.search(r"(?i)\bcontracts?\b", intro)):
        return None
    if "supplier" not in held and not (spoken and _DATED & held and len(held) > 2):
        return None
    yearly = re.search(r"(?i)per annum|annual|p\.a\.|a year", intro) is not None and "annual_value" not in columns
    return Head(columns, names, lines[index].start, below, separator, yearly)
