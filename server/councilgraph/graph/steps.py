"""Steps in Python that rows of finding rules go through, where SPARQL cannot sum, multiply or walk."""

import bisect
import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from rdflib import Literal, URIRef

from councilgraph.graph.arithmetic import compare, last_day
from councilgraph.graph.rules import Rule, money
from councilgraph.graph.sums import sums
from councilgraph.graph.whole import Row, Whole
from councilgraph.namespaces import CG, XSD

Step = Callable[[Rule, list[Row], Whole], list[Row]]


def _decimal(row: Row, column: str) -> Decimal:
    return Decimal(str(row[column]))


def _sum(value: Decimal) -> Literal:
    return Literal(value, datatype=XSD.decimal)


# ── yearly value times years ─────────────────────────────────────────────────────────────────────


def products(rule: Rule, rows: list[Row], whole: Whole) -> list[Row]:
    """Rows with the number of years by which yearly value and total fit best, and the verdict.

    The years are those of the term, with its options too, to the current end, or to the latest end. Left out where
    they do not fit: a total that growth explains, a sum paid that is not above what the whole time costs, and a total
    beside a yearly value of another paper.
    """
    own = {(row["about"], row["title"], row["predicate"]) for row in rows if str(row["own"]) == "true"}
    found = [
        _product(row)
        for row in rows
        if str(row["own"]) == "true" or (row["about"], row["title"], row["predicate"]) not in own
    ]
    return [
        row for row in found if row is not None and not (_apart(row) and whole.holds(row["about"], CG.impliedGrowth))
    ]


def _apart(row: Row) -> bool:
    return str(row["verdict"]) == "unexplained"


