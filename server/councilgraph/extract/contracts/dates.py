"""Clues about contracts in a sentence: when they start and end."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from councilgraph.extract.contracts.parties import Clue
from councilgraph.extract.dates import find
from councilgraph.model import PartialDate

_Printed = tuple[int, int, PartialDate]  # a date and its place
_STARTS = re.compile(
    r"(?:commenc(?:ed|es|ing|e|ement(?: date)?)|start(?:ed|s|ing)?(?: date)?|"
    r"beg[aiu]n(?:s|ning)?|in place since|since|effective from|with effect from|"
    r"operational from|from|live on|(?:awarded|let) (?:on|from)|(?:contract|agreement) dated|\blet(?= in\b))"
    r"(?:\s(?:on|from|in|is|of|at|the|date|be|operating|was|will be))*[\s:,–-]*(?:the\s)?$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"(?:end(?:s|ed|ing)?(?: date)?|expir(?:e|es|ed|ing|y|ation)(?: date)?|until(?: (?:practical |the )?completion)?|"
    r"(?:end|expiry|expiration|termination)(?: date)? of (?:the |its |this |that |our )?(?:[\w-]+ ){0,3}"
    r"(?:contract|agreement|framework|term|period|lease|arrangements?)(?: term| period)?|"
    r"(?:until|up to) and including|to an end|conclud(?:es?|ing)|terminat(?:es?|ing)|(?:runs?|ran) (?:out|to|until|"
    r"up to)|lapse[sd]?|finish(?:es|ing)?|complet(?:es|ing)|through to|up to|exten(?:ded|d|sion|ding)"
    r"\b[^.;]{0,110}\bto|renew(?:ed|al)\b[^.;]{0,60}\bto|"
    r"\bfor (?:an?|the|up to)?\s?[\w ()-]{2,40}(?:period|term|years?|months?),?\s(?:up )?to|"
    r"\b(?:award|appoint|contract)\w*[^.;]{0,110}\b(?:providers?|suppliers?|contractors?)\s(?:up )?to)"
    r"(?:\s(?:on|in|is|at|the|date|by|will be|of))*[\s:,–-]*(?:the\s)?$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s?(?:to|–|-|until|through to|up to)\s?(?:the\s)?", re.IGNORECASE)
_PAID_THEN = re.compile(r"(?i)\b(?:spent|paid|payments)\b")
_STOPPING = re.compile(r"\b(?:terminat|ceas|cancel)\w*|\bto end\b", re.IGNORECASE)
_NOT_TO_BE = re.compile(r"\b(?:otherwise|would have|could have)\b[^.;]{0,40}$", re.IGNORECASE)
_EXTENDS = re.compile(r"\bexten(?:d|ds|ded|ding|sion)\b", re.IGNORECASE)
OPTIONAL = re.compile(
    r"\b(?:option|provision(?!s? of\b)|possibilit|ability|scope|opportunit|entitle|permit|"
    r"allow|facility|right|may be|may (?=extend)|can be|could be|potential|extendable|possible)"
    r"\w*[^.;]{0,80}$",
    re.IGNORECASE,
)
_MOVED_TO = re.compile(
    r"\b(?:exten(?:d(?:ed|s|ing)?|sion)|renew(?:ed|al)?)\b[^.;]{0,260}\b(?:by|for)\s[\w -]{2,30}\s"
    r"(?:until|to)\s(?:the\s)?$|"
    r"\b(?:exten(?:d(?:ed|s|ing)?|sion)|renew(?:ed|al)?)\b[^.;]{0,60}\b(?:until|to|ending(?: on)?|up to)\s(?:the\s)?$",
    re.IGNORECASE,
)
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_SHORT_RANGE = re.compile(
    rf"(?P<first>\d{{1,2}}(?:st|nd|rd|th)? {_MONTHS}) (?:to|–|-|until) "
    rf"\d{{1,2}}(?:st|nd|rd|th)? {_MONTHS},? (?P<year>20\d\d)\b"
)


# A point that ends no sentence: "(ref. 12)", "RM6100.2".
INNER_POINT = re.compile(
    r"\.(?:(?<=\d\.)(?=\d)|(?=\s)(?i:(?<=\bref\.)|(?<=\bno\.)|(?<=\bnos\.)|(?<=\bapprox\.)|(?<=\best\.)))"
)
_INITIAL = re.compile(r"\.(?<=\b[A-Z]\.)(?=\s?[A-Z])")  # the point of "G. Hall Ltd"


def unbroken(text: str) -> str:
    """A text in which the points that end no sentence are none, with every character at its place."""
    return _INITIAL.sub("·", INNER_POINT.sub("·", text))


def dates(sentence: str) -> Iterator[Clue]:
    """Starts and ends; where something is extended to a date, the end before is none."""
    found = list(_all_dates(sentence))
    moved = [c for c in found if c.field == "end" and _MOVED_TO.search(sentence[: c.start])]
    yield from (c for c in found if c.field != "end" or not moved or c in moved)


def _all_dates(sentence: str) -> Iterator[Clue]:
    """Starts and ends; a range of dates is both, unless it is the time by which something is extended."""
    stopping = _STOPPING.search(sentence) is not None
    printed = [
        (f.start, f.end, f.date)
        for f in find(sentence)
        if f.date is not None and (stopping or not _PAID_THEN.search(sentence, 0, f.start))
    ]
    found = sorted([*_yearless(sentence), *(one for p in printed for one in _parted(sentence, *p))])
    opens = {a[0] for a, b in pairwise(found) if _RANGE.fullmatch(sentence[a[1] : b[0]])}
    closes = {b[0] for a, b in pairwise(found) if a[0] in opens}
    later = {
        place for a, b in pairwise(found) if a[0] in opens and _optional(sentence, a, found) for place in (a[0], b[0])
    }
    found = [one for one in found if one[0] not in later]
    for start, end, date in found:
        if _VARIED_FOR.search(sentence, 0, start):
            continue
        before = unbroken(sentence[max(0, start - 160) : start])
        if start in opens:
            if (before.endswith("(") or not _extending(unbroken(sentence[:start]))) and not re.search(
                r"(?i)\b(?:expiry|end)(?: date)? of\s$", before
            ):
                yield Clue("start", date, start, end)
        elif (
            _STOPPING.search(sentence[:start])
            and re.search(r"\bfrom\s$", before)
            and not before.endswith("effect from ")
        ):
            continue
        elif start in closes or (
            _STOPPING.search(before) and re.search(r"(?:effect from|effective from|on)\s$", before)
        ):
            yield Clue("end", date, start, end)
        elif _STARTS.search(before[-90:]):
            if (
                not _RISES_FROM.search(before)
                and not _ADDED_FROM.search(before)
                and not _OF_OPTION.search(before)
                and not _LONGER_FROM.search(sentence[:start])
                and (not _FROM_THEN.search(before) or OPTIONAL.search(before))
            ):
                yield Clue("start", date, start, end)
        elif (
            (
                _ENDS.search(before[-140:])
                or ((" by " in before or " for " in before) and _MOVED_TO.search(sentence[:start]))
            )
            and not _NOT_TO_BE.search(before)
            and not _only_possible(sentence[:start])
        ):
            yield Clue("end", date, start, end)


def _optional(sentence: str, opening: _Printed, found: Sequence[_Printed]) -> bool:
    """Whether a range is of an option: it opens the day after another closes, and an extension is spoken of before."""
    day = opening[2].earliest - dt.timedelta(days=1)
    before = [one for one in found if one[0] < opening[0] and one[2].is_day and one[2].latest == day]
    return bool(before) and _OR_LONGER.search(sentence, before[0][1], opening[0]) is not None


_OR_LONGER = re.compile(r"(?i)\b(?:options?|optional|exten(?:d|sion)\w*)\b")


def _parted(sentence: str, start: int, end: int, date: PartialDate) -> list[tuple[int, int, PartialDate]]:
    """The two months of "April 2024 to April 2026", each with its place; any other date as it is."""
    first, span, last = date.iso.partition("/")
    joint = re.search(r"\s?(?:\bto\b|[–-]|\buntil\b)\s?", sentence[start:end])
    if not span or joint is None:
        return [(start, end, date)]
    return [
        (start, start + joint.start(), PartialDate(first)),
        (start + joint.end(), end, PartialDate(last)),
    ]


def _extending(before: str) -> bool:
    """Whether words before a range of dates tell of an extension, and not of the contract's own time."""
    if _EXTENDS.search(before[-90:]):
        return True
    so_long = _BY_SO_LONG.search(before) is not None and not OPTIONAL.search(before)
    told = [m.end() for m in _EXTENDS.finditer(before)]
    return bool(told) and so_long and _AWARDS.search(before, told[-1]) is None


