"""Sums of money in a document, each distinct value once, with what it is and every passage that prints it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from councilgraph.extract.amounts.column_kinds import column_kind
from councilgraph.extract.amounts.cues import Verdict
from councilgraph.extract.amounts.kinds import kind_of
from councilgraph.extract.amounts.money import Figure, figures
from councilgraph.extract.amounts.payees import grantee, payee
from councilgraph.extract.amounts.table_amounts import cells
from councilgraph.extract.shadow import Shadow, once
from councilgraph.model import AmountFact

_SUM_OF = re.compile(
    r"(?i)(?:grand )?total(?: of)? (?:\w+ )?(?:grants|payments|donations)(?: \w+)?|(?:grand )?total (?:paid|awarded)"
)
_WEAK = 40.0  # words that say a kind from afar, or of another figure
_CLEAR = 60.0  # words that say a kind so well that what the figure became is of that kind too
_TABLE = 50.0  # the weight of what a column's head says


@dataclass(frozen=True, slots=True)
class Mention:
    """One printed figure with its kind and description."""

    figure: Figure
    verdict: Verdict
    what: str
    payee: str | None = None


def amounts(shadow: Shadow) -> tuple[AmountFact, ...]:
    """One fact for each distinct value, in order of first mention."""
    grouped: dict[tuple[Decimal, str], list[Mention]] = {}
    for mention in mentions(shadow):
        grouped.setdefault((mention.figure.value, mention.figure.currency), []).append(mention)
    return tuple(_increments([_fact(shadow, found) for found in grouped.values()]))


def unreadable(shadow: Shadow) -> tuple[str, ...]:
    """Printed figures that are no number, each with the reason, for the report of what is unsure."""
    return tuple(f"{bad!r} is printed as money and is no readable figure" for bad in figures(shadow.text)[1])


@once
def mentions(shadow: Shadow) -> list[Mention]:
    """Every figure of money of the text, judged by the words around it."""
    found, _ = figures(shadow.text)
    places = [(f.start, f.end) for f in found]
    signed: list[Mention] = []
    for f in found:
        ranged = bool(signed) and f.start < signed[-1].figure.end
        moved = bool(signed) and _moved_to(shadow.text, signed[-1], f)
        besides = _OF_MOVES if moved else frozenset[str]()
        verdict = signed[-1].verdict if ranged else kind_of(shadow.text, f, places, besides)
        weak = verdict.kind == "other" or verdict.score < _WEAK
        part = _PART.match(shadow.text, f.end) is not None  # "£19.4m of it lay in social care"
        part = part or (
            bool(signed) and signed[-1].verdict.score > _CLEAR and _moved(shadow.text, signed[-1].figure, f)
        )
        if signed and (part or (_follows if weak else _of_one_list)(shadow.text, signed[-1], f)):
            verdict = Verdict(signed[-1].verdict.kind, max(signed[-1].verdict.score - 1, _WEAK))
        told = verdict.kind == "other" or _fills_cell(shadow.text, f)
        if told and (named := column_kind(shadow, f.start)):
            verdict = Verdict(named, _TABLE)
        if _of_total(shadow.text, f) or (verdict.kind in {"grant", "payment"} and _below_total(shadow.text, f)):
            verdict = Verdict("total", _TABLE)
        to = payee(shadow.text, f) or (grantee(shadow.text, f) if verdict.kind == "grant" else None)
        signed.append(Mention(f, verdict, _what(shadow.text, f), to))
    return sorted([*signed, *_unsigned(shadow, places)], key=lambda m: m.figure.start)


def _follows(text: str, first: Mention, second: Figure) -> bool:
    """Whether a figure of which the words tell nothing goes on with the one before it."""
    between = text[first.figure.end : second.start]
    if first.verdict.kind == "balance" and (_COMPRISES.fullmatch(between) or _NAMED_AFTER.fullmatch(between)):
        return True
    beside = len(between) < 20 and _OPENED.fullmatch(between) is not None  # "£8.77 a week (£9.50 over 48 weeks)"
    return (
        beside
        or _PART_OF.fullmatch(between) is not None
        or _AND_TO.fullmatch(between) is not None
        or _moved(text, first.figure, second)
        or _listed(text, first, second)
    )


_OF_MOVES = frozenset(("variance", "total"))


def _moved_to(text: str, first: Mention, second: Figure) -> bool:
    """Whether a figure is what a rise or fall makes: "increased by £92 to £3,500", "by £5m to a total of £9m"."""
    between = text[first.figure.end : second.start]
    return first.verdict.kind == "variance" and _MADE.fullmatch(between) is not None


_MADE = re.compile(
    r"(?: \([^)£]{1,20}\))?,? (?:up |down )?(?:to|making|giving)(?: (?:a |the )?(?:new |revised )?total of)? "
)
_PART = re.compile(r"\sof (?:it|this)\b")
_AND_TO = re.compile(r"[^.;:£\n]{0,80}\band to ")  # "revised to £5m in May and to £6m in July"
_PART_OF = re.compile(r"[^.;£]{0,15},? of which\s")


def _moved(text: str, first: Figure, second: Figure) -> bool:
    """Whether a figure is what another became: "from £31.2m to £36.05m"."""
    moves = _MOVES.search(text[max(0, first.start - 80) : first.start]) is not None
    return moves and re.fullmatch(r"[^.;:£\n]{0,30}\bto\s(?:\w+\s)?", text[first.end : second.start]) is not None


_MOVES = re.compile(
    r"(?:\bfrom|\b(?:in|de)creas\w* (?:to|in|of) (?:the |its )?(?:\w+ ){1,4}of)"
    r" (?:about |around |some |approximately )?$"
)


def _of_one_list(text: str, first: Mention, second: Figure) -> bool:
    """Whether a figure goes on with payments, or with sums in brackets: "Roads (£6.3m) and Budgets (£2.6m)"."""
    between = text[first.figure.end : second.start]
    if first.verdict.kind == "payment":
        return _listed(text, first, second)
    if first.verdict.kind == "balance":
        return _ACCOUNT.fullmatch(between) is not None or _NAMED_AFTER.fullmatch(between) is not None
    return first.verdict.kind in _OF_LISTS and _IN_BRACKETS.fullmatch(between) is not None


_COMPRISES = re.compile(
    r"\.?,? ?(?:(?:[Tt]his|which|[Ii]t) )?(?:sum |amount |total )?"
    r"(?:compris(?:es|ing)|is made up of|consist(?:s|ing) of) "
)
_ACCOUNT = re.compile(r"[;,](?: and)? (?:the )?(?:current|savings|deposit|reserve)(?: account)?:? ")
_NAMED_AFTER = re.compile(r" (?:in )?(?:the )?[A-Z][\w' -]{2,40}(?:,| and|, and) ")  # "£99 Hall, £18 Fair and £7 Fete"
_IN_BRACKETS = re.compile(r"\),?(?: and)? [A-Z][\w&' -]{1,60}(?:, [A-Z][\w&' -]{1,40}){0,2} \(")


def _listed(text: str, first: Mention, second: Figure) -> bool:
    """Whether a figure goes on with a list of payments or of offers: "HMRC £21.40. Carter £72", "Ash £9; Elm £8"."""
    between = text[first.figure.end : second.start]
    if first.verdict.kind == "payment":
        return (
            re.fullmatch(
                r"(?:(?: (?:was|were|has been) (?:spent|paid))?[.;,]| and) "
                r"(?!.*\b(?:was|were|is|are)\b)[A-Z][\w&'. -]{1,40}(?: \([\w ]{2,30}\))?"
                r"(?:, [a-z][\w ]{2,20})? ",
                between,
            )
            is not None
        )
    return first.verdict.kind in _OF_LISTS and _NEXT.fullmatch(between) is not None


_OF_LISTS = frozenset(("price", "grant", "saving", "budget", "forecast", "variance"))
_NEXT = re.compile(
    r"[;,](?: and)? [A-Z\d][\w&' -]{0,40}:? |,? (?:to|for) (?:the )?[A-Z][^;£\n]{2,60}(?:[;,](?: and)?| and) "
    r"|,? (?:and|or) |,? and (?:an?|the) [a-z][\w -]{2,40} (?:at |of )?"
)


def _of_total(text: str, figure: Figure) -> bool:
    """Whether a figure stands alone in the last row of a table, that of its total."""
    return _TOTAL.fullmatch(text, text.rfind("\n", 0, figure.start) + 1, figure.start) is not None


def _below_total(text: str, figure: Figure) -> bool:
    """Whether a figure stands below the word, where each cell of a table has a line of its own."""
    start = text.rfind("\n", 0, max(0, figure.start - 1)) + 1
    return text[figure.start - 1] == "\n" and _TOTAL.fullmatch(text, start, figure.start) is not None


_OPENED = re.compile(r"[^\n]{0,18}\((?:[\d/–-]{4,9} )?")
_TOTAL = re.compile(
    r"(?i)(?:grand |sub-?)?totals?(?: (?:paid|payments?|grants?|awards?|awarded|spent|cost))?:?[ \t|]*[\t\n][\t |]*"
)


def _fills_cell(text: str, figure: Figure) -> bool:
    """Whether a figure is all that its cell of a table says, so that the words beside it are of other columns."""
    before, after = text[text.rfind("\n", 0, figure.start) + 1 : figure.start], text[figure.end : figure.end + 20]
    cell = re.split(r"[\t|]", before)
    return len(cell) > 1 and not cell[-1].strip() and (not after or after.lstrip(" ")[:1] in {"", "\t", "\n", "|"})


def _unsigned(shadow: Shadow, places: Sequence[tuple[int, int]]) -> Iterator[Mention]:
    """The figures of tables that print no sign."""
    for cell in cells(shadow):
        named = cell.kind or column_kind(shadow, cell.figure.start)
        verdict = Verdict(named, _TABLE) if named else kind_of(shadow.text, cell.figure, places)
        of_list = verdict.kind in {"grant", "payment", "other"} and cell.label.lower() == "total"
        verdict = Verdict("total", _TABLE) if of_list or _SUM_OF.fullmatch(cell.label) else verdict
        yield Mention(cell.figure, verdict, cell.label[:80], cell.payee)


def _fact(shadow: Shadow, found: Sequence[Mention]) -> AmountFact:
    """The fact of one value: its kind from the clearest mention, everything else from the first that says it."""
    best = max(found, key=lambda m: m.verdict.score)
    first = found[0].figure
    return AmountFact(
        tuple(dict.fromkeys(shadow.evidence(m.figure.start, m.figure.end) for m in found)),
        value=first.value,
        verbatim=first.verbatim,
        what=best.what,
        kind=best.verdict.kind,
        currency=first.currency,
        approx=any(m.figure.approx for m in found),
        rounded_to=min(m.figure.rounded_to for m in found),
        bound=next((m.figure.bound for m in found if m.figure.bound), None),
        upper=next((m.figure.upper for m in found if m.figure.upper), None),
        per=next((m.figure.per for m in found if m.figure.per), None),
        payee=next((m.payee for m in found if m.payee), None),
    )


def _increments(facts: list[AmountFact]) -> list[AmountFact]:
    """A rise and its new total are annual where the old sum is: £100k more makes £325,484.88 £425,484."""
    annual = [f.value for f in facts if f.kind == "annual"]
    out = {id(f): f for f in facts}
    for total in (f for f in facts if "new total" in f.what.lower()):
        for rise in facts:
            old = total.value - rise.value
            if rise is total or rise.kind == "saving":
                continue
            if any(abs(old - a) < max(total.rounded_to, Decimal(1)) for a in annual):
                out[id(total)], out[id(rise)] = replace(total, kind="annual"), replace(rise, kind="annual")
    return [out[id(f)] for f in facts]


# ── words around a figure ────────────────────────────────────────────────────────────────────────

_CLAUSE = re.compile(r"[;:\n\t]|,\s(?:and|with|which|but|providing)\s|\.\s(?=[A-Z(\d•])")


def _what(text: str, figure: Figure) -> str:
    """The clause around a figure without the figure, at most 80 characters."""
    left = text[max(0, figure.start - 160) : figure.start]
    right = text[figure.end : figure.end + 120]
    if "\t" in (row := _line(text, figure)):
        return " ".join(c for cell in row.split("\t") if re.search(r"[A-Za-z]{2}", c := cell.strip()))[:80]
    before = re.sub(
        r"^\s*(?:\d+(?:\.\d+)+\.?|\(?[a-z]\)|[•-])\s",
        "",
        ([p for p in _CLAUSE.split(left) if p.strip(" (-")] or [""])[-1],
    )
    after = re.split(r"[;\n\t,(]|\.\s|\.$", right)[0]
    words = " ".join(f"{before} {after}".replace("()", " ").split()).strip(" .,–-(+")
    if len(words) < 4:
        cells = [" ".join(line.split()) for line in left.split("\n") if re.search(r"[A-Za-z]{2}", line)]
        words = " ".join(cells[-2:]).strip(" .,–-(+")
    return words if len(words) <= 80 else words[-80:].partition(" ")[2]


def _line(text: str, figure: Figure) -> str:
    """The line that a figure stands on, without the figure."""
    start, end = text.rfind("\n", 0, figure.start) + 1, text.find("\n", figure.end)
    return text[start : figure.start] + text[figure.end : end if end >= 0 else len(text)]
