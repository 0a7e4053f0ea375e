"""The answer in a sentence, for a question and for a query run by itself."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from councilgraph.canned import Query
from councilgraph.model import Cell
from councilgraph.namespaces import CODE
from councilgraph.questions.match import Check
from councilgraph.questions.understanding import Reading

_PLACE = re.compile(r"\{(\w+)\}")
_PART = re.compile(r"\[([^\[\]]*)\]")
_ONE = re.compile(r"\b1 ([a-z]+)s\b")
_DOES = {"match": "matches", "have": "has", "are": "is"}
_ONE_DOES = re.compile(r"\b(1 [a-z]+) (match|have|are)\b")
_DOUBLE = re.compile(r"([.?!…])\.(?= |$)")
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_BARE = re.compile(r"[^a-z]+")
_NOTHING = frozenset({"none", "nil", "n a", "no", "not applicable", "none declared", "none given", "nothing"})
_LISTED = 5

Row = Mapping[str, Cell]


def sentence(reading: Reading | None, query: Query, rows: Sequence[Row]) -> str:
    """What the rows say, in words; for a yes-or-no question with Yes or No in front."""
    shown = dict(reading.shown) if reading is not None else {}
    said = told(query, rows, shown)
    if rows and reading is not None and reading.asks == {"howmany"} and not query.count and query.gives != "number":
        number = _answers(query, rows)
        return said if said.startswith(f"{number} ") else f"{number}: {said}"
    if not rows or reading is None or "yesno" not in reading.asks or query.gives == "list":
        return said
    verdict = _verdict(reading.checks, query, rows, reading.agree)
    if not verdict:
        return said
    return f"{verdict}: {said[0].lower() if _plain_start(said) else said[0]}{said[1:]}"


def told(query: Query, rows: Sequence[Row], shown: Mapping[str, str]) -> str:
    """The query's sentence with the rows' labels and the parameters' words (`shown`) in its places.

    A part of the template in square brackets is left out where one of its places has nothing.
    """
    if not rows:
        return _fill(query.none, shown, [], query) if query.none else "Nothing that we hold matches."
    places = [name for name in _PLACE.findall(query.sentence) if name in query.columns and name != query.answer]
    subjects = [] if "{count}" in query.sentence else places
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(_label(row, name) for name in subjects), []).append(row)
    said = [_fill(query.sentence, shown, group, query) for group in list(groups.values())[:_LISTED]]
    more = f" And {len(groups) - _LISTED} more." if len(groups) > _LISTED else ""
    return " ".join(said) + more


def _fill(template: str, shown: Mapping[str, str], rows: Sequence[Row], query: Query) -> str:
    values = dict.fromkeys(query.params, "it") | dict(shown) | {"count": str(_answers(query, rows))}
    for name in query.columns:
        labels = list(dict.fromkeys(label for row in rows if (label := _label(row, name))))
        if labels:
            values[name] = _joined(labels)
    whole = _PART.sub(lambda part: part[1] if all(p in values for p in _PLACE.findall(part[1])) else "", template)
    filled = _PLACE.sub(lambda match: values.get(match[1], "not stated"), whole)
    single = _ONE_DOES.sub(lambda match: f"{match[1]} {_DOES[match[2]]}", _ONE.sub(r"1 \1", filled))
    return _DOUBLE.sub(r"\1", single).strip()


def _answers(query: Query, rows: Sequence[Row]) -> int:
    """How many different things, or values, the rows answer with; rows where none is."""
    return len({row[query.answer].value for row in rows if query.answer in row}) or len(rows)


def _joined(labels: Sequence[str]) -> str:
    # What is a sentence by itself is followed by the next.
    if len(labels) > 1 and all(label.endswith((".", "?", "!")) for label in labels):
        return " ".join(labels[:_LISTED]) + (f" And {len(labels) - _LISTED} more." if len(labels) > _LISTED else "")
    if len(labels) > 2 * _LISTED:
        return f"{', '.join(labels[: 2 * _LISTED])} and {len(labels) - 2 * _LISTED} more"
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"


def _label(row: Row, name: str) -> str:
    return row[name].label or row[name].value if name in row else ""


def _plain_start(text: str) -> bool:
    return text.startswith(("The ", "There ", "It ", "We ", "No "))


def _verdict(checks: Sequence[Check], query: Query, rows: Sequence[Row], agree: bool) -> str:
    cells = [row[query.answer] for row in rows if query.answer in row]
    stages = [row["stage"].value for row in rows if "stage" in row]
    acts = "contract" in query.columns and query.gives == "decision" and not checks
    if acts and len(stages) == len(rows) and all(map(_proposed, stages)):
        return "Only proposed"
    if query.gives == "contradiction":
        return "No" if agree else "Yes"
    if checks:
        if all(any(_meets(check, row, query) for row in rows) or _in_sum(check, rows, query) for check in checks):
            return "Yes"
        # That no paper shows it on these days does not say that it was not.
        return "No, not by the papers that we hold" if any(check.anywhere for check in checks) else "No"
    if query.gives == "fact" and not cells:
        return ""
    if cells and all(cell.value in ("false", "0") for cell in cells):
        return "No"
    entered = [_BARE.sub(" ", cell.value.lower()).strip() for cell in cells]
    if entered and all(one in _NOTHING for one in entered):
        # An entry like "None?" says neither yes nor no.
        return "" if any("?" in cell.value for cell in cells) else "No"
    return "Yes"


def _proposed(stage: str) -> bool:
    """Whether a stage is that of what was proposed and not taken."""
    return stage == str(CODE.concept("decision-stage", "proposed"))


def _in_sum(check: Check, rows: Sequence[Row], query: Query) -> bool:
    """Whether the lengths of time of one contract make up the length asked about."""
    contracts = {row["contract"].value for row in rows if "contract" in row}
    return len(contracts) == 1 and _lasts(check, sum(_months(row[query.answer].value) for row in rows))


def _lasts(check: Check, months: int) -> bool:
    """Whether so many months are within the length asked about; False where none is."""
    least, most = check.months or (-1, -1)
    return months >= 0 and least <= months and (most is None or months <= most)


def _months(value: str) -> int:
    """The months of a duration written as "P3Y" or "P18M"; -1 where it is none."""
    match = re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?", value)
    return int(match[1] or 0) * 12 + int(match[2] or 0) if match and value != "P" else -1


def _meets(check: Check, row: Row, query: Query) -> bool:
    if check.iris:
        found = [cell.iri or cell.value for cell in row.values()]
        # A section that is cited is a citation of its Act.
        return any(iri == one or one.startswith(f"{iri}/") for one in found for iri in check.iris if iri)
    answer = [row[query.answer]] if query.answer in row else []
    if check.months is not None:
        return any(_lasts(check, _months(cell.value)) for cell in answer)
    cells = row.values() if query.gives == "money" or check.anywhere else answer
    if check.first is not None or check.last is not None:
        return any(_in_days(check, cell.value) for cell in cells)
    return any(_in_bounds(check, cell.value) for cell in cells)


def _in_days(check: Check, value: str) -> bool:
    """Whether a day lies within the days asked about; a month or year counts as far as it is known."""
    if not _DATE.fullmatch(value):
        return False
    known = len(value)
    late_enough = check.first is None or value >= check.first.isoformat()[:known]
    return late_enough and (check.last is None or value <= check.last.isoformat()[:known])


def _in_bounds(check: Check, value: str) -> bool:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return False
    return (not check.over or number > Decimal(check.over)) and (not check.under or number < Decimal(check.under))
