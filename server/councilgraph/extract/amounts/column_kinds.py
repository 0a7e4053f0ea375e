"""The kinds of amount that the heads of a table's columns name for the figures below them."""

import re
from bisect import bisect_right
from collections.abc import Sequence

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


_NAMES = (
    ("variance", r"variance|change|movement|difference|increase"),
    ("forecast", r"forecast|outturn|projected|projection"),
    ("saving", r"savings?"),
    ("budget", r"(?:\w+ )?budget|estimate"),
    ("balance", r"balance"),
    ("grant", r"grant"),
    ("payment", r"actual|spend|expenditure|payment"),
    ("total", r"total"),
)


def heading_kinds(heads: Sequence[str], count: int) -> list[str]:
    """The kinds that the head of a table names for its columns of figures; "" for all where they do not fit."""
    pattern = re.compile("|".join(f"(?P<{k}>\\b(?:{p})\\b)" for k, p in _NAMES), re.IGNORECASE)
    for head in reversed(heads):
        named = [m.lastgroup or "" for m in pattern.finditer(head)]
        if len(named) == count:
            return named
        if len(set(named)) == 1 and count:
            return named[:1] * count
    return [""] * count
