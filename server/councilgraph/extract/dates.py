"""Dates as council papers print them: found, read, and told what happens on them."""

import datetime as dt
import itertools
import re
from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from councilgraph.extract import numbering
from councilgraph.extract.shadow import Shadow
from councilgraph.extract.sieve import Sieve, small
from councilgraph.model import DateFact, Evidence, PartialDate

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_GLUED = _MONTH.removesuffix(r"\b\.?")
_DAY = r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th))?"
_DAY_BEFORE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?(?:\s+of)?[\s-]*$")
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?(?:the\s+)?"
_PATTERNS = tuple(  # of a text written small, which is twice as fast as to try both sizes of each letter
    re.compile(pattern)
    for pattern in (
        rf"(?<![\d/£,])(?<!\d\.){_WEEKDAY}{_DAY}(?:\s+day)?(?:\s+of)?[\s,/-]{{1,3}}(?P<month>{_MONTH}),?[\s,/-]{{1,3}}{_YEAR}",
        rf"(?<![\d/.£,]){_DAY}[\s-](?P<month>{_MONTH})[-\s'](?P<short>\d\d)(?![\d/:.%])(?!\s*(?:am|pm|st|nd|rd"
        rf"|th|days?|months?|years?))",
        rf"\b(?P<month>{_MONTH})\s+(?:the\s)?{_DAY}(?:,?\s+|(?<=st|nd|rd|th)){_YEAR}",
        r"(?<![\d/.£,-])(?P<day>\d{1,2})[/.](?P<nmonth>\d{1,2})[/.](?P<year>(?:19|20)\d\d)(?![\d/])",
        r"(?<![\d/.£,-])(?P<day>\d{1,2})[/.](?P<nmonth>\d{1,2})[/.](?P<short>\d\d)(?![\d/.%])",
        r"(?<![\d/.£,-])(?P<day>\d{1,2})-(?P<nmonth>\d{1,2})-(?P<year>(?:19|20)\d\d)(?![\d/])",
        r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<nmonth>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"\b(?P<from>{_MONTH})(?:\s+(?P<fromyear>(?:19|20)\d\d))?\s*(?:to|–|-"
        rf"|until)\s*(?P<month>{_MONTH})\s+{_YEAR}",
        rf"\b(?P<month>{_MONTH})[\s,-]{{1,3}}(?:of\s)?{_YEAR}(?![-/]\d)",
        rf"(?<![\d/.£,]){_WEEKDAY}{_DAY}(?:\s+of)?\s+(?P<month>{_MONTH})(?![a-z])",
        rf"\b(?P<month>{_MONTH})-(?P<short>\d\d)(?![\d/])",
        rf"\b(?P<month>{_MONTH})\s+(?:the\s)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)\b(?!,?\s+\d{{4}})",
        r"(?<![\d/])(?<!\d-)(?P<year>(?:19|20)\d\d)/(?P<nmonth>0\d|1[0-2])/(?P<day>[0-3]\d)(?![\d/])",
        rf"(?<![\d/.£,]){_DAY}\s?(?P<month>{_GLUED})\s?{_YEAR}",  # printed without blanks: "19May2015"
    )
)


@dataclass(frozen=True)
class Found:
    """A date in the shadow; `year` is False where none is printed."""

    start: int
    end: int
    date: PartialDate | None
    day: int = 0
    month: int = 0


def find(text: str, start: int = 0, end: int | None = None) -> list[Found]:
    """All dates of a text that can be, in order, longest first where two overlap."""
    return list(_find(text, start, len(text) if end is None else end))


@lru_cache(64)
def _find(text: str, start: int, stop: int) -> tuple[Found, ...]:
    """The dates of a stretch; several readers ask for those of a whole paper."""
    found: list[Found] = []
    taken: list[tuple[int, int]] = []  # in order, none touching another
    places = _places(text, start, stop)
    if not places:
        return ()
    told = small(text)
    numbers = numbering.starts(text)
    for pattern, (first, last, worded, figured) in itertools.product(_PATTERNS, places):
        if not (worded if "month" in pattern.groupindex else figured):
            continue
        for match in pattern.finditer(told, first, last):
            if match.start() in numbers or _touches(taken, *match.span()):
                continue
            date = _read(match, text)
            if date is not None:
                insort(taken, match.span())
                found.append(date)
    return tuple(sorted(found, key=lambda f: f.start))


