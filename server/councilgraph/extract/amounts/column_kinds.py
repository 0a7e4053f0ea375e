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
        if len(_CELLS.findall(above.text)) != cells:
            return ""
        if not _FIGURE.search(above.text):
            head = _CELLS.split(above.text)[place]
            return next((kind for kind, pattern in _KINDS if pattern.search(head)), "")
    return ""
