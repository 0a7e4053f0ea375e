"""Clues about contracts in a sentence: dates, term, options, extensions, with those about its parties."""

import re
from collections.abc import Iterator
from functools import lru_cache

from councilgraph.extract.contracts.dates import INNER_POINT, OPTIONAL, dates, unbroken
from councilgraph.extract.contracts.parties import Clue, references, suppliers
from councilgraph.extract.durations import NUMBERS, ORDINALS, Spell, number, spells
from councilgraph.model import Duration

_EXTENDING = re.compile(
    r"(?:exten(?:d|ded|ding|ds|dable|sion|sions)|prolong\w*|renew\w*(?=[^.;]{0,40}\bfurther))\b[^.;]{0,240}?\b(?:by|"
    r"for|of|up to)\s(?:(?:an?|the|up to|period of|term of|further|additional|another|final|"
    r"one)\s)*$",
    re.IGNORECASE,
)
_TAKEN_UP = re.compile(
    r"\b(?:exercised|taken up|activated|invoked|enacted|utilised)\b[^.;]{0,80}$"
    r"|\b(?:agree\w*|approve\w*|resolve\w*|decide\w*|that)\b(?:(?!\bdelegat|\bauthori)[^.;]){0,40}\bexercis(?:e|es|ing)\b"
    r"[^.;]{0,160}\bby $"
    r"|\b(?:approv|agree)\w*\b(?:(?!\bdelegat|\bauthori)[^.;]){0,60}(?<!with )the option to extend\b[^.;]{0,160}\bby $",
    re.IGNORECASE,
)
_TERM_BEFORE = re.compile(
    r"(?:\bterms?|period|duration|length|lasts?|lasting|runs?|running)(?:\s(?:of|"
    r"for|is|was|will be|to be|be))*[\s:–-]*(?:(?:an?|the|up to|initial|maximum|"
    r"fixed|minimum)\s)*$"
    r"|\b(?:contract|agreement|framework|lease|concession|licen[cs]e) of\s$|\brenew(?:al|ed)\sfor\s(?:an?\s)?$"
    r"|(?:contracts?|agreements?|framework|services?|provision|awarded|award|"
    r"lease|licen[cs]e|appointed|let)\b[^.;]{0,90}?\bfor\s(?:(?:an?|up to|initial|"
    r"maximum|fixed|period of|term of)\s)*$"
    r"|\b(?:contract|supplier|provider|contractor)\b[^.;]{0,90}?\bfor the (?:next|coming)\s$|\binitial\s$"
    r"|\binitially for\s$",
    re.IGNORECASE,
)
_TERM_AFTER = re.compile(
    r"[ -](?:initial |fixed[ -]|maximum )?(?:contract|long[ -]term agreement|LTA|term|agreement|framework|"
    r"call-off)\b(?! extension)|\s(?:fixed|initial)\b",
    re.IGNORECASE,
)
_NOT_TERM = re.compile(
    r"\b(?:over|for|during|in|within|past|last|next|previous|every|each|than|"
    r"least|after|(?<!award )(?<!approval )(?<!letting )(?<!basis )of)\s(?:the|a|these|those|past|last|next"
    r"|first)?\s?$",
    re.IGNORECASE,
)
_EXTENSION_AFTER = re.compile(
    r"[ -](?:allowable |available |optional |further |possible |contract |permitted )*(?:extensions?|options?)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"(?:enact|exercis|utilis|\bus(?:e|ed|ing)\b|tak(?:e|en|ing) up|agree|request|"
    r"approv|authori|invok|implement|activat|trigger|final|seek|grant)\w*[^.;]{0,60}$",
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
    rf"(?:(?:the|its|{'|'.join(NUMBERS)}|\d+) ){{1,2}})?(?:extension|option)",
    re.IGNORECASE,
)


def clues(text: str, start: int, end: int) -> Iterator[Clue]:
    """The clues of the sentence at `text[start:end]`, without those about money."""
    for clue in _clues(text[start:end]):
        yield Clue(clue.field, clue.value, clue.start + start, clue.end + start)


@lru_cache(1_024)
def _clues(sentence: str) -> tuple[Clue, ...]:
    """The clues of a sentence: several readers ask for those of one."""
    whole = INNER_POINT.sub("·", sentence)
    return (*references(sentence), *suppliers(whole), *dates(sentence), *_spells(sentence), *_numbers(sentence))


def _spells(sentence: str) -> Iterator[Clue]:
    terms: set[int] = set()
    whole = unbroken(sentence)
    options: Clue | None = None
    for spell in spells(sentence):
        before, after = whole[max(0, spell.start - 240) : spell.start], whole[spell.end : spell.end + 80]
        again = spell.chained and spell.parts[0].months in terms
        said = whole[spell.start : spell.end]
        found = _chain(spell) if again else list(_judged(spell, before, said, after))
        if not found and options is not None and _AND_MORE.fullmatch(whole, options.end, spell.start):
            found = [Clue("extension_options", (*options.value, *spell.parts), options.start, spell.end)]
        options = next((c for c in found if c.field == "extension_options"), None)
        terms |= {c.value.months for c in found if c.field == "term"}
        yield from found
        if any(c.field == "term" for c in found) and (more := _MORE_OF.match(after)):
            count = number(more["n"])
            if count:
                part = replace_count(found[0].value, count)
                yield Clue("extension_options", (part,), spell.end + more.start("n"), spell.end + more.end())
        if any(c.field == "extension_options" for c in found) and _USED_AFTER.match(after):
            yield Clue("options_used", len(found[-1].value), spell.start, spell.end)


_AND_MORE = re.compile(
    r",\s|(?: each)? and (?:(?:an?|one) (?:further |additional |final )*(?:periods? |options? |extensions? )?"
    r"(?:of )?(?:up to )?)?"
)


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
    optional = _MAY_BE.match(after) is not None
    optional = optional or (OPTIONAL.search(before) is not None and not _TAKEN_UP.search(before))
    if re.search(
        r"\b(?:with|plus|including|and|inclusive of) (?:an?|any|the) (?:possible |optional |potential |further )?"
        r"extensions?(?: period)? (?:of|for)\s(?:up to\s)?(?:a (?:further|maximum of) )?$"
        r"|\b(?:available|possible|optional|permitted) extensions?(?: period)? (?:of|for)\s(?:up to\s)?(?:a "
        r"(?:further|maximum of) )?$",
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
            if (nth := _NTH_OF.search(before)) is not None:
                yield Clue("extended_by", first, spell.start, spell.end)
                yield Clue("extension_number", ORDINALS.get(nth["which"].lower(), -1), spell.start, spell.end)
            elif _USED.search(before):
                yield Clue("options_used", len(spell.parts), spell.start, spell.end)
    elif _EXTENSION_AFTER.match(after):
        envisaged = (
            optional
            or re.search(r"\bof (?:the|its|a)\s$", before)
            or re.match(r"[ -](?:allowable|optional|possible|permitted)|[\w -]*options?\b", after)
        )
        if envisaged and (not _DONE.search(before[-40:]) or re.search(r"\bof (?:the|its|a)\s$", before)):
            yield Clue("extension_options", spell.parts, spell.start, spell.end)
        elif (
            _DONE.search(before)
            or re.search(r"\bpropos(?:ed|al for an?)\s$", before)
            or _EXTENDING.search(before)
            or _OF_TITLE.search(before)
        ):
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
    elif _LONGER.search(before):
        yield Clue("extended_by", first, spell.start, spell.end)
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
        or (_CALLED.match(after) and re.search(r"\b(?:an?|the) (?:new |further |replacement )?$", before))
        or (_THE_TERM.match(after) and re.search(r"\b(?:for|over) (?:the|its) $", before))
        or (before.endswith(", ") and _FROM_ON.match(after))
        or (_LASTING.search(before) and (_FROM_ON.match(after) or _FROM_DAY.search(before)))
    ):
        yield Clue("term", first, spell.start, spell.end)


_MAY_BE = re.compile(r"\s(?:is|are|would be|will be) (?:also )?(?:possible|available|permitted|allowed)\b")
_FURTHER_AVAILABLE = re.compile(
    r"\b(?:with|and|plus) (?:an? |the )?(?:(?:further|additional|extra|possible|up to) ?)+$"
)
_LONGER = re.compile(r"(?i)\bvari(?:ation|ed|es|y)\b[^.;]{0,240}\bfor an? (?:additional|further|extra)\s$")
_OF_TITLE = re.compile(
    r"\s[-–:]\s(?:[Pp]roposed |[Aa]pproval of (?:an? )?)?$"
)  # "X Contract - Proposed 1 Year Extension"
_NTH_OF = re.compile(  # "to exercise the first of two 12-month extensions"
    rf"\b(?:being|(?:exercis|tak|us|invok|activat|trigger|enact)\w*(?: up)?) (?:the )?"
    rf"(?P<which>{'|'.join(ORDINALS)}|final|last)"
    r" of (?:the |its |these )?(?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_OF_SO_LONG = re.compile(
    r"[ -](?:fixed[ -]|term |initial )?(?:contract|agreement|framework|lease|term)\b(?! extension)", re.IGNORECASE
)
_CALLED = re.compile(  # "the new three year window cleaning contract"
    r"[ -](?:(?!extensions?\b)[\w'&-]+ ){1,5}(?:contract|agreement|lease)\b(?! extension)", re.IGNORECASE
)
_THE_TERM = re.compile(r"[ -](?:initial |contract )?term\b", re.IGNORECASE)
_LASTING = re.compile(r"\bfor\s(?:(?:an?|the|up to|initial|maximum|fixed|period of|term of)\s)*$", re.IGNORECASE)
_FROM_ON = re.compile(r"(?: period)?,?\s(?:from|commencing|starting|beginning|with effect from)\b", re.IGNORECASE)
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
