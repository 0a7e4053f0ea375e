"""Figures of money in a string: value, precision, sign, bounds, ranges; what cannot be read is reported."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from councilgraph.extract.sieve import Sieve

CURRENCIES = {"£": "GBP", "GBP": "GBP", "€": "EUR", "$": "USD"}
SCALES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "mln": 6, "mill": 6, "million": 6, "bn": 9, "billion": 9}

_SCALE = r"(?:k|thousands?|millions?|mill|mln|mn|m|billions?|bn)(?![A-Za-z0-9²³'’])"
_DIGITS = (
    r"\d (?=\d{1,2},\d{3}(?!\d))\d{1,2}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ ]?,[ "
    r"]?\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?: \d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)"
    r"?"
)
_SIGNED = Sieve(
    rf"(?P<minus>[-−–+(]\s?)?(?P<sign>£|€|\bGBP\b|\$)\s?(?P<inner>[-−–+]\s?)?(?P<number>{_DIGITS})"
    rf"(?P<rest>[,.]?\d[\d,.]*)?[\s-]?(?P<scale>{_SCALE})?",
    re.IGNORECASE,
)
_POUNDS = Sieve(rf"(?<![\d.,£€$])(?P<number>{_DIGITS})[ -]?(?P<scale>{_SCALE})?\s(?:pounds|GBP)\b", re.IGNORECASE)
_UPPER = re.compile(
    rf"(?:\s?[-–—]\s?(?!\s?£)|\s?[-–—]\s£\s?|[-–—]£\s?|\sto\s(?:£\s?)?)(?P<number>{_DIGITS})"
    rf"[ -]?(?P<scale>{_SCALE})?(?![\d/%])",
    re.IGNORECASE,
)
_AND = re.compile(rf"\s(?:and|to)\s£\s?(?P<number>{_DIGITS})[ -]?(?P<scale>{_SCALE})?(?!\d)", re.IGNORECASE)
_BOUNDS_BEFORE = {
    "up to": r"(?:up to|(?:a )?maximum(?: value)?(?: of)?|not exceeding|not to exceed|no more than|"
    r"not more than|capped at|less than|under|below|limit of|<)\s*$",
    "over": r"(?:(?:just |well |slightly )?(?:over|above)|more than|in excess of|exceed(?:s|ed|ing)?|"
    r"greater (?:\w+ )?than|excess of|upwards of|>)\s*$",
    "at least": r"(?:at least|(?:a )?minimum(?: value)?(?: of)?|no less than|not less than|≥)\s*$",
}
_BOUNDS_AFTER = {
    "at least": r"\s?(?:\(?(?:inc|exc|ex|net)[\w.]*(?: of)? vat\)?,?\s)?"
    r"(?:\+(?!\s?(?:[£\d]|vat))|or (?:more|above|over)\b|and (?:above|over|"
    r"more)\b|plus\b(?!\s(?:vat|expenses|fees|on-?costs|interest|any)))",
    "up to": r"\s?(?:or (?:less|under|below)\b|and (?:under|below)\b|max(?:imum)?\b)",
}
_BEFORE = tuple((bound, Sieve(pattern, re.IGNORECASE)) for bound, pattern in _BOUNDS_BEFORE.items())
_AFTER = tuple((bound, re.compile(pattern, re.IGNORECASE)) for bound, pattern in _BOUNDS_AFTER.items())
_APPROX = re.compile(
    r"(?:\babout|\baround|approximately|approx\.?|\bcirca|\bca?\.?|~|nearly|almost|roughly|\bsome|"
    r"in the (?:region|order) of|close to|estimated (?:at|to be))\s*$",
    re.IGNORECASE,
)
_PER = re.compile(
    r"\s?\(?(?:(?:per|each|every|an?)\s(?P<word>annum|year|month|week|day|hour|quarter|fortnight|night|"
    r"person|head|child|place|household|dwelling|property|pupil|mile|visit|session|[a-z]{4,})\b|"
    r"(?P<pa>p\.?\s?a\b\.?|annually|yearly|pcm|p\.?m\b|monthly|weekly|per cent)"
    r"|/\s?(?P<slash>year|annum|month|week|day|hour|m2))",
    re.IGNORECASE,
)
_PERIODS = {"year": "annum", "pa": "annum", "p.a": "annum", "p.a.": "annum", "annually": "annum", "yearly": "annum"}
_PERIODS |= {"pcm": "month", "pm": "month", "p.m": "month", "monthly": "month", "weekly": "week"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of money at `text[start:end]`; `sign` is -1 where it is printed negative."""

    start: int
    end: int
    value: Decimal
    verbatim: str
    rounded_to: Decimal = Decimal(1)
    currency: str = "GBP"
    sign: int = 1
    approx: bool = False
    bound: str | None = None
    upper: Decimal | None = None
    per: str | None = None


@lru_cache(64)
def figures(text: str) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
    """The figures of money in a text in order, and the printed ones that cannot be read."""
    good: list[Figure] = []
    bad: list[str] = []
    for match in _SIGNED.finditer(text):
        if _next_line(text, match):
            continue
        if _malformed(match):
            bad.append(match[0].strip(" (+-"))
        elif not match["number"].strip("0,. "):
            continue
        else:
            good += _with_range(text, _figure(text, match))
    good += [_plain(text, match) for match in _POUNDS.finditer(text)]
    return tuple(_without_repeats(sorted(good, key=lambda f: (f.start, -f.end)))), tuple(bad)


_A_DATE = re.compile(r"\d{1,2}(?:st|nd|rd|th)?[ /](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d{1,2}[ /]\d|&)")


