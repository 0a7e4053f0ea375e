"""Parts added to a query from typed values: rows between two days or sums, in order, and the first few of them."""

import re
from collections.abc import Mapping

from councilgraph.canned.terms import Param, check
from councilgraph.errors import BadParameter

_SORTED = {"order": Param("order", "order", "Sorted by", True), "top": Param("top", "top", "Only the first", True)}
_DAYS = {"since": Param("since", "date", "From", True), "until": Param("until", "date", "Until", True)}
_SUMS = {"more": Param("more", "decimal", "More than", True), "less": Param("less", "decimal", "Less than", True)}
_LAST = re.compile(r"\s*(?:ORDER BY [^\n]*)?\s*(?:LIMIT \d+)?\s*\Z")
_MOST = 1_000


def params(sorts: Mapping[str, str], own: Mapping[str, Param]) -> dict[str, Param]:
    """The parameters beside its own of a query with columns to sort by: order and top, and bounds that it lacks."""
    kinds = set(sorts.values())
    found = dict(_SORTED) if sorts else {}
    if "day" in kinds and not {"from", "to"} & set(own):
        found |= _DAYS
    if "number" in kinds and not {"over", "under"} & set(own):
        found |= _SUMS
    return found


def examples(sorts: Mapping[str, str], own: Mapping[str, Param]) -> dict[str, str]:
    """Example values of these parameters, as they stand in the braces of others."""
    shown = {"order": next(iter(sorts), ""), "top": "3", "since": '"2016-01-01"^^xsd:date', "more": "100000"}
    shown |= {"until": '"2035-12-31"^^xsd:date', "less": "9000000"}
    return {name: shown[name] for name in params(sorts, own)}


def added(sparql: str, sorts: Mapping[str, str], values: Mapping[str, str]) -> str:
    """A query's text with the parts that the values of `params` ask for; raises BadParameter for a bad one.

    Rows without a value in the column sorted by are put last; those without one in a column with bounds fall out.
    """
    bounds = [_bound(sorts, name, values[name]) for name in (*_DAYS, *_SUMS) if values.get(name, "").strip()]
    if bounds:
        sparql = _before_end(sparql, bounds)
    order, top = values.get("order", "").strip(), values.get("top", "").strip()
    if order:
        sparql = _sorted(sparql, sorts, order)
    if top and not (re.fullmatch(r"[1-9]\d{0,3}", top) and int(top) <= _MOST):
        raise BadParameter(f"{top!r} is no number of rows from 1 to {_MOST}.")
    return f"{sparql.rstrip()}\nLIMIT {top}\n" if top else sparql


def _bound(sorts: Mapping[str, str], name: str, value: str) -> str:
    kind = "day" if name in _DAYS else "number"
    column = next(column for column, sort in sorts.items() if sort == kind)
    term = check((_DAYS | _SUMS)[name], value)[0].n3()
    # A month or a year counts where it overlaps the span, so days are compared as far as they are known.
    tests = {
        "since": f"STR(?{column}) >= SUBSTR(STR({term}), 1, STRLEN(STR(?{column})))",
        "until": f"STR(?{column}) <= STR({term})",
        "more": f"?{column} > {term}",
        "less": f"?{column} < {term}",
    }
    return f"  FILTER({tests[name]})\n"


def _before_end(sparql: str, filters: list[str]) -> str:
    end = sparql.rindex("}")
    xsd = "" if "PREFIX xsd:" in sparql else "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
    return f"{xsd}{sparql[:end]}{''.join(filters)}{sparql[end:]}"


def _sorted(sparql: str, sorts: Mapping[str, str], order: str) -> str:
    column = order.removeprefix("-")
    if column not in sorts:
        raise BadParameter(f"Rows cannot be sorted by {column!r}; there are {', '.join(sorts)}, each with - before it.")
    value = f"?{column}" if sorts[column] == "number" else f"STR(?{column})"
    way = f"DESC({value})" if order.startswith("-") else f"ASC({value})"
    last = _LAST.search(sparql)
    tied = re.search(r"(\?\w+)\s*\Z", last[0]) if last else None
    kept = f" {tied[1]}" if tied else ""
    return _LAST.sub("", sparql, count=1) + f"\nORDER BY (!BOUND(?{column})) {way}{kept}\n"
