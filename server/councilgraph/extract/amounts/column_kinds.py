"""The kind of amount that the head of a table's column names for the figures below it."""

import re
from bisect import bisect_right

from councilgraph.extract.shadow import Line, Shadow, once

_CELLS = re.compile(r"[|\t]")
_KINDS = tuple(
    (kind, re.compile(rf"(?i)\b(?:{words})\b"))
    for kind, words in (
        ("annual", r"annual|per annum|p\.?a|yearly|a year"),
        ("saving", "savings?"),
        ("variance", "variance|change|movement|difference"),
        ("forecast", "forecast|outturn|projected|projection"),
        ("estimate", "estimate[ds]?"),
        ("grant", "grants?|amount awarded|award(?:ed)? amount"),
        ("balance", "balances?"),
        ("precept", "precept"),
        ("budget", "budget"),
        ("price", "price|quotes?|quotations?|tender(?: sum| price)?|bid|fee|charge|rate"),
        ("payment", "paid|payments?|actual|spend|expenditure|net|gross|vat"),
        ("total", "total|value|contract sum"),
    )
)
_HEADS_ROWS = re.compile(r"[A-Z][^.:\d]{2,40}")  # "Income (gross)": what some rows are of
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?\b")
_FIGURE = re.compile(r"\d{3}|\d\.\d\d|£\s?\d")


@once
def _starts(shadow: Shadow) -> list[int]:
    return [line.start for line in shadow.lines]


def column_kind(shadow: Shadow, position: int) -> str:
    """What the head of the column says that the figure at a position is; "" where it is in no such table."""
    index = bisect_right(_starts(shadow), position) - 1
    line = shadow.lines[index] if index >= 0 else Line(0, 0, "")
    before = shadow.text[line.start : position]
    if not _CELLS.search(line.text):
        return ""
    place = len(_CELLS.findall(before))
    cells = len(_CELLS.findall(line.text))
    for above in reversed(shadow.lines[max(0, index - 60) : index]):
        heads = _CELLS.split(above.text)
        if len(heads) == 1:
            if _HEADS_ROWS.fullmatch(above.text) is None:
                return ""
        elif not _FIGURE.search(_YEAR.sub("", above.text)):
            whole = len(heads) > max(cells, place)  # a row may end before its empty cells
            return next((kind for kind, pattern in _KINDS if whole and pattern.search(heads[place])), "")
    return ""
