"""What a clause says that its contract is for, by its grammar.

The noun for a contract is named by what stands before it ("the grounds maintenance contract") or behind it ("contract
with Alder Ltd for lifts"); so is the noun for buying without a contract ("the procurement of lifts").
"""

import re

from councilgraph.extract.contracts.parties import NAME, no_firm
from councilgraph.extract.contracts.title_words import generic
from councilgraph.extract.contracts.words import words
from councilgraph.extract.durations import spells
from councilgraph.extract.law.statutes import fold

_NOUN = re.compile(
    r"\b(?:contracts?|agreements?|framework(?: (?:agreement|contract))?s?|leases?|licen[cs]es?|concessions?|SLAs?|DPS"
    r"|dynamic purchasing systems?|call-offs?)\b(?!\s(?:procedure|standing|rules?|regulations?|management|register"
    r"|period|terms?\b|conditions?|documents?|value|price|sum|extensions?|awards?|variations?|between))",
    re.IGNORECASE,
)
_BOUGHT = re.compile(  # what is bought or let without the word contract
    r"(?i)\b(?:re-?)?(?:procure(?:ment)?|commission(?:ing)?|tender(?:ing)?(?: (?:process|exercise|of|for))?|award"
    r"|extensions?|renewal|purchase|appointment|(?:re)?provision)\b"
    r"|\b(?:approval|agreement) be (?:given|granted)\b|\bbe (?:chosen|appointed|selected|engaged|instructed)\b"
    r"|\b(?:operator|provider|contractor|supplier|consultant|partner)s?(?:(?=\sfor\b)|,\s(?-i:[A-Z])[^,.;:]{2,60},)"
)
_WORD = r"[A-Za-z\d][\w'&/.-]*"
_BEFORE = re.compile(rf"(?:(?P<t>(?:[A-Z]{{1,4}}\d+\s)?\(?{_WORD}\)?(?:,? \(?{_WORD}\)?){{0,9}})\s)$")
_CUT = re.compile(  # where a name that stands before its noun begins at the earliest
    r"^.*\b(?:(?i:the|an?|our|its|this|that|these|those|their|any|each|all|both|to|of|for|by|with|from|under|between"
    r"|existing|current|present|new|proposed|original|approved?|agreed?|extend(?:ed|s|ing)?|award(?:ed|s|ing)?"
    r"|procure|vary|terminate|renew|enter|into|and/or|be|is|are|was|were|has|have|that|which|on|in|at|as|via|through)"
    r"(?=\s)\s?)+(?<!and )"
)
_LENGTH = re.compile(r"(?i)^(?:(?:\w+|\d+)[- ](?:year|month)s?|long-term|fixed-term|interim|short-term|further)\s+")
_AFTER = re.compile(
    r"\s?(?:\([^()]{1,60}\)\s?)?(?:for (?:an? )?(?:further |additional )?(?:period of )?(?:up to )?[\w-]+(?: \(\d+\))?"
    r" (?:months?|years?),? (?=for\b))?"
    r"(?:to the (?:[a-z-]+ ){0,2}(?:supplier|bidder|tenderer|provider|contractor)s?\s(?:\([^()]*\)\s)?(?=for\b))?"
    r"(?:(?:for|of|in respect of|relating to|to (?:provide|deliver|supply|run|operate|manage"
    r"|undertake|carry out|support|maintain))\s)(?:the\s|an?\s|its\s|this year's\s)?"
    r"(?:(?:provision|supply|delivery|procurement)(?: and \w+)? of\s)?(?:the\s|an?\s)?"
    r"(?P<t>[A-Za-z][^.,;:()£\n]{2,110}?(?:\s\([^()]{1,60}\))?"
    r"(?:(?<=s), [a-z][^.,;:()£\n]{3,60}? and [^.,;:()£\n]{3,60}?"
    r"|(?:, [A-Z][\w'& -]{2,40}?){0,6}(?:,? and|&) (?!(?:[Dd]elegat|[Aa]uthori|That|To|Note|Approve|Agree|The)\w*\b)"
    r"[A-Z][^.,;:()£\n]{3,60}?)?)"
    r"(?=\s(?:for (?:an?|the|up|\d|one|two|three|four|five)\b|from \d|from the|until|beyond \d|at an?\b|at £|on the"
    r"|(?:be|is|was|were|will|would|shall|which|that|who|with|by|starting|over|under|via|through|using|ending"
    r"|following|worth|valued)\b|to (?:the|[A-Z\d])|commenc\w+|as (?:set|detailed|an?)|in (?:accordance|line|the)"
    r"|and (?:to|that|delegat\w+))"
    r"|\s?[.,;:()£\n]|$)"
)
_WITH = re.compile(rf"\s(?:with|to)\s(?:the\s(?=[A-Z]))?(?P<name>{NAME})")
_NO_NAME = re.compile(
    r"(?i).*\bconditions\b|.*\breports?\b"
    r"|(?:existing|current|present|original) (?:contract|agreement|framework|lease)s?$"
    r"|(?:[\w-]+ ){0,2}(?:operator|provider|contractor|supplier|consultant|partner)s?$"
    r"|(?:works?|services?|supply|service level|legal|partnership|collaboration|joint|framework)$"
    r"|(?:outcomes?|results?|process|exercise|report|firms?|team|panel|lists?|updates?|details) (?:of|to)\b"
    r"|(?:consideration|contingency|mutual|period|term|duration|sum|value|total|maximum|minimum"
    r"|price|cost|(?:further|additional|extra) |up to|\d|one|two|three|four|five|this|these|those|such|same|above|said"
    r"|relevant|successful|preferred|winning|its|their|extension|approval|decision|(?:financial|calendar) year|year)\b"
)


