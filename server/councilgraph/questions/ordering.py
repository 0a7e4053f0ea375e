"""How a question wants its rows sorted, and how many of them: "the three largest", "in order of end date"."""

from collections.abc import Mapping
from dataclasses import dataclass

from councilgraph.canned import Query
from councilgraph.questions.frames import Frame

_FALLING = frozenset({"most", "newest", "last", "latest", "falling", "longest"})
_SUPERLATIVES = frozenset({"most", "least", "longest", "shortest", "newest", "oldest", "last", "latest", "next_to"})
SORTING = _SUPERLATIVES | {"in_order", "falling", "rising"}
_COLUMNS = ("end", "start", "annual", "total", "option", "amount", "cost", "date", "decide")
# Superlatives of size sort by a sum or a number, those of time by a day.
_OF_SIZE = frozenset({"most", "least", "longest", "shortest"})
_OF_TIME = frozenset({"newest", "oldest", "last", "latest", "next_to"})
_PLURALS = frozenset({
    "contracts", "decisions", "papers", "reports", "documents", "amounts", "sums", "figures", "agreements", "deals",
    "records", "ones",
})  # fmt: skip


@dataclass(frozen=True)
class Order:
    """A column to sort by (with - before it for the largest first), how many rows, and the concepts that say so."""

    order: str
    top: str
    concepts: frozenset[str]
    alone: bool  # whether one row is asked for by a superlative


def _fits(sorting: frozenset[str], sort: str) -> bool:
    """Whether superlatives can be of a column of days, or of numbers."""
    return not sorting & (_OF_SIZE if sort == "day" else _OF_TIME)


def order(frame: Frame, query: Query, bounded: frozenset[str], columns: Mapping[str, str]) -> Order | None:
    """The order that a question wants of a query's rows; None where it wants none, or the query has none.

    `bounded` are concepts that conditions take up already, `columns` the columns that concepts sort by.
    """
    sorting = frame.concepts & SORTING
    if not query.sorts or not sorting or frame.asks & {"yesno", "howmany"}:
        return None
    said = [concept for concept in _COLUMNS if concept in frame.concepts and concept not in bounded]
    wanted = [(one, column) for one in (*said, *sorted(sorting)) for column in columns.get(one, "").split()]
    found = [(one, column) for one, column in wanted if column in query.sorts and _fits(sorting, query.sorts[column])]
    if not found:
        return None
    concept, column = found[0]
    falling = bool(sorting & _FALLING) and "rising" not in sorting
    numbers = [number.value for number in frame.numbers if not number.often and number.least is None]
    plural = any(token.word in _PLURALS for token in frame.tokens)
    alone = not numbers and not plural and bool(sorting & _SUPERLATIVES)
    top = str(numbers[0]) if numbers and numbers[0] > 0 else "1" if alone else ""
    return Order(f"{'-' if falling else ''}{column}", top, sorting | {concept}, alone)
