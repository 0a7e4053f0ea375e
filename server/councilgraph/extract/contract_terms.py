"""Clues about contracts in a sentence: dates, term, options, extensions, with those about its parties."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from councilgraph.extract.contract_parties import Clue, references, suppliers
from councilgraph.extract.dates import find
from councilgraph.extract.durations import NUMBERS, ORDINALS, Spell, number, spells
from councilgraph.model import Duration, PartialDate

_STARTS = re.compile(
    r"(?:commenc(?:ed|es|ing|e|ement(?: date)?)|start(?:ed|s|ing)?(?: date)?|"
    r"beg[aiu]n(?:s|ning)?|in place since|since|effective from|with effect from|"
    r"operational from|from|live on|(?:awarded|let) (?:on|from)|\blet(?= in\b))"
    r"(?:\s(?:on|from|in|is|of|at|the|date|be|operating|was|will be))*[\s:,–-]*(?:the\s)?$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"(?:end(?:s|ed|ing)?(?: date)?|expir(?:e|es|ed|ing|y|ation)(?: date)?|until|"
    r"(?:end|expiry|expiration|termination)(?: date)? of (?:the |its |this |that |our )?(?:[\w-]+ ){0,3}"
    r"(?:contract|agreement|framework|term|period|lease|arrangements?)(?: term| period)?|"
    r"to an end|conclud(?:es?|ing)|terminat(?:es?|ing)|runs? (?:out|to|until|"
    r"up to)|lapse[sd]?|finish(?:es|ing)?|through to|up to|exten(?:ded|d|sion|ding)"
    r"\b[^.;]{0,110}\bto)"
    r"(?:\s(?:on|in|is|at|the|date|by|will be|of))*[\s:,–-]*(?:the\s)?$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s?(?:to|–|-|until|through to|up to)\s?(?:the\s)?", re.IGNORECASE)
_STOPPING = re.compile(r"\b(?:terminat|ceas|cancel)\w*|\bto end\b", re.IGNORECASE)
_NOT_TO_BE = re.compile(r"\b(?:otherwise|would have|could have)\b[^.;]{0,40}$", re.IGNORECASE)
_EXTENDS = re.compile(r"\bexten(?:d|ds|ded|ding|sion)\b", re.IGNORECASE)
_OPTIONAL = re.compile(
    r"\b(?:option|provision(?!s? of\b)|possibilit|ability|scope|opportunit|entitle|permit|"
    r"allow|facility|right|may be|may (?=extend)|can be|could be|potential|extendable|possible)"
    r"\w*[^.;]{0,80}$",
    re.IGNORECASE,
)
_MOVED_TO = re.compile(
    r"\b(?:exten(?:d(?:ed|s|ing)?|sion)|renew(?:ed|al)?)\b[^.;]{0,240}\bby\s[\w -]{2,30}\s(?:until|to)\s(?:the\s)?$|"
    r"\b(?:exten(?:d(?:ed|s|ing)?|sion)|renew(?:ed|al)?)\b[^.;]{0,60}\b(?:until|to|ending(?: on)?|up to)\s(?:the\s)?$",
    re.IGNORECASE,
)
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_SHORT_RANGE = re.compile(
    rf"(?P<first>\d{{1,2}}(?:st|nd|rd|th)? {_MONTHS}) (?:to|–|-|until) "
    rf"\d{{1,2}}(?:st|nd|rd|th)? {_MONTHS},? (?P<year>20\d\d)\b"
)
_EXTENDING = re.compile(
    r"(?:exten(?:d|ded|ding|ds|sion|sions)|prolong\w*|renew\w*(?=[^.;]{0,40}\bfurther))\b[^.;]{0,140}?\b(?:by|"
    r"for|of|up to)\s(?:(?:an?|the|up to|period of|term of|further|additional|another|final|"
    r"one)\s)*$",
    re.IGNORECASE,
)
_TAKEN_UP = re.compile(r"\b(?:exercised|taken up|activated|invoked|enacted|utilised)\b[^.;]{0,80}$", re.IGNORECASE)
_TERM_BEFORE = re.compile(
    r"(?:\bterm|period|duration|length|lasts?|lasting|runs?|running)(?:\s(?:of|"
    r"for|is|was|will be|to be|be))*[\s:–-]*(?:(?:an?|the|up to|initial|maximum|"
    r"fixed|minimum)\s)*$"
    r"|\b(?:contract|agreement|framework|lease) of\s$|\brenew(?:al|ed)\sfor\s(?:an?\s)?$"
    r"|(?:contracts?|agreements?|framework|services?|provision|awarded|award|"
    r"lease|licen[cs]e|appointed|let)\b[^.;]{0,90}?\bfor\s(?:(?:an?|up to|initial|"
    r"maximum|fixed|period of|term of)\s)*$"
    r"|\binitial\s$|\binitially for\s$",
    re.IGNORECASE,
)
_TERM_AFTER = re.compile(
    r"[ -](?:initial |fixed[ -]|maximum )?(?:contract|long[ -]term agreement|LTA|term|agreement|framework|"
    r"call-off)\b(?! extension)|\s(?:fixed|initial)\b",
    re.IGNORECASE,
)
_NOT_TERM = re.compile(
    r"\b(?:over|for|during|in|within|past|last|next|previous|every|each|than|"
    r"least|after|of)\s(?:the|a|these|those|past|last|next|first)?\s?$",
    re.IGNORECASE,
)
_EXTENSION_AFTER = re.compile(
    r"[ -](?:allowable |available |optional |further |possible |contract |permitted )*(?:extensions?|options?)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"(?:enact|exercis|utilis|\bus(?:e|ed|ing)\b|tak(?:e|en|ing) up|agree|request|"
    r"approv|invok|implement|activat|trigger|final|seek|grant)\w*[^.;]{0,60}$",
    re.IGNORECASE,
)
_USED = re.compile(r"(?:\bused|utilised|exercised|taken up|activated|exhausted|invoked)\b[^.;]{0,30}$", re.IGNORECASE)
_USED_AFTER = re.compile(
    r"[^.;]{0,50}\b(?:has|have|had|was|were) (?:now |already |all |both |since "
    r")?(?:been )?(?:utilised|used|exercised|taken up|invoked|activated)\b",
    re.IGNORECASE,
)
_MORE_OF = re.compile(
    rf"[^.;]{{0,40}}?\boption of (?:a further |another )?(?P<n>(?!an?\b)(?:{'|'.join(NUMBERS)})|"
    r"\d)\s(?:more|further)\b(?!\s(?:year|month))",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"\b(?P<which>{'|'.join(ORDINALS)}|final|last)\s(?:(?:and final|available|"
    r"possible|allowable|permitted|optional|further|remaining|contract)\s)*(?"
    rf":(?:{'|'.join(NUMBERS)}|\d+|12|24)?[ -]?(?:years?|months?)[ -]?)?(?:of "
    r"(?:the|its) )?(?:extension|option)",
    re.IGNORECASE,
)


# A point that ends no sentence: "(ref. 12)", "RM6100.2".
_INNER_POINT = re.compile(r"(?<=\d)\.(?=\d)|(?i:(?<=\bref)|(?<=\bno)|(?<=\bnos)|(?<=\bapprox)|(?<=\best))\.(?=\s)")
_INITIAL = re.compile(r"(?<=\b[A-Z])\.(?=\s?[A-Z])")  # the point of "G. Hall Ltd"


def _unbroken(text: str) -> str:
    """A text in which the points that end no sentence are none, with every character at its place."""
    return _INITIAL.sub("·", _INNER_POINT.sub("·", text))


def clues(text: str, start: int, end: int) -> Iterator[Clue]:
    """The clues of the sentence at `text[start:end]`, without those about money."""
    for clue in _clues(text[start:end]):
        yield Clue(clue.field, clue.value, clue.start + start, clue.end + start)


@lru_cache(1_024)
def _clues(sentence: str) -> tuple[Clue, ...]:
    """The clues of a sentence: several readers ask for those of one."""
    whole = _INNER_POINT.sub("·", sentence)
    return (*references(sentence), *suppliers(whole), *_dates(sentence), *_spells(sentence), *_numbers(sentence))


def _dates(sentence: str) -> Iterator[Clue]:
    """Starts and ends; where something is extended to a date, the end before is none."""
    found = list(_all_dates(sentence))
    moved = [c for c in found if c.field == "end" and _MOVED_TO.search(sentence[: c.start])]
    yield from (c for c in found if c.field != "end" or not moved or c in moved)


def _all_dates(sentence: str) -> Iterator[Clue]:
    """Starts and ends; a range of dates is both, unless it is the time by which something is extended."""
    if re.search(r"\b(?:spent|paid|payments)\b", sentence, re.IGNORECASE) and not _STOPPING.search(sentence):
        return
    printed = [(f.start, f.end, f.date) for f in find(sentence) if f.date is not None]
    found = sorted([*_yearless(sentence), *(one for p in printed for one in _parted(sentence, *p))])
    opens = {a[0] for a, b in pairwise(found) if _RANGE.fullmatch(sentence[a[1] : b[0]])}
    closes = {b[0] for a, b in pairwise(found) if a[0] in opens}
    for start, end, date in found:
        before = _unbroken(sentence[max(0, start - 160) : start])
        if start in opens:
            if (before.endswith("(") or not _extending(before)) and not re.search(
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
            if not _RISES_FROM.search(before) and (not _FROM_THEN.search(before) or _OPTIONAL.search(before)):
                yield Clue("start", date, start, end)
        elif (
            (_ENDS.search(before[-140:]) or _MOVED_TO.search(sentence[:start]))
            and not _NOT_TO_BE.search(before)
            and not _only_possible(sentence[:start])
        ):
            yield Clue("end", date, start, end)


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
    return _EXTENDS.search(before) is not None and _BY_SO_LONG.search(before) is not None


_RISES_FROM = re.compile(  # "increasing the charge from £8,000 to £9,000 from 1 April": a price's day
    r"\b(?:increas|rais|uplift|reduc)\w*\b[^.;]{0,140}£[^.;]{0,30}\b(?:with effect )?from\s(?:the\s)?$", re.IGNORECASE
)
_POSSIBLE = re.compile(  # "options to extend to 2026", "delegates authority to … to extend to 2026"
    r"\b(?:options?|provisions?|right|ability|scope|possibility|delegat\w+)\b[^.;]{0,220}?\bexten(?:d|sion)\b[^.;]{0,60}"
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
_BY_SO_LONG = re.compile(r"\bby\s[\w ]{2,30},?\sfrom\s$", re.IGNORECASE)


def _yearless(sentence: str) -> Iterator[tuple[int, int, PartialDate]]:
    """The first day of "1 February to 31 July 2023", which has the year of the second."""
    for match in _SHORT_RANGE.finditer(sentence):
        first = find(f"{match['first']} {match['year']}")
        if first and first[0].date is not None:
            yield match.start("first"), match.end("first"), first[0].date


def _spells(sentence: str) -> Iterator[Clue]:
    terms: set[int] = set()
    whole = _unbroken(sentence)
    for spell in spells(sentence):
        before, after = whole[max(0, spell.start - 160) : spell.start], whole[spell.end : spell.end + 80]
        again = spell.chained and spell.parts[0].months in terms
        said = whole[spell.start : spell.end]
        found = _chain(spell) if again else list(_judged(spell, before, said, after))
        terms |= {c.value.months for c in found if c.field == "term"}
        yield from found
        if any(c.field == "term" for c in found) and (more := _MORE_OF.match(after)):
            count = number(more["n"])
            if count:
                part = replace_count(found[0].value, count)
                yield Clue("extension_options", (part,), spell.end + more.start("n"), spell.end + more.end())
        if any(c.field == "extension_options" for c in found) and _USED_AFTER.match(after):
            yield Clue("options_used", len(found[-1].value), spell.start, spell.end)


def replace_count(like: Duration, count: int) -> Duration:
    """So many of the unit that another duration is printed in."""
    return Duration(f"P{count}{like.iso[-1]}")


def _chain(spell: Spell) -> list[Clue]:
    """A chain whose first part is the term and the others the options: "three years plus one plus one"."""
    term, options = spell.parts[0], spell.parts[1:]
    fields = (("term", term), ("extension_options", options))
    return [Clue(name, value, spell.start, spell.end) for name, value in fields]


def _times(before: str) -> int:
    """How often a spell counts: "extended twice by one year" grants two."""
    return 2 if re.search(r"\btwice (?:by|for)\s$", before) else 1


def _judged(spell: Spell, before: str, said: str, after: str) -> Iterator[Clue]:
    """What a duration is to the contract: its term, its options, an extension made."""
    first = spell.parts[0]
    optional = _OPTIONAL.search(before) is not None and not _TAKEN_UP.search(before)
    if re.search(
        r"\b(?:with|plus|including|and|inclusive of) (?:an?|any|the) (?:possible |optional |potential |further )?"
        r"extensions?(?: period)? (?:of|for)\s(?:up to\s)?(?:a (?:further|maximum of) )?$",
        before,
    ):
        yield Clue("extension_options", spell.parts, spell.start, spell.end)
    elif spell.chained:
        further = re.search(r"\b(?:further|additional)\s(?:periods? of\s|terms? of\s)?\(?$", before)
        basis = (
            further
            or re.match(r"\sbasis", after)
            or re.search(r"\b(?:extend|extension)\w*(?:\s\w+){0,6}\s\(?$", before)
        )
        if (basis and (optional or further)) or re.search(r"(?:option|exten)\w*[^.;]{0,60}\($", before, re.IGNORECASE):
            yield Clue("extension_options", spell.parts, spell.start, spell.end)
        else:
            yield from _chain(spell)
    elif spell.repeated:
        if (
            _EXTENSION_AFTER.match(after)
            or optional
            or re.search(r"exten|option", before[-60:] + said + after[:30], re.IGNORECASE)
        ):
            yield Clue("extension_options", spell.parts, spell.start, spell.end)
            if _USED.search(before):
                yield Clue("options_used", len(spell.parts), spell.start, spell.end)
            if (nth := _NTH_OF.search(before)) is not None:
                yield Clue("extended_by", first, spell.start, spell.end)
                yield Clue("extension_number", ORDINALS.get(nth["which"].lower(), -1), spell.start, spell.end)
    elif _EXTENSION_AFTER.match(after):
        envisaged = (
            optional
            or re.search(r"\bof (?:the|its|a)\s$", before)
            or re.match(r"[ -](?:allowable|optional|possible|permitted)|[\w -]*options?\b", after)
        )
        if envisaged and (not _DONE.search(before[-40:]) or re.search(r"\bof (?:the|its|a)\s$", before)):
            yield Clue("extension_options", spell.parts, spell.start, spell.end)
        elif _DONE.search(before) or _EXTENDING.search(before) or _OF_TITLE.search(before):
            yield Clue("extended_by", first, spell.start, spell.end)
        elif re.search(r"\b(?:plus|with|\+|and)\s(?:an?|the)?\s?(?:possible|potential|optional)?\s?$", before):
            yield Clue("extension_options", spell.parts, spell.start, spell.end)
    elif _EXTENDING.search(before) and not re.search(r"\ba total of\s$", before):
        yield Clue(
            "extension_options" if optional else "extended_by",
            spell.parts * _times(before) if optional else first,
            spell.start,
            spell.end,
        )
    elif _FURTHER_AVAILABLE.search(before) and re.match(r"\s(?:available|possible|optional)\b", after):
        yield Clue("extension_options", spell.parts, spell.start, spell.end)
    elif _LEFT.match(after):  # what is left of the options is not what was granted
        return
    elif re.search(r"\boptions? (?:of|for) (?:up to )?(?:an? )?(?:further |additional |extra )?$", before):
        yield Clue("extension_options", spell.parts, spell.start, spell.end)
    elif (
        _TERM_BEFORE.search(before)
        or (_TERM_AFTER.match(after) and not _NOT_TERM.search(before))
        or (_OF_SO_LONG.match(after) and re.search(r"\bfor an?\s$", before))
        or (_THE_TERM.match(after) and re.search(r"\b(?:for|over) (?:the|its) $", before))
        or (_LASTING.search(before) and (_FROM_ON.match(after) or _FROM_DAY.search(before)))
    ):
        yield Clue("term", first, spell.start, spell.end)


_FURTHER_AVAILABLE = re.compile(
    r"\b(?:with|and|plus) (?:an? |the )?(?:(?:further|additional|extra|possible|up to) ?)+$"
)
_OF_TITLE = re.compile(
    r"\s[-–:]\s(?:[Pp]roposed |[Aa]pproval of (?:an? )?)?$"
)  # "X Contract - Proposed 1 Year Extension"
_NTH_OF = re.compile(  # "to exercise the first of two 12-month extensions"
    rf"\b(?:exercis|tak|us|invok|activat|trigger|enact)\w*(?: up)? (?:the )?(?P<which>{'|'.join(ORDINALS)}|final|last)"
    r" of (?:the |its |these )?(?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_OF_SO_LONG = re.compile(
    r"[ -](?:fixed[ -]|term |initial )?(?:contract|agreement|framework|lease|term)\b(?! extension)", re.IGNORECASE
)
_THE_TERM = re.compile(r"[ -](?:initial |contract )?term\b", re.IGNORECASE)
_LASTING = re.compile(r"\bfor\s(?:(?:an?|the|up to|initial|maximum|fixed|period of|term of)\s)*$", re.IGNORECASE)
_FROM_ON = re.compile(r",?\s(?:from|commencing|starting|beginning|with effect from)\b", re.IGNORECASE)
_FROM_DAY = re.compile(
    r"\b(?:from|on|commencing|starting|beginning)\s(?:on\s|the\s)?[\w ]{4,24}\d{4},?\sfor\s", re.IGNORECASE
)
_LEFT = re.compile(
    r"\s?(?:will |would |shall )?(?:then )?(?:be |is |are |being )?(?:still )?"
    r"(?:left|remain(?:s|ing)?|unused|available|outstanding)\b"
)


def _numbers(sentence: str) -> Iterator[Clue]:
    """ "second extension", "final one year extension"; `-1` is the final one."""
    for match in _ORDINAL.finditer(sentence):
        yield Clue("extension_number", ORDINALS.get(match["which"].lower(), -1), match.start(), match.end())
    final = re.search(r"\bby (?:one|an?|1) final (?:year|\d+ months?|period)", sentence, re.IGNORECASE)
    if final:
        yield Clue("extension_number", -1, final.start(), final.end())


def total(parts: tuple[Duration, ...]) -> int:
    """Months of several durations together."""
    return sum(p.months for p in parts)