def _next_line(text: str, match: re.Match[str]) -> bool:
    """Whether the sign is a head's and the number below it the day of a date."""
    return "\n" in match[0] and _A_DATE.match(text, match.start("number")) is not None


def _malformed(match: re.Match[str]) -> bool:
    """Whether digits and commas go on as in no number, or "£1,000.000" leaves open what its point means."""
    on = bool(match["rest"] and match["rest"].strip(",."))
    return on or (match["scale"] is None and re.search(r"\.\d{3}$", match["number"]) is not None)


def read(number: str, scale: str | None) -> tuple[Decimal, Decimal]:
    """Value of a printed number with its scale word, and the unit of its last printed digit, in pounds."""
    plain = re.sub(r"[ ,]", "", number)
    power = SCALES[_scale(scale)] if scale else 0
    places = len(plain.partition(".")[2])
    return plain_decimal(Decimal(plain).scaleb(power)), plain_decimal(Decimal(1).scaleb(power - places))


def plain_decimal(value: Decimal) -> Decimal:
    """The same number without exponent and without zeros after the point that say nothing."""
    text = format(value, "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def period(text: str) -> str | None:
    """What a figure is counted by when the text right after it says so: annum, month, week, place, …"""
    match = _PER.match(text)
    if match is None or (match["word"] or "").lower() in _NOT_PER:
        return None
    word = (match["word"] or match["pa"] or match["slash"]).lower()
    if match["word"] and word not in _UNITS and not re.match(r"\s?\(?(?:per|each|every)\s", text, re.IGNORECASE):
        return None
    return _PERIODS.get(word.replace(" ", ""), word)


_UNITS = {"annum", "year", "month", "week", "day", "hour", "quarter", "fortnight", "night", "head", "person"}
_NOT_PER = {"cent", "with", "from", "over", "the", "under", "that", "this", "total", "result"}


def _scale(word: str) -> str:
    word = word.lower()
    return word if word in SCALES else word.rstrip("s")


def _figure(text: str, match: re.Match[str]) -> Figure:
    value, unit = read(match["number"], match["scale"])
    start = match.start("sign")
    end = match.end("scale") if match["scale"] else match.end("number")
    minus = _negative(text, match, end)
    before = text[max(0, start - 40) : start - (1 if match["minus"] and "(" not in match["minus"] else 0)]
    return Figure(
        start=start,
        end=end,
        value=value,
        verbatim=text[start:end],
        rounded_to=unit,
        currency=CURRENCIES[match["sign"].upper()],
        sign=-1 if minus else 1,
        approx=_APPROX.search(before) is not None,
        bound=_bound(before, text[end : end + 40]),
        per=period(text[end : end + 40]),
    )


def _negative(text: str, match: re.Match[str], end: int) -> bool:
    inner = (match["inner"] or "").strip()
    if inner in {"-", "−", "–"}:
        return True
    mark = (match["minus"] or "").strip()
    if mark == "-" or mark == "−":
        return match["minus"] == mark and not text[: match.start()][-1:].isalnum()
    return mark == "(" and text[end : end + 1] == ")" and text[: match.start("minus")][-1:] in {"\n", "\t", "|"}


def _bound(before: str, after: str) -> str | None:
    found = next((bound for bound, pattern in _BEFORE if pattern.search(before)), None)
    return found or next((bound for bound, pattern in _AFTER if pattern.match(after)), None)


MOVED = Sieve(
    r"\b(?:increas|rais|reduc|decreas|ris|fall|chang|var|uplift|mov|drop|tak(?"
    r"=e|ing))\w*[^£.;]{0,160}\bfrom\s*$",
    re.IGNORECASE,
)


_RISEN = re.compile(
    r"(?i)\b(?:increas|rais|reduc|decreas|ris|rose|fall|fell|grow|grew|cut)\w*(?:[^£.;]|\.\d){0,60}\bby\s*$"
)


def _with_range(text: str, figure: Figure) -> Iterator[Figure]:
    """The figure, with its upper end where the text goes on with a range."""
    match = _UPPER.match(text, figure.end)
    between = re.search(r"\bbetween\s*$", text[max(0, figure.start - 12) : figure.start], re.IGNORECASE)
    if match is None and between:
        match = _AND.match(text, figure.end)
    moved = MOVED.search(text[max(0, figure.start - 200) : figure.start])
    risen = _RISEN.search(text[max(0, figure.start - 90) : figure.start])  # "increased by £92 to £3,500"
    if match is None or moved or risen or (match["scale"] is None and "£" not in match[0]):
        yield figure
        return
    upper, _ = read(match["number"], match["scale"])
    lower = figure
    if match["scale"] and figure.verbatim[-1].isdigit() and figure.value * 1000 <= upper:
        value, rounded = read(re.sub(r"^\D+", "", figure.verbatim), match["scale"])
        lower = replace(figure, value=value, rounded_to=rounded)
    if upper <= lower.value:
        yield figure
        return
    end = match.end("scale") if match["scale"] else match.end("number")
    whole = text[figure.start : end]
    yield replace(lower, end=end, verbatim=whole, upper=upper, per=period(text[end : end + 40]))


def _plain(text: str, match: re.Match[str]) -> Figure:
    value, unit = read(match["number"], match["scale"])
    return Figure(match.start(), match.end(), value, match[0], unit, per=period(text[match.end() : match.end() + 40]))


def _without_repeats(found: list[Figure]) -> Iterator[Figure]:
    end = -1
    for figure in found:
        if figure.start >= end:
            yield figure
            end = figure.end if figure.upper is None else figure.start + 1
