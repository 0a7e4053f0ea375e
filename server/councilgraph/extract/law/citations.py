"""Citations of law in a string: titles, and provisions as printed; nothing here knows which Act is meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from councilgraph.extract.law.statutes import FAMILIES, SMALL, family_of, fold
from councilgraph.extract.lexicons import lexicon
from councilgraph.extract.sieve import Sieve

_KIND = Sieve(
    r"\b(?P<kind>Acts?|ACTS?|Measure|MEASURE|Regulations?|REGULATIONS?|Regs\b\.?|Orders?|ORDER|Rules|Directions)(?!\w)"
    r"(?P<northern>\s\((?:Northern Ireland|N\.?I\.?)\))?"
    r"(?P<years>(?:,?\s(?:of\s)?(?P<open>\()?(?P<year>(?:1[89]|20)\d\d)(?!\d{3}|[-/]\d|\.\d)(?(open)\)))?"
    r"(?P<more>(?:,\s(?:1[89]|20)\d\d(?!\d))*\s(?:and|&)\s(?:1[89]|20)\d\d(?!\d))?)"
)
_WORD = re.compile(r"[A-Za-z0-9][\w'’&/.-]*|[(),&]")
_UNIT = (
    r"sections?|subsections?|sect?s?\.?|ss?\.?|regulations?|regs?\.?|articles?|arts?\.?|schedules?|scheds?\.?|schs?\.?|"
    r"parts?|paragraphs?|paras?\.?|chapters?|rules?"
)
_SAME = r"sections?|ss?\.?|regulations?|regs?\.?|articles?|arts?\.?"
_LETTERS = r"(?:\s?\(\s?(?:\d{1,3}[A-Za-z]{0,2}|[a-z]{1,2}|[ivx]{1,5})\s?\))"
_APART = r"(?:\s(?-i:[A-Z])(?=\s?\(|\s(?:of|to|and)\s(?:the|that|this)\b))"  # "section 100 A (4)"
_BARE = r"(?:(?<=[A-Z])\s\d{1,2}(?=\s?\((?-i:[a-z])\)))"  # "section 100B 4 (b)"
_NUMBER = rf"\d{{1,4}}(?:{_APART}|[A-Z]{{0,3}}[a-d]?)(?![A-Za-z\d%£]){_BARE}?(?:{_LETTERS}+(?:\s?[a-h](?![\w.]))?)?"
PROVISION = re.compile(
    r"(?<![\w£.'])(?=[a-z]++(?:\.?\s?\d|\s[ivx]))(?:(?P<divided>parts?|chapters?|titles?|schedules?)\s(?P<roman>[IVX]{1,6}[A-Z]?"
    rf")(?!\w)|(?P<unit>{_UNIT})\s?(?P<numbers>{_NUMBER}(?:\s?(?:,|and|&|or|to|"
    rf"-|–)\s?(?:(?:{_SAME})\s?)?{_NUMBER}|(?<=[A-Z])[-–](?-i:[A-Z])(?![\w.]))*"
    rf"(?:\s?(?:,|and|&|or)\s?{_LETTERS}+)*)(?![\d.]*\d))",
    re.IGNORECASE,
)
UNITS = {"sec": "section", "sect": "section", "s": "section", "ss": "section", "reg": "regulation", "art": "article"}
UNITS |= {"sch": "schedule", "sched": "schedule", "para": "paragraph", "sub": "section", "subsection": "section"}
EU = Sieve(
    r"(?:\bCouncil\s)?\b(?P<kind>Regulation|Directive)\s(?:\((?:EU|EC|EEC)\)\s)"
    r"?(?:No\.?\s?)?(?P<a>\d{2,4})/(?P<b>\d{1,4})(?:/(?:EU|EC|EEC))?"
)
INSTRUMENT = Sieve(
    r"\b(?P<series>S\.?S\.?I|W\.?S\.?I|S\.?I|S\.?R)\.?\s?(?P<year>(?:19|20)\d\d)\s?(?:/|No\.?\s?)\s?(?P<number>\d{1,5})\b"
    r"(?P<welsh>\s?\(W\.?\s?\d+\))?"
)
SERIES = {"SI": "uksi", "SSI": "ssi", "WSI": "wsi", "SR": "nisr"}
SHORT = re.compile(
    r"(?=[A-Z])(?:\b[A-Z][a-z]?[A-Z()&]{1,9}\s?(?:Act\s|Regulations\s|Regs\s)?(?:19|20)\d\d\b|\b(?:UK\s)?[A-Z]{4,6}\b)"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A printed title; `words` are the folded words left of its kind word, with `starts` their places."""

    start: int
    end: int
    family: str
    year: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    kind: str
    years: tuple[str, ...] = ()
    northern: bool = False  # "(Northern Ireland)" stands between the kind word and the year


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision as printed, with its parts: ("section", "17"), ("section", "17ZA")."""

    start: int
    end: int
    unit: str
    numbers: tuple[str, ...]


def titles(text: str) -> Iterator[Title]:
    """What may be titles of Acts and instruments, each with the words to its left up to the sentence's start."""
    for match in _KIND.finditer(text):
        left = max(0, match.start() - 240)
        words, starts = _left(text, left, match.start())
        first = _year_first(text, words, starts)
        year = match["year"] or (first[0] if first else "")
        if first and not match["year"]:
            words, starts = words[first[1] :], starts[first[1] :]
        if words:
            years = (year, *re.findall(r"\d{4}", match["more"] or "")) if year else ()
            northern = match["northern"] is not None
            lead = starts[0] - 5 if first and not match["year"] else starts[0]
            yield Title(
                lead, match.end(), family_of(match["kind"]), year, words, starts, match["kind"], years, northern
            )


