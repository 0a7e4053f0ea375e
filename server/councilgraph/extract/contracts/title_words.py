"""What of a title names the service, and which titles name none."""

import re

from councilgraph.extract.law.statutes import fold

_PREFIX = re.compile(
    r"^(?:\w+ ){0,4}?(?:Cabinet|Executive|Council|Committee|Board|Panel),?\s"
    r"\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8} 20\d\d\s?[:–-]\s|"
    r"^Minute\s\d+\s?[–:.-]\s|^\d{1,2}/\d{1,2}/\d{4}\s[-–]\s(?:\d\d/\d{3,5}\s[-–]\s)?"
    r"|^(?:(?:Leader|Mayor|Cabinet Member|Chief Executive)(?:'s)?\s)?"
    r"(?:Subject|Title|Re|Topic|(?:(?:Key|Urgent|Officer|Delegated) )*[Dd]ecision(?:\s[\dA-Z/]+\d)?)\s?[:–-]\s"
    r"|^(?:(?:Item\s)?\d{1,4}[.)]|"
    r"(?:[A-Z]{1,4}\.?\s?)?\d{1,3}/\d{2,4}[.:]?(?:\s+\d{1,2}(?=\s))?)\s+(?=[A-Z])|^\d{1,3}\s+(?=(?:award"
    r"|extension|tender) )"
    r"|^\d{1,4}\s+(?=[A-Z].*PDF \d+ [KM]B$)"
    r"|^(?:\d{1,2}\s)?gateway \d\w?\s?(?:[:–-]|and)\s?"
    r"|^(?:procurement|commissioning) (?:strategy|plan|approach|options?)"
    r"(?:(?: approval)?\s?(?:[:–-]|for|of)\s?| approval\s)(?:the\s)?"
    r"|^to (?:receive|consider|discuss|note|review|approve|agree|resolve|hear)\b(?:\s(?:an?|the|any|update|reports?|"
    r"matters?|quot\w+|information|proposals?|on|regarding|relating to|concerning|about)\b)*\s"
    r"|^(?:contract|procurement|financial)s?\s(?:procedure\s|standing\s)?(?:rules?|orders?)\s(?:waiver|exemption)s?\s?[:–-]\s"
    r"|^(?:purchase|hire|hiring) of (?:the |an? )?"
    r"|^(?:an? |the )?framework (?:contract|agreement) for (?:the )?(?:(?:provision|supply|delivery) of )?"
    r"|^acceptance of (?:the )?(?:tender|quotation)s?\s?[:–-]\s"
    r"|^(?:request for approval|approval) ?(?:[–-]|for) (?:an? |the )?|^block (?=extensions? )"
    r"|^appointment of (?:an? |the )?(?:[\w-]+ ){0,3}?(?:supplier|contractor|provider|consultant|partner|operator)s?\s"
    r"(?:for|to (?:provide|deliver|supply|undertake))\s(?:the\s|an?\s)?"
    r"|^(?:main )?contractors? for (?:the )?|^supplier (?=contract|award)"
    r"|^(?:to )?(?:consider(?:ation of)?|receive|approve|accept(?:ance of)?|agree) (?:the |a |any |an )?"
    r"(?:quot\w+|tenders?|estimates?|bids?)(?: received)? (?:for|to) (?:the )?"
    r"|^(?:(?:request for )?(?:an? )?(?:waiver|exemption|exception)s?\s(?:of|from|to)\s(?:the\s)?(?:[\w']+\s){0,2}?"
    r"(?:(?:contract|procurement|financial|standing|procedure)s?\s){1,2}(?:rules|orders|"
    r"regulations)\s?(?:[:–-]|for|and)\s?(?:the\s)?)"
    r"|^(?:\W*(?:proposed|approval|authority|permission|request|decision)\s(?:of|"
    r"to|for)\s(?:the\s)?)?(?:to\s)?(?:(?:award|extension|variation|renewal|modification)\s(?:and|&)\s)?"
    r"(?:(?:direct\s)?award(?:s|ing)?|extension|extending|"
    r"extend|variation|(?:re-?)?procur(?:e|ement|ing)|re-?commissioning|commissioning|"
    r"re-?tender(?:ing)?|(?:and )?tender(?:ing|s)?|termination|ending|novation|renewal|contract award"
    r"(?:\sapproval)?|contract)\b"
    r"\s?(?:[:–-]|of|to|for)?\s?(?:(?:a|an|the|new|existing|current)\s)*(?:contracts?"
    r"\s(?:extensions?\s)?(?:[:–-]|for|of|to|on|under)?\s?)?(?:the\s(?=[A-Z]))?(?:(?:provision|"
    r"supply|delivery)\sof\s)?",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    r"\s\(\d{1,3}/\d{1,4}\)$|\s[–-]\sLots? \w{1,2}(?:(?:,| and| &| to) \w{1,2})*$|\sand (?:its|the|their) "
    r"(?:implications|costs?)$|"
    r"\s(?:waivers?|exemptions?) (?:of|from|to) (?:the )?(?:contracts?|procurement|standing|financial)\b.*$|"
    r"\s(?:contracts?|agreements?|leases?) and (?:the )?(?:return|transfer|move|award|procurement|re-?\w+|next|future|"
    r"new)\b.*$|"
    r"\s[–-]\s\W?(?:resolved|agreed|approved|the (?:parish )?council|it was|members)\b.*$|"
    r"\s*(?:pdf icon\s)?PDF \d+ [KM]B$|\s*[–-]\s*[A-Z0-9]{2,8}(?:/[A-Z0-9]{1,6}){1,3}$"
    r"|\s[A-Z]{2,5}\d{1,4} \(\d\d/\d\d\)$|\s*[–-]\s*(?:non-)?key decision$|\s*\((?:forward plan|ref\b|reference"
    r"|key decision)[^)]*\)$"
    r"|\s*(?:[–:]|\s-)\s*(?:proposed\s|request\sfor\s|approval\s(?:of|for|to)\s|"
    r"the\s|use\sof\s|(?:commencement|start)\sof\s|new\s|an?\s|early\s|first\s|"
    r"second\s|third\s|final\s|further\s|short\s|one[- ]year\s|"
    r"\w+[- ](?:months?|years?)\s)*(?:contract|direct award|award|extension|procurement|re-?procurement|"
    r"commissioning|re-?commissioning|tender|re-?tender|variation|overview|update|waiver|exemption|"
    r"exception|extending|(?:deed|act)s? of \w+|supplement(?:al|ary) (?:deed|agreement)|change control notice|"
    r"(?:hire|rental|lease)\b(?=$| (?:for|of|from|until)\b)|"
    r"commissioned|ending of|renewal|future arrangements|termination)\b.*$|^overview\s*$"
    r"|\s(?:appointments?|awards?) and (?:the )?(?:initial |first )?call-?offs?\b.*$|\sapproval\s*$"
    r"|\s\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8} 20\d\d (?:to|–|-|until) .*$|\sterm\s*$"
    r"|\s20\d\d\s?(?:to|–|-|/)\s?(?:20)?\d\d\s*$"
    r"|\sfor (?:the )?(?:(?:financial |municipal |calendar )?years? )?20\d\d(?:\s?[/–-]\s?\d{2,4})?\s*$"
    r"|\s(?:contract\s)?(?:re-?procurement|re-?commissioning|procurement|contract "
    r"(?:extension|award|variation|renewal|novation)s?|extensions?|re-?tender|tender|overview|update|contracts?"
    r")\s*$",
    re.IGNORECASE,
)