_RISES_FROM = re.compile(  # "increasing the charge from £8,000 to £9,000 from 1 April": a price's day
    r"\b(?:increas|rais|uplift|reduc|additional|extra)\w*\b[^.;]{0,140}£[^.;]{0,30}"
    r"\b(?:with effect )?from\s(?:the\s)?$",
    re.IGNORECASE,
)
_ADDED_FROM = re.compile(r"\b(?:included|added|introduced|removed|reduced|increased)\s(?:\w+\s)?from\s$", re.IGNORECASE)
_POSSIBLE = re.compile(  # "options to extend to 2026", "delegates authority to … to extend to 2026"
    r"\b(?:options?|provisions?|right|ability|scope|possibility|potential|available|delegat\w+)\b[^.;]{0,220}?\bexten(?:d|sion)\b[^.;]{0,60}"
    r"\b(?:until|to|up to)\s(?:the\s)?$",
    re.IGNORECASE,
)
_MADE = re.compile(  # "to use the first of the two options to extend it to 2024"
    r"\b(?:exercis|tak(?:e|es|ing|en) up|activat|invok|enact|utilis|us(?:e|es|ed|ing)\b|trigger|approv|agree)\w*"
    r"[^.;]{0,80}?\b(?:options?|provisions?|right)\b",
    re.IGNORECASE,
)


