"""The words with which minutes accept an offer, appoint a firm or order from one."""

import re

from councilgraph.extract.sieve import Sieve, Sieves

FIRM = (
    r"(?:the )?(?P<firm>[A-Z][\w'.-]*(?:\s(?:(?:and|&|of)\s)?(?:[A-Z&][\w'.-]*|"
    r"\([A-Z][\w ]+\)|Ltd|plc))*)"
)
_TASK = r"(?P<task>[A-Za-z][^,;.£()]{3,70}?)"
_TO = r"(?P<to>[a-z][^,;.£()]{3,70}?)"
_END = (
    r"(?=\s(?:at|in the sum|for (?:£|an?\b|the (?:period|sum)|\d|one|two|three|four|five)|be|is|was|were|plus|with|"
    r"from|by|which|on|until|starting|commencing|over)\b|\sof £|\s?[,;.(£]|$)"
)
_OFFER = r"(?:[Qq]uot(?:e|ation)|[Tt]ender|estimate|bid|offer)s?"
_FROM = r"(?:of|from|by|submitted by|received from|provided by)"
_GAP = r"(?:[^.;]|\.\d|\b[A-Z]\.|\.(?=\s\+))"
_DONE = r"(?:be |is |was |were )(?:\w+ly )?(?:accepted|approved|agreed)"
_ACCEPT = (
    r"\b(?:[Aa]ccept(?:ed|s|ing)?|[Aa]pprov(?:e|ed|al of)|[Aa]greed?) (?:the |a |an )?(?:lowest |revised |cheapest )?"
)
_FOR_TASK = rf"(?: for (?:the )?{_TASK}{_END})?"
_LATER = rf"(?:{_GAP}{{0,60}}?\b(?:for (?:the )?{_TASK}|to {_TO}){_END})?"  # the task some words later
_AS = rf"(?: (?:to {_TO}|(?:as|for) (?:the )?{_TASK}){_END})?"
_FOR_A_SUM = r"(?=\s(?:at|for|costing|priced)\b|\s?\(?£|,)"
_TRADES = (
    r"Ltd|Limited|plc|LLP|CIC|Inc|Services|Group|Contractors|Contracting|Landscapes?|Landscaping|Solutions|Associates|"
    r"Partners(?:hip)?|Consult\w+|Engineering|Engineers|Systems|Electrical|Electrics|Construction|Builders|Building|"
    r"Cleaning|Mutual|Insurance|Energy|Bros|Brothers|Sons?|Daughters?|Company|Co|Surfacing|Fencing|Roofing|"
    r"Playgrounds?|Maintenance|Gardens?|Gardening|Trees?|Care|Security|Print\w*|Grounds?|Groundcare|Groundworks?|"
    r"Joinery|Decorators|Plumbing|Heating|Horticulture|Forestry|Arboricultur\w+|Surveyors?|Architects?|Solicitors|"
    r"Signs|Design|Paving|Plant|Hire"
)
COMPANY = re.compile(rf"\b(?:{_TRADES})\b|&")
_TRADER = rf"(?P<firm>[A-Z][\w'.-]*(?:\s(?:(?:and|&)\s)?[A-Z&][\w'.-]*)*?(?:\s(?:{_TRADES})|\s& [A-Z]\w+))"
ANY_FIRM = re.compile(rf"(?<![\w.]){FIRM}")
OFFERS = Sieves(
    Sieve(pattern)
    for pattern in (
        rf"\b{_OFFER} {_FROM} {FIRM}(?:{_GAP}{{0,60}}?\bfor (?:the )?{_TASK}{_END})?{_GAP}{{0,80}}?"
        r"\b(?:be |is |was |were )?(?:accepted|approved|agreed)\b",
        rf"{_ACCEPT}{_OFFER} {_FROM} {FIRM}{_LATER}",
        rf"{_ACCEPT}{_OFFER} (?:of|for|at) £{_GAP}{{1,40}}?\b(?:from|by) {FIRM}{_LATER}",
        rf"\b{_OFFER} (?:of|for|at) £{_GAP}{{1,40}}?\b(?:from|by) {FIRM} "
        rf"(?:(?:for (?:the )?{_TASK}|to {_TO}) )?(?:should |to |would )?{_DONE}",
        rf"\b(?:[Tt]hat )?{FIRM} be (?:re-?)?(?:appointed|engaged|instructed|contracted|commissioned){_AS}",
        rf"\b(?!Commissioning)(?:[Rr]e-?)?(?:[Aa]ppoint|[Ee]ngage|[Ii]nstruct|[Cc]ommission)(?:ed|ing)? {FIRM} "
        rf"(?:to {_TO}|(?:for|as) (?:the )?{_TASK}){_END}",
        rf"\b[Aa]ccept(?:ed|ing)? {FIRM}'s? {_OFFER}{_LATER}",
        rf"\b[Aa]ccept(?:ed|ing)? {FIRM}(?=\s(?:at|for)\s£)",
        rf"\b(?:[Tt]hat )?{FIRM} be (?:(?:given|offered|awarded) the (?:job|work|order|contract)\b"
        r"|asked to (?:do|carry out) the work|used for\b|confirmed as (?:the )?(?:preferred|successful) \w+\b)"
        rf"{_FOR_TASK}",
        rf"\b(?:[Tt]hat )?(?:the )?{_TASK} be (?:carried out|undertaken|done|supplied|provided|delivered|outsourced|"
        rf"contracted|let) (?:by|to|with) {FIRM}",
        r"\b(?:[Aa]pproved?|[Aa]greed?(?: to)?|[Aa]uthoris(?:ed?|ing)|[Rr]atif(?:y|ied)) (?:the )?"
        r"(?:expenditure|spend(?:ing)?|cost|sum|purchase|order) of £[\d,.]+\d(?: \+ VAT| plus VAT)? "
        rf"(?:with|from) {FIRM}{_FOR_TASK}",
        rf"\b{_OFFER} \w{{1,2}},? \({FIRM}\)",
        r"\b(?:[Cc]ontract|[Ww]ork|[Oo]rder)s? (?:was |were |is )?(?:awarded|given|let|placed)(?: to| with)?"
        rf"\s?[:–-]\s?{FIRM}",
        rf"\b(?:take|accept|approve) (?:that|the one) of {FIRM}(?=\s(?:at|for)\b)",
        r"\b(?:accept|approve|take)\w* the (?:lowest|best|cheapest|second|third|first|highest) [\w ]{3,30},? "
        rf"(?:that of|from|of|by) {FIRM}",
        rf"\b{FIRM}'s? {_OFFER}{_GAP}{{0,60}}?\b{_DONE}{_FOR_TASK}",
        rf"\b(?:to|[Cc]lerk) [Oo]rder from {FIRM}(?=\s(?:at|for)\b|\s?\(?£)",
        rf"\b[Oo]rder(?:ed|ing)? (?:an? |the )?{_TASK} from {FIRM}(?=\s(?:at|for)\b|\s?[(.,;]|$)",
        rf"\b(?:go|proceed) (?:ahead )?with (?:the (?:{_OFFER} |one )(?:of|from|by) )?{FIRM}"
        r"(?=\s(?:at|for|to)\b|\s?[.,;]|$)",
        rf"(?:(?<=\n)|(?<=\. )|(?<=: ))(?:That )?{_TRADER} to {_TO}(?=\s(?:at|for)\b[^.;]{{0,60}}£)",
        rf"(?:(?<=\n)|(?<=[–-] )|(?<=\. )|(?<=: ))(?:The )?{_TASK} by {FIRM} "
        r"(?:was |were |be |is )?(?:approved|agreed|accepted)\b",
        rf"\b(?:[Aa]greed|[Rr]esolved|RESOLVED|[Aa]pproved) (?:that )?{FIRM} (?:should |to |would )?"
        rf"(?:carry out|undertake|do|complete) (?:the )?{_TASK}{_END}",
        rf"\b(?:place|placed|placing)(?: of)? an order for (?:the )?{_TASK} with {FIRM}",
        rf"\b(?:place|placed|placing)(?: of)? an order with {FIRM}{_AS}",
        rf"\b[Pp]urchas(?:e|ed|ing) (?:of )?(?:an? |the )?{_TASK} from {FIRM}{_FOR_A_SUM}",
        rf"\b(?:[Bb]uy|[Pp]urchas|[Oo]rder|[Hh]ir)(?:e|ed|ing)? (?:of )?(?:an? |the )?{_TASK} (?:at|for|costing) "
        rf"(?:a cost of )?£[\d,.]+\d(?: (?:\+|plus|excluding|including|ex|inc) VAT)? from {FIRM}",
        rf"\b(?P<renewed>[Rr]enew(?:ed|al)?) (?:the )?(?:{_TASK} )?with {FIRM}",
    )
)
THEN_AGREED = Sieve(  # "Quotation received from Herts Grounds in the sum of £310. This was agreed."
    rf"\b{_OFFER} (?:had been |was |were )?{_FROM} {FIRM}[^\n]{{0,120}}?(?<=[\w)])\.\s"
    rf"(?:(?:This|It|That|The {_OFFER}) (?:was|is) (?:\w+ )?(?:agreed|accepted|approved)"
    r"|Agreed\b|Accepted\b|Approved\b)"
)
_IT = r"(?:firm|company|contractor|quot\w+|tender)"
PRONOUN = Sieve(
    r"\b(?:award|appoint|accept|instruct|engage|use|commission|employ)(?:ed|ing)? "
    r"(?:(?:the )?(?:contract|work|job|order) to )?"
    rf"(?:them|this {_IT}|the (?:said )?{_IT})\b"
)
