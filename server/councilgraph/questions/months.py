"""Months without a year: "the January meeting" where the decisions held are of one January."""

import re

from councilgraph.model import Names

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = re.compile(
    rf"\b(?:(?:in|of|for|during|from|the|at the|to the) (?:\d{{1,2}}(?:st|nd|rd|th)? )?)({'|'.join(_MONTHS)})\b",
    re.IGNORECASE,
)
# Contracts begin and end, and plans are, in months of other years than decisions.
_OTHERWISE = re.compile(
    r"\d{4}|\b(?:19|20)\d\d|\b(?:contracts?|end\w*|expir\w+|start\w*|begin\w*|run|runs|due|will|next|last|planned)\b",
    re.IGNORECASE,
)
_MOST = 5_000
_FEW = 17  # months that decisions lie apart


def with_year(text: str, names: Names) -> str:
    """A question with the year after its one month, where decisions of that month are held of one year only."""
    found = _MONTH.findall(text)
    if len(found) != 1 or _OTHERWISE.search(text):
        return text
    month = f"-{_MONTHS.index(found[0].lower()) + 1:02}"
    days = {named.start for named in names.all("decision", _MOST) if named.held and named.start}
    # Of papers of several years a month alone says too little.
    if not days or _months(max(days)) - _months(min(days)) > _FEW:
        return text
    years = {day[:4] for day in days if day[4:7] == month}
    return _MONTH.sub(rf"\g<0> {years.pop()}", text) if len(years) == 1 else text


def _months(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7] or 1)
