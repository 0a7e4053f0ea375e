"""Sums that a table or section of a paper holds: which totals are sums or differences, and which all but are."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rdflib import Literal, URIRef

from councilgraph.graph.arithmetic import compare
from councilgraph.graph.rules import Rule, money
from councilgraph.graph.whole import Row, Term, Whole
from councilgraph.namespaces import XSD

_TOTAL = re.compile(r"\b(?:sub-?)?total|\bsum\b|\boverall\b|\bnet\b", re.I)
_MORE = re.compile(r"\b(?:addition|extra|increas|further|more|uplift|re-?provision)", re.I)
_LESS = re.compile(r"\b(?:revised|reduced|remain|after|net|balance|left)", re.I)
_NEW = re.compile(
    r"\bnew (?:total|annual|yearly|value|cost|budget|sum)|\bincreas(?:ed|es|ing) to\b|\brais(?:ed|es|ing) to\b", re.I
)
_SMALL_TABLE = 60  # differences of any two amounts are looked for in papers with no more than this
_MOST_PARTS = 60
_NEAR = Decimal("0.1")  # of the total: further apart, the amounts were never meant to add up to it
_ROW = 80  # characters from one amount to the next in a table whose rows were all read
_BESIDE = 200


@dataclass(frozen=True)
class _Amount:
    row: Row
    value: Decimal
    unit: Decimal
    top: int  # where it starts, or the first of the amounts that it stands for

    @property
    def what(self) -> str:
        return str(self.row["what"])

    @property
    def kind(self) -> str:
        return str(self.row.get("kind", "")).rpartition("/")[2]

    @property
    def section(self) -> str:
        return str(self.row.get("section", ""))

    @property
    def start(self) -> int:
        return int(self.row["start"])

    @property
    def precise(self) -> bool:
        """Whether it has so many digits that it cannot be a sum by chance."""
        return len(self.value.normalize().as_tuple().digits) >= 5


@dataclass(frozen=True)
class _Sum:
    """A total with the amounts that make it up, as people write it, and how far the two are apart."""

    total: _Amount
    parts: Sequence[_Amount]
    verdict: str
    written: str
    summed: Decimal

    @property
    def row(self) -> Row:
        """The row of the finding."""
        return {
            **self.total.row,
            "about": URIRef(self.total.row["amount"]),
            "sideA": self.total.row["claim"],
            "sideB": self.parts[0].row["claim"],
            "verdict": Literal(self.verdict),
            "sum": Literal(f"{self.written} = {money(str(self.summed))}"),
            "total": _decimal(self.total.value),
            "difference": _decimal(abs(self.summed - self.total.value)),
        }


def sums(rule: Rule, rows: list[Row], whole: Whole) -> list[Row]:
    """Rows for the totals of each document that are sums or differences of amounts near them, or all but are."""
    found: list[Row] = []
    by_document: dict[Term, list[_Amount]] = defaultdict(list)
    for row in rows:
        by_document[row["document"]].append(_amount(row))
    for _, amounts in sorted(by_document.items()):
        amounts.sort(key=lambda amount: amount.start)
        for _, section in itertools.groupby(amounts, key=lambda amount: amount.section):
            found += [one.row for one in _totals(list(section))]
        if len(amounts) <= _SMALL_TABLE:
            known = {str(row["amount"]) for row in found}
            rest = [one for one in _distinct(amounts) if str(one.row["amount"]) not in known]
            found += [one.row for one in (*_differences(_distinct(amounts), rest), *_increases(amounts, rest))]
    return found


def _amount(row: Row) -> _Amount:
    return _Amount(row, Decimal(str(row["value"])), Decimal(str(row["unit"])), int(row["start"]))


def _decimal(value: Decimal) -> Literal:
    return Literal(value, datatype=XSD.decimal)


def _distinct(amounts: Iterable[_Amount]) -> list[_Amount]:
    return list({str(amount.row["amount"]): amount for amount in reversed(list(amounts))}.values())[::-1]


# ── the rows of a table, and its totals ──────────────────────────────────────────────────────────


def _totals(amounts: list[_Amount]) -> Iterator[_Sum]:
    """Totals that the amounts just before them add up to; a total then stands for its parts."""
    stack: list[_Amount] = []
    for amount in amounts:
        if amount.precise or _TOTAL.search(amount.what):
            parts, verdict = _parts(amount, stack) or _nearly(amount, stack)
            if parts:
                written = " + ".join(money(str(part.value)) for part in parts)
                summed = sum((part.value for part in parts), Decimal(0))
                yield _Sum(amount, parts, verdict, written, amount.value if verdict != "unexplained" else summed)
                del stack[-len(parts) :]
                amount = replace(amount, top=parts[0].top)
        stack.append(amount)


def _parts(total: _Amount, stack: list[_Amount]) -> tuple[list[_Amount], str] | None:
    """The last two or more amounts that add up to a total, with the verdict; none where none do."""
    summed, unit = Decimal(0), Decimal(0)
    for size, part in enumerate(reversed(stack[-_MOST_PARTS:]), 1):
        summed, unit = summed + part.value, max(unit, part.unit)
        verdict = compare(summed, unit, total.value, total.unit)
        if size > 1 and verdict != "differs":
            return stack[-size:], verdict
    return None


def _nearly(total: _Amount, stack: list[_Amount]) -> tuple[list[_Amount], str]:
    """The rows just before what is called a total that come nearest to it; none where rows may lie unread between."""
    if not (total.precise and _TOTAL.search(total.what)):
        return [], ""
    rows = _unbroken(total, stack)
    sizes = [size for size in range(2, len(rows) + 1) if _near(total, sum(row.value for row in rows[-size:]))]
    if not sizes:
        return [], ""
    best = min(sizes, key=lambda size: abs(sum(row.value for row in rows[-size:]) - total.value))
    return rows[-best:], "unexplained"


def _unbroken(total: _Amount, stack: list[_Amount]) -> list[_Amount]:
    """The amounts of one kind that stand one below the other right up to a total."""
    found, below = list[_Amount](), total
    for amount in reversed(stack):
        kinds = {one.kind for one in (amount, *found)} | ({total.kind} - {"total", "other"})
        if below.top - amount.start > _ROW or len(kinds) > 1 or amount.value == total.value:
            break
        found.insert(0, amount)
        below = amount
    return found


def _near(total: _Amount, summed: Decimal | int) -> bool:
    return abs(summed - total.value) <= abs(total.value) * _NEAR


# ── one amount less or more than another ─────────────────────────────────────────────────────────


def _differences(amounts: list[_Amount], totals: list[_Amount]) -> Iterator[_Sum]:
    """Totals that are one amount less a saving, and savings that are another less what is spent more."""
    savings = [amount for amount in amounts if amount.kind in ("saving", "variance")]
    more = [amount for amount in amounts if _MORE.search(amount.what)]
    for total in totals:
        if not total.precise and total.kind != "saving":
            continue
        pairs = list(itertools.product(amounts, savings) if total.precise else itertools.product(savings, more))
        exact = [pair for pair in pairs if total.value == pair[0].value - pair[1].value and _three(total, *pair)]
        near = exact or [pair for pair in pairs if _all_but(total, *pair)]
        if near:
            whole, less = min(near, key=lambda pair: abs(pair[0].value - pair[1].value - total.value))
            written = f"{money(str(whole.value))} less {money(str(less.value))}"
            verdict = "agrees" if exact else "unexplained"
            yield _Sum(total, [whole, less], verdict, written, whole.value - less.value)


def _three(*amounts: _Amount) -> bool:
    return len({amount.value for amount in amounts}) == len(amounts)


def _all_but(total: _Amount, whole: _Amount, less: _Amount) -> bool:
    """Whether what is called revised or left is nearly the precise amount just before it less the saving."""
    beside = whole.section == total.section and 0 < total.start - whole.start <= _BESIDE
    words = total.precise and whole.precise and _LESS.search(total.what)
    return bool(words and beside and _three(total, whole, less) and _near(total, whole.value - less.value))


def _increases(amounts: list[_Amount], totals: list[_Amount]) -> Iterator[_Sum]:
    """What is called new that is another amount of its kind and what is spent more, or all but is."""
    for total in totals:
        if not _NEW.search(total.what):
            continue
        before = [one for one in amounts if one.kind == total.kind and one.value < total.value]
        pairs = [
            (old, more) for more in amounts if _MORE.search(more.what) for old in before if _three(old, more, total)
        ]
        found = [(*pair, _risen(*pair, total)) for pair in pairs]
        held = [one for one in found if one[2] != "differs"] or [
            (old, more, "unexplained")
            for old, more, _ in found
            if total.precise and _beside(more, total) and _near(total, old.value + more.value)
        ]
        if held:
            old, more, verdict = min(held, key=lambda one: abs(one[0].value + one[1].value - total.value))
            yield _Sum(total, [old, more], verdict, _plus(old, more), old.value + more.value)


def _risen(old: _Amount, more: _Amount, total: _Amount) -> str:
    """Whether the old amount and the increase are the total, the increase being stated more roughly perhaps."""
    summed = old.value + more.value
    exact = compare(summed, old.unit, total.value, total.unit)
    return exact if exact != "differs" else compare(summed, more.unit, total.value, total.unit)


def _beside(more: _Amount, total: _Amount) -> bool:
    return more.section == total.section and abs(total.start - more.start) <= _BESIDE


def _plus(*amounts: _Amount) -> str:
    return " + ".join(money(str(amount.value)) for amount in amounts)
