"""The service named beside the word contract in running text."""

import re
from collections.abc import Iterator

from councilgraph.extract.contracts.title_words import generic, stripped
from councilgraph.extract.contracts.words import words
from councilgraph.extract.durations import spells
from councilgraph.extract.law.statutes import fold
from councilgraph.extract.sentences import sentence
from councilgraph.extract.shadow import Shadow
from councilgraph.extract.sieve import Sieve
from councilgraph.model import Said

CAP = r"[A-Z][\w'&/-]*"
_ON_A_LINE = rf"{CAP}(?:,? (?:(?:and|of|for|the|in|&|to) ){{0,2}}{CAP}| \d+[-–]\d+){{0,9}}"
_IN_A_SENTENCE = _ON_A_LINE.replace(" ", r"\s")  # what starts amid a sentence may run over a line's end
_RUN = rf"(?:(?<=[a-z,] ){_IN_A_SENTENCE}|{_ON_A_LINE})"
STOP_AT = (
    r"(?=\s(?:(?<!\b[Hh]ome )(?<!\b[Aa]ccess )(?<!\b[Rr]eturn )(?<!\b[Dd]oor )to|with|at|from|for|"
    r"which|that|is|are|was|were|has|have|will|be|"
    r"by|supplied|commenc\w*|had|would|runs?|began|costs?|costing|worth|between|until|over|beyond|on|as|following|"
    r"under|ends?|expires?|starting|"
    r"beginning|via|through|delivered|provided|in (?:the|order|accordance|kent|"
    r"line|respect))\b|[.,;:()£\n\[]|\s[–-]\s|$)"
)
_PATTERNS = (
    Sieve(rf"(?P<t>{CAP}(?: (?:(?:and|of|for) )?{CAP}){{0,6}} \([A-Z][^()\n]{{1,60}}\)) (?:[Cc]ontract|CONTRACT)s?\b"),
    Sieve(
        rf"(?P<t>{_RUN}) (?:Service )?(?:[Cc]ontract|CONTRACT)s?\b(?!\s(?:[Pp]rocedure|"
        r"Standing|Register|Board|Management|Regulations))"
    ),
    Sieve(
        r"\b(?:[Cc]ontracts?|[Aa]greements?|[Ff]ramework|[Ll]icen[cs]e|SLAs?|"
        r"[Ll]ease|[Pp]rocurement (?:exercise|process))(?: with [^.;£\n]{3,60}?| dated [\w ]{6,20})?\s"
        r"(?:award\s)?(?:[Ff]or|in respect of)\s(?:the\s)?(?:Lot \d+ )?"
        r"(?:(?:provision|"
        r"supply|delivery|procurement|supply and \w+)\sof\s)?(?:an?\s|the\s)?(?P<t>[A-Za-z](?"
        r":(?! for a (?:period|term))[^.,;:()\n£]){2,90}?)" + STOP_AT
    ),
    Sieve(
        r"\b(?:[Pp]rocure(?:ment of)?|[Rr]e-?procure(?:ment of)?|[Cc]ommission(?:ing "
        r"of)?|[Rr]e-?commission(?:ing of)?|[Ee]xtend|[Ee]xtension of|[Pp]rovision "
        r"of|[Dd]elivery of|[Tt]ender for)\s"
        rf"(?:an?\s|the\s)?(?:new\s|current\s|existing\s)?(?P<t>{_RUN})"
    ),
    Sieve(
        r"\b(?:[Cc]ontracts?|[Aa]greements?)\sfor (?:an? )?(?:further )?period of [\w ()-]{2,30}?(?:months?"
        r"|years?),? for (?:the )?"
        r"(?P<t>[A-Za-z][^.,;:()\n£]{2,90}?)" + STOP_AT
    ),
    Sieve(rf"\b[Ss]ervices? (?:provision )?(?:for|at) the (?P<t>{CAP}(?: {CAP}){{1,7}})" + STOP_AT),
    Sieve(
        rf"(?P<t>{_RUN}\s(?:[Ss]ervices?|Framework(?: Agreement)?))\b"
        r"(?!\s(?:[Mm]anager|[Dd]irector|[Rr]egulations|Acts?\b|Trust|Committee|Plan|Board|Panel))"
    ),
    Sieve(
        r"\b[Aa]ward\w*[^.;\n]{0,160}\bto\s[A-Z][\w&'. -]{2,60}?\sfor\s(?:the\s)?"
        r"(?:(?:provision|supply|delivery)\sof\s)?(?P<t>[a-z][a-z '-]{3,60}?)" + STOP_AT
    ),
    Sieve(
        r"(?:^|\n|\b(?:the|a|an)\s|\.\s)(?P<t>(?!(?:current|new|existing|total|annual|"
        r"proposed|previous|overall|original|said|same|above|initial|estimated|whole|"
        r"successful|contract)\s)"
        r"[A-Za-z][A-Za-z'-]+(?:\s(?!contract)[a-z'&-]+){0,4})\scontracts?\b"
    ),
    Sieve(
        r"\b(?:the|a|an)\s(?P<t>(?!(?:current|new|existing|same|said|above|service|framework|legal|partnership|joint|"
        r"section|grant|funding|loan|planning|head|long|short)\b)[a-z][a-z'-]+(?:\s[a-z'&-]+){0,3}?)"
        r"\s(?:agreement|lease|concession|licen[cs]e)\b"
    ),
)
_LEAD = re.compile(
    r"^(?:(?:The|A|An|This|That|Extend|Award|Procure|Approve|Agree|New|Current|"
    r"Existing|Proposed|Key|Any|All|Each|Both|Our|To|Of|For|As|In|Under|Following|"
    r"of the|of|for the|Retain|Increase|Reduce|Although|However|Since|With|By|On|At|If|[A-Z]\.)"
    r"\s)+|^(?:[A-Z][\w']*\s){1,4}Council(?:'?s)?\s|^(?:(?-i:[A-Z]{1,2}[CD]C|[A-Z]{2}BC)|Council)(?:'?s)?\s"
)
_BY_WAY_OF = re.compile(r"\b(?:from|under|via|through|using|used|off|with|by)\s(?:the\s|an?\s)?$")  # how it was bought
_HELD_UNDER = re.compile(r"\bunder (?:the |its |our |an? )?(?:[Cc]ouncil's )?(?:existing|current) $")
_FIRMS_BEFORE = re.compile(r".*\b(?:Ltd|Limited|plc|PLC|LLP|CIC)\b\.?,?\s(?:(?:to|for|and|with|on|the|a|an)\s)*")
_NO_NAME = re.compile(
    r"\b(?:value|terms?|end|costs?|part|length|extension|award|management|price|"
    r"form|life|of|the|an?|and|for|in|to|is|this|"
    r"that|any|each|our|its|their)$|\b(?:value|end|cost) of\b|\b(?:against|than|under|saving)\b",
    re.IGNORECASE,
)
_BAD = frozenset(
    {
        "contract", "service", "services", "decision", "contracts", "award", "the", "approval", "framework",
        "public", "supply", "dps", "each", "every", "present", "both",
        "call", "procurement", "agreement", "extension", "standing", "cabinet", "subject",
        "title", "maintenance", "works",
        "permitted", "allowable", "available", "relevant", "required", "necessary",
        "resulting", "successful", "following", "interim", "extended", "awarded",
        "new", "current", "existing", "total", "annual", "proposed",
        "previous", "overall", "original", "said", "same", "above", "initial", "whole", "key", "details",
        "maximum", "minimum", "notional", "combined", "estimated", "indicative", "individual", "single", "further",
        "full", "final", "first", "second", "third", "approved", "term", "direct", "one", "two", "three", "four",
        "this", "these", "those", "five", "six", "seven", "eight", "nine", "ten", "several", "short", "urgent",
    }
)  # fmt: skip
ROLE = re.compile(
    r"(?:Deputy )?(?:Councillor|Cllr|(?:\w+ )?(?:Director|Head) of|Portfolio Holder|Leader|Mayor|Chief|"
    r"(?:\w+ )?Director\b|Cabinet Member|Clerk|Councillors)\b"
)
_LEGAL_FORM = re.compile(r"\s(?:Ltd|Limited|plc|PLC|LLP|CIC|CIO)\b")  # what stands before it is a firm
_POST_OF = re.compile(  # "Kim Oak, Assistant Director Regulatory Services": the service is where somebody works
    r"(?:,|\s[–-]|:)\s(?:[A-Z]\w+\s)?(?:Director|Head|Manager|Officer|Chief|Lead|Cabinet Member|Portfolio Holder)"
    r"\b[\w ,&'-]*$"
)
_DECIDES = re.compile(r"(?i)(?:enter\b|approv|agree|resolv|authori[sz]|not(?:ed|e)\b|accept|recommend|delegat|decid)")