def _only_possible(before: str) -> bool:
    """Whether words before a date tell until when something may be extended, and not that it is."""
    found = _POSSIBLE.search(before)
    if found is None:
        return False
    latest = max((m.start() for m in re.finditer(r"(?i)\bdelegat\w+", before)), default=-1)
    return latest >= 0 or not _MADE.search(before)


_FROM_THEN = re.compile(  # "an extension of the contract from 2 October": no start of the contract
    r"\bexten(?:d|ds|ded|ding|sion)\b(?:(?!\b(?:commenc|start|beg[aiu]n|award|let\b))[^.;])*\bfrom\s(?:the\s)?$",
    re.IGNORECASE,
)
_OF_OPTION = re.compile(  # "a 2 year extension option (commencing 1 April 2026)"
    r"(?i)\bextension(?: option| period)?s?,? \(?(?:commencing|starting|beginning|from)(?: on)?\s(?:the\s)?$"
)
_VARIED_FOR = re.compile(
    r"(?i)\bvar(?:y the (?:\w+ ){0,3}contract|iation(?: agreed)?) for the period\b"
)  # how it runs in between
_LONGER_FROM = re.compile(
    r"(?i)\b(?:vari(?:ation|ed|es|y)|exten(?:d|sion)\w*)\b[^;]{0,240}\bfor an? (?:additional|further|extra) "
    r"[\w -]{2,20}(?: period)? from\s(?:the\s)?$"
)
_AWARDS = re.compile(r"(?i)\b(?:award|appoint|let|enter|procur)")
_BY_SO_LONG = re.compile(r"\b(?:by|for)\s[\w -]{2,30},?\sfrom\s$", re.IGNORECASE)


def _yearless(sentence: str) -> Iterator[tuple[int, int, PartialDate]]:
    """The first day of "1 February to 31 July 2023", which has the year of the second."""
    for match in _SHORT_RANGE.finditer(sentence):
        first = find(f"{match['first']} {match['year']}")
        if first and first[0].date is not None:
            yield match.start("first"), match.end("first"), first[0].date