_PAPER = frozenset(
    fold(w)
    for w in (
        "record", "of", "officer", "officers", "decision", "decisions", "delegated", "executive", "cabinet", "member",
        "members", "portfolio", "holder", "notice", "report", "minutes", "committee", "the", "details", "key", "form",
        "request", "waiver", "procurement", "contract", "contracts", "award", "title", "subject", "and", "by", "taken",
        "direct", "issue", "schedule", "register", "agenda", "monitoring", "update", "meeting",
        "published", "director", "proposed", "to", "individual", "urgent", "overview", "council",
        "full", "parish", "town", "for", "approval", "a", "an", "new", "extension",
        "extensions", "purchase",
        "property", "agreed", "resolved", "minute", "item", "summary", "background",
        "recommendation", "recommendations", "purpose", "proposal", "proposals", "introduction", "context",
        "information", "executive", "preferred", "option",
        "implications", "financial", "legal", "reasons", "conclusion", "options", "considerations", "next", "steps",
    )
)  # fmt: skip
_LONG = 90  # characters beyond which a title tells more than what the matter is


def shortened(title: str) -> str:
    """A title that runs on, up to where it names what else is to be done."""
    if len(title) <= _LONG:
        return title
    return re.split(
        r",|;|\s(?:and (?:to )?(?:agree|resolve|consider|approve|provision)|including|to include|in order to)\b", title
    )[0]


