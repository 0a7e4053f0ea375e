"""Clues about the parties of a contract in a sentence: its reference, its supplier."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from councilgraph.extract.contracts.words import words
from councilgraph.extract.sieve import Sieve, Sieves


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing said of a contract: `field` of a ContractFact, its value, and where the text says it."""

    field: str
    value: Any
    start: int
    end: int


_REFERENCE = re.compile(
    r"(?:\b[Cc]ontract|\b[Aa]greement|\bCONTRACT)(?!\n[A-Z]\w+\s?:)\s(?:\()?(?:(?:[Rr]ef(?:erence)"
    r"?|[Nn]umber|[Nn]o|ID)\b\.?\s?(?:[Nn]o\.?|[Nn]umber)?\s?[:–-]?\s?)?"
    r"\(?(?P<ref>(?:[A-Z]{1,6}[-/ ]?)?\d{2,}(?:[-/]\d{1,6})*[A-Z]?|"
    r"[A-Z]{2,6}[-/]?[A-Z]{0,4}[-/]?\d{2,}[\w/-]*)\b\)?"
)
_CODE = r"[A-Z]{2,5}[-/]?\d{3,}[\w/-]*|[A-Z]{2,6}(?:[-/][A-Z0-9]{1,6}){1,3}[-/]\d{2,}[\w/-]*"
_IN_BRACKETS = re.compile(  # "contracts in the north and south (AB1203 and AB1204)"
    rf"\b[Cc]ontracts?\b[^.;()]{{0,80}}\((?P<ref>{_CODE})(?:(?: and |, | & )(?:(?P<other>{_CODE})|[^)]*))?\)"
)
_BRACKETED = re.compile(  # "the contract with … (ref. GM/2021)"
    r"(?:\b(?:[Cc]ontract|[Aa]greement)\b[^;()]{0,100}|\b(?:to|of|establish\w*) (?:the |an? )?(?:[A-Z][\w&'-]*\s){0,6}"
    r"[Ff]ramework\s(?:[Aa]greement\s)?)\((?:[Cc]ontract )?(?:[Rr]ef(?:erence)?|[Nn]o|[Nn]umber)\b\.?:?\s?"
    r"(?P<ref>(?=[\w/-]*\d)[A-Z0-9][\w/-]{2,20})\)"
)
_LISTED = re.compile(r"\d{1,2}/\d{1,2}/\d{4} [-–] ")
_CONNECT = r"(?:and|of|for|the|a'i|&|\+)"
NAME = (
    rf"(?:[A-Z]|\d+[A-Za-z])[\w&'.-]*(?:,?\s(?:{_CONNECT}\s){{0,2}}(?:\([A-Z][\w "
    r".&'-]*\)|[A-Z][\w&'.-]*|(?<=[A-Za-z]\s)\d+(?![\d,/]))){0,7}"
)
_THE = r"(?:[Tt]hat )?(?:the (?=[A-Z]))?"
_NOBODY = r"(?!(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor)\b)"  # whom a council employs is no firm
_PERSON = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor)\.?\s(?:[A-Z][\w.'-]*\s){0,2}$")
_SUFFIXED = re.compile(
    r".*?\b(?:Ltd|LTD|Limited|LIMITED|plc|PLC|LLP|CIC|C\.I\.C\.|CIO|Inc|Cyf|CYF|Cyfyngedig)\b\.?(?:\s\(UK\)\s?(?:Ltd|Limited)?)?"
)
_NO_FIRM = re.compile(
    r"(?i)^\d{1,2}(?:st|nd|rd|th)?\s?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|^(?:county|borough|city|town|district)'s\b|\b(?:agreements?|frameworks?|contracts?|rules?|regulations?|policy|order|strategy|plan|scheme|procedures?|act|report|system"
    r"|programme|arrangements?|appendix|annex|table|schedule|statement|platform)$|\bact \d{4}$"
)
_APART = re.compile(r"\bcontracts\b.*\b(?:respectively|both|each|two)\b|\b(?:both|two) [\w ]{0,40}contracts\b")
_NAMED = re.compile(NAME)
_AND_ANOTHER = re.compile(r"(?:,| and|, and| &)\s(?=[A-Z])")
_SMALL_SUFFIX = re.compile(r"\s(?:plc|ltd|limited|llp|cic)\b\.?", re.IGNORECASE)
_NOT_OF_NAME = re.compile(
    rf"\.\s(?:The|This|That|These|There|It|Its|In|An?|We)\b.*|\s\((?:Lot|lot|Area|Zone|[Cc]ompany|[Cc]harity|[Rr]eg|[Cc]o\.?\s[Nn]o|CRN|[Tt]rading|"
    rf"[Nn]o\b).*|\sof\s\d.*|\s(?:Company|"
    rf"Charity|Registered|Registration)\s(?:No|Number|Reg)\b.*|(?:,?\s{_CONNECT})+$|[.,]+$"
)
_NO_GIFT = (  # "awarded £500 to the Scouts"
    r"(?!\s(?:(?:a|an|of|up to|the|sum|total|further|additional|maximum|small|one-off)\s){0,4}"
    r"(?:£|grants?\b|funding\b))"
)
_BEFORE_TASK = (
    r"(?!\bto (?:provide|deliver|supply|support|help|undertake|carry)\b)"  # behind which the firm's task is told
)
_RUN_BY = r"(?:delivered|provided|run|operated|managed|supplied|held|undertaken|carried out|performed|maintained)"
_SUPPLIERS = Sieves(
    Sieve(p)
    for p in (
        rf"\b[Ww]orks? [Oo]rder\b[^.;\n]{{0,160}}?\bto {_THE}(?P<name>{NAME})",
        r"\b(?:[Pp]rovider|[Cc]ontractor|[Ss]upplier|[Oo]perator) for [^.;,\n£]{3,50}? (?:is|was|will be) "
        rf"{_THE}(?P<name>{NAME})(?=\s?(?:[.,;]|and\b|who\b|$))",
        r"\b(?:[Tt]ender|[Bb]id|[Qq]uotation)\b[^.;\n]{10,200}? submitted by "
        rf"{_THE}(?P<name>{NAME})(?= (?:be|is|was) accepted)",
        rf"\b[Nn]ovat(?:e|ed|es|ing|ion)\b[^.;\n]{{0,160}}? from [^.;\n]{{3,80}}? to {_THE}(?P<name>{NAME})",
        rf"{_THE}(?P<name>{NAME}) (?:has |have |had )?(?:terminat(?:ed|ing)|ended|given notice (?:on|of|to|that)) "
        r"(?=(?:[\w']+ ){0,3}(?:contract|agreement)\b)",
        r"\b(?:[Cc]ontract|[Aa]greement|[Ll]ease|[Pp]artnership|"
        r"SLA) between (?:[\w']+ ){0,4}?(?:[Cc]ouncil|[Aa]uthority) and "
        rf"{_THE}(?P<name>{NAME})",
        r"\b(?:[Cc]urrent|[Ee]xisting|[Pp]resent) (?:support|cover|provision|service|supply|hosting|maintenance) from "
        rf"{_THE}(?P<name>{NAME})",
        rf"\b(?P<name>{NAME}?)(?<!Council)(?<!Authority)(?<!County)(?<!City)(?<!Borough)(?<!District)'s? "
        r"(?:current |existing )?contract (?:for|to|ends|expires|runs)\b",
        rf"\b{_RUN_BY} since [\w ]{{4,20}} by {_THE}(?P<name>{NAME})",
        r"\b(?:to|with|by) the (?:[a-z-]+ ){0,3}(?:supplier|provider|company|contractor|firm|bidder|"
        r"tenderer|operator),? "
        rf"(?P<name>{NAME})",
        rf"{_THE}(?P<name>{NAME}) (?:has|have) (?:{_RUN_BY}|held) (?:the|our|this|its|these)\b",
        rf"{_THE}(?P<name>{NAME}) (?:be|is|was|are|were) granted (?:an? |"
        rf"the )?(?:new )?(?:concession|lease|licen[cs]e|contract)",
        rf"\b(?:placed|insured|let|contracted) (?:jointly )?(?:with|to) {_THE}(?P<name>{NAME})",
        rf"\blet (?:[^.;\n]{{3,60}} )?to {_THE}(?P<name>{NAME})(?= (?:on|for|at|from|until)\b)",
        r"\b(?:delivered|provided|run|operated|managed|supplied|held|undertaken|carried "
        rf"out|performed) by {_THE}(?P<name>{NAME})",
        rf"\b[Aa]ward(?:ed|ing|s)?\b{_NO_GIFT}(?:{_BEFORE_TASK}[^.;\n]){{0,240}}?\bto {_THE}(?P<name>{NAME})",
        rf"\b[Aa]ward(?:ing|s)? {_THE}{_NOBODY}(?P<name>{NAME})(?= (?:an?|the|its|their) (?:[\w-]+ ){{0,4}}"
        r"(?:contract|agreement|framework|lease|licen[cs]e|concession|call-off)\b)",
        rf"\b(?:be|to) (?:re-?)?(?:awarded|appointed?|award)\b[^.;\n]{{0,200}}: {_THE}(?P<name>{NAME})(?!\s£)",
        rf"\b(?:[Ll]eas(?:e|ing)|[Hh]ir(?:e|ing)|[Rr]ental|(?:[Tt]o|of|the) rent(?:ing)?|[Pp]urchas(?:e|ing)|[Ss]upply"
        rf"|(?:[Tt]o|of|the) buy(?:ing)?|[Tt]o commission"
        rf"|(?:be|been|was|were) (?:hired|leased|rented|bought|purchased))\b"
        rf"[^.;\n]{{0,60}}? from {_THE}"
        rf"(?P<name>{NAME})(?!'s\b)",
        rf"\b(?:[Ee]ngage|[Ii]nstruct|[Cc]ommission|[Ee]mploy|[Hh]ire)s? {_THE}{_NOBODY}(?P<name>{NAME})"
        r"(?= (?:to|for|at)\b)",
        r"\b(?<![Ff]unding )(?<![Gg]rant )(?<![Cc]ollaboration )"
        r"(?:[Cc]ontracts?|[Cc]ontractual arrangements?|[Aa]greements?|[Ff]ramework|[Pp]olicy|[Ll]ease"
        r"|[Ll]icen[cs]e|[Dd]eed"
        r"|[Cc]oncession)\b"
        r"(?![^.;]{0,80}delegat)"
        rf"(?:{_BEFORE_TASK}[^.;\n]){{0,80}}?(?<!line )(?<!accordance )(?<!compliance )(?<!consultation )"
        rf"(?<!together )(?<!along )"
        rf"\b(?:with|to) {_THE}(?P<name>{NAME})",
        rf"{_THE}(?P<name>{NAME}) (?:is|are|was|were|has been|have been|be|is to be|to be)"
        r" (?:\w+ly )?(?:(?:re-?)?(?:awarded(?! (?:to|for)\b)|appointed|contracted|selected|chosen)"
        r"|commissioned)\b",
        rf"\b(?:has|have) (?:engaged|instructed|commissioned|employed|hired) {_THE}{_NOBODY}"
        rf"(?P<name>{NAME}(?:\s(?:services|contractors|landscapes|builders))?)"
        r"(?= (?:to|for|at)\b)",
        rf"(?:^|[;:.,]\s|\b[Tt]hat\s){_THE}{_NOBODY}(?P<name>{NAME}) (?:was|were|has been|have been|be|is to be|to be) "
        r"(?:engaged|instructed|employed|hired)(?= (?:to|for|at)\b)",
        rf"\b[Aa]ppoint(?:ed|s|ing|ment of)? {_THE}(?P<name>{NAME})",
        rf"\b[Aa]warded to {_THE}{NAME} for [^.;,\n£]{{3,80}}? and (?:to )?{_THE}(?P<name>{NAME})(?= for\b)",
        r"\b(?:[Cc]ontractor|[Cc]ompany|[Tt]enderer|[Bb]idder|[Ss]upplier|[Ff]irm) [A-Z\d],? \(?"
        rf"(?P<name>{NAME})(?=[,)])",
        r"\b(?:[Tt]ender|[Bb]id|[Qq]uotation|[Qq]uote)s?(?: submitted| received)?"
        rf" (?:from|by|of) {_THE}(?P<name>{NAME})",
        r"\b(?:[Ii]ncumbent|[Cc]urrent|[Pp]resent|[Ee]xisting|[Pp]referred|[Ss]uccessful|[Ww]inning)"
        r" (?:provider|supplier|contractor|bidder|tenderer|operator|partner),?(?: "
        rf"is| was|,| –)? {_THE}(?P<name>{NAME})",
        r"\b(?:[Pp]rovider|[Ss]upplier|[Cc]ontractor|[Cc]ontractor name|[Ss]upplier "
        rf"name|[Ss]uccessful (?:bidder|tenderer))\s?(?:is|was|:|–)\s?{_THE}(?P<name>{NAME})",
    )
)
_AWARDED_TO = Sieve(rf"\b[Aa](?:ward|ppoint)\w*\b{_NO_GIFT}[^;\n]{{0,240}}?\bto\s")
_TO_FIRM = Sieve(rf"\bto {_THE}(?P<name>{NAME})")
_IS_SERVICE = re.compile(
    r"\b(?:contracts?|agreements?|lease|framework|tenders?) (?:for|of) (?:the )?(?:\w+ of (?:the )?)?$", re.I
)


def _accepted(before: str, after: str) -> bool:
    """Whether the tender of what stands between two stretches is accepted, so that it is a firm's."""
    return _ACCEPTED.search(before) is not None or _BE_ACCEPTED.match(after) is not None


_BE_ACCEPTED = re.compile(r"\s(?:be|is|was|were|should be) accepted\b")
_ACCEPTED = re.compile(r"\b[Aa]ccept(?:ed|s|ing)? (?:the |a )?(?:[\w-]+ )?tenders? of (?:the )?$")


def references(sentence: str) -> Iterator[Clue]:
    """The references of contracts that a sentence names."""
    for match in _IN_BRACKETS.finditer(sentence):
        for name in ("ref", "other"):
            if match[name] is not None:
                yield Clue("reference", match[name], match.start(name), match.end(name))
    for match in _BRACKETED.finditer(sentence):
        yield Clue("reference", match["ref"], match.start("ref"), match.end("ref"))
    for match in _REFERENCE.finditer(sentence):
        ref = match["ref"]
        if _LISTED.match(sentence):  # the number that a page of decisions gives each of its entries
            continue
        labelled = re.search(r"(?i)\b(?:ref|number|no|id)\b", match[0][: match.start("ref") - match.start()])
        if re.search(r"[A-Z]", ref) or (labelled and len(ref) >= 3 and not re.fullmatch(r"(?:19|20)\d\d", ref)):
            yield Clue("reference", ref, match.start("ref"), match.end("ref"))


def suppliers(sentence: str) -> Iterator[Clue]:
    """The firms that a sentence names as parties, each time that it does."""
    found = [clue for pattern in _SUPPLIERS.among(sentence) for clue in _named(sentence, pattern, 0)]
    yield from found
    if not found and _OF_CONTRACT.search(sentence) and not _OTHER_AGREEMENT.search(sentence):
        yield from _named(sentence, _WITH_FORM, 0)
    awarded = _AWARDED_TO.search(sentence)
    if awarded is not None:
        yield from (c for c in _named(sentence, _TO_FIRM, awarded.end()) if _SUFFIXED.fullmatch(c.value))


_OF_CONTRACT = Sieve(
    r"\b(?:contracts?|framework|tenders?|bidders?|suppliers?|providers?|contractors?|procure(?:d|ment)?"
    r"|works? order|novat\w+"
    r"|(?:direct )?award(?:ed)?)\b",
    re.IGNORECASE,
)
_OTHER_AGREEMENT = re.compile(
    r"(?i)\bplanning\b|\bsection (?:106|278|38)\b|\bgrants?\b|\bapplication|\bshare(?:s|holder)|\binterest\b"
)
_WITH_FORM = Sieve(  # any firm by its legal form, where a sentence on a contract says by no other words whose it is
    r"(?<![\w.])(?P<name>[A-Z][\w&'-]*(?:\s(?:(?:and|of|&)\s)?(?:\([A-Z][\w ]*\)|[A-Z&][\w&'-]*)){0,6}?"
    r"\s(?:Ltd|Limited|LTD|LIMITED|plc|PLC|LLP|CIC)\b)"
)


def _named(sentence: str, pattern: Sieve, start: int) -> Iterator[Clue]:
    """The firms that a pattern finds in a sentence from a position on."""
    for match in pattern.finditer(sentence, start):
        before = sentence[: match.start("name")]
        if (
            before.endswith("up to ")
            or _PERSON.search(before)
            or words().with_to.search(before)
            or _NO_PARTY.match(sentence, match.end("name"))
            or (_OFFERED.search(before) and _RECEIVED.match(sentence, match.end("name")))
            or (_IS_SERVICE.search(before) and not _accepted(before, sentence[match.end("name") :]))
        ):
            continue
        for name, start in _each(sentence, match.start("name"), match["name"]):
            if len(name) > 1 and not name.isdigit() and not no_firm(name):
                yield Clue("supplier", name, start, start + len(name))


_NO_PARTY = re.compile(
    r"\s(?:teams?|departments?|grants?|budgets?|funds?|funding|reserves?|allocation|policy|strategy|programme)\b"
)
_OFFERED = re.compile(r"(?i)\b(?:tender|bid|quotation|quote)s?(?: submitted)? (?:from|by|of) (?:the )?$")
_RECEIVED = re.compile(
    r"\s(?:was|were|has been|have been|had been|is|are) (?:also )?(?:received|obtained|considered|discussed"
    r"|sought|circulated)\b"
)


def _without_task(name: str) -> str:
    """A name up to the "for" that says what its bearer is to do; "Centre for Ageing" keeps its own."""
    before, _, _ = name.partition(" for ")
    return name if words().within_name.search(name) else before


_OFFICE = re.compile(r"(?i)(?:cabinet|lead|executive|ward) member\b|portfolio holder\b|(?:\w+ )?director (?:of|for)\b")


_MASKED = re.compile(r"(?:Bidder|Tenderer|Contractor|Supplier|Provider) [A-Z\d]{1,2}")  # whose name is kept private


def no_firm(name: str) -> bool:
    """Whether a name is a role, a body or a word that begins a sentence; Ltd and charities "for Children" are firms."""
    if _NO_FIRM.search(name):
        return True
    if _OFFICE.match(name):
        return True
    if _MASKED.fullmatch(name):
        return False
    if _SUFFIXED.fullmatch(name) or re.search(r"\bfor (?:[\w ]+ )?(?:Children|Young People|Residents)$", name):
        return False
    return words().never_suppliers.match(name) is not None


_LABEL = re.compile(r".*\b(?:Name of (?:Contractor|Supplier|Provider|Company)|Council and(?: the)?) ")


def _firms(sentence: str, start: int, printed: str) -> Iterator[tuple[str, int]]:
    """The name or names of a stretch: a name ends with its Ltd; addresses, numbers and lots are no part of it."""
    last = labelled.end() if (labelled := _LABEL.match(printed)) else 0
    while last < len(printed):
        rest = printed[last:]
        firm = _SUFFIXED.match(rest)
        name = _NOT_OF_NAME.sub("", firm[0].rstrip(".") if firm else _without_task(rest)).strip()
        if firm is None and (small := _SMALL_SUFFIX.match(sentence, start + last + len(name))):
            name += small[0]
        name = name if re.search(r"\.\w\.$", name) else name.rstrip(".")
        yield " ".join(name.split()), start + last
        more = _AND_ANOTHER.match(printed, last + len(firm[0])) if firm else None
        if more is None:
            return
        last = more.end()
        if (onward := _NAMED.match(sentence, start + last)) is not None and onward.end() > start + len(printed):
            printed = printed[:last] + onward[0]  # a list of firms goes on beyond so many words


def _each(sentence: str, start: int, printed: str) -> Iterator[tuple[str, int]]:
    """The two firms of "contracts with A and B", where the sentence counts them apart."""
    firm = _SUFFIXED.match(printed)
    if firm is not None and printed.startswith(" for ", firm.end()):
        printed = firm[0]  # an "and" behind it is of what the firm does
    first, joint, second = printed.partition(" and ")
    if joint and _APART.search(sentence) and second[:1].isupper():
        yield from _firms(sentence, start, first)
        yield from _firms(sentence, start + len(first) + len(joint), second)
    else:
        yield from _firms(sentence, start, printed)