def provisions(text: str) -> Iterator[Provision]:
    """The provisions printed in a text: sections, regulations, articles, schedules, parts and paragraphs."""
    for match in PROVISION.finditer(text):
        if match["roman"]:
            yield Provision(match.start(), match.end(), fold(match["divided"]), (match["roman"].upper(),))
            continue
        unit, numbers, start = fold(match["unit"]), _numbers(match["numbers"]), match.start()
        part = _PART_OF.search(text, max(0, start - 60), start) if len(numbers) == 1 else None
        if part is not None:
            start, numbers = part.start(), (numbers[0] + re.sub(r"\s", "", part["letters"]),)
        yield Provision(start, match.end(), UNITS.get(unit, unit or "section"), numbers)


_PART_OF = re.compile(
    rf"\b(?:sub-?sections?|sub-?paragraphs?|paragraphs?|paras?\.?)\s?(?P<letters>{_LETTERS}+)\s(?:of|to|in)\s$",
    re.IGNORECASE,
)


def _left(text: str, left: int, end: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The words that may belong to a title that ends at `end`, folded, and where each starts."""
    stretch = text[left:end]
    short = _SHORT_NAME.search(stretch)
    if short is not None and short["name"] not in _whole():
        stretch = stretch[: short.start()]  # "Domestic Abuse (DA) Act"
    stop = max((m.end() for m in _ENDED.finditer(stretch)), default=0)
    found = [m for m in _WORD.finditer(stretch, stop) if m[0] not in "(),&" and m[0].lower().strip(".") not in SMALL]
    words = [(word, left + m.start()) for m in found for word in (_whole().get(m[0].strip(".")) or (fold(m[0]),))]
    return tuple(word for word, _ in words), tuple(start for _, start in words)


_ENDED = re.compile(  # what no title runs over
    r"[;:\t\"“”|]|\n(?=\s*(?:\d+[.)]\s|•|\([a-z0-9]{1,3}\)))"
    r"|\.(?<!etc\.)(?<!\bNo\.)(?<!\bMisc\.)(?<!\bGov\.)(?<!\bGovt\.)(?<!\bProv\.)\s(?=[A-Z])"
)
_SHORT_NAME = re.compile(r"\s\((?P<name>[A-Z][a-z]?[A-Z][A-Za-z]{0,4})\)\s$")


@cache
def _whole() -> dict[str, tuple[str, ...]]:
    """The folded words for which short forms in titles stand: "Gov.", "(NI)"."""
    return {short: tuple(map(fold, whole.split())) for short, whole in lexicon("law")["shortened"].items()}


def _year_first(text: str, words: tuple[str, ...], starts: tuple[int, ...]) -> tuple[str, int] | None:
    """The year of "the 1972 Local Government Act", with the place of the first word after it."""
    for index in range(len(words) - 1, 0, -1):
        year, before = words[index - 1], words[index - 2] if index > 1 else ""
        if not re.fullmatch(r"(?:1[89]|20)\d\d", year):
            continue
        apart = starts[index] - starts[index - 1] != 5
        named = all(text[s].isupper() for s in starts[index:])
        return None if apart or before in FAMILIES or not named else (year, index)
    return None


_LIST = re.compile(rf"\s?(?:,|\band\b|&|\bor\b)\s?(?:(?:{_UNIT})\s?)?(?=[\d(])", re.IGNORECASE)
_RANGE = re.compile(r"(\d+[A-Za-z]*)\s?(?:-|–|\bto\b)\s?(\d+[A-Za-z]*|[A-Z])")


def _numbers(printed: str) -> tuple[str, ...]:
    """The numbers of a list, each without blanks: "72 (1) c" is 72(1)(c); "17 and 17ZA" are two."""
    whole = re.sub(r"\s", " ", printed)
    out: list[str] = []
    for part in _LIST.split(whole):
        if ranged := _RANGE.fullmatch(part.strip()):
            out.append(f"{ranged[1]}-{ranged[2]}".upper())
            continue
        part = re.sub(r"\)\s?([a-h])$", r")(\1)", part.strip())
        part = re.sub(r"(?<=[A-Z])\s(\d+)(?=\s?\()", r"(\1)", part)
        part = re.sub(r"\s", "", part)
        if part.startswith("(") and out:
            part = re.sub(r"\([^)]*\)$", "", out[-1]) + part if out[-1].endswith(")") else out[-1] + part
        if part:
            out.append(re.sub(r"^\d+[a-d](?=$|\()", lambda m: m[0].upper(), part))
    return tuple(out)
