"""The days, sums and numbers of a question in the parameters of a query, or as what is expected of its answer."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal

from councilgraph.canned import Query
from councilgraph.model import Named
from councilgraph.namespaces import CG
from councilgraph.questions import ordering
from councilgraph.questions.days import Span
from councilgraph.questions.frames import Frame
from councilgraph.questions.match import Check, Match, UnfitError, listed
from councilgraph.questions.words import text_of

_COSTS = frozenset({"cost", "annual", "total", "amount"})
_DATES = (("end", "ends_from", "ends_to"), ("start", "starts_from", "starts_to"), ("", "from", "to"))
_PAPERS = frozenset({"report", "paper", "overview", "document", "decision", "record", "minutes", "update"})
_CONTRACTS = frozenset({"contract", "contracts", "agreement", "deal", "one", "ones"})
_ASKED_LENGTH = frozenset({"for", "lasting", "by"})
_FINANCIAL = re.compile(r"(20\d\d)[/-](?:20)?(\d\d)\b")
_DAYS = frozenset(map(str, (CG.decidedOn, CG.on, CG.until)))


def days(frame: Frame, match: Match) -> None:
    """Puts spans of time into parameters; UnfitError where one has no place."""
    params = match.query.params
    contracts = any(params[name].type in ("contract", "thing") for name in match.params if name in params)
    if len([span for span in frame.spans if not span.modifier]) > 1 and not {"start", "end"} <= frame.concepts:
        raise UnfitError
    for span in frame.spans:
        if span.modifier and _of_paper(frame, span):
            # "The 2023 report" is a paper: where none of that year is found, nothing else is told of.
            raise UnfitError
        if span.modifier and contracts:
            continue
        if span.modifier and match.query.count and _of_one_contract(frame, span):
            raise UnfitError
        # A budget for 2025/26 is set before that year begins: the words of the sum name its year.
        if "year" in params and (year := _FINANCIAL.search(span.text)):
            match.params["year"] = match.shown["year"] = f"{year[1]}/{year[2]}"
            continue
        starts = (span.modifier and _of_contract(frame, span)) or _awarded(frame, match)
        concepts = {"start"} if starts else frame.concepts
        pair = next(
            ((low, high) for concept, low, high in _DATES
             if low in params and low not in match.params and high not in match.params
             and (not concept or concept in concepts)), None)  # fmt: skip
        # What was paid in a year is not what a contract in force in that year costs.
        paid = "howmuch" in frame.asks or "pay" in frame.concepts or (_COSTS & frame.concepts and not frame.sums)
        before = paid and span.first is None and match.query.count
        if pair == ("from", "to") and (before or (paid and match.query.gives == "contract")):
            raise UnfitError
        if pair is not None:
            match.params |= {
                name: day.isoformat() for name, day in zip(pair, (span.first, span.last), strict=True) if day
            }
            match.shown["when"] = span.text
            match.explained |= {name for name, low, _ in _DATES if name and low == pair[0]} & frame.concepts
        elif "on" in params and "on" not in match.params and span.on and span.first == span.last and span.first:
            match.params["on"] = match.shown["on"] = span.first.isoformat()
        elif match.query.gives == "date" and "yesno" in frame.asks and _runs_then(frame, span):
            raise UnfitError
        elif match.query.gives == "date" and "yesno" in frame.asks:
            first, last = _reached(span) if _can_reach(frame, match) else (span.first, span.last)
            match.checks.append(Check(span.text, first=first, last=last))
            match.score += 0.2
        elif _described(match, span) or _then(match, span) or _of_day(frame, match, span):
            match.score -= 0.1
        elif "since" in params and not {"since", "until"} & set(match.params) and "yesno" not in frame.asks:
            days = {"since": span.first, "until": span.last}
            match.params |= {name: day.isoformat() for name, day in days.items() if day}
            match.shown["when"] = span.text
        elif "yesno" in frame.asks and _dated(match.query) and match.query.gives != "list":
            match.checks.append(Check(span.text, first=span.first, last=span.last, anywhere=True))
            match.score -= 0.2
        else:
            raise UnfitError


def _runs_then(frame: Frame, span: Span) -> bool:
    """Whether it is asked if something runs in a span of time, which no day in it tells."""
    told = {"start", "end", "can", "extend", "latest"} & frame.concepts
    return "run" in frame.concepts and not told and span.first is not None and span.last is not None


def _can_reach(frame: Frame, match: Match) -> bool:
    """Whether a question asks whether something can run until a day, which it does also where it can run on."""
    runs = bool({"extend", "run"} & frame.concepts) and "end" not in frame.concepts
    return match.query.answer == "latestEnd" and "can" in frame.concepts and runs


def _reached(span: Span) -> tuple[dt.date | None, None]:
    """The first of the days of which some has to be reached: of "until 2029" the first of that year."""
    if span.first is not None or span.last is None:
        return span.first, None
    day = span.last
    return (dt.date(day.year, 1, 1) if span.last_year else day.replace(day=1) if span.last_month else day), None


def _awarded(frame: Frame, match: Match) -> bool:
    """Whether contracts are asked for by when they were awarded, which their start stands for."""
    return match.query.gives == "contract" and "award" in frame.concepts and not {"start", "end"} & frame.concepts


def _described(match: Match, span: Span) -> bool:
    """Whether a span of time says which contract is meant: the one that runs from its first to its last day."""
    slot = next((n for n in match.wording.slots if match.query.params[n].type == "contract" and n in match.params), "")
    meant = [one for one in match.things.get(slot, ()) if _runs(one, span)]
    if len(meant) != 1 or (span.first is None and len(match.things[slot]) > 1):
        return False
    match.things[slot] = tuple(meant)
    match.params[slot], match.shown[slot] = meant[0].iri, meant[0].label
    return True


def _of_day(frame: Frame, match: Match, span: Span) -> bool:
    """Whether a span says which decision is meant: that of a meeting in it, the only one or one of several."""
    slot = next((n for n in match.wording.slots if match.query.params[n].type == "decision" and n in match.params), "")
    things = match.things.get(slot, ())
    if "yesno" in frame.asks or match.query.gives in ("money", "number", "date") or not (span.first and span.last):
        return False
    first, last = span.first.isoformat(), span.last.isoformat()
    meant = tuple(one for one in things if one.start and first <= one.start <= last)
    if not meant or not all(one.start for one in things):
        return False
    match.things[slot] = meant
    match.params[slot], match.shown[slot] = " ".join(one.iri for one in meant), listed(meant)
    return True


def _then(match: Match, span: Span) -> bool:
    """Narrows the contracts asked about to those in force in a span, where who supplies them is asked."""
    slot = next((n for n in match.wording.slots if match.query.params[n].type == "contract" and n in match.params), "")
    if match.query.gives != "organisation" or not slot:
        return False
    first, last = (day.isoformat() if day else "" for day in (span.first, span.last))
    meant = [c for c in match.things[slot] if c.start and (not last or c.start <= last) and (c.end or "9999") >= first]
    if not meant:
        return False
    match.things[slot] = tuple(meant)
    match.params[slot], match.shown[slot] = " ".join(c.iri for c in meant), listed(meant)
    return True


def order(frame: Frame, match: Match, columns: Mapping[str, str]) -> None:
    """Sorts the rows, and keeps the first of them, where the question says so and the wording does not."""
    bounds = {"end": "ends_", "start": "starts_", "date": "from", "annual": "over", "total": "over", "cost": "over"}
    bounded = frozenset(word for word, name in bounds.items() if any(n.startswith(name) for n in match.params))
    found = ordering.order(frame, match.query, bounded, columns)
    if found is None or found.concepts & match.wording.concepts & ordering.SORTING:
        return
    match.params["order"] = found.order
    match.shown["order"] = found.order.removeprefix("-") + (
        ", largest or latest first" if found.order[0] == "-" else ""
    )
    if found.top:
        match.params["top"] = match.shown["top"] = found.top
    match.explained |= found.concepts
    match.score -= 0.5 if found.alone else 0


def sums(frame: Frame, match: Match) -> None:
    """Puts sums and numbers into parameters; UnfitError where one has no place."""
    params = match.query.params
    for amount in frame.sums:
        suffix = _which_sum(frame, params)
        bounds = {f"over{suffix}": amount.over, f"under{suffix}": amount.under, "exact": amount.exactly}
        if amount.exactly is not None and "exact" not in params and "yesno" not in frame.asks:
            off = max(amount.within, Decimal("0.01"))
            bounds = {f"over{suffix}": amount.exactly - off, f"under{suffix}": amount.exactly + off}
        given = {name: str(bound) for name, bound in bounds.items() if bound is not None}
        if all(name in params and name not in match.params for name in given):
            match.params |= given
            match.shown["amount"] = amount.text
        elif "more" in params and amount.exactly is None and not {"more", "less"} & set(match.params):
            ends = {"more": amount.over, "less": amount.under}
            match.params |= {name: str(bound) for name, bound in ends.items() if bound is not None}
            match.shown["amount"] = amount.text
        elif match.query.gives == "money" and "yesno" in frame.asks:
            low, high, exact = amount.over, amount.under, amount.exactly is not None
            if amount.exactly is not None:
                low, high = amount.exactly - amount.within, amount.exactly + amount.within
            match.checks.append(Check(amount.text, over=_bound(low, -exact), under=_bound(high, exact)))
        else:
            raise UnfitError
    ordered = bool(ordering.SORTING & frame.concepts)  # "the two largest contracts" are no two contracts
    for number in frame.numbers:
        if match.params.get("top") == str(number.value) and not number.often:
            continue
        # "The three early help contracts" are three.
        if not number.often and any(len(things) == number.value > 1 for things in match.things.values()):
            continue
        if number.often != ("times" in match.wording.concepts):
            raise UnfitError
        least, most = number.bounds
        # "Has two options" is not "has two options left".
        left = number.of != "contract" and {"option", "left"} <= frame.concepts
        if left and _bounds(match, ("left", "at_least", ""), number.bounds):
            continue
        if (number.often and _bounds(match, ("", "times_from", "times_to"), number.bounds)) or (
            number.of == "contract"
            and not ordered
            and _bounds(match, ("", "contracts_from", "contracts_to"), number.bounds)
        ):
            match.shown["number"] = text_of(frame.tokens, number.at)
        elif match.query.gives == "number" and "yesno" in frame.asks:
            # What can be done twice may be possible more often.
            under = "" if most is None or (number.often and "can" in frame.concepts) else str(most + 1)
            match.checks.append(Check(text_of(frame.tokens, number.at), over=str(least - 1), under=under))
        else:
            raise UnfitError


def _bounds(match: Match, names: tuple[str, str, str], bounds: tuple[int, int | None]) -> bool:
    """Whether a query has parameters for exactly, at least and at most so many; fills them."""
    params = match.query.params
    exact, low, high = names
    least, most = bounds
    if exact and least == most:
        given = {exact: least}
    else:
        given = {name: value for name, value in ((low, least), (high, most)) if value is not None}
    if any(name not in params or name in match.params for name in given):
        return False
    match.params |= {name: str(value) for name, value in given.items()}
    if exact:
        match.shown |= {name: str(value) for name, value in given.items()}
    return True


def spells(frame: Frame, match: Match) -> None:
    """Lengths of time as what is expected of the answer, or as what describes a contract; UnfitError otherwise."""
    for spell in frame.spells:
        if match.query.gives == "duration" and "yesno" in frame.asks:
            least, most = spell.bounds
            match.checks.append(Check(spell.text, months=(least, most)))
        elif _bounds(match, ("", "months_from", "months_to"), spell.bounds):
            match.shown["length"] = spell.text
        # "Was it let for five years" asks for the length; "the five year contract" says which contract.
        elif "yesno" in frame.asks and spell.text.split()[0].lower() in _ASKED_LENGTH:
            raise UnfitError
        elif spell.most is None and any(
            _lasts(one, spell.months) for things in match.things.values() for one in things
        ):
            match.score -= 0.1
        else:
            raise UnfitError


def _lasts(thing: Named, months: int) -> bool:
    """Whether a contract runs for so many months from its start to its end."""
    if len(thing.start) < 7 or len(thing.end) < 7:
        return False
    first, last = (dt.date(int(day[:4]), int(day[5:7]), int(day[8:] or 1)) for day in (thing.start, thing.end))
    last += dt.timedelta(days=1)
    return (last.year - first.year) * 12 + last.month - first.month == months


def _which_sum(frame: Frame, params: Mapping[str, object]) -> str:
    """Where a query bounds several sums: the yearly one, the total, or any of them."""
    if "over_any" not in params or "annual" in frame.concepts:
        return ""
    return "_total" if "total" in frame.concepts else "_any"


def _of_contract(frame: Frame, span: Span) -> bool:
    """Whether a year stands before the word contract: "the 2016 young carers contract"."""
    return any(token.word.startswith("contract") for token in frame.tokens[span.at[1] : span.at[1] + 6])


def _of_one_contract(frame: Frame, span: Span) -> bool:
    """Whether a year stands before one contract, "the 2015 contract", of which there is none."""
    return any(token.word == "contract" for token in frame.tokens[span.at[1] : span.at[1] + 4])


def _of_paper(frame: Frame, span: Span) -> bool:
    """Whether a year stands before a paper: "the 2023 overview", "the 2023 cabinet report"."""
    after = [token.word for token in frame.tokens[span.at[1] : span.at[1] + 3]]
    first = next((word for word in after if word in _PAPERS or word in _CONTRACTS), "")
    return first in _PAPERS


def _runs(contract: Named, span: Span) -> bool:
    """Whether a contract starts and ends on the first and last days, or in the months or years, of a span."""
    if span.last is None or not contract.end:
        return False
    last = span.last.isoformat()
    ends = (
        contract.end == last
        or (contract.end[:7] == last[:7] and span.last_month)
        or (contract.end[:4] == last[:4] and span.last_year)
    )
    if span.first is None:
        return ends
    first = span.first.isoformat()
    starts = (
        contract.start == first
        or (contract.start[:7] == first[:7] and span.first_month)
        or (contract.start[:4] == first[:4] and span.first_year)
    )
    return bool(starts) and ends


def _dated(query: Query) -> bool:
    """Whether a query shows the day of what it finds."""
    return any(source is not None and source.predicate in _DAYS for source in query.cells.values())


def _bound(value: object, step: int) -> str:
    return "" if value is None else str(Decimal(str(value)) + Decimal(step) / 100)
