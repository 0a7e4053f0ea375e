"""Durations in a string: terms, options to extend, extensions made, as people write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from councilgraph.model import Duration

NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
NUMBERS |= {"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20}
NUMBERS |= {"thirteen": 13, "fourteen": 14, "sixteen": 16, "thirty": 30, "forty": 40, "fifty": 50}
NUMBERS |= {"twenty-four": 24, "thirty-six": 36, "forty-eight": 48, "sixty": 60, "single": 1, "1st": 1, "both": 2}
ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5}

_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_WORDS = sorted((n for n in NUMBERS if n != "1st"), key=len, reverse=True)
_N = rf"(?:\d{{1,3}}(?:\.5)?|(?:{'|'.join(_TENS)})[- ](?:{_ONES})|{'|'.join(_WORDS)})"
_UNIT = r"(?:years?|yrs?|months?|mths?|weeks?|days?)"
_UNITS = ("year", "yr", "month", "mth", "week", "day")
_PAREN = r"(?:\s?\((?:\d{1,3}|[a-z]{3,12})\))?"
_MORE = (
    r"(?:final|further|additional|extra|more|initial|optional|possible|potential|consecutive|successive|calendar|full)"
)
SPELL = rf"{_N}{_PAREN}[ -]?(?:{_MORE}[ -]){{0,2}}{_UNIT}\b"
_FILL = (
    r"(?:of (?:its|the|these)|further|additional|optional|possible|potential|successive|consecutive|"
    r"separate|subsequent|extra|allowable|available|x|×|"
    r"no\.?|lots? of|times|periods? of(?: up to)?|terms? of|extensions? of(?: "
    r"up to)?|options? of|options? to extend (?:by|for|of)|extension periods? of|"
    r"extension options? of|(?:extensions?|options?|periods?),? each (?:of|for)(?: up to)?|"
    r"optional periods? of|extensions? periods? of|extensions?|options?|up to)"
)
_SPELL = re.compile(
    rf"(?<![\w£.,-])(?P<n>{_N}){_PAREN}[ -]?(?:{_MORE}[ -]){{0,2}}(?P<unit>{_UNIT})\b(?!['’]?\s(?:old|ago))", re.I
)
_TIMES = re.compile(rf"(?<![\w£.,-])(?P<times>{_N}){_PAREN},?[ -]?(?:{_FILL},?[ -])*(?P<spell>{SPELL})", re.I)
_SUM = re.compile(rf"(?<![\w£.,/])(?P<list>\d{{1,2}}(?:\s?\+\s?\d{{1,2}})+)(?![\d.])[ -]?(?P<unit>{_UNIT}\b)?", re.I)
_IN_WORDS = re.compile(rf"\((?P<list>{_N}(?:\s(?:plus|\+|and)\s{_N})+)\)", re.I)  # "two further years (one plus one)"
_YEARS_AND_MONTHS = re.compile(
    rf"(?<![\w£.,-])(?P<years>{_N}){_PAREN}[ -]?(?:years?|yrs?),?\s(?:and\s)?(?P<months>{_N}){_PAREN}[ -]?"
    rf"(?:months?|mths?)\b",
    re.I,
)
_PLUS = (
    r"(?:,?\s?(?:plus|\+|and then|followed by)\s?(?:(?:up to|a|an|the|option(?"
    r":al)?|of|for|to|extend|by|possible|potential|further|additional|extension|"
    r"possibility|with|two|period|\d\sx)\s)*?)"
)
_ANNUAL = re.compile(  # "two further annual extensions"
    rf"(?<![\w£.,-])(?P<times>{_N}){_PAREN},?[ -]?(?:{_MORE}[ -])*(?P<each>annual|yearly|one-year)[ -]"
    r"(?:(?:contract|break|possible|optional) )?(?:extensions?|options?|renewals?)\b",
    re.I,
)
_CHAIN = re.compile(
    rf"(?<![\w£.,-])(?P<first>{SPELL})(?P<rest>(?:(?:\s(?:initial\s)?(?:contract|"
    rf"term|period))?{_PLUS}(?:{_N},?\s(?:{_FILL}\s)*{SPELL}|{SPELL}|{_N})(?:\s(?"
    r":extensions?|options?))?(?!\w))+)",
    re.I,
)
_ITEM = re.compile(
    rf"(?P<many>(?P<times>{_N}),?\s(?:{_FILL}\s)*(?P<each>{SPELL}))|(?P<one>{SPELL})|(?P<bare>\b{_N}\b)", re.I
)


@dataclass(frozen=True, slots=True)
class Spell:
    """One duration, or several of a chain, at `text[start:end]`; `chained` where it is printed as a sum."""

    start: int
    end: int
    parts: tuple[Duration, ...]
    chained: bool = False
    repeated: bool = False  # "two one-year extensions": each of the parts is one of them


def number(word: str) -> int | None:
    """The number of a numeral or number word up to ninety-nine."""
    word = word.lower().strip()
    tens, joint, ones = word.replace(" ", "-").partition("-")
    if joint and tens in _TENS and ones in NUMBERS:
        return _TENS[tens] + NUMBERS[ones]
    return int(word) if word.isdigit() else NUMBERS.get(word, _TENS.get(word))


def spell(count: int, unit: str) -> Duration:
    """A duration of so many years, months, weeks or days."""
    letter = {"y": "Y", "m": "M", "w": "W", "d": "D"}[unit[0].lower()]
    return Duration(f"P{count}{letter}")


def spells(text: str) -> list[Spell]:
    """The durations of a text in order, chains and repetitions before their parts."""
    small = text.lower()
    if "+" not in text and not any(unit in small for unit in (*_UNITS, "annual")):
        return []
    found: list[Spell] = []
    ways = (_chains, _sums, _in_words, _mixed, _times, _annual, _single)
    for candidate in (spell for way in ways for spell in way(text)):
        if not any(candidate.start < s.end and s.start < candidate.end for s in found):
            found.append(candidate)
    return sorted(found, key=lambda s: s.start)


def _chains(text: str) -> Iterator[Spell]:
    """ "four years plus two, two year extensions", "three years plus one plus one"."""
    for match in _CHAIN.finditer(text):
        first = _read(match["first"])
        if first is None:
            continue
        parts = [first]
        for item in _ITEM.finditer(match["rest"]):
            parts += _item(item, "years" if first.iso.endswith("Y") else "months")
        if len(parts) > 1:
            yield Spell(match.start(), match.end(), tuple(parts), chained=True)


def _item(item: re.Match[str], unit: str) -> list[Duration]:
    if item["many"]:
        each, times = _read(item["each"]), number(item["times"])
        return [each] * times if each and times else []
    if item["one"]:
        one = _read(item["one"])
        return [one] if one else []
    count = number(item["bare"])
    return [spell(count, unit)] if count and item["bare"].lower() not in {"a", "an"} else []


def _sums(text: str) -> Iterator[Spell]:
    """ "36 + 12 months", "3+1+1": years where no unit is printed and the numbers are small."""
    for match in _SUM.finditer(text):
        counts = [int(n) for n in re.findall(r"\d+", match["list"])]
        unit = match["unit"] or ("years" if max(counts) <= 10 else "months")
        about = text[max(0, match.start() - 80) : match.end() + 60]
        if match["unit"] or re.search(
            r"\b(?:contract|term|exten|agreement|framework|tender|years?|option)", about, re.I
        ):
            yield Spell(match.start(), match.end(), tuple(spell(c, unit) for c in counts if c), chained=True)


def _in_words(text: str) -> Iterator[Spell]:
    """ "(one plus one)" behind years: as many years each."""
    for match in _IN_WORDS.finditer(text):
        counts = [number(n) for n in re.split(r"\s(?:plus|\+|and)\s", match["list"])]
        if re.search(r"\byears?\s$", text[: match.start()], re.I) and all(counts):
            yield Spell(match.start(), match.end(), tuple(spell(c, "years") for c in counts if c), chained=True)


def _times(text: str) -> Iterator[Spell]:
    """ "two one-year extensions", "2 x 12 months", "two further periods of one year"."""
    for match in _TIMES.finditer(text):
        each, times = _read(match["spell"]), number(match["times"])
        between = text[match.end("times") : match.start("spell")]
        if (each and times and 1 < times <= 10 and between.strip(" ,-")) or (
            each
            and times
            and 1 < times <= 10
            and re.match(r"\s(?:extensions?|options?|periods?)", text[match.end() :], re.I)
        ):
            yield Spell(match.start(), match.end(), (each,) * times, repeated=True)


def _annual(text: str) -> Iterator[Spell]:
    """ "two annual extensions": as many options of a year."""
    for match in _ANNUAL.finditer(text):
        times = number(match["times"])
        if times and 1 <= times <= 10:
            yield Spell(match.start(), match.end(), (spell(1, "years"),) * times, repeated=True)


def _mixed(text: str) -> Iterator[Spell]:
    """ "2 years 7 months", "two years and six months": one duration of both units."""
    for match in _YEARS_AND_MONTHS.finditer(text):
        years, months = number(match["years"]), number(match["months"])
        if years and months and months < 12:
            yield Spell(match.start(), match.end(), (Duration(f"P{years}Y{months}M"),))


def _single(text: str) -> Iterator[Spell]:
    for match in _SPELL.finditer(text):
        one = _read(match[0])
        if one is not None:
            yield Spell(match.start(), match.end(), (one,))


def _read(printed: str) -> Duration | None:
    match = _SPELL.match(printed)
    if match is None:
        return None
    if match["n"].endswith(".5"):
        return spell(int(float(match["n"]) * 12), "months") if match["unit"][0].lower() == "y" else None
    count = number(match["n"])
    return spell(count, match["unit"]) if count else None