def title_near(shadow: Shadow, first: int, last: int, firms: frozenset[str], around: int) -> Said[str] | None:
    """The service named most often beside the word contract around a stretch."""
    left, right = max(0, first - around), min(len(shadow.text), last + around)
    if around and right < len(shadow.text):
        right = sentence(shadow.text, right - 1, right)[1]  # no word is cut
    found = [c for c in _candidates(shadow.text, left, right) if not {fold(w) for w in c[1].split()} <= firms]
    if not found:
        return None
    folded = [frozenset(map(fold, name.split())) for _, name, _ in found]
    best = max(range(len(found)), key=lambda i: (sum(folded[i] == w for w in folded) - 2 * found[i][0], -found[i][2]))
    _, name, start = found[best]
    return shadow.said(start, start + len(name), " ".join(name.split()))


def _candidates(text: str, left: int, right: int) -> Iterator[tuple[int, str, int]]:
    """Rank of the pattern, name and start of each service that may be what the contract is for."""
    for rank, pattern in enumerate(_PATTERNS):
        for match in pattern.finditer(text, left, right):
            name, start = match["t"], match.start("t")
            while lead := _LEAD.match(name):
                name, start = name[lead.end() :], start + lead.end()
            if firm := _FIRMS_BEFORE.match(name):
                name, start = name[firm.end() :], start + firm.end()
            name = name.rstrip(" ,'")
            whole, name = name, stripped(name)
            if rank >= len(_PATTERNS) - 2 and _NO_NAME.search(name):
                continue
            start += max(0, whole.find(name))
            if name.endswith("'s") or ROLE.match(name) or words().never_suppliers.fullmatch(name):
                continue
            if _HELD_UNDER.search(text, max(0, start - 40), start):
                continue
            if name.endswith(("Framework", "Agreement", "Services", "Service")) and _BY_WAY_OF.search(
                text, max(0, start - 20), start
            ):
                continue
            if _LEGAL_FORM.match(text, start + len(name)):
                continue
            if _POST_OF.search(text[max(0, start - 60) : start] + name):
                continue
            if _DECIDES.match(name) or spells(name) or generic(name) or name.lower().startswith("a period"):
                continue
            if len(name) > 2 and not {fold(w) for w in name.split()} <= {fold(w) for w in _BAD}:
                yield rank, name, start