def _product(row: Row) -> Row | None:
    annual, total = _decimal(row, "annual"), _decimal(row, "total")
    unit, unit_total = _decimal(row, "unitAnnual"), _decimal(row, "unitTotal")
    lengths = sorted({int(row[name]) for name in ("term", "granted", "toCurrent", "toLatest") if name in row} - {0})
    tried = []
    for months in lengths:
        product = annual * months / 12
        verdict = compare(product, unit * months / 12, total, unit_total)
        tried.append((verdict == "differs", abs(product - total), months, product, verdict))
    if not tried:
        return None
    differs, difference, months, product, verdict = min(tried)
    paid_in_part = row["predicate"] == CG.totalPaid and total <= annual * lengths[-1] / 12
    if differs and (paid_in_part or str(row["own"]) == "false"):
        return None
    return row | {
        "verdict": Literal("unexplained" if differs else verdict),
        "years": _sum((Decimal(months) / 12).quantize(Decimal("0.1")) if months % 12 else Decimal(months // 12)),
        "product": _sum(product.quantize(Decimal("0.01"))),
        "difference": _sum(difference.quantize(Decimal("0.01"))),
    }


def totals(rule: Rule, rows: list[Row], whole: Whole) -> list[Row]:
    """Rows on sums that differ, with the reason where one is seen.

    One may be a bound, the contract may have been varied, or totals may be for other numbers of years.
    """
    return [row | _reason(row, whole) if str(row["verdict"]) == "differs" else row for row in rows]


def _reason(row: Row, whole: Whole) -> Row:
    if (bounded := _bounded(row)) or "varied" not in row:
        return bounded or _other_years(row)
    return _different(f"{whole.name(row['varied'])} lies between")


def _bounded(row: Row) -> Row:
    """Whether one side is a bound that the other keeps to: up to, over, at least."""
    for side, other in (("a", "b"), ("b", "a")):
        bound, value, held = str(row.get(f"bound{side.upper()}", "")), row[side], row[other]
        more = Decimal(str(held)) >= Decimal(str(value))
        if bound and more == (bound not in ("up to", "under", "below", "at most")):
            return _different(f"{bound} {money(str(value))} is a bound, and the other keeps to it")
    return {}


def _different(why: str) -> Row:
    return {"verdict": Literal("different-measure"), "why": Literal(why)}


def _other_years(row: Row) -> Row:
    if row["predicate"] == CG.annualValue or "annual" not in row:
        return {}
    years = [_years(_decimal(row, "annual"), _decimal(row, s), _decimal(row, f"unit{s.upper()}")) for s in "ab"]
    if None in years:
        return {}
    return _different(f"at {money(str(row['annual']))} a year these are {years[0]} years and {years[1]}")


def _years(annual: Decimal, total: Decimal, unit: Decimal) -> int | None:
    """How many years the total is for, None where they are not whole."""
    years = int((total / annual).to_integral_value()) if annual else 0
    return years if years and compare(annual * years, Decimal("0.01"), total, unit) != "differs" else None


# ── ends of contracts ────────────────────────────────────────────────────────────────────────────


def ends(rule: Rule, rows: list[Row], whole: Whole) -> list[Row]:
    """Rows with a verdict on two ends of a contract: the same, an extension apart, or different."""
    return [row | _ends(str(row["a"]), str(row["b"]), str(row.get("extensions", ""))) for row in rows]


def _ends(a: str, b: str, extensions: str) -> Row:
    if a.startswith(b) or b.startswith(a):
        return {"verdict": Literal("agrees"), "difference": _sum(Decimal(0))}
    first, last = sorted((a, b))
    if len(a) == len(b) == 10:
        days = abs((dt.date.fromisoformat(a) - dt.date.fromisoformat(b)).days)
        row: Row = {"difference": _sum(Decimal(days))}
        for count in range(1, len(extensions.split()) + 1):
            for chosen in itertools.combinations(extensions.split(), count):
                if str(_extended(first, " ".join(chosen))) == last:
                    extension = Literal(" ".join(chosen))
                    return row | {"verdict": Literal("different-measure"), "extension": extension}
        return row | {"verdict": Literal("differs")}
    return {"verdict": Literal("differs")}


def _extended(end: str, durations: str) -> dt.date:
    return last_day(dt.date.fromisoformat(end) + dt.timedelta(days=1), durations)


# ── contracts one after another ──────────────────────────────────────────────────────────────────

_BRIDGED = range(-62, 185)  # days between two contracts that a mistake or a bridge would leave


def in_line(rule: Rule, rows: list[Row], whole: Whole) -> list[Row]:
    """Each contract of a ?group with the only one that starts next, where one all but ends as the other starts.

    Rows have ?start, with the claim on it in ?starts where it counts, and may have ?end with its claim in ?ends.
    """
    groups: dict[str, dict[str, dict[str, Row]]] = defaultdict(lambda: defaultdict(dict))
    for row in sorted(rows, key=lambda row: sorted(row.items())):
        groups[str(row["group"])][str(row["start"])].setdefault(str(row["about"]), row)
    starts = {group: sorted(by_start) for group, by_start in groups.items()}
    ending = [(row, str(row["group"])) for row in rows if "ends" in row]
    return [one for row, group in ending for one in _followed(row, groups[group], starts[group])]


def _followed(row: Row, by_start: Mapping[str, Mapping[str, Row]], starts: Sequence[str]) -> list[Row]:
    place = bisect.bisect_right(starts, str(row["start"]))
    others = [by_start[start] for start in starts[place : place + 2]]
    several = [[one for about, one in each.items() if about != str(row["about"])] for each in others]
    following = next((each for each in several if each), [])
    if len(following) != 1 or "starts" not in following[0]:
        return []
    try:
        first, second = (dt.date.fromisoformat(str(day)) for day in (row["end"], following[0]["start"]))
    except ValueError:
        return []
    apart = (second - first).days - 1
    if apart not in _BRIDGED:
        return []
    how = "day(s) between them that neither covers" if apart > 0 else "day(s) that both cover"
    return [{
        "about": row["about"], "next": following[0]["about"], "end": row["end"], "start": following[0]["start"],
        "sideA": URIRef(row["ends"]), "sideB": URIRef(following[0]["starts"]),
        "how": Literal(f"{abs(apart)} {how}"), "difference": _sum(Decimal(abs(apart))),
        "verdict": Literal("unexplained" if apart else "agrees"),
    }]  # fmt: skip


STEPS: dict[str, Step] = {"products": products, "totals": totals, "ends": ends, "in_line": in_line, "sums": sums}