def generic(title: str) -> bool:
    """Whether a title only says what kind of paper this is, whose it is, or its number."""
    own = re.fullmatch(r"(?i).*?\b(?:council|authority|corporation)\s?[-–:/|]\s?(?P<rest>.+)", title)
    if own is not None and (generic(own["rest"]) or re.match(r"(?i)cyngor\b", own["rest"])):
        return True
    if re.match(
        r"(?:Approve|Agree|Authori[sz]e)s? (?:the|an?|to|that)\b|(?:APPROVED|NOTED|AGREED|DELEGATED|RESOLVED"
        r"|AUTHORISED)\s(?:the|that|to|further|an?)\b",
        title,
    ):
        return True
    words_of = [fold(w) for w in re.findall(r"[A-Za-z]+", title)]
    return bool(
        all(w in _PAPER for w in words_of)
        or re.search(r"\b(?:council|authority|corporation)$", title, re.IGNORECASE)
        or re.search(r"(?i)\b(?:fire|police|ambulance)\b.*\b(?:service|authority)$", title)
        or re.match(r"(?i)(?:record of )?(?:\w+ ){0,2}decisions? (?:of|by|taken by|made by) (?:the |an? )?\w+", title)
        or re.fullmatch(r"(?i)(?:outcomes?|results?) of (?:the |an? )?(?:tender\w*|procurement)(?: \w+)?", title)
        or re.search(r"(?i)\b(?:decision notice|notice of decision|record of (?:\w+ )?decision)$", title)
        or re.search(r"(?i)\b(?:council|committee|cabinet|executive)\b.*\d{1,2}(?:st|nd|rd|th)? [a-z]+,? \d{4}$", title)
        or re.match(
            r"(?:recommendation|decision|proposal|reason)s? (?:to|of|for|by) |(?:its|their|this|these|those) |"
            r"(?:lead|cabinet|executive) member (?:for|of) |(?:joint )?report (?:of|by|from|to) |to [a-z]+ |that "
            r"|\d+\.\d|"
            r"\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s*(?:to )?(?:approve|agree|award|delegate|authori[sz]e|note"
            r"|endorse|extend)s?\b|"
            r"(?:name of|from|to|by|date|contact)\b[^:]*:|consent |[a-z][a-z ?]{3,30}\??:\s|minutes of |"
            r"(?:(?:london|royal|metropolitan|county) )*(?:borough|city|county|district) of [\w ]+$",
            title,
            re.IGNORECASE,
        )
        or re.search(
            r"\s(?:is|are|was|were|has|have|will|would|be)\s|\.\s[A-Z]|\b(?:Committee|Panel|Board|Authority)$", title
        )
        or len(title) > 140
        or re.fullmatch(
            r"[A-Z][a-z]{2,8} \d{1,2}"
            r"|[A-Z]{1,8}[-/ ]?[\dA-Z/-]*\d[\dA-Z/-]*|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+,? \d{4}(?: (?:to|–|-) .*)?",
            title,
        )
    )


def stripped(title: str) -> str:
    """A title without what is done: "Award of Contract for the Young Carers Service" is the service."""
    bare, before = title.strip(), ""
    while bare != before:
        before, bare = bare, _SUFFIX.sub("", _PREFIX.sub("", bare, count=1)).strip(" .,–-:")
        if not bare:
            return before
    return bare


_OF_NONE = re.compile(  # "Exemptions granted April 2024 - March 2025", "Process for Awarding Grants"
    r"(?i)\b(?:decisions|waivers|exemptions|exceptions|awards)\b.{0,80}?\b[A-Z][a-z]+ 20\d\d (?:to|–|-|and) "
    r"|^(?:process|procedure|timetable|criteria) (?:for|of|to) |\bgrants?\b.* recommendations?$"
    r"|^(?:allocation|release) of (?:[\w'-]+ ){0,8}(?:funding|grants?|monies)\b"
)


def of_none(title: str) -> bool:
    """Whether a title is of how contracts or grants are given, or of many of them, and so of no one contract."""
    return _OF_NONE.search(title) is not None