def content(name: str) -> frozenset[str]:
    """The words of a name that tell it from others."""
    return frozenset(fold(w) for w in re.findall(r"[a-z\d]{3,}", name.lower())) - _COMMON


_COMMON = frozenset(
    fold(w)
    for w in ("the", "and", "for", "contract", "contracts", "agreement", "framework", "service", "services", "council")
)


def name_in(told: str, act: tuple[str, int, int]) -> tuple[int, int] | None:
    """What a clause says that its contract is for: the words before the noun, else those behind it."""
    for noun in _NOUN.finditer(told):
        before, after = _named_before(told, noun.start()), _named_after(told, noun.end())
        if before is not None and after is not None and _KIND.match(told, before[0]) and after[0] - noun.end() < 30:
            return before[0], after[1]  # "the section 75 agreement for the better care fund"
        if before is not None or after is not None:
            return before or after
    for noun in _BOUGHT.finditer(told, max(0, act[1] - 1)):
        if (place := _named_after(told, noun.end())) is not None:
            return place
    return None


def _named_before(told: str, end: int) -> tuple[int, int] | None:
    found = _BEFORE.search(told, max(0, end - 120), end)
    if found is None:
        return None
    start = found.start("t")
    if _ROUTE.search(told, 0, end):
        return None
    cut = _CUT.match(told[start:end])
    start += cut.end() if cut else 0
    while (length := _LENGTH.match(told[start:end])) is not None:
        start += length.end()
    return _checked(told, start, end - 1)


_KIND = re.compile(r"(?i)(?:[\w-]+\s){0,2}section \d+\b|(?:service level|partnership|legal|collaboration|joint)\b")
_ROUTE = re.compile(  # how something is bought, not what: "via the … framework"
    r"(?i)\b(?:via|through|under|using|from|off|pursuant to|accordance with)\s(?:the |an? |its )?[^.,;:£]{0,60}$"
)


def _named_after(told: str, start: int) -> tuple[int, int] | None:
    party = _WITH.match(told, start)
    found = _AFTER.match(told, party.end() if party is not None and not no_firm(party["name"]) else start)
    return None if found is None else _checked(told, found.start("t"), found.end("t"))


def _checked(told: str, start: int, end: int) -> tuple[int, int] | None:
    """A place whose words name something: neither a length of time nor words that any contract has."""
    name = told[start:end]
    if end - start < 3 or _NO_NAME.match(name) or spells(name) or not content(name) or generic(name):
        return None
    return None if words().never_suppliers.fullmatch(name) else (start, end)