def _touches(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a stretch has a part in common with one of those that are taken."""
    before = bisect_left(taken, (end, 0))
    return before > 0 and start < taken[before - 1][1]


_NEAR = 60  # characters on either side of a month's name or two figures that a date may reach to
_FIGURES = re.compile(r"\d[/.-]\d{1,2}[/.-]\d")
_NAMED = Sieve(rf"(?<![a-z]){_MONTH}|(?<=\d){_GLUED}(?=\d)|(?<=th|st|nd|rd){_GLUED}", re.IGNORECASE)


def _places(text: str, start: int, stop: int) -> list[tuple[int, int, bool, bool]]:
    """The stretches in which dates can stand: around the name of a month, around figures with strokes between.

    Each with whether a month is named in it, and whether there are such figures.
    """
    named = [(match.span(), True) for match in _NAMED.finditer(text, start, stop)]
    figures = [(match.span(), False) for match in _FIGURES.finditer(text, start, stop)]
    places: list[tuple[int, int, bool, bool]] = []
    for (begin, end), worded in sorted([*named, *figures]):
        first, last = max(start, begin - _NEAR), min(stop, end + _NEAR)
        if places and first <= places[-1][1]:
            opened, closed, had_word, had_figures = places[-1]
            places[-1] = opened, max(closed, last), had_word or worded, had_figures or not worded
        else:
            places.append((first, last, worded, not worded))
    return places


def first(text: str, start: int = 0, end: int | None = None) -> Found | None:
    """The first date of a text with day, month and year."""
    return next((f for f in find(text, start, end) if f.date is not None and f.date.is_day), None)


def _read(match: re.Match[str], text: str) -> Found | None:
    parts = match.groupdict()
    month = int(parts["nmonth"]) if parts.get("nmonth") else _month(parts["month"] or "")
    day = int(parts.get("day") or 0)
    year = int(parts["year"]) if parts.get("year") else 2000 + int(parts["short"]) if parts.get("short") else 0
    if not day and not parts.get("from") and _DAY_BEFORE.search(text, max(0, match.start() - 8), match.start()):
        return None
    start = match.start() + (len(match[0]) - len(match[0].lstrip()))
    if not year:
        return Found(start, match.end(), None, day, month) if _valid(2024, month, day) else None
    if parts.get("from"):
        opening = f"{int(parts.get('fromyear') or year):04}-{_month(parts['from']):02}"
        return _interval(start, match.end(), opening, f"{year:04}-{month:02}")
    if day:
        return (
            Found(start, match.end(), PartialDate(f"{year:04}-{month:02}-{day:02}"))
            if _valid(year, month, day)
            else None
        )
    return Found(start, match.end(), PartialDate(f"{year:04}-{month:02}")) if 1 <= month <= 12 else None


def _interval(start: int, end: int, opening: str, closing: str) -> Found | None:
    return Found(start, end, PartialDate(f"{opening}/{closing}")) if opening <= closing else None


def _month(word: str) -> int:
    return next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(word.lower().rstrip(".")[:3])), 0)


def _valid(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def nearest_year(found: Found, around: dt.date) -> PartialDate | None:
    """The day of a date without year that is nearest to another date."""
    days = [
        dt.date(year, found.month, found.day)
        for year in (around.year - 1, around.year, around.year + 1)
        if _valid(year, found.month, found.day)
    ]
    return PartialDate(min(days, key=lambda d: abs((d - around).days)).isoformat()) if days else None


def dates(shadow: Shadow, document_date: PartialDate | None) -> tuple[DateFact, ...]:
    """Every date of the text, one fact a day or month, with the words around its first mention.

    One without year is of the year nearest to the paper's date, else to the date told before it.
    """
    mentions: dict[str, list[tuple[Found, Evidence]]] = {}
    near = document_date or next((f.date for f in find(shadow.text) if f.date is not None and f.date.is_day), None)
    for found in find(shadow.text):
        date = found.date
        if date is None and near is not None:
            date = nearest_year(found, near.earliest)
        near = document_date or (date if date is not None and date.is_day else near)
        for iso in _ends(shadow.text[found.start : found.end], date.iso) if date is not None else ():
            mentions.setdefault(iso, []).append((found, shadow.evidence(found.start, found.end)))
    return tuple(_fact(shadow, iso, group) for iso, group in mentions.items())


def _ends(printed: str, iso: str) -> list[str]:
    """A date as ISO; of a span of months in two years that are both printed, each end."""
    opening, _, closing = iso.partition("/")
    apart = opening[:4] != closing[:4] and opening[:4] in printed and closing[:4] in printed
    return [opening, closing] if closing and apart else [iso]


def _fact(shadow: Shadow, iso: str, group: list[tuple[Found, Evidence]]) -> DateFact:
    found = group[0][0]
    stated = shadow.text[found.start : found.end]
    return DateFact(
        evidence=tuple(evidence for _, evidence in group),
        date=PartialDate(iso),
        what=what(shadow.text, found),
        stated=" ".join(stated.split()),
    )


def what(text: str, found: Found) -> str:
    """The words around a date that say what happens on it, at most 80 characters."""
    return " ".join(_words(text, found).replace("@", " ").split())[:80]


def _words(text: str, found: Found) -> str:
    before = re.split(r"[.;:]\s|\n|\t", text[max(0, found.start - 90) : found.start])[-1]
    after = re.split(r"[.;:](?:\s|$)|\n|\t", text[found.end : found.end + 60])[0]
    line = text.rfind("\n", 0, found.start) + 1
    if len(before.strip()) < 3 and len(after.strip()) < 3:
        return text[line : found.start].strip(" \t:–-") or text[text.rfind("\n", 0, max(0, line - 1)) + 1 : line]
    words = before if len(before.strip()) > 12 else before + after
    first = words.find(" ")
    return words[first:] if len(before) >= 90 and first > 0 else words
